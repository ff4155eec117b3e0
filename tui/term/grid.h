#ifndef TUI_TERM_GRID_H
#define TUI_TERM_GRID_H

#include <stdbool.h>
#include <stdint.h>

/*
 * The picture a frame is drawn into: cells of text and ink, no terminal. The
 * terminal shows a grid (term_show); tests read it. An ink is a small number
 * that only tui/theme gives a meaning.
 */
#define CELL_CP 4

struct cell {
	uint32_t cp[CELL_CP]; /* base and combining marks, 0 ends */
	uint8_t ink;
	uint8_t width; /* 1, 2, or 0: right half of the wide cell before */
};

struct grid {
	int rows, cols;
	bool ascii; /* draw with ASCII only: ae for U+00E4, + for corners */
	bool cursor_on;
	int cursor_row, cursor_col;
	struct cell *cells; /* rows * cols */
};

/* rows and cols at least 1. */
void grid_init(struct grid *g, int rows, int cols);
void grid_done(struct grid *g);
/* New size; the content is blank afterwards. */
void grid_resize(struct grid *g, int rows, int cols);
/* All blank in one ink, cursor hidden. */
void grid_clear(struct grid *g, int ink);
/* The cell, or NULL outside. */
struct cell *grid_at(const struct grid *g, int row, int col);
/* Ink of a cell; -1 outside. */
int grid_ink(const struct grid *g, int row, int col);
/* Same text and ink? */
bool cell_equal(const struct cell *a, const struct cell *b);

struct buf;
/* Adds the text of one row, trailing blanks cut, as UTF-8. */
void grid_row_text(const struct grid *g, int row, struct buf *out);
/* Adds all rows, each ended by a newline. */
void grid_text(const struct grid *g, struct buf *out);

#endif
