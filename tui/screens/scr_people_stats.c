/* Statistics of sign-ins: totals, days, hours of the day, the busiest one. */
#include "common/date.h"
#include "common/json.h"
#include "tui/screens/scr_people_pages.h"
#include "tui/ui/chart.h"

enum { DAYS_MAX = 90, HOURS = 24, WEEK = 7 };

struct series {
	struct chart_bar bars[DAYS_MAX + 1];
	char label[DAYS_MAX][8];
	int n;
};

static const json_t *
data_of(const struct people_state *s)
{
	return s->page[PEOPLE_STATS].live.data;
}

/* --- totals --- */

static void
draw_totals(const struct people_state *s, const struct canvas *c)
{
	static const struct {
		const char *key, *label;
		int ink;
	} totals[] = {
		{ "total", N_("Attempts"), INK_STRONG },
		{ "successful", N_("Successful"), INK_SUCCESS },
		{ "failed", N_("Refused"), INK_ERROR },
		{ "users", N_("Users"), INK_STRONG },
		{ "addresses", N_("Addresses"), INK_STRONG },
		{ "unknown", N_("Unknown"), INK_WARNING },
	};
	int cols = c->cols >= 100 ? 16 : c->cols / 6;
	char text[24];

	for (int i = 0; i < (int)(sizeof totals / sizeof totals[0]); i++) {
		snprintf(text, sizeof text, "%d",
		    (int)json_get_int(data_of(s), totals[i].key, 0));
		canvas_fit(c, SPAN(0, i * cols, cols - 1), INK_MUTED,
		    _(totals[i].label));
		canvas_fit(c, SPAN(1, i * cols, cols - 1), totals[i].ink, text);
	}
}

/* --- days --- */

/* Columns per bar: with its gap, label of two letters. */
static int
bar_cols(const struct canvas *c, int n)
{
	return n > 0 ? c->cols / n : c->cols;
}

static void
add_day(struct series *y, const json_t *o, bool failed)
{
	int date = scr_json_date(o, "date"), year, month, day;
	struct chart_bar *b = &y->bars[y->n];

	if (y->n == DAYS_MAX)
		return;
	date_split(date, &year, &month, &day);
	snprintf(y->label[y->n], sizeof y->label[0], "%02d", day % 100);
	b->label = y->label[y->n];
	b->n = (long)json_get_int(o, failed ? "failed" : "successful", 0);
	b->ink = failed ? INK_ERROR : INK_CHART;
	y->n++;
}

/* Days that do not fit become weeks, named by their first day. */
static void
fill_days(const struct people_state *s, struct series *y, bool failed,
    const struct canvas *c)
{
	const json_t *list = json_get(data_of(s), "by_day");
	bool weeks = bar_cols(c, (int)json_array_size(list)) < 2;
	json_t *o;
	size_t i;

	json_array_foreach((json_t *)list, i, o)
	{
		if (!weeks || i % WEEK == 0) {
			add_day(y, o, failed);
			continue;
		}
		y->bars[y->n - 1].n +=
		    (long)json_get_int(o, failed ? "failed" : "successful", 0);
	}
	if (!weeks)
		return;
	for (int k = 0; k < y->n; k++) {
		int date = scr_json_date(
		    json_array_get(list, (size_t)k * WEEK), "date");
		char text[UI_DATE];

		snprintf(y->label[k], sizeof y->label[0], "%.5s",
		    ui_date_short(date, text));
	}
}

/* Labels of bars two columns wide would run together: every third one. */
static void
draw_some_labels(const struct canvas *c, const struct series *y)
{
	for (int k = 0; k < y->n; k += 3)
		canvas_text(c, c->rows - 1, 2 * k, INK_LABEL, y->label[k]);
}

static long
largest(const struct series *y, int *at)
{
	long max = 0;

	for (int k = 0; k < y->n; k++)
		if (y->bars[k].n > max) {
			max = y->bars[k].n;
			*at = k;
		}
	return max;
}

static void
draw_chart(const struct canvas *c, const char *title, struct series *y)
{
	struct canvas part = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));
	int at = 0, used;
	long max = largest(y, &at);
	char text[80];

	used = canvas_text(c, 0, 0, INK_HEADING, title);
	snprintf(text, sizeof text, _("highest: %ld"), max);
	if (max > 0)
		canvas_text(c, 0, used + 2, INK_MUTED, text);
	if (max == 0) {
		canvas_text(&part, 0, 0, INK_MUTED, _("None"));
		return;
	}
	if (bar_cols(c, y->n) > 2) {
		chart_columns(&part, y->bars);
		return;
	}
	for (int k = 0; k < y->n; k++)
		y->bars[k].label = "";
	chart_columns(&part, y->bars);
	draw_some_labels(&part, y);
}

static void
draw_days(const struct people_state *s, const struct canvas *c, bool failed)
{
	struct series y = { 0 };
	char title[80];

	fill_days(s, &y, failed, c);
	snprintf(title, sizeof title,
	    failed ? _("Failed sign-ins, %d days") : _("Sign-ins, %d days"),
	    (int)json_get_int(data_of(s), "days", people_days[s->period]));
	draw_chart(c, title, &y);
}

/* --- hours --- */

static void
draw_hours(const struct people_state *s, const struct canvas *c)
{
	const json_t *list = json_get(data_of(s), "by_hour");
	const json_t *peak = json_get(data_of(s), "peak");
	struct series y = { 0 };
	char title[120];

	for (int h = 0; h < HOURS; h++) {
		snprintf(y.label[h], sizeof y.label[0], "%02d", h % 100);
		y.bars[h].label = y.label[h];
		y.bars[h].n =
		    (long)json_integer_value(json_array_get(list, (size_t)h));
		y.n++;
	}
	if (peak != NULL)
		snprintf(title, sizeof title, _("By hour · busiest: %s (%d)"),
		    json_get_str(peak, "hour", ""),
		    (int)json_get_int(peak, "count", 0));
	else
		snprintf(title, sizeof title, "%s", _("By hour"));
	draw_chart(c, title, &y);
}

void
people_draw_stats(const struct people_state *s, const struct canvas *c)
{
	int left = c->rows - 3, rows = left / 2;
	struct canvas part;

	draw_totals(s, c);
	if (left < 6)
		return;
	if (c->rows >= 30) { /* failed ones get a chart of their own */
		rows = left / 3;
		part = canvas_sub(
		    c, AREA(3 + 2 * rows, 0, left - 2 * rows, c->cols));
		draw_days(s, &part, true);
	}
	part = canvas_sub(c, AREA(3, 0, rows, c->cols));
	draw_days(s, &part, false);
	part = canvas_sub(c, AREA(3 + rows, 0, rows, c->cols));
	draw_hours(s, &part);
}
