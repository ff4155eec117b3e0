/* Customers who may be one person: merging them, proposal by proposal. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_customers.h"
#include "tui/ui/list.h"

#define PROPOSALS 100

enum { GROUP, NAME, TOTAL, NEXT, LAST, MARKS };
enum { FOOT_ROWS = 2, FOOT_MIN = 8 };

struct twin {
	const json_t *o; /* borrowed from live */
	int group;
};
struct twins_state {
	struct live live;
	struct list list;
	struct twin row[3 * PROPOSALS];
	int n;
};

static const struct list_col cols[] = {
	[GROUP] = { N_("Pair"), 4, 0, 0, COL_RIGHT | COL_NO_SORT },
	[NAME] = { N_("Customer"), 20, 1, 0, COL_NO_SORT },
	[TOTAL] = { N_("Appts."), 5, 0, 1, COL_RIGHT | COL_NO_SORT },
	[NEXT] = { N_("Next"), 15, 0, 2, COL_NO_SORT },
	[LAST] = { N_("Last"), 15, 0, 3, COL_NO_SORT },
	[MARKS] = { N_("Remark"), 4, 0, 4, COL_NO_SORT },
	{ 0 },
};

static int
count(void *ctx)
{
	return ((struct twins_state *)ctx)->n;
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(((struct twins_state *)ctx)->row[row].o, "id", -1);
}

static bool
is_first(const struct twins_state *s, int row)
{
	return row == 0 || s->row[row - 1].group != s->row[row].group;
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct twins_state *s = ctx;
	const json_t *o = s->row[row].o;
	char text[SCR_TEXT];

	if (col == GROUP && is_first(s, row)) {
		buf_addf(out->text, "%d", s->row[row].group + 1);
		out->ink = INK_MUTED;
	} else if (col == NAME) {
		buf_addf(out->text, "%s%s", is_first(s, row) ? "" : "↳ ",
		    json_get_str(o, "name", ""));
	} else if (col == TOTAL) {
		buf_addf(
		    out->text, "%d", (int)json_get_int(o, "appointments", 0));
	} else if (col == NEXT) {
		buf_adds(out->text, customer_when(o, "next", text));
	} else if (col == LAST) {
		buf_adds(out->text, customer_when(o, "last", text));
	} else if (col == MARKS && json_get_bool(o, "has_note", false)) {
		buf_adds(out->text, "✎");
	}
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No customers look alike"),
};

/* --- reading --- */

static void
take(struct twins_state *s)
{
	const json_t *group, *o;
	size_t i, k;

	s->n = 0;
	json_array_foreach((json_t *)live_items(&s->live), i, group)
	    json_array_foreach(json_get(group, "customers"), k, o)
	{
		if (s->n == 3 * PROPOSALS)
			return;
		s->row[s->n++] = (struct twin){ o, (int)i };
	}
}

static void
twins_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct twins_state *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	take(s);
	list_refresh(&s->list);
}

static void
twins_read(struct ui *ui, struct twins_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "customers.list_duplicates",
		.params = json_pack("{s:i}", "limit", PROPOSALS),
		.fn = twins_answer,
		.quiet = quiet });
}

static void
twins_enter(struct ui *ui, void *state, const void *arg)
{
	struct twins_state *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	s->list.flags = LIST_NO_FILTER;
	twins_read(ui, s, false);
}

static void
twins_leave(struct ui *ui, void *state)
{
	struct twins_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
twins_resume(struct ui *ui, void *state)
{
	twins_read(ui, state, true);
}

static void
twins_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct twins_state *s = state;

	(void)data;
	if (str_eq(event, "customers.changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
twins_tick(struct ui *ui, void *state, int64_t mono)
{
	struct twins_state *s = state;

	if (live_due(&s->live, mono))
		twins_read(ui, s, true);
	return live_next(&s->live);
}

static void
twins_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct twins_state *s = state;
	struct canvas part = *c;
	int total = (int)json_get_int(s->live.data, "total", 0);
	char text[160];

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (s->n == 0) {
		scr_draw_note(c, _("No customers look alike"));
		return;
	}
	if (c->rows < FOOT_MIN) {
		list_draw(&s->list, c);
		return;
	}
	part.rows -= FOOT_ROWS;
	list_draw(&s->list, &part);
	canvas_hline(c, SPAN(c->rows - FOOT_ROWS, 0, c->cols), INK_BORDER);
	snprintf(text, sizeof text,
	    ngettext("%d proposal · m makes the others part of the selected "
		     "customer",
		"%d proposals · m makes the others part of the selected "
		"customer",
		(unsigned long)total),
	    total);
	canvas_fit(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED, text);
}

/* --- keys --- */

static void
act_open(struct ui *ui, void *state)
{
	struct twins_state *s = state;
	int64_t one = list_id(&s->list);

	if (one > 0)
		scr_open_customer(ui, one);
	else
		ui_toast(ui, TOAST_INFO, _("No customer is selected"));
}

static void
merge_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("Merged: %s"),
		    json_get_str(json_get(a->data, "customer"), "name", ""));
	twins_read(ui, state, true);
}

/* The next other one of the proposal becomes part of the selected one. */
static void
act_merge(struct ui *ui, void *state)
{
	struct twins_state *s = state;
	int row = list_row(&s->list), other = -1;

	for (int i = 0; row >= 0 && i < s->n && other < 0; i++)
		if (i != row && s->row[i].group == s->row[row].group)
			other = i;
	if (other < 0) {
		ui_toast(ui, TOAST_INFO, _("No customer is selected"));
		return;
	}
	scr_write(ui, s,
	    &(struct tui_request){ .op = "customers.merge",
		.params = json_pack("{s:I,s:I}", "id", (json_int_t)id(s, row),
		    "from", (json_int_t)id(s, other)),
		.fn = merge_answer });
}

static void
act_reload(struct ui *ui, void *state)
{
	twins_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct twins_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static bool
twins_key(struct ui *ui, void *state, uint32_t key)
{
	struct twins_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
twins_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct twins_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action twins_keys[] = {
	{ K_ENTER, N_("record"), "customers.get", act_open, 0, KEY_FIRST,
	    N_("All about the customer: appointments, figures, note") },
	{ 'm', N_("merge"), "customers.merge", act_merge, 0, KEY_FIRST,
	    N_("Make the others part of the selected customer") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_customers_twins = {
	.id = "customers_twins",
	.title = N_("Customers who look alike"),
	.state_size = sizeof(struct twins_state),
	.keys = twins_keys,
	.enter = twins_enter,
	.leave = twins_leave,
	.resume = twins_resume,
	.draw = twins_draw,
	.key = twins_key,
	.mouse = twins_mouse,
	.push = twins_push,
	.tick = twins_tick,
};
