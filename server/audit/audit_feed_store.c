/* SQL of the worker that verifies: rows in the order of the chain. */
#include "server/audit/audit_search.h"
#include "server/audit/audit_store.h"
#include "server/db/db.h"
#include "server/db/sets.h"

enum { ROWS, HEAD, ANCHOR };

static const char *const sql[] = {
	[ROWS] =
	    "SELECT " AUDIT_COLUMNS " FROM audit_archive WHERE id >= :after"
	    " UNION ALL SELECT " AUDIT_COLUMNS " FROM audit_log"
	    " WHERE id >= :after ORDER BY id LIMIT :limit",
	[HEAD] = "SELECT last_id, 0, mac, seal FROM audit_head",
	[ANCHOR] = "SELECT last_id, dropped, mac, seal FROM audit_anchor",
};
const struct sqlset audit_feed_sql = SQLSET("audit_feed", sql);

enum err
audit_store_feed(struct db *db, struct audit_feed *f, int *n)
{
	struct stmt *st = db_stmt(db, &audit_feed_sql, ROWS);
	struct audit_row row = { 0 };
	int skip = f->seen;
	bool fits;

	stmt_int(st, ":after", f->cursor);
	stmt_int(st, ":limit", f->limit + skip);
	for (*n = 0; *n < f->limit && stmt_row(st);) {
		fits = audit_store_read(st, NULL, &row);
		if (row.id == f->cursor && skip-- > 0)
			continue;
		f->seen = row.id == f->cursor ? f->seen + 1 : 1;
		f->cursor = row.id;
		f->feed(f->arg, &row, fits);
		++*n;
	}
	return stmt_done(st);
}

enum err
audit_store_feed_marks(
    struct db *db, struct audit_mark *head, struct audit_mark *anchor)
{
	enum err e =
	    audit_store_read_mark(db_stmt(db, &audit_feed_sql, HEAD), head);

	if (e != OK)
		return e;
	return audit_store_read_mark(
	    db_stmt(db, &audit_feed_sql, ANCHOR), anchor);
}
