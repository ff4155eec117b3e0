/*
 * Load generator: conns=N connections to=HOST:PORT or a socket, in a closed
 * loop (each asks again when it has its answer) or, with rate=R, at a fixed
 * rate with latencies counted from the intended send time. kind= see
 * lib/requests.h; count=N ends after N answers, else seconds=S.
 */
#include <signal.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/bench/lib/blib.h"
#include "tests/bench/lib/requests.h"

#define WARM_UP_US 500000

struct load {
	struct fleet fleet;
	struct requests requests;
	struct buf line;
	struct samples samples;
	int64_t *sent; /* closed loop: send time per connection */
	int64_t next_id, answered, count;
	int64_t start, from, until; /* measured between from and until */
	double rate;		    /* 0: closed loop */
	int64_t errors;
	bool over;
};

static void
ask(struct load *l, struct bconn *c)
{
	request_line(&l->requests, l->next_id++, &l->line);
	l->sent[c->index] = bench_us();
	bconn_send(c, l->line.p, l->line.len);
}

static int64_t
intended(const struct load *l, int64_t id)
{
	return l->start + (int64_t)((double)(id - 1) * 1e6 / l->rate);
}

static void
judge(struct load *l, const char *line)
{
	if (l->requests.kind == KIND_ECHO || is_success(line))
		return;
	if (l->errors++ == 0)
		fprintf(stderr, "first error: %.300s\n", line);
}

static void
on_line(void *ctx, struct bconn *c, char *line, size_t n)
{
	struct load *l = ctx;
	int64_t now, since;
	long long id = 0;

	(void)n;
	if (!is_answer(line) || sscanf(line, "{\"id\":%lld", &id) != 1)
		return;
	now = bench_us();
	since = l->rate > 0 ? intended(l, id) : l->sent[c->index];
	judge(l, line);
	l->answered++;
	if (since >= l->from && (l->count != 0 || now <= l->until))
		samples_add(&l->samples, now - since);
	if (l->count != 0 ? l->answered >= l->count : now > l->until)
		l->over = true;
	else if (l->rate == 0 && (l->count == 0 || l->next_id <= l->count))
		ask(l, c);
}

static void
on_up(void *ctx, struct bconn *c)
{
	(void)ctx;
	(void)c;
}

static void
on_down(void *ctx, struct bconn *c)
{
	(void)ctx;
	bench_die("connection %d was closed by the server", c->index);
}

static void
closed_loop(struct load *l)
{
	int i;

	for (i = 0; i < l->fleet.n && (l->count == 0 || i < l->count); i++)
		ask(l, &l->fleet.conns[i]);
	while (!l->over)
		bnet_poll(l->fleet.net, -1);
}

static void
fixed_rate(struct load *l)
{
	int64_t now, due;

	while (!l->over) {
		now = bench_us();
		while (
		    (due = intended(l, l->next_id)) <= now && due <= l->until)
			ask(l, &l->fleet.conns[l->next_id % l->fleet.n]);
		if (now > l->until && l->answered + 1 >= l->next_id)
			break;
		if (now > l->until + 10000000)
			bench_die("answers are missing after 10 s");
		bnet_poll(l->fleet.net, due > now ? due - now : 1000);
	}
}

int
main(int argc, char **argv)
{
	static const struct bnet_ops ops = { on_up, on_line, on_down };
	const char *prefix = arg_text(argv, "prefix", "load");
	struct load l = { .next_id = 1 };
	int64_t end;

	(void)argc;
	signal(SIGPIPE, SIG_IGN);
	buf_init(&l.line, 65536);
	l.fleet.token = arg_text(argv, "token", NULL);
	l.count = arg_int(argv, "count", 0);
	l.rate = (double)arg_int(argv, "rate", 0);
	fleet_open(&l.fleet, arg_text(argv, "to", ""),
	    (int)arg_int(argv, "conns", 1), 64);
	requests_init(&l.requests, request_kind(arg_text(argv, "kind", "ping")),
	    &l.fleet);
	l.requests.op = arg_text(argv, "op", "system.ping");
	l.requests.params = arg_text(argv, "params", "{}");
	l.sent = xcalloc((size_t)l.fleet.n, sizeof(*l.sent));
	bnet_handler(l.fleet.net, &ops, &l);
	l.start = bench_us();
	l.from = l.count != 0 ? l.start : l.start + WARM_UP_US;
	l.until = l.from + arg_int(argv, "seconds", 2) * 1000000;
	if (l.rate > 0)
		fixed_rate(&l);
	else
		closed_loop(&l);
	end = bench_us();
	if (l.count == 0)
		end = l.until;
	figures(prefix, &l.samples, end - l.from);
	figure(prefix, "errors", (double)l.errors);
	if (arg_int(argv, "pid", 0) != 0)
		figure(prefix, "rss_kib",
		    (double)rss_kib(arg_int(argv, "pid", 0)));
	samples_done(&l.samples);
	requests_done(&l.requests);
	buf_done(&l.line);
	free(l.sent);
	fleet_done(&l.fleet);
	return 0;
}
