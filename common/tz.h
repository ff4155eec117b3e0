#ifndef COMMON_TZ_H
#define COMMON_TZ_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Civil time of the company zone, built on localtime_r only: mktime with
 * isdst -1 depends on earlier calls. Set the zone once, before any thread.
 */
enum tz_kind { TZ_NORMAL, TZ_MISSING, TZ_DOUBLED };

/* Sets TZ for the process; false when the zone is not in the tz database. */
bool tz_set(const char *zone);
const char *tz_name(void);

/*
 * Instant of a civil time (date: day number, minute of the day 0..1439).
 * Doubled hour: the earlier instant; missing: the first instant after the gap
 * (booking.md 19.9).
 */
enum tz_kind tz_civil(int date, int minute, int64_t *at);
/* Civil date, and minute of the day if not NULL, of an instant. */
int tz_date(int64_t at, int *minute);
/* Seconds east of UTC at an instant. */
int tz_offset(int64_t at);
/* First instant of a civil day. Day d is [tz_day(d), tz_day(d + 1)). */
int64_t tz_day(int date);
/* "HH:MM" of the instant, out has 6 bytes. */
char *tz_clock(int64_t at, char out[6]);
/*
 * Legacy time stamps: ISO 8601 with offset, with Z, or naive (read as company
 * zone), up to microseconds (booking.md 3). *at only on true.
 */
bool tz_parse_legacy(const char *s, int64_t *at);

#endif
