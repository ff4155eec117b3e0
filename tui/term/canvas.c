/* Drawing into a grid: clipping, text, lines. Called by widgets and screens. */
#include "tui/term/canvas.h"

#include <wchar.h>

#include "common/utf8.h"
#include "tui/term/ascii.h"
#include "tui/term/glyph.h"
#include "tui/term/grid.h"

struct canvas
canvas_all(struct grid *g)
{
	return (struct canvas){ g, 0, 0, g->rows, g->cols };
}

static int
clamp(int v, int lo, int hi)
{
	return v < lo ? lo : v > hi ? hi : v;
}

struct canvas
canvas_sub(const struct canvas *c, struct area a)
{
	int row = clamp(a.row, 0, c->rows);
	int col = clamp(a.col, 0, c->cols);

	return (struct canvas){
		.g = c->g,
		.row = c->row + row,
		.col = c->col + col,
		.rows = clamp(a.rows - (row - a.row), 0, c->rows - row),
		.cols = clamp(a.cols - (col - a.col), 0, c->cols - col),
	};
}

bool
area_has(struct area a, int row, int col)
{
	return row >= a.row && row < a.row + a.rows && col >= a.col &&
	       col < a.col + a.cols;
}

/* The cell of a canvas position, or NULL when it is cut off. */
static struct cell *
at(const struct canvas *c, int row, int col)
{
	if (row < 0 || row >= c->rows || col < 0 || col >= c->cols)
		return NULL;
	return grid_at(c->g, c->row + row, c->col + col);
}

/* A wide cell that loses one half becomes blank in the other. */
static void
unpair(const struct canvas *c, int row, int col)
{
	struct cell *p = grid_at(c->g, c->row + row, c->col + col);
	struct cell *q;

	if (p == NULL)
		return;
	if (p->width == 0) {
		q = grid_at(c->g, c->row + row, c->col + col - 1);
	} else if (p->width == 2) {
		q = grid_at(c->g, c->row + row, c->col + col + 1);
	} else {
		return;
	}
	if (q != NULL) {
		memset(q->cp, 0, sizeof q->cp);
		q->cp[0] = ' ';
		q->width = 1;
	}
}

static void
put(const struct canvas *c, int row, int col, int ink, const struct glyph *gl)
{
	static const struct glyph blank = { .cp = { ' ' }, .width = 1 };
	struct cell *p = at(c, row, col);

	if (p == NULL)
		return;
	/* a newline is no sign, and half a wide sign is none either */
	if (gl->cp[0] == '\n' ||
	    (gl->width == 2 && at(c, row, col + 1) == NULL))
		gl = &blank;
	unpair(c, row, col);
	if (gl->width == 2)
		unpair(c, row, col + 1);
	memcpy(p->cp, gl->cp, sizeof p->cp);
	p->ink = (uint8_t)ink;
	p->width = (uint8_t)gl->width;
	if (gl->width == 2 && (p = at(c, row, col + 1)) != NULL) {
		memset(p->cp, 0, sizeof p->cp);
		p->ink = (uint8_t)ink;
		p->width = 0;
	}
}

static void
put_cp(const struct canvas *c, int row, int col, int ink, uint32_t cp)
{
	struct glyph gl = { .cp = { cp }, .width = 1 };

	if (c->g->ascii && cp >= 0x80)
		gl.cp[0] = (unsigned char)ascii_for(cp)[0];
	put(c, row, col, ink, &gl);
}

int
canvas_width(const struct canvas *c, const char *s)
{
	return glyph_width(s, c->g->ascii);
}

int
canvas_text(const struct canvas *c, int row, int col, int ink, const char *s)
{
	struct glyph_iter it;
	struct glyph gl;
	int start = col;

	glyph_start(&it, s, c->g->ascii);
	while (glyph_next(&it, &gl)) {
		if (col + gl.width > c->cols)
			break;
		put(c, row, col, ink, &gl);
		col += gl.width;
	}
	return col - start;
}

void
canvas_blank(const struct canvas *c, struct span sp, int ink)
{
	for (int i = 0; i < sp.cols; i++)
		put_cp(c, sp.row, sp.col + i, ink, ' ');
}

void
canvas_fill(const struct canvas *c, int ink)
{
	for (int row = 0; row < c->rows; row++)
		canvas_blank(c, SPAN(row, 0, c->cols), ink);
}

void
canvas_fit(const struct canvas *c, struct span sp, int ink, const char *s)
{
	struct canvas part = canvas_sub(c, AREA(sp.row, sp.col, 1, sp.cols));
	int width;

	if (part.rows == 0 || part.cols == 0)
		return;
	width = canvas_width(c, s);
	if (width <= part.cols) {
		canvas_text(&part, 0, 0, ink, s);
		canvas_blank(&part, SPAN(0, width, part.cols - width), ink);
		return;
	}
	part.cols--;
	width = canvas_text(&part, 0, 0, ink, s);
	part.cols++;
	put_cp(&part, 0, width, ink, 0x2026);
	canvas_blank(&part, SPAN(0, width + 1, part.cols - width - 1), ink);
}

void
canvas_right(const struct canvas *c, struct span sp, int ink, const char *s)
{
	int pad = sp.cols - canvas_width(c, s);

	if (pad > 0) {
		canvas_blank(c, SPAN(sp.row, sp.col, pad), ink);
		sp.col += pad;
		sp.cols -= pad;
	}
	canvas_fit(c, sp, ink, s);
}

void
canvas_center(const struct canvas *c, struct span sp, int ink, const char *s)
{
	int pad = (sp.cols - canvas_width(c, s)) / 2;

	if (pad > 0) {
		canvas_blank(c, SPAN(sp.row, sp.col, pad), ink);
		sp.col += pad;
		sp.cols -= pad;
	}
	canvas_fit(c, sp, ink, s);
}

void
canvas_ink(const struct canvas *c, struct span sp, int ink)
{
	for (int i = 0; i < sp.cols; i++) {
		struct cell *p = at(c, sp.row, sp.col + i);

		if (p != NULL)
			p->ink = (uint8_t)ink;
	}
}

void
canvas_hline(const struct canvas *c, struct span sp, int ink)
{
	for (int i = 0; i < sp.cols; i++)
		put_cp(c, sp.row, sp.col + i, ink, 0x2500);
}

void
canvas_vline(const struct canvas *c, int row, int col, int rows, int ink)
{
	for (int i = 0; i < rows; i++)
		put_cp(c, row + i, col, ink, 0x2502);
}

void
canvas_box(const struct canvas *c, int ink, const char *title)
{
	int bottom = c->rows - 1, right = c->cols - 1;

	if (bottom < 1 || right < 1)
		return;
	canvas_hline(c, SPAN(0, 1, right - 1), ink);
	canvas_hline(c, SPAN(bottom, 1, right - 1), ink);
	canvas_vline(c, 1, 0, bottom - 1, ink);
	canvas_vline(c, 1, right, bottom - 1, ink);
	put_cp(c, 0, 0, ink, 0x250c);
	put_cp(c, 0, right, ink, 0x2510);
	put_cp(c, bottom, 0, ink, 0x2514);
	put_cp(c, bottom, right, ink, 0x2518);
	if (title != NULL && title[0] != '\0' && right > 6) {
		int n = canvas_width(c, title);

		n = n > right - 5 ? right - 5 : n;
		put_cp(c, 0, 2, ink, ' ');
		canvas_fit(c, SPAN(0, 3, n), ink, title);
		put_cp(c, 0, 3 + n, ink, ' ');
	}
}

int
canvas_wrap(const struct canvas *c, int row, int ink, const char *s)
{
	struct wrap w;
	struct glyph gl;
	int n = 0;

	wrap_start(&w, s, c->cols, c->g->ascii);
	while (wrap_next(&w)) {
		int col = 0;

		while (wrap_glyph(&w, &gl)) {
			put(c, row + n, col, ink, &gl);
			col += gl.width;
		}
		n++;
	}
	return n;
}

int
text_wrap_rows(const char *s, int cols, bool ascii)
{
	struct wrap w;
	int n = 0;

	wrap_start(&w, s, cols, ascii);
	while (wrap_next(&w))
		n++;
	return n;
}

void
canvas_cursor(const struct canvas *c, int row, int col)
{
	if (c->rows == 0 || c->cols == 0)
		return;
	c->g->cursor_on = true;
	c->g->cursor_row = c->row + clamp(row, 0, c->rows - 1);
	c->g->cursor_col = c->col + clamp(col, 0, c->cols - 1);
}

void
canvas_cursor_off(const struct canvas *c)
{
	c->g->cursor_on = false;
}
