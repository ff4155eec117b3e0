/* Pure parts of availability: dated rows, overlap, repetition, lost
 * consultants (booking.md 4, 5, 19.9, 19.11).
 * covers: SLOT-01 SLOT-03 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/availability/availability.h"
#include "server/availability/availability_pick.h"

#define DAY(text) date_parse(text)
#define MON 0
#define TUE 1
#define FRI 4
#define SAT 5

/* --- capacity --- */

/* As installed: booking.md 4.2. */
static struct capacity_row installed[] = {
	{ .id = 1, .hour = 0, .weekdays = 127, .places = 3 },
	{ .id = 2, .hour = 9, .weekdays = 15, .places = 1 },
	{ .id = 3, .hour = 9, .weekdays = 112, .places = 2 },
	{ .id = 4, .hour = 20, .weekdays = 127, .places = 2 },
};

static int
places(const struct capacity_rows *rows, int date, int weekday, int hour)
{
	const struct capacity_row *r = pick_capacity(rows, date, weekday, hour);

	return r != NULL ? r->places : -1;
}

static void
test_capacity_installed(void **state)
{
	struct capacity_rows rows = { installed, 4 };
	int d = DAY("2026-03-02");

	(void)state;
	assert_int_equal(places(&rows, d, MON, 9), 1);
	assert_int_equal(places(&rows, d, 3, 9), 1);
	assert_int_equal(places(&rows, d, FRI, 9), 2);
	assert_int_equal(places(&rows, d, SAT, 9), 2);
	assert_int_equal(places(&rows, d, TUE, 20), 2);
	assert_int_equal(places(&rows, d, FRI, 14), 3);
	assert_int_equal(places(&rows, d, MON, 11), 3);
}

static void
test_capacity_latest_day_counts(void **state)
{
	struct capacity_row r[] = {
		{ .id = 1, .hour = 0, .weekdays = 127, .places = 3 },
		{ .id = 2, .hour = 9, .weekdays = 15, .places = 3 },
		{ .id = 3,
		    .hour = 9,
		    .weekdays = 15,
		    .places = 1,
		    .effective_from = DAY("2026-02-09") },
		{ .id = 4,
		    .hour = 9,
		    .weekdays = 15,
		    .places = 2,
		    .effective_from = DAY("2026-03-04") },
	};
	struct capacity_rows rows = { r, 4 };

	(void)state;
	assert_int_equal(places(&rows, DAY("2026-02-08"), MON, 9), 3);
	assert_int_equal(places(&rows, DAY("2026-02-09"), MON, 9), 1);
	assert_int_equal(places(&rows, DAY("2026-03-03"), TUE, 9), 1);
	assert_int_equal(places(&rows, DAY("2026-03-04"), 2, 9), 2);
	/* Friday has no row of its hour: that of all other hours counts */
	assert_int_equal(places(&rows, DAY("2026-03-06"), FRI, 9), 3);
}

/* Of rows of one day the one set last, whatever its weekdays. */
static void
test_capacity_set_last_counts(void **state)
{
	struct capacity_row r[] = {
		{ .id = 8, .hour = 9, .weekdays = 1, .places = 5, .set_at = 7 },
		{ .id = 9, .hour = 9, .weekdays = 3, .places = 6, .set_at = 5 },
		{ .id = 7, .hour = 9, .weekdays = 3, .places = 4, .set_at = 5 },
	};
	struct capacity_rows rows = { r, 3 };

	(void)state;
	assert_int_equal(places(&rows, 0, MON, 9), 5);
	assert_int_equal(places(&rows, 0, TUE, 9), 6);
	assert_int_equal(places(&rows, 0, FRI, 9), -1);
}

/* A newer row of all other hours does not touch an hour with its own row. */
static void
test_capacity_own_hour_wins(void **state)
{
	struct capacity_row r[] = {
		{ .id = 1, .hour = 9, .weekdays = 127, .places = 1 },
		{ .id = 2,
		    .hour = 0,
		    .weekdays = 127,
		    .places = 4,
		    .effective_from = DAY("2026-03-01") },
	};
	struct capacity_rows rows = { r, 2 };

	(void)state;
	assert_int_equal(places(&rows, DAY("2026-03-02"), MON, 9), 1);
	assert_int_equal(places(&rows, DAY("2026-03-02"), MON, 11), 4);
	assert_int_equal(places(&rows, DAY("2026-02-27"), FRI, 11), -1);
}

/* --- grid --- */

static void
test_grid_dated_rows(void **state)
{
	struct grid_row r[] = {
		{ .weekday = MON, .hour = 9, .active = true },
		{ .weekday = MON,
		    .hour = 9,
		    .active = false,
		    .effective_from = DAY("2026-04-01") },
		{ .weekday = MON,
		    .hour = 9,
		    .active = true,
		    .effective_from = DAY("2026-05-01") },
	};
	struct grid_rows rows = { r, 3 };

	(void)state;
	assert_true(pick_grid(&rows, DAY("2026-03-30"), MON, 9)->active);
	assert_false(pick_grid(&rows, DAY("2026-04-27"), MON, 9)->active);
	assert_true(pick_grid(&rows, DAY("2026-05-04"), MON, 9)->active);
	assert_null(pick_grid(&rows, DAY("2026-05-04"), MON, 11));
	assert_null(pick_grid(&rows, DAY("2026-05-05"), TUE, 9));
}

/* --- spans --- */

static struct ready_span
span(const char *date, int from, int to, const char *until)
{
	struct ready_span s = {
		.date = DAY(date), .from_minute = from, .to_minute = to
	};

	s.repeat_until = until != NULL ? DAY(until) : DATE_NONE;
	return s;
}

static void
test_span_overlap_is_half_open(void **state)
{
	struct ready_span s = span("2026-03-02", 11 * 60, 16 * 60, NULL);
	int d = s.date;

	(void)state;
	assert_int_equal(span_overlap(&s, d, 9), 0); /* ends where it starts */
	assert_int_equal(span_overlap(&s, d, 11), 120);
	assert_int_equal(span_overlap(&s, d, 14), 120);
	assert_int_equal(span_overlap(&s, d, 16), 0);
	assert_int_equal(span_overlap(&s, d + 1, 11), 0);
	s = span("2026-03-02", 12 * 60 + 59, 14 * 60 + 1, NULL);
	assert_int_equal(span_overlap(&s, d, 11), 1); /* one minute suffices */
	assert_int_equal(span_overlap(&s, d, 14), 1);
	s = span("2026-03-02", 0, 1440, NULL); /* all day */
	for (int i = 0; availability_hours[i] != 0; i++)
		assert_int_equal(
		    span_overlap(&s, d, availability_hours[i]), 120);
	s = span("2026-03-02", 11 * 60 + 30, 12 * 60, NULL);
	assert_int_equal(span_overlap(&s, d, 11), 30);
}

static void
test_span_repeats_weekly(void **state)
{
	struct ready_span s = span("2026-03-02", 540, 600, "2026-03-30");

	(void)state;
	assert_false(span_on(&s, DAY("2026-02-23")));
	assert_true(span_on(&s, DAY("2026-03-02")));
	assert_false(span_on(&s, DAY("2026-03-03")));
	assert_true(span_on(&s, DAY("2026-03-09")));
	assert_true(span_on(&s, DAY("2026-03-30"))); /* over the clock change */
	assert_false(span_on(&s, DAY("2026-04-06")));
	assert_int_equal(span_last_day(&s), DAY("2026-03-30"));
	s = span("2026-03-02", 540, 600, "2026-03-29");
	assert_false(span_on(&s, DAY("2026-03-30")));
	s = span("2026-03-02", 540, 600, NULL);
	assert_true(span_on(&s, DAY("2026-03-02")));
	assert_false(span_on(&s, DAY("2026-03-09")));
	assert_int_equal(span_last_day(&s), DAY("2026-03-02"));
}

/* --- lost consultants, 19.11: now is 9 January 2026, 12:00 --- */

enum { ANNA = 1, BERND, CLARA, DIRK };

#define NOW_HOUR 12
static int64_t
at(int hour)
{
	int64_t t;

	tz_civil(DAY("2026-01-09"), hour * 60, &t);
	return t;
}

static struct lost_list
lost(struct arena *a, struct entries old, struct entries new,
    const int64_t *failed, int n_failed)
{
	struct scan s = { &old, &new, at(NOW_HOUR), failed, n_failed };
	struct lost_list l;

	pick_lost(a, &s, &l);
	return l;
}

static void
test_lost_is_reported_for_future_slots(void **state)
{
	struct entry old[] = {
		{ at(9), ANNA, SOURCE_MANUAL },
		{ at(9), BERND, SOURCE_MANUAL },
		{ at(14), ANNA, SOURCE_MANUAL },
		{ at(14), BERND, SOURCE_MANUAL },
		{ at(16), CLARA, SOURCE_MANUAL },
		{ at(16), DIRK, SOURCE_MANUAL },
	};
	struct entry new[] = {
		{ at(14), BERND, SOURCE_MANUAL },
		{ at(16), CLARA, SOURCE_MANUAL },
		{ at(16), DIRK, SOURCE_MANUAL },
	};
	struct entries before = { old, 6, 6 }, after = { new, 3, 3 };
	int64_t failed = ANNA;
	struct arena *a = arena_new();
	struct lost_list l = lost(a, before, after, NULL, 0);

	(void)state;
	assert_int_equal(l.n, 1);
	assert_int_equal(l.row[0].consultant, ANNA);
	assert_int_equal(l.row[0].start_at, at(14));
	/* the scan of Anna failed: nothing is lost */
	assert_int_equal(lost(a, before, after, &failed, 1).n, 0);
	/* nothing new is ever lost */
	assert_int_equal(lost(a, after, before, NULL, 0).n, 0);
	assert_int_equal(lost(a, before, before, NULL, 0).n, 0);
	arena_free(a);
}

static void
test_lost_slot_at_now_is_past(void **state)
{
	struct entry old[] = { { at(NOW_HOUR), ANNA, SOURCE_MANUAL } };
	struct entries before = { old, 1, 1 }, none = { 0 };
	struct arena *a = arena_new();

	(void)state;
	assert_int_equal(lost(a, before, none, NULL, 0).n, 0);
	old[0].start_at++;
	assert_int_equal(lost(a, before, none, NULL, 0).n, 1);
	arena_free(a);
}

/* One source left is enough; two sources gone are one loss. */
static void
test_lost_looks_at_people_not_sources(void **state)
{
	struct entry old[] = {
		{ at(14), ANNA, SOURCE_CALENDAR },
		{ at(14), ANNA, SOURCE_MANUAL },
		{ at(14), BERND, SOURCE_CALENDAR },
		{ at(14), BERND, SOURCE_MANUAL },
		{ at(14), CLARA, SOURCE_FALLBACK },
	};
	struct entry new[] = { { at(14), ANNA, SOURCE_MANUAL } };
	struct entries before = { old, 5, 5 }, after = { new, 1, 1 };
	struct arena *a = arena_new();
	struct lost_list l = lost(a, before, after, NULL, 0);

	(void)state;
	assert_int_equal(l.n, 1);
	assert_int_equal(l.row[0].consultant, BERND);
	arena_free(a);
}

/* --- instants, 19.9 --- */

static void
test_start_follows_summer_time(void **state)
{
	static const struct {
		const char *date;
		int hour;
		const char *utc;
	} rows[] = {
		{ "2026-03-27", 20, "2026-03-27T19:00:00.000Z" },
		{ "2026-03-30", 9, "2026-03-30T07:00:00.000Z" },
		{ "2026-10-23", 20, "2026-10-23T18:00:00.000Z" },
		{ "2026-10-26", 9, "2026-10-26T08:00:00.000Z" },
		{ "2026-01-14", 14, "2026-01-14T13:00:00.000Z" },
		{ "2026-07-14", 14, "2026-07-14T12:00:00.000Z" },
	};
	char text[INSTANT_LEN];

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		assert_string_equal(
		    instant_text(
			availability_start_at(DAY(rows[i].date), rows[i].hour),
			text),
		    rows[i].utc);
}

static void
test_six_hours(void **state)
{
	(void)state;
	assert_true(availability_is_hour(9));
	assert_true(availability_is_hour(20));
	assert_false(availability_is_hour(0));
	assert_false(availability_is_hour(10));
	assert_false(availability_is_hour(21));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_capacity_installed),
		cmocka_unit_test(test_capacity_latest_day_counts),
		cmocka_unit_test(test_capacity_set_last_counts),
		cmocka_unit_test(test_capacity_own_hour_wins),
		cmocka_unit_test(test_grid_dated_rows),
		cmocka_unit_test(test_span_overlap_is_half_open),
		cmocka_unit_test(test_span_repeats_weekly),
		cmocka_unit_test(test_lost_is_reported_for_future_slots),
		cmocka_unit_test(test_lost_slot_at_now_is_past),
		cmocka_unit_test(test_lost_looks_at_people_not_sources),
		cmocka_unit_test(test_start_follows_summer_time),
		cmocka_unit_test(test_six_hours),
	};

	if (!tz_set("Europe/Berlin"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
