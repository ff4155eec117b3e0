/* Figures of the older system (booking.md 13.7): never mixed with bookings. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/live.h"
#include "tui/screens/wording.h"
#include "tui/ui/chart.h"
#include "tui/ui/list.h"

enum { WEEKS_MAX = 520, BARS_MAX = 8 };

struct history_week {
	int monday;
	int appeared, not_appeared, slots;
};

struct history_state {
	struct live live;
	struct list list;
	struct history_week week[WEEKS_MAX];
	int n;
};

static int
tenths(int64_t part, int64_t all)
{
	return all > 0 ? (int)((2000 * part + all) / (2 * all)) : 0;
}

/* --- the weeks --- */

enum { WEEK, RANGE, SLOTS, APPEARED, NOT, RATE };

static const struct list_col columns[] = {
	[WEEK] = { N_("Week"), 12, 0, 0, 0 },
	[RANGE] = { N_("From – to"), 16, 1, 1, COL_NO_SORT },
	[SLOTS] = { N_("Slots"), 6, 0, 2, COL_RIGHT },
	[APPEARED] = { N_("Appeared"), 10, 0, 0, COL_RIGHT },
	[NOT] = { N_("Not app."), 10, 0, 0, COL_RIGHT },
	[RATE] = { N_("Rate"), 8, 0, 0, COL_RIGHT },
	{ 0 },
};

static int
count(void *ctx)
{
	return ((struct history_state *)ctx)->n;
}

static int64_t
row_id(void *ctx, int row)
{
	return ((struct history_state *)ctx)->week[row].monday;
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct history_week *w =
	    &((struct history_state *)ctx)->week[row];
	int known = w->appeared + w->not_appeared;
	char text[SCR_TEXT], a[UI_DATE], b[UI_DATE];

	if (col == WEEK)
		buf_adds(out->text, ui_week(w->monday, 1, a));
	else if (col == RANGE)
		buf_addf(out->text, "%s – %s", ui_date_short(w->monday, a),
		    ui_date_short(w->monday + 4, b));
	else if (col == SLOTS)
		buf_addf(out->text, "%d", w->slots);
	else if (col == APPEARED)
		buf_addf(out->text, "%d", w->appeared);
	else if (col == NOT)
		buf_addf(out->text, "%d", w->not_appeared);
	else
		buf_adds(out->text,
		    known > 0 ? word_percent(tenths(w->appeared, known), text)
			      : "–");
}

static int
compare(void *ctx, int a, int b, int col)
{
	const struct history_week *x = &((struct history_state *)ctx)->week[a];
	const struct history_week *y = &((struct history_state *)ctx)->week[b];

	if (col == SLOTS)
		return x->slots - y->slots;
	if (col == APPEARED)
		return x->appeared - y->appeared;
	if (col == NOT)
		return x->not_appeared - y->not_appeared;
	if (col == RATE)
		return tenths(x->appeared, x->appeared + x->not_appeared) -
		       tenths(y->appeared, y->appeared + y->not_appeared);
	return x->monday - y->monday;
}

static const struct list_source source = {
	.cols = columns,
	.count = count,
	.id = row_id,
	.cell = cell,
	.compare = compare,
	.empty = N_("No figures of the older system were imported"),
};

/* Cells come in the order of days. */
static void
build_weeks(struct history_state *s)
{
	const json_t *c;
	size_t i;

	s->n = 0;
	json_array_foreach(json_get(s->live.data, "cells"), i, c)
	{
		int monday = date_monday(scr_json_date(c, "date"));
		struct history_week *w = s->n > 0 ? &s->week[s->n - 1] : NULL;

		if (w == NULL || w->monday != monday) {
			if (s->n == WEEKS_MAX)
				break;
			w = &s->week[s->n++];
			*w = (struct history_week){ .monday = monday };
		}
		w->slots++;
		w->appeared += (int)json_get_int(c, "appeared", 0);
		w->not_appeared += (int)json_get_int(c, "not_appeared", 0);
	}
	list_refresh(&s->list);
}

/* --- reading --- */

static void
read_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct history_state *s = state;

	if (live_take(ui, s, &s->live, tag, a))
		build_weeks(s);
}

static void
history_read(struct ui *ui, struct history_state *s, bool quiet)
{
	live_read(ui, s, &s->live,
	    (struct tui_request){ .op = "analytics.show_history",
		.fn = read_answer,
		.quiet = quiet });
}

static void
history_enter(struct ui *ui, void *state, const void *arg)
{
	struct history_state *s = state;

	(void)arg;
	list_init(&s->list, &source, s);
	history_read(ui, s, false);
}

static void
history_leave(struct ui *ui, void *state)
{
	struct history_state *s = state;

	(void)ui;
	list_done(&s->list);
	live_done(&s->live);
}

static void
history_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct history_state *s = state;

	(void)data;
	if (str_eq(event, "client.reload"))
		live_soon(ui, s, &s->live);
}

static int64_t
history_tick(struct ui *ui, void *state, int64_t mono)
{
	struct history_state *s = state;

	if (live_due(&s->live, mono))
		history_read(ui, s, true);
	return live_next(&s->live);
}

/* --- drawing --- */

static void
draw_totals(const struct history_state *s, const struct canvas *c)
{
	const json_t *t = json_get(s->live.data, "totals");
	int64_t placed = json_get_int(t, "placed", 0);
	int64_t appeared = json_get_int(t, "appeared", 0);
	char text[240], rate[SCR_TEXT];

	snprintf(text, sizeof text,
	    _("Historical · %d placed on %d days · appearance %s"), (int)placed,
	    (int)json_get_int(s->live.data, "days", 0),
	    word_percent(tenths(appeared, placed), rate));
	canvas_fit(c, SPAN(0, 0, c->cols), INK_STRONG, text);
	snprintf(text, sizeof text,
	    _("%d appeared · %d not appeared · %d without a result"),
	    (int)appeared, (int)json_get_int(t, "not_appeared", 0),
	    (int)json_get_int(t, "without_result", 0));
	canvas_fit(c, SPAN(1, 0, c->cols), INK_TEXT, text);
}

/* Bars of the rate, with "241 of 1100" behind. */
static void
draw_bars(const struct history_state *s, const struct canvas *c, bool weekday)
{
	const json_t *list =
	    json_get(s->live.data, weekday ? "by_weekday" : "by_hour");
	struct chart_bar bars[BARS_MAX + 1] = { 0 };
	char label[BARS_MAX][SCR_TEXT], value[BARS_MAX][80];
	struct canvas in = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));
	int n = (int)json_array_size(list);

	canvas_fit(c, SPAN(0, 0, c->cols), INK_HEADING,
	    weekday ? _("Appearance by weekday") : _("Appearance by hour"));
	for (int i = 0; i < n && i < BARS_MAX; i++) {
		const json_t *o = json_array_get(list, (size_t)i);
		int placed = (int)json_get_int(o, "placed", 0);
		int appeared = (int)json_get_int(o, "appeared", 0);
		char rate[SCR_TEXT];

		if (weekday)
			snprintf(label[i], SCR_TEXT, "%s",
			    ui_weekday_short(
				(int)json_get_int(o, "weekday", 0) % 7));
		else
			scr_hour((int)json_get_int(o, "hour", 0), label[i]);
		snprintf(value[i], sizeof value[i], _("%6s  %4d of %4d"),
		    word_percent(tenths(appeared, placed), rate), appeared,
		    placed);
		bars[i] = (struct chart_bar){ label[i], value[i],
			tenths(appeared, placed), 0 };
	}
	chart_bars(&in, bars);
}

static void
history_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct history_state *s = state;
	int half = c->cols / 2 - 1, row = 3;
	struct canvas part;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	draw_totals(s, c);
	if (s->n > 0 && c->rows >= 18 && c->cols >= 70) {
		part = canvas_sub(c, AREA(row, 0, 7, half));
		draw_bars(s, &part, true);
		part = canvas_sub(c, AREA(row, half + 2, 7, half));
		draw_bars(s, &part, false);
		row += 8;
	}
	part = canvas_sub(c, AREA(row, 0, c->rows - row, c->cols));
	list_draw(&s->list, &part);
}

/* --- keys --- */

static void
act_week(struct ui *ui, void *state)
{
	struct history_state *s = state;
	int row = list_row(&s->list);

	if (row < 0)
		return;
	scr_context(ui)->date = s->week[row].monday;
	scr_go(ui, "week");
}

static void
act_reload(struct ui *ui, void *state)
{
	history_read(ui, state, false);
}

static bool
handle(struct ui *ui, struct history_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_week(ui, s);
	return ev != LIST_IGNORED;
}

static bool
history_key(struct ui *ui, void *state, uint32_t key)
{
	struct history_state *s = state;

	return handle(ui, s, list_key(&s->list, key));
}

static bool
history_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct history_state *s = state;

	return handle(ui, s, list_mouse(&s->list, m));
}

static const struct key_action history_keys[] = {
	{ K_ENTER, N_("week"), "slots.show_week", act_week, 0, KEY_FIRST,
	    N_("Open the week with its historical figures") },
	{ '/', N_("filter"), NULL, NULL, 0, 0, NULL },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

const struct screen_ops scr_history = {
	.id = "history",
	.title = N_("History"),
	.state_size = sizeof(struct history_state),
	.keys = history_keys,
	.enter = history_enter,
	.leave = history_leave,
	.draw = history_draw,
	.key = history_key,
	.mouse = history_mouse,
	.push = history_push,
	.tick = history_tick,
};
