#ifndef COMMON_STR_H
#define COMMON_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Equality of C strings; NULL equals only NULL. */
bool str_eq(const char *a, const char *b);
bool str_starts(const char *s, const char *prefix);
bool str_ends(const char *s, const char *suffix);
/* Copy with NUL, cut to size; false when it was cut. */
bool str_copy(char *dst, size_t size, const char *src);
/* Decimal integer over the whole string within [min,max]. *out only on true. */
bool str_int(const char *s, int64_t min, int64_t max, int64_t *out);
/* Trim ASCII blanks at both ends in place, returns the new start. */
char *str_trim(char *s);
/* Lower-case hexadecimal; out has 2 * n + 1 bytes. */
void hex_encode(const void *p, size_t n, char *out);
/* n bytes from exactly 2 * n hex digits. */
bool hex_decode(const char *s, void *out, size_t n);
/* FNV-1a, 64 bit. */
uint64_t str_hash(const char *s);

#endif
