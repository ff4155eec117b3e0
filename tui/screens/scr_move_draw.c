/* Drawing of the way to another slot: calendar, slots, reason. */
#include "common/json.h"
#include "tui/screens/scr_move.h"

enum { GAP = 4, LEFT = MONTH_COLS + GAP };

static void
draw_old(const struct move_state *s, const struct canvas *c)
{
	const json_t *b = move_booking(s);
	int weight = (int)json_get_int(b, "weight", 1);
	char text[200], day[UI_DATE], hour[SCR_TEXT], places[40];

	snprintf(places, sizeof places,
	    ngettext("%d place", "%d places", (unsigned long)weight), weight);
	snprintf(text, sizeof text, _("Now %s %s · %s"),
	    ui_date_long(scr_json_date(b, "date"), day),
	    scr_hour((int)json_get_int(b, "hour", 0), hour), places);
	canvas_fit(c, SPAN(0, 0, c->cols), INK_STRONG, text);
}

/* What stands behind the figures: why not, or a hint. */
static const char *
remark(const struct move_state *s, const struct move_target *t)
{
	const json_t *b = move_booking(s);

	if (s->targets_date == scr_json_date(b, "date") &&
	    t->fig.hour == json_get_int(b, "hour", -1))
		return _("the present slot");
	if (t->fig.past)
		return _("over");
	if (t->fig.blocked)
		return t->fig.reason[0] != '\0' ? t->fig.reason : _("blocked");
	if (t->fig.total == 0)
		return _("nobody is ready");
	if (t->fig.free == 0)
		return _("full");
	if (t->fig.free < move_weight(s))
		return _("needs 2 places");
	if (t->fig.fallback)
		return _("standard");
	return "";
}

static void
draw_slot(struct move_state *s, const struct canvas *c, int i)
{
	const struct move_target *t = &s->slot[i];
	bool can = move_possible(s, t);
	char text[SCR_TEXT], hour[SCR_TEXT];

	canvas_fit(c, SPAN(i, 0, 2), INK_ACCENT,
	    t->fig.hour == s->hour && can ? "▶" : "");
	canvas_fit(c, SPAN(i, 2, 6), can ? INK_STRONG : INK_DISABLED,
	    scr_hour(t->fig.hour, hour));
	if (t->fig.total > 0)
		snprintf(text, sizeof text, _("%d of %d free"), t->fig.free,
		    t->fig.total);
	else
		snprintf(text, sizeof text, "–");
	canvas_fit(c, SPAN(i, 9, 14),
	    can ? scr_free_ink(t->fig.free) : INK_DISABLED, text);
	canvas_fit(c, SPAN(i, 24, c->cols - 24), INK_MUTED, remark(s, t));
	if (s->part != MOVE_SLOT || i != s->sel)
		return;
	canvas_ink(c, SPAN(i, 0, c->cols), INK_SELECTION);
	canvas_cursor(c, i, 0);
}

static void
draw_slots(struct move_state *s, const struct canvas *c)
{
	const json_t *data = s->targets.data;
	struct canvas in = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));
	char day[UI_DATE];

	canvas_fit(c, SPAN(0, 0, c->cols), INK_HEADING,
	    ui_date_long(s->month.date, day));
	s->slots_at = AREA(in.row, in.col, s->n_slots, in.cols);
	if (s->month.date < s->month.today) {
		canvas_wrap(&in, 0, INK_MUTED, _("This day is over"));
		return;
	}
	if (s->targets_date != s->month.date) {
		canvas_wrap(&in, 0, INK_MUTED, _("Reading ..."));
		return;
	}
	if (json_get_bool(data, "blocked", false)) {
		canvas_wrap(&in, 0, INK_WARNING,
		    json_get_str(data, "reason", _("This day is blocked")));
		return;
	}
	if (s->n_slots == 0)
		canvas_wrap(&in, 0, INK_MUTED,
		    _("No slots on this day: choose another one"));
	for (int i = 0; i < s->n_slots; i++)
		draw_slot(s, &in, i);
}

static void
draw_new(const struct move_state *s, const struct canvas *c)
{
	const struct move_target *t = move_target(s);
	char text[120], when[UI_DATE], hour[SCR_TEXT];

	if (t == NULL || !move_possible(s, t)) {
		canvas_fit(c, SPAN(0, 0, c->cols), INK_MUTED,
		    _("Choose day and slot, then the reason; F2 shows it once "
		      "more"));
		return;
	}
	snprintf(text, sizeof text, _("New %s %s"),
	    ui_date_long(s->month.date, when), scr_hour(s->hour, hour));
	canvas_fit(c, SPAN(0, 0, c->cols), INK_SUCCESS, text);
}

/* Too low for all: the part with the keyboard. */
static void
draw_small(struct move_state *s, const struct canvas *c)
{
	struct canvas part = canvas_sub(c, AREA(1, 0, c->rows - 1, c->cols));

	draw_old(s, c);
	if (s->part == MOVE_MONTH)
		month_draw(&s->month, &part);
	else if (s->part == MOVE_SLOT)
		draw_slots(s, &part);
	else
		form_draw(&s->form, &part);
}

void
move_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct move_state *s = state;
	struct canvas part;

	(void)ui;
	if (s->booking.data == NULL) {
		scr_draw_note(c, _("Reading ..."));
		return;
	}
	if (c->rows < 17 || c->cols < 66) {
		draw_small(s, c);
		return;
	}
	draw_old(s, c);
	part = canvas_sub(c, AREA(2, 0, MONTH_ROWS, MONTH_COLS));
	month_draw(&s->month, &part);
	part = canvas_sub(c, AREA(2, LEFT, MONTH_ROWS + 1, c->cols - LEFT));
	draw_slots(s, &part);
	canvas_hline(c, SPAN(11, 0, c->cols), INK_BORDER);
	part = canvas_sub(c, AREA(12, 0, 1, c->cols));
	draw_new(s, &part);
	part = canvas_sub(c, AREA(14, 0, c->rows - 14, c->cols));
	form_draw(&s->form, &part);
}
