/* What is accepted keeps the rules, and means the same when written again. */
#include <assert.h>
#include <stdint.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/json.h"
#include "common/json_write.h"
#include "common/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TEXT_MAX ((size_t)4 << 20)

/* Writes the tree by our writer; checks the promises on the way. */
static void
rewrite(struct jw *w, const json_t *v, int depth)
{
	const char *key;
	json_t *child;
	size_t i;

	assert(depth <= JSON_DEPTH_MAX ||
	       !(json_is_object(v) || json_is_array(v)));
	assert(!json_is_real(v));
	if (json_is_object(v)) {
		jw_object(w);
		json_object_foreach((json_t *)v, key, child)
		{
			jw_key(w, key);
			rewrite(w, child, depth + 1);
		}
		jw_end_object(w);
	} else if (json_is_array(v)) {
		jw_array(w);
		json_array_foreach(v, i, child) rewrite(w, child, depth + 1);
		jw_end_array(w);
	} else if (json_is_string(v)) {
		assert(json_string_length(v) == strlen(json_string_value(v)));
		jw_str(w, json_string_value(v));
	} else if (json_is_integer(v)) {
		jw_int(w, json_integer_value(v));
	} else if (json_is_boolean(v)) {
		jw_bool(w, json_is_true(v));
	} else {
		jw_null(w);
	}
}

/* Parses text again; its canonical form must be that of the first tree. */
static void
same_again(struct arena *a, const struct buf *text, const struct buf *want)
{
	struct buf again;
	json_t *v;

	assert(!text->full);
	assert(json_line(a, text->p, text->len, &v) == JSON_FINE);
	buf_init(&again, TEXT_MAX);
	json_canonical(v, &again);
	assert(again.len == want->len);
	assert(memcmp(again.p, want->p, want->len) == 0);
	buf_done(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *s = (const char *)data;
	struct arena *a = arena_new();
	struct buf canon, text;
	enum json_fault fault;
	json_t *v, *heap;
	char why[160];
	struct jw w;

	json_setup();
	fault = json_line(a, s, size, &v);
	assert((fault == JSON_FINE) == (v != NULL));
	heap = json_parse_heap(s, size, why);
	if (fault == JSON_FINE) {
		assert(utf8_valid(s, size) && json_is_object(v));
		assert(heap != NULL && json_equal(heap, v));
		buf_init(&canon, TEXT_MAX);
		json_canonical(v, &canon);
		same_again(a, &canon, &canon);
		buf_init(&text, TEXT_MAX);
		jw_init(&w, &text);
		rewrite(&w, v, 1);
		same_again(a, &text, &canon);
		buf_done(&text);
		buf_done(&canon);
	}
	json_decref(heap);
	arena_free(a);
	return 0;
}
