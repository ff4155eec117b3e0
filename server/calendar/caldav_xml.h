#ifndef SERVER_CALENDAR_CALDAV_XML_H
#define SERVER_CALENDAR_CALDAV_XML_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Answers of WebDAV (RFC 4918, 4791, 6578), read strictly: a document type,
 * half of an answer or too deep a nesting is no answer.
 */
struct arena;

struct dav_item {
	struct dav_item *next;
	const char *href;
	int status;	  /* of the whole resource; 200 unless it says so */
	const char *etag; /* NULL: not told */
	const char *data; /* calendar-data, NULL: not told */
	const char *sync_token;
	bool collection, calendar;
};

struct dav_answer {
	struct dav_item *first;
	int n;
	const char *sync_token;
	bool bad_token; /* error valid-sync-token */
	bool uid_taken; /* error no-uid-conflict */
};

/* False: it is none. An error document has no items. */
bool dav_read(
    struct arena *a, const char *xml, size_t n, struct dav_answer *out);

#endif
