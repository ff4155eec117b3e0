/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/str.h"

static void
equality(void **state)
{
	char copy[] = "abc";

	(void)state;
	assert_true(str_eq("abc", copy));
	assert_true(str_eq(NULL, NULL));
	assert_true(str_eq("", ""));
	assert_false(str_eq("abc", "ab"));
	assert_false(str_eq("abc", "ABC"));
	assert_false(str_eq(NULL, ""));
	assert_false(str_eq("", NULL));
}

static void
starts_and_ends(void **state)
{
	(void)state;
	assert_true(str_starts("slots.book", "slots."));
	assert_true(str_starts("abc", ""));
	assert_true(str_starts("abc", "abc"));
	assert_false(str_starts("ab", "abc"));
	assert_false(str_starts("xabc", "abc"));
	assert_true(str_ends("day.theme", ".theme"));
	assert_true(str_ends("abc", ""));
	assert_true(str_ends("abc", "abc"));
	assert_false(str_ends("bc", "abc"));
	assert_false(str_ends("abcx", "abc"));
}

static void
copy_says_when_it_cut(void **state)
{
	char d[5] = "....";

	(void)state;
	assert_true(str_copy(d, sizeof(d), "abcd"));
	assert_string_equal(d, "abcd");
	assert_false(str_copy(d, sizeof(d), "vwxyz"));
	assert_string_equal(d, "vwxy");
	assert_true(str_copy(d, 1, ""));
	assert_string_equal(d, "");
	assert_false(str_copy(d, 1, "x"));
	assert_string_equal(d, "");
	d[0] = '!';
	assert_false(str_copy(d, 0, ""));
	assert_int_equal(d[0], '!');
}

static void
integers(void **state)
{
	static const struct {
		const char *s;
		bool ok;
		int64_t v;
	} row[] = {
		{ "0", true, 0 },
		{ "-0", true, 0 },
		{ "08", true, 8 },
		{ "42", true, 42 },
		{ "-7", true, -7 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "-9223372036854775809", false, 0 },
		{ "99999999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-", false, 0 },
		{ "--1", false, 0 },
		{ "+1", false, 0 },
		{ " 1", false, 0 },
		{ "1 ", false, 0 },
		{ "1.0", false, 0 },
		{ "0x10", false, 0 },
		{ "1e3", false, 0 },
		{ "12a", false, 0 },
	};
	int64_t v;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		v = 99;
		if (str_int(row[i].s, INT64_MIN, INT64_MAX, &v) != row[i].ok)
			fail_msg("\"%s\"", row[i].s);
		assert_int_equal(v, row[i].ok ? row[i].v : 99);
	}
}

static void
integers_in_a_range(void **state)
{
	int64_t v = -1;

	(void)state;
	assert_true(str_int("0", 0, 23, &v));
	assert_true(str_int("23", 0, 23, &v));
	assert_int_equal(v, 23);
	assert_false(str_int("24", 0, 23, &v));
	assert_false(str_int("-1", 0, 23, &v));
	assert_int_equal(v, 23); /* untouched */
}

static void
trim(void **state)
{
	char a[] = "  a b\t\r\n", b[] = " \t ", c[] = "", d[] = "x";

	(void)state;
	assert_string_equal(str_trim(a), "a b");
	assert_string_equal(str_trim(b), "");
	assert_string_equal(str_trim(c), "");
	assert_string_equal(str_trim(d), "x");
}

static void
trim_leaves_other_bytes(void **state)
{
	char a[] = " \xc2\xa0m\xc3\xbc "; /* a no-break blank is no ASCII */

	(void)state;
	assert_string_equal(str_trim(a), "\xc2\xa0m\xc3\xbc");
}

static void
hex(void **state)
{
	static const unsigned char raw[] = { 0, 1, 0x7f, 0x80, 0xab, 0xff };
	unsigned char back[6];
	char text[13];

	(void)state;
	hex_encode(raw, sizeof(raw), text);
	assert_string_equal(text, "00017f80abff");
	assert_true(hex_decode(text, back, sizeof(back)));
	assert_memory_equal(back, raw, sizeof(raw));
	assert_true(hex_decode("00017F80ABFF", back, sizeof(back)));
	assert_memory_equal(back, raw, sizeof(raw));
	hex_encode(raw, 0, text);
	assert_string_equal(text, "");
	assert_true(hex_decode("", back, 0));
}

static void
hex_refuses(void **state)
{
	unsigned char b[2] = { 7, 7 };

	(void)state;
	assert_false(hex_decode("", b, 2));
	assert_false(hex_decode("abc", b, 2));
	assert_false(hex_decode("abcde", b, 2));
	assert_false(hex_decode("abcg", b, 2));
	assert_false(hex_decode("ab c", b, 2));
	assert_false(hex_decode("0x12", b, 2));
	assert_int_equal(b[0], 7); /* untouched */
}

/* Test vectors of the FNV authors. */
static void
hash(void **state)
{
	(void)state;
	assert_true(str_hash("") == UINT64_C(0xcbf29ce484222325));
	assert_true(str_hash("a") == UINT64_C(0xaf63dc4c8601ec8c));
	assert_true(str_hash("foobar") == UINT64_C(0x85944171f73967e8));
	assert_true(str_hash("\xff") != str_hash("\x7f"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equality),
		cmocka_unit_test(starts_and_ends),
		cmocka_unit_test(copy_says_when_it_cut),
		cmocka_unit_test(integers),
		cmocka_unit_test(integers_in_a_range),
		cmocka_unit_test(trim),
		cmocka_unit_test(trim_leaves_other_bytes),
		cmocka_unit_test(hex),
		cmocka_unit_test(hex_refuses),
		cmocka_unit_test(hash),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
