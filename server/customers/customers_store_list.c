/* SQL of lists of customers: own ones, and all by segment. */
#include "common/arena.h"
#include "common/date.h"
#include "server/customers/customers_sql.h"
#include "server/customers/customers_store.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define IS(list) " coalesce(sum(b.status IN (" list ")), 0),"
/* Appeared, missed, cancelled, pending; the rest was moved or has left. */
#define OWN_COUNTS                                         \
	" count(*)," IS("'appeared', 'recall', 'special'") \
	    IS("'no_show', 'ghost'")                       \
		IS("'cancelled'") " coalesce(sum(b.status" \
				  " = 'pending'), 0)"
#define OWN_FROM                                                      \
	" FROM booking_now b LEFT JOIN customer c ON c.key ="         \
	" b.customer_key WHERE b.booked_by = :user AND b.start_at >=" \
	" :from AND b.start_at < :to"
#define PERSON "coalesce(c.merged_into, c.id, b.customer_key)"

/*
 * Newest profile of each key; merged records and their parts stand elsewhere.
 * An own row counts what was imported too.
 */
#define PROFILES                                                          \
	" FROM customer_profile_now p WHERE (p.run IS NULL OR NOT EXISTS" \
	" (SELECT 1 FROM customer_profile x WHERE x.customer_key ="       \
	" p.customer_key AND x.run IS NULL AND x.replaced_by IS NULL))"   \
	" AND p.customer_key NOT IN (SELECT key FROM customer WHERE"      \
	" merged_into IS NOT NULL UNION ALL SELECT t.key FROM customer m" \
	" JOIN customer t ON t.id = m.merged_into)"
/* profile_segment in SQL, as in the index; a test compares both. */
#define SEGMENT                                                             \
	" CASE WHEN p.risk = 'high' THEN 0 WHEN p.score_hundredths >= 9000" \
	" AND p.total >= 3 THEN 1 WHEN p.score_hundredths >= 8000 AND"      \
	" p.total >= 2 THEN 2 WHEN p.total <= 2 THEN 3 WHEN"                \
	" p.score_hundredths < 4000 THEN 4 ELSE 5 END"
#define WEIGHT                                                     \
	" CASE p.risk WHEN 'high' THEN p.no_shows + p.ghosts ELSE" \
	" p.score_hundredths END"

enum { OWN, OWN_SUM, OWN_PERSONS, NEXT, COUNT, RANKED, GROUPS };

static const char *const sql[] = {
	[OWN] = "SELECT coalesce(c.merged_into, c.id, 0), max(b.customer_last"
		" || CASE b.customer_first WHEN '' THEN '' ELSE ', ' ||"
		" b.customer_first END)," OWN_COUNTS
		", min(b.customer_key)" OWN_FROM " GROUP BY " PERSON
		" ORDER BY count(*) DESC, 2"
		" LIMIT :limit OFFSET :offset",
	[OWN_SUM] = "SELECT 0, ''," OWN_COUNTS ", ''" OWN_FROM,
	[OWN_PERSONS] = "SELECT count(DISTINCT " PERSON ")" OWN_FROM,
	[COUNT] = "SELECT" SEGMENT " AS s, count(*)" PROFILES " GROUP BY s",
	[RANKED] =
	    "SELECT c.id, c.last_name, c.first_name, p.total, p.completed,"
	    " p.no_shows, p.ghosts, p.cancelled, p.rescheduled, p.overhang,"
	    " p.exits FROM (SELECT p.id AS profile" PROFILES " AND" SEGMENT
	    " = :segment ORDER BY" WEIGHT " DESC, p.total DESC LIMIT :most) r"
	    " CROSS JOIN customer_profile p ON p.id = r.profile"
	    " JOIN customer c ON c.key = p.customer_key",
	[NEXT] = "SELECT b.date, b.hour FROM booking_now b WHERE b.customer_key"
		 " = :key AND b.start_at > :now AND b.status = 'pending'"
		 " ORDER BY b.start_at LIMIT 1",
	[GROUPS] = "SELECT DISTINCT t.id, t.last_name, t.first_name, 0, 0, 0,"
		   " 0, 0, 0, 0, 0 FROM customer m JOIN customer t ON t.id ="
		   " m.merged_into WHERE m.merged_into IS NOT NULL",
};
const struct sqlset customers_list_sql = SQLSET("customers_list", sql);

static void
read_own(struct stmt *st, struct arena *a, struct own_row *r)
{
	r->id = col_int(st, 0);
	r->name = col_text(st, 1, a);
	r->total = (int)col_int(st, 2);
	r->appeared = (int)col_int(st, 3);
	r->no_show = (int)col_int(st, 4);
	r->cancelled = (int)col_int(st, 5);
	r->pending = (int)col_int(st, 6);
	r->other =
	    r->total - r->appeared - r->no_show - r->cancelled - r->pending;
	r->key = col_text(st, 7, a);
	r->next_date = DATE_NONE;
}

static struct stmt *
own_stmt(struct call *c, int which, const struct own_query *q)
{
	struct stmt *st = db_stmt(c->db, &customers_list_sql, which);

	stmt_int(st, ":user", q->user);
	stmt_int(st, ":from", q->from);
	stmt_int(st, ":to", q->to);
	return st;
}

enum err
customers_store_own(
    struct call *c, const struct own_query *q, struct own_rows *out)
{
	struct stmt *st = own_stmt(c, OWN_PERSONS, q);
	enum err e;

	if ((e = stmt_one(st, 0, &out->total)) != OK)
		return e;
	st = own_stmt(c, OWN_SUM, q);
	if (stmt_row(st))
		read_own(st, c->arena, &out->sum);
	if ((e = stmt_done(st)) != OK)
		return e;
	st = own_stmt(c, OWN, q);
	stmt_int(st, ":limit", q->limit);
	stmt_int(st, ":offset", q->offset);
	while (stmt_row(st))
		read_own(st, c->arena, ROW_ADD(c, out));
	return stmt_done(st);
}

enum err
customers_store_next(struct call *c, struct own_row *r)
{
	struct stmt *st = db_stmt(c->db, &customers_list_sql, NEXT);

	stmt_text(st, ":key", r->key);
	stmt_int(st, ":now", c->now);
	if (stmt_row(st)) {
		r->next_date = col_date(st, 0);
		r->next_hour = (int)col_int(st, 1);
	}
	return stmt_done(st);
}

static void
read_ranked(struct stmt *st, struct arena *a, struct risk_row *r)
{
	const char *last = col_text(st, 1, a), *first = col_text(st, 2, a);

	r->id = col_int(st, 0);
	r->name =
	    first[0] == '\0' ? last : arena_printf(a, "%s, %s", last, first);
	r->n.total = (int)col_int(st, 3);
	r->n.completed = (int)col_int(st, 4);
	r->n.no_shows = (int)col_int(st, 5);
	r->n.ghosts = (int)col_int(st, 6);
	r->n.cancelled = (int)col_int(st, 7);
	r->n.rescheduled = (int)col_int(st, 8);
	r->n.overhang = (int)col_int(st, 9);
	r->n.exits = (int)col_int(st, 10);
}

enum err
customers_store_segments(struct call *c, int64_t count[SEGMENTS])
{
	struct stmt *st = db_stmt(c->db, &customers_list_sql, COUNT);

	while (stmt_row(st))
		count[col_int(st, 0)] += col_int(st, 1);
	return stmt_done(st);
}

enum err
customers_store_ranked(
    struct call *c, int segment, int most, struct risk_rows *out)
{
	struct stmt *st = db_stmt(c->db, &customers_list_sql, RANKED);

	stmt_int(st, ":segment", segment);
	stmt_int(st, ":most", most);
	while (stmt_row(st))
		read_ranked(st, c->arena, ROW_ADD(c, out));
	return stmt_done(st);
}

enum err
customers_store_groups(struct call *c, struct risk_rows *out)
{
	struct stmt *st = db_stmt(c->db, &customers_list_sql, GROUPS);

	while (stmt_row(st))
		read_ranked(st, c->arena, ROW_ADD(c, out));
	return stmt_done(st);
}
