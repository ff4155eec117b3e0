/*
 * Settings and clock of the application as slots use them; the only file of
 * this folder that knows the inside of struct app.
 */
#include "server/slots/slots_env.h"

#include "common/str.h"
#include "server/app_private.h"
#include "server/settings/settings.h"
#include "server/slots/slots_store.h"

#define RATE_KEPT_MS 60000
#define SIGHT_MS 900000 /* three pulls have failed or not been */

int
slots_hold_seconds(const struct call *c)
{
	return (int)settings_int(c->app->settings, SET_HOLD_SECONDS);
}

int
slots_campaign_days(const struct call *c)
{
	return (int)settings_int(c->app->settings, SET_CAMPAIGN_DAYS);
}

int
slots_days_back(const struct call *c)
{
	return (int)settings_int(c->app->settings, SET_BOARD_DAYS_BACK);
}

int
slots_days_forward(const struct call *c)
{
	return (int)settings_int(c->app->settings, SET_BOARD_DAYS_FORWARD);
}

bool
slots_reverses_undo(const struct call *c)
{
	return settings_bool(c->app->settings, SET_UNDO_REVERSAL);
}

const char *
slots_sync_state(const struct call *c)
{
	const struct settings *s = c->app->settings;

	/* a demo company never writes into the calendar of a real one */
	if (c->app->demo ||
	    str_eq(settings_text(s, SET_CALENDAR_PROVIDER), "local") ||
	    settings_text(s, SET_CENTRAL_CALENDAR)[0] == '\0')
		return "local";
	return "pending";
}

bool
slots_sees_calendar(const struct call *c)
{
	bool seen = false;

	if (str_eq(slots_sync_state(c), "local"))
		return true;
	return slots_store_seen(c->db, c->now - SIGHT_MS, &seen) == OK && seen;
}

int
slots_stale_minutes(const struct call *c)
{
	int64_t at = 0;

	if (str_eq(slots_sync_state(c), "local") ||
	    slots_store_pulled(c->db, &at) != OK)
		return 0;
	if (at == 0)
		at = c->app->started_at;
	return c->now - at < SIGHT_MS ? 0 : (int)((c->now - at) / 60000);
}

bool
slots_kept_rate(const struct call *c, int64_t *tenths)
{
	int64_t age = c->now - c->app->show_rate_at;

	if (c->app->show_rate_at == 0 || age < 0 || age >= RATE_KEPT_MS)
		return false;
	*tenths = c->app->show_rate_tenths;
	return true;
}

void
slots_keep_rate(struct call *c, int64_t tenths)
{
	c->app->show_rate_at = c->now;
	c->app->show_rate_tenths = tenths;
}

struct db *
slots_app_db(struct app *app)
{
	return app->db;
}

int64_t
slots_app_now(struct app *app)
{
	return app_now(app);
}
