/* covers: ADM-03 SEC-09 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_people.h"

static const char *const keys[] = {
#define PERM(id, key, roles, text) key,
#include "server/rpc/perms.def"
#undef PERM
	NULL,
};

/* A permission that the server has is named in words, not by its key. */
static void
every_permission_has_words(void **state)
{
	(void)state;
	for (int i = 0; keys[i] != NULL; i++) {
		assert_string_not_equal(people_permission(keys[i]), keys[i]);
		assert_true(people_permission_text(keys[i])[0] != '\0');
	}
	assert_string_equal(people_permission("new.one"), "new.one");
	assert_string_equal(people_permission_text("new.one"), "");
}

static void
check_roles(const char *user, int cols, const char *expected)
{
	json_t *o = json_parse_heap(user, strlen(user), NULL);
	char out[SCR_TEXT];

	assert_non_null(o);
	assert_string_equal(people_roles(o, cols, out), expected);
	json_decref(o);
}

/* What does not fit is counted, so that no name is cut. */
static void
roles_fit_their_column(void **state)
{
	(void)state;
	check_roles("{\"roles\":[]}", 15, "–");
	check_roles("{\"is_admin\":true,\"roles\":[]}", 15, "Admin");
	check_roles("{\"roles\":[\"coach\",\"opener\"]}", 15, "Coach, Opener");
	check_roles(
	    "{\"is_admin\":true,\"roles\":[\"telefonist\"]}", 15, "Admin +1");
	check_roles("{\"is_admin\":true,\"roles\":[\"telefonist\"]}", 18,
	    "Admin, Telephonist");
	check_roles("{\"roles\":[\"coach\",\"service\",\"telefonist\"]}", 15,
	    "Coach +2");
}

/* A lock is told first, then the vacation; both only of the living. */
static void
the_state_that_matters_comes_first(void **state)
{
	static const struct {
		const char *user, *key;
	} rows[] = {
		{ "{\"state\":\"active\"}", "active" },
		{ "{\"state\":\"active\",\"on_vacation\":true}", "vacation" },
		{ "{\"state\":\"active\",\"on_vacation\":true,"
		  "\"locked\":true}",
		    "locked" },
		{ "{\"state\":\"pending\",\"locked\":true}", "locked" },
		{ "{\"state\":\"disabled\",\"locked\":true}", "disabled" },
		{ "{\"state\":\"anonymised\",\"on_vacation\":true}",
		    "anonymised" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		json_t *o =
		    json_parse_heap(rows[i].user, strlen(rows[i].user), NULL);

		assert_string_equal(people_state_key(o), rows[i].key);
		json_decref(o);
	}
}

static void
minutes_as_people_say_them(void **state)
{
	char out[SCR_TEXT];

	(void)state;
	assert_string_equal(people_active(0, out), "active now");
	assert_string_equal(people_active(1, out), "1 minute ago");
	assert_string_equal(people_active(15, out), "15 minutes ago");
	assert_string_equal(people_instant(NULL, out), "");
	assert_string_equal(people_source(""), "unknown ones");
	assert_string_equal(people_source("10.0.0.0"), "10.0.0.0");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_permission_has_words),
		cmocka_unit_test(roles_fit_their_column),
		cmocka_unit_test(the_state_that_matters_comes_first),
		cmocka_unit_test(minutes_as_people_say_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
