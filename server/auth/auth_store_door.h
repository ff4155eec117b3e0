#ifndef SERVER_AUTH_AUTH_STORE_DOOR_H
#define SERVER_AUTH_AUTH_STORE_DOOR_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/auth/auth_history.h"

/* SQL of known places and of the history of sign-ins. Texts in c->arena. */
struct call;

/* Whether an account knows a mark (SHA-256 of it, hexadecimal). */
enum err door_store_device(
    struct call *c, int64_t account, const char *mark, bool *found);
/* A new mark; of more than keep the longest unused goes. */
enum err door_store_add_device(
    struct call *c, int64_t account, const char *mark, int keep);
/* The device whose mark begins so was used. */
enum err door_store_used_device(
    struct call *c, int64_t account, const char *prefix);
/* The account signed in from there. */
enum err door_store_source(struct call *c, int64_t account, const char *source);
/* Signed in from there since. */
enum err door_store_known(struct call *c, int64_t account, const char *source,
    int64_t since, bool *known);

enum err door_store_note(struct call *c, const struct login_entry *e,
    const char *remote, const char *client);
/* Keeps the newest rows of an account, and its newest successes. */
enum err door_store_trim(
    struct call *c, int64_t account, int keep, int successes);
enum err door_store_logins(
    struct call *c, int64_t account, int limit, struct login_entries *out);
enum err door_store_failed(
    struct call *c, int64_t account, int *count, int64_t *since);
/* Addresses of the newest successes, NULL-terminated. */
enum err door_store_remotes(
    struct call *c, int64_t account, int limit, const char ***out);
enum err door_store_unknown(struct call *c, int64_t hour_at);
/* Account counters of a sign-in; *logins: how many there are now. */
enum err door_store_arrived(struct call *c, int64_t account, int64_t *logins);
/* Rows nobody needs any more; *n: how many went. */
enum err door_store_purge_sources(struct call *c, int64_t before);
enum err door_store_purge_sessions(
    struct call *c, int64_t before, int limit, int *n);
enum err door_store_purge_unknown(struct call *c, int64_t before);

#endif
