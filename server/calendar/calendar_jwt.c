/* JSON web tokens signed with RS256 (RFC 7515, 7518) through OpenSSL. */
#include "server/calendar/calendar_jwt.h"

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <string.h>

#include "common/buf.h"

#define KEY_BITS 2048
#define SIGNATURE_MAX 2048 /* bytes: a key of 16384 bits */

void
base64url_add(struct buf *b, const void *p, unsigned n)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789-_";
	const unsigned char *at = p;
	unsigned i, v;

	for (i = 0; i < n; i += 3) {
		v = (unsigned)at[i] << 16;
		v |= i + 1 < n ? (unsigned)at[i + 1] << 8 : 0;
		v |= i + 2 < n ? at[i + 2] : 0;
		buf_addc(b, digits[v >> 18 & 63]);
		buf_addc(b, digits[v >> 12 & 63]);
		if (i + 1 < n)
			buf_addc(b, digits[v >> 6 & 63]);
		if (i + 2 < n)
			buf_addc(b, digits[v & 63]);
	}
}

static int
no_passphrase(char *p, int size, int writing, void *arg)
{
	(void)p;
	(void)size;
	(void)writing;
	(void)arg;
	return -1;
}

static EVP_PKEY *
read_key(const char *pem)
{
	BIO *bio = BIO_new_mem_buf(pem, -1);
	EVP_PKEY *key;

	if (bio == NULL)
		return NULL;
	key = PEM_read_bio_PrivateKey(bio, NULL, no_passphrase, NULL);
	BIO_free(bio);
	if (key != NULL && (EVP_PKEY_get_base_id(key) != EVP_PKEY_RSA ||
			       EVP_PKEY_get_bits(key) < KEY_BITS)) {
		EVP_PKEY_free(key);
		return NULL;
	}
	return key;
}

bool
jwt_key_fits(const char *key_pem)
{
	EVP_PKEY *key = read_key(key_pem);

	EVP_PKEY_free(key);
	return key != NULL;
}

static bool
sign(EVP_PKEY *key, const struct buf *text, unsigned char *out, size_t *n)
{
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok = ctx != NULL &&
		  EVP_DigestSignInit(ctx, NULL, EVP_sha256(), NULL, key) == 1 &&
		  EVP_DigestSign(ctx, out, n, (const unsigned char *)text->p,
		      text->len) == 1;

	EVP_MD_CTX_free(ctx);
	return ok;
}

bool
jwt_sign(struct buf *b, const char *claims, const char *key_pem)
{
	static const char header[] = "{\"alg\":\"RS256\",\"typ\":\"JWT\"}";
	unsigned char signature[SIGNATURE_MAX];
	size_t n = sizeof(signature);
	EVP_PKEY *key = read_key(key_pem);
	bool ok;

	if (key == NULL)
		return false;
	base64url_add(b, header, sizeof(header) - 1);
	buf_addc(b, '.');
	base64url_add(b, claims, (unsigned)strlen(claims));
	ok = !b->full && sign(key, b, signature, &n);
	EVP_PKEY_free(key);
	if (!ok)
		return false;
	buf_addc(b, '.');
	base64url_add(b, signature, (unsigned)n);
	return !b->full;
}
