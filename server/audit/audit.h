#ifndef SERVER_AUDIT_AUDIT_H
#define SERVER_AUDIT_AUDIT_H

#include "common/err.h"

/*
 * The append-only audit log (hub file B8). Dispatch writes one row per write
 * operation by the action of its row; features only add details.
 */
struct call;

struct audit_entry {
	const char *action;
	const char *severity; /* info, warning, critical */
	const char *target;   /* may be NULL */
	const char *details;  /* JSON object, may be NULL */
};
/* Needs a savepoint. Actor, source and time come from the call. */
enum err audit_write(struct call *c, const struct audit_entry *a);

#endif
