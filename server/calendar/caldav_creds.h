#ifndef SERVER_CALENDAR_CALDAV_CREDS_H
#define SERVER_CALENDAR_CALDAV_CREDS_H

#include "server/calendar/calendar_creds_json.h"

/*
 * User and password of a CalDAV server as e-mail and key: CALDAV_PASSWORD,
 * then the file ("": none), whose first line it is and which nobody else may
 * read. No user: a server without sign-in. False and why, never a value.
 */
struct caldav_creds_from {
	const char *user, *file;
	bool use_env;
};
bool caldav_creds_read(struct calendar_creds *out,
    const struct caldav_creds_from *from, char *why, size_t size);

#endif
