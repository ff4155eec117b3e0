/* What the core asks of the world: clocks, randomness, facts, threads. */
#include <errno.h>
#include <stdlib.h>
#include <sys/random.h>
#include <sys/resource.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "common/log.h"
#include "common/xalloc.h"
#include "server/net/loop.h"
#include "server/net/loop_int.h"

static int64_t
clock_ms(clockid_t clock)
{
	struct timespec ts;

	if (clock_gettime(clock, &ts) != 0)
		fatal("clock: %s", strerror(errno));
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t
loop_wall(void *unused)
{
	(void)unused;
	return clock_ms(CLOCK_REALTIME);
}

int64_t
loop_mono(void *unused)
{
	(void)unused;
	return clock_ms(CLOCK_MONOTONIC);
}

static void
port_random(void *ctx, void *p, size_t n)
{
	unsigned char *at = p;
	ssize_t r;

	(void)ctx;
	while (n > 0) {
		r = getrandom(at, n, 0);
		if (r < 0 && errno != EINTR)
			fatal("random: %s", strerror(errno));
		if (r > 0) {
			at += r;
			n -= (size_t)r;
		}
	}
}

/* Total and available memory in KiB; 0 when unknown. */
static void
read_memory(long long *total, long long *available)
{
	FILE *f = fopen("/proc/meminfo", "re");
	char line[128];

	*total = *available = 0;
	if (f == NULL)
		return;
	while (fgets(line, sizeof(line), f) != NULL) {
		sscanf(line, "MemTotal: %lld", total);
		sscanf(line, "MemAvailable: %lld", available);
	}
	fclose(f);
}

static void
port_sysfacts(void *ctx, struct sysfacts *out)
{
	const struct loop *l = ctx;
	long long total, available;
	struct statvfs fs;

	read_memory(&total, &available);
	out->memory_available_mb = available / 1024;
	out->memory_percent =
	    total == 0 ? 0 : (int)((total - available) * 100 / total);
	out->data_read_only = access(l->data_dir, W_OK) != 0;
	out->disk_free_percent = 100;
	if (statvfs(l->data_dir, &fs) == 0 && fs.f_blocks > 0)
		out->disk_free_percent = (int)(fs.f_bavail * 100 / fs.f_blocks);
}

/* --- worker threads --- */

#define WORKER_NICE 10

/*
 * The loop goes first: on a small machine a queue of logins would otherwise
 * take half of its time. Linux keeps the priority per thread.
 */
static void
step_back(void)
{
	static _Thread_local bool done;

	if (!done &&
	    setpriority(PRIO_PROCESS, (id_t)gettid(), WORKER_NICE) != 0)
		log_debug(NULL, "a worker keeps its priority");
	done = true;
}

static void
run_work(uv_work_t *r)
{
	struct work *w = r->data;

	step_back();
	w->run(w->arg);
}

static void
after_work(uv_work_t *r, int status)
{
	struct loop *l = r->loop->data;
	struct work *w = r->data;

	(void)status; /* nothing is ever cancelled */
	l->works--;
	free(r);
	worker_done(w); /* the check handle ends the turn */
}

static void
port_start(void *ctx, struct work *w)
{
	struct loop *l = ctx;
	uv_work_t *r = xcalloc(1, sizeof(*r));

	r->data = w;
	l->works++;
	if (uv_queue_work(&l->uv, r, run_work, after_work) != 0)
		fatal("worker thread: no memory");
}

void
loop_ports(struct loop *l, const char *data_dir, struct app_ports *out)
{
	free(l->data_dir);
	l->data_dir = xstrdup(data_dir);
	out->ctx = l;
	out->now = loop_wall;
	out->mono = loop_mono;
	out->random = port_random;
	out->sysfacts = port_sysfacts;
	out->worker.ctx = l;
	out->worker.start = port_start;
}
