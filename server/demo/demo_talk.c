/* Talking to the core: lines in, answers out, and chance. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app.h"
#include "server/demo/demo_int.h"

#define ANSWER_MAX (4 << 20)
#define BREAK_MS (50 * MINUTE_MS) /* no session may idle for less */

/* splitmix64: a seed of any quality will do. */
static uint64_t
next(uint64_t *state)
{
	uint64_t z = *state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

int
demo_rnd(struct demo *d, int n)
{
	return (int)(next(&d->rng) % (uint64_t)n);
}

bool
demo_chance(struct demo *d, int percent)
{
	return demo_rnd(d, 100) < percent;
}

static void
on_send(void *ctx, const char *line, size_t n)
{
	struct demo_line *l = ctx;

	buf_clear(
	    &l->in); /* the answer is the last line before the next call */
	buf_add(&l->in, line, n);
}

static void
on_close(void *ctx)
{
	(void)ctx; /* the next call finds no answer */
}

static size_t
on_backlog(void *ctx)
{
	(void)ctx;
	return 0;
}

static const struct conn_ops ops = { on_send, on_close, on_backlog };

bool
demo_open(struct app *app, struct demo_line *l)
{
	struct conn_info info = {
		.kind = CONN_UNIX,
		.remote = "local",
		.uid = (int64_t)getuid(),
		.is_operator = true,
	};

	buf_init(&l->in, ANSWER_MAX);
	l->cn = app_conn_open(app, &info, &ops, l);
	return l->cn != NULL;
}

void
demo_close(struct demo_line *l)
{
	l->cn = app_conn_close(l->cn);
	buf_done(&l->in);
}

static json_t *
talk(struct demo *d, struct demo_line *l, const char *op, const char *params)
{
	char *line;

	d->keys++;
	line = xprintf("{\"id\":%lld,\"op\":\"%s\",\"params\":%s,"
		       "\"idempotency_key\":\"demo-%lld\"}",
	    (long long)d->keys, op, params, (long long)d->keys);
	buf_clear(&l->in);
	app_line(l->cn, line, strlen(line));
	app_turn_end(d->app);
	free(line);
	return json_parse_heap(buf_str(&l->in), l->in.len, NULL);
}

static json_t *vtalk(struct demo *d, struct demo_line *l, const char *op,
    const char *fmt, va_list ap) __attribute__((format(printf, 4, 0)));
static json_t *
vtalk(struct demo *d, struct demo_line *l, const char *op, const char *fmt,
    va_list ap)
{
	struct buf params;
	json_t *answer;

	buf_init(&params, 16384);
	buf_vaddf(&params, fmt, ap);
	answer = talk(d, l, op, buf_str(&params));
	buf_done(&params);
	return answer;
}

json_t *
demo_ask(
    struct demo *d, struct demo_line *l, const char *op, const char *fmt, ...)
{
	json_t *answer;
	va_list ap;

	va_start(ap, fmt);
	answer = vtalk(d, l, op, fmt, ap);
	va_end(ap);
	return answer;
}

bool
demo_ok(const json_t *answer)
{
	return answer != NULL && json_get_bool(answer, "success", false);
}

bool
demo_must(
    struct demo *d, struct demo_line *l, const char *op, const char *fmt, ...)
{
	json_t *answer;
	va_list ap;
	bool ok;

	va_start(ap, fmt);
	answer = vtalk(d, l, op, fmt, ap);
	va_end(ap);
	ok = demo_ok(answer);
	if (!ok)
		demo_fail(d, "%s: %s", op, buf_str(&l->in));
	json_decref(answer);
	return ok;
}

/* Over either way: ended now, or it had run out before. */
static void
sign_out(struct demo *d, int who)
{
	json_decref(demo_ask(d, &d->staff[who], "auth.logout", "%s", "{}"));
	d->used[who] = 0;
}

struct demo_line *
demo_person(struct demo *d, int who)
{
	struct demo_line *l = &d->staff[who];

	if (d->used[who] != 0 && d->now - d->used[who] > BREAK_MS)
		sign_out(d, who);
	if (d->used[who] == 0 && !demo_must(d, l, "auth.demo",
				     "{\"name\":\"%s\"}", demo_staff[who].name))
		return NULL;
	d->used[who] = d->now;
	return l;
}

void
demo_all_out(struct demo *d)
{
	int i;

	for (i = 0; i < DEMO_STAFF; i++)
		if (d->used[i] != 0)
			sign_out(d, i);
}

bool
demo_fail(struct demo *d, const char *fmt, ...)
{
	va_list ap;

	if (d->why[0] != '\0')
		return false;
	va_start(ap, fmt);
	vsnprintf(d->why, d->why_size, fmt, ap);
	va_end(ap);
	if (d->why[0] == '\0')
		str_copy(d->why, d->why_size, "the demo cannot be built");
	return false;
}

bool
demo_is_empty(struct app *app)
{
	static const char *const asks[] = { "users.list",
		"availability.list_consultants", "slots.list" };
	struct demo d = { .app = app };
	bool empty = demo_open(app, &d.op);
	size_t i;

	for (i = 0; empty && i < sizeof(asks) / sizeof(asks[0]); i++) {
		json_t *answer = demo_ask(&d, &d.op, asks[i], "%s",
		    i == 1   ? "{\"all\":true}"
		    : i == 2 ? "{\"mine\":false,\"from\":\"1970-01-01\","
			       "\"to\":\"2199-12-31\"}"
			     : "{}");

		empty =
		    demo_ok(answer) &&
		    json_get_int(json_get(answer, "data"), "total", -1) == 0;
		json_decref(answer);
	}
	if (d.op.cn != NULL)
		demo_close(&d.op);
	return empty;
}
