#ifndef SERVER_CALENDAR_CALDAV_INT_H
#define SERVER_CALENDAR_CALDAV_INT_H

#include "server/calendar/caldav_ics.h"
#include "server/calendar/caldav_xml.h"
#include "server/calendar/calendar_http.h"
#include "server/calendar/calendar_port.h"

/* One exchange with a CalDAV server, from the address to the answer. */
struct caldav {
	const struct calendar_access *as;
	const struct calendar_request *rq;
	struct arena *a;
	struct calendar_answer *out;
	const char *basic; /* credentials, erased at the end; NULL: none */
	const char *url;   /* of the calendar, with a slash at its end */
};

struct caldav_question {
	const char *method, *depth, *body;
};

enum calendar_result caldav_fail(
    struct caldav *x, enum calendar_result r, const char *why);
enum calendar_result caldav_send(
    struct caldav *x, const struct http_request *what, struct http_answer *h);
/* Asks the calendar itself. Everything but a whole multistatus fails. */
enum calendar_result caldav_ask(struct caldav *x,
    const struct caldav_question *q, struct dav_answer *out, long *status);
/* A segment of an address. */
const char *caldav_escape(struct caldav *x, const char *s);
/* All events of the window, or with a token what changed since. */
void caldav_read_list(struct caldav *x);

#endif
