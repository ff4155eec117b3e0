/* The list of weeks: range, booked, possible, a bar. Opened by the week. */
#include "tui/screens/scr_weeks.h"

#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/screens.h"
#include "tui/ui/chart.h"

struct weeks_state {
	json_t *items; /* NULL: not read yet */
	int sel, n;
	struct area at;
};

enum { ROWS = 10, COLS = 66, BAR_COL = 45 };

static const json_t *
week_at(const struct weeks_state *s, int i)
{
	return json_array_get(s->items, (size_t)i);
}

static void
weeks_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct weeks_state *s = state;
	int monday = date_monday(scr_context(ui)->date);

	(void)tag;
	if (scr_error_load(ui, s, a))
		return;
	json_decref(s->items);
	s->items = json_incref(json_get(a->data, "items"));
	s->n = (int)json_array_size(s->items);
	s->sel = 0;
	for (int i = 0; i < s->n; i++)
		if (scr_json_date(week_at(s, i), "monday") == monday)
			s->sel = i;
}

static void
weeks_enter(struct ui *ui, void *state, const void *arg)
{
	(void)arg;
	tui_call(ui, state,
	    &(struct tui_request){
		.op = "slots.list_weeks", .fn = weeks_answer });
}

static void
weeks_leave(struct ui *ui, void *state)
{
	(void)ui;
	json_decref(((struct weeks_state *)state)->items);
}

static void
draw_week(const struct weeks_state *s, const struct canvas *c, int row, int i)
{
	const json_t *w = week_at(s, i);
	int monday = scr_json_date(w, "monday");
	int booked = (int)json_get_int(w, "booked", 0);
	int possible = (int)json_get_int(w, "possible", 0);
	int ink = scr_level_ink(scr_level(SCALE_SIDEBAR, booked, possible));
	char week[UI_DATE], a[UI_DATE], b[UI_DATE], text[120];

	canvas_fit(c, SPAN(row, 0, 2), INK_TEXT, i == s->sel ? "›" : "");
	canvas_fit(c, SPAN(row, 2, 8),
	    json_get_bool(w, "current", false) ? INK_TODAY : INK_STRONG,
	    ui_week(monday, 0, week));
	snprintf(text, sizeof text, "%s – %s", ui_date_short(monday, a),
	    ui_date_short(scr_json_date(w, "friday"), b));
	canvas_fit(c, SPAN(row, 10, 16), INK_TEXT, text);
	snprintf(text, sizeof text, _("%d of %d"), booked, possible);
	canvas_right(c, SPAN(row, 26, 12), INK_TEXT, text);
	snprintf(
	    text, sizeof text, "%d %%", (int)json_get_int(w, "percent", 0));
	canvas_right(c, SPAN(row, 39, 5), ink, text);
	if (i == s->sel) {
		canvas_ink(c, SPAN(row, 0, BAR_COL), INK_SELECTION);
		canvas_cursor(c, row, 0);
	}
	if (c->cols > BAR_COL + 4)
		chart_meter(c, SPAN(row, BAR_COL + 1, c->cols - BAR_COL - 1),
		    ink, booked, possible);
}

static void
weeks_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct weeks_state *s = state;

	(void)ui;
	if (s->items == NULL || s->n == 0) {
		scr_draw_note(c, s->items == NULL
				     ? _("Reading ...")
				     : _("No week has ready consultants"));
		return;
	}
	canvas_fit(c, SPAN(0, 2, 8), INK_HEADER, _("Week"));
	canvas_right(c, SPAN(0, 26, 12), INK_HEADER, _("booked"));
	canvas_right(c, SPAN(0, 39, 5), INK_HEADER, _("use"));
	s->at = AREA(c->row + 2, c->col, c->rows - 2, c->cols);
	for (int i = 0; i < s->n && i + 2 < c->rows; i++)
		draw_week(s, c, i + 2, i);
}

static void
open_week(struct ui *ui, struct weeks_state *s)
{
	int monday = scr_json_date(week_at(s, s->sel), "monday");
	struct scr_context *x = scr_context(ui);

	if (monday == DATE_NONE)
		return;
	if (date_monday(x->date) != monday)
		x->date = monday > ui->today ? monday : ui->today;
	ui_close(ui);
}

static bool
weeks_key(struct ui *ui, void *state, uint32_t key)
{
	struct weeks_state *s = state;

	if (s->n == 0)
		return false;
	if (key == K_UP || key == 'k')
		s->sel = s->sel > 0 ? s->sel - 1 : s->n - 1;
	else if (key == K_DOWN || key == 'j')
		s->sel = s->sel + 1 < s->n ? s->sel + 1 : 0;
	else if (key == K_ENTER)
		open_week(ui, s);
	else
		return false;
	return true;
}

static bool
weeks_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct weeks_state *s = state;
	int row = m->row - s->at.row;

	if (m->kind > MOUSE_DOUBLE || !area_has(s->at, m->row, m->col) ||
	    row >= s->n)
		return false;
	s->sel = row;
	if (m->kind == MOUSE_DOUBLE)
		open_week(ui, s);
	return true;
}

static const struct key_action weeks_keys[] = {
	{ K_ENTER, N_("open the week"), NULL, NULL, 0, KEY_FIRST, NULL },
	{ 0 },
};

const struct screen_ops scr_weeks = {
	.id = "weeks",
	.title = N_("Use of the next weeks"),
	.state_size = sizeof(struct weeks_state),
	.keys = weeks_keys,
	.popup_rows = ROWS,
	.popup_cols = COLS,
	.enter = weeks_enter,
	.leave = weeks_leave,
	.draw = weeks_draw,
	.key = weeks_key,
	.mouse = weeks_mouse,
};
