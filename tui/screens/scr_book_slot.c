/* The slot of the booking form: hold, figures, and other slots on offer. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_book.h"

static void
show_when(struct book_state *s)
{
	scr_when(s->date, s->hour, s->when);
	form_set(&s->form, "when", s->when);
}

/* --- figures --- */

static void
figures_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct book_state *s = state;
	const json_t *slots = json_get(a->data, "slots");

	(void)ui;
	if (!a->ok || tag != s->date)
		return; /* the hold has told what is wrong */
	s->known = false;
	for (size_t i = 0; i < json_array_size(slots); i++) {
		const json_t *o = json_array_get(slots, i);

		if (json_get_int(o, "hour", -1) != s->hour)
			continue;
		scr_fig_read(o, &s->fig);
		s->known = true;
	}
	if (s->known && s->fig.free > 0)
		s->full = false;
}

void
book_read_figures(struct ui *ui, struct book_state *s)
{
	s->figures_at = INT64_MAX;
	tui_call(ui, s,
	    &(struct tui_request){ .op = "slots.show_day",
		.params = scr_date_params(s->date),
		.fn = figures_answer,
		.tag = s->date,
		.quiet = true });
}

/* --- hold --- */

static void
wake(struct ui *ui, const void *state)
{
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].state == state)
			ui->stack[i].tick_at = ui->mono;
}

static void
hold_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct book_state *s = state;

	if (tag != (int64_t)s->date * 24 + s->hour || s->booked)
		return;
	if (a->ok) {
		s->hold = HOLD_MINE;
		if (s->moved)
			ui_toast(
			    ui, TOAST_SUCCESS, _("Place held: %s"), s->when);
		s->full = s->moved = false;
		s->hold_until =
		    ui->mono + json_get_int(a->data, "seconds", 0) * 1000;
		wake(ui, s);
	} else {
		s->hold = HOLD_REFUSED;
		s->full = a->err == E_SLOT_FULL || a->err == E_NO_AVAILABILITY;
		scr_error_text(a, s->hold_text, sizeof s->hold_text);
		ui_toast(ui, TOAST_WARNING, "%s", s->hold_text);
	}
	book_read_figures(ui, s);
}

void
book_take_slot(struct ui *ui, struct book_state *s, int date, int hour)
{
	struct scr_context *x = scr_context(ui);
	json_t *params = scr_date_params(date);

	s->date = x->date = date;
	s->hour = x->hour = hour;
	s->known = s->full = false;
	s->hold = HOLD_ASKED;
	show_when(s);
	json_object_set_new(params, "hour", json_integer(hour));
	tui_call(ui, s,
	    &(struct tui_request){ .op = "slots.hold",
		.params = params,
		.fn = hold_answer,
		.tag = (int64_t)date * 24 + hour });
}

void
book_release(struct ui *ui, struct book_state *s)
{
	if (s->booked || (s->hold != HOLD_MINE && s->hold != HOLD_ASKED))
		return;
	/* nobody waits for the answer: the form is closing */
	client_call(tui_client(ui), "slots.release", NULL, NULL, NULL);
	s->hold = HOLD_NONE;
}

bool
book_read_when(struct ui *ui, struct book_state *s)
{
	const char *text = form_text(&s->form, "when");
	int date, hour;

	if (str_eq(text, s->when))
		return false;
	if (!scr_read_when(ui, text, &date, &hour)) {
		form_error(&s->form, "when", _("This is not a date"));
		return false;
	}
	s->moved = true;
	book_take_slot(ui, s, date, hour >= 0 ? hour : s->hour);
	return true;
}

/* --- other slots --- */

static void
offer_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct book_state *s = state;
	const json_t *o;

	if (!d->ok)
		return;
	o = json_array_get(s->offers, (size_t)d->choice);
	if (scr_json_date(o, "date") == DATE_NONE)
		return;
	s->moved = true;
	book_take_slot(
	    ui, s, scr_json_date(o, "date"), (int)json_get_int(o, "hour", -1));
}

static void
ask_offer(struct ui *ui, struct book_state *s, const char *why)
{
	char text[BOOK_OFFERS][120], when[SCR_TEXT];
	const char *items[BOOK_OFFERS + 1] = { NULL };
	int n = (int)json_array_size(s->offers);

	n = n > BOOK_OFFERS ? BOOK_OFFERS : n;
	for (int i = 0; i < n; i++) {
		const json_t *o = json_array_get(s->offers, (size_t)i);

		snprintf(text[i], sizeof text[i],
		    _("%s   %d of %d free   %d points"),
		    scr_when(scr_json_date(o, "date"),
			(int)json_get_int(o, "hour", -1), when),
		    (int)json_get_int(o, "free", 0),
		    (int)json_get_int(o, "total", 0),
		    (int)json_get_int(o, "points", 0));
		items[i] = text[i];
	}
	if (n == 0) {
		ui_toast(ui, TOAST_WARNING,
		    _("No free slot within the next two weeks"));
		return;
	}
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Nearest free slots"),
			  .text = why,
			  .yes = _("Take this one"),
			  .items = items,
			  .done = offer_chosen });
}

static void
offers_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct book_state *s = state;

	(void)tag;
	if (scr_error(ui, a))
		return;
	json_decref(s->offers);
	s->offers = json_incref(json_get(a->data, "items"));
	ask_offer(ui, s, _("Your entries stay as they are."));
}

void
book_offer(struct ui *ui, struct book_state *s, const json_t *data)
{
	json_t *found = json_get(data, "alternatives"), *params;
	int date = s->date > ui->today ? s->date : ui->today;

	if (json_array_size(found) > 0) {
		json_decref(s->offers);
		s->offers = json_incref(found);
		ask_offer(ui, s,
		    _("This slot can no longer be booked. Your entries "
		      "stay as they are."));
		return;
	}
	params = scr_date_params(date);
	json_object_set_new(params, "hour", json_integer(s->hour));
	json_object_set_new(params, "limit", json_integer(BOOK_OFFERS));
	tui_call(ui, s,
	    &(struct tui_request){
		.op = "slots.suggest", .params = params, .fn = offers_answer });
}
