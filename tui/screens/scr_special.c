/*
 * "Opener-Übersicht": who is ready in which slot of a week, and the special
 * bookings that take consultants out of the pool (booking.md 8, 12.4).
 */
#include "tui/screens/scr_special.h"

#include "common/json.h"
#include "common/str.h"

/* --- reading --- */

static void
keep_context(struct ui *ui, const struct special_state *s)
{
	struct scr_context *x = scr_context(ui);

	x->date = s->date;
	x->hour = s->hour;
}

static void
week_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct special_state *s = state;

	if (!live_take(ui, s, &s->week, tag, a))
		return;
	special_take_week(s);
	s->has_week = true;
	keep_context(ui, s);
}

static void
ready_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct special_state *s = state;

	if (live_take(ui, s, &s->ready, tag, a))
		s->has_ready = true;
}

static void
booked_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct special_state *s = state;

	if (!live_take(ui, s, &s->booked, tag, a))
		return;
	list_refresh(&s->list);
	s->has_booked = true;
}

static json_t *
week_params(const struct special_state *s)
{
	char from[11], to[11];

	return json_pack("{s:s,s:s}", "from", date_text(s->want, from), "to",
	    date_text(s->want + 6, to));
}

static void
read_all(struct ui *ui, struct special_state *s, bool quiet)
{
	live_read(ui, s, &s->week,
	    (struct tui_request){ .op = "slots.show_week",
		.params = scr_date_params(s->want),
		.fn = week_answer,
		.quiet = quiet });
	live_read(ui, s, &s->ready,
	    (struct tui_request){ .op = "availability.get",
		.params = week_params(s),
		.fn = ready_answer,
		.quiet = quiet });
	live_read(ui, s, &s->booked,
	    (struct tui_request){ .op = "slots.list_special",
		.params = week_params(s),
		.fn = booked_answer,
		.quiet = quiet });
}

/* Cursor to that date; reads its week when it is another one. */
static void
go_to(struct ui *ui, struct special_state *s, int date, int hour)
{
	if (date < DATE_MIN || date > DATE_MAX)
		return;
	s->date = date;
	if (hour >= 0)
		s->hour = hour;
	if (date_monday(date) != s->want) {
		s->want = date_monday(date);
		s->has_week = s->has_ready = s->has_booked = false;
		read_all(ui, s, false);
	} else if (s->has_week && special_day_index(s, date) < 0 &&
		   s->n_days > 0) {
		s->date = s->days[s->n_days - 1].date; /* hidden weekend */
	}
	keep_context(ui, s);
}

static void
special_enter(struct ui *ui, void *state, const void *arg)
{
	struct special_state *s = state;
	const struct scr_context *x = scr_context(ui);

	(void)arg;
	list_init(&s->list, &special_source, s);
	s->date = x->date != DATE_NONE ? x->date : ui->today;
	s->hour = x->hour;
	s->want = date_monday(s->date);
	read_all(ui, s, false);
}

static void
special_leave(struct ui *ui, void *state)
{
	struct special_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->week);
	live_done(&s->ready);
	live_done(&s->booked);
}

static void
special_resume(struct ui *ui, void *state)
{
	struct special_state *s = state;
	const struct scr_context *x = scr_context(ui);

	go_to(ui, s, x->date, x->hour);
	read_all(ui, s, true);
}

static void
special_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct special_state *s = state;
	int date = scr_json_date(data, "date");

	if (str_eq(event, "tools.changed"))
		return;
	if (date != DATE_NONE && date_monday(date) != s->want)
		return;
	live_soon(ui, s, &s->week);
}

static int64_t
special_tick(struct ui *ui, void *state, int64_t mono)
{
	struct special_state *s = state;

	if (live_due(&s->week, mono))
		read_all(ui, s, true);
	return live_next(&s->week);
}

/* --- moving --- */

static void
step_day(struct ui *ui, struct special_state *s, int by)
{
	int d = special_day_index(s, s->date) + by;

	if (d >= 0 && d < s->n_days)
		go_to(ui, s, s->days[d].date, -1);
	else if (by > 0)
		go_to(ui, s, s->want + 7, -1);
	else
		go_to(ui, s, s->want - 3, -1); /* Friday before */
}

static void
step_hour(struct ui *ui, struct special_state *s, int by)
{
	int h = special_hour_index(s, s->hour) + by;

	if (h >= 0 && h < s->n_hours)
		s->hour = s->hours[h];
	keep_context(ui, s);
}

static void
step_week(struct ui *ui, struct special_state *s, int by)
{
	go_to(ui, s, s->want + 7 * by + date_weekday(s->date), -1);
}

static bool
grid_key(struct ui *ui, struct special_state *s, uint32_t key)
{
	static const struct {
		uint32_t key, alt;
		void (*fn)(struct ui *, struct special_state *, int);
		int by;
	} moves[] = {
		{ K_LEFT, 'h', step_day, -1 },
		{ K_RIGHT, 'l', step_day, 1 },
		{ K_UP, 'k', step_hour, -1 },
		{ K_DOWN, 'j', step_hour, 1 },
	};

	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++)
		if (moves[i].key == key || moves[i].alt == key) {
			moves[i].fn(ui, s, moves[i].by);
			return true;
		}
	return false;
}

/* --- booking --- */

static void
act_book(struct ui *ui, void *state)
{
	struct special_state *s = state;
	const json_t *own = json_get(s->ready.data, "own");
	struct special_ready r;
	struct special_arg arg = { s->date, s->hour, json_get_int(own, "id", 0),
		json_get_str(own, "name", ""), &r };

	if (!s->has_ready || s->hour < 0)
		return;
	special_ready(s, s->date, s->hour, &r);
	if (r.n == 0)
		ui_toast(ui, TOAST_WARNING,
		    _("Nobody is ready in this slot: choose another one"));
	else if (arg.own == 0 && !scr_is_admin(ui))
		ui_toast(ui, TOAST_WARNING,
		    _("No consultant is linked to this account: an "
		      "administrator can do that"));
	else
		ui_open(ui, &scr_special_form, &arg);
}

/* --- the list below --- */

static void
show_details(struct ui *ui, const json_t *o)
{
	char text[1200], when[SCR_TEXT];

	if (o == NULL)
		return;
	snprintf(text, sizeof text,
	    _("%s, slot of %s\nConsultant: %s\nCustomer: %s\n"
	      "At %s for %d minutes, booked by %s\n\n%s"),
	    json_get_str(o, "type", ""),
	    scr_when(scr_json_date(o, "date"), (int)json_get_int(o, "hour", -1),
		when),
	    json_get_str(json_get(o, "consultant"), "name", ""),
	    json_get_str(o, "customer", _("(not visible)")),
	    json_get_str(o, "time", ""), (int)json_get_int(o, "duration", 0),
	    json_get_str(o, "booked_by", ""),
	    json_get_str(o, "description", ""));
	ui_message(ui, _("Special booking"), text);
}

static void
act_enter(struct ui *ui, void *state)
{
	struct special_state *s = state;

	if (s->in_list)
		show_details(ui, special_row(s, list_row(&s->list)));
	else
		act_book(ui, s);
}

static void
cancel_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	const json_t *o = json_get(a->data, "special");

	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS,
		    _("Cancelled. %s is back in the slot"),
		    json_get_str(json_get(o, "consultant"), "name", ""));
	read_all(ui, state, true);
}

static const json_t *
by_id(const struct special_state *s, int64_t id)
{
	const json_t *items = live_items(&s->booked), *o;
	size_t i;

	json_array_foreach((json_t *)items, i, o)
	{
		if (json_get_int(o, "id", 0) == id)
			return o;
	}
	return NULL;
}

static void
cancel_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	const json_t *o = by_id(state, d->tag);

	if (d->ok && o != NULL)
		scr_write(ui, state,
		    &(struct tui_request){ .op = "slots.cancel_special",
			.params =
			    json_pack("{s:I,s:I}", "id", (json_int_t)d->tag,
				"version", json_get_int(o, "version", 0)),
			.fn = cancel_answer });
}

/* The one in the list, or the first one of the cell that may go. */
static const json_t *
to_cancel(const struct special_state *s)
{
	const json_t *items = live_items(&s->booked), *o, *any = NULL;
	size_t i;

	if (s->in_list)
		return special_row(s, list_row(&s->list));
	json_array_foreach((json_t *)items, i, o)
	{
		if (!special_is_at(o, s->date, s->hour))
			continue;
		if (json_get_bool(o, "may_cancel", false))
			return o;
		any = o;
	}
	return any;
}

static void
act_cancel(struct ui *ui, void *state)
{
	const json_t *o = to_cancel(state);
	char text[400], when[SCR_TEXT];

	if (o == NULL) {
		ui_toast(ui, TOAST_INFO, _("No special booking is selected"));
		return;
	}
	if (!json_get_bool(o, "may_cancel", false)) {
		ui_toast(ui, TOAST_WARNING,
		    _("Only coming special bookings of your own can be "
		      "cancelled"));
		return;
	}
	snprintf(text, sizeof text, _("%s %s, %s\n%s returns to the slot."),
	    json_get_str(o, "type", ""), json_get_str(o, "customer", ""),
	    scr_when(scr_json_date(o, "date"), (int)json_get_int(o, "hour", -1),
		when),
	    json_get_str(json_get(o, "consultant"), "name", ""));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Cancel the special booking?"),
			  .text = text,
			  .yes = _("Cancel it"),
			  .no = _("Keep it"),
			  .danger = true,
			  .tag = json_get_int(o, "id", 0),
			  .done = cancel_confirmed });
}

/* --- other keys --- */

static void
act_switch(struct ui *ui, void *state)
{
	struct special_state *s = state;

	(void)ui;
	s->in_list = !s->in_list;
}

static void
act_next(struct ui *ui, void *state)
{
	step_week(ui, state, 1);
}

static void
act_before(struct ui *ui, void *state)
{
	step_week(ui, state, -1);
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
act_day(struct ui *ui, void *state)
{
	keep_context(ui, state);
	scr_go(ui, "day");
}

static void
act_reload(struct ui *ui, void *state)
{
	read_all(ui, state, false);
}

static bool
list_event(struct ui *ui, struct special_state *s, enum list_event ev)
{
	const json_t *o = special_row(s, list_row(&s->list));

	if (ev == LIST_ACTIVATE)
		show_details(ui, o);
	if (ev == LIST_MOVED && o != NULL) /* the grid follows */
		go_to(ui, s, scr_json_date(o, "date"),
		    (int)json_get_int(o, "hour", -1));
	return ev != LIST_IGNORED;
}

static bool
special_key(struct ui *ui, void *state, uint32_t key)
{
	struct special_state *s = state;

	if (!s->has_week)
		return false;
	if (key == '/')
		s->in_list = true;
	if (s->in_list)
		return list_event(ui, s, list_key(&s->list, key));
	return grid_key(ui, s, key);
}

static bool
special_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct special_state *s = state;
	int d, h;

	if (area_has(s->list.at, m->row, m->col)) {
		s->in_list = true;
		return list_event(ui, s, list_mouse(&s->list, m));
	}
	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		step_week(ui, s, m->kind == MOUSE_UP ? -1 : 1);
		return true;
	}
	if (!area_has(s->grid, m->row, m->col) || s->cell_cols == 0)
		return false;
	d = (m->col - s->grid.col) / s->cell_cols;
	h = (m->row - s->grid.row) / s->cell_rows;
	if (d >= s->n_days || h >= s->n_hours)
		return false;
	s->in_list = false;
	go_to(ui, s, s->days[d].date, s->hours[h]);
	if (m->kind == MOUSE_DOUBLE)
		act_book(ui, s);
	return true;
}

static const char *
special_subtitle(struct ui *ui, void *state)
{
	struct special_state *s = state;

	(void)ui;
	ui_week(s->want, 1, s->subtitle);
	return s->subtitle;
}

static const struct key_action special_keys[] = {
	{ K_ENTER, N_("special booking"), "slots.book_special", act_enter, 'b',
	    KEY_FIRST,
	    N_("Special booking in this slot; details in the list") },
	{ 'x', N_("cancel"), "slots.cancel_special", act_cancel, 0, 0,
	    N_("Cancel a special booking") },
	{ K_TAB, N_("list"), NULL, act_switch, K_BACKTAB, 0,
	    N_("Between the week and the list of special bookings") },
	{ K_PGDN, N_("week"), NULL, act_next, ']', 0, N_("Next week") },
	{ 't', N_("today"), NULL, act_today, 0, 0, N_("To today") },
	{ 'g', N_("go to"), NULL, act_goto, 0, 0,
	    N_("Go to a date typed by hand") },
	{ 'd', N_("day"), "slots.show_day", act_day, 0, 0,
	    N_("Open the day with its appointments") },
	{ '/', N_("filter"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Filter the special bookings while typing") },
	{ K_PGUP, N_("week before"), NULL, act_before, '[', KEY_NO_FOOTER,
	    NULL },
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
