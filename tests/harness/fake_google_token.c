/* Key and token address of the stand-in: the JWT is checked as Google does. */
#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/xalloc.h"
#include "tests/harness/fake_google_int.h"

#define GRANT "urn:ietf:params:oauth:grant-type:jwt-bearer"
#define EMAIL "hub@stand-in.iam.gserviceaccount.com"

void
fake_google_make_key(struct fake_google *g)
{
	BIO *bio = BIO_new(BIO_s_mem());
	char *pem;
	long n;
	json_t *o;

	g->key = EVP_RSA_gen(2048);
	PEM_write_bio_PKCS8PrivateKey(bio, g->key, NULL, NULL, 0, NULL, NULL);
	n = BIO_get_mem_data(bio, &pem);
	o = json_pack("{s:s, s:s, s:s%, s:s}", "type", "service_account",
	    "client_email", EMAIL, "private_key", pem, (size_t)n, "token_uri",
	    g->token_uri);
	g->key_json = json_dumps(o, JSON_COMPACT);
	json_decref(o);
	BIO_free(bio);
}

static bool
decode(const char *s, size_t n, unsigned char *out, size_t size, size_t *len)
{
	return sodium_base642bin(out, size, s, n, NULL, len, NULL,
		   sodium_base64_VARIANT_URLSAFE_NO_PADDING) == 0;
}

static bool
is_signed(struct fake_google *g, const char *jwt, const char *dot)
{
	unsigned char signature[512];
	size_t n;
	EVP_MD_CTX *ctx = EVP_MD_CTX_new();
	bool ok =
	    decode(
		dot + 1, strlen(dot + 1), signature, sizeof(signature), &n) &&
	    EVP_DigestVerifyInit(ctx, NULL, EVP_sha256(), NULL, g->key) == 1 &&
	    EVP_DigestVerify(ctx, signature, n, (const unsigned char *)jwt,
		(size_t)(dot - jwt)) == 1;

	EVP_MD_CTX_free(ctx);
	return ok;
}

static bool
claims_fit(struct fake_google *g, const char *part, size_t n)
{
	unsigned char text[2048];
	size_t len;
	json_t *o;
	json_int_t iat, exp;
	bool ok;

	if (!decode(part, n, text, sizeof(text), &len))
		return false;
	o = json_loadb((char *)text, len, 0, NULL);
	iat = json_integer_value(json_object_get(o, "iat"));
	exp = json_integer_value(json_object_get(o, "exp"));
	ok = str_eq(json_string_value(json_object_get(o, "iss")), EMAIL) &&
	     str_eq(
		 json_string_value(json_object_get(o, "aud")), g->token_uri) &&
	     str_eq(json_string_value(json_object_get(o, "scope")),
		 "https://www.googleapis.com/auth/calendar") &&
	     iat > 1000000000 && exp > iat && exp - iat <= 3600;
	json_decref(o);
	return ok;
}

static bool
header_fits(const char *part, size_t n)
{
	unsigned char text[256];
	size_t len;
	json_t *o;
	bool ok;

	if (!decode(part, n, text, sizeof(text), &len))
		return false;
	o = json_loadb((char *)text, len, 0, NULL);
	ok = str_eq(json_string_value(json_object_get(o, "alg")), "RS256");
	json_decref(o);
	return ok;
}

static bool
jwt_fits(struct fake_google *g, const char *jwt)
{
	const char *first = strchr(jwt, '.');
	const char *last = strrchr(jwt, '.');

	return first != NULL && last != first &&
	       header_fits(jwt, (size_t)(first - jwt)) &&
	       is_signed(g, jwt, last) &&
	       claims_fit(g, first + 1, (size_t)(last - first - 1));
}

void
fake_google_token(
    struct fake_google *g, const struct fake_request *rq, struct fake_reply *r)
{
	char *grant = fake_google_param(rq->body, "grant_type");
	char *jwt = fake_google_param(rq->body, "assertion");

	g->token_requests++;
	if (g->refuse_account || grant == NULL || jwt == NULL ||
	    !str_eq(grant, GRANT) || !jwt_fits(g, jwt)) {
		r->status = 400;
		buf_adds(&r->body, "{\"error\":\"invalid_grant\"}");
	} else {
		r->status = 200;
		buf_addf(&r->body,
		    "{\"access_token\":\"tok-%d\",\"expires_in\":3599,"
		    "\"token_type\":\"Bearer\"}",
		    ++g->access);
	}
	free(grant);
	free(jwt);
}
