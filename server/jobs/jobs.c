/* Planning of scheduled jobs and the operations on them. */
#include "server/jobs/jobs.h"

#include <stdarg.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/core/events.h"
#include "server/core/slice.h"
#include "server/jobs/jobs_store.h"
#include "server/jobs/jobs_work.h"
#include "server/settings/settings.h"

#define LATE_MS 90000 /* planned that long ago: caught up */
#define OVERDUE_MS (2 * 3600000)
#define OVERDUE_FREQUENT_MS (30 * 60000)

static const struct job_row rows[] = {
#define JOB(id, name, schedule, deadline, timer, fn, de, en) \
	{ name, schedule, deadline, timer, fn, de, en },
#include "server/jobs/jobs.def"
#undef JOB
};

const struct job_row *
job_row(enum job_kind k)
{
	return &rows[k];
}

enum job_kind
job_find(const char *name)
{
	int i;

	for (i = 0; i < JOB_KINDS && !str_eq(rows[i].name, name); i++)
		;
	return (enum job_kind)i;
}

/* What is known of a job: its effective schedule, what was planned last. */
struct plan {
	struct job_setting set;
	struct job_last last;
	struct schedule when;
	const char *schedule;
	bool by_timer;
};

static enum err
load(struct call *c, int k, struct plan *p)
{
	const char *why;
	enum err e;

	if ((e = jobs_store_setting(c, rows[k].name, &p->set)) != OK ||
	    (e = jobs_store_last(c, rows[k].name, &p->last)) != OK)
		return e;
	p->by_timer = rows[k].timer != NULL &&
		      settings_bool(c->app->settings, SET_JOBS_BY_TIMER);
	p->schedule = p->set.found && p->set.schedule[0] != '\0'
			  ? p->set.schedule
			  : rows[k].schedule;
	if (!schedule_parse(p->schedule, &p->when, &why))
		return E_INTERNAL; /* jobs.def is tested, changes are checked */
	return OK;
}

/* Planned here: not switched off, and no timer of systemd does it. */
static bool
is_on(const struct plan *p)
{
	return (!p->set.found || p->set.enabled) && !p->by_timer;
}

/* Nothing planned up to here is still to come. */
static int64_t
settled(const struct plan *p)
{
	return p->last.planned_at > p->set.since_at ? p->last.planned_at
						    : p->set.since_at;
}

/* A job seen for the first time has nothing to catch up. */
static enum err
introduce(struct call *c, int k)
{
	struct job_setting s = {
		.schedule = "", .enabled = true, .since_at = c->now
	};

	return jobs_store_put_setting(c, rows[k].name, &s);
}

static enum err
plan_one(struct call *c, int k)
{
	struct job_new n = { .job = rows[k].name, .sort = k, .by = "" };
	struct plan p;
	int64_t id;
	enum err e = load(c, k, &p);

	if (e != OK)
		return e;
	if (!p.set.found)
		return introduce(c, k);
	if (!is_on(&p))
		return OK;
	n.planned_at = schedule_latest(&p.when, settled(&p), c->now);
	if (n.planned_at == 0)
		return OK;
	n.kind = c->now - n.planned_at > LATE_MS ? "catch_up" : "schedule";
	if ((e = jobs_store_queue(c, &n, &id)) == OK)
		slice_wanted(c, SLICE_JOBS);
	return e == E_CONFLICT ? OK : e; /* that instant has run */
}

enum err
jobs_plan(struct call *c)
{
	enum err e = OK;
	int k;

	for (k = 0; e == OK && k < JOB_KINDS && !c->app->no_jobs; k++)
		e = plan_one(c, k);
	return e;
}

int64_t
jobs_next(struct app *app, int64_t now)
{
	struct call_box *b = call_take(app, NULL);
	int64_t first = INT64_MAX, at, from;
	struct plan p;
	int k;

	for (k = 0; k < JOB_KINDS && !app->no_jobs; k++) {
		if (load(&b->call, k, &p) != OK) {
			first = now + 60000; /* look again */
			continue;
		}
		if (!is_on(&p))
			continue;
		/* what was planned before a step of the clock is over */
		from = settled(&p) > now ? settled(&p) : now;
		at = schedule_next(&p.when, from);
		if (at < first)
			first = at;
	}
	call_give(b);
	return first;
}

enum err
jobs_start(struct call *c)
{
	int n = 0;
	enum err e = jobs_store_requeue(c, &n);

	if (e == OK && n > 0)
		log_warn(&c->log,
		    "%d job cut off by the last end of the server"
		    " runs again",
		    n);
	slice_wanted(c, SLICE_JOBS);
	return e;
}

static bool
is_overdue(const struct plan *p, int64_t now)
{
	int64_t grace =
	    schedule_is_frequent(&p->when) ? OVERDUE_FREQUENT_MS : OVERDUE_MS;
	int64_t from = p->last.success_at > p->set.since_at ? p->last.success_at
							    : p->set.since_at;

	/* the first instant planned after the last success */
	return is_on(p) && p->set.found &&
	       now >= schedule_next(&p->when, from) + grace;
}

static enum err
state_of(struct call *c, int k, struct job_state *s)
{
	struct plan p;
	int64_t open;
	enum err e;

	if ((e = load(c, k, &p)) != OK ||
	    (e = jobs_store_active(c, rows[k].name, &open)) != OK)
		return e;
	s->kind = (enum job_kind)k;
	s->schedule = arena_strdup(c->arena, p.schedule);
	s->changed = p.set.found && p.set.schedule[0] != '\0';
	s->enabled = is_on(&p);
	s->by_timer = p.by_timer;
	s->version = p.set.found ? p.set.version : 1;
	s->overdue = is_overdue(&p, c->now);
	s->running = open != 0;
	s->next_at = is_on(&p) ? schedule_next(&p.when, c->now) : 0;
	s->last_success_at = p.last.success_at;
	return OK;
}

enum err
jobs_list(struct call *c, struct job_state **out)
{
	struct job_state *s = arena_zalloc(c->arena, JOB_KINDS * sizeof(*s));
	enum err e = OK;
	int k;

	for (k = 0; e == OK && k < JOB_KINDS; k++)
		e = state_of(c, k, &s[k]);
	*out = s;
	return e;
}

enum err
jobs_any_overdue(struct call *c, const char **name)
{
	struct plan p;
	enum err e = OK;
	int64_t open;
	int k;

	*name = NULL;
	for (k = 0; e == OK && *name == NULL && k < JOB_KINDS; k++) {
		if ((e = load(c, k, &p)) != OK || !is_overdue(&p, c->now))
			continue;
		/* what is being made up for is no alarm */
		e = jobs_store_active(c, rows[k].name, &open);
		if (e == OK && open == 0)
			*name = rows[k].name;
	}
	return e;
}

enum err
jobs_start_run(struct call *c, enum job_kind k, bool dry_run, int64_t *run)
{
	struct job_new n = { .job = rows[k].name,
		.sort = (int)k,
		.kind = dry_run ? "dry_run" : "manual",
		.planned_at = c->now,
		.by = c->actor->name };
	int64_t open;
	enum err e = jobs_store_active(c, n.job, &open);

	if (e == OK && open != 0)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Dieser Job läuft gerade schon",
			"This job is running already"));
	if (e == OK)
		e = jobs_store_queue(c, &n, run);
	if (e == OK)
		slice_wanted(c, SLICE_JOBS);
	return e;
}

static void
plan_again(struct app *app, void *arg)
{
	(void)arg;
	app->due.at[DUE_JOBS] = jobs_next(app, app_now(app));
}

enum err
jobs_change(struct call *c, const struct job_change *in)
{
	struct job_setting s;
	struct schedule when;
	const char *why;
	enum err e = jobs_store_setting(c, rows[in->kind].name, &s);

	if (e != OK)
		return e;
	if (!s.found)
		s = (struct job_setting){
			.schedule = "", .version = 1, .enabled = true
		};
	if (in->version != 0 && in->version != s.version)
		return call_fail(c, E_CONFLICT);
	if (in->schedule != NULL && in->schedule[0] != '\0' &&
	    !schedule_parse(in->schedule, &when, &why))
		return call_invalid(c, "schedule", "%s", why);
	if (in->schedule != NULL)
		s.schedule = in->schedule;
	if (in->enabled >= 0)
		s.enabled = in->enabled != 0;
	s.since_at = c->now; /* the new plan begins now */
	call_after_commit(c, plan_again, NULL);
	event_emit(c, EV_JOB_CHANGED, in->kind, NULL);
	return jobs_store_put_setting(c, rows[in->kind].name, &s);
}

enum err
jobs_runs(struct call *c, const struct job_filter *f, struct job_entries *out)
{
	return jobs_store_runs(c, f, out);
}

void
job_count(struct job_run *r, const char *name, int64_t n)
{
	if (r->n_counts == JOB_COUNTS)
		fatal("job %s tells too many figures", rows[r->kind].name);
	r->count[r->n_counts].name = name;
	r->count[r->n_counts++].n = n;
}

enum err
job_log(struct call *c, const struct job_run *r, const char *fmt, ...)
{
	va_list ap;
	char *line;

	va_start(ap, fmt);
	line = arena_vprintf(c->arena, fmt, ap);
	va_end(ap);
	log_info(&c->log, "job %s: %s", rows[r->kind].name, line);
	return jobs_store_log(c, r->id, line);
}
