/* Old idempotency keys go in slices, so that no turn takes long. */
/* covers: API-05 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "tests/harness/held.h"

#define START 1772438400000 /* Mon 2 Mar 2026 08:00Z */
#define HOUR INT64_C(3600000)
#define KEYS "SELECT count(*) FROM idempotency"

static void
old_keys_go_in_slices(void **state)
{
	struct held *h = calloc(1, sizeof(*h));
	int64_t before, left;
	int slices = 0;

	(void)state;
	assert_non_null(h);
	held_init(h, START);
	assert_true(held_start(h));
	assert_true(held_sql(h,
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 1500) INSERT INTO idempotency(account, key, hash,"
	    " answer, at) SELECT i % 7, 'k' || i, 'h', 'a',"
	    " 1772438400000 - 86400000 + i FROM n"));
	assert_true(held_sql(h, "INSERT INTO idempotency(account, key, hash,"
				" answer, at) VALUES(1, 'young', 'h', 'a',"
				" 1772438400000)"));
	before = held_int(h, KEYS);
	assert_int_equal(before, 1501);
	held_advance(h, HOUR);
	while ((left = held_int(h, KEYS)) < before) {
		assert_true(before - left <= 400);
		before = left;
		slices++;
		held_advance(h, 50);
	}
	assert_int_equal(left, 1);
	assert_int_equal(slices, 4);
	held_done(h);
	free(h);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(old_keys_go_in_slices),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
