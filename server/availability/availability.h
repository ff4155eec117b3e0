#ifndef SERVER_AVAILABILITY_AVAILABILITY_H
#define SERVER_AVAILABILITY_AVAILABILITY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Who is ready when, and the figures of slots made from it (booking.md 4, 5).
 * Owns consultant, slot_grid, slot_capacity, ready_span, availability,
 * slot_total. slot_total holds every grid slot from today to the horizon and
 * keeps past ones as they were.
 */
struct call;
struct app;
struct arena;

struct slot_row {
	int date; /* day number */
	int hour;
	int64_t start_at, end_at;
	bool in_grid;
	int consultants; /* ready, special bookings taken off */
	int places_each;
	int total;    /* consultants x places_each, 0 while blocked */
	int external; /* weights of foreign events */
	bool fallback;
	bool blocked;
};

struct slot_rows {
	struct slot_row *row; /* in the arena */
	int n;
};

/* Instants of a grid slot; duration 120 minutes (booking.md 4.1). */
int64_t availability_start_at(int date, int hour);
#define SLOT_MINUTES 120
/* The six hours of the grid, ascending; ends with 0. */
extern const int availability_hours[];
#define N_HOURS 6
bool availability_is_hour(int hour);

/*
 * Stored figures of one slot, or what a slot without row has: in_grid false
 * and zeros (past days before the installation, beyond the horizon, weekend).
 */
enum err availability_slot(
    struct call *c, int date, int hour, struct slot_row *out);
/* All stored slots of [from, to], ordered by start. */
enum err availability_range(
    struct call *c, int from, int to, struct slot_rows *out);
/* Last bookable day: today + booking.max_days_ahead. */
int availability_horizon(const struct call *c);

/*
 * Recomputes availability and slot_total of the days [from, to], from
 * tomorrow's and today's future slots on only; past ones stay. Emits
 * EV_SLOT_CHANGED per changed slot. Call after anything that it depends on
 * changed (spans, grid, capacity, consultants, blocks, special bookings).
 */
enum err availability_rebuild(struct call *c, int from, int to);
/*
 * Job at each civil midnight and at start: extends slot_total to the horizon.
 * Does nothing when day and settings are those of the last run, so it may be
 * called after any change of a setting too.
 */
enum err availability_roll(struct call *c);
/*
 * First start: creates the consultants of start.consultants that do not exist
 * ("Name:calendar-id,...", an empty calendar is allowed). Rebuilds nothing:
 * availability_roll follows. E_CONFIGURATION names the broken pair.
 */
enum err availability_first_start(struct call *c);

/* Ready consultants of a slot. */
struct ready {
	int64_t id;
	const char *name;
	const char *source; /* manual, calendar, fallback */
	int64_t special; /* active special booking that takes them off, or 0 */
	int64_t account; /* linked account, or 0 */
};
struct ready_list {
	struct ready *row;
	int n;
};
/* Everybody ready in a slot, those taken off by a special booking included. */
enum err availability_ready(
    struct call *c, int date, int hour, struct ready_list *out);
/* Consultant linked to an account; *id 0 when there is none. */
enum err availability_consultant_of(
    struct call *c, int64_t account, int64_t *id, const char **name);
/* places_each of a slot by the dated capacity rows. */
enum err availability_capacity(struct call *c, int date, int hour, int *places);

/*
 * Lines that explain a slot's total: grid row, capacity row, spans with
 * consultants, fallback, special bookings, external events. add is called per
 * line with a text in the language of the call.
 */
typedef void availability_line(
    void *arg, const char *kind, const char *text, int64_t value, int64_t ref);
enum err availability_explain(
    struct call *c, int date, int hour, availability_line *add, void *arg);

#endif
