/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/buf.h"

static void
empty_is_a_string(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 10);
	assert_string_equal(buf_str(&b), "");
	assert_int_equal(b.len, 0);
	assert_false(b.full);
	assert_true(buf_add(&b, "", 0));
	assert_non_null(b.p);
	assert_string_equal(b.p, "");
	buf_done(&b);
	buf_done(&b); /* twice is fine */
}

static void
adds_in_every_way(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	assert_true(buf_adds(&b, "ab"));
	assert_true(buf_addc(&b, 'c'));
	assert_true(buf_add(&b, "d\0e", 3));
	assert_true(buf_addf(&b, "%d-%s", 42, "x"));
	assert_int_equal(b.len, 10);
	assert_memory_equal(b.p, "abcd\0e42-x", 11);
	buf_done(&b);
}

static void
takes_exactly_its_maximum(void **state)
{
	struct buf b;
	int i;

	(void)state;
	buf_init(&b, 100);
	for (i = 0; i < 100; i++)
		assert_true(buf_addc(&b, 'x'));
	assert_false(b.full);
	assert_false(buf_addc(&b, 'y'));
	assert_true(b.full);
	assert_int_equal(b.len, 100);
	assert_int_equal(strlen(b.p), 100);
	buf_done(&b);
}

static void
overflow_is_sticky(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	assert_true(buf_adds(&b, "abc"));
	assert_false(buf_adds(&b, "def")); /* nothing of it is added */
	assert_string_equal(buf_str(&b), "abc");
	assert_false(buf_addc(&b, 'd')); /* would fit, but a hole came first */
	assert_false(buf_addf(&b, "%d", 1));
	assert_string_equal(buf_str(&b), "abc");
	assert_true(b.full);
	buf_clear(&b);
	assert_false(b.full);
	assert_true(buf_adds(&b, "defgh"));
	assert_string_equal(buf_str(&b), "defgh");
	buf_done(&b);
}

static void
formats_at_every_length(void **state)
{
	struct buf b;
	int have, add;

	(void)state;
	for (have = 0; have < 70; have++) {
		for (add = 1; add < 140; add++) {
			buf_init(&b, 150);
			while (b.len < (size_t)have)
				buf_addc(&b, '.');
			if (have + add <= 150) {
				assert_true(buf_addf(&b, "%*d", add, 7));
				assert_int_equal(b.len, have + add);
				assert_int_equal(b.p[b.len - 1], '7');
			} else {
				assert_false(buf_addf(&b, "%*d", add, 7));
				assert_true(b.full);
				assert_int_equal(b.len, have);
			}
			assert_int_equal(strlen(b.p), b.len);
			buf_done(&b);
		}
	}
}

static void
maximum_of_zero(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 0);
	assert_true(buf_adds(&b, ""));
	assert_true(buf_addf(&b, "%s", ""));
	assert_false(buf_addf(&b, "%d", 1));
	assert_string_equal(buf_str(&b), "");
	buf_done(&b);
}

static void
huge_maximum_does_not_overflow(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, SIZE_MAX);
	assert_true(buf_adds(&b, "abc"));
	assert_false(buf_reserve(&b, SIZE_MAX - 3));
	assert_false(buf_reserve(&b, SIZE_MAX));
	assert_true(buf_adds(&b, "def"));
	assert_string_equal(buf_str(&b), "abcdef");
	buf_done(&b);
}

static void
reserve_keeps_content(void **state)
{
	struct buf b;
	char *p;

	(void)state;
	buf_init(&b, 10000);
	buf_adds(&b, "abc");
	assert_true(buf_reserve(&b, 5000));
	assert_true(b.cap >= 5004);
	p = b.p;
	while (b.len < 5003)
		buf_addc(&b, 'x');
	assert_ptr_equal(b.p, p); /* no move after the reservation */
	assert_false(buf_reserve(&b, 5000));
	assert_false(b.full); /* nothing was lost */
	buf_done(&b);
}

static void
drop_takes_from_the_front(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	buf_drop(&b, 5);
	buf_adds(&b, "abcdef");
	buf_drop(&b, 0);
	buf_drop(&b, 2);
	assert_string_equal(buf_str(&b), "cdef");
	buf_drop(&b, 99);
	assert_string_equal(buf_str(&b), "");
	assert_int_equal(b.len, 0);
	buf_done(&b);
}

static void
clear_gives_large_memory_back(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	buf_adds(&b, "small");
	buf_clear(&b);
	assert_int_not_equal(b.cap, 0);
	assert_string_equal(buf_str(&b), "");
	buf_reserve(&b, 1 << 20);
	buf_clear(&b);
	assert_int_equal(b.cap, 0);
	assert_int_equal(b.max, 1 << 20);
	buf_done(&b);
}

static void
take_hands_the_memory_over(void **state)
{
	struct buf b;
	char *p;

	(void)state;
	buf_init(&b, 10);
	p = buf_take(&b);
	assert_string_equal(p, "");
	free(p);
	buf_adds(&b, "abc");
	p = buf_take(&b);
	assert_string_equal(p, "abc");
	assert_int_equal(b.len, 0);
	assert_string_equal(buf_str(&b), "");
	assert_true(buf_adds(&b, "0123456789")); /* the maximum stays */
	assert_false(buf_addc(&b, 'x'));
	assert_string_equal(p, "abc");
	free(p);
	buf_done(&b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(empty_is_a_string),
		cmocka_unit_test(adds_in_every_way),
		cmocka_unit_test(takes_exactly_its_maximum),
		cmocka_unit_test(overflow_is_sticky),
		cmocka_unit_test(formats_at_every_length),
		cmocka_unit_test(maximum_of_zero),
		cmocka_unit_test(huge_maximum_does_not_overflow),
		cmocka_unit_test(reserve_keeps_content),
		cmocka_unit_test(drop_takes_from_the_front),
		cmocka_unit_test(clear_gives_large_memory_back),
		cmocka_unit_test(take_hands_the_memory_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
