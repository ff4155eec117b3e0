#ifndef SERVER_OUTCOMES_OUTCOMES_H
#define SERVER_OUTCOMES_OUTCOMES_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * How appointments went (booking.md 10, 13): one row per appointment that
 * follows the status of its booking, daily metrics and customer profiles that
 * follow the rows, and the worklist of outcomes nobody has confirmed.
 */
struct call;

struct outcome_row {
	int64_t id, booking; /* booking 0: imported */
	const char *customer, *outcome, *source, *status, *booked_by;
	int date, hour;
	bool is_final;
	int64_t checked_at;
};
struct outcome_rows {
	struct outcome_row *row;
	int n;
	int64_t total;
};
struct outcomes_filter {
	int from, to;	     /* day numbers, inclusive */
	int64_t user;	     /* booker; 0: everybody */
	bool unconfirmed;    /* assumed ones and those without outcome */
	const char *outcome; /* NULL: any */
	int64_t limit, offset;
};
/*
 * Newest first. Without slots.manage_all or analytics.team only those of the
 * caller's own bookings.
 */
enum err outcomes_list(
    struct call *c, const struct outcomes_filter *f, struct outcome_rows *out);
/* Counts of a day from the rows, as 13.4 defines them. */
struct day_counts {
	int total, completed, no_shows, ghosts, cancelled, rescheduled;
	int overhang, exits, pending;
};
enum err outcomes_recount(struct call *c, int date);
/* Profile of a customer from all final rows. */
enum err outcomes_profile(struct call *c, const char *customer_key);

/*
 * An appointment that ended without a word: taken as appeared (DEC-17, setting
 * tracking.assume_completed), else a row without outcome for the worklist.
 */
struct booking;
enum err outcomes_settle(struct call *c, struct booking *b);
/* Somebody confirms an assumed outcome as it stands. */
enum err outcomes_confirm(struct call *c, int64_t booking, struct booking *out);

#endif
