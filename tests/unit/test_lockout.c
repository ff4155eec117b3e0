/* Lockout against guessing: the timeline of the rules, and who stays out. */
/* covers: SEC-16 SEC-01 SEC-10 SEC-12 */
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
#include "server/auth/auth_lock.h"
#include "server/db/db.h"
#include "tests/harness/doors.h"

#define NINE 1772442000000 /* Mon 2 Mar 2026 09:00Z */
#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)
#define RIGHT "korrekt-pferd-batterie"
#define HERE "203.0.113.77"

static int
set_up(void **state)
{
	struct held *h = calloc(1, sizeof(*h));

	if (h == NULL)
		return -1;
	held_init(h, NINE);
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

static void
wrong(struct held *h, const char *from, const char *name, const char *code)
{
	struct door_answer a = door_login(h, from, name, "falsch", NULL);

	assert_false(a.good);
	assert_string_equal(a.code, code);
}

/* Refused as locked, for so many minutes. */
static void
locked(struct held *h, const char *from, const char *name, const char *password,
    int minutes)
{
	struct door_answer a = door_login(h, from, name, password, NULL);
	char *text = xprintf(minutes == 1 ? "bitte in %d Minute wieder"
					  : "bitte in %d Minuten "
					    "wieder",
	    minutes);

	assert_string_equal(a.code, "ACCOUNT_LOCKED");
	assert_non_null(strstr(a.line, text));
	assert_true(a.retry_after > (minutes - 1) * 60);
	assert_true(a.retry_after <= minutes * 60);
	free(text);
}

static void
open_for(struct held *h, const char *from, const char *name)
{
	struct door_answer a = door_login(h, from, name, RIGHT, NULL);

	if (!a.good)
		print_message("%s\n", a.line);
	assert_true(a.good);
}

static int
counter(struct held *h, const char *source)
{
	char *sql = xprintf("SELECT failures FROM login_lock WHERE account ="
			    " (SELECT id FROM account WHERE name = 'anna')"
			    " AND source = '%s'",
	    source);
	int n = (int)held_int(h, sql);

	free(sql);
	return n < 0 ? 0 : n;
}

static int
count(struct held *h, const char *sql)
{
	return (int)held_int(h, sql);
}

static const char net[] = "net:203.0.113.0/24";

static void
timeline_of_one_source(void **state)
{
	struct held *h = *state;
	static const struct {
		int hour, minute, second;
		int locked; /* minutes; 0: INVALID_CREDENTIALS */
		bool right; /* the right password */
		int counter;
	} steps[] = {
		{ 9, 0, 0, 0, false, 1 },
		{ 9, 1, 0, 0, false, 2 },
		{ 9, 2, 0, 0, false, 3 },
		{ 9, 3, 0, 0, false, 4 },
		{ 9, 4, 0, 15, false, 5 },
		{ 9, 10, 0, 9, true, 5 },
		{ 9, 18, 59, 1, false, 5 },
		{ 9, 19, 0, 15, false, 6 },
		{ 9, 34, 0, 15, false, 7 },
		{ 9, 49, 0, 15, false, 8 },
		{ 10, 4, 0, 15, false, 9 },
		{ 10, 19, 0, 60, false, 10 },
		{ 11, 19, 0, 60, false, 11 },
		{ 12, 19, 0, 60, false, 12 },
		{ 13, 19, 0, 60, false, 13 },
		{ 14, 19, 0, 60, false, 14 },
		{ 15, 19, 0, 1440, false, 15 },
		{ 39, 18, 59, 1, true, 15 },
	};
	struct held_conn *hc;
	struct door_answer a;
	char code[7];
	size_t i;

	door_factor(h, 1);
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		at(h, NINE - 9 * HOUR + steps[i].hour * HOUR +
			  steps[i].minute * MINUTE + steps[i].second * 1000);
		if (steps[i].locked == 0)
			wrong(h, HERE, "anna", "INVALID_CREDENTIALS");
		else
			locked(h, HERE, "anna", steps[i].right ? RIGHT : "x",
			    steps[i].locked);
		assert_int_equal(counter(h, net), steps[i].counter);
	}
	assert_int_equal(count(h, "SELECT count(*) FROM audit_log WHERE action"
				  " = 'account_locked'"),
	    11);
	assert_int_equal(count(h, "SELECT count(*) FROM audit_log WHERE action"
				  " = 'account_locked' AND severity ="
				  " 'critical' AND target = 'anna' AND"
				  " json_extract(details, '$.tier') = 3 AND"
				  " json_extract(details, '$.failures') = 15"),
	    1);
	at(h, NINE + 6 * HOUR + 19 * MINUTE + DAY);
	hc = held_connect(h, "anna", false);
	a = door_login_on(hc, "anna", RIGHT, NULL);
	assert_true(a.asks_code);
	assert_int_equal(counter(h, net), 15); /* not before the code */
	door_code(h, 1, 0, code);
	a = door_verify(hc, a.challenge, code);
	assert_true(a.good);
	assert_int_equal(a.failed, 18);
	assert_int_equal(counter(h, net), 0);
	held_disconnect(hc);
}

static void
four_failures_on_both_sides_of_a_success(void **state)
{
	struct held *h = *state;
	int i;

	for (i = 0; i < 4; i++)
		wrong(h, HERE, "anna", "INVALID_CREDENTIALS");
	open_for(h, HERE, "anna");
	for (i = 0; i < 4; i++)
		wrong(h, HERE, "anna", "INVALID_CREDENTIALS");
	open_for(h, HERE, "anna");
}

static void
a_day_forgives(void **state)
{
	struct held *h = *state;
	int i;

	for (i = 0; i < 4; i++)
		wrong(h, HERE, "anna", "INVALID_CREDENTIALS");
	at(h, NINE + DAY - 1);
	assert_int_equal(counter(h, net), 4);
	at(h, NINE + DAY);
	for (i = 0; i < 4; i++)
		wrong(h, HERE, "anna", "INVALID_CREDENTIALS");
	locked(h, HERE, "anna", "x", 15);
	/* a day after the end of the lock, not of the failure */
	at(h, NINE + 2 * DAY + 15 * MINUTE - 1);
	locked(h, HERE, "anna", "x", 15);
	assert_int_equal(counter(h, net), 6);
	at(h, h->now + DAY + 15 * MINUTE);
	wrong(h, HERE, "anna", "INVALID_CREDENTIALS");
	assert_int_equal(counter(h, net), 1);
}

static void
wrong_codes_count(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);
	struct door_answer a;
	char code[7];
	int i;

	door_factor(h, 1);
	a = door_login_on(hc, "anna", RIGHT, NULL);
	for (i = 0; i < 4; i++)
		assert_string_equal(
		    door_verify(hc, a.challenge, "000000").code, "INVALID_2FA");
	assert_string_equal(
	    door_verify(hc, a.challenge, "000000").code, "ACCOUNT_LOCKED");
	door_code(h, 1, 0, code);
	/* back at the start: the challenge is gone, and the place locked */
	assert_string_equal(
	    door_verify(hc, a.challenge, code).code, "UNAUTHENTICATED");
	locked(h, HERE, "anna", RIGHT, 15);
	assert_int_equal(counter(h, net), 5);
	assert_int_equal(count(h, "SELECT count(*) FROM login_history WHERE"
				  " reason = 'code'"),
	    5);
	held_disconnect(hc);
}

/* Passwords and codes fill one counter, and only the code empties it. */
static void
a_right_password_alone_clears_nothing(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);
	struct door_answer a;
	int i;

	door_factor(h, 1);
	for (i = 0; i < 3; i++)
		wrong(h, HERE, "anna", "INVALID_CREDENTIALS");
	a = door_login_on(hc, "anna", RIGHT, NULL);
	assert_true(a.asks_code);
	assert_string_equal(
	    door_verify(hc, a.challenge, "000000").code, "INVALID_2FA");
	assert_int_equal(counter(h, net), 4);
	a = door_login_on(hc, "anna", RIGHT, NULL);
	assert_true(a.asks_code);
	assert_string_equal(
	    door_verify(hc, a.challenge, "000000").code, "ACCOUNT_LOCKED");
	held_disconnect(hc);
}

static void
twenty_at_once_lock_once(void **state)
{
	struct held *h = *state;
	struct held_conn *hc[20];
	const char *line;
	int i, wrongs = 0, locks = 0;

	h->hold_work = true;
	for (i = 0; i < 20; i++) {
		hc[i] = held_connect(h, "anna", false);
		held_line(hc[i], "{\"id\":1,\"op\":\"auth.login\",\"params\":{"
				 "\"name\":\"anna\",\"password\":\"x\"}}");
	}
	held_turn(h);
	for (i = 0; i < 20; i++)
		held_work(h); /* one after the other is computed */
	for (i = 0; i < 20; i++) {
		assert_non_null(line = held_next(hc[i], false));
		wrongs += strstr(line, "INVALID_CREDENTIALS") != NULL;
		locks += strstr(line, "ACCOUNT_LOCKED") != NULL;
		held_disconnect(hc[i]);
	}
	h->hold_work = false;
	assert_int_equal(wrongs, 4);
	assert_int_equal(locks, 16);
	assert_int_equal(counter(h, net), 5);
	assert_int_equal(counter(h, ""), 5);
	assert_int_equal(count(h, "SELECT count(*) FROM audit_log WHERE action"
				  " = 'account_locked'"),
	    1);
}

static void
unlock(struct held *h, int64_t account)
{
	struct call_box *b = call_take(h->app, NULL);

	assert_int_equal(db_savepoint(b->call.db), OK);
	assert_int_equal(lock_clear(&b->call, account), OK);
	assert_int_equal(db_release(b->call.db), OK);
	call_give(b);
	held_turn(h);
}

static void
admins_unlock(void **state)
{
	struct held *h = *state;
	int i;

	for (i = 1; i <= 12; i++) {
		door_login(h, HERE, "anna", "x", NULL);
		at(h, h->now + (i < 5 ? 0 : i < 10 ? 15 : 60) * MINUTE);
	}
	assert_int_equal(counter(h, net), 12);
	door_login(h, HERE, "anna", "x", NULL);
	locked(h, HERE, "anna", RIGHT, 60);
	assert_int_equal(
	    count(h, "SELECT count(*) FROM login_lock WHERE account = 1"), 2);
	unlock(h, 1);
	assert_int_equal(
	    count(h, "SELECT count(*) FROM login_lock WHERE account = 1"), 0);
	open_for(h, HERE, "anna");
}

static void
other_places_stay_open(void **state)
{
	struct held *h = *state;
	int i;

	open_for(h, "198.51.100.9", "anna");
	for (i = 0; i < 4; i++)
		wrong(h, HERE, "anna", "INVALID_CREDENTIALS");
	locked(h, HERE, "anna", "x", 15);
	/* the same network is the same place, another is not */
	locked(h, "203.0.113.1", "anna", RIGHT, 15);
	open_for(h, "198.51.100.200", "anna");
	assert_int_equal(counter(h, net), 5);
	/* a place without a success is shut by the counter over all */
	locked(h, "192.0.2.1", "anna", RIGHT, 15);
}

static void
five_places_lock_new_ones(void **state)
{
	struct held *h = *state;
	char from[32];
	int i;

	open_for(h, "198.51.100.9", "anna");
	for (i = 1; i <= 4; i++) {
		snprintf(from, sizeof(from), "192.0.%d.1", i);
		wrong(h, from, "anna", "INVALID_CREDENTIALS");
	}
	locked(h, "192.0.5.1", "anna", "x", 15);
	assert_int_equal(counter(h, ""), 5);
	locked(h, "192.0.6.1", "anna", RIGHT, 15);
	locked(h, "2001:db8:1:2ff::1", "anna", RIGHT, 15);
	open_for(h, "198.51.100.9", "anna");
	assert_int_equal(counter(h, ""), 5); /* a success leaves it */
	/* after 90 days a place is as new as any other */
	assert_true(held_sql(h, "UPDATE login_source SET last_success_at ="
				" last_success_at - 90 * 86400000"));
	locked(h, "198.51.100.9", "anna", RIGHT, 15);
}

static void
ipv6_counts_by_its_56_bits(void **state)
{
	struct held *h = *state;
	int i;

	open_for(h, "198.51.100.9", "anna");
	for (i = 0; i < 4; i++)
		wrong(h, "2001:db8:1:200::1", "anna", "INVALID_CREDENTIALS");
	locked(h, "2001:db8:1:2ff::9", "anna", "x", 15);
	assert_int_equal(counter(h, "net:2001:db8:1:200::/56"), 5);
	open_for(h, "::ffff:198.51.100.9", "anna");
}

/* The same answers in the same order, whether the name exists or not. */
static void
unknown_and_disabled_names_lock_alike(void **state)
{
	struct held *h = *state;
	static const char *const names[] = { "anna", "weg", "niemand" };
	char *line[3];
	int i, n;

	door_account(h, "weg", RIGHT);
	assert_true(held_sql(h, "UPDATE account SET active = 0"
				" WHERE name = 'weg'"));
	for (n = 0; n < 12; n++) {
		for (i = 0; i < 3; i++)
			line[i] =
			    xstrdup(door_login(h, n == 11 ? "192.0.2.9" : HERE,
				names[i], i == 1 ? RIGHT : "falsch", NULL)
					.line);
		assert_string_equal(line[0], line[1]);
		assert_string_equal(line[0], line[2]);
		assert_non_null(strstr(
		    line[2], n < 4 ? "INVALID_CREDENTIALS" : "ACCOUNT_LOCKED"));
		for (i = 0; i < 3; i++)
			free(line[i]);
		at(h, h->now + (n < 6 ? MINUTE : 15 * MINUTE));
	}
	assert_int_equal(
	    count(h, "SELECT sum(failures) FROM login_unknown"), 12);
	assert_int_equal(count(h, "SELECT count(*) FROM audit_log WHERE action"
				  " = 'login_failure' AND"
				  " instr(coalesce(target, '') || details,"
				  " 'niemand') > 0"),
	    0);
	/* a day later the name is as good as new */
	at(h, h->now + DAY + HOUR);
	wrong(h, HERE, "niemand", "INVALID_CREDENTIALS");
}

static int
fail_unknown(struct held *h, const char *name)
{
	struct call_box *b = call_take(h->app, NULL);
	struct lock_who w = { .name = name, .source = net };
	struct lock_blow blow = { 0 };
	int64_t until;

	assert_int_equal(lock_until(&b->call, &w, &until), OK);
	if (until == 0)
		assert_int_equal(lock_failure(&b->call, &w, &blow), OK);
	call_give(b);
	return blow.failures;
}

/* However many names are tried, the table stays as large as it is. */
static void
a_flood_of_unknown_names_pushes_out_the_stalest(void **state)
{
	struct held *h = *state;
	char name[32];
	int i;

	for (i = 0; i < 5; i++)
		fail_unknown(h, "niemand");
	for (i = 0; i < 200; i++) {
		h->now++;
		snprintf(name, sizeof(name), "name%d", i);
		fail_unknown(h, name);
	}
	locked(h, HERE, "niemand", "x", 15); /* not yet */
	for (i = 0; i < 20000; i++) {
		h->now++;
		snprintf(name, sizeof(name), "flut%d", i);
		fail_unknown(h, name);
	}
	wrong(h, HERE, "niemand", "INVALID_CREDENTIALS");
	/* whoever comes now is counted as ever */
	for (i = 1; i <= 4; i++)
		assert_int_equal(fail_unknown(h, "spaet"), i);
	assert_int_equal(fail_unknown(h, "spaet"), 5);
	assert_int_equal(fail_unknown(h, "spaet"), 0);
}

static void
the_owner_signs_in_while_an_attacker_hammers(void **state)
{
	struct held *h = *state;
	struct held_conn *owner, *running = held_connect(h, "anna", false);
	struct door_answer a = door_login_on(running, "anna", RIGHT, NULL);
	char device[65], from[32];
	int i;

	assert_true(a.good);
	str_copy(device, sizeof(device), a.device);
	assert_int_equal(strlen(device), 64);
	for (i = 0; i < 60; i++) {
		snprintf(from, sizeof(from), "192.0.%d.66", i % 20);
		assert_false(door_login(h, from, "anna", "geraten", NULL).good);
		assert_false(
		    door_login(h, "192.0.2.66", "anna", RIGHT "x", NULL).good);
		at(h, h->now + 7 * MINUTE);
		if (i % 20 != 0)
			continue;
		/* from the place of before, and with the device elsewhere */
		open_for(h, HERE, "anna");
		assert_true(
		    door_login(h, "192.0.2.66", "anna", RIGHT, device).good);
		assert_true(
		    strstr(held_call(running, "hub.list_tools", "{}", NULL),
			"\"success\":true") != NULL);
	}
	locked(h, "192.0.99.1", "anna", RIGHT,
	    (int)((held_int(h, "SELECT locked_until FROM login_lock WHERE"
			       " account = 1 AND source = ''") -
		      h->now + MINUTE - 1) /
		  MINUTE));
	owner = held_connect(h, "anna", false);
	assert_true(door_login_on(owner, "anna", RIGHT, NULL).good);
	held_disconnect(owner);
	held_disconnect(running);
}

/* A mark opens the door of its own account only. */
static void
a_foreign_mark_is_no_place(void **state)
{
	struct held *h = *state;
	struct door_answer a;
	int i;

	door_account(h, "ben", RIGHT);
	a = door_login(h, "198.51.100.1", "ben", RIGHT, NULL);
	for (i = 0; i < 5; i++)
		door_login(h, HERE, "anna", "x", a.device);
	assert_int_equal(counter(h, net), 5);
	assert_string_equal(door_login(h, HERE, "anna", RIGHT, a.device).code,
	    "ACCOUNT_LOCKED");
	/* the mark was told once */
	a = door_login(h, "198.51.100.1", "ben", RIGHT, a.device);
	assert_true(a.good);
	assert_string_equal(a.device, "");
}

static void
a_wrong_old_password_counts(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);
	static const char params[] =
	    "{\"old\":\"falsch-falsch\",\"new\":\"ganz-neues-wort\","
	    "\"repeat\":\"ganz-neues-wort\"}";
	int i;

	assert_true(door_login_on(hc, "anna", RIGHT, NULL).good);
	for (i = 0; i < 2; i++)
		assert_non_null(
		    strstr(held_call(hc, "auth.change_password", params, NULL),
			"INVALID_CREDENTIALS"));
	for (i = 0; i < 2; i++)
		assert_non_null(strstr(
		    held_call(hc, "auth.step_up", "{\"password\":\"x\"}", NULL),
		    "INVALID_CREDENTIALS"));
	assert_non_null(
	    strstr(held_call(hc, "auth.change_password", params, NULL),
		"ACCOUNT_LOCKED"));
	assert_non_null(strstr(
	    held_call(hc, "auth.step_up", "{\"password\":\"" RIGHT "\"}", NULL),
	    "ACCOUNT_LOCKED"));
	assert_int_equal(counter(h, net), 5);
	/* the session itself works on */
	assert_non_null(strstr(
	    held_call(hc, "hub.list_tools", "{}", NULL), "\"success\":true"));
	held_disconnect(hc);
}

/* The lock that began while the worker computed refuses, uncounted. */
static void
the_lock_is_checked_after_the_hash(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);

	h->hold_work = true;
	held_line(hc, "{\"id\":1,\"op\":\"auth.login\",\"params\":{"
		      "\"name\":\"anna\",\"password\":\"" RIGHT "\"}}");
	held_turn(h);
	h->hold_work = false;
	assert_true(held_sql(h,
	    "INSERT INTO login_lock(account, source, failures,"
	    " first_failed_at, last_failed_at, locked_until)"
	    " VALUES(1, 'net:203.0.113.0/24', 5, 1772442000000,"
	    " 1772442000000, 1772442900000) ON CONFLICT DO NOTHING"));
	held_work(h);
	assert_non_null(strstr(held_next(hc, false), "ACCOUNT_LOCKED"));
	assert_int_equal(counter(h, net), 5);
	held_disconnect(hc);
}

/* And one that ended meanwhile: nothing was judged, nothing is counted. */
static void
a_lock_that_ends_under_way_refuses_still(void **state)
{
	struct held *h = *state;
	struct held_conn *hc = held_connect(h, "anna", false);
	int i;

	for (i = 0; i < 5; i++)
		door_login(h, HERE, "anna", "x", NULL);
	h->hold_work = true;
	held_line(hc, "{\"id\":1,\"op\":\"auth.login\",\"params\":{"
		      "\"name\":\"anna\",\"password\":\"" RIGHT "\"}}");
	held_turn(h);
	at(h, NINE + 15 * MINUTE);
	h->hold_work = false;
	held_work(h);
	assert_non_null(strstr(held_next(hc, false), "ACCOUNT_LOCKED"));
	assert_int_equal(counter(h, net), 5);
	open_for(h, HERE, "anna");
	held_disconnect(hc);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(timeline_of_one_source),
		TEST(four_failures_on_both_sides_of_a_success),
		TEST(a_day_forgives),
		TEST(wrong_codes_count),
		TEST(a_right_password_alone_clears_nothing),
		TEST(twenty_at_once_lock_once),
		TEST(admins_unlock),
		TEST(other_places_stay_open),
		TEST(five_places_lock_new_ones),
		TEST(ipv6_counts_by_its_56_bits),
		TEST(unknown_and_disabled_names_lock_alike),
		TEST(a_flood_of_unknown_names_pushes_out_the_stalest),
		TEST(the_owner_signs_in_while_an_attacker_hammers),
		TEST(a_foreign_mark_is_no_place),
		TEST(a_wrong_old_password_counts),
		TEST(the_lock_is_checked_after_the_hash),
		TEST(a_lock_that_ends_under_way_refuses_still),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
