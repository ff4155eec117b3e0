/* Drawing: cells, clipping, widths, wrapping, ASCII. */
/* covers: HUB-11 HUB-13 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>

#include "common/buf.h"
#include "tui/term/ascii.h"
#include "tui/term/canvas.h"
#include "tui/term/grid.h"

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
	grid_init(&f.g, 5, 12);
	f.c = canvas_all(&f.g);
	buf_init(&f.b, 4096);
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

static void
text_is_cut_at_the_edge(void **state)
{
	struct fixture *f = *state;
	struct canvas part = canvas_sub(&f->c, AREA(1, 2, 2, 4));

	assert_int_equal(canvas_text(&f->c, 0, 8, 3, "abcdefgh"), 4);
	assert_string_equal(row(f, 0), "        abcd");
	canvas_text(&part, 0, 0, 1, "123456");
	canvas_text(&part, 7, 0, 1, "out");
	canvas_text(&part, -1, 0, 1, "out");
	assert_string_equal(row(f, 1), "  1234");
	assert_int_equal(grid_ink(&f->g, 1, 2), 1);
	assert_int_equal(grid_ink(&f->g, 1, 1), 0);
	assert_int_equal(grid_ink(&f->g, 1, 99), -1);
}

static void
parts_stay_inside(void **state)
{
	struct fixture *f = *state;
	struct canvas p = canvas_sub(&f->c, AREA(-1, -2, 4, 6));

	assert_int_equal(p.row, 0);
	assert_int_equal(p.rows, 3);
	assert_int_equal(p.cols, 4);
	p = canvas_sub(&f->c, AREA(4, 10, 9, 9));
	assert_int_equal(p.rows, 1);
	assert_int_equal(p.cols, 2);
	p = canvas_sub(&f->c, AREA(9, 9, 9, 9));
	assert_int_equal(p.rows, 0);
	canvas_fill(&p, 7);
	canvas_box(&p, 7, "x");
	canvas_hline(&p, SPAN(0, 0, 99), 7);
	for (int i = 0; i < 60; i++)
		assert_int_equal(f->g.cells[i].ink, 0);
}

static void
fit_pads_and_cuts(void **state)
{
	struct fixture *f = *state;

	canvas_fit(&f->c, SPAN(0, 0, 6), 2, "abc");
	assert_int_equal(grid_ink(&f->g, 0, 5), 2);
	assert_int_equal(grid_ink(&f->g, 0, 6), 0);
	canvas_fit(&f->c, SPAN(1, 0, 6), 2, "abcdefgh");
	assert_string_equal(row(f, 1), "abcde…");
	canvas_right(&f->c, SPAN(2, 0, 6), 2, "42");
	assert_string_equal(row(f, 2), "    42");
	canvas_center(&f->c, SPAN(3, 0, 6), 2, "ab");
	assert_string_equal(row(f, 3), "  ab");
	canvas_fit(&f->c, SPAN(4, 0, 4), 2, "a山b山"); /* 6 columns */
	assert_string_equal(row(f, 4), "a山…");
}

static void
wide_signs_keep_two_cells(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(canvas_text(&f->c, 0, 0, 1, "山田"), 4);
	assert_int_equal(grid_at(&f->g, 0, 0)->width, 2);
	assert_int_equal(grid_at(&f->g, 0, 1)->width, 0);
	/* overwriting one half blanks the other */
	canvas_text(&f->c, 0, 1, 1, "x");
	assert_string_equal(row(f, 0), " x田");
	canvas_text(&f->c, 0, 2, 1, "y");
	assert_string_equal(row(f, 0), " xy");
	/* no half sign at the edge */
	assert_int_equal(canvas_text(&f->c, 1, 11, 1, "山"), 0);
	assert_string_equal(row(f, 1), "");
}

static void
marks_join_and_tricks_vanish(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(canvas_text(&f->c, 0, 0, 1, "e\314\201x"), 2);
	assert_string_equal(row(f, 0), "e\314\201x");
	/* joiner, direction override, variation selector */
	assert_int_equal(canvas_text(&f->c, 1, 0, 1,
			     "a\342\200\215b\342\200\256c\357\270\217d"),
	    4);
	assert_string_equal(row(f, 1), "abcd");
	/* control signs cannot reach the terminal */
	canvas_text(&f->c, 2, 0, 1, "a\033[31mb\302\233c");
	assert_string_equal(row(f, 2), "a?[31mb?c");
	canvas_text(&f->c, 3, 0, 1, "a\377b");
	assert_string_equal(row(f, 3), "a\357\277\275b");
	assert_int_equal(canvas_text(&f->c, 4, 0, 1, "\314\201a"), 1);
	assert_int_equal(canvas_text(&f->c, 4, 0, 1, "a\nb"), 3);
	assert_string_equal(row(f, 4), "a b");
}

static void
ascii_replaces_everything(void **state)
{
	struct fixture *f = *state;

	f->g.ascii = true;
	assert_int_equal(canvas_width(&f->c, "Größe"), 7);
	canvas_text(&f->c, 0, 0, 1, "Größe é ł");
	assert_string_equal(row(f, 0), "Groesse e l");
	canvas_fit(&f->c, SPAN(1, 0, 5), 1, "Straße");
	assert_string_equal(row(f, 1), "Stra~");
	canvas_text(&f->c, 2, 0, 1, "→ • … 山 €");
	assert_string_equal(row(f, 2), "> * ~ ? EUR");
	canvas_box(&f->c, 1, "Tür");
	assert_string_equal(row(f, 0), "+- Tuer ---+");
	assert_string_equal(row(f, 4), "+----------+");
	for (uint32_t cp = 0x80; cp < 0x3100; cp++) {
		const char *s = ascii_for(cp);

		assert_true(*s != '\0');
		for (; *s != '\0'; s++)
			assert_in_range(*s, ' ', '~');
	}
}

static void
words_wrap(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(
	    canvas_wrap(&f->c, 0, 1, "der schnelle braune Fuchs"), 2);
	assert_string_equal(row(f, 0), "der schnelle");
	assert_string_equal(row(f, 1), "braune Fuchs");
	canvas_fill(&f->c, 0);
	assert_int_equal(canvas_wrap(&f->c, 0, 1, "a\n\nb"), 3);
	assert_string_equal(row(f, 1), "");
	assert_string_equal(row(f, 2), "b");
	canvas_fill(&f->c, 0);
	assert_int_equal(
	    canvas_wrap(&f->c, 0, 1, "Donaudampfschifffahrt ja"), 2);
	assert_string_equal(row(f, 0), "Donaudampfsc");
	assert_string_equal(row(f, 1), "hifffahrt ja");
	assert_int_equal(text_wrap_rows("", 10, false), 0);
	assert_int_equal(text_wrap_rows("abc", 1, false), 3);
	assert_int_equal(text_wrap_rows("山山", 1, false), 2);
}

static void
cursor_stays_inside(void **state)
{
	struct fixture *f = *state;
	struct canvas p = canvas_sub(&f->c, AREA(1, 1, 2, 3));

	canvas_cursor(&p, 9, 9);
	assert_true(f->g.cursor_on);
	assert_int_equal(f->g.cursor_row, 2);
	assert_int_equal(f->g.cursor_col, 3);
	canvas_cursor_off(&p);
	assert_false(f->g.cursor_on);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(text_is_cut_at_the_edge),
		T(parts_stay_inside),
		T(fit_pads_and_cuts),
		T(wide_signs_keep_two_cells),
		T(marks_join_and_tricks_vanish),
		T(ascii_replaces_everything),
		T(words_wrap),
		T(cursor_stays_inside),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
