/* "Opener overview" (booking.md 12.4): who is ready, special bookings. */
#include "tui/screens/scr_special.h"

#include "common/json.h"
#include "common/str.h"

const int special_hours[SPECIAL_HOURS] = { 9, 11, 14, 16, 18, 20 };

const json_t *
special_day(const struct special_state *s, int date)
{
	const json_t *d;
	size_t i;

	json_array_foreach(json_get(s->week.data, "days"), i, d)
	{
		if (scr_json_date(d, "date") == date)
			return d;
	}
	return NULL;
}

const json_t *
special_ready(const struct special_state *s, int date, int hour)
{
	const json_t *e;
	size_t i;

	json_array_foreach(json_get(s->ready.data, "entries"), i, e)
	{
		if (json_get_int(e, "hour", -1) == hour &&
		    scr_json_date(e, "date") == date)
			return json_get(e, "consultants");
	}
	return NULL;
}

/* --- reading --- */

static void
week_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct special_state *s = state;

	if (live_take(ui, s, &s->week, tag, a))
		s->n_days =
		    (int)json_array_size(json_get(s->week.data, "days"));
}

static void
ready_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct special_state *s = state;

	if (tag == s->ready.newest)
		(void)live_take(ui, s, &s->ready, tag, a);
}

static void
specials_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct special_state *s = state;

	if (tag == s->specials.newest)
		(void)live_take(ui, s, &s->specials, tag, a);
}

static json_t *
range(const struct special_state *s)
{
	char from[11], to[11];

	return json_pack("{s:s,s:s}", "from", date_text(s->monday, from), "to",
	    date_text(s->monday + 6, to));
}

static void
special_read(struct ui *ui, struct special_state *s, bool quiet)
{
	live_read(ui, s, &s->week,
	    (struct tui_request){ .op = "slots.show_week",
		.params = scr_date_params(s->monday),
		.fn = week_answer,
		.quiet = quiet });
	live_read(ui, s, &s->ready,
	    (struct tui_request){ .op = "availability.get",
		.params = range(s),
		.fn = ready_answer,
		.quiet = quiet });
	live_read(ui, s, &s->specials,
	    (struct tui_request){ .op = "slots.list_special",
		.params = range(s),
		.fn = specials_answer,
		.quiet = quiet });
}

static void
go_date(struct ui *ui, struct special_state *s, int date)
{
	bool other = date_monday(date) != s->monday;

	if (date < DATE_MIN || date > DATE_MAX - 7)
		return;
	s->date = date;
	s->monday = date_monday(date);
	scr_context(ui)->date = date;
	if (other)
		special_read(ui, s, false);
}

static void
special_enter(struct ui *ui, void *state, const void *arg)
{
	struct special_state *s = state;
	const struct scr_context *x = scr_context(ui);

	(void)arg;
	s->date = x->date != DATE_NONE ? x->date : ui->today;
	if (date_weekday(s->date) > 4)
		s->date = date_monday(s->date) + 7;
	s->hour = 0;
	for (int i = 0; i < SPECIAL_HOURS; i++)
		if (special_hours[i] == x->hour)
			s->hour = i;
	s->monday = date_monday(s->date);
	special_read(ui, s, false);
}

static void
special_leave(struct ui *ui, void *state)
{
	struct special_state *s = state;

	(void)ui;
	live_done(&s->week);
	live_done(&s->ready);
	live_done(&s->specials);
}

static void
special_resume(struct ui *ui, void *state)
{
	special_read(ui, state, true);
}

static void
special_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct special_state *s = state;

	(void)data;
	if (!str_eq(event, "tools.changed"))
		live_soon(ui, s, &s->week);
}

static int64_t
special_tick(struct ui *ui, void *state, int64_t mono)
{
	struct special_state *s = state;

	if (live_due(&s->week, mono))
		special_read(ui, s, true);
	return live_next(&s->week);
}

/* --- keys --- */

static void
step_day(struct ui *ui, struct special_state *s, int by)
{
	int days = s->n_days > 0 ? s->n_days : 5;
	int day = date_weekday(s->date) + by;

	if (day < 0)
		go_date(ui, s, s->monday - 7 + days - 1);
	else if (day >= days)
		go_date(ui, s, s->monday + 7);
	else
		go_date(ui, s, s->monday + day);
}

static void
step_hour(struct ui *ui, struct special_state *s, int by)
{
	int h = s->hour + by;

	if (h >= 0 && h < SPECIAL_HOURS)
		s->hour = h;
	scr_context(ui)->hour = special_hours[s->hour];
}

static bool
special_key(struct ui *ui, void *state, uint32_t key)
{
	struct special_state *s = state;

	if (key == K_LEFT || key == 'h')
		step_day(ui, s, -1);
	else if (key == K_RIGHT)
		step_day(ui, s, 1);
	else if (key == K_UP || key == 'k')
		step_hour(ui, s, -1);
	else if (key == K_DOWN || key == 'j')
		step_hour(ui, s, 1);
	else
		return false;
	return true;
}

static void
act_book(struct ui *ui, void *state)
{
	struct special_state *s = state;
	int hour = special_hours[s->hour];
	const json_t *ready = special_ready(s, s->date, hour);

	if (s->date < ui->today)
		ui_toast(ui, TOAST_WARNING, _("This day is over"));
	else if (json_array_size(ready) == 0)
		ui_toast(ui, TOAST_WARNING,
		    _("Nobody is ready in this slot: choose another one"));
	else
		special_open_form(ui, s->date, hour, ready);
}

static void
act_list(struct ui *ui, void *state)
{
	special_open_list(ui, ((struct special_state *)state)->monday);
}

static void
act_next(struct ui *ui, void *state)
{
	go_date(ui, state, ((struct special_state *)state)->date + 7);
}

static void
act_before(struct ui *ui, void *state)
{
	go_date(ui, state, ((struct special_state *)state)->date - 7);
}

static void
act_today(struct ui *ui, void *state)
{
	go_date(ui, state, ui->today);
}

static void
typed_date(struct ui *ui, void *state, const struct dialog_answer *d)
{
	int date;

	if (d->ok && scr_read_when(ui, d->text, &date, NULL))
		go_date(ui, state, date);
}

static void
act_goto(struct ui *ui, void *state)
{
	(void)state;
	scr_ask_when(ui, typed_date);
}

static void
act_reload(struct ui *ui, void *state)
{
	special_read(ui, state, false);
}

static bool
special_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct special_state *s = state;
	int d, h;

	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		go_date(ui, s, s->date + (m->kind == MOUSE_UP ? -7 : 7));
		return true;
	}
	if (!area_has(s->at, m->row, m->col) || s->col_width == 0)
		return false;
	d = (m->col - s->at.col) / s->col_width;
	h = (m->row - s->at.row) / s->row_height;
	if (d >= s->n_days || h >= SPECIAL_HOURS)
		return false;
	s->hour = h;
	go_date(ui, s, s->monday + d);
	if (m->kind == MOUSE_DOUBLE)
		act_book(ui, s);
	return true;
}

static const char *
special_subtitle(struct ui *ui, void *state)
{
	static _Thread_local char text[80];
	const struct special_state *s = state;
	char week[UI_DATE], a[UI_DATE], b[UI_DATE];

	(void)ui;
	snprintf(text, sizeof text, "%s · %s – %s", ui_week(s->monday, 0, week),
	    ui_date_short(s->monday, a), ui_date_short(s->monday + 4, b));
	return text;
}

static const struct key_action special_keys[] = {
	{ K_ENTER, N_("special booking"), "slots.book_special", act_book, 'b',
	    KEY_FIRST, N_("Special booking T1.5 or UL in this slot") },
	{ 'l', N_("list"), "slots.list_special", act_list, 0, KEY_FIRST,
	    N_("Special bookings of the week, to cancel them") },
	{ ']', N_("next week"), NULL, act_next, K_PGDN, 0,
	    N_("Next week; [ goes back") },
	{ '[', N_("week before"), NULL, act_before, K_PGUP, KEY_NO_FOOTER,
	    NULL },
	{ 't', N_("today"), NULL, act_today, 0, 0, NULL },
	{ 'g', N_("go to"), NULL, act_goto, 0, 0,
	    N_("Go to a date typed by hand") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_special = {
	.id = "special",
	.title = N_("Opener overview"),
	.state_size = sizeof(struct special_state),
	.keys = special_keys,
	.enter = special_enter,
	.leave = special_leave,
	.resume = special_resume,
	.draw = special_draw,
	.key = special_key,
	.mouse = special_mouse,
	.push = special_push,
	.tick = special_tick,
	.subtitle = special_subtitle,
};
