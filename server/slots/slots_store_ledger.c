/*
 * SQL of points and coins of bookings, their projections, and the activity
 * feed. Called by the reactors of slots.
 */
#include "server/slots/slots_store.h"

#include "common/arena.h"

enum { ADD, EARNED, CAUSE, SCORE, DAY_STAT, ACTIVITY };

static const char *const sql[] = {
	[ADD] = "INSERT INTO point_ledger(account, at, month, cause, points,"
		" coins, booking) VALUES(:account, :at, :month, :cause,"
		" :points, :coins, :booking) ON CONFLICT(cause) DO NOTHING",
	[EARNED] = "SELECT coalesce(sum(points), 0), coalesce(sum(coins), 0)"
		   " FROM point_ledger WHERE account = :account"
		   " AND month = :month AND booking = :booking",
	[CAUSE] = "SELECT 1 FROM point_ledger WHERE cause = :cause",
	[SCORE] = "INSERT INTO score(account, month, points, coins)"
		  " VALUES(:account, :month, :points, :coins)"
		  " ON CONFLICT(account, month) DO UPDATE"
		  " SET points = points + excluded.points,"
		  " coins = coins + excluded.coins",
	[DAY_STAT] =
	    "INSERT INTO daily_user_stat(account, date, bookings, points,"
	    " morning_bookings, evening_bookings) VALUES(:account, :date,"
	    " :bookings, :points, :morning, :evening)"
	    " ON CONFLICT(account, date) DO UPDATE"
	    " SET bookings = bookings + excluded.bookings,"
	    " points = points + excluded.points,"
	    " morning_bookings = morning_bookings + excluded.morning_bookings,"
	    " evening_bookings = evening_bookings + excluded.evening_bookings",
	[ACTIVITY] =
	    "INSERT INTO activity(at, account, kind, tool, action, details,"
	    " ref_type, ref_id) VALUES(:at, :account, 'booking', 'slots',"
	    " :action, :details, :type, :ref)",
};
const struct sqlset slots_ledger_sql = SQLSET("slots_ledger", sql);

enum err
slots_store_ledger(struct db *db, const struct ledger_row *r, bool *added)
{
	struct stmt *st = db_stmt(db, &slots_ledger_sql, ADD);
	enum err e;

	stmt_int(st, ":account", r->account);
	stmt_int(st, ":at", r->at);
	stmt_text(st, ":month", r->month);
	stmt_text(st, ":cause", r->cause);
	stmt_int(st, ":points", r->points);
	stmt_int(st, ":coins", r->coins);
	stmt_ref(st, ":booking", r->booking);
	if ((e = stmt_exec(st)) == OK)
		*added = db_changes(db) > 0;
	return e;
}

enum err
slots_store_earned(
    struct db *db, const struct ledger_row *of, int *points, int *coins)
{
	struct stmt *st = db_stmt(db, &slots_ledger_sql, EARNED);

	stmt_int(st, ":account", of->account);
	stmt_text(st, ":month", of->month);
	stmt_int(st, ":booking", of->booking);
	while (stmt_row(st)) {
		*points = (int)col_int(st, 0);
		*coins = (int)col_int(st, 1);
	}
	return stmt_done(st);
}

enum err
slots_store_cause(struct db *db, const char *cause, bool *exists)
{
	struct stmt *st = db_stmt(db, &slots_ledger_sql, CAUSE);
	int64_t found = 0;
	enum err e;

	stmt_text(st, ":cause", cause);
	if ((e = stmt_one(st, 0, &found)) == OK)
		*exists = found != 0;
	return e;
}

enum err
slots_store_score(struct db *db, const struct ledger_row *r)
{
	struct stmt *st = db_stmt(db, &slots_ledger_sql, SCORE);

	stmt_int(st, ":account", r->account);
	stmt_text(st, ":month", r->month);
	stmt_int(st, ":points", r->points);
	stmt_int(st, ":coins", r->coins);
	return stmt_exec(st);
}

enum err
slots_store_day_stat(struct db *db, const struct day_stat *d)
{
	struct stmt *st = db_stmt(db, &slots_ledger_sql, DAY_STAT);

	stmt_int(st, ":account", d->account);
	stmt_date(st, ":date", d->date);
	stmt_int(st, ":bookings", d->bookings);
	stmt_int(st, ":points", d->points);
	stmt_int(st, ":morning", d->morning);
	stmt_int(st, ":evening", d->evening);
	return stmt_exec(st);
}

enum err
slots_store_activity(struct db *db, const struct activity_row *r)
{
	struct stmt *st = db_stmt(db, &slots_ledger_sql, ACTIVITY);

	stmt_int(st, ":at", r->at);
	stmt_int(st, ":account", r->account);
	stmt_text(st, ":action", r->action);
	stmt_text(st, ":details", r->details);
	stmt_text(st, ":type", r->ref_type);
	stmt_int(st, ":ref", r->ref);
	return stmt_exec(st);
}
