#ifndef SERVER_AUTH_AUTH_FACTOR_INT_H
#define SERVER_AUTH_AUTH_FACTOR_INT_H

#include <stdint.h>

#include "common/err.h"
#include "server/auth/auth_factor_store.h"
#include "server/auth/auth_totp.h"

/* Between auth_factor.c and auth_factor_setup.c: seeds in clear. */
struct call;

/*
 * CONFIGURATION when the box does not open. The caller erases the seed
 * (sodium_memzero).
 */
enum err factor_open(struct call *c, int64_t account,
    const struct factor_box *box, unsigned char seed[TOTP_SEED]);
/* Sealed for the account, in the arena. */
enum err factor_close(struct call *c, int64_t account,
    const unsigned char seed[TOTP_SEED], struct factor_box *out);
#define FACTOR_HASH 65
/* What is stored of a backup code: keyed with the seed of the account. */
void factor_code_hash(int64_t account, const unsigned char seed[TOTP_SEED],
    const char *digits, char out[FACTOR_HASH]);

#endif
