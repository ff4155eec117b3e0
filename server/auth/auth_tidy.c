/* Due tasks of sessions and doors: what has run out, what nobody needs. */
#include "server/app_private.h"
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

/* Task of each minute: last seen to disk, then what has run out. */
enum err
auth_expire(struct call *c)
{
	int64_t idle = settings_int(c->app->settings, SET_SESSION_IDLE_HOURS);
	int64_t before = c->now - idle * 3600000;
	enum err e;

	if ((e = auth_flush(c)) != OK)
		return e;
	auth_drop_idle(c, before);
	return auth_store_expire(c, before);
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
