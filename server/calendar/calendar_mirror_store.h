#ifndef SERVER_CALENDAR_CALENDAR_MIRROR_STORE_H
#define SERVER_CALENDAR_CALENDAR_MIRROR_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "server/calendar/calendar_port.h"
#include "server/db/db.h"

struct call;

/* An event as it was when the calendar last spoke of it. */
struct mirror_row {
	const char *calendar, *event_id, *etag, *title;
	bool known, gone;
	int color;
	int64_t start_at, end_at, generation;
};
enum err calendar_mirror_get(struct call *c, const char *calendar,
    const char *event_id, struct mirror_row *out);
enum err calendar_mirror_put(struct call *c, const struct mirror_row *m);
/* A row of a calendar that no generation since has seen; known: found. */
enum err calendar_mirror_unseen(
    struct call *c, const struct mirror_row *like, struct mirror_row *out);
/* Own future events that stand there, and those a full list did not see. */
enum err calendar_mirror_missing(
    struct call *c, const struct mirror_row *like, int64_t *all, int64_t *gone);
/* Booking of an event; 0: none of ours. */
enum err calendar_mirror_booking(
    struct call *c, const char *event_id, int64_t *booking);
/* Some special booking has this event. */
enum err calendar_mirror_special(
    struct call *c, const char *event_id, int64_t *special);
/* Bodies of the writes that wait for an event. */
struct waiting {
	const char *body[8];
	int n;
};
enum err calendar_mirror_waiting(
    struct call *c, const char *event_id, struct waiting *out);

/*
 * The next pending booking, by event id, that ended and whose colour there
 * says how (10.1).
 */
enum err calendar_mirror_ended(
    struct call *c, int64_t from, const char *after, struct mirror_row *out);
/* Slots that bookings made without sight of the calendar have overfilled. */
enum err calendar_mirror_overbooked(struct call *c, int64_t *n);

/* --- foreign events --- */

struct foreign {
	const char *calendar, *event_id, *title;
	int color, weight;
	int64_t start_at, end_at, slot_at; /* slot_at 0: in no slot */
};
/* *before: what was stored, event_id NULL when nothing. */
enum err calendar_foreign_get(struct call *c, const char *calendar,
    const char *event_id, struct foreign *before);
enum err calendar_foreign_put(struct call *c, const struct foreign *f);
enum err calendar_foreign_drop(
    struct call *c, const char *calendar, const char *event_id);

/* --- conflict cases --- */

struct conflict {
	int64_t id, version, at, booking, closed_at;
	const char *calendar, *event_id, *kind, *title;
	int color;
	int64_t start_at, end_at;
};
struct conflicts {
	struct conflict *row;
	int n;
	int64_t total;
};
/* The open case of this event, if any, is changed. */
enum err calendar_conflict_put(struct call *c, const struct conflict *k);
enum err calendar_conflict_get(
    struct call *c, int64_t id, struct conflict *out);
enum err calendar_conflict_list(
    struct call *c, int64_t limit, int64_t offset, struct conflicts *out);
enum err calendar_conflict_close(
    struct call *c, int64_t id, const char *choice);
/* Bookings made without sight of the calendar have been seen there. */
enum err calendar_mirror_verified(struct call *c);
enum err calendar_mirror_sync(struct call *c, int64_t booking);

#endif
