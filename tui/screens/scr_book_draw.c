/* Drawing of the booking form: slot and hold above, fields below. */
#include "common/str.h"
#include "tui/screens/scr_book.h"

enum { HEAD_ROWS = 3, FORM_COLS = 76 };

static int
hold_line(struct ui *ui, const struct book_state *s, char *out, size_t size)
{
	int64_t left = (s->hold_until - ui->mono + 999) / 1000;

	switch (s->hold) {
	case HOLD_NONE:
		*out = '\0';
		return INK_MUTED;
	case HOLD_ASKED:
		(void)str_copy(out, size, _("holding a place ..."));
		return INK_MUTED;
	case HOLD_MINE:
		left = left < 0 ? 0 : left;
		snprintf(out, size, _("◆ place held: %d:%02d"),
		    (int)(left / 60), (int)(left % 60));
		return left <= 20 ? INK_WARNING : INK_SLOT_HELD;
	case HOLD_OVER:
		(void)str_copy(out, size, _("hold is over · F6 holds again"));
		return INK_WARNING;
	case HOLD_REFUSED:
		(void)str_copy(out, size, _("no place held"));
		return INK_WARNING;
	}
	return INK_MUTED;
}

static void
places_line(const struct book_state *s, char *out, size_t size)
{
	const struct scr_fig *f = &s->fig;
	/* the place of this form is the user's, not one more that is gone */
	int others = f->held - (f->my_hold ? 1 : 0);
	char held[40] = "";

	if (f->total == 0) {
		(void)str_copy(out, size, _("no consultant is ready"));
		return;
	}
	if (others > 0)
		snprintf(held, sizeof held, _(", %d held"), others);
	snprintf(out, size, _("%d of %d places free, %d booked%s"), f->free,
	    f->total, f->booked, held);
}

static void
draw_places(const struct book_state *s, const struct canvas *c)
{
	const struct scr_fig *f = &s->fig;
	char text[200];
	int ink, used;

	if (s->full) {
		canvas_fit(c, SPAN(1, 0, c->cols), INK_SLOT_RED,
		    _("█ This slot is booked out · F7 shows free ones"));
		return;
	}
	if (!s->known) {
		canvas_fit(c, SPAN(1, 0, c->cols), INK_WARNING,
		    s->hold == HOLD_REFUSED ? s->hold_text : "");
		return;
	}
	ink = scr_level_ink(scr_level(SCALE_DAY, f->booked, f->total));
	used = canvas_text(c, 1, 0, ink,
	    scr_level_sign(scr_level(SCALE_DAY, f->booked, f->total)));
	places_line(s, text, sizeof text);
	used += 1 + canvas_text(c, 1, used + 1, scr_free_ink(f->free), text);
	snprintf(text, sizeof text,
	    ngettext(
		"worth %d point", "worth %d points", (unsigned long)f->points),
	    f->points);
	if (used + 2 + canvas_width(c, text) <= c->cols)
		canvas_right(
		    c, SPAN(1, used + 2, c->cols - used - 2), INK_MUTED, text);
}

static void
draw_head(struct ui *ui, const struct book_state *s, const struct canvas *c)
{
	char slot[200], hold[200], day[UI_DATE];
	int ink = hold_line(ui, s, hold, sizeof hold), used;

	snprintf(slot, sizeof slot, _("%s %s  %02d:00 – %02d:00"),
	    ui_weekday(date_weekday(s->date)), ui_date(s->date, day), s->hour,
	    s->hour + 2);
	if (canvas_width(c, slot) + 2 + canvas_width(c, hold) > c->cols)
		scr_when(s->date, s->hour, slot);
	used = canvas_text(c, 0, 0, s->full ? INK_SLOT_RED : INK_HEADING, slot);
	canvas_right(c, SPAN(0, used + 1, c->cols - used - 1), ink, hold);
	draw_places(s, c);
	if (c->rows > 2)
		canvas_hline(c, SPAN(2, 0, c->cols), INK_BORDER);
}

void
book_draw(struct ui *ui, void *state, const struct canvas *c)
{
	struct book_state *s = state;
	int cols = c->cols > FORM_COLS ? FORM_COLS : c->cols;
	int head = c->rows >= 12 ? HEAD_ROWS : 2;
	struct canvas part = canvas_sub(c, AREA(0, 0, head, cols));

	draw_head(ui, s, &part);
	part = canvas_sub(c, AREA(c->rows >= 16 ? head + 1 : head, 0,
				 c->rows - head - (c->rows >= 16), cols));
	if (s->customer.warning[0] != '\0')
		canvas_fit(c, SPAN(c->rows >= 16 ? head : head - 1, 0, cols),
		    INK_WARNING, s->customer.warning);
	form_draw(&s->form, &part);
}
