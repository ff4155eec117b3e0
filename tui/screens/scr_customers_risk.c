/* Customers by segment, those at risk first (booking.md 13.6, hub file D7). */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_customers.h"
#include "tui/ui/list.h"
#include "tui/ui/tabs.h"

enum { RISK, NAME, SCORE, DECIDED, TOTAL, CAME, MISSED, OFF, MOVED };
enum { N_SEGMENTS = 6 };

static const char *const keys[N_SEGMENTS] = { "risk", "critical", "potential",
	"new", "loyal", "champion" };
static const char *const tab_names[] = { N_("At risk"), N_("Critical"),
	N_("To be improved"), N_("New customer"), N_("Loyal"), N_("Champion"),
	NULL };

struct risk_state {
	struct live live;
	struct tabs tabs;
	struct list list;
	int shown; /* segment of the data */
};

static const struct list_col cols[] = {
	[RISK] = { N_("Risk"), 4, 0, 1, COL_NO_SORT },
	[NAME] = { N_("Customer"), 18, 1, 0, 0 },
	[SCORE] = { N_("Reliab."), 8, 0, 0, COL_RIGHT },
	[DECIDED] = { N_("Decided"), 8, 0, 3, COL_RIGHT },
	[TOTAL] = { N_("Appts."), 5, 0, 2, COL_RIGHT },
	[CAME] = { N_("came"), 5, 0, 4, COL_RIGHT },
	[MISSED] = { N_("missed"), 6, 0, 0, COL_RIGHT },
	[OFF] = { N_("canc."), 5, 0, 5, COL_RIGHT },
	[MOVED] = { N_("moved"), 5, 0, 6, COL_RIGHT },
	{ 0 },
};

static const json_t *
row_at(const struct risk_state *s, int row)
{
	return row < 0 ? NULL
		       : json_array_get(live_items(&s->live), (size_t)row);
}

static int
count(void *ctx)
{
	struct risk_state *s = ctx;

	return (int)json_array_size(live_items(&s->live));
}

static int64_t
id(void *ctx, int row)
{
	return json_get_int(row_at(ctx, row), "id", -1);
}

static int
figure(const json_t *o, int col)
{
	const json_t *n = json_get(o, "counts");

	switch (col) {
	case TOTAL:
		return (int)json_get_int(n, "total", 0);
	case CAME:
		return (int)json_get_int(n, "completed", 0);
	case MISSED:
		return (int)(json_get_int(n, "no_shows", 0) +
			     json_get_int(n, "ghosts", 0));
	case OFF:
		return (int)json_get_int(n, "cancelled", 0);
	}
	return (int)(json_get_int(n, "rescheduled", 0) +
		     json_get_int(n, "overhang", 0));
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const json_t *o = row_at(ctx, row);
	const char *risk = json_get_str(o, "risk", "low");
	char text[SCR_TEXT];

	if (col == RISK) {
		buf_adds(out->text, customer_risk_sign(risk));
		out->ink = customer_risk_ink(risk);
	} else if (col == NAME) {
		buf_adds(out->text, json_get_str(o, "name", ""));
	} else if (col == SCORE) {
		buf_adds(out->text,
		    customer_score(
			json_get_int(o, "score_hundredths", 0), text));
	} else if (col == DECIDED) {
		buf_adds(out->text, customer_rate(o, "decided_tenths", text));
	} else {
		buf_addf(out->text, "%d", figure(o, col));
	}
}

static const struct list_source source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.empty = N_("No customer in this list"),
};

/* --- reading --- */

static void
risk_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct risk_state *s = state;

	if (!live_take(ui, s, &s->live, tag, a))
		return;
	s->shown = s->tabs.open;
	list_refresh(&s->list);
}

static void
risk_read(struct ui *ui, struct risk_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "customers.list_risk",
		.params = json_pack("{s:s}", "segment", keys[s->tabs.open]),
		.fn = risk_answer,
		.quiet = quiet });
}

static void
risk_enter(struct ui *ui, void *state, const void *arg)
{
	struct risk_state *s = state;

	(void)arg;
	s->tabs.names = tab_names;
	list_init(&s->list, &source, s);
	risk_read(ui, s, false);
}

static void
risk_leave(struct ui *ui, void *state)
{
	struct risk_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
risk_resume(struct ui *ui, void *state)
{
	risk_read(ui, state, true);
}

static void
risk_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct risk_state *s = state;

	(void)data;
	if (str_eq(event, "customers.changed") ||
	    str_eq(event, "slots.booking_changed") ||
	    str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
risk_tick(struct ui *ui, void *state, int64_t mono)
{
	struct risk_state *s = state;

	if (live_due(&s->live, mono))
		risk_read(ui, s, true);
	return live_next(&s->live);
}

/* --- drawing --- */

static void
risk_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct risk_state *s = state;
	struct canvas part;
	int all;
	char text[120];

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	all = (int)json_get_int(
	    json_get(s->live.data, "segments"), keys[s->shown], 0);
	tabs_draw(&s->tabs, c);
	part =
	    canvas_sub(c, AREA(TABS_ROWS, 0, c->rows - TABS_ROWS - 1, c->cols));
	list_draw(&s->list, &part);
	if (all > count(s))
		snprintf(text, sizeof text, _("%d of %d shown"), count(s), all);
	else
		snprintf(text, sizeof text,
		    ngettext("%d customer", "%d customers", (unsigned long)all),
		    all);
	canvas_right(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED, text);
}

/* --- keys --- */

static void
act_open(struct ui *ui, void *state)
{
	struct risk_state *s = state;
	int64_t one = list_id(&s->list);

	if (one > 0)
		scr_open_customer(ui, one);
	else
		ui_toast(ui, TOAST_INFO, _("No customer is selected"));
}

static void
act_reload(struct ui *ui, void *state)
{
	risk_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct risk_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static bool
risk_key(struct ui *ui, void *state, uint32_t key)
{
	struct risk_state *s = state;

	if (!s->list.typing && tabs_key(&s->tabs, key, true)) {
		risk_read(ui, s, false);
		return true;
	}
	return handle(ui, s, list_key(&s->list, key));
}

static bool
risk_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct risk_state *s = state;

	if (tabs_mouse(&s->tabs, m)) {
		risk_read(ui, s, false);
		return true;
	}
	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action risk_keys[] = {
	{ K_ENTER, N_("record"), "customers.get", act_open, 0, KEY_FIRST,
	    N_("All about the customer: appointments, figures, note") },
	{ K_RIGHT, N_("segment"), NULL, NULL, K_LEFT, KEY_FIRST,
	    N_("The next segment; Alt-1 to Alt-6") },
	{ '/', N_("filter"), NULL, NULL, 0, 0,
	    N_("Filter by any column while typing") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_customers_risk = {
	.id = "customers_risk",
	.title = N_("Customers by risk"),
	.state_size = sizeof(struct risk_state),
	.keys = risk_keys,
	.enter = risk_enter,
	.leave = risk_leave,
	.resume = risk_resume,
	.draw = risk_draw,
	.key = risk_key,
	.mouse = risk_mouse,
	.push = risk_push,
	.tick = risk_tick,
};
