#ifndef TUI_TERM_CANVAS_H
#define TUI_TERM_CANVAS_H

#include <stdbool.h>
#include <stdint.h>

struct grid;

/*
 * A rectangle of a grid to draw into. Coordinates are relative to it, and what
 * lies outside is cut. Passed by pointer, cheap to copy. Texts are UTF-8 and
 * placed by wcwidth; control characters become '?', invisible format
 * characters are dropped. With grid->ascii every text is transliterated while
 * drawing (ue, ->, +), so callers write Unicode and need no second variant.
 */
struct canvas {
	struct grid *g;
	int row, col; /* of the grid */
	int rows, cols;
};

/* One line's part: where and how many columns. */
struct span {
	int row, col, cols;
};
#define SPAN(row, col, cols) ((struct span){ (row), (col), (cols) })

/* A rectangle inside a canvas, for canvas_sub and for mouse hits. */
struct area {
	int row, col, rows, cols;
};
#define AREA(row, col, rows, cols) \
	((struct area){ (row), (col), (rows), (cols) })

struct canvas canvas_all(struct grid *g);
/* Part of c, clipped to it (possibly empty: 0 rows or 0 cols). */
struct canvas canvas_sub(const struct canvas *c, struct area a);
bool area_has(struct area a, int row, int col);

/* Columns that s takes when drawn here. */
int canvas_width(const struct canvas *c, const char *s);

/* Draws s from (row, col), cut at the right edge; returns columns used. */
int canvas_text(
    const struct canvas *c, int row, int col, int ink, const char *s);
/* Exactly sp.cols columns: cut with an ellipsis or padded with blanks. */
void canvas_fit(const struct canvas *c, struct span sp, int ink, const char *s);
void canvas_right(
    const struct canvas *c, struct span sp, int ink, const char *s);
void canvas_center(
    const struct canvas *c, struct span sp, int ink, const char *s);
/*
 * Words wrapped to the width of the canvas from row on, newlines kept. Returns
 * the rows used, also those cut off below.
 */
int canvas_wrap(const struct canvas *c, int row, int ink, const char *s);
/* As canvas_wrap for a width, without drawing; ascii as in the grid. */
int text_wrap_rows(const char *s, int cols, bool ascii);

/* Blanks everywhere in the canvas. */
void canvas_fill(const struct canvas *c, int ink);
/* Blanks in one line. */
void canvas_blank(const struct canvas *c, struct span sp, int ink);
/* Changes the ink of cells and keeps their text (selection bars). */
void canvas_ink(const struct canvas *c, struct span sp, int ink);
void canvas_hline(const struct canvas *c, struct span sp, int ink);
void canvas_vline(const struct canvas *c, int row, int col, int rows, int ink);
/* A frame along the edge of c with a title in it (NULL: none). */
void canvas_box(const struct canvas *c, int ink, const char *title);

/* Shows the cursor there; the last call of a frame wins. */
void canvas_cursor(const struct canvas *c, int row, int col);
void canvas_cursor_off(const struct canvas *c);

#endif
