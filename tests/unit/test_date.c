/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/date.h"

#include "common/str.h"

static void
known_days(void **state)
{
	(void)state;
	assert_int_equal(date_make(1970, 1, 1), 0);
	assert_int_equal(date_make(1969, 12, 31), -1);
	assert_int_equal(date_make(2000, 3, 1), 11017);
	assert_int_equal(date_make(2199, 12, 31), DATE_MAX);
	assert_int_equal(date_make(1, 1, 1), -719162);
	assert_int_equal(date_make(9999, 12, 31), 2932896);
}

static void
days_that_do_not_exist(void **state)
{
	static const int no[][3] = { { 2026, 2, 29 }, { 1900, 2, 29 },
		{ 2100, 2, 29 }, { 2024, 2, 30 }, { 2026, 4, 31 },
		{ 2026, 0, 1 }, { 2026, 13, 1 }, { 2026, 1, 0 },
		{ 2026, 1, 32 }, { 0, 1, 1 }, { 10000, 1, 1 }, { -5, 1, 1 },
		{ 2026, -1, 5 }, { 2026, 5, -1 } };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_int_equal(
		    date_make(no[i][0], no[i][1], no[i][2]), DATE_NONE);
	assert_int_not_equal(date_make(2024, 2, 29), DATE_NONE);
	assert_int_not_equal(date_make(2000, 2, 29), DATE_NONE);
}

/* Every day of the range, counted by hand beside it. */
static void
all_days_in_a_row(void **state)
{
	static const int len[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };
	int y, m, d, last, day = 0, yy, mm, dd;

	(void)state;
	for (y = 1970; y <= 2199; y++) {
		for (m = 1; m <= 12; m++) {
			last = len[m - 1];
			if (m == 2 && y % 4 == 0 && (y % 100 != 0 || y == 2000))
				last++;
			for (d = 1; d <= last; d++, day++) {
				assert_int_equal(date_make(y, m, d), day);
				date_split(day, &yy, &mm, &dd);
				assert_true(yy == y && mm == m && dd == d);
				assert_int_equal(
				    date_weekday(day), (day + 3) % 7);
			}
		}
	}
	assert_int_equal(day, DATE_MAX + 1);
}

static void
before_the_epoch(void **state)
{
	int y, m, d;

	(void)state;
	date_split(-1, &y, &m, &d);
	assert_true(y == 1969 && m == 12 && d == 31);
	assert_int_equal(date_weekday(-1), 2); /* Wednesday */
	date_split(-719162, &y, &m, &d);
	assert_true(y == 1 && m == 1 && d == 1);
	assert_int_equal(date_monday(-1), -3);
}

static void
text_forms(void **state)
{
	char out[11];

	(void)state;
	assert_string_equal(date_text(0, out), "1970-01-01");
	assert_string_equal(
	    date_text(date_make(2026, 3, 5), out), "2026-03-05");
	assert_string_equal(
	    date_text_de(date_make(2026, 3, 5), out), "05.03.2026");
	assert_ptr_equal(date_text(DATE_MAX, out), out);
	assert_string_equal(out, "2199-12-31");
	assert_string_equal(date_text(DATE_NONE, out), "");
	assert_string_equal(date_text_de(DATE_NONE, out), "");
	assert_string_equal(date_text(INT32_MAX, out), "");
}

static void
parses_one_form_only(void **state)
{
	static const char *const no[] = { "", "2026", "2026-03-5", "2026-3-05",
		"26-03-05", "2026-03-05 ", " 2026-03-05", "2026/03/05",
		"2026-03-05T", "2026-02-29", "2026-13-01", "2026-00-01",
		"1969-12-31", "2200-01-01", "+026-03-05", "2026-03-0x",
		"20260305", "05.03.2026", "2026-03-" };
	size_t i;

	(void)state;
	assert_int_equal(date_parse("1970-01-01"), DATE_MIN);
	assert_int_equal(date_parse("2199-12-31"), DATE_MAX);
	assert_int_equal(date_parse("2024-02-29"), date_make(2024, 2, 29));
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (date_parse(no[i]) != DATE_NONE)
			fail_msg("\"%s\"", no[i]);
}

/* booking.md 19.10 */
static void
iso_weeks(void **state)
{
	static const struct {
		const char *date, *week;
	} row[] = {
		{ "2026-12-28", "2026-W53" },
		{ "2026-12-31", "2026-W53" },
		{ "2027-01-03", "2026-W53" },
		{ "2027-01-04", "2027-W01" },
		{ "2025-12-29", "2026-W01" },
		{ "2024-12-30", "2025-W01" },
		{ "2021-01-01", "2020-W53" },
		{ "2026-03-18", "2026-W12" },
		{ "1970-01-01", "1970-W01" },
	};
	char key[9];
	size_t i;
	int date;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		date = date_parse(row[i].date);
		assert_string_equal(date_week_key(date, key), row[i].week);
		assert_int_equal(date_parse_week(key), date_monday(date));
	}
}

/* Each Monday starts the week after the last one; the key leads back. */
static void
all_weeks_in_a_row(void **state)
{
	int monday = date_parse("1970-01-05"), y, w, py = 1970, pw = 1;
	char key[9];

	(void)state;
	for (; monday <= date_parse("2199-12-23"); monday += 7) {
		date_iso_week(monday, &y, &w);
		if (y == py)
			assert_int_equal(w, pw + 1);
		else
			assert_true(y == py + 1 && w == 1 && pw >= 52);
		assert_int_equal(
		    date_parse_week(date_week_key(monday, key)), monday);
		assert_string_equal(date_week_key(monday + 6, key),
		    date_week_key(monday, (char[9]){ 0 }));
		py = y;
		pw = w;
	}
}

static void
weeks_that_do_not_exist(void **state)
{
	static const char *const no[] = { "2025-W53", "2027-W53", "2026-W54",
		"2026-W00", "2026-W1", "2026W12", "2026-w12", "2026-W12 ",
		"1969-W01", "2200-W01", "", "2026", "2026-Wxx" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (date_parse_week(no[i]) != DATE_NONE)
			fail_msg("\"%s\"", no[i]);
}

/* The day strip of booking.md 19.10 starts on the Monday of the week. */
static void
mondays(void **state)
{
	int monday = date_parse("2026-03-16");

	(void)state;
	assert_int_equal(date_monday(date_parse("2026-03-18")), monday);
	assert_int_equal(date_monday(date_parse("2026-03-22")), monday);
	assert_int_equal(date_monday(monday), monday);
	assert_int_equal(date_monday(date_parse("2026-03-23")), monday + 7);
}

/* booking.md 19.8 */
static void
easter(void **state)
{
	static const char *const sunday[] = { "2024-03-31", "2025-04-20",
		"2026-04-05", "2027-03-28", "2028-04-16", "2029-04-01",
		"2030-04-21" };
	static const int off[] = { -2, 1, 39, 50, 60 };
	static const char *const of_2026[] = { "2026-04-03", "2026-04-06",
		"2026-05-14", "2026-05-25", "2026-06-04" };
	char out[11];
	int i;

	(void)state;
	for (i = 0; i < 7; i++)
		assert_string_equal(
		    date_text(date_easter(2024 + i), out), sunday[i]);
	for (i = 0; i < 5; i++)
		assert_string_equal(
		    date_text(date_easter(2026) + off[i], out), of_2026[i]);
	assert_string_equal(date_text(date_easter(2008), out), "2008-03-23");
	assert_string_equal(date_text(date_easter(1818), out), "1818-03-22");
	assert_string_equal(date_text(date_easter(2038), out), "2038-04-25");
}

static void
easter_is_a_sunday_in_spring(void **state)
{
	int y, date, yy, m, d;

	(void)state;
	for (y = 1583; y <= 4000; y++) {
		date = date_easter(y);
		date_split(date, &yy, &m, &d);
		assert_int_equal(yy, y);
		assert_int_equal(date_weekday(date), 6);
		assert_true((m == 3 && d >= 22) || (m == 4 && d <= 25));
	}
}

static void
instants(void **state)
{
	char out[INSTANT_LEN];
	int64_t at = 1;

	(void)state;
	assert_string_equal(instant_text(0, out), "1970-01-01T00:00:00.000Z");
	assert_string_equal(instant_text(-1, out), "1969-12-31T23:59:59.999Z");
	assert_string_equal(instant_text(INT64_C(1930377605123), out),
	    "2031-03-04T08:00:05.123Z");
	assert_true(instant_parse("2031-03-04T08:00:05.123Z", &at));
	assert_true(at == INT64_C(1930377605123));
	assert_true(instant_parse("2031-03-04T08:00:05Z", &at));
	assert_true(at == INT64_C(1930377605000));
	assert_true(instant_parse("1970-01-01T00:00:00.000Z", &at));
	assert_true(at == 0);
	assert_string_equal(instant_text(INT64_MAX, out), "");
	assert_string_equal(instant_text(INT64_MIN, out), "");
	assert_string_equal(instant_text(INT64_C(253402300799999), out),
	    "9999-12-31T23:59:59.999Z");
}

static void
instants_that_are_none(void **state)
{
	static const char *const no[] = { "", "2031-03-04",
		"2031-03-04T08:00:05", "2031-03-04T08:00:05.123",
		"2031-03-04 08:00:05.123Z", "2031-03-04T08:00:05.12Z",
		"2031-03-04T08:00:05.1234Z", "2031-03-04T08:00:05.Z",
		"2031-03-04T24:00:00.000Z", "2031-03-04T08:60:00.000Z",
		"2031-03-04T08:00:60.000Z", "2031-03-04T08:00:05.123+00:00",
		"2031-02-29T08:00:05.123Z", "2031-03-04T08:00:05.123z",
		"2031-03-04T08:00:05.123ZZ", "2031-03-04T8:00:05.123Z",
		"2031-03-04T08:00:05,123Z", "2031-03-04t08:00:05.123Z" };
	int64_t at = 77;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (instant_parse(no[i], &at))
			fail_msg("\"%s\"", no[i]);
	assert_true(at == 77);
}

static void
instants_round_trip(void **state)
{
	char out[INSTANT_LEN];
	int64_t at, back;

	(void)state;
	/* a prime step, so that every field moves */
	for (at = 0; at < INT64_C(7258118400000); at += INT64_C(7919000011)) {
		assert_int_equal(strlen(instant_text(at, out)), 24);
		assert_true(instant_parse(out, &back));
		assert_true(back == at);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_days),
		cmocka_unit_test(days_that_do_not_exist),
		cmocka_unit_test(all_days_in_a_row),
		cmocka_unit_test(before_the_epoch),
		cmocka_unit_test(text_forms),
		cmocka_unit_test(parses_one_form_only),
		cmocka_unit_test(iso_weeks),
		cmocka_unit_test(all_weeks_in_a_row),
		cmocka_unit_test(weeks_that_do_not_exist),
		cmocka_unit_test(mondays),
		cmocka_unit_test(easter),
		cmocka_unit_test(easter_is_a_sunday_in_spring),
		cmocka_unit_test(instants),
		cmocka_unit_test(instants_that_are_none),
		cmocka_unit_test(instants_round_trip),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
