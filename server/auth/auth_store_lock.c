/* SQL of the counters of failures. */
#include "server/auth/auth_store_lock.h"

#include "common/arena.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define HELD                                             \
	" FROM login_lock l WHERE l.locked_until > :now" \
	" AND (:account = 0 OR l.account = :account)"

enum { GET, PUT, DROP, CLEAR, COUNT, LIST, OLD };

static const char *const sql[] = {
	[GET] = "SELECT failures, first_failed_at, last_failed_at,"
		" locked_until FROM login_lock WHERE account = :account"
		" AND source = :source",
	[PUT] = "INSERT INTO login_lock(account, source, failures,"
		" first_failed_at, last_failed_at, locked_until)"
		" VALUES(:account, :source, :n, :first, :last, :until)"
		" ON CONFLICT DO UPDATE SET failures = excluded.failures,"
		" first_failed_at = excluded.first_failed_at,"
		" last_failed_at = excluded.last_failed_at,"
		" locked_until = excluded.locked_until",
	[DROP] = "DELETE FROM login_lock WHERE account = :account"
		 " AND source = :source",
	[CLEAR] = "DELETE FROM login_lock WHERE account = :account",
	[COUNT] = "SELECT count(*)" HELD,
	[LIST] = "SELECT l.account, (SELECT name FROM account"
		 " WHERE id = l.account), (SELECT coalesce(display_name, '')"
		 " FROM account WHERE id = l.account), l.source, l.failures,"
		 " l.first_failed_at, l.last_failed_at, l.locked_until" HELD
		 " ORDER BY l.last_failed_at DESC, l.account, l.source",
	[OLD] = "DELETE FROM login_lock WHERE last_failed_at <= :before"
		" AND locked_until <= :before",
};
const struct sqlset auth_lock_sql = SQLSET("auth_lock", sql);

static struct stmt *
of_source(struct call *c, int which, int64_t account, const char *source)
{
	struct stmt *st = db_stmt(c->db, &auth_lock_sql, which);

	stmt_int(st, ":account", account);
	stmt_text(st, ":source", source);
	return st;
}

enum err
lock_store_get(
    struct call *c, int64_t account, const char *source, struct lock_count *out)
{
	struct stmt *st = of_source(c, GET, account, source);
	struct lock_count n = { 0 };
	enum err e;

	if (stmt_row(st)) {
		n.failures = (int)col_int(st, 0);
		n.first_at = col_int(st, 1);
		n.last_at = col_int(st, 2);
		n.until = col_int(st, 3);
	}
	if ((e = stmt_done(st)) == OK)
		*out = n;
	return e;
}

enum err
lock_store_put(struct call *c, int64_t account, const char *source,
    const struct lock_count *n)
{
	struct stmt *st = of_source(c, PUT, account, source);

	stmt_int(st, ":n", n->failures);
	stmt_int(st, ":first", n->first_at);
	stmt_int(st, ":last", n->last_at);
	stmt_int(st, ":until", n->until);
	return stmt_exec(st);
}

enum err
lock_store_drop(struct call *c, int64_t account, const char *source)
{
	return stmt_exec(of_source(c, DROP, account, source));
}

enum err
lock_store_clear(struct call *c, int64_t account)
{
	struct stmt *st = db_stmt(c->db, &auth_lock_sql, CLEAR);

	stmt_int(st, ":account", account);
	return stmt_exec(st);
}

static struct stmt *
held(struct call *c, int which, int64_t account)
{
	struct stmt *st = db_stmt(c->db, &auth_lock_sql, which);

	stmt_int(st, ":account", account);
	stmt_int(st, ":now", c->now);
	return st;
}

static void
read_row(struct call *c, struct stmt *st, struct lock_row *r)
{
	r->account = col_int(st, 0);
	r->name = col_text(st, 1, c->arena);
	r->display = col_text(st, 2, c->arena);
	r->source = col_text(st, 3, c->arena);
	r->failures = (int)col_int(st, 4);
	r->first_failed_at = col_int(st, 5);
	r->last_failed_at = col_int(st, 6);
	r->locked_until = col_int(st, 7);
}

enum err
lock_store_list(struct call *c, int64_t account, struct lock_rows *out)
{
	struct lock_rows l = { 0 };
	struct stmt *st;
	int64_t n;
	enum err e;

	if ((e = stmt_one(held(c, COUNT, account), 0, &n)) != OK)
		return e;
	l.row = arena_zalloc(c->arena, (size_t)(n + 1) * sizeof(*l.row));
	st = held(c, LIST, account);
	while (stmt_row(st))
		read_row(c, st, &l.row[l.n++]);
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
lock_store_purge(struct call *c, int64_t before)
{
	struct stmt *st = db_stmt(c->db, &auth_lock_sql, OLD);

	stmt_int(st, ":before", before);
	return stmt_exec(st);
}
