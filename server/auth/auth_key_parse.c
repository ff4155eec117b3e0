/* Reading public keys of SSH (RFC 4253 6.6, RFC 5656, RFC 8709, PROTOCOL.u2f).
 */
#include "server/auth/auth_key_parse.h"

#include <sodium.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "common/hash.h"
#include "common/str.h"

#define BLANKS " \t\r\n"
#define RSA_BITS_MIN 2048
#define RSA_BITS_MAX 16384
#define BYTES_MAX (KEY_BLOB_MAX / 4 * 3)

/* What is left of the inside of a key. */
struct inside {
	const unsigned char *p;
	size_t n;
};

struct piece {
	const unsigned char *p;
	size_t n;
};

/* A string or number: four bytes of length, then the bytes. */
static bool
take(struct inside *in, struct piece *out)
{
	size_t n;

	if (in->n < 4)
		return false;
	n = (size_t)in->p[0] << 24 | (size_t)in->p[1] << 16 |
	    (size_t)in->p[2] << 8 | in->p[3];
	if (n > in->n - 4)
		return false;
	out->p = in->p + 4;
	out->n = n;
	in->p += 4 + n;
	in->n -= 4 + n;
	return true;
}

static bool
is_text(const struct piece *s, const char *text)
{
	return s->n == strlen(text) && memcmp(s->p, text, s->n) == 0;
}

/* A positive number in its one form; bits counts without leading zeros. */
static bool
take_number(struct inside *in, struct piece *out, int *bits)
{
	unsigned char first;

	if (!take(in, out) || out->n == 0)
		return false;
	if (out->p[0] == 0) {
		if (out->n < 2 || (out->p[1] & 0x80) == 0)
			return false; /* a zero too many */
		out->p++;
		out->n--;
	} else if ((out->p[0] & 0x80) != 0)
		return false; /* negative */
	*bits = (int)(out->n - 1) * 8;
	for (first = out->p[0]; first != 0; first >>= 1)
		(*bits)++;
	return true;
}

static enum key_fault
read_rsa(struct inside *in, const char *curve)
{
	struct piece e, n;
	int e_bits, n_bits;

	(void)curve;
	if (!take_number(in, &e, &e_bits) || !take_number(in, &n, &n_bits))
		return KEY_BROKEN;
	/* an exponent of 1 hides nothing, an even number is no RSA key */
	if (e_bits < 2 || (e.p[e.n - 1] & 1) == 0 || (n.p[n.n - 1] & 1) == 0)
		return KEY_BROKEN;
	if (n_bits < RSA_BITS_MIN)
		return KEY_SHORT;
	return n_bits > RSA_BITS_MAX ? KEY_LONG : KEY_FINE;
}

static enum key_fault
read_ed25519(struct inside *in, const char *curve)
{
	struct piece key;

	(void)curve;
	return take(in, &key) && key.n == 32 ? KEY_FINE : KEY_BROKEN;
}

/* An uncompressed point, the only form OpenSSH knows. */
static enum key_fault
read_ecdsa(struct inside *in, const char *curve)
{
	struct piece name, point;
	size_t side = str_eq(curve, "nistp256")	  ? 32
		      : str_eq(curve, "nistp384") ? 48
						  : 66;

	if (!take(in, &name) || !is_text(&name, curve) || !take(in, &point))
		return KEY_BROKEN;
	return point.n == 1 + 2 * side && point.p[0] == 4 ? KEY_FINE
							  : KEY_BROKEN;
}

/* Keys inside a token name the application they were made for. */
static bool
take_application(struct inside *in)
{
	struct piece s;
	size_t i;

	if (!take(in, &s) || s.n == 0 || s.n > 255)
		return false;
	for (i = 0; i < s.n; i++)
		if (s.p[i] <= ' ' || s.p[i] > '~')
			return false;
	return true;
}

static const struct key_type {
	const char *name;
	enum key_fault (*read)(struct inside *in, const char *curve);
	const char *curve;
	bool token;
} types[] = {
	{ "ecdsa-sha2-nistp256", read_ecdsa, "nistp256", false },
	{ "ecdsa-sha2-nistp384", read_ecdsa, "nistp384", false },
	{ "ecdsa-sha2-nistp521", read_ecdsa, "nistp521", false },
	{ "sk-ecdsa-sha2-nistp256@openssh.com", read_ecdsa, "nistp256", true },
	{ "sk-ssh-ed25519@openssh.com", read_ed25519, NULL, true },
	{ "ssh-ed25519", read_ed25519, NULL, false },
	{ "ssh-rsa", read_rsa, NULL, false },
};

static const struct key_type *
find_type(const char *word, size_t n)
{
	size_t i;

	for (i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (strlen(types[i].name) == n &&
		    memcmp(types[i].name, word, n) == 0)
			return &types[i];
	return NULL;
}

static bool
ends_with(const char *word, size_t n, const char *tail)
{
	size_t m = strlen(tail);

	return n >= m && memcmp(word + n - m, tail, m) == 0;
}

/* Why the first word is no type of ours. */
static enum key_fault
why_not(const char *text)
{
	size_t n = strcspn(text, BLANKS);

	if (strstr(text, "PRIVATE KEY") != NULL)
		return KEY_PRIVATE;
	if (ends_with(text, n, "-cert-v01@openssh.com"))
		return KEY_CERTIFICATE;
	while (text[n] != '\0') {
		text += n + strspn(text + n, BLANKS);
		n = strcspn(text, BLANKS);
		if (find_type(text, n) != NULL)
			return KEY_OPTIONS;
	}
	return KEY_TYPE;
}

static enum key_fault
read_inside(const struct key_type *t, const unsigned char *p, size_t n)
{
	struct inside in = { p, n };
	struct piece name;
	enum key_fault f;

	if (!take(&in, &name) || !is_text(&name, t->name))
		return KEY_BROKEN;
	if ((f = t->read(&in, t->curve)) != KEY_FINE)
		return f;
	if (t->token && !take_application(&in))
		return KEY_BROKEN;
	return in.n == 0 ? KEY_FINE : KEY_BROKEN;
}

/* As ssh-keygen -l prints it. */
static void
fingerprint(const unsigned char *p, size_t n, char out[KEY_PRINT_LEN])
{
	unsigned char hash[HASH_LEN];

	hash_sha256(p, n, hash);
	memcpy(out, "SHA256:", 7);
	sodium_bin2base64(out + 7, KEY_PRINT_LEN - 7, hash, sizeof(hash),
	    sodium_base64_VARIANT_ORIGINAL_NO_PADDING);
}

static void
set_comment(struct key_text *out, const char *s)
{
	size_t n;

	s += strspn(s, BLANKS);
	n = strlen(s);
	while (n > 0 && strchr(BLANKS, s[n - 1]) != NULL)
		n--;
	out->comment = s;
	out->comment_len = n;
}

static bool
has_second_line(const char *text)
{
	const char *end = strchr(text, '\n');

	return end != NULL && end[strspn(end, BLANKS)] != '\0';
}

enum key_fault
key_parse(const char *text, struct key_text *out)
{
	unsigned char bytes[BYTES_MAX];
	const struct key_type *t;
	struct key_text k;
	enum key_fault f;
	size_t n, len;

	text += strspn(text, BLANKS);
	n = strcspn(text, BLANKS);
	if ((t = find_type(text, n)) == NULL)
		return why_not(text);
	if (has_second_line(text))
		return KEY_SEVERAL;
	text += n + strspn(text + n, BLANKS);
	n = strcspn(text, BLANKS);
	if (n == 0 || n > KEY_BLOB_MAX)
		return KEY_BROKEN;
	/* one spelling only: padded, no stray bits */
	if (sodium_base642bin(bytes, sizeof(bytes), text, n, NULL, &len, NULL,
		sodium_base64_VARIANT_ORIGINAL) != 0)
		return KEY_BROKEN;
	if ((f = read_inside(t, bytes, len)) != KEY_FINE)
		return f;
	k.type = t->name;
	memcpy(k.blob, text, n);
	k.blob[n] = '\0';
	fingerprint(bytes, len, k.fingerprint);
	set_comment(&k, text + n);
	*out = k;
	return KEY_FINE;
}
