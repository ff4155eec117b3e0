/* Accounts of the older system come to life, or not; and go again. */
/* covers: DATA-09 DATA-10 DATA-11 ADM-03 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/db/db.h"
#include "server/settings/seal.h"
#include "tests/harness/legacy.h"

#define FIXTURES "tests/fixtures/legacy/"

static const char *const people[] = { "persistent/login_history.json",
	"persistent/user_2fa.json", "persistent/user_passwords.json",
	"persistent/user_registry.json", NULL };

#define SQL(w, text) held_int(&(w)->h, "SELECT " text)
#define NAMED " FROM account WHERE name = "

static void
existing(struct legacy *w)
{
	json_t *v = legacy_data(w, "users.create",
	    "{\"name\":\"schon.da\",\"password\":\"das-hier-bleibt\"}");

	json_decref(v);
}

/* A login over the network; the code of its answer, "" for a success. */
static const char *
login(struct legacy *w, const char *name, const char *password)
{
	static char code[40];
	struct held_conn *hc = held_connect(&w->h, "eva", false);
	char *params =
	    xprintf("{\"name\":\"%s\",\"password\":\"%s\"}", name, password);
	const char *line = held_call(hc, "auth.login", params, NULL), *at;

	if (line == NULL) { /* refused at the next multiple of 600 ms */
		held_advance(&w->h, 600);
		line = held_next(hc, false);
	}
	assert_non_null(line);
	code[0] = '\0';
	if ((at = strstr(line, "\"code\":\"")) != NULL)
		snprintf(code, sizeof(code), "%.*s", (int)strcspn(at + 8, "\""),
		    at + 8);
	held_disconnect(hc);
	free(params);
	return code;
}

static void
the_report_tells_what_will_happen(void **state)
{
	struct legacy *w = *state;
	json_t *report, *unknown;
	int64_t run;

	existing(w);
	run = legacy_plan(w, FIXTURES "people", people);
	assert_int_equal(legacy_count(w, run, "users"), 8);
	assert_int_equal(legacy_count(w, run, "users_existing"), 1);
	assert_int_equal(legacy_count(w, run, "users_disabled"), 1);
	assert_int_equal(legacy_count(w, run, "users_without_password"), 2);
	assert_int_equal(legacy_count(w, run, "factors"), 1);
	assert_int_equal(legacy_count(w, run, "factors_unreadable"), 1);
	assert_int_equal(legacy_count(w, run, "logins"), 103);
	assert_int_equal(legacy_count(w, run, "logins_left"), 21);
	/* everybody named has a person: none is only a placeholder */
	report = legacy_show(w, run);
	unknown = json_get(
	    json_get(json_get(report, "run"), "report"), "unknown_users");
	assert_true(json_is_array(unknown));
	assert_int_equal(json_array_size(unknown), 0);
	json_decref(report);
	/* a plan brings nobody to life */
	assert_int_equal(SQL(w, "count(*) FROM account"), 1);
}

static void
people_come_to_life(void **state)
{
	struct legacy *w = *state;
	int64_t run;

	existing(w);
	run = legacy_import(w, FIXTURES "people", people);
	legacy_state(w, run, "done");
	assert_int_equal(legacy_applied(w, run, "new"), 117);
	assert_int_equal(SQL(w, "count(*) FROM account"), 8);
	assert_int_equal(SQL(w, "active" NAMED "'anna.beispiel'"
				" AND display_name = 'Anna Beispiel'"
				" AND email = 'anna@firma.example'"
				" AND logins = 212 AND placeholder = 0"
				" AND must_change_password = 0"),
	    1);
	/* the old single role; nobody becomes an admin by a file */
	assert_int_equal(SQL(w, "count(*) FROM account WHERE is_admin = 1"), 0);
	assert_int_equal(SQL(w, "count(*) FROM account_role"), 4);
	assert_int_equal(SQL(w, "count(*) FROM account_role r, account a"
				" WHERE a.id = r.account AND (a.name, r.role)"
				" IN (VALUES('anna.beispiel', 'telefonist'),"
				" ('otto.öffner', 'opener'),"
				" ('zoe.closer', 'berater'),"
				" ('gerd.weg', 'telefonist'))"),
	    4);
	/* who was deleted stays out, and his password with him */
	assert_int_equal(SQL(w, "active" NAMED "'gerd.weg'"), 0);
	assert_string_equal(
	    login(w, "gerd.weg", "altes-passwort-gerd"), "INVALID_CREDENTIALS");
	/* plain text is no hash */
	assert_int_equal(
	    SQL(w, "password_hash IS NULL" NAMED "'paula.plain'"), 1);
	assert_string_equal(login(w, "paula.plain", "klartext-passwort"),
	    "INVALID_CREDENTIALS");
	/* an address belongs to one account */
	assert_int_equal(SQL(w, "email IS NULL" NAMED "'paula.plain'"), 1);
}

static void
old_passwords_open_the_door(void **state)
{
	struct legacy *w = *state;

	existing(w);
	legacy_import(w, FIXTURES "people", people);
	assert_string_equal(login(w, "zoe.closer", "altes-passwort-zoe"), "");
	assert_string_equal(login(w, "Otto.Öffner", "altes-passwort-otto"), "");
	assert_string_equal(login(w, "zoe.closer", "altes-passwort-anna"),
	    "INVALID_CREDENTIALS");
	/* an account of this system keeps its own */
	assert_string_equal(login(w, "schon.da", "das-hier-bleibt"), "");
	assert_string_equal(
	    login(w, "schon.da", "altes-passwort-da"), "INVALID_CREDENTIALS");
	assert_int_equal(SQL(w, "display_name IS NULL" NAMED "'schon.da'"), 1);
	assert_int_equal(SQL(w, "count(*) FROM account_role r, account a"
				" WHERE a.id = r.account"
				" AND a.name = 'schon.da'"),
	    0);
}

static void
logins_are_tagged_and_at_most_100(void **state)
{
	struct legacy *w = *state;

	existing(w);
	legacy_import(w, FIXTURES "people", people);
	assert_int_equal(SQL(w, "count(*) FROM login_history"
				" WHERE import_run = 1"),
	    103);
	assert_int_equal(SQL(w, "count(*) FROM login_history h, account a"
				" WHERE a.id = h.account"
				" AND a.name = 'otto.öffner'"),
	    100);
	assert_int_equal(SQL(w, "count(*) FROM login_history h, account a"
				" WHERE a.id = h.account"
				" AND a.name = 'anna.beispiel'"
				" AND success = 0 AND reason = 'code'"
				" AND remote = '203.0.113.5'"),
	    1);
	/* 08:15 in Berlin */
	assert_int_equal(SQL(w, "count(*) FROM login_history"
				" WHERE second_factor = 'totp'"
				" AND at = unixepoch('2026-02-27T07:15:00Z')"
				" * 1000"),
	    1);
}

/* The seed is that of RFC 6238: 20 ASCII digits. */
static void
a_seed_that_can_be_read_is_sealed(void **state)
{
	struct legacy *w = *state;
	unsigned char seed[20], box[20 + SEAL_EXTRA];
	char *purpose;
	int i;

	existing(w);
	legacy_import(w, FIXTURES "people", people);
	assert_int_equal(SQL(w, "count(*) FROM second_factor"), 1);
	assert_int_equal(
	    SQL(w, "length(sealed) FROM second_factor"), (int64_t)sizeof(box));
	for (i = 0; i < (int)sizeof(box); i++) {
		char *one = xprintf(
		    "SELECT instr('0123456789ABCDEF', substr(hex(sealed), %d,"
		    " 1)) * 16 - 16 + instr('0123456789ABCDEF',"
		    " substr(hex(sealed), %d, 1)) - 1 FROM second_factor",
		    2 * i + 1, 2 * i + 2);

		box[i] = (unsigned char)held_int(&w->h, one);
		free(one);
	}
	purpose = xprintf(
	    "totp:%lld", (long long)SQL(w, "account FROM second_factor"));
	assert_true(seal_open(w->h.app->seal, purpose, box, sizeof(box), seed));
	assert_memory_equal(seed, "12345678901234567890", 20);
	assert_int_equal(SQL(w, "count(*) FROM import_factor"), 0);
	free(purpose);
}

/* Whether a file of the data folder holds the text. */
static bool
holds(struct legacy *w, const char *file, const char *text)
{
	char *path = xprintf("%s/%s", w->h.dir, file);
	size_t n, len = strlen(text), i;
	char *all = xmalloc(64 << 20);
	FILE *f = fopen(path, "rb");
	bool found = false;

	free(path);
	n = f != NULL ? fread(all, 1, 64 << 20, f) : 0;
	if (f != NULL)
		fclose(f);
	for (i = 0; !found && i + len <= n; i++)
		found = memcmp(all + i, text, len) == 0;
	free(all);
	return found;
}

/* Not in the files handed over, not in the plan, not in the accounts. */
static void
no_secret_touches_the_disk_in_clear(void **state)
{
	static const char *const canaries[] = { "GEZDGNBVGY3TQOJQ",
		"3132333435363738393031323334353637383930",
		"12345678901234567890", "klartext-passwort", "gAAAAABm" };
	static const char *const files[] = { "hub.db", "hub.db-wal" };
	struct legacy *w = *state;
	size_t i, k;
	int64_t run;

	existing(w);
	run = legacy_plan(w, FIXTURES "people", people);
	assert_true(holds(w, "hub.db", "anna.beispiel") ||
		    holds(w, "hub.db-wal", "anna.beispiel"));
	for (i = 0; i < sizeof(canaries) / sizeof(canaries[0]); i++)
		for (k = 0; k < 2; k++)
			assert_false(holds(w, files[k], canaries[i]));
	legacy_run(w, "imports.start", run);
	while (app_has_slices(w->h.app))
		app_slice(w->h.app);
	held_turn(&w->h);
	legacy_state(w, run, "done");
	for (i = 0; i < sizeof(canaries) / sizeof(canaries[0]); i++)
		for (k = 0; k < 2; k++)
			assert_false(holds(w, files[k], canaries[i]));
}

static void
nobody_is_alive_before_the_run_is_done(void **state)
{
	struct legacy *w = *state;
	int64_t run = legacy_plan(w, FIXTURES "people", people);

	legacy_run(w, "imports.start", run);
	while (SQL(w, "count(*) FROM import_chunk WHERE kind <> 'user'") > 0) {
		app_slice(w->h.app);
		held_turn(&w->h);
		if (SQL(w, "count(*) FROM import_run WHERE state = 'done'") > 0)
			break;
		assert_int_equal(
		    SQL(w, "count(*) FROM account WHERE active = 1"), 0);
	}
	while (app_has_slices(w->h.app))
		app_slice(w->h.app);
	held_turn(&w->h);
	legacy_state(w, run, "done");
	assert_int_equal(SQL(w, "count(*) FROM account WHERE active = 1"), 7);
}

static void
a_second_run_changes_nobody(void **state)
{
	struct legacy *w = *state;
	int64_t run;

	legacy_import(w, FIXTURES "people", people);
	held_sql(&w->h, "UPDATE account SET display_name = 'Neu',"
			" version = version + 1 WHERE name = 'zoe.closer'");
	run = legacy_import(w, FIXTURES "people", people);
	assert_int_equal(legacy_applied(w, run, "new"), 0);
	assert_int_equal(legacy_count(w, run, "users_existing"), 8);
	assert_int_equal(SQL(w, "count(*)" NAMED "'zoe.closer'"
				" AND display_name = 'Neu'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM login_history"), 103);
}

static void
removal_leaves_only_who_was_used(void **state)
{
	struct legacy *w = *state;
	int64_t run;

	existing(w);
	run = legacy_import(w, FIXTURES "people", people);
	assert_string_equal(login(w, "zoe.closer", "altes-passwort-zoe"), "");
	legacy_run(w, "imports.remove", run);
	while (app_has_slices(w->h.app))
		app_slice(w->h.app);
	held_turn(&w->h);
	legacy_state(w, run, "removed");
	assert_int_equal(SQL(w, "count(*) FROM account"), 2);
	assert_int_equal(SQL(w, "active" NAMED "'zoe.closer'"), 1);
	assert_int_equal(SQL(w, "count(*) FROM account_role"), 1);
	assert_int_equal(SQL(w, "count(*) FROM second_factor"), 0);
	assert_int_equal(SQL(w, "count(*) FROM import_user"), 0);
	assert_int_equal(
	    SQL(w, "count(*) FROM login_history WHERE import_run IS NOT NULL"),
	    0);
}

/* A placeholder that bookings hang on comes to life and goes back. */
static void
a_placeholder_gets_its_person(void **state)
{
	static const char *const small[] = { "tracking/outcomes.jsonl",
		"tracking/bookings.jsonl", NULL };
	struct legacy *w = *state;
	int64_t run;

	legacy_import(w, FIXTURES "small", small);
	held_sql(&w->h, "UPDATE account SET name = 'zoe.closer'"
			" WHERE name = 'tele.eins'");
	run = legacy_import(w, FIXTURES "people", people);
	assert_int_equal(
	    SQL(w, "placeholder = 0 AND active = 1" NAMED "'zoe.closer'"), 1);
	assert_string_equal(login(w, "zoe.closer", "altes-passwort-zoe"), "");
	held_sql(&w->h, "DELETE FROM session");
	held_sql(&w->h, "UPDATE account SET version = 2"
			" WHERE name = 'zoe.closer'");
	legacy_run(w, "imports.remove", run);
	while (app_has_slices(w->h.app))
		app_slice(w->h.app);
	held_turn(&w->h);
	assert_int_equal(
	    SQL(w, "placeholder = 1 AND active = 0"
		   " AND password_hash IS NULL" NAMED "'zoe.closer'"),
	    1);
	assert_int_equal(SQL(w, "count(*) FROM booking b, account a"
				" WHERE a.id = b.booked_by"
				" AND a.name = 'zoe.closer'"),
	    1);
}

#define TEST(name) \
	cmocka_unit_test_setup_teardown(name, legacy_setup, legacy_teardown)

int
main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_report_tells_what_will_happen),
		TEST(people_come_to_life),
		TEST(old_passwords_open_the_door),
		TEST(logins_are_tagged_and_at_most_100),
		TEST(a_seed_that_can_be_read_is_sealed),
		TEST(no_secret_touches_the_disk_in_clear),
		TEST(nobody_is_alive_before_the_run_is_done),
		TEST(a_second_run_changes_nobody),
		TEST(removal_leaves_only_who_was_used),
		TEST(a_placeholder_gets_its_person),
	};

	return cmocka_run_group_tests_name("import_people", tests, NULL, NULL);
}
