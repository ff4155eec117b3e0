/* Rates from counts (booking.md 13.4). Called by customers and analytics. */
#include "server/outcomes/outcomes_metrics.h"

#include <stdint.h>

static int
rate(int count, int total, int whole)
{
	if (total == 0)
		return 0;
	return (
	    int)(((int64_t)count * whole * 2 + total) / ((int64_t)total * 2));
}

int
metrics_rate_hundredths(int count, int total)
{
	return rate(count, total, 10000);
}

int
metrics_rate_tenths(int count, int total)
{
	return rate(count, total, 1000);
}
