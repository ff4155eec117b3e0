#ifndef SERVER_CALENDAR_CALENDAR_CHECK_H
#define SERVER_CALENDAR_CALENDAR_CHECK_H

#include "server/calendar/calendar_port.h"

struct call;
struct calendar_job;

/* A probe of every calendar (booking.md 9.8); the answers by calendar. */
struct calendar_check {
	struct calendar_job *job;
	int n;
	const char **name, **calendar_id;
	struct calendar_answer *answer;
};
enum err calendar_check_prepare(struct call *c, struct calendar_check *k);
/* Worker. */
void calendar_check_work(struct calendar_check *k);
/* Counts the calls; healthy 100 %, degraded 80 %, else critical. */
enum err calendar_check_finish(
    struct call *c, const struct calendar_check *k, const char **verdict);
void calendar_check_drop(struct calendar_check *k);

#endif
