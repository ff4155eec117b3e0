#ifndef SERVER_CALENDAR_CALENDAR_CREDS_JSON_H
#define SERVER_CALENDAR_CALENDAR_CREDS_JSON_H

#include <stdbool.h>
#include <stddef.h>

/* Key of a service account (booking.md 9.1); never leaves memory. */
struct calendar_creds {
	char *email, *key, *token_uri; /* NULL: none */
};

/*
 * GOOGLE_CREDS_BASE64 or _B64, GOOGLE_CREDS_JSON, then the file ("": none).
 * False and why, never a value, when there is none or it is no good.
 */
bool calendar_creds_read(struct calendar_creds *out, const char *file,
    bool use_env, char *why, size_t size);
/* Erases the key. */
void calendar_creds_done(struct calendar_creds *k);

#endif
