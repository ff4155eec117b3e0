#ifndef SERVER_RPC_IDEM_H
#define SERVER_RPC_IDEM_H

#include <jansson.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Idempotency keys (hub file F1): account, key, hash of operation and
 * canonical parameters, and the answer, stored in the request's savepoint for
 * successes only, kept 24 h.
 */
struct call;
struct buf;

#define IDEM_KEEP_MS (24 * 3600 * 1000LL)
#define IDEM_ANSWER_MAX 8192

/* Hash of an operation and its params as 64 hexadecimal digits. */
void idem_hash(const char *op, const json_t *params, char out[65]);
/*
 * Looks the key up. *answer is the stored text behind the id (arena) or NULL.
 * E_CONFLICT when the key was used with other parameters.
 */
enum err idem_find(struct call *c, int64_t account, const char *key,
    const char *hash, const char **answer);
enum err idem_store(struct call *c, int64_t account, const char *key,
    const char *hash, const char *answer);
/*
 * Removes rows older than 24 h, the oldest first, as many as a slice of a busy
 * hub may take. *more: there are others.
 */
enum err idem_purge(struct call *c, bool *more);

#endif
