#ifndef SERVER_AUTH_AUTH_LOCK_H
#define SERVER_AUTH_AUTH_LOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Lockout against guessing (hub file B5): counters per account and source, and
 * one per account over all sources. All times are UTC ms.
 */
struct call;

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

#endif
