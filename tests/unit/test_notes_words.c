/* How notifications are written: ages, repeats, signs. */
/* covers: HUB-04 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/date.h"
#include "common/tz.h"
#include "tui/screens/scr_notes.h"
#include "tui/term/locale.h"

#define MINUTE INT64_C(60000)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static void
ages_grow_in_steps(void **state)
{
	static const char at[] = "2026-03-04T08:15:00.000Z";
	static const struct {
		int64_t age;
		const char *want;
	} rows[] = {
		{ -5 * MINUTE, "just now" }, /* their clock is ahead */
		{ 0, "just now" }, { MINUTE - 1, "just now" },
		{ MINUTE, "1 min ago" }, { HOUR - 1, "59 min ago" },
		{ HOUR, "1 h ago" }, { DAY - 1, "23 h ago" },
		{ DAY, "1 day ago" }, { 3 * DAY, "3 days ago" },
		{ 7 * DAY - 1, "6 days ago" },
		{ 7 * DAY, "03-04 09:15" }, /* in the company's zone */
	};
	char out[SCR_TEXT];
	int64_t then;

	(void)state;
	assert_true(tz_set("Europe/Berlin"));
	assert_true(instant_parse(at, &then));
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_string_equal(
		    note_ago(at, then + rows[i].age, out), rows[i].want);
	assert_string_equal(note_ago(NULL, then, out), "");
	assert_string_equal(note_ago("soon", then, out), "");
}

static void
repeats_stand_behind_the_title(void **state)
{
	json_t *once = json_pack("{s:s,s:i}", "title", "Down", "count", 1);
	json_t *often = json_pack("{s:s,s:i}", "title", "Down", "count", 12);
	char out[100];

	(void)state;
	assert_string_equal(note_title(once, out, sizeof out), "Down");
	assert_string_equal(note_title(often, out, sizeof out), "Down ×12");
	json_decref(once);
	json_decref(often);
}

/* Without colours the types still differ. */
static void
every_type_has_its_sign(void **state)
{
	static const char *const types[] = { "info", "success", "warning",
		"error" };

	(void)state;
	for (int i = 0; i < 4; i++)
		for (int j = 0; j < i; j++) {
			assert_string_not_equal(
			    note_sign(types[i]), note_sign(types[j]));
			assert_string_not_equal(
			    note_label(types[i]), note_label(types[j]));
		}
	assert_string_equal(note_sign("of the future"), note_sign("info"));
}

static int
in_english(void **state)
{
	(void)state;
	term_locale("en");
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ages_grow_in_steps),
		cmocka_unit_test(repeats_stand_behind_the_title),
		cmocka_unit_test(every_type_has_its_sign),
	};

	return cmocka_run_group_tests(tests, in_english, NULL);
}
