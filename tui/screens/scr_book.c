/* The booking form. Opening it holds a place, leaving it gives it back. */
#include "tui/screens/scr_book.h"

#include <strings.h>

#include "common/json.h"
#include "common/str.h"

#define SETTLE_MS 250
enum { NAME_MAX_LEN = 100, TEXT_MAX_LEN = 500, DEFAULT_POTENTIAL = 1 };

/* Campaigns of the last 90 days that begin with what is typed, then those
 * that contain it. */
static int
complete_campaign(void *ctx, const char *typed, char out[][FORM_MATCH_LEN])
{
	const struct book_state *s = ctx;
	size_t len = strlen(typed);
	int n = 0;

	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0;
		     i < json_array_size(s->campaigns) && n < FORM_MATCHES;
		     i++) {
			const char *one =
			    json_string_value(json_array_get(s->campaigns, i));
			bool starts =
			    one != NULL && strncasecmp(one, typed, len) == 0;

			if (one == NULL || str_eq(one, typed))
				continue;
			if (pass == 0
				? starts
				: !starts && strcasestr(one, typed) != NULL)
				(void)str_copy(out[n++], FORM_MATCH_LEN, one);
		}
	return n;
}

static int
complete_customer(void *ctx, const char *typed, char out[][FORM_MATCH_LEN])
{
	struct book_state *s = ctx;

	return entry_complete(&s->customer, typed, out);
}

static void
take_customer(void *ctx, int i)
{
	struct book_state *s = ctx;

	entry_take(&s->customer, &s->form, i);
}

static const struct form_field book_fields[] = {
	{ .name = "when",
	    .label = N_("Slot"),
	    .max = 40,
	    .cols = 24,
	    .hint = N_("such as \"mon 11\", \"tomorrow 14\"") },
	{ .name = "last_name",
	    .label = N_("Last name"),
	    .max = NAME_MAX_LEN,
	    .required = true,
	    .complete = complete_customer,
	    .take = take_customer },
	{ .name = "first_name",
	    .label = N_("First name"),
	    .max = NAME_MAX_LEN,
	    .required = true },
	{ .name = "description",
	    .label = N_("Description"),
	    .kind = FIELD_AREA,
	    .max = TEXT_MAX_LEN,
	    .rows = 3 },
	{ .name = "potential",
	    .label = N_("Potential"),
	    .kind = FIELD_CHOICE,
	    .choices = scr_potential_labels,
	    .cols = 38 },
	{ .name = "campaign",
	    .label = N_("Campaign"),
	    .max = NAME_MAX_LEN,
	    .complete = complete_campaign },
	{ 0 },
};

/* --- life --- */

static void
campaigns_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct book_state *s = state;

	(void)ui;
	(void)tag;
	if (a->ok) /* without it the field is plain text */
		s->campaigns = json_incref(json_get(a->data, "items"));
}

static void
customers_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct book_state *s = state;

	(void)ui;
	entry_answer(&s->customer, &s->form, tag, a);
}

static void
book_enter(struct ui *ui, void *state, const void *arg)
{
	struct book_state *s = state;
	const struct book_arg *at = arg;

	form_init(&s->form, book_fields, s);
	s->form.today = ui->today;
	form_set_choice(&s->form, "potential", DEFAULT_POTENTIAL);
	form_focus(&s->form, "last_name");
	s->figures_at = INT64_MAX;
	book_take_slot(ui, s, at->date, at->hour);
	tui_call(ui, s,
	    &(struct tui_request){ .op = "slots.suggest_campaigns",
		.fn = campaigns_answer,
		.quiet = true });
}

static void
book_leave(struct ui *ui, void *state)
{
	struct book_state *s = state;

	book_release(ui, s);
	form_done(&s->form);
	entry_done(&s->customer);
	json_decref(s->campaigns);
	json_decref(s->offers);
}

static bool
book_may_leave(struct ui *ui, void *state)
{
	struct book_state *s = state;

	(void)ui;
	return s->booked || !form_is_dirty(&s->form);
}

static void
book_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct book_state *s = state;

	if (str_eq(event, "client.reload")) {
		/* a new session has no hold yet */
		if (!s->booked)
			book_take_slot(ui, s, s->date, s->hour);
		return;
	}
	if (str_eq(event, "slots.changed") &&
	    (scr_json_date(data, "date") != s->date ||
		json_get_int(data, "hour", -1) != s->hour))
		return;
	if (s->figures_at == INT64_MAX)
		s->figures_at = ui->mono + SETTLE_MS;
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].state == s &&
		    ui->stack[i].tick_at > s->figures_at)
			ui->stack[i].tick_at = s->figures_at;
}

/* Counts the hold down, once a second. */
static int64_t
book_tick(struct ui *ui, void *state, int64_t mono)
{
	struct book_state *s = state;
	int64_t next;

	entry_tick(ui, s, &s->customer, &s->form, customers_answer);
	next = entry_next(&s->customer);
	if (s->figures_at <= mono)
		book_read_figures(ui, s);
	if (s->hold == HOLD_MINE) {
		ui_dirty(ui);
		if (s->hold_until <= mono) {
			s->hold = HOLD_OVER;
			book_read_figures(ui, s);
		} else {
			int64_t second =
			    mono + (s->hold_until - mono - 1) % 1000 + 1;

			next = second < next ? second : next;
		}
	}
	return s->figures_at < next ? s->figures_at : next;
}

/* --- booking --- */

static void
tell_success(struct ui *ui, const json_t *data)
{
	const json_t *b = json_get(data, "booking");
	int points = (int)json_get_int(data, "points", 0);
	const char *sync = json_get_str(data, "sync_state", "");
	char when[SCR_TEXT], earned[120];

	snprintf(earned, sizeof earned,
	    ngettext("+%d point and coin", "+%d points and coins",
		(unsigned long)points),
	    points);
	ui_toast(ui,
	    json_get_bool(data, "capacity_unverified", false) ? TOAST_WARNING
							      : TOAST_SUCCESS,
	    "%s %s, %s · %s%s%s", _("Booked:"), json_get_str(b, "customer", ""),
	    scr_when(scr_json_date(b, "date"), (int)json_get_int(b, "hour", -1),
		when),
	    earned,
	    json_get_bool(data, "capacity_unverified", false)
		? _(" · places not verified in the calendar")
		: "",
	    str_eq(sync, "pending") ? _(" · calendar follows") : "");
}

/* Refusals after which another slot helps. */
static bool
wants_other_slot(enum err e)
{
	return e == E_SLOT_FULL || e == E_NO_AVAILABILITY ||
	       e == E_DATE_BLOCKED || e == E_SLOT_PAST || e == E_BEYOND_HORIZON;
}

static void
book_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct book_state *s = state;

	(void)tag;
	s->sending = false;
	if (a->ok) {
		s->booked = true;
		tell_success(ui, a->data);
		ui_close(ui);
		return;
	}
	if (a->fate == FATE_ANSWERED && wants_other_slot(a->err)) {
		s->full = true;
		s->hold = HOLD_REFUSED;
		scr_error_text(a, s->hold_text, sizeof s->hold_text);
		ui_toast(ui, TOAST_ERROR, "%s", s->hold_text);
		book_offer(ui, s, a->data);
		return;
	}
	scr_error_form(ui, &s->form, a);
}

static json_t *
book_params(const struct book_state *s)
{
	const struct form *f = &s->form;
	json_t *p = scr_date_params(s->date);

	json_object_set_new(p, "hour", json_integer(s->hour));
	json_object_set_new(
	    p, "last_name", json_string(form_text(f, "last_name")));
	json_object_set_new(
	    p, "first_name", json_string(form_text(f, "first_name")));
	json_object_set_new(p, "potential",
	    json_string(scr_potential_keys[form_choice(f, "potential")]));
	if (form_text(f, "description")[0] != '\0')
		json_object_set_new(
		    p, "description", json_string(form_text(f, "description")));
	if (form_text(f, "campaign")[0] != '\0')
		json_object_set_new(
		    p, "campaign", json_string(form_text(f, "campaign")));
	return p;
}

static void
submit(struct ui *ui, struct book_state *s)
{
	if (s->sending)
		return;
	if (!str_eq(form_text(&s->form, "when"), s->when)) {
		/* first the other slot is looked at, then sent */
		book_read_when(ui, s);
		return;
	}
	s->sending = true;
	scr_write(ui, s,
	    &(struct tui_request){ .op = "slots.book",
		.params = book_params(s),
		.fn = book_answer });
}

/* --- keys --- */

static bool
book_event(struct ui *ui, struct book_state *s, enum form_event ev)
{
	if (ev == FORM_SUBMIT)
		submit(ui, s);
	else if (ev == FORM_LEAVE)
		ui_back(ui);
	else if (ev == FORM_USED && s->form.focus != 0)
		book_read_when(ui, s); /* the slot's field was left */
	else if (ev == FORM_CHANGED)
		entry_changed(ui, s, &s->customer, &s->form);
	return ev != FORM_IGNORED;
}

static bool
book_key(struct ui *ui, void *state, uint32_t key)
{
	struct book_state *s = state;

	return book_event(ui, s, form_key(&s->form, key));
}

static bool
book_paste(struct ui *ui, void *state, const char *text)
{
	struct book_state *s = state;

	return book_event(ui, s, form_paste(&s->form, text));
}

static bool
book_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct book_state *s = state;

	return book_event(ui, s, form_mouse(&s->form, m));
}

static void
act_hold(struct ui *ui, void *state)
{
	struct book_state *s = state;

	book_take_slot(ui, s, s->date, s->hour);
}

static void
act_offer(struct ui *ui, void *state)
{
	book_offer(ui, state, NULL);
}

static void
act_explain(struct ui *ui, void *state)
{
	struct book_state *s = state;

	scr_open_explain(ui, s->date, s->hour);
}

static const char *
book_subtitle(struct ui *ui, void *state)
{
	struct book_state *s = state;

	(void)ui;
	scr_when(s->date, s->hour, s->subtitle);
	return s->subtitle;
}

static const struct key_action book_keys[] = {
	{ K_F(2), N_("book"), NULL, NULL, K_CTRL('s'), KEY_FIRST,
	    N_("Book the customer into this slot") },
	{ K_TAB, N_("next field"), NULL, NULL, K_DOWN, 0,
	    N_("Next field; Shift-Tab goes back") },
	{ K_F(7), N_("free slots"), "slots.suggest", act_offer, 0, 0,
	    N_("Take another free slot; the entries stay") },
	{ K_F(6), N_("hold again"), NULL, act_hold, 0, 0,
	    N_("Hold the place for another two minutes") },
	{ K_F(8), N_("why"), "slots.explain", act_explain, 0, KEY_NO_FOOTER,
	    N_("Why the figures of this slot are as they are") },
	{ 0 },
};

const struct screen_ops scr_book = {
	.id = "book",
	.title = N_("Booking"),
	.state_size = sizeof(struct book_state),
	.keys = book_keys,
	.enter = book_enter,
	.leave = book_leave,
	.draw = book_draw,
	.key = book_key,
	.paste = book_paste,
	.mouse = book_mouse,
	.push = book_push,
	.tick = book_tick,
	.subtitle = book_subtitle,
	.may_leave = book_may_leave,
};

void
scr_open_book(struct ui *ui, int date, int hour)
{
	struct book_arg arg = { date, hour };

	if (!ui_allowed(ui, "slots.book")) {
		ui_toast(ui, TOAST_WARNING, _("You may not book"));
		return;
	}
	ui_open(ui, &scr_book, &arg);
}
