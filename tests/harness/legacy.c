/* Files of the older system handed to the real core. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include "tests/harness/legacy.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"

#define NOW INT64_C(1795366800000) /* 2026-11-22 17:00 UTC */

int
legacy_setup(void **state)
{
	struct legacy *w = test_calloc(1, sizeof(*w));

	*state = w;
	held_init(&w->h, NOW);
	if (!held_start(&w->h))
		return -1;
	w->op = held_connect(&w->h, "op", true);
	return 0;
}

int
legacy_teardown(void **state)
{
	struct legacy *w = *state;

	held_disconnect(w->op);
	held_done(&w->h);
	test_free(w);
	return 0;
}

/* Answer of a call as tree; slices are left to the caller. */
json_t *
legacy_ask(struct legacy *w, const char *op, const char *params)
{
	char *line = xprintf("{\"id\":1,\"op\":\"%s\",\"params\":%s,"
			     "\"idempotency_key\":\"k%d\"}",
	    op, params, w->keys++);
	const char *answer;
	json_t *v;

	held_line(w->op, line);
	free(line);
	app_turn_end(w->h.app);
	answer = held_next(w->op, false);
	assert_non_null(answer);
	v = json_parse_heap(answer, strlen(answer), NULL);
	assert_non_null(v);
	return v;
}

const char *
legacy_code(const json_t *answer)
{
	return json_get_str(answer, "code", "OK");
}

/* The call must succeed; its data belong to the caller. */
json_t *
legacy_data(struct legacy *w, const char *op, const char *params)
{
	json_t *v = legacy_ask(w, op, params), *data;

	if (!json_get_bool(v, "success", false))
		fail_msg("%s %s: %s", op, params, legacy_code(v));
	data = json_incref(json_get(v, "data"));
	json_decref(v);
	return data;
}

int64_t
legacy_run(struct legacy *w, const char *op, int64_t run)
{
	char *params = xprintf("{\"run\":%lld}", (long long)run);
	json_t *d = legacy_data(w, op, params);
	int64_t total =
	    json_get_int(json_get(json_get(d, "run"), "progress"), "total", -1);

	free(params);
	json_decref(d);
	return total;
}

const char *
legacy_refused(struct legacy *w, const char *op, int64_t run)
{
	static const char *const codes[] = { "OK", "CONFLICT", "NOT_FOUND",
		"LIMIT", "VALIDATION" };
	char *params = xprintf("{\"run\":%lld}", (long long)run);
	json_t *v = legacy_ask(w, op, params);
	const char *code = NULL;
	size_t i;

	for (i = 0; i < sizeof(codes) / sizeof(codes[0]); i++)
		if (str_eq(codes[i], legacy_code(v)))
			code = codes[i];
	json_decref(v);
	free(params);
	return code;
}

int64_t
legacy_chunk(
    struct legacy *w, int64_t run, const char *name, int n, const char *p)
{
	size_t len = strlen(p);
	char *text = xmalloc(sodium_base64_encoded_len(len, 1)), *params;
	json_t *d;
	int64_t id;

	sodium_bin2base64(
	    text, sodium_base64_encoded_len(len, 1), (const void *)p, len, 1);
	params = run == 0 ? xprintf("{\"name\":\"%s\",\"chunk\":%d,"
				    "\"content\":\"%s\"}",
				name, n, text)
			  : xprintf("{\"run\":%lld,\"name\":\"%s\","
				    "\"chunk\":%d,\"content\":\"%s\"}",
				(long long)run, name, n, text);
	d = legacy_data(w, "imports.add_file", params);
	id = json_get_int(d, "run", 0);
	json_decref(d);
	free(params);
	free(text);
	return id;
}

static int64_t
add_file(struct legacy *w, int64_t run, const char *dir, const char *name,
    size_t step)
{
	char *path = xprintf("%s/%s", dir, name), *p = xmalloc(step + 1);
	FILE *f = fopen(path, "r");
	size_t n;
	int chunk = 0;

	assert_non_null(f);
	while ((n = fread(p, 1, step, f)) > 0 || chunk == 0) {
		p[n] = '\0';
		run = legacy_chunk(w, run, name, chunk++, p);
	}
	fclose(f);
	free(p);
	free(path);
	return run;
}

int64_t
legacy_files(
    struct legacy *w, const char *dir, const char *const *names, size_t step)
{
	int64_t run = 0;

	for (; *names != NULL; names++)
		run = add_file(w, run, dir, *names, step);
	return run;
}

int64_t
legacy_plan(struct legacy *w, const char *dir, const char *const *names)
{
	int64_t run = legacy_files(w, dir, names, 700);

	legacy_run(w, "imports.plan", run);
	return run;
}

int64_t
legacy_import(struct legacy *w, const char *dir, const char *const *names)
{
	int64_t run = legacy_plan(w, dir, names);

	legacy_run(w, "imports.start", run);
	held_turn(&w->h);
	return run;
}

json_t *
legacy_show(struct legacy *w, int64_t run)
{
	char *params = xprintf("{\"run\":%lld}", (long long)run);
	json_t *d = legacy_data(w, "imports.show", params);

	free(params);
	return d;
}

void
legacy_state(struct legacy *w, int64_t run, const char *state)
{
	json_t *d = legacy_show(w, run);

	assert_string_equal(
	    json_get_str(json_get(d, "run"), "state", ""), state);
	json_decref(d);
}

int
legacy_applied(struct legacy *w, int64_t run, const char *what)
{
	json_t *d = legacy_show(w, run);
	int n = (int)json_get_int(
	    json_get(json_get(d, "run"), "applied"), what, -1);

	json_decref(d);
	return n;
}

int
legacy_count(struct legacy *w, int64_t run, const char *what)
{
	json_t *d = legacy_show(w, run);
	int n = (int)json_get_int(
	    json_get(json_get(json_get(d, "run"), "report"), "counts"), what,
	    -1);

	json_decref(d);
	return n;
}
