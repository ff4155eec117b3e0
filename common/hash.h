#ifndef COMMON_HASH_H
#define COMMON_HASH_H

#include <stddef.h>

#define HASH_LEN 32

/* SHA-256 of n bytes; p may be NULL when n is 0. */
void hash_sha256(const void *p, size_t n, unsigned char out[HASH_LEN]);
/* The same in lower-case hexadecimal; out has 65 bytes. */
void hash_sha256_hex(const void *p, size_t n, char out[2 * HASH_LEN + 1]);

#endif
