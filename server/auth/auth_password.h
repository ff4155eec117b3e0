#ifndef SERVER_AUTH_AUTH_PASSWORD_H
#define SERVER_AUTH_AUTH_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Passwords (hub file B3): Argon2id at the interactive limits. Slow: workers
 * and the start of the server only. Callers pass NFC text.
 */
#define PASSWORD_HASH_MAX 128 /* crypto_pwhash_STRBYTES */

bool password_hash(const char *password, char out[PASSWORD_HASH_MAX]);
/*
 * One hash computation in every case; hash may be NULL (unknown name) or
 * without a known prefix (refused). Imported bcrypt hashes ($2a$, $2b$) are
 * verified, input of more than 72 bytes refused against them.
 */
bool password_verify(const char *hash, const char *password);
/* A hash of an older kind or with lower limits: replace it when it is right. */
bool password_is_old(const char *hash);
/*
 * Rule for a new password: NULL when fine, else the reason. name: of the
 * account, compared ignoring case.
 */
const char *password_fault(const char *password, const char *name, bool german);

#endif
