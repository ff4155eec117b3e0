/* covers: QA-02 API-04 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/json.h"

#include <pthread.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"

static int
setup(void **state)
{
	json_setup();
	*state = arena_new();
	return 0;
}

static int
teardown(void **state)
{
	arena_free(*state);
	return 0;
}

static enum json_fault
line(struct arena *a, const char *s, json_t **out)
{
	return json_line(a, s, strlen(s), out);
}

static void
reads_an_object(void **state)
{
	json_t *v, *params;

	assert_int_equal(line(*state,
			     "{\"id\":7,\"op\":\"slots.book\",\"params\":"
			     "{\"last_name\":\"M\\u00fcller\",\"ok\":true,"
			     "\"list\":[1,-2,null]}}",
			     &v),
	    JSON_FINE);
	assert_int_equal(json_get_int(v, "id", 0), 7);
	assert_string_equal(json_get_str(v, "op", ""), "slots.book");
	params = json_get(v, "params");
	assert_string_equal(json_get_str(params, "last_name", ""), "Müller");
	assert_true(json_get_bool(params, "ok", false));
	assert_int_equal(json_array_size(json_get(params, "list")), 3);
}

static void
lookups_answer_their_default(void **state)
{
	json_t *v;

	assert_int_equal(line(*state,
			     "{\"s\":\"x\",\"i\":1,\"b\":false,\"n\":null,"
			     "\"o\":{},\"a\":[]}",
			     &v),
	    JSON_FINE);
	assert_string_equal(json_get_str(v, "missing", "d"), "d");
	assert_string_equal(json_get_str(v, "i", "d"), "d");
	assert_null(json_get_str(v, "n", NULL));
	assert_int_equal(json_get_int(v, "s", -5), -5);
	assert_int_equal(json_get_int(v, "b", -5), -5);
	assert_int_equal(json_get_int(v, "i", -5), 1);
	assert_true(json_get_bool(v, "i", true));
	assert_false(json_get_bool(v, "b", true));
	assert_null(json_get(v, "s"));
	assert_null(json_get(v, "n"));
	assert_null(json_get(v, "missing"));
	assert_non_null(json_get(v, "o"));
	assert_non_null(json_get(v, "a"));
	assert_null(json_get(NULL, "a"));
	assert_int_equal(json_get_int(NULL, "a", 3), 3);
	assert_int_equal(json_get_int(json_get(v, "a"), "a", 3), 3);
}

static void
faults(void **state)
{
	static const struct {
		const char *s;
		enum json_fault fault;
	} row[] = {
		{ "{}", JSON_FINE },
		{ " {} ", JSON_FINE },
		{ "", JSON_SYNTAX },
		{ " ", JSON_SYNTAX },
		{ "[]", JSON_SYNTAX }, /* the protocol has objects only */
		{ "1", JSON_SYNTAX },
		{ "\"a\"", JSON_SYNTAX },
		{ "null", JSON_SYNTAX },
		{ "{", JSON_SYNTAX },
		{ "{}}", JSON_SYNTAX },
		{ "{} {}", JSON_SYNTAX },
		{ "{}x", JSON_SYNTAX },
		{ "{\"a\":1,}", JSON_SYNTAX },
		{ "{a:1}", JSON_SYNTAX },
		{ "{'a':1}", JSON_SYNTAX },
		{ "{\"a\" 1}", JSON_SYNTAX },
		{ "{\"a\":01}", JSON_SYNTAX },
		{ "{\"a\":+1}", JSON_SYNTAX },
		{ "{\"a\":NaN}", JSON_SYNTAX },
		{ "{\"a\":TRUE}", JSON_SYNTAX },
		{ "{\"a\":\"\n\"}", JSON_SYNTAX },
		{ "{\"a\":\"\\x\"}", JSON_SYNTAX },
		{ "{\"a\":\"\\ud800\"}", JSON_SYNTAX }, /* half a pair */
		{ "{\"a\":\"\\udc00\\ud800\"}", JSON_SYNTAX },
		{ "{\"a\":\"\\ud83d\\ude00\"}", JSON_FINE },
		{ "{\"a\":9223372036854775807}", JSON_FINE },
		{ "{\"a\":9223372036854775808}", JSON_SYNTAX },
		{ "{\"a\":1,\"a\":1}", JSON_DUPLICATE },
		{ "{\"o\":{\"x\":1,\"y\":2,\"x\":3}}", JSON_DUPLICATE },
		{ "[{\"a\":1,\"\\u0061\":1}]", JSON_DUPLICATE },
		{ "{\"o\":{\"x\":1},\"p\":{\"x\":1}}", JSON_FINE },
		{ "{\"a\":1.5}", JSON_REAL_NUMBER },
		{ "{\"a\":1.0}", JSON_REAL_NUMBER },
		{ "{\"a\":1e3}", JSON_REAL_NUMBER },
		{ "{\"a\":-0.0}", JSON_REAL_NUMBER },
		{ "{\"a\":1e999}", JSON_REAL_NUMBER },
		{ "{\"a\":[1,[2,{\"b\":[3,0.1]}]]}", JSON_REAL_NUMBER },
		{ "{\"a\":\"1.5\"}", JSON_FINE },
		{ "{\"a\":\"\\u0000\"}", JSON_ENCODING },
		{ "{\"a\\u0000\":1}", JSON_ENCODING },
		{ "{\"a\":\"\xff\"}", JSON_ENCODING },
		{ "{\"a\":\"\xc3\"}", JSON_ENCODING },
		{ "{\"a\":\"\xc0\x80\"}", JSON_ENCODING },
		{ "{\"a\":\"\xed\xa0\x80\"}", JSON_ENCODING },
		{ "{\"a\":\"\xf4\x90\x80\x80\"}", JSON_ENCODING },
		{ "{\"a\":\"\xc3\xbc\"}", JSON_FINE },
	};
	json_t *v;
	size_t i;
	enum json_fault got;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		v = (json_t *)&row; /* must be overwritten */
		got = line(*state, row[i].s, &v);
		if (got != row[i].fault)
			fail_msg("\"%s\" gave %d", row[i].s, got);
		assert_true((v != NULL) == (got == JSON_FINE));
		arena_reset(*state);
	}
}

static void
nul_byte_in_the_line(void **state)
{
	json_t *v;

	assert_int_equal(
	    json_line(*state, "{\"a\":1\0}", 8, &v), JSON_ENCODING);
	assert_int_equal(
	    json_line(*state, "{\"a\":\"x\0y\"}", 11, &v), JSON_ENCODING);
	assert_null(v);
	assert_int_equal(json_line(*state, "{}\0", 3, &v), JSON_ENCODING);
	assert_null(json_parse_heap("{\"a\":1\0}", 8, NULL));
	assert_int_equal(json_line(*state, "{}\0", 2, &v), JSON_FINE);
}

/* {"a": and [ in turn, depth levels in all, then closed again. */
static char *
nested(struct arena *a, int depth, bool close)
{
	struct buf b;
	char *s;
	int i;

	buf_init(&b, 1 << 20);
	for (i = 0; i < depth; i++)
		buf_adds(&b, i % 2 == 0 ? "{\"a\":" : "[");
	buf_adds(&b, depth == 0 ? "" : depth % 2 ? "1" : "");
	for (i = depth - 1; close && i >= 0; i--)
		buf_adds(&b, i % 2 == 0 ? "}" : "]");
	s = arena_strdup(a, buf_str(&b));
	buf_done(&b);
	return s;
}

static void
depth_is_counted_before_parsing(void **state)
{
	json_t *v;

	assert_int_equal(
	    line(*state, nested(*state, JSON_DEPTH_MAX, true), &v), JSON_FINE);
	assert_int_equal(
	    line(*state, nested(*state, JSON_DEPTH_MAX + 1, true), &v),
	    JSON_DEEP);
	assert_null(v);
	/* never reaches the parser, so it need not even be JSON */
	assert_int_equal(
	    line(*state, nested(*state, 30000, false), &v), JSON_DEEP);
}

static void
brackets_in_strings_do_not_count(void **state)
{
	json_t *v;

	assert_int_equal(
	    line(*state, "{\"a\":\"[[[[[[[[[[[[[[[[[[[[{{{{{{\"}", &v),
	    JSON_FINE);
	assert_int_equal(
	    line(*state, "{\"a\":\"\\\"[[[[[[[[[[[[[[[[[[[[[[[[\\\\\"}", &v),
	    JSON_FINE);
	assert_int_equal(
	    line(*state, "{\"a\":\"\\\\\",\"b\":[[[[[[[[[[[[[[[[]]]]", &v),
	    JSON_DEEP);
}

/* A thousand levels one after the other are one level deep. */
static void
breadth_is_no_depth(void **state)
{
	struct buf b;
	json_t *v;
	int i;

	buf_init(&b, 1 << 20);
	buf_adds(&b, "{\"a\":[");
	for (i = 0; i < 1000; i++)
		buf_adds(&b, i == 0 ? "{}" : ",{}");
	buf_adds(&b, "]}");
	assert_int_equal(line(*state, buf_str(&b), &v), JSON_FINE);
	buf_done(&b);
}

/* The tree uses the arena, goes with it, and leaves nothing on the heap. */
static void
trees_live_in_the_arena(void **state)
{
	struct buf b;
	json_t *v;
	int i, round;

	buf_init(&b, 1 << 20);
	buf_adds(&b, "{\"k\":0");
	for (i = 0; i < 500; i++) /* makes the hash table grow */
		buf_addf(&b, ",\"key%d\":\"value %d\"", i, i);
	buf_addc(&b, '}');
	for (round = 0; round < 3; round++) {
		assert_int_equal(line(*state, buf_str(&b), &v), JSON_FINE);
		assert_true(arena_used(*state) > b.len);
		assert_string_equal(json_get_str(v, "key499", ""), "value 499");
		arena_reset(*state);
	}
	buf_done(&b);
}

static void
canonical_text(void **state)
{
	static const char *const row[][2] = {
		{ "{\"b\":1,\"a\":2}", "{\"a\":2,\"b\":1}" },
		{ "{ \"z\" : [ 3, 1 ] , \"a\" : { \"y\":null, \"x\":true } }",
		    "{\"a\":{\"x\":true,\"y\":null},\"z\":[3,1]}" },
		{ "{\"a\":\"\\u00fc\\/\\n\"}", "{\"a\":\"\xc3\xbc/\\n\"}" },
		{ "{}", "{}" },
	};
	struct buf b;
	json_t *v;
	size_t i;

	for (i = 0; i < sizeof(row) / sizeof(row[0]); i++) {
		assert_int_equal(line(*state, row[i][0], &v), JSON_FINE);
		buf_init(&b, 1000);
		json_canonical(v, &b);
		assert_string_equal(buf_str(&b), row[i][1]);
		buf_done(&b);
	}
}

static void
canonical_of_parts_and_overflow(void **state)
{
	struct buf b;
	json_t *v;

	assert_int_equal(line(*state, "{\"a\":\"long text\"}", &v), JSON_FINE);
	buf_init(&b, 100);
	buf_adds(&b, "x:");
	json_canonical(json_object_get(v, "a"), &b);
	assert_string_equal(buf_str(&b), "x:\"long text\"");
	buf_done(&b);
	buf_init(&b, 5);
	json_canonical(v, &b);
	assert_true(b.full);
	buf_done(&b);
}

static void
heap_trees(void **state)
{
	char why[160] = "unchanged";
	json_t *v;

	(void)state;
	v = json_parse_heap("{\"a\":1.5}", 9, why);
	assert_non_null(v);
	assert_true(json_is_real(json_object_get(v, "a")));
	assert_string_equal(why, "unchanged");
	json_decref(v);
	v = json_parse_heap("[1]", 3, NULL);
	assert_int_equal(json_array_size(v), 1);
	json_decref(v);
	assert_null(json_parse_heap("{\n\"a\":x}", 8, why));
	assert_non_null(strstr(why, "line 2"));
	assert_null(json_parse_heap("{", 1, NULL));
	assert_null(json_parse_heap("", 0, why));
}

/* Heap trees stay heap trees although arena trees are made in between. */
static void
heap_and_arena_do_not_mix(void **state)
{
	json_t *heap, *v;
	int i;

	heap = json_parse_heap("{\"keep\":[]}", 11, NULL);
	for (i = 0; i < 100; i++) {
		assert_int_equal(
		    line(*state, "{\"x\":[1,2,3]}", &v), JSON_FINE);
		json_array_append_new(json_get(heap, "keep"), json_integer(i));
		assert_int_equal(line(*state, "{\"x\":[1,2", &v), JSON_SYNTAX);
		arena_reset(*state);
	}
	assert_int_equal(json_array_size(json_get(heap, "keep")), 100);
	json_decref(heap);
}

static void *
parse_often(void *arg)
{
	struct arena *a = arena_new();
	int *wrong = arg, i;
	json_t *v, *h;

	for (i = 0; i < 2000; i++) {
		if (line(a, "{\"a\":{\"b\":[1,2,3]}}", &v) != JSON_FINE)
			(*wrong)++;
		h = json_parse_heap("{\"a\":1}", 7, NULL);
		if (json_get_int(h, "a", 0) != 1)
			(*wrong)++;
		json_decref(h);
		arena_reset(a);
	}
	arena_free(a);
	return NULL;
}

/* Workers read calendars and files while the loop reads lines. */
static void
threads_have_their_own_arena(void **state)
{
	pthread_t thread[4];
	int wrong[4] = { 0 }, i;

	(void)state;
	for (i = 0; i < 4; i++)
		assert_int_equal(
		    pthread_create(&thread[i], NULL, parse_often, &wrong[i]),
		    0);
	for (i = 0; i < 4; i++) {
		pthread_join(thread[i], NULL);
		assert_int_equal(wrong[i], 0);
	}
}

int
main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		T(reads_an_object),
		T(lookups_answer_their_default),
		T(faults),
		T(nul_byte_in_the_line),
		T(depth_is_counted_before_parsing),
		T(brackets_in_strings_do_not_count),
		T(breadth_is_no_depth),
		T(trees_live_in_the_arena),
		T(canonical_text),
		T(canonical_of_parts_and_overflow),
		T(heap_trees),
		T(heap_and_arena_do_not_mix),
		T(threads_have_their_own_arena),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
