/* covers: OPS-27 OPS-28 OPS-26 ADM-14 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <stdlib.h>
#include <unistd.h>

#include "common/buf.h"
#include "common/log.h"
#include "common/str.h"
#include "server/settings/settings.h"
#include "server/settings/settings_read.h"

static struct settings *
fresh(void)
{
	char why[256];
	struct settings *s = settings_new(NULL, false, why, sizeof(why));

	assert_non_null(s);
	assert_string_equal(why, "");
	return s;
}

/* Faults of a configuration file with this text. */
static void
read_text(struct settings *s, const char *text, struct buf *faults)
{
	FILE *f = fmemopen((void *)text, strlen(text), "r");

	assert_non_null(f);
	buf_init(faults, 4096);
	settings_read_file(s, f, "hub.conf", faults);
	fclose(f);
}

static void
clear_env(void)
{
	char name[128];
	int i;

	for (i = 0; i < SETTINGS; i++) {
		settings_env_name(
		    setting_row((enum setting)i)->key, name, sizeof(name));
		unsetenv(name);
	}
	unsetenv("MAX_BOOKING_DAYS_AHEAD");
	unsetenv("HUB_ENV");
	unsetenv("FLASK_ENV");
	unsetenv("HUB_LISTEN");
}

static void
table_is_sorted_unique_and_sound(void **state)
{
	const struct setting_row *row;
	int i;

	(void)state;
	for (i = 0; i < SETTINGS; i++) {
		row = setting_row((enum setting)i);
		if (i > 0)
			assert_true(
			    strcmp(setting_row((enum setting)(i - 1))->key,
				row->key) < 0);
		assert_non_null(strchr(row->key, '.'));
		assert_true(*row->text != '\0');
		if (settings_fault(row, row->dflt) != NULL)
			fail_msg("default of %s is refused", row->key);
		assert_int_equal(settings_find(row->key), i);
	}
	assert_int_equal(settings_find("no.such_key"), SETTINGS);
}

static void
defaults_apply_without_sources(void **state)
{
	struct settings *s = fresh();

	(void)state;
	assert_int_equal(settings_int(s, SET_MAX_DAYS_AHEAD), 84);
	assert_int_equal(settings_int(s, SET_LIM_READ), 300);
	assert_false(settings_bool(s, SET_MAINTENANCE));
	assert_true(settings_bool(s, SET_UNDO_REVERSAL));
	assert_string_equal(settings_text(s, SET_TIMEZONE), "Europe/Berlin");
	assert_int_equal(settings_source(s, SET_TIMEZONE), SRC_DEFAULT);
	settings_free(s);
}

static void
numbers_are_checked_against_their_range(void **state)
{
	const struct setting_row *days = setting_row(SET_MAX_DAYS_AHEAD);

	(void)state;
	assert_null(settings_fault(days, "1"));
	assert_null(settings_fault(days, "366"));
	assert_non_null(settings_fault(days, "0"));
	assert_non_null(settings_fault(days, "367"));
	assert_non_null(settings_fault(days, "12x"));
	assert_non_null(settings_fault(days, ""));
	assert_non_null(settings_fault(days, "off"));
}

static void
limits_can_be_off(void **state)
{
	struct settings *s = fresh();

	(void)state;
	assert_null(settings_put(s, SET_LIM_READ, "off", SRC_DATABASE));
	assert_int_equal(settings_int(s, SET_LIM_READ), -1);
	assert_null(settings_put(s, SET_LIM_READ, "7", SRC_DATABASE));
	assert_int_equal(settings_int(s, SET_LIM_READ), 7);
	assert_non_null(settings_put(s, SET_LIM_READ, "0", SRC_DATABASE));
	assert_int_equal(settings_int(s, SET_LIM_READ), 7);
	settings_free(s);
}

static void
booleans_have_eight_spellings(void **state)
{
	static const char *const on[] = { "on", "TRUE", "1", "Yes" };
	static const char *const off[] = { "off", "False", "0", "NO" };
	struct settings *s = fresh();
	int i;

	(void)state;
	for (i = 0; i < 4; i++) {
		assert_null(
		    settings_put(s, SET_MAINTENANCE, on[i], SRC_DATABASE));
		assert_true(settings_bool(s, SET_MAINTENANCE));
		assert_null(
		    settings_put(s, SET_MAINTENANCE, off[i], SRC_DATABASE));
		assert_false(settings_bool(s, SET_MAINTENANCE));
	}
	assert_non_null(
	    settings_put(s, SET_MAINTENANCE, "maybe", SRC_DATABASE));
	settings_free(s);
}

static void
texts_are_checked_for_length_and_controls(void **state)
{
	const struct setting_row *go = setting_row(SET_GO_LIVE);
	const struct setting_row *level = setting_row(SET_LOG_LEVEL);

	(void)state;
	assert_null(settings_fault(go, "2025-09-01"));
	assert_non_null(settings_fault(go, "2025-9-1"));
	assert_non_null(settings_fault(go, "2025-09-011"));
	assert_non_null(settings_fault(go, "2025-09-0\n"));
	assert_null(settings_fault(level, "INFO"));
	assert_null(settings_fault(level, "warning"));
	assert_non_null(settings_fault(level, "loud"));
	assert_non_null(settings_fault(level, "debug info"));
	assert_non_null(settings_fault(level, ""));
	/* a German umlaut is one character, not two */
	assert_null(settings_fault(go, "\xc3\xa4"
				       "234567890"));
}

/* A slip in a name would switch the rule off without a word. */
static void
lists_of_roles_hold_known_names(void **state)
{
	static const char *const good[] = { "on", "OFF", "admin",
		"admin,opener", " admin , coach ", "berater telefonist service",
		"user" };
	static const char *const bad[] = { "", ",", " ", "admins", "Admin",
		"admin;opener", "opener,,boss", "on,admin", "adm" };
	const struct setting_row *row = setting_row(SET_REQUIRE_2FA);
	struct settings *s = fresh();
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		assert_null(settings_fault(row, good[i]));
	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_non_null(settings_fault(row, bad[i]));
	assert_false(settings_has_role(s, SET_REQUIRE_2FA, "admin"));
	assert_null(
	    settings_put(s, SET_REQUIRE_2FA, "admin, coach", SRC_DATABASE));
	assert_true(settings_has_role(s, SET_REQUIRE_2FA, "admin"));
	assert_true(settings_has_role(s, SET_REQUIRE_2FA, "coach"));
	assert_false(settings_has_role(s, SET_REQUIRE_2FA, "opener"));
	assert_false(settings_has_role(s, SET_REQUIRE_2FA, "adm"));
	assert_null(settings_put(s, SET_REQUIRE_2FA, "on", SRC_DATABASE));
	assert_true(settings_has_role(s, SET_REQUIRE_2FA, "opener"));
	assert_null(settings_put(s, SET_REQUIRE_2FA, "off", SRC_DATABASE));
	assert_false(settings_has_role(s, SET_REQUIRE_2FA, "opener"));
	settings_free(s);
}

static void
environment_has_own_and_legacy_names(void **state)
{
	struct settings *s = fresh();
	struct buf faults;

	(void)state;
	clear_env();
	buf_init(&faults, 4096);
	setenv("MAX_BOOKING_DAYS_AHEAD", "40", 1);
	setenv("FLASK_ENV", "development", 1);
	setenv("HUB_LIMITS_READ_PER_MINUTE", "off", 1);
	settings_read_env(s, &faults);
	assert_string_equal(buf_str(&faults), "");
	assert_int_equal(settings_int(s, SET_MAX_DAYS_AHEAD), 40);
	assert_string_equal(
	    settings_text(s, SET_HUB_ENVIRONMENT), "development");
	assert_int_equal(settings_int(s, SET_LIM_READ), -1);
	assert_int_equal(settings_source(s, SET_LIM_READ), SRC_ENV);
	/* the own name wins over the legacy one, HUB_ENV over FLASK_ENV */
	setenv("HUB_BOOKING_MAX_DAYS_AHEAD", "41", 1);
	setenv("HUB_ENV", "production", 1);
	settings_read_env(s, &faults);
	assert_int_equal(settings_int(s, SET_MAX_DAYS_AHEAD), 41);
	assert_string_equal(
	    settings_text(s, SET_HUB_ENVIRONMENT), "production");
	clear_env();
	buf_done(&faults);
	settings_free(s);
}

static void
an_empty_variable_counts_as_not_set(void **state)
{
	struct settings *s = fresh();
	struct buf faults;

	(void)state;
	clear_env();
	buf_init(&faults, 4096);
	setenv("MAX_BOOKING_DAYS_AHEAD", "", 1);
	settings_read_env(s, &faults);
	assert_string_equal(buf_str(&faults), "");
	assert_int_equal(settings_source(s, SET_MAX_DAYS_AHEAD), SRC_DEFAULT);
	clear_env();
	buf_done(&faults);
	settings_free(s);
}

static void
every_bad_variable_is_named_without_its_value(void **state)
{
	char why[1024];

	(void)state;
	clear_env();
	setenv("MAX_BOOKING_DAYS_AHEAD", "geheim1", 1);
	setenv("HUB_HUB_MAINTENANCE", "geheim2", 1);
	assert_null(settings_new(NULL, true, why, sizeof(why)));
	assert_non_null(strstr(why, "MAX_BOOKING_DAYS_AHEAD "));
	assert_non_null(strstr(why, "HUB_HUB_MAINTENANCE "));
	assert_null(strstr(why, "geheim"));
	clear_env();
}

static void
file_values_use_sections(void **state)
{
	struct settings *s = fresh();
	struct buf faults;

	(void)state;
	read_text(s,
	    "; comment\n"
	    "[booking]\n"
	    "max_days_ahead = 30\n"
	    "\n"
	    "[hub]\n"
	    "maintenance: yes\n"
	    "maintenance_text = Wir sind bald zur\xc3\xbc"
	    "ck\n",
	    &faults);
	assert_string_equal(buf_str(&faults), "");
	assert_int_equal(settings_int(s, SET_MAX_DAYS_AHEAD), 30);
	assert_int_equal(settings_source(s, SET_MAX_DAYS_AHEAD), SRC_FILE);
	assert_true(settings_bool(s, SET_MAINTENANCE));
	assert_string_equal(settings_text(s, SET_MAINTENANCE_TEXT),
	    "Wir sind bald zur\xc3\xbc"
	    "ck");
	buf_done(&faults);
	settings_free(s);
}

static void
file_faults_carry_line_numbers(void **state)
{
	struct settings *s = fresh();
	struct buf faults;

	(void)state;
	read_text(s,
	    "[booking]\n"
	    "max_days_ahead = 9999\n"
	    "colour = red\n"
	    "max_days_behind = 3\n",
	    &faults);
	assert_string_equal(buf_str(&faults),
	    "hub.conf:2: booking.max_days_ahead must be a whole number in its"
	    " range\n"
	    "hub.conf:3: booking.colour is no setting\n"
	    "hub.conf:4: booking.max_days_behind is no setting\n");
	assert_int_equal(settings_int(s, SET_MAX_DAYS_AHEAD), 84);
	buf_done(&faults);
	read_text(s, "[booking]\nwhat is this\n", &faults);
	assert_string_equal(buf_str(&faults),
	    "hub.conf:2: line is no [section] or key = value\n");
	buf_done(&faults);
	settings_free(s);
}

static void
long_values_continue_on_indented_lines(void **state)
{
	struct settings *s = fresh();
	struct buf faults, text;
	int i;

	(void)state;
	read_text(s,
	    "[start]\n"
	    "consultants = ana:ana@example.org,\n"
	    "\tben:ben@example.org\n"
	    "admin_users = eva\n",
	    &faults);
	assert_string_equal(buf_str(&faults), "");
	assert_string_equal(settings_text(s, SET_CONSULTANTS),
	    "ana:ana@example.org,ben:ben@example.org");
	assert_string_equal(settings_text(s, SET_ADMIN_USERS), "eva");
	buf_done(&faults);

	buf_init(&text, 2048);
	buf_adds(&text, "[start]\nconsultants = ");
	for (i = 0; i < 300; i++)
		buf_addc(&text, 'x');
	buf_adds(&text, "\nadmin_users = max\n");
	read_text(s, buf_str(&text), &faults);
	assert_string_equal(buf_str(&faults),
	    "hub.conf:2: line is too long; continue it on an indented line\n");
	assert_string_equal(settings_text(s, SET_ADMIN_USERS), "max");
	buf_done(&text);
	buf_done(&faults);
	settings_free(s);
}

static void
environment_wins_over_file_over_database(void **state)
{
	struct settings *s = fresh();

	(void)state;
	assert_null(settings_put(s, SET_MAX_DAYS_AHEAD, "10", SRC_FILE));
	assert_null(settings_put(s, SET_MAX_DAYS_AHEAD, "20", SRC_DATABASE));
	assert_int_equal(settings_int(s, SET_MAX_DAYS_AHEAD), 10);
	assert_null(settings_put(s, SET_MAX_DAYS_AHEAD, "30", SRC_ENV));
	assert_int_equal(settings_int(s, SET_MAX_DAYS_AHEAD), 30);
	assert_null(settings_put(s, SET_MAX_DAYS_AHEAD, "10", SRC_FILE));
	assert_int_equal(settings_int(s, SET_MAX_DAYS_AHEAD), 30);
	settings_free(s);
}

static void
a_missing_named_file_stops_the_start(void **state)
{
	char why[256];

	(void)state;
	assert_null(
	    settings_new("/nonexistent/hub.conf", false, why, sizeof(why)));
	assert_non_null(strstr(why, "/nonexistent/hub.conf"));
}

static void
the_reference_lists_every_setting(void **state)
{
	struct buf doc;
	char cell[160];
	int i;

	(void)state;
	buf_init(&doc, 1 << 20);
	settings_document(&doc);
	assert_false(doc.full);
	for (i = 0; i < SETTINGS; i++) {
		snprintf(cell, sizeof(cell), "| `%s` |",
		    setting_row((enum setting)i)->key);
		if (strstr(buf_str(&doc), cell) == NULL)
			fail_msg("%s is not documented", cell);
	}
	assert_non_null(strstr(
	    buf_str(&doc), "`HUB_HUB_ENVIRONMENT`, `HUB_ENV`, `FLASK_ENV`"));
	buf_done(&doc);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_is_sorted_unique_and_sound),
		cmocka_unit_test(defaults_apply_without_sources),
		cmocka_unit_test(numbers_are_checked_against_their_range),
		cmocka_unit_test(limits_can_be_off),
		cmocka_unit_test(booleans_have_eight_spellings),
		cmocka_unit_test(texts_are_checked_for_length_and_controls),
		cmocka_unit_test(lists_of_roles_hold_known_names),
		cmocka_unit_test(environment_has_own_and_legacy_names),
		cmocka_unit_test(an_empty_variable_counts_as_not_set),
		cmocka_unit_test(every_bad_variable_is_named_without_its_value),
		cmocka_unit_test(file_values_use_sections),
		cmocka_unit_test(file_faults_carry_line_numbers),
		cmocka_unit_test(long_values_continue_on_indented_lines),
		cmocka_unit_test(environment_wins_over_file_over_database),
		cmocka_unit_test(a_missing_named_file_stops_the_start),
		cmocka_unit_test(the_reference_lists_every_setting),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
