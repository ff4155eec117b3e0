/* Moving a booking (booking.md 11.2): date, slot, reason, confirmation. */
#include "tui/screens/scr_move.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/wording.h"

#define NOTE_MAX 500

enum { REASON_CUSTOMER, REASON_OVERHANG };

static const char *const reasons[] = { N_("Customer asks for it"),
	N_("Overhang (takes 2 places)"), NULL };
static const char *const weights[] = { N_("2 places (as usual)"), N_("1 place"),
	NULL };

static const struct form_field fields[] = {
	{ .name = "reason",
	    .label = N_("Reason"),
	    .kind = FIELD_CHOICE,
	    .choices = reasons },
	{ .name = "note",
	    .label = N_("Note on it"),
	    .kind = FIELD_TEXT,
	    .max = NOTE_MAX,
	    .hint = N_("for the consultant, may stay empty") },
	{ 0 },
};

/* Admins choose the places of an overhang, too. */
static const struct form_field fields_admin[] = {
	{ .name = "reason",
	    .label = N_("Reason"),
	    .kind = FIELD_CHOICE,
	    .choices = reasons },
	{ .name = "weight",
	    .label = N_("Overhang takes"),
	    .kind = FIELD_CHOICE,
	    .choices = weights },
	{ .name = "note",
	    .label = N_("Note on it"),
	    .kind = FIELD_TEXT,
	    .max = NOTE_MAX,
	    .hint = N_("for the consultant, may stay empty") },
	{ 0 },
};

const json_t *
move_booking(const struct move_state *s)
{
	return json_get(s->booking.data, "booking");
}

static bool
overhang(const struct move_state *s)
{
	return form_choice(&s->form, "reason") == REASON_OVERHANG;
}

/* Only an admin's form has the field. */
static bool
one_place(const struct move_state *s)
{
	return s->form.fields == fields_admin &&
	       form_choice(&s->form, "weight") == 1;
}

int
move_weight(const struct move_state *s)
{
	if (overhang(s))
		return one_place(s) ? 1 : 2;
	return (int)json_get_int(move_booking(s), "weight", 1);
}

const struct move_target *
move_target(const struct move_state *s)
{
	for (int i = 0; i < s->n_slots; i++)
		if (s->slot[i].fig.hour == s->hour &&
		    s->targets_date == s->month.date)
			return &s->slot[i];
	return NULL;
}

bool
move_possible(const struct move_state *s, const struct move_target *t)
{
	const json_t *b = move_booking(s);

	if (s->targets_date == scr_json_date(b, "date") &&
	    t->fig.hour == json_get_int(b, "hour", -1))
		return false;
	return !t->fig.past && !t->fig.blocked && t->fig.total > 0 &&
	       t->fig.free >= move_weight(s);
}

/* --- reading --- */

/* Only what is still to come can be moved; says what became of it. */
static bool
is_pending(struct ui *ui, const struct move_state *s, const char *status)
{
	char text[300];

	if (str_eq(status, "pending"))
		return true;
	snprintf(text, sizeof text,
	    _("%s: this booking is \"%s\" in the meantime and can no longer "
	      "be moved."),
	    json_get_str(move_booking(s), "customer", ""),
	    scr_status_label(status));
	ui_message(ui, _("Changed meanwhile"), text);
	return false;
}

static void
booking_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct move_state *s = state;

	if (!live_take(ui, s, &s->booking, tag, a) || !s->conflict)
		return;
	s->conflict = false;
	if (is_pending(ui, s, json_get_str(move_booking(s), "status", "")))
		ui_message(ui, _("Changed meanwhile"),
		    _("Somebody has changed this booking in the meantime. It "
		      "was read again: please look at it and confirm once "
		      "more."));
}

static void
read_booking(struct ui *ui, struct move_state *s)
{
	live_read(ui, s, &s->booking,
	    (struct tui_request){ .op = "slots.get",
		.params = json_pack("{s:I}", "id", (json_int_t)s->id),
		.fn = booking_answer,
		.quiet = true });
}

static unsigned
marks_of(const json_t *d)
{
	unsigned m = 0;

	if (json_get_bool(d, "blocked", false))
		m |= DAY_BLOCKED;
	if (json_get_bool(d, "holiday", false))
		m |= DAY_HOLIDAY | DAY_BLOCKED;
	if (json_get_bool(d, "past", false) ||
	    json_get_bool(d, "beyond_horizon", false))
		m |= DAY_BLOCKED;
	if (json_get_int(d, "free", 0) > 0 && !(m & DAY_BLOCKED))
		m |= DAY_MARK;
	return m;
}

static void
days_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct move_state *s = state;
	const json_t *week, *d;
	size_t i, k;

	if (tag != s->days.newest || !live_take(ui, s, &s->days, tag, a))
		return;
	s->n_days = 0;
	json_array_foreach(json_get(s->days.data, "weeks"), i, week)
	{
		json_array_foreach(json_get(week, "days"), k, d)
		{
			if (s->n_days == MOVE_DAYS)
				return;
			s->day[s->n_days++] = (struct move_day){
				scr_json_date(d, "date"),
				marks_of(d),
				(int)json_get_int(d, "free", 0),
				(int)json_get_int(d, "total", 0),
			};
		}
	}
}

static unsigned
day_marks(void *ctx, int date)
{
	const struct move_state *s = ctx;

	if (date < s->month.today)
		return DAY_BLOCKED;
	for (int i = 0; i < s->n_days; i++)
		if (s->day[i].date == date)
			return s->day[i].marks;
	return 0;
}

static int
first_of_month(int date)
{
	int y, m, d;

	date_split(date, &y, &m, &d);
	return date_make(y, m, 1);
}

static void
read_days(struct ui *ui, struct move_state *s)
{
	char text[11];

	s->shown_month = first_of_month(s->month.date);
	date_text(s->shown_month, text);
	text[7] = '\0'; /* YYYY-MM */
	live_read(ui, s, &s->days,
	    (struct tui_request){ .op = "slots.show_month",
		.params = json_pack("{s:s}", "month", text),
		.fn = days_answer,
		.quiet = true });
}

static void
keep_slot(struct move_state *s)
{
	for (int i = 0; i < s->n_slots; i++)
		if (s->slot[i].fig.hour == s->hour)
			s->sel = i;
	if (s->sel >= s->n_slots)
		s->sel = s->n_slots > 0 ? s->n_slots - 1 : 0;
}

static void
targets_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct move_state *s = state;
	const json_t *one;
	size_t i;

	if (tag != s->targets.newest || !live_take(ui, s, &s->targets, tag, a))
		return;
	s->n_slots = 0;
	s->targets_date = scr_json_date(s->targets.data, "date");
	json_array_foreach(json_get(s->targets.data, "slots"), i, one)
	{
		struct move_target *t = &s->slot[s->n_slots];

		if (s->n_slots == MOVE_SLOTS)
			break;
		scr_fig_read(one, &t->fig);
		t->allowed = json_get_bool(one, "allowed", false);
		s->n_slots++;
	}
	keep_slot(s);
}

static void
read_targets(struct ui *ui, struct move_state *s, bool quiet)
{
	char text[11];

	if (s->month.date < ui->today) {
		s->n_slots = 0;
		s->targets_date = DATE_NONE;
		return;
	}
	live_read(ui, s, &s->targets,
	    (struct tui_request){ .op = "slots.list_targets",
		.params = json_pack("{s:I,s:s}", "id", (json_int_t)s->id,
		    "date", date_text(s->month.date, text)),
		.fn = targets_answer,
		.quiet = quiet });
}

static void
move_enter(struct ui *ui, void *state, const void *arg)
{
	struct move_state *s = state;

	s->id = *(const int64_t *)arg;
	s->hour = -1;
	s->targets_date = DATE_NONE;
	s->month = (struct month){ .date = ui->today + 1,
		.today = ui->today,
		.marks = day_marks,
		.ctx = s };
	form_init(&s->form, scr_is_admin(ui) ? fields_admin : fields, s);
	s->form.idle = true;
	s->form_ready = true;
	read_booking(ui, s);
	read_days(ui, s);
	read_targets(ui, s, false);
}

static void
move_leave(struct ui *ui, void *state)
{
	struct move_state *s = state;

	(void)ui;
	live_done(&s->booking);
	live_done(&s->days);
	live_done(&s->targets);
	if (s->form_ready)
		form_done(&s->form);
}

static void
move_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct move_state *s = state;

	(void)data;
	if (str_eq(event, "tools.changed"))
		return;
	live_soon(ui, s, &s->targets);
	if (!str_eq(event, "slots.changed"))
		live_soon(ui, s, &s->days);
}

static int64_t
move_tick(struct ui *ui, void *state, int64_t mono)
{
	struct move_state *s = state;
	int64_t a, b;

	if (live_due(&s->targets, mono))
		read_targets(ui, s, true);
	if (live_due(&s->days, mono))
		read_days(ui, s);
	a = live_next(&s->targets);
	b = live_next(&s->days);
	return a < b ? a : b;
}

/* --- moving the cursor --- */

static void
focus(struct move_state *s, enum move_part part)
{
	s->part = part;
	s->month.idle = part != MOVE_MONTH;
	s->form.idle = part != MOVE_FORM;
}

static void
date_moved(struct ui *ui, struct move_state *s)
{
	if (first_of_month(s->month.date) != s->shown_month)
		read_days(ui, s);
	read_targets(ui, s, true);
}

static void
go_date(struct ui *ui, struct move_state *s, int date, int hour)
{
	if (date < ui->today) {
		ui_toast(ui, TOAST_WARNING,
		    _("A booking can only be moved to a coming day"));
		return;
	}
	s->month.date = date;
	if (hour >= 0)
		s->hour = hour;
	date_moved(ui, s);
	focus(s, MOVE_SLOT);
}

static void
take_slot(struct ui *ui, struct move_state *s)
{
	const struct move_target *t;

	if (s->n_slots == 0)
		return;
	t = &s->slot[s->sel];
	s->hour = t->fig.hour;
	if (!move_possible(s, t)) {
		ui_toast(ui, TOAST_WARNING,
		    move_weight(s) > 1
			? _("This slot has no room for 2 places")
			: _("This slot cannot take the booking"));
		return;
	}
	focus(s, MOVE_FORM);
}

static void
step_slot(struct move_state *s, int by)
{
	s->sel += by;
	if (s->sel >= s->n_slots)
		s->sel = s->n_slots - 1;
	if (s->sel < 0)
		s->sel = 0;
	if (s->n_slots > 0)
		s->hour = s->slot[s->sel].fig.hour;
}

/* --- sending --- */

static void
moved(struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct move_state *s = state;
	const json_t *b = json_get(a->data, "booking");
	char when[SCR_TEXT];

	(void)tag;
	s->sending = false;
	if (a->ok) {
		scr_context(ui)->booking = json_get_int(b, "id", 0);
		ui_toast(ui, TOAST_SUCCESS, _("Moved: %s is now on %s"),
		    json_get_str(b, "customer", ""),
		    scr_when(scr_json_date(b, "date"),
			(int)json_get_int(b, "hour", -1), when));
		ui_close_id(ui, ui_screen_id(ui, s));
		return;
	}
	/* what was chosen and typed stays; the figures are read anew */
	s->conflict = a->err == E_CONFLICT;
	read_booking(ui, s);
	read_targets(ui, s, true);
	if (s->conflict)
		return; /* told when it was read */
	scr_error_form(ui, &s->form, a);
}

static void
send_move(struct ui *ui, struct move_state *s)
{
	char date[11];
	const char *note = form_text(&s->form, "note");
	json_t *p = json_pack("{s:I,s:I,s:s,s:i,s:s}", "id", (json_int_t)s->id,
	    "version", json_get_int(move_booking(s), "version", 0), "date",
	    date_text(s->month.date, date), "hour", s->hour, "reason",
	    overhang(s) ? "overhang" : "customer");

	if (note[0] != '\0')
		json_object_set_new(p, "note", json_string(note));
	if (overhang(s) && one_place(s))
		json_object_set_new(p, "weight", json_integer(1));
	s->sending = true;
	scr_write(ui, s,
	    &(struct tui_request){
		.op = "slots.move", .params = p, .fn = moved });
}

static void
confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct move_state *s = state;

	if (d->ok && !s->sending)
		send_move(ui, s);
}

static void
confirm(struct ui *ui, struct move_state *s)
{
	const json_t *b = move_booking(s);
	const struct move_target *t = move_target(s);
	const char *note = form_text(&s->form, "note");
	char text[3000], old[UI_DATE], new[UI_DATE], h1[SCR_TEXT], h2[SCR_TEXT];

	if (b == NULL || t == NULL) {
		ui_toast(ui, TOAST_WARNING, _("Choose a slot first"));
		focus(s, MOVE_SLOT);
		return;
	}
	if (!is_pending(ui, s, json_get_str(b, "status", "")))
		return;
	if (!move_possible(s, t)) {
		ui_toast(ui, TOAST_WARNING,
		    _("This slot has no room for it: choose another one"));
		focus(s, MOVE_SLOT);
		return;
	}
	snprintf(text, sizeof text,
	    _("%s\n\nfrom  %s %s\nto    %s %s\n\n%s%s%s"),
	    json_get_str(b, "customer", ""),
	    ui_date_long(scr_json_date(b, "date"), old),
	    scr_hour((int)json_get_int(b, "hour", 0), h1),
	    ui_date_long(s->month.date, new), scr_hour(s->hour, h2),
	    _(reasons[form_choice(&s->form, "reason")]), *note ? "\n" : "",
	    note);
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Move the booking?"),
			  .text = text,
			  .yes = _("Move"),
			  .no = _("Back"),
			  .done = confirmed });
}

/* --- keys --- */

static bool
slot_key(struct ui *ui, struct move_state *s, uint32_t key)
{
	if (key == K_UP)
		step_slot(s, -1);
	else if (key == K_DOWN)
		step_slot(s, 1);
	else if (key == K_ENTER)
		take_slot(ui, s);
	else if (key == K_LEFT)
		focus(s, MOVE_MONTH);
	else if (key == K_RIGHT)
		focus(s, MOVE_FORM);
	else
		return false;
	return true;
}

static bool
month_part_key(struct ui *ui, struct move_state *s, uint32_t key)
{
	enum month_event ev = month_key(&s->month, key);

	if (ev == MONTH_MOVED && key == K_ENTER)
		ui_toast(ui, TOAST_WARNING,
		    _("This day is blocked or over: choose another one"));
	else if (ev == MONTH_MOVED)
		date_moved(ui, s);
	if (ev == MONTH_CHOSEN)
		focus(s, MOVE_SLOT);
	return ev != MONTH_IGNORED;
}

static bool
form_event(struct ui *ui, struct move_state *s, enum form_event ev)
{
	if (ev == FORM_SUBMIT)
		confirm(ui, s);
	if (ev == FORM_LEAVE)
		ui_back(ui);
	return ev != FORM_IGNORED;
}

static bool
form_part_key(struct ui *ui, struct move_state *s, uint32_t key)
{
	if (key == K_BACKTAB && s->form.focus == 0 && !s->form.drop) {
		focus(s, MOVE_SLOT);
		return true;
	}
	if (key == K_TAB && s->form.focus == s->form.n - 1) {
		focus(s, MOVE_MONTH);
		return true;
	}
	return form_event(ui, s, form_key(&s->form, key));
}

static bool
move_key(struct ui *ui, void *state, uint32_t key)
{
	struct move_state *s = state;

	if (key == K_F(2) && s->part != MOVE_FORM) {
		confirm(ui, s);
		return true;
	}
	if (s->part == MOVE_FORM)
		return form_part_key(ui, s, key);
	if (key == K_TAB || key == K_BACKTAB) {
		bool forth = key == K_TAB;

		if (s->part == MOVE_MONTH)
			focus(s, forth ? MOVE_SLOT : MOVE_FORM);
		else
			focus(s, forth ? MOVE_FORM : MOVE_MONTH);
		return true;
	}
	if (s->part == MOVE_SLOT)
		return slot_key(ui, s, key);
	return month_part_key(ui, s, key);
}

static bool
move_paste(struct ui *ui, void *state, const char *text)
{
	struct move_state *s = state;

	if (s->part != MOVE_FORM)
		return false;
	return form_event(ui, s, form_paste(&s->form, text));
}

static bool
slot_mouse(struct ui *ui, struct move_state *s, const struct mouse *m)
{
	int i = m->row - s->slots_at.row;

	if (!area_has(s->slots_at, m->row, m->col))
		return false;
	focus(s, MOVE_SLOT);
	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		step_slot(s, m->kind == MOUSE_UP ? -1 : 1);
	} else if (i >= 0 && i < s->n_slots) {
		s->sel = i;
		s->hour = s->slot[i].fig.hour;
		if (m->kind == MOUSE_DOUBLE)
			take_slot(ui, s);
	}
	return true;
}

static bool
move_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct move_state *s = state;
	enum month_event ev = month_mouse(&s->month, m);
	enum form_event fe;

	if (ev != MONTH_IGNORED) {
		focus(s, ev == MONTH_CHOSEN ? MOVE_SLOT : MOVE_MONTH);
		date_moved(ui, s);
		return true;
	}
	if (slot_mouse(ui, s, m))
		return true;
	fe = form_mouse(&s->form, m);
	if (fe != FORM_IGNORED)
		focus(s, MOVE_FORM);
	return form_event(ui, s, fe);
}

static void
typed_date(struct ui *ui, void *state, const struct dialog_answer *d)
{
	int date, hour;

	if (d->ok && scr_read_when(ui, d->text, &date, &hour))
		go_date(ui, state, date, hour);
}

static void
act_goto(struct ui *ui, void *state)
{
	(void)state;
	scr_ask_when(ui, typed_date);
}

static void
act_confirm(struct ui *ui, void *state)
{
	confirm(ui, state);
}

static void
act_reload(struct ui *ui, void *state)
{
	struct move_state *s = state;

	read_booking(ui, s);
	read_days(ui, s);
	read_targets(ui, s, false);
}

/* Typed or chosen: leaving asks. */
static bool
move_may_leave(struct ui *ui, void *state)
{
	(void)ui;
	return !form_is_dirty(&((struct move_state *)state)->form);
}

static const char *
move_subtitle(struct ui *ui, void *state)
{
	(void)ui;
	return json_get_str(move_booking(state), "customer", "");
}

static const struct key_action move_keys[] = {
	{ K_F(2), N_("move ..."), "slots.move", act_confirm, K_CTRL('s'),
	    KEY_FIRST, N_("Show old and new slot and confirm") },
	{ K_TAB, N_("next part"), NULL, NULL, 0, KEY_FIRST,
	    N_("Calendar, slots, reason and note") },
	{ K_ENTER, N_("choose"), NULL, NULL, 0, 0,
	    N_("Take the day, the slot") },
	{ 'g', N_("type a date"), NULL, act_goto, 0, 0,
	    N_("Type the date by hand, in the calendar and the slots") },
	{ K_PGDN, N_("next month"), NULL, NULL, 0, KEY_NO_FOOTER, NULL },
	{ K_PGUP, N_("month before"), NULL, NULL, 0, KEY_NO_FOOTER, NULL },
	{ K_F(5), N_("reload"), NULL, act_reload, 0, KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_move = {
	.id = "move",
	.title = N_("Move booking"),
	.state_size = sizeof(struct move_state),
	.keys = move_keys,
	.enter = move_enter,
	.leave = move_leave,
	.draw = move_draw,
	.key = move_key,
	.paste = move_paste,
	.mouse = move_mouse,
	.push = move_push,
	.tick = move_tick,
	.subtitle = move_subtitle,
	.may_leave = move_may_leave,
};

void
scr_open_move(struct ui *ui, int64_t id)
{
	if (!ui_open(ui, &scr_move, &id))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}
