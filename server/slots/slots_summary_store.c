/* SQL of the dashboard figures of slots. */
#include <stdio.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_summary.h"

#define ACTIVE " status NOT IN ('cancelled', 'rescheduled', 'overhang', 'exit')"

enum { TODAY, FREE, TOTAL, UPCOMING, POINTS, RATE, NEXT };

static const char *const sql[] = {
	[TODAY] =
	    "SELECT count(*) FILTER (WHERE start_at < :day_end AND"
	    " start_at >= :day), count(*) FROM booking_now"
	    " WHERE start_at >= :week AND start_at < :week_end AND" ACTIVE,
	[FREE] = "SELECT coalesce(sum(max(0, t.total - t.external - (SELECT"
		 " count(*) FROM slot_place p WHERE p.start_at = t.start_at AND"
		 " (p.expires_at IS NULL OR p.expires_at > :now)))), 0)"
		 " FROM slot_total t WHERE t.start_at > :now"
		 " AND t.start_at < :day_end",
	[TOTAL] = "SELECT max(id) FROM booking",
	[UPCOMING] = "SELECT count(*) FROM booking_now WHERE booked_by = :me"
		     " AND start_at > :now AND" ACTIVE,
	[POINTS] = "SELECT points, coins FROM score WHERE account = :me"
		   " AND month = :month",
	[RATE] = "SELECT count(*), count(*) FILTER (WHERE status IN"
		 " ('appeared', 'recall', 'special')), count(*) FILTER (WHERE"
		 " status IN ('appeared', 'recall', 'special', 'no_show',"
		 " 'ghost')) FROM booking_now"
		 " WHERE start_at >= :from AND start_at <= :now"
		 " AND status <> 'pending'",
	[NEXT] = "SELECT id, customer_last || ', ' || customer_first, status,"
		 " date, hour FROM booking_now WHERE booked_by = :me AND"
		 " start_at > :now AND" ACTIVE " ORDER BY start_at, id LIMIT 3",
};
const struct sqlset slots_summary_sql = SQLSET("slots_summary", sql);

static enum err
days(struct call *c, struct slots_summary *s)
{
	struct stmt *st = db_stmt(c->db, &slots_summary_sql, TODAY);
	int monday = date_monday(c->today);
	enum err e;

	stmt_int(st, ":day", tz_day(c->today));
	stmt_int(st, ":day_end", tz_day(c->today + 1));
	stmt_int(st, ":week", tz_day(monday));
	stmt_int(st, ":week_end", tz_day(monday + 7));
	if (stmt_row(st)) {
		s->today_bookings = col_int(st, 0);
		s->week_bookings = col_int(st, 1);
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	st = db_stmt(c->db, &slots_summary_sql, FREE);
	stmt_int(st, ":now", c->now);
	stmt_int(st, ":day_end", tz_day(c->today + 1));
	if ((e = stmt_one(st, 0, &s->today_free)) != OK)
		return e;
	/* ids are never reused and nothing is deleted: the newest id counts */
	return stmt_one(
	    db_stmt(c->db, &slots_summary_sql, TOTAL), 0, &s->bookings_total);
}

static enum err
own(struct call *c, struct slots_summary *s)
{
	struct stmt *st = db_stmt(c->db, &slots_summary_sql, UPCOMING);
	char day[11], month[8];
	enum err e;

	stmt_int(st, ":me", c->actor->id);
	stmt_int(st, ":now", c->now);
	if ((e = stmt_one(st, 0, &s->my_upcoming)) != OK)
		return e;
	snprintf(month, sizeof(month), "%.7s", date_text(c->today, day));
	st = db_stmt(c->db, &slots_summary_sql, POINTS);
	stmt_int(st, ":me", c->actor->id);
	stmt_text(st, ":month", month);
	if (stmt_row(st)) {
		s->my_month_points = col_int(st, 0);
		s->my_month_coins = col_int(st, 1);
	}
	return stmt_done(st);
}

static enum err
rate(struct call *c, struct slots_summary *s)
{
	struct stmt *st = db_stmt(c->db, &slots_summary_sql, RATE);
	int64_t all = 0, shown = 0, judged = 0;
	enum err e;

	if (slots_kept_rate(c, &s->show_rate_tenths))
		return OK;
	stmt_int(st, ":from", tz_day(c->today - 30));
	stmt_int(st, ":now", c->now);
	if (stmt_row(st)) {
		all = col_int(st, 0);
		shown = col_int(st, 1);
		judged = col_int(st, 2);
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	s->show_rate_tenths = judged == 0 ? -1 : (1000 * shown + all / 2) / all;
	slots_keep_rate(c, s->show_rate_tenths);
	return OK;
}

static enum err
next(struct call *c, struct slots_summary *s)
{
	struct stmt *st = db_stmt(c->db, &slots_summary_sql, NEXT);

	stmt_int(st, ":me", c->actor->id);
	stmt_int(st, ":now", c->now);
	while (stmt_row(st)) {
		struct slots_next *n = &s->next[s->n_next++];

		n->id = col_int(st, 0);
		n->customer = col_text(st, 1, c->arena);
		n->status = col_text(st, 2, c->arena);
		n->date = col_date(st, 3);
		n->hour = (int)col_int(st, 4);
	}
	return stmt_done(st);
}

enum err
slots_summary(struct call *c, struct slots_summary *out)
{
	struct slots_summary s = { 0 };
	enum err e;

	if ((e = days(c, &s)) != OK || (e = own(c, &s)) != OK ||
	    (e = rate(c, &s)) != OK || (e = next(c, &s)) != OK)
		return e;
	*out = s;
	return OK;
}
