#ifndef SERVER_CALENDAR_CALENDAR_GOOGLE_JSON_H
#define SERVER_CALENDAR_CALENDAR_GOOGLE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "server/calendar/calendar_port.h"

/* What Google says, read strictly: half of an answer is no answer. */

/* items, nextPageToken, nextSyncToken. False: not such a page. */
bool google_read_page(
    struct arena *a, const char *s, size_t n, struct calendar_answer *out);
/* One event; also of a body that we have sent ourselves. */
bool google_read_event(
    struct arena *a, const char *s, size_t n, struct calendar_event *out);
/* access_token and how many seconds it is good. */
bool google_read_token(struct arena *a, const char *s, size_t n,
    const char **token, int64_t *seconds);
/* error.errors[0].reason or "error" of the token address; "" if none. */
const char *google_read_reason(struct arena *a, const char *s, size_t n);

#endif
