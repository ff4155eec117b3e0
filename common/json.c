/* JSON trees by jansson: strict on the wire, tolerant in files. */
#include "common/json.h"

#include <errno.h>
#include <pthread.h>
#include <sys/random.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"

/* Where jansson's memory comes from in this thread; NULL: the heap. */
static _Thread_local struct arena *tree_arena;

static void *
tree_malloc(size_t n)
{
	return tree_arena != NULL ? arena_alloc(tree_arena, n) : xmalloc(n);
}

/* What came from an arena goes with the arena. */
static void
tree_free(void *p)
{
	if (tree_arena == NULL)
		free(p);
}

static void
setup(void)
{
	size_t seed = 0;

	json_set_alloc_funcs(tree_malloc, tree_free);
	/* unknown to callers: else they could make all keys collide */
	while (seed == 0)
		if (getrandom(&seed, sizeof(seed), 0) != sizeof(seed) &&
		    errno != EINTR)
			fatal("getrandom: %s", strerror(errno));
	json_object_seed(seed);
}

void
json_setup(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, setup);
}

/* Levels of nesting; brackets inside strings do not count. */
static bool
too_deep(const char *s, size_t n)
{
	bool in_string = false;
	size_t i;
	int depth = 0;

	for (i = 0; i < n; i++) {
		if (in_string) {
			if (s[i] == '\\')
				i++;
			else if (s[i] == '"')
				in_string = false;
			continue;
		}
		if (s[i] == '"')
			in_string = true;
		else if (s[i] == '{' || s[i] == '[')
			depth++;
		else if (s[i] == '}' || s[i] == ']')
			depth--;
		if (depth > JSON_DEPTH_MAX)
			return true;
	}
	return false;
}

/* jansson 2.14 skips a NUL that follows a number. */
static bool
has_nul(const char *s, size_t n)
{
	return n > 0 && memchr(s, '\0', n) != NULL;
}

/* The depth is bounded before, so recursion is too. */
static bool
has_real(const json_t *v)
{
	const char *key;
	json_t *child;
	size_t i;

	if (json_is_real(v))
		return true;
	json_array_foreach(v, i, child) if (has_real(child)) return true;
	json_object_foreach(
	    (json_t *)v, key, child) if (has_real(child)) return true;
	return false;
}

static enum json_fault
classify(const json_error_t *err)
{
	switch (json_error_code(err)) {
	case json_error_duplicate_key:
		return JSON_DUPLICATE;
	case json_error_invalid_utf8:
	case json_error_null_character:
	case json_error_null_byte_in_key:
		return JSON_ENCODING;
	case json_error_numeric_overflow:
		return str_starts(err->text, "real") ? JSON_REAL_NUMBER
						     : JSON_SYNTAX;
	default:
		return JSON_SYNTAX;
	}
}

enum json_fault
json_line(struct arena *a, const char *s, size_t n, json_t **out)
{
	json_error_t err;
	json_t *v;

	*out = NULL;
	if (too_deep(s, n))
		return JSON_DEEP;
	if (has_nul(s, n))
		return JSON_ENCODING;
	json_setup();
	tree_arena = a;
	v = json_loadb(s, n, JSON_REJECT_DUPLICATES, &err);
	tree_arena = NULL;
	if (v == NULL)
		return classify(&err);
	if (!json_is_object(v))
		return JSON_SYNTAX;
	if (has_real(v))
		return JSON_REAL_NUMBER;
	*out = v;
	return JSON_FINE;
}

static int
add_text(const char *p, size_t n, void *arg)
{
	struct buf *b = arg;

	return buf_add(b, p, n) ? 0 : -1;
}

void
json_canonical(const json_t *v, struct buf *b)
{
	if (json_dump_callback(v, add_text, b,
		JSON_SORT_KEYS | JSON_COMPACT | JSON_ENCODE_ANY) != 0)
		b->full = true;
}

json_t *
json_parse_heap(const char *s, size_t n, char *why)
{
	json_error_t err = { .line = 1, .text = "NUL byte" };
	json_t *v = NULL;

	json_setup();
	if (!has_nul(s, n))
		v = json_loadb(
		    s, n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &err);
	if (v == NULL && why != NULL)
		snprintf(why, JSON_ERROR_TEXT_LENGTH, "line %d: %.120s",
		    err.line, err.text);
	return v;
}

const char *
json_get_str(const json_t *o, const char *key, const char *dflt)
{
	const json_t *v = json_object_get(o, key);

	return json_is_string(v) ? json_string_value(v) : dflt;
}

json_int_t
json_get_int(const json_t *o, const char *key, json_int_t dflt)
{
	const json_t *v = json_object_get(o, key);

	return json_is_integer(v) ? json_integer_value(v) : dflt;
}

bool
json_get_bool(const json_t *o, const char *key, bool dflt)
{
	const json_t *v = json_object_get(o, key);

	return json_is_boolean(v) ? json_is_true(v) : dflt;
}

json_t *
json_get(const json_t *o, const char *key)
{
	json_t *v = json_object_get(o, key);

	return json_is_array(v) || json_is_object(v) ? v : NULL;
}
