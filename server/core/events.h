#ifndef SERVER_CORE_EVENTS_H
#define SERVER_CORE_EVENTS_H

#include <stdint.h>

#include "common/err.h"

/*
 * What happened, told to others: reactors in table order inside the savepoint
 * of the request, pushes after the commit (server/core/events.def).
 */
struct call;
struct app;
struct jw;

enum event_kind {
#define EVENT(id, wire, topic, perm, build, ...) EV_##id,
#include "server/core/events.def"
#undef EVENT
	EVENT_KINDS
};

/* In place of a permission: only connections of the account that is the key. */
#define PUSH_SELF P_COUNT

struct event {
	struct event *next;
	enum event_kind kind;
	int64_t key;	  /* id or slot start: pushes of one key become one */
	const void *what; /* payload for reactors, in the arena; may be NULL */
};

typedef enum err event_reactor(struct call *c, const struct event *ev);
/* Writes "data" of the push; runs at the end of the turn before COMMIT. */
typedef enum err event_builder(struct app *app, int64_t key, struct jw *w);

struct event_row {
	const char *id;
	const char *wire;  /* NULL: not pushed */
	const char *topic; /* of events.subscribe */
	int perm;	   /* enum perm a receiver needs */
	event_builder *build;
	event_reactor *reactors[6]; /* ends with NULL */
};
const struct event_row *event_row(enum event_kind kind);

/* Queues an event of this call; reactors run when the handler is done. */
void event_emit(
    struct call *c, enum event_kind kind, int64_t key, const void *what);
/* Runs the reactors of all queued events (dispatch and jobs call this). */
enum err events_react(struct call *c);

#endif
