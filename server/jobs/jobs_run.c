/*
 * The run in hand: slices of at most 10 ms, each in a savepoint of its own
 * (core/slice.c). One run at a time, so that order and "never twice at once"
 * need no further care.
 */
#include "common/arena.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/core/events.h"
#include "server/core/slice.h"
#include "server/jobs/jobs.h"
#include "server/jobs/jobs_store.h"
#include "server/notify/notify.h"
#include "server/rpc/call.h"

static enum err
tell_failure(struct call *c, const struct job_run *r, const char *error)
{
	const struct job_row *row = job_row(r->kind);
	struct audit_entry a = { .action = "job_failed",
		.severity = "warning",
		.target = row->name };
	struct notification n = {
		.type = "error", .source = "jobs", .screen = "jobs"
	};
	enum err e;

	n.title_de =
	    arena_printf(c->arena, "Job „%s“ ist fehlgeschlagen", row->name);
	n.title_en = arena_printf(c->arena, "Job %s failed", row->name);
	n.message_de = n.message_en = error;
	n.dedupe = arena_printf(c->arena, "job:%s", row->name);
	if ((e = audit_write(c, &a)) != OK)
		return e;
	return notify_role(c, "admin", &n, NULL);
}

static enum err
end_run(struct call *c, const struct job_run *r, const char *counts,
    const char *error)
{
	enum err e = jobs_store_finish(c, r->id, counts, error);

	event_emit(c, EV_JOB_CHANGED, r->kind, NULL);
	if (e == OK && error[0] != '\0')
		e = tell_failure(c, r, error);
	return e;
}

/* A job that is not done in time is given up; its next run starts anew. */
static bool
is_late(const struct call *c, const struct job_run *r)
{
	return c->now - r->started_at >
	       (int64_t)job_row(r->kind)->deadline_s * 1000;
}

enum err
jobs_give_up(struct call *c, enum err why)
{
	struct job_open o;
	struct job_run r;
	enum err e = jobs_store_open(c, &o);

	if (e != OK || o.id == 0)
		return e;
	r = (struct job_run){ .id = o.id, .kind = job_find(o.job) };
	if (r.kind == JOB_KINDS)
		return jobs_store_finish(c, o.id, "{}", "unknown job");
	return end_run(c, &r, "{}", err_info(why)->code);
}

static enum err
take(struct call *c, struct job_run *r, bool *found)
{
	struct job_open o;
	enum err e = jobs_store_open(c, &o);

	*found = e == OK && o.id != 0;
	if (!*found)
		return e;
	*r = (struct job_run){ .id = o.id,
		.kind = job_find(o.job),
		.planned_at = o.planned_at,
		.started_at = o.started_at,
		.cursor = o.cursor,
		.dry_run = o.dry_run,
		.first = o.started_at == 0 };
	if (r->kind == JOB_KINDS) /* of another version of the program */
		return jobs_store_finish(c, o.id, "{}", "unknown job");
	if (r->first) {
		r->started_at = c->now;
		event_emit(c, EV_JOB_CHANGED, r->kind, NULL);
		return jobs_store_begin(c, o.id);
	}
	return OK;
}

static enum err
work(struct call *c, struct job_run *r)
{
	enum err e = job_row(r->kind)->run(c, r);

	if (e == OK && (r->more || r->wait))
		return jobs_store_cursor(c, r->id, r->cursor);
	return e == OK ? end_run(c, r, job_counts_json(c, r), "") : e;
}

static void
rest(struct app *app, void *arg)
{
	(void)arg;
	app->job_waits = true;
}

enum err
jobs_slice(struct call *c, bool *more)
{
	struct actor *a = arena_zalloc(c->arena, sizeof(*a));
	struct job_run r;
	bool found;
	enum err e = take(c, &r, &found);

	*more = found;
	if (e != OK || !found || r.kind == JOB_KINDS)
		return e;
	*a = *c->actor;
	a->name = a->display =
	    arena_printf(c->arena, "job:%s", job_row(r.kind)->name);
	c->actor = a;
	if (is_late(c, &r)) {
		c->app->job_waits = false;
		return end_run(c, &r, "{}", "not done in time");
	}
	if (c->app->job_waits) {
		*more = false;
		return OK;
	}
	if ((e = work(c, &r)) == OK && r.wait) {
		*more = false;
		call_after_commit(c, rest, NULL);
	}
	return e;
}

void
job_wake(struct app *app)
{
	app->job_waits = false;
	slice_want(app, SLICE_JOBS);
}
