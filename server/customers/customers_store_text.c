/* SQL of the words of names, and of reading in what is older. */
#include "common/arena.h"
#include "server/customers/customers_sql.h"
#include "server/customers/customers_store.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

enum {
	MARK,
	SET_MARK,
	IMPORTED,
	FRESH,
	INDEX,
	ALIKE,
	UNLIKE,
	MATCH,
	SEEN_BOOKINGS,
	SEEN_OUTCOMES,
	DUPLICATES,
	N_DUPLICATES
};

static const char *const sql[] = {
	[MARK] = "SELECT value FROM customer_mark WHERE name = :name",
	[SET_MARK] =
	    "UPDATE customer_mark SET value = :value WHERE name = :name",
	[IMPORTED] = "SELECT coalesce(max(finished_at), 0) FROM import_run"
		     " WHERE state = 'done'",
	[FRESH] = "SELECT" CUSTOMER_COLS " FROM customer c WHERE c.id > :after"
		  " ORDER BY c.id LIMIT :most",
	[INDEX] = "INSERT OR REPLACE INTO customer_text(rowid, name, spelled,"
		  " note) VALUES(:id, :name, :spelled, :note)",
	[ALIKE] = "INSERT OR IGNORE INTO customer_alike(alike, customer)"
		  " VALUES(:alike, :id)",
	[UNLIKE] = "DELETE FROM customer_alike WHERE customer = :id",
	[MATCH] = "SELECT" CUSTOMER_COLS " FROM (SELECT rowid AS hit FROM"
		  " customer_text WHERE customer_text MATCH :match"
		  " ORDER BY rowid DESC LIMIT :most) CROSS JOIN customer c"
		  " ON c.id = hit",
	[SEEN_BOOKINGS] =
	    "SELECT b.id, b.import_run IS NULL OR b.import_run IN import_done,"
	    " b.customer_key, b.customer_last, b.customer_first FROM booking b"
	    " WHERE b.id > :after ORDER BY b.id LIMIT :most",
	[SEEN_OUTCOMES] =
	    "SELECT o.id, o.run IS NULL OR o.run IN import_done,"
	    " o.customer_key, o.customer_name, NULL FROM outcome o"
	    " WHERE o.id > :after ORDER BY o.id LIMIT :most",
	[DUPLICATES] =
	    "SELECT a.alike, a.customer FROM (SELECT alike FROM"
	    " customer_alike GROUP BY alike HAVING count(*) > 1 ORDER BY alike"
	    " LIMIT :limit OFFSET :offset) d CROSS JOIN customer_alike a"
	    " ON a.alike = d.alike ORDER BY a.alike, a.customer",
	[N_DUPLICATES] = "SELECT count(*) FROM (SELECT 1 FROM customer_alike"
			 " GROUP BY alike HAVING count(*) > 1)",
};
const struct sqlset customers_text_sql = SQLSET("customers_text", sql);

static const char *const marks[] = { [MARK_BOOKING] = "booking",
	[MARK_OUTCOME] = "outcome",
	[MARK_TEXT] = "text",
	[MARK_IMPORT] = "import" };

enum err
customers_store_mark(struct call *c, enum customers_mark_name m, int64_t *value)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql, MARK);

	stmt_text(st, ":name", marks[m]);
	return stmt_one(st, 0, value);
}

enum err
customers_store_set_mark(
    struct call *c, enum customers_mark_name m, int64_t value)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql, SET_MARK);

	stmt_text(st, ":name", marks[m]);
	stmt_int(st, ":value", value);
	return stmt_exec(st);
}

enum err
customers_store_imported(struct call *c, int64_t *at)
{
	return stmt_one(db_stmt(c->db, &customers_text_sql, IMPORTED), 0, at);
}

enum err
customers_store_fresh(
    struct call *c, int64_t after, int most, struct customer_hits *out)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql, FRESH);

	stmt_int(st, ":after", after);
	stmt_int(st, ":most", most);
	return customers_sql_hits(c, st, out);
}

enum err
customers_store_index(
    struct call *c, int64_t id, const struct customer_words *w)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql, INDEX);

	stmt_int(st, ":id", id);
	stmt_text(st, ":name", w->name);
	stmt_text(st, ":spelled", w->spelled);
	stmt_text(st, ":note", w->note);
	return stmt_exec(st);
}

enum err
customers_store_alike(struct call *c, const char *alike, int64_t customer)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql, ALIKE);

	stmt_text(st, ":alike", alike);
	stmt_int(st, ":id", customer);
	return stmt_exec(st);
}

enum err
customers_store_unlike(struct call *c, int64_t customer)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql, UNLIKE);

	stmt_int(st, ":id", customer);
	return stmt_exec(st);
}

enum err
customers_store_match(
    struct call *c, const char *match, int most, struct customer_hits *out)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql, MATCH);

	stmt_text(st, ":match", match);
	stmt_int(st, ":most", most);
	return customers_sql_hits(c, st, out);
}

enum err
customers_store_seen(struct call *c, enum customers_mark_name m, int64_t after,
    int most, struct seen_rows *out)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql,
	    m == MARK_BOOKING ? SEEN_BOOKINGS : SEEN_OUTCOMES);
	struct seen_rows rows = { 0 };
	struct seen_row *r;
	enum err e;

	stmt_int(st, ":after", after);
	stmt_int(st, ":most", most);
	while (stmt_row(st)) {
		r = ROW_ADD(c, &rows);
		r->id = col_int(st, 0);
		r->counts = col_int(st, 1) != 0;
		r->n.key = col_text(st, 2, c->arena);
		r->n.last = col_text(st, 3, c->arena);
		r->n.first = col_text(st, 4, c->arena);
	}
	if ((e = stmt_done(st)) == OK)
		*out = rows;
	return e;
}

enum err
customers_store_duplicates(struct call *c, int64_t limit, int64_t offset,
    struct alike_pairs *out, int64_t *total)
{
	struct stmt *st = db_stmt(c->db, &customers_text_sql, N_DUPLICATES);
	struct alike_pairs pairs = { 0 };
	struct alike_pair *p;
	enum err e;

	if ((e = stmt_one(st, 0, total)) != OK)
		return e;
	st = db_stmt(c->db, &customers_text_sql, DUPLICATES);
	stmt_int(st, ":limit", limit);
	stmt_int(st, ":offset", offset);
	while (stmt_row(st)) {
		p = ROW_ADD(c, &pairs);
		p->alike = col_text(st, 0, c->arena);
		p->customer = col_int(st, 1);
	}
	if ((e = stmt_done(st)) == OK)
		*out = pairs;
	return e;
}
