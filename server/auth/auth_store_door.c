/* SQL of known places and of the history of sign-ins. */
#include "server/auth/auth_store_door.h"

#include "common/arena.h"
#include "server/auth/auth_session.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define HISTORY                                                   \
	"SELECT id, at, account, success, reason, second_factor," \
	" remote, client, transport FROM login_history"

enum {
	DEVICE,
	ADD_DEVICE,
	TRIM_DEVICES,
	USED_DEVICE,
	SOURCE,
	KNOWN,
	NOTE,
	TRIM,
	LOGINS,
	FAILED,
	REMOTES,
	UNKNOWN,
	ARRIVED,
	LOGIN_COUNT,
	OLD_SOURCES,
	OLD_SESSIONS,
	OLD_UNKNOWN
};

static const char *const sql[] = {
	[DEVICE] = "SELECT 1 FROM login_device WHERE account = :account"
		   " AND mark = :mark",
	[ADD_DEVICE] = "INSERT INTO login_device(account, mark, created_at,"
		       " last_used_at) VALUES(:account, :mark, :at, :at)",
	[TRIM_DEVICES] =
	    "DELETE FROM login_device WHERE account = :account AND mark IN"
	    " (SELECT mark FROM login_device WHERE account = :account"
	    " ORDER BY last_used_at DESC, mark LIMIT -1 OFFSET :keep)",
	[USED_DEVICE] = "UPDATE login_device SET last_used_at = :at"
			" WHERE account = :account AND"
			" substr(mark, 1, length(:prefix)) = :prefix",
	[SOURCE] = "INSERT INTO login_source(account, source, last_success_at)"
		   " VALUES(:account, :source, :at) ON CONFLICT DO UPDATE"
		   " SET last_success_at = excluded.last_success_at",
	[KNOWN] = "SELECT 1 FROM login_source WHERE account = :account"
		  " AND source = :source AND last_success_at > :since",
	[NOTE] = "INSERT INTO login_history(at, account, success, reason,"
		 " second_factor, remote, client, transport) VALUES(:at,"
		 " :account, :success, :reason, :factor, :remote, :client,"
		 " :transport)",
	[TRIM] = "DELETE FROM login_history WHERE account = :account AND id IN"
		 " (SELECT id FROM login_history WHERE account = :account"
		 " ORDER BY id DESC LIMIT -1 OFFSET :keep) AND id NOT IN"
		 " (SELECT id FROM login_history WHERE account = :account"
		 " AND success = 1 ORDER BY id DESC LIMIT :successes)",
	[LOGINS] = HISTORY " WHERE account = :account AND (import_run IS NULL"
			   " OR import_run IN import_done) ORDER BY id DESC"
			   " LIMIT :limit",
	[FAILED] = "SELECT count(*), coalesce(min(at), 0) FROM login_history"
		   " WHERE account = :account AND success = 0"
		   " AND reason <> 'old_password' AND id > (SELECT"
		   " coalesce(max(id), 0) FROM login_history"
		   " WHERE account = :account AND success = 1)",
	[REMOTES] = "SELECT remote FROM login_history WHERE account = :account"
		    " AND success = 1 ORDER BY id DESC LIMIT :limit",
	[UNKNOWN] = "INSERT INTO login_unknown(hour_at, failures)"
		    " VALUES(:hour, 1) ON CONFLICT DO UPDATE"
		    " SET failures = failures + 1",
	[ARRIVED] =
	    "UPDATE account SET last_login_at = :at, last_seen_at = :at,"
	    " logins = logins + 1 WHERE id = :account",
	[LOGIN_COUNT] = "SELECT logins FROM account WHERE id = :account",
	[OLD_SOURCES] =
	    "DELETE FROM login_source WHERE last_success_at <= :before",
	[OLD_SESSIONS] =
	    "DELETE FROM session WHERE id IN (SELECT id FROM session"
	    " WHERE closed_at IS NOT NULL AND closed_at <= :before"
	    " ORDER BY closed_at LIMIT :limit)",
	[OLD_UNKNOWN] = "DELETE FROM login_unknown WHERE hour_at <= :before",
};
const struct sqlset auth_door_sql = SQLSET("auth_door", sql);

static struct stmt *
of_account(struct call *c, int which, int64_t account)
{
	struct stmt *st = db_stmt(c->db, &auth_door_sql, which);

	stmt_int(st, ":account", account);
	return st;
}

static enum err
is_there(struct stmt *st, bool *found)
{
	int64_t one;
	enum err e = stmt_one(st, 0, &one);

	if (e == OK)
		*found = one != 0;
	return e;
}

enum err
door_store_device(
    struct call *c, int64_t account, const char *mark, bool *found)
{
	struct stmt *st = of_account(c, DEVICE, account);

	stmt_text(st, ":mark", mark);
	return is_there(st, found);
}

enum err
door_store_add_device(
    struct call *c, int64_t account, const char *mark, int keep)
{
	struct stmt *st = of_account(c, ADD_DEVICE, account);
	enum err e;

	stmt_text(st, ":mark", mark);
	stmt_int(st, ":at", c->now);
	if ((e = stmt_exec(st)) != OK)
		return e;
	st = of_account(c, TRIM_DEVICES, account);
	stmt_int(st, ":keep", keep);
	return stmt_exec(st);
}

enum err
door_store_used_device(struct call *c, int64_t account, const char *prefix)
{
	struct stmt *st = of_account(c, USED_DEVICE, account);

	stmt_text(st, ":prefix", prefix);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
door_store_source(struct call *c, int64_t account, const char *source)
{
	struct stmt *st = of_account(c, SOURCE, account);

	stmt_text(st, ":source", source);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
door_store_known(struct call *c, int64_t account, const char *source,
    int64_t since, bool *known)
{
	struct stmt *st = of_account(c, KNOWN, account);

	stmt_text(st, ":source", source);
	stmt_int(st, ":since", since);
	return is_there(st, known);
}

enum err
door_store_note(struct call *c, const struct login_entry *e, const char *remote,
    const char *client)
{
	struct stmt *st = of_account(c, NOTE, e->account);

	stmt_int(st, ":at", c->now);
	stmt_int(st, ":success", e->success);
	stmt_text(st, ":reason", e->reason);
	stmt_text(st, ":factor", e->second_factor);
	stmt_text(st, ":remote", remote);
	stmt_text(st, ":client", client);
	stmt_text(st, ":transport", e->transport);
	return stmt_exec(st);
}

enum err
door_store_trim(struct call *c, int64_t account, int keep, int successes)
{
	struct stmt *st = of_account(c, TRIM, account);

	stmt_int(st, ":keep", keep);
	stmt_int(st, ":successes", successes);
	return stmt_exec(st);
}

enum err
door_store_logins(
    struct call *c, int64_t account, int limit, struct login_entries *out)
{
	struct stmt *st = of_account(c, LOGINS, account);
	struct login_entries l = { 0 };
	enum err e;

	l.row = arena_zalloc(c->arena, (size_t)(limit + 1) * sizeof(*l.row));
	stmt_int(st, ":limit", limit);
	while (stmt_row(st)) {
		struct login_entry *r = &l.row[l.n++];

		r->id = col_int(st, 0);
		r->at = col_int(st, 1);
		r->account = col_int(st, 2);
		r->success = col_int(st, 3) != 0;
		r->reason = col_text(st, 4, c->arena);
		r->second_factor = col_text(st, 5, c->arena);
		r->remote = col_text(st, 6, c->arena);
		r->client = col_text(st, 7, c->arena);
		r->transport = col_text(st, 8, c->arena);
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
door_store_failed(struct call *c, int64_t account, int *count, int64_t *since)
{
	struct stmt *st = of_account(c, FAILED, account);
	int64_t at = 0;
	int n = 0;
	enum err e;

	if (stmt_row(st)) {
		n = (int)col_int(st, 0);
		at = col_int(st, 1);
	}
	if ((e = stmt_done(st)) == OK) {
		*count = n;
		*since = at;
	}
	return e;
}

enum err
door_store_remotes(
    struct call *c, int64_t account, int limit, const char ***out)
{
	struct stmt *st = of_account(c, REMOTES, account);
	const char **list =
	    arena_zalloc(c->arena, (size_t)(limit + 1) * sizeof(*list));
	enum err e;
	int n = 0;

	stmt_int(st, ":limit", limit);
	while (stmt_row(st))
		list[n++] = col_text(st, 0, c->arena);
	if ((e = stmt_done(st)) == OK)
		*out = list;
	return e;
}

enum err
door_store_unknown(struct call *c, int64_t hour_at)
{
	struct stmt *st = db_stmt(c->db, &auth_door_sql, UNKNOWN);

	stmt_int(st, ":hour", hour_at);
	return stmt_exec(st);
}

enum err
door_store_arrived(struct call *c, int64_t account, int64_t *logins)
{
	struct stmt *st = of_account(c, ARRIVED, account);
	enum err e;

	stmt_int(st, ":at", c->now);
	if ((e = stmt_exec(st)) != OK)
		return e;
	return stmt_one(of_account(c, LOGIN_COUNT, account), 0, logins);
}

static enum err
purge(struct call *c, int which, int64_t before)
{
	struct stmt *st = db_stmt(c->db, &auth_door_sql, which);

	stmt_int(st, ":before", before);
	return stmt_exec(st);
}

enum err
door_store_purge_sources(struct call *c, int64_t before)
{
	return purge(c, OLD_SOURCES, before);
}

enum err
door_store_purge_unknown(struct call *c, int64_t before)
{
	return purge(c, OLD_UNKNOWN, before);
}

enum err
door_store_purge_sessions(struct call *c, int64_t before, int limit, int *n)
{
	struct stmt *st = db_stmt(c->db, &auth_door_sql, OLD_SESSIONS);
	enum err e;

	stmt_int(st, ":before", before);
	stmt_int(st, ":limit", limit);
	if ((e = stmt_exec(st)) == OK)
		*n = db_changes(c->db);
	return e;
}
