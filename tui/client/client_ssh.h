#ifndef TUI_CLIENT_CLIENT_SSH_H
#define TUI_CLIENT_CLIENT_SSH_H

#include <uv.h>

struct target;

/*
 * A hub behind an SSH server: a worker signs in with the keys of this user
 * and carries the bytes of "hub-protocol" over a pair of sockets, so that the
 * loop never waits. Before the first byte of the hub it sends lines:
 *   ?HEX        the host key is in no known_hosts; its SHA-256. It goes on
 *               when a byte comes back
 *   !C TEXT     it failed: code below, what the other side said
 *   +           the rest is what the hub says
 */
#define SSH_NO_ROUTE 'c'     /* name, network, server */
#define SSH_KEY_CHANGED 'h'  /* not the key of known_hosts */
#define SSH_NOT_ADMITTED 'd' /* none of the keys is accepted */
#define SSH_NO_HUB 'x'	     /* signed in, but no hub answers */

/*
 * The end for the loop (non-blocking), or -1 with errno. ended comes from the
 * loop when the worker is done, after that end was closed or the tunnel broke.
 */
int ssh_tunnel_open(uv_loop_t *loop, const struct target *t,
    void (*ended)(void *arg), void *arg);

#endif
