#ifndef SERVER_AUTH_AUTH_ATTEMPT_H
#define SERVER_AUTH_AUTH_ATTEMPT_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/auth/auth_source.h"

/*
 * One attempt to prove who somebody is, by password or code: the lock before
 * it, and what a failure leaves (hub file B1, B5). Used by sign-in, step-up,
 * change of password and the second factor.
 */
struct call;

struct auth_attempt {
	int64_t account;  /* 0: there is no such name */
	const char *name; /* login name, lower case */
	char source[AUTH_SOURCE_MAX];
	int64_t ssh_key; /* that came with it, or 0 */
};

enum attempt_fault {
	FAULT_PASSWORD,
	FAULT_CODE,
	FAULT_DISABLED,
	FAULT_LOCKED,
	FAULT_OLD_PASSWORD
};
extern const char *const attempt_faults[]; /* as in login_history.reason */

/* An attempt of somebody who is signed in: source of the session's sign-in. */
enum err attempt_of_session(struct call *c, struct auth_attempt *out);
/* Whether the source is locked; reads only (prepare of an ASYNC row). */
enum err attempt_locked(
    struct call *c, const struct auth_attempt *a, bool *locked);
/*
 * OK while the source is open. Else refuses with ACCOUNT_LOCKED, uncounted;
 * the refusal leaves its rows. For handlers marked KEEPS_TRACE.
 */
enum err attempt_check(struct call *c, const struct auth_attempt *a);
/*
 * The same after the work of an ASYNC row: what was locked before it was not
 * judged and is refused, even if the lock has ended meanwhile.
 */
enum err attempt_recheck(
    struct call *c, const struct auth_attempt *a, bool was_locked);
/*
 * Counts a wrong password or code with its history, audit row and log line
 * and refuses: with code, or ACCOUNT_LOCKED when this failure locked.
 */
enum err attempt_failed(struct call *c, const struct auth_attempt *a,
    enum attempt_fault fault, enum err code);

#endif
