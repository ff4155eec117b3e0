#ifndef TUI_UI_CHART_H
#define TUI_UI_CHART_H

#include "tui/term/canvas.h"

/* Bar of value / max over the span, eighths of a cell where possible. */
void chart_meter(
    const struct canvas *c, struct span sp, int ink, long value, long max);

struct chart_bar {
	const char *label; /* already translated; NULL ends */
	const char *value; /* text behind the bar; NULL: the number */
	long n;		   /* not negative */
	int ink;	   /* 0: INK_CHART */
};

/* One line per bar: label, bar, value; labels share one width. */
void chart_bars(const struct canvas *c, const struct chart_bar *bars);
/* Columns from left to right with labels below; height of the canvas. */
void chart_columns(const struct canvas *c, const struct chart_bar *bars);
/* Eight heights in one line. */
void chart_spark(
    const struct canvas *c, struct span sp, const long *values, int n);

#endif
