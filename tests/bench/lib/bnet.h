#ifndef TESTS_BENCH_LIB_BNET_H
#define TESTS_BENCH_LIB_BNET_H

#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/buf.h"
#include "common/lineframe.h"

/*
 * Many client connections in one thread: TLS 1.3 to HOST:PORT or a local
 * socket, cut into lines. Used by the load generator; epoll, level triggered.
 */
struct bnet;

struct bconn {
	struct bnet *net;
	int fd;	  /* -1: closed */
	SSL *ssl; /* NULL: local socket */
	bool up;  /* handshake done */
	bool want_write;
	int index;
	struct buf out;
	struct lineframe in;
};

struct bnet_ops {
	void (*up)(void *ctx, struct bconn *c);
	void (*line)(void *ctx, struct bconn *c, char *line, size_t n);
	void (*down)(void *ctx, struct bconn *c); /* closed by the server */
};

/* to: "127.0.0.1:4711" or the path of a socket. Ends the program on failure. */
struct bnet *bnet_new(const char *to, const struct bnet_ops *ops, void *ctx);
void bnet_free(struct bnet *net);
/* Starts connecting; resume: use the newest ticket, if there is one. */
void bconn_open(struct bnet *net, struct bconn *c, int index, bool resume);
void bconn_close(struct bconn *c);
/* Queues bytes and writes what fits. */
void bconn_send(struct bconn *c, const char *p, size_t n);
/* Handles what is ready; waits at most wait_us (-1: for ever). */
void bnet_poll(struct bnet *net, int64_t wait_us);
/* True when a ticket for resumption has arrived. */
bool bnet_has_ticket(const struct bnet *net);
/* Callbacks for the calls from now on. */
void bnet_handler(struct bnet *net, const struct bnet_ops *ops, void *ctx);

#endif
