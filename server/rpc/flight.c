/* ASYNC calls: prepare on the loop, work on a worker, finish in a later turn.
 */
#include "server/rpc/flight.h"

#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/core/worker.h"
#include "server/db/db.h"
#include "server/rpc/dispatch.h"

struct flight {
	struct flight *next;
	struct call_box *box;
	struct call_box *waiting; /* same key, later */
	int64_t account;
};

static struct flight *
find(struct app *app, const struct call_box *b)
{
	struct flight *f;

	if (b->key == NULL || b->call.actor == NULL)
		return NULL;
	for (f = app->flights; f != NULL; f = f->next)
		if (f->box->key != NULL && f->account == b->call.actor->id &&
		    str_eq(f->box->key, b->key))
			return f;
	return NULL;
}

static void
work(void *arg)
{
	struct flight *f = arg;

	f->box->call.op->work(f->box->job);
}

static void
drop_job(struct call_box *b)
{
	if (b->job != NULL && b->call.op->drop != NULL)
		b->call.op->drop(b->job);
	free(b->job);
	b->job = NULL;
}

/* The waiting calls get the same answer under their own ids. */
static void
answer_waiting(struct flight *f, struct app *app)
{
	struct call_box *w, *next;
	const char *rest = strchr(f->box->reply.p, ',');

	for (w = f->waiting; w != NULL; w = next) {
		next = w->next;
		w->next = NULL;
		buf_clear(&w->reply);
		buf_addf(&w->reply, "{\"id\":%lld%s", (long long)w->id, rest);
		turn_add(app, w);
	}
}

static void
done(struct app *app, void *arg)
{
	struct flight *f = arg, **p;
	struct call_box *b = f->box;

	for (p = &app->flights; *p != f; p = &(*p)->next)
		;
	*p = f->next;
	dispatch_finish(b);
	drop_job(b);
	answer_waiting(f, app);
	dispatch_note(b);
	turn_add(app, b);
	free(f);
}

static bool
join(struct flight *f, struct call_box *b)
{
	if (!str_eq(f->box->hash, b->hash)) {
		call_finish_reply(b, call_fail(&b->call, E_CONFLICT));
		return false;
	}
	b->next = f->waiting;
	f->waiting = b;
	return true;
}

bool
flight_start(struct call_box *b)
{
	struct call *c = &b->call;
	struct app *app = c->app;
	struct flight *f = find(app, b);
	struct work *w;
	enum err e;

	if (f != NULL)
		return join(f, b);
	if ((e = db_turn(c->db)) == OK)
		e = c->op->prepare(c, b->in, &b->job);
	if (e != OK) {
		drop_job(b);
		call_finish_reply(b, e);
		return false;
	}
	f = xcalloc(1, sizeof(*f));
	f->box = b;
	f->account = c->actor != NULL ? c->actor->id : 0;
	w = xcalloc(1, sizeof(*w));
	w->class = c->op->work_class;
	w->run = work;
	w->done = done;
	w->arg = f;
	f->next = app->flights;
	app->flights = f;
	if (b->conn != NULL && (c->op->flags & AUTH_FLIGHT) != 0)
		b->conn->paused = true;
	if (!worker_submit(app, w)) {
		app->flights = f->next;
		if (b->conn != NULL)
			b->conn->paused = false;
		free(f);
		free(w);
		drop_job(b);
		c->retry_after = 5;
		call_finish_reply(b, call_fail(c, E_RATE_LIMITED));
		return false;
	}
	return true;
}

bool
flight_any(const struct app *app)
{
	return app->flights != NULL;
}
