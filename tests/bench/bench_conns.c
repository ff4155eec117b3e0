/*
 * What is measured on connections rather than on requests: mode=login (prints a
 * token), handshake (Y4), idle (Y5, P8), reconnect (P11), push (Y6, P7) and
 * logins (the load of P10).
 */
#include <signal.h>
#include <unistd.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/bench/lib/blib.h"
#include "tests/bench/lib/requests.h"

#define AT_ONCE 16 /* handshakes in progress */

static void
ignore_conn(void *ctx, struct bconn *c)
{
	(void)ctx;
	(void)c;
}

static void
ignore_line(void *ctx, struct bconn *c, char *line, size_t n)
{
	(void)ctx;
	(void)c;
	(void)line;
	(void)n;
}

static const struct bnet_ops quiet = { ignore_conn, ignore_line, ignore_conn };

static char *
login_line(char **argv, int64_t id)
{
	return xprintf("{\"id\":%lld,\"op\":\"auth.login\",\"params\":{"
		       "\"name\":\"%s\",\"password\":\"%s\"},"
		       "\"idempotency_key\":\"login-%d-%lld\"}",
	    (long long)id, arg_text(argv, "name", ""),
	    arg_text(argv, "password", ""), (int)getpid(), (long long)id);
}

static void
login(char **argv)
{
	struct fleet f = { .token = NULL };
	char *line = login_line(argv, 1);
	const char *token;
	json_t *root;

	fleet_open(&f, arg_text(argv, "to", ""), 1, 1);
	root = fleet_call(&f, 0, line);
	token = json_string_value(
	    json_object_get(json_object_get(root, "data"), "token"));
	if (token == NULL)
		bench_die("login refused: %s",
		    json_string_value(json_object_get(root, "code")));
	puts(token);
	json_decref(root);
	free(line);
	fleet_done(&f);
}

/* Handshakes per second; resume=1 takes the ticket of the first connection. */
static void
handshake(char **argv)
{
	int64_t start, left = arg_int(argv, "count", 500), count = left;
	struct fleet f = { .token = NULL };
	bool resume = arg_int(argv, "resume", 0) != 0;
	int i;

	fleet_open(&f, arg_text(argv, "to", ""), AT_ONCE, AT_ONCE);
	bnet_handler(f.net, &quiet, NULL);
	if (resume) {
		bconn_send(&f.conns[0], "x\n", 2);
		while (!bnet_has_ticket(f.net))
			bnet_poll(f.net, -1);
	}
	start = bench_us();
	for (;;) {
		for (i = 0; i < AT_ONCE && left > 0; i++) {
			if (!f.conns[i].up)
				continue;
			left--;
			bconn_close(&f.conns[i]);
			bconn_open(f.net, &f.conns[i], i, resume);
		}
		if (left == 0)
			break;
		bnet_poll(f.net, -1);
	}
	figure(arg_text(argv, "prefix", "handshake"), "rate",
	    (double)count * 1e6 / (double)(bench_us() - start));
	fleet_done(&f);
}

static void
idle(char **argv)
{
	struct fleet f = { .token = arg_text(argv, "token", NULL) };
	const char *prefix = arg_text(argv, "prefix", "idle");
	int64_t pid = arg_int(argv, "pid", 0), before = rss_kib(pid), after;
	int n = (int)arg_int(argv, "conns", 1000);

	fleet_open(&f, arg_text(argv, "to", ""), n, 32);
	after = rss_kib(pid);
	figure(prefix, "kib_each", (double)(after - before) / n);
	figure(prefix, "rss_mib", (double)after / 1024);
	fleet_done(&f);
}

/* All connections break and come back at once with their tickets. */
static void
reconnect(char **argv)
{
	struct fleet f = { .token = arg_text(argv, "token", NULL),
		.resume = true };
	int n = (int)arg_int(argv, "conns", 500);
	int64_t start;

	fleet_open(&f, arg_text(argv, "to", ""), n, 32);
	fleet_close(&f);
	start = bench_us();
	fleet_again(&f, n);
	figure(arg_text(argv, "prefix", "reconnect"), "ms",
	    (double)(bench_us() - start) / 1000);
	fleet_done(&f);
}

struct pushes {
	struct samples samples;
	int64_t sent;
	int waiting;
	bool echo, answered;
};

static void
on_push(void *ctx, struct bconn *c, char *line, size_t n)
{
	struct pushes *p = ctx;

	(void)c;
	(void)n;
	if (is_answer(line)) {
		if (!is_success(line))
			bench_die("refused: %.300s", line);
		p->answered = true;
		return;
	}
	if (!p->echo && !str_starts(line, "{\"event\":\"slots.changed\""))
		return;
	samples_add(&p->samples, bench_us() - p->sent);
	p->waiting--;
}

static void
subscribe(struct fleet *f)
{
	json_t *root;
	int i;

	for (i = 0; i < f->n; i++) {
		root = fleet_call(f, i,
		    "{\"id\":1,\"op\":\"events.subscribe\","
		    "\"params\":{\"topics\":[\"slots\"]}}");
		if (!json_is_true(json_object_get(root, "success")))
			bench_die("subscribe refused");
		json_decref(root);
	}
}

/* From the booking (or the line to all) until every connection has heard. */
static void
push(char **argv)
{
	static const struct bnet_ops ops = { ignore_conn, on_push,
		ignore_conn };
	struct fleet f = { .token = arg_text(argv, "token", NULL) };
	struct pushes p = { .echo = f.token == NULL };
	int64_t i, count = arg_int(argv, "count", 40);
	struct requests r;
	struct buf line;

	buf_init(&line, 65536);
	fleet_open(
	    &f, arg_text(argv, "to", ""), (int)arg_int(argv, "conns", 500), 32);
	requests_init(&r, p.echo ? KIND_ECHO : KIND_BOOK, &f);
	if (!p.echo)
		subscribe(&f);
	bnet_handler(f.net, &ops, &p);
	for (i = 1; i <= count; i++) {
		request_line(&r, i, &line);
		if (p.echo)
			line.p[0] = 'B';
		p.waiting = f.n;
		p.answered = p.echo;
		p.sent = bench_us();
		bconn_send(&f.conns[0], line.p, line.len);
		while (p.waiting > 0 || !p.answered)
			bnet_poll(f.net, -1);
	}
	figure(arg_text(argv, "prefix", "push"), "p50_us",
	    samples_at(&p.samples, 500));
	figure(arg_text(argv, "prefix", "push"), "p99_us",
	    samples_at(&p.samples, 990));
	samples_done(&p.samples);
	requests_done(&r);
	buf_done(&line);
	fleet_done(&f);
}

/* Keeps conns logins waiting for their hash for some seconds. */
static void
logins(char **argv)
{
	struct fleet f = { .token = NULL };
	int64_t until;
	char *line;
	int i;

	fleet_open(
	    &f, arg_text(argv, "to", ""), (int)arg_int(argv, "conns", 64), 32);
	bnet_handler(f.net, &quiet, NULL);
	for (i = 0; i < f.n; i++) {
		line = login_line(argv, i + 1);
		bconn_send(&f.conns[i], line, strlen(line));
		bconn_send(&f.conns[i], "\n", 1);
		free(line);
	}
	puts("waiting");
	fflush(stdout);
	until = bench_us() + arg_int(argv, "seconds", 4) * 1000000;
	while (bench_us() < until)
		bnet_poll(f.net, 10000);
	fleet_done(&f);
}

int
main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*run)(char **argv);
	} modes[] = {
		{ "login", login },
		{ "handshake", handshake },
		{ "idle", idle },
		{ "reconnect", reconnect },
		{ "push", push },
		{ "logins", logins },
	};
	const char *mode = arg_text(argv, "mode", "");
	size_t i;

	(void)argc;
	signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++)
		if (str_eq(mode, modes[i].name)) {
			modes[i].run(argv);
			return 0;
		}
	bench_die("mode=%s: unknown", mode);
}
