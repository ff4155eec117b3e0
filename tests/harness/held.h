#ifndef TESTS_HARNESS_HELD_H
#define TESTS_HARNESS_HELD_H

#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"
#include "server/app.h"

/*
 * The real core with a held clock, seeded randomness, inline workers and a
 * temporary database: what transcripts, faults and the model check drive.
 */
struct held {
	struct app *app;
	char dir[64]; /* data folder, removed by held_done */
	int64_t now, mono;
	uint64_t seed;
	const char *config; /* more lines of hub.conf, or NULL */
	bool limits;	    /* rate limits as in production */
	bool durable;	    /* synchronous=FULL */
	bool use_env;	    /* SECRET_KEY and the other variables count */
	bool hold_work;	    /* workers wait for held_work */
	struct work *work;
	struct sysfacts facts;
	const char *died; /* die port was called */
	bool demo;
	const char *remote; /* of the connections to come; NULL: 203.0.113.77 */
	int64_t uid;	    /* 0: network, else local user of those to come */
};

struct held_conn {
	struct held *held;
	struct conn *cn;
	char name[32];
	struct buf in;	/* every line received, in order */
	size_t taken;	/* bytes of in already read by the test */
	size_t last;	/* where the line given out last begins */
	bool closed;	/* the core asked for closing */
	size_t backlog; /* what it reports */
};

/* A new folder and clock; no app yet. */
void held_init(struct held *h, int64_t now);
/* Opens the core on the folder; false and a message on stderr on failure. */
bool held_start(struct held *h);
/* Closes the core, keeps the folder. */
void held_stop(struct held *h);
void held_done(struct held *h);
/* Both clocks forward, then what became due, then the end of the turn. */
void held_advance(struct held *h, int64_t ms);
/* Runs waiting work (when hold_work) and ends the turn. */
void held_work(struct held *h);
/* Runs SQL outside of any turn; false on an error (printed). */
bool held_sql(struct held *h, const char *sql);
/* First column of the first row; -1 when there is none. */
int64_t held_int(struct held *h, const char *sql);

/* A connection; operators are uid 0 of the local socket. */
struct held_conn *held_connect(
    struct held *h, const char *name, bool is_operator);
struct held_conn *held_disconnect(struct held_conn *hc);
/* Account with roles ("opener,telefonist", "admin"), signed in. */
struct held_conn *held_user(
    struct held *h, const char *name, const char *roles);
/* Sends a line without ending the turn. */
void held_line(struct held_conn *hc, const char *line);
/* Ends the turn. */
void held_turn(struct held *h);
/*
 * Sends one request, ends the turn, returns its answer line (owned by the
 * connection until the next call).
 */
const char *held_call(
    struct held_conn *hc, const char *op, const char *params, const char *key);
/* Next unread line that is (push) or is not a push; NULL when there is none. */
const char *held_next(struct held_conn *hc, bool push);

/* The line given out last, and those at the given places, are unread again. */
void held_unread(struct held_conn *hc, size_t at);

#endif
