#ifndef SERVER_CALENDAR_CALENDAR_HTTP_H
#define SERVER_CALENDAR_CALENDAR_HTTP_H

#include <stdatomic.h>
#include <stdbool.h>

#include "common/buf.h"

/*
 * One HTTP exchange over libcurl, on a worker. Certificates are always
 * checked, redirects never followed; plain http only towards loopback.
 */
struct http_request {
	const char *method, *url;
	const char *body;	       /* NULL: none */
	const char *type;	       /* of the body */
	const char *bearer, *if_match; /* NULL: none */
	const atomic_bool *stop;       /* NULL: never */
};

struct http_answer {
	long status;	 /* 0: no answer, see why */
	int retry_after; /* seconds, -1: not said */
	bool bad_setup;	 /* the address itself cannot work */
	char why[160];
	struct buf body; /* of the caller: http_done */
};

#define HTTP_BODY_MAX (8 << 20)

/* Once per process, before any thread. */
void http_setup(void);
void http_run(const struct http_request *rq, struct http_answer *out);
void http_done(struct http_answer *out);
/* https, or http towards 127.0.0.0/8, ::1 or localhost. */
bool http_may_use(const char *url);

#endif
