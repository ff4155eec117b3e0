#ifndef SERVER_SLOTS_SLOTS_SUMMARY_H
#define SERVER_SLOTS_SLOTS_SUMMARY_H

#include <stdint.h>

#include "common/err.h"

/* Figures of slots for the dashboard (hub file A1). */
struct call;

struct slots_next {
	int64_t id;
	const char *customer, *status;
	int date, hour;
};

struct slots_summary {
	int64_t today_bookings, today_free, week_bookings, bookings_total;
	int64_t my_upcoming, my_month_points, my_month_coins;
	int64_t show_rate_tenths; /* of the last 30 days; -1: no data */
	struct slots_next next[3];
	int n_next;
};

enum err slots_summary(struct call *c, struct slots_summary *out);

#endif
