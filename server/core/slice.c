/* Slices of long writes: one import run at a time. */
#include "server/core/slice.h"

#include "server/app_private.h"
#include "server/core/events.h"
#include "server/db/db.h"
#include "server/imports/imports.h"

static void
want(struct app *app, void *arg)
{
	(void)arg;
	app->slices = true;
}

void
slice_wanted(struct call *c)
{
	call_after_commit(c, want, NULL);
}

void
app_slice(struct app *app)
{
	static const struct op job = { .op = "jobs.run",
		.audit = "none: slice" };
	static const struct actor actor = { .name = "job:import",
		.is_admin = true };
	struct call_box *b;
	struct call *c;
	bool more = false;
	enum err e;

	if (!app_has_slices(app))
		return;
	b = call_take(app, NULL);
	c = &b->call;
	b->silent = true;
	c->op = &job;
	c->actor = &actor;
	if ((e = db_savepoint(c->db)) == OK) {
		if ((e = imports_slice(c, &more)) == OK)
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
		log_error(&c->log, "import slice: %s", err_info(e)->code);
	app->slices = e == OK && more;
	turn_add(app, b);
	app_turn_end(app);
}
