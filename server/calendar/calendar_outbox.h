#ifndef SERVER_CALENDAR_CALENDAR_OUTBOX_H
#define SERVER_CALENDAR_CALENDAR_OUTBOX_H

#include "server/core/events.h"

/*
 * Writes to calendars commit together with what they are about, as rows that
 * a worker drains later in order (booking.md 9). Without a calendar of its own
 * the hub is the calendar: the rows are born done.
 */
event_reactor calendar_on_booked, calendar_on_cancelled, calendar_on_changed,
    calendar_on_moved, calendar_on_special;

struct booking;
/* The calendar shall have the booking so; operation "insert" or "update". */
enum err calendar_write_booking(
    struct call *c, const struct booking *b, const char *operation);

#endif
