/* How the board looks: columns side by side, cards of two lines. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_board.h"
#include "tui/screens/wording.h"

enum { WIDTH_MIN = 24, HEAD_ROWS = 2, FOOT_ROWS = 1 };

static void
draw_head(const struct board_state *s, const struct canvas *c, int k)
{
	const char *label = scr_status_label(board_key(k));
	char text[80];

	snprintf(text, sizeof text, "%d %s %s (%d)", k + 1,
	    scr_status_sign(board_key(k)), label, s->n[k]);
	canvas_fit(c, SPAN(0, 0, c->cols - 1),
	    k == s->column ? INK_STRONG : scr_status_ink(board_key(k)), text);
	canvas_hline(c, SPAN(1, 0, c->cols - 1),
	    k == s->column ? INK_ACCENT : INK_BORDER);
}

/* "05.03. 11:00 · today!", then a mark for what is assumed or moved often. */
static void
card_line(const struct ui *ui, const json_t *card, char *out, size_t size)
{
	int date = scr_json_date(card, "date");
	int moves = (int)json_get_int(card, "moves", 0);
	char when[SCR_TEXT], away[SCR_TEXT], mark[40] = "";

	scr_when(date, (int)json_get_int(card, "hour", -1), when);
	word_days_away(date, ui->today, away);
	if (json_get_bool(card, "assumed", false))
		snprintf(mark, sizeof mark, " ?");
	else if (str_eq(json_get_str(card, "status", ""), "overhang"))
		snprintf(mark, sizeof mark, " %s", _("mark|O") + 5);
	else if (moves > 0)
		snprintf(mark, sizeof mark, " ↻%d", moves);
	snprintf(out, size, "%s%s", when, mark);
}

static void
draw_card(struct ui *ui, const struct board_state *s, const struct canvas *c,
    const json_t *card)
{
	bool sel = card == board_card(s, s->column, s->sel[s->column]);
	char text[120], who[SCR_TEXT];
	int cols = c->cols - 1;

	canvas_fit(c, SPAN(0, 0, 2), INK_TEXT, sel ? "›" : "");
	canvas_fit(c, SPAN(0, 2, cols - 2), INK_TEXT,
	    json_get_str(card, "customer", ""));
	card_line(ui, card, text, sizeof text);
	word_initials(json_get_str(card, "booked_by", ""), who);
	canvas_fit(c, SPAN(1, 2, cols - 5), INK_MUTED, text);
	canvas_right(c, SPAN(1, cols - 3, 3), INK_MUTED, s->all ? who : "");
	if (!sel)
		return;
	canvas_ink(c, SPAN(0, 0, cols), INK_SELECTION);
	canvas_ink(c, SPAN(1, 0, cols), INK_SELECTION);
	canvas_cursor(c, 0, 0);
}

static void
draw_column(struct ui *ui, struct board_state *s, const struct canvas *c, int k)
{
	int fit = (c->rows - HEAD_ROWS + 1) / BOARD_CARD_ROWS;

	draw_head(s, c, k);
	if (fit < 1)
		fit = 1;
	if (s->sel[k] < s->top[k])
		s->top[k] = s->sel[k];
	if (s->sel[k] >= s->top[k] + fit)
		s->top[k] = s->sel[k] - fit + 1;
	if (s->n[k] == 0)
		canvas_fit(c, SPAN(HEAD_ROWS, 2, c->cols - 3), INK_DISABLED,
		    _("none"));
	for (int i = 0; i < fit && s->top[k] + i < s->n[k]; i++) {
		struct canvas one = canvas_sub(
		    c, AREA(HEAD_ROWS + i * BOARD_CARD_ROWS, 0, 2, c->cols));

		draw_card(ui, s, &one, board_card(s, k, s->top[k] + i));
	}
}

static void
draw_foot(const struct board_state *s, const struct canvas *c)
{
	const json_t *st = json_get(s->live.data, "statistics");
	int show = (int)json_get_int(st, "show_rate_tenths", 0);
	int missed = (int)json_get_int(st, "no_show_rate_tenths", 0);
	char text[200];

	snprintf(text, sizeof text,
	    s->all ? _("All: %d done · appeared %d,%d %% · missed %d,%d %% · "
		       "? assumed")
		   : _("%d done · appeared %d,%d %% · missed %d,%d %% · "
		       "? assumed"),
	    (int)json_get_int(st, "total_completed", 0), show / 10, show % 10,
	    missed / 10, missed % 10);
	canvas_fit(c, SPAN(c->rows - 1, 0, c->cols), INK_MUTED, text);
}

/* The selected column is always seen; the others scroll sideways. */
static void
choose_columns(struct board_state *s, int cols)
{
	int fit = cols / WIDTH_MIN;

	if (fit < 1)
		fit = 1;
	if (fit > BOARD_COLUMNS)
		fit = BOARD_COLUMNS;
	s->width = cols / fit;
	if (s->column < s->first)
		s->first = s->column;
	if (s->column >= s->first + fit)
		s->first = s->column - fit + 1;
	if (s->first + fit > BOARD_COLUMNS)
		s->first = BOARD_COLUMNS - fit;
}

void
board_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct board_state *s = state;
	int rows = c->rows - FOOT_ROWS;

	if (s->live.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	choose_columns(s, c->cols);
	s->at = AREA(c->row + HEAD_ROWS, c->col, rows - HEAD_ROWS, c->cols);
	for (int i = 0; s->first + i < BOARD_COLUMNS; i++) {
		struct canvas part;

		if ((i + 1) * s->width > c->cols)
			break;
		part = canvas_sub(c, AREA(0, i * s->width, rows, s->width));
		draw_column(ui, s, &part, s->first + i);
	}
	draw_foot(s, c);
}
