/* Import runs against the real core: slices, kill, repeat, removal. */
/* covers: DATA-09 DATA-12 DATA-21 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/legacy.h"

#define FIXTURES "tests/fixtures/legacy/"

static const char *const full[] = { "historical/historical_bookings.jsonl",
	"historical/historical_outcomes.jsonl",
	"historical/historical_stats.json", "logs/snapshot_1.csv",
	"persistent/blocked_dates.json", "tracking/bookings.jsonl",
	"tracking/customer_profiles.json", "tracking/daily_metrics.json",
	"tracking/failed_bookings.jsonl", "tracking/outcomes.jsonl", NULL };
static const char *const small[] = { "tracking/outcomes.jsonl",
	"tracking/bookings.jsonl", NULL };

#define SQL(w, text) held_int(&(w)->h, "SELECT " text)

/* Everything that counts, as one number that any change would change. */
static int64_t
visible(struct legacy *w)
{
	return SQL(w,
	    "(SELECT count(*) FROM outcome_now)"
	    " + 1000 * (SELECT count(*) FROM daily_metrics_now)"
	    " + 1000000 * (SELECT count(*) FROM customer_profile_now)"
	    " + 1000000000 * (SELECT count(*) FROM historical_cell_now)"
	    " + 1000000000000 * (SELECT count(*) FROM block)"
	    " + 1000000000000000 * (SELECT count(*) FROM booking_now)");
}

static void
a_small_run_gives_what_the_specification_says(void **state)
{
	struct legacy *w = *state;
	int64_t run = legacy_import(w, FIXTURES "small", small);

	legacy_state(w, run, "done");
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"), 3);
	assert_int_equal(SQL(w, "count(*) FROM outcome_now WHERE"
				" outcome = 'rescheduled'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM customer_profile_now"), 2);
	assert_int_equal(SQL(w, "score_hundredths FROM customer_profile_now"
				" WHERE customer_key = 'beispiel, max'"
				" AND risk = 'medium' AND total = 2"),
	    5000);
	assert_int_equal(SQL(w, "score_hundredths FROM customer_profile_now"
				" WHERE customer_key = 'muster, erika'"
				" AND risk = 'low' AND total = 1"),
	    0);
	assert_int_equal(SQL(w, "count(*) FROM booking WHERE lead_time_days = 2"
				" AND potential = 'unspecified'"
				" AND campaign = 'Herbst 25'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM booking"), 1);
	assert_int_equal(SQL(w, "count(*) FROM account WHERE placeholder = 1"
				" AND active = 0 AND name = 'tele.eins'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM import_file"), 0);
	assert_int_equal(SQL(w, "count(*) FROM import_chunk"), 0);
}

static void
a_second_run_changes_nothing(void **state)
{
	struct legacy *w = *state;
	int64_t first = legacy_import(w, FIXTURES "full", full), second;
	int64_t before = visible(w), rows;

	assert_true(legacy_applied(w, first, "new") > 20);
	rows = SQL(w, "(SELECT count(*) FROM outcome) + (SELECT count(*)"
		      " FROM historical_cell) + (SELECT count(*)"
		      " FROM daily_metrics)");
	second = legacy_plan(w, FIXTURES "full", full);
	assert_int_equal(legacy_count(w, second, "new"), 0);
	assert_int_equal(legacy_count(w, second, "changed"), 0);
	legacy_run(w, "imports.start", second);
	held_turn(&w->h);
	legacy_state(w, second, "done");
	assert_int_equal(legacy_applied(w, second, "new"), 0);
	assert_int_equal(legacy_applied(w, second, "changed"), 0);
	assert_true(visible(w) == before);
	assert_true(rows == SQL(w, "(SELECT count(*) FROM outcome)"
				   " + (SELECT count(*) FROM historical_cell)"
				   " + (SELECT count(*) FROM daily_metrics)"));
}

static void
everything_of_a_full_run_arrives(void **state)
{
	struct legacy *w = *state;
	int64_t run = legacy_import(w, FIXTURES "full", full);

	legacy_state(w, run, "done");
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"), 10);
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"
				" WHERE booking IS NOT NULL"),
	    2);
	assert_int_equal(SQL(w, "count(*) FROM booking_now"), 6);
	assert_int_equal(SQL(w, "count(*) FROM booking_now WHERE"
				" status = 'exit' AND hour = 20"),
	    1);
	/* the booking to come keeps its place, past ones need none */
	assert_int_equal(SQL(w, "count(*) FROM slot_place WHERE over = 1"), 1);
	assert_int_equal(SQL(w, "count(*) FROM historical_cell_now"), 4);
	assert_int_equal(SQL(w, "count(*) FROM historical_cell_now"
				" WHERE appeared IS NULL"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM historical_total_now"), 7);
	assert_int_equal(SQL(w, "count(*) FROM block"), 4);
	assert_int_equal(SQL(w, "count(*) FROM daily_metrics_now"
				" WHERE legacy = 1"),
	    2);
	assert_int_equal(SQL(w, "count(*) FROM daily_metrics_now"
				" WHERE legacy = 0"),
	    5);
	/* 22 Sep: overhang, no-show, exit, cancelled */
	assert_int_equal(SQL(w, "total * 10000 + overhang * 1000 +"
				" no_shows * 100 + exits * 10 + cancelled"
				" FROM daily_metrics_now"
				" WHERE date = '2025-09-22'"),
	    41111);
	assert_int_equal(SQL(w, "details ->> '$.by_hour.18:00.no_shows'"
				" FROM daily_metrics_now"
				" WHERE date = '2025-09-22'"),
	    1);
	assert_int_equal(SQL(w, "details ->> '$.by_potential.hoch.completed'"
				" FROM daily_metrics_now"
				" WHERE date = '2025-09-19'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"
				" WHERE extra LIKE '%\"floor\":2%'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM import_extra WHERE extra"
				" LIKE '%\"approximate\":true%'"),
	    1);
	assert_int_equal(legacy_count(w, run, "metric_differences"), 1);
	assert_int_equal(
	    SQL(w, "count(*) FROM account WHERE placeholder = 1"), 3);
}

static void
the_report_names_every_file_and_broken_line(void **state)
{
	struct legacy *w = *state;
	json_t *d = legacy_show(w, legacy_plan(w, FIXTURES "full", full)), *f;
	json_t *report = json_get(json_get(d, "run"), "report");
	size_t i, named = 0;

	json_array_foreach(json_get(report, "files"), i, f)
	{
		const char *name = json_get_str(f, "name", "");
		const char *use = json_get_str(f, "use", "");

		if (str_ends(name, "customer_profiles.json"))
			assert_string_equal(use, "recomputed");
		else if (str_ends(name, ".csv"))
			assert_string_equal(use, "skipped");
		else
			assert_string_equal(use, "imported");
		if (str_ends(name, "tracking/outcomes.jsonl")) {
			assert_int_equal(json_get_int(f, "lines", 0), 19);
			assert_int_equal(json_get_int(f, "blank", 0), 2);
			assert_int_equal(
			    json_get_int(
				json_array_get(json_get(f, "broken"), 0),
				"line", 0),
			    8);
			named++;
		}
	}
	assert_int_equal(i, 10);
	assert_int_equal(named, 1);
	assert_int_equal(json_array_size(json_get(report, "unknown_users")), 3);
	json_decref(d);
}

static void
nothing_counts_before_the_run_is_done(void **state)
{
	struct legacy *w = *state;
	int64_t before = visible(w), run;
	int slices = 0;

	run = legacy_plan(w, FIXTURES "full", full);
	legacy_run(w, "imports.start", run);
	while (app_has_slices(w->h.app)) {
		assert_true(visible(w) == before);
		app_slice(w->h.app);
		slices++;
	}
	assert_true(slices > 5);
	assert_true(visible(w) != before);
	legacy_state(w, run, "done");
}

/* Stops after n slices, opens the same folder again and goes on. */
static void
killed_after(struct legacy *w, int64_t run, int n)
{
	legacy_run(w, "imports.start", run);
	while (n-- > 0 && app_has_slices(w->h.app))
		app_slice(w->h.app);
	held_disconnect(w->op);
	held_stop(&w->h);
	assert_true(held_start(&w->h));
	w->op = held_connect(&w->h, "op", true);
}

static void
a_killed_run_goes_on_at_the_next_start(void **state)
{
	struct legacy *w = *state;
	int64_t run = legacy_plan(w, FIXTURES "full", full), before;

	before = visible(w);
	killed_after(w, run, 4);
	assert_true(visible(w) == before);
	assert_true(app_has_slices(w->h.app));
	held_turn(&w->h);
	legacy_state(w, run, "done");
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"), 10);
	assert_int_equal(SQL(w, "count(*) FROM booking_now"), 6);
	assert_int_equal(SQL(w, "count(*) FROM customer_profile_now"), 8);
	assert_int_equal(SQL(w, "count(*) FROM block"), 4);
}

static void
a_half_run_is_removed_without_a_trace(void **state)
{
	struct legacy *w = *state;
	int64_t run, before;

	legacy_import(w, FIXTURES "small", small);
	before = visible(w);
	run = legacy_plan(w, FIXTURES "full", full);
	killed_after(w, run, 7);
	legacy_run(w, "imports.remove", run);
	held_turn(&w->h);
	legacy_state(w, run, "removed");
	assert_true(visible(w) == before);
	assert_int_equal(SQL(w, "count(*) FROM outcome"), 3);
	assert_int_equal(SQL(w, "count(*) FROM outcome"
				" WHERE replaced_by IS NOT NULL"),
	    0);
	assert_int_equal(SQL(w, "count(*) FROM booking"), 1);
	assert_int_equal(SQL(w, "count(*) FROM account"
				" WHERE placeholder = 1"),
	    1);
}

static void
removing_a_run_brings_back_what_it_replaced(void **state)
{
	struct legacy *w = *state;
	int64_t first = legacy_import(w, FIXTURES "small", small), run;
	int64_t before = visible(w);

	/* a newer look at one appointment of the first run */
	run = legacy_chunk(w, 0, "outcomes.jsonl", 0,
	    "{\"customer\":\"Beispiel, Max ( nicht erschienen )\","
	    "\"date\":\"2025-09-18\",\"time\":\"14:00\",\"color_id\":11,"
	    "\"timestamp\":\"2025-09-20T10:00:00Z\"}\n");
	legacy_run(w, "imports.plan", run);
	assert_int_equal(legacy_count(w, run, "new"), 0);
	assert_int_equal(legacy_count(w, run, "changed"), 1);
	legacy_run(w, "imports.start", run);
	held_turn(&w->h);
	assert_int_equal(legacy_applied(w, run, "changed"), 1);
	assert_true(visible(w) == before); /* the same number of everything */
	assert_int_equal(SQL(w, "count(*) FROM outcome_now WHERE"
				" outcome = 'completed'"),
	    0);
	assert_int_equal(SQL(w, "no_shows * 10 + ghosts FROM"
				" customer_profile_now WHERE"
				" customer_key = 'beispiel, max'"),
	    11);
	assert_int_equal(SQL(w, "completed FROM daily_metrics_now"
				" WHERE date = '2025-09-18'"),
	    0);
	assert_string_equal(
	    legacy_refused(w, "imports.remove", first), "CONFLICT");
	legacy_run(w, "imports.remove", run);
	held_turn(&w->h);
	legacy_state(w, run, "removed");
	assert_int_equal(SQL(w, "score_hundredths FROM customer_profile_now"
				" WHERE customer_key = 'beispiel, max'"),
	    5000);
	assert_int_equal(SQL(w, "completed FROM daily_metrics_now"
				" WHERE date = '2025-09-18'"),
	    1);
	legacy_run(w, "imports.remove", first);
	held_turn(&w->h);
	assert_true(visible(w) == 0);
	assert_int_equal(SQL(w, "count(*) FROM outcome"), 0);
	assert_int_equal(SQL(w, "count(*) FROM booking"), 0);
}

static void
an_older_look_does_not_replace_a_newer_one(void **state)
{
	static const char line[] =
	    "{\"customer\":\"Beispiel, Max ( Abgesagt )\","
	    "\"date\":\"2025-09-18\",\"time\":\"14:00\","
	    "\"timestamp\":\"2025-09-18T17:00:00Z\"}";
	struct legacy *w = *state;
	int64_t run;

	legacy_import(w, FIXTURES "small", small);
	run = legacy_chunk(w, 0, "outcomes.jsonl", 0, line);
	legacy_run(w, "imports.plan", run);
	legacy_run(w, "imports.start", run);
	held_turn(&w->h);
	assert_int_equal(legacy_applied(w, run, "new"), 0);
	assert_int_equal(legacy_applied(w, run, "changed"), 0);
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"
				" WHERE outcome = 'cancelled'"),
	    0);
}

static void
a_dry_run_cannot_be_started(void **state)
{
	struct legacy *w = *state;
	int64_t run = legacy_files(w, FIXTURES "small", small, 100000);
	char *params =
	    xprintf("{\"run\":%lld,\"dry_run\":true}", (long long)run);
	json_t *d = legacy_data(w, "imports.plan", params);

	assert_string_equal(
	    json_get_str(json_get(d, "run"), "state", ""), "open");
	json_decref(d);
	free(params);
	assert_int_equal(legacy_count(w, run, "appointments"), 3);
	assert_string_equal(
	    legacy_refused(w, "imports.start", run), "CONFLICT");
	assert_int_equal(SQL(w, "count(*) FROM import_chunk"), 0);
	legacy_run(w, "imports.plan", run);
	legacy_run(w, "imports.start", run);
}

static void
a_step_that_fails_breaks_the_run_until_it_is_resumed(void **state)
{
	struct legacy *w = *state;
	int64_t run = legacy_plan(w, FIXTURES "small", small), other;

	assert_true(
	    held_sql(&w->h, "CREATE TRIGGER fault BEFORE INSERT ON outcome"
			    " BEGIN SELECT RAISE(ABORT, 'LIMIT'); END"));
	legacy_run(w, "imports.start", run);
	held_turn(&w->h);
	legacy_state(w, run, "broken");
	assert_int_equal(SQL(w, "count(*) FROM outcome"), 0);
	other = legacy_plan(w, FIXTURES "full", full);
	assert_string_equal(
	    legacy_refused(w, "imports.start", other), "CONFLICT");
	assert_true(held_sql(&w->h, "DROP TRIGGER fault"));
	legacy_run(w, "imports.resume", run);
	held_turn(&w->h);
	legacy_state(w, run, "done");
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"), 3);
	legacy_run(w, "imports.start", other);
}

static void
what_makes_no_sense_is_refused(void **state)
{
	struct legacy *w = *state;
	int64_t run;
	json_t *v;

	assert_string_equal(legacy_refused(w, "imports.plan", 77), "NOT_FOUND");
	assert_string_equal(
	    legacy_refused(w, "imports.start", 77), "NOT_FOUND");
	assert_string_equal(
	    legacy_refused(w, "imports.remove", 77), "NOT_FOUND");
	assert_string_equal(
	    legacy_refused(w, "imports.resume", 77), "NOT_FOUND");
	assert_string_equal(legacy_refused(w, "imports.show", 77), "NOT_FOUND");
	v = legacy_ask(w, "imports.add_file",
	    "{\"name\":\"a\",\"chunk\":0,\"content\":\"%%%\"}");
	assert_string_equal(legacy_code(v), "VALIDATION");
	json_decref(v);
	/* the first chunk is missing */
	run = legacy_chunk(w, 0, "tracking/outcomes.jsonl", 1, "x");
	assert_string_equal(legacy_refused(w, "imports.plan", run), "CONFLICT");
	assert_string_equal(
	    legacy_refused(w, "imports.start", run), "CONFLICT");
	assert_string_equal(
	    legacy_refused(w, "imports.resume", run), "CONFLICT");
	legacy_run(w, "imports.remove", run);
	held_turn(&w->h);
	legacy_state(w, run, "removed");
	assert_string_equal(
	    legacy_refused(w, "imports.remove", run), "CONFLICT");
	run = legacy_import(w, FIXTURES "small", small);
	assert_string_equal(
	    legacy_refused(w, "imports.start", run), "CONFLICT");
	assert_string_equal(legacy_refused(w, "imports.plan", run), "CONFLICT");
}

/* Colour 8: an overhang follow-up, which takes two places (booking.md 4.4). */
static void
an_overhang_to_come_takes_two_places(void **state)
{
	static const char line[] =
	    "{\"id\":\"2031-03-04_14:00_Muster,_Erika\","
	    "\"timestamp\":\"2025-09-29T10:00:00+02:00\","
	    "\"customer\":\"Muster, Erika\",\"date\":\"2031-03-04\","
	    "\"time\":\"14:00\",\"user\":\"tele.eins\","
	    "\"potential_type\":\"normal\",\"color_id\":\"8\"}\n"
	    "{\"id\":\"2031-03-04_14:00_Beispiel,_Max\","
	    "\"timestamp\":\"2025-09-29T10:00:00+02:00\","
	    "\"customer\":\"Beispiel, Max\",\"date\":\"2031-03-04\","
	    "\"time\":\"14:00\",\"user\":\"tele.eins\","
	    "\"potential_type\":\"normal\",\"color_id\":\"2\"}\n";
	struct legacy *w = *state;
	int64_t run = legacy_chunk(w, 0, "tracking/bookings.jsonl", 0, line);

	legacy_run(w, "imports.plan", run);
	legacy_run(w, "imports.start", run);
	held_turn(&w->h);
	legacy_state(w, run, "done");
	assert_int_equal(SQL(w, "sum(weight) FROM booking_now"), 3);
	assert_int_equal(SQL(w, "count(*) FROM slot_place WHERE over = 1"), 3);
	assert_int_equal(SQL(w, "max(place) FROM slot_place"), 2);
	assert_int_equal(SQL(w, "count(*) FROM slot_place p JOIN booking b"
				" ON b.id = p.booking WHERE b.weight = 2"),
	    2);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, legacy_setup, legacy_teardown)
	const struct CMUnitTest tests[] = {
		T(a_small_run_gives_what_the_specification_says),
		T(a_second_run_changes_nothing),
		T(everything_of_a_full_run_arrives),
		T(the_report_names_every_file_and_broken_line),
		T(nothing_counts_before_the_run_is_done),
		T(a_killed_run_goes_on_at_the_next_start),
		T(a_half_run_is_removed_without_a_trace),
		T(removing_a_run_brings_back_what_it_replaced),
		T(an_older_look_does_not_replace_a_newer_one),
		T(a_dry_run_cannot_be_started),
		T(a_step_that_fails_breaks_the_run_until_it_is_resumed),
		T(what_makes_no_sense_is_refused),
		T(an_overhang_to_come_takes_two_places),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
