#ifndef SERVER_AVAILABILITY_AVAILABILITY_PICK_H
#define SERVER_AVAILABILITY_AVAILABILITY_PICK_H

#include <stdbool.h>
#include <stdint.h>

#include "server/availability/availability_rows.h"

/* Which dated row counts, and whom a span makes ready (booking.md 4, 5). Pure.
 */
struct arena;

/* Newest grid row not later than date; NULL: not in the grid. */
const struct grid_row *pick_grid(
    const struct grid_rows *rows, int date, int weekday, int hour);
/*
 * Capacity row of exactly this hour (0: that of all other hours): the newest
 * not later than date; of the same day the one set last. NULL: none.
 */
const struct capacity_row *pick_capacity_hour(
    const struct capacity_rows *rows, int date, int weekday, int hour);
/* Row that counts for a slot: that of its hour, else that of hour 0. */
const struct capacity_row *pick_capacity(
    const struct capacity_rows *rows, int date, int weekday, int hour);

/* The span falls on this day, repetition included. */
bool span_on(const struct ready_span *s, int date);
/* Minutes of the slot [hour, hour + 2 h) on date that the span covers. */
int span_overlap(const struct ready_span *s, int date, int hour);
/* Last day on which the span counts. */
int span_last_day(const struct ready_span *s);

/* Before and after a scan or rebuild; both sorted by start and consultant. */
struct scan {
	const struct entries *old, *new;
	int64_t now;
	const int64_t *failed; /* consultants that could not be read */
	int n_failed;
};
/*
 * Consultants in old and not in new, future slots (start_at > now) only; the
 * failed ones are kept. Sources do not matter, fallback entries of old are not
 * lost. Date, hour and name are left empty.
 */
void pick_lost(struct arena *a, const struct scan *s, struct lost_list *out);

#endif
