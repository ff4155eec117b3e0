/* Driving the face of the client without a terminal. Used by unit tests. */
#include "tests/harness/screen_headless.h"

#include <locale.h>

#include "common/buf.h"
#include "tui/term/grid.h"

struct ui *
headless_ui(int rows, int cols, const struct ui_hooks *hooks)
{
	setlocale(LC_CTYPE, "C.UTF-8");
	return ui_new(term_headless(rows, cols, false), NULL, hooks);
}

void
headless_type(struct ui *ui, const char *bytes, int64_t mono)
{
	term_feed(ui->term, bytes, strlen(bytes));
	ui_input(ui, mono);
	if (term_deadline(ui->term) != INT64_MAX)
		ui_input(ui, term_deadline(ui->term));
	ui->mono = mono;
	ui_paint(ui);
}

void
headless_tick(struct ui *ui, int64_t mono)
{
	while (ui_next_tick(ui) <= mono)
		ui_tick(ui, ui_next_tick(ui));
	ui_tick(ui, mono);
	ui_paint(ui);
}

const char *
headless_text(struct ui *ui)
{
	static char text[65536]; /* of the last call only */
	struct buf b;

	ui_paint(ui);
	buf_init(&b, sizeof text - 1);
	grid_text(term_grid(ui->term), &b);
	memcpy(text, buf_str(&b), b.len + 1);
	buf_done(&b);
	return text;
}

bool
headless_has(struct ui *ui, const char *text)
{
	return strstr(headless_text(ui), text) != NULL;
}

/* Does the row from col on read as text? */
static bool
reads(const struct grid *g, int row, int col, const char *text)
{
	struct grid part = *g;
	struct buf b;
	bool ok;

	part.rows = 1;
	part.cols = g->cols - col;
	part.cells = grid_at(g, row, col);
	buf_init(&b, 65536);
	grid_row_text(&part, 0, &b);
	ok = strncmp(buf_str(&b), text, strlen(text)) == 0;
	buf_done(&b);
	return ok;
}

bool
headless_find(struct ui *ui, const char *text, int *row, int *col)
{
	const struct grid *g;

	ui_paint(ui);
	g = term_grid(ui->term);
	for (*row = 0; *row < g->rows; (*row)++)
		for (*col = 0; *col < g->cols; (*col)++)
			if (grid_at(g, *row, *col)->width > 0 &&
			    reads(g, *row, *col, text))
				return true;
	return false;
}

int
headless_ink(struct ui *ui, const char *text)
{
	int row, col;

	if (!headless_find(ui, text, &row, &col))
		return -1;
	return term_ink_at(ui->term, row, col);
}
