/*
 * Lockout against guessing. Counters of accounts are rows; those of names that
 * do not exist live in a table of fixed size and behave alike.
 */
#include "server/auth/auth_lock.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_store_door.h"
#include "server/auth/auth_store_lock.h"

#define MINUTE_MS INT64_C(60000)
#define DAY_MS (1440 * MINUTE_MS)
#define KNOWN_MS (90 * DAY_MS)
#define EVERYWHERE "" /* source of the counter over all sources */
#define SLOTS 4096    /* power of two */
#define PROBES 8

struct slot {
	uint64_t key; /* 0: free */
	struct lock_count n;
};

struct lock_table {
	unsigned char key[crypto_shorthash_KEYBYTES];
	struct slot slot[SLOTS];
};

_Static_assert(crypto_shorthash_KEYBYTES == 16, "key of the table");
_Static_assert(crypto_shorthash_BYTES == sizeof(uint64_t), "key of a slot");

struct lock_table *
lock_table_new(const unsigned char key[16])
{
	struct lock_table *t = xcalloc(1, sizeof(*t));

	memcpy(t->key, key, sizeof(t->key));
	return t;
}

struct lock_table *
lock_table_free(struct lock_table *t)
{
	free(t);
	return NULL;
}

int
lock_tier(int failures)
{
	return failures >= 15 ? 3 : failures >= 10 ? 2 : failures >= 5 ? 1 : 0;
}

int64_t
lock_tier_ms(int tier)
{
	static const int minutes[] = { 0, 15, 60, 1440 };

	return minutes[tier] * MINUTE_MS;
}

int
lock_minutes(int64_t until, int64_t now)
{
	return until <= now ? 1 : (int)((until - now - 1) / MINUTE_MS + 1);
}

/* Keyed, so that nobody can aim at the slot of another name. */
static uint64_t
slot_key(const struct lock_table *t, struct call *c, const char *name,
    const char *source)
{
	const char *text = arena_printf(c->arena, "%s\n%s", name, source);
	uint64_t key;

	crypto_shorthash((unsigned char *)&key, (const unsigned char *)text,
	    strlen(text), t->key);
	return key == 0 ? 1 : key;
}

/* The slot of a name and source; make: else the stalest near it. */
static struct slot *
find_slot(struct call *c, const char *name, const char *source, bool make)
{
	struct lock_table *t = c->app->unknown;
	uint64_t key = slot_key(t, c, name, source);
	struct slot *old = NULL;
	int i;

	for (i = 0; i < PROBES; i++) {
		struct slot *s = &t->slot[(key + (uint64_t)i) % SLOTS];

		if (s->key == key)
			return s;
		if (old == NULL || s->n.last_at < old->n.last_at)
			old = s; /* a free one has failed at 0 */
	}
	if (!make)
		return NULL;
	old->key = key;
	old->n = (struct lock_count){ 0 };
	return old;
}

/* A day after the last failure and the end of the last lock all is forgotten.
 */
static void
forgive(struct lock_count *n, int64_t now)
{
	int64_t last = n->until > n->last_at ? n->until : n->last_at;

	if (n->failures > 0 && now >= last + DAY_MS)
		*n = (struct lock_count){ 0 };
}

static enum err
get(struct call *c, const struct lock_who *w, const char *source,
    struct lock_count *out)
{
	const struct slot *s;
	enum err e;

	*out = (struct lock_count){ 0 };
	if (w->account == 0) {
		s = find_slot(c, w->name, source, false);
		if (s != NULL)
			*out = s->n;
	} else if ((e = lock_store_get(c, w->account, source, out)) != OK) {
		return e;
	}
	forgive(out, c->now);
	return OK;
}

static enum err
put(struct call *c, const struct lock_who *w, const char *source,
    const struct lock_count *n)
{
	if (w->account != 0)
		return lock_store_put(c, w->account, source, n);
	find_slot(c, w->name, source, true)->n = *n;
	return OK;
}

/* A success from there within 90 days: the lock over all leaves it open. */
static enum err
is_known(struct call *c, const struct lock_who *w, bool *known)
{
	*known = false;
	if (w->account == 0)
		return OK;
	return door_store_known(
	    c, w->account, w->source, c->now - KNOWN_MS, known);
}

static enum err
holds(struct call *c, const struct lock_who *w, const struct lock_count *own,
    const struct lock_count *all, int64_t *until)
{
	bool known;
	enum err e = is_known(c, w, &known);

	if (e != OK)
		return e;
	*until = own->until > c->now ? own->until : 0;
	if (!known && all->until > c->now && all->until > *until)
		*until = all->until;
	return OK;
}

enum err
lock_until(struct call *c, const struct lock_who *w, int64_t *until)
{
	struct lock_count own, all;
	enum err e;

	if ((e = get(c, w, w->source, &own)) != OK ||
	    (e = get(c, w, EVERYWHERE, &all)) != OK)
		return e;
	return holds(c, w, &own, &all, until);
}

/* One failure more; the tier of the lock that begins, or 0. */
static int
strike(struct lock_count *n, int64_t now)
{
	int tier;

	if (n->failures == 0)
		n->first_at = now;
	n->failures++;
	n->last_at = now;
	tier = lock_tier(n->failures);
	if (tier > 0)
		n->until = now + lock_tier_ms(tier);
	return tier;
}

enum err
lock_failure(struct call *c, const struct lock_who *w, struct lock_blow *out)
{
	struct lock_count own, all;
	int tier, all_tier = 0;
	enum err e;

	if ((e = get(c, w, w->source, &own)) != OK ||
	    (e = get(c, w, EVERYWHERE, &all)) != OK)
		return e;
	tier = strike(&own, c->now);
	/* while it holds it counts nothing: rule 2 goes for it, too */
	if (all.until <= c->now) {
		all_tier = strike(&all, c->now);
		if ((e = put(c, w, EVERYWHERE, &all)) != OK)
			return e;
	}
	if ((e = put(c, w, w->source, &own)) != OK)
		return e;
	out->everywhere = all_tier > 0;
	out->tier = all_tier > tier ? all_tier : tier;
	out->failures = all_tier > tier ? all.failures : own.failures;
	return holds(c, w, &own, &all, &out->until);
}

enum err
lock_success(struct call *c, const struct lock_who *w)
{
	enum err e = lock_store_drop(c, w->account, w->source);

	if (e != OK)
		return e;
	return door_store_source(c, w->account, w->source);
}

enum err
lock_clear(struct call *c, int64_t account)
{
	return lock_store_clear(c, account);
}

enum err
lock_list(struct call *c, int64_t account, struct lock_rows *out)
{
	enum err e = lock_store_list(c, account, out);
	int i;

	for (i = 0; e == OK && i < out->n; i++) {
		struct lock_row *r = &out->row[i];

		r->tier = lock_tier(r->failures);
		r->display = auth_display(c->arena, r->name, r->display);
	}
	return e;
}
