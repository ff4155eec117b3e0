/* N signed-in connections; see fleet.h. */
#include "tests/bench/lib/fleet.h"

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/bench/lib/blib.h"

bool
is_answer(const char *line)
{
	return str_starts(line, "{\"id\":");
}

bool
is_success(const char *line)
{
	const char *p = strchr(line, ',');

	return p != NULL && str_starts(p, ",\"success\":true");
}

static void
on_up(void *ctx, struct bconn *c)
{
	struct fleet *f = ctx;

	(void)c;
	if (f->token == NULL)
		f->ready++;
}

/* Hexadecimal digits of the token of a connection. */
static const char *
token_of(const struct fleet *f, int index)
{
	const char *t = f->token, *comma;
	int n = 1;

	for (comma = strchr(t, ','); comma != NULL; n++)
		comma = strchr(comma + 1, ',');
	for (n = index % n; n > 0; n--)
		t = strchr(t, ',') + 1;
	return t;
}

/* The greeting asks for the sign-in, its answer makes the connection ready. */
static void
on_line(void *ctx, struct bconn *c, char *line, size_t n)
{
	struct fleet *f = ctx;
	char request[256];

	(void)n;
	if (f->token == NULL)
		return;
	if (str_starts(line, "{\"hub\":")) {
		snprintf(request, sizeof(request),
		    "{\"id\":1,\"op\":\"auth.resume\",\"params\":"
		    "{\"token\":\"%.64s\"},\"idempotency_key\":\"r%d\"}\n",
		    token_of(f, c->index), c->index);
		bconn_send(c, request, strlen(request));
		return;
	}
	if (!is_answer(line))
		return;
	if (!is_success(line))
		bench_die("sign-in refused: %.300s", line);
	f->ready++;
}

static void
on_down(void *ctx, struct bconn *c)
{
	(void)ctx;
	bench_die("connection %d was closed by the server", c->index);
}

static const struct bnet_ops sign_in = { on_up, on_line, on_down };

void
fleet_again(struct fleet *f, int window)
{
	bnet_handler(f->net, &sign_in, f);
	f->opened = f->ready = 0;
	while (f->ready < f->n) {
		while (f->opened < f->n && f->opened - f->ready < window) {
			bconn_open(
			    f->net, &f->conns[f->opened], f->opened, f->resume);
			f->opened++;
		}
		bnet_poll(f->net, -1);
	}
}

void
fleet_open(struct fleet *f, const char *to, int n, int window)
{
	f->net = bnet_new(to, &sign_in, f);
	f->conns = xcalloc((size_t)n, sizeof(*f->conns));
	f->n = n;
	fleet_again(f, window);
}

void
fleet_close(struct fleet *f)
{
	int i;

	for (i = 0; i < f->n; i++)
		bconn_close(&f->conns[i]);
}

void
fleet_done(struct fleet *f)
{
	fleet_close(f);
	free(f->conns);
	bnet_free(f->net);
}

static void
keep_answer(void *ctx, struct bconn *c, char *line, size_t n)
{
	struct fleet *f = ctx;

	(void)c;
	if (is_answer(line) && f->answer == NULL)
		f->answer = xstrndup(line, n);
}

json_t *
fleet_call(struct fleet *f, int conn, const char *line)
{
	static const struct bnet_ops ops = { on_up, keep_answer, on_down };
	json_t *root;

	bnet_handler(f->net, &ops, f);
	bconn_send(&f->conns[conn], line, strlen(line));
	bconn_send(&f->conns[conn], "\n", 1);
	while (f->answer == NULL)
		bnet_poll(f->net, -1);
	root = json_loads(f->answer, 0, NULL);
	if (root == NULL)
		bench_die("no JSON: %.300s", f->answer);
	free(f->answer);
	f->answer = NULL;
	return root;
}
