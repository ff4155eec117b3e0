/* Calendar, charts, tabs, pager, names and dates. */
/* covers: HUB-11 SLOT-08 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>

#include "common/buf.h"
#include "common/date.h"
#include "tui/term/grid.h"
#include "tui/term/term.h"
#include "tui/theme/inks.h"
#include "tui/ui/chart.h"
#include "tui/ui/i18n.h"
#include "tui/ui/month.h"
#include "tui/ui/pager.h"
#include "tui/ui/tabs.h"

struct fixture {
	struct grid g;
	struct canvas c;
	struct buf b;
};

static int
setup(void **state)
{
	static struct fixture f;

	setlocale(LC_CTYPE, "C.UTF-8");
	grid_init(&f.g, 10, 40);
	f.c = canvas_all(&f.g);
	buf_init(&f.b, 8192);
	*state = &f;
	return 0;
}

static int
teardown(void **state)
{
	struct fixture *f = *state;

	grid_done(&f->g);
	buf_done(&f->b);
	return 0;
}

static const char *
row(struct fixture *f, int n)
{
	buf_clear(&f->b);
	grid_row_text(&f->g, n, &f->b);
	return buf_str(&f->b);
}

static unsigned
marks(void *ctx, int date)
{
	(void)ctx;
	return date == date_make(2026, 4, 6) ? DAY_BLOCKED : 0;
}

static void
month_shows_iso_weeks(void **state)
{
	struct fixture *f = *state;
	struct month m = { .date = date_make(2027, 1, 15),
		.today = date_make(2027, 1, 4) };

	month_draw(&m, &f->c);
	assert_string_equal(row(f, 0), "‹      January 2027      ›");
	assert_string_equal(row(f, 1), "Wk   Mo Tu We Th Fr Sa Su");
	assert_string_equal(row(f, 2), "53                1  2  3");
	assert_string_equal(row(f, 3), " 1    4  5  6  7  8  9 10");
	assert_string_equal(row(f, 6), " 4   25 26 27 28 29 30 31");
	assert_string_equal(row(f, 7), " 5");
	assert_int_equal(grid_ink(&f->g, 3, 6), INK_TODAY);
	assert_int_equal(grid_ink(&f->g, 4, 17), INK_CURSOR); /* Fri 15 */
	assert_int_equal(grid_ink(&f->g, 4, 21), INK_WEEKEND);
	assert_int_equal(f->g.cursor_row, 4);
}

static void
month_moves_by_day_week_month(void **state)
{
	struct fixture *f = *state;
	struct month m = { .date = date_make(2026, 3, 31),
		.today = date_make(2026, 3, 12),
		.marks = marks };
	struct mouse click = { 3, 7, MOUSE_CLICK };

	assert_int_equal(month_key(&m, K_PGDN), MONTH_MOVED);
	assert_int_equal(m.date, date_make(2026, 4, 30));
	month_key(&m, K_HOME);
	assert_int_equal(m.date, date_make(2026, 3, 12));
	month_key(&m, K_DOWN);
	month_key(&m, K_RIGHT);
	assert_int_equal(m.date, date_make(2026, 3, 20));
	assert_int_equal(month_key(&m, K_ENTER), MONTH_CHOSEN);
	m.date = date_make(2026, 4, 6);
	assert_int_equal(month_key(&m, K_ENTER), MONTH_MOVED); /* blocked */
	assert_int_equal(month_key(&m, 'x'), MONTH_IGNORED);
	m.date = date_make(2026, 4, 20);
	month_draw(&m, &f->c);
	assert_non_null(strstr(row(f, 3), "6×")); /* a sign, not only grey */
	assert_int_equal(month_mouse(&m, &click), MONTH_MOVED);
	assert_int_equal(m.date, date_make(2026, 4, 6));
	assert_int_equal(
	    month_add(date_make(2024, 2, 29), 12), date_make(2025, 2, 28));
	assert_int_equal(
	    month_add(date_make(2026, 1, 31), -2), date_make(2025, 11, 30));
	assert_int_equal(month_add(DATE_MAX, 5), DATE_MAX);
	assert_int_equal(month_add(DATE_MIN, -5), DATE_MIN);
}

static void
meters_use_eighths(void **state)
{
	struct fixture *f = *state;

	chart_meter(&f->c, SPAN(0, 0, 4), INK_CHART, 50, 100);
	assert_string_equal(row(f, 0), "██··");
	chart_meter(&f->c, SPAN(1, 0, 4), INK_CHART, 3, 32);
	assert_string_equal(row(f, 1), "▍···");
	chart_meter(&f->c, SPAN(2, 0, 4), INK_CHART, 1, 1000000);
	assert_string_equal(row(f, 2), "▏···"); /* little is not nothing */
	chart_meter(&f->c, SPAN(3, 0, 4), INK_CHART, 500, 100);
	assert_string_equal(row(f, 3), "████");
	chart_meter(&f->c, SPAN(4, 0, 4), INK_CHART, 1, 0);
	assert_string_equal(row(f, 4), "▏···");
	f->g.ascii = true;
	chart_meter(&f->c, SPAN(5, 0, 4), INK_CHART, 1, 2);
	assert_string_equal(row(f, 5), "##..");
}

static void
bars_share_one_scale(void **state)
{
	static const struct chart_bar bars[] = { { "Anna", NULL, 20, 0 },
		{ "Bo", "50 %", 10, INK_ERROR }, { 0 } };
	struct fixture *f = *state;

	chart_bars(&f->c, bars);
	assert_string_equal(
	    row(f, 0), "Anna █████████████████████████████   20");
	assert_string_equal(
	    row(f, 1), "Bo   ██████████████▌·············· 50 %");
	assert_int_equal(grid_ink(&f->g, 1, 6), INK_ERROR);
	canvas_fill(&f->c, 0);
	chart_columns(&f->c, bars);
	assert_string_equal(row(f, 9), "Anna   Bo");
	assert_string_equal(row(f, 0), "██████");
	assert_string_equal(row(f, 8), "██████ ██████");
	chart_spark(&f->c, SPAN(5, 0, 4), (const long[]){ 0, 1, 4, 8 }, 4);
	assert_non_null(strstr(row(f, 5), " ▁▄█"));
}

static void
tabs_wrap_around(void **state)
{
	static const char *const names[] = { "Eins", "Zwei", "Drei", NULL };
	struct fixture *f = *state;
	struct tabs t = { .names = names };
	struct mouse m = { 0, 8, MOUSE_CLICK };

	tabs_draw(&t, &f->c);
	assert_string_equal(row(f, 0), " Eins   Zwei   Drei");
	assert_int_equal(grid_ink(&f->g, 0, 1), INK_TAB_ACTIVE);
	assert_true(tabs_mouse(&t, &m));
	assert_int_equal(t.open, 1);
	assert_true(tabs_key(&t, K_ALT | '3', false));
	assert_int_equal(t.open, 2);
	assert_false(tabs_key(&t, K_ALT | '4', false));
	assert_true(tabs_key(&t, K_RIGHT, true));
	assert_int_equal(t.open, 0);
	assert_false(tabs_key(&t, K_RIGHT, false));
	assert_true(tabs_key(&t, K_LEFT | K_MOD_CTRL, false));
	assert_int_equal(t.open, 2);
}

static void
pager_scrolls_to_its_end(void **state)
{
	struct fixture *f = *state;
	struct pager p = { 0 };

	pager_set(&p, "# Titel\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\nEnde");
	pager_draw(&p, &f->c);
	assert_int_equal(grid_ink(&f->g, 0, 0), INK_HEADING);
	assert_true(pager_key(&p, K_END));
	canvas_fill(&f->c, 0);
	pager_draw(&p, &f->c);
	assert_non_null(strstr(row(f, 9), "Ende"));
	assert_int_equal(p.top, 3);
	assert_true(pager_key(&p, K_PGUP));
	assert_true(pager_key(&p, K_PGUP));
	assert_int_equal(p.top, 0);
	assert_false(pager_key(&p, 'x'));
	pager_done(&p);
}

static void
dates_in_english(void **state)
{
	int d = date_make(2026, 3, 15);
	char s[UI_DATE];

	(void)state;
	assert_string_equal(ui_lang(), "en");
	assert_string_equal(ui_date(d, s), "2026-03-15");
	assert_string_equal(ui_date_long(d, s), "Sun 2026-03-15");
	assert_string_equal(ui_date_short(d, s), "03-15");
	assert_string_equal(ui_week(d, 0, s), "W11");
	assert_string_equal(ui_week(date_make(2027, 1, 1), 1, s), "2026 W53");
	assert_string_equal(ui_date(DATE_NONE, s), "");
	assert_string_equal(ui_month(5), "May");
	assert_string_equal(ui_month(13), "");
	assert_string_equal(ui_weekday(6), "Sunday");
	assert_string_equal(ui_tenths(125, s), "12.5");
	assert_string_equal(ui_tenths(-120, s), "-12");
	assert_string_equal(ui_tenths(-5, s), "-0.5");
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(month_shows_iso_weeks),
		T(month_moves_by_day_week_month),
		T(meters_use_eighths),
		T(bars_share_one_scale),
		T(tabs_wrap_around),
		T(pager_scrolls_to_its_end),
		T(dates_in_english),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
