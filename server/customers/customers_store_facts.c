/* SQL of what is known of a customer: counts, appointments, habits. */
#include "common/arena.h"
#include "common/date.h"
#include "server/customers/customers_sql.h"
#include "server/customers/customers_store.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define COUNT(name) " coalesce(sum(outcome = '" name "'), 0),"
#define NEAR                                                     \
	"SELECT b.id, b.date, b.hour, b.start_at, b.status FROM" \
	" booking_now b WHERE b.customer_key = :key"
/* Bookings, and appointments that only an import knows. */
#define VISITS                                                               \
	" FROM (SELECT b.id AS booking, b.date, b.hour, b.start_at,"         \
	" b.status, coalesce(o.outcome, '') AS outcome, a.name AS booker,"   \
	" coalesce(b.campaign, '') AS campaign, b.potential,"                \
	" coalesce(b.move_reason, '') AS reason, b.description,"             \
	" b.booked_by AS by, b.moves FROM booking_now b JOIN account a"      \
	" ON a.id = b.booked_by LEFT JOIN outcome_now o ON o.booking = b.id" \
	" WHERE b.customer_key IN " KEYS_OF " UNION ALL SELECT 0, o.date,"   \
	" CAST(substr(o.time, 1, 2) AS INTEGER), 0, o.status, o.outcome,"    \
	" coalesce(o.booked_by, ''), '', o.potential, '', o.description, 0," \
	" 0 FROM outcome_now o WHERE o.booking IS NULL AND o.customer_key"   \
	" IN " KEYS_OF ")"

enum {
	NEWEST,
	COUNTS,
	NEXT,
	LAST,
	LAST_IMPORTED,
	ALL,
	OWN,
	VISITS_OF,
	N_VISITS,
	HABIT
};

static const char *const sql[] = {
	[NEWEST] =
	    "SELECT max(start_at) FROM booking WHERE customer_key = :key",
	[COUNTS] = "SELECT count(*)," COUNT("completed") COUNT("no_show") COUNT(
	    "ghost") COUNT("cancelled") COUNT("rescheduled") COUNT("overhang")
	    COUNT("exit") " min(date), max(date) FROM outcome_now"
			  " WHERE customer_key = :key AND final = 1"
			  " AND outcome <> 'pending'",
	[NEXT] = NEAR " AND b.start_at > :now AND b.status = 'pending'"
		      " ORDER BY b.start_at",
	[LAST] =
	    NEAR " AND b.start_at <= :now ORDER BY b.start_at DESC LIMIT 1",
	[LAST_IMPORTED] =
	    "SELECT 0, o.date, CAST(substr(o.time, 1, 2) AS INTEGER), 0,"
	    " o.status FROM outcome_now o WHERE o.customer_key = :key"
	    " AND o.booking IS NULL ORDER BY o.date DESC, o.time DESC LIMIT 1",
	[ALL] = "SELECT (SELECT count(*) FROM booking_now WHERE customer_key"
		" = :key) + (SELECT count(*) FROM outcome_now WHERE"
		" customer_key = :key AND booking IS NULL)",
	[OWN] = "SELECT 1 FROM booking_now WHERE customer_key = :key"
		" AND +booked_by = :me LIMIT 1",
	[VISITS_OF] = "SELECT booking, date, hour, start_at, status, outcome,"
		      " booker, campaign, potential, reason, description, by,"
		      " moves" VISITS " ORDER BY date DESC, hour DESC,"
		      " booking DESC LIMIT :limit OFFSET :offset",
	[N_VISITS] = "SELECT count(*)" VISITS,
	[HABIT] = "SELECT date, CAST(substr(time, 1, 2) AS INTEGER) FROM"
		  " outcome_now WHERE outcome = 'completed'"
		  " AND customer_key IN " KEYS_OF,
};
const struct sqlset customers_facts_sql = SQLSET("customers_facts", sql);

enum err
customers_store_newest(struct call *c, const char *key, int64_t *start_at)
{
	struct stmt *st = db_stmt(c->db, &customers_facts_sql, NEWEST);

	stmt_text(st, ":key", key);
	return stmt_one(st, 0, start_at);
}

static void
widen(struct customer_facts *f, int first, int last)
{
	if (first == DATE_NONE)
		return;
	if (f->first_seen == DATE_NONE || first < f->first_seen)
		f->first_seen = first;
	if (f->last_seen == DATE_NONE || last > f->last_seen)
		f->last_seen = last;
}

enum err
customers_store_counts(
    struct call *c, const char *key, struct customer_facts *f)
{
	struct stmt *st = db_stmt(c->db, &customers_facts_sql, COUNTS);
	struct profile_counts n = { 0 };

	stmt_text(st, ":key", key);
	if (stmt_row(st)) {
		n.total = (int)col_int(st, 0);
		n.completed = (int)col_int(st, 1);
		n.no_shows = (int)col_int(st, 2);
		n.ghosts = (int)col_int(st, 3);
		n.cancelled = (int)col_int(st, 4);
		n.rescheduled = (int)col_int(st, 5);
		n.overhang = (int)col_int(st, 6);
		n.exits = (int)col_int(st, 7);
		widen(f, col_date(st, 8), col_date(st, 9));
	}
	profile_add(&f->n, &n);
	return stmt_done(st);
}

static void
read_near(struct stmt *st, struct arena *a, struct visit *v)
{
	v->booking = col_int(st, 0);
	v->date = col_date(st, 1);
	v->hour = (int)col_int(st, 2);
	v->start_at = col_int(st, 3);
	v->status = col_text(st, 4, a);
}

static enum err
next(struct call *c, const char *key, struct customer_facts *f)
{
	struct stmt *st = db_stmt(c->db, &customers_facts_sql, NEXT);

	stmt_text(st, ":key", key);
	stmt_int(st, ":now", c->now);
	while (stmt_row(st)) {
		if (f->next.date == DATE_NONE ||
		    col_int(st, 3) < f->next.start_at)
			read_near(st, c->arena, &f->next);
		f->open++;
	}
	return stmt_done(st);
}

static bool
is_later(const struct visit *a, const struct visit *b)
{
	if (b->date == DATE_NONE || a->date != b->date)
		return b->date == DATE_NONE || a->date > b->date;
	return a->hour > b->hour;
}

static enum err
last(struct call *c, const char *key, int which, struct customer_facts *f)
{
	struct stmt *st = db_stmt(c->db, &customers_facts_sql, which);
	struct visit v = { .date = DATE_NONE };

	stmt_text(st, ":key", key);
	if (which == LAST)
		stmt_int(st, ":now", c->now);
	if (stmt_row(st))
		read_near(st, c->arena, &v);
	if (v.date != DATE_NONE && is_later(&v, &f->last))
		f->last = v;
	return stmt_done(st);
}

enum err
customers_store_dates(struct call *c, const char *key, struct customer_facts *f)
{
	struct stmt *st = db_stmt(c->db, &customers_facts_sql, ALL);
	int64_t own, all;
	enum err e;

	stmt_text(st, ":key", key);
	if ((e = stmt_one(st, 0, &all)) != OK)
		return e;
	f->appointments += (int)all;

	if ((e = next(c, key, f)) != OK || (e = last(c, key, LAST, f)) != OK ||
	    (e = last(c, key, LAST_IMPORTED, f)) != OK || c->actor->id == 0)
		return e;
	st = db_stmt(c->db, &customers_facts_sql, OWN);
	stmt_text(st, ":key", key);
	stmt_int(st, ":me", c->actor->id);
	if ((e = stmt_one(st, 0, &own)) == OK && own != 0)
		f->own = true;
	return e;
}

static void
read_visit(struct stmt *st, struct arena *a, struct visit *v)
{
	read_near(st, a, v);
	v->outcome = col_text(st, 5, a);
	v->booked_by = col_text(st, 6, a);
	v->campaign = col_text(st, 7, a);
	v->potential = col_text(st, 8, a);
	v->move_reason = col_text(st, 9, a);
	v->description = col_text(st, 10, a);
	v->booker = col_int(st, 11);
	v->moves = (int)col_int(st, 12);
}

enum err
customers_store_history(struct call *c, int64_t id, int64_t limit,
    int64_t offset, struct visits *out)
{
	struct stmt *st = db_stmt(c->db, &customers_facts_sql, N_VISITS);
	struct visits v = { 0 };
	enum err e;

	stmt_int(st, ":id", id);
	if ((e = stmt_one(st, 0, &v.total)) != OK)
		return e;
	st = db_stmt(c->db, &customers_facts_sql, VISITS_OF);
	stmt_int(st, ":id", id);
	stmt_int(st, ":limit", limit);
	stmt_int(st, ":offset", offset);
	while (stmt_row(st))
		read_visit(st, c->arena, ROW_ADD(c, &v));
	if ((e = stmt_done(st)) == OK)
		*out = v;
	return e;
}

enum err
customers_store_habit(struct call *c, int64_t id, struct habit *out)
{
	struct stmt *st = db_stmt(c->db, &customers_facts_sql, HABIT);
	struct habit h = { 0 };
	enum err e;

	stmt_int(st, ":id", id);
	while (stmt_row(st)) {
		int date = col_date(st, 0), hour = (int)col_int(st, 1);
		int day = date_weekday(date);

		if (hour < 0 || hour > 23)
			continue;
		h.n[day][hour]++;
		if (date > h.last[day][hour])
			h.last[day][hour] = date;
	}
	if ((e = stmt_done(st)) == OK)
		*out = h;
	return e;
}
