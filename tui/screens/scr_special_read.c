/* Openers of a week as data: days, hours, who is ready, special bookings. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_special.h"

int
special_day_index(const struct special_state *s, int date)
{
	for (int i = 0; i < s->n_days; i++)
		if (s->days[i].date == date)
			return i;
	return -1;
}

int
special_hour_index(const struct special_state *s, int hour)
{
	for (int i = 0; i < s->n_hours; i++)
		if (s->hours[i] == hour)
			return i;
	return -1;
}

static void
take_hours(struct special_state *s)
{
	const json_t *hours = json_get(s->week.data, "hours");

	s->n_hours = 0;
	for (size_t i = 0; i < json_array_size(hours); i++) {
		if (s->n_hours == SPECIAL_HOURS)
			break;
		s->hours[s->n_hours++] =
		    (int)json_integer_value(json_array_get(hours, i));
	}
}

static void
take_day(struct special_state *s, const json_t *o, struct special_day *out)
{
	const json_t *slots = json_get(o, "slots");

	memset(out, 0, sizeof *out);
	out->date = scr_json_date(o, "date");
	out->blocked = json_get_bool(o, "blocked", false);
	out->holiday = json_get_bool(o, "holiday", false);
	(void)str_copy(
	    out->reason, sizeof out->reason, json_get_str(o, "reason", ""));
	for (size_t i = 0; i < json_array_size(slots); i++) {
		const json_t *slot = json_array_get(slots, i);
		int h =
		    special_hour_index(s, (int)json_get_int(slot, "hour", -1));

		if (h < 0)
			continue;
		out->exists[h] = true;
		scr_fig_read(slot, &out->fig[h]);
	}
}

/* The first hour that is not over, else the first one. */
static int
first_hour(const struct special_state *s, int d)
{
	for (int h = 0; h < s->n_hours; h++)
		if (s->days[d].exists[h] && !s->days[d].fig[h].past)
			return s->hours[h];
	return s->n_hours > 0 ? s->hours[0] : -1;
}

void
special_take_week(struct special_state *s)
{
	const json_t *days = json_get(s->week.data, "days");
	int d;

	take_hours(s);
	s->n_days = 0;
	for (size_t i = 0; i < json_array_size(days); i++)
		if (s->n_days < SPECIAL_DAYS)
			take_day(
			    s, json_array_get(days, i), &s->days[s->n_days++]);
	d = special_day_index(s, s->date);
	if (d < 0 && s->n_days > 0) {
		d = date_weekday(s->date) < s->n_days ? date_weekday(s->date)
						      : s->n_days - 1;
		s->date = s->days[d].date;
	}
	if (special_hour_index(s, s->hour) < 0 && d >= 0)
		s->hour = first_hour(s, d);
}

/* --- special bookings --- */

const json_t *
special_row(const struct special_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->booked), (size_t)row);
}

bool
special_is_at(const json_t *o, int date, int hour)
{
	return !json_get_bool(o, "cancelled", false) &&
	       (int)json_get_int(o, "hour", -1) == hour &&
	       scr_json_date(o, "date") == date;
}

static bool
is_away(const struct special_state *s, int64_t consultant, int date, int hour)
{
	const json_t *items = live_items(&s->booked), *o;
	size_t i;

	json_array_foreach((json_t *)items, i, o)
	{
		if (special_is_at(o, date, hour) &&
		    json_get_int(json_get(o, "consultant"), "id", 0) ==
			consultant)
			return true;
	}
	return false;
}

static const json_t *
entry_at(const struct special_state *s, int date, int hour)
{
	const json_t *entries = json_get(s->ready.data, "entries"), *o;
	size_t i;

	json_array_foreach((json_t *)entries, i, o)
	{
		if ((int)json_get_int(o, "hour", -1) == hour &&
		    scr_json_date(o, "date") == date)
			return o;
	}
	return NULL;
}

void
special_ready(const struct special_state *s, int date, int hour,
    struct special_ready *out)
{
	const json_t *list = json_get(entry_at(s, date, hour), "consultants");
	const json_t *o;
	size_t i;

	out->n = 0;
	json_array_foreach((json_t *)list, i, o)
	{
		int64_t id = json_get_int(o, "id", 0);

		if (out->n == SPECIAL_NAMES || is_away(s, id, date, hour))
			continue;
		out->id[out->n] = id;
		out->name[out->n++] = json_get_str(o, "name", "?");
	}
}

/* --- their list --- */

enum { SLOT, TIME, TYPE, WHO, CUSTOMER, BY };

static const struct list_col cols[] = {
	[SLOT] = { N_("Slot"), 15, 0, 0, 0 },
	[TIME] = { N_("Time"), 13, 0, 2, COL_NO_SORT },
	[TYPE] = { N_("Type"), 5, 0, 0, 0 },
	[WHO] = { N_("Consultant"), 10, 1, 0, 0 },
	[CUSTOMER] = { N_("Customer"), 12, 2, 0, 0 },
	[BY] = { N_("Booked by"), 12, 0, 3, 0 },
	{ 0 },
};

static int
count(void *ctx)
{
	struct special_state *s = ctx;

	return (int)json_array_size(live_items(&s->booked));
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(special_row(ctx, row), "id", -1);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = special_row(ctx, row);
	char text[SCR_TEXT];

	if (json_get_bool(o, "cancelled", false))
		out->ink = INK_DISABLED;
	if (col == SLOT)
		buf_adds(
		    out->text, scr_when(scr_json_date(o, "date"),
				   (int)json_get_int(o, "hour", -1), text));
	if (col == TIME)
		buf_addf(out->text, "%s %d min", json_get_str(o, "time", ""),
		    (int)json_get_int(o, "duration", 0));
	if (col == TYPE)
		buf_adds(out->text, json_get_str(o, "type", ""));
	if (col == WHO)
		buf_adds(out->text,
		    json_get_str(json_get(o, "consultant"), "name", ""));
	if (col == CUSTOMER)
		buf_adds(out->text,
		    json_get_bool(o, "cancelled", false)
			? _("cancelled")
			: json_get_str(o, "customer", _("(not visible)")));
	if (col == BY)
		buf_adds(out->text, json_get_str(o, "booked_by", ""));
}

static int
compare(void *ctx, int a, int b, int col)
{
	const json_t *x = special_row(ctx, a), *y = special_row(ctx, b);
	const char *key = col == TYPE ? "type" : "customer";
	int d;

	if (col == WHO)
		return strcmp(
		    json_get_str(json_get(x, "consultant"), "name", ""),
		    json_get_str(json_get(y, "consultant"), "name", ""));
	if (col == BY)
		key = "booked_by";
	if (col != SLOT)
		return strcmp(
		    json_get_str(x, key, ""), json_get_str(y, key, ""));
	d = scr_json_date(x, "date") - scr_json_date(y, "date");
	return d != 0 ? d
		      : (int)(json_get_int(x, "hour", 0) -
			      json_get_int(y, "hour", 0));
}

const struct list_source special_source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.compare = compare,
	.empty = N_("No special bookings: Enter on a slot makes one"),
};
