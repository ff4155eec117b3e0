/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/lineframe.h"

#include <string.h>

/* Feeds text in pieces of step bytes; lines come out as "line|line|". */
static enum line_result
frame_all(const char *text, size_t n, size_t max, size_t step, struct buf *out)
{
	enum line_result r = LINE_NONE;
	struct lineframe f;
	size_t i, len;
	char *line;

	lineframe_init(&f, max);
	for (i = 0; i < n && r != LINE_OVERLONG; i += step) {
		lineframe_feed(&f, text + i, n - i < step ? n - i : step);
		while ((r = lineframe_next(&f, &line, &len)) == LINE_OK) {
			assert_int_equal(line[len], '\0');
			buf_add(out, line, len);
			buf_addc(out, '|');
		}
	}
	lineframe_done(&f);
	return r;
}

/* Whatever the cuts, the lines are these. */
static void
expect(const char *text, size_t max, enum line_result end, const char *lines)
{
	size_t n = strlen(text), step;
	struct buf out;

	buf_init(&out, 10000);
	for (step = 1; step <= n; step++) {
		buf_clear(&out);
		if (frame_all(text, n, max, step, &out) != end)
			fail_msg("\"%s\" in steps of %zu", text, step);
		assert_string_equal(buf_str(&out), lines);
	}
	buf_done(&out);
}

static void
lines_cut_anywhere(void **state)
{
	(void)state;
	expect("a\nbc\n\ndef\n", 10, LINE_NONE, "a|bc||def|");
	expect("{\"id\":1}\r\n{\"id\":2}\r\n", 10, LINE_NONE,
	    "{\"id\":1}|{\"id\":2}|");
	expect("no end", 10, LINE_NONE, "");
	expect("a\nrest", 10, LINE_NONE, "a|");
	expect("\n", 10, LINE_NONE, "|");
	expect("\r\n", 10, LINE_NONE, "|");
	expect(
	    "a\rb\r\r\n", 10, LINE_NONE, "a\rb\r|"); /* only one is dropped */
	expect("\xc3\xbc\n\xe2\x82\xac\n", 10, LINE_NONE,
	    "\xc3\xbc|\xe2\x82\xac|");
}

static void
longest_line(void **state)
{
	(void)state;
	expect("12345\n12345\r\n", 5, LINE_NONE, "12345|12345|");
	expect("12345", 5, LINE_NONE, "");
	expect("12345\r", 5, LINE_NONE, ""); /* may still become a line end */
	expect("a\n123456\nb\n", 5, LINE_OVERLONG, "a|");
	expect("a\n123456", 5, LINE_OVERLONG, "a|");
	expect("12345\rx\n", 5, LINE_OVERLONG, "");
	expect("12345\r\r\n", 5, LINE_OVERLONG, "");
	expect("12345\r\r", 5, LINE_OVERLONG, "");
	expect("x\n", 0, LINE_OVERLONG, "");
	expect("\n\r\n", 0, LINE_NONE, "||");
}

static void
overlong_is_for_good(void **state)
{
	struct lineframe f;
	char *line = NULL;
	size_t n = 7;

	(void)state;
	lineframe_init(&f, 4);
	assert_true(lineframe_feed(&f, "ab\n", 3));
	assert_false(f.overlong);
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_false(lineframe_feed(&f, "12345", 5));
	assert_true(f.overlong);
	assert_false(lineframe_feed(&f, "\nok\n", 4));
	line = NULL;
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OVERLONG);
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OVERLONG);
	assert_null(line);
	assert_false(lineframe_ready(&f));
	assert_int_equal(lineframe_held(&f), 0); /* and holds no memory */
	assert_null(f.in.p);
	lineframe_done(&f);
}

/* Lines that came before the long one are still given out. */
static void
overlong_comes_in_order(void **state)
{
	struct lineframe f;
	char *line;
	size_t n;

	(void)state;
	lineframe_init(&f, 4);
	assert_true(lineframe_feed(&f, "a\nb\n123456789", 13));
	assert_true(lineframe_ready(&f));
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_string_equal(line, "a");
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_string_equal(line, "b");
	assert_false(lineframe_ready(&f));
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OVERLONG);
	lineframe_done(&f);
}

static void
ready_and_held(void **state)
{
	struct lineframe f;
	char *line;
	size_t n;

	(void)state;
	lineframe_init(&f, 100);
	assert_false(lineframe_ready(&f));
	assert_int_equal(lineframe_held(&f), 0);
	assert_true(lineframe_feed(&f, "ab", 2));
	assert_false(lineframe_ready(&f));
	assert_int_equal(lineframe_held(&f), 2);
	assert_true(lineframe_feed(&f, "c\nde", 4));
	assert_true(lineframe_ready(&f));
	assert_true(lineframe_ready(&f)); /* asking changes nothing */
	assert_int_equal(lineframe_held(&f), 6);
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_string_equal(line, "abc");
	assert_int_equal(n, 3);
	assert_false(lineframe_ready(&f));
	assert_int_equal(lineframe_held(&f), 2);
	assert_true(lineframe_feed(&f, NULL, 0));
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_NONE);
	assert_true(lineframe_feed(&f, "\n", 1));
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_string_equal(line, "de");
	lineframe_done(&f);
}

static void
nul_bytes_stay_in_the_line(void **state)
{
	struct lineframe f;
	char *line;
	size_t n;

	(void)state;
	lineframe_init(&f, 100);
	lineframe_feed(&f, "a\0b\n", 4);
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_int_equal(n, 3);
	assert_memory_equal(line, "a\0b", 4);
	lineframe_done(&f);
}

static void
release_frees_only_an_idle_frame(void **state)
{
	struct lineframe f;
	char *line;
	size_t n;

	(void)state;
	lineframe_init(&f, 100);
	lineframe_feed(&f, "a\nb", 3);
	lineframe_next(&f, &line, &n);
	lineframe_release(&f);
	assert_int_equal(lineframe_held(&f), 1);
	lineframe_feed(&f, "c\n", 2);
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_string_equal(line, "bc");
	lineframe_release(&f);
	assert_null(f.in.p);
	assert_true(lineframe_feed(&f, "d\n", 2)); /* and goes on working */
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_string_equal(line, "d");
	lineframe_done(&f);
}

/* A peer that sends without being read is bounded. */
static void
memory_is_bounded(void **state)
{
	static const char lines[] = "0123456789\n0123456789\n0123456789\n";
	struct lineframe f;
	size_t fed = 0;

	(void)state;
	lineframe_init(&f, 64);
	while (lineframe_feed(&f, lines, sizeof(lines) - 1))
		assert_true((fed += sizeof(lines) - 1) < 2 * 1024 * 1024);
	assert_true(fed > 1024 * 1024 - 64);
	assert_true(f.overlong);
	lineframe_done(&f);
}

/* No byte is searched twice: a slow line of 4 MiB must not cost squares. */
static void
many_small_pieces(void **state)
{
	struct lineframe f;
	char piece[16];
	char *line;
	size_t n, i, max = (size_t)4 * 1024 * 1024;

	(void)state;
	memset(piece, 'x', sizeof(piece));
	lineframe_init(&f, max);
	for (i = 0; i < max; i += sizeof(piece)) {
		assert_true(lineframe_feed(&f, piece, sizeof(piece)));
		assert_int_equal(f.seen, f.in.len);
	}
	assert_true(lineframe_feed(&f, "\n", 1));
	assert_int_equal(lineframe_next(&f, &line, &n), LINE_OK);
	assert_int_equal(n, max);
	lineframe_done(&f);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_cut_anywhere),
		cmocka_unit_test(longest_line),
		cmocka_unit_test(overlong_is_for_good),
		cmocka_unit_test(overlong_comes_in_order),
		cmocka_unit_test(ready_and_held),
		cmocka_unit_test(nul_bytes_stay_in_the_line),
		cmocka_unit_test(release_frees_only_an_idle_frame),
		cmocka_unit_test(memory_is_bounded),
		cmocka_unit_test(many_small_pieces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
