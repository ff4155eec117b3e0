/* Signing in and out; sessions are bound to connections here. */
#include "server/auth/auth.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/hash.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth_password.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"
#include "server/core/due_tasks.h"
#include "server/settings/settings.h"

#define SESSIONS_PER_ACCOUNT 10

/* Login names are stored in lower case and compared so (DEC-5). */
static char *
lower(struct call *c, const char *name)
{
	return utf8_fold(c->arena, name);
}

static enum err
charge(struct call *c, const char *name)
{
	const struct settings *s = c->app->settings;
	uint64_t where = c->conn->kind == CONN_TLS ? str_hash(c->conn->remote)
						   : (uint64_t)c->conn->id;
	int64_t all = settings_int(s, SET_LIM_AUTH_ADDRESS);
	int wait;

	if (c->conn->is_operator)
		return OK;
	wait = ratelimit_take(c->app->limits, where * 31 + str_hash(name),
	    settings_int(s, SET_LIM_AUTH), settings_int(s, SET_LIM_AUTH_BURST),
	    app_mono(c->app));
	if (wait == 0)
		wait = ratelimit_take(
		    c->app->limits, where * 31 + 7, all, all, app_mono(c->app));
	if (wait == 0)
		return OK;
	c->retry_after = wait;
	return call_fail_text(c, E_RATE_LIMITED,
	    call_tr(c, "Zu viele Anmeldeversuche, bitte %d s warten",
		"Too many logins, please wait %d s"),
	    wait);
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

struct auth_login_job *
auth_login_job_new(void)
{
	return xcalloc(1, sizeof(struct auth_login_job));
}

enum err
auth_login_prepare(
    struct call *c, const struct auth_login *in, struct auth_login_job *job)
{
	char *name = lower(c, in->name);
	struct auth_account a;
	enum err e;

	if ((e = charge(c, name)) != OK)
		return e;
	if ((e = auth_store_name(c, name, &a)) != OK)
		return e;
	if (a.id != 0 && a.active && a.hash != NULL) {
		job->account = a.id;
		job->hash = xstrdup(a.hash);
	}
	job->password = xstrdup(utf8_nfc(c->arena, in->password));
	return OK;
}

void
auth_login_work(void *arg)
{
	struct auth_login_job *job = arg;

	job->good = password_verify(job->hash, job->password);
	sodium_memzero(job->password, strlen(job->password));
}

void
auth_login_drop(void *arg)
{
	struct auth_login_job *job = arg;

	free(job->hash);
	free(job->password);
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

struct bind {
	struct conn *cn;
	int64_t session, account, key;
};

static void
bind_session(struct app *app, void *arg)
{
	struct bind *b = arg;

	(void)app;
	b->cn->session = b->session;
	b->cn->account = b->account;
	b->cn->ssh_key = b->key;
	b->cn->challenge = auth_challenge_free(b->cn->challenge);
}

static void
bind_later(struct call *c, int64_t session, int64_t account, int64_t key)
{
	struct bind *b = arena_zalloc(c->arena, sizeof(*b));

	if (c->conn == NULL)
		return;
	b->cn = c->conn;
	b->session = session;
	b->account = account;
	b->key = key;
	call_after_commit(c, bind_session, b);
}

static int64_t
hours(struct call *c, enum setting which)
{
	return settings_int(c->app->settings, which) * 3600000;
}

/* A new session for an account; the token is told once and never stored. */
static enum err
open_session(struct call *c, int64_t account, const struct auth_proof *p,
    struct auth_ticket *out)
{
	struct auth_session s = { .account = account,
		.source = p->source,
		.ssh_key = p->ssh_key,
		.created_at = c->now,
		.ends_at = c->now + hours(c, SET_SESSION_MAX_HOURS) };
	unsigned char random[32];
	char hash[65];
	enum err e;

	call_random(c, random, sizeof(random));
	hex_encode(random, sizeof(random), out->token);
	hash_sha256_hex(out->token, strlen(out->token), hash);
	if ((e = auth_store_open(c, &s, hash, &out->session)) != OK)
		return e;
	if ((e = auth_reread(c, account)) != OK ||
	    (e = auth_store_trim(c, account, SESSIONS_PER_ACCOUNT)) != OK)
		return e;
	out->account = account;
	out->expires_at = s.ends_at;
	out->idle_ends_at = c->now + hours(c, SET_SESSION_IDLE_HOURS);
	bind_later(c, out->session, account, p->ssh_key);
	return auth_actor(c, account, &c->actor);
}

struct auth_challenge *
auth_challenge_free(struct auth_challenge *ch)
{
	free(ch);
	return NULL;
}

enum err
auth_admit(struct call *c, int64_t account, const struct auth_proof *p,
    struct auth_ticket *out)
{
	return open_session(c, account, p, out);
}

/*
 * For fail2ban (hub file E4). The name is what a stranger typed: nothing in it
 * may look like another field.
 */
static void
log_failure(struct call *c, const char *name)
{
	char *shown = arena_strdup(c->arena, name), *p;

	for (p = shown; *p != '\0'; p++)
		if (!isalnum((unsigned char)*p) && strchr("._-", *p) == NULL)
			*p = '?';
	log_warn(&c->log, "auth failure user=%s remote=%s", shown,
	    c->conn != NULL ? c->conn->remote : "gone");
}

enum err
auth_login_finish(struct call *c, const struct auth_login *in,
    const struct auth_login_job *job, struct auth_ticket *out)
{
	struct audit_entry a = { .action = "login_failure",
		.severity = "warning" };
	struct auth_account now = { 0 };
	enum err e;

	auth_hello(c, in->language, in->client);
	if (job->account != 0 &&
	    (e = auth_store_account(c, job->account, &now)) != OK)
		return e;
	/* disabled or changed while the worker computed: refused as well */
	if (!job->good || now.id == 0 || !now.active ||
	    !str_eq(now.hash, job->hash)) {
		a.target = job->account != 0 ? now.name : NULL;
		log_failure(c, in->name);
		if ((e = audit_write(c, &a)) != OK)
			return e;
		return call_refuse(c, E_INVALID_CREDENTIALS);
	}
	if (!now.is_admin && (e = gate_maintenance(c)) != OK)
		return e;
	if (c->conn == NULL) /* the peer went away meanwhile */
		return call_fail(c, E_UNAUTHENTICATED);
	if (in->language == 2)
		set_language(c, str_eq(now.language, "en"));
	call_audit_target(c, "%s", now.name);
	return auth_admit(c, now.id, &(struct auth_proof){ 0 }, out);
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
	struct bind *b = arg;
	struct conn *cn;

	for (cn = app->conns; cn != NULL; cn = cn->next)
		if (cn->session == b->session) {
			cn->session = 0;
			cn->account = 0;
			cn->topics = 0;
		}
	auth_session_drop(app, b->session);
}

enum err
auth_logout(struct call *c)
{
	struct bind *b = arena_zalloc(c->arena, sizeof(*b));

	if (c->session == 0)
		return OK;
	b->session = c->session;
	call_after_commit(c, unbind, b);
	return auth_store_close(c, c->session, "logout");
}

enum err
auth_demo(struct call *c, const char *name, struct auth_ticket *out)
{
	struct auth_account a;
	enum err e;

	if (!c->app->demo || c->conn == NULL || !c->conn->is_operator)
		return call_fail(c, E_FORBIDDEN);
	if ((e = auth_store_name(c, lower(c, name), &a)) != OK)
		return e;
	if (a.id == 0 || !a.active)
		return call_fail(c, E_NOT_FOUND);
	call_audit_target(c, "%s", a.name);
	return open_session(c, a.id, &(struct auth_proof){ 0 }, out);
}

enum err
auth_assume(struct call *c, const char *name)
{
	struct auth_account a = { 0 };
	enum err e;

	if (c->conn == NULL || !c->conn->is_operator)
		return call_fail(c, E_FORBIDDEN);
	if (name[0] != '\0') {
		if ((e = auth_store_name(c, lower(c, name), &a)) != OK)
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

/* Task of each minute: last seen to disk, then what has run out. */
enum err
auth_expire(struct call *c)
{
	enum err e;
	int64_t before = c->now - hours(c, SET_SESSION_IDLE_HOURS);

	if ((e = auth_flush(c)) != OK)
		return e;
	auth_drop_idle(c, before);
	return auth_store_expire(c, before);
}
