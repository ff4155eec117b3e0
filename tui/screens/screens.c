/* Dates, labels and figures as all screens write them. */
#include "tui/screens/screens.h"

#include "common/date_entry.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "tui/screens/scr_app.h"
#include "tui/term/glyph.h"

struct scr_app *
scr_app(struct ui *ui)
{
	return ((struct tui *)ui->app)->app;
}

struct scr_context *
scr_context(struct ui *ui)
{
	return &scr_app(ui)->context;
}

const json_t *
scr_user(struct ui *ui)
{
	return json_get(client_session(tui_client(ui)), "user");
}

int64_t
scr_user_id(struct ui *ui)
{
	return json_get_int(scr_user(ui), "id", 0);
}

bool
scr_is_admin(struct ui *ui)
{
	return json_get_bool(scr_user(ui), "is_admin", false);
}

bool
scr_has_permission(struct ui *ui, const char *permission)
{
	json_t *list = json_get(scr_user(ui), "permissions");

	for (size_t i = 0; i < json_array_size(list); i++) {
		json_t *one = json_array_get(list, i);

		if (str_eq(json_string_value(one), permission))
			return true;
	}
	return false;
}

char *
scr_hour(int hour, char out[SCR_TEXT])
{
	snprintf(out, SCR_TEXT, "%02d:00", hour);
	return out;
}

char *
scr_when(int date, int hour, char out[SCR_TEXT])
{
	char day[UI_DATE];

	out[0] = '\0';
	if (date == DATE_NONE)
		return out;
	if (hour < 0)
		snprintf(out, SCR_TEXT, "%s %s",
		    ui_weekday_short(date_weekday(date)),
		    ui_date_short(date, day));
	else
		snprintf(out, SCR_TEXT, "%s %s %02d:00",
		    ui_weekday_short(date_weekday(date)),
		    ui_date_short(date, day), hour);
	return out;
}

char *
scr_day_label(int date, int cols, char out[SCR_TEXT])
{
	const char *day = ui_weekday_short(date_weekday(date));
	int y, m, d;

	date_split(date, &y, &m, &d);
	if (cols >= 9)
		return scr_when(date, -1, out);
	snprintf(out, SCR_TEXT, cols >= 6 ? "%s %02d." : "%s", day, d);
	return out;
}

char *
scr_instant(const char *iso, char out[SCR_TEXT])
{
	char day[UI_DATE], at[6];
	int64_t ms;

	out[0] = '\0';
	if (iso == NULL || !instant_parse(iso, &ms))
		return out;
	snprintf(out, SCR_TEXT, "%s %s", ui_date_short(tz_date(ms, NULL), day),
	    tz_clock(ms, at));
	return out;
}

int
scr_json_date(const json_t *o, const char *key)
{
	return date_parse(json_get_str(o, key, ""));
}

json_t *
scr_date_params(int date)
{
	char text[11];

	return json_pack("{s:s}", "date", date_text(date, text));
}

/* --- typed dates --- */

bool
scr_read_when(struct ui *ui, const char *text, int *date, int *hour)
{
	int at;

	if (date_entry_parse(text, ui->today, date, hour ? hour : &at))
		return true;
	ui_toast(ui, TOAST_WARNING,
	    _("Not a date: try \"mon 11\", \"tomorrow 14\", \"15.3.\", "
	      "\"+3\" or \"kw 12\""));
	return false;
}

void
scr_ask_when(struct ui *ui,
    void (*done)(struct ui *, void *, const struct dialog_answer *))
{
	ui_dialog(ui, &(struct dialog_spec){
			  .kind = DIALOG_PROMPT,
			  .title = _("Go to date"),
			  .text = _("For instance \"mon 11\", \"tomorrow 14\", "
				    "\"15.3.\", \"+3\" or \"kw 12\"."),
			  .max = 40,
			  .done = done,
		      });
}

/* --- labels --- */

static const struct {
	const char *key, *label, *brief;
} potentials[] = {
	{ "hoch", N_("High (>5,000 €)"), N_("High") },
	{ "gut", N_("Good (3,500–5,000 €)"), N_("Good") },
	{ "ok", N_("Ok (2,500–3,500 €)"), N_("Ok") },
	{ "niedrig", N_("Low (1,500–2,500 €)"), N_("Low") },
	{ "gering", N_("Small (<1,500 €)"), N_("Small") },
	{ "closer", N_("Closer needed"), N_("Closer") },
	{ "rueckholung", N_("Win-back"), N_("Win-back") },
};

const char *const scr_potential_keys[] = { "hoch", "gut", "ok", "niedrig",
	"gering", "closer", "rueckholung", NULL };
const char *const scr_potential_labels[] = {
	N_("High (>5,000 €) · income"),
	N_("Good (3,500–5,000 €) · income"),
	N_("Ok (2,500–3,500 €) · income"),
	N_("Low (1,500–2,500 €) · income"),
	N_("Small (<1,500 €) · income"),
	N_("Closer needed · type"),
	N_("Win-back · type"),
	NULL,
};

const char *
scr_potential(const char *key)
{
	for (size_t i = 0; i < sizeof potentials / sizeof potentials[0]; i++)
		if (str_eq(potentials[i].key, key))
			return _(potentials[i].label);
	return key != NULL ? key : "";
}

const char *
scr_potential_short(const char *key)
{
	for (size_t i = 0; i < sizeof potentials / sizeof potentials[0]; i++)
		if (str_eq(potentials[i].key, key))
			return _(potentials[i].brief);
	return key != NULL ? key : "";
}

static const struct {
	const char *key, *label, *sign;
	int ink;
} statuses[] = {
	{ "pending", N_("status|Pending"), "○", INK_TEXT },
	{ "appeared", N_("status|Appeared"), "✓", INK_SUCCESS },
	{ "recall", N_("status|Win-back"), "↻", INK_INFO },
	{ "special", N_("status|Special customer"), "★", INK_ACCENT },
	{ "no_show", N_("status|Not appeared"), "!", INK_ERROR },
	{ "ghost", N_("status|Ghost"), "?", INK_ERROR },
	{ "cancelled", N_("status|Cancelled"), "–", INK_MUTED },
	{ "rescheduled", N_("status|Moved"), "→", INK_MUTED },
	{ "overhang", N_("status|Overhang"), "^", INK_WARNING },
	{ "exit", N_("status|Exit"), "■", INK_DISABLED },
};

enum { N_STATUSES = sizeof statuses / sizeof statuses[0] };

/* The text behind the context: "status|Moved" -> "Moved". */
static const char *
without_context(const char *s)
{
	const char *bar = strchr(s, '|');

	return bar != NULL ? bar + 1 : s;
}

const char *
scr_status_label(const char *key)
{
	for (int i = 0; i < N_STATUSES; i++)
		if (str_eq(statuses[i].key, key))
			return without_context(_(statuses[i].label));
	return key != NULL ? key : "";
}

int
scr_status_ink(const char *key)
{
	for (int i = 0; i < N_STATUSES; i++)
		if (str_eq(statuses[i].key, key))
			return statuses[i].ink;
	return INK_TEXT;
}

const char *
scr_status_sign(const char *key)
{
	for (int i = 0; i < N_STATUSES; i++)
		if (str_eq(statuses[i].key, key))
			return statuses[i].sign;
	return " ";
}

/* --- figures --- */

void
scr_fig_read(const json_t *o, struct scr_fig *out)
{
	const struct {
		const char *key;
		int *to;
	} ints[] = {
		{ "hour", &out->hour },
		{ "total", &out->total },
		{ "booked", &out->booked },
		{ "held", &out->held },
		{ "free", &out->free },
		{ "consultants", &out->consultants },
		{ "places_each", &out->places_each },
		{ "percent", &out->percent },
		{ "points", &out->points },
		{ "stale_minutes", &out->stale_minutes },
	};
	const struct {
		const char *key;
		bool *to;
	} bools[] = {
		{ "fallback", &out->fallback },
		{ "past", &out->past },
		{ "blocked", &out->blocked },
		{ "holiday", &out->holiday },
		{ "bookable", &out->bookable },
		{ "overbooked", &out->overbooked },
		{ "my_hold", &out->my_hold },
	};

	for (size_t i = 0; i < sizeof ints / sizeof ints[0]; i++)
		*ints[i].to = (int)json_get_int(o, ints[i].key, 0);
	for (size_t i = 0; i < sizeof bools / sizeof bools[0]; i++)
		*bools[i].to = json_get_bool(o, bools[i].key, false);
	(void)str_copy(
	    out->reason, sizeof out->reason, json_get_str(o, "reason", ""));
}

enum scr_level
scr_level(enum scr_scale scale, int booked, int total)
{
	/* upper limits of green, yellow, orange in percent (booking.md 4.5) */
	static const int limits[][3] = {
		[SCALE_CELL] = { 60, 90, 90 },
		[SCALE_DAY] = { 50, 80, 100 },
		[SCALE_SIDEBAR] = { 50, 80, 95 },
		[SCALE_TILE] = { 50, 80, 100 },
	};
	const int *l = limits[scale];
	int hundredth;

	if (total <= 0)
		return LEVEL_NONE;
	hundredth = booked * 100;
	if (scale == SCALE_CELL) /* the rounded percentage decides there */
		hundredth = (200 * booked + total) / (2 * total) * total;
	if (hundredth < l[0] * total)
		return LEVEL_GREEN;
	if (hundredth < l[1] * total)
		return LEVEL_YELLOW;
	if (hundredth < l[2] * total)
		return LEVEL_ORANGE;
	return LEVEL_RED;
}

int
scr_level_ink(enum scr_level level)
{
	static const int inks[] = {
		[LEVEL_NONE] = INK_SLOT_NONE,
		[LEVEL_GREEN] = INK_SLOT_GREEN,
		[LEVEL_YELLOW] = INK_SLOT_YELLOW,
		[LEVEL_ORANGE] = INK_SLOT_ORANGE,
		[LEVEL_RED] = INK_SLOT_RED,
	};

	return inks[level];
}

const char *
scr_level_sign(enum scr_level level)
{
	static const char *const signs[] = {
		[LEVEL_NONE] = " ",
		[LEVEL_GREEN] = "░",
		[LEVEL_YELLOW] = "▒",
		[LEVEL_ORANGE] = "▓",
		[LEVEL_RED] = "█",
	};

	return signs[level];
}

int
scr_free_ink(int n)
{
	if (n > 2)
		return INK_SLOT_GREEN;
	return n > 0 ? INK_SLOT_YELLOW : INK_SLOT_RED;
}

/* --- drawing --- */

void
scr_draw_note(const struct canvas *c, const char *text)
{
	int cols = c->cols > 66 ? 60 : c->cols;
	int rows = text_wrap_rows(text, cols, c->g->ascii);
	struct canvas in = canvas_sub(
	    c, AREA((c->rows - rows) / 2 > 0 ? (c->rows - rows) / 2 : 0, 0,
		   rows, c->cols));

	if (rows == 1) {
		canvas_center(&in, SPAN(0, 0, in.cols), INK_MUTED, text);
		return;
	}
	in = canvas_sub(&in, AREA(0, (c->cols - cols) / 2, rows, cols));
	canvas_wrap(&in, 0, INK_MUTED, text);
}

void
scr_draw_pair(
    const struct canvas *c, struct span sp, const char *name, const char *value)
{
	int w = canvas_width(c, name) + 1;

	canvas_fit(c, sp, INK_LABEL, name);
	canvas_right(
	    c, SPAN(sp.row, sp.col + w, sp.cols - w), INK_STRONG, value);
}
