#ifndef SERVER_CALENDAR_CALENDAR_TAKE_H
#define SERVER_CALENDAR_CALENDAR_TAKE_H

#include "server/calendar/calendar_store.h"
#include "server/calendar/calendar_work.h"

/* What an answer changes; row is stored by the caller afterwards. */
enum err calendar_take_write(
    struct call *c, struct calendar_row *row, const struct calendar_job *j);
enum err calendar_take_page(
    struct call *c, struct calendar_row *row, const struct calendar_job *j);
/* The days that are mirrored, the same for all pages of a list. */
void calendar_window(
    struct call *c, const struct calendar_row *row, int64_t *from, int64_t *to);
/* The next list is a full one. */
bool calendar_wants_all(const struct call *c, const struct calendar_row *row);
/* From now on the calendar is the actor of this call: nothing is echoed. */
void calendar_act(struct call *c);
bool calendar_is_acting(const struct call *c);

#endif
