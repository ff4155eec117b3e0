#ifndef SERVER_CALENDAR_CALENDAR_STORE_H
#define SERVER_CALENDAR_CALENDAR_STORE_H

#include "server/calendar/calendar.h"
#include "server/db/db.h"

struct call;
struct arena;

/* A calendar and where its synchronisation stands. */
struct calendar_row {
	const char *calendar, *calendar_id, *name;
	bool is_new; /* no state yet, or another calendar than before */
	const char *sync_token, *page_token; /* NULL: none */
	int64_t generation, full_at, pulled_at, answered_at, next_at;
	int failures;
	int64_t pending; /* writes that wait */
	bool wanted, told;
	const char *error;
};
struct calendar_rows {
	struct calendar_row *row;
	int n, cap;
};

/* central: id of the central calendar, "" none. */
enum err calendar_store_rows(
    struct call *c, const char *central, struct calendar_rows *out);
/* A new state row that wants to be read; the old mirror goes. */
enum err calendar_store_reset(struct call *c, const struct calendar_row *r);
/* Everything but the names; never the tokens of a page in hand. */
enum err calendar_store_put(struct call *c, const struct calendar_row *r);
enum err calendar_store_want(struct call *c);
/* Calendars that are still to be read. */
enum err calendar_store_wanted(struct call *c, int64_t *n);

/* --- outbox --- */

/* The next row of a calendar in order, id 0: none. */
struct outbox_head {
	int64_t id, booking, special, next_try_at, at;
	const char *operation, *event_id, *payload, *etag, *uuid;
	int attempts;
	bool sent_before; /* some insert of the event has been sent */
	const char *booking_status;
};
enum err calendar_store_head(
    struct call *c, const char *calendar, struct outbox_head *out);
enum err calendar_store_row(
    struct call *c, int64_t id, struct outbox_head *out);
/* state "done" or "failed"; follows in booking and special booking. */
struct outbox_end {
	int64_t id, booking, special;
	const char *state, *error;
	bool sent;
};
enum err calendar_store_end(struct call *c, const struct outbox_end *e);
enum err calendar_store_later(
    struct call *c, int64_t id, int64_t next_try_at, const char *error);
enum err calendar_store_as_insert(struct call *c, int64_t id);
/* The calendar answers again: what waited for it is tried at once. */
enum err calendar_store_hurry(struct call *c, const char *calendar);
/* Rows of calendars that do not exist (any more) have nothing to do. */
enum err calendar_store_orphans(struct call *c, const char *central);
enum err calendar_store_again(struct call *c, int64_t id, bool *found);
enum err calendar_store_again_all(struct call *c, int64_t *n);
enum err calendar_store_discard(struct call *c, int64_t id, bool *found);
enum err calendar_store_list(
    struct call *c, const struct outbox_filter *f, struct outbox_entries *out);
/* pending, failed, oldest_at, conflicts */
enum err calendar_store_counts(struct call *c, struct calendar_status *out);

/* --- quota --- */

enum err calendar_store_calls(struct call *c, const char *day, int64_t *n);
enum err calendar_store_count(struct call *c, const char *day, int64_t calls);

#endif
