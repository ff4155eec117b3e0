/* Availability in the real core with a held clock: window, roll, specials,
 * cuts and blocks end in the right slot_total (booking.md 5, 19.4, 19.5).
 * covers: SLOT-01 SLOT-03 SLOT-09 HOL-05 HOL-06 CAL-07 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "common/log.h"
#include "common/str.h"
#include "common/tz.h"
#include "tests/harness/held.h"

#define MINUTE INT64_C(60000)
#define DAY (24 * 60 * MINUTE)

struct bench {
	struct held h;
	struct held_conn *chef;
	int keys;
};

/* Monday 2 March 2026, 08:00 in Berlin; nobody is a consultant yet. */
static int
set_up(void **state)
{
	struct bench *b = calloc(1, sizeof(*b));
	int64_t at;

	assert_non_null(b);
	assert_true(tz_set("Europe/Berlin"));
	tz_civil(date_parse("2026-03-02"), 8 * 60, &at);
	held_init(&b->h, at);
	assert_true(held_start(&b->h));
	held_advance(&b->h, 0);
	b->chef = held_user(&b->h, "chef", "admin");
	*state = b;
	return 0;
}

static int
tear_down(void **state)
{
	struct bench *b = *state;

	if (b->chef != NULL)
		held_disconnect(b->chef);
	held_done(&b->h);
	free(b);
	return 0;
}

/* Stops and starts the core on the same folder; chef is gone afterwards. */
static void
restart(struct bench *b, int64_t later)
{
	if (b->chef != NULL)
		b->chef = held_disconnect(b->chef);
	held_stop(&b->h);
	b->h.now += later;
	assert_true(held_start(&b->h));
	held_advance(&b->h, 0);
}

static const char *
call(struct bench *b, const char *op, const char *params)
{
	char key[16];

	snprintf(key, sizeof(key), "k%d", ++b->keys);
	return held_call(b->chef, op, params, key);
}

static void
must(struct bench *b, const char *op, const char *params)
{
	const char *answer = call(b, op, params);

	if (strstr(answer, "\"success\":true") == NULL)
		fail_msg("%s %s: %s", op, params, answer);
}

static void
sql(struct bench *b, const char *text)
{
	assert_true(held_sql(&b->h, text));
}

static int64_t
number(struct bench *b, const char *text)
{
	return held_int(&b->h, text);
}

/* A figure of a slot; -1 when it has no row. */
static int
figure(struct bench *b, const char *column, const char *date, int hour)
{
	char text[160];

	snprintf(text, sizeof(text),
	    "SELECT %s FROM slot_total WHERE date = '%s' AND hour = %d", column,
	    date, hour);
	return (int)held_int(&b->h, text);
}
#define TOTAL(date, hour) figure(b, "total", (date), (hour))

/* Anna, Bernd and Clara are the default pool; Anna is ready all Mondays. */
static void
three_consultants(struct bench *b)
{
	must(b, "availability.set_consultant",
	    "{\"name\":\"Anna\",\"default_pool\":true}");
	must(b, "availability.set_consultant",
	    "{\"name\":\"Bernd\",\"default_pool\":true}");
	must(b, "availability.set_consultant",
	    "{\"name\":\"Clara\",\"default_pool\":true}");
	must(b, "availability.set_manual",
	    "{\"consultant\":1,\"date\":\"2026-03-02\",\"from\":\"09:00\","
	    "\"to\":\"22:00\",\"repeat_until\":\"2026-12-28\"}");
}

/* --- window, 19.4 --- */

static void
test_window(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	assert_int_equal(TOTAL("2026-04-26", 11), -1); /* D+55, a Sunday */
	assert_int_equal(TOTAL("2026-04-27", 9), 1);   /* D+56: generated */
	assert_int_equal(TOTAL("2026-04-27", 11), 3);
	assert_int_equal(figure(b, "fallback", "2026-04-27", 11), 0);
	assert_int_equal(TOTAL("2026-04-28", 11), 9); /* D+57: fallback */
	assert_int_equal(figure(b, "consultants", "2026-04-28", 11), 3);
	assert_int_equal(figure(b, "fallback", "2026-04-28", 11), 1);
	assert_int_equal(TOTAL("2026-04-28", 9), 0); /* no standard slot */
	assert_int_equal(TOTAL("2026-04-30", 20), 6);
	assert_int_equal(figure(b, "blocked", "2026-05-01", 9), 1);
	assert_int_equal(TOTAL("2026-05-01", 9), 0);
	assert_int_equal(figure(b, "blocked", "2026-05-25", 11), 1); /* D+84 */
	assert_int_equal(TOTAL("2026-05-26", 11), -1);		     /* D+85 */
	/* in the generated window nobody is nobody, never the pool */
	assert_int_equal(TOTAL("2026-03-03", 11), 0);
	assert_int_equal(TOTAL("2026-03-06", 16), -1); /* not on a Friday */
}

static void
test_midnight_moves_the_window(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	held_advance(&b->h, 16 * 60 * MINUTE - 1); /* 23:59:59.999 */
	assert_int_equal(TOTAL("2026-05-26", 11), -1);
	assert_int_equal(TOTAL("2026-04-28", 11), 9);
	held_advance(&b->h, 1);
	assert_int_equal(TOTAL("2026-05-26", 11), 9); /* new last day */
	assert_int_equal(TOTAL("2026-04-28", 11), 0); /* now generated */
	assert_int_equal(TOTAL("2026-03-02", 11), 3); /* stays as it was */
	assert_int_equal(
	    number(b, "SELECT count(*) FROM availability"
		      " WHERE start_at < unixepoch('2026-03-02 23:00')"
		      " * 1000"),
	    0);
	assert_int_equal(number(b, "SELECT count(*) FROM meta WHERE key ="
				   " 'availability.rolled'"
				   " AND value = '2026-03-03'"),
	    1);
}

/* Several midnights without the server: one start catches up. */
static void
test_start_after_days_off(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	restart(b, 10 * DAY);
	assert_int_equal(TOTAL("2026-06-03", 11), 9); /* 12 March + 83 days */
	assert_int_equal(TOTAL("2026-05-07", 11), 0); /* D+56 is generated */
	assert_int_equal(TOTAL("2026-05-08", 11), 9); /* D+57 */
}

static void
test_clock_change_keeps_the_local_hour(void **state)
{
	struct bench *b = *state;

	assert_int_equal(
	    number(b, "SELECT start_at = unixepoch('2026-03-27 10:00') * 1000"
		      " FROM slot_total WHERE date = '2026-03-27'"
		      " AND hour = 11"),
	    1);
	assert_int_equal(
	    number(b, "SELECT start_at = unixepoch('2026-03-30 07:00') * 1000"
		      " FROM slot_total WHERE date = '2026-03-30'"
		      " AND hour = 9"),
	    1);
}

/* --- started slots stay --- */

static void
test_started_slots_are_not_touched(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	held_advance(&b->h, 3 * 60 * MINUTE); /* 11:00:00: it has started */
	must(b, "availability.set_consultant",
	    "{\"id\":1,\"name\":\"Anna\",\"active\":false}");
	assert_int_equal(TOTAL("2026-03-02", 9), 1);
	assert_int_equal(TOTAL("2026-03-02", 11), 3);
	assert_int_equal(TOTAL("2026-03-02", 14), 0);
	assert_int_equal(number(b, "SELECT count(*) FROM availability"
				   " WHERE start_at <= unixepoch("
				   "'2026-03-02 10:00') * 1000"),
	    2);
}

/* One millisecond before its start the slot still follows. */
static void
test_slot_follows_until_it_starts(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	held_advance(&b->h, 3 * 60 * MINUTE - 1);
	must(b, "blocks.add",
	    "{\"type\":\"full_day\",\"start_date\":\"2026-03-02\"}");
	assert_int_equal(TOTAL("2026-03-02", 9), 1);
	assert_int_equal(TOTAL("2026-03-02", 11), 0);
	assert_int_equal(figure(b, "blocked", "2026-03-02", 11), 1);
}

/* --- capacity, 19.1 --- */

static void
test_places_per_slot(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	for (int i = 1; i <= 3; i++) {
		char p[200];

		snprintf(p, sizeof(p),
		    "{\"consultant\":%d,\"date\":\"2026-03-03\","
		    "\"from\":\"09:00\",\"to\":\"22:00\"}",
		    i);
		must(b, "availability.set_manual", p);
		snprintf(p, sizeof(p),
		    "{\"consultant\":%d,\"date\":\"2026-03-06\","
		    "\"from\":\"09:00\",\"to\":\"22:00\"}",
		    i);
		must(b, "availability.set_manual", p);
	}
	assert_int_equal(TOTAL("2026-03-03", 9), 3);
	assert_int_equal(TOTAL("2026-03-03", 14), 9);
	assert_int_equal(TOTAL("2026-03-03", 20), 6);
	assert_int_equal(TOTAL("2026-03-06", 9), 6);
	assert_int_equal(TOTAL("2026-03-06", 14), 9);
	assert_int_equal(TOTAL("2026-03-06", 16), -1);
}

static void
test_capacity_from_a_day_on(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	must(b, "availability.set_capacity",
	    "{\"hour\":9,\"weekdays\":[0],\"places\":2,"
	    "\"effective_from\":\"2026-03-10\"}");
	assert_int_equal(TOTAL("2026-03-09", 9), 1);
	assert_int_equal(TOTAL("2026-03-16", 9), 2);
	must(b, "availability.set_capacity",
	    "{\"hour\":9,\"weekdays\":[0],\"places\":3,"
	    "\"effective_from\":\"2026-03-10\"}"); /* same row again */
	assert_int_equal(TOTAL("2026-03-16", 9), 3);
	assert_int_equal(number(b, "SELECT count(*) FROM slot_capacity"), 5);
}

/* A booking of account 1 (chef) that takes place n of the slot. */
static void
book(struct bench *b, const char *date, int hour, int n)
{
	char text[700];

	snprintf(text, sizeof(text),
	    "INSERT INTO booking(uuid, customer_last, customer_first,"
	    " customer_key, date, hour, start_at, end_at, booked_by,"
	    " potential, color_id, booked_at)"
	    " SELECT 'u%d', 'Muster', 'Nr %d', 'muster, nr %d', date, hour,"
	    " start_at, start_at + 7200000,"
	    " (SELECT id FROM account WHERE name = 'chef'), 'gut', 2, 0"
	    " FROM slot_total WHERE date = '%s' AND hour = %d",
	    n, n, n, date, hour);
	sql(b, text);
	snprintf(text, sizeof(text),
	    "INSERT INTO slot_place(start_at, place, booking)"
	    " SELECT start_at, %d, id FROM booking WHERE uuid = 'u%d'",
	    n, n);
	sql(b, text);
}

static void
test_cut_changes_no_booking(void **state)
{
	struct bench *b = *state;
	const char *answer;

	three_consultants(b);
	for (int i = 0; i < 3; i++)
		book(b, "2026-03-09", 11, i);
	answer =
	    call(b, "availability.set_capacity", "{\"hour\":11,\"places\":2}");
	assert_non_null(
	    strstr(answer, "\"affected\":[{\"date\":\"2026-03-09\",\"hour\":11,"
			   "\"booked\":3,\"total\":2}]"));
	assert_int_equal(TOTAL("2026-03-09", 11), 2);
	assert_int_equal(number(b, "SELECT count(*) FROM slot_place"), 3);
	assert_int_equal(
	    number(b, "SELECT count(*) FROM booking WHERE status = 'pending'"),
	    3);
}

static void
test_slot_leaves_the_grid(void **state)
{
	struct bench *b = *state;
	const char *answer;

	three_consultants(b);
	book(b, "2026-03-09", 11, 0);
	answer = call(b, "availability.set_grid",
	    "{\"weekday\":0,\"hour\":11,\"active\":false,"
	    "\"effective_from\":\"2026-03-05\"}");
	assert_non_null(strstr(answer, "\"customer\":\"Muster, Nr 0\""));
	assert_int_equal(TOTAL("2026-03-02", 11), 3);
	assert_int_equal(TOTAL("2026-03-09", 11), -1);
	assert_int_equal(number(b, "SELECT count(*) FROM booking"), 1);
	must(b, "availability.set_grid",
	    "{\"weekday\":0,\"hour\":11,\"active\":true,"
	    "\"effective_from\":\"2026-03-05\"}");
	assert_int_equal(TOTAL("2026-03-09", 11), 3);
	/* the standard column was not named and stayed as it was */
	assert_int_equal(TOTAL("2026-05-04", 11), 9);
}

/* --- special bookings and external events --- */

static void
test_special_booking_takes_the_consultant_off(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	sql(b, "INSERT INTO special_booking(start_at, date, hour,"
	       " event_minute, duration, type, consultant, customer_last,"
	       " booked_by, created_at) SELECT start_at, date, hour, 840, 60,"
	       " 'UL', 1, 'Muster', (SELECT id FROM account"
	       " WHERE name = 'chef'), 0 FROM slot_total"
	       " WHERE date = '2026-03-09' AND hour = 14");
	must(b, "availability.set_consultant", "{\"id\":1,\"name\":\"Anna\"}");
	assert_int_equal(TOTAL("2026-03-09", 14), 0);
	assert_int_equal(TOTAL("2026-03-09", 16), 3);
	/* Anna still stands in the list: a rebuild must not put her back */
	assert_int_equal(number(b, "SELECT count(*) FROM availability v"
				   " JOIN slot_total t USING(start_at)"
				   " WHERE t.date = '2026-03-09'"
				   " AND t.hour = 14"),
	    1);
	sql(b, "UPDATE special_booking SET cancelled_at = 1");
	must(b, "availability.set_consultant", "{\"id\":1,\"name\":\"Anna\"}");
	assert_int_equal(TOTAL("2026-03-09", 14), 3);
}

static void
test_external_weight_is_kept_apart(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	sql(b, "INSERT INTO external_event(calendar_id, event_id, title,"
	       " start_at, end_at, slot_at, weight) SELECT 'c', 'e', 'Fremd',"
	       " start_at, end_at, start_at, 2 FROM (SELECT start_at,"
	       " start_at + 1 AS end_at FROM slot_total"
	       " WHERE date = '2026-03-09' AND hour = 14)");
	must(b, "availability.set_consultant", "{\"id\":1,\"name\":\"Anna\"}");
	assert_int_equal(TOTAL("2026-03-09", 14), 3);
	assert_int_equal(figure(b, "external", "2026-03-09", 14), 2);
	assert_int_equal(figure(b, "external", "2026-03-09", 16), 0);
}

/* --- blocks, 19.5 --- */

static void
block_hours(struct bench *b, const char *start, const char *end)
{
	char p[200];

	snprintf(p, sizeof(p),
	    "{\"type\":\"time_range\",\"start_date\":\"2026-03-09\","
	    "\"start_time\":\"%s\",\"end_time\":\"%s\"}",
	    start, end);
	must(b, "blocks.add", p);
}

static int64_t
blocked_hours(struct bench *b)
{
	return number(b, "SELECT coalesce(sum(hour), 0) FROM slot_total"
			 " WHERE date = '2026-03-09' AND blocked = 1");
}

static void
test_time_ranges_are_half_open(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	block_hours(b, "14:00", "16:00");
	assert_int_equal(blocked_hours(b), 14);
	must(b, "blocks.remove", "{\"id\":1}");
	assert_int_equal(blocked_hours(b), 0);
	block_hours(b, "12:00", "13:00");
	assert_int_equal(blocked_hours(b), 11);
	must(b, "blocks.remove", "{\"id\":2}");
	block_hours(b, "13:00", "14:00");
	assert_int_equal(blocked_hours(b), 0);
	must(b, "blocks.remove", "{\"id\":3}");
	block_hours(b, "09:00", "21:00");
	assert_int_equal(blocked_hours(b), 9 + 11 + 14 + 16 + 18 + 20);
	must(b, "blocks.remove", "{\"id\":4}");
	assert_int_equal(TOTAL("2026-03-09", 14), 3);
}

/* Without the blocks nothing can be declared free. */
static void
test_unreadable_blocks_refuse(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	sql(b, "ALTER TABLE block RENAME TO block_away");
	assert_non_null(
	    strstr(call(b, "availability.set_consultant",
		       "{\"id\":1,\"name\":\"Anna\",\"default_pool\":false}"),
		"\"code\":\"DATABASE\""));
	assert_non_null(
	    strstr(call(b, "availability.find", "{\"date\":\"2026-03-09\"}"),
		"\"code\":\"DATABASE\""));
	assert_non_null(
	    strstr(call(b, "blocks.check", "{\"date\":\"2026-03-09\"}"),
		"\"code\":\"DATABASE\""));
	assert_int_equal(TOTAL("2026-04-28", 11), 9); /* nothing changed */
	sql(b, "ALTER TABLE block_away RENAME TO block");
	must(b, "blocks.check", "{\"date\":\"2026-03-09\"}");
}

/* HOL-06: the trace of one request, in order. */
struct trace {
	int n;
	char line[64][200];
};

static void
keep_line(void *arg, const char *line)
{
	struct trace *t = arg;

	if (t->n < 64)
		str_copy(t->line[t->n++], sizeof(t->line[0]), line);
}

static int
line_with(const struct trace *t, const char *text)
{
	for (int i = 0; i < t->n; i++)
		if (strstr(t->line[i], text) != NULL)
			return i;
	return -1;
}

static void
test_trace_of_a_block(void **state)
{
	struct bench *b = *state;
	struct trace t = { 0 };
	enum log_level level = log_get_level();
	int asked, checked, adjusted;

	three_consultants(b);
	log_set_sink(keep_line, &t);
	log_set_level(LOG_DEBUG);
	must(b, "blocks.add",
	    "{\"type\":\"full_day\",\"start_date\":\"2026-03-09\"}");
	log_set_level(level);
	log_set_sink(NULL, NULL);
	asked = line_with(&t, "blocks: holidays asked");
	checked = line_with(&t, "blocks: checked, 0 bookings affected");
	adjusted = line_with(&t, "availability: 1 days, 6 slots, 6 changed");
	assert_true(asked >= 0);
	assert_true(asked < checked);
	assert_true(checked < adjusted);
}

/* --- writes --- */

static void
test_unchanged_rows_are_not_written(void **state)
{
	struct bench *b = *state;

	three_consultants(b);
	sql(b, "CREATE TABLE seen(n INTEGER);"
	       "CREATE TRIGGER t1 AFTER INSERT ON slot_total BEGIN"
	       " INSERT INTO seen VALUES(1); END;"
	       "CREATE TRIGGER t2 AFTER UPDATE ON slot_total BEGIN"
	       " INSERT INTO seen VALUES(1); END;"
	       "CREATE TRIGGER t3 AFTER INSERT ON availability BEGIN"
	       " INSERT INTO seen VALUES(2); END;"
	       "CREATE TRIGGER t4 AFTER DELETE ON availability BEGIN"
	       " INSERT INTO seen VALUES(2); END");
	must(b, "availability.set_consultant", "{\"id\":1,\"name\":\"Anne\"}");
	assert_int_equal(number(b, "SELECT count(*) FROM seen"), 0);
	must(b, "availability.set_manual",
	    "{\"consultant\":2,\"date\":\"2026-03-09\",\"from\":\"14:00\","
	    "\"to\":\"16:00\"}");
	assert_int_equal(number(b, "SELECT count(*) FROM seen WHERE n = 1"), 1);
	assert_int_equal(number(b, "SELECT count(*) FROM seen WHERE n = 2"), 1);
}

/* Fifty consultants, 85 days: every slot of the grid is right. */
static void
test_fifty_consultants(void **state)
{
	struct bench *b = *state;

	sql(b, "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL"
	       " SELECT i + 1 FROM n WHERE i < 50)"
	       " INSERT INTO consultant(id, name) SELECT i, 'C' || i FROM n;"
	       "INSERT INTO ready_span(consultant, date, from_minute,"
	       " to_minute, repeat_until, added_by, added_at)"
	       " SELECT c.id, d.value, 540, 1320, '2026-12-31', 'x', 0"
	       " FROM consultant c, json_each('[\"2026-03-02\","
	       "\"2026-03-03\",\"2026-03-04\",\"2026-03-05\","
	       "\"2026-03-06\"]') d");
	must(b, "availability.set_consultant", "{\"id\":1,\"name\":\"C1\"}");
	assert_int_equal(TOTAL("2026-04-27", 9), 50);
	assert_int_equal(TOTAL("2026-04-27", 14), 150);
	assert_int_equal(TOTAL("2026-04-23", 20), 100);
	assert_int_equal(number(b, "SELECT count(*) FROM availability"),
	    50 * number(b, "SELECT count(*) FROM slot_total WHERE blocked = 0"
			   " AND date <= '2026-04-27'"));
}

/* --- consultants of the first start --- */

static void
test_consultants_of_the_configuration(void **state)
{
	struct bench *b = *state;

	sql(b, "INSERT INTO setting(key, value, changed_at, changed_by)"
	       " VALUES('start.consultants',"
	       " 'Anna:a@example.org, Bernd: ,,Clara,anna:x@example.org',"
	       " 0, 'x')");
	restart(b, 0);
	assert_int_equal(number(b, "SELECT count(*) FROM consultant"), 3);
	assert_int_equal(
	    number(b, "SELECT count(*) FROM consultant WHERE name = 'Anna'"
		      " AND calendar_id = 'a@example.org' AND sort = 1"),
	    1);
	assert_int_equal(number(b, "SELECT count(*) FROM consultant"
				   " WHERE calendar_id = ''"),
	    2);
	/* renamed later: the next start does not bring the old name back */
	sql(b, "UPDATE consultant SET name = 'Anne' WHERE name = 'Anna'");
	restart(b, 0);
	assert_int_equal(number(b, "SELECT count(*) FROM consultant"), 3);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_window),
		TEST(test_midnight_moves_the_window),
		TEST(test_start_after_days_off),
		TEST(test_clock_change_keeps_the_local_hour),
		TEST(test_started_slots_are_not_touched),
		TEST(test_slot_follows_until_it_starts),
		TEST(test_places_per_slot),
		TEST(test_capacity_from_a_day_on),
		TEST(test_cut_changes_no_booking),
		TEST(test_slot_leaves_the_grid),
		TEST(test_special_booking_takes_the_consultant_off),
		TEST(test_external_weight_is_kept_apart),
		TEST(test_time_ranges_are_half_open),
		TEST(test_unreadable_blocks_refuse),
		TEST(test_trace_of_a_block),
		TEST(test_unchanged_rows_are_not_written),
		TEST(test_fifty_consultants),
		TEST(test_consultants_of_the_configuration),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
