#ifndef TESTS_BENCH_LIB_FLEET_H
#define TESTS_BENCH_LIB_FLEET_H

#include <jansson.h>
#include <stdbool.h>

#include "tests/bench/lib/bnet.h"

/* N connections that are signed in, ready to be measured. */
struct fleet {
	struct bnet *net;
	struct bconn *conns;
	int n;
	/* Tokens with commas between them, taken in turn; NULL: no sign-in. */
	const char *token;
	bool resume; /* TLS resumption */
	int opened, ready;
	char *answer; /* of fleet_call */
};

/*
 * Opens n connections, at most `window` of them in progress at a time, and
 * returns when all are signed in. Ends the program when one is refused.
 */
void fleet_open(struct fleet *f, const char *to, int n, int window);
/* Closes all of them; fleet_again opens them anew. */
void fleet_close(struct fleet *f);
void fleet_again(struct fleet *f, int window);
void fleet_done(struct fleet *f);
/* One request and its answer on a connection; the caller decrefs. */
json_t *fleet_call(struct fleet *f, int conn, const char *line);
/* True for a line that is an answer, not a push. */
bool is_answer(const char *line);
/* True for a success. */
bool is_success(const char *line);

#endif
