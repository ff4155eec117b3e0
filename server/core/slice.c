/* Slices of long writes, source after source. */
#include "server/core/slice.h"

#include "common/arena.h"
#include "server/app_private.h"
#include "server/core/events.h"
#include "server/db/db.h"
#include "server/imports/imports.h"
#include "server/jobs/jobs.h"

static enum err
no_failure(struct call *c, enum err why)
{
	(void)c;
	(void)why;
	return OK;
}

static const struct {
	const char *name;
	struct actor actor;
	enum err (*slice)(struct call *c, bool *more);
	/* what a failed slice leaves behind, in a savepoint of its own */
	enum err (*failed)(struct call *c, enum err why);
} sources[] = {
	[SLICE_IMPORT] = { "import", { .name = "job:import", .is_admin = true },
	    imports_slice, no_failure },
	[SLICE_JOBS] = { "job", { .name = "job", .is_admin = true }, jobs_slice,
	    jobs_give_up },
};

void
slice_want(struct app *app, enum slice_source s)
{
	app->slices |= 1u << s;
}

struct want {
	enum slice_source source;
};

static void
want(struct app *app, void *arg)
{
	slice_want(app, ((const struct want *)arg)->source);
}

void
slice_wanted(struct call *c, enum slice_source s)
{
	struct want *w = arena_zalloc(c->arena, sizeof(*w));

	w->source = s;
	call_after_commit(c, want, w);
}

/* One savepoint of a source as a call of its own. */
static enum err
in_savepoint(struct app *app, enum slice_source s,
    enum err (*run)(struct call *c, void *arg), void *arg)
{
	static const struct op job = { .op = "jobs.run",
		.audit = "none: slice" };
	struct call_box *b = call_take(app, NULL);
	struct call *c = &b->call;
	enum err e;

	b->silent = true;
	c->op = &job;
	c->actor = &sources[s].actor;
	if ((e = db_savepoint(c->db)) == OK) {
		if ((e = run(c, arg)) == OK)
			e = events_react(c);
		if (e == OK && (e = db_release(c->db)) == OK) {
			app->turn.wrote = true;
			push_queue(c);
		} else {
			db_rollback_to(c->db);
			c->after = NULL;
		}
	}
	if (e != OK)
		log_error(&c->log, "%s slice: %s", sources[s].name,
		    err_info(e)->code);
	turn_add(app, b);
	return e;
}

struct step {
	enum slice_source source;
	enum err why;
	bool more;
};

static enum err
run_slice(struct call *c, void *arg)
{
	struct step *st = arg;

	return sources[st->source].slice(c, &st->more);
}

static enum err
run_failed(struct call *c, void *arg)
{
	const struct step *st = arg;

	return sources[st->source].failed(c, st->why);
}

/* True when the source has more to do. */
static bool
step(struct app *app, enum slice_source s)
{
	struct step st = { .source = s };

	st.why = in_savepoint(app, s, run_slice, &st);
	if (st.why != OK) {
		st.more = s == SLICE_JOBS &&
			  in_savepoint(app, s, run_failed, &st) == OK;
	}
	if (!st.more)
		app->slices &= ~(1u << s);
	return st.more;
}

void
app_slice(struct app *app)
{
	int i;

	if (!app_has_slices(app))
		return;
	for (i = 0; i < SLICE_SOURCES; i++) {
		app->slice_turn = (app->slice_turn + 1) % SLICE_SOURCES;
		if ((app->slices >> app->slice_turn & 1) != 0)
			break;
	}
	(void)step(app, (enum slice_source)app->slice_turn);
	app_turn_end(app);
}

void
slice_run_jobs(struct app *app)
{
	int64_t began = app_mono(app);

	while (step(app, SLICE_JOBS))
		if (app_mono(app) - began >= TURN_MS) {
			slice_want(app, SLICE_JOBS);
			return;
		}
}
