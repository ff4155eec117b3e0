/* Reading and planning the older system's files, without a database. */
/* covers: DATA-06 DATA-09 DATA-12 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/json.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/imports/imports_parse.h"
#include "server/imports/imports_plan.h"
#include "server/imports/imports_rows.h"

#define FIXTURES "tests/fixtures/legacy/"

struct world {
	struct arena *a;
	struct imp_file file[8];
	int n_files;
	struct imp_data d;
	struct imp_plan p;
	bool has_outcomes;	 /* what the database says about any day */
	const char *booking_key; /* a booking the database knows */
};

static const char *
known_account(void *ctx, const char *user)
{
	(void)ctx;
	return str_eq(user, "tele.eins") || str_eq(user, "Tele.Eins")
		   ? "tele.eins"
		   : NULL;
}

static bool
known_booking(void *ctx, const char *key, int date, int hour)
{
	struct world *w = ctx;

	(void)date;
	return hour == 14 && str_eq(w->booking_key, key);
}

static bool
known_outcome(void *ctx, int date)
{
	(void)date;
	return ((struct world *)ctx)->has_outcomes;
}

static bool
known_alive(void *ctx, const char *name)
{
	return known_account(ctx, name) != NULL;
}

static int
setup(void **state)
{
	struct world *w = test_calloc(1, sizeof(*w));

	w->a = arena_new();
	w->p.english = true;
	imp_data_init(&w->d);
	*state = w;
	return tz_set("Europe/Berlin") ? 0 : -1;
}

static int
teardown(void **state)
{
	struct world *w = *state;

	arena_free(w->a);
	test_free(w);
	return 0;
}

static struct imp_file *
add_text(struct world *w, const char *name, const char *text)
{
	struct imp_file *f = &w->file[w->n_files++];

	f->name = name;
	f->text = text;
	f->len = strlen(text);
	imports_parse(w->a, f, &w->d);
	return f;
}

static struct imp_file *
add_fixture(struct world *w, const char *name)
{
	char *path = arena_printf(w->a, FIXTURES "%s", name);
	char *text = arena_zalloc(w->a, 65536);
	FILE *f = fopen(path, "r");

	assert_non_null(f);
	assert_true(fread(text, 1, 65535, f) > 0);
	fclose(f);
	return add_text(w, arena_strdup(w->a, name), text);
}

static void
plan(struct world *w)
{
	const struct plan_known known = { w, known_account, known_booking,
		known_outcome, known_alive };

	imports_plan(w->a, &w->d, &known, &w->p);
}

static const struct imp_outcome *
outcome_of(struct world *w, const char *key, const char *date)
{
	int i;

	for (i = 0; i < w->p.n_outcomes; i++)
		if (str_eq(w->p.outcome[i].key, key) &&
		    w->p.outcome[i].date == date_parse(date))
			return &w->p.outcome[i];
	fail_msg("no outcome of %s on %s", key, date);
	return NULL;
}

static void
files_are_known_by_the_end_of_their_name(void **state)
{
	(void)state;
	assert_int_equal(imports_kind("tracking/outcomes.jsonl"), IMP_OUTCOMES);
	assert_int_equal(imports_kind("outcomes.jsonl"), IMP_OUTCOMES);
	assert_int_equal(imports_kind("historical/historical_outcomes.jsonl"),
	    IMP_HIST_OUTCOMES);
	assert_int_equal(
	    imports_kind("persistent/tracking_metrics.json"), IMP_METRICS);
	assert_int_equal(
	    imports_kind("persistent/customer_tracking.json"), IMP_PROFILES);
	assert_int_equal(imports_kind("x_outcomes.jsonl"), IMP_OTHER);
	assert_int_equal(imports_kind(""), IMP_OTHER);
}

/* booking.md 19.13 */
static void
outcomes_become_one_per_appointment(void **state)
{
	struct world *w = *state;
	struct imp_file *f = add_fixture(w, "small/tracking/outcomes.jsonl");
	const struct imp_outcome *o;

	plan(w);
	assert_int_equal(f->lines, 6);
	assert_int_equal(f->rows, 5);
	assert_int_equal(f->n_broken, 1);
	assert_int_equal(f->broken->line, 5);
	assert_int_equal(w->p.counts.placeholders, 1);
	assert_int_equal(w->p.counts.appointments, 3);
	assert_int_equal(w->p.counts.rescheduled, 1);
	assert_int_equal(w->p.counts.ghost, 1);
	assert_int_equal(w->p.counts.completed, 1);
	assert_int_equal(w->p.counts.customers, 2);
	assert_int_equal(w->p.counts.title_changed, 1);
	o = outcome_of(w, "muster, erika", "2025-09-16");
	assert_string_equal(o->is.status, "rescheduled");
	assert_string_equal(o->name, "Muster, Erika");
	assert_true(o->first_at < o->at);
	assert_int_equal(w->p.n_customers, 2);
	assert_string_equal(w->p.customer[0].key, "beispiel, max");
	assert_int_equal(w->p.customer[0].n.total, 2);
	assert_int_equal(profile_score(&w->p.customer[0].n), 5000);
	assert_string_equal(profile_risk(&w->p.customer[0].n), "medium");
	assert_int_equal(w->p.customer[1].n.total, 1);
	assert_int_equal(profile_score(&w->p.customer[1].n), 0);
	assert_string_equal(profile_risk(&w->p.customer[1].n), "low");
}

static void
two_rows_of_a_booking_become_one(void **state)
{
	struct world *w = *state;
	const struct imp_booking *b;

	add_fixture(w, "small/tracking/bookings.jsonl");
	plan(w);
	assert_int_equal(w->p.n_bookings, 1);
	assert_int_equal(w->p.counts.booking_duplicates, 1);
	b = &w->p.booking[0];
	assert_string_equal(b->key, "muster, erika");
	assert_string_equal(b->last, "Muster");
	assert_string_equal(b->first, "Erika");
	assert_string_equal(b->potential, "unspecified");
	assert_int_equal(b->lead_time, 2);
	assert_string_equal(b->campaign, "Herbst 25"); /* of the second row */
	assert_string_equal(b->user, "tele.eins");
	assert_int_equal(w->p.n_users, 0);
}

static void
full_outcomes(struct world *w)
{
	add_fixture(w, "full/tracking/bookings.jsonl");
	add_fixture(w, "full/tracking/outcomes.jsonl");
	plan(w);
}

static void
every_line_is_accounted_for(void **state)
{
	struct world *w = *state;
	const struct imp_file *f;

	full_outcomes(w);
	f = &w->file[1];
	assert_int_equal(f->lines, 19);
	assert_int_equal(f->blank, 2);
	assert_int_equal(f->n_broken, 3);
	assert_int_equal(f->rows, 14);
	assert_int_equal(f->broken->line, 8);
	assert_int_equal(f->broken->next->line, 16);
	assert_string_equal(
	    f->broken->next->error, "date is missing or not YYYY-MM-DD");
	assert_int_equal(f->broken->next->next->line, 17);
	assert_string_equal(f->broken->next->next->error, "not an object");
	assert_int_equal(w->p.counts.outcome_lines, 14);
	assert_int_equal(w->p.counts.outcome_ids, 13);
	assert_int_equal(w->p.counts.placeholders, 2);
	assert_int_equal(w->p.counts.appointments, 10);
	assert_int_equal(w->p.counts.completed, 2);
	assert_int_equal(w->p.counts.no_show, 2);
	assert_int_equal(w->p.counts.ghost, 1);
	assert_int_equal(w->p.counts.rescheduled, 1);
	assert_int_equal(w->p.counts.overhang, 1);
	assert_int_equal(w->p.counts.exit, 1);
	assert_int_equal(w->p.counts.cancelled, 1);
	assert_int_equal(w->p.counts.pending, 1);
	/* the sharp s is folded: one customer with two appointments */
	assert_int_equal(w->p.counts.customers, 8);
}

static void
a_time_in_utc_is_corrected_when_a_booking_says_so(void **state)
{
	struct world *w = *state;

	full_outcomes(w);
	assert_int_equal(w->p.counts.time_corrected, 1);
	assert_int_equal(
	    outcome_of(w, "grün, lena", "2025-09-19")->minute, 9 * 60);
	/* 12:00 would be 14:00, but nobody booked that */
	assert_int_equal(
	    outcome_of(w, "nordmann, ida", "2025-09-19")->minute, 12 * 60);
}

static void
a_booking_in_the_database_corrects_a_time_too(void **state)
{
	struct world *w = *state;

	w->booking_key = "nordmann, ida";
	full_outcomes(w);
	assert_int_equal(w->p.counts.time_corrected, 2);
	assert_int_equal(
	    outcome_of(w, "nordmann, ida", "2025-09-19")->minute, 14 * 60);
}

static void
an_appointment_seen_while_it_ran_is_open(void **state)
{
	struct world *w = *state;
	const struct imp_outcome *o;

	full_outcomes(w);
	o = outcome_of(w, "spät, nils", "2025-09-19");
	assert_int_equal(o->is.outcome, OUT_PENDING);
	assert_string_equal(o->is.source, "default");
}

static void
outcomes_carry_what_the_line_knew(void **state)
{
	struct world *w = *state;
	const struct imp_outcome *o;

	full_outcomes(w);
	o = outcome_of(w, "grün, lena", "2025-09-19");
	assert_string_equal(o->description, "Rückruf\nab 17 Uhr & später");
	assert_string_equal(o->booked_by, "tele.eins");
	assert_string_equal(o->potential, "hoch");
	o = outcome_of(w, "weiss, jörg", "2025-09-22");
	assert_int_equal(o->minute, 16 * 60);
	assert_int_equal(o->at, 0);
	assert_int_equal(o->is.outcome, OUT_OVERHANG);
	o++;
	assert_int_equal(o->minute, 18 * 60);
	assert_non_null(strstr(o->extra, "\"room\":{"));
	assert_non_null(strstr(o->extra, "\"rate\":0.5"));
	assert_null(strstr(o->extra, "customer"));
}

static const struct imp_booking *
booking_on(struct world *w, const char *date)
{
	int i;

	for (i = 0; i < w->p.n_bookings; i++)
		if (w->p.booking[i].date == date_parse(date))
			return &w->p.booking[i];
	fail_msg("no booking on %s", date);
	return NULL;
}

static void
bookings_know_their_end_and_their_user(void **state)
{
	struct world *w = *state;
	const struct imp_booking *b;

	full_outcomes(w);
	assert_int_equal(w->p.counts.booking_lines, 7);
	assert_int_equal(w->p.counts.aggregates, 1);
	assert_int_equal(w->p.counts.bookings, 5);
	assert_int_equal(w->file[0].n_broken, 1);
	assert_int_equal(w->file[0].broken->line, 9);
	b = booking_on(w, "2025-09-19");
	assert_string_equal(b->status, "appeared");
	assert_string_equal(b->potential, "hoch");
	b = booking_on(w, "2025-09-22");
	assert_string_equal(b->status, "exit");
	assert_string_equal(b->potential, "rueckholung");
	assert_string_equal(b->user, "unbekannte.person");
	b = booking_on(w, "2025-09-23");
	assert_string_equal(b->user, "unbekannt");
	assert_string_equal(
	    b->potential, "closer"); /* colour 5, not the word */
	assert_true(b->approximate);
	assert_int_equal(b->lead_time, -1);
	assert_true(b->at == tz_day(date_parse("2025-09-23")));
	assert_int_equal(w->p.n_users, 2);
}

static void
failed_bookings_come_back_unless_they_had_arrived(void **state)
{
	struct world *w = *state;

	add_fixture(w, "full/tracking/failed_bookings.jsonl");
	plan(w);
	assert_int_equal(w->p.n_bookings, 1);
	assert_string_equal(w->p.booking[0].last, "Verloren");
	assert_int_equal(w->p.counts.bookings_recovered, 1);
	assert_int_equal(w->p.n_warnings, 1);
}

static const struct {
	const char *word;
	int color;
	bool backfilled;
	const char *potential;
} potentials[] = {
	{ "hoch", 2, false, "hoch" },
	{ "rueckholung", 2, true, "rueckholung" },
	{ "gering", 2, false, "gering" },
	{ "top", 2, false, "hoch" },
	{ "closer_needed", 2, false, "closer" },
	{ "recall", 2, false, "rueckholung" },
	{ "normal", 7, false, "unspecified" },
	{ "standard", 9, false, "unspecified" },
	{ "no_show", 11, false, "unspecified" },
	{ "cancelled", 6, false, "unspecified" },
	{ "top", 2, true, "unspecified" },
	{ "normal", 7, true, "hoch" },
	{ "lavender", 3, true, "rueckholung" },
	{ "sonderkunde", 5, true, "closer" },
	{ "", 0, false, "unspecified" },
};

static void
potentials_are_translated(void **state)
{
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(potentials) / sizeof(potentials[0]); i++)
		assert_string_equal(
		    imports_potential(potentials[i].word, potentials[i].color,
			potentials[i].backfilled),
		    potentials[i].potential);
}

static void
user_names_fit_the_rules_of_accounts(void **state)
{
	struct world *w = *state;

	assert_string_equal(imports_user_name(w->a, "Tele.Eins"), "tele.eins");
	assert_string_equal(
	    imports_user_name(w->a, " Anna Müller "), "anna.müller");
	assert_string_equal(imports_user_name(w->a, "-x-"), "x-");
	assert_string_equal(imports_user_name(w->a, "<b>"), "unbekannt");
	assert_string_equal(imports_user_name(w->a, ""), "unbekannt");
	assert_string_equal(imports_user_name(w->a, "Ω…"), "unbekannt");
	assert_int_equal(
	    strlen(imports_user_name(w->a,
		"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffff")),
	    50);
}

static void
html_becomes_text(void **state)
{
	struct arena *a = ((struct world *)*state)->a;

	assert_string_equal(imports_html_text(a, "a<br>b<BR/>c"), "a\nb\nc");
	assert_string_equal(
	    imports_html_text(a, "<p>eins</p><p>zwei</p>"), "eins\nzwei");
	assert_string_equal(
	    imports_html_text(a, "1 < 2 & 3 > 2"), "1 < 2 & 3 > 2");
	assert_string_equal(
	    imports_html_text(a, "&lt;b&gt; &#228;&#xE4;"), "<b> ää");
	assert_string_equal(imports_html_text(a, "&nichts; &#xD800; &#; &"),
	    "&nichts; &#xD800; &#; &");
	assert_string_equal(imports_html_text(a, "x<a href='y'>z"), "xz");
	assert_string_equal(imports_html_text(a, "offen <b"), "offen <b");
	assert_string_equal(
	    imports_html_text(a, "\n \n a\t b \n\n c\n"), "a b\nc");
	assert_string_equal(imports_html_text(a, ""), "");
}

static void
cells_come_from_two_files_and_are_checked_against_the_third(void **state)
{
	struct world *w = *state;

	add_fixture(w, "full/historical/historical_outcomes.jsonl");
	add_fixture(w, "full/historical/historical_bookings.jsonl");
	add_fixture(w, "full/historical/historical_stats.json");
	plan(w);
	assert_int_equal(w->p.counts.cells, 4);
	assert_int_equal(w->p.counts.cells_without_result, 1);
	assert_int_equal(w->p.counts.cell_duplicates, 1);
	assert_int_equal(w->p.counts.days, 2);
	assert_int_equal(w->p.counts.appeared, 3);
	assert_int_equal(w->p.counts.not_appeared, 9);
	assert_int_equal(w->p.counts.placed, 15);
	assert_int_equal(w->p.counts.without_result, 3);
	assert_int_equal(w->p.n_warnings, 0);
	assert_int_equal(w->p.n_totals, 7);
	assert_false(w->p.cell[3].has_result);
	assert_int_equal(w->p.cell[3].hour, 20);
	assert_true(w->p.cell[1].has_result);
	assert_int_equal(w->p.cell[1].appeared, 0);
	assert_int_equal(w->p.cell[1].not_appeared, 3);
}

static void
statistics_that_disagree_are_reported(void **state)
{
	struct world *w = *state;

	add_fixture(w, "full/historical/historical_outcomes.jsonl");
	add_text(w, "historical_stats.json",
	    "{\"total_slots\":15,\"total_appeared\":4,"
	    "\"total_not_appeared\":8,\"total_days\":3,"
	    "\"by_weekday\":{\"Monday\":{\"total_slots\":1,"
	    "\"total_appeared\":1},\"Montag\":{}},"
	    "\"by_time\":{\"9 Uhr\":{}}}");
	plan(w);
	assert_int_equal(w->p.n_warnings, 3);
	assert_int_equal(w->file[1].n_broken, 2);
}

static void
old_figures_of_days_fill_only_gaps(void **state)
{
	struct world *w = *state;

	add_fixture(w, "full/tracking/outcomes.jsonl");
	add_fixture(w, "full/tracking/daily_metrics.json");
	plan(w);
	assert_int_equal(w->file[1].n_broken, 2);
	assert_int_equal(w->p.counts.metric_days, 4);
	assert_int_equal(w->p.counts.metric_days_used, 2);
	assert_int_equal(w->p.metric[0].date, date_parse("2025-09-21"));
	assert_int_equal(w->p.metric[1].ghosts, 1);
	assert_int_equal(w->p.counts.metric_differences, 1);
	assert_int_equal(w->p.difference[0].date, date_parse("2025-09-18"));
	assert_int_equal(w->p.difference[0].old_total, 2);
	assert_int_equal(w->p.difference[0].total, 1);
}

static void
days_with_outcomes_in_the_database_need_no_old_figures(void **state)
{
	struct world *w = *state;

	w->has_outcomes = true;
	add_fixture(w, "full/tracking/daily_metrics.json");
	plan(w);
	assert_int_equal(w->p.counts.metric_days_used, 0);
}

static void
blocks_are_read_by_their_type(void **state)
{
	struct world *w = *state;
	const struct imp_block *b;

	add_fixture(w, "full/persistent/blocked_dates.json");
	plan(w);
	assert_int_equal(w->p.n_blocks, 4);
	assert_int_equal(w->file[0].n_broken, 1);
	b = &w->p.block[0];
	assert_string_equal(b->type, "full_day");
	assert_int_equal(b->start, date_parse("2025-12-24"));
	assert_int_equal(b->end, b->start);
	assert_int_equal(b->to, 1440);
	b = &w->p.block[2];
	assert_int_equal(b->from, 9 * 60);
	assert_int_equal(b->to, 14 * 60);
	b = &w->p.block[3];
	assert_int_equal(b->end - b->start, 2);
	/* the range ends where a slot begins */
	assert_int_equal(w->p.n_warnings, 1);
}

static void
broken_documents_are_one_fault(void **state)
{
	static const char *const texts[] = { "", "{", "[]", "null", "{} x",
		"{\"custom_blocks\":[]}", "\xFF" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct world *w = *state;
		struct imp_file f = { .name = "blocked_dates.json",
			.text = texts[i],
			.len = strlen(texts[i]) };

		imports_parse(w->a, &f, &w->d);
		assert_int_equal(f.n_broken, 1);
		assert_int_equal(f.rows, 0);
	}
}

static void
a_line_may_not_be_endless(void **state)
{
	struct world *w = *state;
	char *text = arena_alloc(w->a, 70002);

	memset(text, ' ', 70000);
	text[0] = '{';
	text[70000] = '}';
	text[70001] = '\0';
	assert_int_equal(add_text(w, "outcomes.jsonl", text)->n_broken, 1);
	assert_string_equal(w->file[0].broken->error, "longer than 64 KiB");
}

static void
control_characters_do_not_reach_names(void **state)
{
	struct world *w = *state;

	add_text(w, "outcomes.jsonl",
	    "\xEF\xBB\xBF{\"customer\":\"Mus\\u001b[2Jter\\u202e, Erika\","
	    "\"date\":\"2025-09-16\",\"time\":\"9:00\"}");
	plan(w);
	assert_int_equal(w->p.n_outcomes, 1);
	assert_string_equal(w->p.outcome[0].name, "Mus [2Jter, Erika");
	assert_int_equal(w->p.outcome[0].minute, 540);
}

static void
rows_and_report_are_json(void **state)
{
	struct world *w = *state;
	struct imp_compare cmp = { .fresh = { [ROW_OUTCOME] = 3 } };
	struct imp_chunks ch = { .n = 0 };
	const char *report;
	json_t *v;
	int i, rows = 0;

	add_fixture(w, "full/persistent/blocked_dates.json");
	add_fixture(w, "full/historical/historical_bookings.jsonl");
	full_outcomes(w);
	imports_rows(w->a, &w->p, &ch);
	for (i = 0; i < ch.n; i++) {
		v = json_parse_heap(
		    ch.chunk[i].rows, strlen(ch.chunk[i].rows), NULL);
		assert_true(json_is_array(v));
		assert_int_equal(json_array_size(v), ch.chunk[i].size);
		assert_true(i == 0 || ch.chunk[i].kind >= ch.chunk[i - 1].kind);
		rows += ch.chunk[i].size;
		json_decref(v);
	}
	assert_int_equal(rows, ch.rows);
	report = imports_report(w->a, &w->p, w->file, w->n_files, &cmp);
	v = json_parse_heap(report, strlen(report), NULL);
	assert_non_null(v);
	assert_int_equal(json_get_int(json_get(v, "counts"), "new", -1), 3);
	assert_int_equal(
	    json_get_int(json_get(v, "counts"), "appointments", -1), 10);
	assert_int_equal(json_array_size(json_get(v, "files")), 4);
	json_decref(v);
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(files_are_known_by_the_end_of_their_name),
		T(outcomes_become_one_per_appointment),
		T(two_rows_of_a_booking_become_one),
		T(every_line_is_accounted_for),
		T(a_time_in_utc_is_corrected_when_a_booking_says_so),
		T(a_booking_in_the_database_corrects_a_time_too),
		T(an_appointment_seen_while_it_ran_is_open),
		T(outcomes_carry_what_the_line_knew),
		T(bookings_know_their_end_and_their_user),
		T(failed_bookings_come_back_unless_they_had_arrived),
		T(potentials_are_translated),
		T(user_names_fit_the_rules_of_accounts),
		T(html_becomes_text),
		T(cells_come_from_two_files_and_are_checked_against_the_third),
		T(statistics_that_disagree_are_reported),
		T(old_figures_of_days_fill_only_gaps),
		T(days_with_outcomes_in_the_database_need_no_old_figures),
		T(blocks_are_read_by_their_type),
		T(broken_documents_are_one_fault),
		T(a_line_may_not_be_endless),
		T(control_characters_do_not_reach_names),
		T(rows_and_report_are_json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
