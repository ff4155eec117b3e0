/* SQL of second factors and backup codes. */
#include "server/auth/auth_factor_store.h"

#include <string.h>

#include "common/arena.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define COLUMNS                                                     \
	"SELECT account, sealed, pending, coalesce(enabled_at, 0)," \
	" last_step, pending_until FROM second_factor"

enum {
	GET,
	NEXT,
	TAKE,
	BEGIN,
	ENABLE,
	RESEAL,
	CANCEL,
	DROP_OFF,
	ERASE,
	CLEAR_CODES,
	ADD_CODE,
	USE_CODE,
	CODES_LEFT
};

static const char *const sql[] = {
	[GET] = COLUMNS " WHERE account = :account",
	[NEXT] = COLUMNS " WHERE account > :account ORDER BY account LIMIT 1",
	[TAKE] = "UPDATE second_factor SET last_step = :step"
		 " WHERE account = :account AND last_step < :step",
	[BEGIN] = "INSERT INTO second_factor(account, pending, pending_until)"
		  " VALUES(:account, :box, :until) ON CONFLICT(account)"
		  " DO UPDATE SET pending = excluded.pending,"
		  " pending_until = excluded.pending_until",
	[ENABLE] = "UPDATE second_factor SET sealed = pending,"
		   " enabled_at = :at, last_step = :step, pending = NULL,"
		   " pending_until = 0"
		   " WHERE account = :account AND pending IS NOT NULL",
	[RESEAL] = "UPDATE second_factor SET sealed = :sealed,"
		   " pending = :pending WHERE account = :account",
	[CANCEL] = "UPDATE second_factor SET pending = NULL, pending_until = 0"
		   " WHERE sealed IS NOT NULL AND pending_until < :before"
		   " AND pending IS NOT NULL"
		   " AND (:account = 0 OR account = :account)",
	[DROP_OFF] = "DELETE FROM second_factor WHERE sealed IS NULL"
		     " AND pending_until < :before"
		     " AND (:account = 0 OR account = :account)",
	[ERASE] = "DELETE FROM second_factor WHERE account = :account",
	[CLEAR_CODES] = "DELETE FROM backup_code WHERE account = :account",
	[ADD_CODE] = "INSERT INTO backup_code(account, hash)"
		     " VALUES(:account, :hash) ON CONFLICT DO NOTHING",
	[USE_CODE] = "UPDATE backup_code SET used_at = :at"
		     " WHERE account = :account AND hash = :hash"
		     " AND used_at IS NULL",
	[CODES_LEFT] = "SELECT count(*) FROM backup_code"
		       " WHERE account = :account AND used_at IS NULL",
};
const struct sqlset factor_sql = SQLSET("factor", sql);

static void
read_box(struct call *c, struct stmt *st, int col, struct factor_box *out)
{
	const void *p = col_blob(st, col, &out->n);
	unsigned char *copy;

	if (p == NULL)
		return;
	copy = arena_alloc(c->arena, out->n);
	memcpy(copy, p, out->n);
	out->p = copy;
}

static enum err
read_row(struct call *c, struct stmt *st, struct factor_row *out)
{
	struct factor_row r = { 0 };
	enum err e;

	if (stmt_row(st)) {
		r.account = col_int(st, 0);
		read_box(c, st, 1, &r.sealed);
		read_box(c, st, 2, &r.pending);
		r.enabled_at = col_int(st, 3);
		r.last_step = col_int(st, 4);
		r.pending_until = col_int(st, 5);
	}
	if ((e = stmt_done(st)) == OK)
		*out = r;
	return e;
}

enum err
factor_store_get(struct call *c, int64_t account, struct factor_row *out)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, GET);

	stmt_int(st, ":account", account);
	return read_row(c, st, out);
}

enum err
factor_store_next(struct call *c, int64_t after, struct factor_row *out)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, NEXT);

	stmt_int(st, ":account", after);
	return read_row(c, st, out);
}

static enum err
run_counted(struct call *c, struct stmt *st, bool *changed)
{
	enum err e = stmt_exec(st);

	*changed = e == OK && db_changes(c->db) == 1;
	return e;
}

enum err
factor_store_take(struct call *c, int64_t account, int64_t step, bool *taken)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, TAKE);

	stmt_int(st, ":account", account);
	stmt_int(st, ":step", step);
	return run_counted(c, st, taken);
}

static void
bind_box(struct stmt *st, const char *name, const struct factor_box *b)
{
	if (b->p == NULL)
		stmt_null(st, name);
	else
		stmt_blob(st, name, b->p, b->n);
}

enum err
factor_store_begin(struct call *c, int64_t account,
    const struct factor_box *pending, int64_t until)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, BEGIN);

	stmt_int(st, ":account", account);
	bind_box(st, ":box", pending);
	stmt_int(st, ":until", until);
	return stmt_exec(st);
}

enum err
factor_store_enable(struct call *c, int64_t account, int64_t step)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, ENABLE);

	stmt_int(st, ":account", account);
	stmt_int(st, ":step", step);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
factor_store_reseal(struct call *c, const struct factor_row *row)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, RESEAL);

	stmt_int(st, ":account", row->account);
	bind_box(st, ":sealed", &row->sealed);
	bind_box(st, ":pending", &row->pending);
	return stmt_exec(st);
}

enum err
factor_store_cancel(struct call *c, int64_t account, int64_t before)
{
	static const int both[] = { CANCEL, DROP_OFF };
	enum err e = OK;
	int i;

	for (i = 0; e == OK && i < 2; i++) {
		struct stmt *st = db_stmt(c->db, &factor_sql, both[i]);

		stmt_int(st, ":account", account);
		stmt_int(st, ":before", before);
		e = stmt_exec(st);
	}
	return e;
}

static enum err
run_for(struct call *c, int which, int64_t account)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, which);

	stmt_int(st, ":account", account);
	return stmt_exec(st);
}

enum err
factor_store_erase(struct call *c, int64_t account)
{
	enum err e = run_for(c, CLEAR_CODES, account);

	return e == OK ? run_for(c, ERASE, account) : e;
}

enum err
factor_store_clear_codes(struct call *c, int64_t account)
{
	return run_for(c, CLEAR_CODES, account);
}

enum err
factor_store_add_code(
    struct call *c, int64_t account, const char *hash, bool *added)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, ADD_CODE);

	stmt_int(st, ":account", account);
	stmt_text(st, ":hash", hash);
	return run_counted(c, st, added);
}

enum err
factor_store_use_code(
    struct call *c, int64_t account, const char *hash, bool *used)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, USE_CODE);

	stmt_int(st, ":account", account);
	stmt_text(st, ":hash", hash);
	stmt_int(st, ":at", c->now);
	return run_counted(c, st, used);
}

enum err
factor_store_codes_left(struct call *c, int64_t account, int *n)
{
	struct stmt *st = db_stmt(c->db, &factor_sql, CODES_LEFT);
	int64_t v;
	enum err e;

	stmt_int(st, ":account", account);
	e = stmt_one(st, 0, &v);
	*n = e == OK ? (int)v : 0;
	return e;
}
