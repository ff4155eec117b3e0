#ifndef SERVER_AVAILABILITY_AVAILABILITY_ADMIN_H
#define SERVER_AVAILABILITY_AVAILABILITY_ADMIN_H

#include "common/err.h"
#include "server/availability/availability.h"
#include "server/availability/availability_rows.h"
#include "server/availability/availability_store.h"

/*
 * Changing what availability is made from: spans by hand, grid, capacity and
 * consultants. Each function writes, rebuilds the days concerned, notes the
 * audit details and reports what the change did. Called by availability_rpc.
 */
struct call;

#define WEEKDAYS_ALL 127 /* bits 0 to 6, Monday to Sunday */

struct set_manual {
	int64_t consultant;
	int date, from, to; /* minutes of the day */
	int repeat_until;   /* DATE_NONE: that day only */
	int64_t id;	    /* 0: a new span */
	int64_t version;    /* 0: not named */
};
struct span_change {
	struct ready_span span;
	struct lost_list lost;
};
/*
 * E_FORBIDDEN unless admin.availability is held or the consultant is linked to
 * the caller; E_NOT_FOUND, E_CONFLICT (fact version), E_VALIDATION.
 */
enum err availability_set_manual(
    struct call *c, const struct set_manual *in, struct span_change *out);

struct span_removal {
	bool removed; /* false: it was absent already */
	struct lost_list lost;
	struct slot_bookings affected; /* bookings of slots now overbooked */
};
enum err availability_remove_manual(
    struct call *c, int64_t id, int64_t version, struct span_removal *out);

struct set_grid {
	int64_t weekday, hour;
	bool active;
	int fallback; /* -1: as before */
	int effective_from;
};
enum err availability_set_grid(
    struct call *c, const struct set_grid *in, struct slot_bookings *affected);

struct set_capacity {
	int64_t hour; /* 0: every hour without a row of its own */
	int weekdays; /* bit n: weekday n */
	int64_t places;
	int effective_from;
};
/* A slot with more booked than places after the change. */
struct overbooked {
	int date, hour;
	int booked, total;
};
struct overbooked_list {
	struct overbooked *row;
	int n;
};
enum err availability_set_capacity(struct call *c,
    const struct set_capacity *in, struct overbooked_list *affected);

struct set_consultant {
	int64_t id, version; /* 0: a new one; version not named */
	const char *name;
	const char *calendar_id;  /* NULL: as before */
	int active, default_pool; /* -1: as before */
	int64_t account;	  /* 0: no link, -1: as before */
	int64_t sort;		  /* SORT_KEEP: as before */
};
#define SORT_KEEP -1000001
struct consultant_change {
	struct consultant consultant;
	struct lost_list lost;
};
enum err availability_set_consultant(struct call *c,
    const struct set_consultant *in, struct consultant_change *out);

/* Grid and capacity in force on a day (any weekday), and what comes later. */
struct grid_view {
	struct grid_rows grid, later_grid;
	struct capacity_rows capacity, later_capacity;
};
enum err availability_grid_view(
    struct call *c, int date, struct grid_view *out);

struct span_list {
	struct ready_spans spans;
	struct ready_slot {
		int date, hour;
		struct ready_list ready;
	} * slot;
	int n_slots;
	int64_t own; /* consultant linked to the caller, or 0 */
	const char *own_name;
};
/* Spans and ready consultants of [from, to]. */
enum err availability_list(
    struct call *c, int from, int to, struct span_list *out);
enum err availability_consultants(
    struct call *c, bool all, struct consultants *out);

/* A slot with everything that views show (booking.md 4.5). */
struct found_slot {
	struct slot_row slot;
	int booked, held, free;
	int percent;
	bool past, bookable, overbooked, mine;
	bool holiday;
	const char *reason; /* NULL: not blocked */
};
struct found_slots {
	struct found_slot *row;
	int n;
};
enum err availability_find(struct call *c, int date, struct found_slots *out);

#endif
