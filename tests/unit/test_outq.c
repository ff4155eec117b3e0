/* covers: QA-14 OPS-25 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "common/xalloc.h"
#include "server/net/outq.h"

static void
bytes_come_out_in_order(void **state)
{
	struct outq q = { 0 };

	(void)state;
	assert_true(outq_add(&q, "hello ", 6));
	assert_true(outq_add(&q, "world", 5));
	assert_int_equal(outq_len(&q), 11);
	assert_memory_equal(outq_head(&q), "hello world", 11);
	outq_take(&q, 4);
	assert_true(outq_add(&q, "!", 1));
	assert_int_equal(outq_len(&q), 8);
	assert_memory_equal(outq_head(&q), "o world!", 8);
	outq_done(&q);
}

static void
an_empty_queue_holds_no_memory(void **state)
{
	struct outq q = { 0 };

	(void)state;
	assert_true(outq_add(&q, "abc", 3));
	assert_non_null(q.p);
	outq_take(&q, 3);
	assert_null(q.p);
	assert_int_equal(q.cap, 0);
	assert_int_equal(outq_len(&q), 0);
	assert_true(outq_add(&q, "", 0));
	assert_null(q.p);
}

static void
the_limit_is_exact_and_refuses_whole_lines(void **state)
{
	struct outq q = { 0 };
	char *big = xcalloc(1, OUTQ_MAX);

	(void)state;
	assert_true(outq_add(&q, big, OUTQ_MAX - 10));
	assert_false(outq_add(&q, big, 11));
	assert_int_equal(outq_len(&q), OUTQ_MAX - 10);
	assert_true(outq_add(&q, big, 10));
	assert_false(outq_add(&q, big, 1));
	/* what the peer took makes room, wherever the head is */
	outq_take(&q, 100);
	assert_true(outq_add(&q, big, 100));
	assert_false(outq_add(&q, big, 1));
	outq_done(&q);
	free(big);
}

static void
taken_room_is_used_again(void **state)
{
	struct outq q = { 0 };
	char line[150];
	size_t most = 0;
	int i;

	(void)state;
	memset(line, 'x', sizeof(line));
	for (i = 0; i < 100000; i++) {
		assert_true(outq_add(&q, line, sizeof(line)));
		if (outq_len(&q) > 3000)
			outq_take(&q, 2900);
		if (q.cap > most)
			most = q.cap;
	}
	assert_true(most <= 8192);
	outq_done(&q);
}

/* Against a plain model: what goes in comes out, byte by byte. */
static void
random_adds_and_takes_keep_the_stream(void **state)
{
	struct outq q = { 0 };
	unsigned seed = 7, in = 0, out = 0;
	unsigned char chunk[700];
	size_t n, i;
	int step;

	(void)state;
	for (step = 0; step < 20000; step++) {
		seed = seed * 1103515245 + 12345;
		n = (seed >> 16) % sizeof(chunk);
		for (i = 0; i < n; i++)
			chunk[i] = (unsigned char)((in + i) * 31);
		if (outq_add(&q, chunk, n))
			in += (unsigned)n;
		seed = seed * 1103515245 + 12345;
		n = (seed >> 16) % 720;
		if (n > outq_len(&q))
			n = outq_len(&q);
		for (i = 0; i < n; i++)
			if ((unsigned char)outq_head(&q)[i] !=
			    (unsigned char)((out + i) * 31))
				fail_msg("byte %zu of step %d", i, step);
		out += (unsigned)n;
		if (n > 0)
			outq_take(&q, n);
		assert_int_equal(outq_len(&q), in - out);
	}
	outq_done(&q);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bytes_come_out_in_order),
		cmocka_unit_test(an_empty_queue_holds_no_memory),
		cmocka_unit_test(the_limit_is_exact_and_refuses_whole_lines),
		cmocka_unit_test(taken_room_is_used_again),
		cmocka_unit_test(random_adds_and_takes_keep_the_stream),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
