/* Patterns of JSON lines for transcripts. */
#include "tests/harness/match.h"

#include <ctype.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/xalloc.h"

#define ANY "\x01*"
#define ABSENT "\x01!"
#define VAR "\x01$"

static int
find_var(const struct match_vars *v, const char *name)
{
	int i;

	for (i = 0; i < v->n; i++)
		if (str_eq(v->name[i], name))
			return i;
	return -1;
}

void
match_vars_done(struct match_vars *v)
{
	while (v->n > 0)
		free(v->json[--v->n]);
}

/* Bare marks outside of strings become strings that no server sends. */
static char *
prepare(const char *p)
{
	struct buf b;
	bool in_string = false;

	buf_init(&b, 1 << 20);
	for (; *p != '\0'; p++) {
		if (*p == '"' && (!in_string || p[-1] != '\\'))
			in_string = !in_string;
		if (in_string || strchr("*!$", *p) == NULL) {
			buf_addc(&b, *p);
			continue;
		}
		buf_addf(&b, "\"\\u0001%c", *p);
		if (*p == '$')
			while (isalnum((unsigned char)p[1]) || p[1] == '_')
				buf_addc(&b, *++p);
		buf_addc(&b, '"');
	}
	return buf_take(&b);
}

static bool
differ(
    struct buf *why, const char *path, const json_t *want, const json_t *have)
{
	char *w = want != NULL ? json_dumps(want, JSON_ENCODE_ANY) : NULL;
	char *h = have != NULL ? json_dumps(have, JSON_ENCODE_ANY) : NULL;

	buf_addf(why, "at %s: expected %s, got %s", path,
	    w != NULL ? w : "nothing", h != NULL ? h : "nothing");
	free(w);
	free(h);
	return false;
}

static bool
match_var(struct match_vars *v, const char *name, const json_t *have)
{
	char *text = json_dumps(have, JSON_ENCODE_ANY | JSON_COMPACT);
	int i = find_var(v, name);
	bool same;

	if (i >= 0) {
		same = str_eq(v->json[i], text);
		free(text);
		return same;
	}
	if (v->n == MATCH_VARS)
		abort();
	str_copy(v->name[v->n], sizeof(v->name[0]), name);
	v->json[v->n++] = text;
	return true;
}

void
match_set(struct match_vars *v, const char *name, const char *text)
{
	int i = find_var(v, name);

	if (i < 0) {
		if (v->n == MATCH_VARS)
			abort();
		i = v->n++;
		str_copy(v->name[i], sizeof(v->name[0]), name);
		v->json[i] = NULL;
	}
	free(v->json[i]);
	v->json[i] = xprintf("\"%s\"", text);
}

const char *
match_get(const struct match_vars *v, const char *name)
{
	int i = find_var(v, name);

	return i < 0 ? NULL : v->json[i];
}

static bool match(struct match_vars *v, const json_t *want, const json_t *have,
    const char *path, struct buf *why);

static bool
match_object(struct match_vars *v, const json_t *want, const json_t *have,
    const char *path, struct buf *why)
{
	const char *key;
	json_t *w;

	json_object_foreach((json_t *)want, key, w)
	{
		const json_t *h = json_object_get(have, key);
		char *sub = xprintf("%s.%s", path, key);
		bool fine;

		if (json_is_string(w) && str_eq(json_string_value(w), ABSENT))
			fine = h == NULL || differ(why, sub, w, h);
		else
			fine = match(v, w, h, sub, why);
		free(sub);
		if (!fine)
			return false;
	}
	return true;
}

static bool
match_array(struct match_vars *v, const json_t *want, const json_t *have,
    const char *path, struct buf *why)
{
	size_t i;

	if (json_array_size(want) != json_array_size(have))
		return differ(why, path, want, have);
	for (i = 0; i < json_array_size(want); i++) {
		char *sub = xprintf("%s[%zu]", path, i);
		bool fine = match(v, json_array_get(want, i),
		    json_array_get(have, i), sub, why);

		free(sub);
		if (!fine)
			return false;
	}
	return true;
}

static bool
match(struct match_vars *v, const json_t *want, const json_t *have,
    const char *path, struct buf *why)
{
	const char *s = json_string_value(want);

	if (have == NULL)
		return differ(why, path, want, have);
	if (s != NULL && str_eq(s, ANY))
		return true;
	if (s != NULL && str_starts(s, VAR))
		return match_var(v, s + 2, have) ||
		       differ(why, path, want, have);
	if (json_is_object(want) && json_is_object(have))
		return match_object(v, want, have, path, why);
	if (json_is_array(want) && json_is_array(have))
		return match_array(v, want, have, path, why);
	return json_equal(want, have) || differ(why, path, want, have);
}

bool
match_line(struct match_vars *v, const char *pattern, const char *line,
    struct buf *why)
{
	char *text = prepare(pattern);
	json_error_t error;
	json_t *want = json_loads(text, JSON_DECODE_ANY, &error), *have;
	bool fine = false;

	free(text);
	if (want == NULL) {
		buf_addf(why, "the pattern is no JSON: %s", error.text);
		return false;
	}
	have = json_loads(line, JSON_DECODE_ANY, &error);
	if (have == NULL)
		buf_addf(why, "the answer is no JSON: %s", line);
	else
		fine = match(v, want, have, "", why);
	json_decref(want);
	json_decref(have);
	return fine;
}

char *
match_fill(const struct match_vars *v, const char *text)
{
	struct buf b;
	const char *p;

	buf_init(&b, 4 << 20);
	for (p = text; *p != '\0'; p++) {
		char name[24];
		size_t n = 0;
		int i;

		if (*p != '$') {
			buf_addc(&b, *p);
			continue;
		}
		while (n + 1 < sizeof(name) &&
		       (isalnum((unsigned char)p[1 + n]) || p[1 + n] == '_')) {
			name[n] = p[1 + n];
			n++;
		}
		name[n] = '\0';
		if ((i = find_var(v, name)) < 0) {
			buf_addc(&b, '$');
			continue;
		}
		buf_adds(&b, v->json[i]);
		p += n;
	}
	return buf_take(&b);
}
