/* SQL of the mark that names the server key. */
#include "server/settings/secret_store.h"

#include "common/str.h"
#include "server/db/db.h"
#include "server/db/sets.h"

enum { ID, SET_ID };

static const char *const sql[] = {
	[ID] = "SELECT value FROM meta WHERE key = 'seal_id'",
	[SET_ID] = "INSERT INTO meta(key, value) VALUES('seal_id', :id)"
		   " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
};
const struct sqlset secret_sql = SQLSET("secret", sql);

enum err
secret_store_id(struct db *db, char out[SEAL_ID])
{
	struct stmt *st = db_stmt(db, &secret_sql, ID);

	out[0] = '\0';
	if (stmt_row(st))
		str_copy(out, SEAL_ID, col_peek(st, 0));
	return stmt_done(st);
}

enum err
secret_store_set_id(struct db *db, const char *id)
{
	struct stmt *st = db_stmt(db, &secret_sql, SET_ID);

	stmt_text(st, ":id", id);
	return stmt_exec(st);
}
