/* Printers of line mode: day, week, suggestions, explanation. */
#include "tui/cli/cli_show.h"

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/ui/i18n.h"

#define DAYS_MAX 7

static enum tone
figures_tone(const json_t *f)
{
	json_int_t total = json_get_int(f, "total", 0);
	json_int_t percent = json_get_int(f, "percent", 0);

	if (json_get_bool(f, "past", false) || total == 0)
		return TONE_DIM;
	if (json_get_int(f, "free", 0) <= 0)
		return TONE_BAD;
	return percent >= 70 ? TONE_WARN : TONE_GOOD;
}

/* "3/9": free of total; "-" where nobody is ready. */
static void
figures_cell(struct table *t, const json_t *f)
{
	if (f == NULL || json_get_int(f, "total", 0) == 0)
		table_cell(t, TONE_DIM,
		    f != NULL && json_get_bool(f, "blocked", false) ? "x"
								    : "-");
	else
		table_cellf(t, figures_tone(f), "%d/%d",
		    (int)json_get_int(f, "free", 0),
		    (int)json_get_int(f, "total", 0));
}

static const json_t *
slot_of(const json_t *day, json_int_t hour)
{
	const json_t *slots = json_get(day, "slots");
	json_t *slot;
	size_t i;

	json_array_foreach((json_t *)slots, i, slot)
	{
		if (json_get_int(slot, "hour", -1) == hour)
			return slot;
	}
	return NULL;
}

/* Titles of the columns: the time and one per day. */
static void
week_titles(
    struct table *t, const json_t *days, char text[DAYS_MAX][UI_DATE + 16])
{
	const char *titles[DAYS_MAX + 2];
	json_t *day;
	size_t i, n = 0;

	titles[n++] = N_("Time");
	json_array_foreach((json_t *)days, i, day)
	{
		int date = date_parse(json_get_str(day, "date", ""));
		char short_date[UI_DATE];

		if (i >= DAYS_MAX)
			break;
		if (date == DATE_NONE)
			date = 0;
		snprintf(text[i], sizeof(text[i]), ">%s %s",
		    ui_weekday_short(date_weekday(date)),
		    ui_date_short(date, short_date));
		titles[n++] = text[i];
	}
	titles[n] = NULL;
	table_init(t, titles);
}

static void
week_reasons(struct out *o, const json_t *days)
{
	char text[40];
	json_t *day;
	size_t i;

	json_array_foreach((json_t *)days, i, day)
	{
		if (!json_get_bool(day, "blocked", false))
			continue;
		out_printf(o, TONE_WARN, "%s: %s\n",
		    show_date(day, "date", text),
		    json_get_str(day, "reason", ""));
	}
}

void
show_week(struct out *o, const json_t *data)
{
	const json_t *days = json_get(data, "days");
	const json_t *hours = json_get(data, "hours");
	int monday = date_parse(json_get_str(data, "monday", ""));
	char text[DAYS_MAX][UI_DATE + 16], week[UI_DATE];
	json_t *hour, *day;
	struct table t;
	size_t i, k;

	if (monday != DATE_NONE)
		out_printf(o, TONE_HEAD, "%s  %s\n", ui_week(monday, 1, week),
		    _("free/places"));
	week_titles(&t, days, text);
	json_array_foreach((json_t *)hours, i, hour)
	{
		json_int_t h = json_integer_value(hour);

		table_cellf(&t, TONE_PLAIN, "%02d:00", (int)h);
		json_array_foreach((json_t *)days, k, day)
		{
			if (k < DAYS_MAX)
				figures_cell(&t, slot_of(day, h));
		}
	}
	table_print(&t, o, _("No slots in this week."));
	week_reasons(o, days);
}

void
show_weeks(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Week"), N_("From"), N_("To"),
		N_(">Booked"), N_(">Possible"), ">%", NULL };
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		show_str_cell(&t, row, "week");
		show_date_cell(&t, row, "monday");
		show_date_cell(&t, row, "friday");
		show_int_cell(&t, row, "booked");
		show_int_cell(&t, row, "possible");
		show_int_cell(&t, row, "percent");
	}
	table_print(&t, o, _("No slots."));
}

static const char *
slot_note(const json_t *s)
{
	const struct {
		const char *key, *note;
	} notes[] = {
		{ "past", N_("over") },
		{ "blocked", N_("blocked") },
		{ "overbooked", N_("overbooked") },
		{ "my_hold", N_("held by you") },
		{ "fallback", N_("standard") },
	};
	size_t i;

	for (i = 0; i < sizeof(notes) / sizeof(notes[0]); i++)
		if (json_get_bool(s, notes[i].key, false))
			return _(notes[i].note);
	return "";
}

static void
slot_row(struct table *t, const json_t *s)
{
	show_hour_cell(t, s);
	figures_cell(t, s);
	show_int_cell(t, s, "booked");
	show_int_cell(t, s, "held");
	show_int_cell(t, s, "consultants");
	show_int_cell(t, s, "points");
	table_cell(t, TONE_WARN, slot_note(s));
}

void
show_day(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Time"), N_(">Free"),
		N_(">Booked"), N_(">Held"), N_(">Consultants"), N_(">Points"),
		N_("Note"), NULL };
	char text[40];
	struct table t;
	json_t *slot;
	size_t i;

	out_printf(o, TONE_HEAD, "%s  %s\n", show_date(data, "date", text),
	    json_get_str(data, "week", ""));
	if (json_get_bool(data, "blocked", false))
		out_printf(o, TONE_BAD, _("Blocked: %s\n"),
		    json_get_str(data, "reason", ""));
	table_init(&t, titles);
	json_array_foreach(json_get(data, "slots"), i, slot)
	{
		slot_row(&t, slot);
	}
	table_print(&t, o, _("No slots on this day."));
	json_array_foreach(json_get(data, "slots"), i, slot)
	{
		show_booking_table(o, json_get(slot, "bookings"));
	}
}

void
show_explain(struct out *o, const json_t *data)
{
	static const char *const titles[] = { "", "", NULL };
	const json_t *f = json_get(data, "figures");
	char text[40];
	struct table t;
	json_t *row;
	size_t i;

	out_printf(o, TONE_HEAD, "%s %02d:00\n", show_date(data, "date", text),
	    (int)json_get_int(data, "hour", 0));
	table_init(&t, titles);
	json_array_foreach(json_get(data, "lines"), i, row)
	{
		show_str_cell(&t, row, "text");
		show_int_cell(&t, row, "value");
	}
	table_print(&t, o, _("Nothing to explain."));
	if (f != NULL)
		out_printf(o, figures_tone(f), _("%d of %d places free\n"),
		    (int)json_get_int(f, "free", 0),
		    (int)json_get_int(f, "total", 0));
}

void
show_suggest(struct out *o, const json_t *data)
{
	static const char *const titles[] = { N_("Day"), N_("Time"),
		N_(">Points"), N_(">Free"), N_(">Places"), N_(">Consultants"),
		NULL };
	struct table t;
	json_t *row;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, row)
	{
		show_date_cell(&t, row, "date");
		show_hour_cell(&t, row);
		show_int_cell(&t, row, "points");
		show_int_cell(&t, row, "free");
		show_int_cell(&t, row, "total");
		show_int_cell(&t, row, "consultants");
	}
	table_print(&t, o, _("No suggestions."));
}
