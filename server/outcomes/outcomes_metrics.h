#ifndef SERVER_OUTCOMES_OUTCOMES_METRICS_H
#define SERVER_OUTCOMES_OUTCOMES_METRICS_H

/*
 * Rates of days and periods (booking.md 13.4): the denominator is always all
 * appointments. Pure; rounded half up; 0 when total is 0.
 */
/* Daily rates have two decimals: 26.92 % is 2692. */
int metrics_rate_hundredths(int count, int total);
/* Rates of periods have one: 24.5 % is 245. */
int metrics_rate_tenths(int count, int total);

#endif
