/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/arena.h"

#include <stdbool.h>

static int
new_arena(void **state)
{
	*state = arena_new();
	return 0;
}

static int
drop_arena(void **state)
{
	*state = arena_free(*state);
	return *state == NULL ? 0 : -1;
}

static void
pieces_are_aligned_and_apart(void **state)
{
	static const size_t sizes[] = { 0, 1, 3, 8, 15, 16, 17, 100, 4000 };
	unsigned char *p[9];
	size_t i, j;

	for (i = 0; i < 9; i++) {
		p[i] = arena_alloc(*state, sizes[i]);
		assert_int_equal((uintptr_t)p[i] % _Alignof(max_align_t), 0);
		memset(p[i], (int)i + 1, sizes[i]);
	}
	for (i = 0; i < 9; i++) {
		for (j = 0; j < sizes[i]; j++)
			assert_int_equal(p[i][j], i + 1);
		assert_true(i == 0 || p[i] != p[i - 1]);
	}
}

static void
counts_what_it_handed_out(void **state)
{
	assert_int_equal(arena_used(*state), 0);
	arena_alloc(*state, 5);
	arena_alloc(*state, 7);
	assert_int_equal(arena_used(*state), 12);
	arena_strdup(*state, "abc");
	assert_int_equal(arena_used(*state), 16);
	arena_reset(*state);
	assert_int_equal(arena_used(*state), 0);
}

static void
grows_over_many_blocks(void **state)
{
	char *p[2000];
	int i;

	for (i = 0; i < 2000; i++)
		p[i] = arena_printf(*state, "piece %d %500s", i, "");
	for (i = 0; i < 2000; i++) {
		assert_int_equal(strtol(p[i] + 6, NULL, 10), i);
		assert_int_equal(p[i][strlen(p[i]) - 1], ' ');
	}
}

static void
takes_pieces_larger_than_a_block(void **state)
{
	char *a = arena_strdup(*state, "before");
	char *big = arena_alloc(*state, 3000000);
	char *b = arena_strdup(*state, "after");

	memset(big, 'x', 3000000);
	assert_string_equal(a, "before");
	assert_string_equal(b, "after");
	assert_true(arena_used(*state) >= 3000000);
}

static void
zalloc_is_zero_after_a_reset(void **state)
{
	unsigned char *p;
	size_t i;

	memset(arena_alloc(*state, 1000), 0xAA, 1000);
	arena_reset(*state);
	p = arena_zalloc(*state, 1000);
	for (i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
}

static void
reset_reuses_the_first_block(void **state)
{
	void *first = arena_alloc(*state, 32), *again;
	int round;

	for (round = 0; round < 3; round++) {
		arena_alloc(*state, 100000);
		arena_alloc(*state, 100000);
		arena_reset(*state);
		again = arena_alloc(*state, 32);
		assert_ptr_equal(again, first);
	}
}

static void
copies_strings(void **state)
{
	static const char open[2] = { 'x', 'y' };

	assert_string_equal(arena_strdup(*state, ""), "");
	assert_string_equal(arena_strndup(*state, "abcdef", 2), "ab");
	assert_string_equal(arena_strndup(*state, "ab", 9), "ab");
	assert_string_equal(arena_strndup(*state, open, 2), "xy");
}

static void
prints_short_and_long(void **state)
{
	int width;
	char *s;

	for (width = 250; width < 262; width++) { /* around the short form */
		s = arena_printf(*state, "%*d", width, 7);
		assert_int_equal(strlen(s), width);
		assert_int_equal(s[width - 1], '7');
	}
	s = arena_printf(*state, "%9000s|%s", "a", "b");
	assert_int_equal(strlen(s), 9002);
	assert_string_equal(s + 8999, "a|b");
	assert_string_equal(arena_printf(*state, "%s", ""), "");
}

static void
free_accepts_null(void **state)
{
	(void)state;
	assert_null(arena_free(NULL));
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, new_arena, drop_arena)
	const struct CMUnitTest tests[] = {
		T(pieces_are_aligned_and_apart),
		T(counts_what_it_handed_out),
		T(grows_over_many_blocks),
		T(takes_pieces_larger_than_a_block),
		T(zalloc_is_zero_after_a_reset),
		T(reset_reuses_the_first_block),
		T(copies_strings),
		T(prints_short_and_long),
		cmocka_unit_test(free_accepts_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
