#ifndef SERVER_AUTH_AUTH_HISTORY_H
#define SERVER_AUTH_AUTH_HISTORY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * History of sign-ins (hub file B7): the newest 100 of an account, and always
 * its newest 20 successes, so that nobody can push them out by failing.
 */
struct call;

struct login_entry {
	int64_t id, at, account;
	bool success;
	const char *reason;	   /* "" or as in attempt_faults */
	const char *second_factor; /* "", "totp", "backup_code", "ssh_key" */
	const char *remote, *client, *transport;
};
struct login_entries {
	struct login_entry *row;
	int n;
};

/* Adds a row; time, address and client come from the call. */
enum err auth_note_login(struct call *c, const struct login_entry *e);
/* Newest first. */
enum err auth_logins(
    struct call *c, int64_t account, int limit, struct login_entries *out);
/* Failures since the last success; *since: the first of them, or 0. */
enum err auth_failed_since(
    struct call *c, int64_t account, int *count, int64_t *since);
/*
 * No success among the last 20 came from the network of the call. *first:
 * there was none at all.
 */
enum err auth_new_address(
    struct call *c, int64_t account, bool *is_new, bool *first);
/* One more failure of a name that does not exist. */
enum err auth_note_unknown(struct call *c);

#endif
