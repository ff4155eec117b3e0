/* Modal questions. Opened by screens and ui.c, drawn over everything. */
#include "tui/ui/dialog.h"

#include <ctype.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tui/term/grid.h"
#include "tui/ui/edit.h"
#include "tui/ui/ui_int.h"

struct dialog {
	struct dialog *next;
	enum dialog_kind kind;
	uint32_t owner; /* screen id */
	char *title, *text, *label[2];
	char **items;
	int n_items, sel, top;
	bool on_no; /* the second button has the keyboard */
	struct edit edit;
	int64_t tag;
	void (*done)(struct ui *, void *, const struct dialog_answer *);
	struct area item_at, button_at[2];
};

static struct dialog *
dialog_free(struct dialog *d)
{
	for (int i = 0; i < d->n_items; i++)
		free(d->items[i]);
	free(d->items);
	free(d->title);
	free(d->text);
	free(d->label[0]);
	free(d->label[1]);
	edit_done(&d->edit);
	free(d);
	return NULL;
}

static bool
has_edit(const struct dialog *d)
{
	return d->kind == DIALOG_PROMPT || d->kind == DIALOG_SECRET;
}

static void
copy_items(struct dialog *d, const struct dialog_spec *spec)
{
	if (spec->items == NULL)
		return;
	while (spec->items[d->n_items] != NULL)
		d->n_items++;
	d->items = xcalloc((size_t)d->n_items + 1, sizeof *d->items);
	for (int i = 0; i < d->n_items; i++)
		d->items[i] = xstrdup(spec->items[i]);
	d->sel = spec->selected;
	if (d->sel < 0 || d->sel >= d->n_items)
		d->sel = 0;
}

static const char *
default_label(enum dialog_kind kind, int i)
{
	if (kind == DIALOG_CONFIRM)
		return i == 0 ? _("Yes") : _("No");
	return i == 0 ? _("OK") : _("Cancel");
}

void
ui_dialog(struct ui *ui, const struct dialog_spec *spec)
{
	struct dialog *d = xcalloc(1, sizeof *d);
	struct screen *top = ui_top(ui);
	const char *yes = spec->yes, *no = spec->no;

	d->kind = spec->kind;
	d->owner = top == NULL ? 0 : top->id;
	d->title = xstrdup(spec->title == NULL ? "" : spec->title);
	d->text = xstrdup(spec->text == NULL ? "" : spec->text);
	d->label[0] = xstrdup(yes != NULL ? yes : default_label(d->kind, 0));
	d->label[1] = xstrdup(no != NULL ? no : default_label(d->kind, 1));
	d->on_no = spec->danger;
	d->tag = spec->tag;
	d->done = spec->done;
	copy_items(d, spec);
	edit_init(&d->edit, spec->max > 0 ? spec->max : 200, false,
	    spec->kind == DIALOG_SECRET);
	edit_set(&d->edit, spec->value);
	d->next = ui->dialogs;
	ui->dialogs = d;
	ui->dirty = true;
}

void
ui_message(struct ui *ui, const char *title, const char *text)
{
	ui_dialog(
	    ui, &(struct dialog_spec){
		    .kind = DIALOG_MESSAGE, .title = title, .text = text });
}

void
ui_confirm(struct ui *ui, const char *title, const char *text,
    void (*done)(struct ui *, void *, const struct dialog_answer *))
{
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = title,
			  .text = text,
			  .done = done });
}

void
ui_confirm_danger(struct ui *ui, const char *title, const char *text,
    void (*done)(struct ui *, void *, const struct dialog_answer *))
{
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = title,
			  .text = text,
			  .danger = true,
			  .done = done });
}

bool
ui_has_dialog(const struct ui *ui)
{
	return ui->dialogs != NULL;
}

void
dialog_drop(struct ui *ui, uint32_t owner)
{
	struct dialog **p = &ui->dialogs;

	while (*p != NULL) {
		struct dialog *d = *p;

		if (d->owner != owner) {
			p = &d->next;
			continue;
		}
		*p = d->next;
		dialog_free(d);
	}
}

void
dialog_free_all(struct ui *ui)
{
	while (ui->dialogs != NULL) {
		struct dialog *d = ui->dialogs;

		ui->dialogs = d->next;
		dialog_free(d);
	}
}

/* Takes the dialog away first: done may open the next one. */
static void
answer(struct ui *ui, bool ok)
{
	struct dialog *d = ui->dialogs;
	struct dialog_answer a = {
		.ok = ok,
		.choice = d->sel,
		.text = d->edit.text,
		.tag = d->tag,
	};

	ui->dialogs = d->next;
	if (d->done != NULL)
		d->done(ui, ui_state(ui, d->owner), &a);
	dialog_free(d);
}

static int
n_buttons(const struct dialog *d)
{
	return d->kind == DIALOG_MESSAGE ? 1 : 2;
}

/* The letter that a label starts with answers, too. */
static bool
is_initial(const char *label, uint32_t key)
{
	return key < 0x80 && isalpha((int)key) &&
	       tolower((unsigned char)label[0]) == tolower((int)key);
}

static void
button_key(struct ui *ui, uint32_t key)
{
	struct dialog *d = ui->dialogs;

	if (key == K_ENTER || key == ' ') {
		answer(ui, !d->on_no || n_buttons(d) == 1);
	} else if (n_buttons(d) == 1) {
		return;
	} else if (key == K_LEFT || key == K_RIGHT || key == K_TAB ||
		   key == K_BACKTAB) {
		d->on_no = !d->on_no;
	} else if (is_initial(d->label[1], key) || key == 'n') {
		answer(ui, false);
	} else if (is_initial(d->label[0], key) || key == 'y' || key == 'j') {
		answer(ui, true);
	}
}

static void
choose_initial(struct dialog *d, uint32_t key)
{
	for (int i = 1; i <= d->n_items; i++) {
		int k = (d->sel + i) % d->n_items;

		if (!is_initial(d->items[k], key))
			continue;
		d->sel = k;
		return;
	}
}

static void
choice_key(struct ui *ui, uint32_t key)
{
	struct dialog *d = ui->dialogs;
	int page = d->item_at.rows > 1 ? d->item_at.rows - 1 : 1;
	int sel = d->sel;

	if (key == K_ENTER) {
		answer(ui, d->n_items > 0);
		return;
	}
	if (key == K_UP)
		sel = sel > 0 ? sel - 1 : d->n_items - 1;
	else if (key == K_DOWN)
		sel = sel + 1 < d->n_items ? sel + 1 : 0;
	else if (key == K_HOME)
		sel = 0;
	else if (key == K_END)
		sel = d->n_items - 1;
	else if (key == K_PGUP)
		sel = sel > page ? sel - page : 0;
	else if (key == K_PGDN)
		sel = sel + page < d->n_items ? sel + page : d->n_items - 1;
	d->sel = sel > 0 ? sel : 0;
	choose_initial(d, key);
}

void
dialog_key(struct ui *ui, uint32_t key)
{
	struct dialog *d = ui->dialogs;

	if (key == K_ESC || key == K_CTRL('c'))
		answer(ui, false);
	else if (has_edit(d) && key == K_ENTER)
		answer(ui, true);
	else if (has_edit(d))
		edit_key(&d->edit, key);
	else if (d->kind == DIALOG_CHOICE)
		choice_key(ui, key);
	else
		button_key(ui, key);
}

void
dialog_paste(struct ui *ui, const char *text)
{
	if (has_edit(ui->dialogs))
		edit_insert(&ui->dialogs->edit, text);
}

void
dialog_mouse(struct ui *ui, const struct mouse *m)
{
	struct dialog *d = ui->dialogs;

	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		if (d->kind == DIALOG_CHOICE)
			choice_key(ui, m->kind == MOUSE_UP ? K_UP : K_DOWN);
		return;
	}
	for (int i = 0; i < 2; i++) {
		if (!area_has(d->button_at[i], m->row, m->col))
			continue;
		answer(ui, i == 0);
		return;
	}
	if (d->kind != DIALOG_CHOICE || !area_has(d->item_at, m->row, m->col))
		return;
	d->sel = d->top + m->row - d->item_at.row;
	if (m->kind == MOUSE_DOUBLE)
		answer(ui, true);
}

static int
widest(const struct dialog *d, const struct canvas *c)
{
	int w = canvas_width(c, d->title) + 4;
	int b = canvas_width(c, d->label[0]) + 6;

	if (n_buttons(d) == 2)
		b += canvas_width(c, d->label[1]) + 6;
	w = b > w ? b : w;
	for (int i = 0; i < d->n_items; i++) {
		int n = canvas_width(c, d->items[i]) + 4;

		w = n > w ? n : w;
	}
	if (has_edit(d) && w < 40)
		w = 40;
	if (d->text[0] != '\0') {
		int n = canvas_width(c, d->text);

		n = n > 56 ? 56 : n;
		w = n > w ? n : w;
	}
	return w;
}

static int
button_width(const struct canvas *c, const char *label)
{
	return canvas_width(c, label) + 4;
}

/* "[ Yes ]": the brackets show a button without colours, too. */
static int
draw_button(struct dialog *d, const struct canvas *c, struct span sp, int i)
{
	bool focus =
	    !has_edit(d) && d->kind != DIALOG_CHOICE && d->on_no == (i == 1);
	int ink = focus ? INK_BUTTON_FOCUS : INK_BUTTON;
	char text[128];

	snprintf(text, sizeof text, "[ %s ]", d->label[i]);
	sp.cols = button_width(c, d->label[i]);
	canvas_fit(c, sp, ink, text);
	d->button_at[i] = AREA(c->row + sp.row, c->col + sp.col, 1, sp.cols);
	if (focus)
		canvas_cursor(c, sp.row, sp.col + 2);
	return sp.col + sp.cols + 2;
}

static void
draw_buttons(struct dialog *d, const struct canvas *c)
{
	int row = c->rows - 1, n = n_buttons(d);
	int w = button_width(c, d->label[0]);

	d->button_at[1] = AREA(0, 0, 0, 0);
	if (n == 2)
		w += 2 + button_width(c, d->label[1]);
	w = (c->cols - w) / 2;
	w = draw_button(d, c, SPAN(row, w > 0 ? w : 0, 0), 0);
	if (n == 2)
		draw_button(d, c, SPAN(row, w, 0), 1);
}

static void
draw_items(struct dialog *d, const struct canvas *c)
{
	d->item_at = AREA(c->row, c->col, c->rows, c->cols);
	if (d->sel < d->top)
		d->top = d->sel;
	if (d->sel >= d->top + c->rows)
		d->top = d->sel - c->rows + 1;
	for (int i = 0; i < c->rows && d->top + i < d->n_items; i++) {
		bool sel = d->top + i == d->sel;
		int ink = sel ? INK_SELECTION : INK_DIALOG;

		canvas_fit(c, SPAN(i, 0, 2), ink, sel ? "› " : "  ");
		canvas_fit(
		    c, SPAN(i, 2, c->cols - 2), ink, d->items[d->top + i]);
		if (sel)
			canvas_cursor(c, i, 0);
	}
}

static int
at_most(int v, int max)
{
	return v > max ? max : v;
}

void
dialog_draw(struct ui *ui, const struct canvas *all)
{
	struct dialog *d = ui->dialogs;
	bool ascii = all->g->ascii;
	int cols =
	    at_most(widest(d, all), all->cols - 8 > 4 ? all->cols - 8 : 4);
	int text = text_wrap_rows(d->text, cols, ascii);
	int extra = has_edit(d) ? 2 : d->kind == DIALOG_CHOICE ? 1 : 0;
	int items = at_most(d->n_items, all->rows - text - 8);
	int rows = text + extra + (items > 0 ? items : 0) + 2;
	struct canvas box, in, part;

	rows = at_most(rows + 2, all->rows);
	box = canvas_sub(
	    all, AREA((all->rows - rows) / 2, (all->cols - cols - 6) / 2, rows,
		     at_most(cols + 6, all->cols)));
	canvas_cursor_off(all);
	canvas_fill(&box, INK_DIALOG);
	canvas_box(&box, INK_DIALOG_BORDER, d->title);
	in = canvas_sub(&box, AREA(1, 3, rows - 2, box.cols - 6));
	part = canvas_sub(&in, AREA(0, 0, in.rows - 2, in.cols));
	canvas_wrap(&part, 0, INK_DIALOG, d->text);
	draw_buttons(d, &in);
	if (has_edit(d)) {
		part = canvas_sub(&in, AREA(in.rows - 3, 0, 1, in.cols));
		edit_draw(&d->edit, &part, INK_INPUT_FOCUS, true);
	} else if (d->kind == DIALOG_CHOICE) {
		part = canvas_sub(&in, AREA(text > 0 ? text + 1 : 0, 0,
					   items > 0 ? items : 1, in.cols));
		draw_items(d, &part);
	}
}
