#ifndef TUI_SCREENS_LINES_H
#define TUI_SCREENS_LINES_H

#include "tui/screens/screens.h"

struct mouse;

/*
 * A page of facts: lines with a name and a value, headings and free text,
 * wrapped to the width and scrolled. Zeroed at first.
 */
struct line {
	int ink;
	char *label; /* "": text over the whole width */
	char *text;
};

struct lines {
	struct line *v;
	int n, cap;
	int top;   /* first row shown */
	int total; /* rows of all lines, set by drawing */
	struct area at;
};

void lines_clear(struct lines *l); /* keeps the place */
void lines_done(struct lines *l);
void lines_pair(struct lines *l, const char *label, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
void lines_text(struct lines *l, int ink, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A line in INK_HEADING with a blank one before it (not at the top). */
void lines_heading(struct lines *l, const char *text);
/* Names take label_cols columns. */
void lines_draw(struct lines *l, const struct canvas *c, int label_cols);
bool lines_key(struct lines *l, uint32_t key);
bool lines_mouse(struct lines *l, const struct mouse *m);

#endif
