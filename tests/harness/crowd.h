#ifndef TESTS_HARNESS_CROWD_H
#define TESTS_HARNESS_CROWD_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>

#include "tests/harness/held.h"
#include "tests/harness/netclient.h"
#include "tests/harness/server_proc.h"

/*
 * Many people at the real hubd: a folder with accounts that are signed in by
 * tokens known here, consultants who are always ready, no rate limits. Used by
 * end-to-end tests and by the soak. Callers ignore SIGPIPE.
 */
#define CROWD_MAX 64
#define CROWD_SLOTS 240
#define CROWD_LINE 2048

/* One who books on and on; ids[n] is the booking of the n-th request. */
struct crowd_booker {
	struct crowd *crowd;
	pthread_t thread;
	int who;
	bool tls;
	struct netclient c;
	int64_t *ids; /* 0: not answered yet, -1: refused */
	int n, cap;
	bool unanswered; /* ids[n - 1]: the connection ended before */
	bool odd;	 /* an answer that must not be */
	char line[CROWD_LINE];
};

struct crowd {
	struct held h; /* owner of the folder */
	struct server_proc s;
	char token[CROWD_MAX][65];
	int people;
	struct {
		char date[11];
		int hour;
	} slot[CROWD_SLOTS];
	int n_slots;
	struct crowd_booker booker[CROWD_MAX];
	int bookers;
	sem_t answered; /* one for each answer of this round */
	char why[2600];
};

/* Folder, accounts p0, p1 ... (telefonist) and slots with places. */
bool crowd_init(struct crowd *w, int people, int consultants, int places);
/* Starts hubd on it, TLS and local socket. */
bool crowd_start(struct crowd *w);
void crowd_done(struct crowd *w);

/* Connects and signs the person in by token. */
bool crowd_sign_in(struct crowd *w, int who, bool tls, struct netclient *c);
/* The next line that is no push; NULL as nc_line. */
char *crowd_answer(struct netclient *c);
/*
 * Request line of a booking: the customer is "<last>, Test", the key is the
 * last name. Returns out, which has CROWD_LINE bytes.
 */
const char *crowd_book(
    const struct crowd *w, int slot, const char *last, char *out);
/* id of data.booking of a success, else 0. */
int64_t crowd_booked(const char *answer);

/*
 * Everybody books the only place of a slot at once, over connections that are
 * open; exactly one may win and the others are told SLOT_FULL. The winner
 * cancels. False and why.
 */
bool crowd_last_place(struct crowd *w, struct netclient *c, long round);

/*
 * Bookers book until `answers` have come, then the server ends by `end` and is
 * started again; what was acknowledged has the same booking under its key, what
 * was not answered is repeated. False and why.
 */
bool crowd_restart_round(
    struct crowd *w, int answers, bool (*end)(struct server_proc *s));
/* With the server stopped: exactly the bookings that were told, and the laws
 * of slots. False and why. */
bool crowd_audit(struct crowd *w);

/* Asks the database of a server that is stopped; -1 when that fails. */
int64_t crowd_number(const struct crowd *w, const char *sql);

#endif
