/* Fingerprints of public keys. Used by the security centre and line mode. */
#include "tui/client/key_line.h"

#include <ctype.h>
#include <sodium.h>

#include "common/hash.h"
#include "common/str.h"

#define BLOB_MAX 8192 /* RSA with 16384 bits has 2 KiB */

/* Copies the next word; moves *s behind it. */
static bool
word(const char **s, char *out, size_t size)
{
	size_t n;

	while (isspace((unsigned char)**s))
		(*s)++;
	for (n = 0; (*s)[n] != '\0' && !isspace((unsigned char)(*s)[n]); n++)
		;
	if (n == 0 || n >= size)
		return false;
	memcpy(out, *s, n);
	out[n] = '\0';
	*s += n;
	return true;
}

/* The blob begins with the length and name of its type. */
static bool
blob_is(const unsigned char *blob, size_t n, const char *type)
{
	size_t len = strlen(type);

	return n > 4 + len && blob[0] == 0 && blob[1] == 0 &&
	       (size_t)blob[2] * 256 + blob[3] == len &&
	       memcmp(blob + 4, type, len) == 0;
}

static void
fingerprint(const unsigned char *blob, size_t n, char out[64])
{
	unsigned char hash[HASH_LEN];
	char text[sodium_base64_ENCODED_LEN(
	    HASH_LEN, sodium_base64_VARIANT_ORIGINAL_NO_PADDING)];

	hash_sha256(blob, n, hash);
	sodium_bin2base64(text, sizeof text, hash, sizeof hash,
	    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
	snprintf(out, 64, "SHA256:%s", text);
}

bool
key_line_read(const char *line, struct key_line *out)
{
	unsigned char blob[BLOB_MAX];
	char base64[BLOB_MAX];
	size_t n;

	if (!word(&line, out->type, sizeof out->type) ||
	    !word(&line, base64, sizeof base64) ||
	    sodium_base642bin(blob, sizeof blob, base64, strlen(base64), NULL,
		&n, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    !blob_is(blob, n, out->type))
		return false;
	fingerprint(blob, n, out->print);
	while (isspace((unsigned char)*line))
		line++;
	n = strcspn(line, "\r\n");
	if (n >= sizeof out->comment)
		n = sizeof out->comment - 1;
	memcpy(out->comment, line, n);
	out->comment[n] = '\0';
	return true;
}

const char *
key_type_short(const char *type)
{
	return str_starts(type, "ssh-") ? type + 4 : type;
}
