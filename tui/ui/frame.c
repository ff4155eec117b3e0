/* What is around the screens: title bar, message line, footer. */
#include "common/buf.h"
#include "common/str.h"
#include "tui/term/grid.h"
#include "tui/ui/ui_int.h"

enum { WANT_ROWS = 24, WANT_COLS = 80 };

/* Draws s right-aligned so that it ends before *col, and moves *col there. */
static void
put_right(const struct canvas *c, int *col, int ink, const char *s)
{
	int w = canvas_width(c, s);

	if (*s == '\0' || w + 1 > *col)
		return;
	*col -= w;
	canvas_text(c, 0, *col, ink, s);
}

static const char *
busy_mark(const struct ui *ui)
{
	static const char *const marks[] = { " ◐ ", " ◓ ", " ◑ ", " ◒ " };
	static const char *const plain[] = { " | ", " / ", " - ", " \\ " };
	int64_t age = ui->mono - ui->busy_since - BUSY_DELAY_MS;

	if (ui->busy == 0 || age < 0)
		return "";
	if (term_ascii(ui->term))
		return plain[age / BUSY_FRAME_MS % 4];
	return marks[age / BUSY_FRAME_MS % 4];
}

static const struct {
	const char *mark, *text;
	int ink;
} links[] = {
	[LINK_NONE] = { "", "-", INK_TITLE_INFO },
	[LINK_ONLINE] = { "●", N_("online"), INK_MARK_ONLINE },
	[LINK_OFFLINE] = { "○", N_("offline"), INK_MARK_OFFLINE },
	[LINK_STALE] = { "◌", N_("stale"), INK_MARK_STALE },
};

/* Right part of the title bar; returns the first column it uses. */
static int
title_right(struct ui *ui, const struct canvas *bar)
{
	const struct ui_status *s = &ui->status;
	char text[160];
	int col = bar->cols;

	if (bar->cols < 30)
		return col;
	if (s->clock[0] != '\0') {
		snprintf(text, sizeof text, " %s ", s->clock);
		put_right(bar, &col, INK_TITLE_INFO, text);
	}
	if (s->link != LINK_NONE) {
		snprintf(text, sizeof text, " %s %s ", links[s->link].mark,
		    _(links[s->link].text));
		put_right(bar, &col, links[s->link].ink, text);
	}
	if (s->dry_run) {
		snprintf(text, sizeof text, " %s ", _("DRY RUN"));
		put_right(bar, &col, INK_MARK_DRYRUN, text);
	}
	if (s->user[0] != '\0' && bar->cols >= 50) {
		snprintf(text, sizeof text, " %s ", s->user);
		put_right(bar, &col, INK_TITLE_INFO, text);
	}
	if (s->note[0] != '\0' && bar->cols >= 60) {
		snprintf(text, sizeof text, " %s ", s->note);
		put_right(bar, &col, INK_TITLE_INFO, text);
	}
	if (s->news[0] != '\0' && bar->cols >= 50) {
		snprintf(text, sizeof text, " ● %s ", s->news);
		put_right(bar, &col, INK_MARK_NEWS, text);
	}
	put_right(bar, &col, INK_TITLE_INFO, busy_mark(ui));
	return col;
}

/* The topmost screen that fills the body; popups have a title of their own. */
static const struct screen *
title_screen(const struct ui *ui)
{
	for (int i = ui->n_stack - 1; i >= 0; i--)
		if (ui->stack[i].ops->popup_rows == 0 || i == 0)
			return &ui->stack[i];
	return NULL;
}

static void
title_text(struct ui *ui, const struct screen *s, bool product, struct buf *out)
{
	const char *sub = "";

	if (product || s == NULL) {
		buf_adds(out, _("Business Tool Hub"));
		buf_adds(out, s == NULL ? "" : " › ");
	}
	if (s == NULL)
		return;
	buf_adds(out, _(s->ops->title));
	if (s->ops->subtitle != NULL)
		sub = s->ops->subtitle(ui, s->state);
	if (sub != NULL && *sub != '\0')
		buf_addf(out, " · %s", sub);
}

static void
draw_title(struct ui *ui, const struct canvas *all)
{
	struct canvas bar = canvas_sub(all, AREA(0, 0, 1, all->cols));
	struct buf text;
	int end;

	canvas_fill(&bar, INK_TITLE);
	end = title_right(ui, &bar);
	buf_init(&text, 512);
	title_text(ui, title_screen(ui), true, &text);
	if (canvas_width(&bar, buf_str(&text)) > end - 2) {
		buf_clear(&text); /* the screen matters more than the name */
		title_text(ui, title_screen(ui), false, &text);
	}
	if (end > 2)
		canvas_fit(
		    &bar, SPAN(0, 1, end - 2), INK_TITLE, buf_str(&text));
	buf_done(&text);
}

/* Columns of a footer entry: " b " and " book" and two blanks. */
static int
entry_width(const struct canvas *c, const char *key, const char *label)
{
	return canvas_width(c, key) + 2 + 1 + canvas_width(c, label) + 1;
}

static int
draw_entry(struct ui *ui, const struct canvas *bar, int col,
    const struct key_action *a)
{
	char key[24];
	bool ok = ui_allowed(ui, a->op);
	int i = ui->n_foot, start = col;

	ui_key_name(a->key, key);
	canvas_blank(bar, SPAN(0, col, canvas_width(bar, key) + 2),
	    ok ? INK_FOOTER_KEY : INK_FOOTER_OFF);
	col += 1 + canvas_text(bar, 0, col + 1,
		       ok ? INK_FOOTER_KEY : INK_FOOTER_OFF, key);
	col += 2;
	col += canvas_text(
	    bar, 0, col, ok ? INK_FOOTER_TEXT : INK_FOOTER_OFF, _(a->label));
	if (i < (int)(sizeof ui->foot_keys / sizeof ui->foot_keys[0])) {
		ui->foot_keys[i] = a->key;
		ui->foot_cols[i] = start;
		ui->foot_ends[i] = col;
		ui->n_foot++;
	}
	return col + 1;
}

/* Which rows fit: those marked first before the others, in their order. */
static int
choose(const struct canvas *bar, const struct ui_row *rows, int n, bool *show)
{
	int room = bar->cols, used = 0;
	char key[24];

	for (int pass = 0; pass < 2; pass++) {
		for (int i = 0; i < n; i++) {
			const struct key_action *a = rows[i].row;
			bool first = (a->flags & KEY_FIRST) != 0;
			int w;

			if (first != (pass == 0) || a->key == 0 ||
			    (a->flags & KEY_NO_FOOTER) != 0)
				continue;
			w = entry_width(
			    bar, ui_key_name(a->key, key), _(a->label));
			show[i] = used + w <= room;
			used += show[i] ? w : 0;
		}
	}
	return used;
}

/* At the right end, in every screen the same. */
static const struct key_action fixed[] = {
	{ '?', N_("help"), NULL, NULL, 0, 0, NULL },
	{ ':', N_("commands"), NULL, NULL, 0, 0, NULL },
	{ K_ESC, N_("back"), NULL, NULL, 0, 0, NULL },
};

static int
fixed_width(const struct ui *ui, const struct canvas *bar, bool *show)
{
	char key[24];
	int w = 0;

	for (int i = 0; i < 3; i++) {
		show[i] = true;
		if (i == 1 && bar->cols < 70)
			show[i] = false;
		if (i == 2 && ui->n_stack < 2)
			show[i] = false;
		if (show[i])
			w += entry_width(bar, ui_key_name(fixed[i].key, key),
			    _(fixed[i].label));
	}
	return w;
}

static void
draw_footer(struct ui *ui, const struct canvas *all)
{
	struct canvas bar =
	    canvas_sub(all, AREA(all->rows - 1, 0, 1, all->cols));
	struct canvas left = bar;
	struct ui_row rows[64];
	bool show[64] = { false }, show_fixed[3];
	int n = ui_rows(ui, rows, 64), col = 0, w;

	canvas_fill(&bar, INK_FOOTER_TEXT);
	ui->n_foot = 0;
	w = fixed_width(ui, &bar, show_fixed);
	left.cols = bar.cols - w > 0 ? bar.cols - w : 0;
	choose(&left, rows, n, show);
	for (int i = 0; i < n; i++)
		if (show[i])
			col = draw_entry(ui, &left, col, rows[i].row);
	col = bar.cols - w + 1;
	for (int i = 0; i < 3; i++)
		if (show_fixed[i])
			col =
			    draw_entry(ui, &bar, col > 0 ? col : 0, &fixed[i]);
}

static void
draw_hint(struct ui *ui, const struct canvas *line, int rows)
{
	const struct screen *s = ui_top(ui);
	int want_rows = WANT_ROWS, want_cols = WANT_COLS;
	char text[160];

	if (s != NULL && s->ops->want_rows != 0)
		want_rows = s->ops->want_rows;
	if (s != NULL && s->ops->want_cols != 0)
		want_cols = s->ops->want_cols;
	if (rows >= want_rows && line->cols >= want_cols)
		return;
	if (line->cols < 50)
		snprintf(text, sizeof text, _("Too small: %dx%d shows all"),
		    want_cols, want_rows);
	else
		snprintf(text, sizeof text,
		    _("%dx%d is small: parts are hidden, %dx%d shows all"),
		    line->cols, rows, want_cols, want_rows);
	canvas_fit(line, SPAN(0, 1, line->cols - 1), INK_MUTED, text);
}

static void
draw_message(struct ui *ui, const struct canvas *all)
{
	static const struct {
		int ink;
		const char *mark;
	} kinds[] = {
		[TOAST_INFO] = { INK_TOAST_INFO, " i " },
		[TOAST_SUCCESS] = { INK_TOAST_SUCCESS, " ✓ " },
		[TOAST_WARNING] = { INK_TOAST_WARNING, " ! " },
		[TOAST_ERROR] = { INK_TOAST_ERROR, " ✗ " },
	};
	struct canvas line =
	    canvas_sub(all, AREA(all->rows - 2, 0, 1, all->cols));
	const struct ui_toast *t = &ui->toast;

	if (t->until == 0) {
		draw_hint(ui, &line, all->rows);
		return;
	}
	canvas_text(&line, 0, 0, kinds[t->kind].ink, kinds[t->kind].mark);
	canvas_fit(
	    &line, SPAN(0, 3, line.cols - 3), kinds[t->kind].ink, t->text);
}

static void
draw_screen(struct ui *ui, struct screen *s, const struct canvas *body)
{
	const struct screen_ops *o = s->ops;
	struct canvas c = canvas_sub(
	    body, AREA(0, 1, body->rows, body->cols > 2 ? body->cols - 2 : 0));
	int rows = o->popup_rows + 2, cols = o->popup_cols + 4;

	if (o->popup_rows > 0 && s != ui->stack) {
		rows = rows > body->rows ? body->rows : rows;
		cols = cols > body->cols ? body->cols : cols;
		c = canvas_sub(body, AREA((body->rows - rows) / 2,
					 (body->cols - cols) / 2, rows, cols));
		canvas_fill(&c, INK_DIALOG);
		canvas_box(&c, INK_DIALOG_BORDER, _(o->title));
		c = canvas_sub(&c, AREA(1, 2, rows > 2 ? rows - 2 : 0,
				       cols > 4 ? cols - 4 : 0));
		canvas_cursor_off(&c);
	}
	s->at = AREA(c.row, c.col, c.rows, c.cols);
	o->draw(ui, s->state, &c);
}

void
frame_draw(struct ui *ui, const struct canvas *all)
{
	struct canvas body = canvas_sub(
	    all, AREA(1, 0, all->rows > 3 ? all->rows - 3 : 0, all->cols));
	int first = ui->n_stack - 1;

	ui->body_row = 1;
	ui->body_rows = body.rows;
	while (first > 0 && ui->stack[first].ops->popup_rows > 0)
		first--;
	for (int i = first < 0 ? 0 : first; i < ui->n_stack; i++)
		draw_screen(ui, &ui->stack[i], &body);
	draw_title(ui, all);
	draw_message(ui, all);
	draw_footer(ui, all);
}
