/*
 * SQL of places and holds: who takes which place of a slot (booking.md 7.5,
 * 7.8). Keys and trigger of slot_place refuse what the rules overlook.
 */
#include "server/slots/slots_store.h"

#include "common/arena.h"
#include "common/date.h"

enum {
	COUNTS,
	HOLDS,
	TAKE,
	TAKE_OVER,
	HOLD,
	HELD,
	DROP_HOLD,
	SWEEP,
	FREE,
	EXPIRED,
	DROP_EXPIRED,
	NEXT_EXPIRY,
	TOTAL,
};

/* The smallest free number of a slot. */
#define SMALLEST                                                           \
	"coalesce((SELECT 0 WHERE NOT EXISTS(SELECT 1 FROM slot_place"     \
	" WHERE start_at = :start AND place = 0)),"                        \
	" (SELECT p.place + 1 FROM slot_place p WHERE p.start_at = :start" \
	" AND NOT EXISTS(SELECT 1 FROM slot_place q"                       \
	" WHERE q.start_at = :start AND q.place = p.place + 1)"            \
	" ORDER BY p.place LIMIT 1))"

/* Past its end, or from a time before the clock was set back. */
#define RUN_OUT                                                 \
	" INDEXED BY slot_place_expires"                        \
	" WHERE expires_at IS NOT NULL AND (expires_at <= :now" \
	" OR opened_at > :now + 60000)"

static const char *const sql[] = {
	/* Two lean passes: holds are few and have an index of their own. */
	[COUNTS] = "SELECT start_at, count(*) FROM slot_place"
		   " WHERE start_at >= :from AND start_at < :to"
		   " GROUP BY start_at",
	[HOLDS] = "SELECT start_at, session, expires_at FROM slot_place"
		  " INDEXED BY slot_place_expires"
		  " WHERE expires_at IS NOT NULL"
		  " AND start_at >= :from AND start_at < :to",
	[TAKE] = "INSERT INTO slot_place(start_at, place, booking)"
		 " VALUES(:start, " SMALLEST ", :booking)",
	[TAKE_OVER] = "INSERT INTO slot_place(start_at, place, booking, over)"
		      " VALUES(:start, " SMALLEST ", :booking, 1)",
	[HOLD] = "INSERT INTO slot_place(start_at, place, session, opened_at,"
		 " expires_at) VALUES(:start, " SMALLEST ", :session, :opened,"
		 " :expires)",
	[HELD] = "SELECT start_at, opened_at, expires_at FROM slot_place"
		 " WHERE session = :session",
	[DROP_HOLD] = "DELETE FROM slot_place WHERE session = :session",
	[SWEEP] = "DELETE FROM slot_place WHERE start_at = :start"
		  " AND expires_at <= :now",
	[FREE] = "DELETE FROM slot_place WHERE booking = :booking",
	[EXPIRED] = "SELECT DISTINCT start_at FROM slot_place" RUN_OUT
		    " ORDER BY start_at",
	[DROP_EXPIRED] = "DELETE FROM slot_place" RUN_OUT,
	[NEXT_EXPIRY] = "SELECT min(expires_at) FROM slot_place"
			" WHERE expires_at IS NOT NULL",
	[TOTAL] = "SELECT date, hour, total, external FROM slot_total"
		  " WHERE start_at = :start",
};
const struct sqlset slots_place_sql = SQLSET("slots_place", sql);

/* A row that is a hold: not booked, and held while it runs. */
static void
count_hold(struct place_count *p, struct stmt *st, const struct place_query *q)
{
	bool runs = col_int(st, 2) > q->now;

	p->booked--;
	p->held += runs;
	p->mine = p->mine || (runs && col_int(st, 1) == q->session);
}

static struct stmt *
bind_range(struct db *db, int which, const struct place_query *q)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, which);

	stmt_int(st, ":from", q->from);
	stmt_int(st, ":to", q->to);
	return st;
}

enum err
slots_store_counts(struct db *db, struct arena *a, const struct place_query *q,
    struct place_counts *out)
{
	struct stmt *st = bind_range(db, COUNTS, q);
	enum err e;
	int i;

	while (stmt_row(st)) {
		struct place_count *p = LIST_ADD(a, out);

		p->start_at = col_int(st, 0);
		p->booked = (int)col_int(st, 1);
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	st = bind_range(db, HOLDS, q);
	while (stmt_row(st)) {
		for (i = 0; i < out->n; i++) {
			if (out->row[i].start_at == col_int(st, 0))
				count_hold(&out->row[i], st, q);
		}
	}
	return stmt_done(st);
}

enum err
slots_store_count(
    struct db *db, int64_t start_at, int64_t now, struct place_count *out)
{
	const struct place_query q = { start_at, start_at + 1, now, 0 };
	struct place_count p = { .start_at = start_at };
	struct stmt *st = bind_range(db, COUNTS, &q);
	enum err e;

	while (stmt_row(st))
		p.booked = (int)col_int(st, 1);
	if ((e = stmt_done(st)) != OK)
		return e;
	st = bind_range(db, HOLDS, &q);
	while (stmt_row(st))
		count_hold(&p, st, &q);
	if ((e = stmt_done(st)) == OK)
		*out = p;
	return e;
}

enum err
slots_store_take(struct db *db, int64_t start_at, int64_t booking)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, TAKE);

	stmt_int(st, ":start", start_at);
	stmt_int(st, ":booking", booking);
	return stmt_exec(st);
}

enum err
slots_store_hold(struct db *db, const struct hold_row *h)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, HOLD);

	stmt_int(st, ":start", h->start_at);
	stmt_int(st, ":session", h->session);
	stmt_int(st, ":opened", h->opened_at);
	stmt_int(st, ":expires", h->expires_at);
	return stmt_exec(st);
}

enum err
slots_store_held(struct db *db, int64_t session, struct hold_row *out)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, HELD);
	struct hold_row h = { .session = session };
	enum err e;

	stmt_int(st, ":session", session);
	while (stmt_row(st)) {
		h.start_at = col_int(st, 0);
		h.opened_at = col_int(st, 1);
		h.expires_at = col_int(st, 2);
	}
	if ((e = stmt_done(st)) == OK)
		*out = h;
	return e;
}

enum err
slots_store_drop_hold(struct db *db, int64_t session)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, DROP_HOLD);

	stmt_int(st, ":session", session);
	return stmt_exec(st);
}

enum err
slots_store_sweep(struct db *db, int64_t start_at, int64_t now)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, SWEEP);

	stmt_int(st, ":start", start_at);
	stmt_int(st, ":now", now);
	return stmt_exec(st);
}

enum err
slots_store_take_over(
    struct db *db, int64_t start_at, int64_t booking, int weight)
{
	enum err e = OK;

	while (e == OK && weight-- > 0) {
		struct stmt *st = db_stmt(db, &slots_place_sql, TAKE_OVER);

		stmt_int(st, ":start", start_at);
		stmt_int(st, ":booking", booking);
		e = stmt_exec(st);
	}
	return e;
}

enum err
slots_store_free(struct db *db, int64_t booking)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, FREE);

	stmt_int(st, ":booking", booking);
	return stmt_exec(st);
}

enum err
slots_store_expired(
    struct db *db, struct arena *a, int64_t now, struct instants *out)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, EXPIRED);

	stmt_int(st, ":now", now);
	while (stmt_row(st))
		*LIST_ADD(a, out) = col_int(st, 0);
	return stmt_done(st);
}

enum err
slots_store_drop_expired(struct db *db, int64_t now)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, DROP_EXPIRED);

	stmt_int(st, ":now", now);
	return stmt_exec(st);
}

enum err
slots_store_next_expiry(struct db *db, int64_t *at)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, NEXT_EXPIRY);
	int64_t next = 0;
	enum err e;

	while (stmt_row(st)) {
		if (!col_is_null(st, 0))
			next = col_int(st, 0);
	}
	if ((e = stmt_done(st)) == OK)
		*at = next;
	return e;
}

enum err
slots_store_total(struct db *db, int64_t start_at, struct slot_fig *out)
{
	struct stmt *st = db_stmt(db, &slots_place_sql, TOTAL);
	struct slot_fig f = { .date = DATE_NONE, .start_at = start_at };
	enum err e;

	stmt_int(st, ":start", start_at);
	while (stmt_row(st)) {
		f.date = col_date(st, 0);
		f.hour = (int)col_int(st, 1);
		f.total = (int)col_int(st, 2);
		f.external = (int)col_int(st, 3);
		f.in_grid = true;
	}
	if ((e = stmt_done(st)) == OK)
		*out = f;
	return e;
}
