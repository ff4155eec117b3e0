/* SQL of bookings that follow what people do in a calendar. */
#include "server/slots/slots_store.h"

enum { TOLD, SEEN, PULLED };

static const char *const sql[] = {
	[TOLD] = "UPDATE booking SET customer_last = :last,"
		 " customer_first = :first, customer_key = :key, date = :date,"
		 " hour = :hour, start_at = :start, end_at = :end,"
		 " color_id = :color, calendar_event_id = :event,"
		 " version = :version WHERE id = :id",
	[SEEN] = "SELECT pulled_at >= :since AND failures = 0"
		 " FROM calendar_state WHERE calendar = 'central'",
	[PULLED] = "SELECT pulled_at FROM calendar_state"
		   " WHERE calendar = 'central'",
};
const struct sqlset slots_follow_sql = SQLSET("slots_follow", sql);

enum err
slots_store_told(struct db *db, const struct booking *b)
{
	struct stmt *st = db_stmt(db, &slots_follow_sql, TOLD);

	stmt_int(st, ":id", b->id);
	stmt_text(st, ":last", b->last_name);
	stmt_text(st, ":first", b->first_name);
	stmt_text(st, ":key", b->key);
	stmt_date(st, ":date", b->date);
	stmt_int(st, ":hour", b->hour);
	stmt_int(st, ":start", b->start_at);
	stmt_int(st, ":end", b->end_at);
	stmt_int(st, ":color", b->color_id);
	stmt_text(st, ":event", b->event_id);
	stmt_int(st, ":version", b->version);
	return stmt_exec(st);
}

enum err
slots_store_seen(struct db *db, int64_t since, bool *seen)
{
	struct stmt *st = db_stmt(db, &slots_follow_sql, SEEN);
	int64_t v = 0;
	enum err e;

	stmt_int(st, ":since", since);
	if ((e = stmt_one(st, 0, &v)) == OK)
		*seen = v != 0;
	return e;
}

enum err
slots_store_pulled(struct db *db, int64_t *at)
{
	return stmt_one(db_stmt(db, &slots_follow_sql, PULLED), 0, at);
}
