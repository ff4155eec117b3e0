#ifndef SERVER_APP_H
#define SERVER_APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/err.h"
#include "server/core/worker.h"

/*
 * The core as a library (architecture 2.1): lines come in, lines go out, no
 * socket, clock, randomness or file of its own. hubd drives it from libuv;
 * tests and the simulator drive the same code in process.
 */
struct app;
struct conn;
struct settings;

struct sysfacts {
	int memory_percent;
	int64_t memory_available_mb;
	int disk_free_percent;
	bool data_read_only; /* nothing can be written there */
};

struct app_ports {
	void *ctx;
	int64_t (*now)(void *ctx);  /* wall time, ms since 1970 UTC */
	int64_t (*mono)(void *ctx); /* monotonic, ms */
	void (*random)(void *ctx, void *p, size_t n);
	void (*sysfacts)(void *ctx, struct sysfacts *out);
	/* COMMIT had an unknown outcome; must not return. NULL: fatal() */
	void (*die)(void *ctx, const char *why);
	struct worker_port worker;
};

struct app_options {
	const char *data_dir;
	const char *secret_dir;	 /* folder of the server key; NULL: data_dir */
	const char *config_file; /* NULL: <data>/hub.conf if it exists */
	bool demo;
	bool fast_db;	 /* synchronous=OFF: tests only */
	bool ignore_env; /* tests: no HUB_ and legacy variables */
	bool no_jobs;	 /* nothing is scheduled: while a demo is built */
	struct app_ports ports;
};

/* Opens or creates the data folder's database; NULL and why on failure. */
struct app *app_new(const struct app_options *o, char *why, size_t size);
/* Ends sessions' memory, closes the database. Accepts NULL, returns NULL. */
struct app *app_free(struct app *app);

/* --- connections --- */

enum transport_kind { CONN_TLS, CONN_UNIX, CONN_TEST };

struct conn_info {
	enum transport_kind kind;
	const char *remote; /* address without port; "local" for the socket */
	int64_t uid;	    /* peer uid of the local socket, else -1 */
	bool is_operator;   /* uid 0 or the service uid on the local socket */
};

/*
 * send gets complete lines with their newline, only after the commit of the
 * turn they belong to; it copies. It must not call back into the core.
 * `close` asks for closing after everything sent has been flushed.
 */
struct conn_ops {
	void (*send)(void *ctx, const char *line, size_t n);
	void (*close)(void *ctx);
	/* bytes not yet taken by the peer, for dropping pushes */
	size_t (*backlog)(void *ctx);
};

/* A new connection; the greeting is sent at once. NULL: too many. */
struct conn *app_conn_open(struct app *app, const struct conn_info *info,
    const struct conn_ops *ops, void *ctx);
/* The peer is gone; calls in flight go on without it. Returns NULL. */
struct conn *app_conn_close(struct conn *cn);
/* One request line (no newline, NUL-terminated, may be modified). */
void app_line(struct conn *cn, char *line, size_t n);
/* The peer sent a line longer than 64 KiB: answer, then close. */
void app_overlong(struct conn *cn);
/* While true, read no further line from it (auth call in flight, closing). */
bool app_conn_paused(const struct conn *cn);
/* True while a call of it is not answered yet (graceful close waits). */
bool app_conn_busy(const struct conn *cn);
/* Has a session or is an operator. */
bool app_conn_signed_in(const struct conn *cn);
/* It may stay idle: signed in, or a code is being looked up. */
bool app_conn_may_idle(const struct conn *cn);

/* --- turns and time --- */

/* The turn has had its share (128 requests or 10 ms): end it now. */
bool app_turn_full(const struct app *app);
/* COMMIT, then answers and pushes. Does nothing when nothing is open. */
void app_turn_end(struct app *app);
/* True while slices of a job or pending events wait for idle time. */
bool app_has_slices(const struct app *app);
/* One slice of at most 10 ms; call after app_turn_end. */
void app_slice(struct app *app);
/* Wall time as the core sees it (tests hold it). */
int64_t app_clock(struct app *app);
/* Wall time at which app_run_due has something to do; INT64_MAX: never. */
int64_t app_next_due(const struct app *app);
/* Runs what is due; call at the start of a turn. */
void app_run_due(struct app *app);
/* Checkpoints when worthwhile; call when the loop is idle after answers. */
void app_idle(struct app *app);
/* No new requests; says goodbye to everybody. */
void app_shutdown(struct app *app);

/* Effective settings; stay valid and current while the app lives. */
const struct settings *app_settings(const struct app *app);
/* Milliseconds; memory of the process so far etc. for system operations. */
int64_t app_started_at(const struct app *app);

#endif
