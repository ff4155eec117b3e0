/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/tz.h"

#include <pthread.h>

#include "common/date.h"
#include "common/str.h"

static int
berlin(void **state)
{
	(void)state;
	return tz_set("Europe/Berlin") ? 0 : -1;
}

static enum tz_kind
civil(const char *date, int hour, int minute, int64_t *at)
{
	int day = date_parse(date);

	assert_int_not_equal(day, DATE_NONE);
	return tz_civil(day, hour * 60 + minute, at);
}

static void
assert_instant(int64_t at, const char *want)
{
	char got[INSTANT_LEN];

	assert_string_equal(instant_text(at, got), want);
}

/* booking.md 19.9 */
static void
slots_around_the_switches(void **state)
{
	static const struct {
		const char *date;
		int hour;
		const char *utc;
	} row[] = {
		{ "2026-03-27", 20, "2026-03-27T19:00:00.000Z" },
		{ "2026-03-30", 9, "2026-03-30T07:00:00.000Z" },
		{ "2026-10-23", 20, "2026-10-23T18:00:00.000Z" },
		{ "2026-10-26", 9, "2026-10-26T08:00:00.000Z" },
		{ "2026-01-14", 14, "2026-01-14T13:00:00.000Z" },
		{ "2026-07-14", 14, "2026-07-14T12:00:00.000Z" },
	};
	int64_t at;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		assert_int_equal(
		    civil(row[i].date, row[i].hour, 0, &at), TZ_NORMAL);
		assert_instant(at, row[i].utc);
	}
}

static void
switch_days_of_seven_years(void **state)
{
	static const char *const days[][2] = { { "2024-03-31", "2024-10-27" },
		{ "2025-03-30", "2025-10-26" }, { "2026-03-29", "2026-10-25" },
		{ "2027-03-28", "2027-10-31" }, { "2028-03-26", "2028-10-29" },
		{ "2029-03-25", "2029-10-28" },
		{ "2030-03-31", "2030-10-27" } };
	int64_t at;
	int i, d;

	(void)state;
	for (i = 0; i < 7; i++) {
		d = date_parse(days[i][0]);
		assert_true(tz_day(d + 1) - tz_day(d) == 23 * 3600000);
		assert_int_equal(tz_civil(d, 150, &at), TZ_MISSING);
		d = date_parse(days[i][1]);
		assert_true(tz_day(d + 1) - tz_day(d) == 25 * 3600000);
		assert_int_equal(tz_civil(d, 150, &at), TZ_DOUBLED);
	}
}

static void
day_windows(void **state)
{
	int d = date_parse("2026-03-29");

	(void)state;
	assert_instant(tz_day(d), "2026-03-28T23:00:00.000Z");
	assert_instant(tz_day(d + 1), "2026-03-29T22:00:00.000Z");
	d = date_parse("2026-10-25");
	assert_instant(tz_day(d), "2026-10-24T22:00:00.000Z");
	assert_instant(tz_day(d + 1), "2026-10-25T23:00:00.000Z");
}

static void
missing_hour(void **state)
{
	int64_t at;

	(void)state;
	assert_int_equal(civil("2026-03-29", 1, 59, &at), TZ_NORMAL);
	assert_instant(at, "2026-03-29T00:59:00.000Z");
	assert_int_equal(civil("2026-03-29", 2, 0, &at), TZ_MISSING);
	assert_instant(at, "2026-03-29T01:00:00.000Z"); /* 03:00 */
	assert_int_equal(civil("2026-03-29", 2, 30, &at), TZ_MISSING);
	assert_instant(at, "2026-03-29T01:00:00.000Z");
	assert_int_equal(civil("2026-03-29", 2, 59, &at), TZ_MISSING);
	assert_instant(at, "2026-03-29T01:00:00.000Z");
	assert_int_equal(civil("2026-03-29", 3, 0, &at), TZ_NORMAL);
	assert_instant(at, "2026-03-29T01:00:00.000Z");
}

static void
doubled_hour(void **state)
{
	int64_t at;

	(void)state;
	assert_int_equal(civil("2026-10-25", 1, 59, &at), TZ_NORMAL);
	assert_instant(at, "2026-10-24T23:59:00.000Z");
	assert_int_equal(civil("2026-10-25", 2, 0, &at), TZ_DOUBLED);
	assert_instant(at, "2026-10-25T00:00:00.000Z");
	assert_int_equal(civil("2026-10-25", 2, 30, &at), TZ_DOUBLED);
	assert_instant(at, "2026-10-25T00:30:00.000Z"); /* the first */
	assert_int_equal(civil("2026-10-25", 2, 59, &at), TZ_DOUBLED);
	assert_int_equal(civil("2026-10-25", 3, 0, &at), TZ_NORMAL);
	assert_instant(at, "2026-10-25T02:00:00.000Z");
}

/* The answer must not depend on what was asked before. */
static void
order_of_questions_does_not_matter(void **state)
{
	int64_t first, again, other;
	int i;

	(void)state;
	civil("2026-10-25", 2, 30, &first);
	for (i = 0; i < 10; i++) {
		civil(i % 2 ? "2026-01-01" : "2026-07-01", 12, 0, &other);
		tz_date(other, NULL);
		assert_int_equal(
		    civil("2026-10-25", 2, 30, &again), TZ_DOUBLED);
		assert_true(again == first);
	}
}

static void
instant_to_civil(void **state)
{
	int64_t at;
	int minute = -1;

	(void)state;
	assert_true(instant_parse("2026-07-14T22:30:00.999Z", &at));
	assert_int_equal(tz_date(at, &minute), date_parse("2026-07-15"));
	assert_int_equal(minute, 30);
	assert_int_equal(tz_date(at, NULL), date_parse("2026-07-15"));
	assert_int_equal(tz_offset(at), 7200);
	assert_true(instant_parse("2026-01-14T13:00:00Z", &at));
	assert_int_equal(tz_offset(at), 3600);
	assert_int_equal(tz_date(-1, &minute), 0); /* 00:59 in Berlin */
	assert_int_equal(minute, 59);
}

static void
lead_time_over_a_switch(void **state)
{
	int64_t booked, slot;

	(void)state;
	civil("2026-03-27", 10, 0, &booked);
	civil("2026-03-30", 9, 0, &slot);
	assert_int_equal(tz_date(slot, NULL) - tz_date(booked, NULL), 3);
}

/* Every quarter of an hour of eight years there and back. */
static void
all_quarters(void **state)
{
	int date, minute, back, missing = 0, doubled = 0;
	int64_t at, last = 0;
	enum tz_kind kind;

	(void)state;
	for (date = date_parse("2024-01-01"); date < date_parse("2032-01-01");
	     date++) {
		for (minute = 0; minute < 1440; minute += 15) {
			kind = tz_civil(date, minute, &at);
			missing += kind == TZ_MISSING;
			doubled += kind == TZ_DOUBLED;
			assert_true(at >= last);
			last = at;
			if (kind == TZ_MISSING)
				continue;
			assert_int_equal(tz_date(at, &back), date);
			assert_int_equal(back, minute);
		}
	}
	assert_int_equal(missing, 8 * 4);
	assert_int_equal(doubled, 8 * 4);
}

/* The day of an instant is the day whose window holds it. */
static void
windows_hold_their_instants(void **state)
{
	int64_t at, end;
	int d;

	(void)state;
	instant_parse("2026-01-01T00:00:00Z", &at);
	instant_parse("2027-01-01T00:00:00Z", &end);
	for (; at < end; at += 20 * 60000 + 1) {
		d = tz_date(at, NULL);
		assert_true(tz_day(d) <= at && at < tz_day(d + 1));
	}
}

static void
clock_text(void **state)
{
	char out[6];
	int64_t at;

	(void)state;
	instant_parse("2026-07-14T22:05:59.999Z", &at);
	assert_string_equal(tz_clock(at, out), "00:05");
	instant_parse("2026-01-14T22:59:00Z", &at);
	assert_string_equal(tz_clock(at, out), "23:59");
	assert_ptr_equal(tz_clock(0, out), out);
	assert_string_equal(out, "01:00");
}

static void
legacy_time_stamps(void **state)
{
	static const char *const row[][2] = {
		{ "2025-09-01T12:34:56.123456+02:00",
		    "2025-09-01T10:34:56.123Z" },
		{ "2025-09-01T12:34:56+02:00", "2025-09-01T10:34:56.000Z" },
		{ "2025-09-01T12:34:56+0200", "2025-09-01T10:34:56.000Z" },
		{ "2025-09-01T12:34:56+02", "2025-09-01T10:34:56.000Z" },
		{ "2025-09-01T12:34:56-05:30", "2025-09-01T18:04:56.000Z" },
		{ "2025-09-01T12:34:56+00:53:28", "2025-09-01T11:41:28.000Z" },
		{ "2025-09-01T12:34:56Z", "2025-09-01T12:34:56.000Z" },
		{ "2025-09-01T12:34:56.5Z", "2025-09-01T12:34:56.500Z" },
		{ "2025-09-01T12:34:56.12Z", "2025-09-01T12:34:56.120Z" },
		{ "2025-09-01T12:34:56.999999Z", "2025-09-01T12:34:56.999Z" },
		{ "2025-09-01T12:34:56", "2025-09-01T10:34:56.000Z" },
		{ "2025-01-01T12:34:56.789", "2025-01-01T11:34:56.789Z" },
		{ "2025-09-01 12:34:56", "2025-09-01T10:34:56.000Z" },
		{ "2025-09-01T12:34", "2025-09-01T10:34:00.000Z" },
		{ "2025-09-01T00:30:00+02:00", "2025-08-31T22:30:00.000Z" },
		{ "2026-03-29T02:30:59", "2026-03-29T01:00:00.000Z" },
		{ "2026-10-25T02:30:07", "2026-10-25T00:30:07.000Z" },
	};
	int64_t at;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		if (!tz_parse_legacy(row[i][0], &at))
			fail_msg("\"%s\"", row[i][0]);
		assert_instant(at, row[i][1]);
	}
}

static void
legacy_time_stamps_refused(void **state)
{
	static const char *const no[] = { "", "2025-09-01", "2025-09-01T",
		"2025-09-01T12", "2025-09-01T12:", "2025-09-01T1:34",
		"2025-09-01T24:00", "2025-09-01T12:60", "2025-09-01T12:34:60",
		"2025-09-01T12:34:", "2025-09-01T12:34:56.",
		"2025-09-01T12:34:56.1234567", "2025-09-01T12:34:56.12x",
		"2025-09-01T12:34:56z", "2025-09-01T12:34:56Z ",
		"2025-09-01T12:34:56+", "2025-09-01T12:34:56+2",
		"2025-09-01T12:34:56+24:00", "2025-09-01T12:34:56+02:60",
		"2025-09-01T12:34:56+02:00Z", "2025-09-01T12:34:56+02:00:6",
		"2025-09-01T12:34:56 +02:00", "2025-02-29T12:34:56",
		"01.09.2025 12:34", "heute" };
	int64_t at = 77;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (tz_parse_legacy(no[i], &at))
			fail_msg("\"%s\"", no[i]);
	assert_true(at == 77);
}

static void
zones_that_are_none(void **state)
{
	static const char *const no[] = {
		"",
		"Europe/Atlantis",
		"../../etc/passwd",
		"/etc/localtime",
		"Europe/../UTC",
		"Europe",
		"Europe/Berlin ",
		"europe/berlin\n",
		":Europe/Berlin",
		"tzdata.zi",
		"leapseconds",
		"right/Europe/Berlin",
		"CET-1CEST,M3.5.0",
	};
	char longest[5000] = "";
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		if (tz_set(no[i]))
			fail_msg("\"%s\"", no[i]);
	memset(longest, 'a', sizeof(longest) - 1);
	assert_false(tz_set(longest));
	assert_false(tz_set(NULL));
	assert_string_equal(tz_name(), "Europe/Berlin"); /* still */
	assert_int_equal(tz_offset(0), 3600);
}

/* Other rules than ours: half an hour, no switch, midnight, a lost day. */
static void
other_zones(void **state)
{
	int64_t at;

	(void)state;
	assert_true(tz_set("Asia/Kolkata"));
	assert_int_equal(civil("2026-03-29", 2, 30, &at), TZ_NORMAL);
	assert_instant(at, "2026-03-28T21:00:00.000Z");

	assert_true(tz_set("Australia/Lord_Howe")); /* half an hour of DST */
	assert_int_equal(civil("2026-10-04", 2, 15, &at), TZ_MISSING);
	assert_instant(at, "2026-10-03T15:30:00.000Z");
	assert_int_equal(civil("2026-04-05", 1, 45, &at), TZ_DOUBLED);
	assert_instant(at, "2026-04-04T14:45:00.000Z");

	assert_true(tz_set("America/Havana")); /* switches at midnight */
	assert_int_equal(civil("2026-03-08", 0, 0, &at), TZ_MISSING);
	assert_instant(
	    tz_day(date_parse("2026-03-08")), "2026-03-08T05:00:00.000Z");
	assert_int_equal(civil("2026-11-01", 0, 0, &at), TZ_DOUBLED);
	assert_instant(at, "2026-11-01T04:00:00.000Z");

	assert_true(tz_set("Pacific/Apia")); /* 30 December 2011 was none */
	assert_int_equal(civil("2011-12-30", 12, 0, &at), TZ_MISSING);
	assert_instant(at, "2011-12-30T10:00:00.000Z");

	assert_true(tz_set("UTC"));
	assert_string_equal(tz_name(), "UTC");
	assert_int_equal(civil("2026-03-29", 2, 30, &at), TZ_NORMAL);
	assert_instant(at, "2026-03-29T02:30:00.000Z");
}

static void *
ask_often(void *arg)
{
	int *wrong = arg, i, minute;
	int64_t at;

	for (i = 0; i < 20000; i++) {
		tz_civil(20000 + i % 400, i % 1440, &at);
		if (tz_date(at, &minute) != 20000 + i % 400)
			(*wrong)++;
	}
	return NULL;
}

static void
from_several_threads(void **state)
{
	pthread_t thread[4];
	int wrong[4] = { 0 }, i;

	(void)state;
	for (i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&thread[i], NULL, ask_often, &wrong[i]), 0);
	for (i = 0; i < 4; i++) {
		pthread_join(thread[i], NULL);
		assert_int_equal(wrong[i], 0);
	}
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup(f, berlin)
	const struct CMUnitTest tests[] = {
		T(slots_around_the_switches),
		T(switch_days_of_seven_years),
		T(day_windows),
		T(missing_hour),
		T(doubled_hour),
		T(order_of_questions_does_not_matter),
		T(instant_to_civil),
		T(lead_time_over_a_switch),
		T(all_quarters),
		T(windows_hold_their_instants),
		T(clock_text),
		T(legacy_time_stamps),
		T(legacy_time_stamps_refused),
		T(zones_that_are_none),
		T(other_zones),
		T(from_several_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
