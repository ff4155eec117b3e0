/* covers: QA-02 API-05 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/err.h"

#include "common/str.h"
#include "common/utf8.h"

static void
table_is_sorted_and_unique(void **state)
{
	int e;

	(void)state;
	for (e = 2; e < ERR_COUNT; e++)
		if (strcmp(err_info(e - 1)->code, err_info(e)->code) >= 0)
			fail_msg("%s before %s", err_info(e - 1)->code,
			    err_info(e)->code);
}

static void
every_code_is_found(void **state)
{
	int e;

	(void)state;
	for (e = 1; e < ERR_COUNT; e++)
		assert_int_equal(err_by_code(err_info(e)->code), e);
}

static void
unknown_codes_are_internal(void **state)
{
	static const char *const no[] = { "", "OK", "slot_full", "SLOT_FULLL",
		"SLOT_FUL", "AAA", "ZZZ", "SLOT_FULL " };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(no) / sizeof(no[0]); i++)
		assert_int_equal(err_by_code(no[i]), E_INTERNAL);
	assert_int_equal(err_by_code(NULL), E_INTERNAL);
	assert_ptr_equal(err_info(ERR_COUNT), err_info(E_INTERNAL));
	assert_ptr_equal(err_info((enum err) - 1), err_info(E_INTERNAL));
}

static void
ok_is_success(void **state)
{
	(void)state;
	assert_int_equal(OK, 0);
	assert_int_equal(err_info(OK)->exit_status, 0);
	assert_string_equal(err_info(OK)->code, "OK");
	assert_string_not_equal(err_info(OK)->de, "");
}

static bool
is_upper_snake(const char *s)
{
	const char *p;

	for (p = s; *p != '\0'; p++)
		if (!(*p >= 'A' && *p <= 'Z') && !(*p >= '0' && *p <= '9') &&
		    *p != '_')
			return false;
	return p != s && s[0] != '_' && p[-1] != '_';
}

static void
check_text(const char *code, const char *s, size_t max)
{
	if (!utf8_valid(s, strlen(s)) || !utf8_clean(s, false))
		fail_msg("%s: text is not clean", code);
	if (s[0] == ' ' || str_ends(s, " ") || str_ends(s, ".") ||
	    strstr(s, "  ") != NULL)
		fail_msg("%s: blanks or full stop: \"%s\"", code, s);
	if (utf8_count(s) > max)
		fail_msg("%s: too long: \"%s\"", code, s);
}

/* Texts for users: both languages, clean, not longer than two lines. */
static void
every_row_has_its_texts(void **state)
{
	const struct err_info *i;
	int e;

	(void)state;
	for (e = 1; e < ERR_COUNT; e++) {
		i = err_info(e);
		assert_true(is_upper_snake(i->code));
		check_text(i->code, i->title, 40);
		check_text(i->code, i->de, 160);
		check_text(i->code, i->en, 160);
		assert_true(utf8_count(i->de) >= 8);
		assert_true(utf8_count(i->en) >= 8);
		assert_string_not_equal(i->de, i->en);
		assert_in_range(i->exit_status, 1, 7);
		assert_in_range(i->severity, SEV_LOW, SEV_CRITICAL);
	}
}

/* German is German: what was typed without umlauts shows here. */
static void
german_texts_have_umlauts(void **state)
{
	static const char *const wrong[] = { "fuer ", "ueber", "waehl", "pruef",
		"moegl", "spaeter", "geaend", "erhaelt", "muess", "koenn",
		"naechst", "schliess", "verstaendig" };
	const struct err_info *i;
	size_t k;
	int e;

	(void)state;
	for (e = 1; e < ERR_COUNT; e++) {
		i = err_info(e);
		for (k = 0; k < sizeof(wrong) / sizeof(wrong[0]); k++)
			if (strcasestr(i->de, wrong[k]) != NULL ||
			    strcasestr(i->title, wrong[k]) != NULL)
				fail_msg("%s: \"%s\"", i->code, wrong[k]);
	}
}

/* Each decision asks, in both languages, and is a conflict. */
static void
decisions(void **state)
{
	const struct err_info *i;
	int e, n = 0;

	(void)state;
	for (e = 1; e < ERR_COUNT; e++) {
		i = err_info(e);
		if (!str_starts(i->code, "CONFIRM_"))
			continue;
		n++;
		assert_int_equal(i->exit_status, 4);
		assert_false(i->retryable);
		assert_false(i->shows_id);
		assert_true(str_ends(i->de, "?"));
		assert_true(str_ends(i->en, "?"));
	}
	assert_int_equal(n, 14);
}

/* A retry makes sense exactly where the exit status says "later". */
static void
retryable_is_exit_status_seven(void **state)
{
	int e;

	(void)state;
	for (e = 1; e < ERR_COUNT; e++)
		assert_int_equal(
		    err_info(e)->retryable, err_info(e)->exit_status == 7);
}

/* Who is to be told: the error number is shown and the text says whom. */
static void
faults_name_an_admin(void **state)
{
	static const enum err fault[] = { E_INTERNAL, E_DATABASE,
		E_CONFIGURATION };
	const struct err_info *i;
	size_t k;

	(void)state;
	for (k = 0; k < 3; k++) {
		i = err_info(fault[k]);
		assert_true(i->shows_id);
		assert_true(i->severity >= SEV_HIGH);
		assert_non_null(strstr(i->de,
		    "Bitte einen Admin mit der Fehlernummer verständigen"));
		assert_non_null(strstr(i->en, "admin with the error number"));
	}
}

/* The rows of hub file F2 as they stand there. */
static void
rows_of_the_specification(void **state)
{
	static const struct {
		const char *code;
		int exit_status;
		bool retry;
		enum err_severity severity;
		bool id;
	} row[] = {
		{ "BAD_REQUEST", 2, false, SEV_LOW, false },
		{ "VALIDATION", 2, false, SEV_LOW, false },
		{ "UNKNOWN_OPERATION", 2, false, SEV_LOW, false },
		{ "UNAUTHENTICATED", 6, false, SEV_LOW, false },
		{ "SESSION_EXPIRED", 6, false, SEV_LOW, false },
		{ "INVALID_CREDENTIALS", 6, false, SEV_MEDIUM, false },
		{ "INVALID_2FA", 6, false, SEV_MEDIUM, false },
		{ "ACCOUNT_LOCKED", 7, true, SEV_MEDIUM, false },
		{ "FORBIDDEN", 5, false, SEV_LOW, false },
		{ "FEATURE_DISABLED", 5, false, SEV_LOW, false },
		{ "NOT_FOUND", 3, false, SEV_LOW, false },
		{ "CONFLICT", 4, false, SEV_LOW, false },
		{ "SLOT_FULL", 4, false, SEV_LOW, false },
		{ "UNKNOWN_PARTICIPANT", 3, false, SEV_LOW, false },
		{ "COOLDOWN", 7, true, SEV_LOW, false },
		{ "WINDOW_CLOSED", 7, true, SEV_LOW, false },
		{ "RATE_LIMITED", 7, true, SEV_LOW, false },
		{ "INTERNAL", 1, false, SEV_CRITICAL, true },
		{ "DATABASE", 7, true, SEV_CRITICAL, true },
		{ "CONFIGURATION", 1, false, SEV_HIGH, true },
		{ "CALENDAR_QUOTA", 7, true, SEV_MEDIUM, true },
		{ "CALENDAR_INVALID_DATA", 1, false, SEV_MEDIUM, true },
		{ "MAINTENANCE", 7, true, SEV_LOW, false },
		{ "NOT_READY", 7, true, SEV_LOW, false },
		{ "TIMEOUT", 7, true, SEV_MEDIUM, false },
	};
	const struct err_info *i;
	enum err e;
	size_t k;

	(void)state;
	for (k = 0; k < sizeof(row) / sizeof(row[0]); k++) {
		e = err_by_code(row[k].code);
		i = err_info(e);
		assert_string_equal(i->code, row[k].code);
		if (i->exit_status != row[k].exit_status ||
		    i->retryable != row[k].retry ||
		    i->severity != row[k].severity || i->shows_id != row[k].id)
			fail_msg("%s", row[k].code);
	}
}

/* What F2 lists, counted by hand, STEP_UP_REQUIRED and CONFIRM_MERGE. */
static void
number_of_codes(void **state)
{
	(void)state;
	assert_int_equal(ERR_COUNT - 1, 76);
}

/* The classes of errors that get a screen of their own need a heading. */
static void
full_screens_have_a_heading(void **state)
{
	static const enum err full[] = { E_UNAUTHENTICATED, E_SESSION_EXPIRED,
		E_FORBIDDEN, E_FEATURE_DISABLED, E_NOT_FOUND, E_INTERNAL,
		E_DATABASE, E_CONFIGURATION, E_MAINTENANCE, E_NOT_READY,
		E_RATE_LIMITED };
	size_t k;

	(void)state;
	for (k = 0; k < sizeof(full) / sizeof(full[0]); k++)
		assert_string_not_equal(err_info(full[k])->title, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table_is_sorted_and_unique),
		cmocka_unit_test(every_code_is_found),
		cmocka_unit_test(unknown_codes_are_internal),
		cmocka_unit_test(ok_is_success),
		cmocka_unit_test(every_row_has_its_texts),
		cmocka_unit_test(german_texts_have_umlauts),
		cmocka_unit_test(decisions),
		cmocka_unit_test(retryable_is_exit_status_seven),
		cmocka_unit_test(faults_name_an_admin),
		cmocka_unit_test(rows_of_the_specification),
		cmocka_unit_test(number_of_codes),
		cmocka_unit_test(full_screens_have_a_heading),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
