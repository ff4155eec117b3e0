/* One booking: its facts, cancelling with a reason, undoing for 30 seconds. */
#include "tui/screens/scr_booking.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_booking_facts.h"
#include "tui/screens/scr_customers.h"

#define REASON_MAX 500
#define SECOND 1000

struct booking_arg {
	int64_t id;
	bool cancel;
};

struct booking_state {
	int64_t id;
	struct live live;
	struct lines lines;
	bool ask_cancel; /* as soon as it is read */
	bool follow;	 /* the way to another slot was opened from here */
	int kind;	 /* 0 cancelled, 1 exit */
	/* typed, kept until the cancellation went through */
	char reason[REASON_MAX * 4 + 1];
	int64_t undo_until; /* mono; 0: nothing to undo */
};

static const char *const kinds[] = { "cancelled", "exit" };

static const json_t *
booking(const struct booking_state *s)
{
	return json_get(s->live.data, "booking");
}

static bool
may(const struct booking_state *s, const char *what)
{
	return json_get_bool(json_get(booking(s), "may"), what, false);
}

/* --- reading --- */

static void ask_kind(struct ui *ui, struct booking_state *s);
static void booking_read(struct ui *ui, struct booking_state *s, bool quiet);

static void
booking_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct booking_state *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	/* after a move the follow-up is what people want to see */
	if (s->follow && json_get_int(booking(s), "rescheduled_to", 0) != 0) {
		s->follow = false;
		s->id = json_get_int(booking(s), "rescheduled_to", 0);
		booking_read(ui, s, true);
		return;
	}
	booking_facts(&s->lines, s->live.data, ui->today);
	scr_context(ui)->booking = s->id;
	if (!s->ask_cancel)
		return;
	s->ask_cancel = false;
	if (may(s, "cancel"))
		ask_kind(ui, s);
}

static void
booking_read(struct ui *ui, struct booking_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "slots.get",
		.params = json_pack("{s:I}", "id", (json_int_t)s->id),
		.fn = booking_answer,
		.quiet = quiet });
}

static void
booking_enter(struct ui *ui, void *state, const void *arg)
{
	struct booking_state *s = state;
	const struct booking_arg *in = arg;

	s->id = in != NULL ? in->id : scr_context(ui)->booking;
	s->ask_cancel = in != NULL && in->cancel;
	booking_read(ui, s, false);
}

static void
booking_leave(struct ui *ui, void *state)
{
	struct booking_state *s = state;

	(void)ui;
	live_done(&s->live);
	lines_done(&s->lines);
}

static void
booking_resume(struct ui *ui, void *state)
{
	booking_read(ui, state, true);
}

static void
booking_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct booking_state *s = state;

	(void)data;
	if (str_eq(event, "slots.booking_changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
booking_tick(struct ui *ui, void *state, int64_t mono)
{
	struct booking_state *s = state;
	int64_t next;

	if (live_due(&s->live, mono))
		booking_read(ui, s, true);
	next = live_next(&s->live);
	if (s->undo_until == 0)
		return next;
	ui_dirty(ui);
	if (s->undo_until <= mono)
		s->undo_until = 0;
	return mono + SECOND < next ? mono + SECOND : next;
}

/* --- cancelling --- */

static void
cancel_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct booking_state *s = state;
	int points = (int)json_get_int(a->data, "points_reversed", 0);
	int64_t until;

	(void)tag;
	booking_read(ui, s, true);
	if (scr_error(ui, a))
		return;
	s->reason[0] = '\0';
	if (instant_parse(json_get_str(a->data, "undo_until", ""), &until)) {
		s->undo_until =
		    ui->mono + until - client_now_ms(tui_client(ui));
		live_wake(ui, s, ui->mono + SECOND);
	}
	if (points > 0)
		ui_toast(ui, TOAST_SUCCESS,
		    ngettext("Cancelled. %d point is taken back",
			"Cancelled. %d points are taken back",
			(unsigned long)points),
		    points);
	else
		ui_toast(
		    ui, TOAST_SUCCESS, _("Cancelled. The place is free again"));
}

static void
reason_given(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct booking_state *s = state;
	json_t *p;

	if (!d->ok)
		return;
	(void)str_copy(s->reason, sizeof s->reason, d->text);
	p = json_pack("{s:I,s:I,s:s}", "id", (json_int_t)s->id, "version",
	    json_get_int(booking(s), "version", 0), "kind", kinds[s->kind]);
	if (s->reason[0] != '\0')
		json_object_set_new(p, "reason", json_string(s->reason));
	scr_write(ui, s,
	    &(struct tui_request){
		.op = "slots.cancel", .params = p, .fn = cancel_answer });
}

static void
kind_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct booking_state *s = state;
	char text[400], when[SCR_TEXT];

	if (!d->ok)
		return;
	s->kind = d->choice;
	snprintf(text, sizeof text,
	    _("%s · %s\nThe place is free at once. Reason (may stay empty):"),
	    json_get_str(booking(s), "customer", ""),
	    scr_when(scr_json_date(booking(s), "date"),
		(int)json_get_int(booking(s), "hour", -1), when));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_PROMPT,
			  .title = _("Cancel the booking"),
			  .text = text,
			  .value = s->reason,
			  .max = REASON_MAX,
			  .yes = _("Cancel it"),
			  .no = _("Keep it"),
			  .done = reason_given });
}

static void
ask_kind(struct ui *ui, struct booking_state *s)
{
	const char *items[] = { _("The customer cancels the appointment"),
		_("Exit: the customer wants no further contact"), NULL };

	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Cancel the booking"),
			  .items = items,
			  .selected = s->kind,
			  .done = kind_chosen });
}

static void
act_cancel(struct ui *ui, void *state)
{
	struct booking_state *s = state;

	if (s->live.data == NULL)
		return;
	if (may(s, "cancel"))
		ask_kind(ui, s);
	else
		ui_toast(ui, TOAST_WARNING,
		    _("Only coming bookings of your own can be cancelled"));
}

static void
undo_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct booking_state *s = state;

	(void)tag;
	booking_read(ui, s, true);
	if (scr_error(ui, a))
		return;
	s->undo_until = 0;
	ui_toast(ui, TOAST_SUCCESS, _("Undone: %s is %s again"),
	    json_get_str(json_get(a->data, "booking"), "customer", ""),
	    scr_status_label(
		json_get_str(json_get(a->data, "booking"), "status", "")));
}

static void
act_undo(struct ui *ui, void *state)
{
	struct booking_state *s = state;

	scr_write(ui, s,
	    &(struct tui_request){ .op = "slots.undo_status",
		.params = json_pack("{s:I}", "id", (json_int_t)s->id),
		.fn = undo_answer });
}

/* --- other ways out --- */

static void
act_move(struct ui *ui, void *state)
{
	struct booking_state *s = state;

	if (s->live.data == NULL)
		return;
	s->follow = may(s, "move");
	if (s->follow)
		scr_open_move(ui, s->id);
	else
		ui_toast(ui, TOAST_WARNING,
		    _("Only pending bookings of your own can be moved"));
}

static void
act_customer(struct ui *ui, void *state)
{
	struct booking_state *s = state;
	int64_t id = json_get_int(json_get(s->live.data, "customer"), "id", 0);

	if (id > 0)
		scr_open_customer(ui, id);
	else
		ui_toast(ui, TOAST_INFO, _("There is no record yet"));
}

static void
act_day(struct ui *ui, void *state)
{
	struct booking_state *s = state;

	if (s->live.data == NULL)
		return;
	scr_context(ui)->date = scr_json_date(booking(s), "date");
	scr_context(ui)->hour = (int)json_get_int(booking(s), "hour", -1);
	scr_go(ui, "day");
}

/* The neighbour in the chain of moves. */
static void
step(struct ui *ui, struct booking_state *s, const char *key)
{
	int64_t id = json_get_int(booking(s), key, 0);

	if (id == 0) {
		ui_toast(ui, TOAST_INFO, _("The chain of moves ends here"));
		return;
	}
	s->id = id;
	s->lines.top = 0;
	s->undo_until = 0;
	booking_read(ui, s, false);
}

static void
act_before(struct ui *ui, void *state)
{
	step(ui, state, "rescheduled_from");
}

static void
act_after(struct ui *ui, void *state)
{
	step(ui, state, "rescheduled_to");
}

static void
act_reload(struct ui *ui, void *state)
{
	booking_read(ui, state, false);
}

static void
draw_undo(struct ui *ui, const struct booking_state *s, const struct canvas *c)
{
	int left = (int)((s->undo_until - ui->mono + SECOND - 1) / SECOND);
	char text[120];

	if (left < 0)
		left = 0;
	snprintf(text, sizeof text,
	    ngettext("Cancelled. z undoes it, for %d more second",
		"Cancelled. z undoes it, for %d more seconds",
		(unsigned long)left),
	    left);
	canvas_fit(c, SPAN(0, 0, c->cols), INK_WARNING, text);
}

static void
booking_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct booking_state *s = state;
	bool undo = s->undo_until > ui->mono;
	struct canvas part = canvas_sub(
	    c, AREA(undo ? 2 : 0, 0, c->rows - (undo ? 2 : 0), c->cols));

	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (undo)
		draw_undo(ui, s, c);
	lines_draw(&s->lines, &part, 16);
}

static bool
booking_key(struct ui *ui, void *state, uint32_t key)
{
	struct booking_state *s = state;

	(void)ui;
	return lines_key(&s->lines, key);
}

static bool
booking_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	(void)ui;
	return lines_mouse(&((struct booking_state *)state)->lines, m);
}

static const char *
booking_subtitle(struct ui *ui, void *state)
{
	(void)ui;
	return json_get_str(booking(state), "customer", "");
}

static const struct key_action booking_keys[] = {
	{ 'u', N_("move"), "slots.move", act_move, 0, KEY_FIRST,
	    N_("Move the booking to another slot") },
	{ 'x', N_("cancel"), "slots.cancel", act_cancel, 0, KEY_FIRST,
	    N_("Cancel the booking, with a reason") },
	{ 'z', N_("undo"), "slots.undo_status", act_undo, K_CTRL('z'), 0,
	    N_("Undo the cancellation, for 30 seconds") },
	{ 'c', N_("customer"), "customers.get", act_customer, 0, 0,
	    N_("The record of the customer: appointments, note") },
	{ 'd', N_("day"), "slots.show_day", act_day, K_ENTER, 0,
	    N_("Open the day of the booking") },
	{ '<', N_("moved from"), NULL, act_before, 0, 0,
	    N_("The booking it was moved from") },
	{ '>', N_("moved to"), NULL, act_after, 0, 0,
	    N_("The booking it was moved to") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_booking = {
	.id = "booking",
	.title = N_("Booking"),
	.state_size = sizeof(struct booking_state),
	.keys = booking_keys,
	.enter = booking_enter,
	.leave = booking_leave,
	.resume = booking_resume,
	.draw = booking_draw,
	.key = booking_key,
	.mouse = booking_mouse,
	.push = booking_push,
	.tick = booking_tick,
	.subtitle = booking_subtitle,
};

static void
open_booking(struct ui *ui, int64_t id, bool cancel)
{
	const struct booking_arg arg = { id, cancel };

	if (!ui_open(ui, &scr_booking, &arg))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}

void
scr_open_booking(struct ui *ui, int64_t id)
{
	open_booking(ui, id, false);
}

void
scr_open_cancel(struct ui *ui, int64_t id)
{
	open_booking(ui, id, true);
}
