/* Blocking face of the client for line mode and hubctl. */
#include "tui/client/client_wait.h"

#include <assert.h>

#include "common/str.h"
#include "common/xalloc.h"

/* Where the answer of the one call in flight goes. */
struct slot {
	struct reply *reply;
	bool done;
};

static char *
copy(const char *s)
{
	return s != NULL ? xstrdup(s) : NULL;
}

static void
on_answer(void *arg, const struct client_answer *a)
{
	struct slot *s = arg;

	*s->reply = (struct reply){ .fate = a->fate,
		.ok = a->ok,
		.err = a->err,
		.code = copy(a->code),
		.text = copy(a->text),
		.error_id = copy(a->error_id),
		.retry_after = a->retry_after,
		.data = json_incref((json_t *)a->data),
		.fields = json_incref((json_t *)a->fields),
		.line = copy(a->line) };
	s->done = true;
}

static bool
connected(const struct client *c)
{
	enum client_state s = client_state(c);

	return s == CLIENT_ONLINE || s == CLIENT_LOGGED_OUT;
}

/* Timers run before the poll: without this it would sleep once more. */
static void
on_prepare(uv_prepare_t *h)
{
	struct waiter *w = h->data;
	bool over = w->done != NULL
			? *w->done
			: connected(w->client) || client_gave_up(w->client);

	if (over)
		uv_stop(&w->loop);
}

void
waiter_init(struct waiter *w, const struct client_config *cfg)
{
	struct client_config own = *cfg;

	assert(cfg->patience_ms > 0);
	*w = (struct waiter){ 0 };
	(void)uv_loop_init(&w->loop);
	(void)uv_prepare_init(&w->loop, &w->prepare);
	w->prepare.data = w;
	(void)uv_prepare_start(&w->prepare, on_prepare);
	own.loop = &w->loop;
	w->client = client_new(&own);
	client_start(w->client);
}

void
waiter_done(struct waiter *w)
{
	w->client = client_free(w->client);
	uv_close((uv_handle_t *)&w->prepare, NULL);
	(void)uv_run(&w->loop, UV_RUN_DEFAULT);
	(void)uv_loop_close(&w->loop);
}

bool
waiter_connect(struct waiter *w)
{
	w->done = NULL;
	while (!connected(w->client) && !client_gave_up(w->client))
		(void)uv_run(&w->loop, UV_RUN_ONCE);
	return connected(w->client);
}

static void
wait_for(struct waiter *w, const bool *done)
{
	w->done = done;
	while (!*done)
		(void)uv_run(&w->loop, UV_RUN_ONCE);
	w->done = NULL;
}

void
waiter_call(struct waiter *w, const char *op, json_t *params, struct reply *out)
{
	struct slot s = { out, false };

	(void)client_call(w->client, op, params, on_answer, &s);
	wait_for(w, &s.done);
}

static void
on_pause(uv_timer_t *t)
{
	*(bool *)t->data = true;
}

static void
free_handle(uv_handle_t *h)
{
	free(h);
}

void
waiter_pause(struct waiter *w, int ms)
{
	uv_timer_t *t = xcalloc(1, sizeof(*t));
	bool over = false;

	(void)uv_timer_init(&w->loop, t);
	t->data = &over;
	(void)uv_timer_start(t, on_pause, (uint64_t)ms, 0);
	wait_for(w, &over);
	uv_close((uv_handle_t *)t, free_handle);
}

void
reply_done(struct reply *r)
{
	free(r->code);
	free(r->text);
	free(r->error_id);
	free(r->line);
	json_decref(r->data);
	json_decref(r->fields);
	*r = (struct reply){ 0 };
}

int
reply_exit_status(const struct reply *r)
{
	if (r->ok)
		return 0;
	if (r->fate == FATE_UNKNOWN)
		return EXIT_UNKNOWN_OUTCOME;
	return err_info(r->err)->exit_status;
}
