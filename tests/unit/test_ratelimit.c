/* Token buckets of the gate. covers: API-12 SEC-10 SEC-11 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "server/core/ratelimit.h"

/* hub file G12: 5 a minute, burst 3: three pass, the next waits 12 s. */
static void
burst_then_refill(void **state)
{
	struct ratelimit *r = ratelimit_new();
	int i;

	(void)state;
	for (i = 0; i < 3; i++)
		assert_int_equal(ratelimit_take(r, 9, 5, 3, 1000), 0);
	assert_int_equal(ratelimit_take(r, 9, 5, 3, 1000), 12);
	assert_int_equal(ratelimit_take(r, 9, 5, 3, 7000), 6);
	assert_int_equal(ratelimit_take(r, 9, 5, 3, 13000), 0);
	assert_int_equal(ratelimit_take(r, 9, 5, 3, 13001), 12);
	ratelimit_free(r);
}

static void
a_full_bucket_does_not_grow(void **state)
{
	struct ratelimit *r = ratelimit_new();
	int i;

	(void)state;
	assert_int_equal(ratelimit_take(r, 9, 60, 2, 0), 0);
	for (i = 0; i < 2; i++)
		assert_int_equal(ratelimit_take(r, 9, 60, 2, 3600000), 0);
	assert_int_equal(ratelimit_take(r, 9, 60, 2, 3600000), 1);
	ratelimit_free(r);
}

static void
keys_do_not_share(void **state)
{
	struct ratelimit *r = ratelimit_new();
	uint64_t k;

	(void)state;
	for (k = 1; k < 1000; k++)
		assert_int_equal(ratelimit_take(r, k, 1, 1, 0), 0);
	for (k = 1; k < 1000; k++)
		assert_true(ratelimit_take(r, k, 1, 1, 0) > 0);
	ratelimit_free(r);
}

static void
off_is_off(void **state)
{
	struct ratelimit *r = ratelimit_new();
	int i;

	(void)state;
	for (i = 0; i < 10000; i++)
		assert_int_equal(ratelimit_take(r, 1, -1, 1, 0), 0);
	ratelimit_free(r);
}

/* More keys than room: the stalest goes, nothing breaks. */
static void
the_table_is_bounded(void **state)
{
	struct ratelimit *r = ratelimit_new();
	uint64_t k;

	(void)state;
	for (k = 1; k < 200000; k++)
		assert_int_equal(ratelimit_take(r, k, 1, 1, (int64_t)k), 0);
	ratelimit_free(r);
}

/* Small steps of time must not lose what is smaller than a thousandth. */
static void
slow_refill_is_exact(void **state)
{
	struct ratelimit *r = ratelimit_new();
	int64_t t;
	int passed = 0;

	(void)state;
	for (t = 0; t < 60000; t += 7)
		passed += ratelimit_take(r, 1, 5, 1, t) == 0;
	assert_int_equal(passed, 6 - (59997 * 5 / 60000 < 5));
	ratelimit_free(r);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(burst_then_refill),
		cmocka_unit_test(a_full_bucket_does_not_grow),
		cmocka_unit_test(keys_do_not_share),
		cmocka_unit_test(off_is_off),
		cmocka_unit_test(the_table_is_bounded),
		cmocka_unit_test(slow_refill_is_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
