/*
 * Main loop of the screen client: terminal, signals, time and the connection
 * on one libuv loop. What the screens do is in tui/screens.
 */
#include "tui/tui.h"

#include <signal.h>
#include <stdio.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/client/target.h"
#include "tui/term/locale.h"
#include "tui/term/term.h"
#include "tui/ui/ui.h"

#define TICK_MAX_MS 60000 /* wakes at least once a minute: clock, midnight */

/* A call of a screen on its way. */
struct errand {
	struct errand *next, **at;
	struct tui *t;
	uint32_t screen; /* 0: of no screen */
	tui_answer_fn fn;
	int64_t tag;
	bool quiet;
};

static struct errand *
errand_new(struct tui *t)
{
	struct errand *e = xcalloc(1, sizeof(*e));

	e->t = t;
	e->next = t->errands;
	e->at = &t->errands;
	if (e->next != NULL)
		e->next->at = &e->next;
	t->errands = e;
	return e;
}

static void
errand_free(struct errand *e)
{
	*e->at = e->next;
	if (e->next != NULL)
		e->next->at = e->at;
	free(e);
}

struct client *
tui_client(const struct ui *ui)
{
	return ((const struct tui *)ui->app)->client;
}

bool
tui_remote(const struct ui *ui)
{
	return ((const struct tui *)ui->app)->options->remote;
}

static void
on_answer(void *arg, const struct client_answer *a)
{
	struct errand *e = arg;
	struct ui *ui = e->t->ui;
	void *state = ui_state(ui, e->screen);

	if (!e->quiet)
		ui_ready(ui);
	ui->mono = client_mono();
	if (state != NULL && e->fn != NULL)
		e->fn(ui, state, e->tag, a);
	ui_dirty(ui);
	errand_free(e);
}

int64_t
tui_call(struct ui *ui, void *state, const struct tui_request *rq)
{
	struct errand *e = errand_new(ui->app);

	e->screen = ui_screen_id(ui, state);
	e->fn = rq->fn;
	e->tag = rq->tag;
	e->quiet = rq->quiet;
	if (!rq->quiet)
		ui_busy(ui);
	return client_call(e->t->client, rq->op, rq->params, on_answer, e);
}

static void
leave(struct tui *t)
{
	if (t->leaving)
		return;
	t->leaving = true;
	uv_stop(&t->loop);
}

static void
on_timer(uv_timer_t *h)
{
	struct tui *t = h->data;

	ui_tick(t->ui, client_mono());
}

/* When the screens want to be woken next. */
static void
arm_timer(struct tui *t)
{
	int64_t now = client_mono(), at = ui_next_tick(t->ui);
	int64_t ms = at - now;

	if (at == INT64_MAX || ms > TICK_MAX_MS)
		ms = TICK_MAX_MS;
	if (ms < 0)
		ms = 0;
	(void)uv_timer_start(&t->timer, on_timer, (uint64_t)ms, 0);
}

/*
 * Before the loop sleeps: everything that happened in this turn becomes one
 * frame. Timers run before this and the frame may want a new one, so the loop
 * looks at its timers once more (uv_timer_start is cheap).
 */
static void
on_prepare(uv_prepare_t *h)
{
	struct tui *t = h->data;

	if (t->ui->quit || t->ui->hangup) {
		leave(t);
		return;
	}
	ui_paint(t->ui);
	if (client_in_flight(t->client) == 0)
		term_sync_idle(t->ui->term);
	arm_timer(t);
}

static void
on_input(uv_poll_t *h, int status, int events)
{
	struct tui *t = h->data;

	(void)status; /* an error is read as the end of the terminal */
	(void)events;
	ui_input(t->ui, client_mono());
}

static void
on_winch(uv_signal_t *h, int signum)
{
	struct tui *t = h->data;

	(void)signum;
	ui_resized(t->ui, client_mono());
}

static void
on_end(uv_signal_t *h, int signum)
{
	(void)signum;
	leave(h->data);
}

/*
 * A session that sshd has brought ends with its program: nobody else may go on
 * over this connection.
 */
static bool
remote_over(struct tui *t, enum client_state s, const char *text)
{
	if (!t->options->remote)
		return false;
	if (client_session(t->client) != NULL)
		t->was_in = true;
	if (s == CLIENT_OFFLINE && client_gave_up(t->client))
		(void)str_copy(t->farewell, sizeof(t->farewell), text);
	else if (s != CLIENT_LOGGED_OUT || !t->was_in)
		return false;
	else if (client_ended(t->client) != NULL)
		(void)str_copy(t->farewell, sizeof(t->farewell),
		    _("the session was ended"));
	leave(t);
	return true;
}

static void
on_state(void *arg, enum client_state s, const char *text)
{
	struct tui *t = arg;

	t->ui->mono = client_mono();
	if (remote_over(t, s, text))
		return;
	app_state(t, s, text);
	ui_dirty(t->ui);
}

static void
on_push(void *arg, const char *event, const json_t *data)
{
	struct tui *t = arg;

	t->ui->mono = client_mono();
	if (t->options->remote && str_eq(event, "session.ended")) {
		(void)str_copy(t->farewell, sizeof(t->farewell),
		    _("the session was ended"));
		leave(t);
		return;
	}
	ui_deliver(t->ui, event, data);
	app_push(t, event, data);
}

static void
on_trust(void *arg, const struct client_trust *trust)
{
	struct tui *t = arg;

	t->ui->mono = client_mono();
	if (t->options->trust_new)
		client_accept(t->client, true);
	else
		app_trust(t, trust);
	ui_dirty(t->ui);
}

static void
start_client(struct tui *t)
{
	const struct client_config cfg = { .loop = &t->loop,
		.target = t->options->target,
		.hooks = { on_state, on_push, on_trust },
		.arg = t,
		.language = ui_lang(),
		.ssh_key = t->options->ssh_key,
		.os_user = t->options->remote && t->options->ssh_key == NULL,
		.program = "hub " HUB_VERSION };

	t->client = client_new(&cfg);
}

static void
start_signal(struct tui *t, uv_signal_t *h, int signum, uv_signal_cb fn)
{
	(void)uv_signal_init(&t->loop, h);
	h->data = t;
	(void)uv_signal_start(h, fn, signum);
	uv_unref((uv_handle_t *)h);
}

static bool
start_loop(struct tui *t)
{
	if (uv_poll_init(&t->loop, &t->input, ui_fd(t->ui)) != 0)
		return false;
	t->input.data = t;
	(void)uv_poll_start(&t->input, UV_READABLE | UV_DISCONNECT, on_input);
	(void)uv_timer_init(&t->loop, &t->timer);
	t->timer.data = t;
	(void)uv_prepare_init(&t->loop, &t->prepare);
	t->prepare.data = t;
	(void)uv_prepare_start(&t->prepare, on_prepare);
	start_signal(t, &t->winch, SIGWINCH, on_winch);
	start_signal(t, &t->term, SIGTERM, on_end);
	start_signal(t, &t->hup, SIGHUP, on_end);
	return true;
}

static void
close_handle(uv_handle_t *h, void *arg)
{
	(void)arg;
	if (!uv_is_closing(h))
		uv_close(h, NULL);
}

/* The screens go first (they may cancel calls), then client and terminal. */
static int
stop(struct tui *t, int status)
{
	if (t->farewell[0] != '\0' && status == 0)
		status = err_info(E_UNAUTHENTICATED)->exit_status;
	app_stop(t);
	t->ui = ui_free(t->ui);
	t->client = client_free(t->client);
	while (t->errands != NULL)
		errand_free(t->errands);
	uv_walk(&t->loop, close_handle, NULL);
	(void)uv_run(&t->loop, UV_RUN_DEFAULT);
	(void)uv_loop_close(&t->loop);
	if (t->farewell[0] != '\0')
		fprintf(stderr, "hub: %s\n", t->farewell);
	return status;
}

int
tui_run(const struct tui_options *options)
{
	const struct term_config cfg = {
		.in_fd = 0, .out_fd = 1, .ascii = term_locale_ascii()
	};
	struct tui t = { .options = options };
	struct term *term = term_open(&cfg);
	char why[256];

	if (term == NULL) {
		fprintf(stderr, "hub: %s\n", _("no usable terminal"));
		return 1;
	}
	(void)uv_loop_init(&t.loop);
	t.ui = ui_new(term, &t, &app_hooks);
	start_client(&t);
	if (options->theme != NULL &&
	    !ui_theme(t.ui, options->theme, why, sizeof(why)))
		ui_toast(t.ui, TOAST_WARNING, "%s", why);
	t.ui->mono = client_mono();
	app_start(&t);
	if (!start_loop(&t))
		return stop(&t, 1);
	client_start(t.client);
	(void)uv_run(&t.loop, UV_RUN_DEFAULT);
	return stop(&t, 0);
}
