/* Historical figures and the sample of the older system. */
/* covers: ANA-12 DATA-09 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "common/buf.h"
#include "common/date.h"
#include "common/json.h"
#include "common/xalloc.h"
#include "tests/harness/legacy.h"

#define FIXTURES "tests/fixtures/legacy/"
#define SQL(w, text) held_int(&(w)->h, "SELECT " text)

static const char *const history[] = { "historical/historical_bookings.jsonl",
	"historical/historical_outcomes.jsonl",
	"historical/historical_stats.json", NULL };

static void
history_shows_cells_and_totals(void **state)
{
	struct legacy *w = *state;
	json_t *d, *t;

	legacy_import(w, FIXTURES "full", history);
	d = legacy_data(w, "analytics.show_history", "{}");
	t = json_get(d, "totals");
	assert_int_equal(json_array_size(json_get(d, "cells")), 4);
	assert_int_equal(json_get_int(d, "days", 0), 2);
	assert_int_equal(json_get_int(t, "placed", 0), 15);
	assert_int_equal(json_get_int(t, "appeared", 0), 3);
	assert_int_equal(json_get_int(t, "not_appeared", 0), 9);
	assert_int_equal(json_get_int(t, "without_result", 0), 3);
	assert_true(
	    json_real_value(json_object_get(t, "appearance_rate")) == 20.0);
	assert_int_equal(json_array_size(json_get(d, "by_weekday")), 2);
	assert_int_equal(json_array_size(json_get(d, "by_hour")), 4);
	json_decref(d);
	d = legacy_data(w, "analytics.show_history",
	    "{\"from\":\"2025-02-04\",\"to\":\"2025-02-04\"}");
	assert_int_equal(json_array_size(json_get(d, "cells")), 2);
	assert_int_equal(json_get_int(d, "days", 0), 1);
	json_decref(d);
}

/* One cell per day: d % 4 appeared and 3 not appeared. */
static char *
synthetic_days(int n)
{
	struct buf b;
	char date[11];
	int d;

	buf_init(&b, 1 << 20);
	for (d = 0; d < n; d++) {
		date_text(date_make(2025, 1, 1) + d, date);
		buf_addf(&b,
		    "{\"id\":\"a%d\",\"date\":\"%s\",\"time\":\"11:00\","
		    "\"outcome\":\"appeared\",\"count\":%d}\n"
		    "{\"id\":\"n%d\",\"date\":\"%s\",\"time\":\"11:00\","
		    "\"outcome\":\"not_appeared\",\"count\":3}\n",
		    d, date, d % 4, d, date);
	}
	return buf_take(&b);
}

static void
three_hundred_days_are_analysed(void **state)
{
	struct legacy *w = *state;
	char *text = synthetic_days(300), *cut;
	int64_t run;
	json_t *d, *t;

	cut = xstrndup(text, 30000);
	run = legacy_chunk(w, 0, "historical_outcomes.jsonl", 0, cut);
	legacy_chunk(w, run, "historical_outcomes.jsonl", 1, text + 30000);
	free(cut);
	free(text);
	legacy_run(w, "imports.plan", run);
	legacy_run(w, "imports.start", run);
	held_turn(&w->h);
	d = legacy_data(w, "analytics.show_history", "{}");
	t = json_get(d, "totals");
	assert_int_equal(json_array_size(json_get(d, "cells")), 300);
	assert_int_equal(json_get_int(d, "days", 0), 300);
	assert_int_equal(json_get_int(t, "appeared", 0), 450);
	assert_int_equal(json_get_int(t, "not_appeared", 0), 900);
	json_decref(d);
}

/* The original's own files, where they are at hand; never in the tree. */
static const char *
sample_dir(void)
{
	const char *dir = getenv("HUB_LEGACY_DIR");
	struct stat st;

	if (dir == NULL)
		dir = "../shared/data/legacy";
	return stat(dir, &st) == 0 ? dir : NULL;
}

static const char *const sample[] = { "historical/historical_bookings.jsonl",
	"historical/historical_outcomes.jsonl",
	"historical/historical_stats.json", "tracking/customer_profiles.json",
	"tracking/daily_metrics.json", "tracking/outcomes.jsonl", NULL };

static const struct {
	const char *date;
	int total, completed;
} sample_days[] = {
	{ "2025-09-15", 19, 5 },
	{ "2025-09-16", 20, 8 },
	{ "2025-09-17", 23, 8 },
	{ "2025-09-18", 26, 7 },
	{ "2025-09-19", 11, 5 },
	{ "2025-09-20", 1, 1 },
	{ "2025-09-22", 19, 5 },
	{ "2025-09-23", 21, 9 },
};

static void
check_sample_history(struct legacy *w)
{
	json_t *d = legacy_data(w, "analytics.show_history", "{}");
	json_t *t = json_get(d, "totals");

	assert_int_equal(json_array_size(json_get(d, "cells")), 673);
	assert_int_equal(json_get_int(d, "days", 0), 144);
	assert_int_equal(json_get_int(t, "placed", 0), 4660);
	assert_int_equal(json_get_int(t, "appeared", 0), 1141);
	assert_int_equal(json_get_int(t, "not_appeared", 0), 3316);
	assert_int_equal(json_get_int(t, "without_result", 0), 203);
	assert_int_equal(SQL(w, "count(*) FROM historical_cell_now"
				" WHERE appeared IS NULL"),
	    5);
	json_decref(d);
}

static void
check_sample_days(struct legacy *w)
{
	size_t i;

	for (i = 0; i < sizeof(sample_days) / sizeof(sample_days[0]); i++) {
		char *sql = xprintf("SELECT total * 100 + completed"
				    " FROM daily_metrics_now"
				    " WHERE date = '%s' AND legacy = 0",
		    sample_days[i].date);

		assert_int_equal(held_int(&w->h, sql),
		    sample_days[i].total * 100 + sample_days[i].completed);
		free(sql);
	}
	/* a Sunday without appointments exists only in the old figures */
	assert_int_equal(SQL(w, "total * 10 + legacy FROM daily_metrics_now"
				" WHERE date = '2025-09-21'"),
	    1);
}

static void
the_sample_of_the_original_meets_its_acceptance_figures(void **state)
{
	struct legacy *w = *state;
	int64_t run;

	if (sample_dir() == NULL) {
		print_message("# set HUB_LEGACY_DIR to check the original's "
			      "files\n");
		skip();
	}
	run = legacy_files(w, sample_dir(), sample, 36000);
	legacy_run(w, "imports.plan", run);
	assert_int_equal(legacy_count(w, run, "outcome_lines"), 279);
	assert_int_equal(legacy_count(w, run, "outcome_ids"), 152);
	assert_int_equal(legacy_count(w, run, "appointments"), 140);
	assert_int_equal(legacy_count(w, run, "completed"), 48);
	assert_int_equal(legacy_count(w, run, "rescheduled"), 54);
	assert_int_equal(legacy_count(w, run, "ghost"), 26);
	assert_int_equal(legacy_count(w, run, "cancelled"), 7);
	assert_int_equal(legacy_count(w, run, "no_show"), 4);
	assert_int_equal(legacy_count(w, run, "exit"), 1);
	assert_int_equal(legacy_count(w, run, "metric_differences"), 0);
	assert_int_equal(legacy_count(w, run, "metric_days_used"), 1);
	legacy_run(w, "imports.start", run);
	held_turn(&w->h);
	legacy_state(w, run, "done");
	check_sample_history(w);
	check_sample_days(w);
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"), 140);
	/* profiles and plan agree, and profiles cover every outcome */
	assert_int_equal(SQL(w, "count(*) FROM customer_profile_now"),
	    legacy_count(w, run, "customers"));
	assert_int_equal(SQL(w, "sum(total) FROM customer_profile_now"), 140);
	assert_int_equal(SQL(w, "sum(no_shows + ghosts)"
				" FROM customer_profile_now"),
	    30);
	assert_int_equal(SQL(w, "count(*) FROM customer_profile_now"
				" WHERE risk = 'high'"),
	    0);
	run = legacy_files(w, sample_dir(), sample, 36000);
	legacy_run(w, "imports.plan", run);
	assert_int_equal(legacy_count(w, run, "new"), 0);
	assert_int_equal(legacy_count(w, run, "changed"), 0);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, legacy_setup, legacy_teardown)
	const struct CMUnitTest tests[] = {
		T(history_shows_cells_and_totals),
		T(three_hundred_days_are_analysed),
		T(the_sample_of_the_original_meets_its_acceptance_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
