/*
 * The chain of the audit log against the real core: whatever is done to the
 * rows behind the server's back, the verification names the row.
 */
/* covers: SEC-12 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/db/db.h"
#include "tests/harness/held.h"

#define MONDAY 1772438400000 /* 2 Mar 2026 08:00Z */
#define ROWS 20

struct world {
	struct held h;
	struct held_conn *op;
	int keys;
	json_t *check; /* data of the last verification */
};

#define SQL(w, text) held_int(&(w)->h, "SELECT " text)

static const char *
set_hold(struct world *w, int seconds)
{
	char params[80], key[16];

	snprintf(params, sizeof(params),
	    "{\"key\":\"booking.hold_seconds\",\"value\":\"%d\"}", seconds);
	snprintf(key, sizeof(key), "k%d", w->keys++);
	return held_call(w->op, "settings.set_key", params, key);
}

static void
write_rows(struct world *w, int n)
{
	const char *line;

	while (n-- > 0) {
		line = set_hold(w, 60 + n % 50);
		assert_non_null(strstr(line, "\"success\":true"));
	}
}

static void
open_world(struct world *w)
{
	assert_true(held_start(&w->h));
	w->op = held_connect(&w->h, "op", true);
}

static void
close_world(struct world *w)
{
	w->op = held_disconnect(w->op);
	held_stop(&w->h);
}

static int
set_up(void **state)
{
	struct world *w = xcalloc(1, sizeof(*w));

	log_set_level(LOG_ERROR + 1);
	held_init(&w->h, MONDAY);
	open_world(w);
	write_rows(w, ROWS);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	json_decref(w->check);
	held_disconnect(w->op);
	held_done(&w->h);
	free(w);
	return 0;
}

/* As somebody who can write the file would do it. */
static void
behind(struct world *w, const char *sql)
{
	static const char *const doors[] = { "audit_log_no_update",
		"audit_log_no_delete", "audit_archive_no_update",
		"audit_archive_no_delete", "audit_key_no_update",
		"audit_key_no_delete", "audit_head_no_delete",
		"audit_anchor_no_delete" };
	char *path = xprintf("%s/hub.db", w->h.dir), *drop, *why = NULL;
	sqlite3 *db;
	size_t i;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	for (i = 0; i < sizeof(doors) / sizeof(doors[0]); i++) {
		drop = xprintf("DROP TRIGGER IF EXISTS %s", doors[i]);
		assert_int_equal(
		    sqlite3_exec(db, drop, NULL, NULL, NULL), SQLITE_OK);
		free(drop);
	}
	if (sqlite3_exec(db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
	sqlite3_close(db);
	free(path);
}

static json_t *
verify(struct world *w)
{
	const char *line = held_call(w->op, "audit.verify", "{}", NULL);
	json_t *answer = json_loads(line, 0, NULL);

	assert_non_null(answer);
	json_decref(w->check);
	w->check = json_incref(json_object_get(answer, "data"));
	json_decref(answer);
	if (!json_is_array(json_object_get(w->check, "faults")))
		fail_msg("%s", line);
	return w->check;
}

static int64_t
number(const json_t *o, const char *key)
{
	return json_integer_value(json_object_get(o, key));
}

static void
is_fine(struct world *w, int64_t rows)
{
	json_t *k = verify(w);

	if (!json_is_true(json_object_get(k, "ok")))
		fail_msg("%s", json_dumps(k, 0));
	assert_int_equal(number(k, "checked"), rows);
	assert_int_equal(json_array_size(json_object_get(k, "faults")), 0);
}

/* Exactly one fault, and it is this one. */
static void
finds(struct world *w, int64_t id, const char *what)
{
	json_t *k = verify(w), *f;

	f = json_array_get(json_object_get(k, "faults"), 0);
	if (!json_is_false(json_object_get(k, "ok")) ||
	    number(k, "n_faults") != 1 || number(f, "id") != id ||
	    !str_eq(json_string_value(json_object_get(f, "what")), what))
		fail_msg("wanted %lld %s: %s", (long long)id, what,
		    json_dumps(k, 0));
}

static void
an_untouched_log_is_fine(void **state)
{
	struct world *w = *state;

	/* server_start is the first row, the settings follow */
	is_fine(w, ROWS + 1);
	assert_int_equal(number(w->check, "from_id"), 1);
	assert_int_equal(number(w->check, "to_id"), ROWS + 1);
	assert_int_equal(
	    strlen(json_string_value(json_object_get(w->check, "head"))), 16);
	close_world(w);
	open_world(w);
	write_rows(w, 3);
	is_fine(w, ROWS + 1 + 1 + 3);
}

static void
a_changed_row_is_named(void **state)
{
	static const char *const changes[] = { "actor = 'eva'", "at = at + 1",
		"details = '{\"value\":1}'", "severity = 'warning'",
		"target = NULL", "error_id = ''", "account = 5", "remote = 'x'",
		"action = 'x'", "event_type = 'data'", "client = 'x'",
		"request = ''", "mac = zeroblob(32)" };
	struct world *w = *state;
	char *sql, *copy;
	size_t i;

	for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		copy = "CREATE TABLE IF NOT EXISTS kept AS"
		       " SELECT * FROM audit_log WHERE id = 9";
		behind(w, copy);
		sql =
		    xprintf("UPDATE audit_log SET %s WHERE id = 9", changes[i]);
		behind(w, sql);
		free(sql);
		finds(w, 9, "changed");
		behind(w, "DELETE FROM audit_log WHERE id = 9;"
			  "INSERT INTO audit_log SELECT * FROM kept");
		verify(w);
		assert_true(json_is_true(json_object_get(w->check, "ok")));
	}
	/* each finding is a row that tells the admins */
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE"
				" action = 'security_alert_audit_fault'"
				" AND severity = 'critical' AND target = '9'"),
	    (int)i);
}

static void
the_first_row_cannot_be_taken(void **state)
{
	struct world *w = *state;

	behind(w, "DELETE FROM audit_log WHERE id = 1");
	finds(w, 1, "missing");
}

static void
a_row_in_the_middle_cannot_be_taken(void **state)
{
	struct world *w = *state;

	behind(w, "DELETE FROM audit_log WHERE id = 10");
	finds(w, 10, "missing");
	/* moving up the rows behind it does not help */
	behind(w, "UPDATE audit_log SET id = id - 1 WHERE id > 10");
	verify(w);
	assert_true(json_is_false(json_object_get(w->check, "ok")));
	assert_int_equal(
	    number(
		json_array_get(json_object_get(w->check, "faults"), 0), "id"),
	    10);
}

static void
the_last_row_cannot_be_taken(void **state)
{
	struct world *w = *state;

	behind(w, "DELETE FROM audit_log WHERE id = 21");
	finds(w, 21, "missing");
	/* the alert itself is row 22; the gap stays for ever */
	finds(w, 21, "missing");
}

static void
many_missing_rows_are_counted(void **state)
{
	struct world *w = *state;

	write_rows(w, 200);
	behind(w, "DELETE FROM audit_log WHERE id BETWEEN 11 AND 210");
	verify(w);
	assert_int_equal(number(w->check, "n_faults"), 200);
	assert_int_equal(
	    json_array_size(json_object_get(w->check, "faults")), 100);
	assert_int_equal(number(w->check, "checked"), 21);
}

/* Setting the head back hides the end, but not from the server. */
static void
a_changed_head_is_noticed_by_the_next_row(void **state)
{
	struct world *w = *state;

	behind(w, "DELETE FROM audit_log WHERE id > 18;"
		  "UPDATE audit_head SET last_id = 18,"
		  " mac = (SELECT mac FROM audit_log WHERE id = 18)");
	finds(w, 18, "changed");
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE"
				" action = 'security_alert_audit_head'"
				" AND severity = 'critical'"
				" AND actor = 'system'"),
	    1);
	write_rows(w, 1);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE"
				" action = 'security_alert_audit_head'"),
	    1);
}

static void
a_changed_head_is_noticed_at_the_start(void **state)
{
	struct world *w = *state;

	close_world(w);
	behind(w, "UPDATE audit_head SET last_id = last_id - 1");
	open_world(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE"
				" action = 'security_alert_audit_head'"),
	    1);
}

static void
rows_cannot_change_places(void **state)
{
	struct world *w = *state;
	json_t *f;

	behind(w, "UPDATE audit_log SET id = 999 WHERE id = 7;"
		  "UPDATE audit_log SET id = 7 WHERE id = 12;"
		  "UPDATE audit_log SET id = 12 WHERE id = 999");
	verify(w);
	assert_int_equal(number(w->check, "n_faults"), 2);
	f = json_object_get(w->check, "faults");
	assert_int_equal(number(json_array_get(f, 0), "id"), 7);
	assert_int_equal(number(json_array_get(f, 1), "id"), 12);
}

/* An older row with its own good mac cannot stand for a newer one. */
static void
a_row_of_another_time_does_not_fit(void **state)
{
	struct world *w = *state;

	behind(w, "CREATE TABLE old AS SELECT * FROM audit_log WHERE id = 5;"
		  "DELETE FROM audit_log WHERE id = 6;"
		  "INSERT INTO audit_log SELECT 6, at, event_type, action,"
		  " actor, account, target, remote, client, severity, details,"
		  " request, error_id, prev, mac FROM old");
	finds(w, 6, "changed");
}

static void
a_row_behind_the_head_is_named(void **state)
{
	struct world *w = *state;

	behind(w, "INSERT INTO audit_log SELECT 22, at, event_type, action,"
		  " actor, account, target, remote, client, severity, details,"
		  " request, error_id, prev, mac FROM audit_log WHERE id = 21");
	finds(w, 22, "order");
	/* it does not keep the server from writing */
	write_rows(w, 2);
	finds(w, 22, "changed");
}

static void
a_row_before_the_first_is_named(void **state)
{
	struct world *w = *state;

	behind(w, "PRAGMA ignore_check_constraints = ON;"
		  "INSERT INTO audit_log SELECT -3, at, event_type, action,"
		  " actor, account, target, remote, client, severity, details,"
		  " request, error_id, prev, mac FROM audit_log WHERE id = 21");
	finds(w, -3, "order");
}

static void
a_row_in_both_tables_is_named(void **state)
{
	struct world *w = *state;

	behind(w, "INSERT INTO audit_archive SELECT * FROM audit_log"
		  " WHERE id = 4");
	finds(w, 4, "order");
}

static void
macs_of_another_length_are_named(void **state)
{
	struct world *w = *state;

	behind(w, "PRAGMA ignore_check_constraints = ON;"
		  "UPDATE audit_log SET mac = x'00' WHERE id = 4");
	finds(w, 4, "changed");
}

/* The doors the application itself has are shut. */
static void
statements_of_the_application_are_refused(void **state)
{
	static const char *const tries[] = {
		"UPDATE audit_log SET actor = 'x' WHERE id = 3",
		"DELETE FROM audit_log WHERE id = 3", "DELETE FROM audit_log",
		"REPLACE INTO audit_log SELECT * FROM audit_log WHERE id = 3",
		"DELETE FROM audit_head", "DELETE FROM audit_anchor",
		"DELETE FROM audit_key", "DELETE FROM audit_guard",
		"UPDATE audit_key SET first_id = 2"
	};
	struct world *w = *state;
	char *path = xprintf("%s/hub.db", w->h.dir);
	sqlite3 *db;
	size_t i;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_exec(db, "PRAGMA recursive_triggers = ON", NULL, NULL, NULL);
	for (i = 0; i < sizeof(tries) / sizeof(tries[0]); i++)
		if (sqlite3_exec(db, tries[i], NULL, NULL, NULL) !=
		    SQLITE_CONSTRAINT)
			fail_msg("%s was not refused", tries[i]);
	sqlite3_close(db);
	free(path);
	is_fine(w, ROWS + 1);
}

/* Another server key: a new part begins, the old one cannot be checked. */
static void
a_lost_key_ends_its_part(void **state)
{
	struct world *w = *state;
	char *path = xprintf("%s/hub.secret", w->h.dir);
	json_t *part;

	close_world(w);
	if (unlink(path) != 0)
		fail_msg("no %s", path);
	free(path);
	open_world(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE id = 22 AND"
				" action = 'security_alert_audit_key' AND"
				" severity = 'critical' AND target = 'key:1'"),
	    1);
	write_rows(w, 4);
	verify(w);
	assert_true(json_is_false(json_object_get(w->check, "ok")));
	assert_int_equal(number(w->check, "n_faults"), 0);
	assert_int_equal(number(w->check, "checked"), 27);
	part = json_array_get(json_object_get(w->check, "unverifiable"), 0);
	assert_int_equal(number(part, "from_id"), 1);
	assert_int_equal(number(part, "to_id"), 21);
	/* what is lost for good does not keep the server from a new key */
	assert_non_null(
	    strstr(held_call(w->op, "system.rotate_key", "{}", "rotate"),
		"\"values\":1"));
	verify(w);
	assert_int_equal(number(w->check, "n_faults"), 0);
	assert_int_equal(number(w->check, "checked"), 28);
	/* gaps in it, and changes behind it, are seen all the same */
	behind(w, "DELETE FROM audit_log WHERE id = 8");
	finds(w, 8, "missing");
}

/* Rows of an older installation are taken in, oldest first. */
static void
rows_from_before_the_chain_are_adopted(void **state)
{
	struct world *w = *state;

	close_world(w);
	behind(w, "DELETE FROM audit_log; DELETE FROM audit_key;"
		  "DELETE FROM audit_head; DELETE FROM audit_anchor;"
		  "UPDATE meta SET value = 5 WHERE key = 'audited_migration';"
		  "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1"
		  " FROM n WHERE i < 4500) INSERT INTO audit_old(id, at,"
		  " action, actor, severity, details) SELECT i * 2, i,"
		  " 'booking_created', 'a' || i, 'info', '{\"n\":' || i || '}'"
		  " FROM n");
	open_world(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_old"), 0);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE id <= 4500 AND"
				" actor = 'a' || id AND at = id AND"
				" event_type = 'booking' AND"
				" json_extract(details, '$.n') = id"),
	    4500);
	assert_int_equal(
	    SQL(w, "count(*) FROM audit_log WHERE id = 4501 AND"
		   " action = 'migration_applied' AND"
		   " json_extract(details, '$.migration.before') = 5 AND"
		   " json_extract(details, '$.migration.after') ="
		   " (SELECT max(number) FROM migration)"),
	    1);
	is_fine(w, 4502);
}

/* Start and orderly end are entries. */
static void
start_and_end_are_entries(void **state)
{
	struct world *w = *state;

	app_shutdown(w->h.app);
	close_world(w);
	open_world(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE id = 22 AND"
				" action = 'server_stop' AND"
				" event_type = 'system' AND actor = 'system'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE id = 23 AND"
				" action = 'server_start' AND"
				" json_extract(details, '$.version') <> ''"),
	    1);
	assert_int_equal(SQL(w, "max(id) FROM audit_log"), 23);
}

/* A setting that cannot be used is critical, and admins are told. */
static void
a_bad_setting_is_an_entry(void **state)
{
	struct world *w = *state;

	close_world(w);
	behind(w, "UPDATE setting SET value = 'viele'");
	open_world(w);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE id = 22 AND"
				" action = 'config_invalid' AND"
				" severity = 'critical' AND"
				" target = 'booking.hold_seconds'"),
	    1);
	is_fine(w, 23);
}

/* What is rolled back leaves no place behind. */
static void
a_rolled_back_request_leaves_no_gap(void **state)
{
	struct world *w = *state;

	held_sql(&w->h, "CREATE TEMP TRIGGER no_key BEFORE INSERT ON"
			" main.idempotency BEGIN"
			" SELECT RAISE(ABORT, 'INTERNAL'); END");
	assert_non_null(strstr(set_hold(w, 99), "\"success\":false"));
	held_sql(&w->h, "DROP TRIGGER no_key");
	assert_int_equal(SQL(w, "max(id) FROM audit_log"), ROWS + 1);
	write_rows(w, 2);
	is_fine(w, ROWS + 3);
}

/* No change without its row. */
static void
a_row_that_cannot_be_written_fails_the_request(void **state)
{
	static const char *const tries[] = {
		"CREATE TEMP TRIGGER broken BEFORE INSERT ON main.audit_log"
		" BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END",
		"CREATE TEMP TRIGGER broken BEFORE UPDATE ON main.audit_head"
		" BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END",
	};
	struct world *w = *state;
	int64_t before = SQL(w, "value FROM setting");
	const char *line;
	size_t i;

	for (i = 0; i < 2; i++) {
		assert_true(held_sql(&w->h, tries[i]));
		line = set_hold(w, 111);
		assert_non_null(strstr(line, "\"success\":false"));
		assert_int_equal(SQL(w, "value FROM setting"), before);
		assert_int_equal(SQL(w, "max(id) FROM audit_log"), ROWS + 1);
		held_sql(&w->h, "DROP TRIGGER broken");
	}
	write_rows(w, 1);
	is_fine(w, ROWS + 2);
}

/* A turn that is lost as a whole takes its rows and its head with it. */
static void
a_lost_turn_leaves_the_chain_whole(void **state)
{
	struct world *w = *state;

	held_line(w->op,
	    "{\"id\":1,\"op\":\"settings.set_key\",\"params\":{\"key\":"
	    "\"booking.hold_seconds\",\"value\":\"77\"},"
	    "\"idempotency_key\":\"lost\"}");
	db_rollback(w->h.app->db); /* as a crash before the COMMIT would */
	held_turn(&w->h);
	held_next(w->op, false);
	write_rows(w, 2);
	is_fine(w, ROWS + 3);
}

/* The verification sees one moment per page, whatever happens meanwhile. */
static void
rows_may_be_written_while_it_runs(void **state)
{
	struct world *w = *state;

	w->h.hold_work = true;
	held_line(w->op, "{\"id\":1,\"op\":\"audit.verify\"}");
	held_turn(&w->h);
	assert_null(held_next(w->op, false));
	write_rows(w, 5);
	held_work(&w->h);
	assert_non_null(
	    strstr(held_next(w->op, false), "\"ok\":true,\"checked\":26"));
}

static void
only_the_audit_permission_verifies(void **state)
{
	struct world *w = *state;
	struct held_conn *tina = held_user(&w->h, "tina", "telefonist");
	const char *line = held_call(tina, "audit.verify", "{}", NULL);

	assert_non_null(strstr(line, "FORBIDDEN"));
	held_disconnect(tina);
}

/* A row as a feature of its own writes it. */
static void
write_entry(struct world *w, const char *action, const char *target,
    const char *details)
{
	struct call_box *b = call_take(w->h.app, NULL);
	struct audit_entry a = {
		.action = action, .target = target, .details = details
	};

	b->silent = true;
	assert_int_equal(db_savepoint(b->call.db), OK);
	assert_int_equal(audit_write(&b->call, &a), OK);
	assert_int_equal(db_release(b->call.db), OK);
	turn_add(w->h.app, b);
	app_turn_end(w->h.app);
}

/* New admins, restores and whatever is critical: admins are told. */
static void
grave_rows_tell_the_admins(void **state)
{
	struct world *w = *state;
	struct held_conn *chef = held_user(&w->h, "chef", "admin");
	int64_t first;

	/* the first admin is an entry, but nobody else could be told */
	write_entry(w, "user_created", "chef", "{\"admin\":true}");
	assert_int_equal(SQL(w, "count(*) FROM notification"), 0);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE action ="
				" 'security_alert_admin_granted'"),
	    1);
	first = SQL(w, "max(id) FROM audit_log");

	write_entry(w, "user_created", "eva", "{\"admin\":false}");
	assert_int_equal(SQL(w, "count(*) FROM notification"), 0);
	write_entry(w, "admin_granted", "eva", NULL);
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE action ="
				" 'security_alert_admin_granted' AND"
				" target = 'eva' AND severity = 'critical'"
				" AND json_extract(details, '$.entry') = id-1"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM notification WHERE"
				" title = 'Admin-Rechte vergeben'"),
	    1);
	/* a critical row is its own alert */
	write_entry(w, "user_created", "max", "{\"admin\":true}");
	assert_int_equal(SQL(w, "count(*) FROM audit_log WHERE action ="
				" 'security_alert_admin_granted' AND"
				" target = 'max'"),
	    1);
	write_entry(w, "backup_restored", "hub-2031.db", NULL);
	write_entry(w, "config_invalid", NULL, NULL);
	write_entry(w, "config_invalid", NULL, NULL);
	assert_int_equal(SQL(w, "count(*) FROM notification WHERE"
				" title = 'Sicherung wiederhergestellt'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM notification"), 4);
	assert_int_equal(SQL(w, "max(id) FROM audit_log"), first + 8);
	held_disconnect(chef);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_untouched_log_is_fine),
		TEST(a_changed_row_is_named),
		TEST(the_first_row_cannot_be_taken),
		TEST(a_row_in_the_middle_cannot_be_taken),
		TEST(the_last_row_cannot_be_taken),
		TEST(many_missing_rows_are_counted),
		TEST(a_changed_head_is_noticed_by_the_next_row),
		TEST(a_changed_head_is_noticed_at_the_start),
		TEST(rows_cannot_change_places),
		TEST(a_row_of_another_time_does_not_fit),
		TEST(a_row_behind_the_head_is_named),
		TEST(a_row_before_the_first_is_named),
		TEST(a_row_in_both_tables_is_named),
		TEST(macs_of_another_length_are_named),
		TEST(statements_of_the_application_are_refused),
		TEST(a_lost_key_ends_its_part),
		TEST(rows_from_before_the_chain_are_adopted),
		TEST(start_and_end_are_entries),
		TEST(a_bad_setting_is_an_entry),
		TEST(a_rolled_back_request_leaves_no_gap),
		TEST(a_row_that_cannot_be_written_fails_the_request),
		TEST(a_lost_turn_leaves_the_chain_whole),
		TEST(rows_may_be_written_while_it_runs),
		TEST(only_the_audit_permission_verifies),
		TEST(grave_rows_tell_the_admins),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
