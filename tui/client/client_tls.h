#ifndef TUI_CLIENT_CLIENT_TLS_H
#define TUI_CLIENT_CLIENT_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "tui/client/known_hosts.h"

struct target;
struct tls;

enum tls_result { TLS_DONE, TLS_READ, TLS_WRITE, TLS_FAILED, TLS_END };

/*
 * TLS 1.3 over a connected non-blocking socket that the loop polls. With a CA
 * file the certificate must be signed by it and name the host; without one it
 * is taken as it is and the caller decides by its fingerprint. NULL: why has
 * the reason.
 */
struct tls *tls_new(
    const struct target *target, int fd, char *why, size_t size);
/* Accepts NULL, returns NULL; the socket stays open. */
struct tls *tls_free(struct tls *t);
/* TLS_READ, TLS_WRITE: call again when the socket is ready for that. */
enum tls_result tls_handshake(struct tls *t, char *why, size_t size);
/* After the handshake: fingerprint of the certificate of the server. */
bool tls_fingerprint(struct tls *t, char out[FINGERPRINT_LEN]);
/* *done is set on TLS_DONE only. TLS_END: the peer closed. */
enum tls_result tls_read(struct tls *t, void *p, size_t n, size_t *done);
enum tls_result tls_write(struct tls *t, const void *p, size_t n, size_t *done);
/* Tells the peer that nothing more comes; best effort. */
void tls_shutdown(struct tls *t);

#endif
