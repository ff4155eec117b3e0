/* covers: QA-02 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "common/hash.h"

#include "common/str.h"

/* Test vectors of FIPS 180-4. */
static void
known_hashes(void **state)
{
	static const char *const row[][2] = {
		{ "", "e3b0c44298fc1c149afbf4c8996fb924"
		      "27ae41e4649b934ca495991b7852b855" },
		{ "abc", "ba7816bf8f01cfea414140de5dae2223"
			 "b00361a396177a9cb410ff61f20015ad" },
		{ "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
		    "248d6a61d20638b8e5c026930c3e6039"
		    "a33ce45964ff2167f6ecedd419db06c1" },
	};
	char hex[65];
	size_t i;

	(void)state;
	for (i = 0; i < 3; i++) {
		hash_sha256_hex(row[i][0], strlen(row[i][0]), hex);
		assert_string_equal(hex, row[i][1]);
	}
	hash_sha256_hex(NULL, 0, hex);
	assert_string_equal(hex, row[0][1]);
}

static void
million_bytes(void **state)
{
	char *a = malloc(1000000), hex[65];

	(void)state;
	assert_non_null(a);
	memset(a, 'a', 1000000);
	hash_sha256_hex(a, 1000000, hex);
	assert_string_equal(hex, "cdc76e5c9914fb9281a1c7e284d73e67"
				 "f1809a48a497200e046d39ccc7112cd0");
	free(a);
}

static void
raw_and_hex_agree(void **state)
{
	unsigned char raw[HASH_LEN], back[HASH_LEN];
	char hex[65];

	(void)state;
	hash_sha256("a\0b", 3, raw);
	hash_sha256_hex("a\0b", 3, hex);
	assert_true(hex_decode(hex, back, sizeof(back)));
	assert_memory_equal(raw, back, sizeof(raw));
	hash_sha256("a", 1, back);
	assert_memory_not_equal(raw, back, sizeof(raw));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(known_hashes),
		cmocka_unit_test(million_bytes),
		cmocka_unit_test(raw_and_hex_agree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
