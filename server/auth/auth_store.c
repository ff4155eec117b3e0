/* SQL of sessions and of the accounts behind them. */
#include "server/auth/auth_store.h"

#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_session.h"
#include "server/db/db.h"
#include "server/db/sets.h"

#define SESSION_COLUMNS                                                   \
	"SELECT id, account, created_at, last_seen_at, ends_at,"          \
	" closed_at IS NOT NULL, closed_why IS 'expired', step_up_until," \
	" coalesce(ssh_key, 0) FROM session"
#define ACCOUNT_COLUMNS                                               \
	"SELECT id, name, coalesce(display_name, ''), password_hash," \
	" language, is_admin, active, must_change_password FROM account"

enum {
	SESSION,
	TOKEN,
	SEEN,
	OPEN,
	CLOSE,
	CLOSE_OTHERS,
	CLOSE_KEY,
	RENEW,
	STEP_UP_UNTIL,
	PASSWORD,
	REHASH,
	SURPLUS,
	SOURCE,
	SESSIONS,
	ACCOUNT_SEEN,
	ENDED,
	ACCOUNT,
	NAME,
	PERMS,
	ROLES
};

static const char *const sql[] = {
	[SESSION] = SESSION_COLUMNS " WHERE id = :id",
	[TOKEN] = SESSION_COLUMNS " WHERE token_hash = :hash",
	[SEEN] = "UPDATE session SET last_seen_at = :at WHERE id = :id",
	[OPEN] = "INSERT INTO session(token_hash, account, created_at,"
		 " last_seen_at, ends_at, remote, client, transport, source,"
		 " ssh_key) VALUES(:hash, :account, :at, :at, :ends, :remote,"
		 " :client, :transport, :source, :key)",
	[CLOSE] = "UPDATE session SET closed_at = :at, closed_why = :why"
		  " WHERE id = :id AND closed_at IS NULL",
	[CLOSE_OTHERS] =
	    "UPDATE session SET closed_at = :at, closed_why = :why"
	    " WHERE account = :account AND id <> :keep AND closed_at IS NULL",
	[CLOSE_KEY] = "UPDATE session SET closed_at = :at, closed_why = :why"
		      " WHERE ssh_key = :key AND closed_at IS NULL",
	[RENEW] = "UPDATE session SET token_hash = :hash WHERE id = :id",
	[STEP_UP_UNTIL] =
	    "UPDATE session SET step_up_until = :until WHERE id = :id",
	[PASSWORD] = "UPDATE account SET password_hash = :hash,"
		     " must_change_password = 0, version = version + 1"
		     " WHERE id = :id",
	[REHASH] = "UPDATE account SET password_hash = :hash WHERE id = :id",
	[SURPLUS] = "SELECT id FROM session WHERE account = :account"
		    " AND closed_at IS NULL ORDER BY last_seen_at DESC, id DESC"
		    " LIMIT -1 OFFSET :keep",
	[SOURCE] = "SELECT source FROM session WHERE id = :id",
	[SESSIONS] =
	    "SELECT s.id, s.created_at, s.last_seen_at, s.ends_at, s.remote,"
	    " s.client, s.transport, k.name FROM session s"
	    " LEFT JOIN ssh_key k ON k.id = s.ssh_key"
	    " WHERE s.account = :account AND s.closed_at IS NULL"
	    " AND s.ends_at > :at ORDER BY s.last_seen_at DESC, s.id DESC",
	[ACCOUNT_SEEN] = "UPDATE account SET last_seen_at = :at"
			 " WHERE id = :id AND coalesce(last_seen_at, 0) < :at",
	[ENDED] = "SELECT s.id, a.name, iif(s.ends_at <= :at, 'absolute',"
		  " 'idle') FROM session s JOIN account a ON a.id = s.account"
		  " WHERE s.closed_at IS NULL AND (s.ends_at <= :at"
		  " OR s.last_seen_at <= :idle) ORDER BY s.id LIMIT :limit",
	[ACCOUNT] = ACCOUNT_COLUMNS " WHERE id = :id",
	[NAME] = ACCOUNT_COLUMNS " WHERE name = :name",
	[PERMS] =
	    "SELECT permission, 1 FROM role_permission WHERE role = 'user'"
	    " UNION ALL SELECT p.permission, 1 FROM role_permission p"
	    " JOIN account_role r ON r.role = p.role"
	    " WHERE r.account = :id"
	    " UNION ALL SELECT permission, 1 FROM account_grant"
	    " WHERE account = :id AND allowed = 1"
	    " UNION ALL SELECT permission, 0 FROM account_grant"
	    " WHERE account = :id AND allowed = 0",
	[ROLES] = "SELECT role FROM account_role WHERE account = :id"
		  " ORDER BY role",
};
const struct sqlset auth_sql = SQLSET("auth", sql);

static enum err
read_session(struct stmt *st, struct auth_session *out)
{
	struct auth_session s = { 0 };
	enum err e;

	if (stmt_row(st)) {
		s.id = col_int(st, 0);
		s.account = col_int(st, 1);
		s.created_at = col_int(st, 2);
		s.last_seen = col_int(st, 3);
		s.ends_at = col_int(st, 4);
		s.closed = col_int(st, 5) != 0;
		s.expired = col_int(st, 6) != 0;
		s.step_up_until = col_int(st, 7);
		s.ssh_key = col_int(st, 8);
	}
	if ((e = stmt_done(st)) == OK)
		*out = s;
	return e;
}

enum err
auth_store_session(struct call *c, int64_t id, struct auth_session *out)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, SESSION);

	stmt_int(st, ":id", id);
	return read_session(st, out);
}

enum err
auth_store_token(
    struct call *c, const char *token_hash, struct auth_session *out)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, TOKEN);

	stmt_text(st, ":hash", token_hash);
	return read_session(st, out);
}

enum err
auth_store_seen(struct call *c, int64_t id, int64_t account, int64_t at)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, SEEN);
	enum err e;

	stmt_int(st, ":id", id);
	stmt_int(st, ":at", at);
	if ((e = stmt_exec(st)) != OK)
		return e;
	st = db_stmt(c->db, &auth_sql, ACCOUNT_SEEN);
	stmt_int(st, ":id", account);
	stmt_int(st, ":at", at);
	return stmt_exec(st);
}

enum err
auth_store_open(struct call *c, const struct auth_session *s,
    const char *token_hash, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, OPEN);
	enum err e;

	stmt_text(st, ":hash", token_hash);
	stmt_int(st, ":account", s->account);
	stmt_int(st, ":at", s->created_at);
	stmt_int(st, ":ends", s->ends_at);
	stmt_text(st, ":remote", c->conn != NULL ? c->conn->remote : "");
	stmt_text(st, ":client", c->conn != NULL ? c->conn->client : "");
	stmt_text(st, ":transport", auth_transport(c->conn, s->ssh_key));
	stmt_text(st, ":source", s->source != NULL ? s->source : "");
	stmt_ref(st, ":key", s->ssh_key);
	if ((e = stmt_exec(st)) == OK)
		*id = db_last_id(c->db);
	return e;
}

enum err
auth_store_renew(struct call *c, int64_t id, const char *token_hash)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, RENEW);

	stmt_int(st, ":id", id);
	stmt_text(st, ":hash", token_hash);
	return stmt_exec(st);
}

enum err
auth_store_step_up(struct call *c, int64_t id, int64_t until)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, STEP_UP_UNTIL);

	stmt_int(st, ":id", id);
	stmt_int(st, ":until", until);
	return stmt_exec(st);
}

enum err
auth_store_close_key(struct call *c, int64_t key, const char *why)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, CLOSE_KEY);

	stmt_int(st, ":key", key);
	stmt_int(st, ":at", c->now);
	stmt_text(st, ":why", why);
	return stmt_exec(st);
}

enum err
auth_store_close(struct call *c, int64_t id, const char *why)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, CLOSE);

	stmt_int(st, ":id", id);
	stmt_int(st, ":at", c->now);
	stmt_text(st, ":why", why);
	return stmt_exec(st);
}

enum err
auth_store_close_others(
    struct call *c, int64_t account, int64_t keep, const char *why)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, CLOSE_OTHERS);

	stmt_int(st, ":account", account);
	stmt_int(st, ":keep", keep);
	stmt_int(st, ":at", c->now);
	stmt_text(st, ":why", why);
	return stmt_exec(st);
}

enum err
auth_store_password(struct call *c, int64_t account, const char *hash)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, PASSWORD);

	stmt_int(st, ":id", account);
	stmt_text(st, ":hash", hash);
	return stmt_exec(st);
}

enum err
auth_store_rehash(struct call *c, int64_t account, const char *hash)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, REHASH);

	stmt_int(st, ":id", account);
	stmt_text(st, ":hash", hash);
	return stmt_exec(st);
}

enum err
auth_store_surplus(struct call *c, int64_t account, int keep, int64_t **ids)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, SURPLUS);
	int64_t *list = arena_zalloc(c->arena, sizeof(*list)), *longer;
	size_t n = 0;
	enum err e;

	stmt_int(st, ":account", account);
	stmt_int(st, ":keep", keep);
	while (stmt_row(st)) { /* one, as a rule */
		longer = arena_zalloc(c->arena, (n + 2) * sizeof(*list));
		memcpy(longer, list, n * sizeof(*list));
		longer[n++] = col_int(st, 0);
		list = longer;
	}
	if ((e = stmt_done(st)) == OK)
		*ids = list;
	return e;
}

enum err
auth_store_source(struct call *c, int64_t id, const char **source)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, SOURCE);
	const char *s = "";
	enum err e;

	stmt_int(st, ":id", id);
	if (stmt_row(st))
		s = col_text(st, 0, c->arena);
	if ((e = stmt_done(st)) == OK)
		*source = s;
	return e;
}

#define LISTED 64 /* an account has at most ten */

enum err
auth_store_sessions(struct call *c, int64_t account, struct auth_sessions *out)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, SESSIONS);
	struct auth_sessions l = { 0 };
	enum err e;

	l.row = arena_zalloc(c->arena, LISTED * sizeof(*l.row));
	stmt_int(st, ":account", account);
	stmt_int(st, ":at", c->now);
	while (l.n < LISTED && stmt_row(st)) {
		struct auth_session_row *r = &l.row[l.n++];

		r->id = col_int(st, 0);
		r->created_at = col_int(st, 1);
		r->last_seen_at = col_int(st, 2);
		r->expires_at = col_int(st, 3);
		r->remote = col_text(st, 4, c->arena);
		r->client = col_text(st, 5, c->arena);
		r->transport = col_text(st, 6, c->arena);
		r->key = col_text(st, 7, c->arena);
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
auth_store_ended(struct call *c, int64_t idle_before, int limit,
    struct auth_ended *out, int *n)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, ENDED);

	*n = 0;
	stmt_int(st, ":at", c->now);
	stmt_int(st, ":idle", idle_before);
	stmt_int(st, ":limit", limit);
	while (*n < limit && stmt_row(st)) {
		struct auth_ended *s = &out[(*n)++];

		s->id = col_int(st, 0);
		s->account = col_text(st, 1, c->arena);
		s->end = col_text(st, 2, c->arena);
	}
	return stmt_done(st);
}

static enum err
read_account(struct call *c, struct stmt *st, struct auth_account *out)
{
	struct auth_account a = { 0 };
	enum err e;

	if (stmt_row(st)) {
		a.id = col_int(st, 0);
		a.name = col_text(st, 1, c->arena);
		a.display = col_text(st, 2, c->arena);
		a.hash = col_text(st, 3, c->arena);
		a.language = col_text(st, 4, c->arena);
		a.is_admin = col_int(st, 5) != 0;
		a.active = col_int(st, 6) != 0;
		a.must_change_password = col_int(st, 7) != 0;
	}
	if ((e = stmt_done(st)) == OK)
		*out = a;
	return e;
}

enum err
auth_store_account(struct call *c, int64_t id, struct auth_account *out)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, ACCOUNT);

	stmt_int(st, ":id", id);
	return read_account(c, st, out);
}

enum err
auth_store_name(struct call *c, const char *name, struct auth_account *out)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, NAME);

	stmt_text(st, ":name", name);
	return read_account(c, st, out);
}

static int
perm_of(const char *key)
{
	int p;

	for (p = P_LOGIN + 1; p < P_COUNT; p++)
		if (str_eq(perm_key((enum perm)p), key))
			return p;
	return P_NONE; /* a permission of a later version */
}

enum err
auth_store_perms(struct call *c, int64_t account, uint64_t perms[2])
{
	struct stmt *st = db_stmt(c->db, &auth_sql, PERMS);
	uint64_t got[2] = { 0, 0 };
	enum err e;

	stmt_int(st, ":id", account);
	while (stmt_row(st)) {
		int p = perm_of(col_peek(st, 0));

		if (p == P_NONE)
			continue;
		if (col_int(st, 1) != 0)
			got[p / 64] |= (uint64_t)1 << (p % 64);
		else
			got[p / 64] &= ~((uint64_t)1 << (p % 64));
	}
	if ((e = stmt_done(st)) == OK) {
		perms[0] = got[0];
		perms[1] = got[1];
	}
	return e;
}

enum err
auth_store_roles(struct call *c, int64_t account, const char ***roles)
{
	struct stmt *st = db_stmt(c->db, &auth_sql, ROLES);
	const char **list = arena_zalloc(c->arena, 8 * sizeof(*list));
	enum err e;
	int n = 0;

	stmt_int(st, ":id", account);
	while (stmt_row(st) && n < 7)
		list[n++] = col_text(st, 0, c->arena);
	if ((e = stmt_done(st)) == OK)
		*roles = list;
	return e;
}
