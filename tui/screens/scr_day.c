/* The day: strip of days, slots, who is booked; Enter books. */
#include "tui/screens/scr_day.h"

#include "common/json.h"
#include "common/str.h"

#define SETTLE_MS 250
#define FLASH_MS 2500

/* --- reading --- */

static void
keep_context(struct ui *ui, const struct day_state *s)
{
	struct scr_context *x = scr_context(ui);

	x->date = s->want;
	x->hour = s->hour;
}

/* The cursor stays at its hour; else the first one that is not over. */
static void
settle(struct day_state *s)
{
	int first = -1;

	if (day_index(s, s->hour) >= 0)
		return;
	for (int i = 0; i < s->n && first < 0; i++)
		if (!json_get_bool(day_slot(s, i), "past", false))
			first = i;
	first = first < 0 && s->n > 0 ? 0 : first;
	s->hour =
	    first < 0 ? -1 : (int)json_get_int(day_slot(s, first), "hour", -1);
}

static void
day_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct day_state *s = state;

	if (tag != s->want)
		return;
	if (!a->ok && s->data == NULL) {
		scr_error_load(ui, s, a);
		return;
	}
	if (scr_error(ui, a)) {
		s->want = s->date;
		return;
	}
	json_decref(s->data);
	s->data = json_incref((json_t *)a->data);
	s->date = scr_json_date(s->data, "date");
	s->n = (int)json_array_size(json_get(s->data, "slots"));
	settle(s);
	keep_context(ui, s);
}

static void
read_day(struct ui *ui, struct day_state *s, int date, bool quiet)
{
	if (date < DATE_MIN || date > DATE_MAX)
		return;
	if (s->want != date)
		s->top = 0;
	s->want = date;
	s->reload_at = INT64_MAX;
	tui_call(ui, s,
	    &(struct tui_request){
		.op = "slots.show_day",
		.params = scr_date_params(date),
		.fn = day_answer,
		.tag = date,
		.quiet = quiet,
	    });
}

static void
day_enter(struct ui *ui, void *state, const void *arg)
{
	struct day_state *s = state;
	const struct scr_context *x = scr_context(ui);

	(void)arg;
	s->date = DATE_NONE;
	s->hour = x->hour;
	read_day(ui, s, x->date != DATE_NONE ? x->date : ui->today, false);
}

static void
day_leave(struct ui *ui, void *state)
{
	(void)ui;
	json_decref(((struct day_state *)state)->data);
}

static void
day_resume(struct ui *ui, void *state)
{
	struct day_state *s = state;
	const struct scr_context *x = scr_context(ui);

	if (x->hour >= 0)
		s->hour = x->hour;
	read_day(ui, s, x->date, true);
}

static void
wake(struct ui *ui, const void *state, int64_t at)
{
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].state == state && ui->stack[i].tick_at > at)
			ui->stack[i].tick_at = at;
}

static void
day_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct day_state *s = state;
	int date = scr_json_date(data, "date");

	if (str_eq(event, "tools.changed"))
		return;
	if (str_eq(event, "slots.changed") && date == s->date) {
		s->flash_hour = (int)json_get_int(data, "hour", -1);
		s->flash_until = ui->mono + FLASH_MS;
	}
	if (s->reload_at == INT64_MAX)
		s->reload_at = ui->mono + SETTLE_MS;
	wake(ui, s, s->reload_at);
}

static int64_t
day_tick(struct ui *ui, void *state, int64_t mono)
{
	struct day_state *s = state;
	int64_t next = INT64_MAX;

	if (s->flash_until != 0 && s->flash_until <= mono) {
		s->flash_until = 0;
		ui_dirty(ui);
	}
	if (s->flash_until != 0)
		next = s->flash_until;
	if (s->reload_at <= mono)
		read_day(ui, s, s->want, true);
	return s->reload_at < next ? s->reload_at : next;
}

/* --- moving --- */

/* The next working day in that direction. */
static void
step_day(struct ui *ui, struct day_state *s, int by)
{
	int date = s->want + by;

	while (date_weekday(date) > 4)
		date += by;
	read_day(ui, s, date, false);
}

static void
step_week(struct ui *ui, struct day_state *s, int by)
{
	read_day(ui, s, s->want + 7 * by, false);
}

static void
step_hour(struct ui *ui, struct day_state *s, int by)
{
	int i = day_index(s, s->hour) + by;

	if (i < 0 || i >= s->n)
		return;
	s->hour = (int)json_get_int(day_slot(s, i), "hour", -1);
	s->top = 0;
	keep_context(ui, s);
}

static bool
day_key(struct ui *ui, void *state, uint32_t key)
{
	static const struct {
		uint32_t key, alt;
		void (*fn)(struct ui *, struct day_state *, int);
		int by;
	} moves[] = {
		{ K_LEFT, 'h', step_day, -1 },
		{ K_RIGHT, 'l', step_day, 1 },
		{ K_UP, 'k', step_hour, -1 },
		{ K_DOWN, 'j', step_hour, 1 },
		{ K_PGUP, '[', step_week, -1 },
		{ K_PGDN, ']', step_week, 1 },
	};
	struct day_state *s = state;

	if (s->data == NULL)
		return false;
	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
		if (moves[i].key == key || moves[i].alt == key) {
			moves[i].fn(ui, s, moves[i].by);
			return true;
		}
	if (key == '+' || key == '-') {
		s->top += key == '+' ? 1 : -1;
		return true;
	}
	return false;
}

static bool
click_strip(struct ui *ui, struct day_state *s, int col)
{
	const json_t *strip = json_get(s->data, "strip");
	const json_t *d = json_array_get(
	    strip, (size_t)((col - s->strip.col) / s->strip_cols));
	int date = scr_json_date(d, "date");

	if (date != DATE_NONE)
		read_day(ui, s, date, false);
	return true;
}

static bool
day_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct day_state *s = state;
	int i;

	if (s->data == NULL)
		return false;
	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		step_hour(ui, s, m->kind == MOUSE_UP ? -1 : 1);
		return true;
	}
	if (area_has(s->strip, m->row, m->col) && s->strip_cols > 0)
		return click_strip(ui, s, m->col);
	if (!area_has(s->list, m->row, m->col) || s->row_height == 0)
		return false;
	i = (m->row - s->list.row) / s->row_height;
	if (i >= s->n)
		return false;
	s->hour = (int)json_get_int(day_slot(s, i), "hour", -1);
	keep_context(ui, s);
	if (m->kind == MOUSE_DOUBLE)
		scr_open_book(ui, s->date, s->hour);
	return true;
}

/* --- actions --- */

static void
act_book(struct ui *ui, void *state)
{
	struct day_state *s = state;

	if (json_get_bool(s->data, "blocked", false))
		ui_toast(ui, TOAST_WARNING, _("This day is blocked"));
	else if (s->hour >= 0)
		scr_open_book(ui, s->date, s->hour);
}

static void
act_explain(struct ui *ui, void *state)
{
	struct day_state *s = state;

	if (s->hour >= 0)
		scr_open_explain(ui, s->date, s->hour);
}

static void
act_suggest(struct ui *ui, void *state)
{
	struct day_state *s = state;

	scr_open_suggest(ui, s->date, s->hour);
}

static void
act_today(struct ui *ui, void *state)
{
	read_day(ui, state, ui->today, false);
}

static void
typed_date(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct day_state *s = state;
	int date, hour;

	if (!d->ok || !scr_read_when(ui, d->text, &date, &hour))
		return;
	if (hour >= 0)
		s->hour = hour;
	read_day(ui, s, date, false);
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
	(void)state;
	scr_go(ui, "week");
}

static void
act_month(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "month");
}

static void
act_reload(struct ui *ui, void *state)
{
	struct day_state *s = state;

	read_day(ui, s, s->want, false);
}

static const char *
day_subtitle(struct ui *ui, void *state)
{
	struct day_state *s = state;
	char day[UI_DATE], week[UI_DATE];

	(void)ui;
	if (s->date == DATE_NONE)
		return "";
	snprintf(s->subtitle, sizeof s->subtitle, "%s %s · %s",
	    ui_weekday_short(date_weekday(s->date)), ui_date(s->date, day),
	    ui_week(s->date, 0, week));
	return s->subtitle;
}

static const struct key_action day_keys[] = {
	{ K_ENTER, N_("book"), "slots.book", act_book, 'b', KEY_FIRST,
	    N_("Book a customer into this slot") },

	{ 'n', N_("nearest"), "slots.suggest", act_suggest, 's', 0,
	    N_("Free slots near this one") },
	{ 'g', N_("date"), NULL, act_goto, 0, 0,
	    N_("Go to a date typed by hand") },
	{ 't', N_("today"), NULL, act_today, 0, 0, N_("To today") },
	{ 'i', N_("why"), "slots.explain", act_explain, 'e', 0,
	    N_("Why the figures of this slot are as they are") },
	{ 'w', N_("week"), "slots.show_week", act_week, 0, 0, NULL },
	{ 'o', N_("month"), "slots.show_month", act_month, 0, 0, NULL },
	{ K_RIGHT, N_("next day"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Next working day; the left arrow goes back") },
	{ '+', N_("scroll"), NULL, NULL, '-', KEY_NO_FOOTER,
	    N_("Scroll the appointments; - scrolls back") },
	{ K_PGDN, N_("next week"), NULL, NULL, ']', KEY_NO_FOOTER, NULL },
	{ K_PGUP, N_("week before"), NULL, NULL, '[', KEY_NO_FOOTER, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_day = {
	.id = "day",
	.title = N_("Day"),
	.state_size = sizeof(struct day_state),
	.keys = day_keys,
	.enter = day_enter,
	.leave = day_leave,
	.resume = day_resume,
	.draw = day_draw,
	.key = day_key,
	.mouse = day_mouse,
	.push = day_push,
	.tick = day_tick,
	.subtitle = day_subtitle,
};
