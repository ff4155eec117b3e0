/* Long text with scrolling. Used by help, error screen and reports. */
#include "tui/ui/pager.h"

#include "common/str.h"
#include "common/xalloc.h"
#include "tui/term/grid.h"
#include "tui/term/term.h"
#include "tui/theme/inks.h"

void
pager_set(struct pager *p, const char *text)
{
	free(p->text);
	p->text = xstrdup(text);
	p->top = 0;
}

void
pager_done(struct pager *p)
{
	free(p->text);
	p->text = NULL;
}

/* Draws one line of the source from row on (may be negative); rows used. */
static int
draw_source_line(const struct canvas *c, int row, const char *s)
{
	struct canvas part = *c;
	bool heading = str_starts(s, "# ");
	int ink = heading ? INK_HEADING : INK_TEXT;
	int rows = text_wrap_rows(s + (heading ? 2 : 0), c->cols, c->g->ascii);

	rows = rows < 1 ? 1 : rows;
	if (row + rows <= 0 || row >= c->rows)
		return rows;
	canvas_wrap(&part, row, ink, s + (heading ? 2 : 0));
	return rows;
}

static int
draw_from(const struct canvas *c, const char *text, int row)
{
	int start = row;

	while (*text != '\0') {
		size_t n = strcspn(text, "\n");
		char *line = xstrndup(text, n);

		row += draw_source_line(c, row, line);
		free(line);
		text += n + (text[n] == '\n');
	}
	return row - start;
}

/* How far the text reaches, on the right edge, when it does not fit. */
static void
draw_position(const struct canvas *c, int top, int total)
{
	int room = c->rows, at;

	if (total <= room || c->cols < 4)
		return;
	at = total == room ? 0 : top * (room - 1) / (total - room);
	canvas_vline(c, 0, c->cols - 1, room, INK_BORDER);
	canvas_text(c, at, c->cols - 1, INK_ACCENT, "█");
}

void
pager_draw(struct pager *p, const struct canvas *c)
{
	struct canvas text = canvas_sub(c, AREA(0, 0, c->rows, c->cols - 2));
	struct canvas none = text;
	int total;

	p->at = AREA(c->row, c->col, c->rows, c->cols);
	if (p->text == NULL || c->rows == 0)
		return;
	none.rows = 0;
	total = draw_from(&none, p->text, 0);
	if (p->top > total - c->rows)
		p->top = total - c->rows;
	if (p->top < 0)
		p->top = 0;
	draw_from(&text, p->text, -p->top);
	draw_position(c, p->top, total);
	canvas_cursor(c, 0, 0);
}

bool
pager_key(struct pager *p, uint32_t key)
{
	int page = p->at.rows > 1 ? p->at.rows - 1 : 1;

	if (key == K_UP)
		p->top--;
	else if (key == K_DOWN)
		p->top++;
	else if (key == K_PGUP)
		p->top -= page;
	else if (key == K_PGDN || key == ' ')
		p->top += page;
	else if (key == K_HOME)
		p->top = 0;
	else if (key == K_END)
		p->top = 1 << 20;
	else
		return false;
	if (p->top < 0)
		p->top = 0;
	return true;
}

bool
pager_mouse(struct pager *p, const struct mouse *m)
{
	if (m->kind != MOUSE_UP && m->kind != MOUSE_DOWN)
		return false;
	p->top += m->kind == MOUSE_UP ? -3 : 3;
	if (p->top < 0)
		p->top = 0;
	return true;
}
