/*
 * Lanes and jobs of calendar calls; the only file of this folder that knows
 * the inside of struct app.
 */
#include "server/calendar/calendar_work.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/calendar/calendar_http.h"
#include "server/core/due.h"
#include "server/jobs/jobs.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"

struct calendar_memory *
calendar_memory_new(bool use_env)
{
	struct calendar_memory *m = xcalloc(1, sizeof(*m));

	http_setup();
	m->use_env = use_env;
	m->next_at = INT64_MAX;
	return m;
}

static void
forget_token(struct calendar_memory *m)
{
	if (m->token != NULL)
		sodium_memzero(m->token, strlen(m->token));
	free(m->token);
	m->token = NULL;
	m->token_ends = 0;
}

struct calendar_memory *
calendar_memory_free(struct calendar_memory *m)
{
	struct calendar_lane *l;

	if (m == NULL)
		return NULL;
	while ((l = m->lanes) != NULL) {
		m->lanes = l->next;
		/* one that still runs belongs to its worker */
		if (l->job != NULL && l->job->done)
			calendar_job_free(l->job);
		free(l);
	}
	forget_token(m);
	calendar_creds_done(&m->creds);
	free(m->creds_file);
	free(m);
	return NULL;
}

void
calendar_stop(struct app *app)
{
	atomic_store(&app->calendar->stop, true);
}

struct calendar_memory *
calendar_memory_of(struct call *c)
{
	return c->app->calendar;
}

const struct calendar_port *
calendar_port_now(struct call *c)
{
	const struct calendar_port *p = calendar_port_find(
	    settings_text(c->app->settings, SET_CALENDAR_PROVIDER));

	/* a demo company never writes into the calendar of a real one */
	return p != NULL && !c->app->demo ? p : &calendar_local;
}

struct calendar_lane *
calendar_lane_of(struct calendar_memory *m, const char *calendar)
{
	struct calendar_lane *l;

	for (l = m->lanes; l != NULL; l = l->next)
		if (str_eq(l->calendar, calendar))
			return l;
	l = xcalloc(1, sizeof(*l));
	str_copy(l->calendar, sizeof(l->calendar), calendar);
	l->next = m->lanes;
	return m->lanes = l;
}

/* --- settings --- */

bool
calendar_dry_run(struct call *c)
{
	return settings_bool(c->app->settings, SET_CALENDAR_DRY_RUN);
}

int64_t
calendar_gap(struct call *c)
{
	return settings_int(c->app->settings, SET_CALENDAR_GAP);
}

int64_t
calendar_budget(struct call *c)
{
	return settings_int(c->app->settings, SET_CALENDAR_BUDGET);
}

const char *
calendar_central(struct call *c)
{
	return settings_text(c->app->settings, SET_CENTRAL_CALENDAR);
}

const char *
calendar_setup(struct call *c)
{
	struct calendar_memory *m = c->app->calendar;
	const char *file =
	    settings_text(c->app->settings, SET_CALENDAR_CREDENTIALS);

	if (calendar_port_find(
		settings_text(c->app->settings, SET_CALENDAR_PROVIDER)) == NULL)
		return "calendar.provider must be local or google";
	if (!calendar_port_now(c)->remote)
		return NULL;
	if (m->creds.key != NULL && str_eq(m->creds_file, file))
		return NULL;
	forget_token(m);
	calendar_creds_done(&m->creds);
	free(m->creds_file);
	m->creds_file = xstrdup(file);
	if (calendar_creds_read(&m->creds, file, m->use_env, m->setup_fault,
		sizeof(m->setup_fault)))
		return NULL;
	return arena_strdup(c->arena, m->setup_fault);
}

/* --- jobs --- */

struct calendar_job *
calendar_job_new(struct call *c)
{
	struct calendar_job *j = xcalloc(1, sizeof(*j));
	const struct calendar_memory *m = c->app->calendar;

	j->app = c->app;
	j->a = arena_new();
	j->port = calendar_port_now(c);
	j->as = (struct calendar_access){
		.base = arena_strdup(
		    j->a, settings_text(c->app->settings, SET_CALENDAR_BASE)),
		.now = c->now,
		.token_ends = m->token_ends,
		.page_size =
		    (int)settings_int(c->app->settings, SET_CALENDAR_PAGE),
		.stop = &m->stop
	};
	if (m->token != NULL)
		j->as.token = arena_strdup(j->a, m->token);
	if (m->creds.key != NULL) {
		j->as.email = arena_strdup(j->a, m->creds.email);
		j->as.key = arena_strdup(j->a, m->creds.key);
		j->as.token_uri = arena_strdup(j->a, m->creds.token_uri);
	}
	return j;
}

struct calendar_job *
calendar_job_free(struct calendar_job *j)
{
	if (j == NULL)
		return NULL;
	if (j->as.key != NULL)
		sodium_memzero((void *)j->as.key, strlen(j->as.key));
	arena_free(j->a);
	free(j);
	return NULL;
}

void
calendar_job_token(struct calendar_memory *m, const struct calendar_job *j)
{
	if (j->out.token == NULL) {
		/* withdrawn, or the account is not the one it was */
		if (j->out.result == CAL_FORBIDDEN) {
			forget_token(m);
			calendar_creds_done(&m->creds);
		}
		return;
	}
	forget_token(m);
	m->token = xstrdup(j->out.token);
	m->token_ends = j->out.token_ends;
}

static void
run(void *arg)
{
	struct calendar_job *j = arg;
	calendar_call *call = j->verb == CALL_LIST     ? j->port->list
			      : j->verb == CALL_INSERT ? j->port->insert
			      : j->verb == CALL_UPDATE ? j->port->update
						       : j->port->remove;

	call(&j->as, &j->rq, j->a, &j->out);
}

/* The answer waits in the lane for the task, which runs at once. */
static void
done(struct app *app, void *arg)
{
	struct calendar_job *j = arg;

	j->done = true;
	due_at(app, DUE_CALENDAR, app_now(app));
}

static void
start(struct app *app, void *arg)
{
	struct calendar_lane *l = *(struct calendar_lane **)arg;
	struct work *w = xcalloc(1, sizeof(*w));

	w->class = WORK_CALENDAR;
	w->run = run;
	w->done = done;
	w->arg = l->job;
	if (worker_submit(app, w))
		return;
	free(w);
	l->job = calendar_job_free(l->job);
	due_at(app, DUE_CALENDAR, app_now(app) + 1000);
}

struct sending {
	struct calendar_lane *lane;
	struct calendar_job *job;
};

static void
send(struct app *app, void *arg)
{
	struct sending *s = arg;

	s->lane->job = s->job;
	app->calendar->last_call_at = app_now(app);
	start(app, &s->lane);
}

void
calendar_job_send(
    struct call *c, struct calendar_lane *l, struct calendar_job *j)
{
	struct sending *s = arena_zalloc(c->arena, sizeof(*s));

	s->lane = l;
	s->job = j;
	call_after_commit(c, send, s);
}

static void
forget(struct app *app, void *arg)
{
	struct calendar_lane *l = *(struct calendar_lane **)arg;

	(void)app;
	l->rejected = 0;
	l->job = calendar_job_free(l->job);
}

void
calendar_lane_free(struct call *c, struct calendar_lane *l)
{
	struct calendar_lane **p = arena_alloc(c->arena, sizeof(*p));

	*p = l;
	call_after_commit(c, forget, p);
}

/* --- waking --- */

static void
wake(struct app *app, void *arg)
{
	(void)arg;
	due_at(app, DUE_CALENDAR, app_now(app));
}

void
calendar_wake(struct call *c)
{
	call_after_commit(c, wake, NULL);
}

static void
wake_jobs(struct app *app, void *arg)
{
	(void)arg;
	job_wake(app);
}

void
calendar_tell_jobs(struct call *c)
{
	call_after_commit(c, wake_jobs, NULL);
}

int64_t
calendar_next(struct app *app, int64_t now)
{
	int64_t at = app->calendar->next_at;

	return at <= now ? now + 1 : at;
}
