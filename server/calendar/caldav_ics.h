#ifndef SERVER_CALENDAR_CALDAV_ICS_H
#define SERVER_CALENDAR_CALDAV_ICS_H

#include "common/buf.h"
#include "server/calendar/calendar_port.h"

/*
 * iCalendar (RFC 5545), small and strict: what is not understood in full is
 * said to be unreadable, never guessed. Everything lives in the arena.
 */
#define ICS_MAX (1 << 20)

/* A line, unfolded; name in capitals, value as it stands there. */
struct ics_line {
	struct ics_line *next;
	const char *name, *params, *value, *raw;
};
/* NULL: no iCalendar text. */
struct ics_line *ics_lines(struct arena *a, const char *text, size_t n);
/* Value of a parameter without quotes; NULL: none. */
const char *ics_param(
    struct arena *a, const struct ics_line *l, const char *key);
const char *ics_unescape(struct arena *a, const char *value);
/* One content line, folded; the second escapes a text. */
void ics_put(struct buf *b, const char *name, const char *value);
void ics_put_text(struct buf *b, const char *name, const char *text);

/* --- events --- */

struct ics_window {
	int64_t from, to;
	bool all; /* single events of any time */
};

struct ics_file {
	struct calendar_event *event;
	int n;
	bool recurring;
	bool ours;	 /* says to be a booking of the hub */
	const char *uid; /* of its first event, NULL: none */
	const char *why; /* NULL, or what could not be read */
};
/*
 * The events of one resource. The first one of a series has the id `name`,
 * the others "name#" and their instant. False: unreadable, see why.
 */
bool ics_read(struct arena *a, const char *name, const struct buf *text,
    const struct ics_window *w, struct ics_file *out);
/* A whole calendar with this event, times in UTC. */
void ics_write(struct buf *b, const struct calendar_event *ev, int64_t now);
/*
 * Old with the members of ev instead of its own; what people added stays.
 * False: old holds no event.
 */
bool ics_change(struct buf *b, const struct buf *old,
    const struct calendar_event *ev, int64_t now);

#endif
