/* Parts all printers of line mode share: dates, hours, words of the domain. */
#include "tui/cli/cli_show.h"

#include <stdint.h>

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "tui/ui/i18n.h"

static const struct {
	const char *status;
	const char *word;
	enum tone tone;
} statuses[] = {
	{ "pending", N_("pending"), TONE_PLAIN },
	{ "appeared", N_("appeared"), TONE_GOOD },
	{ "recall", N_("recall"), TONE_GOOD },
	{ "special", N_("special customer"), TONE_GOOD },
	{ "cancelled", N_("cancelled"), TONE_DIM },
	{ "rescheduled", N_("moved"), TONE_DIM },
	{ "overhang", N_("moved (overhang)"), TONE_DIM },
	{ "no_show", N_("did not appear"), TONE_BAD },
	{ "ghost", N_("ghost"), TONE_BAD },
	{ "exit", N_("exit"), TONE_DIM },
};

const char *
show_status(const char *status)
{
	size_t i;

	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (str_eq(status, statuses[i].status))
			return _(statuses[i].word);
	return status;
}

enum tone
show_status_tone(const char *status)
{
	size_t i;

	for (i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++)
		if (str_eq(status, statuses[i].status))
			return statuses[i].tone;
	return TONE_PLAIN;
}

const char *
show_date(const json_t *row, const char *key, char out[40])
{
	const char *s = json_get_str(row, key, "");
	int date = date_parse(s);

	if (date == DATE_NONE)
		(void)str_copy(out, 40, s);
	else
		(void)ui_date_long(date, out);
	return out;
}

const char *
show_instant(const json_t *row, const char *key, char out[40])
{
	char day[UI_DATE], clock[6];
	int64_t at;

	out[0] = '\0';
	if (instant_parse(json_get_str(row, key, ""), &at))
		snprintf(out, 40, "%s %s", ui_date(tz_date(at, NULL), day),
		    tz_clock(at, clock));
	return out;
}

void
show_date_cell(struct table *t, const json_t *row, const char *key)
{
	char text[40];

	table_cell(t, TONE_PLAIN, show_date(row, key, text));
}

void
show_hour_cell(struct table *t, const json_t *row)
{
	table_cellf(
	    t, TONE_PLAIN, "%02d:00", (int)json_get_int(row, "hour", 0));
}

void
show_int_cell(struct table *t, const json_t *row, const char *key)
{
	const json_t *v = json_object_get(row, key);

	if (json_is_integer(v))
		table_cellf(
		    t, TONE_PLAIN, "%lld", (long long)json_integer_value(v));
	else
		table_cell(t, TONE_PLAIN, "");
}

void
show_str_cell(struct table *t, const json_t *row, const char *key)
{
	table_cell(t, TONE_PLAIN, json_get_str(row, key, ""));
}

void
show_hint(struct out *o, const char *text)
{
	out_text(o, TONE_DIM, text);
	out_newline(o);
}

void
show_booking_line(struct out *o, const json_t *b)
{
	const json_t *by = json_object_get(b, "booked_by");
	const char *name =
	    json_is_object(by)
		? json_get_str(by, "display_name", json_get_str(by, "name", ""))
		: json_get_str(b, "booked_by", "");
	char day[40];

	out_printf(
	    o, TONE_PLAIN, "#%lld  ", (long long)json_get_int(b, "id", 0));
	out_text(o, TONE_HEAD, json_get_str(b, "customer", ""));
	out_printf(o, TONE_PLAIN, "  %s %02d:00  ", show_date(b, "date", day),
	    (int)json_get_int(b, "hour", 0));
	out_text(o, show_status_tone(json_get_str(b, "status", "")),
	    show_status(json_get_str(b, "status", "")));
	if (*name != '\0')
		out_printf(o, TONE_DIM, "  (%s)", name);
	out_newline(o);
}

void
show_booking_table(struct out *o, const json_t *list)
{
	json_t *row;
	size_t i;

	json_array_foreach((json_t *)list, i, row)
	{
		show_booking_line(o, row);
	}
}

void
show_block_line(struct out *o, const json_t *b)
{
	char from[40], to[40];
	const char *start = json_get_str(b, "start_date", "");
	bool range = !str_eq(start, json_get_str(b, "end_date", start));

	out_printf(o, TONE_PLAIN, "#%lld  %s",
	    (long long)json_get_int(b, "id", 0),
	    show_date(b, "start_date", from));
	if (range)
		out_printf(
		    o, TONE_PLAIN, " – %s", show_date(b, "end_date", to));
	if (json_get_str(b, "start_time", NULL) != NULL)
		out_printf(o, TONE_PLAIN, "  %s–%s",
		    json_get_str(b, "start_time", ""),
		    json_get_str(b, "end_time", ""));
	out_printf(o, TONE_WARN, "  %s\n", json_get_str(b, "reason", ""));
}
