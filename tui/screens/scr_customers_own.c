/* "My customers" with attendance and a sum over all (booking.md 12.7). */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_customers.h"
#include "tui/ui/list.h"

#define ROWS_MOST 200

enum { RISK, NAME, NEXT, TOTAL, CAME, MISSED, OFF, OPEN, RATE };
enum { FOOT_ROWS = 3, FOOT_MIN = 8 };

struct own_state {
	struct live live;
	struct list list;
	char subtitle[120];
};

static const struct list_col cols[] = {
	[RISK] = { N_("Risk"), 4, 0, 0, COL_NO_SORT },
	[NAME] = { N_("Customer"), 14, 1, 0, 0 },
	[NEXT] = { N_("Next"), 15, 0, 4, COL_NO_SORT },
	[TOTAL] = { N_("Appts."), 5, 0, 0, COL_RIGHT },
	[CAME] = { N_("came"), 5, 0, 1, COL_RIGHT },
	[MISSED] = { N_("missed"), 6, 0, 1, COL_RIGHT },
	[OFF] = { N_("canc."), 5, 0, 3, COL_RIGHT },
	[OPEN] = { N_("ahead"), 5, 0, 2, COL_RIGHT },
	[RATE] = { N_("Attend."), 8, 0, 0, COL_RIGHT },
	{ 0 },
};

static const json_t *
row_at(const struct own_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	struct own_state *s = ctx;

	return (int)json_array_size(live_items(&s->live));
}

static int64_t
id(void *ctx, int row)
{
	/* one that is not read in yet has no record to open */
	return json_get_int(row_at(ctx, row), "id", -2 - row);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	static const char *const keys[] = { [TOTAL] = "total",
		[CAME] = "appeared",
		[MISSED] = "no_show",
		[OFF] = "cancelled",
		[OPEN] = "pending" };
	const json_t *o = row_at(ctx, row);
	const char *risk = json_get_str(o, "risk", "low");
	char text[SCR_TEXT];

	if (col == RISK) {
		buf_adds(out->text, customer_risk_sign(risk));
		out->ink = customer_risk_ink(risk);
	} else if (col == NAME) {
		buf_adds(out->text, json_get_str(o, "name", ""));
	} else if (col == NEXT) {
		buf_adds(out->text, customer_when(o, "next", text));
		out->ink = INK_ACCENT;
	} else if (col == RATE) {
		buf_adds(
		    out->text, customer_rate(o, "attendance_tenths", text));
	} else {
		buf_addf(out->text, "%d", (int)json_get_int(o, keys[col], 0));
	}
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No customer fits the filter: Esc clears it"),
};

/* --- reading --- */

static void
own_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct own_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		list_refresh(&s->list);
}

static void
own_read(struct ui *ui, struct own_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "customers.list_own",
		.params = json_pack("{s:i}", "limit", ROWS_MOST),
		.fn = own_answer,
		.quiet = quiet });
}

static void
own_enter(struct ui *ui, void *state, const void *arg)
{
	struct own_state *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	own_read(ui, s, false);
}

static void
own_leave(struct ui *ui, void *state)
{
	struct own_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
own_resume(struct ui *ui, void *state)
{
	own_read(ui, state, true);
}

static void
own_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct own_state *s = state;

	(void)data;
	if (str_eq(event, "customers.changed") ||
	    str_eq(event, "slots.booking_changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
own_tick(struct ui *ui, void *state, int64_t mono)
{
	struct own_state *s = state;

	if (live_due(&s->live, mono))
		own_read(ui, s, true);
	return live_next(&s->live);
}

/* --- drawing --- */

static void
draw_sum(const struct own_state *s, const struct canvas *c)
{
	const json_t *sum = json_get(s->live.data, "sum");
	int total = (int)json_get_int(s->live.data, "total", 0);
	char text[300], came[SCR_TEXT], missed[SCR_TEXT];

	canvas_hline(c, SPAN(0, 0, c->cols), INK_BORDER);
	snprintf(text, sizeof text,
	    _("Together: %d · %d came · %d missed · %d off · %d ahead"),
	    (int)json_get_int(sum, "total", 0),
	    (int)json_get_int(sum, "appeared", 0),
	    (int)json_get_int(sum, "no_show", 0),
	    (int)json_get_int(sum, "cancelled", 0),
	    (int)json_get_int(sum, "pending", 0));
	canvas_fit(c, SPAN(1, 0, c->cols), INK_STRONG, text);
	snprintf(text, sizeof text, _("Attendance %s · missed %s"),
	    customer_rate(sum, "attendance_tenths", came),
	    customer_rate(sum, "no_show_tenths", missed));
	canvas_fit(c, SPAN(2, 0, c->cols), INK_TEXT, text);
	if (total <= count((void *)s))
		return;
	snprintf(text, sizeof text, _("The %d with most appointments of %d"),
	    count((void *)s), total);
	canvas_right(
	    c, SPAN(2, c->cols / 2, c->cols - c->cols / 2), INK_MUTED, text);
}

static void
own_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct own_state *s = state;
	struct canvas part = *c;
	bool foot = c->rows >= FOOT_MIN;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (count(s) == 0) {
		scr_draw_note(
		    c, _("You have not booked a customer in this period."));
		return;
	}
	part.rows -= foot ? FOOT_ROWS : 0;
	list_draw(&s->list, &part);
	if (!foot)
		return;
	part = canvas_sub(c, AREA(c->rows - FOOT_ROWS, 0, FOOT_ROWS, c->cols));
	draw_sum(s, &part);
}

/* --- keys --- */

static void
act_open(struct ui *ui, void *state)
{
	struct own_state *s = state;
	int64_t one = list_id(&s->list);

	if (one > 0)
		scr_open_customer(ui, one);
	else
		ui_toast(ui, TOAST_INFO, _("No customer is selected"));
}

static void
act_find(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "customers");
}

static void
act_reload(struct ui *ui, void *state)
{
	own_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct own_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static bool
own_key(struct ui *ui, void *state, uint32_t key)
{
	struct own_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
own_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct own_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const char *
own_subtitle(struct ui *ui, void *state)
{
	struct own_state *s = state;
	char from[UI_DATE], to[UI_DATE];

	(void)ui;
	if (s->live.data == NULL)
		return "";
	snprintf(s->subtitle, sizeof s->subtitle, "%s – %s",
	    ui_date(scr_json_date(s->live.data, "from"), from),
	    ui_date(scr_json_date(s->live.data, "to"), to));
	return s->subtitle;
}

static const struct key_action own_keys[] = {
	{ K_ENTER, N_("record"), "customers.get", act_open, 0, KEY_FIRST,
	    N_("All about the customer: appointments, figures, note") },
	{ 's', N_("search"), "customers.find", act_find, 0, 0,
	    N_("Search among all customers") },
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter by any column while typing") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_customers_own = {
	.id = "customers_own",
	.title = N_("My customers"),
	.state_size = sizeof(struct own_state),
	.keys = own_keys,
	.enter = own_enter,
	.leave = own_leave,
	.resume = own_resume,
	.draw = own_draw,
	.key = own_key,
	.mouse = own_mouse,
	.push = own_push,
	.tick = own_tick,
	.subtitle = own_subtitle,
};
