/*
 * Days as rows, hours as columns: three weeks from next Monday, or a whole
 * month. Enter opens the day.
 */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/screens.h"
#include "tui/ui/chart.h"

#define SETTLE_MS 250

enum {
	MONTH_DAYS = 64,
	DAY_COLS = 11,
	SLOT_COLS = 8,
	HOURS_MAX = 8,
	METER_MAX = 30,
	HEAD = 1,
	FOOT = 2
};

struct month_state {
	json_t *data; /* of slots.show_month; NULL: not read yet */
	const json_t *day[MONTH_DAYS];
	int n;
	int hours[HOURS_MAX], n_hours;
	bool whole; /* a month, else three weeks */
	int base;   /* date the reading was for; DATE_NONE: the usual weeks */
	int want;   /* number of the newest request */
	int sel, hour, top;
	int left, shown; /* first hour drawn, how many */
	int64_t reload_at;
	struct area rows;
	char subtitle[80];
};

/* --- reading --- */

static int
date_at(const struct month_state *s, int i)
{
	return i >= 0 && i < s->n ? scr_json_date(s->day[i], "date")
				  : DATE_NONE;
}

static void
keep_context(struct ui *ui, const struct month_state *s)
{
	struct scr_context *x = scr_context(ui);

	if (s->n == 0)
		return;
	x->date = date_at(s, s->sel);
	x->hour = s->hour;
}

static void
add_hour(struct month_state *s, int hour)
{
	int i = s->n_hours;

	for (int k = 0; k < s->n_hours; k++)
		if (s->hours[k] == hour)
			return;
	if (s->n_hours == HOURS_MAX)
		return;
	for (; i > 0 && s->hours[i - 1] > hour; i--)
		s->hours[i] = s->hours[i - 1];
	s->hours[i] = hour;
	s->n_hours++;
}

static void
add_day(struct month_state *s, const json_t *day)
{
	const json_t *slots = json_get(day, "slots");

	if (s->n == MONTH_DAYS)
		return;
	s->day[s->n++] = day;
	for (size_t i = 0; i < json_array_size(slots); i++)
		add_hour(
		    s, (int)json_get_int(json_array_get(slots, i), "hour", 0));
}

/* To the selected date, or the first day after it. */
static void
settle(struct month_state *s, int date)
{
	s->sel = 0;
	for (int i = s->n - 1; i >= 0; i--)
		if (date_at(s, i) >= date)
			s->sel = i;
	if (s->n > 0 && date > date_at(s, s->n - 1))
		s->sel = s->n - 1;
	for (int i = 0; i < s->n_hours; i++)
		if (s->hours[i] == s->hour)
			return;
	s->hour = s->n_hours > 0 ? s->hours[0] : -1;
}

static void
month_take(struct month_state *s, const json_t *data, int date)
{
	const json_t *weeks = json_get(data, "weeks");

	json_decref(s->data);
	s->data = json_incref((json_t *)data);
	s->n = s->n_hours = 0;
	for (size_t w = 0; w < json_array_size(weeks); w++) {
		const json_t *days = json_get(json_array_get(weeks, w), "days");

		for (size_t i = 0; i < json_array_size(days); i++)
			add_day(s, json_array_get(days, i));
	}
	settle(s, date);
}

static void
month_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct month_state *s = state;

	if (tag != s->want)
		return;
	if (!a->ok && s->data == NULL) {
		scr_error_load(ui, s, a);
		return;
	}
	if (!scr_error(ui, a))
		month_take(s, a->data, scr_context(ui)->date);
}

static void
read_month(struct ui *ui, struct month_state *s, bool quiet)
{
	json_t *params = json_object();
	int y, m, d, date = s->base != DATE_NONE ? s->base : ui->today;
	char text[16];

	if (s->whole) {
		date_split(date, &y, &m, &d);
		snprintf(text, sizeof text, "%04d-%02d", y, m);
		json_object_set_new(params, "month", json_string(text));
	} else if (s->base != DATE_NONE) {
		json_object_set_new(
		    params, "date", json_string(date_text(date, text)));
	}
	s->reload_at = INT64_MAX;
	tui_call(ui, s,
	    &(struct tui_request){ .op = "slots.show_month",
		.params = params,
		.fn = month_answer,
		.tag = ++s->want,
		.quiet = quiet });
}

static void
month_enter(struct ui *ui, void *state, const void *arg)
{
	struct month_state *s = state;
	const struct scr_context *x = scr_context(ui);
	int next = date_monday(ui->today) + 7;

	(void)arg;
	s->hour = x->hour;
	s->base = x->date >= next && x->date < next + 21 ? DATE_NONE : x->date;
	if (x->date <= next)
		s->base = DATE_NONE;
	read_month(ui, s, false);
}

static void
month_leave(struct ui *ui, void *state)
{
	(void)ui;
	json_decref(((struct month_state *)state)->data);
}

static void
month_resume(struct ui *ui, void *state)
{
	read_month(ui, state, true);
}

static void
month_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct month_state *s = state;

	(void)data;
	if (str_eq(event, "tools.changed"))
		return;
	if (s->reload_at == INT64_MAX)
		s->reload_at = ui->mono + SETTLE_MS;
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].state == s &&
		    ui->stack[i].tick_at > s->reload_at)
			ui->stack[i].tick_at = s->reload_at;
}

static int64_t
month_tick(struct ui *ui, void *state, int64_t mono)
{
	struct month_state *s = state;

	if (s->reload_at <= mono)
		read_month(ui, s, true);
	return s->reload_at;
}

/* --- drawing --- */

static const json_t *
slot_of(const json_t *day, int hour)
{
	const json_t *slots = json_get(day, "slots");

	for (size_t i = 0; i < json_array_size(slots); i++) {
		const json_t *o = json_array_get(slots, i);

		if (json_get_int(o, "hour", -1) == hour)
			return o;
	}
	return NULL;
}

static void
draw_slot(const struct canvas *c, struct span sp, const json_t *day,
    const json_t *slot)
{
	int booked = (int)json_get_int(slot, "booked", 0);
	int total = (int)json_get_int(slot, "total", 0);
	enum scr_level level = scr_level(SCALE_CELL, booked, total);
	bool past = json_get_bool(day, "past", false);
	char text[32];

	if (slot == NULL || (total == 0 && booked == 0)) {
		canvas_fit(c, sp, INK_SLOT_NONE, "  –");
		return;
	}
	snprintf(text, sizeof text, "%s%2d/%d",
	    past ? " " : scr_level_sign(level), booked, total);
	canvas_fit(c, sp, past ? INK_SLOT_PAST : scr_level_ink(level), text);
}

static void
draw_sum(const struct canvas *c, int row, int col, const json_t *day)
{
	int booked = (int)json_get_int(day, "booked", 0);
	int total = (int)json_get_int(day, "total", 0);
	int ink = scr_level_ink(scr_level(SCALE_CELL, booked, total));
	char text[32];

	if (c->cols - col < 8 || total == 0)
		return;
	snprintf(text, sizeof text, "%d/%d", booked, total);
	canvas_right(c, SPAN(row, col, 8), INK_TEXT, text);
	if (c->cols - col > 16)
		chart_meter(c, SPAN(row, col + 9, c->cols - col - 9), ink,
		    booked, total);
}

static void
draw_day(struct ui *ui, const struct month_state *s, const struct canvas *c,
    int row, int i)
{
	const json_t *day = s->day[i];
	int date = date_at(s, i), col = DAY_COLS;
	bool first =
	    i == 0 || date_monday(date) != date_monday(date_at(s, i - 1));
	char text[SCR_TEXT], week[UI_DATE];

	canvas_fit(c, SPAN(row, 0, DAY_COLS - 1),
	    date == ui->today ? INK_TODAY
	    : i == s->sel     ? INK_STRONG
			      : INK_LABEL,
	    scr_when(date, -1, text));
	if (json_get_bool(day, "blocked", false)) {
		snprintf(text, sizeof text, _("blocked: %.50s"),
		    json_get_str(day, "reason", ""));
		canvas_fit(c, SPAN(row, col, s->shown * SLOT_COLS),
		    json_get_bool(day, "holiday", false) ? INK_HOLIDAY
							 : INK_SLOT_BLOCKED,
		    text);
	} else {
		for (int h = 0; h < s->shown; h++)
			draw_slot(c,
			    SPAN(row, col + h * SLOT_COLS, SLOT_COLS - 1), day,
			    slot_of(day, s->hours[s->left + h]));
	}
	if (first && c->cols >= col + s->n_hours * SLOT_COLS + 6)
		canvas_right(c, SPAN(row, c->cols - 6, 6), INK_HEADING,
		    ui_week(date, 0, week));
	col += s->n_hours * SLOT_COLS;
	if (c->cols > col + 7) {
		struct canvas sum = *c;

		sum.cols -= 7;
		if (sum.cols > col + 9 + METER_MAX)
			sum.cols = col + 9 + METER_MAX;
		draw_sum(&sum, row, col, day);
	}
	if (i != s->sel)
		return;
	for (int h = 0; h < s->shown; h++)
		if (s->hours[s->left + h] == s->hour) {
			canvas_ink(c,
			    SPAN(row, DAY_COLS + h * SLOT_COLS, SLOT_COLS - 1),
			    INK_CURSOR);
			canvas_cursor(c, row, DAY_COLS + h * SLOT_COLS);
		}
}

static void
draw_head(const struct month_state *s, const struct canvas *c)
{
	char text[SCR_TEXT];
	int col = DAY_COLS;

	canvas_fit(c, SPAN(0, 0, DAY_COLS - 1), INK_HEADER, _("Day"));
	for (int h = 0; h < s->shown; h++, col += SLOT_COLS)
		canvas_fit(c, SPAN(0, col, SLOT_COLS - 1), INK_HEADER,
		    scr_hour(s->hours[s->left + h], text));
	if (c->cols - col > 15)
		canvas_right(c, SPAN(0, col, 8), INK_HEADER, _("total"));
}

static void
draw_foot(struct month_state *s, const struct canvas *c)
{
	long booked = 0, total = 0;
	char text[160];

	for (int i = 0; i < s->n; i++) {
		booked += json_get_int(s->day[i], "booked", 0);
		total += json_get_int(s->day[i], "total", 0);
	}
	snprintf(text, sizeof text,
	    _("%ld of %ld places booked (%ld %%) · cells: booked/places"),
	    booked, total,
	    total > 0 ? (200 * booked + total) / (2 * total) : 0);
	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	canvas_fit(c, SPAN(1, 0, c->cols), INK_TEXT, text);
}

/* On narrow terminals some hours; the selected one is among them. */
static void
choose_hours(struct month_state *s, int cols)
{
	int h = 0;

	s->shown = (cols - DAY_COLS) / SLOT_COLS;
	if (s->shown > s->n_hours)
		s->shown = s->n_hours;
	if (s->shown < 1)
		s->shown = s->n_hours > 0;
	while (h < s->n_hours && s->hours[h] != s->hour)
		h++;
	if (h < s->left)
		s->left = h;
	if (h >= s->left + s->shown)
		s->left = h - s->shown + 1;
	if (s->left > s->n_hours - s->shown)
		s->left = s->n_hours - s->shown;
}

static void
table_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct month_state *s = state;
	int foot = c->rows > 8 ? FOOT : 0;
	struct canvas part;

	if (s->data == NULL || s->n == 0) {
		scr_draw_note(c,
		    s->data == NULL ? _("Reading ...")
				    : _("No ready consultants in these weeks"));
		return;
	}
	choose_hours(s, c->cols);
	draw_head(s, c);
	part = canvas_sub(c, AREA(HEAD, 0, c->rows - HEAD - foot, c->cols));
	s->rows = AREA(part.row, part.col, part.rows, part.cols);
	if (s->sel < s->top)
		s->top = s->sel;
	if (s->sel >= s->top + part.rows)
		s->top = s->sel - part.rows + 1;
	if (s->top > s->n - part.rows)
		s->top = s->n > part.rows ? s->n - part.rows : 0;
	for (int i = 0; i < part.rows && s->top + i < s->n; i++)
		draw_day(ui, s, &part, i, s->top + i);
	if (foot > 0) {
		part = canvas_sub(c, AREA(c->rows - foot, 0, foot, c->cols));
		draw_foot(s, &part);
	}
}

/* --- keys --- */

static void
move_day(struct ui *ui, struct month_state *s, int by)
{
	s->sel += by;
	if (s->sel >= s->n)
		s->sel = s->n - 1;
	if (s->sel < 0)
		s->sel = 0;
	keep_context(ui, s);
}

static void
move_hour(struct ui *ui, struct month_state *s, int by)
{
	int h = 0;

	while (h < s->n_hours && s->hours[h] != s->hour)
		h++;
	h += by;
	if (h >= 0 && h < s->n_hours)
		s->hour = s->hours[h];
	keep_context(ui, s);
}

/* One page on: three weeks, or a month. */
static void
page(struct ui *ui, struct month_state *s, int by)
{
	int y, m, d, date = date_at(s, 0);

	if (date == DATE_NONE)
		date = ui->today;
	if (s->whole) {
		date_split(date, &y, &m, &d);
		m += by;
		y += m < 1 ? -1 : m > 12 ? 1 : 0;
		m = m < 1 ? 12 : m > 12 ? 1 : m;
		date = date_make(y, m, 1);
	} else {
		date = date_monday(date) + 21 * by;
	}
	if (date < DATE_MIN || date > DATE_MAX)
		return;
	s->base = date;
	scr_context(ui)->date = date;
	read_month(ui, s, false);
}

static bool
table_key(struct ui *ui, void *state, uint32_t key)
{
	static const struct {
		uint32_t key, alt;
		void (*fn)(struct ui *, struct month_state *, int);
		int by;
	} moves[] = {
		{ K_UP, 'k', move_day, -1 },
		{ K_DOWN, 'j', move_day, 1 },
		{ K_LEFT, 'h', move_hour, -1 },
		{ K_RIGHT, 'l', move_hour, 1 },
		{ K_HOME, K_HOME, move_day, -MONTH_DAYS },
		{ K_END, K_END, move_day, MONTH_DAYS },
		{ K_PGUP, '[', page, -1 },
		{ K_PGDN, ']', page, 1 },
	};
	struct month_state *s = state;

	if (s->data == NULL)
		return false;
	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
		if (moves[i].key == key || moves[i].alt == key) {
			moves[i].fn(ui, s, moves[i].by);
			return true;
		}
	return false;
}

static bool
table_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct month_state *s = state;
	int i = m->row - s->rows.row + s->top;
	int h = (m->col - s->rows.col - DAY_COLS) / SLOT_COLS + s->left;

	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		move_day(ui, s, m->kind == MOUSE_UP ? -1 : 1);
		return true;
	}
	if (!area_has(s->rows, m->row, m->col) || i >= s->n)
		return false;
	s->sel = i;
	if (m->col >= s->rows.col + DAY_COLS && h < s->n_hours)
		s->hour = s->hours[h];
	keep_context(ui, s);
	if (m->kind == MOUSE_DOUBLE)
		scr_go(ui, "day");
	return true;
}

static void
act_day(struct ui *ui, void *state)
{
	keep_context(ui, state);
	scr_go(ui, "day");
}

static void
act_book(struct ui *ui, void *state)
{
	struct month_state *s = state;

	if (s->n > 0 && s->hour >= 0)
		scr_open_book(ui, date_at(s, s->sel), s->hour);
}

static void
act_explain(struct ui *ui, void *state)
{
	struct month_state *s = state;

	if (s->n > 0 && s->hour >= 0)
		scr_open_explain(ui, date_at(s, s->sel), s->hour);
}

static void
act_view(struct ui *ui, void *state)
{
	struct month_state *s = state;

	s->whole = !s->whole;
	s->base = s->n > 0 ? date_at(s, s->sel) : ui->today;
	if (!s->whole && s->base < date_monday(ui->today) + 7)
		s->base = DATE_NONE;
	read_month(ui, s, false);
}

static void
act_today(struct ui *ui, void *state)
{
	struct month_state *s = state;

	s->base = ui->today;
	scr_context(ui)->date = ui->today;
	read_month(ui, s, false);
}

static void
typed_date(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct month_state *s = state;
	int date, hour;

	if (!d->ok || !scr_read_when(ui, d->text, &date, &hour))
		return;
	s->base = date;
	scr_context(ui)->date = date;
	if (hour >= 0)
		s->hour = hour;
	read_month(ui, s, false);
}

static void
act_goto(struct ui *ui, void *state)
{
	(void)state;
	scr_ask_when(ui, typed_date);
}

static void
act_week(struct ui *ui, void *state)
{
	keep_context(ui, state);
	scr_go(ui, "week");
}

static const char *
month_subtitle(struct ui *ui, void *state)
{
	struct month_state *s = state;
	int from = scr_json_date(s->data, "from");
	int to = scr_json_date(s->data, "to"), y, m, d;
	char a[UI_DATE], b[UI_DATE];

	(void)ui;
	if (from == DATE_NONE || to == DATE_NONE)
		return "";
	date_split(s->n > 0 ? date_at(s, s->n / 2) : from, &y, &m, &d);
	if (s->whole)
		snprintf(
		    s->subtitle, sizeof s->subtitle, "%s %d", ui_month(m), y);
	else
		snprintf(s->subtitle, sizeof s->subtitle, "%s – %s",
		    ui_date_short(from, a), ui_date_short(to, b));
	return s->subtitle;
}

static const struct key_action month_keys[] = {
	{ K_ENTER, N_("day"), "slots.show_day", act_day, 'd', KEY_FIRST,
	    N_("Open the day with its appointments") },
	{ 'b', N_("book"), "slots.book", act_book, 0, KEY_FIRST,
	    N_("Book a customer into this slot") },
	{ 'v', N_("month/3 weeks"), NULL, act_view, 0, 0,
	    N_("Whole month, or the next three weeks") },
	{ K_PGDN, N_("later"), NULL, NULL, ']', 0, NULL },
	{ K_PGUP, N_("earlier"), NULL, NULL, '[', 0, NULL },
	{ 'g', N_("date"), NULL, act_goto, 0, 0,
	    N_("Go to a date typed by hand") },
	{ 't', N_("today"), NULL, act_today, 0, 0, N_("To today") },
	{ 'w', N_("week"), "slots.show_week", act_week, 0, 0, NULL },
	{ 'i', N_("why"), "slots.explain", act_explain, 'e', KEY_NO_FOOTER,
	    N_("Why the figures of this slot are as they are") },
	{ 0 },
};

const struct screen_ops scr_month = {
	.id = "month",
	.title = N_("Month"),
	.state_size = sizeof(struct month_state),
	.keys = month_keys,
	.enter = month_enter,
	.leave = month_leave,
	.resume = month_resume,
	.draw = table_draw,
	.key = table_key,
	.mouse = table_mouse,
	.push = month_push,
	.tick = month_tick,
	.subtitle = month_subtitle,
};
