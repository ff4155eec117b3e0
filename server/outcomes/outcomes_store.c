/* SQL of outcomes, daily metrics and customer profiles. */
#include "server/outcomes/outcomes_store.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define COUNT(name) "coalesce(sum(outcome = '" name "'), 0)"
#define COUNTS                                                                                             \
	"count(*), " COUNT("completed") ", " COUNT("no_show") ", " COUNT(                                  \
	    "gho"                                                                                          \
	    "st") ", " COUNT("cancelled") ", " COUNT("rescheduled") ","                                    \
								    " " COUNT(                             \
									"over"                             \
									"han"                              \
									"g") ","                           \
									     " " COUNT("exit") ", " COUNT( \
										 "pending")
#define FILTER                                                            \
	" FROM outcome_now o LEFT JOIN booking b ON b.id = o.booking"     \
	" WHERE o.date BETWEEN :from AND :to"                             \
	" AND (:user = 0 OR b.booked_by = :user)"                         \
	" AND (:outcome = '' OR o.outcome = :outcome)"                    \
	" AND (:open = 0 OR (o.booking IS NOT NULL AND (o.outcome ="      \
	" 'pending' OR (o.source = 'default' AND o.outcome = 'completed'" \
	"))))"

enum {
	PUT,
	DAY,
	METRICS,
	PROFILE_COUNTS,
	PROFILE,
	DROP_PROFILE,
	LIST,
	TOTAL,
	DAYS,
	NO_SHOWS,
	FIRST
};

static const char *const sql[] = {
	/* a freed appointment gives way to the one booked again */
	[PUT] = "INSERT INTO outcome(booking, customer_name, customer_key,"
		" date, time, outcome, source, status, color_id, potential,"
		" booked_by, description, final, first_checked_at,"
		" last_checked_at) VALUES(:booking, :name, :key, :date, :time,"
		" :outcome, :source, :status, :color, :potential, :by,"
		" :description, :final, :at, :at)"
		" ON CONFLICT(customer_key, date, time) WHERE run IS NULL"
		" AND replaced_by IS NULL DO UPDATE SET booking ="
		" excluded.booking, outcome = excluded.outcome, source ="
		" excluded.source, status = excluded.status, color_id ="
		" excluded.color_id, potential = excluded.potential, booked_by"
		" = excluded.booked_by, description = excluded.description,"
		" final = excluded.final, last_checked_at = :at"
		" WHERE outcome.booking IS NULL"
		" OR outcome.booking = excluded.booking"
		" OR excluded.outcome NOT IN ('cancelled', 'rescheduled',"
		" 'overhang', 'exit')",
	[DAY] = "SELECT " COUNTS " FROM outcome_now WHERE date = :date",
	[METRICS] =
	    "INSERT INTO daily_metrics(date, total, completed, no_shows,"
	    " ghosts, cancelled, rescheduled, overhang, exits, pending,"
	    " calculated_at) VALUES(:date, :total, :completed, :no_shows,"
	    " :ghosts, :cancelled, :rescheduled, :overhang, :exits, :pending,"
	    " :at) ON CONFLICT(date) WHERE run IS NULL AND replaced_by IS NULL"
	    " DO UPDATE SET total = :total, completed = :completed, no_shows ="
	    " :no_shows, ghosts = :ghosts, cancelled = :cancelled, rescheduled"
	    " = :rescheduled, overhang = :overhang, exits = :exits, pending ="
	    " :pending, calculated_at = :at",
	[PROFILE_COUNTS] =
	    "SELECT " COUNTS ", min(date), max(date), (SELECT customer_name"
	    " FROM outcome_now WHERE customer_key = :key ORDER BY date DESC,"
	    " time DESC LIMIT 1) FROM outcome_now WHERE customer_key = :key"
	    " AND final = 1 AND outcome <> 'pending'",
	[PROFILE] =
	    "INSERT INTO customer_profile(customer_key, name, first_seen,"
	    " last_seen, total, completed, no_shows, ghosts, cancelled,"
	    " rescheduled, overhang, exits, score_hundredths, risk)"
	    " VALUES(:key, :name, :first, :last, :total, :completed,"
	    " :no_shows, :ghosts, :cancelled, :rescheduled, :overhang, :exits,"
	    " :score, :risk) ON CONFLICT(customer_key) WHERE run IS NULL AND"
	    " replaced_by IS NULL DO UPDATE SET name = :name, first_seen ="
	    " :first, last_seen = :last, total = :total, completed ="
	    " :completed, no_shows = :no_shows, ghosts = :ghosts, cancelled ="
	    " :cancelled, rescheduled = :rescheduled, overhang = :overhang,"
	    " exits = :exits, score_hundredths = :score, risk = :risk",
	[DROP_PROFILE] = "DELETE FROM customer_profile WHERE run IS NULL"
			 " AND replaced_by IS NULL AND customer_key = :key",
	[LIST] = "SELECT o.id, coalesce(o.booking, 0), o.customer_name,"
		 " o.outcome, o.source, o.status, coalesce(o.booked_by, ''),"
		 " o.date, CAST(substr(o.time, 1, 2) AS INTEGER), o.final,"
		 " o.last_checked_at" FILTER " ORDER BY o.date DESC, o.time"
		 " DESC, o.id DESC LIMIT :limit OFFSET :offset",
	[TOTAL] = "SELECT count(*)" FILTER,
	[DAYS] = "SELECT DISTINCT date FROM outcome_now WHERE date BETWEEN"
		 " :from AND :to",
	[FIRST] = "SELECT min(date) FROM outcome_now",
	[NO_SHOWS] =
	    "SELECT coalesce(sum(outcome IN ('no_show', 'ghost')), 0),"
	    " count(*) FROM outcome_now WHERE date BETWEEN :from AND :to"
	    " AND outcome NOT IN ('pending', 'exit')",
};
const struct sqlset outcomes_sql = SQLSET("outcomes", sql);

enum err
outcomes_store_put(struct call *c, const struct outcome_put *p)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, PUT);

	stmt_ref(st, ":booking", p->booking);
	stmt_text(st, ":name", p->name);
	stmt_text(st, ":key", p->key);
	stmt_date(st, ":date", p->date);
	stmt_text(st, ":time", p->time);
	stmt_text(st, ":outcome", p->outcome);
	stmt_text(st, ":source", p->source);
	stmt_text(st, ":status", p->status);
	stmt_int(st, ":color", p->color);
	stmt_text(st, ":potential", p->potential);
	stmt_text(st, ":by", p->booked_by);
	stmt_text(st, ":description", p->description);
	stmt_int(st, ":final", p->is_final);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

static void
read_counts(struct stmt *st, struct day_counts *n)
{
	n->total = (int)col_int(st, 0);
	n->completed = (int)col_int(st, 1);
	n->no_shows = (int)col_int(st, 2);
	n->ghosts = (int)col_int(st, 3);
	n->cancelled = (int)col_int(st, 4);
	n->rescheduled = (int)col_int(st, 5);
	n->overhang = (int)col_int(st, 6);
	n->exits = (int)col_int(st, 7);
	n->pending = (int)col_int(st, 8);
}

enum err
outcomes_store_counts(struct call *c, int date, struct day_counts *out)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, DAY);
	struct day_counts n = { 0 };
	enum err e;

	stmt_date(st, ":date", date);
	if (stmt_row(st))
		read_counts(st, &n);
	if ((e = stmt_done(st)) == OK)
		*out = n;
	return e;
}

static void
bind_counts(struct stmt *st, const struct day_counts *n)
{
	stmt_int(st, ":total", n->total);
	stmt_int(st, ":completed", n->completed);
	stmt_int(st, ":no_shows", n->no_shows);
	stmt_int(st, ":ghosts", n->ghosts);
	stmt_int(st, ":cancelled", n->cancelled);
	stmt_int(st, ":rescheduled", n->rescheduled);
	stmt_int(st, ":overhang", n->overhang);
	stmt_int(st, ":exits", n->exits);
}

enum err
outcomes_store_metrics(struct call *c, int date, const struct day_counts *n)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, METRICS);

	stmt_date(st, ":date", date);
	bind_counts(st, n);
	stmt_int(st, ":pending", n->pending);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
outcomes_store_profile_counts(
    struct call *c, const char *key, struct profile_row *out)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, PROFILE_COUNTS);
	struct profile_row p = {
		.key = key, .first_seen = DATE_NONE, .last_seen = DATE_NONE
	};
	enum err e;

	stmt_text(st, ":key", key);
	if (stmt_row(st)) {
		read_counts(st, &p.n);
		p.first_seen = col_date(st, 9);
		p.last_seen = col_date(st, 10);
		p.name = col_text(st, 11, c->arena);
	}
	if ((e = stmt_done(st)) == OK)
		*out = p;
	return e;
}

enum err
outcomes_store_profile(struct call *c, const struct profile_row *p)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, PROFILE);

	stmt_text(st, ":key", p->key);
	stmt_text(st, ":name", p->name);
	stmt_date(st, ":first", p->first_seen);
	stmt_date(st, ":last", p->last_seen);
	bind_counts(st, &p->n);
	stmt_int(st, ":score", p->score_hundredths);
	stmt_text(st, ":risk", p->risk);
	return stmt_exec(st);
}

enum err
outcomes_store_drop_profile(struct call *c, const char *key)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, DROP_PROFILE);

	stmt_text(st, ":key", key);
	return stmt_exec(st);
}

static void
bind_filter(struct stmt *st, const struct outcomes_filter *f)
{
	stmt_date(st, ":from", f->from);
	stmt_date(st, ":to", f->to);
	stmt_int(st, ":user", f->user);
	stmt_text(st, ":outcome", f->outcome != NULL ? f->outcome : "");
	stmt_int(st, ":open", f->unconfirmed);
}

static void
read_row(struct stmt *st, struct arena *a, struct outcome_row *r)
{
	r->id = col_int(st, 0);
	r->booking = col_int(st, 1);
	r->customer = col_text(st, 2, a);
	r->outcome = col_text(st, 3, a);
	r->source = col_text(st, 4, a);
	r->status = col_text(st, 5, a);
	r->booked_by = col_text(st, 6, a);
	r->date = col_date(st, 7);
	r->hour = (int)col_int(st, 8);
	r->is_final = col_int(st, 9) != 0;
	r->checked_at = col_int(st, 10);
}

enum err
outcomes_store_list(
    struct call *c, const struct outcomes_filter *f, struct outcome_rows *out)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, TOTAL);
	struct outcome_rows rows = { 0 };
	enum err e;

	bind_filter(st, f);
	if ((e = stmt_one(st, 0, &rows.total)) != OK)
		return e;
	rows.row =
	    arena_zalloc(c->arena, (size_t)(f->limit + 1) * sizeof(*rows.row));
	st = db_stmt(c->db, &outcomes_sql, LIST);
	bind_filter(st, f);
	stmt_int(st, ":limit", f->limit);
	stmt_int(st, ":offset", f->offset);
	while (stmt_row(st))
		read_row(st, c->arena, &rows.row[rows.n++]);
	if ((e = stmt_done(st)) == OK)
		*out = rows;
	return e;
}

enum err
outcomes_store_days(struct call *c, int from, int to, bool *has, int n)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, DAYS);

	stmt_date(st, ":from", from);
	stmt_date(st, ":to", to);
	while (stmt_row(st)) {
		int i = col_date(st, 0) - from;

		if (i >= 0 && i < n)
			has[i] = true;
	}
	return stmt_done(st);
}

enum err
outcomes_store_no_shows(struct call *c, int from, int to, int *missed, int *all)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, NO_SHOWS);
	int m = 0, n = 0;
	enum err e;

	stmt_date(st, ":from", from);
	stmt_date(st, ":to", to);
	if (stmt_row(st)) {
		m = (int)col_int(st, 0);
		n = (int)col_int(st, 1);
	}
	if ((e = stmt_done(st)) == OK) {
		*missed = m;
		*all = n;
	}
	return e;
}

enum err
outcomes_store_first(struct call *c, int *date)
{
	struct stmt *st = db_stmt(c->db, &outcomes_sql, FIRST);
	int first = DATE_NONE;
	enum err e;

	if (stmt_row(st))
		first = col_date(st, 0);
	if ((e = stmt_done(st)) == OK)
		*date = first;
	return e;
}
