/* Codes of RFC 6238 with liboath. */
#include "server/auth/auth_totp.h"

#include <liboath/oath.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"

#define WINDOW 1 /* steps before and after */

void
totp_setup(void)
{
	if (oath_init() != OATH_OK)
		fatal("liboath does not start");
}

static bool
is_blank(char ch)
{
	return ch == ' ' || ch == '\t';
}

bool
totp_digits(const char *typed, char out[TOTP_CODE])
{
	int n = 0;

	for (; *typed != '\0'; typed++) {
		if (is_blank(*typed))
			continue;
		if (*typed < '0' || *typed > '9' || n == TOTP_DIGITS)
			return false;
		out[n++] = *typed;
	}
	out[n] = '\0';
	return n == TOTP_DIGITS;
}

bool
totp_match(const unsigned char seed[TOTP_SEED], int64_t seconds,
    const char *digits, int64_t *step)
{
	uint64_t counter = 0;
	int rc;

	if (seconds < TOTP_STEP_SECONDS || strlen(digits) != TOTP_DIGITS)
		return false; /* there is no step before the first */
	rc = oath_totp_validate3((const char *)seed, TOTP_SEED, (time_t)seconds,
	    TOTP_STEP_SECONDS, OATH_TOTP_DEFAULT_START_TIME, WINDOW, NULL,
	    &counter, digits);
	if (rc < 0)
		return false;
	*step = (int64_t)counter;
	return true;
}

void
totp_code(
    const unsigned char seed[TOTP_SEED], int64_t seconds, char out[TOTP_CODE])
{
	if (oath_totp_generate((const char *)seed, TOTP_SEED, (time_t)seconds,
		TOTP_STEP_SECONDS, OATH_TOTP_DEFAULT_START_TIME, TOTP_DIGITS,
		out) != OATH_OK)
		fatal("liboath computes no code");
}

void
totp_text(const unsigned char seed[TOTP_SEED], char out[TOTP_TEXT])
{
	char *text = NULL;
	size_t n = 0;

	if (oath_base32_encode((const char *)seed, TOTP_SEED, &text, &n) !=
		OATH_OK ||
	    n != TOTP_TEXT - 1)
		fatal("liboath encodes no seed");
	memcpy(out, text, TOTP_TEXT);
	sodium_memzero(text, n);
	free(text);
}

bool
totp_seed(const char *text, unsigned char out[TOTP_SEED])
{
	char *bytes = NULL;
	size_t n = 0;
	bool good;

	if (strlen(text) != TOTP_TEXT - 1)
		return false;
	good = oath_base32_decode(text, strlen(text), &bytes, &n) == OATH_OK &&
	       n == TOTP_SEED;
	if (good)
		memcpy(out, bytes, TOTP_SEED);
	if (bytes != NULL)
		sodium_memzero(bytes, n);
	free(bytes);
	return good;
}
