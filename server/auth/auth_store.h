#ifndef SERVER_AUTH_AUTH_STORE_H
#define SERVER_AUTH_AUTH_STORE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/* SQL of sessions and of the accounts behind them. Texts are in c->arena. */
struct call;

struct auth_session {
	int64_t id; /* 0: no such row */
	int64_t account;
	int64_t created_at, last_seen, ends_at;
	bool closed;
	bool expired; /* closed because it ran out */
	int64_t step_up_until;
	int64_t ssh_key;    /* that opened it; 0: none */
	const char *source; /* of the sign-in; for opening only */
};

struct auth_account {
	int64_t id; /* 0: no such row */
	const char *name, *display, *hash, *language;
	bool is_admin, active, must_change_password;
};

enum err auth_store_session(
    struct call *c, int64_t id, struct auth_session *out);
enum err auth_store_token(
    struct call *c, const char *token_hash, struct auth_session *out);
/* Last seen of a session and of its account. */
enum err auth_store_seen(
    struct call *c, int64_t id, int64_t account, int64_t at);
enum err auth_store_open(struct call *c, const struct auth_session *s,
    const char *token_hash, int64_t *id);
enum err auth_store_close(struct call *c, int64_t id, const char *why);
enum err auth_store_close_key(struct call *c, int64_t key, const char *why);
/* A new token for a session. */
enum err auth_store_renew(struct call *c, int64_t id, const char *token_hash);
enum err auth_store_step_up(struct call *c, int64_t id, int64_t until);
/* Open sessions beyond the keep last used ones; ids end with 0. */
enum err auth_store_surplus(
    struct call *c, int64_t account, int keep, int64_t **ids);
/* Where a session was signed in from; "" when there is no such row. */
enum err auth_store_source(struct call *c, int64_t id, const char **source);
/* Open sessions, the last used first. */
struct auth_sessions;
enum err auth_store_sessions(
    struct call *c, int64_t account, struct auth_sessions *out);
/* Open sessions that have run out: idle before an instant, or at their end. */
struct auth_ended {
	int64_t id;
	const char *account; /* its name */
	const char *end;     /* "idle", "absolute" */
};
enum err auth_store_ended(struct call *c, int64_t idle_before, int limit,
    struct auth_ended *out, int *n);
/* New hash; nothing has to be changed any more. */
enum err auth_store_password(struct call *c, int64_t account, const char *hash);
/* The same password under a better hash. */
enum err auth_store_rehash(struct call *c, int64_t account, const char *hash);
enum err auth_store_close_others(
    struct call *c, int64_t account, int64_t keep, const char *why);
enum err auth_store_account(
    struct call *c, int64_t id, struct auth_account *out);
enum err auth_store_name(
    struct call *c, const char *name, struct auth_account *out);
/* Bits of the effective permissions of an account that is no admin. */
enum err auth_store_perms(struct call *c, int64_t account, uint64_t perms[2]);
/* Roles of an account, sorted, NULL-terminated, in c->arena. */
enum err auth_store_roles(struct call *c, int64_t account, const char ***roles);

#endif
