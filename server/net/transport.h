#ifndef SERVER_NET_TRANSPORT_H
#define SERVER_NET_TRANSPORT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Bytes of one connection: TLS or the local socket, on a non-blocking
 * descriptor that the loop polls. Embedded in the connection: *_init /
 * ops->done. No call blocks; none calls back.
 */
enum io {
	IO_DONE,
	IO_WANT_READ,  /* go on when the descriptor is readable */
	IO_WANT_WRITE, /* go on when it is writable */
	IO_EOF,	       /* the peer sends no more */
	IO_FAIL,       /* broken: close without a word */
};

struct transport;

struct transport_ops {
	enum io (*handshake)(struct transport *t);
	/* At most size bytes; *n is set on IO_DONE and then above 0. */
	enum io (*read)(struct transport *t, void *p, size_t size, size_t *n);
	/* May take a part; *n is set on IO_DONE and then above 0. */
	enum io (*write)(
	    struct transport *t, const void *p, size_t size, size_t *n);
	/* Bytes wait inside the transport that poll does not know of. */
	bool (*pending)(const struct transport *t);
	/* Tells the peer that no more will be sent. */
	void (*finish)(struct transport *t);
	/* Frees and closes the descriptor. */
	void (*done)(struct transport *t);
};

struct transport {
	const struct transport_ops *ops;
	int fd;
	void *state;
};

/* Owns fd from now on. */
void transport_unix_init(struct transport *t, int fd);

/* Certificate, key and settings shared by all TLS connections. */
struct tlsctx;

/*
 * TLS 1.3 with the chain and key in these PEM files. NULL and why (names the
 * file) when they cannot be used.
 */
struct tlsctx *tlsctx_new(
    const char *cert, const char *key, char *why, size_t size);
/* New connections use these files; nothing changes when it is false. */
bool tlsctx_reload(struct tlsctx *tls, const char *cert, const char *key,
    char *why, size_t size);
/* Accepts NULL, returns NULL. */
struct tlsctx *tlsctx_free(struct tlsctx *tls);
/* SHA-256 of the certificate, lower-case hex, 65 bytes with the NUL. */
void tlsctx_fingerprint(const struct tlsctx *tls, char out[65]);
/* Whole days until the certificate ends; negative when it has ended. */
int tlsctx_days_left(const struct tlsctx *tls);
/* Server side of a connection. Owns fd from now on, also on false. */
bool transport_tls_init(struct transport *t, struct tlsctx *tls, int fd);

#endif
