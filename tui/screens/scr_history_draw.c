/* Totals, tables with bars and the list of weeks of the imported figures. */
#include "common/buf.h"
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_history.h"
#include "tui/ui/chart.h"

enum { TABLES_MIN_ROWS = 17, TABLES_MIN_COLS = 64, PANE_MIN = 112 };
enum { LIST_COLS = 66, BAR_MAX = 40, WIDE = 46 };

/* Always with its decimal, so that columns line up. Returns out. */
static char *
quota(int tenths, char out[SCR_TEXT])
{
	snprintf(out, SCR_TEXT, "%d%c%d %%", tenths / 10,
	    str_eq(ui_lang(), "de") ? ',' : '.', tenths % 10);
	return out;
}

/* --- list of weeks --- */

enum { WEEK, DAYS, CAME, MISSED, QUOTA, BAR };

static const struct list_col cols[] = {
	[WEEK] = { N_("Week"), 10, 0, 0, 0 },
	[DAYS] = { N_("Days"), 15, 0, 4, COL_NO_SORT },
	[CAME] = { N_("came"), 7, 0, 0, COL_RIGHT },
	[MISSED] = { N_("did not"), 7, 0, 2, COL_RIGHT },
	[QUOTA] = { N_("Quota"), 7, 0, 0, COL_RIGHT },
	[BAR] = { N_("Course"), 6, 1, 5, COL_NO_SORT },
	{ 0 },
};

static int
count(void *ctx)
{
	return ((struct history_state *)ctx)->n_weeks;
}

static int64_t
id(void *ctx, int row)
{
	return ((struct history_state *)ctx)->week[row].monday;
}

static int
rate_of(const struct history_week *w)
{
	return history_rate(w->appeared, w->appeared + w->not_appeared);
}

static void
cell(void *ctx, int row, int col, struct list_cell *out)
{
	const struct history_state *s = ctx;
	const struct history_week *w = &s->week[row];
	char text[SCR_TEXT], a[UI_DATE], b[UI_DATE];

	if (col == WEEK)
		buf_adds(out->text, ui_week(w->monday, 1, a));
	if (col == DAYS)
		buf_addf(out->text, "%s – %s", ui_date_short(w->monday, a),
		    ui_date_short(w->monday + 4, b));
	if (col == CAME)
		buf_addf(out->text, "%d", w->appeared);
	if (col == MISSED)
		buf_addf(out->text, "%d", w->not_appeared);
	if (col == QUOTA)
		buf_adds(out->text, quota(rate_of(w), text));
	if (col != BAR || s->best_rate == 0)
		return;
	out->ink = INK_CHART;
	for (int i = 0; i < rate_of(w) * BAR_MAX / 2 / s->best_rate; i++)
		buf_adds(out->text, "▪");
}

static int
compare(void *ctx, int a, int b, int col)
{
	const struct history_state *s = ctx;
	const struct history_week *x = &s->week[a], *y = &s->week[b];

	switch (col) {
	case CAME:
		return x->appeared - y->appeared;
	case MISSED:
		return x->not_appeared - y->not_appeared;
	case QUOTA:
		return rate_of(x) - rate_of(y);
	}
	return x->monday - y->monday;
}

const struct list_source history_source = {
	.cols = cols,
	.count = count,
	.id = id,
	.cell = cell,
	.compare = compare,
	.empty = N_("No week fits the filter: Esc clears it"),
};

/* --- tables --- */

static void
row_name(
    const struct history_row *r, bool hours, int cols_left, char out[SCR_TEXT])
{
	if (hours)
		scr_hour(r->key, out);
	else
		snprintf(out, SCR_TEXT, "%s",
		    cols_left < WIDE ? ui_weekday_short(r->key)
				     : ui_weekday(r->key));
}

/* Name, placed, appeared, quota with its rank, a bar to the best quota. */
static void
draw_row(const struct canvas *c, int row, const struct history_row *r,
    const char *name, int best)
{
	int rate = history_rate(r->appeared, r->placed);
	int ink = r->rank != 0 ? INK_SUCCESS : INK_TEXT;
	int wide = c->cols >= WIDE ? 12 : 7;
	char text[SCR_TEXT];

	canvas_fit(c, SPAN(row, 0, wide), INK_LABEL, name);
	snprintf(text, sizeof text, "%d", r->placed);
	canvas_right(c, SPAN(row, wide, 7), INK_TEXT, text);
	snprintf(text, sizeof text, "%d", r->appeared);
	canvas_right(c, SPAN(row, wide + 7, 7), INK_TEXT, text);
	quota(rate, text);
	canvas_right(c, SPAN(row, wide + 14, 8), ink, text);
	if (r->rank != 0) {
		snprintf(text, sizeof text, "%d.", r->rank);
		canvas_text(c, row, wide + 23, INK_SUCCESS, text);
	}
	if (c->cols > wide + 29)
		chart_meter(c, SPAN(row, wide + 26, c->cols - wide - 24),
		    r->rank != 0 ? INK_SUCCESS : INK_CHART, rate, best);
}

static void
draw_table(const struct canvas *c, const struct history_table *t, bool hours)
{
	int wide = c->cols >= WIDE ? 12 : 7, best = 1;
	char name[SCR_TEXT];

	canvas_fit(c, SPAN(0, 0, wide), INK_HEADER,
	    hours ? _("Hour")
		  : (c->cols >= WIDE ? _("Day of week") : _("Day")));
	canvas_right(c, SPAN(0, wide, 7), INK_HEADER, _("placed"));
	canvas_right(c, SPAN(0, wide + 7, 7), INK_HEADER, _("came"));
	canvas_right(c, SPAN(0, wide + 14, 8), INK_HEADER, _("Quota"));
	for (int i = 0; i < t->n; i++) {
		int rate = history_rate(t->row[i].appeared, t->row[i].placed);

		best = rate > best ? rate : best;
	}
	for (int i = 0; i < t->n && i + 1 < c->rows; i++) {
		row_name(&t->row[i], hours, c->cols, name);
		draw_row(c, i + 1, &t->row[i], name, best);
	}
}

/* --- totals --- */

static void
draw_totals(const struct history_state *s, const struct canvas *c)
{
	const json_t *t = json_get(s->live.data, "totals");
	int placed = (int)json_get_int(t, "placed", 0);
	int appeared = (int)json_get_int(t, "appeared", 0);
	char text[200], a[UI_DATE], b[UI_DATE], rate[SCR_TEXT];

	snprintf(text, sizeof text, _("historic · %s – %s · %d days"),
	    ui_date(s->first, a), ui_date(s->last, b),
	    (int)json_get_int(s->live.data, "days", 0));
	canvas_fit(c, SPAN(0, 0, c->cols), INK_MUTED, text);
	if (c->cols >= 70)
		snprintf(text, sizeof text,
		    _("%d placed · %d came · %d did not · "
		      "%d without result · %s"),
		    placed, appeared, (int)json_get_int(t, "not_appeared", 0),
		    (int)json_get_int(t, "without_result", 0),
		    quota(history_rate(appeared, placed), rate));
	else
		snprintf(text, sizeof text, _("%d placed, %s came, %d open"),
		    placed, quota(history_rate(appeared, placed), rate),
		    (int)json_get_int(t, "without_result", 0));
	canvas_fit(c, SPAN(1, 0, c->cols), INK_STRONG, text);
}

/* --- the selected week, hour by hour (wide terminals) --- */

static int
hour_rows(const struct history_state *s, int out[HISTORY_HOURS])
{
	int n = 0;

	for (int i = 0; i < s->hours.n && n < HISTORY_HOURS; i++)
		out[n++] = s->hours.row[i].key;
	return n;
}

static void
draw_week_cell(const struct canvas *c, struct span sp, const json_t *o)
{
	char text[32];

	if (!json_is_integer(json_object_get(o, "appeared"))) {
		canvas_center(c, sp, INK_WARNING, "?");
		return;
	}
	snprintf(text, sizeof text, "%d:%d",
	    (int)json_get_int(o, "appeared", 0),
	    (int)json_get_int(o, "not_appeared", 0));
	canvas_center(c, sp, INK_TEXT, text);
}

static void
draw_week_cells(const struct history_state *s, const struct canvas *c,
    int monday, int width)
{
	const json_t *cells = json_get(s->live.data, "cells");
	const json_t *o;
	int hours[HISTORY_HOURS], n = hour_rows(s, hours);
	size_t i;

	json_array_foreach((json_t *)cells, i, o)
	{
		int day = scr_json_date(o, "date") - monday;
		int hour = (int)json_get_int(o, "hour", -1);

		for (int h = 0; h < n && day >= 0 && day < 7; h++)
			if (hours[h] == hour)
				draw_week_cell(
				    c, SPAN(h + 3, 6 + day * width, width), o);
	}
}

static void
draw_week(const struct history_state *s, const struct canvas *c)
{
	int row = list_row(&s->list), hours[HISTORY_HOURS];
	int n = hour_rows(s, hours), width = (c->cols - 6) / 5, monday;
	char text[80], a[UI_DATE];

	if (row < 0 || width < 6)
		return;
	monday = s->week[row].monday;
	snprintf(text, sizeof text, _("%s: appeared and not, by slot"),
	    ui_week(monday, 1, a));
	canvas_fit(c, SPAN(0, 0, c->cols), INK_HEADING, text);
	for (int d = 0; d < 5; d++) {
		scr_when(monday + d, -1, text);
		canvas_center(c, SPAN(2, 6 + d * width, width), INK_HEADER,
		    width < 10 ? ui_weekday_short(d) : text);
	}
	for (int h = 0; h < n; h++) {
		canvas_fit(
		    c, SPAN(h + 3, 0, 6), INK_LABEL, scr_hour(hours[h], text));
		for (int d = 0; d < 5; d++)
			canvas_center(c, SPAN(h + 3, 6 + d * width, width),
			    INK_MUTED, "–");
	}
	draw_week_cells(s, c, monday, width);
	canvas_fit(c, SPAN(n + 4, 0, c->cols), INK_MUTED,
	    _("?: placed without a result"));
}

/* --- all --- */

static void
draw_small(struct history_state *s, const struct canvas *c)
{
	if (s->view == 0)
		list_draw(&s->list, c);
	else
		draw_table(
		    c, s->view == 1 ? &s->weekdays : &s->hours, s->view == 2);
}

static void
draw_large(struct history_state *s, const struct canvas *c)
{
	int rows = s->weekdays.n > s->hours.n ? s->weekdays.n : s->hours.n;
	int half = c->cols / 2 - 1, top = rows + 2;
	struct canvas part = canvas_sub(c, AREA(0, 0, rows + 1, half));

	draw_table(&part, &s->weekdays, false);
	part = canvas_sub(c, AREA(0, half + 2, rows + 1, c->cols - half - 2));
	draw_table(&part, &s->hours, true);
	canvas_hline(c, SPAN(rows + 1, 0, c->cols), INK_BORDER);
	part = canvas_sub(c, AREA(top, 0, c->rows - top, c->cols));
	if (c->cols >= PANE_MIN) {
		struct canvas right =
		    canvas_sub(&part, AREA(0, LIST_COLS + 2, part.rows,
					  part.cols - LIST_COLS - 2));

		canvas_vline(&part, 0, LIST_COLS, part.rows, INK_BORDER);
		part.cols = LIST_COLS - 1;
		draw_week(s, &right);
	}
	list_draw(&s->list, &part);
}

void
history_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct history_state *s = state;
	struct canvas rest;

	(void)ui;
	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (s->n_weeks == 0) {
		scr_draw_note(
		    c, _("There are no figures of the older system yet.\n\n"
			 "The administrator reads its files in with\n"
			 "hubctl import FOLDER"));
		return;
	}
	draw_totals(s, c);
	rest = canvas_sub(c, AREA(3, 0, c->rows - 3, c->cols));
	if (c->rows < TABLES_MIN_ROWS)
		rest = canvas_sub(c, AREA(2, 0, c->rows - 2, c->cols));
	if (c->rows < TABLES_MIN_ROWS || c->cols < TABLES_MIN_COLS)
		draw_small(s, &rest);
	else
		draw_large(s, &rest);
}
