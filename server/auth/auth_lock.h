#ifndef SERVER_AUTH_AUTH_LOCK_H
#define SERVER_AUTH_AUTH_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Lockout against guessing (hub file B5): counters per account and source, and
 * one per account over all sources. All times are UTC ms. Who judges passwords
 * or codes uses auth_attempt.h, which also leaves the rows of a refusal.
 */
struct call;

/* Whose counter: an account, or a name that does not exist (account 0). */
struct lock_who {
	int64_t account;
	const char *name;   /* as stored: lower case */
	const char *source; /* auth_source.h */
};

/* What one failure did. */
struct lock_blow {
	int64_t until;	 /* lock that now holds for this source; 0: none */
	int tier;	 /* 1 to 3: a lock began; 0: none did */
	int failures;	 /* of the counter that locked */
	bool everywhere; /* the counter over all sources locked, too */
};

/* Tier of a number of failures in a row, 0 to 3, and its lock in ms. */
int lock_tier(int failures);
int64_t lock_tier_ms(int tier);
/* Minutes until an instant, rounded up, at least 1. */
int lock_minutes(int64_t until, int64_t now);

/* End of the lock that holds for this source; 0: it is open. */
enum err lock_until(struct call *c, const struct lock_who *w, int64_t *until);
/* Counts one failure; needs the savepoint. The source must be open. */
enum err lock_failure(
    struct call *c, const struct lock_who *w, struct lock_blow *out);
/* A complete sign-in: clears the source's counter, the source is known. */
enum err lock_success(struct call *c, const struct lock_who *w);
/* All counters of an account (unlock, password reset). */
enum err lock_clear(struct call *c, int64_t account);

struct lock_row {
	int64_t account;
	const char *name, *display;
	const char *source; /* "": over all sources */
	int failures, tier; /* tier 1 to 3 */
	int64_t first_failed_at, last_failed_at, locked_until;
};
struct lock_rows {
	struct lock_row *row;
	int n;
};
/* Locks that hold now, of one account or (0) of all; newest first. */
enum err lock_list(struct call *c, int64_t account, struct lock_rows *out);

/*
 * Counters of names that do not exist: a table of fixed size, the stalest
 * makes room. Charged at once and never given back, like rate limits.
 */
struct lock_table;
struct lock_table *lock_table_new(const unsigned char key[16]);
/* Accepts NULL, returns NULL. */
struct lock_table *lock_table_free(struct lock_table *t);

#endif
