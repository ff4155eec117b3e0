/* Bytes from terminals of all kinds become keys, mouse events and pastes. */
/* covers: HUB-11 HUB-13 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tui/term/term.h"

static struct term *
open_term(void **state)
{
	return *(struct term **)state;
}

static int
setup(void **state)
{
	*state = term_headless(24, 80, false);
	return 0;
}

static int
teardown(void **state)
{
	term_close(*state);
	return 0;
}

static void
feed(struct term *t, const char *s)
{
	term_feed(t, s, strlen(s));
}

static void
expect_key(struct term *t, uint32_t key, int64_t mono)
{
	struct term_event ev;

	assert_true(term_read(t, &ev, mono));
	assert_int_equal(ev.kind, TERM_KEY);
	if (ev.key != key)
		fail_msg("key %#x instead of %#x", ev.key, key);
}

static void
expect_none(struct term *t, int64_t mono)
{
	struct term_event ev;

	assert_false(term_read(t, &ev, mono));
}

static void
sequences_of_many_terminals(void **state)
{
	static const struct {
		const char *bytes;
		uint32_t key;
	} rows[] = {
		{ "a", 'a' },
		{ "\303\244", 0xe4 },
		{ "\345\261\261", 0x5c71 },
		{ "\360\237\230\200", 0x1f600 },
		{ "\r", K_ENTER },
		{ "\n", K_ENTER },
		{ "\t", K_TAB },
		{ "\177", K_BACKSPACE },
		{ "\b", K_BACKSPACE },
		{ "\023", K_CTRL('s') },
		{ "\033[A", K_UP },
		{ "\033OB", K_DOWN },
		{ "\033[H", K_HOME },
		{ "\033[1~", K_HOME },
		{ "\033[7~", K_HOME },
		{ "\033OF", K_END },
		{ "\033[4~", K_END },
		{ "\033[5~", K_PGUP },
		{ "\033[6~", K_PGDN },
		{ "\033[3~", K_DELETE },
		{ "\033[2~", K_INSERT },
		{ "\033[Z", K_BACKTAB },
		{ "\033OP", K_F(1) },
		{ "\033[11~", K_F(1) },
		{ "\033[[A", K_F(1) },
		{ "\033[[E", K_F(5) },
		{ "\033[15~", K_F(5) },
		{ "\033[24~", K_F(12) },
		{ "\033[1;5C", K_RIGHT | K_MOD_CTRL },
		{ "\033[1;2A", K_UP | K_MOD_SHIFT },
		{ "\033[1;3D", K_LEFT | K_ALT },
		{ "\033[3;5~", K_DELETE | K_MOD_CTRL },
		{ "\033Oc", K_RIGHT | K_MOD_CTRL },
		{ "\033[97;5u", K_CTRL('a') },
		{ "\033[228u", 0xe4 },
		{ "\033[27;3;120~", K_ALT | 'x' },
		{ "\033x", K_ALT | 'x' },
		{ "\033\303\244", K_ALT | 0xe4 },
		{ "\033\177", K_ALT | K_BACKSPACE },
		{ "\033OM", K_ENTER },
		{ "\033Op", '0' },
	};
	struct term *t = open_term(state);

	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		feed(t, rows[i].bytes);
		expect_key(t, rows[i].key, 1000);
		expect_none(t, 1000);
	}
}

static void
keys_in_a_row_keep_their_order(void **state)
{
	struct term *t = open_term(state);

	feed(t, "a\033[Bb\033[6~\303\274");
	expect_key(t, 'a', 0);
	expect_key(t, K_DOWN, 0);
	expect_key(t, 'b', 0);
	expect_key(t, K_PGDN, 0);
	expect_key(t, 0xfc, 0);
	expect_none(t, 0);
}

static void
escape_alone_waits_25_ms(void **state)
{
	struct term *t = open_term(state);

	assert_true(term_deadline(t) == INT64_MAX);
	feed(t, "\033");
	expect_none(t, 1000);
	assert_int_equal(term_deadline(t), 1025);
	expect_none(t, 1024);
	expect_key(t, K_ESC, 1025);
	assert_true(term_deadline(t) == INT64_MAX);
	/* in time: one key, not two */
	feed(t, "\033");
	expect_none(t, 2000);
	feed(t, "[A");
	expect_key(t, K_UP, 2010);
	expect_none(t, 2100);
	/* twice */
	feed(t, "\033\033");
	expect_key(t, K_ESC, 3000);
	expect_none(t, 3000);
	expect_key(t, K_ESC, 3025);
}

static void
split_characters_wait_for_their_rest(void **state)
{
	struct term *t = open_term(state);

	feed(t, "\345\261");
	expect_none(t, 0);
	feed(t, "\261");
	expect_key(t, 0x5c71, 1);
	feed(t, "\345\261"); /* never completed: dropped */
	expect_none(t, 100);
	expect_none(t, 200);
	feed(t, "x");
	expect_key(t, 'x', 300);
}

static void
rubbish_is_swallowed(void **state)
{
	struct term *t = open_term(state);

	feed(t, "\377\300\200\033[?1;2c\033[99;99;99~\033[>0;1cq");
	expect_key(t, 'q', 0);
	expect_none(t, 0);
	for (int i = 0; i < 200; i++)
		feed(t, "\033[1;");
	feed(t, "1;1;1;1;1A");
	while (term_deadline(t) == INT64_MAX) {
		struct term_event ev;

		if (!term_read(t, &ev, 0))
			break;
	}
	feed(t, "z");
	for (int i = 0; i < 50; i++) {
		struct term_event ev;

		if (term_read(t, &ev, 10000 + 100 * i) && ev.key == 'z')
			return;
	}
	fail_msg("the z was lost");
}

static void
expect_mouse(struct term *t, const char *s, enum mouse_kind kind, int64_t mono)
{
	struct term_event ev;

	feed(t, s);
	assert_true(term_read(t, &ev, mono));
	assert_int_equal(ev.kind, TERM_MOUSE);
	assert_int_equal(ev.mouse.kind, kind);
	assert_int_equal(ev.mouse.row, 4);
	assert_int_equal(ev.mouse.col, 9);
	expect_none(t, mono);
}

static void
mouse_reports(void **state)
{
	struct term *t = open_term(state);

	expect_mouse(t, "\033[<0;10;5M\033[<0;10;5m", MOUSE_CLICK, 1000);
	expect_mouse(t, "\033[<0;10;5M\033[<0;10;5m", MOUSE_DOUBLE, 1300);
	expect_mouse(t, "\033[<0;10;5M", MOUSE_CLICK, 1400);
	expect_mouse(t, "\033[<0;10;5M", MOUSE_CLICK, 1900); /* too late */
	expect_mouse(t, "\033[<64;10;5M", MOUSE_UP, 2000);
	expect_mouse(t, "\033[<69;10;5M", MOUSE_DOWN, 2000); /* with shift */
	expect_mouse(t, "\033[M *%", MOUSE_CLICK, 3000);     /* old form */
	feed(t, "\033[<2;10;5M\033[<35;10;5M"); /* right button, motion */
	expect_none(t, 4000);
}

static void
paste_is_one_event(void **state)
{
	struct term *t = open_term(state);
	struct term_event ev;

	feed(t, "\033[200~Zeile 1\r\nZeile\t2\033[31m\001\303\244");
	expect_none(t, 0);
	expect_none(t, 5000); /* no time limit inside a paste */
	feed(t, "\377Ende\033[201~k");
	assert_true(term_read(t, &ev, 5000));
	assert_int_equal(ev.kind, TERM_PASTE);
	assert_string_equal(ev.text, "Zeile 1\nZeile 2[31m\303\244Ende");
	expect_key(t, 'k', 5000);
}

static void
endless_paste_is_bounded(void **state)
{
	struct term *t = open_term(state);
	struct term_event ev;
	char block[8192];
	size_t got = 0;

	memset(block, 'x', sizeof block);
	feed(t, "\033[200~");
	for (int i = 0; i < 200; i++) {
		term_feed(t, block, sizeof block);
		while (term_read(t, &ev, 0))
			got += strlen(ev.text);
	}
	feed(t, "\033[201~q");
	assert_true(term_read(t, &ev, 0));
	assert_int_equal(ev.kind, TERM_PASTE);
	got += strlen(ev.text);
	assert_int_equal(got, 200 * sizeof block);
	expect_key(t, 'q', 0);
}

static void
resize_is_an_event(void **state)
{
	struct term *t = open_term(state);
	struct term_event ev;

	term_resized(t);
	assert_true(term_read(t, &ev, 0));
	assert_int_equal(ev.kind, TERM_RESIZE);
	expect_none(t, 0);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(sequences_of_many_terminals),
		T(keys_in_a_row_keep_their_order),
		T(escape_alone_waits_25_ms),
		T(split_characters_wait_for_their_rest),
		T(rubbish_is_swallowed),
		T(mouse_reports),
		T(paste_is_one_event),
		T(endless_paste_is_bounded),
		T(resize_is_an_event),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
