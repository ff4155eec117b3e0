/*
 * Refused sign-ins are answered at a multiple of 600 ms after their arrival,
 * whatever the reason and whatever happens to the connection meanwhile.
 */
/* covers: SEC-16 SEC-10 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/xalloc.h"
#include "server/app_private.h"
#include "tests/harness/doors.h"

#define NINE 1772442000000 /* Mon 2 Mar 2026 09:00Z */
#define STEP 600
#define RIGHT "korrekt-pferd-batterie"

static int
set_up(void **state)
{
	struct held *h = calloc(1, sizeof(*h));

	if (h == NULL)
		return -1;
	held_init(h, NINE);
	h->limits = true; /* and the step of refusals */
	if (!held_start(h))
		return -1;
	door_account(h, "anna", RIGHT);
	*state = h;
	return 0;
}

static int
tear_down(void **state)
{
	held_done(*state);
	free(*state);
	return 0;
}

static struct held_conn *
from(struct held *h, int net)
{
	char *address = xprintf("10.0.%d.1", net);
	struct held_conn *hc;

	h->remote = address;
	hc = held_connect(h, "x", false);
	h->remote = NULL;
	free(address);
	return hc;
}

static void
try(struct held_conn *hc, const char *name, const char *password)
{
	char *line = xprintf("{\"id\":1,\"op\":\"auth.login\",\"params\":{"
			     "\"name\":\"%s\",\"password\":\"%s\"}}",
	    name, password);

	held_line(hc, line);
	free(line);
	held_turn(hc->held);
}

static void
silent(struct held_conn *hc)
{
	assert_null(held_next(hc, false));
}

static void
says(struct held_conn *hc, const char *code)
{
	const char *line = held_next(hc, false);

	assert_non_null(line);
	assert_non_null(strstr(line, code));
}

/* Every reason, each arriving at another moment of the clock. */
static void
all_reasons_take_the_same_time(void **state)
{
	struct held *h = *state;
	static const struct {
		const char *name, *password, *code;
	} tries[] = {
		{ "anna", "falsch", "INVALID_CREDENTIALS" },
		{ "weg", RIGHT, "INVALID_CREDENTIALS" },
		{ "niemand", "falsch", "INVALID_CREDENTIALS" },
		{ "zu", RIGHT, "ACCOUNT_LOCKED" },
		{ "x", "zu kurz der Name", "VALIDATION" },
	};
	struct held_conn *hc;
	size_t i;

	door_account(h, "weg", RIGHT);
	door_account(h, "zu", RIGHT);
	assert_true(held_sql(h, "UPDATE account SET active = 0"
				" WHERE name = 'weg'"));
	assert_true(held_sql(h,
	    "INSERT INTO login_lock(account, source, failures, first_failed_at,"
	    " last_failed_at, locked_until) SELECT id, '', 5, 1772442000000,"
	    " 1772442000000, 1772442900000 FROM account WHERE name = 'zu'"));
	for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++) {
		held_advance(h, 137 * (int64_t)(i + 1));
		hc = from(h, (int)i);
		try(hc, tries[i].name, tries[i].password);
		silent(hc);
		held_advance(h, STEP - 1);
		silent(hc);
		held_advance(h, 1);
		says(hc, tries[i].code);
		held_disconnect(hc);
	}
}

static void
a_success_does_not_wait(void **state)
{
	struct held_conn *hc = from(*state, 1);

	try(hc, "anna", RIGHT);
	says(hc, "\"success\":true");
	held_disconnect(hc);
}

/* A queue of hashes: the next multiple after the work, not 600 ms more. */
static void
late_work_waits_for_the_next_step(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = from(h, 1);

	h->hold_work = true;
	try(hc, "anna", "falsch");
	assert_true(app_conn_paused(hc->cn));
	held_advance(h, 700);
	held_work(h);
	held_advance(h, 499);
	silent(hc);
	assert_true(app_conn_paused(hc->cn));
	held_advance(h, 1);
	says(hc, "INVALID_CREDENTIALS");
	assert_false(app_conn_paused(hc->cn));
	held_disconnect(hc);
}

static void
others_are_served_meanwhile(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = from(h, 1), *ben = held_user(h, "ben", "user");

	try(hc, "anna", "falsch");
	assert_non_null(strstr(
	    held_call(ben, "hub.list_tools", "{}", NULL), "\"success\":true"));
	silent(hc);
	assert_true(app_next_due(h->app) <= h->now + STEP);
	held_advance(h, STEP);
	says(hc, "INVALID_CREDENTIALS");
	held_disconnect(hc);
	held_disconnect(ben);
}

static void
twenty_places_at_once(void **state)
{
	struct held *h = *state;
	struct held_conn *hc[20];
	int i;

	for (i = 0; i < 20; i++) {
		hc[i] = from(h, i);
		try(hc[i], "anna", "falsch");
		held_advance(h, 10); /* each at its own time */
	}
	for (i = 0; i < 20; i++) {
		held_advance(h, i == 0 ? STEP - 200 - 1 : 9);
		silent(hc[i]);
		held_advance(h, 1);
		says(hc[i], i < 4 ? "INVALID_CREDENTIALS" : "ACCOUNT_LOCKED");
	}
	for (i = 0; i < 20; i++)
		held_disconnect(hc[i]);
	assert_int_equal(held_int(h, "SELECT failures FROM login_lock"
				     " WHERE source = ''"),
	    5);
}

/* Two lines of one connection; it is read again when both have left. */
static void
a_connection_waits_for_its_last_refusal(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = from(h, 1);

	try(hc, "anna", "falsch");
	held_advance(h, 300);
	try(hc, "niemand", "falsch"); /* sent before it was held */
	held_advance(h, 300);
	says(hc, "INVALID_CREDENTIALS");
	assert_true(app_conn_paused(hc->cn));
	held_advance(h, 300);
	says(hc, "INVALID_CREDENTIALS");
	assert_false(app_conn_paused(hc->cn));
	held_disconnect(hc);
}

static void
going_away_changes_nothing(void **state)
{
	struct held *h = *state;
	struct held_conn *gone = from(h, 1), *hc = from(h, 2);

	try(gone, "anna", "falsch");
	try(hc, "anna", "falsch");
	held_disconnect(gone);
	held_advance(h, STEP);
	says(hc, "INVALID_CREDENTIALS");
	held_disconnect(hc);
	assert_int_equal(held_int(h, "SELECT sum(failures) FROM login_lock"
				     " WHERE source <> ''"),
	    2);
}

/* The worker comes back to a connection that is gone: it counts all the same.
 */
static void
going_away_in_flight_is_counted(void **state)
{
	struct held *h = *state;
	struct held_conn *gone = from(h, 1);

	h->hold_work = true;
	try(gone, "anna", "falsch");
	held_disconnect(gone);
	held_work(h);
	held_advance(h, STEP);
	assert_int_equal(held_int(h, "SELECT count(*) FROM login_history"
				     " WHERE reason = 'password'"),
	    1);
}

static void
a_stop_answers_at_once(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = from(h, 1);

	try(hc, "anna", "falsch");
	silent(hc);
	app_shutdown(h->app);
	says(hc, "INVALID_CREDENTIALS");
	assert_non_null(strstr(held_next(hc, true), "system.goodbye"));
	assert_true(hc->closed);
	held_disconnect(hc);
}

static void
the_rows_survive_a_restart(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = from(h, 1);
	int i;

	try(hc, "anna", "falsch");
	held_disconnect(hc);
	held_stop(h); /* while the refusal waits */
	assert_true(held_start(h));
	assert_int_equal(held_int(h, "SELECT failures FROM login_lock"
				     " WHERE source <> ''"),
	    1);
	for (i = 0; i < 4; i++) {
		hc = from(h, 1);
		held_advance(h, 12000);
		try(hc, "anna", "falsch");
		held_advance(h, STEP);
		says(hc, i < 3 ? "INVALID_CREDENTIALS" : "ACCOUNT_LOCKED");
		held_disconnect(hc);
	}
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(all_reasons_take_the_same_time),
		TEST(a_success_does_not_wait),
		TEST(late_work_waits_for_the_next_step),
		TEST(others_are_served_meanwhile),
		TEST(twenty_places_at_once),
		TEST(a_connection_waits_for_its_last_refusal),
		TEST(going_away_changes_nothing),
		TEST(going_away_in_flight_is_counted),
		TEST(a_stop_answers_at_once),
		TEST(the_rows_survive_a_restart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
