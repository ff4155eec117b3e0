/* SQL of the calendar outbox. */
#include "server/calendar/calendar_outbox_store.h"

enum { ADD };

static const char *const sql[] = {
	[ADD] = "INSERT INTO calendar_outbox(at, calendar, operation,"
		" event_id, payload, booking, special, state) VALUES(:at,"
		" :calendar, :operation, :event, :payload, :booking,"
		" :special, :state)",
};
const struct sqlset calendar_outbox_sql = SQLSET("calendar_outbox", sql);

enum err
calendar_outbox_store_add(struct db *db, const struct outbox_row *r)
{
	struct stmt *st = db_stmt(db, &calendar_outbox_sql, ADD);

	stmt_int(st, ":at", r->at);
	stmt_text(st, ":calendar", r->calendar);
	stmt_text(st, ":operation", r->operation);
	stmt_text(st, ":event", r->event_id);
	stmt_text(st, ":payload", r->payload);
	stmt_ref(st, ":booking", r->booking);
	stmt_ref(st, ":special", r->special);
	stmt_text(st, ":state", r->state);
	return stmt_exec(st);
}
