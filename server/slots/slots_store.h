#ifndef SERVER_SLOTS_SLOTS_STORE_H
#define SERVER_SLOTS_SLOTS_STORE_H

#include "server/db/db.h"
#include "server/slots/slots.h"
#include "server/slots/slots_view.h"

/* SQL of slots; for the rules of this folder only. Lists are in the arena. */
struct arena;

extern const struct sqlset slots_sql, slots_place_sql, slots_list_sql,
    slots_special_sql, slots_ledger_sql;

/* Room for one more element of a list in the arena; returns the rows. */
void *slots_more(struct arena *a, void *row, int n, int *cap, size_t size);
/* Adds an element: LIST_ADD(a, &list) is a pointer to it. */
#define LIST_ADD(a, l)                                               \
	((l)->row = slots_more(                                      \
	     (a), (l)->row, (l)->n, &(l)->cap, sizeof((l)->row[0])), \
	    &(l)->row[(l)->n++])

/* --- bookings (slots_store.c) --- */

/* Columns of a booking row b with its account a, in the order of read_booking;
 * shared by the stores of this folder. */
#define BOOKING_COLS                                                           \
	" b.id, b.version, b.uuid, b.customer_last, b.customer_first,"         \
	" b.customer_key, b.date, b.hour, b.start_at, b.end_at, b.booked_by,"  \
	" a.name, a.display_name, b.potential, b.color_id, b.campaign,"        \
	" b.description, b.status, b.status_changed_at, b.weight,"             \
	" b.lead_time_days, b.booked_at, b.origin, b.rescheduled_from,"        \
	" b.rescheduled_to, b.rescheduled_by, b.move_reason, b.moves,"         \
	" b.points, b.calendar_event_id, b.sync_state, b.capacity_unverified," \
	" b.status_source"
#define BOOKING_FROM " FROM booking_now b JOIN account a ON a.id = b.booked_by"
/* States that give the place back (booking.md 4.4). */
#define FREED "('cancelled', 'rescheduled', 'overhang', 'exit')"
void slots_store_read(struct stmt *st, struct arena *a, struct booking *b);

/* *out->id is 0 when there is none. */
enum err slots_store_booking(
    struct db *db, struct arena *a, int64_t id, struct booking *out);
/* id (0: none), version, date and hour only. */
enum err slots_store_brief(struct db *db, int64_t id, struct booking *out);
/* Active booking of the customer in this slot. */
enum err slots_store_twin(struct db *db, struct arena *a,
    const struct slot_wish *w, int64_t start_at, struct booking *out);
/* Another active one of the customer after now. */
enum err slots_store_other(struct db *db, struct arena *a,
    const struct slot_wish *w, int64_t now, struct booking *out);
/* Sets b->id. E_CONFLICT when the customer stands in the slot already. */
enum err slots_store_insert(struct db *db, struct booking *b);
/* Writes status, colour, links and a new version. */
enum err slots_store_update(
    struct db *db, const struct booking *b, int64_t changed_by);

struct change_row {
	int64_t id, booking, at;
	const char *from, *to, *reason, *source;
	int from_color;
	int64_t by, session, undone_at;
};
enum err slots_store_add_change(struct db *db, const struct change_row *r);
/* Last one of a session; id 0: none. source: of the status before it. */
enum err slots_store_last_change(
    struct db *db, struct arena *a, int64_t session, struct change_row *out);
enum err slots_store_mark_undone(struct db *db, int64_t change, int64_t at);
enum err slots_store_ended(struct db *db, struct arena *a,
    const struct slots_ended *in, struct booking_list *out);
enum err slots_store_campaign_used(struct db *db, const char *name, int64_t at);

/* --- places (slots_store_place.c) --- */

struct place_count {
	int64_t start_at;
	int booked, held;
	bool mine;
};
struct place_counts {
	struct place_count *row;
	int n, cap;
};
struct place_query {
	int64_t from, to; /* instants, half open */
	int64_t now, session;
};
enum err slots_store_counts(struct db *db, struct arena *a,
    const struct place_query *q, struct place_counts *out);
/* Of one slot, without an arena; mine stays false. */
enum err slots_store_count(
    struct db *db, int64_t start_at, int64_t now, struct place_count *out);
enum err slots_store_take(struct db *db, int64_t start_at, int64_t booking);
/* Places above the limit too: what has happened is not refused. */
enum err slots_store_take_over(
    struct db *db, int64_t start_at, int64_t booking, int weight);
struct hold_row {
	int64_t start_at, session, opened_at, expires_at;
};
enum err slots_store_hold(struct db *db, const struct hold_row *h);
/* Hold of a session, run out or not; start_at 0: none. */
enum err slots_store_held(struct db *db, int64_t session, struct hold_row *out);
enum err slots_store_drop_hold(struct db *db, int64_t session);
/* Deletes the holds of a slot that have run out. */
enum err slots_store_sweep(struct db *db, int64_t start_at, int64_t now);
enum err slots_store_free(struct db *db, int64_t booking);
struct instants {
	int64_t *row;
	int n, cap;
};
/* Slots with holds that have run out. */
enum err slots_store_expired(
    struct db *db, struct arena *a, int64_t now, struct instants *out);
enum err slots_store_drop_expired(struct db *db, int64_t now);
/* 0: nothing is held. */
enum err slots_store_next_expiry(struct db *db, int64_t *at);
/* Stored total, external and civil place of a slot; date DATE_NONE: none. */
enum err slots_store_total(
    struct db *db, int64_t start_at, struct slot_fig *out);

/* --- lists (slots_store_list.c) --- */

struct booking_query {
	int64_t user;				/* 0: everybody */
	int64_t from, to;			/* instants, half open */
	const char *status, *filter, *campaign; /* NULL: any */
	int64_t limit, offset;
	bool oldest;
};
enum err slots_store_page(struct db *db, struct arena *a,
    const struct booking_query *q, struct booking_list *out);
struct status_count {
	const char *status;
	int n;
};
struct status_counts {
	struct status_count *row;
	int n, cap;
};
/* Per status, the status filter not applied. */
enum err slots_store_status_counts(struct db *db, struct arena *a,
    const struct booking_query *q, struct status_counts *out);
/* Active bookings that start in [from, to), by start and place in the list. */
enum err slots_store_active(struct db *db, struct arena *a, int64_t from,
    int64_t to, struct booking_list *out);
/* Whole chain of moves of a booking, oldest first. */
enum err slots_store_chain(
    struct db *db, struct arena *a, int64_t id, struct booking_list *out);
enum err slots_store_changes(
    struct db *db, struct arena *a, int64_t id, struct booking_changes *out);
enum err slots_store_campaigns(
    struct db *db, struct arena *a, int64_t since, struct text_list *out);
enum err slots_store_history(
    struct db *db, struct arena *a, int from, int to, struct history *out);
/* Foreign events of [from, to) that touch no grid slot. */
enum err slots_store_outside(
    struct db *db, int64_t from, int64_t to, int64_t *n);

/* --- special bookings (slots_store_special.c) --- */

enum err slots_store_special(
    struct db *db, struct arena *a, int64_t id, struct special *out);
enum err slots_store_specials(struct db *db, struct arena *a,
    const struct slots_period *p, bool active_only, struct special_list *out);
enum err slots_store_special_insert(
    struct db *db, struct special *s, int64_t now);
enum err slots_store_special_cancel(struct db *db, const struct special *s);

/* --- ledger, projections, activity (slots_store_ledger.c) --- */

struct ledger_row {
	int64_t account, at;
	const char *month, *cause;
	int points, coins;
	int64_t booking;
};
/* *added false when this cause was written before. */
enum err slots_store_ledger(
    struct db *db, const struct ledger_row *r, bool *added);
/* Sums of a booking within a month of its booker. */
enum err slots_store_earned(
    struct db *db, const struct ledger_row *of, int *points, int *coins);
enum err slots_store_cause(struct db *db, const char *cause, bool *exists);
enum err slots_store_score(struct db *db, const struct ledger_row *r);
struct day_stat {
	int64_t account;
	int date, bookings, points, morning, evening;
};
enum err slots_store_day_stat(struct db *db, const struct day_stat *d);
struct activity_row {
	int64_t at, account;
	const char *action, *details, *ref_type;
	int64_t ref;
};
enum err slots_store_activity(struct db *db, const struct activity_row *r);

/* --- following a calendar (slots_store_follow.c) --- */

/* Customer, times, colour, event and version of *b. */
enum err slots_store_told(struct db *db, const struct booking *b);
/* The central calendar has answered last and was read since this instant. */
enum err slots_store_seen(struct db *db, int64_t since, bool *seen);
/* When it was read last; 0: never. */
enum err slots_store_pulled(struct db *db, int64_t *at);

#endif
