#ifndef SERVER_NOTIFY_NOTIFY_H
#define SERVER_NOTIFY_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Notifications (hub file A5): stored per recipient, pushed as
 * notifications.changed. Both languages are given; the recipient's is kept.
 */
struct call;

struct notification {
	const char *type;		     /* info, success, warning, error */
	const char *title_de, *title_en;     /* at most 300 characters */
	const char *message_de, *message_en; /* may be NULL */
	bool popup;
	const char *source; /* "auth", "audit" ... */
	const char *dedupe; /* key, or NULL: repeats within a day count up */
	const char *screen; /* screen to open, or NULL */
	int64_t ref;	    /* of that screen, or 0 */
};

/* To one account; disabled accounts get none. Needs the savepoint. */
enum err notify_account(
    struct call *c, int64_t account, const struct notification *n);
/* To a role ("admin", "opener" ..., "closer", "all"); *sent may be NULL. */
enum err notify_role(
    struct call *c, const char *role, const struct notification *n, int *sent);

#endif
