/* From cells to the terminal: inks to attributes, one update per frame. */
#include "common/xalloc.h"
#include "tui/term/term_int.h"

/* last: its macros would reach into the headers above */
#include <ncurses.h>

static attr_t
attributes(unsigned attr)
{
	attr_t a = A_NORMAL;

	if (attr & ATTR_BOLD)
		a |= A_BOLD;
	if (attr & ATTR_UNDERLINE)
		a |= A_UNDERLINE;
	if (attr & ATTR_REVERSE)
		a |= A_REVERSE;
	if (attr & ATTR_ITALIC)
		a |= A_ITALIC;
	return a;
}

/* The first 8 numbers of a direct entry are palette colours. */
static int
colour(const struct term *t, int c)
{
	if (c < 0 || t->depth == DEPTH_MONO)
		return -1;
	return t->direct && c < 8 ? 8 : c;
}

/* Inks of one colour pair share its number, so that terminals with few do. */
static int
pair_of(struct term *t, const struct look *looks, int i)
{
	int fg = colour(t, looks[i].fg), bg = colour(t, looks[i].bg);

	if (fg < 0 && bg < 0)
		return 0;
	for (int k = 0; k < i; k++)
		if (colour(t, looks[k].fg) == fg &&
		    colour(t, looks[k].bg) == bg)
			return t->inks[k].pair;
	if (i + 1 >= COLOR_PAIRS || init_extended_pair(i + 1, fg, bg) == ERR)
		return 0;
	return i + 1;
}

static void
set_background(struct term *t)
{
	cchar_t cc;
	int pair = t->inks[0].pair;

	setcchar(&cc, L" ", t->inks[0].attr, 0, &pair);
	wbkgrndset(stdscr, &cc);
}

void
term_set_looks(struct term *t, const struct look *looks, int n)
{
	if (n > TERM_INKS)
		n = TERM_INKS;
	for (int i = 0; i < n; i++) {
		t->inks[i].attr = (unsigned)attributes(looks[i].attr);
		t->inks[i].pair = 0;
		t->inks[i].bg = looks[i].bg;
		t->inks[i].plain =
		    !(looks[i].attr & (ATTR_UNDERLINE | ATTR_REVERSE));
		if (!t->headless && t->depth != DEPTH_MONO)
			t->inks[i].pair = pair_of(t, looks, i);
	}
	if (!t->headless)
		set_background(t);
	t->full = true;
}

/*
 * A blank shows nothing but its background: drawn in the ink before it, it
 * saves two changes of colour, which are most of a frame's bytes.
 */
static int
blank_ink(const struct term *t, const struct cell *c, int before)
{
	const struct ink_attr *a = &t->inks[c->ink], *b = &t->inks[before];

	if (c->cp[0] != ' ' || c->cp[1] != 0 || a->bg != b->bg || !a->plain ||
	    !b->plain)
		return c->ink;
	return before;
}

static void
show_cell(struct term *t, int row, int col, int ink)
{
	const struct cell *c = grid_at(&t->next, row, col);
	wchar_t s[CELL_CP + 1];
	cchar_t cc;
	int pair = t->inks[ink].pair, n = 0;

	while (n < CELL_CP && c->cp[n] != 0) {
		s[n] = (wchar_t)c->cp[n];
		n++;
	}
	s[n] = L'\0';
	if (setcchar(&cc, s, t->inks[ink].attr, 0, &pair) == OK)
		mvadd_wch(row, col, &cc);
}

static bool
row_changed(const struct term *t, int row)
{
	const struct cell *a = grid_at(&t->next, row, 0);
	const struct cell *b = grid_at(&t->shown, row, 0);

	for (int col = 0; col < t->next.cols; col++)
		if (!cell_equal(&a[col], &b[col]))
			return true;
	return t->full;
}

/* Whole rows: the ink of blanks depends on what stands before them. */
static void
show_cells(struct term *t)
{
	for (int row = 0; row < t->next.rows; row++) {
		int ink = 0;

		if (!row_changed(t, row))
			continue;
		for (int col = 0; col < t->next.cols; col++) {
			const struct cell *c = grid_at(&t->next, row, col);

			if (c->width == 0)
				continue;
			ink = blank_ink(t, c, ink);
			show_cell(t, row, col, ink);
		}
	}
}

static void
show_cursor(const struct grid *g)
{
	if (g->cursor_on)
		move(g->cursor_row, g->cursor_col);
	else
		move(g->rows - 1, 0);
	curs_set(g->cursor_on ? 1 : 0);
}

void
term_show(struct term *t)
{
	size_t n = (size_t)t->next.rows * (size_t)t->next.cols;

	if (!t->headless && !t->suspended) {
		show_cells(t);
		show_cursor(&t->next);
		wnoutrefresh(stdscr);
		doupdate();
	}
	memcpy(t->shown.cells, t->next.cells, n * sizeof *t->next.cells);
	t->shown.cursor_on = t->next.cursor_on;
	t->shown.cursor_row = t->next.cursor_row;
	t->shown.cursor_col = t->next.cursor_col;
	t->full = false;
	t->frames++;
}

void
term_repaint(struct term *t)
{
	if (!t->headless)
		clearok(curscr, TRUE);
	t->full = true;
}
