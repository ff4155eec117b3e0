/* Retention of the audit log: log, archive, anchor (hub file B8, G13). */
/* covers: SEC-12 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/db/db.h"
#include "tests/harness/held.h"

#define MONDAY 1772438400000 /* 2 Mar 2026 08:00Z */
#define HOUR 3600000

struct world {
	struct held h;
	struct held_conn *op;
	char lines[4096]; /* of the log, with "audit" in them */
};

#define SQL(w, text) held_int(&(w)->h, "SELECT " text)

static void
open_world(struct world *w)
{
	assert_true(held_start(&w->h));
	w->op = held_connect(&w->h, "op", true);
}

static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	log_set_level(LOG_ERROR + 1);
	held_init(&w->h, MONDAY);
	w->h.config = "[audit]\nkeep = 10\nkeep_archive = 20\n";
	open_world(w);
	*state = w;
	return 0;
}

/* The figures of production. */
static int
set_up_large(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	log_set_level(LOG_ERROR + 1);
	held_init(&w->h, MONDAY);
	open_world(w);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	log_set_sink(NULL, NULL);
	held_disconnect(w->op);
	held_done(&w->h);
	free(w);
	return 0;
}

/* Rows as dispatch would write them, until the last one has this id. */
static void
fill(struct world *w, int64_t last)
{
	static const struct audit_entry a = { .action = "booking_created",
		.target = "booking:1",
		.details = "{\"customer\":\"Muster, Erika\",\"hour\":9}" };
	struct app *app = w->h.app;
	struct call_box *b = call_take(app, NULL);
	int64_t id = SQL(w, "max(id) FROM audit_log");

	assert_int_equal(db_savepoint(app->db), OK);
	for (; id < last; id++)
		assert_int_equal(audit_write(&b->call, &a), OK);
	assert_int_equal(db_release(app->db), OK);
	turn_add(app, b);
	app_turn_end(app);
}

/* The task of the hour, and its portions. */
static void
run_task(struct world *w)
{
	int i;

	held_advance(&w->h, HOUR);
	for (i = 0; i < 400; i++)
		held_advance(&w->h, 50);
}

static void
is_fine(struct world *w, int64_t checked)
{
	const char *line = held_call(w->op, "audit.verify", "{}", NULL);
	char want[60];

	snprintf(want, sizeof(want), "\"ok\":true,\"checked\":%lld,",
	    (long long)checked);
	if (line == NULL || strstr(line, want) == NULL)
		fail_msg("wanted %s: %s", want, line);
}

static void
up_to_the_limit_nothing_happens(void **state)
{
	struct world *w = *state;

	fill(w, 10);
	run_task(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log"), 10);
	assert_int_equal(SQL(w, "count(*) FROM audit_archive"), 0);
	is_fine(w, 10);
}

/* The row about the run is an entry and takes a place as well. */
static void
one_more_moves_the_oldest(void **state)
{
	struct world *w = *state;

	fill(w, 11);
	run_task(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log"), 10);
	assert_int_equal(SQL(w, "min(id) FROM audit_log"), 3);
	assert_int_equal(SQL(w, "count(*) FROM audit_archive"), 2);
	assert_int_equal(SQL(w, "max(id) FROM audit_archive"), 2);
	assert_int_equal(
	    SQL(w, "count(*) FROM audit_log WHERE id = 12 AND"
		   " action = 'archive_run' AND event_type = 'data'"
		   " AND json_extract(details, '$.archived') = 2"
		   " AND json_extract(details, '$.dropped') = 0"
		   " AND json_extract(details, '$.kept') = 10"
		   " AND json_extract(details, '$.in_archive') = 2"),
	    1);
	is_fine(w, 12);
	/* and then there is nothing to do, hour after hour */
	run_task(w);
	run_task(w);
	assert_int_equal(SQL(w, "max(id) FROM audit_log"), 12);
}

static void
the_archive_drops_its_oldest(void **state)
{
	struct world *w = *state;

	fill(w, 29);
	run_task(w); /* row 30 is about it: 10 and 20 */
	assert_int_equal(SQL(w, "count(*) FROM audit_archive"), 20);
	assert_int_equal(SQL(w, "min(id) FROM audit_archive"), 1);
	fill(w, 31);
	run_task(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log"), 10);
	assert_int_equal(SQL(w, "count(*) FROM audit_archive"), 20);
	assert_int_equal(SQL(w, "min(id) FROM audit_archive"), 3);
	assert_int_equal(SQL(w, "last_id FROM audit_anchor"), 2);
	assert_int_equal(SQL(w, "dropped FROM audit_anchor"), 2);
	is_fine(w, 30);
}

static void
a_restart_keeps_the_anchor(void **state)
{
	struct world *w = *state;

	fill(w, 100);
	run_task(w);
	w->op = held_disconnect(w->op);
	held_stop(&w->h);
	open_world(w);
	is_fine(w, 30); /* server_start came, and the task made room */
	run_task(w);
	is_fine(w, 30);
}

/* Rows that were taken away before they retired are missed all the same. */
static void
a_gap_does_not_retire_silently(void **state)
{
	struct world *w = *state;

	fill(w, 25);
	run_task(w);
	assert_true(held_sql(&w->h, "UPDATE audit_guard SET archive_to = 2"));
	assert_true(held_sql(&w->h, "DELETE FROM audit_archive WHERE id = 2"));
	assert_true(held_sql(&w->h, "UPDATE audit_guard SET archive_to = 0"));
	fill(w, 60);
	run_task(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE"
				" action = 'security_alert_audit_gap' AND"
				" severity = 'critical' AND"
				" json_extract(details, '$.missing') = 1"),
	    1);
}

/* A run that fails leaves everything where it was, guard included. */
static void
a_failed_run_changes_nothing(void **state)
{
	struct world *w = *state;

	fill(w, 30);
	held_sql(&w->h, "CREATE TEMP TRIGGER broken BEFORE INSERT ON"
			" main.audit_log WHEN NEW.action = 'archive_run'"
			" BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END");
	run_task(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log"), 30);
	assert_int_equal(SQL(w, "count(*) FROM audit_archive"), 0);
	assert_int_equal(SQL(w, "log_to + archive_to FROM audit_guard"), 0);
	held_sql(&w->h, "DROP TRIGGER broken");
	run_task(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log"), 10);
	assert_int_equal(SQL(w, "log_to + archive_to FROM audit_guard"), 0);
	is_fine(w, 30);
}

/* G13 with the figures of production; and how quickly 60,000 are searched. */
static void
ten_thousand_stay_and_fifty_thousand_are_kept(void **state)
{
	struct world *w = *state;
	const char *line;

	fill(w, 10001);
	run_task(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log"), 10000);
	assert_int_equal(SQL(w, "min(id) FROM audit_log"), 3);
	assert_int_equal(SQL(w, "max(id) FROM audit_archive"), 2);
	fill(w, 60100);
	run_task(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log"), 10000);
	assert_int_equal(SQL(w, "count(*) FROM audit_archive"), 50000);
	is_fine(w, 60000);
	/* newest first, over both (PF-B12) */
	line = held_call(w->op, "audit.search", "{\"limit\":1}", NULL);
	assert_non_null(strstr(line, "\"action\":\"archive_run\""));
	assert_non_null(strstr(line, "\"total\":60000"));
	line = held_call(w->op, "audit.search",
	    "{\"limit\":2,\"offset\":50000,\"action\":\"booking_created\"}",
	    NULL);
	assert_non_null(strstr(line, "\"archived\":true"));
}

static void
keep_line(void *arg, const char *line)
{
	struct world *w = arg;
	size_t n = strlen(w->lines);

	if (strstr(line, "audit head") != NULL)
		snprintf(w->lines + n, sizeof(w->lines) - n, "%s\n", line);
}

static int
count(const char *text, const char *what)
{
	int n = 0;

	for (; (text = strstr(text, what)) != NULL; text++)
		n++;
	return n;
}

/* An outside log can witness the head: at the start and each midnight. */
static void
the_head_goes_to_the_log(void **state)
{
	struct world *w = *state;
	char want[60];

	w->op = held_disconnect(w->op);
	held_stop(&w->h);
	log_set_level(LOG_INFO);
	log_set_sink(keep_line, w);
	open_world(w);
	snprintf(want, sizeof(want), "audit head id=2 mac=");
	assert_non_null(strstr(w->lines, want));
	assert_int_equal(count(w->lines, "audit head"), 1);
	held_advance(&w->h, HOUR);
	assert_int_equal(count(w->lines, "audit head"), 1);
	held_advance(&w->h, 23 * HOUR);
	assert_int_equal(count(w->lines, "audit head"), 2);
	held_advance(&w->h, 24 * HOUR);
	assert_int_equal(count(w->lines, "audit head"), 3);
	log_set_level(LOG_ERROR + 1);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(up_to_the_limit_nothing_happens),
		TEST(one_more_moves_the_oldest),
		TEST(the_archive_drops_its_oldest),
		TEST(a_restart_keeps_the_anchor),
		TEST(a_gap_does_not_retire_silently),
		TEST(a_failed_run_changes_nothing),
		cmocka_unit_test_setup_teardown(
		    ten_thousand_stay_and_fifty_thousand_are_kept, set_up_large,
		    tear_down),
		TEST(the_head_goes_to_the_log),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
