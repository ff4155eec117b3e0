/* Month calendar with ISO weeks. Used by date pickers and screens. */
#include "tui/ui/month.h"

#include "common/date.h"
#include "common/str.h"
#include "tui/term/grid.h"
#include "tui/term/term.h"
#include "tui/theme/inks.h"
#include "tui/ui/i18n.h"

enum { FIRST_DAY_COL = 5, DAY_COLS = 3 };

static int
days_in(int year, int month)
{
	int d = 31;

	while (date_make(year, month, d) == DATE_NONE)
		d--;
	return d;
}

int
month_add(int date, int n)
{
	int y, m, d, last, out;

	date_split(date, &y, &m, &d);
	m += n - 1;
	y += m / 12;
	m %= 12;
	if (m < 0) {
		m += 12;
		y--;
	}
	last = days_in(y, m + 1);
	out = date_make(y, m + 1, d > last ? last : d);
	return out < DATE_MIN ? DATE_MIN : out > DATE_MAX ? DATE_MAX : out;
}

static int
first_shown(const struct month *m)
{
	int y, mon, d;

	date_split(m->date, &y, &mon, &d);
	return date_monday(date_make(y, mon, 1));
}

static unsigned
marks(const struct month *m, int date)
{
	return m->marks == NULL ? 0 : m->marks(m->ctx, date);
}

static int
day_ink(const struct month *m, int date, unsigned mark)
{
	if (date == m->date)
		return m->idle ? INK_SELECTION_IDLE : INK_CURSOR;
	if (date == m->today)
		return INK_TODAY;
	if (mark & DAY_HOLIDAY)
		return INK_HOLIDAY;
	if (mark & DAY_BLOCKED)
		return INK_SLOT_BLOCKED;
	return date_weekday(date) >= 5 ? INK_WEEKEND : INK_TEXT;
}

/* Marks are signs, too: x blocked, * holiday, . something is there. */
static void
draw_day(
    const struct month *m, const struct canvas *c, struct span sp, int date)
{
	int y, mon, d;
	unsigned mark = marks(m, date);
	char text[24];
	const char *sign = mark & DAY_HOLIDAY	? "*"
			   : mark & DAY_BLOCKED ? "×"
			   : mark & DAY_MARK	? "·"
						: " ";

	date_split(date, &y, &mon, &d);
	snprintf(text, sizeof text, "%2d%s", d, sign);
	canvas_fit(c, sp, day_ink(m, date, mark), text);
	if (date == m->date && !m->idle)
		canvas_cursor(c, sp.row, sp.col + 1);
}

static void
draw_head(const struct month *m, const struct canvas *c)
{
	int y, mon, d;
	char text[64];

	date_split(m->date, &y, &mon, &d);
	snprintf(text, sizeof text, "%s %d", ui_month(mon), y);
	canvas_center(c, SPAN(0, 0, MONTH_COLS), INK_HEADING, text);
	canvas_text(c, 0, 0, INK_MUTED, "‹");
	canvas_text(c, 0, MONTH_COLS - 1, INK_MUTED, "›");
	canvas_fit(c, SPAN(1, 0, 4), INK_MUTED, _("Wk"));
	for (int i = 0; i < 7; i++) {
		snprintf(text, sizeof text, "%.8s", ui_weekday_short(i));
		canvas_fit(c, SPAN(1, FIRST_DAY_COL + DAY_COLS * i, DAY_COLS),
		    INK_HEADER, "");
		text[canvas_width(c, text) > 2 ? 2 : strlen(text)] = '\0';
		canvas_text(
		    c, 1, FIRST_DAY_COL + DAY_COLS * i, INK_HEADER, text);
	}
}

void
month_draw(struct month *m, const struct canvas *c)
{
	int date = first_shown(m), y, mon, d, year, month;
	char week[UI_DATE];

	m->at = AREA(c->row, c->col, c->rows, c->cols);
	date_split(m->date, &year, &month, &d);
	draw_head(m, c);
	for (int row = 2; row < MONTH_ROWS; row++) {
		date_iso_week(date, &y, &d);
		snprintf(week, sizeof week, "%2d", d);
		canvas_fit(c, SPAN(row, 0, 4), INK_MUTED, week);
		for (int i = 0; i < 7; i++, date++) {
			struct span sp =
			    SPAN(row, FIRST_DAY_COL + DAY_COLS * i, DAY_COLS);

			date_split(date, &y, &mon, &d);
			if (mon == month)
				draw_day(m, c, sp, date);
		}
	}
}

static enum month_event
go(struct month *m, int date)
{
	if (date < DATE_MIN || date > DATE_MAX || date == m->date)
		return MONTH_IGNORED;
	m->date = date;
	return MONTH_MOVED;
}

static enum month_event
choose(struct month *m)
{
	if (marks(m, m->date) & DAY_BLOCKED)
		return MONTH_MOVED; /* the sign says why */
	return MONTH_CHOSEN;
}

enum month_event
month_key(struct month *m, uint32_t key)
{
	if (key == K_ENTER)
		return choose(m);
	if (key == K_LEFT)
		return go(m, m->date - 1);
	if (key == K_RIGHT)
		return go(m, m->date + 1);
	if (key == K_UP)
		return go(m, m->date - 7);
	if (key == K_DOWN)
		return go(m, m->date + 7);
	if (key == K_PGUP)
		return go(m, month_add(m->date, -1));
	if (key == K_PGDN)
		return go(m, month_add(m->date, 1));
	if (key == K_HOME && m->today != DATE_NONE)
		return go(m, m->today);
	return MONTH_IGNORED;
}

enum month_event
month_mouse(struct month *m, const struct mouse *mouse)
{
	int row = mouse->row - m->at.row, col = mouse->col - m->at.col;
	int date, y, mon, d, month;
	enum month_event ev;

	if (!area_has(m->at, mouse->row, mouse->col))
		return MONTH_IGNORED;
	if (mouse->kind == MOUSE_UP || mouse->kind == MOUSE_DOWN)
		return go(
		    m, month_add(m->date, mouse->kind == MOUSE_UP ? -1 : 1));
	if (row == 0 && (col == 0 || col == MONTH_COLS - 1))
		return go(m, month_add(m->date, col == 0 ? -1 : 1));
	if (row < 2 || row >= MONTH_ROWS || col < FIRST_DAY_COL ||
	    col >= FIRST_DAY_COL + 7 * DAY_COLS)
		return MONTH_IGNORED;
	date =
	    first_shown(m) + 7 * (row - 2) + (col - FIRST_DAY_COL) / DAY_COLS;
	date_split(m->date, &y, &month, &d);
	date_split(date, &y, &mon, &d);
	if (mon != month)
		return MONTH_IGNORED;
	ev = go(m, date);
	return mouse->kind == MOUSE_DOUBLE ? choose(m) : ev;
}
