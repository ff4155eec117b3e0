/* The week: all slots at one glance, live; the place where people book. */
#include "tui/screens/scr_week.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_weeks.h"

#define SETTLE_MS 250 /* several pushes, one reading */

/* --- reading --- */

static void
keep_context(struct ui *ui, const struct week_state *s)
{
	struct scr_context *x = scr_context(ui);

	x->date = s->date;
	x->hour = s->hour;
}

static void
week_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct week_state *s = state;

	if (tag != s->want)
		return; /* somebody leafs fast: only the newest counts */
	if (!a->ok && s->monday == DATE_NONE) {
		scr_error_load(ui, s, a);
		return;
	}
	if (scr_error(ui, a)) {
		s->want = s->monday;
		return;
	}
	week_take(s, a->data);
	keep_context(ui, s);
}

static void
read_week(struct ui *ui, struct week_state *s, int date, bool quiet)
{
	s->want = date_monday(date);
	s->reload_at = INT64_MAX;
	tui_call(ui, s,
	    &(struct tui_request){
		.op = "slots.show_week",
		.params = scr_date_params(s->want),
		.fn = week_answer,
		.tag = s->want,
		.quiet = quiet,
	    });
}

/* Cursor to that date; reads its week when it is another one. */
static void
go_to(struct ui *ui, struct week_state *s, int date, int hour)
{
	if (date < DATE_MIN || date > DATE_MAX)
		return;
	s->date = date;
	if (hour >= 0)
		s->hour = hour;
	if (date_monday(date) != s->want)
		read_week(ui, s, date, false);
	if (date_monday(date) == s->monday && week_day_index(s, date) < 0)
		s->date = s->days[s->n_days - 1].date; /* hidden weekend */
	keep_context(ui, s);
}

static void
week_enter(struct ui *ui, void *state, const void *arg)
{
	struct week_state *s = state;
	const struct scr_context *x = scr_context(ui);

	(void)arg;
	s->monday = DATE_NONE;
	s->date = x->date != DATE_NONE ? x->date : ui->today;
	s->hour = x->hour;
	read_week(ui, s, s->date, false);
}

static void
week_resume(struct ui *ui, void *state)
{
	struct week_state *s = state;
	const struct scr_context *x = scr_context(ui);

	s->date = x->date;
	if (x->hour >= 0)
		s->hour = x->hour;
	read_week(ui, s, s->date, true);
}

static void
reload_soon(struct ui *ui, struct week_state *s)
{
	if (s->reload_at == INT64_MAX)
		s->reload_at = ui->mono + SETTLE_MS;
}

/* Wakes the screen at that time. */
static void
wake(struct ui *ui, const void *state, int64_t at)
{
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].state == state && ui->stack[i].tick_at > at)
			ui->stack[i].tick_at = at;
}

static void
week_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct week_state *s = state;

	if (s->monday == DATE_NONE)
		return;
	if (str_eq(event, "slots.changed"))
		week_patch(s, data, ui->mono);
	else if (!str_eq(event, "tools.changed"))
		reload_soon(ui, s);
	wake(ui, s, ui->mono + SETTLE_MS);
}

static int64_t
fade(struct ui *ui, struct week_state *s, int64_t mono)
{
	int64_t next = INT64_MAX;

	for (int d = 0; d < s->n_days; d++)
		for (int h = 0; h < s->n_hours; h++) {
			int64_t *at = &s->days[d].cell[h].flash_until;

			if (*at == 0)
				continue;
			if (*at <= mono) {
				*at = 0;
				ui_dirty(ui);
			} else if (*at < next) {
				next = *at;
			}
		}
	return next;
}

static int64_t
week_tick(struct ui *ui, void *state, int64_t mono)
{
	struct week_state *s = state;
	int64_t next = fade(ui, s, mono);

	if (s->reload_at <= mono)
		read_week(ui, s, s->want, true);
	return s->reload_at < next ? s->reload_at : next;
}

/* --- moving --- */

static void
step_day(struct ui *ui, struct week_state *s, int by)
{
	int d = week_day_index(s, s->date) + by;

	if (d >= 0 && d < s->n_days) {
		s->date = s->days[d].date;
		keep_context(ui, s);
	} else if (by > 0) {
		go_to(ui, s, s->want + 7, -1);
	} else {
		go_to(ui, s, s->want - 3, -1); /* Friday before */
	}
}

static void
step_hour(struct ui *ui, struct week_state *s, int by)
{
	int h = week_hour_index(s, s->hour) + by;

	if (h >= 0 && h < s->n_hours)
		s->hour = s->hours[h];
	keep_context(ui, s);
}

/* The same weekday of another week; leafing counts from the newest wish. */
static void
step_week(struct ui *ui, struct week_state *s, int by)
{
	int day = date_weekday(s->date);

	go_to(ui, s, s->want + 7 * by + day, -1);
}

static bool
move_key(struct ui *ui, struct week_state *s, uint32_t key)
{
	static const struct {
		uint32_t key, alt;
		void (*fn)(struct ui *, struct week_state *, int);
		int by;
	} moves[] = {
		{ K_LEFT, 'h', step_day, -1 },
		{ K_RIGHT, 'l', step_day, 1 },
		{ K_UP, 'k', step_hour, -1 },
		{ K_DOWN, 'j', step_hour, 1 },
		{ K_PGUP, '[', step_week, -1 },
		{ K_PGDN, ']', step_week, 1 },
	};

	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
		if (moves[i].key == key || moves[i].alt == key) {
			moves[i].fn(ui, s, moves[i].by);
			return true;
		}
	return false;
}

static bool
week_key(struct ui *ui, void *state, uint32_t key)
{
	struct week_state *s = state;

	if (s->monday == DATE_NONE)
		return false;
	if (key == K_HOME && s->n_days > 0)
		go_to(ui, s, s->days[0].date, -1);
	else if (key == K_END && s->n_days > 0)
		go_to(ui, s, s->days[s->n_days - 1].date, -1);
	else
		return move_key(ui, s, key);
	return true;
}

static bool
week_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct week_state *s = state;
	int d, h;

	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		step_week(ui, s, m->kind == MOUSE_UP ? -1 : 1);
		return true;
	}
	if (!area_has(s->grid, m->row, m->col) || s->col_width == 0)
		return false;
	d = (m->col - s->grid.col) / s->col_width;
	h = (m->row - s->grid.row) / s->row_height;
	if (d >= s->n_days || h >= s->n_hours)
		return false;
	s->date = s->days[d].date;
	s->hour = s->hours[h];
	keep_context(ui, s);
	if (m->kind == MOUSE_DOUBLE)
		scr_go(ui, "day");
	return true;
}

/* --- actions --- */

static void
act_day(struct ui *ui, void *state)
{
	keep_context(ui, state);
	scr_go(ui, "day");
}

static void
act_book(struct ui *ui, void *state)
{
	struct week_state *s = state;

	if (s->hour >= 0)
		scr_open_book(ui, s->date, s->hour);
}

static void
act_explain(struct ui *ui, void *state)
{
	struct week_state *s = state;

	if (s->hour >= 0)
		scr_open_explain(ui, s->date, s->hour);
}

static void
nearest_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	const json_t *first = json_array_get(json_get(a->data, "items"), 0);
	int date = scr_json_date(first, "date");

	(void)tag;
	if (scr_error(ui, a))
		return;
	if (date == DATE_NONE)
		ui_toast(ui, TOAST_INFO,
		    _("No free slot within the next two weeks"));
	else
		go_to(ui, state, date, (int)json_get_int(first, "hour", -1));
}

static void
act_nearest(struct ui *ui, void *state)
{
	struct week_state *s = state;
	int date = s->date > ui->today ? s->date : ui->today;
	json_t *params = scr_date_params(date);

	json_object_set_new(
	    params, "hour", json_integer(s->hour >= 0 ? s->hour : 9));
	json_object_set_new(params, "limit", json_integer(1));
	tui_call(ui, s,
	    &(struct tui_request){ .op = "slots.suggest",
		.params = params,
		.fn = nearest_answer });
}

static void
act_suggest(struct ui *ui, void *state)
{
	(void)state;
	scr_open_suggest(ui, DATE_NONE, -1);
}

static void
act_today(struct ui *ui, void *state)
{
	go_to(ui, state, ui->today, -1);
}

static void
typed_date(struct ui *ui, void *state, const struct dialog_answer *d)
{
	int date, hour;

	if (d->ok && scr_read_when(ui, d->text, &date, &hour))
		go_to(ui, state, date, hour);
}

static void
act_goto(struct ui *ui, void *state)
{
	(void)state;
	scr_ask_when(ui, typed_date);
}

static void
act_month(struct ui *ui, void *state)
{
	keep_context(ui, state);
	scr_go(ui, "month");
}

static void
act_weeks(struct ui *ui, void *state)
{
	keep_context(ui, state);
	ui_open(ui, &scr_weeks, NULL);
}

static void
act_view(struct ui *ui, void *state)
{
	struct week_state *s = state;

	(void)ui;
	s->booked_view = !s->booked_view;
}

static void
act_reload(struct ui *ui, void *state)
{
	struct week_state *s = state;

	read_week(ui, s, s->want, false);
}

static const char *
week_subtitle(struct ui *ui, void *state)
{
	struct week_state *s = state;
	char week[UI_DATE], a[UI_DATE], b[UI_DATE];

	(void)ui;
	if (s->monday == DATE_NONE)
		return "";
	snprintf(s->subtitle, sizeof s->subtitle, "%s · %s – %s%s",
	    ui_week(s->monday, 1, week), ui_date_short(s->monday, a),
	    ui_date_short(s->days[s->n_days - 1].date, b),
	    s->historic ? _(" · historic") : "");
	return s->subtitle;
}

static const struct key_action week_keys[] = {
	{ 'b', N_("book"), "slots.book", act_book, 0, KEY_FIRST,
	    N_("Book a customer into this slot") },
	{ K_ENTER, N_("day"), "slots.show_day", act_day, 'd', KEY_FIRST,
	    N_("Open the day with its appointments") },
	{ 'n', N_("nearest"), "slots.suggest", act_nearest, 0, 0,
	    N_("To the nearest free slot") },
	{ 'g', N_("date"), NULL, act_goto, 0, 0,
	    N_("Go to a date typed by hand") },
	{ 't', N_("today"), NULL, act_today, 0, 0, N_("To today") },
	{ 'i', N_("why"), "slots.explain", act_explain, 'e', 0,
	    N_("Why the figures of this slot are as they are") },
	{ 's', N_("suggestions"), "slots.suggest", act_suggest, 0, 0,
	    N_("The best free slots of the next two weeks") },
	{ 'o', N_("month"), "slots.show_month", act_month, 0, 0,
	    N_("Month: booked and possible by day") },
	{ 'w', N_("weeks"), "slots.list_weeks", act_weeks, 0, 0,
	    N_("List of the next weeks with their use") },
	{ 'v', N_("view"), NULL, act_view, 0, 0,
	    N_("Cells show free or booked places") },
	{ K_PGDN, N_("next week"), NULL, NULL, ']', KEY_NO_FOOTER, NULL },
	{ K_PGUP, N_("week before"), NULL, NULL, '[', KEY_NO_FOOTER, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_week = {
	.id = "week",
	.title = N_("Week"),
	.state_size = sizeof(struct week_state),
	.keys = week_keys,
	.enter = week_enter,
	.resume = week_resume,
	.draw = week_draw,
	.key = week_key,
	.mouse = week_mouse,
	.push = week_push,
	.tick = week_tick,
	.subtitle = week_subtitle,
};
