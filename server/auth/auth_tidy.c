/* Due tasks of sessions and doors: what has run out, what nobody needs. */
#include "common/arena.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth_json.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"
#include "server/auth/auth_store_door.h"
#include "server/auth/auth_store_lock.h"
#include "server/core/due_tasks.h"
#include "server/settings/settings.h"

#define DAY_MS INT64_C(86400000)
#define SESSION_DAYS 30
#define SOURCE_DAYS 90
#define UNKNOWN_DAYS 400
#define SLICE 300 /* sessions of one run */
#define PAUSE_MS 50

static void
expire_again(struct app *app, void *arg)
{
	(void)arg;
	due_at(app, DUE_SESSIONS, app_now(app) + PAUSE_MS);
}

/* The connection hears of it with its next request: SESSION_EXPIRED. */
static enum err
expire(struct call *c, const struct auth_ended *s)
{
	struct audit_entry a = { .action = "session_expired_by_policy",
		.severity = "info",
		.target = s->account,
		.details = auth_end_details(c, s->id, s->end) };
	enum err e = auth_store_close(c, s->id, "expired");

	return e == OK ? audit_write(c, &a) : e;
}

/* Task of each minute: last seen to disk, then what has run out. */
enum err
auth_expire(struct call *c)
{
	int64_t idle = settings_int(c->app->settings, SET_SESSION_IDLE_HOURS);
	int64_t before = c->now - idle * 3600000;
	struct auth_ended *s = arena_zalloc(c->arena, SLICE * sizeof(*s));
	enum err e;
	int i, n;

	if ((e = auth_flush(c)) != OK ||
	    (e = auth_store_ended(c, before, SLICE, s, &n)) != OK)
		return e;
	for (i = 0; i < n && e == OK; i++)
		e = expire(c, &s[i]);
	if (n == SLICE)
		call_after_commit(c, expire_again, NULL);
	auth_drop_idle(c, before);
	return e;
}

static void
tidy_again(struct app *app, void *arg)
{
	(void)arg;
	due_at(app, DUE_DOORS, app_now(app) + PAUSE_MS);
}

/* Task of each hour, in slices. */
enum err
auth_tidy(struct call *c)
{
	int n = 0;
	enum err e;

	e = door_store_purge_sessions(
	    c, c->now - SESSION_DAYS * DAY_MS, SLICE, &n);
	if (e == OK && n == SLICE)
		call_after_commit(c, tidy_again, NULL);
	if (e == OK)
		e = lock_store_purge(c, c->now - DAY_MS);
	if (e == OK)
		e = door_store_purge_sources(c, c->now - SOURCE_DAYS * DAY_MS);
	if (e == OK)
		e = door_store_purge_unknown(c, c->now - UNKNOWN_DAYS * DAY_MS);
	return e;
}
