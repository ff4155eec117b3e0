/* The screen for errors that leave nothing else to show. */
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/term/grid.h"
#include "tui/ui/ui_int.h"

struct error_arg {
	const char *title, *text, *id;
};

struct error_state {
	char *title, *text, *id;
};

static void
error_enter(struct ui *ui, void *state, const void *arg)
{
	struct error_state *s = state;
	const struct error_arg *a = arg;

	(void)ui;
	s->title = xstrdup(a->title);
	s->text = xstrdup(a->text);
	s->id = xstrdup(a->id == NULL ? "" : a->id);
}

static void
error_leave(struct ui *ui, void *state)
{
	struct error_state *s = state;

	(void)ui;
	free(s->title);
	free(s->text);
	free(s->id);
}

static void
error_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct error_state *s = state;
	int cols = c->cols > 64 ? 60 : c->cols - 4;
	int text = text_wrap_rows(s->text, cols - 4, c->g->ascii);
	int rows = text + 4 + (s->id[0] != '\0' ? 2 : 0);
	struct canvas box, in;
	char id[160];
	int row;

	rows = rows + 2 > c->rows ? c->rows : rows + 2;
	box = canvas_sub(
	    c, AREA((c->rows - rows) / 2, (c->cols - cols) / 2, rows, cols));
	canvas_box(&box, INK_ERROR, NULL);
	in = canvas_sub(&box, AREA(1, 2, rows - 2, cols - 4));
	canvas_fit(&in, SPAN(0, 0, in.cols), INK_ERROR, s->title);
	row = 2 + canvas_wrap(&in, 2, INK_TEXT, s->text) + 1;
	if (s->id[0] != '\0') {
		snprintf(id, sizeof id, _("Error id: %s"), s->id);
		canvas_fit(&in, SPAN(row, 0, in.cols), INK_MUTED, id);
		row += 2;
	}
	canvas_fit(&in, SPAN(row, 0, in.cols), INK_MUTED,
	    ui->n_stack > 1 ? _("Esc goes back.")
			    : _("Ctrl-Q leaves the program."));
	canvas_cursor(&in, 0, 0);
}

static void
error_back(struct ui *ui, void *state)
{
	(void)state;
	ui_close(ui);
}

static const struct key_action error_keys[] = {
	{ K_ENTER, N_("back"), NULL, error_back, 0, KEY_NO_FOOTER, NULL },
	{ 0 },
};

static const struct screen_ops scr_error = {
	.id = "error",
	.title = N_("Error"),
	.state_size = sizeof(struct error_state),
	.keys = error_keys,
	.want_rows = 12,
	.want_cols = 40,
	.enter = error_enter,
	.leave = error_leave,
	.draw = error_draw,
};

void
ui_error_screen(
    struct ui *ui, const char *title, const char *text, const char *error_id)
{
	struct error_arg a = { title, text, error_id };

	ui_open(ui, &scr_error, &a);
}
