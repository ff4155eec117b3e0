/* Holidays of North Rhine-Westphalia (booking.md 6.1, 19.8).
 * covers: HOL-01 HOL-05 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "server/blocks/blocks_holiday.h"

/*
 * Reference list: the six moving days as MM-DD, from the published church
 * calendar; the five fixed ones are the same every year.
 */
static const struct {
	int year;
	const char
	    *moving[5]; /* Karfr., Osterm., Himmelf., Pfingstm., Fronl. */
} reference[] = {
	{ 2024, { "03-29", "04-01", "05-09", "05-20", "05-30" } },
	{ 2025, { "04-18", "04-21", "05-29", "06-09", "06-19" } },
	{ 2026, { "04-03", "04-06", "05-14", "05-25", "06-04" } },
	{ 2027, { "03-26", "03-29", "05-06", "05-17", "05-27" } },
	{ 2028, { "04-14", "04-17", "05-25", "06-05", "06-15" } },
	{ 2029, { "03-30", "04-02", "05-10", "05-21", "05-31" } },
	{ 2030, { "04-19", "04-22", "05-30", "06-10", "06-20" } },
	{ 2031, { "04-11", "04-14", "05-22", "06-02", "06-12" } },
	{ 2032, { "03-26", "03-29", "05-06", "05-17", "05-27" } },
	{ 2033, { "04-15", "04-18", "05-26", "06-06", "06-16" } },
	{ 2034, { "04-07", "04-10", "05-18", "05-29", "06-08" } },
	{ 2035, { "03-23", "03-26", "05-03", "05-14", "05-24" } },
};
static const char *const moving_names[] = { "Karfreitag", "Ostermontag",
	"Christi Himmelfahrt", "Pfingstmontag", "Fronleichnam" };
static const struct {
	const char *day, *name;
} fixed[] = {
	{ "01-01", "Neujahr" },
	{ "05-01", "Erster Mai (Tag der Arbeit)" },
	{ "10-03", "Tag der Deutschen Einheit" },
	{ "11-01", "Allerheiligen" },
	{ "12-25", "Erster Weihnachtstag" },
	{ "12-26", "Zweiter Weihnachtstag" },
};

static int
day_of(int year, const char *month_day)
{
	char text[11];

	snprintf(text, sizeof(text), "%04d-%.5s", year, month_day);
	return date_parse(text);
}

static void
assert_holiday(int date, const char *name)
{
	char names[128];

	assert_true(holiday_on(date, names, sizeof(names)));
	assert_string_equal(names, name);
}

static void
assert_no_holiday(const char *date)
{
	char names[128];

	assert_false(holiday_on(date_parse(date), names, sizeof(names)));
	assert_string_equal(names, "");
}

static void
test_reference_2024_to_2035(void **state)
{
	struct holiday h[HOLIDAYS_MAX];

	(void)state;
	for (size_t i = 0; i < sizeof(reference) / sizeof(reference[0]); i++) {
		int year = reference[i].year;

		assert_int_equal(holiday_year(year, h), 11);
		for (int k = 1; k < 11; k++)
			assert_true(h[k - 1].date < h[k].date);
		for (int k = 0; k < 5; k++)
			assert_holiday(day_of(year, reference[i].moving[k]),
			    moving_names[k]);
		for (int k = 0; k < 6; k++)
			assert_holiday(
			    day_of(year, fixed[k].day), fixed[k].name);
	}
}

/* 19.8, last column: how many of the eleven are Monday to Friday. */
static void
test_weekdays_blocked(void **state)
{
	static const int expected[] = { 11, 10, 8, 7, 10, 11, 11 };
	struct holiday h[HOLIDAYS_MAX];

	(void)state;
	for (int year = 2024; year <= 2030; year++) {
		int n = holiday_year(year, h), working = 0;

		for (int i = 0; i < n; i++)
			working += date_weekday(h[i].date) < 5;
		assert_int_equal(working, expected[year - 2024]);
	}
}

static void
test_not_holidays(void **state)
{
	static const char *const plain[] = {
		"2024-06-15",
		"2025-04-20", /* Easter Sunday */
		"2025-06-08", /* Whit Sunday */
		"2025-12-24",
		"2025-12-31",
		"2026-01-06",
		"2026-02-16", /* carnival Monday */
		"2016-10-31",
		"2018-10-31",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		assert_no_holiday(plain[i]);
	assert_holiday(date_parse("2024-12-25"), "Erster Weihnachtstag");
}

static void
test_reformation_day_2017_only(void **state)
{
	struct holiday h[HOLIDAYS_MAX];

	(void)state;
	assert_holiday(date_parse("2017-10-31"), "Reformationstag");
	assert_int_equal(holiday_year(2017, h), 12);
	assert_int_equal(holiday_year(2018, h), 11);
}

static void
test_two_names_on_one_date(void **state)
{
	struct holiday h[HOLIDAYS_MAX];
	int n = holiday_year(2008, h), dates = 0;

	(void)state;
	assert_int_equal(n, 11);
	for (int i = 0; i < n; i++)
		dates += i == 0 || h[i].date != h[i - 1].date;
	assert_int_equal(dates, 10);
	assert_holiday(date_parse("2008-05-01"),
	    "Erster Mai (Tag der Arbeit), Christi Himmelfahrt");
}

/* A short buffer is cut, never overrun. */
static void
test_names_are_cut(void **state)
{
	char names[8];

	(void)state;
	assert_true(holiday_on(date_parse("2008-05-01"), names, sizeof(names)));
	assert_int_equal(strlen(names), 7);
}

static void
test_years_without_rule(void **state)
{
	struct holiday h[HOLIDAYS_MAX];

	(void)state;
	assert_int_equal(holiday_year(1582, h), 0);
	assert_int_equal(holiday_year(10000, h), 0);
	assert_int_equal(holiday_year(2199, h), 11);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reference_2024_to_2035),
		cmocka_unit_test(test_weekdays_blocked),
		cmocka_unit_test(test_not_holidays),
		cmocka_unit_test(test_reformation_day_2017_only),
		cmocka_unit_test(test_two_names_on_one_date),
		cmocka_unit_test(test_names_are_cut),
		cmocka_unit_test(test_years_without_rule),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
