/* The help overlay: all keys in force, from the rows that dispatch them. */
#include "common/buf.h"
#include "common/xalloc.h"
#include "tui/term/grid.h"
#include "tui/ui/pager.h"
#include "tui/ui/ui_int.h"

struct help {
	struct pager pager;
};

/* Blanks up to the column where the text starts. */
static void
pad(struct buf *b, const char *key, bool ascii)
{
	struct grid g = { .ascii = ascii };
	struct canvas c = { .g = &g };

	for (int w = canvas_width(&c, key); w < 14; w++)
		buf_addc(b, ' ');
}

static void
add_row(struct ui *ui, struct buf *b, const struct key_action *a)
{
	char one[24], two[24] = "", key[56] = "";

	if (a->key != 0)
		ui_key_name(a->key, one);
	if (a->alt != 0)
		ui_key_name(a->alt, two);
	if (a->key != 0)
		snprintf(
		    key, sizeof key, "%s%s%s", one, a->alt ? " " : "", two);
	buf_addf(b, "  %s", key);
	pad(b, key, term_ascii(ui->term));
	buf_adds(b, _(a->help != NULL ? a->help : a->label));
	if (!ui_allowed(ui, a->op))
		buf_addf(b, " %s", _("(not allowed)"));
	buf_addc(b, '\n');
}

static void
widget_keys(struct buf *b, bool ascii)
{
	static const struct {
		const char *keys, *text;
	} rows[] = {
		{ "↑ ↓", N_("Move, also by page; Home and End") },
		{ "Enter", N_("Open or choose") },
		{ "/", N_("Filter a list by typing, Esc ends it") },
		{ "Alt-S Alt-R", N_("Sort by the next column, turn round") },
		{ "Tab ⇧Tab", N_("Next and previous field") },
		{ "F2 ^S", N_("Save a form") },
		{ "^A ^E ^U ^W", N_("Start, end; delete to the left, a word") },
	};

	buf_addf(b, "\n# %s\n", _("Lists and forms"));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		buf_addf(b, "  %s", rows[i].keys);
		pad(b, rows[i].keys, ascii);
		buf_addf(b, "%s\n", _(rows[i].text));
	}
}

static void
help_text(struct ui *ui, struct buf *b)
{
	struct ui_row rows[128];
	struct screen *top = ui_top(ui);
	int n = ui_rows(ui, rows, 128), i = 0;

	if (top != NULL && top->ops->keys != NULL) {
		buf_addf(b, "# %s\n", _(top->ops->title));
		for (; i < n && rows[i].state == top->state; i++)
			add_row(ui, b, rows[i].row);
		buf_addc(b, '\n');
	}
	buf_addf(b, "# %s\n", _("Everywhere"));
	for (; i < n; i++)
		if (rows[i].row->key != 0)
			add_row(ui, b, rows[i].row);
	widget_keys(b, term_ascii(ui->term));
}

void
help_open(struct ui *ui)
{
	struct buf b;

	buf_init(&b, 65536);
	help_text(ui, &b);
	help_close(ui);
	ui->help = xcalloc(1, sizeof *ui->help);
	pager_set(&ui->help->pager, buf_str(&b));
	buf_done(&b);
	ui->dirty = true;
}

void
help_close(struct ui *ui)
{
	if (ui->help == NULL)
		return;
	pager_done(&ui->help->pager);
	free(ui->help);
	ui->help = NULL;
	ui->dirty = true;
}

void
help_key(struct ui *ui, uint32_t key)
{
	if (!pager_key(&ui->help->pager, key))
		help_close(ui); /* any other key */
}

void
help_mouse(struct ui *ui, const struct mouse *m)
{
	if (!pager_mouse(&ui->help->pager, m) && m->kind <= MOUSE_DOUBLE)
		help_close(ui);
}

void
help_draw(struct ui *ui, const struct canvas *all)
{
	int cols = all->cols > 78 ? 74 : all->cols - 4;
	int rows = all->rows > 8 ? all->rows - 4 : all->rows;
	struct canvas box, in;

	box = canvas_sub(all,
	    AREA((all->rows - rows) / 2, (all->cols - cols) / 2, rows, cols));
	canvas_cursor_off(all);
	canvas_fill(&box, INK_DIALOG);
	canvas_box(&box, INK_DIALOG_BORDER, _("Help"));
	canvas_text(&box, rows - 1,
	    cols - 4 - canvas_width(&box, _("Esc closes")), INK_MUTED,
	    _("Esc closes"));
	in = canvas_sub(&box, AREA(1, 2, rows - 2, cols - 4));
	pager_draw(&ui->help->pager, &in);
}
