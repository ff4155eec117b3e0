/* covers: API-01 SLOT-05 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_show.h"

#define WORDS_MAX 16

/* Maps "book|mo|9|Muster, Erika" with Sunday 2026-11-22 as today. */
static json_t *
map(const char *line, char why[512])
{
	struct cli_words w = { .today = date_make(2026, 11, 22) };
	char *copy = xstrdup(line), *p = copy, *bar;
	char *argv[WORDS_MAX];
	const struct cli_cmd *cmd;
	json_t *params = NULL;
	int n = 0, used;

	do {
		argv[n++] = p;
		if ((bar = strchr(p, '|')) != NULL)
			*bar = '\0';
		p = bar != NULL ? bar + 1 : NULL;
	} while (p != NULL && n < WORDS_MAX);
	cmd = cli_find(hub_commands, n, argv, &used);
	assert_non_null(cmd);
	w.argc = n - used;
	w.argv = argv + used;
	if (!cli_map(cmd, &w, &params))
		params = NULL;
	(void)str_copy(why, 512, w.why);
	free(copy);
	return params;
}

static void
expect(const char *line, const char *json)
{
	json_t *want = json_parse_heap(json, strlen(json), NULL);
	char why[512];
	json_t *got = map(line, why);

	if (got == NULL)
		fail_msg("%s: %s", line, why);
	if (!json_equal(got, want))
		fail_msg("%s: %s", line, json_dumps(got, JSON_COMPACT));
	json_decref(got);
	json_decref(want);
}

static void
expect_refused(const char *line, const char *part)
{
	char why[512];
	json_t *got = map(line, why);

	if (got != NULL)
		fail_msg("%s was taken", line);
	if (strstr(why, part) == NULL)
		fail_msg("%s: '%s' does not name '%s'", line, why, part);
}

static void
words_become_parameters(void **state)
{
	(void)state;
	expect("slots", "{}");
	expect("slots|2026-W48", "{\"date\":\"2026-11-23\"}");
	expect("slots|--week|kw48", "{\"date\":\"2026-11-23\"}");
	expect("day|morgen", "{\"date\":\"2026-11-23\"}");
	expect("day|15.3.", "{\"date\":\"2027-03-15\"}");
	expect("show|12", "{\"id\":12}");
	expect("cancel|12|--reason|krank", "{\"id\":12,\"reason\":\"krank\"}");
	expect("cancel|12|--reason=krank", "{\"id\":12,\"reason\":\"krank\"}");
	expect("bookings|--all|--from|2026-11-15|--status=pending",
	    "{\"mine\":false,"
	    "\"from\":\"2026-11-15\",\"status\":\"pending\"}");
	expect("holidays", "{\"year\":2026}");
	expect("holidays|2027", "{\"year\":2027}");
	expect("special", "{}");
	expect("special|cancel|3", "{\"id\":3}");
	expect("move|5|di|14:00|--reason|overhang",
	    "{\"id\":5,\"date\":\"2026-11-24\",\"hour\":14,"
	    "\"reason\":\"overhang\"}");
}

static void
customers_are_one_word_or_two(void **state)
{
	static const char want[] =
	    "{\"date\":\"2026-11-23\",\"hour\":9,"
	    "\"last_name\":\"Muster\",\"first_name\":\"Erika\"}";

	(void)state;
	expect("book|mo|9|Muster, Erika", want);
	expect("book|mo|9|Muster,Erika", want);
	expect("book|mo|9|Muster|Erika", want);
	expect("book|mo|9|Muster,|Erika", want);
	expect("book|mo 9|Muster, Erika", want);
	expect("book|mo|9h|Muster, Erika|--confirm|DUPLICATE",
	    "{\"date\":\"2026-11-23\",\"hour\":9,\"last_name\":\"Muster\","
	    "\"first_name\":\"Erika\",\"confirm\":[\"DUPLICATE\"]}");
	expect_refused("book|mo|9|Muster", "Muster, Erika");
	expect_refused("book|mo|9|, Erika", "Muster, Erika");
	/* a special booking does without the first name */
	expect("special|book|mo|9|UL|Muster",
	    "{\"date\":\"2026-11-23\",\"hour\":9,\"type\":\"UL\","
	    "\"last_name\":\"Muster\"}");
}

static void
wrong_words_are_named(void **state)
{
	(void)state;
	expect_refused("book|mo", "book DAY HOUR");
	expect_refused("book|gestern|9|A|B", "gestern");
	expect_refused("book|mo|9:30|A|B", "9:30");
	expect_refused("book|mo|25|A|B", "25");
	expect_refused("show|x", "'x'");
	expect_refused("show|1|2", "'2'");
	expect_refused("show|1|--wrong", "--wrong");
	expect_refused("cancel|1|--reason", "--reason");
	expect_refused("bookings|--all=1", "--all");
	expect_refused("cancel|1|--reason=\xff", "UTF-8");
}

static void
longest_command_name_wins(void **state)
{
	char *two[] = { "special", "book", NULL };
	char *one[] = { "special", "x", NULL };
	char *none[] = { "spec", NULL };
	int used;

	(void)state;
	assert_string_equal(
	    cli_find(hub_commands, 2, two, &used)->name, "special book");
	assert_int_equal(used, 2);
	assert_string_equal(
	    cli_find(hub_commands, 2, one, &used)->name, "special");
	assert_int_equal(used, 1);
	assert_null(cli_find(hub_commands, 1, none, &used));
	assert_null(cli_find(hub_commands, 0, none, &used));
}

static void
every_command_is_described(void **state)
{
	const struct cli_cmd *c;

	(void)state;
	for (c = hub_commands; c->name != NULL; c++) {
		assert_non_null(c->usage);
		assert_true(c->help != NULL && *c->help != '\0');
		assert_true(
		    (c->op != NULL && c->print != NULL) != (c->run != NULL));
	}
}

static void
options_stand_anywhere(void **state)
{
	static const char *const names[] = { "--data", "--json", "--lang",
		NULL };
	char *argv[] = { "hub", "--data", "/x", "book", "--json", "--note", "n",
		"--lang=en", "--", "--json", NULL };
	struct cli_words w = { .argc = 10, .argv = argv };
	struct cli_options o;

	(void)state;
	assert_true(cli_options(&o, &w, names));
	assert_string_equal(o.data_dir, "/x");
	assert_string_equal(o.lang, "en");
	assert_true(o.json);
	assert_int_equal(w.argc, 5);
	assert_string_equal(argv[1], "book");
	assert_string_equal(argv[2], "--note");
	assert_string_equal(argv[4], "--json");
}

static void
bad_options_are_refused(void **state)
{
	static const char *const names[] = { "--data", "--json", "--lang",
		NULL };
	char *no_value[] = { "hub", "--data", NULL };
	char *a_value[] = { "hub", "--json=1", NULL };
	char *bad_lang[] = { "hub", "--lang", "fr", NULL };
	char *foreign[] = { "hub", "--user", "x", NULL };
	struct cli_options o;
	struct cli_words w = { .argc = 2, .argv = no_value };

	(void)state;
	assert_false(cli_options(&o, &w, names));
	w = (struct cli_words){ .argc = 2, .argv = a_value };
	assert_false(cli_options(&o, &w, names));
	w = (struct cli_words){ .argc = 3, .argv = bad_lang };
	assert_false(cli_options(&o, &w, names));
	/* not offered by this program: left to the command */
	w = (struct cli_words){ .argc = 3, .argv = foreign };
	assert_true(cli_options(&o, &w, names));
	assert_int_equal(w.argc, 3);
}

static void
exit_status_tells_what_happened(void **state)
{
	static const struct {
		enum err err;
		int status;
	} rows[] = {
		{ E_VALIDATION, 2 },
		{ E_NOT_FOUND, 3 },
		{ E_SLOT_FULL, 4 },
		{ E_CONFIRM_DUPLICATE, 4 },
		{ E_FORBIDDEN, 5 },
		{ E_UNAUTHENTICATED, 6 },
		{ E_RATE_LIMITED, 7 },
		{ E_INTERNAL, 1 },
	};
	struct reply r = { .ok = true };
	size_t i;

	(void)state;
	assert_int_equal(reply_exit_status(&r), 0);
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		r = (struct reply){ .fate = FATE_ANSWERED, .err = rows[i].err };
		assert_int_equal(reply_exit_status(&r), rows[i].status);
	}
	r = (struct reply){ .fate = FATE_UNKNOWN, .err = E_TIMEOUT };
	assert_int_equal(reply_exit_status(&r), EXIT_UNKNOWN_OUTCOME);
	r = (struct reply){ .fate = FATE_NOT_SENT, .err = E_TIMEOUT };
	assert_int_equal(reply_exit_status(&r), 7);
}

/* Printers. */

struct page {
	char *text;
	size_t n;
	struct out out;
};

static void
page_open(struct page *p, bool ascii)
{
	FILE *f = open_memstream(&p->text, &p->n);

	assert_non_null(f);
	p->out = (struct out){
		.f = f, .ascii = ascii, .today = date_make(2026, 11, 22)
	};
}

static void
page_shows(struct page *p, const char *want)
{
	fclose(p->out.f);
	assert_string_equal(p->text, want);
	free(p->text);
}

static void
print(void (*fn)(struct out *, const json_t *), const char *json,
    const char *want)
{
	json_t *data = json_parse_heap(json, strlen(json), NULL);
	struct page p;

	assert_non_null(data);
	page_open(&p, false);
	fn(&p.out, data);
	page_shows(&p, want);
	json_decref(data);
}

static void
tables_are_aligned(void **state)
{
	(void)state;
	print(show_suggest,
	    "{\"items\":[{\"date\":\"2026-11-23\",\"hour\":9,\"points\":5,"
	    "\"free\":10,\"total\":12,\"consultants\":4},"
	    "{\"date\":\"2026-11-23\",\"hour\":18,\"points\":12,\"free\":1,"
	    "\"total\":2,\"consultants\":1}]}",
	    "Day             Time   Points  Free  Places  Consultants\n"
	    "Mon 2026-11-23  09:00       5    10      12            4\n"
	    "Mon 2026-11-23  18:00      12     1       2            1\n");
	print(show_suggest, "{\"items\":[]}", "No suggestions.\n");
}

static void
week_has_a_column_per_day(void **state)
{
	(void)state;
	print(show_week,
	    "{\"monday\":\"2026-11-23\",\"hours\":[9,11],\"days\":["
	    "{\"date\":\"2026-11-23\",\"slots\":[{\"hour\":9,\"total\":9,"
	    "\"free\":3,\"percent\":66}]},"
	    "{\"date\":\"2026-11-24\",\"blocked\":true,\"reason\":\"Inventur\","
	    "\"slots\":[{\"hour\":9,\"total\":0,\"blocked\":true}]}]}",
	    "2026 W48  free/places\n"
	    "Time   Mon 11-23  Tue 11-24\n"
	    "09:00        3/9          x\n"
	    "11:00          -          -\n"
	    "Tue 2026-11-24: Inventur\n");
}

static void
data_cannot_steer_the_terminal(void **state)
{
	(void)state;
	print(show_check,
	    "{\"date\":\"2026-12-25\",\"blocked\":true,"
	    "\"reason\":\"a\\u001b[2Jb\\u009bc\\u202ed\"}",
	    "Fri 2026-12-25: blocked  a?[2Jb?c?d\n");
	print(
	    show_any, "{\"x\":\"a\\nb\\u0007\"}", "x:                 a\nb?\n");
}

static void
plain_terminals_get_ascii(void **state)
{
	struct page p;

	(void)state;
	page_open(&p, true);
	out_text(&p.out, TONE_PLAIN, "Müller – groß");
	page_shows(&p, "Mueller - gross");
}

static void
colours_only_where_wanted(void **state)
{
	struct page p;

	(void)state;
	page_open(&p, false);
	p.out.colour = true;
	out_text(&p.out, TONE_BAD, "x");
	page_shows(&p, "\033[31mx\033[0m");
}

/* What a refused booking tells. */
static void
failure(const char *json, struct reply *r)
{
	json_t *root = json_parse_heap(json, strlen(json), NULL);

	assert_non_null(root);
	*r = (struct reply){ .fate = FATE_ANSWERED,
		.code = xstrdup(json_get_str(root, "code", "")),
		.text = xstrdup(json_get_str(root, "error", "")),
		.retry_after = (int)json_get_int(root, "retry_after", 0),
		.data = json_incref(json_get(root, "data")),
		.fields = json_incref(json_get(root, "fields")) };
	r->err = err_by_code(r->code);
	if (json_get_str(root, "error_id", NULL) != NULL)
		r->error_id = xstrdup(json_get_str(root, "error_id", ""));
	json_decref(root);
}

static void
failure_shows(const char *json, const char *want)
{
	struct reply r;
	struct page p;

	failure(json, &r);
	page_open(&p, false);
	cli_print_failure(&p.out, &r);
	page_shows(&p, want);
	reply_done(&r);
}

static void
refusals_say_what_to_do(void **state)
{
	(void)state;
	failure_shows(
	    "{\"code\":\"SLOT_FULL\",\"error\":\"Slot bereits belegt\","
	    "\"data\":{\"alternatives\":[{\"date\":\"2026-11-24\","
	    "\"hour\":11,\"free\":2,\"total\":6,\"points\":7}]}}",
	    "Slot bereits belegt\n"
	    "Next free slots:\n"
	    "Day             Time   Free  Places  Points\n"
	    "Tue 2026-11-24  11:00     2       6       7\n");
	failure_shows(
	    "{\"code\":\"CONFIRM_DUPLICATE\",\"error\":\"Doppelt?\","
	    "\"data\":{\"booking\":{\"id\":4,\"customer\":\"Muster, Erika\","
	    "\"date\":\"2026-11-24\",\"hour\":9,\"status\":\"pending\","
	    "\"booked_by\":\"ana\"}}}",
	    "Doppelt?\n"
	    "#4  Muster, Erika  Tue 2026-11-24 09:00  pending  (ana)\n"
	    "If that is what you want, repeat the command with: --confirm "
	    "DUPLICATE\n");
	failure_shows("{\"code\":\"VALIDATION\",\"error\":\"Fehler\","
		      "\"data\":{},\"fields\":{\"hour\":\"0 bis 23\"}}",
	    "Fehler\n  hour: 0 bis 23\n");
	failure_shows("{\"code\":\"DATABASE\",\"error\":\"Fehler\","
		      "\"data\":{},\"retry_after\":5,\"error_id\":\"ERR-1\"}",
	    "Fehler\nTry again in 5 seconds.\nError id:          ERR-1\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_become_parameters),
		cmocka_unit_test(customers_are_one_word_or_two),
		cmocka_unit_test(wrong_words_are_named),
		cmocka_unit_test(longest_command_name_wins),
		cmocka_unit_test(every_command_is_described),
		cmocka_unit_test(options_stand_anywhere),
		cmocka_unit_test(bad_options_are_refused),
		cmocka_unit_test(exit_status_tells_what_happened),
		cmocka_unit_test(tables_are_aligned),
		cmocka_unit_test(week_has_a_column_per_day),
		cmocka_unit_test(data_cannot_steer_the_terminal),
		cmocka_unit_test(plain_terminals_get_ascii),
		cmocka_unit_test(colours_only_where_wanted),
		cmocka_unit_test(refusals_say_what_to_do),
	};

	setenv("LANGUAGE", "en", 1); /* no catalogue: the texts of the code */
	json_setup();
	return cmocka_run_group_tests_name("cli", tests, NULL, NULL);
}
