/* The table of events, and their reactors inside the savepoint. */
#include "server/core/events.h"

#include <stdio.h>

#include "common/arena.h"
#include "server/core/event_handlers.h"
#include "server/db/db.h"
#include "server/rpc/call.h"

static const struct event_row rows[] = {
#define EVENT(id, wire, topic, perm, build, ...) \
	{ #id, wire, topic, perm, build, { __VA_ARGS__ } },
#include "server/core/events.def"
#undef EVENT
};

const struct event_row *
event_row(enum event_kind kind)
{
	return &rows[kind];
}

void
event_emit(struct call *c, enum event_kind kind, int64_t key, const void *what)
{
	struct event *ev = arena_zalloc(c->arena, sizeof(*ev));

	ev->kind = kind;
	ev->key = key;
	ev->what = what;
	*c->events_tail = ev;
	c->events_tail = &ev->next;
}

enum err
events_react(struct call *c)
{
	const struct event *ev;
	enum err e;
	int i;

	/* reactors may emit further events: the list grows at its end */
	for (ev = c->events; ev != NULL; ev = ev->next)
		for (i = 0; rows[ev->kind].reactors[i] != NULL; i++)
			if ((e = rows[ev->kind].reactors[i](c, ev)) != OK)
				return e;
	return OK;
}
