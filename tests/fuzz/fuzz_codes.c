/* Any text typed as a code: six digits, eight hexadecimal ones, or nothing. */
#include <assert.h>
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "server/auth/auth_factor.h"
#include "server/auth/auth_totp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const unsigned char seed[TOTP_SEED] = "12345678901234567890";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1), digits[TOTP_CODE];
	char backup[BACKUP_DIGITS + 1];
	int64_t step = -1;
	size_t i;

	if (text == NULL)
		abort();
	memcpy(text, data, size);
	text[size] = '\0';
	if (totp_digits(text, digits)) {
		assert(strlen(digits) == TOTP_DIGITS);
		for (i = 0; i < TOTP_DIGITS; i++)
			assert(isdigit((unsigned char)digits[i]));
		if (totp_match(seed, 1111111109, digits, &step))
			assert(step >= 37037035 && step <= 37037037);
		assert(!backup_digits(text, backup)); /* too short for it */
	}
	if (backup_digits(text, backup)) {
		assert(strlen(backup) == BACKUP_DIGITS);
		for (i = 0; i < BACKUP_DIGITS; i++)
			assert(isxdigit((unsigned char)backup[i]) &&
			       !islower((unsigned char)backup[i]));
	}
	free(text);
	return 0;
}
