/* Ready times entered by hand (booking.md 5.6), week by week. */
#include "tui/screens/scr_ready.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/report.h"
#include "tui/ui/list.h"

struct ready_state {
	struct live live;
	struct list list;
	int monday;
	bool admin;
	json_t *consultants; /* [{id, name}] this user may plan; or NULL */
	int64_t removing, version;
};

static const json_t *
at(const struct ready_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(
			     json_get(s->live.data, "spans"), (size_t)row);
}

/* The day of this week; a single span has only its own. */
static int
day_of(const struct ready_state *s, const json_t *span)
{
	int date = scr_json_date(span, "date");

	if (date == DATE_NONE || date >= s->monday)
		return date;
	return s->monday + date_weekday(date);
}

enum { DAY, TIME, WHO, REPEAT, BY };

static const struct list_col columns[] = {
	[DAY] = { N_("Day"), 13, 0, 0, 0 },
	[TIME] = { N_("Time"), 13, 0, 0, COL_NO_SORT },
	[WHO] = { N_("Consultant"), 12, 2, 0, 0 },
	[REPEAT] = { N_("Repetition"), 26, 0, 0, COL_NO_SORT },
	[BY] = { N_("Entered"), 22, 2, 2, COL_NO_SORT },
	{ 0 },
};

static int
count(void *ctx)
{
	return (int)json_array_size(
	    json_get(((struct ready_state *)ctx)->live.data, "spans"));
}

static int64_t
row_id(void *ctx, int row)
{
	return json_get_int(at(ctx, row), "id", -1);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = at(ctx, row);
	int until = scr_json_date(o, "repeat_until");
	char day[UI_DATE], when[SCR_TEXT];

	if (col == DAY)
		buf_adds(out->text, ui_date_long(day_of(ctx, o), day));
	else if (col == TIME)
		buf_addf(out->text, "%s–%s", json_get_str(o, "from", ""),
		    json_get_str(o, "to", ""));
	else if (col == WHO)
		buf_adds(out->text,
		    json_get_str(json_get(o, "consultant"), "name", ""));
	else if (col == REPEAT && until != DATE_NONE)
		buf_addf(out->text, _("weekly until %s"), ui_date(until, day));
	else if (col == REPEAT)
		buf_adds(out->text, _("once"));
	else
		buf_addf(out->text, "%s, %s", json_get_str(o, "added_by", ""),
		    scr_instant(json_get_str(o, "added_at", NULL), when));
}

static int
compare(void *ctx, int a, int b, int col)
{
	const json_t *x = at(ctx, a), *y = at(ctx, b);
	int n = 0;

	if (col == WHO)
		n = strcoll(json_get_str(json_get(x, "consultant"), "name", ""),
		    json_get_str(json_get(y, "consultant"), "name", ""));
	if (n == 0)
		n = day_of(ctx, x) - day_of(ctx, y);
	return n != 0 ? n
		      : strcmp(json_get_str(x, "from", ""),
			    json_get_str(y, "from", ""));
}

static const struct list_source source = {
	.cols = columns,
	.count = count,
	.id = row_id,
	.cell = cell,
	.compare = compare,
	.empty = N_("No ready times by hand this week: n enters one"),
};

/* --- reading --- */

static void
read_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct ready_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		list_refresh(&s->list);
}

static void
ready_read(struct ui *ui, struct ready_state *s, bool quiet)
{
	char from[11], to[11];

	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "availability.get",
		.params =
		    json_pack("{s:s,s:s}", "from", date_text(s->monday, from),
			"to", date_text(s->monday + 6, to)),
		.fn = read_answer,
		.quiet = quiet });
}

/* Admins plan for all, others for the consultant linked to their account. */
static void
people_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct ready_state *s = state;

	(void)ui;
	(void)tag;
	if (!a->ok)
		return;
	json_decref(s->consultants);
	s->consultants =
	    s->admin ? json_incref(json_get(a->data, "items"))
		     : json_pack("[O]", json_get(a->data, "consultant"));
}

static void
read_people(struct ui *ui, struct ready_state *s)
{
	char date[11];
	json_t *p = NULL;

	if (!s->admin)
		p = json_pack(
		    "{s:s,s:i}", "date", date_text(ui->today, date), "hour", 9);
	tui_call(ui, s,
	    &(struct tui_request){ .op = s->admin
					     ? "availability.list_consultants"
					     : "slots.check_special",
		.params = p,
		.fn = people_answer,
		.quiet = true });
}

static void
ready_enter(struct ui *ui, void *state, const void *arg)
{
	struct ready_state *s = state;
	int date = scr_context(ui)->date;

	(void)arg;
	if (date < ui->today)
		date = ui->today;
	/* at the weekend people plan the next week */
	s->monday = date_monday(date_weekday(date) > 4 ? date + 2 : date);
	s->admin = ui_allowed(ui, "availability.list_consultants");
	list_init(&s->list, &source, s);
	list_sort(&s->list, DAY, false);
	read_people(ui, s);
	ready_read(ui, s, false);
}

static void
ready_leave(struct ui *ui, void *state)
{
	struct ready_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
	json_decref(s->consultants);
}

static void
ready_resume(struct ui *ui, void *state)
{
	ready_read(ui, state, true);
}

static void
ready_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct ready_state *s = state;

	(void)data;
	if (str_eq(event, "availability.changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
ready_tick(struct ui *ui, void *state, int64_t mono)
{
	struct ready_state *s = state;

	if (live_due(&s->live, mono))
		ready_read(ui, s, true);
	return live_next(&s->live);
}

/* --- actions --- */

static bool
mine(const struct ready_state *s, int64_t consultant)
{
	for (size_t i = 0; i < json_array_size(s->consultants); i++)
		if (json_get_int(json_array_get(s->consultants, i), "id", 0) ==
		    consultant)
			return true;
	return false;
}

static void
open_form(struct ui *ui, struct ready_state *s, const json_t *span)
{
	json_t *ctx = json_object();
	int day = s->monday > ui->today ? s->monday : ui->today;

	json_object_set(ctx, "consultants", s->consultants);
	if (span != NULL) {
		json_object_set(ctx, "span", (json_t *)span);
		json_object_set(
		    ctx, "version", json_object_get(span, "version"));
	}
	json_object_set_new(ctx, "date", json_integer(day));
	json_object_set_new(
	    ctx, "consultant", json_integer(scr_context(ui)->consultant));
	ready_open_form(ui, ctx);
	json_decref(ctx);
}

static void
act_new(struct ui *ui, void *state)
{
	struct ready_state *s = state;

	if (json_array_size(s->consultants) == 0)
		ui_toast(ui, TOAST_WARNING,
		    s->admin ? _("Enter a consultant first")
			     : _("Your account is linked to no consultant"));
	else
		open_form(ui, s, NULL);
}

static const json_t *
selected(struct ui *ui, struct ready_state *s)
{
	const json_t *o = at(s, list_row(&s->list));

	if (o == NULL ||
	    mine(s, json_get_int(json_get(o, "consultant"), "id", 0)))
		return o;
	ui_toast(ui, TOAST_WARNING,
	    _("Only ready times of your own consultant can be changed"));
	return NULL;
}

static void
act_edit(struct ui *ui, void *state)
{
	const json_t *o = selected(ui, state);

	if (o != NULL)
		open_form(ui, state, o);
}

static void
removed(struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	ready_read(ui, state, true);
	if (!scr_error(ui, a))
		report_open(ui, _("The ready time is gone"), a->data);
}

static void
remove_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct ready_state *s = state;

	if (d->ok)
		scr_write(ui, s,
		    &(struct tui_request){ .op = "availability.remove_manual",
			.params = json_pack("{s:I,s:I}", "id",
			    (json_int_t)s->removing, "version",
			    (json_int_t)s->version),
			.fn = removed });
}

static void
act_remove(struct ui *ui, void *state)
{
	struct ready_state *s = state;
	const json_t *o = selected(ui, s);
	char text[300], day[UI_DATE];

	if (o == NULL)
		return;
	s->removing = json_get_int(o, "id", 0);
	s->version = json_get_int(o, "version", 0);
	snprintf(text, sizeof text, "%s, %s %s–%s%s",
	    json_get_str(json_get(o, "consultant"), "name", ""),
	    ui_date_long(day_of(s, o), day), json_get_str(o, "from", ""),
	    json_get_str(o, "to", ""),
	    scr_json_date(o, "repeat_until") != DATE_NONE
		? _("\nThe whole weekly series goes.")
		: "");
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Remove the ready time?"),
			  .text = text,
			  .yes = _("Remove"),
			  .no = _("Keep"),
			  .danger = true,
			  .done = remove_confirmed });
}

static void
go_week(struct ui *ui, struct ready_state *s, int monday)
{
	if (monday < DATE_MIN || monday > DATE_MAX - 7)
		return;
	s->monday = monday;
	scr_context(ui)->date = monday > ui->today ? monday : ui->today;
	ready_read(ui, s, false);
}

static void
act_next(struct ui *ui, void *state)
{
	go_week(ui, state, ((struct ready_state *)state)->monday + 7);
}

static void
act_before(struct ui *ui, void *state)
{
	go_week(ui, state, ((struct ready_state *)state)->monday - 7);
}

static void
typed_date(struct ui *ui, void *state, const struct dialog_answer *d)
{
	int date;

	if (d->ok && scr_read_when(ui, d->text, &date, NULL))
		go_week(ui, state, date_monday(date));
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
	read_people(ui, state);
	ready_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct ready_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_edit(ui, s);
	return ev != LIST_IGNORED;
}

static bool
ready_key(struct ui *ui, void *state, uint32_t key)
{
	struct ready_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
ready_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct ready_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static void
ready_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct ready_state *s = state;
	struct canvas part = canvas_sub(c, AREA(0, 0, c->rows - 2, c->cols));

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	list_draw(&s->list, &part);
	canvas_fit(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED,
	    s->admin ? _("They add to what stands in the calendars")
		     : _("You plan the times of your own consultant"));
}

static const char *
ready_subtitle(struct ui *ui, void *state)
{
	static _Thread_local char text[80];
	const struct ready_state *s = state;
	char week[UI_DATE], a[UI_DATE], b[UI_DATE];

	(void)ui;
	snprintf(text, sizeof text, "%s · %s – %s", ui_week(s->monday, 0, week),
	    ui_date_short(s->monday, a), ui_date_short(s->monday + 6, b));
	return text;
}

static const struct key_action ready_keys[] = {
	{ 'n', N_("new"), "availability.set_manual", act_new, K_INSERT,
	    KEY_FIRST, N_("Enter a ready time, once or weekly") },
	{ K_ENTER, N_("change"), "availability.set_manual", act_edit, 'e',
	    KEY_FIRST, N_("Change the selected ready time") },
	{ 'd', N_("remove"), "availability.remove_manual", act_remove, K_DELETE,
	    0, N_("Remove the selected ready time") },
	{ ']', N_("next week"), NULL, act_next, K_RIGHT, 0,
	    N_("Next week; [ goes back") },
	{ '[', N_("week before"), NULL, act_before, K_LEFT, KEY_NO_FOOTER,
	    NULL },
	{ 'g', N_("go to"), NULL, act_goto, 0, 0,
	    N_("Go to a date typed by hand") },
	{ '/', N_("filter"), NULL, NULL, 0, 0, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_ready = {
	.id = "ready",
	.title = N_("Ready times"),
	.state_size = sizeof(struct ready_state),
	.keys = ready_keys,
	.enter = ready_enter,
	.leave = ready_leave,
	.resume = ready_resume,
	.draw = ready_draw,
	.key = ready_key,
	.mouse = ready_mouse,
	.push = ready_push,
	.tick = ready_tick,
	.subtitle = ready_subtitle,
};
