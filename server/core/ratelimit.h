#ifndef SERVER_CORE_RATELIMIT_H
#define SERVER_CORE_RATELIMIT_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Token buckets (hub file B6) by class and key, charged before a request runs
 * and never refunded. Bounded: the least recently used bucket makes room.
 */
struct ratelimit;

struct ratelimit *ratelimit_new(void);
struct ratelimit *ratelimit_free(struct ratelimit *r);
/*
 * Takes one token; per_minute < 0: no limit. 0 when it was there, else the
 * seconds until the next one (rounded up, at least 1).
 */
int ratelimit_take(struct ratelimit *r, uint64_t key, int64_t per_minute,
    int64_t burst, int64_t mono_ms);

#endif
