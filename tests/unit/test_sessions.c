/* Ends of sessions, who is online, what is kept of the past. */
/* covers: SEC-05 SEC-06 SEC-07 HUB-02 API-08 */
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
#include "server/app_private.h"
#include "server/auth/auth_session.h"
#include "tests/harness/doors.h"

#define EIGHT 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define RIGHT "korrekt-pferd-batterie"

static int
set_up(void **state)
{
	struct held *h = calloc(1, sizeof(*h));

	if (h == NULL)
		return -1;
	held_init(h, EIGHT);
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

static void
at(struct held *h, int64_t instant)
{
	assert_true(instant >= h->now);
	held_advance(h, instant - h->now);
}

static struct held_conn *
enter(struct held *h, const char *name)
{
	struct held_conn *hc = held_connect(h, name, false);

	assert_true(door_login_on(hc, name, RIGHT, NULL).good);
	return hc;
}

static void
answers(struct held_conn *hc, const char *want)
{
	const char *line = held_call(hc, "hub.list_tools", "{}", NULL);

	if (strstr(line, want) == NULL)
		print_message("%s\n", line);
	assert_non_null(strstr(line, want));
}

/* G11: each call moves the idle end, nothing moves the absolute one. */
static void
idle_and_absolute_end(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = enter(h, "anna"), *late = enter(h, "anna");
	int64_t hour;

	for (hour = 1; hour <= 3; hour++) {
		at(h, EIGHT + hour * HOUR);
		answers(hc, "\"success\":true");
	}
	at(h, EIGHT + 11 * HOUR - MINUTE); /* 18:59 */
	answers(hc, "\"success\":true");
	answers(late, "SESSION_EXPIRED");
	at(h, EIGHT + 19 * HOUR - 2 * MINUTE); /* 02:58 */
	answers(hc, "\"success\":true");
	at(h, EIGHT + DAY - 1);
	answers(hc, "\"success\":true");
	at(h, EIGHT + DAY);
	answers(hc, "SESSION_EXPIRED");
	assert_int_equal(held_int(h, "SELECT count(*) FROM audit_log WHERE"
				     " action = 'session_expired_by_policy'"
				     " AND target = 'anna'"),
	    2);
	assert_int_equal(held_int(h, "SELECT count(*) FROM audit_log WHERE"
				     " json_extract(details, '$.end') ="
				     " 'absolute'"),
	    1);
	held_disconnect(hc);
	held_disconnect(late);
}

static void
the_idle_end_comes_to_the_minute(void **state)
{
	struct held *h = *state;
	struct held_conn *a = enter(h, "anna"), *b = enter(h, "anna");

	at(h, EIGHT + 3 * HOUR);
	answers(a, "\"success\":true");
	answers(b, "\"success\":true");
	at(h, EIGHT + 11 * HOUR - 1);
	answers(a, "\"success\":true");
	at(h, EIGHT + 11 * HOUR);
	answers(b, "SESSION_EXPIRED");
	held_disconnect(a);
	held_disconnect(b);
}

/* What memory knew is on disk within a minute: a restart goes on with it. */
static void
a_restart_keeps_sessions(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);
	struct door_answer a = door_login_on(hc, "anna", RIGHT, NULL);
	char *params = xprintf("{\"token\":\"%s\"}", a.token);

	at(h, EIGHT + 7 * HOUR);
	answers(hc, "\"success\":true");
	at(h, h->now + MINUTE);
	assert_int_equal(
	    held_int(h, "SELECT last_seen_at FROM session"), EIGHT + 7 * HOUR);
	assert_int_equal(
	    held_int(h, "SELECT last_seen_at FROM account"), EIGHT + 7 * HOUR);
	held_disconnect(hc);
	held_stop(h);
	assert_true(held_start(h));
	at(h, EIGHT + 14 * HOUR);
	hc = held_connect(h, "anna", false);
	assert_non_null(strstr(held_call(hc, "auth.resume", params, NULL),
	    "\"idle_ends_at\":\"2026-03-03T06:00:00.000Z\""));
	answers(hc, "\"success\":true");
	free(params);
	held_disconnect(hc);
}

/* A token is chosen by the server, anew at each sign-in. */
static void
no_sign_in_continues_a_session(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);
	struct door_answer a, b;

	a = door_login_on(hc, "anna", RIGHT, NULL);
	b = door_login_on(hc, "anna", RIGHT, NULL);
	assert_string_not_equal(a.token, b.token);
	assert_int_equal(held_int(h, "SELECT count(*) FROM session"), 2);
	held_disconnect(hc);
}

static void
online_for_fifteen_minutes(void **state)
{
	struct held *h = *state;
	struct held_conn *a, *b, *again;

	door_account(h, "ben", RIGHT);
	assert_int_equal(auth_online(h->app), 0);
	a = enter(h, "anna");
	again = enter(h, "anna");
	b = enter(h, "ben");
	assert_int_equal(auth_online(h->app), 2);
	at(h, EIGHT + 15 * MINUTE - 1000);
	assert_int_equal(auth_online(h->app), 2);
	at(h, EIGHT + 15 * MINUTE + 1000);
	assert_int_equal(auth_online(h->app), 0);
	answers(b, "\"success\":true");
	assert_int_equal(auth_online(h->app), 1);
	/* a connection that went away was active a moment ago */
	held_disconnect(b);
	assert_int_equal(auth_online(h->app), 1);
	answers(a, "\"success\":true");
	answers(again, "\"success\":true");
	held_call(a, "auth.logout", "{}", NULL);
	assert_int_equal(auth_online(h->app), 2);
	held_call(again, "auth.logout", "{}", NULL);
	assert_int_equal(auth_online(h->app), 1);
	held_disconnect(a);
	held_disconnect(again);
}

static void
closed_sessions_go_after_thirty_days(void **state)
{
	struct held *h = *state;

	assert_true(held_sql(h,
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 1000) INSERT INTO session(token_hash, account,"
	    " created_at, last_seen_at, ends_at, remote, closed_at, closed_why)"
	    " SELECT 'x' || i, 1, 0, 0, 1, '', CASE WHEN i <= 990 THEN"
	    " 1772438400000 - 30 * 86400000 ELSE"
	    " 1772438400000 - 29 * 86400000 END, 'logout' FROM n"));
	held_advance(h, HOUR); /* the hourly task: one slice */
	assert_int_equal(held_int(h, "SELECT count(*) FROM session"), 700);
	held_advance(h, 60);
	assert_int_equal(held_int(h, "SELECT count(*) FROM session"), 400);
	held_advance(h, 60);
	held_advance(h, 60);
	assert_int_equal(held_int(h, "SELECT count(*) FROM session"), 10);
	held_advance(h, HOUR);
	assert_int_equal(held_int(h, "SELECT count(*) FROM session"), 10);
}

static void
the_newest_hundred_sign_ins_stay(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);
	int i;

	for (i = 0; i < 101; i++) {
		at(h, h->now + 1000);
		assert_true(door_login_on(hc, "anna", RIGHT, NULL).good);
	}
	assert_int_equal(
	    held_int(h, "SELECT count(*) FROM login_history"), 100);
	assert_int_equal(
	    held_int(h, "SELECT min(at) FROM login_history"), EIGHT + 2000);
	assert_int_equal(held_int(h, "SELECT logins FROM account"), 101);
	assert_int_equal(held_int(h, "SELECT count(*) FROM session"
				     " WHERE closed_at IS NULL"),
	    10);
	assert_int_equal(held_int(h, "SELECT count(*) FROM login_device"), 20);
	/* failing pushes failures out, not the places one signed in from */
	for (i = 0; i < 300; i++)
		door_login(h, "192.0.2.1", "anna", "x", NULL);
	assert_int_equal(held_int(h, "SELECT count(*) FROM login_history"
				     " WHERE success = 1"),
	    20);
	assert_int_equal(held_int(h, "SELECT count(*) FROM login_history"
				     " WHERE success = 0"),
	    100);
	held_disconnect(hc);
}

/* Between password and code nobody is cut off for being silent. */
static void
a_code_may_be_looked_up_for_five_minutes(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);
	char challenge[33];

	assert_false(app_conn_may_idle(hc->cn));
	door_factor(h, 1);
	door_admit(hc, 1, challenge);
	assert_true(app_conn_may_idle(hc->cn));
	assert_false(app_conn_signed_in(hc->cn));
	at(h, EIGHT + 5 * MINUTE - 1);
	assert_true(app_conn_may_idle(hc->cn));
	at(h, EIGHT + 5 * MINUTE);
	assert_false(app_conn_may_idle(hc->cn));
	held_disconnect(hc);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(idle_and_absolute_end),
		TEST(the_idle_end_comes_to_the_minute),
		TEST(a_restart_keeps_sessions),
		TEST(no_sign_in_continues_a_session),
		TEST(online_for_fifteen_minutes),
		TEST(closed_sessions_go_after_thirty_days),
		TEST(the_newest_hundred_sign_ins_stay),
		TEST(a_code_may_be_looked_up_for_five_minutes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
