#ifndef COMMON_JSON_WRITE_H
#define COMMON_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/buf.h"

/*
 * Streams JSON into a buffer: begin, key, value, end; commas are set here.
 * Strings are escaped; they must be valid UTF-8. Misuse (a value without key
 * in an object) is an assertion.
 */
#define JW_DEPTH 16

struct jw {
	struct buf *b;
	int depth;
	bool first[JW_DEPTH + 1];
	bool in_object[JW_DEPTH + 1];
	bool have_key;
};

void jw_init(struct jw *w, struct buf *b);
void jw_object(struct jw *w);
void jw_end_object(struct jw *w);
void jw_array(struct jw *w);
void jw_end_array(struct jw *w);
void jw_key(struct jw *w, const char *key);
void jw_str(struct jw *w, const char *s); /* NULL writes null */
void jw_int(struct jw *w, int64_t v);
void jw_bool(struct jw *w, bool v);
void jw_null(struct jw *w);
/* A ready JSON value, copied as it is. */
void jw_raw(struct jw *w, const char *json, size_t n);
/* A rate in tenths of a percent, printed with one decimal: 245 -> 24.5 */
void jw_tenths_rate(struct jw *w, int64_t tenths);

/* key and value at once */
void jw_kstr(struct jw *w, const char *key, const char *s);
void jw_kint(struct jw *w, const char *key, int64_t v);
void jw_kbool(struct jw *w, const char *key, bool v);
void jw_knull(struct jw *w, const char *key);
void jw_kobject(struct jw *w, const char *key);
void jw_karray(struct jw *w, const char *key);
/* "YYYY-MM-DD" from a day number (null for DATE_NONE). */
void jw_kdate(struct jw *w, const char *key, int date);
/* ISO 8601 UTC with milliseconds (null for 0). */
void jw_kinstant(struct jw *w, const char *key, int64_t at);

/* total, limit and offset of a list that is given whole: n rows. */
void jw_kwhole(struct jw *w, int64_t n);

#endif
