/* Codes of RFC 6238: vectors, window and form of the input (hub file G9). */
/* covers: SEC-01 SEC-13 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "server/auth/auth_factor.h"
#include "server/auth/auth_totp.h"

static const unsigned char seed[TOTP_SEED] = "12345678901234567890";

/* RFC 6238, appendix B, column SHA-1; the last six digits count. */
static const struct vector {
	int64_t seconds, step;
	const char *eight, *six;
} vectors[] = {
	{ 59, 1, "94287082", "287082" },
	{ 1111111109, 37037036, "07081804", "081804" },
	{ 1111111111, 37037037, "14050471", "050471" },
	{ 1234567890, 41152263, "89005924", "005924" },
	{ 2000000000, 66666666, "69279037", "279037" },
	{ 20000000000, 666666666, "65353130", "353130" },
};
#define N_VECTORS (sizeof(vectors) / sizeof(vectors[0]))

static void
vectors_of_the_standard(void **state)
{
	char code[TOTP_CODE];
	int64_t step;
	size_t i;

	(void)state;
	for (i = 0; i < N_VECTORS; i++) {
		const struct vector *v = &vectors[i];

		totp_code(seed, v->seconds, code);
		assert_string_equal(code, v->six);
		assert_string_equal(code, v->eight + 2);
		step = -1;
		assert_true(totp_match(seed, v->seconds, v->six, &step));
		assert_int_equal(step, v->step);
		/* its window: from the step before to the step after */
		assert_true(
		    totp_match(seed, (v->step + 2) * 30 - 1, v->six, &step));
		assert_int_equal(step, v->step);
		assert_false(
		    totp_match(seed, (v->step + 2) * 30, v->six, &step));
		if (v->step < 2)
			continue;
		assert_true(
		    totp_match(seed, (v->step - 1) * 30, v->six, &step));
		assert_int_equal(step, v->step);
		assert_false(
		    totp_match(seed, (v->step - 1) * 30 - 1, v->six, &step));
	}
}

static void
one_step_before_and_after(void **state)
{
	static const struct {
		const char *code;
		int64_t step; /* -1: refused */
	} at75[] = { { "287082", 1 }, { "359152", 2 }, { "969429", 3 },
		{ "755224", -1 }, { "338314", -1 }, { "000000", -1 } };
	int64_t step;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(at75) / sizeof(at75[0]); i++) {
		step = -1;
		assert_int_equal(totp_match(seed, 75, at75[i].code, &step),
		    at75[i].step >= 0);
		assert_int_equal(step, at75[i].step);
	}
	/* before the first step there is none to look at */
	assert_false(totp_match(seed, 0, "755224", &step));
	assert_false(totp_match(seed, -75, "755224", &step));
}

static void
six_digits_and_nothing_else(void **state)
{
	static const struct {
		const char *typed, *digits; /* NULL: refused */
	} rows[] = { { "081804", "081804" }, { "081 804", "081804" },
		{ " 0 8 1 8 0 4\t", "081804" }, { "81804", NULL },
		{ "07081804", NULL }, { "7081804", NULL }, { "", NULL },
		{ "      ", NULL }, { "08180a", NULL }, { "-81804", NULL },
		{ "+081804", NULL }, { "081804\n", NULL }, { "0x1804", NULL },
		{ "081-804", NULL }, { "٠٨١٨٠٤", NULL },
		{ "081804 081804", NULL } };
	char digits[TOTP_CODE];
	int64_t step;
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(
		    totp_digits(rows[i].typed, digits), rows[i].digits != NULL);
		if (rows[i].digits != NULL)
			assert_string_equal(digits, rows[i].digits);
	}
	/* not even past the check of the form */
	assert_false(totp_match(seed, 1111111109, "07081804", &step));
	assert_false(totp_match(seed, 1111111109, "7081804", &step));
	assert_false(totp_match(seed, 1111111109, "81804", &step));
}

static void
seeds_as_text(void **state)
{
	static const char text[] = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
	unsigned char back[TOTP_SEED];
	char out[TOTP_TEXT];

	(void)state;
	totp_text(seed, out);
	assert_string_equal(out, text);
	assert_true(totp_seed(text, back));
	assert_memory_equal(back, seed, TOTP_SEED);
	assert_false(totp_seed("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ", back));
	assert_false(totp_seed("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJ1", back));
	assert_false(totp_seed("", back));
}

static void
backup_codes_as_typed(void **state)
{
	static const struct {
		const char *typed, *digits;
	} rows[] = { { "0f3a9c1b", "0F3A9C1B" }, { "0F3A-9C1B", "0F3A9C1B" },
		{ " 0f3a 9c1b ", "0F3A9C1B" }, { "0-f-3-a9c1b-", "0F3A9C1B" },
		{ "0f3a9c1", NULL }, { "0f3a9c1b0", NULL }, { "", NULL },
		{ "0g3a9c1b", NULL }, { "0f3a_9c1b", NULL },
		{ "0f3a9c1b\n", NULL } };
	char digits[BACKUP_DIGITS + 1];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		assert_int_equal(backup_digits(rows[i].typed, digits),
		    rows[i].digits != NULL);
		if (rows[i].digits != NULL)
			assert_string_equal(digits, rows[i].digits);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(vectors_of_the_standard),
		cmocka_unit_test(one_step_before_and_after),
		cmocka_unit_test(six_digits_and_nothing_else),
		cmocka_unit_test(seeds_as_text),
		cmocka_unit_test(backup_codes_as_typed),
	};

	totp_setup();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
