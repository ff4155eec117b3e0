/* The facts of a booking as lines: fields, chain of moves, changes. */
#include "tui/screens/scr_booking_facts.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_customers.h"
#include "tui/screens/wording.h"

static void
add_slot(struct lines *l, const json_t *b, int today)
{
	int date = scr_json_date(b, "date");
	char day[UI_DATE], hour[SCR_TEXT], away[SCR_TEXT], week[UI_DATE];

	lines_pair(l, _("Appointment"), "%s %s · %s · %s",
	    ui_date_long(date, day),
	    scr_hour((int)json_get_int(b, "hour", 0), hour),
	    ui_week(date, 0, week), word_days_away(date, today, away));
}

static void
add_state(struct lines *l, const json_t *b)
{
	const char *status = json_get_str(b, "status", "");

	lines_pair(l, _("Status"), "%s %s", scr_status_sign(status),
	    scr_status_label(status));
	l->v[l->n - 1].ink = scr_status_ink(status);
	lines_pair(l, _("Potential"), "%s",
	    json_get_str(b, "potential_label",
		scr_potential(json_get_str(b, "potential", ""))));
	if (json_get_str(b, "campaign", NULL) != NULL)
		lines_pair(
		    l, _("Campaign"), "%s", json_get_str(b, "campaign", ""));
}

static void
add_booked(struct lines *l, const json_t *b)
{
	const json_t *who = json_get(b, "booked_by");
	int lead = (int)json_get_int(b, "lead_time_days", -1);
	char at[SCR_TEXT], days[80] = "";

	if (lead >= 0)
		snprintf(days, sizeof days,
		    ngettext(" · %d day ahead", " · %d days ahead",
			(unsigned long)lead),
		    lead);
	lines_pair(l, _("Booked by"), "%s · %s%s",
	    json_get_str(who, "display_name", json_get_str(who, "name", "")),
	    scr_instant(json_get_str(b, "booked_at", NULL), at), days);
}

static const char *
sync_label(const char *state)
{
	static const struct {
		const char *key, *label;
	} labels[] = {
		{ "local", N_("here only, no calendar is connected") },
		{ "pending", N_("waits to be written") },
		{ "synced", N_("written") },
		{ "failed", N_("could not be written") },
		{ "conflict", N_("differs from the calendar") },
	};

	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
		if (str_eq(labels[i].key, state))
			return _(labels[i].label);
	return state;
}

static void
add_figures(struct lines *l, const json_t *b)
{
	int points = (int)json_get_int(b, "points", 0);
	int weight = (int)json_get_int(b, "weight", 1);
	int moves = (int)json_get_int(b, "moves", 0);

	lines_pair(l, _("Points"), "%d", points);
	lines_pair(l, _("Places"),
	    ngettext("%d place", "%d places", (unsigned long)weight), weight);
	lines_pair(l, _("Moved"),
	    moves == 0 ? _("never")
		       : ngettext("%d time", "%d times", (unsigned long)moves),
	    moves);
	lines_pair(l, _("Calendar"), "%s%s",
	    sync_label(json_get_str(b, "sync_state", "")),
	    json_get_bool(b, "capacity_unverified", false)
		? _(" · capacity not verified")
		: "");
}

static void
add_notes(struct lines *l, const json_t *b)
{
	const char *text = json_get_str(b, "description", "");

	lines_heading(l, _("Notes"));
	lines_text(l, *text ? INK_TEXT : INK_MUTED, "%s",
	    *text ? text : _("No notes"));
}

static void
add_chain(struct lines *l, const json_t *chain, int64_t self)
{
	const json_t *b;
	size_t i;

	if (json_array_size(chain) < 2)
		return;
	lines_heading(l, _("Chain of moves"));
	json_array_foreach((json_t *)chain, i, b)
	{
		const char *status = json_get_str(b, "status", "");
		char day[UI_DATE], hour[SCR_TEXT];

		lines_text(l,
		    json_get_int(b, "id", 0) == self ? INK_STRONG : INK_TEXT,
		    "%s %s %s  %s %s · #%lld",
		    json_get_int(b, "id", 0) == self ? "▶" : " ",
		    ui_date_long(scr_json_date(b, "date"), day),
		    scr_hour((int)json_get_int(b, "hour", 0), hour),
		    scr_status_sign(status), scr_status_label(status),
		    (long long)json_get_int(b, "id", 0));
	}
}

static const char *
source_label(const char *source)
{
	static const struct {
		const char *key, *label;
	} labels[] = {
		{ "manual", N_("by hand") },
		{ "calendar", N_("seen in the calendar") },
		{ "title", N_("title in the calendar") },
		{ "color", N_("colour in the calendar") },
		{ "default", N_("by the evening check") },
	};

	for (size_t i = 0; i < sizeof labels / sizeof labels[0]; i++)
		if (str_eq(labels[i].key, source))
			return _(labels[i].label);
	return source;
}

static void
add_change(struct lines *l, const json_t *ch)
{
	const char *reason = json_get_str(ch, "reason", "");
	const char *source = json_get_str(ch, "source", "");
	const char *by = json_get_str(ch, "by", "");
	char at[SCR_TEXT];

	scr_instant(json_get_str(ch, "at", NULL), at);
	lines_pair(l, at, "%s → %s%s%s%s%s",
	    scr_status_label(json_get_str(ch, "from", "")),
	    scr_status_label(json_get_str(ch, "to", "")), *by ? " · " : "", by,
	    *source ? " · " : "", source_label(source));
	if (str_eq(reason, "undo"))
		lines_pair(l, " ", "%s", _("taken back"));
	else if (*reason)
		lines_pair(l, " ", "„%s“", reason);
}

static void
add_changes(struct lines *l, const json_t *changes)
{
	const json_t *ch;
	size_t i;

	lines_heading(l, _("Course of events"));
	if (json_array_size(changes) == 0)
		lines_text(
		    l, INK_MUTED, "%s", _("Unchanged since it was booked"));
	json_array_foreach((json_t *)changes, i, ch) add_change(l, ch);
}

/* The mark stands by the name, without colour too. */
static void
add_customer(struct lines *l, const json_t *b, const json_t *known)
{
	const char *risk = json_get_str(known, "risk", "low");
	const char *sign = customer_risk_sign(risk);

	lines_pair(l, _("Customer"), "%s", json_get_str(b, "customer", ""));
	l->v[l->n - 1].ink = INK_STRONG;
	if (*sign == '\0')
		return;
	lines_pair(
	    l, _("Reliability"), "%s %s", sign, customer_risk_label(risk));
	l->v[l->n - 1].ink = customer_risk_ink(risk);
}

void
booking_facts(struct lines *l, const json_t *data, int today)
{
	const json_t *b = json_get(data, "booking");

	lines_clear(l);
	add_customer(l, b, json_get(data, "customer"));
	add_slot(l, b, today);
	add_state(l, b);
	add_booked(l, b);
	add_figures(l, b);
	add_notes(l, b);
	add_chain(l, json_get(data, "chain"), json_get_int(b, "id", 0));
	add_changes(l, json_get(data, "changes"));
}
