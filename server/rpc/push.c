/*
 * Pushes: queued by events, built once at the end of the turn, kept in a ring
 * for resuming, delivered after the commit to whoever may see them.
 */
#include "server/rpc/push.h"

#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth_session.h"
#include "server/core/events.h"

#define RING_MAX 20000
#define RING_MS (15 * 60 * 1000)
#define BACKLOG_MAX (256 * 1024)

struct turn_push {
	struct turn_push *next;
	enum event_kind kind;
	int64_t key;
	char *text; /* built */
};

struct ring_entry {
	int64_t seq;
	int64_t at; /* mono */
	enum event_kind kind;
	int64_t key;
	char *text;
};

struct push_ring {
	struct ring_entry e[RING_MAX];
	int first, n;
	int64_t seq;
};

static const char *const topics[] = { "slots", "bookings", "blocks",
	"availability", "tools", "notifications", "users", "jobs", "customers",
	"calendar", NULL };

uint32_t
push_topic(const char *name)
{
	int i;

	for (i = 0; topics[i] != NULL; i++)
		if (str_eq(topics[i], name))
			return 1u << i;
	return 0;
}

struct push_ring *
push_new(struct app *app)
{
	(void)app;
	return xcalloc(1, sizeof(struct push_ring));
}

static void
drop_first(struct push_ring *r)
{
	free(r->e[r->first].text);
	r->e[r->first].text = NULL;
	r->first = (r->first + 1) % RING_MAX;
	r->n--;
}

struct push_ring *
push_free(struct push_ring *r)
{
	if (r == NULL)
		return NULL;
	while (r->n > 0)
		drop_first(r);
	free(r);
	return NULL;
}

/* Several pushes on one key in one turn become one. */
void
push_queue(struct call *c)
{
	struct turn *t = &c->app->turn;
	const struct event *ev;
	struct turn_push *p;

	for (ev = c->events; ev != NULL; ev = ev->next) {
		if (event_row(ev->kind)->wire == NULL)
			continue;
		for (p = t->pushes; p != NULL; p = p->next)
			if (p->key == ev->key && event_row(p->kind)->build ==
						     event_row(ev->kind)->build)
				break;
		if (p != NULL)
			continue;
		p = xcalloc(1, sizeof(*p));
		p->kind = ev->kind;
		p->key = ev->key;
		*t->pushes_tail = p;
		t->pushes_tail = &p->next;
	}
}

/* The data of every push, read inside the turn. */
void
push_build(struct app *app)
{
	struct turn_push *p;
	struct buf b;
	struct jw w;

	buf_init(&b, LINE_MAX_BYTES);
	for (p = app->turn.pushes; p != NULL; p = p->next) {
		buf_clear(&b);
		jw_init(&w, &b);
		jw_object(&w);
		if (event_row(p->kind)->build(app, p->key, &w) != OK)
			continue; /* gone again: nothing to tell */
		while (w.depth > 0)
			jw_end_object(&w);
		p->text = xstrdup(buf_str(&b));
	}
	buf_done(&b);
}

static void
make_line(struct buf *b, const struct ring_entry *e)
{
	buf_clear(b);
	buf_addf(b, "{\"event\":\"%s\",\"seq\":%lld,\"data\":",
	    event_row(e->kind)->wire, (long long)e->seq);
	buf_adds(b, e->text);
	buf_adds(b, "}\n");
}

static bool
may_see(struct conn *cn, const struct ring_entry *e)
{
	const struct event_row *row = event_row(e->kind);
	const struct actor *a;

	if ((cn->topics & push_topic(row->topic)) == 0)
		return false;
	a = auth_actor_of(cn);
	if (row->perm == PUSH_SELF)
		return a != NULL && a->id == e->key;
	return actor_may(a, (enum perm)row->perm);
}

static void
send_to(struct conn *cn, const struct buf *line)
{
	static const char reload[] =
	    "{\"event\":\"events.reload\",\"data\":{}}\n";

	if (cn->ops->backlog(cn->ctx) > BACKLOG_MAX) {
		cn->lost_pushes = true;
		return;
	}
	if (cn->lost_pushes) {
		cn->lost_pushes = false;
		cn->ops->send(cn->ctx, reload, sizeof(reload) - 1);
	}
	cn->ops->send(cn->ctx, line->p, line->len);
}

static struct ring_entry *
append(struct app *app, struct turn_push *p)
{
	struct push_ring *r = app->ring;
	struct ring_entry *e;
	int64_t now = app_mono(app);

	while (
	    r->n == RING_MAX || (r->n > 0 && r->e[r->first].at < now - RING_MS))
		drop_first(r);
	e = &r->e[(r->first + r->n) % RING_MAX];
	r->n++;
	e->seq = ++r->seq;
	e->at = now;
	e->kind = p->kind;
	e->key = p->key;
	e->text = p->text;
	p->text = NULL;
	return e;
}

void
push_deliver(struct app *app)
{
	struct turn_push *p;
	struct conn *cn;
	struct buf line;

	buf_init(&line, LINE_MAX_BYTES + 256);
	for (p = app->turn.pushes; p != NULL; p = p->next) {
		struct ring_entry *e;

		if (p->text == NULL)
			continue;
		e = append(app, p);
		make_line(&line, e);
		for (cn = app->conns; cn != NULL; cn = cn->next)
			if (cn->topics != 0 && cn->ops != NULL &&
			    may_see(cn, e))
				send_to(cn, &line);
	}
	buf_done(&line);
	push_drop(app);
}

void
push_drop(struct app *app)
{
	struct turn_push *p, *next;

	for (p = app->turn.pushes; p != NULL; p = next) {
		next = p->next;
		free(p->text);
		free(p);
	}
	app->turn.pushes = NULL;
	app->turn.pushes_tail = &app->turn.pushes;
}

int64_t
push_seq(const struct app *app)
{
	return app->ring->seq;
}

struct resend {
	struct conn *cn;
	int64_t after;
};

/* After the commit of the resume call: its answer has left already. */
static void
resend(struct app *app, void *arg)
{
	struct resend *rs = arg;
	struct push_ring *r = app->ring;
	struct buf line;
	int i;

	if (rs->cn->ops == NULL)
		return;
	buf_init(&line, LINE_MAX_BYTES + 256);
	for (i = 0; i < r->n; i++) {
		const struct ring_entry *e = &r->e[(r->first + i) % RING_MAX];

		if (e->seq <= rs->after || !may_see(rs->cn, e))
			continue;
		make_line(&line, e);
		send_to(rs->cn, &line);
	}
	buf_done(&line);
}

bool
push_resume(struct call *c, const char *boot, int64_t seq)
{
	struct push_ring *r = c->app->ring;
	struct resend *rs;

	if (!str_eq(boot, c->app->boot) || seq > r->seq)
		return false;
	if (seq < r->seq && (r->n == 0 || r->e[r->first].seq > seq + 1))
		return false;
	rs = arena_zalloc(c->arena, sizeof(*rs));
	rs->cn = c->conn;
	rs->after = seq;
	call_after_commit(c, resend, rs);
	return true;
}
