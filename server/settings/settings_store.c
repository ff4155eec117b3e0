/* SQL of table setting; called by settings.c and the settings feature. */
#include "server/settings/settings_store.h"

enum { EACH, VERSION, PUT, DELETE };

static const char *const sql[] = {
	[EACH] = "SELECT key, value FROM setting ORDER BY key",
	[VERSION] = "SELECT version FROM setting WHERE key = :key",
	[PUT] = "INSERT INTO setting(key, value, changed_at, changed_by,"
		" version) VALUES(:key, :value, :now, :by, 1)"
		" ON CONFLICT(key) DO UPDATE SET value = excluded.value,"
		" changed_at = excluded.changed_at,"
		" changed_by = excluded.changed_by, version = version + 1",
	[DELETE] = "DELETE FROM setting WHERE key = :key",
};
const struct sqlset settings_sql = SQLSET("settings", sql);

enum err
settings_store_each(struct db *db,
    void (*fn)(void *arg, const char *key, const char *value), void *arg)
{
	struct stmt *st = db_stmt(db, &settings_sql, EACH);

	while (stmt_row(st))
		fn(arg, col_peek(st, 0), col_peek(st, 1));
	return stmt_done(st);
}

enum err
settings_store_version(struct db *db, const char *key, int64_t *out)
{
	struct stmt *st = db_stmt(db, &settings_sql, VERSION);

	stmt_text(st, ":key", key);
	return stmt_one(st, 0, out);
}

enum err
settings_store_put(struct db *db, const char *key, const char *value,
    int64_t now, const char *by)
{
	struct stmt *st = db_stmt(db, &settings_sql, PUT);

	stmt_text(st, ":key", key);
	stmt_text(st, ":value", value);
	stmt_int(st, ":now", now);
	stmt_text(st, ":by", by);
	return stmt_exec(st);
}

enum err
settings_store_delete(struct db *db, const char *key)
{
	struct stmt *st = db_stmt(db, &settings_sql, DELETE);

	stmt_text(st, ":key", key);
	return stmt_exec(st);
}
