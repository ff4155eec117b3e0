/* Bars in text. Used by dashboards and statistics. */
#include "tui/ui/chart.h"

#include "common/str.h"
#include "tui/term/grid.h"
#include "tui/theme/inks.h"

/* Eighths of a cell, from the left and from below. */
static const char *const left[] = { " ", "▏", "▎", "▍", "▌", "▋", "▊", "▉" };
static const char *const below[] = { " ", "▁", "▂", "▃", "▄", "▅", "▆", "▇",
	"█" };

static long
eighths(long value, long max, int cells)
{
	if (max <= 0 || value <= 0)
		return 0;
	if (value > max)
		value = max;
	return (value * cells * 8 + max / 2) / max;
}

void
chart_meter(
    const struct canvas *c, struct span sp, int ink, long value, long max)
{
	long n = eighths(value, max, sp.cols);

	if (n == 0 && value > 0)
		n = 1; /* little is not nothing */
	if (c->g->ascii && n > 0)
		n = n < 12 ? 8 : (n + 4) / 8 * 8; /* whole cells */
	for (int i = 0; i < sp.cols; i++) {
		int col = sp.col + i;

		if (n >= 8)
			canvas_text(c, sp.row, col, ink, "█");
		else if (n > 0 && !c->g->ascii)
			canvas_text(c, sp.row, col, ink, left[n]);
		else
			canvas_text(c, sp.row, col, INK_CHART_EMPTY, "·");
		n = n > 8 ? n - 8 : 0;
	}
}

static const char *
value_text(const struct chart_bar *b, char out[32])
{
	if (b->value != NULL)
		return b->value;
	snprintf(out, 32, "%ld", b->n);
	return out;
}

struct sizes {
	int n, label, value;
	long max;
};

static struct sizes
measure(const struct canvas *c, const struct chart_bar *bars)
{
	struct sizes s = { 0 };
	char text[32];

	for (; bars[s.n].label != NULL; s.n++) {
		const struct chart_bar *b = &bars[s.n];
		int l = canvas_width(c, b->label);
		int v = canvas_width(c, value_text(b, text));

		s.label = l > s.label ? l : s.label;
		s.value = v > s.value ? v : s.value;
		s.max = b->n > s.max ? b->n : s.max;
	}
	return s;
}

void
chart_bars(const struct canvas *c, const struct chart_bar *bars)
{
	struct sizes s = measure(c, bars);
	int bar;
	char text[32];

	if (s.label > c->cols / 3)
		s.label = c->cols / 3;
	bar = c->cols - s.label - s.value - 3;
	for (int i = 0; i < s.n && i < c->rows; i++) {
		const struct chart_bar *b = &bars[i];

		canvas_fit(c, SPAN(i, 0, s.label), INK_LABEL, b->label);
		if (bar > 0)
			chart_meter(c, SPAN(i, s.label + 1, bar),
			    b->ink > 0 ? b->ink : INK_CHART, b->n, s.max);
		canvas_right(c, SPAN(i, c->cols - s.value - 1, s.value),
		    INK_STRONG, value_text(b, text));
	}
}

static void
draw_column(
    const struct canvas *c, struct span at, const struct chart_bar *b, long max)
{
	int rows = c->rows - 1;
	long n = eighths(b->n, max, rows);

	for (int row = rows - 1; row >= 0 && n > 0; row--) {
		for (int i = 0; i < at.cols - 1; i++)
			canvas_text(c, row, at.col + i,
			    b->ink > 0 ? b->ink : INK_CHART,
			    below[n > 8 ? 8 : n]);
		n -= 8;
	}
	canvas_fit(c, SPAN(rows, at.col, at.cols - 1), INK_LABEL, b->label);
}

void
chart_columns(const struct canvas *c, const struct chart_bar *bars)
{
	struct sizes s = measure(c, bars);
	int width;

	if (s.n == 0 || c->rows < 2)
		return;
	width = c->cols / s.n;
	width = width > s.label + 3 ? s.label + 3 : width;
	if (width < 2)
		width = 2;
	for (int i = 0; i < s.n && (i + 1) * width <= c->cols; i++)
		draw_column(c, SPAN(0, i * width, width), &bars[i], s.max);
}

void
chart_spark(const struct canvas *c, struct span sp, const long *values, int n)
{
	long max = 0;

	for (int i = 0; i < n; i++)
		max = values[i] > max ? values[i] : max;
	for (int i = 0; i < sp.cols && i < n; i++) {
		long h = max > 0 && values[i] > 0
			     ? (values[i] * 8 + max - 1) / max
			     : 0;

		canvas_text(c, sp.row, sp.col + i, INK_CHART, below[h]);
	}
}
