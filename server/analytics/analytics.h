#ifndef SERVER_ANALYTICS_ANALYTICS_H
#define SERVER_ANALYTICS_ANALYTICS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Figures of the older system (booking.md 13.7): cells with results, totals
 * with what was placed. Never mixed with bookings; screens label them
 * "historisch".
 */
struct call;

struct history_cell {
	int date; /* day number */
	int hour;
	bool has_result;
	int appeared, not_appeared;
};

struct history_cells {
	struct history_cell *row; /* in the arena, by date and hour */
	int n;
};

struct history_total {
	int key; /* weekday from Monday 0, or hour */
	int placed, appeared;
};

struct history {
	struct history_cells cells; /* of the range asked for */
	int days;		    /* with cells in the range */
	int placed;		    /* of everything, from the statistics */
	int appeared, not_appeared; /* of all cells */
	int without_result;	    /* placed, but in no cell */
	struct history_total weekday[7], hour[24];
	int n_weekdays, n_hours;
};

/* Cells of [from, to]; DATE_NONE: no limit. Screens of days and weeks. */
enum err analytics_cells(
    struct call *c, int from, int to, struct history_cells *out);
/* Cells of the range and the totals of everything. */
enum err analytics_history(
    struct call *c, int from, int to, struct history *out);

#endif
