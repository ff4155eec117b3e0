/*
 * The person is proven: a second factor is asked for, or the session opens.
 * What a complete sign-in leaves behind is written here and only here.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/hash.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_admit.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_history.h"
#include "server/auth/auth_lock.h"
#include "server/auth/auth_notice.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_source.h"
#include "server/auth/auth_store.h"
#include "server/auth/auth_store_door.h"
#include "server/settings/settings.h"

#define SESSIONS_PER_ACCOUNT 10
#define DEVICES_PER_ACCOUNT 20
#define CHALLENGE_MS (5 * 60 * 1000)
#define TOLD_FAILURES 5 /* fewer cannot have locked anything */

struct auth_challenge *
auth_challenge_free(struct auth_challenge *ch)
{
	if (ch != NULL)
		sodium_memzero(ch, sizeof(*ch));
	free(ch);
	return NULL;
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

void
auth_new_token(struct call *c, char token[65], char hash[65])
{
	unsigned char random[32];

	call_random(c, random, sizeof(random));
	hex_encode(random, sizeof(random), token);
	hash_sha256_hex(token, 2 * sizeof(random), hash);
	sodium_memzero(random, sizeof(random));
}

enum err
auth_open_session(struct call *c, int64_t account, const struct auth_proof *p,
    struct auth_ticket *out)
{
	struct auth_session s = { .account = account,
		.source = p->source,
		.ssh_key = p->ssh_key,
		.created_at = c->now,
		.last_seen = c->now,
		.ends_at = c->now + hours(c, SET_SESSION_MAX_HOURS) };
	char hash[65];
	enum err e;

	auth_new_token(c, out->token, hash);
	if ((e = auth_store_open(c, &s, hash, &out->session)) != OK)
		return e;
	s.id = out->session;
	auth_session_add(c, &s);
	if ((e = auth_trim(c, account, SESSIONS_PER_ACCOUNT)) != OK)
		return e;
	out->account = account;
	out->expires_at = s.ends_at;
	out->idle_ends_at = c->now + hours(c, SET_SESSION_IDLE_HOURS);
	bind_later(c, out->session, account, p->ssh_key);
	return auth_actor(c, account, &c->actor);
}

/* The device gets a mark over the network, unless it is known by one. */
static enum err
mark_device(struct call *c, int64_t account, const char *source,
    struct auth_ticket *out)
{
	char hash[65], known[AUTH_SOURCE_MAX];
	struct lock_who w = { .account = account, .source = known };
	enum err e;

	if (str_starts(source, "device:"))
		return door_store_used_device(
		    c, account, source + strlen("device:"));
	if (c->conn->kind == CONN_UNIX)
		return OK;
	auth_new_token(c, out->device, hash);
	auth_source_mark(hash, known);
	e = door_store_add_device(c, account, hash, DEVICES_PER_ACCOUNT);
	/* known from now on: the next sign-in comes from this source */
	return e == OK ? lock_success(c, &w) : e;
}

/* Tells the person what happened since, then writes the new row. */
static enum err
history(struct call *c, int64_t account, const struct auth_proof *p,
    const char *factor, struct auth_ticket *out)
{
	struct login_entry row = { .account = account,
		.success = true,
		.reason = "",
		.second_factor = factor,
		.transport = auth_transport(c->conn, p->ssh_key) };
	bool is_new, first;
	enum err e;

	e = auth_failed_since(c, account, &out->failed, &out->failed_since);
	if (e != OK ||
	    (e = auth_new_address(c, account, &is_new, &first)) != OK)
		return e;
	if (out->failed >= TOLD_FAILURES)
		e = auth_notice_failures(
		    c, account, out->failed, out->failed_since);
	if (e == OK && is_new && !first)
		e = auth_notice_new_address(c, account);
	return e == OK ? auth_note_login(c, &row) : e;
}

/* The demo has no doors to know and nobody to welcome. */
enum err
auth_arrive(struct call *c, int64_t account)
{
	struct login_entry row = { .account = account,
		.success = true,
		.reason = "",
		.second_factor = "",
		.transport = auth_transport(c->conn, 0) };
	int64_t logins;
	enum err e = door_store_arrived(c, account, &logins);

	return e == OK ? auth_note_login(c, &row) : e;
}

static enum err
arrive(struct call *c, int64_t account)
{
	int64_t logins;
	enum err e = door_store_arrived(c, account, &logins);

	if (e == OK && logins == 1)
		e = auth_notice_welcome(c, account);
	if (e != OK)
		return e;
	return auth_note_activity(c, account, "login", "Anmeldung", "");
}

enum err
auth_enter(struct call *c, int64_t account, const struct auth_proof *p,
    const char *factor, struct auth_ticket *out)
{
	struct auth_account a;
	char room[AUTH_SOURCE_MAX];
	struct auth_proof proof = *p;
	struct lock_who w = { .account = account };
	enum err e;

	if (proof.source == NULL || proof.source[0] == '\0') {
		if ((e = auth_source(c, account, NULL, room)) != OK)
			return e;
		proof.source = room;
	}
	w.source = proof.source;
	if ((e = auth_store_account(c, account, &a)) != OK)
		return e;
	if (p->language == 2)
		auth_hello(c, str_eq(a.language, "en"), NULL);
	call_audit_target(c, "%s", a.name);
	jw_kstr(
	    call_audit(c), "transport", auth_transport(c->conn, p->ssh_key));
	if (factor[0] != '\0')
		jw_kstr(call_audit(c), "second_factor", factor);
	if ((e = history(c, account, p, factor, out)) != OK ||
	    (e = lock_success(c, &w)) != OK ||
	    (e = mark_device(c, account, proof.source, out)) != OK ||
	    (e = arrive(c, account)) != OK)
		return e;
	return auth_open_session(c, account, &proof, out);
}

struct ask {
	struct conn *cn;
	struct auth_challenge ch;
};

static void
set_challenge(struct app *app, void *arg)
{
	const struct ask *a = arg;

	(void)app;
	auth_challenge_free(a->cn->challenge);
	a->cn->challenge = xcalloc(1, sizeof(a->ch));
	*a->cn->challenge = a->ch;
}

uint64_t
auth_password_mark(const struct auth_account *a)
{
	return a->hash != NULL ? str_hash(a->hash) : 0;
}

/* The connection gets a challenge; nothing is signed in yet. */
static enum err
ask_code(struct call *c, const struct auth_account *a,
    const struct auth_proof *p, struct auth_ticket *out)
{
	struct ask *ask = arena_zalloc(c->arena, sizeof(*ask));
	unsigned char random[16];

	call_random(c, random, sizeof(random));
	ask->cn = c->conn;
	hex_encode(random, sizeof(random), ask->ch.id);
	ask->ch.account = a->id;
	ask->ch.until = c->now + CHALLENGE_MS;
	ask->ch.ssh_key = p->ssh_key;
	ask->ch.language = p->language;
	ask->ch.password = auth_password_mark(a);
	if (p->source != NULL)
		str_copy(ask->ch.source, sizeof(ask->ch.source), p->source);
	call_after_commit(c, set_challenge, ask);
	call_audit_as(c, "", NULL); /* no sign-in yet */
	str_copy(out->challenge, sizeof(out->challenge), ask->ch.id);
	out->challenge_until = ask->ch.until;
	out->account = a->id;
	return OK;
}

enum err
auth_admit(struct call *c, int64_t account, const struct auth_proof *p,
    struct auth_ticket *out)
{
	struct auth_account a;
	struct factor f;
	enum err e;
	bool by_key = p->ssh_key != 0 &&
		      settings_bool(c->app->settings, SET_KEY_IS_FACTOR);

	if ((e = auth_store_account(c, account, &a)) != OK)
		return e;
	if (!a.is_admin && (e = gate_maintenance(c)) != OK)
		return e;
	if (c->conn == NULL) /* the peer went away meanwhile */
		return call_fail(c, E_UNAUTHENTICATED);
	if ((e = factor_show(c, account, &f)) != OK)
		return e;
	if (f.on && !by_key)
		return ask_code(c, &a, p, out);
	return auth_enter(c, account, p, f.on ? "ssh_key" : "", out);
}
