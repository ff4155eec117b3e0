#ifndef SERVER_APP_PRIVATE_H
#define SERVER_APP_PRIVATE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"
#include "server/app.h"
#include "server/core/due.h"
#include "server/core/faults.h"
#include "server/core/ratelimit.h"
#include "server/rpc/call.h"

/*
 * Inside of the core: shared by server/app.c, core/, rpc/ and auth/ only.
 * Features see struct call and the functions of their neighbours.
 */
#define TURN_REQUESTS 128
#define TURN_MS 10
#define LINE_MAX_BYTES 65536
#define ANSWER_MAX_BYTES (1 << 20)
#define CONNS_MAX 20000

struct settings;
struct push_ring;
struct session_table;
struct flight;
struct seal;
struct audit_chain;
struct auth_challenge;
struct lock_table;
struct notify_memory;
struct calendar_memory;

/* A connection; lives on without its peer while calls are in flight. */
struct conn {
	struct app *app;
	struct conn *next, *prev;
	int64_t id;
	enum transport_kind kind;
	char remote[48]; /* INET6_ADDRSTRLEN is 46 */
	char client[81];
	int64_t uid;
	bool is_operator;
	char os_name[48];	    /* "cli:" and the name of the peer's uid */
	struct actor os_actor;	    /* an operator without account */
	const struct conn_ops *ops; /* NULL: the peer is gone */
	void *ctx;
	enum lang lang;
	int64_t session; /* 0: anonymous */
	int64_t account;
	int64_t assumed;    /* operator acting as this account */
	int64_t ssh_key;    /* that opened the session; 0: none */
	int64_t ssh_proven; /* shown by auth.ssh; 0: none, < 0: refused */
	/* second factor asked for: between auth.login and auth.verify_code */
	struct auth_challenge *challenge;
	bool closing; /* asked to close: no further line */
	bool paused;  /* an auth call is in flight */
	int delayed;  /* refusals of it that wait for their time */
	int in_flight;
	int bad_requests;
	uint32_t topics;
	bool lost_pushes;
};

/* Calls of the open turn, answered in order after COMMIT. */
struct turn {
	struct call_box *first, **tail;
	int n;
	int64_t began; /* mono */
	struct turn_push *pushes, **pushes_tail;
	bool wrote;
};

struct app {
	struct app_ports ports;
	char *data_dir;
	bool demo;
	struct db *db;
	struct settings *settings;
	struct turn turn;
	struct call_box *pool;
	struct conn *conns;
	int n_conns;
	int64_t next_conn;
	int64_t next_request;
	int64_t started_at, started_mono;
	int64_t checkpoint_at; /* mono of the last one */
	char boot[17];
	struct push_ring *ring;
	struct seal *seal;
	struct audit_chain *audit; /* key of the log */
	struct seal *seal_next;	   /* of an open turn; nothing else is sealed */
	bool secret_env;	   /* the server key is SECRET_KEY */
	int seal_lost;		   /* values no key opened at the start */
	struct notify_memory *notes;	  /* popups shown */
	struct calendar_memory *calendar; /* calls under way */
	struct faults faults;
	struct call_box *delayed; /* refusals on their time, soonest first */
	struct session_table *sessions;
	struct actor_table *actors;
	struct lock_table *unknown; /* failures of names that do not exist */
	struct ratelimit *limits;
	struct worker_pool *workers;
	struct flight *flights;
	struct due_table due;
	bool stopping;
	unsigned slices;  /* bit per source that wants idle time */
	int slice_turn;	  /* the source served last */
	bool job_waits;	  /* the run in hand waits for its worker */
	bool no_jobs;	  /* nothing is scheduled: a demo is being built */
	int64_t requests; /* counters for health and metrics */
	int64_t errors;
	int64_t commits;
	/* appearance rate of the last 30 days, read once a minute */
	int64_t show_rate_at, show_rate_tenths;
};

/* One call with its buffers; pooled. */
struct call_box {
	struct call_box *next;
	struct call call;
	struct buf reply, facts, audit;
	struct jw reply_w, facts_w, audit_w;
	struct conn *conn; /* keeps the connection while in flight */
	int64_t id;	   /* of the request; 0: none (answer has null) */
	const char *key;   /* idempotency key in the arena */
	char hash[65];
	void *in;  /* decoded parameters */
	void *job; /* of an ASYNC row */
	struct flight *flight;
	int64_t arrived; /* mono */
	int64_t release; /* mono: a refusal waits until then; 0: no */
	bool silent;	 /* nobody waits for an answer (jobs) */
	bool deferred;	 /* answered by another call's flight */
};

/* app.c */
int64_t app_now(struct app *app);
int64_t app_mono(struct app *app);

/* rpc/call.c */
struct call_box *call_take(struct app *app, struct conn *cn);
void call_give(struct call_box *b);
/* Starts the envelope of a success and opens data. */
void call_begin_reply(struct call_box *b);
/* Ends the line of a success. E_INTERNAL: it is larger than a line may be. */
enum err call_close_reply(struct call_box *b);
/* Makes the answer line in b->reply from the call's state. */
void call_finish_reply(struct call_box *b, enum err e);

/* rpc/dispatch.c */
void dispatch_line(struct conn *cn, char *line, size_t n);
void dispatch_bad(struct conn *cn, const char *why_de, const char *why_en);

/* rpc/gate.c: session, maintenance, permission, rate (hub file F3). */
enum err gate_check(struct call_box *b);
void gate_trace(struct call_box *b, enum err e);
/* E_MAINTENANCE with its text while the hub is in maintenance. */
enum err gate_maintenance(struct call *c);

/* rpc/push.c */
struct push_ring *push_new(struct app *app);
struct push_ring *push_free(struct push_ring *r);
void push_queue(struct call *c);
void push_build(struct app *app);
void push_deliver(struct app *app);
void push_drop(struct app *app);

/* core/turn.c */
void turn_add(struct app *app, struct call_box *b);
/* Refusals whose time has come leave. all: at the end of the server. */
void turn_release(struct app *app, bool all);
/* Milliseconds until the next one; -1: none. */
int64_t turn_next_release(const struct app *app);

#endif
