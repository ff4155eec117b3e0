/*
 * The turns of the loop: serve, end the turn, flush, bury. Everything that
 * can open a turn runs before the check or the prepare handle.
 */
#include "server/net/loop.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "common/log.h"
#include "common/xalloc.h"
#include "server/net/loop_int.h"
#include "server/net/sdnotify.h"

/* hash 1, calendar 2, report 1, backup 1 (architecture 2.3) */
#define WORKER_THREADS "5"
#define SLEEP_MAX_MS 30000
#define SWEEP_MS 1000
#define STOP_MS 5000
/* While requests never end, jobs still get a slice this often. */
#define SLICE_EVERY_MS 50

static void on_timer(uv_timer_t *h);
static void on_idle(uv_idle_t *h);

static void
list_clear(struct netlist *list)
{
	list->first = NULL;
	list->tail = &list->first;
}

/* --- one turn --- */

/* Each ready connection once, in order, until the turn has had its share. */
static void
serve(struct loop *l)
{
	struct netconn *c, *rest;

	rest = l->ready.first;
	list_clear(&l->ready);
	l->handshakes = 0;
	while (rest != NULL && !app_turn_full(l->app)) {
		c = rest;
		rest = c->next_ready;
		c->is_ready = false;
		if (netconn_serve(c))
			netlist_add_ready(l, c);
	}
	if (rest == NULL)
		return;
	/* those that had no turn come first in the next one */
	for (c = rest; c->next_ready != NULL;)
		c = c->next_ready;
	c->next_ready = l->ready.first;
	if (l->ready.first == NULL)
		l->ready.tail = &c->next_ready;
	l->ready.first = rest;
}

static void
flush(struct loop *l)
{
	struct netconn *c;

	while ((c = l->dirty.first) != NULL) {
		l->dirty.first = c->next_dirty;
		if (l->dirty.first == NULL)
			l->dirty.tail = &l->dirty.first;
		c->is_dirty = false;
		netconn_flush(c);
	}
}

/* The dead leave the ready list before they are freed. */
static void
drop_dead_ready(struct loop *l)
{
	struct netconn *c = l->ready.first, *next;

	list_clear(&l->ready);
	for (; c != NULL; c = next) {
		next = c->next_ready;
		c->is_ready = false;
		netlist_add_ready(l, c); /* refuses the dead */
	}
}

static void
bury(struct loop *l)
{
	struct netconn *c = l->dead.first, *next;

	if (c == NULL)
		return;
	list_clear(&l->dead);
	drop_dead_ready(l);
	for (; c != NULL; c = next) {
		next = c->next_dead;
		netconn_bury(c);
	}
}

/* The one end of a turn: COMMIT, then answers, then the closed ones go. */
static void
turn_end(struct loop *l)
{
	app_turn_end(l->app);
	while (l->dirty.first != NULL || l->dead.first != NULL) {
		flush(l);
		bury(l);
	}
}

static bool
has_work(const struct loop *l)
{
	return l->ready.first != NULL ||
	       (!l->stopping && app_has_slices(l->app));
}

/* Until the timer must fire: what the core plans, sweeps, listening again. */
static int64_t
sleep_ms(const struct loop *l)
{
	int64_t mono = loop_mono(NULL), due = app_next_due(l->app);
	int64_t ms = SLEEP_MAX_MS, now = app_clock(l->app);

	if (l->timed || l->stopping)
		ms = l->swept_at + SWEEP_MS - mono;
	if (l->resume_at != 0 && l->resume_at - mono < ms)
		ms = l->resume_at - mono;
	if (!l->stopping && due != INT64_MAX && due - now < ms)
		ms = due - now;
	return ms < 0 ? 0 : ms;
}

/* Poll sleeps only when nothing waits. */
static void
arm(struct loop *l)
{
	if (has_work(l))
		uv_idle_start(&l->idle, on_idle);
	else
		uv_idle_stop(&l->idle);
	uv_timer_start(&l->timer, on_timer, (uint64_t)sleep_ms(l), 0);
}

/* A slice of a job after the waiting requests, or when it is its time. */
static void
run_slice(struct loop *l)
{
	int64_t now;

	if (l->stopping || !app_has_slices(l->app))
		return;
	now = loop_mono(NULL);
	if (l->ready.first != NULL && now - l->slice_at < SLICE_EVERY_MS)
		return;
	app_slice(l->app);
	turn_end(l);
	l->slice_at = loop_mono(NULL);
}

/* --- stopping --- */

static void
begin_stop(struct loop *l)
{
	struct netconn *c;
	int i;

	log_info(NULL, "stopping");
	notify_send("STOPPING=1");
	l->stopping = true;
	l->stop_at = loop_mono(NULL) + STOP_MS;
	for (i = 0; i < l->n_listeners; i++)
		listener_close(&l->listeners[i]);
	app_shutdown(l->app);
	turn_end(l);
	/* a call on a worker is still answered; the core closes then */
	for (c = l->conns; c != NULL; c = c->next)
		if (c->core == NULL || !app_conn_busy(c->core))
			netconn_finish(c);
	turn_end(l);
}

static void
check_stopped(struct loop *l)
{
	struct netconn *c;

	if (loop_mono(NULL) >= l->stop_at)
		for (c = l->conns; c != NULL; c = c->next)
			netconn_kill(c, "stopping");
	turn_end(l);
	if ((l->n_conns == 0 && l->works == 0) || loop_mono(NULL) >= l->stop_at)
		uv_stop(&l->uv);
}

/* --- the phases of libuv --- */

static void
on_check(uv_check_t *h)
{
	struct loop *l = h->data;

	l->now = loop_mono(NULL);
	serve(l);
	turn_end(l);
	if (l->stop_asked && !l->stopping)
		begin_stop(l);
	if (l->stopping)
		check_stopped(l);
	run_slice(l);
	app_idle(l->app);
	arm(l);
}

static void
on_prepare(uv_prepare_t *h)
{
	struct loop *l = h->data;

	l->now = loop_mono(NULL);
	turn_end(l); /* of what the timer began */
	arm(l);
}

/* Its presence keeps poll from sleeping. */
static void
on_idle(uv_idle_t *h)
{
	(void)h;
}

static void
sweep(struct loop *l, int64_t now)
{
	struct netconn *c;
	bool timed = false;

	l->swept_at = now;
	if (l->timed)
		for (c = l->conns; c != NULL; c = c->next)
			timed |= netconn_sweep(c, now);
	l->timed = timed;
	addrtab_sweep(l->addrs, now);
}

static void
on_timer(uv_timer_t *h)
{
	struct loop *l = h->data;
	int64_t now = l->now = loop_mono(NULL);
	int i;

	if (now - l->swept_at >= SWEEP_MS)
		sweep(l, now);
	if (l->resume_at != 0 && now >= l->resume_at) {
		l->resume_at = 0;
		for (i = 0; i < l->n_listeners; i++)
			listener_resume(&l->listeners[i]);
	}
	if (!l->stopping && app_clock(l->app) >= app_next_due(l->app))
		app_run_due(l->app);
}

static void
on_signal(uv_signal_t *h, int signum)
{
	struct loop *l = h->data;

	if (signum == SIGHUP) {
		if (l->reload != NULL)
			l->reload(l->reload_arg);
		return;
	}
	if (l->stopping)
		l->stop_at = 0; /* asked twice: at once */
	l->stop_asked = true;
}

/* --- life --- */

static void
raise_open_files(void)
{
	struct rlimit rl;

	if (getrlimit(RLIMIT_NOFILE, &rl) != 0)
		return;
	rl.rlim_cur = rl.rlim_max;
	setrlimit(RLIMIT_NOFILE, &rl);
}

static void
init_handles(struct loop *l)
{
	if (uv_loop_init(&l->uv) != 0)
		fatal("event loop: cannot be made");
	l->uv.data = l;
	l->prepare.data = l->check.data = l->idle.data = l->timer.data = l;
	uv_prepare_init(&l->uv, &l->prepare);
	uv_check_init(&l->uv, &l->check);
	uv_idle_init(&l->uv, &l->idle);
	uv_timer_init(&l->uv, &l->timer);
}

static void
watch_signals(struct loop *l)
{
	static const int which[] = { SIGTERM, SIGINT, SIGHUP };
	int i;

	for (i = 0; i < 3; i++) {
		l->signals[i].data = l;
		if (uv_signal_init(&l->uv, &l->signals[i]) != 0 ||
		    uv_signal_start(&l->signals[i], on_signal, which[i]) != 0)
			fatal("signal %d cannot be watched", which[i]);
	}
}

struct loop *
loop_new(void)
{
	struct loop *l = xcalloc(1, sizeof(*l));

	signal(SIGPIPE, SIG_IGN);
	raise_open_files();
	if (setenv("UV_THREADPOOL_SIZE", WORKER_THREADS, 1) != 0)
		fatal("environment: no memory");
	init_handles(l);
	watch_signals(l);
	l->addrs = addrtab_new();
	list_clear(&l->ready);
	list_clear(&l->dirty);
	list_clear(&l->dead);
	return l;
}

void
loop_attach(struct loop *l, struct app *app, const struct settings *s)
{
	l->app = app;
	l->settings = s;
}

void
loop_on_reload(struct loop *l, void (*fn)(void *arg), void *arg)
{
	l->reload = fn;
	l->reload_arg = arg;
}

bool
loop_run(struct loop *l)
{
	if (uv_prepare_start(&l->prepare, on_prepare) != 0 ||
	    uv_check_start(&l->check, on_check) != 0)
		fatal("event loop: cannot be started");
	l->swept_at = loop_mono(NULL);
	arm(l);
	uv_run(&l->uv, UV_RUN_DEFAULT);
	return l->works == 0;
}

static void
close_handle(uv_handle_t *h, void *arg)
{
	(void)arg;
	if (!uv_is_closing(h))
		uv_close(h, NULL);
}

struct loop *
loop_free(struct loop *l)
{
	int i;

	if (l == NULL)
		return NULL;
	for (i = 0; i < l->n_listeners; i++)
		listener_close(&l->listeners[i]);
	uv_walk(&l->uv, close_handle, NULL);
	uv_run(&l->uv, UV_RUN_DEFAULT);
	uv_loop_close(&l->uv);
	addrtab_free(l->addrs);
	free(l->data_dir);
	free(l);
	return NULL;
}
