#ifndef SERVER_JOBS_JOBS_SCHEDULE_H
#define SERVER_JOBS_JOBS_SCHEDULE_H

#include <stdbool.h>
#include <stdint.h>

/*
 * When a job is due, in civil times of the company zone (hub file E2):
 *	daily 09:00 21:00	workdays 14:00 16:00	weekly mo 21:00
 *	hourly 09-20		monthly 1 05:00		yearly 01-01 00:20
 *	every 5m (1 to 60, a divisor of 60)
 * A time that does not exist is the first minute after the gap, one that
 * exists twice the earlier (DEC-25). Pure.
 */
#define SCHEDULE_TIMES 24

enum schedule_kind {
	SCHEDULE_EVERY,
	SCHEDULE_DAILY,
	SCHEDULE_WORKDAYS,
	SCHEDULE_WEEKLY,
	SCHEDULE_MONTHLY,
	SCHEDULE_YEARLY
};

struct schedule {
	enum schedule_kind kind;
	int every;		       /* minutes */
	int n, minute[SCHEDULE_TIMES]; /* minutes of the day, ascending */
	int weekday;		       /* 0 Monday */
	int day, month;		       /* day 1 to 28 */
};

/* False: the text is none; why gets the reason (English). */
bool schedule_parse(const char *text, struct schedule *out, const char **why);
/* First planned instant after `after`; INT64_MAX beyond the calendar. */
int64_t schedule_next(const struct schedule *s, int64_t after);
/* Last planned instant in (after, until]; 0 when there is none. */
int64_t schedule_latest(const struct schedule *s, int64_t after, int64_t until);
/* Planned more often than once a day. */
bool schedule_is_frequent(const struct schedule *s);

#endif
