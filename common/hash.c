/* SHA-256 in one call, for keys and check sums. */
#include "common/hash.h"

#include <openssl/evp.h>

#include "common/log.h"
#include "common/str.h"

void
hash_sha256(const void *p, size_t n, unsigned char out[HASH_LEN])
{
	/* fails only when OpenSSL has no SHA-256 or no memory */
	if (EVP_Digest(n == 0 ? "" : p, n, out, NULL, EVP_sha256(), NULL) != 1)
		fatal("SHA-256 is not available");
}

void
hash_sha256_hex(const void *p, size_t n, char out[2 * HASH_LEN + 1])
{
	unsigned char raw[HASH_LEN];

	hash_sha256(p, n, raw);
	hex_encode(raw, sizeof(raw), out);
}
