/* Codes at the door: each step once, also in parallel, each backup code once
 * (hub file G9). */
/* covers: SEC-01 SEC-03 SEC-12 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_admit.h"
#include "server/auth/auth_store.h"
#include "tests/harness/signin.h"

#define START 1111111109000 /* the second vector of RFC 6238 */
#define MANY 1000

static const unsigned char seed[TOTP_SEED] = "12345678901234567890";

struct world {
	struct held h;
	int64_t ana;
};

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	if (w == NULL)
		return -1;
	held_init(&w->h, START);
	if (!held_start(&w->h))
		return -1;
	w->ana = signin_account(&w->h, "ana");
	signin_factor(&w->h, w->ana, seed);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	held_done(&w->h);
	free(w);
	return 0;
}

static void
expect(struct world *w, const char *code, const char *part)
{
	const char *line = signin(&w->h, "ana", code, NULL);

	if (strstr(line, part) == NULL)
		fail_msg("%s: %s is not in %s", code, part, line);
}

#define GOOD "\"token\":"
#define BAD "\"code\":\"INVALID_2FA\""

static void
the_vectors_sign_in_once_each(void **state)
{
	static const struct {
		int64_t at;
		const char *code;
	} rows[] = { { 1111111109, "081804" }, { 1111111111, "050471" },
		{ 1234567890, "005924" }, { 2000000000, "279037" } };
	struct world *w = *state;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		held_advance(&w->h, rows[i].at * 1000 - w->h.now);
		expect(w, rows[i].code, GOOD);
		expect(w, rows[i].code, BAD);
		if (i > 0)
			expect(w, rows[i - 1].code, BAD);
	}
}

static void
without_a_code_there_is_a_question(void **state)
{
	struct world *w = *state;

	expect(w, NULL, "\"result\":\"second_factor\"");
	/* a code is not asked for where there is no factor */
	signin_account(&w->h, "ben");
	assert_non_null(strstr(signin(&w->h, "ben", NULL, NULL), GOOD));
}

static void
form_of_the_input(void **state)
{
	struct world *w = *state;

	expect(w, "81804", BAD);
	expect(w, "07081804", BAD);
	expect(w, "7081804", BAD);
	expect(w, "081 804", GOOD);
	expect(w, "081 804", BAD);
}

static void
no_older_step_after_a_newer_one(void **state)
{
	struct world *w = *state;
	char code[TOTP_CODE];

	expect(w, signin_code(&w->h, seed, 1, code), GOOD);
	expect(w, signin_code(&w->h, seed, 0, code), BAD);
	expect(w, signin_code(&w->h, seed, -1, code), BAD);
	held_advance(&w->h, 30000);
	expect(w, signin_code(&w->h, seed, 0, code), BAD); /* used above */
	expect(w, signin_code(&w->h, seed, 1, code), GOOD);
	held_advance(&w->h, 60000);
	expect(w, signin_code(&w->h, seed, 2, code), BAD);
	expect(w, signin_code(&w->h, seed, -2, code), BAD);
	expect(w, signin_code(&w->h, seed, 0, code), GOOD);
	/* a clock that was set back opens nothing again */
	w->h.now -= 90000;
	expect(w, signin_code(&w->h, seed, 1, code), BAD);
}

static void
a_backup_code_signs_in_once(void **state)
{
	static const char *const more[] = { "11111111", "22222222", "33333333",
		"44444444", "55555555", "66666666", "77777777", "88888888",
		"99999999" };
	struct world *w = *state;
	int i;

	signin_backup(&w->h, w->ana, seed, "0F3A9C1B");
	for (i = 0; i < 9; i++)
		signin_backup(&w->h, w->ana, seed, more[i]);
	expect(w, "0f3a9c1b", "\"codes_left\":9");
	expect(w, "0f3a9c1b", BAD);
	expect(w, "0F3A-9C1B", BAD);
	expect(w, "1111-1111", "\"codes_left\":8");
	expect(w, " 2222 2222", "\"codes_left\":7");
	for (i = 2; i < 9; i++)
		expect(w, more[i], GOOD);
	expect(w, "99999999", BAD);
	assert_int_equal(
	    held_int(&w->h, "SELECT count(*) FROM audit_log WHERE action ="
			    " 'backup_code_used' AND target = 'ana'"),
	    10);
	assert_int_equal(
	    held_int(&w->h, "SELECT count(*) FROM login_history WHERE"
			    " second_factor = 'backup_code' AND success = 1"),
	    10);
}

/* The same digits are another hash with another account or seed. */
static void
backup_codes_of_others_are_no_use(void **state)
{
	struct world *w = *state;
	int64_t ben = signin_account(&w->h, "ben");

	signin_factor(
	    &w->h, ben, (const unsigned char *)"abcdefghijklmnopqrst");
	signin_backup(&w->h, ben, (const unsigned char *)"abcdefghijklmnopqrst",
	    "0F3A9C1B");
	signin_backup(&w->h, w->ana, seed, "0F3A9C1B");
	assert_int_equal(
	    held_int(&w->h, "SELECT count(DISTINCT hash) FROM backup_code"), 2);
	expect(w, "0f3a9c1b", GOOD);
	assert_non_null(strstr(signin(&w->h, "ben", "0f3a9c1b", NULL), GOOD));
}

/* Both connections send one code in one turn: exactly one is let in. */
static void
one_of_two(struct world *w, struct held_conn *hc[2], char challenge[2][33])
{
	char line[200], code[TOTP_CODE];
	int i, good = 0, bad = 0;

	signin_code(&w->h, seed, 0, code);
	for (i = 0; i < 2; i++) {
		snprintf(line, sizeof(line),
		    "{\"id\":2,\"op\":\"auth.verify_code\",\"params\":"
		    "{\"challenge\":\"%s\",\"code\":\"%s\"}}",
		    challenge[i], code);
		held_line(hc[i], line);
	}
	held_turn(&w->h);
	for (i = 0; i < 2; i++) {
		const char *answer = held_next(hc[i], false);

		assert_non_null(answer);
		good += strstr(answer, GOOD) != NULL;
		bad += strstr(answer, BAD) != NULL;
		held_disconnect(hc[i]);
	}
	assert_int_equal(good, 1);
	assert_int_equal(bad, 1);
}

static void
two_sign_ins_with_one_code(void **state)
{
	struct world *w = *state;
	struct held_conn *hc[2];
	char challenge[2][33];

	hc[0] = signin_first(&w->h, "ana", challenge[0]);
	hc[1] = signin_first(&w->h, "ana", challenge[1]);
	one_of_two(w, hc, challenge);
}

/* As if the password had been right: a thousand pairs of hashes take long. */
static struct held_conn *
after_password(struct world *w, int64_t account, char id[33])
{
	struct held_conn *hc = held_connect(&w->h, "pair", false);
	struct auth_account none = { .id = account };
	struct auth_challenge *ch = calloc(1, sizeof(*ch));

	assert_non_null(ch);
	ch->account = account;
	ch->password = auth_password_mark(&none);
	ch->until = w->h.now + 1000;
	snprintf(ch->id, sizeof(ch->id), "%032lld", (long long)account);
	snprintf(ch->source, sizeof(ch->source), "net:203.0.113.0/24");
	hc->cn->challenge = ch;
	memcpy(id, ch->id, sizeof(ch->id));
	return hc;
}

static void
a_thousand_pairs(void **state)
{
	struct world *w = *state;
	struct held_conn *hc[2];
	char sql[200], challenge[2][33];
	int64_t id;
	int i;

	for (i = 0; i < MANY; i++) {
		snprintf(sql, sizeof(sql),
		    "INSERT INTO account(name, created_at)"
		    " VALUES('user%04d', 0)",
		    i);
		assert_true(held_sql(&w->h, sql));
		id = held_int(&w->h, "SELECT max(id) FROM account");
		signin_factor(&w->h, id, seed);
		hc[0] = after_password(w, id, challenge[0]);
		hc[1] = after_password(w, id, challenge[1]);
		one_of_two(w, hc, challenge);
	}
	assert_int_equal(
	    held_int(&w->h, "SELECT count(DISTINCT account) FROM session"),
	    MANY);
	assert_int_equal(
	    held_int(&w->h, "SELECT count(*) FROM login_history"
			    " WHERE success = 1 AND second_factor = 'totp'"),
	    MANY);
}

/* A backup code tried twice in one turn counts once as well. */
static void
a_backup_code_in_parallel(void **state)
{
	struct world *w = *state;
	struct held_conn *hc[2];
	char challenge[33], line[2][200];
	int i, good = 0;

	signin_backup(&w->h, w->ana, seed, "0F3A9C1B");
	for (i = 0; i < 2; i++) {
		hc[i] = signin_first(&w->h, "ana", challenge);
		snprintf(line[i], sizeof(line[i]),
		    "{\"id\":2,\"op\":\"auth.verify_code\",\"params\":"
		    "{\"challenge\":\"%s\",\"code\":\"0f3a-9c1b\"}}",
		    challenge);
	}
	held_line(hc[0], line[0]);
	held_line(hc[1], line[1]);
	held_turn(&w->h);
	for (i = 0; i < 2; i++) {
		good += strstr(held_next(hc[i], false), GOOD) != NULL;
		held_disconnect(hc[i]);
	}
	assert_int_equal(good, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    the_vectors_sign_in_once_each, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    without_a_code_there_is_a_question, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    form_of_the_input, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    no_older_step_after_a_newer_one, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_backup_code_signs_in_once, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    backup_codes_of_others_are_no_use, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_backup_code_in_parallel, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    two_sign_ins_with_one_code, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_thousand_pairs, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
