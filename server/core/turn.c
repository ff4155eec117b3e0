/*
 * The turn: requests of one round of the loop in one transaction; answers and
 * pushes leave after its COMMIT.
 */
#include <stdlib.h>

#include "common/log.h"
#include "server/app_private.h"
#include "server/auth/auth_session.h"
#include "server/core/due.h"
#include "server/core/reseal.h"
#include "server/db/db.h"
#include "server/settings/settings.h"

void
turn_add(struct app *app, struct call_box *b)
{
	struct turn *t = &app->turn;

	if (t->n == 0)
		t->began = app_mono(app);
	b->next = NULL;
	*t->tail = b;
	t->tail = &b->next;
	t->n++;
}

bool
app_turn_full(const struct app *app)
{
	return app->turn.n >= TURN_REQUESTS ||
	       (app->turn.n > 0 &&
		   app->ports.mono(app->ports.ctx) - app->turn.began >=
		       TURN_MS);
}

static void
run_after(struct app *app, struct call_box *b)
{
	struct after_commit *a;

	for (a = b->call.after; a != NULL; a = a->next)
		a->run(app, a->arg);
}

static void
send_answer(struct call_box *b)
{
	struct conn *cn = b->conn;

	if (cn != NULL && b->call.op != NULL &&
	    (b->call.op->flags & AUTH_FLIGHT) != 0)
		cn->paused = false;
	if (cn == NULL || cn->ops == NULL || b->silent)
		return;
	cn->ops->send(cn->ctx, b->reply.p, b->reply.len);
	if (cn->closing)
		cn->ops->close(cn->ctx);
}

/* Mono at which a refusal may leave: k steps after its arrival (B1). */
static int64_t
release_of(const struct call_box *b)
{
	struct app *app = b->call.app;
	int64_t step = settings_int(app->settings, SET_REFUSAL_STEP);
	int64_t waited = app_mono(app) - b->arrived;

	if (b->call.op == NULL || (b->call.op->flags & TIMED_REFUSAL) == 0 ||
	    b->call.code == OK || step == 0 || b->conn == NULL ||
	    b->conn->ops == NULL || app->stopping)
		return 0;
	return b->arrived + (waited / step + 1) * step;
}

/* The connection is not read until the refusal has left. */
static void
delay(struct app *app, struct call_box *b)
{
	struct call_box **p = &app->delayed;

	b->conn->delayed++;
	while (*p != NULL && (*p)->release <= b->release)
		p = &(*p)->next;
	b->next = *p;
	*p = b;
}

void
turn_release(struct app *app, bool all)
{
	struct call_box *b;
	int64_t now = app_mono(app);

	while ((b = app->delayed) != NULL && (all || b->release <= now)) {
		app->delayed = b->next;
		b->conn->delayed--;
		send_answer(b);
		call_give(b);
	}
}

int64_t
turn_next_release(const struct app *app)
{
	int64_t ms;

	if (app->delayed == NULL)
		return -1;
	ms = app->delayed->release - app->ports.mono(app->ports.ctx);
	return ms > 0 ? ms : 0;
}

/* No answer of a lost turn says success. */
static void
spoil(struct call_box *b)
{
	b->call.after = NULL;
	b->call.facts = NULL;
	b->call.error_text = NULL;
	b->call.code = OK;
	b->call.retry_after = 1;
	call_finish_reply(b, E_DATABASE);
}

static void
commit_failed(struct app *app, enum commit_result r)
{
	struct call_box *b;

	if (r == COMMIT_UNKNOWN) {
		if (app->ports.die != NULL)
			app->ports.die(
			    app->ports.ctx, "commit: outcome unknown");
		fatal("commit: outcome unknown; repeated keys will tell");
	}
	log_error(NULL, "the turn was lost, %d answers", app->turn.n);
	push_drop(app);
	for (b = app->turn.first; b != NULL; b = b->next)
		spoil(b);
	auth_forget_all(app);
}

void
app_turn_end(struct app *app)
{
	struct call_box *b, *next;
	bool wrote = app->turn.wrote;
	enum commit_result r;

	if (app->turn.n == 0 && !db_turn_open(app->db))
		return;
	if (app->turn.pushes != NULL && !db_turn_lost(app->db))
		push_build(app);
	r = db_commit(app->db);
	if (r != COMMIT_DONE)
		commit_failed(app, r);
	else
		app->commits++;
	b = app->turn.first;
	app->turn.first = NULL;
	app->turn.tail = &app->turn.first;
	app->turn.n = 0;
	app->turn.wrote = false;
	for (; b != NULL; b = next) {
		next = b->next;
		if ((b->release = release_of(b)) != 0) {
			run_after(app, b);
			delay(app, b);
			continue;
		}
		send_answer(b);
		run_after(app, b); /* behind the answer: resumed pushes */
		call_give(b);
	}
	if (app->seal_next != NULL)
		reseal_undo(app); /* its request or the turn was lost */
	push_deliver(app);
	if (wrote)
		due_refresh(app);
}
