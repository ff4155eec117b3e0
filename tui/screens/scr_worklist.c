/*
 * Appointments whose outcome is missing or only assumed: confirmed as they
 * stand, or told how they went, one after the other.
 */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_booking.h"
#include "tui/screens/wording.h"
#include "tui/ui/list.h"

enum { WHEN, AWAY, CUSTOMER, OUTCOME, BOOKER };
enum { PAGE = 50, MOST = 200, CHOICES = 15 };

struct worklist_state {
	struct live live;
	struct list list;
	json_t *rows; /* pages read so far, owned */
	int total;
	int today;
	int64_t user;	 /* 0: of everybody */
	int64_t changed; /* booking changed last here; 0: none */
	int64_t asked;	 /* booking whose choices are read */
	json_t *booking; /* as read for the choices, owned */
	bool reading;
	char subtitle[80];
};

/* --- the list --- */

static const struct list_col cols[] = {
	[WHEN] = { N_("When"), 15, 0, 0, COL_NO_SORT },
	[AWAY] = { N_("Since"), 12, 0, 2, COL_NO_SORT },
	[CUSTOMER] = { N_("Customer"), 16, 1, 0, 0 },
	[OUTCOME] = { N_("Outcome"), 21, 0, 0, 0 },
	[BOOKER] = { N_("By"), 14, 0, 1, 0 },
	{ 0 },
};

static const json_t *
row_at(const struct worklist_state *s, int row)
{
	return row < 0 ? NULL : json_array_get(s->rows, (size_t)row);
}

static int
count(void *ctx)
{
	return (int)json_array_size(((struct worklist_state *)ctx)->rows);
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(row_at(ctx, row), "booking", -1);
}

static bool
is_missing(const json_t *r)
{
	return str_eq(json_get_str(r, "outcome", ""), "pending");
}

static void
outcome_cell(const json_t *r, struct list_cell *out)
{
	const char *status = json_get_str(r, "status", "");

	if (is_missing(r)) {
		buf_addf(out->text, "○ %s", _("missing"));
		out->ink = INK_WARNING;
		return;
	}
	buf_addf(out->text, "%s %s ?", scr_status_sign(status),
	    scr_status_label(status));
	out->ink = INK_MUTED;
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct worklist_state *s = ctx;
	const json_t *r = row_at(s, row);
	char text[SCR_TEXT];

	if (col == WHEN)
		buf_adds(
		    out->text, scr_when(scr_json_date(r, "date"),
				   (int)json_get_int(r, "hour", -1), text));
	if (col == AWAY) {
		buf_adds(out->text,
		    word_days_away(scr_json_date(r, "date"), s->today, text));
		out->ink = INK_MUTED;
	}
	if (col == CUSTOMER) {
		buf_adds(out->text, json_get_str(r, "customer", ""));
		out->ink = INK_STRONG;
	}
	if (col == OUTCOME)
		outcome_cell(r, out);
	if (col == BOOKER)
		buf_adds(out->text, json_get_str(r, "booked_by", ""));
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No appointment fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
worklist_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct worklist_state *s = state;

	s->reading = tag != s->live.newest && s->reading;
	if (!live_take(ui, s, &s->live, tag, a))
		return;
	s->today = ui->today;
	s->total = (int)json_get_int(s->live.data, "total", 0);
	if (json_get_int(s->live.data, "offset", 0) == 0) {
		json_decref(s->rows);
		s->rows = json_array();
	}
	json_array_extend(s->rows, (json_t *)live_items(&s->live));
	list_refresh(&s->list);
}

static void
worklist_read(struct ui *ui, struct worklist_state *s, int offset, bool quiet)
{
	int shown = offset == 0 ? count(s) : 0;
	int limit = shown < PAGE ? PAGE : shown < MOST ? shown : MOST;
	json_t *p = json_pack("{s:i,s:i}", "limit", limit, "offset", offset);

	if (s->user != 0)
		json_object_set_new(p, "user", json_integer(s->user));
	s->reading = true;
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "outcomes.list_unconfirmed",
		.params = p,
		.fn = worklist_answer,
		.quiet = quiet });
}

/* At the last row the next page is read, until all are here. */
static void
more(struct ui *ui, struct worklist_state *s)
{
	int n = count(s);

	if (!s->reading && n < s->total && list_row(&s->list) == n - 1)
		worklist_read(ui, s, n, true);
}

static bool
may_see_all(struct ui *ui)
{
	return scr_has_permission(ui, "slots.manage_all") ||
	       scr_has_permission(ui, "analytics.team");
}

static void
worklist_enter(struct ui *ui, void *state, const void *arg)
{
	struct worklist_state *s = state;

	(void)arg;
	s->today = ui->today;
	s->user = may_see_all(ui) ? 0 : scr_user_id(ui);
	list_init(&s->list, &source, s);
	worklist_read(ui, s, 0, false);
}

static void
worklist_leave(struct ui *ui, void *state)
{
	struct worklist_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
	json_decref(s->rows);
	json_decref(s->booking);
}

static void
worklist_resume(struct ui *ui, void *state)
{
	worklist_read(ui, state, 0, true);
}

static void
worklist_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct worklist_state *s = state;

	(void)data;
	if (str_eq(event, "slots.booking_changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
worklist_tick(struct ui *ui, void *state, int64_t mono)
{
	struct worklist_state *s = state;

	if (live_due(&s->live, mono))
		worklist_read(ui, s, 0, true);
	return live_next(&s->live);
}

/* --- drawing --- */

static const char *
hint_of(const json_t *r)
{
	if (r == NULL)
		return "";
	return is_missing(r)
		   ? _("Nobody said how it went: s chooses the outcome")
		   : _("Assumed, as nobody said anything: y confirms it, "
		       "s corrects it");
}

static void
worklist_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct worklist_state *s = state;
	struct canvas part = *c;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (count(s) == 0) {
		scr_draw_note(
		    c, _("Every appointment of the last 90 days has its "
			 "outcome.\n\nNothing to do here."));
		return;
	}
	part.rows -= c->rows > 6 ? 2 : 0;
	list_draw(&s->list, &part);
	if (c->rows <= 6)
		return;
	canvas_hline(c, SPAN(c->rows - 2, 0, c->cols), INK_BORDER);
	canvas_fit(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED,
	    hint_of(row_at(s, list_row(&s->list))));
}

static const char *
worklist_subtitle(struct ui *ui, void *state)
{
	struct worklist_state *s = state;

	if (s->live.data == NULL)
		return NULL;
	snprintf(s->subtitle, sizeof s->subtitle,
	    s->user == 0 || !may_see_all(ui) ? _("%d open") : _("%d own open"),
	    s->total);
	return s->subtitle;
}

/* --- changing --- */

static const json_t *
selected(struct ui *ui, const struct worklist_state *s)
{
	const json_t *r = row_at(s, list_row(&s->list));

	if (r == NULL)
		ui_toast(ui, TOAST_INFO, _("No appointment is selected"));
	return r;
}

static void
change_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct worklist_state *s = state;

	if (scr_error(ui, a)) {
		worklist_read(ui, s, 0, true);
		return;
	}
	s->changed = tag;
	ui_toast(ui, TOAST_SUCCESS, _("%s   z takes it back"), a->text);
	worklist_read(ui, s, 0, true);
}

static void
confirm_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	const json_t *b = json_get(a->data, "booking");
	struct worklist_state *s = state;

	if (scr_error(ui, a)) {
		worklist_read(ui, s, 0, true);
		return;
	}
	s->changed = tag;
	ui_toast(ui, TOAST_SUCCESS, _("%s: %s, confirmed   z takes it back"),
	    json_get_str(b, "customer", ""),
	    scr_status_label(json_get_str(b, "status", "")));
	worklist_read(ui, s, 0, true);
}

static void
act_confirm(struct ui *ui, void *state)
{
	struct worklist_state *s = state;
	const json_t *r = selected(ui, s);
	int64_t booking = json_get_int(r, "booking", 0);

	if (r == NULL)
		return;
	if (is_missing(r)) {
		ui_toast(ui, TOAST_INFO,
		    _("There is no outcome to confirm yet: s chooses one"));
		return;
	}
	scr_write(ui, s,
	    &(struct tui_request){ .op = "outcomes.confirm",
		.params = json_pack("{s:I}", "booking", (json_int_t)booking),
		.tag = booking,
		.fn = confirm_answer });
}

static const json_t *
choices(const struct worklist_state *s)
{
	return json_get(json_get(s->booking, "may"), "status");
}

static void
status_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct worklist_state *s = state;
	const char *status =
	    json_string_value(json_array_get(choices(s), (size_t)d->choice));

	if (!d->ok || status == NULL)
		return;
	scr_write(ui, s,
	    &(struct tui_request){ .op = "slots.set_status",
		.params = json_pack("{s:I,s:I,s:s}", "id",
		    (json_int_t)json_get_int(s->booking, "id", 0), "version",
		    (json_int_t)json_get_int(s->booking, "version", 1),
		    "status", status),
		.tag = json_get_int(s->booking, "id", 0),
		.fn = change_answer });
}

static void
ask_status(struct ui *ui, struct worklist_state *s)
{
	const char *items[CHOICES + 1];
	size_t n = json_array_size(choices(s));

	if (n == 0) {
		ui_toast(ui, TOAST_INFO,
		    _("Nothing can be changed about this booking"));
		return;
	}
	n = n < CHOICES ? n : CHOICES;
	for (size_t i = 0; i < n; i++)
		items[i] = scr_status_label(
		    json_string_value(json_array_get(choices(s), i)));
	items[n] = NULL;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = json_get_str(s->booking, "customer", ""),
			  .items = items,
			  .done = status_chosen });
}

static void
booking_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct worklist_state *s = state;

	if (scr_error(ui, a) || tag != s->asked)
		return;
	/* another row was selected meanwhile, or something is asked */
	if (list_id(&s->list) != tag || ui_top(ui)->state != s ||
	    ui_has_dialog(ui))
		return;
	json_decref(s->booking);
	s->booking = json_incref(json_get(a->data, "booking"));
	ask_status(ui, s);
}

/* The row does not say what may follow; the booking does. */
static void
act_status(struct ui *ui, void *state)
{
	struct worklist_state *s = state;
	const json_t *r = selected(ui, s);

	if (r == NULL)
		return;
	s->asked = json_get_int(r, "booking", 0);
	tui_call(ui, s,
	    &(struct tui_request){ .op = "slots.get",
		.params = json_pack("{s:I}", "id", (json_int_t)s->asked),
		.tag = s->asked,
		.fn = booking_answer });
}

static void
undo_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct worklist_state *s = state;

	(void)tag;
	s->changed = 0;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, "%s", a->text);
	worklist_read(ui, s, 0, true);
}

static void
act_undo(struct ui *ui, void *state)
{
	struct worklist_state *s = state;

	if (s->changed == 0) {
		ui_toast(ui, TOAST_INFO,
		    _("Only your last change of the last 30 seconds can be "
		      "undone"));
		return;
	}
	scr_write(ui, s,
	    &(struct tui_request){ .op = "slots.undo_status",
		.params = json_pack("{s:I}", "id", (json_int_t)s->changed),
		.fn = undo_answer });
}

static void
act_open(struct ui *ui, void *state)
{
	const json_t *r = selected(ui, state);

	if (r != NULL)
		scr_open_booking(ui, json_get_int(r, "booking", 0));
}

static void
act_whose(struct ui *ui, void *state)
{
	struct worklist_state *s = state;

	if (!may_see_all(ui)) {
		ui_toast(ui, TOAST_INFO, _("You see your own bookings"));
		return;
	}
	s->user = s->user == 0 ? scr_user_id(ui) : 0;
	json_array_clear(s->rows);
	worklist_read(ui, s, 0, false);
}

static void
act_reload(struct ui *ui, void *state)
{
	worklist_read(ui, state, 0, false);
}

static bool
handle(struct ui *ui, struct worklist_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	if (ev != LIST_IGNORED)
		more(ui, s);
	return ev != LIST_IGNORED;
}

static bool
worklist_key(struct ui *ui, void *state, uint32_t key)
{
	struct worklist_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
worklist_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct worklist_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action worklist_keys[] = {
	{ K_ENTER, N_("details"), "slots.get", act_open, 0, KEY_FIRST,
	    N_("Everything about this booking") },
	{ 'y', N_("confirm"), "outcomes.confirm", act_confirm, 0, KEY_FIRST,
	    N_("The assumed outcome is right") },
	{ 's', N_("outcome"), "slots.set_status", act_status, 0, KEY_FIRST,
	    N_("Choose how it went") },
	{ 'z', N_("undo"), "slots.undo_status", act_undo, K_CTRL('z'), 0,
	    N_("Take back your last change of status") },
	{ 'a', N_("whose"), NULL, act_whose, 0, 0,
	    N_("Own bookings or those of everybody") },
	{ '/', N_("filter"), NULL, NULL, 0, KEY_NO_FOOTER,
	    N_("Filter by any column while typing") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_worklist = {
	.id = "worklist",
	.title = N_("Outcome missing"),
	.state_size = sizeof(struct worklist_state),
	.keys = worklist_keys,
	.enter = worklist_enter,
	.leave = worklist_leave,
	.resume = worklist_resume,
	.draw = worklist_draw,
	.key = worklist_key,
	.mouse = worklist_mouse,
	.push = worklist_push,
	.tick = worklist_tick,
	.subtitle = worklist_subtitle,
};
