/* Sealed boxes with libsodium. */
#include "server/settings/seal.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/xalloc.h"

#define KDF_CONTEXT "hubseal1" /* eight bytes, says the library */

struct seal {
	unsigned char key[crypto_aead_xchacha20poly1305_ietf_KEYBYTES];
	char id[SEAL_ID];
};

_Static_assert(
    SEAL_NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES &&
	SEAL_EXTRA == SEAL_NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES &&
	SECRET_BYTES == crypto_kdf_KEYBYTES,
    "sizes of libsodium");

struct seal *
seal_new(const unsigned char secret[SECRET_BYTES])
{
	struct seal *s = xcalloc(1, sizeof(*s));
	unsigned char id[crypto_kdf_BYTES_MIN];

	crypto_kdf_derive_from_key(
	    s->key, sizeof(s->key), 1, KDF_CONTEXT, secret);
	crypto_kdf_derive_from_key(id, sizeof(id), 2, KDF_CONTEXT, secret);
	hex_encode(id, (SEAL_ID - 1) / 2, s->id);
	return s;
}

struct seal *
seal_free(struct seal *s)
{
	if (s != NULL)
		sodium_memzero(s, sizeof(*s));
	free(s);
	return NULL;
}

const char *
seal_id(const struct seal *s)
{
	return s->id;
}

void
seal_close(const struct seal *s, const char *purpose, const void *plain,
    size_t n, unsigned char *out)
{
	randombytes_buf(out, SEAL_NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(out + SEAL_NONCE, NULL,
	    plain, n, (const unsigned char *)purpose, strlen(purpose), NULL,
	    out, s->key);
}

bool
seal_open(const struct seal *s, const char *purpose, const void *box, size_t n,
    unsigned char *out)
{
	const unsigned char *p = box;

	if (n < SEAL_EXTRA)
		return false;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL,
		p + SEAL_NONCE, n - SEAL_NONCE, (const unsigned char *)purpose,
		strlen(purpose), p, s->key) == 0)
		return true;
	sodium_memzero(out, n - SEAL_EXTRA);
	return false;
}
