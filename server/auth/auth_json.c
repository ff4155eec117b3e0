/* Accounts, tickets, sessions and sign-ins as JSON. */
#include "server/auth/auth_json.h"

#include <string.h>

#include "common/arena.h"
#include "common/buf.h"
#include "server/auth/auth.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_history.h"
#include "server/auth/auth_lock.h"
#include "server/rpc/call.h"

#define DETAILS_MAX 1024 /* a source has at most 128 bytes */

/* USER object: what a client must know about the person. */
enum err
auth_user_json(struct call *c, struct jw *w, int64_t account)
{
	const struct actor *a;
	const char **roles, *language;
	struct factor f;
	enum err e = auth_user(c, account, &a, &roles, &language);
	int p;

	if (e != OK || (e = factor_show(c, account, &f)) != OK)
		return e;
	jw_kint(w, "id", a->id);
	jw_kstr(w, "name", a->name);
	jw_kstr(w, "display_name", a->display);
	jw_kbool(w, "is_admin", a->is_admin);
	jw_karray(w, "roles");
	for (; *roles != NULL; roles++)
		jw_str(w, *roles);
	jw_end_array(w);
	jw_karray(w, "permissions");
	for (p = P_LOGIN + 1; p < P_COUNT; p++)
		if (actor_may(a, (enum perm)p))
			jw_str(w, perm_key((enum perm)p));
	jw_end_array(w);
	jw_kbool(w, "must_change_password", a->must_change_password);
	jw_kbool(w, "must_set_factor", a->must_set_factor);
	jw_kbool(w, "two_factor", f.on);
	jw_kstr(w, "language", language);
	return OK;
}

static void
challenge_json(struct jw *w, const struct auth_ticket *t)
{
	jw_kstr(w, "result", "second_factor");
	jw_kstr(w, "challenge", t->challenge);
	jw_kinstant(w, "expires_at", t->challenge_until);
}

/* What is told once, at a sign-in. */
static void
told_json(struct jw *w, const struct auth_ticket *t)
{
	if (t->device[0] != '\0')
		jw_kstr(w, "device", t->device);
	if (t->failed > 0) {
		jw_kobject(w, "failed");
		jw_kint(w, "count", t->failed);
		jw_kinstant(w, "since", t->failed_since);
		jw_end_object(w);
	}
	if (t->tells_codes)
		jw_kint(w, "codes_left", t->codes_left);
}

enum err
auth_ticket_json(struct call *c, const struct auth_ticket *t)
{
	enum err e;

	if (t->challenge[0] != '\0') {
		challenge_json(c->reply, t);
		return OK;
	}
	if (t->token[0] != '\0')
		jw_kstr(c->reply, "token", t->token);
	jw_kint(c->reply, "session", t->session);
	jw_kobject(c->reply, "user");
	if ((e = auth_user_json(c, c->reply, t->account)) != OK)
		return e;
	jw_end_object(c->reply);
	jw_kinstant(c->reply, "expires_at", t->expires_at);
	jw_kinstant(c->reply, "idle_ends_at", t->idle_ends_at);
	told_json(c->reply, t);
	return OK;
}

void
auth_login_json(struct jw *w, const struct login_entry *r)
{
	jw_kinstant(w, "at", r->at);
	jw_kbool(w, "success", r->success);
	if (r->reason[0] != '\0')
		jw_kstr(w, "reason", r->reason);
	if (r->second_factor[0] != '\0')
		jw_kstr(w, "second_factor", r->second_factor);
	jw_kstr(w, "remote", r->remote);
	jw_kstr(w, "client", r->client);
	jw_kstr(w, "transport", r->transport);
}

void
auth_logins_json(struct jw *w, const struct login_entries *l)
{
	int i;

	jw_karray(w, "items");
	for (i = 0; i < l->n; i++) {
		jw_object(w);
		auth_login_json(w, &l->row[i]);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
auth_sessions_json(struct call *c, struct jw *w, const struct auth_sessions *l)
{
	int i;

	jw_karray(w, "items");
	for (i = 0; i < l->n; i++) {
		const struct auth_session_row *r = &l->row[i];

		jw_object(w);
		jw_kint(w, "id", r->id);
		jw_kinstant(w, "created_at", r->created_at);
		jw_kinstant(w, "last_seen_at", r->last_seen_at);
		jw_kinstant(w, "expires_at", r->expires_at);
		jw_kstr(w, "remote", r->remote);
		jw_kstr(w, "client", r->client);
		jw_kstr(w, "transport", r->transport);
		if (r->key != NULL)
			jw_kstr(w, "key", r->key);
		jw_kbool(w, "current", r->id == c->session);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static const char *
details_end(struct call *c, struct jw *w, struct buf *b)
{
	const char *text;

	jw_end_object(w);
	text = arena_strdup(c->arena, buf_str(b));
	buf_done(b);
	return text;
}

const char *
auth_failure_details(struct call *c, const char *reason, const char *source)
{
	struct buf b;
	struct jw w;

	buf_init(&b, DETAILS_MAX);
	jw_init(&w, &b);
	jw_object(&w);
	jw_kstr(&w, "reason", reason);
	jw_kstr(&w, "source", source);
	return details_end(c, &w, &b);
}

const char *
auth_end_details(struct call *c, int64_t session, const char *end)
{
	struct buf b;
	struct jw w;

	buf_init(&b, DETAILS_MAX);
	jw_init(&w, &b);
	jw_object(&w);
	jw_kint(&w, "session", session);
	jw_kstr(&w, "end", end);
	return details_end(c, &w, &b);
}

const char *
auth_lock_details(struct call *c, const char *source, const struct lock_blow *b)
{
	struct buf text;
	struct jw w;

	buf_init(&text, DETAILS_MAX);
	jw_init(&w, &text);
	jw_object(&w);
	jw_kstr(&w, "source", source);
	jw_kint(&w, "tier", b->tier);
	jw_kint(&w, "failures", b->failures);
	jw_kint(&w, "minutes", (int)(lock_tier_ms(b->tier) / 60000));
	jw_kbool(&w, "everywhere", b->everywhere);
	return details_end(c, &w, &text);
}
