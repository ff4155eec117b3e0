/* SQL of the records of customers. */
#include "server/customers/customers_store.h"

#include <string.h>

#include "common/arena.h"
#include "server/customers/customers_sql.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

enum { ADD, LOAD, BY_KEY, WRITE, PARTS, REPOINT };

static const char *const sql[] = {
	/* one look into the index of keys per booking */
	[ADD] = "INSERT INTO customer(key, last_name, first_name, created_at,"
		" updated_at) VALUES(:key, :last, :first, :at, :at)"
		" ON CONFLICT(key) DO NOTHING",
	[LOAD] = "SELECT" CUSTOMER_COLS " FROM customer c WHERE c.id = :id",
	[BY_KEY] = "SELECT" CUSTOMER_COLS " FROM customer c WHERE c.key = :key",
	[WRITE] = "UPDATE customer SET note = :note, weekday = :weekday,"
		  " hour = :hour, merged_into = :into, merged_at = CASE WHEN"
		  " :into IS NULL THEN NULL ELSE coalesce(merged_at, :at) END,"
		  " updated_at = :at, version = version + 1 WHERE id = :id",
	[PARTS] = "SELECT" CUSTOMER_COLS " FROM customer c"
		  " WHERE c.merged_into = :id ORDER BY c.id",
	[REPOINT] = ("UPDATE customer SET merged_into = :to, version ="
		     " version + 1 WHERE merged_into = :from"),
};
const struct sqlset customers_sql = SQLSET("customers", sql);

void *
customers_more(struct call *c, void *row, int n, int *cap, size_t size)
{
	void *bigger;

	if (n < *cap)
		return row;
	*cap = *cap == 0 ? 16 : 2 * *cap;
	bigger = arena_zalloc(c->arena, (size_t)*cap * size);
	if (n > 0)
		memcpy(bigger, row, (size_t)n * size);
	return bigger;
}

void
customers_sql_read(struct stmt *st, struct arena *a, struct customer *r)
{
	r->id = col_int(st, 0);
	r->version = col_int(st, 1);
	r->key = col_text(st, 2, a);
	r->last_name = col_text(st, 3, a);
	r->first_name = col_text(st, 4, a);
	r->note = col_text(st, 5, a);
	r->weekday = col_is_null(st, 6) ? -1 : (int)col_int(st, 6);
	r->hour = col_is_null(st, 7) ? -1 : (int)col_int(st, 7);
	r->merged_into = col_int(st, 8);
	r->created_at = col_int(st, 9);
	r->updated_at = col_int(st, 10);
}

enum err
customers_sql_hits(struct call *c, struct stmt *st, struct customer_hits *out)
{
	struct customer_hits hits = { 0 };
	enum err e;

	while (stmt_row(st))
		customers_sql_read(st, c->arena, &ROW_ADD(c, &hits)->c);
	if ((e = stmt_done(st)) == OK)
		*out = hits;
	return e;
}

enum err
customers_store_add(struct call *c, const struct customer_new *n)
{
	struct stmt *st = db_stmt(c->db, &customers_sql, ADD);

	stmt_text(st, ":key", n->key);
	stmt_text(st, ":last", n->last);
	stmt_text(st, ":first", n->first);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

static enum err
one(struct call *c, struct stmt *st, struct customer *out)
{
	struct customer r = { 0 };
	enum err e;

	if (stmt_row(st))
		customers_sql_read(st, c->arena, &r);
	if ((e = stmt_done(st)) == OK)
		*out = r;
	return e;
}

enum err
customers_store_load(struct call *c, int64_t id, struct customer *out)
{
	struct stmt *st = db_stmt(c->db, &customers_sql, LOAD);

	stmt_int(st, ":id", id);
	return one(c, st, out);
}

enum err
customers_store_by_key(struct call *c, const char *key, struct customer *out)
{
	struct stmt *st = db_stmt(c->db, &customers_sql, BY_KEY);

	stmt_text(st, ":key", key);
	return one(c, st, out);
}

static void
bind_wish(struct stmt *st, const char *name, int v)
{
	if (v < 0)
		stmt_null(st, name);
	else
		stmt_int(st, name, v);
}

enum err
customers_store_write(struct call *c, const struct customer *r)
{
	struct stmt *st = db_stmt(c->db, &customers_sql, WRITE);

	stmt_int(st, ":id", r->id);
	stmt_text(st, ":note", r->note);
	bind_wish(st, ":weekday", r->weekday);
	bind_wish(st, ":hour", r->hour);
	stmt_ref(st, ":into", r->merged_into);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
customers_store_parts(struct call *c, int64_t id, struct customer_hits *out)
{
	struct stmt *st = db_stmt(c->db, &customers_sql, PARTS);

	stmt_int(st, ":id", id);
	return customers_sql_hits(c, st, out);
}

enum err
customers_store_repoint(struct call *c, int64_t from, int64_t to)
{
	struct stmt *st = db_stmt(c->db, &customers_sql, REPOINT);

	stmt_int(st, ":from", from);
	stmt_int(st, ":to", to);
	return stmt_exec(st);
}
