#ifndef TESTS_HARNESS_FAKE_GOOGLE_H
#define TESTS_HARNESS_FAKE_GOOGLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * A stand-in for Google's calendar API v3 on loopback: token address that
 * verifies the JWT, events.list with pages and sync tokens, insert, get,
 * patch, delete, etags; and everything that goes wrong in life.
 */
struct fake_google;

enum fake_fault {
	FAKE_FINE,
	FAKE_429,      /* with Retry-After: 7 */
	FAKE_403_RATE, /* rateLimitExceeded */
	FAKE_403,      /* forbidden */
	FAKE_400,
	FAKE_500,
	FAKE_503,
	FAKE_401,     /* the access token is withdrawn */
	FAKE_REFUSE,  /* closes before doing anything */
	FAKE_LOST,    /* does it, then closes without an answer */
	FAKE_CUT,     /* does it, then sends half of the answer */
	FAKE_TORN,    /* does it, half of the answer, length of the half */
	FAKE_DELAY,   /* waits 300 ms */
	FAKE_GONE,    /* lists: 410 */
	FAKE_CHANGED, /* 412 */
	FAKE_FAULTS
};

struct fake_google *fake_google_new(void);
struct fake_google *fake_google_free(struct fake_google *g);
/* "http://127.0.0.1:PORT/calendar/v3" */
const char *fake_google_base(const struct fake_google *g);
/* Key file of the service account, as Google hands it out. */
const char *fake_google_key_json(const struct fake_google *g);

/* Faults of the next API requests, first in first out. */
void fake_google_fault(struct fake_google *g, enum fake_fault f);
/* Every n-th request at random goes wrong; 0: none. */
void fake_google_storm(struct fake_google *g, int one_in, uint64_t seed);
/* Nobody answers while it is down (connections are closed). */
void fake_google_down(struct fake_google *g, bool down);
/* Sync tokens given out so far answer 410. */
void fake_google_forget_tokens(struct fake_google *g);
/* Access tokens given out so far answer 401. */
void fake_google_withdraw(struct fake_google *g);
/* The token address refuses (400 invalid_grant). */
void fake_google_refuse_account(struct fake_google *g, bool refuse);

/* What a person does in the calendar. NULL and -1: stays. */
struct fake_edit {
	const char *title;
	int color;
	const char *start, *end; /* RFC 3339 */
};
bool fake_google_edit(struct fake_google *g, const char *calendar,
    const char *id, const struct fake_edit *edit);
bool fake_google_delete(
    struct fake_google *g, const char *calendar, const char *id);
/* A foreign event; date form when start has no 'T'. */
void fake_google_add(struct fake_google *g, const char *calendar,
    const char *id, const struct fake_edit *what);
/* The event without being asked over HTTP, a new reference; NULL: none. */
json_t *fake_google_event(
    struct fake_google *g, const char *calendar, const char *id);
/* Events that are not deleted, of a calendar. */
int fake_google_count(struct fake_google *g, const char *calendar);
/* i-th of them, a new reference. */
json_t *fake_google_at(struct fake_google *g, const char *calendar, int i);
/* Requests so far: of the API, of the token address, of one method. */
int fake_google_requests(struct fake_google *g);
int fake_google_tokens(struct fake_google *g);
int fake_google_method(struct fake_google *g, const char *method);
/* Faults that struck. */
int fake_google_struck(struct fake_google *g);

#endif
