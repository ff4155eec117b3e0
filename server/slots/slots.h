#ifndef SERVER_SLOTS_SLOTS_H
#define SERVER_SLOTS_SLOTS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/core/events.h"

/*
 * Rules of slots: looking, holding, booking, cancelling, moving, special
 * bookings (booking.md 4, 7, 8, 11, 12). Owns booking, booking_change,
 * slot_place, special_booking, campaign and the ledger of points. All results
 * live in c->arena; writes need the savepoint of a WRITE call.
 */
struct call;
struct jw;

/* One appointment. Texts are never NULL unless said. */
struct booking {
	int64_t id, version;
	const char *uuid;
	const char *last_name, *first_name, *key;
	int date, hour;
	int64_t start_at, end_at;
	int64_t booked_by;
	const char *by_name, *by_display; /* display name may be NULL */
	const char *potential;
	int color_id;
	const char *campaign; /* NULL: none */
	const char *description;
	const char *status;
	const char *status_source; /* manual, default, title, color, calendar */
	int64_t changed_at;
	int weight;
	int lead_time_days; /* -1: unknown */
	int64_t booked_at;
	const char *origin;
	int64_t rescheduled_from, rescheduled_to, rescheduled_by;
	const char *move_reason; /* NULL: was not moved */
	int moves, points;
	const char *event_id; /* NULL: no calendar event */
	const char *sync_state;
	bool capacity_unverified;
};

struct booking_list {
	struct booking *row;
	int n, cap;
};

/* Figures of one slot as a caller sees them (booking.md 4.5). */
struct slot_fig {
	int date, hour;
	int64_t start_at;
	int total, external;
	int booked; /* weights of bookings and of foreign events */
	int held;   /* running holds, the caller's own included */
	int free;   /* for the caller: his own hold is free */
	int consultants, places_each, percent, points;
	bool in_grid, fallback, past, blocked, holiday, bookable;
	bool overbooked, my_hold;
	int stale_minutes;  /* calendar not read for so long; 0: fresh */
	const char *reason; /* of a block, else NULL */
};

struct fig_list {
	struct slot_fig *row;
	int n, cap;
};

/* --- shared by the rules (slots.c) --- */

/* "Muster, Erika"; only the last name when there is no first name. */
const char *slots_customer(struct call *c, const char *last, const char *first);
/* "Mo 04.03. 11:00" in the language of the call. */
const char *slots_when(struct call *c, int date, int hour);
/* Of this status the place is free again (booking.md 4.4). */
bool slots_status_frees(const char *status);
/* Colour of a pending booking: 8 for overhang follow-ups of weight 2. */
int slots_pending_color(const struct booking *b);
/* Own bookings need slots.manage_own, others slots.manage_all. */
bool slots_may_manage(struct call *c, const struct booking *b);
/* The caller may see the customer of this booking. */
bool slots_may_see(struct call *c, int64_t booked_by);
/* E_NOT_FOUND, E_FORBIDDEN; E_CONFLICT with the current version when version
 * is not 0 and another one. For changing. */
enum err slots_load(
    struct call *c, int64_t id, int64_t version, struct booking *out);
/* Booking whose last status change this session may undo now, or 0. */
enum err slots_undoable(struct call *c, int64_t *booking);
/* Adds a row to booking_change and updates the status of *b. */
struct status_change {
	const char *status, *reason;
	const char *source; /* NULL: manual */
	int color;
	int64_t session; /* 0: cannot be undone */
};
enum err slots_set_status(
    struct call *c, struct booking *b, const struct status_change *ch);
/* A copy in the arena: payloads of events outlive their handler. */
const struct booking *slots_keep(struct call *c, const struct booking *b);
/* E_FORBIDDEN for an operator or a job without account. */
enum err slots_need_account(struct call *c);

/* --- figures (slots_view.c) --- */

/* All slots of [from, to] by start; without reasons of blocks. */
enum err slots_figures(struct call *c, int from, int to, struct fig_list *out);
/* One slot; a slot outside the grid has in_grid false and zeros. */
enum err slots_figure(struct call *c, int date, int hour, struct slot_fig *out);
/* Adds reason and holiday to the blocked slots of a list. */
enum err slots_reasons(struct call *c, struct fig_list *figs);

/* --- checks of a booking (slots_check.c, booking.md 7.3) --- */

struct slot_wish {
	int date, hour, weight;
	const char *key; /* customer, NULL: no check for duplicates */
	int64_t except;	 /* booking that is moved, or 0 */
};
/* Checks 5 to 11 in their order; facts and alternatives are set. */
enum err slots_check(
    struct call *c, const struct slot_wish *w, struct slot_fig *out);
/* Check 8 alone: E_DATE_BLOCKED with reason and alternatives. */
enum err slots_check_block(struct call *c, const struct slot_wish *w);
/* VALIDATION unless it is one of the six hours. */
enum err slots_check_hour(struct call *c, int hour);
/* Names reject parentheses, which would read as markers (7.1). */
enum err slots_check_name(struct call *c, const char *field, const char *name);

/* --- suggestions (slots_suggest.c) --- */

struct slots_suggest {
	int date;     /* DATE_NONE: today */
	int64_t hour; /* -1: by points, else nearest to it first */
	int64_t days, limit;
};
enum err slots_suggest(
    struct call *c, const struct slots_suggest *in, struct fig_list *out);
/* Up to five nearest free slots for a weight. */
enum err slots_nearest(
    struct call *c, const struct slot_wish *w, struct fig_list *out);

/* --- holds (slots_hold.c, booking.md 7.8) --- */

struct slots_hold {
	int date;
	int64_t hour;
};
struct hold_result {
	struct slot_fig fig;
	int64_t expires_at;
	int seconds;
};
enum err slots_hold(
    struct call *c, const struct slots_hold *in, struct hold_result *out);
enum err slots_release(struct call *c, bool *released);
/* Job: removes holds that have run out and pushes their slots. */
enum err slots_expire(struct call *c);
/* When the next hold runs out; 0: nothing is held. */
enum err slots_next_expiry(struct call *c, int64_t *at);

/* --- booking (slots_book.c) --- */

struct slots_book {
	int date;
	int64_t hour;
	const char *last_name, *first_name, *description;
	int potential; /* index into figures_potentials */
	const char *campaign;
};
enum err slots_book(
    struct call *c, const struct slots_book *in, struct booking *out);
/*
 * Takes weight places, the smallest free numbers, for a booking; the own hold
 * on this slot and holds that ran out make room first. E_SLOT_FULL.
 */
enum err slots_take(
    struct call *c, int64_t start_at, int64_t booking, int weight);
/* Values that a new booking row of any origin needs: uuid, event id. */
void slots_identify(struct call *c, struct booking *b);

/* --- cancelling, undo (slots_cancel.c) --- */

struct slots_cancel {
	int64_t id, version;
	const char *reason;
	int kind; /* 0 cancelled, 1 exit */
};
struct cancel_result {
	struct booking booking;
	int points_reversed;
	int64_t undo_until; /* 0: this call has no session */
};
enum err slots_cancel(
    struct call *c, const struct slots_cancel *in, struct cancel_result *out);
struct slots_id {
	int64_t id;
};
enum err slots_undo_status(
    struct call *c, const struct slots_id *in, struct booking *out);
#define UNDO_MS 30000
/* A booking takes the place again that it gave back; SLOT_FULL and the like. */
enum err slots_retake(struct call *c, const struct booking *b);

/* --- status (slots_status.c, booking.md 10.4, 10.5) --- */

struct slots_status {
	int64_t id, version;
	int status; /* index into slots_statuses */
	const char *reason;
};
/* undo_until: 0 when this call has no session. */
enum err slots_change_status(struct call *c, const struct slots_status *in,
    struct booking *out, int64_t *undo_until);
/* The statuses a caller may give this booking now; NULL-terminated, arena. */
const char **slots_next_statuses(struct call *c, const struct booking *b);
/*
 * The place follows a change of status: given back, or taken again. A past
 * one is taken as it was, also above what the slot holds by now.
 */
enum err slots_follow_place(
    struct call *c, const struct booking *b, const char *to);
/* "Nicht erschienen" */
const char *slots_status_de(const char *status);
/* Colour written with a status (10.4). */
int slots_status_color(const struct booking *b, const char *status);
/*
 * Bookings that ended in [from, to) and still stand pending, after an id;
 * oldest id first, at most `most`.
 */
struct slots_ended {
	int64_t from, to, after;
	int most;
};
enum err slots_ended_pending(
    struct call *c, const struct slots_ended *in, struct booking_list *out);
/* What was assumed is now said by a person. */
enum err slots_confirm(struct call *c, struct booking *b);
/* Nobody said how it went: taken as appeared (DEC-17), source default. */
enum err slots_assume(struct call *c, struct booking *b);

/* --- following a calendar (slots_follow.c, booking.md 9.7) --- */

/*
 * The calendar shows a status: nothing is refused. *over: the place is one
 * above what the slot holds. E_DUPLICATE_BOOKING before anything changed when
 * the customer stands in the slot by another booking.
 */
enum err slots_told_status(struct call *c, struct booking *b,
    const struct status_change *ch, bool *over);
/* The same for date, hour, customer and colour: was becomes now. */
enum err slots_told_entry(
    struct call *c, const struct booking *was, struct booking *now, bool *over);
/* The entry gets another event in the calendar. */
enum err slots_told_event(
    struct call *c, struct booking *b, const char *event_id);

/* --- moving (slots_move.c) --- */

struct slots_move {
	int64_t id, version;
	int date;
	int64_t hour;
	int reason; /* 0 customer, 1 overhang */
	const char *note;
	int64_t weight; /* 0: as the reason says */
};
enum err slots_move(struct call *c, const struct slots_move *in,
    struct booking *old, struct booking *out);
struct slots_targets {
	int64_t id;
	int date;
};
struct targets {
	int date;
	bool blocked;
	const char *reason;
	struct fig_list figs;
	bool *allowed; /* per slot */
};
enum err slots_list_targets(
    struct call *c, const struct slots_targets *in, struct targets *out);

/* --- reading bookings (slots_list.c) --- */

struct booking_change {
	int64_t at;
	const char *from, *to, *by, *reason, *source;
};
struct booking_changes {
	struct booking_change *row;
	int n, cap;
};
struct booking_file {
	struct booking booking;
	struct booking_list chain;
	struct booking_changes changes;
};
enum err slots_get(
    struct call *c, const struct slots_id *in, struct booking_file *out);

struct slots_list {
	int64_t user;
	bool mine;
	int from, to;
	int status; /* index into slots_statuses, -1: all */
	const char *filter, *campaign;
	int64_t limit, offset;
	int order; /* 0 newest, 1 oldest */
};
extern const char *const slots_statuses[]; /* NULL-terminated */
struct booking_stats {
	int pending, appeared, recall, special, cancelled, rescheduled;
	int no_show, ghost, exits;
	int completed, success, failure; /* booking.md 12.6 */
};
struct booking_page {
	struct booking_list list;
	int64_t total;
	struct booking_stats stats;
};
enum err slots_list(
    struct call *c, const struct slots_list *in, struct booking_page *out);
/* num of den in tenths of a percent, half up; 0 when den is 0. */
int slots_rate_tenths(int num, int den);

struct text_list {
	const char **row;
	int n, cap;
};
struct slots_campaigns {
	const char *prefix;
};
enum err slots_suggest_campaigns(
    struct call *c, const struct slots_campaigns *in, struct text_list *out);

/* --- special bookings T1.5 and UL (slots_special.c) --- */

struct special {
	int64_t id, version;
	int64_t start_at;
	int date, hour, minute, duration;
	const char *type;
	int64_t consultant;
	const char *consultant_name;
	const char *last_name, *first_name, *description;
	int64_t booked_by;
	const char *by_name;
	int64_t cancelled_at; /* 0: active */
	const char *event_id, *sync_state;
	bool may_cancel, may_see;
};
struct special_list {
	struct special *row;
	int n, cap;
	int64_t total;
};
struct slots_check_special {
	int date;
	int64_t hour, consultant;
};
struct special_room {
	bool allowed;
	int64_t consultant;
	const char *consultant_name;
	int openers, places, booked, remaining;
	enum err code; /* OK when allowed */
	const char *text;
};
enum err slots_check_special(struct call *c,
    const struct slots_check_special *in, struct special_room *out);
struct slots_book_special {
	int date;
	int64_t hour;
	int time; /* minute of the day, -1: the slot's hour */
	int type; /* index into special_types */
	int64_t duration;
	const char *last_name, *first_name, *description;
	int64_t consultant; /* 0: the caller's own */
};
extern const char *const special_types[];
enum err slots_book_special(struct call *c, const struct slots_book_special *in,
    struct special *out, struct special_room *room);
struct slots_version {
	int64_t id, version;
};
enum err slots_cancel_special(
    struct call *c, const struct slots_version *in, struct special *out);
struct slots_period {
	int from, to;
	int64_t limit, offset;
};
enum err slots_list_special(
    struct call *c, const struct slots_period *in, struct special_list *out);
/* One special booking, for the calendar. */
enum err slots_special(struct call *c, int64_t id, struct special *out);

/* --- what the calendar asks --- */

/* One booking without checks; E_NOT_FOUND. */
enum err slots_booking(struct call *c, int64_t id, struct booking *out);

#endif
