/* The cells of a frame. Drawn through canvas.c, shown by term.c. */
#include "tui/term/grid.h"

#include "common/buf.h"
#include "common/xalloc.h"

static const struct cell blank = { .cp = { ' ' }, .ink = 0, .width = 1 };

void
grid_init(struct grid *g, int rows, int cols)
{
	memset(g, 0, sizeof *g);
	grid_resize(g, rows, cols);
}

void
grid_done(struct grid *g)
{
	free(g->cells);
	g->cells = NULL;
	g->rows = g->cols = 0;
}

void
grid_resize(struct grid *g, int rows, int cols)
{
	g->rows = rows < 1 ? 1 : rows;
	g->cols = cols < 1 ? 1 : cols;
	free(g->cells);
	g->cells = xcalloc((size_t)g->rows * (size_t)g->cols, sizeof *g->cells);
	grid_clear(g, 0);
}

void
grid_clear(struct grid *g, int ink)
{
	size_t n = (size_t)g->rows * (size_t)g->cols;

	for (size_t i = 0; i < n; i++) {
		g->cells[i] = blank;
		g->cells[i].ink = (uint8_t)ink;
	}
	g->cursor_on = false;
	g->cursor_row = g->cursor_col = 0;
}

struct cell *
grid_at(const struct grid *g, int row, int col)
{
	if (row < 0 || row >= g->rows || col < 0 || col >= g->cols)
		return NULL;
	return &g->cells[(size_t)row * (size_t)g->cols + (size_t)col];
}

int
grid_ink(const struct grid *g, int row, int col)
{
	const struct cell *c = grid_at(g, row, col);

	return c == NULL ? -1 : c->ink;
}

bool
cell_equal(const struct cell *a, const struct cell *b)
{
	return a->ink == b->ink && a->width == b->width &&
	       memcmp(a->cp, b->cp, sizeof a->cp) == 0;
}

static void
add_cp(struct buf *out, uint32_t cp)
{
	char s[4];
	size_t n;

	if (cp < 0x80) {
		s[0] = (char)cp;
		n = 1;
	} else if (cp < 0x800) {
		s[0] = (char)(0xc0 | cp >> 6);
		s[1] = (char)(0x80 | (cp & 0x3f));
		n = 2;
	} else if (cp < 0x10000) {
		s[0] = (char)(0xe0 | cp >> 12);
		s[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		s[2] = (char)(0x80 | (cp & 0x3f));
		n = 3;
	} else {
		s[0] = (char)(0xf0 | cp >> 18);
		s[1] = (char)(0x80 | (cp >> 12 & 0x3f));
		s[2] = (char)(0x80 | (cp >> 6 & 0x3f));
		s[3] = (char)(0x80 | (cp & 0x3f));
		n = 4;
	}
	buf_add(out, s, n);
}

void
grid_row_text(const struct grid *g, int row, struct buf *out)
{
	size_t start = out->len;

	for (int col = 0; col < g->cols; col++) {
		const struct cell *c = grid_at(g, row, col);

		if (c == NULL || c->width == 0)
			continue;
		for (int i = 0; i < CELL_CP && c->cp[i] != 0; i++)
			add_cp(out, c->cp[i]);
	}
	while (out->len > start && out->p[out->len - 1] == ' ')
		out->p[--out->len] = '\0';
}

void
grid_text(const struct grid *g, struct buf *out)
{
	for (int row = 0; row < g->rows; row++) {
		grid_row_text(g, row, out);
		buf_addc(out, '\n');
	}
}
