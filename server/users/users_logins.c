/*
 * Sessions, login history and who is online (hub file B7). Called by
 * users_rpc_logins and users.c.
 */
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/tz.h"
#include "server/app_private.h"
#include "server/auth/auth_session.h"
#include "server/settings/settings.h"
#include "server/users/users.h"
#include "server/users/users_admin.h"
#include "server/users/users_store.h"

#define ONLINE_MS (15 * 60 * 1000)
#define HOUR_MS 3600000

/* What memory knows is newer than what is written once a minute. */
static int64_t
seen(struct call *c, const struct users_session *s)
{
	int64_t at = auth_seen_at(c->app, s->id);

	return at > s->last_seen_at ? at : s->last_seen_at;
}

static bool
is_open(struct call *c, const struct users_session *s)
{
	int64_t idle =
	    settings_int(c->app->settings, SET_SESSION_IDLE_HOURS) * HOUR_MS;

	return c->now < s->ends_at && c->now < s->last_seen_at + idle;
}

/* Open sessions with last seen as it is now; those that ran out are left. */
static enum err
read_opens(struct call *c, int64_t account, struct users_opens *out)
{
	enum err e = users_store_opens(c, account, out);
	int i, n = 0;

	for (i = 0; e == OK && i < out->n; i++) {
		out->row[n] = out->row[i];
		out->row[n].s.last_seen_at = seen(c, &out->row[i].s);
		n += is_open(c, &out->row[n].s);
	}
	out->n = n;
	return e;
}

enum err
users_sessions(struct call *c, int64_t id, struct users_sessions *out)
{
	struct users_opens open;
	struct users_row u;
	enum err e;
	int i;

	if ((e = users_row(c, id, &u)) != OK ||
	    (e = read_opens(c, id, &open)) != OK)
		return e;
	out->n = open.n;
	out->row =
	    arena_zalloc(c->arena, (size_t)(open.n + 1) * sizeof(*out->row));
	for (i = 0; i < open.n; i++) {
		out->row[i] = open.row[i].s;
		out->row[i].current = open.row[i].s.id == c->session;
	}
	return OK;
}

/* --- online --- */

static int
newest_first(const void *x, const void *y)
{
	const struct users_open *a = x, *b = y;

	if (a->s.last_seen_at != b->s.last_seen_at)
		return a->s.last_seen_at > b->s.last_seen_at ? -1 : 1;
	return (a->account > b->account) - (a->account < b->account);
}

static void
count(struct call *c, const struct users_open *o, struct users_onlines *out)
{
	struct users_online *u;
	int i;

	for (i = 0; i < out->n; i++)
		if (out->row[i].account == o->account) {
			out->row[i].sessions++;
			return;
		}
	if (c->now - o->s.last_seen_at > ONLINE_MS)
		return;
	u = &out->row[out->n++];
	u->account = o->account;
	u->name = o->name;
	u->display = users_display(c, o->name, o->display);
	u->last_active_at = o->s.last_seen_at;
	u->transport = o->s.transport;
	u->client = o->s.client;
	u->sessions = 1;
}

enum err
users_online(struct call *c, int64_t account, struct users_onlines *out)
{
	struct users_opens open;
	enum err e = read_opens(c, account, &open);
	int i;

	if (e != OK)
		return e;
	out->row =
	    arena_zalloc(c->arena, (size_t)(open.n + 1) * sizeof(*out->row));
	out->n = 0;
	if (open.n > 0)
		qsort(
		    open.row, (size_t)open.n, sizeof(*open.row), newest_first);
	for (i = 0; i < open.n; i++)
		count(c, &open.row[i], out);
	return OK;
}

/* --- history --- */

enum err
users_logins(struct call *c, const struct users_logins_query *in,
    struct users_logins *out)
{
	struct users_row u;
	enum err e;
	int i;

	if (in->user != 0 && (e = users_row(c, in->user, &u)) != OK)
		return e;
	if ((e = users_store_logins(c, in, out)) != OK)
		return e;
	for (i = 0; i < out->n; i++)
		out->row[i].display =
		    users_display(c, out->row[i].name, out->row[i].display);
	return OK;
}

/* By the company's clock: a day has 23 to 25 hours. */
static void
add_quarter(void *ctx, const struct users_quarter *q)
{
	struct users_stats *out = ctx;
	int minute, day = tz_date(q->at, &minute) - out->day[0].date;

	if (day < 0 || day >= out->days)
		return;
	out->day[day].successful += q->successful;
	out->day[day].failed += q->failed;
	out->hour[minute / 60] += q->successful + q->failed;
}

static int
peak(const struct users_stats *s)
{
	int h, best = -1;

	for (h = 0; h < 24; h++)
		if (s->hour[h] > (best < 0 ? 0 : s->hour[best]))
			best = h;
	return best;
}

enum err
users_stats(struct call *c, int days, struct users_stats *out)
{
	int first = c->today - days + 1, i;
	enum err e;

	memset(out, 0, sizeof(*out));
	out->days = days;
	out->day = arena_zalloc(c->arena, (size_t)days * sizeof(*out->day));
	for (i = 0; i < days; i++)
		out->day[i].date = first + i;
	if ((e = users_store_stats(c, tz_day(first), out)) != OK ||
	    (e = users_store_quarters(c, tz_day(first), add_quarter, out)) !=
		OK)
		return e;
	out->failed += out->unknown;
	out->total = out->successful + out->failed;
	out->peak = peak(out);
	return OK;
}
