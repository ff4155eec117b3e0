/* Token buckets in a fixed table; dispatch charges them. */
#include "server/core/ratelimit.h"

#include <stdlib.h>

#include "common/xalloc.h"

#define BUCKETS 8192 /* power of two */
#define PROBES 8

struct bucket {
	uint64_t key;  /* 0: free */
	int64_t milli; /* thousandths of a token */
	int64_t at;
};

struct ratelimit {
	struct bucket b[BUCKETS];
};

struct ratelimit *
ratelimit_new(void)
{
	return xcalloc(1, sizeof(struct ratelimit));
}

struct ratelimit *
ratelimit_free(struct ratelimit *r)
{
	free(r);
	return NULL;
}

/* The key's bucket, or the stalest of its neighbourhood, emptied for it. */
static struct bucket *
find(struct ratelimit *r, uint64_t key, int64_t burst, int64_t now)
{
	uint64_t h = key * 0x9e3779b97f4a7c15u;
	struct bucket *old = NULL;
	int i;

	for (i = 0; i < PROBES; i++) {
		struct bucket *b = &r->b[((h >> 40) + (uint64_t)i) % BUCKETS];

		if (b->key == key)
			return b;
		if (old == NULL || b->key == 0 ||
		    (old->key != 0 && b->at < old->at))
			if (old == NULL || old->key != 0)
				old = b;
	}
	old->key = key;
	old->milli = burst * 1000;
	old->at = now;
	return old;
}

int
ratelimit_take(struct ratelimit *r, uint64_t key, int64_t per_minute,
    int64_t burst, int64_t mono_ms)
{
	struct bucket *b;
	int64_t gain, missing;

	if (per_minute < 0)
		return 0;
	b = find(r, key == 0 ? 1 : key, burst, mono_ms);
	/* per_minute tokens in 60,000 ms: per_minute / 60 thousandths per ms */
	gain = (mono_ms - b->at) * per_minute / 60;
	if (gain > 0) {
		b->milli += gain;
		b->at += gain * 60 / per_minute; /* the rest counts later */
		if (b->milli > burst * 1000)
			b->milli = burst * 1000;
	}
	if (b->milli >= 1000) {
		b->milli -= 1000;
		return 0;
	}
	missing = (1000 - b->milli) * 60 / per_minute; /* ms */
	return (int)((missing + 999) / 1000) > 0 ? (int)((missing + 999) / 1000)
						 : 1;
}
