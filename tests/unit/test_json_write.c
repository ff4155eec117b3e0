/* covers: QA-02 API-04 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/json_write.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/date.h"
#include "common/json.h"

static void
whole_tree(void **state)
{
	struct buf b;
	struct jw w;

	(void)state;
	buf_init(&b, 10000);
	jw_init(&w, &b);
	jw_object(&w);
	jw_kint(&w, "id", 1);
	jw_kbool(&w, "success", true);
	jw_kobject(&w, "data");
	jw_karray(&w, "items");
	jw_int(&w, 1);
	jw_str(&w, "two");
	jw_null(&w);
	jw_bool(&w, false);
	jw_array(&w);
	jw_end_array(&w);
	jw_object(&w);
	jw_end_object(&w);
	jw_end_array(&w);
	jw_knull(&w, "none");
	jw_kstr(&w, "missing", NULL);
	jw_end_object(&w);
	jw_key(&w, "raw");
	jw_raw(&w, "{\"a\":[1]}", 9);
	jw_kstr(&w, "last", "x");
	jw_end_object(&w);
	assert_string_equal(buf_str(&b),
	    "{\"id\":1,\"success\":true,\"data\":{\"items\":[1,\"two\",null,"
	    "false,[],{}],\"none\":null,\"missing\":null},"
	    "\"raw\":{\"a\":[1]},\"last\":\"x\"}");
	assert_int_equal(w.depth, 0);
	buf_done(&b);
}

/* Appends one value to an array and looks at what stands there. */
static void
expect_text(void (*put)(struct jw *w), const char *want)
{
	struct buf b;
	struct jw w;

	buf_init(&b, 1000);
	jw_init(&w, &b);
	put(&w);
	assert_string_equal(buf_str(&b), want);
	buf_done(&b);
}

static void
put_min(struct jw *w)
{
	jw_int(w, INT64_MIN);
}

static void
put_max(struct jw *w)
{
	jw_int(w, INT64_MAX);
}

static void
integers(void **state)
{
	(void)state;
	expect_text(put_min, "-9223372036854775808");
	expect_text(put_max, "9223372036854775807");
}

static void
put_escapes(struct jw *w)
{
	jw_str(w, "a\"b\\c\n\r\t\b\x01\x1f\x7f/ü€😀");
}

static void
strings_are_escaped(void **state)
{
	(void)state;
	expect_text(put_escapes,
	    "\"a\\\"b\\\\c\\n\\r\\t\\u0008\\u0001\\u001f\\u007f/ü€😀\"");
}

/* What is written is what jansson reads: each byte, alone and in a crowd. */
static void
every_character_comes_back(void **state)
{
	char s[4], text[64];
	const char *back;
	struct buf b;
	struct jw w;
	json_t *v;
	int c;

	(void)state;
	buf_init(&b, 1000);
	for (c = 1; c < 0x800; c++) {
		if (c < 0x80) {
			snprintf(s, sizeof(s), "%c", c);
		} else {
			snprintf(s, sizeof(s), "%c%c", 0xC0 | c >> 6,
			    0x80 | (c & 0x3F));
		}
		snprintf(text, sizeof(text), "%s%s-%s", s, s, s);
		buf_clear(&b);
		jw_init(&w, &b);
		jw_object(&w);
		jw_kstr(&w, text, text);
		jw_end_object(&w);
		v = json_parse_heap(b.p, b.len, NULL);
		assert_non_null(v);
		back = json_get_str(v, text, NULL);
		assert_non_null(back);
		assert_string_equal(back, text);
		json_decref(v);
	}
	buf_done(&b);
}

static void
rates_in_tenths(void **state)
{
	static const struct {
		int64_t v;
		const char *text;
	} row[] = {
		{ 0, "0.0" },
		{ 5, "0.5" },
		{ 245, "24.5" },
		{ 1000, "100.0" },
		{ -5, "-0.5" },
		{ -245, "-24.5" },
		{ INT64_MIN, "-922337203685477580.8" },
		{ INT64_MAX, "922337203685477580.7" },
	};
	struct buf b;
	struct jw w;
	size_t i;

	(void)state;
	buf_init(&b, 100);
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		buf_clear(&b);
		jw_init(&w, &b);
		jw_tenths_rate(&w, row[i].v);
		assert_string_equal(buf_str(&b), row[i].text);
	}
	buf_done(&b);
}

static void
dates_and_instants(void **state)
{
	struct buf b;
	struct jw w;

	(void)state;
	buf_init(&b, 1000);
	jw_init(&w, &b);
	jw_object(&w);
	jw_kdate(&w, "date", date_parse("2031-03-04"));
	jw_kdate(&w, "no_date", DATE_NONE);
	jw_kdate(&w, "first", 0);
	jw_kinstant(&w, "at", INT64_C(1930377605123));
	jw_kinstant(&w, "no_at", 0);
	jw_end_object(&w);
	assert_string_equal(buf_str(&b),
	    "{\"date\":\"2031-03-04\",\"no_date\":null,"
	    "\"first\":\"1970-01-01\",\"at\":\"2031-03-04T08:00:05.123Z\","
	    "\"no_at\":null}");
	buf_done(&b);
}

/* The writer does not look: the buffer knows that something is missing. */
static void
overflow_shows_in_the_buffer(void **state)
{
	struct buf b;
	struct jw w;

	(void)state;
	buf_init(&b, 10);
	jw_init(&w, &b);
	jw_object(&w);
	jw_kstr(&w, "key", "a value that does not fit");
	jw_end_object(&w);
	assert_true(b.full);
	assert_true(b.len <= 10);
	buf_done(&b);
}

static void
deepest_tree(void **state)
{
	struct buf b;
	struct jw w;
	int i;

	(void)state;
	buf_init(&b, 1000);
	jw_init(&w, &b);
	for (i = 0; i < JW_DEPTH; i++)
		jw_array(&w);
	jw_int(&w, 1);
	for (i = 0; i < JW_DEPTH; i++)
		jw_end_array(&w);
	assert_int_equal(b.len, 2 * JW_DEPTH + 1);
	buf_done(&b);
}

static void
value_without_key(struct jw *w)
{
	jw_object(w);
	jw_int(w, 1);
}

static void
key_in_array(struct jw *w)
{
	jw_array(w);
	jw_key(w, "a");
}

static void
two_keys(struct jw *w)
{
	jw_object(w);
	jw_key(w, "a");
	jw_key(w, "b");
}

static void
key_without_value(struct jw *w)
{
	jw_object(w);
	jw_key(w, "a");
	jw_end_object(w);
}

static void
wrong_end(struct jw *w)
{
	jw_object(w);
	jw_end_array(w);
}

static void
end_too_much(struct jw *w)
{
	jw_end_object(w);
}

static void
too_deep(struct jw *w)
{
	int i;

	for (i = 0; i <= JW_DEPTH; i++)
		jw_array(w);
}

/* Misuse is our bug: it must end in an assertion, each in a child. */
static void
misuse_is_an_assertion(void **state)
{
	static void (*const bad[])(struct jw *) = { value_without_key,
		key_in_array, two_keys, key_without_value, wrong_end,
		end_too_much, too_deep };
	struct buf b;
	struct jw w;
	int status;
	size_t i;
	pid_t pid;

	(void)state;
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		pid = fork();
		assert_true(pid >= 0);
		if (pid == 0) {
			signal(SIGABRT, SIG_DFL);
			close(STDERR_FILENO);
			buf_init(&b, 1000);
			jw_init(&w, &b);
			bad[i](&w);
			_exit(0);
		}
		assert_int_equal(waitpid(pid, &status, 0), pid);
		if (!WIFSIGNALED(status) || WTERMSIG(status) != SIGABRT)
			fail_msg("misuse %zu went through", i);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_tree),
		cmocka_unit_test(integers),
		cmocka_unit_test(strings_are_escaped),
		cmocka_unit_test(every_character_comes_back),
		cmocka_unit_test(rates_in_tenths),
		cmocka_unit_test(dates_and_instants),
		cmocka_unit_test(overflow_shows_in_the_buffer),
		cmocka_unit_test(deepest_tree),
		cmocka_unit_test(misuse_is_an_assertion),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
