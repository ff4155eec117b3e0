/* One customer: overview, appointments, note. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/lines.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_booking.h"
#include "tui/screens/scr_customers.h"
#include "tui/screens/wording.h"
#include "tui/ui/list.h"
#include "tui/ui/tabs.h"

#define HISTORY_MOST 200

enum { OVERVIEW, HISTORY, NOTE };
enum { DATE, TIME, STATUS, MOVES, WHO, TEXT };
enum { LABEL_COLS = 18 };

struct customer_state {
	int64_t id;
	struct live live;
	struct tabs tabs;
	struct lines facts, note;
	struct list list;
	char subtitle[200];
};

static const char *const tab_names[] = { N_("Overview"), N_("Course"),
	N_("Remark"), NULL };

static const json_t *
record(const struct customer_state *s)
{
	return json_get(s->live.data, "customer");
}

/* --- the list of appointments --- */

static const struct list_col cols[] = {
	[DATE] = { N_("Date"), 11, 0, 0, COL_NO_SORT },
	[TIME] = { N_("Time"), 5, 0, 1, COL_NO_SORT },
	[STATUS] = { N_("Status"), 18, 0, 0, COL_NO_SORT },
	[MOVES] = { N_("Mv."), 3, 0, 3, COL_RIGHT | COL_NO_SORT },
	[WHO] = { N_("Booked by"), 10, 1, 2, COL_NO_SORT },
	[TEXT] = { N_("Notes"), 12, 2, 4, COL_NO_SORT },
	{ 0 },
};

static const json_t *
visit_at(const struct customer_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(
			     json_get(s->live.data, "history"), (size_t)row);
}

static int
count(void *ctx)
{
	struct customer_state *s = ctx;

	return (int)json_array_size(json_get(s->live.data, "history"));
}

/* A description of several lines would break the row. */
static void
one_line(struct buf *b, const char *text)
{
	for (; *text != '\0'; text++)
		buf_addc(b, *text == '\n' ? ' ' : *text);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *v = visit_at(ctx, row);
	const char *status = json_get_str(v, "status", "");
	char text[SCR_TEXT];

	if (col == DATE)
		buf_adds(out->text, word_day(scr_json_date(v, "date"), text));
	else if (col == TIME)
		buf_adds(
		    out->text, scr_hour((int)json_get_int(v, "hour", 0), text));
	else if (col == STATUS) {
		buf_addf(out->text, "%s %s", scr_status_sign(status),
		    scr_status_label(status));
		out->ink = scr_status_ink(status);
	} else if (col == MOVES && json_get_int(v, "moves", 0) > 0)
		buf_addf(out->text, "%d", (int)json_get_int(v, "moves", 0));
	else if (col == WHO)
		buf_adds(out->text, json_get_str(v, "booked_by", ""));
	else if (col == TEXT)
		one_line(out->text, json_get_str(v, "description",
					json_get_str(v, "campaign", "")));
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.cell = cell,
	.empty = N_("No appointments"),
};

/* --- the pages of lines --- */

static void
ink_last(struct lines *l, int ink)
{
	l->v[l->n - 1].ink = ink;
}

static void
add_appointments(struct ui *ui, struct lines *l, const json_t *o)
{
	char when[SCR_TEXT], away[SCR_TEXT];
	int open = (int)json_get_int(o, "open", 0);
	const char *status = json_get_str(json_get(o, "last"), "status", "");

	if (customer_when(o, "next", when)[0] == '\0')
		lines_pair(l, _("Next appointment"), "%s", _("none"));
	else
		lines_pair(l, _("Next appointment"), "%s · %s%s", when,
		    word_days_away(scr_json_date(json_get(o, "next"), "date"),
			ui->today, away),
		    open > 1 ? _(" · more to come") : "");
	if (customer_when(o, "last", when)[0] != '\0')
		lines_pair(l, _("Last appointment"), "%s · %s %s", when,
		    scr_status_sign(status), scr_status_label(status));
}

static void
add_risk(struct lines *l, const json_t *o)
{
	const char *risk = json_get_str(o, "risk", "low");
	const char *sign = customer_risk_sign(risk);
	int missed = (int)json_get_int(o, "missed", 0);
	char text[120];

	snprintf(text, sizeof text,
	    ngettext("missed %d appointment", "missed %d appointments",
		(unsigned long)missed),
	    missed);
	lines_pair(l, _("Risk"), "%s%s%s · %s", sign, *sign ? " " : "",
	    customer_risk_label(risk), text);
	ink_last(l, customer_risk_ink(risk));
}

static void
add_figures(struct lines *l, const json_t *o)
{
	const json_t *f = json_get(o, "figures");
	char text[SCR_TEXT];

	if (f == NULL)
		return; /* only for own customers, or with the permission */
	lines_pair(l, _("Reliability"), _("%s of all appointments"),
	    customer_score(json_get_int(f, "score_hundredths", 0), text));
	lines_pair(l, _("Decided"), _("%s without moved ones"),
	    customer_rate(f, "decided_tenths", text));
	lines_pair(l, _("Segment"), "%s",
	    customer_segment(json_get_str(f, "segment", "")));
}

static void
add_counts(struct lines *l, const json_t *o)
{
	static const struct {
		const char *key, *status;
	} rows[] = { { "completed", "appeared" }, { "no_shows", "no_show" },
		{ "ghosts", "ghost" }, { "cancelled", "cancelled" },
		{ "rescheduled", "rescheduled" }, { "overhang", "overhang" },
		{ "exits", "exit" } };
	const json_t *n = json_get(o, "counts");

	lines_heading(l, _("Outcomes"));
	lines_pair(
	    l, _("Appointments"), "%d", (int)json_get_int(n, "total", 0));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int k = (int)json_get_int(n, rows[i].key, 0);

		if (k == 0)
			continue;
		lines_pair(l, scr_status_label(rows[i].status), "%d", k);
		ink_last(l, scr_status_ink(rows[i].status));
	}
}

/* "Monday · 11:00 (wished)" */
static void
add_preferred(struct lines *l, const json_t *o)
{
	const json_t *p = json_get(o, "preferred");
	int day = (int)json_get_int(p, "weekday", -1);
	int hour = (int)json_get_int(p, "hour", -1);
	char text[SCR_TEXT];

	if (day >= 0)
		lines_pair(l, _("Preferred day"), "%s · %s", ui_weekday(day),
		    json_get_bool(p, "weekday_wished", false) ? _("wished")
							      : _("as so far"));
	if (hour >= 0)
		lines_pair(l, _("Preferred hour"), "%s · %s",
		    scr_hour(hour, text),
		    json_get_bool(p, "hour_wished", false) ? _("wished")
							   : _("as so far"));
}

static void
add_seen(struct lines *l, const json_t *o)
{
	int first = scr_json_date(o, "first_seen");
	char a[UI_DATE], b[UI_DATE];

	if (first != DATE_NONE)
		lines_pair(l, _("Seen"), "%s – %s", ui_date(first, a),
		    ui_date(scr_json_date(o, "last_seen"), b));
}

static void
add_merged(struct lines *l, const json_t *o)
{
	const json_t *m;
	size_t i;

	if (json_array_size(json_get(o, "merged")) == 0)
		return;
	lines_heading(l, _("Other spellings, merged"));
	json_array_foreach(json_get(o, "merged"), i, m)
	    lines_text(l, INK_TEXT, "%s", json_get_str(m, "name", ""));
}

static void
fill_note(struct lines *l, const json_t *o)
{
	const char *note = json_get_str(o, "note", "");
	const json_t *m;
	size_t i;

	lines_clear(l);
	if (note[0] != '\0')
		lines_text(l, INK_TEXT, "%s", note);
	else
		lines_text(l, INK_MUTED, "%s", _("No note yet: e writes one"));
	json_array_foreach(json_get(o, "merged"), i, m)
	{
		if (json_get_str(m, "note", "")[0] == '\0')
			continue;
		lines_heading(l, json_get_str(m, "name", ""));
		lines_text(l, INK_TEXT, "%s", json_get_str(m, "note", ""));
	}
}

static void
fill(struct ui *ui, struct customer_state *s)
{
	const json_t *o = record(s);

	lines_clear(&s->facts);
	add_risk(&s->facts, o);
	add_appointments(ui, &s->facts, o);
	add_preferred(&s->facts, o);
	add_figures(&s->facts, o);
	add_seen(&s->facts, o);
	add_counts(&s->facts, o);
	add_merged(&s->facts, o);
	fill_note(&s->note, o);
	list_refresh(&s->list);
}

/* --- the life of the screen --- */

static void
get_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct customer_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		fill(ui, s);
}

static void
customer_read(struct ui *ui, struct customer_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "customers.get",
		.params = json_pack("{s:I,s:i}", "id", (json_int_t)s->id,
		    "limit", HISTORY_MOST),
		.fn = get_answer,
		.quiet = quiet });
}

static void
customer_enter(struct ui *ui, void *state, const void *arg)
{
	struct customer_state *s = state;

	s->id = *(const int64_t *)arg;
	s->tabs.names = tab_names;
	list_init(&s->list, &source, s);
	s->list.flags = LIST_NO_FILTER;
	customer_read(ui, s, false);
}

static void
customer_leave(struct ui *ui, void *state)
{
	struct customer_state *s = state;

	(void)ui;
	live_done(&s->live);
	lines_done(&s->facts);
	lines_done(&s->note);
	list_done(&s->list);
}

static void
customer_resume(struct ui *ui, void *state)
{
	customer_read(ui, state, true);
}

static void
customer_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct customer_state *s = state;

	(void)data;
	if (str_eq(event, "customers.changed") ||
	    str_eq(event, "slots.booking_changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
customer_tick(struct ui *ui, void *state, int64_t mono)
{
	struct customer_state *s = state;

	if (live_due(&s->live, mono))
		customer_read(ui, s, true);
	return live_next(&s->live);
}

static void
draw_history(struct customer_state *s, const struct canvas *c)
{
	int total = (int)json_get_int(s->live.data, "total", 0);
	char text[120];

	list_draw(&s->list, c);
	if (total <= count(s) || c->rows < 4)
		return;
	snprintf(text, sizeof text, _("The newest %d of %d"), count(s), total);
	canvas_right(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED, text);
}

static void
customer_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct customer_state *s = state;
	struct canvas part;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	tabs_draw(&s->tabs, c);
	part = canvas_sub(c, AREA(TABS_ROWS, 0, c->rows - TABS_ROWS, c->cols));
	if (s->tabs.open == OVERVIEW)
		lines_draw(&s->facts, &part, LABEL_COLS);
	else if (s->tabs.open == HISTORY)
		draw_history(s, &part);
	else
		lines_draw(&s->note, &part, LABEL_COLS);
}

/* --- keys --- */

static void
act_note(struct ui *ui, void *state)
{
	struct customer_state *s = state;

	if (s->live.data != NULL)
		scr_open_customer_note(ui, record(s));
}

static void
act_booking(struct ui *ui, void *state)
{
	struct customer_state *s = state;
	int64_t next = json_get_int(json_get(record(s), "next"), "booking", 0);
	const json_t *v = visit_at(s, list_row(&s->list));

	if (s->tabs.open == HISTORY)
		next = json_get_int(v, "booking", 0);
	if (next > 0)
		scr_open_booking(ui, next);
	else
		ui_toast(ui, TOAST_INFO,
		    _("There is no booking here that you may open"));
}

static void
part_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("%s stands for itself again"),
		    json_get_str(json_get(a->data, "customer"), "name", ""));
	customer_read(ui, state, true);
}

static void
part_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct customer_state *s = state;
	const json_t *m =
	    json_array_get(json_get(record(s), "merged"), (size_t)d->choice);

	if (!d->ok || m == NULL)
		return;
	scr_write(ui, s,
	    &(struct tui_request){ .op = "customers.undo_merge",
		.params = json_pack(
		    "{s:I}", "id", (json_int_t)json_get_int(m, "id", 0)),
		.fn = part_answer });
}

static void
act_part(struct ui *ui, void *state)
{
	enum { MOST = 20 };
	struct customer_state *s = state;
	const json_t *all = json_get(record(s), "merged");
	const char *items[MOST + 1] = { NULL };
	int n = (int)json_array_size(all);

	if (n == 0) {
		ui_toast(
		    ui, TOAST_INFO, _("Nothing was merged into this customer"));
		return;
	}
	for (int i = 0; i < n && i < MOST; i++)
		items[i] =
		    json_get_str(json_array_get(all, (size_t)i), "name", "");
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = _("Which one stands for itself again?"),
			  .items = items,
			  .done = part_chosen });
}

static void
act_reload(struct ui *ui, void *state)
{
	customer_read(ui, state, false);
}

static bool
customer_key(struct ui *ui, void *state, uint32_t key)
{
	struct customer_state *s = state;
	enum list_event ev;

	if (tabs_key(&s->tabs, key, true))
		return true;
	if (s->tabs.open == OVERVIEW)
		return lines_key(&s->facts, key);
	if (s->tabs.open == NOTE)
		return lines_key(&s->note, key);
	ev = list_key(&s->list, key);
	if (ev == LIST_ACTIVATE)
		act_booking(ui, s);
	return ev != LIST_IGNORED;
}

static bool
customer_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct customer_state *s = state;
	enum list_event ev;

	if (tabs_mouse(&s->tabs, m))
		return true;
	if (s->tabs.open == OVERVIEW)
		return lines_mouse(&s->facts, m);
	if (s->tabs.open == NOTE)
		return lines_mouse(&s->note, m);
	ev = list_mouse(&s->list, m);
	if (ev == LIST_ACTIVATE)
		act_booking(ui, s);
	return ev != LIST_IGNORED;
}

static const char *
customer_subtitle(struct ui *ui, void *state)
{
	struct customer_state *s = state;
	const char *sign =
	    customer_risk_sign(json_get_str(record(s), "risk", "low"));

	(void)ui;
	snprintf(s->subtitle, sizeof s->subtitle, "%s%s%s", sign,
	    *sign ? " " : "", json_get_str(record(s), "name", ""));
	return s->subtitle;
}

static const struct key_action customer_keys[] = {
	{ K_RIGHT, N_("page"), NULL, NULL, K_LEFT, KEY_FIRST,
	    N_("Overview, appointments, note; Alt-1 to Alt-3") },
	{ K_ENTER, N_("booking"), "slots.get", act_booking, 0, KEY_FIRST,
	    N_("Open the next or the selected booking") },
	{ 'e', N_("note"), "customers.update", act_note, 0, KEY_FIRST,
	    N_("Write the note and the wished times") },
	{ 't', N_("part"), "customers.undo_merge", act_part, 0, KEY_NO_FOOTER,
	    N_("A merged customer stands for itself again") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

static const struct screen_ops scr_customer = {
	.id = "customer",
	.title = N_("Customer"),
	.state_size = sizeof(struct customer_state),
	.keys = customer_keys,
	.enter = customer_enter,
	.leave = customer_leave,
	.resume = customer_resume,
	.draw = customer_draw,
	.key = customer_key,
	.mouse = customer_mouse,
	.push = customer_push,
	.tick = customer_tick,
	.subtitle = customer_subtitle,
};

void
scr_open_customer(struct ui *ui, int64_t id)
{
	if (!ui_allowed(ui, "customers.get")) {
		ui_toast(ui, TOAST_WARNING, _("You may not do this: %s"),
		    _("Customers"));
		return;
	}
	if (!ui_open(ui, &scr_customer, &id))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}
