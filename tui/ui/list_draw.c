/* Drawing of tables: which columns fit, rows, filter line, position. */
#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"
#include "common/utf8.h"
#include "tui/term/grid.h"
#include "tui/theme/inks.h"
#include "tui/ui/i18n.h"
#include "tui/ui/list.h"

enum { MOST = 24, GAP = 2, MARK = 2 };

struct layout {
	int n;
	int col[MOST];	 /* index in the source */
	int width[MOST]; /* columns on the screen */
};

static int
wanted(const struct canvas *c, const struct list_col *col)
{
	int title = canvas_width(c, _(col->title));

	title += !(col->flags & COL_NO_SORT); /* the arrow of the order */

	return title > col->min ? title : col->min;
}

static int
total_width(const struct layout *y)
{
	int w = MARK;

	for (int i = 0; i < y->n; i++)
		w += y->width[i] + (i > 0 ? GAP : 0);
	return w;
}

static void
drop_column(struct layout *y, int i)
{
	y->n--;
	for (; i < y->n; i++) {
		y->col[i] = y->col[i + 1];
		y->width[i] = y->width[i + 1];
	}
}

/* The column with the highest prio goes first; the last of equals. */
static bool
drop_one(const struct list *l, struct layout *y)
{
	int worst = -1;

	for (int i = 0; i < y->n; i++) {
		int prio = l->src->cols[y->col[i]].prio;

		if (prio > 0 &&
		    (worst < 0 || prio >= l->src->cols[y->col[worst]].prio))
			worst = i;
	}
	if (worst < 0)
		return false;
	drop_column(y, worst);
	return true;
}

static void
share_rest(const struct list *l, struct layout *y, int rest)
{
	int shares = 0, given = 0, last = -1;

	for (int i = 0; i < y->n; i++)
		shares += l->src->cols[y->col[i]].grow;
	for (int i = 0; i < y->n && shares > 0 && rest > 0; i++) {
		int n = rest * l->src->cols[y->col[i]].grow / shares;

		y->width[i] += n;
		given += n;
		if (l->src->cols[y->col[i]].grow > 0)
			last = i;
	}
	if (last >= 0 && rest > given)
		y->width[last] += rest - given;
}

static void
lay_out(const struct list *l, const struct canvas *c, struct layout *y)
{
	y->n = 0;
	for (int i = 0; l->src->cols[i].title != NULL && i < MOST; i++) {
		y->col[y->n] = i;
		y->width[y->n++] = wanted(c, &l->src->cols[i]);
	}
	while (total_width(y) > c->cols && drop_one(l, y))
		;
	/* still too wide: the first columns are what is left to see */
	while (y->n > 1 && total_width(y) > c->cols)
		y->n--;
	share_rest(l, y, c->cols - total_width(y));
}

static void
draw_header(struct list *l, const struct canvas *c, const struct layout *y)
{
	int x = MARK;

	l->n_head = y->n;
	/* one ink over the whole line: a rule, and few changes of colour */
	canvas_blank(c, SPAN(0, MARK, c->cols - MARK), INK_HEADER);
	for (int i = 0; i < y->n; i++) {
		const struct list_col *col = &l->src->cols[y->col[i]];
		struct span sp = SPAN(0, x, y->width[i]);
		char title[96];

		snprintf(title, sizeof title, "%s%s", _(col->title),
		    y->col[i] != l->sort_col ? ""
		    : l->sort_desc	     ? "▾"
					     : "▴");
		if (col->flags & COL_RIGHT)
			canvas_right(c, sp, INK_HEADER, title);
		else
			canvas_fit(c, sp, INK_HEADER, title);
		l->head_col[i] = y->col[i];
		l->head_cols[i] = x;
		x += y->width[i] + GAP;
		l->head_cols[i + 1] = x;
	}
}

/* Shows where the filter's words are, in a cell's part of the row. */
static void
mark_matches(const struct list *l, const struct canvas *c, struct span sp,
    const char *text)
{
	struct arena *a;
	char *fold, *word, *save = NULL;
	const char *hit;

	if (l->filter == NULL || *l->filter == '\0')
		return;
	a = arena_new();
	fold = utf8_fold(a, text);
	/* offsets agree as long as folding kept the length */
	if (strlen(fold) == strlen(text)) {
		for (word = strtok_r(utf8_fold(a, l->filter), " ", &save);
		     word != NULL; word = strtok_r(NULL, " ", &save)) {
			if ((hit = strstr(fold, word)) == NULL)
				continue;
			canvas_ink(c,
			    SPAN(sp.row,
				sp.col +
				    canvas_width(c, arena_strndup(a, text,
							(size_t)(hit - fold))),
				canvas_width(c, word)),
			    INK_MATCH);
		}
	}
	arena_free(a);
}

static void
draw_cell(struct list *l, const struct canvas *c, struct span sp, int where[2])
{
	const struct list_col *col = &l->src->cols[where[1]];
	struct buf b;
	struct list_cell cell = { .text = &b, .ink = INK_TEXT };
	struct canvas part = canvas_sub(c, AREA(sp.row, sp.col, 1, sp.cols));

	buf_init(&b, 4096);
	l->src->cell(l->ctx, where[0], where[1], &cell);
	if (col->flags & COL_RIGHT) {
		canvas_right(&part, SPAN(0, 0, sp.cols), cell.ink, buf_str(&b));
	} else {
		canvas_fit(&part, SPAN(0, 0, sp.cols), cell.ink, buf_str(&b));
		mark_matches(l, &part, SPAN(0, 0, sp.cols), buf_str(&b));
	}
	buf_done(&b);
}

static void
draw_row(struct list *l, const struct canvas *c, int i, const struct layout *y)
{
	bool sel = l->top + i == l->sel;
	int x = MARK;

	for (int k = 0; k < y->n; k++) {
		int where[2] = { l->order[l->top + i], y->col[k] };

		draw_cell(l, c, SPAN(i, x, y->width[k]), where);
		x += y->width[k] + GAP;
	}
	if (!sel)
		return;
	canvas_text(c, i, 0, INK_SELECTION, "›");
	canvas_ink(c, SPAN(i, 0, c->cols),
	    l->idle ? INK_SELECTION_IDLE : INK_SELECTION);
	if (!l->idle && !l->typing)
		canvas_cursor(c, i, 0);
}

static void
scroll(struct list *l, int rows)
{
	if (l->sel >= 0 && l->sel < l->top)
		l->top = l->sel;
	if (l->sel >= l->top + rows)
		l->top = l->sel - rows + 1;
	if (l->top > l->n - rows)
		l->top = l->n - rows;
	if (l->top < 0)
		l->top = 0;
}

/* How far the view is, at the right edge, when not all rows fit. */
static void
draw_position(const struct list *l, const struct canvas *c, int rows)
{
	int at;

	if (l->n <= rows || rows < 2)
		return;
	at = l->sel < 0 ? 0 : l->top * (rows - 1) / (l->n - rows);
	for (int i = 0; i < rows; i++)
		canvas_text(c, i, c->cols - 1, i == at ? INK_ACCENT : INK_MUTED,
		    i == at ? "█" : "│");
}

static void
draw_filter(struct list *l, const struct canvas *c, int row)
{
	char text[128];
	int col = 0, w;

	snprintf(text, sizeof text, " %d/%d ", l->n, l->src->count(l->ctx));
	canvas_blank(c, SPAN(row, 0, c->cols), INK_INPUT_FOCUS);
	w = canvas_width(c, text);
	canvas_right(c, SPAN(row, c->cols - w, w), INK_INPUT_FOCUS, text);
	col += canvas_text(c, row, col, INK_INPUT_FOCUS, " / ");
	if (*l->filter == '\0')
		canvas_text(c, row, col, INK_PLACEHOLDER,
		    _("type to filter, Esc ends"));
	else
		col += canvas_text(c, row, col, INK_INPUT_FOCUS, l->filter);
	if (l->typing)
		canvas_cursor(c, row, col);
}

void
list_draw(struct list *l, const struct canvas *c)
{
	struct layout y;
	struct canvas body;
	bool header = !(l->flags & LIST_NO_HEADER) && c->rows > 1;
	int rows = c->rows - header - (l->filter != NULL);

	l->at = AREA(c->row, c->col, c->rows, c->cols);
	if (c->rows == 0 || c->cols < 4)
		return;
	body = *c;
	if (l->n > rows)
		body.cols -= 2; /* the position mark */
	lay_out(l, &body, &y);
	if (header)
		draw_header(l, c, &y);
	body = canvas_sub(c, AREA(header, 0, rows, c->cols));
	scroll(l, body.rows);
	for (int i = 0; i < body.rows && l->top + i < l->n; i++)
		draw_row(l, &body, i, &y);
	draw_position(l, &body, body.rows);
	if (l->n == 0 && body.rows > 0) {
		int row = body.rows > 2 ? 1 : 0;
		const char *empty =
		    l->src->empty == NULL ? N_("No entries") : l->src->empty;

		canvas_text(&body, row, MARK, INK_MUTED,
		    l->filter != NULL && *l->filter != '\0'
			? _("Nothing matches the filter")
			: _(empty));
		canvas_cursor(&body, row, 0);
	}
	if (l->filter != NULL)
		draw_filter(l, c, c->rows - 1);
}
