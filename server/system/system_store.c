/* SQL of the health check and of the key-value table meta. */
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"
#include "server/system/system.h"

enum { PROBE, META, SET_META, ACCOUNTS };

static const char *const sql[] = {
	[PROBE] = "SELECT count(*) FROM migration",
	[META] = "SELECT value FROM meta WHERE key = :key",
	[SET_META] = ("INSERT INTO meta(key, value) VALUES(:key, :value)"
		      " ON CONFLICT(key) DO UPDATE SET value = excluded.value"),
	[ACCOUNTS] = "SELECT count(*) FROM account",
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
