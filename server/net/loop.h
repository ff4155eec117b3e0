#ifndef SERVER_NET_LOOP_H
#define SERVER_NET_LOOP_H

#include <stdbool.h>
#include <stddef.h>

#include "server/app.h"

/*
 * The libuv loop that drives the core (architecture 2.2): connections, one
 * timer, worker threads, signals. One per process. Order of use: loop_new,
 * loop_ports into the options of app_new, loop_attach, listeners, loop_run.
 */
struct loop;
struct tlsctx;
struct settings;

/* Ignores SIGPIPE, raises the limit of open files. */
struct loop *loop_new(void);
/* After loop_run and before app_free. Accepts NULL, returns NULL. */
struct loop *loop_free(struct loop *l);
/* Clocks, random bytes, system facts of data_dir and the worker threads. */
void loop_ports(struct loop *l, const char *data_dir, struct app_ports *out);
/*
 * The core that is driven from now on, and its settings (limits of class
 * connection are read at each new connection). Both outlive the loop.
 */
void loop_attach(struct loop *l, struct app *app, const struct settings *s);
/* Called on SIGHUP. */
void loop_on_reload(struct loop *l, void (*fn)(void *arg), void *arg);

/*
 * Listens on a local socket (0660, group if not NULL). A stale socket file is
 * replaced; call only while the process lock is held. False and why if that
 * fails.
 */
bool loop_listen_unix(struct loop *l, const char *path, const char *group,
    char *why, size_t size);
/*
 * Listens for TLS on HOST:PORT ("[::1]:7443", ":7443" for every address, port
 * 0 for a free one). tls outlives the loop.
 */
bool loop_listen_tls(struct loop *l, const char *host_port, struct tlsctx *tls,
    char *why, size_t size);
/* The text has the form of such an address. */
bool loop_is_address(const char *host_port);
/* Address of the TLS listener as HOST:PORT; "" without one. */
const char *loop_tls_address(const struct loop *l);

/*
 * Serves until SIGTERM or SIGINT, then says goodbye and closes everything
 * within five seconds. True when nothing is left running on a worker thread:
 * only then may the core be freed.
 */
bool loop_run(struct loop *l);

#endif
