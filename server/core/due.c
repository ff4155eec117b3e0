/* Tasks that become due; each runs as a call of its own in a savepoint. */
#include "server/core/due.h"

#include <stdint.h>

#include "common/date.h"
#include "common/log.h"
#include "common/tz.h"
#include "server/app_private.h"
#include "server/core/due_tasks.h"
#include "server/core/events.h"
#include "server/core/faults.h"
#include "server/db/db.h"

/* Small steps back are what time servers do; nothing waits for them. */
#define SET_BACK_MS 5000

static const struct {
	const char *name;
	enum err (*run)(struct call *c);
	int64_t (*next)(struct app *app, int64_t now);
} tasks[] = {
#define DUE(id, name, run, next) { name, run, next },
#include "server/core/due.def"
#undef DUE
};

int64_t
due_next_midnight(struct app *app, int64_t now)
{
	(void)app;
	return tz_day(tz_date(now, NULL) + 1);
}

int64_t
due_next_minute(struct app *app, int64_t now)
{
	(void)app;
	return now - now % 60000 + 60000;
}

int64_t
due_next_hour(struct app *app, int64_t now)
{
	(void)app;
	return now - now % 3600000 + 3600000;
}

int64_t
due_next_expiry(struct app *app, int64_t now)
{
	struct call_box *b = call_take(app, NULL);
	int64_t at = 0;

	if (slots_next_expiry(&b->call, &at) != OK)
		at = now + 1000; /* try again soon */
	call_give(b);
	return at == 0 ? INT64_MAX : at;
}

void
due_at(struct app *app, enum due_kind kind, int64_t at)
{
	if (at < app->due.at[kind])
		app->due.at[kind] = at;
}

/* Plans of a time that was wrong would be waited for until it comes. */
static bool
is_set_back(const struct app *app)
{
	return app->ports.now(app->ports.ctx) < app->due.seen - SET_BACK_MS;
}

void
due_start(struct app *app)
{
	int i;

	app->due.seen = app_now(app);
	for (i = 0; i < DUE_KINDS; i++)
		app->due.at[i] = app_now(app);
}

int64_t
due_next(const struct app *app)
{
	int64_t first = INT64_MAX;
	int i;

	if (is_set_back(app))
		return 0;
	for (i = 0; i < DUE_KINDS; i++)
		if (app->due.at[i] < first)
			first = app->due.at[i];
	return first;
}

static void
run_task(struct app *app, int i)
{
	static const struct op job = { .op = "jobs.run",
		.audit = "none: task" };
	static const struct actor actor = { .name = "job", .is_admin = true };
	struct call_box *b = call_take(app, NULL);
	struct call *c = &b->call;
	enum err e;

	b->silent = true;
	c->op = &job;
	c->actor = &actor;
	if ((e = db_savepoint(c->db)) != OK) {
		log_error(
		    &c->log, "task %s: %s", tasks[i].name, err_info(e)->code);
		call_give(b);
		return;
	}
	if ((e = tasks[i].run(c)) == OK)
		e = events_react(c);
	if (e == OK && (e = db_release(c->db)) == OK) {
		app->turn.wrote = true;
		push_queue(c);
	} else {
		db_rollback_to(c->db);
		c->after = NULL;
		log_error(
		    &c->log, "task %s: %s", tasks[i].name, err_info(e)->code);
	}
	turn_add(app, b);
}

void
due_run(struct app *app)
{
	int64_t now = app_now(app);
	int i;

	if (is_set_back(app)) {
		log_warn(NULL, "the clock was set back by %lld s",
		    (long long)((app->due.seen - now) / 1000));
		due_start(app);
	}
	app->due.seen = now;
	for (i = 0; i < DUE_KINDS; i++) {
		if (app->due.at[i] > now)
			continue;
		run_task(app, i);
		app->due.at[i] = tasks[i].next(app, now);
	}
}

void
due_refresh(struct app *app)
{
	app->due.at[DUE_EXPIRY] = due_next_expiry(app, app_now(app));
}
