/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/date_entry.h"

#include "common/date.h"
#include "common/str.h"

/* What is typed, on which day, and what it must mean ("" date: refused). */
struct row {
	const char *text;
	const char *today;
	const char *date;
	int hour;
};

static void
check(const struct row *row, size_t n)
{
	char got[11];
	int date, hour;
	size_t i;
	bool ok;

	for (i = 0; i < n; i++) {
		date = -77;
		hour = -77;
		ok = date_entry_parse(
		    row[i].text, date_parse(row[i].today), &date, &hour);
		if (ok != (row[i].date[0] != '\0'))
			fail_msg("\"%s\" on %s: %s", row[i].text, row[i].today,
			    ok ? date_text(date, got) : "refused");
		if (!ok) {
			assert_int_equal(date, -77);
			assert_int_equal(hour, -77);
			continue;
		}
		if (!str_eq(date_text(date, got), row[i].date) ||
		    hour != row[i].hour)
			fail_msg("\"%s\" on %s: %s %d", row[i].text,
			    row[i].today, got, hour);
	}
}

#define CHECK(rows) check(rows, sizeof(rows) / sizeof((rows)[0]))
#define WED "2026-03-18" /* a Wednesday of week 12 */

static void
near_words(void **state)
{
	static const struct row rows[] = {
		{ "heute", WED, "2026-03-18", -1 },
		{ "today", WED, "2026-03-18", -1 },
		{ "morgen", WED, "2026-03-19", -1 },
		{ "tomorrow", WED, "2026-03-19", -1 },
		{ "übermorgen", WED, "2026-03-20", -1 },
		{ "ÜBERMORGEN", WED, "2026-03-20", -1 },
		{ "uebermorgen", WED, "2026-03-20", -1 },
		{ "u\xcc\x88"
		  "bermorgen",
		    WED, "2026-03-20", -1 },
		{ "Heute", WED, "2026-03-18", -1 },
		{ "  heute  ", WED, "2026-03-18", -1 },
		{ "morgen", "2026-12-31", "2027-01-01", -1 },
		{ "morgen", "2028-02-28", "2028-02-29", -1 },
		{ "morgen", "2026-02-28", "2026-03-01", -1 },
	};

	(void)state;
	CHECK(rows);
}

/* Today = Wednesday: the weekday itself is today. */
static void
weekdays_from_today_on(void **state)
{
	static const struct row rows[] = {
		{ "mi", WED, "2026-03-18", -1 },
		{ "do", WED, "2026-03-19", -1 },
		{ "fr", WED, "2026-03-20", -1 },
		{ "sa", WED, "2026-03-21", -1 },
		{ "so", WED, "2026-03-22", -1 },
		{ "mo", WED, "2026-03-23", -1 },
		{ "di", WED, "2026-03-24", -1 },
		{ "Mo", WED, "2026-03-23", -1 },
		{ "mo.", WED, "2026-03-23", -1 },
		{ "Montag", WED, "2026-03-23", -1 },
		{ "dienstag", WED, "2026-03-24", -1 },
		{ "mittwoch", WED, "2026-03-18", -1 },
		{ "donnerstag", WED, "2026-03-19", -1 },
		{ "freitag", WED, "2026-03-20", -1 },
		{ "samstag", WED, "2026-03-21", -1 },
		{ "sonnabend", WED, "2026-03-21", -1 },
		{ "sonntag", WED, "2026-03-22", -1 },
		{ "mon", WED, "2026-03-23", -1 },
		{ "tue", WED, "2026-03-24", -1 },
		{ "wed", WED, "2026-03-18", -1 },
		{ "thu", WED, "2026-03-19", -1 },
		{ "fri", WED, "2026-03-20", -1 },
		{ "sat", WED, "2026-03-21", -1 },
		{ "sun", WED, "2026-03-22", -1 },
		{ "monday", WED, "2026-03-23", -1 },
		{ "tuesday", WED, "2026-03-24", -1 },
		{ "wednesday", WED, "2026-03-18", -1 },
		{ "thursday", WED, "2026-03-19", -1 },
		{ "friday", WED, "2026-03-20", -1 },
		{ "saturday", WED, "2026-03-21", -1 },
		{ "sunday", WED, "2026-03-22", -1 },
		{ "mo", "2026-12-31", "2027-01-04", -1 },
		{ "so", "2026-03-22", "2026-03-22", -1 },
		{ "mo", "2026-03-22", "2026-03-23", -1 },
	};

	(void)state;
	CHECK(rows);
}

static void
weekdays_of_next_week(void **state)
{
	static const struct row rows[] = {
		{ "nächsten mo", WED, "2026-03-23", -1 },
		{ "nächsten mi", WED, "2026-03-25", -1 },
		{ "nächsten sonntag", WED, "2026-03-29", -1 },
		{ "NÄCHSTEN FREITAG", WED, "2026-03-27", -1 },
		{ "naechsten di", WED, "2026-03-24", -1 },
		{ "nächster do", WED, "2026-03-26", -1 },
		{ "next mon", WED, "2026-03-23", -1 },
		{ "next  friday 9h", WED, "2026-03-27", 9 },
		{ "next mon", "2026-03-22", "2026-03-23", -1 },
		{ "next sun", "2026-03-22", "2026-03-29", -1 },
		{ "next mon", "2026-12-31", "2027-01-04", -1 },
		{ "next", WED, "", 0 },
		{ "nächsten", WED, "", 0 },
		{ "next heute", WED, "", 0 },
		{ "next 15.3.", WED, "", 0 },
	};

	(void)state;
	CHECK(rows);
}

static void
day_and_month(void **state)
{
	static const struct row rows[] = {
		{ "15.3.", WED, "2027-03-15", -1 }, /* over this year */
		{ "18.3.", WED, "2026-03-18", -1 }, /* today */
		{ "19.3", WED, "2026-03-19", -1 },
		{ "1.1.", WED, "2027-01-01", -1 },
		{ "01.04.", WED, "2026-04-01", -1 },
		{ "31.12.", "2026-12-31", "2026-12-31", -1 },
		{ "1.1.", "2026-12-31", "2027-01-01", -1 },
		{ "29.2.", WED, "2028-02-29", -1 },
		{ "29.2.", "2028-02-29", "2028-02-29", -1 },
		{ "29.2.", "2028-03-01", "2032-02-29", -1 },
		{ "29.2.", "2096-03-01", "2104-02-29", -1 },
		{ "30.2.", WED, "", 0 },
		{ "31.4.", WED, "", 0 },
		{ "32.1.", WED, "", 0 },
		{ "0.1.", WED, "", 0 },
		{ "1.0.", WED, "", 0 },
		{ "1.13.", WED, "", 0 },
		{ "15.", WED, "", 0 },
		{ "15", WED, "", 0 },
		{ "115.3.", WED, "", 0 },
		{ "15..3.", WED, "", 0 },
		{ "15. 3.", WED, "", 0 },
		{ "15/3", WED, "", 0 },
	};

	(void)state;
	CHECK(rows);
}

static void
with_a_year(void **state)
{
	static const struct row rows[] = {
		{ "15.3.26", WED, "2026-03-15", -1 }, /* past is allowed */
		{ "15.03.2026", WED, "2026-03-15", -1 },
		{ "29.2.28", WED, "2028-02-29", -1 },
		{ "29.2.2027", WED, "", 0 },
		{ "15.3.9", WED, "", 0 },
		{ "15.3.202", WED, "", 0 },
		{ "15.3.20266", WED, "", 0 },
		{ "15.3.2200", WED, "", 0 },
		{ "15.3.1969", WED, "", 0 },
		{ "31.12.2199", WED, "2199-12-31", -1 },
		{ "2026-03-15", WED, "2026-03-15", -1 },
		{ "2028-02-29", WED, "2028-02-29", -1 },
		{ "2027-02-29", WED, "", 0 },
		{ "2026-3-15", WED, "", 0 },
		{ "2026-03-155", WED, "", 0 },
		{ "20260315", WED, "", 0 },
	};

	(void)state;
	CHECK(rows);
}

static void
offsets(void **state)
{
	static const struct row rows[] = {
		{ "+0", WED, "2026-03-18", -1 },
		{ "+3", WED, "2026-03-21", -1 },
		{ "+14", WED, "2026-04-01", -1 },
		{ "+2w", WED, "2026-04-01", -1 },
		{ "+2W", WED, "2026-04-01", -1 },
		{ "+1w 14", WED, "2026-03-25", 14 },
		{ "+1", "2026-12-31", "2027-01-01", -1 },
		{ "+365", "2027-03-18", "2028-03-17", -1 }, { "+", WED, "", 0 },
		{ "+w", WED, "", 0 }, { "+-3", WED, "", 0 },
		{ "-3", WED, "", 0 }, { "+3x", WED, "", 0 },
		{ "+2wo", WED, "", 0 }, { "+99999", WED, "", 0 },
		{ "+9999w", "2199-01-01", "", 0 }, /* after the last day */
	};

	(void)state;
	CHECK(rows);
}

static void
week_numbers(void **state)
{
	static const struct row rows[] = {
		{ "kw 12", WED, "2026-03-16", -1 }, /* this week, not over */
		{ "kw12", "2026-03-22", "2026-03-16", -1 },
		{ "kw12", "2026-03-23", "2027-03-22", -1 },
		{ "KW13", WED, "2026-03-23", -1 },
		{ "kw 13 mo", WED, "2026-03-23", -1 },
		{ "kw 13 fr", WED, "2026-03-27", -1 },
		{ "kw13 so 9", WED, "2026-03-29", 9 },
		{ "kw 13 9", WED, "2026-03-23", 9 },
		{ "kw 13 next mo", WED, "", 0 },
		{ "kw 1", WED, "2027-01-04", -1 },
		{ "kw01", WED, "2027-01-04", -1 },
		{ "kw 11", WED, "2027-03-15", -1 },
		{ "kw 53", WED, "2026-12-28", -1 },
		{ "kw 53", "2027-01-03", "2026-12-28", -1 },
		{ "kw 53", "2027-01-04", "2032-12-27", -1 },
		{ "kw 53", "2099-01-01", "2099-12-28", -1 },
		{ "kw 1", "2025-12-31", "2025-12-29", -1 },
		{ "kw 0", WED, "", 0 },
		{ "kw 54", WED, "", 0 },
		{ "kw", WED, "", 0 },
		{ "kw 123", WED, "", 0 },
		{ "kw12mo", WED, "", 0 },
	};

	(void)state;
	CHECK(rows);
}

static void
hours(void **state)
{
	static const struct row rows[] = {
		{ "mo 11", WED, "2026-03-23", 11 },
		{ "morgen 14", WED, "2026-03-19", 14 },
		{ "mo 11:00", WED, "2026-03-23", 11 },
		{ "mo 11 uhr", WED, "2026-03-23", 11 },
		{ "mo 11uhr", WED, "2026-03-23", 11 },
		{ "Mo um 11 Uhr", WED, "2026-03-23", 11 },
		{ "mon at 11", WED, "2026-03-23", 11 },
		{ "mo 11:00 Uhr", WED, "2026-03-23", 11 },
		{ "19.3. 9h", WED, "2026-03-19", 9 },
		{ "19.3 9 h", WED, "2026-03-19", 9 },
		{ "19.3.26 09:00", WED, "2026-03-19", 9 },
		{ "2026-03-19 20", WED, "2026-03-19", 20 },
		{ "heute 0", WED, "2026-03-18", 0 },
		{ "heute 23", WED, "2026-03-18", 23 },
		{ "heute\t9", WED, "2026-03-18", 9 },
		{ "heute 24", WED, "", 0 },
		{ "heute 99", WED, "", 0 },
		{ "heute 11:30", WED, "", 0 },
		{ "heute 11:0", WED, "", 0 },
		{ "heute 11:", WED, "", 0 },
		{ "heute 11:000", WED, "", 0 },
		{ "heute 011", WED, "", 0 },
		{ "heute -1", WED, "", 0 },
		{ "heute um", WED, "", 0 },
		{ "heute uhr", WED, "", 0 },
		{ "heute 11 uhr x", WED, "", 0 },
		{ "heute 11 uhrx", WED, "", 0 },
		{ "heute 11 12", WED, "", 0 },
		{ "heute11", WED, "", 0 },
		{ "19.3.9h", WED, "", 0 },
	};

	(void)state;
	CHECK(rows);
}

static void
everything_else(void **state)
{
	static const struct row rows[] = {
		{ "", WED, "", 0 },
		{ "   ", WED, "", 0 },
		{ "m", WED, "", 0 },
		{ "moo", WED, "", 0 },
		{ "montags", WED, "", 0 },
		{ "heut", WED, "", 0 },
		{ "gestern", WED, "", 0 },
		{ "11", WED, "", 0 },
		{ "11:00", WED, "", 0 },
		{ "mo,11", WED, "", 0 },
		{ "mo..", WED, "", 0 },
		{ "\xc3", WED, "", 0 },
		{ "heute\n9", WED, "", 0 },
		{ "heute                                                   9",
		    WED, "", 0 },
		{ "donaudampfschifffahrtsgesellschaftskapitaenspatent und mehr",
		    WED, "", 0 },
	};

	(void)state;
	CHECK(rows);
}

/* For each day of a year: a weekday lies within seven days and is that day. */
static void
weekdays_all_year(void **state)
{
	static const char *const names[] = { "mo", "di", "mi", "do", "fr", "sa",
		"so" };
	char next[16];
	int today, date, hour, i;

	(void)state;
	for (today = date_parse("2026-01-01"); today < date_parse("2027-01-01");
	     today++) {
		for (i = 0; i < 7; i++) {
			assert_true(
			    date_entry_parse(names[i], today, &date, &hour));
			assert_in_range(date, today, today + 6);
			assert_int_equal(date_weekday(date), i);
			snprintf(next, sizeof(next), "next %s", names[i]);
			assert_true(
			    date_entry_parse(next, today, &date, &hour));
			assert_int_equal(
			    date_monday(date), date_monday(today) + 7);
			assert_int_equal(date_weekday(date), i);
		}
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(near_words),
		cmocka_unit_test(weekdays_from_today_on),
		cmocka_unit_test(weekdays_of_next_week),
		cmocka_unit_test(day_and_month),
		cmocka_unit_test(with_a_year),
		cmocka_unit_test(offsets),
		cmocka_unit_test(week_numbers),
		cmocka_unit_test(hours),
		cmocka_unit_test(everything_else),
		cmocka_unit_test(weekdays_all_year),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
