/* What other features ask about availability: stored figures, who is ready,
 * places of a slot. Rebuilding: availability_rebuild.c. */
#include "server/availability/availability.h"

#include "common/date.h"
#include "common/tz.h"
#include "server/app.h"
#include "server/availability/availability_pick.h"
#include "server/availability/availability_store.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"

const int availability_hours[] = { 9, 11, 14, 16, 18, 20, 0 };
_Static_assert(
    sizeof(availability_hours) / sizeof(int) == N_HOURS + 1, "N_HOURS");

int64_t
availability_start_at(int date, int hour)
{
	int64_t at;

	tz_civil(date, hour * 60, &at);
	return at;
}

bool
availability_is_hour(int hour)
{
	for (int i = 0; availability_hours[i] != 0; i++)
		if (availability_hours[i] == hour)
			return true;
	return false;
}

int
availability_horizon(const struct call *c)
{
	return c->today +
	       (int)settings_int(app_settings(c->app), SET_MAX_DAYS_AHEAD);
}

enum err
availability_slot(struct call *c, int date, int hour, struct slot_row *out)
{
	struct slot_row r;
	enum err e;

	if ((e = availability_store_total(c->db, date, hour, &r)) != OK)
		return e;
	if (!r.in_grid) {
		r.date = date;
		r.hour = hour;
		r.start_at = availability_start_at(date, hour);
		r.end_at = r.start_at + SLOT_MINUTES * INT64_C(60000);
	}
	*out = r;
	return OK;
}

enum err
availability_range(struct call *c, int from, int to, struct slot_rows *out)
{
	return availability_store_totals(
	    c->db, c->arena, (const int[2]){ from, to }, INT64_MIN, out);
}

enum err
availability_ready(struct call *c, int date, int hour, struct ready_list *out)
{
	return availability_store_ready(
	    c->db, c->arena, availability_start_at(date, hour), out);
}

enum err
availability_consultant_of(
    struct call *c, int64_t account, int64_t *id, const char **name)
{
	return availability_store_of_account(
	    c->db, c->arena, account, id, name);
}

enum err
availability_capacity(struct call *c, int date, int hour, int *places)
{
	const struct capacity_row *r;
	struct capacity_rows rows;
	enum err e;

	if ((e = availability_store_capacity(c->db, c->arena, &rows)) != OK)
		return e;
	r = pick_capacity(&rows, date, date_weekday(date), hour);
	*places = r != NULL ? r->places : 0;
	return OK;
}
