/* Printers of line mode: bookings and special bookings. */
#include "tui/cli/cli_show.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/ui/i18n.h"

void
show_booked(struct out *o, const json_t *data)
{
	const char *sync = json_get_str(data, "sync_state", "");

	out_printf(o, TONE_GOOD, "%s  ", _("Booked"));
	show_booking_line(o, json_get(data, "booking"));
	if (json_get_int(data, "points", 0) != 0)
		out_printf(o, TONE_PLAIN, _("+%d points, +%d coins\n"),
		    (int)json_get_int(data, "points", 0),
		    (int)json_get_int(data, "coins", 0));
	if (json_get_bool(data, "capacity_unverified", false))
		out_printf(o, TONE_WARN, "%s\n",
		    _("The calendar could not be asked: please check the "
		      "slot later."));
	if (*sync != '\0' && !str_eq(sync, "synced") && !str_eq(sync, "local"))
		out_field(o, _("Calendar"), sync);
}

static void
statistics_line(struct out *o, const json_t *s)
{
	char rate[UI_DATE];

	if (s == NULL)
		return;
	out_printf(o, TONE_DIM,
	    _("pending %d, appeared %d, did not appear %d, show rate %s %%\n"),
	    (int)json_get_int(s, "pending", 0),
	    (int)json_get_int(s, "success", 0),
	    (int)json_get_int(s, "failure", 0),
	    ui_tenths((long)json_get_int(s, "show_rate_tenths", 0), rate));
}

/* A page ends somewhere: say so, never silently. */
static void
more_line(struct out *o, const json_t *data)
{
	int shown = (int)json_array_size(json_get(data, "items"));
	int total = (int)json_get_int(data, "total", shown);

	if (total > shown)
		out_printf(o, TONE_DIM,
		    _("%d of %d shown; see --limit and --offset\n"), shown,
		    total);
}

void
show_bookings(struct out *o, const json_t *data)
{
	static const char *const titles[] = { ">#", N_("Day"), N_("Time"),
		N_("Customer"), N_("Status"), N_("Potential"), N_(">Moves"),
		NULL };
	struct table t;
	json_t *b;
	size_t i;

	table_init(&t, titles);
	json_array_foreach(json_get(data, "items"), i, b)
	{
		const char *status = json_get_str(b, "status", "");

		show_int_cell(&t, b, "id");
		show_date_cell(&t, b, "date");
		show_hour_cell(&t, b);
		show_str_cell(&t, b, "customer");
		table_cell(&t, show_status_tone(status), show_status(status));
		table_cell(&t, TONE_PLAIN,
		    json_get_str(b, "potential_label",
			json_get_str(b, "potential", "")));
		show_int_cell(&t, b, "moves");
	}
	table_print(&t, o, _("No bookings."));
	more_line(o, data);
	statistics_line(o, json_get(data, "statistics"));
}

static void
booking_fields(struct out *o, const json_t *b)
{
	char text[40];

	out_field(o, _("Potential"),
	    json_get_str(
		b, "potential_label", json_get_str(b, "potential", NULL)));
	out_field(o, _("Campaign"), json_get_str(b, "campaign", NULL));
	out_field(o, _("Note"), json_get_str(b, "description", NULL));
	out_field(o, _("Booked at"), show_instant(b, "booked_at", text));
	out_field(o, _("Calendar"), json_get_str(b, "sync_state", NULL));
}

static void
changes_table(struct out *o, const json_t *list)
{
	static const char *const titles[] = { N_("When"), N_("From"), N_("To"),
		N_("By"), N_("Reason"), NULL };
	char text[40];
	struct table t;
	json_t *row;
	size_t i;

	if (json_array_size(list) == 0)
		return;
	table_init(&t, titles);
	json_array_foreach((json_t *)list, i, row)
	{
		table_cell(&t, TONE_DIM, show_instant(row, "at", text));
		table_cell(
		    &t, TONE_PLAIN, show_status(json_get_str(row, "from", "")));
		table_cell(
		    &t, TONE_PLAIN, show_status(json_get_str(row, "to", "")));
		show_str_cell(&t, row, "by");
		show_str_cell(&t, row, "reason");
	}
	table_print(&t, o, "");
}

void
show_booking(struct out *o, const json_t *data)
{
	const json_t *chain = json_get(data, "chain");

	show_booking_line(o, json_get(data, "booking"));
	booking_fields(o, json_get(data, "booking"));
	if (json_array_size(chain) > 1) {
		out_printf(o, TONE_HEAD, "%s\n", _("Moves"));
		show_booking_table(o, chain);
	}
	changes_table(o, json_get(data, "changes"));
}

void
show_cancelled(struct out *o, const json_t *data)
{
	show_booking_line(o, json_get(data, "booking"));
	if (json_get_int(data, "points_reversed", 0) != 0)
		out_printf(o, TONE_WARN, _("%d points taken back\n"),
		    (int)json_get_int(data, "points_reversed", 0));
}

void
show_moved(struct out *o, const json_t *data)
{
	show_booking_line(o, json_get(data, "old"));
	show_booking_line(o, json_get(data, "booking"));
}

static void
special_line(struct out *o, const json_t *s)
{
	char day[40];

	out_printf(o, TONE_PLAIN, "#%lld  %s %s  %s  ",
	    (long long)json_get_int(s, "id", 0), show_date(s, "date", day),
	    json_get_str(s, "time", ""), json_get_str(s, "type", ""));
	out_text(o, TONE_HEAD, json_get_str(s, "customer", ""));
	out_printf(o, TONE_DIM, "  (%s, %d min)%s\n",
	    json_get_str(json_get(s, "consultant"), "name", ""),
	    (int)json_get_int(s, "duration", 0),
	    json_get_bool(s, "cancelled", false) ? _("  cancelled") : "");
}

void
show_special(struct out *o, const json_t *data)
{
	special_line(o, json_get(data, "special"));
}

void
show_specials(struct out *o, const json_t *data)
{
	const json_t *items = json_get(data, "items");
	json_t *s;
	size_t i;

	if (json_array_size(items) == 0)
		show_hint(o, _("No special bookings."));
	json_array_foreach((json_t *)items, i, s)
	{
		special_line(o, s);
	}
}

void
show_special_check(struct out *o, const json_t *data)
{
	bool good = json_get_bool(data, "allowed", false);

	out_printf(o, good ? TONE_GOOD : TONE_BAD, "%s\n",
	    good ? _("A special booking is possible.")
		 : json_get_str(
		       data, "text", _("A special booking is not possible.")));
	out_printf(o, TONE_PLAIN,
	    _("Consultants %d, places %d, booked %d, left %d\n"),
	    (int)json_get_int(data, "openers", 0),
	    (int)json_get_int(data, "places", 0),
	    (int)json_get_int(data, "booked", 0),
	    (int)json_get_int(data, "remaining", 0));
}
