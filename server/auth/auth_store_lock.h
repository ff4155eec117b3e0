#ifndef SERVER_AUTH_AUTH_STORE_LOCK_H
#define SERVER_AUTH_AUTH_STORE_LOCK_H

#include <stdint.h>

#include "common/err.h"
#include "server/auth/auth_lock.h"

/* SQL of the counters of failures. */
struct call;

struct lock_count {
	int failures; /* 0: no such row */
	int64_t first_at, last_at, until;
};

enum err lock_store_get(struct call *c, int64_t account, const char *source,
    struct lock_count *out);
enum err lock_store_put(struct call *c, int64_t account, const char *source,
    const struct lock_count *n);
enum err lock_store_drop(struct call *c, int64_t account, const char *source);
enum err lock_store_clear(struct call *c, int64_t account);
/* Locks that hold now; account 0: of all. */
enum err lock_store_list(
    struct call *c, int64_t account, struct lock_rows *out);
/* Counters whose last failure and lock are both before this. */
enum err lock_store_purge(struct call *c, int64_t before);

#endif
