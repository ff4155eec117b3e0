/* Parts of the audit log without a database. */
/* covers: SEC-12 SEC-16 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "server/audit/audit.h"
#include "server/audit/audit_chain.h"
#include "server/audit/audit_search.h"

static void
addresses_lose_their_host_part(void **state)
{
	static const char *const cases[][2] = {
		{ "203.0.113.77", "203.0.113.0" },
		{ "2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:x:x" },
		{ "2001:0DB8:0001:2:3:4:5:6", "2001:db8:1:2:3:4:x:x" },
		{ "::1", "::x:x" },
		{ "::", "::x:x" },
		{ "2001:db8::1", "2001:db8::x:x" },
		{ "2001:db8::5:6", "2001:db8::x:x" },
		{ "2001:db8::3:4:5:6", "2001:db8::3:4:x:x" },
		{ "2001:db8:0:2:3:4:5:6", "2001:db8:0:2:3:4:x:x" },
		{ "2001:0:0:2:0:0:0:6", "2001::2:0:0:x:x" },
		{ "fe80::1:2:3:4%eth0", "fe80::1:2:x:x" },
		{ "1:2:3:4:5::", "1:2:3:4:5:0:x:x" },
		{ "::ffff:203.0.113.77", "203.0.113.0" },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
		    "ffff:ffff:ffff:ffff:ffff:ffff:x:x" },
		{ "local", "local" },
		{ "", "" },
	};
	char out[AUDIT_REMOTE];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		audit_remote(cases[i][0], out);
		assert_string_equal(out, cases[i][1]);
	}
}

static void
actions_are_sorted_and_complete(void **state)
{
	const struct audit_action *a;
	size_t i, j, n;
	bool known;

	(void)state;
	a = audit_actions(&n);
	assert_true(n > 60);
	for (i = 0; i < n; i++) {
		assert_ptr_equal(audit_action(a[i].action), &a[i]);
		assert_true(i == 0 || strcmp(a[i - 1].action, a[i].action) < 0);
		for (j = 0, known = false; audit_types[j] != NULL; j++)
			known |= str_eq(audit_types[j], a[i].type);
		assert_true(known);
	}
	assert_null(audit_action("no_such_action"));
}

/* The severities that hub file B8 names. */
static void
severities_are_those_of_the_rules(void **state)
{
	static const char *const cases[][3] = {
		{ "login_failure", "auth", "warning" },
		{ "2fa_disabled", "security", "warning" },
		{ "2fa_reset_by_admin", "security", "warning" },
		{ "permission_denied", "security", "warning" },
		{ "user_disabled", "admin", "warning" },
		{ "user_anonymised", "admin", "warning" },
		{ "backup_restored", "data", "critical" },
		{ "job_failed", "system", "warning" },
		{ "config_invalid", "system", "critical" },
		{ "booking_created", "booking", "info" },
		{ "login_success", "auth", "info" },
		{ "t2_drawn", "t2", "info" },
		{ "game_corrected", "game", "info" },
	};
	const struct audit_action *a;
	size_t i, n;

	(void)state;
	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		a = audit_action(cases[i][0]);
		assert_non_null(a);
		assert_string_equal(a->type, cases[i][1]);
		assert_string_equal(a->severity, cases[i][2]);
	}
	a = audit_actions(&n);
	for (i = 0; i < n; i++)
		if (str_starts(a[i].action, "security_alert_"))
			assert_string_equal(a[i].severity, "critical");
}

static const struct audit_row sample = { .id = 7,
	.at = 1772438400000,
	.type = "admin",
	.action = "setting_changed",
	.actor = "chef",
	.account = 1,
	.target = "audit.keep",
	.remote = "203.0.113.0",
	.client = "hub 4.1",
	.severity = "info",
	.details = "{}",
	.request = "12" };

static bool
differs(const struct audit_row *other)
{
	unsigned char key[AUDIT_KEY] = { 1 }, a[AUDIT_MAC], b[AUDIT_MAC];

	audit_row_mac(key, &sample, a);
	audit_row_mac(key, other, b);
	return memcmp(a, b, AUDIT_MAC) != 0;
}

static void
every_field_counts_in_the_mac(void **state)
{
	struct audit_row r;
	const char **texts[] = { &r.type, &r.action, &r.actor, &r.target,
		&r.remote, &r.client, &r.severity, &r.details, &r.request,
		&r.error_id };
	size_t i;

	(void)state;
	r = sample;
	assert_false(differs(&r));
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		r = sample;
		*texts[i] = "x";
		assert_true(differs(&r));
		*texts[i] = "";
		assert_true(differs(&r));
	}
	r = sample;
	r.id++;
	assert_true(differs(&r));
	r = sample;
	r.at++;
	assert_true(differs(&r));
	r = sample;
	r.account = 0;
	assert_true(differs(&r));
	r = sample;
	r.prev[31] = 1;
	assert_true(differs(&r));
}

/* Text that moves from one field to the next is a change. */
static void
fields_do_not_run_together(void **state)
{
	struct audit_row r = sample;

	(void)state;
	r.remote = "203.0.113.0h";
	r.client = "ub 4.1";
	assert_true(differs(&r));
}

static void
keys_and_marks_differ(void **state)
{
	unsigned char one[AUDIT_KEY] = { 1 }, two[AUDIT_KEY] = { 2 };
	struct audit_mark m = { .last_id = 9 };

	(void)state;
	audit_mark_seal(one, "head", &m, m.seal);
	assert_true(audit_mark_good(one, "head", &m));
	assert_false(audit_mark_good(two, "head", &m));
	assert_false(audit_mark_good(one, "anchor", &m));
	m.last_id = 8;
	assert_false(audit_mark_good(one, "head", &m));
}

static const char *
csv_of(struct buf *b, const char *target, const char *details)
{
	struct audit_row r = sample;
	struct audit_found found = { .n = 1, .row = &r };
	int n;

	r.target = target;
	r.details = details;
	buf_clear(b);
	audit_export_rows(b, AUDIT_CSV, &found, &n);
	assert_int_equal(n, 1);
	return buf_str(b);
}

#define CSV_HEAD "7;2026-03-02T08:00:00.000Z;admin;setting_changed;chef;"
#define CSV_TAIL ";203.0.113.0;hub 4.1;info;"

/* G18: nothing is a formula, quotes are doubled. */
static void
csv_cells_are_no_formulas(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 65536);
	assert_string_equal(csv_of(&b, "=SUMME(A1)", "{}"),
	    CSV_HEAD "'=SUMME(A1)" CSV_TAIL "{};;0\r\n");
	assert_string_equal(
	    csv_of(&b, "-5", "{}"), CSV_HEAD "'-5" CSV_TAIL "{};;0\r\n");
	assert_string_equal(
	    csv_of(&b, "@x", "{}"), CSV_HEAD "'@x" CSV_TAIL "{};;0\r\n");
	assert_string_equal(
	    csv_of(&b, "+49", "{}"), CSV_HEAD "'+49" CSV_TAIL "{};;0\r\n");
	assert_string_equal(csv_of(&b, "M\xc3\xbcller; \"Max\"", "{}"),
	    CSV_HEAD "\"M\xc3\xbcller; \"\"Max\"\"\"" CSV_TAIL "{};;0\r\n");
	assert_string_equal(csv_of(&b, "=a;b", "{}"),
	    CSV_HEAD "\"'=a;b\"" CSV_TAIL "{};;0\r\n");
	assert_string_equal(csv_of(&b, NULL, "{\"a\":1}"),
	    CSV_HEAD CSV_TAIL "\"{\"\"a\"\":1}\";;0\r\n");
	buf_done(&b);
}

/* Whatever stands in the table, one line of JSON comes out. */
static void
details_are_one_line_of_json(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 65536);
	audit_details_add(&b, "{\"a\" :\n 1}");
	audit_details_add(&b, "{\"a\":");
	audit_details_add(&b, "[1]");
	audit_details_add(&b, "{}\n{\"event\":\"x\"}");
	assert_string_equal(buf_str(&b),
	    "{\"a\":1}{\"unreadable\":true}{\"unreadable\":true}"
	    "{\"unreadable\":true}");
	buf_done(&b);
}

static void
export_stops_before_it_is_too_long(void **state)
{
	struct audit_row rows[3] = { sample, sample, sample };
	struct audit_found found = { .n = 3, .row = rows };
	struct buf b;
	int n;

	(void)state;
	buf_init(&b, 200);
	audit_export_rows(&b, AUDIT_CSV, &found, &n);
	assert_int_equal(n, 2);
	assert_false(b.full);
	assert_true(str_ends(buf_str(&b), "\r\n"));
	buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_lose_their_host_part),
		cmocka_unit_test(actions_are_sorted_and_complete),
		cmocka_unit_test(severities_are_those_of_the_rules),
		cmocka_unit_test(every_field_counts_in_the_mac),
		cmocka_unit_test(fields_do_not_run_together),
		cmocka_unit_test(keys_and_marks_differ),
		cmocka_unit_test(csv_cells_are_no_formulas),
		cmocka_unit_test(details_are_one_line_of_json),
		cmocka_unit_test(export_stops_before_it_is_too_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
