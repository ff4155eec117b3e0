#ifndef SERVER_AUTH_AUTH_KEY_H
#define SERVER_AUTH_AUTH_KEY_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * SSH keys of accounts (hub file B1, DEC-6) and the two ways in that they and
 * local users open. A live key belongs to one account; a revoked one stays as
 * a row, so that the log keeps its name.
 */
struct call;
struct auth_ticket;

struct auth_key {
	int64_t id, account, version;
	const char *type, *blob, *fingerprint, *name, *added_by;
	int64_t added_at, last_used_at, revoked_at; /* 0: never */
};
struct auth_keys {
	struct auth_key *row;
	int n;
};

struct auth_key_new {
	int64_t account;
	const char *key;  /* "type base64 comment" */
	const char *name; /* NULL or "": the comment */
};
/*
 * VALIDATION names what is wrong with the key; CONFLICT: somebody has it
 * already (not said who); LIMIT. The account is told.
 */
enum err auth_key_add(
    struct call *c, const struct auth_key_new *in, struct auth_key *out);

struct auth_key_name {
	int64_t id, version; /* version 0: whatever it is */
	const char *name;
};
/* Own keys only; NOT_FOUND for others'. */
enum err auth_key_rename(
    struct call *c, const struct auth_key_name *in, struct auth_key *out);
/*
 * Ends the sessions that the key has opened. account: whose key it must be,
 * or 0. A key revoked before: NOT_FOUND.
 */
enum err auth_key_revoke(struct call *c, int64_t id, int64_t account);
/* Live ones first, newest first. NOT_FOUND: no such account. */
enum err auth_key_list(struct call *c, int64_t account, struct auth_keys *out);

struct auth_key_query {
	const char *user; /* system account sshd asks for; NULL: ours */
	const char *key;  /* only this one; NULL: all */
	int64_t limit, offset;
};
/*
 * Live keys of active accounts for sshd. FORBIDDEN unless asked by an operator
 * or the system account of SSH, before it has signed anybody in.
 */
enum err auth_key_authorized(
    struct call *c, const struct auth_key_query *in, struct auth_keys *out);

struct auth_ssh {
	const char *key; /* proven by sshd; NULL: the one proven before */
	bool only_prove;
	int language; /* as in auth_login */
	const char *client;
};
/*
 * Only the system account of SSH may ask, once per connection with a key; it
 * is no operator from then on. Refusals are audited. *name: whose key it is.
 */
enum err auth_ssh(struct call *c, const struct auth_ssh *in,
    struct auth_ticket *out, const char **name);
/* The account that the local user of this connection is mapped to. */
enum err auth_local(
    struct call *c, int language, const char *client, struct auth_ticket *out);

#endif
