/* Facts as lines with names, wrapped and scrolled. Used by detail screens. */
#include "tui/screens/lines.h"

#include <stdarg.h>

#include "common/buf.h"
#include "common/xalloc.h"
#include "tui/term/grid.h"

#define TEXT_MAX 8192 /* a description has at most 500 characters */

void
lines_clear(struct lines *l)
{
	for (int i = 0; i < l->n; i++) {
		free(l->v[i].label);
		free(l->v[i].text);
	}
	l->n = 0;
}

void
lines_done(struct lines *l)
{
	lines_clear(l);
	free(l->v);
	l->v = NULL;
	l->cap = 0;
}

static void
add(struct lines *l, int ink, const char *label, const char *text)
{
	if (l->n == l->cap) {
		l->cap = l->cap > 0 ? 2 * l->cap : 32;
		l->v = xrealloc(l->v, (size_t)l->cap * sizeof *l->v);
	}
	l->v[l->n++] = (struct line){ ink, xstrdup(label), xstrdup(text) };
}

static void add_format(struct lines *l, int ink, const char *label,
    const char *fmt, va_list ap) __attribute__((format(printf, 4, 0)));

static void
add_format(
    struct lines *l, int ink, const char *label, const char *fmt, va_list ap)
{
	struct buf b;

	buf_init(&b, TEXT_MAX);
	buf_vaddf(&b, fmt, ap);
	add(l, ink, label, buf_str(&b));
	buf_done(&b);
}

void
lines_pair(struct lines *l, const char *label, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_format(l, INK_TEXT, label, fmt, ap);
	va_end(ap);
}

void
lines_text(struct lines *l, int ink, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	add_format(l, ink, "", fmt, ap);
	va_end(ap);
}

void
lines_heading(struct lines *l, const char *text)
{
	if (l->n > 0)
		add(l, INK_TEXT, "", "");
	add(l, INK_HEADING, "", text);
}

static int
rows_of(const struct line *line, const struct canvas *c, int label_cols)
{
	int cols = c->cols - (line->label[0] != '\0' ? label_cols : 0);
	int rows = text_wrap_rows(line->text, cols > 1 ? cols : 1, c->g->ascii);

	return rows > 0 ? rows : 1;
}

/* One line whose first row is row (negative: partly above the canvas). */
static void
draw_line(const struct line *line, const struct canvas *c, int row, int label)
{
	int at = line->label[0] != '\0' ? label : 0;
	int rows = rows_of(line, c, label), hidden = row < 0 ? -row : 0;
	struct canvas part;

	if (at > 0 && row >= 0)
		canvas_fit(c, SPAN(row, 0, at - 1), INK_LABEL, line->label);
	if (at >= c->cols || hidden >= rows)
		return;
	if (line->ink == INK_HEADING) {
		int used = canvas_text(c, row, 0, INK_HEADING, line->text);

		if (used + 1 < c->cols)
			canvas_hline(c, SPAN(row, used + 1, c->cols - used - 1),
			    INK_BORDER);
		return;
	}
	part =
	    canvas_sub(c, AREA(row + hidden, at, rows - hidden, c->cols - at));
	canvas_wrap(&part, -hidden, line->ink, line->text);
}

static void
more(const struct lines *l, const struct canvas *c)
{
	if (l->top > 0)
		canvas_text(c, 0, c->cols - 1, INK_MUTED, "↑");
	if (l->top + c->rows < l->total)
		canvas_text(c, c->rows - 1, c->cols - 1, INK_MUTED, "↓");
}

void
lines_draw(struct lines *l, const struct canvas *c, int label_cols)
{
	struct canvas in = canvas_sub(c, AREA(0, 0, c->rows, c->cols - 2));
	int row = 0;

	if (label_cols > in.cols / 2)
		label_cols = in.cols / 2;
	l->at = AREA(c->row, c->col, c->rows, c->cols);
	l->total = 0;
	for (int i = 0; i < l->n; i++)
		l->total += rows_of(&l->v[i], &in, label_cols);
	if (l->top > l->total - c->rows)
		l->top = l->total - c->rows;
	if (l->top < 0)
		l->top = 0;
	row = -l->top;
	for (int i = 0; i < l->n && row < in.rows; i++) {
		int rows = rows_of(&l->v[i], &in, label_cols);

		if (row + rows > 0)
			draw_line(&l->v[i], &in, row, label_cols);
		row += rows;
	}
	more(l, c);
}

bool
lines_key(struct lines *l, uint32_t key)
{
	int page = l->at.rows > 2 ? l->at.rows - 1 : 1;

	if (key == K_UP || key == 'k')
		l->top--;
	else if (key == K_DOWN || key == 'j')
		l->top++;
	else if (key == K_PGUP)
		l->top -= page;
	else if (key == K_PGDN || key == ' ')
		l->top += page;
	else if (key == K_HOME)
		l->top = 0;
	else if (key == K_END)
		l->top = l->total;
	else
		return false;
	if (l->top < 0)
		l->top = 0;
	return true;
}

bool
lines_mouse(struct lines *l, const struct mouse *m)
{
	if (!area_has(l->at, m->row, m->col))
		return false;
	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN)
		return lines_key(l, m->kind == MOUSE_UP ? K_UP : K_DOWN);
	return false;
}
