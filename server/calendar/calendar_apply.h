#ifndef SERVER_CALENDAR_CALENDAR_APPLY_H
#define SERVER_CALENDAR_CALENDAR_APPLY_H

#include "server/calendar/calendar_mirror_store.h"
#include "server/calendar/calendar_store.h"

/* Changes that people made in a calendar become changes here (9.7). */
struct apply {
	struct call *c;
	struct calendar_row *row;
	bool doubtful; /* so much was deleted that people decide */
	int from, to;  /* days whose figures change; from 0: none */
	int seen;
};

/* An event is not as it was; m: as it was, known false: never seen. */
enum err calendar_apply(struct apply *x, const struct mirror_row *m,
    const struct calendar_event *ev);
/* The appointment is over and its colour says how it went. */
enum err calendar_apply_ended(struct apply *x, const struct mirror_row *m);
/* Slots overfilled while the calendar was out of sight. */
enum err calendar_tell_over(struct call *c, int64_t n);
/* Figures of the days that foreign events have changed. */
enum err calendar_apply_end(struct apply *x);

#endif
