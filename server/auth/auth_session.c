/* Sessions in memory; the gate asks here for every call. */
#include "server/auth/auth_session.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth.h"
#include "server/auth/auth_actor.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_json.h"
#include "server/auth/auth_store.h"
#include "server/settings/settings.h"

#define CHAINS 1024
#define ONLINE_MS (15 * 60 * 1000)

struct session_entry {
	struct session_entry *next;
	struct auth_session s;
	bool dirty;
};

struct session_table {
	struct session_entry *chain[CHAINS];
};

struct session_table *
session_table_new(void)
{
	return xcalloc(1, sizeof(struct session_table));
}

struct session_table *
session_table_free(struct session_table *t)
{
	struct session_entry *e, *next;
	int i;

	if (t == NULL)
		return NULL;
	for (i = 0; i < CHAINS; i++)
		for (e = t->chain[i]; e != NULL; e = next) {
			next = e->next;
			free(e);
		}
	free(t);
	return NULL;
}

static struct session_entry *
find_session(struct app *app, int64_t id)
{
	struct session_entry *e = app->sessions->chain[id % CHAINS];

	while (e != NULL && e->s.id != id)
		e = e->next;
	return e;
}

/* Session in memory, loaded when it is not there. */
static enum err
session(struct call *c, int64_t id, struct session_entry **out)
{
	struct session_entry **chain = &c->app->sessions->chain[id % CHAINS];
	struct session_entry *e = find_session(c->app, id);
	struct auth_session s;
	enum err x;

	if (e != NULL) {
		*out = e;
		return OK;
	}
	if ((x = auth_store_session(c, id, &s)) != OK)
		return x;
	if (s.id == 0 || s.closed)
		return s.expired ? E_SESSION_EXPIRED : E_UNAUTHENTICATED;
	e = xcalloc(1, sizeof(*e));
	e->s = s;
	e->next = *chain;
	*chain = *out = e;
	return OK;
}

void
auth_session_drop(struct app *app, int64_t id)
{
	struct session_entry **p = &app->sessions->chain[id % CHAINS], *e;

	for (; (e = *p) != NULL; p = &e->next)
		if (e->s.id == id) {
			*p = e->next;
			free(e);
			return;
		}
}

struct drop_sessions {
	int64_t account; /* 0: any */
	int64_t keep;
	int64_t before; /* last seen earlier than this; INT64_MAX: all */
};

/* Entries that must be read again, or have run out, leave the memory. */
static void
drop_sessions(struct app *app, void *arg)
{
	const struct drop_sessions *d = arg;
	struct session_entry **p, *e;
	int i;

	for (i = 0; i < CHAINS; i++)
		for (p = &app->sessions->chain[i]; (e = *p) != NULL;) {
			if ((d->account != 0 && e->s.account != d->account) ||
			    e->s.id == d->keep || e->s.last_seen >= d->before) {
				p = &e->next;
				continue;
			}
			*p = e->next;
			free(e);
		}
}

static void
drop_later(struct call *c, const struct drop_sessions *what)
{
	struct drop_sessions *d = arena_zalloc(c->arena, sizeof(*d));

	*d = *what;
	call_after_commit(c, drop_sessions, d);
}

static void
add_session(struct app *app, void *arg)
{
	const struct auth_session *s = arg;
	struct session_entry **chain = &app->sessions->chain[s->id % CHAINS];
	struct session_entry *e = xcalloc(1, sizeof(*e));

	e->s = *s;
	e->s.source = NULL; /* lives in the database only */
	e->next = *chain;
	*chain = e;
}

void
auth_session_add(struct call *c, const struct auth_session *s)
{
	struct auth_session *copy = arena_zalloc(c->arena, sizeof(*copy));

	*copy = *s;
	call_after_commit(c, add_session, copy);
}

struct cut {
	int64_t account, key, session; /* 0: any */
	int64_t keep;
	const char *why;
};

static bool
is_cut(const struct cut *k, const struct conn *cn)
{
	return cn->session != 0 && cn->session != k->keep &&
	       (k->account == 0 || cn->account == k->account) &&
	       (k->key == 0 || cn->ssh_key == k->key) &&
	       (k->session == 0 || cn->session == k->session);
}

/* The peer is told why and loses the connection. */
static void
cut(struct app *app, void *arg)
{
	const struct cut *k = arg;
	struct conn *cn;
	char line[128];
	int n;

	n = snprintf(line, sizeof(line),
	    "{\"event\":\"session.ended\",\"data\":{\"reason\":\"%s\"}}\n",
	    k->why);
	for (cn = app->conns; cn != NULL; cn = cn->next) {
		if (!is_cut(k, cn))
			continue;
		auth_session_drop(app, cn->session);
		cn->session = 0;
		cn->account = 0;
		cn->ssh_key = 0;
		cn->topics = 0;
		cn->closing = true;
		cn->ops->send(cn->ctx, line, (size_t)n);
		cn->ops->close(cn->ctx);
	}
}

static void
cut_later(struct call *c, const struct cut *what)
{
	struct cut *k = arena_zalloc(c->arena, sizeof(*k));

	*k = *what;
	k->why = arena_strdup(c->arena, what->why);
	call_after_commit(c, cut, k);
}

enum err
auth_end_sessions(
    struct call *c, int64_t account, int64_t keep, const char *why)
{
	struct cut k = { .account = account, .keep = keep, .why = why };
	struct drop_sessions d = {
		.account = account, .keep = keep, .before = INT64_MAX
	};
	enum err e;

	if ((e = auth_flush(c)) != OK)
		return e;
	drop_later(c, &d);
	cut_later(c, &k);
	return auth_store_close_others(c, account, keep, why);
}

static void
drop_one(struct app *app, void *arg)
{
	auth_session_drop(app, *(const int64_t *)arg);
}

static int64_t *
arena_copy(struct call *c, int64_t id)
{
	int64_t *copy = arena_zalloc(c->arena, sizeof(*copy));

	*copy = id;
	return copy;
}

enum err
auth_end_session(struct call *c, int64_t id, const char *why)
{
	struct cut k = { .session = id, .why = why };

	cut_later(c, &k);
	call_after_commit(c, drop_one, arena_copy(c, id));
	return auth_store_close(c, id, why);
}

/* One session too many: the same kind of end as the limits of time. */
static enum err
end_surplus(struct call *c, const char *account, int64_t id)
{
	struct audit_entry a = { .action = "session_expired_by_policy",
		.severity = "info",
		.target = account,
		.details = auth_end_details(c, id, "limit") };
	enum err e = auth_end_session(c, id, "limit");

	return e == OK ? audit_write(c, &a) : e;
}

enum err
auth_trim(struct call *c, int64_t account, int keep)
{
	struct auth_account a;
	int64_t *id;
	enum err e;

	if ((e = auth_flush(c)) != OK ||
	    (e = auth_store_surplus(c, account, keep, &id)) != OK)
		return e;
	if (*id != 0 && (e = auth_store_account(c, account, &a)) != OK)
		return e;
	for (; *id != 0 && e == OK; id++)
		e = end_surplus(c, a.name, *id);
	return e;
}

enum err
auth_end_key(struct call *c, int64_t key, const char *why)
{
	struct cut k = { .key = key, .why = why };
	struct drop_sessions d = { .before = INT64_MAX };
	enum err e = auth_flush(c);

	if (e != OK)
		return e;
	cut_later(c, &k);
	drop_later(c, &d);
	return auth_store_close_key(c, key, why);
}

bool
auth_stepped_up(struct app *app, int64_t id, int64_t now)
{
	const struct session_entry *e = find_session(app, id);

	return e != NULL && now < e->s.step_up_until;
}

struct mark {
	int64_t session, until;
};

static void
mark_step_up(struct app *app, void *arg)
{
	const struct mark *m = arg;
	struct session_entry *e = find_session(app, m->session);

	if (e != NULL)
		e->s.step_up_until = m->until;
}

enum err
auth_step_up_mark(struct call *c)
{
	struct mark *m = arena_zalloc(c->arena, sizeof(*m));

	m->session = c->session;
	m->until = c->now +
		   settings_int(c->app->settings, SET_STEP_UP_MINUTES) * 60000;
	call_after_commit(c, mark_step_up, m);
	return auth_store_step_up(c, m->session, m->until);
}

enum err
auth_step_up_method(struct call *c, const char **method)
{
	struct factor f;
	enum err e = factor_show(c, c->actor->id, &f);

	*method = e == OK && f.on ? "code" : "password";
	return e;
}

int64_t
auth_seen_at(struct app *app, int64_t id)
{
	const struct session_entry *e = find_session(app, id);

	return e != NULL ? e->s.last_seen : 0;
}

const char *
auth_transport(const struct conn *cn, int64_t key)
{
	if (key != 0)
		return "ssh";
	if (cn == NULL)
		return "";
	return cn->kind == CONN_UNIX ? "local" : "tls";
}

void
auth_drop_idle(struct call *c, int64_t before)
{
	drop_later(c, &(struct drop_sessions){ .before = before });
}

static enum err
end_of(struct app *app, int64_t now, const struct auth_session *s)
{
	int64_t idle = settings_int(app->settings, SET_SESSION_IDLE_HOURS);

	if (now >= s->ends_at || now >= s->last_seen + idle * 3600000)
		return E_SESSION_EXPIRED;
	return OK;
}

enum err
auth_identify(struct conn *cn, struct call *c)
{
	struct session_entry *e;
	enum err x;

	c->actor = NULL;
	c->session = 0;
	if (cn->is_operator && cn->session == 0) {
		if (cn->assumed == 0) {
			c->actor = &cn->os_actor;
			return OK;
		}
		auth_actor(c, cn->assumed, &c->actor);
		return c->actor != NULL ? OK : E_UNAUTHENTICATED;
	}
	if (cn->session == 0)
		return E_UNAUTHENTICATED;
	if ((x = session(c, cn->session, &e)) != OK)
		return x;
	if ((x = end_of(c->app, c->now, &e->s)) != OK)
		return x;
	auth_actor(c, e->s.account, &c->actor);
	if (c->actor == NULL)
		return E_UNAUTHENTICATED;
	c->session = cn->session;
	e->s.last_seen = c->now;
	e->dirty = true;
	return OK;
}

/* Reads what is not in memory: after changes of account or session. */
static const struct actor *
load_actor_of(struct conn *cn)
{
	struct call_box *b = call_take(cn->app, NULL);
	const struct actor *a = NULL;
	struct session_entry *e;

	if (cn->session == 0 || session(&b->call, cn->session, &e) == OK)
		auth_actor(&b->call, cn->account, &a);
	call_give(b);
	return a;
}

const struct actor *
auth_actor_of(struct conn *cn)
{
	const struct session_entry *s;
	const struct actor *a;
	bool active;

	if (cn->is_operator && cn->session == 0 && cn->assumed == 0)
		return &cn->os_actor;
	if (cn->account == 0)
		return NULL;
	/* the session may have ended since the connection spoke */
	s = find_session(cn->app, cn->session);
	if (s != NULL && end_of(cn->app, app_now(cn->app), &s->s) != OK)
		return NULL;
	a = auth_actor_known(cn->app, cn->account, &active);
	if (a == NULL || (s == NULL && cn->session != 0))
		return load_actor_of(cn);
	return active ? a : NULL;
}

int64_t
auth_idle_end(struct app *app, int64_t id)
{
	const struct session_entry *e = find_session(app, id);

	return e == NULL ? 0
			 : e->s.last_seen + settings_int(app->settings,
						SET_SESSION_IDLE_HOURS) *
						3600000;
}

/* Puts an account into a set of 2^n places; false: it is there already. */
static bool
set_add(int64_t *set, size_t size, int64_t account)
{
	size_t i = (uint64_t)account * 0x9e3779b97f4a7c15u >> 32;

	for (;; i++) {
		if (set[i % size] == account)
			return false;
		if (set[i % size] != 0)
			continue;
		set[i % size] = account;
		return true;
	}
}

static int
count_online(struct session_table *t, int64_t since, int64_t *set, size_t size)
{
	const struct session_entry *e;
	int i, n = 0;

	for (i = 0; i < CHAINS; i++)
		for (e = t->chain[i]; e != NULL; e = e->next)
			if (e->s.last_seen >= since)
				n += set == NULL ||
				     set_add(set, size, e->s.account);
	return n;
}

int
auth_online(struct app *app)
{
	int64_t since = app_now(app) - ONLINE_MS, *set;
	int n = count_online(app->sessions, since, NULL, 0);
	size_t size = 2 * (size_t)n + 1;

	if (n == 0)
		return 0;
	set = xcalloc(size, sizeof(*set));
	n = count_online(app->sessions, since, set, size);
	free(set);
	return n;
}

enum err
auth_flush(struct call *c)
{
	struct session_entry *e;
	enum err x;
	int i;

	for (i = 0; i < CHAINS; i++)
		for (e = c->app->sessions->chain[i]; e != NULL; e = e->next) {
			if (!e->dirty)
				continue;
			x = auth_store_seen(
			    c, e->s.id, e->s.account, e->s.last_seen);
			if (x != OK)
				return x;
			e->dirty = false;
		}
	return OK;
}
