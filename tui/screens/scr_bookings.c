/* "My bookings": the table of booked customers, for openers everybody's. */
#include "tui/screens/scr_bookings.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_booking.h"

#define ROWS_MAX 500

static const char *const statuses[] = { NULL, "pending", "appeared", "recall",
	"special", "cancelled", "rescheduled", "overhang", "no_show", "ghost",
	"exit" };

enum { N_STATUSES = sizeof statuses / sizeof statuses[0] };

/* Days before and after today; both 0 with usual: what the server takes. */
static const struct {
	const char *label;
	int from, to;
	bool usual;
} periods[] = {
	{ N_("−60 to +90 days"), 0, 0, true },
	{ N_("Today"), 0, 0, false },
	{ N_("The next 7 days"), 0, 7, false },
	{ N_("From today on"), 0, 400, false },
	{ N_("The last 30 days"), -30, 0, false },
	{ N_("The last 12 months"), -365, 0, false },
};

enum { N_PERIODS = sizeof periods / sizeof periods[0] };

const char *
bookings_period_label(int period)
{
	return _(periods[period].label);
}

void
bookings_period(int period, int today, int *from, int *to)
{
	*from = *to = DATE_NONE;
	if (periods[period].usual)
		return;
	*from = today + periods[period].from;
	*to = today + periods[period].to;
}

const char *
bookings_status_key(int status)
{
	return statuses[status];
}

/* --- reading --- */

static void
keep_context(struct ui *ui, struct bookings_state *s)
{
	const json_t *b = bookings_row(s, list_row(&s->list));

	if (b != NULL)
		scr_context(ui)->booking = json_get_int(b, "id", 0);
}

/* Newest first: the next appointment is somewhere in the middle. */
static void
select_next(struct ui *ui, struct bookings_state *s)
{
	int64_t at = scr_context(ui)->booking, next = 0;
	const json_t *b;
	size_t i;

	s->placed = true;
	if (at != 0 && list_select_id(&s->list, at))
		return;
	json_array_foreach((json_t *)live_items(&s->live), i, b)
	{
		if (scr_json_date(b, "date") >= ui->today &&
		    str_eq(json_get_str(b, "status", ""), "pending"))
			next = json_get_int(b, "id", 0);
	}
	if (next != 0)
		list_select_id(&s->list, next);
}

static void
bookings_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct bookings_state *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	s->today = ui->today;
	s->list.src = s->user == 0 ? &bookings_source : &bookings_source_all;
	list_refresh(&s->list);
	if (!s->placed)
		select_next(ui, s);
	keep_context(ui, s);
}

static void
set_date(json_t *params, const char *key, int date)
{
	char text[11];

	if (date != DATE_NONE)
		json_object_set_new(
		    params, key, json_string(date_text(date, text)));
}

static void
bookings_read(struct ui *ui, struct bookings_state *s, bool quiet)
{
	json_t *p = json_pack("{s:i}", "limit", ROWS_MAX);
	int from, to;

	bookings_period(s->period, ui->today, &from, &to);
	set_date(p, "from", from);
	set_date(p, "to", to);
	if (s->user > 0)
		json_object_set_new(p, "user", json_integer(s->user));
	if (s->user == -1)
		json_object_set_new(p, "mine", json_false());
	if (statuses[s->status] != NULL)
		json_object_set_new(
		    p, "status", json_string(statuses[s->status]));
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "slots.list",
		.params = p,
		.fn = bookings_answer,
		.quiet = quiet });
}

static void
bookings_enter(struct ui *ui, void *state, const void *arg)
{
	struct bookings_state *s = state;

	(void)arg;
	s->today = ui->today;
	list_init(&s->list, &bookings_source, s);
	/* an operator without an account has no bookings of his own */
	if (scr_user_id(ui) == 0)
		s->user = -1;
	bookings_read(ui, s, false);
}

/* From the administration: those of everybody. */
static void
bookings_enter_all(struct ui *ui, void *state, const void *arg)
{
	((struct bookings_state *)state)->user = -1;
	bookings_enter(ui, state, arg);
}

static void
bookings_leave(struct ui *ui, void *state)
{
	struct bookings_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
bookings_resume(struct ui *ui, void *state)
{
	/* what was done above may have made another one: show it */
	((struct bookings_state *)state)->placed = false;
	bookings_read(ui, state, true);
}

static void
bookings_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct bookings_state *s = state;

	(void)data;
	if (str_eq(event, "slots.booking_changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
bookings_tick(struct ui *ui, void *state, int64_t mono)
{
	struct bookings_state *s = state;

	if (live_due(&s->live, mono))
		bookings_read(ui, s, true);
	return live_next(&s->live);
}

/* --- choosing what is shown --- */

static void
status_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct bookings_state *s = state;

	if (!d->ok)
		return;
	s->status = d->choice;
	bookings_read(ui, s, false);
}

static void
act_status(struct ui *ui, void *state)
{
	struct bookings_state *s = state;
	const char *items[N_STATUSES + 1];

	items[0] = _("every status");
	for (int i = 1; i < N_STATUSES; i++)
		items[i] = scr_status_label(statuses[i]);
	items[N_STATUSES] = NULL;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Show which status?"),
			  .items = items,
			  .selected = s->status,
			  .done = status_chosen });
}

static void
period_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct bookings_state *s = state;

	if (!d->ok)
		return;
	s->period = d->choice;
	s->placed = false;
	bookings_read(ui, s, false);
}

static void
act_period(struct ui *ui, void *state)
{
	struct bookings_state *s = state;
	const char *items[N_PERIODS + 1];

	for (int i = 0; i < N_PERIODS; i++)
		items[i] = _(periods[i].label);
	items[N_PERIODS] = NULL;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Show which period?"),
			  .items = items,
			  .selected = s->period,
			  .done = period_chosen });
}

static void
step_period(struct ui *ui, struct bookings_state *s, int by)
{
	s->period = (s->period + by + N_PERIODS) % N_PERIODS;
	s->placed = false;
	bookings_read(ui, s, false);
}

static void
act_earlier(struct ui *ui, void *state)
{
	step_period(ui, state, -1);
}

static void
act_later(struct ui *ui, void *state)
{
	step_period(ui, state, 1);
}

static void
person_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct bookings_state *s = state;

	if (!d->ok)
		return;
	s->user = 0;
	if (d->choice == 1)
		s->user = -1;
	if (d->choice > 1 && d->choice - 2 < s->n_people) {
		s->user = s->people[d->choice - 2].id;
		(void)str_copy(s->user_name, sizeof s->user_name,
		    s->people[d->choice - 2].name);
	}
	s->placed = false;
	bookings_read(ui, s, false);
}

static void
ask_person(struct ui *ui, struct bookings_state *s)
{
	const char *items[BOOKINGS_USERS + 3];
	int n = 0, sel = s->user == -1;

	items[n++] = _("Only my own");
	items[n++] = _("Everybody's");
	for (int i = 0; i < s->n_people; i++) {
		if (s->people[i].id == s->user)
			sel = n;
		items[n++] = s->people[i].name;
	}
	items[n] = NULL;
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Whose bookings?"),
			  .items = items,
			  .selected = sel,
			  .done = person_chosen });
}

static void
add_person(struct bookings_state *s, const json_t *u)
{
	int64_t id = json_get_int(u, "id", 0);
	const char *name = json_get_str(u, "name", "");

	for (int i = 0; i < s->n_people; i++)
		if (s->people[i].id == id)
			return;
	if (id == 0 || s->n_people == BOOKINGS_USERS)
		return;
	s->people[s->n_people].id = id;
	(void)str_copy(s->people[s->n_people].name, sizeof s->people[0].name,
	    json_get_str(u, "display_name", name));
	if (s->people[s->n_people].name[0] == '\0')
		(void)str_copy(s->people[s->n_people].name,
		    sizeof s->people[0].name, name);
	s->n_people++;
}

static void
people_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct bookings_state *s = state;
	const json_t *u;
	size_t i;

	(void)tag;
	if (scr_error(ui, a))
		return;
	json_array_foreach(json_get(a->data, "items"), i, u) add_person(s, u);
	ask_person(ui, s);
}

/* Openers may see all bookings, but not the list of accounts. */
static void
act_person(struct ui *ui, void *state)
{
	struct bookings_state *s = state;
	const json_t *b;
	size_t i;

	if (!scr_has_permission(ui, "slots.manage_all")) {
		ui_toast(ui, TOAST_WARNING,
		    _("Only openers and admins see the bookings of others"));
		return;
	}
	json_array_foreach((json_t *)live_items(&s->live), i, b)
	    add_person(s, json_get(b, "booked_by"));
	if (!ui_allowed(ui, "users.list")) {
		ask_person(ui, s);
		return;
	}
	tui_call(ui, s,
	    &(struct tui_request){ .op = "users.list",
		.params = json_pack("{s:i}", "limit", BOOKINGS_USERS),
		.fn = people_answer });
}

/* --- what is done with one --- */

static int64_t
selected(struct ui *ui, struct bookings_state *s)
{
	int64_t id = list_id(&s->list);

	if (id <= 0)
		ui_toast(ui, TOAST_INFO, _("No booking is selected"));
	return id;
}

static bool
may(struct bookings_state *s, const char *what)
{
	const json_t *b = bookings_row(s, list_row(&s->list));

	return json_get_bool(json_get(b, "may"), what, false);
}

static void
act_open(struct ui *ui, void *state)
{
	int64_t id = selected(ui, state);

	if (id > 0)
		scr_open_booking(ui, id);
}

static void
act_move(struct ui *ui, void *state)
{
	int64_t id = selected(ui, state);

	if (id <= 0)
		return;
	if (may(state, "move"))
		scr_open_move(ui, id);
	else
		ui_toast(ui, TOAST_WARNING,
		    _("Only pending bookings of your own can be moved"));
}

static void
act_cancel(struct ui *ui, void *state)
{
	int64_t id = selected(ui, state);

	if (id <= 0)
		return;
	if (may(state, "cancel"))
		scr_open_cancel(ui, id);
	else
		ui_toast(ui, TOAST_WARNING,
		    _("Only coming bookings of your own can be cancelled"));
}

static void
undo_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	const json_t *b = json_get(a->data, "booking");

	(void)tag;
	if (scr_error(ui, a))
		return;
	ui_toast(ui, TOAST_SUCCESS, _("Undone: %s is %s again"),
	    json_get_str(b, "customer", ""),
	    scr_status_label(json_get_str(b, "status", "")));
	bookings_read(ui, state, true);
}

static void
act_undo(struct ui *ui, void *state)
{
	int64_t id = selected(ui, state);

	if (id > 0)
		scr_write(ui, state,
		    &(struct tui_request){ .op = "slots.undo_status",
			.params = json_pack("{s:I}", "id", (json_int_t)id),
			.fn = undo_answer });
}

static void
act_day(struct ui *ui, void *state)
{
	struct bookings_state *s = state;
	const json_t *b = bookings_row(s, list_row(&s->list));

	if (b == NULL)
		return;
	scr_context(ui)->date = scr_json_date(b, "date");
	scr_context(ui)->hour = (int)json_get_int(b, "hour", -1);
	scr_go(ui, "day");
}

static void
act_week(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "week");
}

static void
act_reload(struct ui *ui, void *state)
{
	bookings_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct bookings_state *s, enum list_event ev)
{
	if (ev == LIST_MOVED)
		keep_context(ui, s);
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static bool
bookings_key(struct ui *ui, void *state, uint32_t key)
{
	struct bookings_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
bookings_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct bookings_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action bookings_keys[] = {
	{ K_ENTER, N_("details"), "slots.get", act_open, 0, KEY_FIRST,
	    N_("All about the booking, with its history") },
	{ 'u', N_("move"), "slots.move", act_move, 0, KEY_FIRST,
	    N_("Move the booking to another slot") },
	{ 'x', N_("cancel"), "slots.cancel", act_cancel, 0, KEY_FIRST,
	    N_("Cancel the booking") },
	{ 'z', N_("undo"), "slots.undo_status", act_undo, K_CTRL('z'), 0,
	    N_("Undo the cancellation, for 30 seconds") },
	{ 's', N_("status"), NULL, act_status, 0, 0,
	    N_("Show only one status") },
	{ 'p', N_("period"), NULL, act_period, 0, 0,
	    N_("Choose the period; < and > leaf through them") },
	{ 'a', N_("whose"), NULL, act_person, 0, 0,
	    N_("Bookings of everybody or of one person") },
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter by any column while typing") },
	{ 'd', N_("day"), "slots.show_day", act_day, 0, 0,
	    N_("Open the day of the booking") },
	{ 'w', N_("week"), "slots.show_week", act_week, 0, KEY_NO_FOOTER,
	    NULL },
	{ '<', N_("period before"), NULL, act_earlier, 0, KEY_NO_FOOTER, NULL },
	{ '>', N_("next period"), NULL, act_later, 0, KEY_NO_FOOTER, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

#define BOOKINGS(ID, TITLE, ENTER)                                \
	{                                                         \
		.id = ID, .title = TITLE, .enter = ENTER,         \
		.state_size = sizeof(struct bookings_state),      \
		.keys = bookings_keys, .leave = bookings_leave,   \
		.resume = bookings_resume, .draw = bookings_draw, \
		.key = bookings_key, .mouse = bookings_mouse,     \
		.push = bookings_push, .tick = bookings_tick,     \
	}

const struct screen_ops scr_bookings =
    BOOKINGS("bookings", N_("My bookings"), bookings_enter);
const struct screen_ops scr_all_bookings =
    BOOKINGS("all_bookings", N_("All bookings"), bookings_enter_all);
