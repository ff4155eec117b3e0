/* The known-hosts file of the TLS client: reading and changing its text. */
#include "tui/client/known_hosts.h"

#include <ctype.h>
#include <sodium.h>
#include <stdint.h>
#include <strings.h>

#include "common/buf.h"
#include "common/str.h"
#include "common/xalloc.h"

#define KNOWN_HOSTS_MAX (1u << 20)

#define BASE64 sodium_base64_VARIANT_ORIGINAL_NO_PADDING

const char *
fingerprint_ssh(const char *hex, char out[FINGERPRINT_SHOWN])
{
	unsigned char bytes[FINGERPRINT_LEN / 2];
	size_t n = 0;

	(void)sodium_hex2bin(bytes, sizeof(bytes), hex, strlen(hex), NULL, &n,
	    NULL); /* ours: always valid */
	memcpy(out, "SHA256:", 7);
	sodium_bin2base64(out + 7, FINGERPRINT_SHOWN - 7, bytes, n, BASE64);
	return out;
}

/* "SHA256:" and 43 characters of Base64, as ssh-keygen prints it. */
static bool
parse_ssh(const char *s, char out[FINGERPRINT_LEN])
{
	unsigned char bytes[FINGERPRINT_LEN / 2];
	size_t n;

	if (!str_starts(s, "SHA256:") || strlen(s) != FINGERPRINT_SHOWN - 1 ||
	    sodium_base642bin(bytes, sizeof(bytes), s + 7, strlen(s) - 7, NULL,
		&n, NULL, BASE64) != 0 ||
	    n != sizeof(bytes))
		return false;
	hex_encode(bytes, n, out);
	return true;
}

bool
fingerprint_parse(const char *s, char out[FINGERPRINT_LEN])
{
	char hex[FINGERPRINT_LEN];
	size_t n = 0;

	if (parse_ssh(s, out))
		return true;
	if (strncasecmp(s, "sha256:", 7) == 0)
		s += 7;
	for (; *s != '\0'; s++) {
		if (*s == ':')
			continue;
		if (n == FINGERPRINT_LEN - 1 || !isxdigit((unsigned char)*s))
			return false;
		hex[n++] = (char)tolower((unsigned char)*s);
	}
	if (n != FINGERPRINT_LEN - 1)
		return false;
	hex[n] = '\0';
	memcpy(out, hex, sizeof(hex));
	return true;
}

/* Next blank-separated word of [*p, end); false at the end of the line. */
static bool
next_word(const char **p, const char *end, const char **word, size_t *n)
{
	while (*p < end && (**p == ' ' || **p == '\t' || **p == '\r'))
		(*p)++;
	*word = *p;
	while (*p < end && **p != ' ' && **p != '\t' && **p != '\r')
		(*p)++;
	*n = (size_t)(*p - *word);
	return *n > 0;
}

/* One line: is it about server, and which fingerprint does it name? */
static bool
line_matches(const char *line, const char *end, const char *server,
    char out[FINGERPRINT_LEN])
{
	const char *host, *kind, *print;
	size_t n_host, n_kind, n_print;
	char text[2 * FINGERPRINT_LEN];

	if (!next_word(&line, end, &host, &n_host) || *host == '#' ||
	    !next_word(&line, end, &kind, &n_kind) ||
	    !next_word(&line, end, &print, &n_print))
		return false;
	if (n_host != strlen(server) || strncasecmp(host, server, n_host) != 0)
		return false;
	if (n_kind != 6 || strncasecmp(kind, "sha256", 6) != 0 ||
	    n_print >= sizeof(text))
		return false;
	memcpy(text, print, n_print);
	text[n_print] = '\0';
	return fingerprint_parse(text, out);
}

static const char *
line_end(const char *line)
{
	const char *end = strchr(line, '\n');

	return end != NULL ? end : line + strlen(line);
}

bool
known_hosts_find(
    const char *text, const char *server, char out[FINGERPRINT_LEN])
{
	bool found = false;
	const char *end;

	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = line_end(text);
		if (line_matches(text, end, server, out))
			found = true;
	}
	return found;
}

char *
known_hosts_set(const char *text, const char *server, const char *fingerprint)
{
	char old[FINGERPRINT_LEN];
	const char *end;
	struct buf b;

	buf_init(&b, KNOWN_HOSTS_MAX);
	for (; *text != '\0'; text = *end == '\0' ? end : end + 1) {
		end = line_end(text);
		if (line_matches(text, end, server, old))
			continue;
		buf_add(&b, text, (size_t)(end - text));
		buf_addc(&b, '\n');
	}
	buf_addf(&b, "%s sha256 %s\n", server, fingerprint);
	return buf_take(&b);
}
