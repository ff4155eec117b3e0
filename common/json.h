#ifndef COMMON_JSON_H
#define COMMON_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;
struct buf;

#define JSON_DEPTH_MAX 16

/* Call once per process before the first tree (hash seed, allocator). */
void json_setup(void);

/* Why a line is no tree. */
enum json_fault {
	JSON_FINE,
	JSON_SYNTAX,	/* no JSON, or trailing bytes */
	JSON_DUPLICATE, /* a key twice in one object */
	JSON_DEEP,	/* more than JSON_DEPTH_MAX levels */
	JSON_REAL_NUMBER,
	JSON_ENCODING, /* not UTF-8, or a NUL, escaped or not */
};

/*
 * Parses one line of the protocol: an object, strict UTF-8, no duplicate key,
 * no real number. The depth is counted before parsing. The tree lives in a:
 * never json_decref it. On a fault *out is NULL.
 */
enum json_fault json_line(
    struct arena *a, const char *s, size_t n, json_t **out);

/*
 * Canonical text of a value (keys sorted, compact): for hashing. Added to b.
 */
void json_canonical(const json_t *v, struct buf *b);

/* Trees on the heap, reals allowed: for files and for the client. Owner frees
 * with json_decref. NULL on a fault; why (may be NULL) has >= 160 bytes. */
json_t *json_parse_heap(const char *s, size_t n, char *why);

/* Lookups that answer a default for a missing or wrongly typed member. */
const char *json_get_str(const json_t *o, const char *key, const char *dflt);
json_int_t json_get_int(const json_t *o, const char *key, json_int_t dflt);
bool json_get_bool(const json_t *o, const char *key, bool dflt);
/* Member that is an array or object, else NULL. */
json_t *json_get(const json_t *o, const char *key);

#endif
