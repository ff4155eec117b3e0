/* The week as data: read from answers, patched by pushes. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_week.h"

#define FLASH_MS 2500

int
week_day_index(const struct week_state *s, int date)
{
	for (int i = 0; i < s->n_days; i++)
		if (s->days[i].date == date)
			return i;
	return -1;
}

int
week_hour_index(const struct week_state *s, int hour)
{
	for (int i = 0; i < s->n_hours; i++)
		if (s->hours[i] == hour)
			return i;
	return -1;
}

struct week_cell *
week_cursor(struct week_state *s)
{
	int d = week_day_index(s, s->date), h = week_hour_index(s, s->hour);

	return d < 0 || h < 0 ? NULL : &s->days[d].cell[h];
}

static void
add_hour(struct week_state *s, int hour)
{
	int i = s->n_hours;

	if (week_hour_index(s, hour) >= 0 || s->n_hours == WEEK_HOURS)
		return;
	for (; i > 0 && s->hours[i - 1] > hour; i--)
		s->hours[i] = s->hours[i - 1];
	s->hours[i] = hour;
	s->n_hours++;
}

/* Hours of the grid, and others that some day has. */
static void
take_hours(struct week_state *s, const json_t *data)
{
	const json_t *hours = json_get(data, "hours");
	const json_t *days = json_get(data, "days");

	s->n_hours = 0;
	for (size_t i = 0; i < json_array_size(hours); i++)
		add_hour(s, (int)json_integer_value(json_array_get(hours, i)));
	for (size_t d = 0; d < json_array_size(days); d++) {
		const json_t *slots =
		    json_get(json_array_get(days, d), "slots");

		for (size_t i = 0; i < json_array_size(slots); i++)
			add_hour(s, (int)json_get_int(
					json_array_get(slots, i), "hour", 0));
	}
}

static void
take_day(struct week_state *s, const json_t *o, struct week_day *out)
{
	const json_t *slots = json_get(o, "slots");

	memset(out, 0, sizeof *out);
	out->date = scr_json_date(o, "date");
	out->blocked = json_get_bool(o, "blocked", false);
	out->holiday = json_get_bool(o, "holiday", false);
	out->beyond = json_get_bool(o, "beyond_horizon", false);
	out->past = json_get_bool(o, "past", false);
	(void)str_copy(
	    out->reason, sizeof out->reason, json_get_str(o, "reason", ""));
	for (int i = 0; i < WEEK_HOURS; i++)
		out->cell[i].appeared = out->cell[i].not_appeared = -1;
	for (size_t i = 0; i < json_array_size(slots); i++) {
		const json_t *slot = json_array_get(slots, i);
		int h = week_hour_index(s, (int)json_get_int(slot, "hour", -1));

		if (h < 0)
			continue;
		out->cell[h].exists = true;
		scr_fig_read(slot, &out->cell[h].fig);
	}
}

static void
take_history(struct week_state *s, const json_t *data)
{
	const json_t *history = json_get(data, "history");
	const json_t *cells = json_get(history, "cells");

	s->historic = history != NULL;
	s->appeared = (int)json_get_int(history, "appeared", 0);
	s->not_appeared = (int)json_get_int(history, "not_appeared", 0);
	for (size_t i = 0; i < json_array_size(cells); i++) {
		const json_t *o = json_array_get(cells, i);
		int d = week_day_index(s, scr_json_date(o, "date"));
		int h = week_hour_index(s, (int)json_get_int(o, "hour", -1));

		if (d < 0 || h < 0)
			continue;
		s->days[d].cell[h].appeared =
		    (int)json_get_int(o, "appeared", -1);
		s->days[d].cell[h].not_appeared =
		    (int)json_get_int(o, "not_appeared", -1);
	}
}

/* The first hour that is not over, else the first one. */
static int
first_hour(const struct week_state *s, int d)
{
	for (int h = 0; h < s->n_hours; h++)
		if (s->days[d].cell[h].exists && !s->days[d].cell[h].fig.past)
			return s->hours[h];
	return s->n_hours > 0 ? s->hours[0] : -1;
}

/* Keeps the cursor on a day and hour of this week. */
static void
settle(struct week_state *s)
{
	int d = week_day_index(s, s->date);

	if (d < 0 && s->n_days > 0) {
		d = date_weekday(s->date);
		d = d < s->n_days ? d : s->n_days - 1;
		s->date = s->days[d].date;
	}
	if (week_hour_index(s, s->hour) < 0 && d >= 0)
		s->hour = first_hour(s, d);
}

void
week_take(struct week_state *s, const json_t *data)
{
	const json_t *days = json_get(data, "days");

	s->monday = scr_json_date(data, "monday");
	s->outside = (int)json_get_int(data, "outside_grid", 0);
	take_hours(s, data);
	s->n_days = 0;
	for (size_t i = 0; i < json_array_size(days) && s->n_days < WEEK_DAYS;
	     i++)
		take_day(s, json_array_get(days, i), &s->days[s->n_days++]);
	take_history(s, data);
	settle(s);
}

bool
week_patch(struct week_state *s, const json_t *data, int64_t mono)
{
	int d = week_day_index(s, scr_json_date(data, "date"));
	int h = week_hour_index(s, (int)json_get_int(data, "hour", -1));
	struct scr_fig *f;
	struct scr_fig was;

	if (d < 0 || h < 0 || !s->days[d].cell[h].exists)
		return false;
	f = &s->days[d].cell[h].fig;
	was = *f;
	f->total = (int)json_get_int(data, "total", f->total);
	f->booked = (int)json_get_int(data, "booked", f->booked);
	f->held = (int)json_get_int(data, "held", f->held);
	f->free = (int)json_get_int(data, "free", f->free);
	/* the push is one for all: a place held by us is free for us */
	if (f->my_hold && f->held > 0)
		f->free++;
	f->overbooked = f->booked > f->total;
	f->percent =
	    f->total > 0 ? (200 * f->booked + f->total) / (2 * f->total) : 0;
	f->percent = f->percent > 100 ? 100 : f->percent;
	if (was.total == f->total && was.booked == f->booked &&
	    was.held == f->held && was.free == f->free)
		return false;
	s->days[d].cell[h].flash_until = mono + FLASH_MS;
	return true;
}
