/* SQL of special bookings T1.5 and UL (booking.md 8). */
#include "server/slots/slots_store.h"

#include "common/arena.h"

enum { SPECIAL, COUNT, LIST, INSERT, CANCEL };

#define COLS                                                              \
	"SELECT s.id, s.version, s.start_at, s.date, s.hour,"             \
	" s.event_minute, s.duration, s.type, s.consultant, c.name,"      \
	" s.customer_last, s.customer_first, s.description, s.booked_by," \
	" coalesce(a.display_name, a.name), s.cancelled_at,"              \
	" s.calendar_event_id, s.sync_state FROM special_booking s"       \
	" JOIN consultant c ON c.id = s.consultant"                       \
	" JOIN account a ON a.id = s.booked_by"
#define RANGE                                 \
	" WHERE s.date BETWEEN :from AND :to" \
	" AND (:all OR s.cancelled_at IS NULL)"

static const char *const sql[] = {
	[SPECIAL] = COLS " WHERE s.id = :id",
	[COUNT] = "SELECT count(*) FROM special_booking s" RANGE,
	[LIST] = COLS RANGE " ORDER BY s.start_at, s.event_minute, s.id"
			    " LIMIT :limit OFFSET :offset",
	[INSERT] =
	    "INSERT INTO special_booking(start_at, date, hour, event_minute,"
	    " duration, type, consultant, customer_last, customer_first,"
	    " description, booked_by, created_at, calendar_event_id,"
	    " sync_state) VALUES(:start, :date, :hour, :minute, :duration,"
	    " :type, :consultant, :last, :first, :description, :by, :at,"
	    " :event, :sync)",
	[CANCEL] = ("UPDATE special_booking SET cancelled_at = :at,"
		    " version = :version WHERE id = :id"),
};
const struct sqlset slots_special_sql = SQLSET("slots_special", sql);

static void
read_special(struct stmt *st, struct arena *a, struct special *s)
{
	*s = (struct special){ .id = col_int(st, 0) };
	s->version = col_int(st, 1);
	s->start_at = col_int(st, 2);
	s->date = col_date(st, 3);
	s->hour = (int)col_int(st, 4);
	s->minute = (int)col_int(st, 5);
	s->duration = (int)col_int(st, 6);
	s->type = col_text(st, 7, a);
	s->consultant = col_int(st, 8);
	s->consultant_name = col_text(st, 9, a);
	s->last_name = col_text(st, 10, a);
	s->first_name = col_text(st, 11, a);
	s->description = col_text(st, 12, a);
	s->booked_by = col_int(st, 13);
	s->by_name = col_text(st, 14, a);
	s->cancelled_at = col_int(st, 15);
	s->event_id = col_text(st, 16, a);
	s->sync_state = col_text(st, 17, a);
}

enum err
slots_store_special(
    struct db *db, struct arena *a, int64_t id, struct special *out)
{
	struct stmt *st = db_stmt(db, &slots_special_sql, SPECIAL);
	struct special s = { .id = 0 };
	enum err e;

	stmt_int(st, ":id", id);
	while (stmt_row(st))
		read_special(st, a, &s);
	if ((e = stmt_done(st)) == OK)
		*out = s;
	return e;
}

enum err
slots_store_specials(struct db *db, struct arena *a,
    const struct slots_period *p, bool active_only, struct special_list *out)
{
	struct stmt *st = db_stmt(db, &slots_special_sql, COUNT);
	enum err e;

	stmt_date(st, ":from", p->from);
	stmt_date(st, ":to", p->to);
	stmt_int(st, ":all", !active_only);
	if ((e = stmt_one(st, 0, &out->total)) != OK)
		return e;
	st = db_stmt(db, &slots_special_sql, LIST);
	stmt_date(st, ":from", p->from);
	stmt_date(st, ":to", p->to);
	stmt_int(st, ":all", !active_only);
	stmt_int(st, ":limit", p->limit);
	stmt_int(st, ":offset", p->offset);
	while (stmt_row(st))
		read_special(st, a, LIST_ADD(a, out));
	return stmt_done(st);
}

enum err
slots_store_special_insert(struct db *db, struct special *s, int64_t now)
{
	struct stmt *st = db_stmt(db, &slots_special_sql, INSERT);
	enum err e;

	stmt_int(st, ":start", s->start_at);
	stmt_date(st, ":date", s->date);
	stmt_int(st, ":hour", s->hour);
	stmt_int(st, ":minute", s->minute);
	stmt_int(st, ":duration", s->duration);
	stmt_text(st, ":type", s->type);
	stmt_int(st, ":consultant", s->consultant);
	stmt_text(st, ":last", s->last_name);
	stmt_text(st, ":first", s->first_name);
	stmt_text(st, ":description", s->description);
	stmt_int(st, ":by", s->booked_by);
	stmt_int(st, ":at", now);
	stmt_text(st, ":event", s->event_id);
	stmt_text(st, ":sync", s->sync_state);
	if ((e = stmt_exec(st)) == OK)
		s->id = db_last_id(db);
	return e;
}

enum err
slots_store_special_cancel(struct db *db, const struct special *s)
{
	struct stmt *st = db_stmt(db, &slots_special_sql, CANCEL);

	stmt_int(st, ":id", s->id);
	stmt_int(st, ":at", s->cancelled_at);
	stmt_int(st, ":version", s->version);
	return stmt_exec(st);
}
