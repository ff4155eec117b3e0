#ifndef TESTS_HARNESS_SIGNIN_H
#define TESTS_HARNESS_SIGNIN_H

#include <stdint.h>

#include "server/auth/auth_totp.h"
#include "tests/harness/held.h"

/* Accounts with passwords and second factors of the test's choice. */
#define SIGNIN_PASSWORD "kanarie-vogel-123"

/* Password SIGNIN_PASSWORD, hashed at the least cost; its id. */
int64_t signin_account(struct held *h, const char *name);
/* On at once, sealed with the key of the running core; no step used. */
void signin_factor(
    struct held *h, int64_t account, const unsigned char seed[TOTP_SEED]);
/* A backup code (eight digits, upper case) for such a factor. */
void signin_backup(struct held *h, int64_t account,
    const unsigned char seed[TOTP_SEED], const char *digits);
/*
 * Signs in on a new connection; with a code when one is asked for (NULL: stays
 * there). *hc may be NULL: the connection is closed again. The last answer,
 * valid until the next call.
 */
const char *signin(
    struct held *h, const char *name, const char *code, struct held_conn **hc);
/* The first step only: the connection waits for the code. */
struct held_conn *signin_first(
    struct held *h, const char *name, char challenge[33]);
/* The code of the held time, some steps later. */
const char *signin_code(const struct held *h,
    const unsigned char seed[TOTP_SEED], int steps, char out[TOTP_CODE]);

#endif
