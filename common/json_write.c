/* Streams JSON into a buffer. Nobody else concatenates JSON. */
#include "common/json_write.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

#include "common/date.h"

void
jw_init(struct jw *w, struct buf *b)
{
	memset(w, 0, sizeof(*w));
	w->b = b;
	w->first[0] = true;
}

/* The comma, if one is due, before an element or a key. */
static void
separate(struct jw *w)
{
	if (!w->first[w->depth])
		buf_addc(w->b, ',');
	w->first[w->depth] = false;
}

/* What every value does first. */
static void
value(struct jw *w)
{
	if (w->in_object[w->depth]) {
		assert(w->have_key);
		w->have_key = false;
		return;
	}
	separate(w);
}

static void
open_level(struct jw *w, bool object)
{
	value(w);
	assert(w->depth < JW_DEPTH);
	w->depth++;
	w->first[w->depth] = true;
	w->in_object[w->depth] = object;
	buf_addc(w->b, object ? '{' : '[');
}

static void
close_level(struct jw *w, bool object)
{
	assert(w->depth > 0);
	assert(w->in_object[w->depth] == object);
	assert(!w->have_key);
	w->depth--;
	buf_addc(w->b, object ? '}' : ']');
}

void
jw_object(struct jw *w)
{
	open_level(w, true);
}

void
jw_end_object(struct jw *w)
{
	close_level(w, true);
}

void
jw_array(struct jw *w)
{
	open_level(w, false);
}

void
jw_end_array(struct jw *w)
{
	close_level(w, false);
}

static void
escape(struct buf *b, unsigned char c)
{
	switch (c) {
	case '"':
		buf_adds(b, "\\\"");
		break;
	case '\\':
		buf_adds(b, "\\\\");
		break;
	case '\n':
		buf_adds(b, "\\n");
		break;
	case '\r':
		buf_adds(b, "\\r");
		break;
	case '\t':
		buf_adds(b, "\\t");
		break;
	default:
		buf_addf(b, "\\u%04x", c);
	}
}

/* Runs of plain bytes are copied at once. */
static void
quoted(struct buf *b, const char *s)
{
	const char *run = s;
	unsigned char c;

	buf_addc(b, '"');
	for (; (c = (unsigned char)*s) != '\0'; s++) {
		if (c >= 0x20 && c != '"' && c != '\\' && c != 0x7F)
			continue;
		buf_add(b, run, (size_t)(s - run));
		escape(b, c);
		run = s + 1;
	}
	buf_add(b, run, (size_t)(s - run));
	buf_addc(b, '"');
}

void
jw_key(struct jw *w, const char *key)
{
	assert(w->in_object[w->depth]);
	assert(!w->have_key);
	separate(w);
	quoted(w->b, key);
	buf_addc(w->b, ':');
	w->have_key = true;
}

void
jw_str(struct jw *w, const char *s)
{
	if (s == NULL) {
		jw_null(w);
		return;
	}
	value(w);
	quoted(w->b, s);
}

void
jw_int(struct jw *w, int64_t v)
{
	value(w);
	buf_addf(w->b, "%" PRId64, v);
}

void
jw_bool(struct jw *w, bool v)
{
	value(w);
	buf_adds(w->b, v ? "true" : "false");
}

void
jw_null(struct jw *w)
{
	value(w);
	buf_adds(w->b, "null");
}

void
jw_raw(struct jw *w, const char *json, size_t n)
{
	value(w);
	buf_add(w->b, json, n);
}

void
jw_tenths_rate(struct jw *w, int64_t tenths)
{
	uint64_t abs = tenths < 0 ? -(uint64_t)tenths : (uint64_t)tenths;

	value(w);
	buf_addf(w->b, "%s%" PRIu64 ".%" PRIu64, tenths < 0 ? "-" : "",
	    abs / 10, abs % 10);
}

void
jw_kstr(struct jw *w, const char *key, const char *s)
{
	jw_key(w, key);
	jw_str(w, s);
}

void
jw_kint(struct jw *w, const char *key, int64_t v)
{
	jw_key(w, key);
	jw_int(w, v);
}

void
jw_kbool(struct jw *w, const char *key, bool v)
{
	jw_key(w, key);
	jw_bool(w, v);
}

void
jw_knull(struct jw *w, const char *key)
{
	jw_key(w, key);
	jw_null(w);
}

void
jw_kobject(struct jw *w, const char *key)
{
	jw_key(w, key);
	jw_object(w);
}

void
jw_karray(struct jw *w, const char *key)
{
	jw_key(w, key);
	jw_array(w);
}

void
jw_kdate(struct jw *w, const char *key, int date)
{
	char text[11];

	jw_kstr(w, key, date == DATE_NONE ? NULL : date_text(date, text));
}

void
jw_kinstant(struct jw *w, const char *key, int64_t at)
{
	char text[INSTANT_LEN];

	jw_kstr(w, key, at == 0 ? NULL : instant_text(at, text));
}

void
jw_kwhole(struct jw *w, int64_t n)
{
	jw_kint(w, "total", n);
	jw_kint(w, "limit", n);
	jw_kint(w, "offset", 0);
}
