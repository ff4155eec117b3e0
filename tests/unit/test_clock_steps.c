/* The clock of the machine is set back: what was planned is planned anew. */
/* covers: OPS-02 SLOT-03 SLOT-15 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "tests/harness/held.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define YEAR (INT64_C(365) * 86400000)

static struct held *
start(int64_t now)
{
	struct held *h = calloc(1, sizeof(*h));

	assert_non_null(h);
	held_init(h, now);
	assert_true(held_start(h));
	return h;
}

static void
finish(struct held *h)
{
	held_done(h);
	free(h);
}

static void
set_clock(struct held *h, int64_t now)
{
	h->now = now;
	assert_true(app_next_due(h->app) <= now);
	app_run_due(h->app);
	app_turn_end(h->app);
}

static void
slots_of_the_right_time_are_made(void **state)
{
	struct held *h = start(START + 4 * YEAR);

	(void)state;
	assert_int_equal(held_int(h, "SELECT count(*) FROM slot_total"
				     " WHERE date = '2026-03-03'"),
	    0);
	set_clock(h, START);
	assert_int_equal(held_int(h, "SELECT count(*) FROM slot_total"
				     " WHERE date = '2026-03-03'"),
	    6);
	assert_true(app_next_due(h->app) <= START + 60000);
	finish(h);
}

static void
small_steps_change_nothing(void **state)
{
	struct held *h = start(START);
	int64_t due = app_next_due(h->app);

	(void)state;
	h->now -= 2000;
	assert_int_equal(app_next_due(h->app), due);
	finish(h);
}

static void
a_hold_of_a_wrong_time_ends(void **state)
{
	struct held *h = start(START + YEAR);
	struct held_conn *ana = held_user(h, "ana", "telefonist");

	(void)state;
	assert_true(held_sql(h,
	    "UPDATE slot_total SET total = 3, consultants = 1,"
	    " places_each = 3 WHERE date = '2027-03-03' AND hour = 11"));
	assert_non_null(
	    strstr(held_call(ana, "slots.hold",
		       "{\"date\":\"2027-03-03\",\"hour\":11}", "k"),
		"\"success\":true"));
	assert_int_equal(held_int(h, "SELECT count(*) FROM slot_place"), 1);
	set_clock(h, START);
	assert_int_equal(held_int(h, "SELECT count(*) FROM slot_place"), 0);
	held_disconnect(ana);
	finish(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(slots_of_the_right_time_are_made),
		cmocka_unit_test(small_steps_change_nothing),
		cmocka_unit_test(a_hold_of_a_wrong_time_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
