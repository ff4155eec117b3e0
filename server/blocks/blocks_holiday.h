#ifndef SERVER_BLOCKS_BLOCKS_HOLIDAY_H
#define SERVER_BLOCKS_BLOCKS_HOLIDAY_H

/*
 * Statutory holidays of North Rhine-Westphalia for any year (booking.md 6.1).
 * Pure. Names are German.
 */
struct holiday {
	int date; /* day number */
	const char *name;
};
#define HOLIDAYS_MAX 12

/* Fills out, sorted by date (two names may share a date); returns how many. */
int holiday_year(int year, struct holiday out[HOLIDAYS_MAX]);
/*
 * Names on a date joined with ", " into out (size >= 128); false when it is
 * no holiday.
 */
#include <stdbool.h>
#include <stddef.h>
bool holiday_on(int date, char *out, size_t size);

#endif
