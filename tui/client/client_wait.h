#ifndef TUI_CLIENT_CLIENT_WAIT_H
#define TUI_CLIENT_CLIENT_WAIT_H

#include "tui/client/client.h"

/*
 * The same client for programs that wait: a private loop, one call at a time.
 */
struct waiter {
	uv_loop_t loop;
	uv_prepare_t prepare; /* ends a wait whose condition came by timer */
	struct client *client;
	const bool *done; /* of the call in flight; NULL: connecting */
};

/* Answer of a call, owned by the caller. */
struct reply {
	enum client_fate fate;
	bool ok;
	enum err err;
	char *code;
	char *text;
	char *error_id;
	int retry_after;
	json_t *data;
	json_t *fields;
	char *line;
};

/* cfg.loop is set here; patience must not be 0. */
void waiter_init(struct waiter *w, const struct client_config *cfg);
void waiter_done(struct waiter *w);
/* Runs until connected (true) or given up (false: client_trouble_text). */
bool waiter_connect(struct waiter *w);
/* params are stolen. *out is always filled; release with reply_done. */
void waiter_call(
    struct waiter *w, const char *op, json_t *params, struct reply *out);
/* Lets the loop run for ms milliseconds (polling a job). */
void waiter_pause(struct waiter *w, int ms);
void reply_done(struct reply *r);
/* Exit status of hub and hubctl for this answer (hub file F2). */
int reply_exit_status(const struct reply *r);

#endif
