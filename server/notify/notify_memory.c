/* Which popups were shown, and the daily retention (due tasks). */
#include "server/notify/notify_memory.h"

#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/core/due_tasks.h"
#include "server/notify/notify_store.h"
#include "server/rpc/push.h"
#include "server/settings/settings.h"

#define DAY_MS INT64_C(86400000)
#define PORTION_ROWS 500
#define PORTION_ACCOUNTS 25
#define PORTION_PAUSE_MS 50

struct shown {
	int64_t account;
	int64_t at, written;
};

struct notify_memory {
	struct shown *row; /* one per account that was shown something */
	int n, room;
	int64_t tidied; /* account the daily portions have come to */
};

struct notify_memory *
notify_memory_new(void)
{
	return xcalloc(1, sizeof(struct notify_memory));
}

struct notify_memory *
notify_memory_free(struct notify_memory *m)
{
	if (m == NULL)
		return NULL;
	free(m->row);
	free(m);
	return NULL;
}

static struct shown *
find(struct notify_memory *m, int64_t account)
{
	int i;

	for (i = 0; i < m->n; i++)
		if (m->row[i].account == account)
			return &m->row[i];
	return NULL;
}

static void
set(struct notify_memory *m, int64_t account, int64_t at)
{
	struct shown *s = find(m, account);

	if (s == NULL) {
		if (m->n == m->room) {
			m->room = m->room > 0 ? 2 * m->room : 64;
			m->row =
			    xrealloc(m->row, (size_t)m->room * sizeof(*m->row));
		}
		s = &m->row[m->n++];
		*s = (struct shown){ .account = account };
	}
	if (at > s->at)
		s->at = at;
}

enum err
notify_shown(struct app *app, int64_t account, int64_t *at)
{
	const struct shown *s = find(app->notes, account);

	if (s != NULL) {
		*at = s->at;
		return OK;
	}
	return notify_store_shown(app->db, account, at);
}

struct later {
	int64_t account, at;
};

static void
did_show(struct app *app, void *arg)
{
	const struct later *l = arg;

	set(app->notes, l->account, l->at);
}

static void
will_show(struct app *app, void *arg)
{
	const struct later *l = arg;
	const uint32_t topic = push_topic("notifications");
	const struct conn *cn;

	for (cn = app->conns; cn != NULL; cn = cn->next)
		if ((cn->topics & topic) != 0 && cn->ops != NULL &&
		    (cn->assumed != 0 ? cn->assumed : cn->account) ==
			l->account) {
			did_show(app, arg);
			return;
		}
}

static struct later *
later(struct call *c, int64_t account, int64_t at)
{
	struct later *l = arena_zalloc(c->arena, sizeof(*l));

	l->account = account;
	l->at = at;
	return l;
}

void
notify_will_show(struct call *c, int64_t account, int64_t popup_at)
{
	call_after_commit(c, will_show, later(c, account, popup_at));
}

void
notify_did_show(struct call *c, int64_t account, int64_t popup_at)
{
	call_after_commit(c, did_show, later(c, account, popup_at));
}

static void
written(struct app *app, void *arg)
{
	const struct later *l;
	struct shown *s;

	for (l = arg; l->account != 0; l++)
		if ((s = find(app->notes, l->account)) != NULL)
			s->written = l->at;
}

/* Task of each minute. */
enum err
notify_flush(struct call *c)
{
	const struct notify_memory *m = c->app->notes;
	struct later *done =
	    arena_zalloc(c->arena, (size_t)(m->n + 1) * sizeof(*done));
	enum err e = OK;
	int i, n = 0;

	for (i = 0; e == OK && i < m->n; i++) {
		const struct shown *s = &m->row[i];

		if (s->at == s->written)
			continue;
		e = notify_store_set_shown(c, s->account, s->at);
		done[n++] = (struct later){ s->account, s->at };
	}
	if (e == OK && n > 0)
		call_after_commit(c, written, done);
	return e;
}

static void
tidy_again(struct app *app, void *arg)
{
	const int64_t *account = arg;

	app->notes->tidied = *account;
	if (*account >= 0)
		due_at(app, DUE_NOTES_TIDY, app_now(app) + PORTION_PAUSE_MS);
	else
		app->notes->tidied = 0;
}

/* Everybody's inbox up to the number kept, some accounts at a time. */
static enum err
trim(struct call *c, int64_t *account)
{
	int keep = (int)settings_int(c->app->settings, SET_NOTES_KEEP);
	enum err e = OK;
	int i;

	for (i = 0; e == OK && i < PORTION_ACCOUNTS; i++) {
		e = notify_store_next(c, *account, account);
		if (e == OK && *account == 0) {
			*account = -1; /* through */
			break;
		}
		if (e == OK)
			e = notify_store_trim(c, *account, keep);
	}
	return e;
}

static int64_t
days_ago(const struct call *c, enum setting days)
{
	return c->now - settings_int(c->app->settings, days) * DAY_MS;
}

/* Task of each day, in portions: what is old, then what is too much. */
enum err
notify_tidy(struct call *c)
{
	struct notify_limits l = { .limit = PORTION_ROWS };
	int64_t *account = arena_zalloc(c->arena, sizeof(*account));
	enum err e;
	int gone;

	l.dismissed = days_ago(c, SET_NOTES_DISMISSED);
	l.read = days_ago(c, SET_NOTES_READ);
	l.unread = days_ago(c, SET_NOTES_UNREAD);
	*account = c->app->notes->tidied;
	if ((e = notify_store_expire(c, &l, &gone)) != OK)
		return e;
	if (gone < PORTION_ROWS && (e = trim(c, account)) != OK)
		return e;
	call_after_commit(c, tidy_again, account);
	return OK;
}
