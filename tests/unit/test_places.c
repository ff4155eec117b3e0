/* Keys and triggers of slot_place and the ledger, without the rules. */
/* covers: SLOT-04 SLOT-15 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "tests/harness/held.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */

static const char *const base[] = {
	"INSERT INTO account(id, name, created_at) VALUES(1, 'ana', 0)",
	"INSERT INTO session(id, token_hash, account, created_at,"
	" last_seen_at, ends_at, remote) VALUES(1, 'x', 1, 0, 0, 1, ''),"
	" (2, 'y', 1, 0, 0, 1, '')",
	"INSERT OR REPLACE INTO slot_total(start_at, date, hour, total,"
	" external) VALUES(5000, '1970-01-01', 1, 3, 1)",
	"WITH n(i) AS (VALUES(1), (2), (3)) INSERT INTO booking(id, uuid,"
	" customer_last, customer_first, customer_key, date, hour, start_at,"
	" end_at, booked_by, potential, color_id, booked_at)"
	" SELECT i, 'u' || i, 'A', 'B', 'k' || i, '1970-01-01', 1, 5000, 6000,"
	" 1, 'gut', 2, 0 FROM n",
};

static int
set_up(void **state)
{
	struct held *h = calloc(1, sizeof(*h));
	size_t i;

	held_init(h, START);
	if (!held_start(h))
		return -1;
	for (i = 0; i < sizeof(base) / sizeof(base[0]); i++) {
		if (!held_sql(h, base[i]))
			return -1;
	}
	*state = h;
	return 0;
}

static int
tear_down(void **state)
{
	held_done(*state);
	free(*state);
	return 0;
}

#define PLACE "INSERT INTO slot_place(start_at, place, booking) VALUES"
#define HOLD                                                          \
	"INSERT INTO slot_place(start_at, place, session, opened_at," \
	" expires_at) VALUES"

static void
places_end_at_total_less_external(void **state)
{
	struct held *h = *state;

	assert_false(held_sql(h, PLACE "(5000, 2, 1)")); /* number too high */
	assert_true(held_sql(h, PLACE "(5000, 0, 1)"));
	assert_false(held_sql(h, PLACE "(5000, 0, 2)")); /* same place */
	assert_true(held_sql(h, PLACE "(5000, 1, 2)"));
	assert_false(held_sql(h, PLACE "(5000, 2, 3)")); /* full */
	assert_false(held_sql(h, PLACE "(7000, 0, 3)")); /* no such slot */
	assert_int_equal(2, held_int(h, "SELECT count(*) FROM slot_place"));
}

static void
cut_totals_refuse_low_numbers_too(void **state)
{
	struct held *h = *state;

	assert_true(held_sql(h, PLACE "(5000, 0, 1), (5000, 1, 2)"));
	assert_true(held_sql(h, "UPDATE slot_total SET total = 2"
				" WHERE start_at = 5000"));
	assert_true(held_sql(h, "DELETE FROM slot_place WHERE place = 0"));
	assert_false(held_sql(h, PLACE "(5000, 0, 3)"));
}

static void
calendar_moves_may_go_over(void **state)
{
	struct held *h = *state;

	assert_true(
	    held_sql(h, "INSERT INTO slot_place(start_at, place, booking, over)"
			" VALUES(5000, 9, 3, 1)"));
	assert_false(held_sql(h, "UPDATE slot_place SET place = 0"));
	assert_false(held_sql(h, "UPDATE slot_place SET over = 0"));
}

static void
a_session_holds_one_place(void **state)
{
	struct held *h = *state;

	assert_true(held_sql(h, HOLD "(5000, 0, 1, 1, 2)"));
	assert_false(held_sql(h, HOLD "(5000, 1, 1, 1, 2)"));
	assert_true(held_sql(h, HOLD "(5000, 1, 2, 1, 2)"));
	assert_false(held_sql(h, PLACE "(5000, 2, 1)"));
}

static void
a_customer_stands_once_in_a_slot(void **state)
{
	struct held *h = *state;

	assert_false(
	    held_sql(h, "UPDATE booking SET customer_key = 'k1' WHERE id = 2"));
	assert_true(held_sql(
	    h, "UPDATE booking SET status = 'cancelled' WHERE id = 1"));
	assert_true(
	    held_sql(h, "UPDATE booking SET customer_key = 'k1' WHERE id = 2"));
	assert_false(
	    held_sql(h, "UPDATE booking SET status = 'pending' WHERE id = 1"));
}

static void
the_ledger_only_grows(void **state)
{
	struct held *h = *state;

	assert_true(held_sql(h,
	    "INSERT INTO point_ledger(account, at, month, cause, points,"
	    " coins) VALUES(1, 0, '2026-03', 'booking:1', 5, 5)"));
	assert_false(held_sql(h,
	    "INSERT INTO point_ledger(account, at, month, cause, points,"
	    " coins) VALUES(1, 0, '2026-03', 'booking:1', 5, 5)"));
	assert_false(held_sql(h, "UPDATE point_ledger SET points = 9"));
	assert_false(held_sql(h, "DELETE FROM point_ledger"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
		    places_end_at_total_less_external, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    cut_totals_refuse_low_numbers_too, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    calendar_moves_may_go_over, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_session_holds_one_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    a_customer_stands_once_in_a_slot, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
		    the_ledger_only_grows, set_up, tear_down),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
