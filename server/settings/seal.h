#ifndef SERVER_SETTINGS_SEAL_H
#define SERVER_SETTINGS_SEAL_H

#include <stdbool.h>
#include <stddef.h>

#include "server/settings/secret.h"

/*
 * Sealing of secrets at rest (architecture 5): XChaCha20-Poly1305 under a key
 * made from the server secret. What is sealed for one purpose ("totp:17")
 * cannot be opened for another.
 */
struct seal;

#define SEAL_NONCE 24
#define SEAL_EXTRA (SEAL_NONCE + 16) /* a box is that much longer */
#define SEAL_ID 17		     /* 16 hex digits and NUL */

struct seal *seal_new(const unsigned char secret[SECRET_BYTES]);
/* Erases the key. Accepts NULL, returns NULL. */
struct seal *seal_free(struct seal *s);
/* Which key this is; tells nothing about it. */
const char *seal_id(const struct seal *s);
/* out has n + SEAL_EXTRA bytes. */
void seal_close(const struct seal *s, const char *purpose, const void *plain,
    size_t n, unsigned char *out);
/*
 * out has n - SEAL_EXTRA bytes. False: another key or purpose, or the box was
 * changed; out is then erased.
 */
bool seal_open(const struct seal *s, const char *purpose, const void *box,
    size_t n, unsigned char *out);

#endif
