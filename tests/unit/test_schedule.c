/* Schedules of jobs: worked examples G15 and the edges of civil time. */
/* covers: OPS-04 OPS-06 OPS-07 OPS-08 OPS-20 OPS-21 OPS-22 OPS-23 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/date.h"
#include "common/tz.h"
#include "server/jobs/jobs.h"

static int64_t
at(const char *text)
{
	int64_t t = 0;

	assert_true(instant_parse(text, &t));
	return t;
}

static struct schedule
parse(const char *text)
{
	struct schedule s;
	const char *why = NULL;

	if (!schedule_parse(text, &s, &why))
		fail_msg("%s: %s", text, why);
	return s;
}

static void
next_is(const char *text, const char *after, const char *expected)
{
	struct schedule s = parse(text);
	char got[INSTANT_LEN];

	assert_string_equal(
	    instant_text(schedule_next(&s, at(after)), got), expected);
}

/* G15: 21:00 Berlin is 19:00Z in summer and 20:00Z in winter. */
static void
civil_time_all_year(void **state)
{
	(void)state;
	next_is(
	    "daily 21:00", "2026-07-01T12:00:00Z", "2026-07-01T19:00:00.000Z");
	next_is(
	    "daily 21:00", "2026-01-15T12:00:00Z", "2026-01-15T20:00:00.000Z");
	next_is(
	    "daily 21:00", "2026-01-15T20:00:00Z", "2026-01-16T20:00:00.000Z");
	next_is(
	    "hourly 09-20", "2026-07-01T18:00:00Z", "2026-07-02T07:00:00.000Z");
	next_is(
	    "hourly 09-20", "2026-01-15T12:30:00Z", "2026-01-15T13:00:00.000Z");
}

/* G15: backup 02:00 runs once at 03:00 in the gap, once in the doubled hour. */
static void
gap_and_doubled_hour(void **state)
{
	(void)state;
	next_is("daily 02:00", "2026-03-28T12:00:00Z",
	    "2026-03-29T01:00:00.000Z"); /* 03:00 summer time */
	next_is(
	    "daily 02:00", "2026-03-29T01:00:00Z", "2026-03-30T00:00:00.000Z");
	next_is("daily 02:00", "2025-10-25T12:00:00Z",
	    "2025-10-26T00:00:00.000Z"); /* the earlier 02:00 */
	next_is(
	    "daily 02:00", "2025-10-26T00:00:00Z", "2025-10-27T01:00:00.000Z");
	/* two times of the gap become one run */
	next_is("daily 02:00 02:30", "2026-03-29T01:00:00Z",
	    "2026-03-30T00:00:00.000Z");
}

static void
weeks_months_years(void **state)
{
	(void)state;
	/* 2026-11-22 is a Sunday */
	next_is("weekly mo 21:00", "2026-11-22T12:00:00Z",
	    "2026-11-23T20:00:00.000Z");
	next_is("weekly mo 21:00", "2026-11-23T20:00:00Z",
	    "2026-11-30T20:00:00.000Z");
	next_is("monthly 1 05:00", "2026-11-22T12:00:00Z",
	    "2026-12-01T04:00:00.000Z");
	next_is("yearly 01-01 00:20", "2026-11-22T12:00:00Z",
	    "2026-12-31T23:20:00.000Z");
	next_is("workdays 14:00 16:00", "2026-11-20T15:00:00Z",
	    "2026-11-23T13:00:00.000Z");
	next_is("every 5m", "2026-11-20T15:02:00Z", "2026-11-20T15:05:00.000Z");
	next_is("every 5m", "2026-11-20T15:05:00Z", "2026-11-20T15:10:00.000Z");
}

/* Missed runs are caught up once, for the latest planned instant. */
static void
latest_of_many(void **state)
{
	struct schedule hourly = parse("hourly 09-20"),
			weekly = parse("weekly mo 21:00"),
			every = parse("every 15m");
	char got[INSTANT_LEN];

	(void)state;
	assert_string_equal(
	    instant_text(schedule_latest(&hourly, at("2026-07-01T08:00:00Z"),
			     at("2026-07-03T05:00:00Z")),
		got),
	    "2026-07-02T18:00:00.000Z");
	assert_int_equal(schedule_latest(&hourly, at("2026-07-02T18:00:00Z"),
			     at("2026-07-03T05:00:00Z")),
	    0);
	assert_string_equal(
	    instant_text(schedule_latest(&weekly, at("2026-11-01T08:00:00Z"),
			     at("2026-11-22T05:00:00Z")),
		got),
	    "2026-11-16T20:00:00.000Z");
	assert_string_equal(
	    instant_text(schedule_latest(&every, at("2026-11-01T08:00:00Z"),
			     at("2026-11-01T08:31:00Z")),
		got),
	    "2026-11-01T08:30:00.000Z");
}

static void
bad_texts(void **state)
{
	static const char *const bad[] = { "", "daily", "daily 25:00",
		"daily 9:00", "daily 10:00 09:00", "daily 10:00 10:00",
		"weekly 21:00", "weekly xx 21:00", "weekly mo",
		"monthly 29 05:00", "monthly 1", "yearly 13-01 00:20",
		"yearly 01-01", "every 7m", "every m", "every 0m", "every 120m",
		"hourly 20-09", "hourly 9-20", "sometimes 10:00",
		"daily  10:00", NULL };
	struct schedule s;
	const char *why;
	int i;

	(void)state;
	for (i = 0; bad[i] != NULL; i++)
		if (schedule_parse(bad[i], &s, &why))
			fail_msg("'%s' was taken", bad[i]);
}

/* Every row of jobs.def names a schedule. */
static void
rows_are_good(void **state)
{
	struct schedule s;
	const char *why;
	int k;

	(void)state;
	for (k = 0; k < JOB_KINDS; k++) {
		const struct job_row *row = job_row((enum job_kind)k);

		if (!schedule_parse(row->schedule, &s, &why))
			fail_msg("%s: %s", row->name, why);
		assert_true(row->deadline_s > 0);
		assert_int_equal(job_find(row->name), k);
	}
	assert_int_equal(job_find("no-such-job"), JOB_KINDS);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(civil_time_all_year),
		cmocka_unit_test(gap_and_doubled_hour),
		cmocka_unit_test(weeks_months_years),
		cmocka_unit_test(latest_of_many),
		cmocka_unit_test(bad_texts),
		cmocka_unit_test(rows_are_good),
	};

	assert_true(tz_set("Europe/Berlin"));
	return cmocka_run_group_tests_name("schedule", tests, NULL, NULL);
}
