#ifndef SERVER_AUDIT_AUDIT_H
#define SERVER_AUDIT_AUDIT_H

#include <stddef.h>

#include "common/err.h"

/*
 * The append-only audit log (hub file B8). Dispatch writes one row per write
 * operation by the action of its row; features only add details
 * (call_audit, call_audit_change).
 */
struct call;

struct audit_entry {
	const char *action;   /* a row of audit_actions.def */
	const char *severity; /* info, warning, critical; NULL: as its row */
	const char *target;   /* may be NULL */
	const char *details;  /* JSON object, may be NULL */
	const char *error_id; /* of the error screen; may be NULL */
};
/*
 * One row at the end of the chain, and the alerts it raises. Needs a
 * savepoint. Actor, source and time come from the call. A request whose row
 * cannot be written must fail.
 */
enum err audit_write(struct call *c, const struct audit_entry *a);

/* An action the table knows. */
struct audit_action {
	const char *action;
	const char *type;     /* auth, security, admin, data, booking ... */
	const char *severity; /* unless the caller says otherwise */
};
/* The row of an action; NULL when it has none. */
const struct audit_action *audit_action(const char *action);
/* Rows in order of action; *n is their number. */
const struct audit_action *audit_actions(size_t *n);
/* The event types, ends with NULL; the severities likewise. */
extern const char *const audit_types[];
extern const char *const audit_severities[];

/* Room for the longest result and NUL. */
#define AUDIT_REMOTE 48
/*
 * The address without its host part: 203.0.113.77 -> 203.0.113.0,
 * 2001:db8:1:2:3:4:5:6 -> 2001:db8:1:2:3:4:x:x, ::1 -> ::x:x. What is no
 * address stays.
 */
void audit_remote(const char *remote, char out[AUDIT_REMOTE]);

/* The keys of the chain in memory; part of struct app. */
struct audit_chain;
/* Erases the keys. Accepts NULL, returns NULL. */
struct audit_chain *audit_chain_free(struct audit_chain *ch);
/*
 * First step of a start, before any audit_write: opens the key of the chain or
 * begins a new one, and checks the head. Needs a savepoint.
 */
enum err audit_start(struct call *c);
/*
 * Takes rows from before the chain into it, some thousands at a time. Needs a
 * savepoint; *more: call it again in another turn.
 */
enum err audit_adopt(struct call *c, bool *more);

/*
 * Last step of a start: migrations since the last one (a new database has
 * none), a setting that cannot be used, and the start itself are entries.
 */
enum err audit_started(struct call *c);

#endif
