#ifndef SERVER_AUTH_AUTH_TOTP_H
#define SERVER_AUTH_AUTH_TOTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Time-based codes (RFC 6238, hub file B4): SHA-1, six digits, 30 seconds,
 * one step before and one after the present. Arithmetic only, no state.
 */
#define TOTP_SEED 20 /* bytes */
#define TOTP_TEXT 33 /* a seed in Base32 and NUL */
#define TOTP_DIGITS 6
#define TOTP_CODE (TOTP_DIGITS + 1)
#define TOTP_STEP_SECONDS 30

/* Starts the library; once, before any thread. */
void totp_setup(void);
/*
 * The six digits of what a person typed; blanks between them are dropped.
 * False for anything else, seven or eight digits included: the library would
 * take those too.
 */
bool totp_digits(const char *typed, char out[TOTP_CODE]);
/*
 * True when the digits belong to the step of this time (seconds since 1970)
 * or to one of its neighbours; *step is the one they belong to.
 */
bool totp_match(const unsigned char seed[TOTP_SEED], int64_t seconds,
    const char *digits, int64_t *step);
/* The code of a time. */
void totp_code(
    const unsigned char seed[TOTP_SEED], int64_t seconds, char out[TOTP_CODE]);
/* Base32, upper case, without padding. */
void totp_text(const unsigned char seed[TOTP_SEED], char out[TOTP_TEXT]);
/* Back from Base32 (32 characters). */
bool totp_seed(const char *text, unsigned char out[TOTP_SEED]);

#endif
