/* Health of the running server and the demo mark. */
#include "server/system/system.h"

#include "common/str.h"
#include "server/app_private.h"
#include "server/calendar/calendar.h"
#include "server/jobs/jobs.h"
#include "server/core/reseal.h"
#include "server/settings/settings.h"

#define FAILURES_SICK 3 /* calls of a calendar, in a row */
#define MEMORY_DEGRADED 90
#define DISK_DEGRADED 20
#define DISK_UNHEALTHY 10

const char *
health_name(enum health h)
{
	static const char *const names[] = { "healthy", "degraded",
		"unhealthy" };

	return names[h];
}

static enum health
worse(enum health a, enum health b)
{
	return a > b ? a : b;
}

enum health
system_memory_health(const struct system_health *h)
{
	return h->memory_percent >= MEMORY_DEGRADED ? DEGRADED : HEALTHY;
}

enum health
system_disk_health(const struct system_health *h)
{
	if (h->disk_free_percent < DISK_UNHEALTHY)
		return UNHEALTHY;
	return h->disk_free_percent < DISK_DEGRADED ? DEGRADED : HEALTHY;
}

/* Without a provider the hub's own tables are the calendar. */
static enum err
calendar_health(struct call *c, enum health *out)
{
	struct calendar_status s;
	enum err e = calendar_show(c, &s);
	int i, bad = 0;

	if (e != OK)
		return e;
	for (i = 0; i < s.n; i++)
		bad += s.row[i].failures >= FAILURES_SICK;
	*out = s.failed > 0 || bad > 0 ? DEGRADED : HEALTHY;
	/* more than every fifth of them, or the central one (9.8) */
	if (bad * 5 > s.n || s.setup_fault != NULL ||
	    (bad > 0 && s.row[0].failures >= FAILURES_SICK))
		*out = UNHEALTHY;
	return OK;
}

enum err
system_health(struct call *c, struct system_health *out)
{
	struct system_health h = { 0 };
	struct sysfacts f = { .disk_free_percent = 100 };
	const char *late;
	int64_t n;

	if (c->app->ports.sysfacts != NULL)
		c->app->ports.sysfacts(c->app->ports.ctx, &f);
	h.memory_percent = f.memory_percent;
	h.memory_available_mb = f.memory_available_mb;
	h.disk_free_percent = f.disk_free_percent;
	h.uptime_seconds = (app_mono(c->app) - c->app->started_mono) / 1000;
	if (system_store_probe(c, &n) != OK || n == 0)
		h.database = UNHEALTHY;
	else if (calendar_health(c, &h.calendar) != OK)
		h.database = UNHEALTHY;
	if (due_next(c->app) < c->now - 30 * 60000 ||
	    jobs_any_overdue(c, &late) != OK || late != NULL)
		h.jobs = DEGRADED;
	if (reseal_lost(c, &h.sealed_lost) != OK)
		h.database = UNHEALTHY;
	h.secrets = h.sealed_lost > 0 ? DEGRADED : HEALTHY;
	h.overall = worse(h.overall, h.secrets);
	h.overall = worse(h.overall, h.database);
	h.overall = worse(h.overall, h.jobs);
	/* without a calendar booking goes on */
	if (h.calendar != HEALTHY)
		h.overall = worse(h.overall, DEGRADED);
	h.overall = worse(h.overall, system_memory_health(&h));
	h.overall = worse(h.overall, system_disk_health(&h));
	if (f.data_read_only)
		h.overall = UNHEALTHY;
	*out = h;
	return OK;
}

enum err
system_demo_mark(struct call *c, bool want, bool *is_demo)
{
	const char *mark;
	int64_t n;
	enum err e;

	if ((e = system_store_meta(c, "demo", &mark)) != OK)
		return e;
	*is_demo = str_eq(mark, "1");
	if (!want || *is_demo)
		return OK;
	if ((e = system_store_accounts(c, &n)) != OK)
		return e;
	if (n > 0)
		return call_fail_text(c, E_CONFIGURATION,
		    "--demo: this database holds real accounts");
	*is_demo = true;
	return system_store_set_meta(c, "demo", "1");
}
