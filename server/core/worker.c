/*
 * Admission of blocking work per class: hash 1, calendar 2, report 1, backup 1
 * running; bounded queues. The port runs what was admitted.
 */
#include "server/core/worker.h"

#include <stdlib.h>

#include "server/app_private.h"
#include "server/core/worker_pool.h"
#include "common/xalloc.h"

struct worker_class {
	int running, most_running;
	int waiting, most_waiting;
	struct work *first, **tail;
};

struct worker_pool {
	struct worker_class class[WORK_CLASSES];
};

struct worker_pool *
worker_new(void)
{
	static const int running[] = { 1, 2, 1, 1 };
	static const int waiting[] = { 64, 32, 32, 32 };
	struct worker_pool *p = xcalloc(1, sizeof(*p));
	int i;

	for (i = 0; i < WORK_CLASSES; i++) {
		p->class[i].most_running = running[i];
		p->class[i].most_waiting = waiting[i];
		p->class[i].tail = &p->class[i].first;
	}
	return p;
}

struct worker_pool *
worker_free(struct worker_pool *p)
{
	free(p);
	return NULL;
}

static void
start(struct app *app, struct work *w)
{
	app->workers->class[w->class].running++;
	app->ports.worker.start(app->ports.worker.ctx, w);
}

bool
worker_submit(struct app *app, struct work *w)
{
	struct worker_class *k = &app->workers->class[w->class];

	w->app = app;
	w->next = NULL;
	if (k->running < k->most_running) {
		start(app, w);
		return true;
	}
	if (k->waiting == k->most_waiting)
		return false;
	k->waiting++;
	*k->tail = w;
	k->tail = &w->next;
	return true;
}

void
worker_done(struct work *w)
{
	struct app *app = w->app;
	struct worker_class *k = &app->workers->class[w->class];
	struct work *next = k->first;

	k->running--;
	if (next != NULL) {
		k->first = next->next;
		if (k->first == NULL)
			k->tail = &k->first;
		k->waiting--;
		start(app, next);
	}
	w->done(app, w->arg);
	free(w);
}

int
worker_waiting(const struct app *app, enum work_class class)
{
	return app->workers->class[class].waiting +
	       app->workers->class[class].running;
}
