/* Typing text: limits, cursor movement, words, several lines, secrets. */
/* covers: HUB-11 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>

#include "common/buf.h"
#include "tui/term/grid.h"
#include "tui/term/keys.h"
#include "tui/ui/edit.h"

static int
setup(void **state)
{
	static struct edit e;

	setlocale(LC_CTYPE, "C.UTF-8");
	edit_init(&e, 20, false, false);
	*state = &e;
	return 0;
}

static int
teardown(void **state)
{
	edit_done(*state);
	return 0;
}

static void
keys(struct edit *e, const char *s)
{
	for (; *s != '\0'; s++)
		assert_true(edit_key(e, (unsigned char)*s));
}

static void
limit_counts_code_points(void **state)
{
	struct edit *e = *state;

	for (int i = 0; i < 30; i++)
		edit_key(e, 0xe4);
	assert_int_equal(edit_count(e), 20);
	assert_int_equal(e->len, 40);
	edit_set(e, "abc");
	edit_insert(e, "\x1b[31m\tde\nf\x07");
	assert_string_equal(e->text, "abc[31m de f");
}

static void
cursor_moves_by_sign(void **state)
{
	struct edit *e = *state;

	edit_set(e, "ae\314\201b"); /* e with an accent is one sign */
	edit_key(e, K_LEFT);
	edit_key(e, K_LEFT);
	assert_int_equal(e->pos, 1);
	edit_key(e, K_DELETE);
	assert_string_equal(e->text, "ab");
	edit_key(e, K_BACKSPACE);
	assert_string_equal(e->text, "b");
	edit_key(e, K_BACKSPACE);
	assert_string_equal(e->text, "b");
	edit_key(e, K_LEFT);
	assert_int_equal(e->pos, 0);
}

static void
line_keys(void **state)
{
	struct edit *e = *state;

	keys(e, "eins zwei drei");
	edit_key(e, K_CTRL('w'));
	assert_string_equal(e->text, "eins zwei ");
	edit_key(e, K_CTRL('a'));
	assert_int_equal(e->pos, 0);
	edit_key(e, K_RIGHT | K_MOD_CTRL);
	assert_int_equal(e->pos, 4);
	edit_key(e, K_CTRL('k'));
	assert_string_equal(e->text, "eins");
	edit_key(e, K_CTRL('e'));
	keys(e, "!");
	edit_key(e, K_CTRL('u'));
	assert_string_equal(e->text, "");
	assert_false(edit_key(e, K_TAB));
	assert_false(edit_key(e, K_ENTER));
	assert_false(edit_key(e, K_UP));
}

static void
lines_move_up_and_down(void **state)
{
	struct edit m;

	(void)state;
	edit_init(&m, 100, true, false);
	m.width = 10;
	edit_set(&m, "abc\ndefghijklmno\n");
	assert_true(edit_key(&m, K_UP)); /* wrapped: second half */
	assert_string_equal(m.text + m.pos, "no\n");
	assert_true(edit_key(&m, K_UP));
	assert_string_equal(m.text + m.pos, "defghijklmno\n");
	assert_true(edit_key(&m, K_END));
	assert_string_equal(m.text + m.pos, "\n");
	assert_true(edit_key(&m, K_HOME));
	assert_true(edit_key(&m, K_UP));
	assert_int_equal(m.pos, 0);
	assert_false(edit_key(&m, K_UP)); /* the form moves on */
	edit_key(&m, K_ENTER);
	assert_string_equal(m.text, "\nabc\ndefghijklmno\n");
	edit_done(&m);
}

static const char *
drawn(struct edit *e, struct grid *g, struct buf *b)
{
	struct canvas c = canvas_all(g);

	edit_draw(e, &c, 1, true);
	buf_clear(b);
	grid_text(g, b);
	return buf_str(b);
}

static void
long_text_scrolls(void **state)
{
	struct edit *e = *state;
	struct grid g;
	struct buf b;

	buf_init(&b, 1000);
	grid_init(&g, 1, 8);
	keys(e, "abcdefghijkl");
	assert_string_equal(drawn(e, &g, &b), "fghijkl\n");
	assert_int_equal(g.cursor_col, 7);
	edit_key(e, K_HOME);
	assert_string_equal(drawn(e, &g, &b), "abcdefgh\n");
	assert_int_equal(g.cursor_col, 0);
	grid_done(&g);
	buf_done(&b);
}

static void
secrets_are_dots(void **state)
{
	struct edit s;
	struct grid g;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	grid_init(&g, 1, 8);
	edit_init(&s, 50, false, true);
	edit_insert(&s, "äbc");
	assert_string_equal(drawn(&s, &g, &b), "•••\n");
	assert_int_equal(g.cursor_col, 3);
	edit_insert(&s, "0123456789");
	assert_string_equal(drawn(&s, &g, &b), "•••••••\n");
	assert_int_equal(g.cursor_col, 7);
	edit_done(&s);
	grid_done(&g);
	buf_done(&b);
}

static void
area_shows_the_cursor_line(void **state)
{
	struct edit m;
	struct grid g;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	grid_init(&g, 2, 8);
	edit_init(&m, 100, true, false);
	edit_insert(&m, "eins zwei drei\nvier");
	assert_string_equal(drawn(&m, &g, &b), "drei\nvier\n");
	assert_int_equal(g.cursor_row, 1);
	assert_int_equal(g.cursor_col, 4);
	edit_key(&m, K_ENTER);
	assert_string_equal(drawn(&m, &g, &b), "vier\n\n");
	assert_int_equal(g.cursor_row, 1);
	assert_int_equal(g.cursor_col, 0);
	edit_done(&m);
	grid_done(&g);
	buf_done(&b);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(limit_counts_code_points),
		T(cursor_moves_by_sign),
		T(line_keys),
		T(lines_move_up_and_down),
		T(long_text_scrolls),
		T(secrets_are_dots),
		T(area_shows_the_cursor_line),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
