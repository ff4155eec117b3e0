#ifndef SERVER_CORE_WORKER_H
#define SERVER_CORE_WORKER_H

#include <stdbool.h>
#include <stdint.h>

#include "server/rpc/op.h"

/*
 * What blocks runs elsewhere and comes back as a message (architecture 2.3).
 * Admission per class is ours; the port below only runs what was admitted.
 */
struct app;

struct work {
	struct work *next;
	enum work_class class;
	void (*run)(void *arg);			  /* worker thread */
	void (*done)(struct app *app, void *arg); /* loop thread, own turn */
	void *arg;
	struct app *app;
	void *port_data; /* for the port */
};

/* Runs w->run on another thread and then, on the loop, worker_done(w). */
struct worker_port {
	void (*start)(void *ctx, struct work *w);
	void *ctx;
};

/*
 * Queues w (owner: worker until done has run; then freed). False when the
 * queue of its class is full: answer RATE_LIMITED.
 */
bool worker_submit(struct app *app, struct work *w);
/* Called by the port on the loop thread. */
void worker_done(struct work *w);
int worker_waiting(const struct app *app, enum work_class class);

#endif
