/* covers: SLOT-10 HUB-08 HUB-14 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_week.h"

static json_t *
parse(const char *text)
{
	json_t *o = json_parse_heap(text, strlen(text), NULL);

	assert_non_null(o);
	return o;
}

/* booking.md 4.5: each scale at and around its limits. */
static void
scales_have_their_limits(void **state)
{
	static const struct {
		enum scr_scale scale;
		int booked, total;
		enum scr_level level;
	} rows[] = {
		{ SCALE_CELL, 0, 0, LEVEL_NONE },
		{ SCALE_CELL, 0, 3, LEVEL_GREEN },
		{ SCALE_CELL, 59, 100, LEVEL_GREEN },
		{ SCALE_CELL, 3, 5, LEVEL_YELLOW }, /* 60 % */
		{ SCALE_CELL, 89, 100, LEVEL_YELLOW },
		{ SCALE_CELL, 17, 19, LEVEL_YELLOW }, /* 89.47: 89 % */
		{ SCALE_CELL, 179, 200, LEVEL_RED },  /* 89.5: 90 % */
		{ SCALE_CELL, 9, 10, LEVEL_RED },
		{ SCALE_CELL, 4, 3, LEVEL_RED },
		{ SCALE_DAY, 4, 9, LEVEL_GREEN },
		{ SCALE_DAY, 1, 2, LEVEL_YELLOW },
		{ SCALE_DAY, 79, 100, LEVEL_YELLOW },
		{ SCALE_DAY, 4, 5, LEVEL_ORANGE },
		{ SCALE_DAY, 99, 100, LEVEL_ORANGE },
		{ SCALE_DAY, 3, 3, LEVEL_RED },
		{ SCALE_DAY, 5, 3, LEVEL_RED },
		{ SCALE_SIDEBAR, 94, 100, LEVEL_ORANGE },
		{ SCALE_SIDEBAR, 95, 100, LEVEL_RED },
		{ SCALE_TILE, 99, 100, LEVEL_ORANGE },
		{ SCALE_TILE, 100, 100, LEVEL_RED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(
		    scr_level(rows[i].scale, rows[i].booked, rows[i].total),
		    rows[i].level);
}

/* Colour is never the only difference. */
static void
levels_differ_in_sign(void **state)
{
	(void)state;
	for (int a = LEVEL_NONE; a <= LEVEL_RED; a++)
		for (int b = LEVEL_NONE; b < a; b++)
			assert_string_not_equal(
			    scr_level_sign((enum scr_level)a),
			    scr_level_sign((enum scr_level)b));
}

static void
free_places_badge(void **state)
{
	(void)state;
	assert_int_equal(scr_free_ink(3), INK_SLOT_GREEN);
	assert_int_equal(scr_free_ink(2), INK_SLOT_YELLOW);
	assert_int_equal(scr_free_ink(1), INK_SLOT_YELLOW);
	assert_int_equal(scr_free_ink(0), INK_SLOT_RED);
}

static void
times_as_people_write_them(void **state)
{
	char out[SCR_TEXT];
	int date = date_make(2026, 3, 4);

	(void)state;
	/* without a catalogue the texts are English */
	assert_string_equal(scr_when(date, 9, out), "Wed 03-04 09:00");
	assert_string_equal(scr_when(date, -1, out), "Wed 03-04");
	assert_string_equal(scr_when(DATE_NONE, 9, out), "");
	assert_string_equal(scr_day_label(date, 12, out), "Wed 03-04");
	assert_string_equal(scr_day_label(date, 6, out), "Wed 04.");
	assert_string_equal(scr_day_label(date, 4, out), "Wed");
	assert_string_equal(scr_instant("rubbish", out), "");
}

static void
labels_of_unknown_keys_are_the_keys(void **state)
{
	(void)state;
	assert_string_equal(scr_status_label("pending"), "Pending");
	assert_string_equal(scr_status_label("no_show"), "Not appeared");
	assert_string_equal(scr_status_label("new_one"), "new_one");
	assert_string_equal(scr_potential("closer"), "Closer needed");
	assert_string_equal(scr_potential("x"), "x");
	for (int i = 0; scr_potential_keys[i] != NULL; i++)
		assert_non_null(scr_potential_labels[i]);
}

#define SLOT(hour, total, booked, held, free, mine)                    \
	"{\"hour\":" #hour ",\"total\":" #total ",\"booked\":" #booked \
	",\"held\":" #held ",\"free\":" #free ",\"my_hold\":" #mine "}"

static const char week_text[] =
    "{\"week\":\"2026-W10\",\"monday\":\"2026-03-02\",\"days\":["
    "{\"date\":\"2026-03-02\",\"slots\":[" SLOT(
	9, 3, 1, 0, 2, false) "]},"
			      "{\"date\":\"2026-03-03\",\"slots\":[" SLOT(
				  9, 3, 0, 1, 3, true) "," SLOT(13, 2, 0, 0, 2,
				  false) "]}],"
					 "\"hours\":[9,11],\"outside_grid\":1}";

static void
take(struct week_state *s)
{
	json_t *o = parse(week_text);

	memset(s, 0, sizeof *s);
	s->date = date_make(2026, 3, 3);
	s->hour = 9;
	week_take(s, o);
	json_decref(o);
}

static void
week_knows_hours_beside_the_grid(void **state)
{
	struct week_state s;

	(void)state;
	take(&s);
	assert_int_equal(s.n_days, 2);
	assert_int_equal(s.n_hours, 3);
	assert_int_equal(s.hours[1], 11);
	assert_int_equal(s.hours[2], 13);
	assert_true(s.days[1].cell[2].exists);
	assert_false(s.days[0].cell[2].exists);
	assert_ptr_equal(week_cursor(&s), &s.days[1].cell[0]);
}

static bool
push(struct week_state *s, const char *text)
{
	json_t *o = parse(text);
	bool changed = week_patch(s, o, 1000);

	json_decref(o);
	return changed;
}

static void
a_push_changes_one_cell_and_no_cursor(void **state)
{
	struct week_state s;
	struct scr_fig *f;

	(void)state;
	take(&s);
	f = &s.days[0].cell[0].fig;
	assert_true(push(&s, "{\"date\":\"2026-03-02\",\"hour\":9,\"free\":0,"
			     "\"total\":3,\"booked\":4,\"held\":0}"));
	assert_int_equal(f->booked, 4);
	assert_int_equal(f->percent, 100);
	assert_true(f->overbooked);
	assert_true(s.days[0].cell[0].flash_until > 1000);
	assert_int_equal(s.days[1].cell[0].flash_until, 0);
	assert_int_equal(s.date, date_make(2026, 3, 3));
	assert_int_equal(s.hour, 9);
}

static void
a_push_about_nothing_new_does_not_flash(void **state)
{
	struct week_state s;

	(void)state;
	take(&s);
	assert_false(push(&s, "{\"date\":\"2026-03-02\",\"hour\":9,\"free\":2,"
			      "\"total\":3,\"booked\":1,\"held\":0}"));
	assert_false(push(&s, "{\"date\":\"2026-04-02\",\"hour\":9,\"free\":1,"
			      "\"total\":3,\"booked\":2,\"held\":0}"));
	assert_false(push(&s, "{\"date\":\"2026-03-02\",\"hour\":20}"));
	assert_int_equal(s.days[0].cell[0].flash_until, 0);
}

/* The push is one for all clients; our own hold is free for us. */
static void
own_hold_counts_as_free(void **state)
{
	struct week_state s;

	(void)state;
	take(&s);
	assert_true(push(&s, "{\"date\":\"2026-03-03\",\"hour\":9,\"free\":1,"
			     "\"total\":3,\"booked\":1,\"held\":1}"));
	assert_int_equal(s.days[1].cell[0].fig.free, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(scales_have_their_limits),
		cmocka_unit_test(levels_differ_in_sign),
		cmocka_unit_test(free_places_badge),
		cmocka_unit_test(times_as_people_write_them),
		cmocka_unit_test(labels_of_unknown_keys_are_the_keys),
		cmocka_unit_test(week_knows_hours_beside_the_grid),
		cmocka_unit_test(a_push_changes_one_cell_and_no_cursor),
		cmocka_unit_test(a_push_about_nothing_new_does_not_flash),
		cmocka_unit_test(own_hold_counts_as_free),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
