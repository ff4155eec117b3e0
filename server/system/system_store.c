/* SQL of the health check and of the key-value table meta. */
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"
#include "server/system/system.h"

enum { PROBE, META, SET_META, ACCOUNTS, OUTBOX };

static const char *const sql[] = {
	[PROBE] = "SELECT count(*) FROM migration",
	[META] = "SELECT value FROM meta WHERE key = :key",
	[SET_META] = "INSERT INTO meta(key, value) VALUES(:key, :value)"
		     " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
	[ACCOUNTS] = "SELECT count(*) FROM account",
	[OUTBOX] = "SELECT count(*) FILTER (WHERE state = 'pending'),"
		   " count(*) FILTER (WHERE state = 'failed')"
		   " FROM calendar_outbox WHERE state IN ('pending', 'failed')",
};
const struct sqlset system_sql = SQLSET("system", sql);

enum err
system_store_probe(struct call *c, int64_t *migrations)
{
	return stmt_one(db_stmt(c->db, &system_sql, PROBE), 0, migrations);
}

enum err
system_store_meta(struct call *c, const char *key, const char **value)
{
	struct stmt *st = db_stmt(c->db, &system_sql, META);
	const char *found = NULL;
	enum err e;

	stmt_text(st, ":key", key);
	if (stmt_row(st))
		found = col_text(st, 0, c->arena);
	if ((e = stmt_done(st)) == OK)
		*value = found;
	return e;
}

enum err
system_store_set_meta(struct call *c, const char *key, const char *value)
{
	struct stmt *st = db_stmt(c->db, &system_sql, SET_META);

	stmt_text(st, ":key", key);
	stmt_text(st, ":value", value);
	return stmt_exec(st);
}

enum err
system_store_accounts(struct call *c, int64_t *n)
{
	return stmt_one(db_stmt(c->db, &system_sql, ACCOUNTS), 0, n);
}

enum err
system_store_outbox(struct call *c, int64_t *pending, int64_t *failed)
{
	struct stmt *st = db_stmt(c->db, &system_sql, OUTBOX);
	int64_t p = 0, f = 0;
	enum err e;

	if (stmt_row(st)) {
		p = col_int(st, 0);
		f = col_int(st, 1);
	}
	if ((e = stmt_done(st)) == OK) {
		*pending = p;
		*failed = f;
	}
	return e;
}
