/* Tabs. Used by screens with several pages. */
#include "tui/ui/tabs.h"

#include "tui/term/grid.h"
#include "tui/term/term.h"
#include "tui/theme/inks.h"
#include "tui/ui/i18n.h"

enum { MOST = 16 };

void
tabs_draw(struct tabs *t, const struct canvas *c)
{
	int col = 0;

	t->at = AREA(c->row, c->col, 1, c->cols);
	canvas_hline(c, SPAN(1, 0, c->cols), INK_BORDER);
	for (int i = 0; t->names[i] != NULL && i < MOST; i++) {
		bool open = i == t->open;
		const char *name = _(t->names[i]);
		int start = col;

		col += canvas_text(
		    c, 0, col, open ? INK_TAB_ACTIVE : INK_TAB, " ");
		col += canvas_text(
		    c, 0, col, open ? INK_TAB_ACTIVE : INK_TAB, name);
		col += canvas_text(
		    c, 0, col, open ? INK_TAB_ACTIVE : INK_TAB, " ");
		t->cols[i] = start;
		t->cols[i + 1] = col;
		/* the heavy part of the rule carries the tab without colour */
		for (int k = start; open && k < col; k++)
			canvas_text(c, 1, k, INK_TAB_ACTIVE, "━");
		col++;
	}
}

static int
count(const struct tabs *t)
{
	int n = 0;

	while (n < MOST && t->names[n] != NULL)
		n++;
	return n;
}

static bool
open_tab(struct tabs *t, int i)
{
	int n = count(t);

	i = i < 0 ? n - 1 : i >= n ? 0 : i;
	if (i == t->open)
		return false;
	t->open = i;
	return true;
}

bool
tabs_key(struct tabs *t, uint32_t key, bool arrows)
{
	if (key >= (K_ALT | '1') && key <= (K_ALT | '9')) {
		int i = (int)(key - (K_ALT | '1'));

		return i < count(t) && open_tab(t, i);
	}
	if (key == (K_LEFT | K_MOD_CTRL) || (arrows && key == K_LEFT))
		return open_tab(t, t->open - 1);
	if (key == (K_RIGHT | K_MOD_CTRL) || (arrows && key == K_RIGHT))
		return open_tab(t, t->open + 1);
	return false;
}

bool
tabs_mouse(struct tabs *t, const struct mouse *m)
{
	int row = m->row, col = m->col;

	if (m->kind > MOUSE_DOUBLE || row != t->at.row)
		return false;
	for (int i = 0; i < count(t); i++)
		if (col >= t->at.col + t->cols[i] &&
		    col < t->at.col + t->cols[i + 1])
			return open_tab(t, i);
	return false;
}
