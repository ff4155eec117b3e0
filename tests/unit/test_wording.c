/* covers: SLOT-10 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "tui/screens/wording.h"
#include "tui/term/locale.h"

static void
times_are_typed_in_many_ways(void **state)
{
	static const struct {
		const char *typed, *want; /* NULL: no time */
	} rows[] = {
		{ "9", "09:00" },
		{ "14", "14:00" },
		{ "9:30", "09:30" },
		{ "9.30", "09:30" },
		{ "930", "09:30" },
		{ "1030", "10:30" },
		{ " 08:05 ", "08:05" },
		{ "0:00", "00:00" },
		{ "23:59", "23:59" },
		{ "", NULL },
		{ "24", NULL },
		{ "24:00", NULL },
		{ "12:60", NULL },
		{ "9:3", NULL },
		{ ":30", NULL },
		{ "9::30", NULL },
		{ "acht", NULL },
		{ "12345", NULL },
		{ "-9", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char out[6] = "";
		bool ok = word_time(rows[i].typed, out);

		if (ok != (rows[i].want != NULL))
			fail_msg("\"%s\" gave %d", rows[i].typed, ok);
		if (ok)
			assert_string_equal(out, rows[i].want);
	}
}

static void
initials_are_of_the_two_parts(void **state)
{
	char out[SCR_TEXT];

	(void)state;
	assert_string_equal(word_initials("anna.berger", out), "AB");
	assert_string_equal(word_initials("chef", out), "CH");
	assert_string_equal(word_initials("öner.çelik", out), "ÖÇ");
	assert_string_equal(word_initials("x", out), "X");
	assert_string_equal(word_initials("", out), "");
	assert_string_equal(word_initials("anna.", out), "A");
}

static void
days_are_told_from_today(void **state)
{
	char out[SCR_TEXT];
	int today = date_make(2026, 3, 4);

	(void)state;
	assert_string_equal(word_days_away(today, today, out), "today!");
	assert_string_equal(word_days_away(today + 1, today, out), "in 1 day");
	assert_string_equal(word_days_away(today + 9, today, out), "in 9 days");
	assert_string_equal(word_days_away(today - 1, today, out), "1 day ago");
	assert_string_equal(
	    word_days_away(today - 30, today, out), "30 days ago");
	assert_string_equal(word_days_away(DATE_NONE, today, out), "");
}

static void
ranges_name_one_day_once(void **state)
{
	char out[SCR_TEXT];
	int day = date_make(2026, 12, 24);

	(void)state;
	assert_string_equal(word_range(day, day, out), "Thu 2026-12-24");
	assert_string_equal(word_range(day, DATE_NONE, out), "Thu 2026-12-24");
	assert_string_equal(
	    word_range(day, day + 7, out), "12-24 – 2026-12-31");
	assert_string_equal(word_day(day, out), "Thu 26-12-24");
	assert_string_equal(word_percent(625, out), "62.5 %");
	assert_string_equal(word_percent(0, out), "0 %");
}

static int
in_english(void **state)
{
	(void)state;
	term_locale("en");
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_typed_in_many_ways),
		cmocka_unit_test(initials_are_of_the_two_parts),
		cmocka_unit_test(days_are_told_from_today),
		cmocka_unit_test(ranges_name_one_day_once),
	};

	return cmocka_run_group_tests(tests, in_english, NULL);
}
