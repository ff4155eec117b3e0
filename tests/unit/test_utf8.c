/* covers: QA-02 DATA-06 SEC-13 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/utf8.h"

#include <locale.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"

static void
valid_text(void **state)
{
	static const char *const yes[] = { "", "abc", "ü", "€", "😀", "\x7f",
		"\xc2\x80", "\xdf\xbf", "\xe0\xa0\x80", "\xed\x9f\xbf",
		"\xee\x80\x80", "\xef\xbf\xbf", "\xf0\x90\x80\x80",
		"\xf4\x8f\xbf\xbf", "eine lange Zeile mit Umlauten: äöüß" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(yes) / sizeof(yes[0]); i++)
		if (!utf8_valid(yes[i], strlen(yes[i])))
			fail_msg("row %zu", i);
	assert_true(utf8_valid("a\0b", 3));
}

static void
invalid_text(void **state)
{
	static const char *const no[] = { "\x80", "\xbf", "\xc0\x80",
		"\xc1\xbf", "\xc2", "\xc2\x61", "\xe0\x80\x80", "\xe0\x9f\xbf",
		"\xe2\x82", "\xed\xa0\x80", "\xed\xbf\xbf", "\xf0\x80\x80\x80",
		"\xf0\x8f\xbf\xbf", "\xf0\x9f\x98", "\xf4\x90\x80\x80",
		"\xf5\x80\x80\x80", "\xf8\x88\x80\x80\x80", "\xfe", "\xff",
		"eight ascii and then \xff", "12345678\xc3" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (utf8_valid(no[i], strlen(no[i])))
			fail_msg("row %zu", i);
	assert_false(utf8_valid("ü", 1)); /* cut by the length */
	assert_false(utf8_valid("a€", 3));
}

/* Every code point: encoded by hand, it is valid and comes back. */
static void
every_code_point(void **state)
{
	unsigned char s[5];
	uint32_t cp, back;
	size_t n;

	(void)state;
	for (cp = 1; cp <= 0x110000; cp++) {
		memset(s, 0, sizeof(s));
		if (cp < 0x80) {
			s[0] = (unsigned char)cp;
			n = 1;
		} else if (cp < 0x800) {
			s[0] = (unsigned char)(0xC0 | cp >> 6);
			n = 2;
		} else if (cp < 0x10000) {
			s[0] = (unsigned char)(0xE0 | cp >> 12);
			s[1] = (unsigned char)(0x80 | (cp >> 6 & 63));
			n = 3;
		} else {
			s[0] = (unsigned char)(0xF0 | cp >> 18);
			s[1] = (unsigned char)(0x80 | (cp >> 12 & 63));
			s[2] = (unsigned char)(0x80 | (cp >> 6 & 63));
			n = 4;
		}
		if (n > 1)
			s[n - 1] = (unsigned char)(0x80 | (cp & 63));
		if ((cp >= 0xD800 && cp <= 0xDFFF) || cp > 0x10FFFF) {
			assert_false(utf8_valid((char *)s, n));
			continue;
		}
		assert_true(utf8_valid((char *)s, n));
		assert_int_equal(utf8_next((char *)s, &back), n);
		assert_int_equal(back, cp);
		assert_int_equal(utf8_count((char *)s), 1);
	}
}

static void
walks_through_text(void **state)
{
	static const uint32_t want[] = { 'a', 0xFC, 0x20AC, 0x1F600 };
	const char *s = "aü€😀";
	uint32_t cp;
	size_t n, i;

	(void)state;
	for (i = 0; i < 4; i++) {
		n = utf8_next(s, &cp);
		assert_int_equal(n, i + 1);
		assert_int_equal(cp, want[i]);
		s += n;
	}
	assert_int_equal(utf8_next(s, &cp), 0);
	assert_int_equal(utf8_next("\xff", &cp), 1); /* never stuck */
	assert_int_equal(utf8_next("\xe2\x82", &cp), 1);
}

static void
counts_code_points(void **state)
{
	(void)state;
	assert_int_equal(utf8_count(""), 0);
	assert_int_equal(utf8_count("Müller"), 6);
	assert_int_equal(utf8_count("a\xcc\x88"), 2); /* a and an accent */
	assert_int_equal(utf8_count("😀€"), 2);
}

static void
clean_text(void **state)
{
	static const char *const dirty[] = { "\x01", "\t", "\r", "\x1b[0m",
		"a\x1f", "\x7f", "\xc2\x80", "\xc2\x9b", "\xc2\x9f",
		"\xd8\x9c",	 /* U+061C */
		"\xe2\x80\x8e",	 /* U+200E */
		"\xe2\x80\x8f",	 /* U+200F */
		"\xe2\x80\xa8",	 /* U+2028 */
		"\xe2\x80\xa9",	 /* U+2029 */
		"\xe2\x80\xaa",	 /* U+202A */
		"x\xe2\x80\xae", /* U+202E */
		"\xe2\x81\xa6",	 /* U+2066 */
		"\xe2\x81\xa9" /* U+2069 */ };
	static const char *const fine[] = { "", "Müller, Jörg", "😀", "\xc2\xa0",
		"\xc2\xad", "\xe2\x80\x8d", "\xe2\x80\xaf", "\xe2\x80\xa7",
		"\xe2\x81\xa5", "\xe2\x81\xaa", "~" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(dirty) / sizeof(dirty[0]); i++)
		if (utf8_clean(dirty[i], true) || utf8_clean(dirty[i], false))
			fail_msg("dirty row %zu", i);
	for (i = 0; i < sizeof(fine) / sizeof(fine[0]); i++)
		if (!utf8_clean(fine[i], true) || !utf8_clean(fine[i], false))
			fail_msg("fine row %zu", i);
	assert_true(utf8_clean("a\nb", true));
	assert_false(utf8_clean("a\nb", false));
}

static void
trimming(void **state)
{
	static const char *const rows[][2] = { { "", "" }, { " \t\n ", "" },
		{ "\xe2\x80\x8b\xc2\xa0", "" }, { " a b ", "a b" },
		{ "\xef\xbb\xbf\xe3\x80\x80Ä\xe2\x80\x8d", "Ä" },
		{ "a\xe2\x80\x8d"
		  "b",
		    "a\xe2\x80\x8d"
		    "b" } };
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(utf8_trim(a, rows[i][0]), rows[i][1]);
	arena_free(a);
}

static void
folding(void **state)
{
	static const char *const same[][2] = {
		{ "MÜLLER", "müller" },
		{ "Mu\xcc\x88ller", "müller" }, /* decomposed */
		{ "Straße", "STRASSE" },
		{ "ΣΊΣΥΦΟΣ", "σίσυφος" },
		{ "Ångström", "A\xcc\x8angstro\xcc\x88m" },
		{ "", "" },
	};
	static const char *const other[][2] = {
		{ "Müller", "Muller" },
		{ "a", "b" },
		{ "a b", "ab" },
		{ "ﬁ x", "fi y" },
	};
	struct arena *a = arena_new();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(same) / sizeof(same[0]); i++)
		assert_string_equal(
		    utf8_fold(a, same[i][0]), utf8_fold(a, same[i][1]));
	for (i = 0; i < sizeof(other) / sizeof(other[0]); i++)
		assert_string_not_equal(
		    utf8_fold(a, other[i][0]), utf8_fold(a, other[i][1]));
	assert_string_equal(utf8_fold(a, "ÄÖÜ"), "äöü");
	assert_string_equal(utf8_fold(a, "bad \xff"), "bad \xff");
	arena_free(a);
}

static void
composing(void **state)
{
	struct arena *a = arena_new();

	(void)state;
	assert_string_equal(utf8_nfc(a, "Mu\xcc\x88ller"), "Müller");
	assert_string_equal(utf8_nfc(a, "MÜLLER"), "MÜLLER");
	assert_string_equal(utf8_nfc(a, "\xe2\x84\xab"), "Å"); /* Angstrom */
	assert_string_equal(utf8_nfc(a, ""), "");
	assert_string_equal(utf8_nfc(a, "\xff"), "\xff");
	arena_free(a);
}

static void
widths(void **state)
{
	static const struct {
		const char *s;
		int w;
	} row[] = { { "", 0 }, { "abc", 3 }, { "Müller", 6 },
		{ "Mu\xcc\x88ller", 6 }, { "日本", 4 }, { "😀", 2 }, { "…", 1 },
		{ "│", 1 }, { "a\nb", 2 }, { "\x1b", 0 },
		{ "\xe2\x80\x8b", 0 } };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++)
		if (utf8_width(row[i].s) != row[i].w)
			fail_msg("\"%s\": %d", row[i].s, utf8_width(row[i].s));
}

/* The server runs in the C locale: reports are laid out there, too. */
static void
widths_without_a_locale(void **state)
{
	setlocale(LC_CTYPE, "C");
	widths(state);
	setlocale(LC_CTYPE, "C.UTF-8");
}

static void
expect_fit(const char *s, int cols, bool ascii, const char *want)
{
	struct buf b;

	buf_init(&b, 1000);
	buf_adds(&b, "<");
	utf8_fit(&b, s, cols, ascii);
	buf_adds(&b, ">");
	if (!str_eq(buf_str(&b) + 1, want))
		fail_msg("\"%s\" in %d: \"%s\", not \"%s\"", s, cols,
		    buf_str(&b) + 1, want);
	buf_done(&b);
}

static void
fits_by_padding(void **state)
{
	(void)state;
	expect_fit("", 0, false, ">");
	expect_fit("", 3, false, "   >");
	expect_fit("abc", 3, false, "abc>");
	expect_fit("abc", 5, false, "abc  >");
	expect_fit("Müller", 8, false, "Müller  >");
	expect_fit("日本", 5, false, "日本 >");
	expect_fit("u\xcc\x88", 2, false, "u\xcc\x88 >");
	expect_fit("abc", -1, false, ">");
}

static void
fits_by_cutting(void **state)
{
	(void)state;
	expect_fit("abcdef", 5, false, "abcd…>");
	expect_fit("abcdef", 5, true, "abcd~>");
	expect_fit("abcdef", 1, false, "…>");
	expect_fit("abcdef", 0, false, ">");
	expect_fit("日本語", 5, false, "日本…>");
	expect_fit("日本語", 4, false, "日… >"); /* no half of a character */
	expect_fit("日本語", 2, false, "… >");
	expect_fit("日本", 1, true, "~>");
	/* an accent stays with its letter or goes with it */
	expect_fit("abu\xcc\x88xy", 4, false, "abu\xcc\x88…>");
	expect_fit("abu\xcc\x88xy", 3, false, "ab…>");
	expect_fit("abcu\xcc\x88", 4, false, "abcu\xcc\x88>");
}

/* A family is one grapheme: it is not torn into its members. */
static void
keeps_graphemes_together(void **state)
{
	const char *family = "👨\xe2\x80\x8d👩\xe2\x80\x8d👧";
	const char *flag = "🇩🇪";
	struct buf b;
	int w = utf8_width(family), cols;

	(void)state;
	for (cols = 0; cols < w; cols++) {
		buf_init(&b, 100);
		utf8_fit(&b, family, cols, false);
		assert_null(strstr(buf_str(&b), "👨"));
		assert_int_equal(utf8_width(buf_str(&b)), cols);
		buf_done(&b);
	}
	expect_fit(flag, utf8_width(flag) - 1, true,
	    utf8_width(flag) == 2 ? "~>" : "~  >");
}

static void
control_characters_become_marks(void **state)
{
	(void)state;
	expect_fit("a\nb", 5, false, "a?b  >");
	expect_fit("\x1b[0m", 6, false, "?[0m  >");
	expect_fit("\xc2\x9b", 2, false, "? >");
	expect_fit("a\xe2\x80\xae"
		   "b",
	    4, false, "a?b >");
	expect_fit("\xff\xfe", 3, false, "?? >");
}

/* A lone accent must not sit on the frame to the left of the field. */
static void
field_starts_with_a_base(void **state)
{
	(void)state;
	expect_fit("\xcc\x88", 2, false, "  >");
	expect_fit("\xcc\x88\xcc\x81x", 2, false, "x >");
}

/* Whatever the text and the room: exactly that many columns, no more. */
static void
width_is_exact(void **state)
{
	static const char *const texts[] = { "", "plain text", "Müller, Jörg",
		"日本語テキスト", "mixed 日 and ü and 😀 x", "a\tb\nc",
		"👨\xe2\x80\x8d👩\xe2\x80\x8d👧 family", "🇩🇪🇫🇷🇮🇹",
		"e\xcc\x81\xcc\x82\xcc\x83\xcc\x84", "\xcc\x81\xcc\x82" };
	struct buf b;
	size_t i;
	int cols;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		for (cols = 0; cols < 30; cols++) {
			buf_init(&b, 1000);
			utf8_fit(&b, texts[i], cols, cols % 2);
			assert_int_equal(utf8_width(buf_str(&b)), cols);
			assert_true(utf8_valid(b.p == NULL ? "" : b.p, b.len));
			assert_true(utf8_clean(buf_str(&b), false));
			buf_done(&b);
		}
	}
}

static void
full_buffer_is_survived(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	utf8_fit(&b, "a long text", 8, false);
	assert_true(b.full);
	assert_true(b.len <= 5);
	buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_text),
		cmocka_unit_test(invalid_text),
		cmocka_unit_test(every_code_point),
		cmocka_unit_test(walks_through_text),
		cmocka_unit_test(counts_code_points),
		cmocka_unit_test(clean_text),
		cmocka_unit_test(trimming),
		cmocka_unit_test(folding),
		cmocka_unit_test(composing),
		cmocka_unit_test(widths),
		cmocka_unit_test(widths_without_a_locale),
		cmocka_unit_test(fits_by_padding),
		cmocka_unit_test(fits_by_cutting),
		cmocka_unit_test(keeps_graphemes_together),
		cmocka_unit_test(control_characters_become_marks),
		cmocka_unit_test(field_starts_with_a_base),
		cmocka_unit_test(width_is_exact),
		cmocka_unit_test(full_buffer_is_survived),
	};

	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
