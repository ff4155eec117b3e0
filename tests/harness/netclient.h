#ifndef TESTS_HARNESS_NETCLIENT_H
#define TESTS_HARNESS_NETCLIENT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * A plain blocking client of the protocol for tests of the network layer: it
 * can send what no proper client would. Every call ends within NC_MS.
 */
#define NC_MS 15000

struct ssl_st;
struct ssl_ctx_st;
struct ssl_session_st;

enum nc_end { NC_OPEN, NC_EOF, NC_TIMEOUT, NC_BROKEN };

struct netclient {
	int fd;
	struct ssl_ctx_st *ctx;
	struct ssl_st *ssl; /* NULL: local socket */
	enum nc_end end;    /* why nc_line had no line */
	char *buf;
	size_t len, cap, taken;
};

bool nc_open_unix(struct netclient *c, const char *path);
/* Connects only, no TLS: for garbage and silence. */
bool nc_open_tcp(struct netclient *c, const char *host, int port);
/* resume: session of an earlier connection, or NULL. */
bool nc_open_tls(struct netclient *c, const char *host, int port,
    struct ssl_session_st *resume);
/* SHA-256 of the server's certificate as hex; out has 65 bytes. */
void nc_fingerprint(const struct netclient *c, char *out);
/* All bytes, in one call of the transport. False when that is impossible. */
bool nc_send(struct netclient *c, const char *p, size_t n);
bool nc_says(struct netclient *c, const char *s);
/*
 * The next line without its newline, valid until the next call; NULL: c->end
 * says why. Bytes after the last newline stay in c->buf.
 */
char *nc_line(struct netclient *c);
/* Bytes received that are no complete line. */
size_t nc_rest(const struct netclient *c);
/* True when the server ends the connection and sends nothing before. */
bool nc_ends(struct netclient *c);
/* No more requests. */
void nc_half_close(struct netclient *c);
/* Seconds until a call gives up; for peers that stay silent on purpose. */
void nc_patience(struct netclient *c, int ms);
void nc_close(struct netclient *c);

#endif
