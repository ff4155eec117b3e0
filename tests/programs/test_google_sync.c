/* The hub with the stand-in as its calendar: outbox, faults, quota, kill -9. */
/* covers: CAL-01 CAL-02 CAL-05 CAL-06 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/google_world.h"

static int
set_up(void **state)
{
	*state = google_world_new();
	return 0;
}

static int
tear_down(void **state)
{
	google_world_free(*state);
	return 0;
}

static void
test_booking_stands_in_the_calendar(void **state)
{
	struct google_world *w = *state;
	json_t *ev;

	assert_true(google_book(w, "Muster", "2026-03-05", 11));
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 1);
	ev = fake_google_at(w->g, CENTRAL, 0);
	assert_string_equal(google_text(ev, "summary"), "Muster, Erika");
	assert_string_equal(
	    google_text(ev, "start/dateTime"), "2026-03-05T11:00:00+01:00");
	assert_non_null(strstr(google_text(ev, "description"), "[Booked by:"));
	json_decref(ev);
	assert_int_equal(google_int(w, "sync_state = 'synced'"), 1);
	assert_true(google_ok(w, "slots.cancel", "{\"id\":%d}",
	    google_sql(w, "SELECT max(id) FROM booking")));
	google_settle(w);
	ev = fake_google_at(w->g, CENTRAL, 0);
	assert_string_equal(
	    google_text(ev, "summary"), "Muster, Erika ( Abgesagt )");
	assert_string_equal(google_text(ev, "colorId"), "6");
	json_decref(ev);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 1);
}

/* Every kind of trouble passes by itself, and nothing stands there twice. */
static void
test_each_fault_passes(void **state)
{
	struct google_world *w = *state;
	int f, n = 0;

	google_settle(w);
	for (f = FAKE_FINE; f < FAKE_GONE; f++) {
		if (f == FAKE_400)
			continue;
		fake_google_fault(w->g, (enum fake_fault)f);
		assert_true(google_book_nth(w, n++));
		google_settle(w);
		assert_int_equal(fake_google_count(w->g, CENTRAL), n);
		assert_int_equal(google_int(w, "sync_state = 'synced'"), n);
	}
	google_agree(w);
}

/* 400 helps nobody to try again: admins see it, retry and discard it. */
static void
test_failure_for_good(void **state)
{
	struct google_world *w = *state;
	int row;

	google_settle(w);
	fake_google_fault(w->g, FAKE_400);
	assert_true(google_book_nth(w, 0));
	assert_true(google_book_nth(w, 1));
	google_settle(w);
	/* the other booking does not wait for it */
	assert_int_equal(fake_google_count(w->g, CENTRAL), 1);
	assert_int_equal(google_int(w, "sync_state = 'failed'"), 1);
	assert_int_equal(
	    google_sql(w, "SELECT count(*) FROM notification WHERE title"
			  " LIKE '%endg%ltig%'"),
	    1);
	row = google_sql(
	    w, "SELECT id FROM calendar_outbox WHERE state = 'failed'");
	/* what follows for the same event waits for it */
	assert_true(google_ok(w, "slots.cancel", "{\"id\":%d}",
	    google_sql(w, "SELECT min(id) FROM booking")));
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 1);
	assert_true(google_ok(w, "calendar.retry_outbox", "{\"id\":%d}", row));
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 2);
	assert_int_equal(google_int(w, "sync_state = 'synced'"), 2);
	google_agree(w);
}

/* Down for an hour: booking goes on, says so, and all is made up for. */
static void
test_an_hour_without_calendar(void **state)
{
	struct google_world *w = *state;
	int i;

	google_settle(w);
	assert_true(google_book_nth(w, 0));
	google_settle(w);
	assert_int_equal(google_int(w, "capacity_unverified = 1"), 0);
	fake_google_down(w->g, true);
	for (i = 1; i <= 6; i++) {
		google_pass(w, 600);
		assert_true(google_book_nth(w, i));
	}
	assert_int_equal(google_int(w, "capacity_unverified = 1"), 6);
	assert_int_equal(google_int(w, "sync_state = 'pending'"), 6);
	assert_int_equal(
	    google_sql(w, "SELECT count(*) FROM notification"
			  " WHERE title LIKE 'Kalender nicht%central'"),
	    1);
	fake_google_down(w->g, false);
	google_pass(w, 900);
	google_settle(w);
	assert_int_equal(google_int(w, "sync_state = 'synced'"), 7);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 7);
	assert_int_equal(google_int(w, "capacity_unverified = 1"), 0);
	google_agree(w);
}

/* The process dies when Google has done it and the hub does not know yet. */
static void
test_killed_between_write_and_commit(void **state)
{
	struct google_world *w = *state;
	int round;

	google_settle(w);
	for (round = 0; round < 3; round++) {
		if (round == 0)
			assert_true(google_book_nth(w, 0));
		else
			assert_true(google_ok(w,
			    round == 1 ? "slots.cancel" : "slots.set_status",
			    round == 1 ? "{\"id\":%d}"
				       : "{\"id\":%d,\"status\":\"pending\"}",
			    google_sql(w, "SELECT max(id) FROM booking")));
		w->h.hold_work = true;
		while (w->h.work == NULL)
			held_advance(&w->h, 1000);
		google_kill(w);
		google_settle(w);
		assert_int_equal(fake_google_count(w->g, CENTRAL), 1);
		assert_int_equal(google_int(w, "sync_state = 'synced'"), 1);
		google_agree(w);
	}
}

static void
test_budget_of_the_day(void **state)
{
	struct google_world *w = *state;
	int used;

	google_settle(w);
	used = (int)google_sql(w, "SELECT calls FROM calendar_quota");
	assert_true(google_ok(w, "settings.set_key",
	    "{\"key\":\"calendar.daily_budget\",\"value\":\"%d\"}", used + 2));
	assert_true(google_book_nth(w, 0));
	assert_true(google_book_nth(w, 1));
	assert_true(google_book_nth(w, 2));
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 2);
	/* after midnight UTC there is a new one */
	google_pass(w, 18 * 3600);
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 2 + 1);
}

static void
test_dry_run_sends_nothing(void **state)
{
	struct google_world *w = *state;

	google_settle(w);
	assert_true(google_ok(w, "settings.set_key",
	    "{\"key\":\"calendar.dry_run\",\"value\":\"on\"%s}", ""));
	assert_true(google_book_nth(w, 0));
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 0);
	assert_int_equal(
	    google_sql(w, "SELECT count(*) FROM calendar_outbox WHERE sent ="
			  " 0 AND last_error LIKE 'dry-run-%'"),
	    1);
	assert_true(google_ok(w, "settings.set_key",
	    "{\"key\":\"calendar.dry_run\",\"value\":\"off\"%s}", ""));
	/* what was only pretended is written with the next change */
	assert_true(google_ok(w, "slots.cancel", "{\"id\":%d}",
	    google_sql(w, "SELECT max(id) FROM booking")));
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 1);
	google_agree(w);
}

static void
test_one_call_at_a_time(void **state)
{
	struct google_world *w = *state;
	int i, calls;

	google_settle(w);
	for (i = 0; i < 5; i++)
		assert_true(google_book_nth(w, i));
	w->h.hold_work = true;
	for (i = 0; i < 20; i++) {
		held_advance(&w->h, 1000);
		assert_true(w->h.work == NULL || w->h.work->next == NULL);
	}
	calls = fake_google_requests(w->g);
	assert_non_null(w->h.work);
	held_work(&w->h);
	assert_int_equal(fake_google_requests(w->g), calls + 1);
	w->h.hold_work = false;
	google_settle(w);
	assert_int_equal(fake_google_count(w->g, CENTRAL), 5);
}

static void
test_bad_credentials_are_told(void **state)
{
	struct google_world *w = *state;

	google_settle(w);
	google_spoil_key(w);
	fake_google_withdraw(w->g);
	fake_google_refuse_account(w->g, true);
	assert_true(google_book_nth(w, 0));
	google_pass(w, 600);
	assert_int_equal(google_int(w, "sync_state = 'pending'"), 1);
	assert_int_equal(google_sql(w, "SELECT count(*) FROM notification"
				       " WHERE title LIKE 'Kalender nicht%'"),
	    1);
	assert_false(google_ok(w, "calendar.check", "{%s}", ""));
	fake_google_refuse_account(w->g, false);
	google_write_key(w);
	google_pass(w, 120);
	google_settle(w);
	assert_int_equal(google_int(w, "sync_state = 'synced'"), 1);
	assert_true(google_ok(w, "calendar.check", "{%s}", ""));
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	static const struct CMUnitTest tests[] = {
		T(test_booking_stands_in_the_calendar),
		T(test_each_fault_passes),
		T(test_failure_for_good),
		T(test_an_hour_without_calendar),
		T(test_killed_between_write_and_commit),
		T(test_budget_of_the_day),
		T(test_dry_run_sends_nothing),
		T(test_one_call_at_a_time),
		T(test_bad_credentials_are_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
