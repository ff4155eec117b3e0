/* The command palette: every row in force, found by typing a part of it. */
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/term/grid.h"
#include "tui/ui/edit.h"
#include "tui/ui/ui_int.h"

#define PALETTE_ROWS 256

struct hit {
	struct ui_row row;
	int points;
	int order; /* equal points: as in the tables */
};

struct palette {
	struct edit edit;
	struct ui_row rows[PALETTE_ROWS];
	struct hit hits[PALETTE_ROWS];
	int n, n_hits, sel, top;
	struct area at; /* the hits */
};

/* What can be run from here: not what only hints at a widget's key. */
static void
collect(struct ui *ui, struct palette *p)
{
	int n = ui_rows(ui, p->rows, PALETTE_ROWS);

	for (int i = 0; i < n; i++) {
		const struct key_action *a = p->rows[i].row;

		if (a->fn != NULL && a->key != ':')
			p->rows[p->n++] = p->rows[i];
	}
}

static const char *
text_of(const struct key_action *a)
{
	return _(a->help != NULL ? a->help : a->label);
}

static int
by_points(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	if (x->points != y->points)
		return y->points - x->points;
	return x->order - y->order;
}

static void
search(struct palette *p)
{
	p->n_hits = p->sel = p->top = 0;
	for (int i = 0; i < p->n; i++) {
		const struct key_action *a = p->rows[i].row;
		int points = fuzzy_score(p->edit.text, text_of(a));
		int label = fuzzy_score(p->edit.text, _(a->label));

		points = label > points ? label : points;
		if (points >= 0)
			p->hits[p->n_hits++] =
			    (struct hit){ p->rows[i], points, i };
	}
	if (p->edit.len > 0)
		qsort(p->hits, (size_t)p->n_hits, sizeof p->hits[0], by_points);
}

void
palette_open(struct ui *ui)
{
	struct palette *p = xcalloc(1, sizeof *p);

	edit_init(&p->edit, 60, false, false);
	ui->palette = p;
	collect(ui, p);
	search(p);
	ui->dirty = true;
}

void
palette_close(struct ui *ui)
{
	if (ui->palette == NULL)
		return;
	edit_done(&ui->palette->edit);
	free(ui->palette);
	ui->palette = NULL;
	ui->dirty = true;
}

static void
run(struct ui *ui)
{
	struct palette *p = ui->palette;
	struct ui_row row;

	if (p->n_hits == 0)
		return;
	row = p->hits[p->sel].row;
	palette_close(ui);
	ui_run(ui, &row);
}

static void
move(struct palette *p, int by)
{
	p->sel += by;
	if (p->sel >= p->n_hits)
		p->sel = p->n_hits - 1;
	if (p->sel < 0)
		p->sel = 0;
}

void
palette_key(struct ui *ui, uint32_t key)
{
	struct palette *p = ui->palette;

	if (key == K_ESC || key == K_CTRL('c') || key == K_CTRL('p'))
		palette_close(ui);
	else if (key == K_ENTER)
		run(ui);
	else if (key == K_UP || key == K_DOWN)
		move(p, key == K_UP ? -1 : 1);
	else if (key == K_PGUP || key == K_PGDN)
		move(p, key == K_PGUP ? -p->at.rows : p->at.rows);
	else if (edit_key(&p->edit, key))
		search(p);
}

void
palette_paste(struct ui *ui, const char *text)
{
	edit_insert(&ui->palette->edit, text);
	search(ui->palette);
}

void
palette_mouse(struct ui *ui, const struct mouse *m)
{
	struct palette *p = ui->palette;

	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		move(p, m->kind == MOUSE_UP ? -1 : 1);
		return;
	}
	if (!area_has(p->at, m->row, m->col) ||
	    p->top + m->row - p->at.row >= p->n_hits)
		return;
	p->sel = p->top + m->row - p->at.row;
	run(ui);
}

static void
draw_hit(struct ui *ui, const struct canvas *c, int row, const struct hit *h,
    bool sel)
{
	const struct key_action *a = h->row.row;
	bool ok = ui_allowed(ui, a->op);
	int ink = sel ? INK_SELECTION : ok ? INK_DIALOG : INK_DISABLED;
	char key[24] = "";
	int w;

	if (a->key != 0)
		ui_key_name(a->key, key);
	w = canvas_width(c, key);
	canvas_fit(c, SPAN(row, 0, 2), ink, sel ? "› " : "  ");
	canvas_fit(c, SPAN(row, 2, c->cols - w - 4), ink, text_of(a));
	canvas_fit(c, SPAN(row, c->cols - w - 2, w + 2), ink, " ");
	canvas_text(c, row, c->cols - w - 1,
	    sel	 ? INK_SELECTION
	    : ok ? INK_MUTED
		 : INK_DISABLED,
	    key);
}

static void
draw_hits(struct ui *ui, const struct canvas *c)
{
	struct palette *p = ui->palette;

	p->at = AREA(c->row, c->col, c->rows, c->cols);
	if (p->sel < p->top)
		p->top = p->sel;
	if (c->rows > 0 && p->sel >= p->top + c->rows)
		p->top = p->sel - c->rows + 1;
	if (p->n_hits == 0)
		canvas_text(c, 0, 2, INK_MUTED, _("No command found"));
	for (int i = 0; i < c->rows && p->top + i < p->n_hits; i++)
		draw_hit(ui, c, i, &p->hits[p->top + i], p->top + i == p->sel);
}

void
palette_draw(struct ui *ui, const struct canvas *all)
{
	struct palette *p = ui->palette;
	int cols = all->cols > 66 ? 62 : all->cols - 4;
	int rows = all->rows > 20 ? 16 : all->rows - 4;
	struct canvas box, in, part;

	if (cols < 8 || rows < 5)
		return;
	box = canvas_sub(all, AREA(2, (all->cols - cols) / 2, rows, cols));
	canvas_fill(&box, INK_DIALOG);
	canvas_box(&box, INK_DIALOG_BORDER, _("Commands"));
	in = canvas_sub(&box, AREA(1, 2, rows - 2, cols - 4));
	canvas_text(&in, 0, 0, INK_ACCENT, "›");
	part = canvas_sub(&in, AREA(2, 0, in.rows - 2, in.cols));
	draw_hits(ui, &part);
	part = canvas_sub(&in, AREA(0, 2, 1, in.cols - 2));
	edit_draw(&p->edit, &part, INK_INPUT_FOCUS, true);
}
