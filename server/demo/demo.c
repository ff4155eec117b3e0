/*
 * Builds the demo database: the real core on a folder of its own, a clock that
 * walks from 300 days ago to now, and the rename at the end. Called by main.c.
 */
#include "server/demo/demo.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/date.h"
#include "common/log.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "server/app.h"
#include "server/core/worker.h"
#include "server/demo/demo_int.h"

#define BUILDING "hub.db.demo-building"
#define SAY_EVERY 50 /* days */

/* --- what the core asks of its world --- */

static int64_t
port_now(void *ctx)
{
	return ((struct demo *)ctx)->now;
}

static int64_t
port_mono(void *ctx)
{
	return ((struct demo *)ctx)->mono;
}

/*
 * From the seed, so that a day gives one demo. No secret comes of it: every
 * session ends before the database is used, passwords have other bytes.
 */
static void
port_random(void *ctx, void *p, size_t n)
{
	struct demo *d = ctx;
	unsigned char *out = p;
	size_t i;

	for (i = 0; i < n; i++) {
		d->port_rng =
		    d->port_rng * 6364136223846793005u + 1442695040888963407u;
		out[i] = (unsigned char)(d->port_rng >> 56);
	}
}

static void
port_facts(void *ctx, struct sysfacts *out)
{
	(void)ctx;
	*out = (struct sysfacts){ .memory_percent = 50,
		.memory_available_mb = 1024,
		.disk_free_percent = 50 };
}

static void
port_work(void *ctx, struct work *w)
{
	(void)ctx;
	w->run(w->arg);
	worker_done(w);
}

/* --- folder --- */

/* A folder for the database to be, without what an earlier try left. */
static bool
make_folder(struct demo *d, const char *dir)
{
	static const char *const names[] = { "hub.db", "hub.db-wal",
		"hub.db-shm", "hub.db-journal", "before-migration.db",
		"hub.secret" };
	size_t i;

	if (mkdir(dir, 0700) == 0)
		return true;
	if (errno != EEXIST)
		return demo_fail(d, "%s: %s", dir, strerror(errno));
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		char *path = xprintf("%s/%s", dir, names[i]);

		if (unlink(path) != 0 && errno != ENOENT)
			demo_fail(d, "%s: %s", path, strerror(errno));
		free(path);
	}
	return d->why[0] == '\0';
}

/* No core has the file open here: its descriptor drops nobody's lock. */
static bool
flush(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	bool ok = fd >= 0 && fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* The complete database takes its name. */
static bool
put_in_place(struct demo *d, const char *dir)
{
	char *from = xprintf("%s/hub.db", dir);
	char *wal = xprintf("%s/hub.db-wal", dir);
	char *to = xprintf("%s/hub.db", d->o->data_dir);
	char *old_wal = xprintf("%s/hub.db-wal", d->o->data_dir);

	if (access(wal, F_OK) == 0 || access(old_wal, F_OK) == 0)
		demo_fail(d, "%s: a log was left over", dir);
	else if (!flush(from) || rename(from, to) != 0 ||
		 !flush(d->o->data_dir))
		demo_fail(d, "%s: %s", to, strerror(errno));
	else if (rmdir(dir) != 0)
		demo_fail(d, "%s: %s", dir, strerror(errno));
	free(from);
	free(wal);
	free(to);
	free(old_wal);
	return d->why[0] == '\0';
}

/* --- the days --- */

static void say(struct demo *d, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
static void
say(struct demo *d, const char *fmt, ...)
{
	char line[160];
	va_list ap;

	if (d->o->progress == NULL)
		return;
	va_start(ap, fmt);
	vsnprintf(line, sizeof(line), fmt, ap);
	va_end(ap);
	d->o->progress(d->o->arg, line);
}

static void
clock_to(struct demo *d, int64_t at)
{
	if (at <= d->now)
		return;
	d->mono += at - d->now;
	d->now = at;
	app_run_due(d->app);
	app_turn_end(d->app);
}

static int64_t
earlier_of(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* One day from half past six to midnight, or to now. */
static bool
live(struct demo *d, int day)
{
	int64_t morning, end = earlier_of(tz_day(day + 1), d->o->now);

	tz_civil(day, 390, &morning);
	clock_to(d, earlier_of(morning, end));
	if (d->now < end && (!demo_office_day(d, day) || !demo_plan(d, day) ||
				!demo_run(d, end)))
		return false;
	demo_all_out(d);
	clock_to(d, end - 1);
	while (app_has_slices(d->app))
		app_slice(d->app);
	app_idle(d->app);
	return true;
}

static bool
live_all(struct demo *d)
{
	int day, i;

	if (!demo_open(d->app, &d->op))
		return demo_fail(d, "the core takes no connection");
	for (i = 0; i < DEMO_STAFF; i++)
		if (!demo_open(d->app, &d->staff[i]))
			return demo_fail(d, "the core takes no connection");
	if (!demo_company(d))
		return false;
	say(d, "the password of every account is " DEMO_PASSWORD);
	for (day = d->first; day <= d->today; day++) {
		if (!live(d, day))
			return false;
		if ((day - d->first) % SAY_EVERY == SAY_EVERY - 1)
			say(d, "day %d of %d, %ld bookings", day - d->first + 1,
			    DEMO_HISTORY_DAYS, d->booked);
	}
	return true;
}

static struct app *
open_core(struct demo *d, const char *dir)
{
	struct app_options o = {
		.no_jobs = true,
		.data_dir = dir,
		.secret_dir = d->o->data_dir, /* what is sealed stays so */
		.config_file = d->o->config_file,
		.demo = true,
		.fast_db = true, /* a half demo is thrown away */
		.ignore_env = d->o->ignore_env,
		.ports = { .ctx = d,
		    .now = port_now,
		    .mono = port_mono,
		    .random = port_random,
		    .sysfacts = port_facts,
		    .worker = { .start = port_work, .ctx = d } },
	};

	return app_new(&o, d->why, d->why_size);
}

/* The zone is known once a core is open: the days are set after that. */
static bool
walk(struct demo *d, const char *dir)
{
	int i;

	d->now = d->o->now - (DEMO_HISTORY_DAYS + 1) * INT64_C(86400000);
	d->mono = 1000000;
	d->port_rng = (uint64_t)d->o->now;
	if ((d->app = open_core(d, dir)) == NULL)
		return demo_fail(d, "%s", "");
	d->today = tz_date(d->o->now, NULL);
	d->first = d->today - DEMO_HISTORY_DAYS;
	d->rng = (uint64_t)d->today;
	live_all(d);
	for (i = 0; i < DEMO_STAFF; i++)
		if (d->staff[i].cn != NULL)
			demo_close(&d->staff[i]);
	if (d->op.cn != NULL)
		demo_close(&d->op);
	d->app = app_free(d->app);
	demo_plan_done(d);
	return d->why[0] == '\0';
}

bool
demo_build(const struct demo_options *o, char *why, size_t size)
{
	struct demo d = { .o = o, .why = why, .why_size = size };
	char *dir = xprintf("%s/" BUILDING, o->data_dir);
	enum log_level level = log_get_level();
	bool ok;

	why[0] = '\0';
	say(&d, "%d days of history and %d ahead are made ...",
	    DEMO_HISTORY_DAYS, DEMO_AHEAD_DAYS);
	if (level < LOG_WARN)
		log_set_level(LOG_WARN);
	ok = make_folder(&d, dir) && walk(&d, dir) && put_in_place(&d, dir);
	log_set_level(level);
	if (ok)
		say(&d,
		    "%ld bookings, %ld cancelled, %ld moved, %ld settled, %ld"
		    " T1.5 and UL, %d people",
		    d.booked, d.cancelled, d.moved, d.settled, d.specials,
		    DEMO_STAFF);
	free(dir);
	return ok;
}
