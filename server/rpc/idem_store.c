/* Rows of idempotency keys; dispatch is the only caller. */
#include <stdlib.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/hash.h"
#include "common/json.h"
#include "common/str.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"
#include "server/rpc/idem.h"

#define PURGE_MOST 400 /* 10 ms on a small machine */

enum { FIND, STORE, PURGE };

static const char *const sql[] = {
	[FIND] = "SELECT hash, answer FROM idempotency"
		 " WHERE account = :account AND key = :key",
	[STORE] = "INSERT INTO idempotency(account, key, hash, answer, at)"
		  " VALUES(:account, :key, :hash, :answer, :at)",
	[PURGE] = "DELETE FROM idempotency WHERE (account, key) IN"
		  " (SELECT account, key FROM idempotency WHERE at < :before"
		  " ORDER BY at LIMIT :most)",
};
const struct sqlset idem_sql = SQLSET("idem", sql);

void
idem_hash(const char *op, const json_t *params, char out[65])
{
	struct buf b;

	buf_init(&b, 1 << 20);
	buf_adds(&b, op);
	buf_addc(&b, '\n');
	json_canonical(params, &b);
	hash_sha256_hex(buf_str(&b), b.len, out);
	buf_done(&b);
}

enum err
idem_find(struct call *c, int64_t account, const char *key, const char *hash,
    const char **answer)
{
	struct stmt *st = db_stmt(c->db, &idem_sql, FIND);
	const char *found = NULL;
	bool same = true;
	enum err e;

	stmt_int(st, ":account", account);
	stmt_text(st, ":key", key);
	if (stmt_row(st)) {
		same = str_eq(col_peek(st, 0), hash);
		found = col_text(st, 1, c->arena);
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	if (!same)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Der Schlüssel wurde schon mit anderen Angaben benutzt",
			"The key was used with other parameters"));
	*answer = found;
	return OK;
}

enum err
idem_store(struct call *c, int64_t account, const char *key, const char *hash,
    const char *answer)
{
	struct stmt *st = db_stmt(c->db, &idem_sql, STORE);

	stmt_int(st, ":account", account);
	stmt_text(st, ":key", key);
	stmt_text(st, ":hash", hash);
	stmt_text(st, ":answer", answer);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
idem_purge(struct call *c, bool *more)
{
	struct stmt *st = db_stmt(c->db, &idem_sql, PURGE);
	enum err e;

	stmt_int(st, ":before", c->now - IDEM_KEEP_MS);
	stmt_int(st, ":most", PURGE_MOST);
	if ((e = stmt_exec(st)) == OK)
		*more = db_changes(c->db) == PURGE_MOST;
	return e;
}
