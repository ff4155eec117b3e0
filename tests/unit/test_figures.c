/* The tables of booking.md 19.1 (weights, utilisation), 19.2 and 19.3. */
/* covers: SLOT-15 CAL-04 SLOT-01 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "common/str.h"
#include "server/slots/slots_figures.h"

#define LEN(t) (sizeof(t) / sizeof((t)[0]))

static void
percent_is_half_up_and_capped(void **state)
{
	static const struct {
		int booked, total, percent;
	} row[] = { { 5, 9, 56 }, { 3, 5, 60 }, { 8, 9, 89 }, { 9, 10, 90 },
		{ 10, 9, 100 }, { 1, 8, 13 }, { 6, 9, 67 }, { 8, 8, 100 },
		{ 7, 6, 100 }, { 0, 3, 0 }, { 1, 0, 0 }, { 0, 0, 0 },
		{ 1, 3, 33 }, { 1, 200, 1 }, { 1, 201, 0 } };

	(void)state;
	for (size_t i = 0; i < LEN(row); i++)
		assert_int_equal(row[i].percent,
		    figures_percent(row[i].booked, row[i].total));
}

enum { MON, TUE, WED, THU, FRI, SAT, SUN };

static void
points_follow_the_table(void **state)
{
	static const struct {
		int hour, weekday, booked, total, color, points;
	} row[] = {
		{ 14, MON, 0, 9, 2, 7 }, /* low load, good hour */
		{ 14, MON, 2, 6, 2, 5 }, /* 0.333 > 0.33 */
		{ 14, MON, 3, 9, 2, 5 }, { 16, MON, 2, 9, 2, 5 },
		{ 16, MON, 5, 9, 2, 3 },
		{ 16, MON, 6, 9, 2, 1 }, /* 0.667 > 0.66 */
		{ 20, TUE, 1, 6, 7, 5 }, { 9, MON, 1, 3, 2, 3 },
		{ 11, MON, 0, 9, 3, 3 },  /* 7 halved */
		{ 11, MON, 7, 9, 3, 1 },  /* 3 halved */
		{ 16, MON, 7, 9, 3, 1 },  /* minimum */
		{ 14, SAT, 0, -1, 2, 6 }, /* no figures */
		{ 14, THU, 0, -1, 2, 5 }, { 16, SUN, 0, 9, 2, 6 },
		{ 14, SUN, 0, 9, 2, 8 }, /* the most there is */
		{ 9, FRI, 33, 100, 2, 5 }, { 9, FRI, 34, 100, 2, 3 },
		{ 9, FRI, 66, 100, 2, 3 }, { 9, FRI, 67, 100, 2, 1 },
		{ 16, MON, 0, 0, 2, 5 }, /* utilisation 0 */
		{ 16, MON, 9, 6, 2, 1 }, /* overbooked */
	};

	(void)state;
	for (size_t i = 0; i < LEN(row); i++)
		assert_int_equal(row[i].points,
		    figures_points(row[i].booked, row[i].total, row[i].hour,
			row[i].weekday, row[i].color));
}

static void
events_weigh_by_title_and_colour(void **state)
{
	static const struct {
		const char *title;
		int color, weight;
	} row[] = {
		{ "Muster, Erika", 2, 1 },
		{ "Muster, Erika", 0, 1 },
		{ "Muster, Erika", 8, 2 },
		{ "Muster, Erika", 11, 1 }, /* colour alone frees nothing */
		{ "Muster, Erika", 6, 1 },
		{ "Muster, Erika ( Abgesagt )", 2, 0 },
		{ "Muster, Erika (VERSCHOBEN)", 6, 0 },
		{ "Muster, Erika ( exit )", 6, 0 },
		{ "Muster, Erika ( Überhang )", 6, 0 },
		{ "Muster, Erika (ÜBERHANG)", 8, 0 },
		{ "Muster, Erika ( Ueberhang )", 6, 0 },
		{ "Muster, Erika ( erschienen ) (abgesagt)", 6, 0 },
		{ "Muster, Erika ( Ghost )", 11, 1 },
		{ "Muster, Erika abgesagt", 2, 1 }, /* no parentheses */
		{ "Exitmann, Max", 2, 1 },
		{ "Muster, Erika (abgesagt", 2, 1 }, /* not closed */
		{ "T1-bereit", 2, 0 },
		{ "t1 BEREIT", 8, 0 },
		{ "07", 2, 0 },
		{ " 12 ", 8, 0 },
		{ "7 Zwerge", 2, 1 },
	};

	(void)state;
	for (size_t i = 0; i < LEN(row); i++) {
		int got = figures_event_weight(row[i].title, row[i].color);

		if (got != row[i].weight)
			fail_msg("%s, colour %d: %d instead of %d",
			    row[i].title, row[i].color, got, row[i].weight);
	}
}

static void
ready_titles_need_both_words(void **state)
{
	static const char *const yes[] = { "T1-bereit", "T1 bereit", "t1bereit",
		"T1 - Bereit", "Bereit für T1", "Anna: T1 (bereit)",
		"T1, nachmittags bereit" };
	static const char *const no[] = { "T1", "bereit", "", "T2-bereit",
		"nicht T1-bereit", "T1 - nicht bereit", "kein T1 bereit",
		"T1 Bereitschaft", "T11 bereit", "Muster, Erika" };

	(void)state;
	for (size_t i = 0; i < LEN(yes); i++)
		if (!figures_is_ready_title(yes[i]))
			fail_msg("%s should be ready", yes[i]);
	for (size_t i = 0; i < LEN(no); i++)
		if (figures_is_ready_title(no[i]))
			fail_msg("%s should not be ready", no[i]);
}

static void
placeholders_are_digits_only(void **state)
{
	(void)state;
	assert_true(figures_is_placeholder("07"));
	assert_true(figures_is_placeholder(" 3 "));
	assert_false(figures_is_placeholder(""));
	assert_false(figures_is_placeholder("  "));
	assert_false(figures_is_placeholder("07 Muster"));
	assert_false(figures_is_placeholder("0 7"));
}

static void
potentials_have_colour_and_label(void **state)
{
	static const struct {
		const char *key;
		int color;
	} row[] = { { "hoch", 7 }, { "gut", 2 }, { "ok", 2 }, { "niedrig", 2 },
		{ "gering", 2 }, { "closer", 5 }, { "rueckholung", 3 } };

	(void)state;
	for (size_t i = 0; i < LEN(row); i++) {
		assert_string_equal(row[i].key, figures_potentials[i]);
		assert_int_equal(
		    row[i].color, figures_potential_color(row[i].key));
		assert_non_null(figures_potential_label(row[i].key));
	}
	assert_null(figures_potentials[LEN(row)]);
	assert_int_equal(-1, figures_potential_color("normal"));
	assert_int_equal(-1, figures_potential_color(NULL));
	assert_null(figures_potential_label("unspecified"));
	assert_string_equal(
	    "Gut (3.500–5.000 €)", figures_potential_label("gut"));
}

static void
special_bookings_leave_room(void **state)
{
	(void)state;
	assert_true(figures_special_allowed(3, 3, 6));
	assert_false(figures_special_allowed(3, 3, 7));
	assert_true(figures_special_allowed(1, 3, 0));
	assert_false(figures_special_allowed(1, 3, 1));
	assert_true(figures_special_allowed(2, 1, 1));
	assert_false(figures_special_allowed(2, 1, 2));
	assert_false(figures_special_allowed(0, 3, 0));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percent_is_half_up_and_capped),
		cmocka_unit_test(points_follow_the_table),
		cmocka_unit_test(events_weigh_by_title_and_colour),
		cmocka_unit_test(ready_titles_need_both_words),
		cmocka_unit_test(placeholders_are_digits_only),
		cmocka_unit_test(potentials_have_colour_and_label),
		cmocka_unit_test(special_bookings_leave_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
