/* Signing in and out; sessions are bound to connections here. */
#include "server/auth/auth.h"

#include <ctype.h>
#include <string.h>

#include "common/arena.h"
#include "common/hash.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/app_private.h"
#include "server/auth/auth_admit.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"
#include "server/settings/settings.h"

/* Login names are stored in lower case and compared so (DEC-5). */
const char *
auth_fold(struct call *c, const char *name)
{
	return utf8_fold(c->arena, name);
}

const char *
auth_display(struct arena *a, const char *name, const char *display)
{
	char *s, *p;
	bool start = true;

	if (display != NULL && display[0] != '\0')
		return display;
	s = arena_strndup(a, name, strcspn(name, "."));
	for (p = s; *p != '\0'; p++) {
		if (start)
			*p = (char)toupper((unsigned char)*p);
		start = *p == '-';
	}
	return s;
}

static void
set_language(struct call *c, int language)
{
	if (language == 0 || language == 1) {
		c->lang = language == 0 ? LANG_DE : LANG_EN;
		if (c->conn != NULL)
			c->conn->lang = c->lang;
	}
}

void
auth_hello(struct call *c, int language, const char *client)
{
	set_language(c, language);
	if (client != NULL && c->conn != NULL)
		str_copy(c->conn->client, sizeof(c->conn->client), client);
}

static int64_t
hours(struct call *c, enum setting which)
{
	return settings_int(c->app->settings, which) * 3600000;
}

enum err
auth_resume(struct call *c, const char *token, struct auth_ticket *out)
{
	struct auth_session s;
	int64_t idle = hours(c, SET_SESSION_IDLE_HOURS), seen;
	char hash[65];
	enum err e;

	hash_sha256_hex(token, strlen(token), hash);
	if ((e = auth_store_token(c, hash, &s)) != OK)
		return e;
	if (s.id == 0 || s.closed)
		return call_fail(
		    c, s.expired ? E_SESSION_EXPIRED : E_UNAUTHENTICATED);
	seen = auth_idle_end(c->app, s.id);
	if (seen == 0)
		seen = s.last_seen + idle;
	if (c->now >= s.ends_at || c->now >= seen)
		return call_fail(c, E_SESSION_EXPIRED);
	/* memory only and the row exists: further lines may follow at once */
	c->conn->session = s.id;
	c->conn->account = s.account;
	c->conn->ssh_key = s.ssh_key;
	if ((e = auth_identify(c->conn, c)) != OK) {
		c->conn->session = 0;
		c->conn->account = 0;
		return call_fail(c, e);
	}
	out->session = s.id;
	out->account = s.account;
	out->expires_at = s.ends_at;
	out->idle_ends_at = c->now + idle;
	return OK;
}

static void
unbind(struct app *app, void *arg)
{
	const int64_t *session = arg;
	struct conn *cn;

	for (cn = app->conns; cn != NULL; cn = cn->next)
		if (cn->session == *session) {
			cn->session = 0;
			cn->account = 0;
			cn->ssh_key = 0;
			cn->topics = 0;
		}
	auth_session_drop(app, *session);
}

enum err
auth_logout(struct call *c)
{
	int64_t *session = arena_zalloc(c->arena, sizeof(*session));

	if (c->session == 0)
		return OK;
	*session = c->session;
	call_after_commit(c, unbind, session);
	return auth_store_close(c, c->session, "logout");
}

enum err
auth_demo(struct call *c, const char *name, struct auth_ticket *out)
{
	struct auth_account a;
	enum err e;

	if (!c->app->demo || c->conn == NULL || !c->conn->is_operator)
		return call_fail(c, E_FORBIDDEN);
	if ((e = auth_store_name(c, auth_fold(c, name), &a)) != OK)
		return e;
	if (a.id == 0 || !a.active)
		return call_fail(c, E_NOT_FOUND);
	call_audit_target(c, "%s", a.name);
	if ((e = auth_arrive(c, a.id)) != OK)
		return e;
	return auth_open_session(c, a.id, &(struct auth_proof){ 0 }, out);
}

enum err
auth_assume(struct call *c, const char *name)
{
	struct auth_account a = { 0 };
	enum err e;

	if (c->conn == NULL || !c->conn->is_operator)
		return call_fail(c, E_FORBIDDEN);
	if (name[0] != '\0') {
		if ((e = auth_store_name(c, auth_fold(c, name), &a)) != OK)
			return e;
		if (a.id == 0 || !a.active)
			return call_fail(c, E_NOT_FOUND);
		call_audit_target(c, "%s", a.name);
	}
	c->conn->assumed = a.id;
	c->conn->account = a.id;
	return OK;
}

enum err
auth_user(struct call *c, int64_t account, const struct actor **out,
    const char ***roles, const char **language)
{
	struct auth_account a;
	enum err e;

	if ((e = auth_store_account(c, account, &a)) != OK)
		return e;
	if ((e = auth_actor(c, account, out)) != OK)
		return e;
	if (*out == NULL)
		return call_fail(c, E_NOT_FOUND);
	*language = a.language;
	return auth_store_roles(c, account, roles);
}

enum err
auth_sessions(struct call *c, int64_t account, struct auth_sessions *out)
{
	int64_t idle = hours(c, SET_SESSION_IDLE_HOURS), seen;
	struct auth_sessions l;
	enum err e = auth_store_sessions(c, account, &l);
	int i;

	if (e != OK)
		return e;
	*out = (struct auth_sessions){ .row = l.row };
	for (i = 0; i < l.n; i++) {
		struct auth_session_row *r = &l.row[i];

		seen = auth_seen_at(c->app, r->id);
		if (seen > r->last_seen_at)
			r->last_seen_at = seen;
		if (r->last_seen_at + idle < r->expires_at)
			r->expires_at = r->last_seen_at + idle;
		if (r->expires_at > c->now)
			out->row[out->n++] = *r;
	}
	return OK;
}

enum err
auth_revoke_session(struct call *c, int64_t session)
{
	struct auth_session s;
	enum err e = auth_store_session(c, session, &s);

	if (e != OK)
		return e;
	if (s.id == 0 || s.closed || s.account != c->actor->id)
		return call_fail(c, E_NOT_FOUND);
	call_audit_target(c, "%s", c->actor->name);
	return auth_end_session(c, session, "revoked");
}

enum err
auth_revoke_others(struct call *c, int *closed)
{
	struct auth_sessions l;
	enum err e = auth_sessions(c, c->actor->id, &l);
	int i;

	if (e != OK)
		return e;
	for (*closed = 0, i = 0; i < l.n; i++)
		*closed += l.row[i].id != c->session;
	call_audit_target(c, "%s", c->actor->name);
	if (*closed == 0)
		call_audit_as(c, "", NULL);
	return auth_end_sessions(c, c->actor->id, c->session, "revoked");
}
