/* Searching customers while typing. */
#include "tui/screens/scr_customers.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/ui/edit.h"
#include "tui/ui/list.h"

#define SETTLE_MS 120
#define HITS 50

enum { RISK, NAME, NEXT, LAST, TOTAL, MARKS };
enum { INPUT_ROWS = 2, TEXT_MAX = 100 };

struct customers_state {
	struct edit edit;
	struct live live;
	struct list list;
	int64_t ask_at, answered; /* tag of the newest answer */
	bool enter;		  /* pressed before the answer was there */
	char asked[TEXT_MAX * 4 + 1];
	struct area input;
};

/* --- the list --- */

static const struct list_col cols[] = {
	[RISK] = { N_("Risk"), 4, 0, 0, COL_NO_SORT },
	[NAME] = { N_("Customer"), 20, 1, 0, 0 },
	[NEXT] = { N_("Next"), 15, 0, 0, COL_NO_SORT },
	[LAST] = { N_("Last"), 15, 0, 2, COL_NO_SORT },
	[TOTAL] = { N_("Appts."), 5, 0, 3, COL_RIGHT },
	[MARKS] = { N_("Remark"), 4, 0, 4, COL_NO_SORT },
	{ 0 },
};

static const json_t *
hit_at(const struct customers_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	struct customers_state *s = ctx;

	return (int)json_array_size(live_items(&s->live));
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(hit_at(ctx, row), "id", -1);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = hit_at(ctx, row);
	const char *risk = json_get_str(o, "risk", "low");
	char text[SCR_TEXT];

	if (col == RISK) {
		buf_adds(out->text, customer_risk_sign(risk));
		out->ink = customer_risk_ink(risk);
	} else if (col == NAME) {
		buf_adds(out->text, json_get_str(o, "name", ""));
		if (json_get_bool(o, "own", false))
			out->ink = INK_STRONG;
	} else if (col == NEXT) {
		buf_adds(out->text, customer_when(o, "next", text));
		out->ink = INK_ACCENT;
	} else if (col == LAST) {
		buf_adds(out->text, customer_when(o, "last", text));
	} else if (col == TOTAL) {
		buf_addf(
		    out->text, "%d", (int)json_get_int(o, "appointments", 0));
	} else if (json_get_bool(o, "has_note", false)) {
		buf_adds(out->text, "✎");
	}
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No customer fits"),
};

/* --- reading --- */

static void act_open(struct ui *ui, void *state);

static void
find_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct customers_state *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	s->answered = tag;
	list_refresh(&s->list);
	if (s->enter && s->ask_at == 0)
		act_open(ui, s);
}

static void
find(struct ui *ui, struct customers_state *s, bool quiet)
{
	s->ask_at = 0;
	(void)str_copy(s->asked, sizeof s->asked, s->edit.text);
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "customers.find",
		.params =
		    json_pack("{s:s,s:i}", "text", s->asked, "limit", HITS),
		.fn = find_answer,
		.quiet = quiet });
}

static void
customers_enter(struct ui *ui, void *state, const void *arg)
{
	struct customers_state *s = state;

	(void)arg;
	edit_init(&s->edit, TEXT_MAX, false, false);
	list_init(&s->list, &source, s);
	s->list.flags = LIST_NO_FILTER;
	find(ui, s, true);
}

static void
customers_leave(struct ui *ui, void *state)
{
	struct customers_state *s = state;

	(void)ui;
	edit_done(&s->edit);
	list_done(&s->list);
	live_done(&s->live);
}

static void
customers_resume(struct ui *ui, void *state)
{
	find(ui, state, true);
}

static void
customers_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct customers_state *s = state;

	(void)data;
	if (str_eq(event, "customers.changed") ||
	    str_eq(event, "slots.booking_changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
customers_tick(struct ui *ui, void *state, int64_t mono)
{
	struct customers_state *s = state;
	int64_t next;

	if (live_due(&s->live, mono) || (s->ask_at != 0 && s->ask_at <= mono))
		find(ui, s, true);
	next = live_next(&s->live);
	return s->ask_at != 0 && s->ask_at < next ? s->ask_at : next;
}

/* --- drawing --- */

static void
draw_input(struct customers_state *s, const struct canvas *c)
{
	int label = canvas_text(c, 0, 0, INK_LABEL, _("Search")) + 2;
	struct canvas part = canvas_sub(c, AREA(0, label, 1, c->cols - label));

	s->input = AREA(part.row, part.col, 1, part.cols);
	edit_draw(&s->edit, &part, INK_INPUT_FOCUS, true);
	if (s->edit.len == 0)
		canvas_fit(&part, SPAN(0, 1, part.cols - 1), INK_PLACEHOLDER,
		    _("name, part of a name, or a word of a note"));
	canvas_hline(c, SPAN(1, 0, c->cols), INK_BORDER);
}

static void
customers_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct customers_state *s = state;
	struct canvas part =
	    canvas_sub(c, AREA(INPUT_ROWS, 0, c->rows - INPUT_ROWS, c->cols));

	(void)ui;
	if (s->asked[0] == '\0' && s->edit.len == 0)
		scr_draw_note(
		    &part, _("Every spelling finds: Müller, mueller, ma mül\n\n"
			     "F3 shows your own customers"));
	else if (s->live.data != NULL)
		list_draw(&s->list, &part);
	if (!json_get_bool(s->live.data, "complete", true) && part.rows > 4)
		canvas_right(&part, SPAN(part.rows - 1, 0, part.cols),
		    INK_MUTED, _("More customers fit: type on"));
	draw_input(s, c);
}

/* --- keys --- */

static void
act_open(struct ui *ui, void *state)
{
	struct customers_state *s = state;
	int64_t one = list_id(&s->list);

	s->enter = s->ask_at != 0 || s->answered != s->live.newest;
	if (s->enter)
		return; /* what is typed has not been found yet */
	if (one > 0)
		scr_open_customer(ui, one);
	else
		ui_toast(ui, TOAST_INFO, _("No customer is selected"));
}

static void
act_own(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "customers_own");
}

static void
act_risk(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "customers_risk");
}

static void
act_twins(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "customers_twins");
}

static void
act_reload(struct ui *ui, void *state)
{
	find(ui, state, false);
}

static void
typed(struct ui *ui, struct customers_state *s)
{
	if (str_eq(s->asked, s->edit.text)) {
		s->ask_at = 0; /* typed and taken back */
		return;
	}
	s->enter = false;
	s->ask_at = ui->mono + SETTLE_MS;
	live_wake(ui, s, s->ask_at);
}

static bool
is_list_key(uint32_t key)
{
	return key == K_UP || key == K_DOWN || key == K_PGUP || key == K_PGDN;
}

static bool
customers_key(struct ui *ui, void *state, uint32_t key)
{
	struct customers_state *s = state;

	if (key == K_ESC && s->edit.len > 0) {
		edit_set(&s->edit, "");
		typed(ui, s);
		return true;
	}
	if (is_list_key(key)) {
		list_key(&s->list, key);
		return true;
	}
	if (!edit_key(&s->edit, key))
		return false;
	typed(ui, s);
	return true;
}

static bool
customers_paste(struct ui *ui, void *state, const char *text)
{
	struct customers_state *s = state;

	edit_insert(&s->edit, text);
	typed(ui, s);
	return true;
}

static bool
customers_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct customers_state *s = state;
	enum list_event ev = list_mouse(&s->list, m);

	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static const struct key_action customers_keys[] = {
	{ K_ENTER, N_("record"), "customers.get", act_open, 0, KEY_FIRST,
	    N_("All about the customer: appointments, figures, note") },
	{ K_F(3), N_("my customers"), "customers.list_own", act_own, 0, 0,
	    N_("Customers you have booked, with attendance") },
	{ K_F(4), N_("risk"), "customers.list_risk", act_risk, 0, 0,
	    N_("Customers by risk and segment") },
	{ K_F(6), N_("duplicates"), "customers.list_duplicates", act_twins, 0,
	    0, N_("Customers who may be one person") },
	{ K_F(5), N_("reload"), NULL, act_reload, 0, KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_customers = {
	.id = "customers",
	.title = N_("Customers"),
	.state_size = sizeof(struct customers_state),
	.keys = customers_keys,
	.enter = customers_enter,
	.leave = customers_leave,
	.resume = customers_resume,
	.draw = customers_draw,
	.key = customers_key,
	.paste = customers_paste,
	.mouse = customers_mouse,
	.push = customers_push,
	.tick = customers_tick,
};
