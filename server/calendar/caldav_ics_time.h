#ifndef SERVER_CALENDAR_CALDAV_ICS_TIME_H
#define SERVER_CALENDAR_CALDAV_ICS_TIME_H

#include "server/calendar/caldav_ics.h"

/* A civil time; series step over its date. */
struct ics_time {
	int date, second; /* of the day */
	enum { ICS_LOCAL, ICS_UTC, ICS_DATE } kind;
};
/* False: not a time, or of a zone that is not known here. */
bool ics_time(struct arena *a, const struct ics_line *l, struct ics_time *out);
/* One value of a line, as "20260305T110000Z"; utc: it ends in Z. */
bool ics_time_text(const char *s, struct ics_time *out);
int64_t ics_instant(const struct ics_time *t);
/* Milliseconds of "P1DT2H"; -1: none. */
int64_t ics_duration(const char *s);
/* "20260305T100000Z"; out has 17 bytes. */
char *ics_stamp(int64_t at, char out[17]);

/* --- series --- */

struct ics_rule {
	enum { ICS_DAILY, ICS_WEEKLY } freq;
	int interval, count; /* count 0: none */
	int64_t until;	     /* INT64_MAX: none */
	unsigned days;	     /* bit 0: Monday; weekly only */
};
/* False: a rule that is not understood in full. */
bool ics_rule(struct arena *a, const char *value, struct ics_rule *out);

struct ics_series {
	struct ics_rule rule;
	struct ics_time start;
	int64_t *excluded; /* starts */
	int n_excluded;
	int64_t length;
};
/*
 * Starts that overlap [from, to), at most `most`, into out. Their number, or
 * -1 when there are more.
 */
int ics_expand(const struct ics_series *s, const struct ics_window *w,
    int64_t *out, int most);

#endif
