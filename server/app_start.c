/* First steps on an open database. */
#include "server/app_start.h"

#include <stdio.h>

#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/availability/availability.h"
#include "server/core/slice.h"
#include "server/core/reseal.h"
#include "server/db/db.h"
#include "server/imports/imports.h"
#include "server/jobs/jobs.h"
#include "server/settings/settings.h"
#include "server/system/system.h"
#include "server/users/users.h"

/* One step of the start in a turn of its own. */
struct step {
	enum err (*run)(struct call *c, struct step *s);
	const struct app_options *options;
	bool more; /* the same again */
};

/* Before anything is written: the keys fit, the log can take rows, and has the
 * old ones. */
static enum err
audit_steps(struct call *c, struct step *s)
{
	enum err e = reseal_start(c, s->options);

	if (e != OK || (e = audit_start(c)) != OK)
		return e;
	return audit_adopt(c, &s->more);
}

static enum err
first_steps(struct call *c, struct step *s)
{
	bool pending = false;
	enum err e;

	if ((e = system_demo_mark(c, s->options->demo, &c->app->demo)) != OK)
		return e;
	if ((e = users_first_start(c)) != OK)
		return e;
	if ((e = availability_first_start(c)) != OK)
		return e;
	if ((e = imports_pending(c, &pending)) != OK)
		return e;
	if (pending)
		slice_want(c->app, SLICE_IMPORT);
	if ((e = jobs_start(c)) != OK)
		return e;
	return audit_started(c);
}

static enum err
last_step(struct call *c, struct step *s)
{
	static const struct audit_entry a = { .action = "server_stop" };

	(void)s;
	return audit_write(c, &a);
}

static enum err
run_step(struct app *app, struct step *s, char *why, size_t size)
{
	static const struct op start = { .op = "system.start",
		.audit = "server_start" };
	static const struct actor actor = { .name = "system",
		.is_admin = true };
	struct call_box *b = call_take(app, NULL);
	enum err e;

	s->more = false;
	b->silent = true;
	b->call.op = &start;
	b->call.actor = &actor;
	if ((e = db_savepoint(app->db)) == OK) {
		e = s->run(&b->call, s);
		if (e != OK || (e = db_release(app->db)) != OK)
			db_rollback_to(app->db);
	}
	if (e != OK) {
		snprintf(why, size, "%s",
		    b->call.error_text != NULL ? b->call.error_text
					       : db_error(app->db));
		call_give(b);
		return e;
	}
	turn_add(app, b);
	app_turn_end(app);
	return OK;
}

enum err
app_start(struct app *app, const struct app_options *o, char *why, size_t size)
{
	struct step s = { audit_steps, o, false };
	enum err e;

	if ((e = settings_load(app->settings, app->db)) != OK) {
		snprintf(why, size, "settings: %s", db_error(app->db));
		return e;
	}
	do {
		if ((e = run_step(app, &s, why, size)) != OK)
			return e;
	} while (s.more);
	s.run = first_steps;
	return run_step(app, &s, why, size);
}

void
app_note_stop(struct app *app)
{
	struct step s = { .run = last_step };
	char why[200];

	if (run_step(app, &s, why, sizeof(why)) != OK)
		log_error(
		    NULL, "the end of the server is not in the log: %s", why);
}
