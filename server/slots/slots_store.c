/*
 * SQL of bookings and their changes of status. Called by the rules of slots.
 */
#include "server/slots/slots_store.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/xalloc.h"

#include <string.h>

enum {
	BOOKING,
	BRIEF,
	TWIN,
	OTHER,
	INSERT,
	UPDATE,
	ADD_CHANGE,
	LAST_CHANGE,
	MARK_UNDONE,
	CAMPAIGN_USED,
	ENDED,
};

static const char *const sql[] = {
	[BOOKING] = "SELECT" BOOKING_COLS BOOKING_FROM " WHERE b.id = :id",
	[BRIEF] = "SELECT id, version, date, hour FROM booking WHERE id = :id",
	[TWIN] = "SELECT" BOOKING_COLS BOOKING_FROM
		 " WHERE b.customer_key = :key AND b.start_at = :start"
		 " AND b.status NOT IN " FREED " AND b.id <> :except LIMIT 1",
	[OTHER] = "SELECT" BOOKING_COLS BOOKING_FROM
		  " WHERE b.customer_key = :key AND b.start_at > :now"
		  " AND b.status NOT IN " FREED " AND b.id <> :except"
		  " ORDER BY b.start_at LIMIT 1",
	[INSERT] =
	    "INSERT INTO booking(uuid, customer_last, customer_first,"
	    " customer_key, date, hour, start_at, end_at, booked_by,"
	    " potential, color_id, campaign, description, weight,"
	    " lead_time_days, booked_at, origin, rescheduled_from,"
	    " rescheduled_by, move_reason, moves, points, calendar_event_id,"
	    " sync_state, capacity_unverified) VALUES(:uuid, :last, :first, "
	    ":key, :date, :hour,"
	    " :start, :end, :by, :potential, :color, :campaign, :description,"
	    " :weight, :lead, :at, :origin, :from, :mover, :reason, :moves,"
	    " :points, :event, :sync, :unverified)",
	[UPDATE] = "UPDATE booking SET status = :status, color_id = :color,"
		   " status_source = :source, status_changed_by = :by,"
		   " status_changed_at = :at, rescheduled_to = :to,"
		   " move_reason = :reason, version = :version"
		   " WHERE id = :id",
	[ADD_CHANGE] = "INSERT INTO booking_change(booking, at, from_status,"
		       " to_status, from_color, source, by, session, reason)"
		       " VALUES(:booking, :at, :from, :to, :color, :source,"
		       " :by, :session, :reason)",
	[LAST_CHANGE] = "SELECT id, booking, at, from_status, to_status,"
			" from_color, reason, by, undone_at,"
			/* how sure it was before */
			" coalesce((SELECT p.source FROM booking_change p"
			" WHERE p.booking = c.booking AND p.id < c.id"
			" ORDER BY p.id DESC LIMIT 1), 'manual')"
			" FROM booking_change c WHERE session = :session"
			" ORDER BY id DESC LIMIT 1",
	[MARK_UNDONE] =
	    "UPDATE booking_change SET undone_at = :at WHERE id = :id",
	[ENDED] = "SELECT" BOOKING_COLS BOOKING_FROM
		  " WHERE b.start_at >= :from AND b.end_at <= :to"
		  " AND b.status = 'pending' AND b.id > :after"
		  " ORDER BY b.id LIMIT :most",
	[CAMPAIGN_USED] =
	    ("INSERT INTO campaign(name, last_used_at) VALUES(:name, :at)"
	     " ON CONFLICT(name) DO UPDATE SET last_used_at = :at"),
};
const struct sqlset slots_sql = SQLSET("slots", sql);

void *
slots_more(struct arena *a, void *row, int n, int *cap, size_t size)
{
	void *bigger;

	if (n < *cap)
		return row;
	*cap = *cap == 0 ? 16 : *cap * 2;
	bigger = arena_zalloc(a, (size_t)*cap * size);
	if (n > 0)
		memcpy(bigger, row, (size_t)n * size);
	return bigger;
}

void
slots_store_read(struct stmt *st, struct arena *a, struct booking *b)
{
	int i = 0;

	memset(b, 0, sizeof(*b));
	b->id = col_int(st, i++);
	b->version = col_int(st, i++);
	b->uuid = col_text(st, i++, a);
	b->last_name = col_text(st, i++, a);
	b->first_name = col_text(st, i++, a);
	b->key = col_text(st, i++, a);
	b->date = col_date(st, i++);
	b->hour = (int)col_int(st, i++);
	b->start_at = col_int(st, i++);
	b->end_at = col_int(st, i++);
	b->booked_by = col_int(st, i++);
	b->by_name = col_text(st, i++, a);
	b->by_display = col_text(st, i++, a);
	b->potential = col_text(st, i++, a);
	b->color_id = (int)col_int(st, i++);
	b->campaign = col_text(st, i++, a);
	b->description = col_text(st, i++, a);
	b->status = col_text(st, i++, a);
	b->changed_at = col_int(st, i++);
	b->weight = (int)col_int(st, i++);
	b->lead_time_days = col_is_null(st, i) ? -1 : (int)col_int(st, i);
	i++;
	b->booked_at = col_int(st, i++);
	b->origin = col_text(st, i++, a);
	b->rescheduled_from = col_int(st, i++);
	b->rescheduled_to = col_int(st, i++);
	b->rescheduled_by = col_int(st, i++);
	b->move_reason = col_text(st, i++, a);
	b->moves = (int)col_int(st, i++);
	b->points = (int)col_int(st, i++);
	b->event_id = col_text(st, i++, a);
	b->sync_state = col_text(st, i++, a);
	b->capacity_unverified = col_int(st, i++) != 0;
	b->status_source = col_text(st, i, a);
}

/* The only row of a statement, or id 0. */
static enum err
read_one(struct stmt *st, struct arena *a, struct booking *out)
{
	struct booking b = { .id = 0 };
	enum err e;

	while (stmt_row(st))
		slots_store_read(st, a, &b);
	if ((e = stmt_done(st)) == OK)
		*out = b;
	return e;
}

enum err
slots_store_booking(
    struct db *db, struct arena *a, int64_t id, struct booking *out)
{
	struct stmt *st = db_stmt(db, &slots_sql, BOOKING);

	stmt_int(st, ":id", id);
	return read_one(st, a, out);
}

enum err
slots_store_brief(struct db *db, int64_t id, struct booking *out)
{
	struct stmt *st = db_stmt(db, &slots_sql, BRIEF);
	struct booking b = { .id = 0 };
	enum err e;

	stmt_int(st, ":id", id);
	while (stmt_row(st)) {
		b.id = col_int(st, 0);
		b.version = col_int(st, 1);
		b.date = col_date(st, 2);
		b.hour = (int)col_int(st, 3);
	}
	if ((e = stmt_done(st)) == OK)
		*out = b;
	return e;
}

enum err
slots_store_twin(struct db *db, struct arena *a, const struct slot_wish *w,
    int64_t start_at, struct booking *out)
{
	struct stmt *st = db_stmt(db, &slots_sql, TWIN);

	stmt_text(st, ":key", w->key);
	stmt_int(st, ":start", start_at);
	stmt_int(st, ":except", w->except);
	return read_one(st, a, out);
}

enum err
slots_store_other(struct db *db, struct arena *a, const struct slot_wish *w,
    int64_t now, struct booking *out)
{
	struct stmt *st = db_stmt(db, &slots_sql, OTHER);

	stmt_text(st, ":key", w->key);
	stmt_int(st, ":now", now);
	stmt_int(st, ":except", w->except);
	return read_one(st, a, out);
}

static void
bind_customer(struct stmt *st, const struct booking *b)
{
	stmt_text(st, ":uuid", b->uuid);
	stmt_text(st, ":last", b->last_name);
	stmt_text(st, ":first", b->first_name);
	stmt_text(st, ":key", b->key);
	stmt_text(st, ":potential", b->potential);
	stmt_int(st, ":color", b->color_id);
	stmt_text(st, ":campaign", b->campaign);
	stmt_text(st, ":description", b->description);
}

enum err
slots_store_insert(struct db *db, struct booking *b)
{
	struct stmt *st = db_stmt(db, &slots_sql, INSERT);
	enum err e;

	bind_customer(st, b);
	stmt_date(st, ":date", b->date);
	stmt_int(st, ":hour", b->hour);
	stmt_int(st, ":start", b->start_at);
	stmt_int(st, ":end", b->end_at);
	stmt_int(st, ":by", b->booked_by);
	stmt_int(st, ":weight", b->weight);
	stmt_int(st, ":lead", b->lead_time_days);
	stmt_int(st, ":at", b->booked_at);
	stmt_text(st, ":origin", b->origin);
	stmt_ref(st, ":from", b->rescheduled_from);
	stmt_ref(st, ":mover", b->rescheduled_by);
	stmt_text(st, ":reason", b->move_reason);
	stmt_int(st, ":moves", b->moves);
	stmt_int(st, ":points", b->points);
	stmt_text(st, ":event", b->event_id);
	stmt_text(st, ":sync", b->sync_state);
	stmt_int(st, ":unverified", b->capacity_unverified);
	if ((e = stmt_exec(st)) == OK)
		b->id = db_last_id(db);
	return e;
}

enum err
slots_store_update(struct db *db, const struct booking *b, int64_t changed_by)
{
	struct stmt *st = db_stmt(db, &slots_sql, UPDATE);

	stmt_int(st, ":id", b->id);
	stmt_text(st, ":status", b->status);
	stmt_text(st, ":source", b->status_source);
	stmt_int(st, ":color", b->color_id);
	stmt_ref(st, ":by", changed_by);
	stmt_int(st, ":at", b->changed_at);
	stmt_ref(st, ":to", b->rescheduled_to);
	stmt_text(st, ":reason", b->move_reason);
	stmt_int(st, ":version", b->version);
	return stmt_exec(st);
}

enum err
slots_store_add_change(struct db *db, const struct change_row *r)
{
	struct stmt *st = db_stmt(db, &slots_sql, ADD_CHANGE);

	stmt_int(st, ":booking", r->booking);
	stmt_int(st, ":at", r->at);
	stmt_text(st, ":from", r->from);
	stmt_text(st, ":to", r->to);
	stmt_text(st, ":source", r->source);
	stmt_int(st, ":color", r->from_color);
	stmt_ref(st, ":by", r->by);
	stmt_ref(st, ":session", r->session);
	stmt_text(st, ":reason", r->reason);
	return stmt_exec(st);
}

enum err
slots_store_last_change(
    struct db *db, struct arena *a, int64_t session, struct change_row *out)
{
	struct stmt *st = db_stmt(db, &slots_sql, LAST_CHANGE);
	struct change_row r = { .id = 0, .session = session };
	enum err e;

	stmt_int(st, ":session", session);
	while (stmt_row(st)) {
		r.id = col_int(st, 0);
		r.booking = col_int(st, 1);
		r.at = col_int(st, 2);
		r.from = col_text(st, 3, a);
		r.to = col_text(st, 4, a);
		r.from_color = (int)col_int(st, 5);
		r.reason = col_text(st, 6, a);
		r.by = col_int(st, 7);
		r.undone_at = col_int(st, 8);
		r.source = col_text(st, 9, a);
	}
	if ((e = stmt_done(st)) == OK)
		*out = r;
	return e;
}

enum err
slots_store_mark_undone(struct db *db, int64_t change, int64_t at)
{
	struct stmt *st = db_stmt(db, &slots_sql, MARK_UNDONE);

	stmt_int(st, ":id", change);
	stmt_int(st, ":at", at);
	return stmt_exec(st);
}

enum err
slots_store_ended(struct db *db, struct arena *a, const struct slots_ended *in,
    struct booking_list *out)
{
	struct stmt *st = db_stmt(db, &slots_sql, ENDED);

	stmt_int(st, ":from", in->from);
	stmt_int(st, ":to", in->to);
	stmt_int(st, ":after", in->after);
	stmt_int(st, ":most", in->most);
	while (stmt_row(st))
		slots_store_read(st, a, LIST_ADD(a, out));
	return stmt_done(st);
}

enum err
slots_store_campaign_used(struct db *db, const char *name, int64_t at)
{
	struct stmt *st = db_stmt(db, &slots_sql, CAMPAIGN_USED);

	stmt_text(st, ":name", name);
	stmt_int(st, ":at", at);
	return stmt_exec(st);
}
