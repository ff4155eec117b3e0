/* Accounts: names, made passwords, first accounts, the last admin. */
/* covers: ADM-02 ADM-03 ADM-14 OPS-27 SEC-04 SEC-08 */
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
#include "server/users/users.h"
#include "server/users/users_admin.h"
#include "server/users/users_names.h"
#include "tests/harness/held.h"

#define NOW INT64_C(1772438400000)
#define FIFTY "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghij"

static void
names_follow_the_specification(void **state)
{
	static const char *const good[] = { "an", "anna.beispiel", "jörg",
		"0815", "a_b-c.d", "weiß", FIFTY };
	static const char *const bad[] = { "", "a", ".an", "-an", "_an", "An",
		"a b", "a@b", "è.fabre", "a'b", "анна", "a\tb", FIFTY "x" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		if (!users_is_name(good[i]))
			fail_msg("refused: %s", good[i]);
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		if (users_is_name(bad[i]))
			fail_msg("taken: %s", bad[i]);
}

static void
roles_are_the_functional_ones(void **state)
{
	static const char *const good[] = { "opener", "coach", "berater",
		"telefonist", "service" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_true(users_is_role(good[i]));
	assert_false(users_is_role("user"));
	assert_false(users_is_role("admin"));
	assert_false(users_is_role(""));
}

/* 16 characters nobody confuses, each of them in use, none preferred. */
static void
made_passwords_can_be_read_aloud(void **state)
{
	struct held h;
	struct call_box *b;
	char a[USERS_PASSWORD + 1], last[USERS_PASSWORD + 1] = "";
	int seen[128] = { 0 }, kinds = 0, most = 0, i, k;

	(void)state;
	held_init(&h, NOW);
	assert_true(held_start(&h));
	b = call_take(h.app, NULL);
	for (i = 0; i < 2000; i++) {
		users_new_password(&b->call, a);
		assert_int_equal(strlen(a), 16);
		assert_null(strpbrk(a, "0Oo1Il5S2Z8Bu"));
		assert_string_not_equal(a, last);
		assert_true(str_copy(last, sizeof(last), a));
		for (k = 0; k < 16; k++)
			seen[(unsigned char)a[k]]++;
	}
	call_give(b);
	for (k = 0; k < 128; k++) {
		kinds += seen[k] > 0;
		most = seen[k] > most ? seen[k] : most;
	}
	assert_true(kinds >= 40);
	assert_true(most < 2 * 32000 / kinds);
	held_done(&h);
}

static void
minutes_are_rounded_up(void **state)
{
	(void)state;
	assert_int_equal(users_minutes(1000, 1000), 0);
	assert_int_equal(users_minutes(1000, 1001), 1);
	assert_int_equal(users_minutes(0, 60000), 1);
	assert_int_equal(users_minutes(0, 60001), 2);
	assert_int_equal(users_minutes(0, 15 * 60000), 15);
}

/* --- first start --- */

static bool
signs_in(struct held *h, const char *name, const char *password)
{
	struct held_conn *hc = held_connect(h, "eva", false);
	char *params =
	    xprintf("{\"name\":\"%s\",\"password\":\"%s\"}", name, password);
	const char *line = held_call(hc, "auth.login", params, NULL);
	bool good = line != NULL && strstr(line, "\"success\":true") != NULL;

	held_disconnect(hc);
	free(params);
	return good;
}

/* B3: once, hashed at once; split at the first colon; case does not matter. */
static void
the_first_accounts_come_from_the_lists(void **state)
{
	struct held h;

	(void)state;
	held_init(&h, NOW);
	h.config = "[start]\nuserlist = Anna.Beispiel:ein:langes:wort, "
		   "ben:noch-ein-langes,,ben:das-zweite-zaehlt-nicht\n"
		   "admin_users = niemand , ANNA.beispiel\n";
	assert_true(held_start(&h));
	assert_int_equal(held_int(&h, "SELECT count(*) FROM account"), 2);
	assert_int_equal(held_int(&h, "SELECT count(*) FROM account WHERE"
				      " name = 'anna.beispiel' AND is_admin = 1"
				      " AND must_change_password = 0"),
	    1);
	assert_int_equal(held_int(&h, "SELECT is_admin FROM account WHERE"
				      " name = 'ben'"),
	    0);
	assert_int_equal(
	    held_int(&h, "SELECT count(*) FROM account WHERE password_hash"
			 " LIKE '$argon2id$%'"),
	    2);
	assert_true(signs_in(&h, "anna.beispiel", "ein:langes:wort"));
	assert_true(signs_in(&h, "ben", "noch-ein-langes"));
	assert_int_equal(
	    held_int(&h, "SELECT count(*) FROM audit_log WHERE action ="
			 " 'user_created' AND actor = 'system'"),
	    2);
	held_stop(&h);
	/* a changed list resets nobody and adds nobody */
	h.config = "[start]\nuserlist = ben:ein-neues-passwort,"
		   "carl:ein-langes-passwort\n"
		   "admin_users = ben\n";
	assert_true(held_start(&h));
	assert_int_equal(held_int(&h, "SELECT count(*) FROM account"), 2);
	assert_true(signs_in(&h, "ben", "noch-ein-langes"));
	assert_int_equal(held_int(&h, "SELECT is_admin FROM account WHERE"
				      " name = 'ben'"),
	    0);
	held_done(&h);
}

static void
a_bad_list_is_named_without_its_password(void **state)
{
	static const struct {
		const char *list, *says;
	} bad[] = {
		{ "anna", "an entry has no colon" },
		{ "an na:ein-langes-passwort", "an na: this is no user name" },
		{ "ben:ein-langes-passwort,x:ein-langes-passwort",
		    "x: this is no user name" },
		{ "anna:geheim", "anna: the password: at least 10" },
		{ "annabeispiel:annabeispiel",
		    "annabeispiel: the password: must not be" },
	};
	char why[200];
	size_t i;

	(void)state;
	assert_true(users_check_list("", why, sizeof(why)));
	assert_true(users_check_list(
	    "a.b:ein-langes-passwort, c-d:mit:doppel:punkt", why, sizeof(why)));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		assert_false(users_check_list(bad[i].list, why, sizeof(why)));
		if (strstr(why, bad[i].says) == NULL)
			fail_msg("%s: %s", bad[i].list, why);
		assert_null(strstr(why, "geheim"));
	}
}

/* --- the last admin, whoever writes --- */

static void
the_database_keeps_the_last_admin(void **state)
{
	struct held h;

	(void)state;
	held_init(&h, NOW);
	assert_true(held_start(&h));
	assert_true(held_sql(&h, "INSERT INTO account(name, is_admin, active,"
				 " created_at) VALUES('eins', 1, 1, 0),"
				 " ('zwei', 1, 1, 0), ('drei', 1, 0, 0)"));
	/* disabled admins do not count, one of two may go */
	assert_true(held_sql(
	    &h, "UPDATE account SET is_admin = 0 WHERE name = 'zwei'"));
	assert_false(held_sql(
	    &h, "UPDATE account SET is_admin = 0 WHERE name = 'eins'"));
	assert_false(
	    held_sql(&h, "UPDATE account SET active = 0 WHERE name = 'eins'"));
	assert_false(held_sql(&h, "UPDATE account SET active = 0"));
	assert_false(held_sql(&h, "DELETE FROM account WHERE name = 'eins'"));
	/* what is not about that goes on */
	assert_true(held_sql(
	    &h, "UPDATE account SET display_name = 'E' WHERE name = 'eins'"));
	assert_true(held_sql(
	    &h, "UPDATE account SET is_admin = 0 WHERE name = 'drei'"));
	/* both at once cannot go either */
	assert_true(held_sql(
	    &h, "UPDATE account SET is_admin = 1 WHERE name = 'zwei'"));
	assert_false(held_sql(&h, "UPDATE account SET is_admin = 0"));
	assert_int_equal(held_int(&h, "SELECT count(*) FROM account WHERE"
				      " is_admin = 1 AND active = 1"),
	    2);
	held_done(&h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_follow_the_specification),
		cmocka_unit_test(roles_are_the_functional_ones),
		cmocka_unit_test(made_passwords_can_be_read_aloud),
		cmocka_unit_test(minutes_are_rounded_up),
		cmocka_unit_test(the_first_accounts_come_from_the_lists),
		cmocka_unit_test(a_bad_list_is_named_without_its_password),
		cmocka_unit_test(the_database_keeps_the_last_admin),
	};

	return cmocka_run_group_tests_name("users", tests, NULL, NULL);
}
