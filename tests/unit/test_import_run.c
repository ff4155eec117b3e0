/* Import runs against the real core: slices, kill, repeat, removal. */
/* covers: ANA-12 DATA-09 DATA-12 DATA-21 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "common/buf.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "common/xalloc.h"
#include "tests/harness/held.h"

#define FIXTURES "tests/fixtures/legacy/"
#define NOW INT64_C(1795366800000) /* 2026-11-22 17:00 UTC */

static const char *const full[] = { "historical/historical_bookings.jsonl",
	"historical/historical_outcomes.jsonl",
	"historical/historical_stats.json", "logs/snapshot_1.csv",
	"persistent/blocked_dates.json", "tracking/bookings.jsonl",
	"tracking/customer_profiles.json", "tracking/daily_metrics.json",
	"tracking/failed_bookings.jsonl", "tracking/outcomes.jsonl", NULL };
static const char *const small[] = { "tracking/outcomes.jsonl",
	"tracking/bookings.jsonl", NULL };

struct world {
	struct held h;
	struct held_conn *op;
	int keys;
};

static int
setup(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));

	*state = w;
	held_init(&w->h, NOW);
	if (!held_start(&w->h))
		return -1;
	w->op = held_connect(&w->h, "op", true);
	return 0;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	held_disconnect(w->op);
	held_done(&w->h);
	test_free(w);
	return 0;
}

/* Answer of a call as tree; slices are left to the caller. */
static json_t *
ask(struct world *w, const char *op, const char *params)
{
	char *line = xprintf("{\"id\":1,\"op\":\"%s\",\"params\":%s,"
			     "\"idempotency_key\":\"k%d\"}",
	    op, params, w->keys++);
	const char *answer;
	json_t *v;

	held_line(w->op, line);
	free(line);
	app_turn_end(w->h.app);
	answer = held_next(w->op, false);
	assert_non_null(answer);
	v = json_parse_heap(answer, strlen(answer), NULL);
	assert_non_null(v);
	return v;
}

static const char *
code_of(const json_t *answer)
{
	return json_get_str(answer, "code", "OK");
}

/* The call must succeed; its data belong to the caller. */
static json_t *
data_of(struct world *w, const char *op, const char *params)
{
	json_t *v = ask(w, op, params), *data;

	if (!json_get_bool(v, "success", false))
		fail_msg("%s %s: %s", op, params, code_of(v));
	data = json_incref(json_get(v, "data"));
	json_decref(v);
	return data;
}

static int64_t
run_op(struct world *w, const char *op, int64_t run)
{
	char *params = xprintf("{\"run\":%lld}", (long long)run);
	json_t *d = data_of(w, op, params);
	int64_t total =
	    json_get_int(json_get(json_get(d, "run"), "progress"), "total", -1);

	free(params);
	json_decref(d);
	return total;
}

static const char *
refused(struct world *w, const char *op, int64_t run)
{
	static const char *const codes[] = { "OK", "CONFLICT", "NOT_FOUND",
		"LIMIT", "VALIDATION" };
	char *params = xprintf("{\"run\":%lld}", (long long)run);
	json_t *v = ask(w, op, params);
	const char *code = NULL;
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (str_eq(codes[i], code_of(v)))
			code = codes[i];
	json_decref(v);
	free(params);
	return code;
}

static int64_t
add_chunk(struct world *w, int64_t run, const char *name, int n, const char *p)
{
	size_t len = strlen(p);
	char *text = xmalloc(sodium_base64_encoded_len(len, 1)), *params;
	json_t *d;
	int64_t id;

	sodium_bin2base64(
	    text, sodium_base64_encoded_len(len, 1), (const void *)p, len, 1);
	params = run == 0 ? xprintf("{\"name\":\"%s\",\"chunk\":%d,"
				    "\"content\":\"%s\"}",
				name, n, text)
			  : xprintf("{\"run\":%lld,\"name\":\"%s\","
				    "\"chunk\":%d,\"content\":\"%s\"}",
				(long long)run, name, n, text);
	d = data_of(w, "imports.add_file", params);
	id = json_get_int(d, "run", 0);
	json_decref(d);
	free(params);
	free(text);
	return id;
}

static int64_t
add_file(struct world *w, int64_t run, const char *dir, const char *name,
    size_t step)
{
	char *path = xprintf("%s/%s", dir, name), *p = xmalloc(step + 1);
	FILE *f = fopen(path, "r");
	size_t n;
	int chunk = 0;

	assert_non_null(f);
	while ((n = fread(p, 1, step, f)) > 0 || chunk == 0) {
		p[n] = '\0';
		run = add_chunk(w, run, name, chunk++, p);
	}
	fclose(f);
	free(p);
	free(path);
	return run;
}

static int64_t
add_files(
    struct world *w, const char *dir, const char *const *names, size_t step)
{
	int64_t run = 0;

	for (; *names != NULL; names++)
		run = add_file(w, run, dir, *names, step);
	return run;
}

static int64_t
plan_fixture(struct world *w, const char *dir, const char *const *names)
{
	int64_t run = add_files(w, dir, names, 700);

	run_op(w, "imports.plan", run);
	return run;
}

static int64_t
import_fixture(struct world *w, const char *dir, const char *const *names)
{
	int64_t run = plan_fixture(w, dir, names);

	run_op(w, "imports.start", run);
	held_turn(&w->h);
	return run;
}

static json_t *
show(struct world *w, int64_t run)
{
	char *params = xprintf("{\"run\":%lld}", (long long)run);
	json_t *d = data_of(w, "imports.show", params);

	free(params);
	return d;
}

static void
assert_state(struct world *w, int64_t run, const char *state)
{
	json_t *d = show(w, run);

	assert_string_equal(
	    json_get_str(json_get(d, "run"), "state", ""), state);
	json_decref(d);
}

static int
applied(struct world *w, int64_t run, const char *what)
{
	json_t *d = show(w, run);
	int n = (int)json_get_int(
	    json_get(json_get(d, "run"), "applied"), what, -1);

	json_decref(d);
	return n;
}

static int
counted(struct world *w, int64_t run, const char *what)
{
	json_t *d = show(w, run);
	int n = (int)json_get_int(
	    json_get(json_get(json_get(d, "run"), "report"), "counts"), what,
	    -1);

	json_decref(d);
	return n;
}

#define SQL(w, text) held_int(&(w)->h, "SELECT " text)

/* Everything that counts, as one number that any change would change. */
static int64_t
visible(struct world *w)
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
	struct world *w = *state;
	int64_t run = import_fixture(w, FIXTURES "small", small);

	assert_state(w, run, "done");
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
	struct world *w = *state;
	int64_t first = import_fixture(w, FIXTURES "full", full), second;
	int64_t before = visible(w), rows;

	assert_true(applied(w, first, "new") > 20);
	rows = SQL(w, "(SELECT count(*) FROM outcome) + (SELECT count(*)"
		      " FROM historical_cell) + (SELECT count(*)"
		      " FROM daily_metrics)");
	second = plan_fixture(w, FIXTURES "full", full);
	assert_int_equal(counted(w, second, "new"), 0);
	assert_int_equal(counted(w, second, "changed"), 0);
	run_op(w, "imports.start", second);
	held_turn(&w->h);
	assert_state(w, second, "done");
	assert_int_equal(applied(w, second, "new"), 0);
	assert_int_equal(applied(w, second, "changed"), 0);
	assert_true(visible(w) == before);
	assert_true(rows == SQL(w, "(SELECT count(*) FROM outcome)"
				   " + (SELECT count(*) FROM historical_cell)"
				   " + (SELECT count(*) FROM daily_metrics)"));
}

static void
everything_of_a_full_run_arrives(void **state)
{
	struct world *w = *state;
	int64_t run = import_fixture(w, FIXTURES "full", full);

	assert_state(w, run, "done");
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
	assert_int_equal(counted(w, run, "metric_differences"), 1);
	assert_int_equal(
	    SQL(w, "count(*) FROM account WHERE placeholder = 1"), 3);
}

static void
the_report_names_every_file_and_broken_line(void **state)
{
	struct world *w = *state;
	json_t *d = show(w, plan_fixture(w, FIXTURES "full", full)), *f;
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
	struct world *w = *state;
	int64_t before = visible(w), run;
	int slices = 0;

	run = plan_fixture(w, FIXTURES "full", full);
	run_op(w, "imports.start", run);
	while (app_has_slices(w->h.app)) {
		assert_true(visible(w) == before);
		app_slice(w->h.app);
		slices++;
	}
	assert_true(slices > 5);
	assert_true(visible(w) != before);
	assert_state(w, run, "done");
}

/* Stops after n slices, opens the same folder again and goes on. */
static void
killed_after(struct world *w, int64_t run, int n)
{
	run_op(w, "imports.start", run);
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
	struct world *w = *state;
	int64_t run = plan_fixture(w, FIXTURES "full", full), before;

	before = visible(w);
	killed_after(w, run, 4);
	assert_true(visible(w) == before);
	assert_true(app_has_slices(w->h.app));
	held_turn(&w->h);
	assert_state(w, run, "done");
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"), 10);
	assert_int_equal(SQL(w, "count(*) FROM booking_now"), 6);
	assert_int_equal(SQL(w, "count(*) FROM customer_profile_now"), 8);
	assert_int_equal(SQL(w, "count(*) FROM block"), 4);
}

static void
a_half_run_is_removed_without_a_trace(void **state)
{
	struct world *w = *state;
	int64_t run, before;

	import_fixture(w, FIXTURES "small", small);
	before = visible(w);
	run = plan_fixture(w, FIXTURES "full", full);
	killed_after(w, run, 7);
	run_op(w, "imports.remove", run);
	held_turn(&w->h);
	assert_state(w, run, "removed");
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
	struct world *w = *state;
	int64_t first = import_fixture(w, FIXTURES "small", small), run;
	int64_t before = visible(w);

	/* a newer look at one appointment of the first run */
	run = add_chunk(w, 0, "outcomes.jsonl", 0,
	    "{\"customer\":\"Beispiel, Max ( nicht erschienen )\","
	    "\"date\":\"2025-09-18\",\"time\":\"14:00\",\"color_id\":11,"
	    "\"timestamp\":\"2025-09-20T10:00:00Z\"}\n");
	run_op(w, "imports.plan", run);
	assert_int_equal(counted(w, run, "new"), 0);
	assert_int_equal(counted(w, run, "changed"), 1);
	run_op(w, "imports.start", run);
	held_turn(&w->h);
	assert_int_equal(applied(w, run, "changed"), 1);
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
	assert_string_equal(refused(w, "imports.remove", first), "CONFLICT");
	run_op(w, "imports.remove", run);
	held_turn(&w->h);
	assert_state(w, run, "removed");
	assert_int_equal(SQL(w, "score_hundredths FROM customer_profile_now"
				" WHERE customer_key = 'beispiel, max'"),
	    5000);
	assert_int_equal(SQL(w, "completed FROM daily_metrics_now"
				" WHERE date = '2025-09-18'"),
	    1);
	run_op(w, "imports.remove", first);
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
	struct world *w = *state;
	int64_t run;

	import_fixture(w, FIXTURES "small", small);
	run = add_chunk(w, 0, "outcomes.jsonl", 0, line);
	run_op(w, "imports.plan", run);
	run_op(w, "imports.start", run);
	held_turn(&w->h);
	assert_int_equal(applied(w, run, "new"), 0);
	assert_int_equal(applied(w, run, "changed"), 0);
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"
				" WHERE outcome = 'cancelled'"),
	    0);
}

static void
a_dry_run_cannot_be_started(void **state)
{
	struct world *w = *state;
	int64_t run = add_files(w, FIXTURES "small", small, 100000);
	char *params =
	    xprintf("{\"run\":%lld,\"dry_run\":true}", (long long)run);
	json_t *d = data_of(w, "imports.plan", params);

	assert_string_equal(
	    json_get_str(json_get(d, "run"), "state", ""), "open");
	json_decref(d);
	free(params);
	assert_int_equal(counted(w, run, "appointments"), 3);
	assert_string_equal(refused(w, "imports.start", run), "CONFLICT");
	assert_int_equal(SQL(w, "count(*) FROM import_chunk"), 0);
	run_op(w, "imports.plan", run);
	run_op(w, "imports.start", run);
}

static void
a_step_that_fails_breaks_the_run_until_it_is_resumed(void **state)
{
	struct world *w = *state;
	int64_t run = plan_fixture(w, FIXTURES "small", small), other;

	assert_true(
	    held_sql(&w->h, "CREATE TRIGGER fault BEFORE INSERT ON outcome"
			    " BEGIN SELECT RAISE(ABORT, 'LIMIT'); END"));
	run_op(w, "imports.start", run);
	held_turn(&w->h);
	assert_state(w, run, "broken");
	assert_int_equal(SQL(w, "count(*) FROM outcome"), 0);
	other = plan_fixture(w, FIXTURES "full", full);
	assert_string_equal(refused(w, "imports.start", other), "CONFLICT");
	assert_true(held_sql(&w->h, "DROP TRIGGER fault"));
	run_op(w, "imports.resume", run);
	held_turn(&w->h);
	assert_state(w, run, "done");
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"), 3);
	run_op(w, "imports.start", other);
}

static void
what_makes_no_sense_is_refused(void **state)
{
	struct world *w = *state;
	int64_t run;
	json_t *v;

	assert_string_equal(refused(w, "imports.plan", 77), "NOT_FOUND");
	assert_string_equal(refused(w, "imports.start", 77), "NOT_FOUND");
	assert_string_equal(refused(w, "imports.remove", 77), "NOT_FOUND");
	assert_string_equal(refused(w, "imports.resume", 77), "NOT_FOUND");
	assert_string_equal(refused(w, "imports.show", 77), "NOT_FOUND");
	v = ask(w, "imports.add_file",
	    "{\"name\":\"a\",\"chunk\":0,\"content\":\"%%%\"}");
	assert_string_equal(code_of(v), "VALIDATION");
	json_decref(v);
	/* the first chunk is missing */
	run = add_chunk(w, 0, "tracking/outcomes.jsonl", 1, "x");
	assert_string_equal(refused(w, "imports.plan", run), "CONFLICT");
	assert_string_equal(refused(w, "imports.start", run), "CONFLICT");
	assert_string_equal(refused(w, "imports.resume", run), "CONFLICT");
	run_op(w, "imports.remove", run);
	held_turn(&w->h);
	assert_state(w, run, "removed");
	assert_string_equal(refused(w, "imports.remove", run), "CONFLICT");
	run = import_fixture(w, FIXTURES "small", small);
	assert_string_equal(refused(w, "imports.start", run), "CONFLICT");
	assert_string_equal(refused(w, "imports.plan", run), "CONFLICT");
}

static void
history_shows_cells_and_totals(void **state)
{
	struct world *w = *state;
	json_t *d, *t;

	import_fixture(w, FIXTURES "full", full);
	d = data_of(w, "analytics.show_history", "{}");
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
	d = data_of(w, "analytics.show_history",
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
	struct world *w = *state;
	char *text = synthetic_days(300), *cut;
	int64_t run;
	json_t *d, *t;

	cut = xstrndup(text, 30000);
	run = add_chunk(w, 0, "historical_outcomes.jsonl", 0, cut);
	add_chunk(w, run, "historical_outcomes.jsonl", 1, text + 30000);
	free(cut);
	free(text);
	run_op(w, "imports.plan", run);
	run_op(w, "imports.start", run);
	held_turn(&w->h);
	d = data_of(w, "analytics.show_history", "{}");
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
check_sample_history(struct world *w)
{
	json_t *d = data_of(w, "analytics.show_history", "{}");
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
check_sample_days(struct world *w)
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
	struct world *w = *state;
	int64_t run;

	if (sample_dir() == NULL) {
		print_message("# set HUB_LEGACY_DIR to check the original's "
			      "files\n");
		skip();
	}
	run = add_files(w, sample_dir(), sample, 36000);
	run_op(w, "imports.plan", run);
	assert_int_equal(counted(w, run, "outcome_lines"), 279);
	assert_int_equal(counted(w, run, "outcome_ids"), 152);
	assert_int_equal(counted(w, run, "appointments"), 140);
	assert_int_equal(counted(w, run, "completed"), 48);
	assert_int_equal(counted(w, run, "rescheduled"), 54);
	assert_int_equal(counted(w, run, "ghost"), 26);
	assert_int_equal(counted(w, run, "cancelled"), 7);
	assert_int_equal(counted(w, run, "no_show"), 4);
	assert_int_equal(counted(w, run, "exit"), 1);
	assert_int_equal(counted(w, run, "metric_differences"), 0);
	assert_int_equal(counted(w, run, "metric_days_used"), 1);
	run_op(w, "imports.start", run);
	held_turn(&w->h);
	assert_state(w, run, "done");
	check_sample_history(w);
	check_sample_days(w);
	assert_int_equal(SQL(w, "count(*) FROM outcome_now"), 140);
	/* profiles and plan agree, and profiles cover every outcome */
	assert_int_equal(SQL(w, "count(*) FROM customer_profile_now"),
	    counted(w, run, "customers"));
	assert_int_equal(SQL(w, "sum(total) FROM customer_profile_now"), 140);
	assert_int_equal(SQL(w, "sum(no_shows + ghosts)"
				" FROM customer_profile_now"),
	    30);
	assert_int_equal(SQL(w, "count(*) FROM customer_profile_now"
				" WHERE risk = 'high'"),
	    0);
	run = add_files(w, sample_dir(), sample, 36000);
	run_op(w, "imports.plan", run);
	assert_int_equal(counted(w, run, "new"), 0);
	assert_int_equal(counted(w, run, "changed"), 0);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
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
		T(history_shows_cells_and_totals),
		T(three_hundred_days_are_analysed),
		T(the_sample_of_the_original_meets_its_acceptance_figures),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
