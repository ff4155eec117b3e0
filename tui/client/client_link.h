#ifndef TUI_CLIENT_CLIENT_LINK_H
#define TUI_CLIENT_CLIENT_LINK_H

#include <stdbool.h>
#include <stddef.h>
#include <uv.h>

#include "tui/client/client.h"
#include "tui/client/known_hosts.h"

struct target;
struct link;

/*
 * One connection, from the name of the server to its end: resolve, connect,
 * TLS, lines in, bytes out. Knows nothing of calls and sessions. After lost()
 * no other function is called; the owner then closes it.
 */
struct link_events {
	/*
	 * Connected; TLS without a CA: fingerprint is set, and nothing is
	 * read or written before link_go. Else NULL.
	 */
	void (*up)(void *arg, const char *fingerprint);
	/* One line, valid during the call. */
	void (*line)(void *arg, char *line, size_t n);
	/* text for people */
	void (*lost)(void *arg, enum client_trouble t, const char *text);
};

/* Starts at once; events come from the loop only. target must outlive it. */
struct link *link_open(uv_loop_t *loop, const struct target *target,
    const struct link_events *ev, void *arg);
/* No event comes after it. Accepts NULL, returns NULL. */
struct link *link_close(struct link *l);
/* Goes on after up() with a fingerprint. */
void link_go(struct link *l);
/* Queues bytes; they leave from the loop. */
void link_send(struct link *l, const void *p, size_t n);

#endif
