/* Drawing of forms: labels left or, when narrow, above; errors below. */
#include "common/date.h"
#include "common/str.h"
#include "tui/term/grid.h"
#include "tui/theme/inks.h"
#include "tui/ui/form_int.h"
#include "tui/ui/i18n.h"

enum { NARROW = 44, LABEL_GAP = 2 };

struct place {
	int label; /* columns of the labels; 0: above the field */
	int gap;   /* blank rows between fields */
};

static struct place
place_of(const struct form *f, const struct canvas *c)
{
	struct place p = { 0, 0 };

	if (c->cols >= NARROW) {
		for (int i = 0; i < f->n; i++) {
			int w = canvas_width(c, _(f->fields[i].label)) + 2;

			if (f->fields[i].kind != FIELD_NOTE && w > p.label)
				p.label = w;
		}
		if (p.label > c->cols / 2)
			p.label = c->cols / 2;
	}
	return p;
}

/* Rows of one field with its label and error. */
static int
rows_of(const struct form *f, const struct canvas *c, struct place p, int i)
{
	const struct form_field *fd = &f->fields[i];
	int rows = form_field_rows(fd);

	if (fd->kind == FIELD_NOTE)
		return text_wrap_rows(_(fd->label), c->cols, c->g->ascii);
	if (p.label == 0)
		rows++;
	return rows + (f->values[i].error[0] != '\0');
}

static int
total_rows(const struct form *f, const struct canvas *c, struct place p)
{
	int rows = 0;

	for (int i = 0; i < f->n; i++)
		rows += rows_of(f, c, p, i) + (i > 0 ? p.gap : 0);
	return rows;
}

int
form_rows(const struct form *f)
{
	int rows = 0;

	for (int i = 0; i < f->n; i++)
		rows += form_field_rows(&f->fields[i]);
	return rows;
}

/* Scrolls so that the focused field is in sight, its label and error too. */
static void
scroll(struct form *f, const struct canvas *c, struct place p)
{
	int row = 0, total = total_rows(f, c, p);
	int rows = rows_of(f, c, p, f->focus);

	for (int i = 0; i < f->focus; i++)
		row += rows_of(f, c, p, i) + p.gap;
	if (row + rows > f->top + c->rows)
		f->top = row + rows - c->rows;
	if (row < f->top)
		f->top = row;
	if (rows > c->rows) /* hardly any room: the field before its label */
		f->top = row + (p.label == 0);
	if (f->top > total - c->rows)
		f->top = total - c->rows;
	if (f->top < 0)
		f->top = 0;
}

static int
field_ink(const struct form *f, int i)
{
	if (f->values[i].error[0] != '\0')
		return INK_INPUT_ERROR;
	return i == f->focus && !f->idle ? INK_INPUT_FOCUS : INK_INPUT;
}

static void
draw_choice(struct form *f, const struct canvas *c, int i)
{
	const struct form_field *fd = &f->fields[i];
	int n = form_n_choices(fd), ink = field_ink(f, i);
	const char *s =
	    f->values[i].choice < n ? _(fd->choices[f->values[i].choice]) : "";

	canvas_fill(c, ink);
	canvas_text(c, 0, 0, ink, "‹");
	canvas_fit(c, SPAN(0, 2, c->cols - 4), ink, s);
	canvas_text(c, 0, c->cols - 1, ink, "›");
	if (i == f->focus && !f->idle)
		canvas_cursor(c, 0, 2);
}

static void
draw_check(struct form *f, const struct canvas *c, int i)
{
	const struct form_field *fd = &f->fields[i];
	int ink = field_ink(f, i);

	canvas_text(c, 0, 0, ink, f->values[i].choice ? "[x]" : "[ ]");
	if (fd->hint != NULL)
		canvas_text(c, 0, 4, INK_MUTED, _(fd->hint));
	if (i == f->focus && !f->idle)
		canvas_cursor(c, 0, 1);
}

static void
draw_date_note(const struct form *f, int i, const struct canvas *line, int col)
{
	const struct form_value *v = &f->values[i];

	if (v->edit.len == 0 && i == f->focus && !f->idle)
		canvas_text(line, 0, col + 1, INK_MUTED, _("F4 calendar"));
	if (v->iso[0] != '\0')
		canvas_text(line, 0, col + 1, INK_MUTED,
		    ui_weekday(date_weekday(date_parse(v->iso))));
}

static void
draw_text(struct form *f, const struct canvas *c, int i)
{
	const struct form_field *fd = &f->fields[i];
	struct form_value *v = &f->values[i];
	int ink = field_ink(f, i);
	bool focus = i == f->focus && !f->idle;

	edit_draw(&v->edit, c, ink, focus);
	if (v->edit.len == 0 && fd->hint != NULL)
		canvas_fit(c, SPAN(0, 0, c->cols),
		    ink == INK_INPUT_FOCUS ? ink : INK_PLACEHOLDER,
		    focus ? "" : _(fd->hint));
}

/* Columns of the entry field itself. */
static int
field_cols(const struct form_field *fd, int room)
{
	int cols = fd->cols;

	if (cols == 0 && fd->kind == FIELD_DATE)
		cols = 14;
	if (cols == 0 && fd->kind == FIELD_CHOICE)
		cols = 34;
	if (cols == 0 && fd->max > 0 && fd->max < 30)
		cols = fd->max + 2;
	return cols > 0 && cols < room ? cols : room;
}

static void
draw_value(struct form *f, const struct canvas *c, int i, struct area at)
{
	const struct form_field *fd = &f->fields[i];
	struct canvas line = canvas_sub(c, at), part;

	at.cols = field_cols(fd, at.cols);
	part = canvas_sub(c, at);
	f->values[i].at = AREA(part.row, part.col, part.rows, part.cols);
	if (fd->kind == FIELD_CHOICE)
		draw_choice(f, &part, i);
	else if (fd->kind == FIELD_CHECK)
		draw_check(f, &line, i);
	else
		draw_text(f, &part, i);
	if (fd->kind == FIELD_DATE)
		draw_date_note(f, i, &line, at.cols);
	else if (form_is_text(fd) && fd->hint != NULL &&
		 at.cols + 2 < line.cols && i == f->focus)
		canvas_fit(&line, SPAN(0, at.cols + 1, line.cols - at.cols - 1),
		    INK_MUTED, _(fd->hint));
}

static void
draw_label(const struct form *f, const struct canvas *c, int row, int i)
{
	const struct form_field *fd = &f->fields[i];
	int ink = i == f->focus && !f->idle ? INK_STRONG : INK_LABEL;
	int used = canvas_text(c, row, 0, ink, _(fd->label));

	if (fd->required)
		canvas_text(c, row, used, INK_ACCENT, "*");
}

/* Draws field i with its first row at row of c; rows used. */
static int
draw_field(struct form *f, const struct canvas *c, int row, int i)
{
	struct place p = place_of(f, c);
	const struct form_field *fd = &f->fields[i];
	int start = row, col = p.label > 0 ? p.label + LABEL_GAP : 0;
	int rows = form_field_rows(fd);

	if (fd->kind == FIELD_NOTE)
		return canvas_wrap(c, row, INK_MUTED, _(fd->label));
	draw_label(f, c, row, i);
	if (p.label == 0)
		row++;
	draw_value(f, c, i, AREA(row, col, rows, c->cols - col));
	row += rows;
	if (f->values[i].error[0] != '\0') {
		canvas_fit(c, SPAN(row, col, c->cols - col), INK_ERROR,
		    f->values[i].error);
		row++;
	}
	return row - start;
}

static const char *
drop_text(const struct form *f, int i)
{
	const struct form_field *fd = &f->fields[f->focus];

	return fd->kind == FIELD_CHOICE ? _(fd->choices[i]) : f->match[i];
}

/* The open list, below its field or, without room, above it. */
static void
draw_drop(struct form *f, const struct canvas *c)
{
	const struct form_field *fd = &f->fields[f->focus];
	struct area at = f->values[f->focus].at;
	int n = fd->kind == FIELD_CHOICE ? form_n_choices(fd) : f->n_match;
	int row = at.row - c->row + at.rows, col = at.col - c->col;
	struct canvas box;

	if (row + n > c->rows && row - at.rows >= n)
		row -= at.rows + n;
	else if (row + n > c->rows)
		row = c->rows > n ? c->rows - n : 0;
	box = canvas_sub(c, AREA(row, col, n, at.cols));
	f->drop_at = AREA(box.row, box.col, box.rows, box.cols);
	f->drop_top = f->drop_sel >= box.rows ? f->drop_sel - box.rows + 1 : 0;
	for (int i = 0; i < box.rows; i++) {
		bool sel = f->drop_top + i == f->drop_sel;

		canvas_fit(&box, SPAN(i, 0, 2),
		    sel ? INK_SELECTION : INK_BUTTON, sel ? "› " : "  ");
		canvas_fit(&box, SPAN(i, 2, box.cols - 2),
		    sel ? INK_SELECTION : INK_BUTTON,
		    drop_text(f, f->drop_top + i));
	}
}

/* The calendar of a date field, framed, where it covers nothing above. */
static void
draw_calendar(struct form *f, const struct canvas *c)
{
	struct area at = f->values[f->focus].at;
	int rows = MONTH_ROWS + 2, cols = MONTH_COLS + 4;
	int row = at.row - c->row + 1, col = at.col - c->col;
	struct canvas box, in;

	if (row + rows > c->rows)
		row = c->rows > rows ? c->rows - rows : 0;
	if (col + cols > c->cols)
		col = c->cols > cols ? c->cols - cols : 0;
	box = canvas_sub(c, AREA(row, col, rows, cols));
	f->drop_at = AREA(box.row, box.col, box.rows, box.cols);
	canvas_fill(&box, INK_DIALOG);
	canvas_box(&box, INK_DIALOG_BORDER, NULL);
	in = canvas_sub(&box, AREA(1, 2, MONTH_ROWS, MONTH_COLS));
	month_draw(&f->month, &in);
}

void
form_draw(struct form *f, const struct canvas *c)
{
	struct place p = place_of(f, c);
	int row;

	f->at = AREA(c->row, c->col, c->rows, c->cols);
	if (c->rows == 0 || c->cols == 0 || f->n == 0)
		return;
	p.gap = 1;
	if (total_rows(f, c, p) > c->rows)
		p.gap = 0;
	scroll(f, c, p);
	row = -f->top;
	for (int i = 0; i < f->n; i++) {
		int rows = rows_of(f, c, p, i);

		f->values[i].at = AREA(0, 0, 0, 0);
		if (row + rows > 0 && row < c->rows)
			draw_field(f, c, row, i);
		row += rows + p.gap;
	}
	if (f->drop && f->fields[f->focus].kind == FIELD_DATE)
		draw_calendar(f, c);
	else if (f->drop)
		draw_drop(f, c);
}
