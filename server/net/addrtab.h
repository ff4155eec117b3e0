#ifndef SERVER_NET_ADDRTAB_H
#define SERVER_NET_ADDRTAB_H

#include <stdbool.h>
#include <stdint.h>

/*
 * Who is connected from where: open connections and new ones per minute of
 * each remote address (hub file B6, class connection). IPv6 counts by /64,
 * the smallest net a customer gets. Not used for the local socket.
 */
struct addrtab;
struct addr; /* one remote address; lives while connections are open */
struct sockaddr;

enum admit {
	ADMIT_OK,
	ADMIT_OPEN,  /* refused: too many are open */
	ADMIT_RATE,  /* refused: too many in a minute */
	ADMIT_AGAIN, /* refused, as already said in this minute */
};

struct addr_limits {
	int64_t open;	    /* -1: off */
	int64_t per_minute; /* -1: off */
};

struct addrtab *addrtab_new(void);
/* Accepts NULL, returns NULL. Open entries are gone with it. */
struct addrtab *addrtab_free(struct addrtab *t);
/*
 * One more connection. On ADMIT_OK *out is the entry for addrtab_leave.
 * now: monotonic, ms.
 */
enum admit addrtab_enter(struct addrtab *t, const struct sockaddr *sa,
    const struct addr_limits *lim, int64_t now, struct addr **out);
/* A connection ended. Accepts NULL. */
void addrtab_leave(struct addrtab *t, struct addr *a);
/* Forgets addresses without connections and with an elapsed minute. */
void addrtab_sweep(struct addrtab *t, int64_t now);
/* Addresses held. */
int addrtab_count(const struct addrtab *t);

#endif
