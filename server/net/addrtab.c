/* Connections per remote address. */
#include "server/net/addrtab.h"

#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "common/xalloc.h"

#define BUCKETS 1024
#define ADDR_MAX 65536
#define MINUTE_MS 60000

struct addr {
	struct addr *next;
	uint8_t key[16]; /* IPv4 mapped, IPv6 without its lower half */
	int64_t since;	 /* start of the minute that is counted */
	int recent;	 /* connections since then */
	int open;
	bool told; /* a refusal of this minute is in the log */
};

struct addrtab {
	struct addr *bucket[BUCKETS];
	int n;
};

struct addrtab *
addrtab_new(void)
{
	return xcalloc(1, sizeof(struct addrtab));
}

/* Removes entries without connections whose minute began before `before`. */
static void
forget(struct addrtab *t, int64_t before)
{
	struct addr **pp, *a;
	int i;

	for (i = 0; i < BUCKETS; i++)
		for (pp = &t->bucket[i]; (a = *pp) != NULL;) {
			if (a->open > 0 || a->since >= before) {
				pp = &a->next;
				continue;
			}
			*pp = a->next;
			free(a);
			t->n--;
		}
}

struct addrtab *
addrtab_free(struct addrtab *t)
{
	struct addr *a, *next;
	int i;

	if (t == NULL)
		return NULL;
	for (i = 0; i < BUCKETS; i++)
		for (a = t->bucket[i]; a != NULL; a = next) {
			next = a->next;
			free(a);
		}
	free(t);
	return NULL;
}

static void
key_of(const struct sockaddr *sa, uint8_t key[16])
{
	const struct sockaddr_in *v4;
	const struct sockaddr_in6 *v6;

	memset(key, 0, 16);
	if (sa->sa_family == AF_INET) {
		v4 = (const struct sockaddr_in *)sa;
		key[10] = key[11] = 0xff;
		memcpy(key + 12, &v4->sin_addr, 4);
	} else if (sa->sa_family == AF_INET6) {
		v6 = (const struct sockaddr_in6 *)sa;
		memcpy(key, &v6->sin6_addr,
		    IN6_IS_ADDR_V4MAPPED(&v6->sin6_addr) ? 16 : 8);
	}
}

static unsigned
slot_of(const uint8_t key[16])
{
	uint64_t h = 14695981039346656037u;
	int i;

	for (i = 0; i < 16; i++)
		h = (h ^ key[i]) * 1099511628211u;
	return (unsigned)(h >> 32) % BUCKETS;
}

static struct addr *
find_or_add(struct addrtab *t, const struct sockaddr *sa, int64_t now)
{
	struct addr *a, **head;
	uint8_t key[16];

	key_of(sa, key);
	head = &t->bucket[slot_of(key)];
	for (a = *head; a != NULL; a = a->next)
		if (memcmp(a->key, key, sizeof(key)) == 0)
			return a;
	if (t->n >= ADDR_MAX)
		forget(t, INT64_MAX);
	a = xcalloc(1, sizeof(*a));
	memcpy(a->key, key, sizeof(key));
	a->since = now;
	a->next = *head;
	*head = a;
	t->n++;
	return a;
}

enum admit
addrtab_enter(struct addrtab *t, const struct sockaddr *sa,
    const struct addr_limits *lim, int64_t now, struct addr **out)
{
	struct addr *a = find_or_add(t, sa, now);
	enum admit refused = ADMIT_OK;

	if (now - a->since >= MINUTE_MS) {
		a->since = now;
		a->recent = 0;
		a->told = false;
	}
	if (lim->open >= 0 && a->open >= lim->open)
		refused = ADMIT_OPEN;
	else if (lim->per_minute >= 0 && a->recent >= lim->per_minute)
		refused = ADMIT_RATE;
	if (refused != ADMIT_OK) {
		if (a->told)
			return ADMIT_AGAIN;
		a->told = true;
		return refused;
	}
	a->open++;
	a->recent++;
	*out = a;
	return ADMIT_OK;
}

void
addrtab_leave(struct addrtab *t, struct addr *a)
{
	(void)t;
	if (a != NULL)
		a->open--;
}

void
addrtab_sweep(struct addrtab *t, int64_t now)
{
	forget(t, now - MINUTE_MS + 1);
}

int
addrtab_count(const struct addrtab *t)
{
	return t->n;
}
