#ifndef SERVER_AUTH_AUTH_KEY_PARSE_H
#define SERVER_AUTH_AUTH_KEY_PARSE_H

#include <stddef.h>

/*
 * Public keys of SSH as people paste them: "type base64 comment". Nothing in
 * front of the type and no certificate is taken; the inside of the key must
 * fit its type. No state.
 */
enum key_fault {
	KEY_FINE,
	KEY_PRIVATE,	 /* a private key was pasted */
	KEY_OPTIONS,	 /* options stand in front of the type */
	KEY_CERTIFICATE, /* signed keys answer to a CA, not to this hub */
	KEY_TYPE,	 /* unknown, or too weak as a kind (DSA) */
	KEY_SHORT,	 /* RSA below 2048 bits */
	KEY_LONG,	 /* RSA above 16384 bits */
	KEY_SEVERAL,	 /* more than one line */
	KEY_BROKEN,	 /* cut off or changed on its way */
};

#define KEY_BLOB_MAX 4096  /* characters of Base64 */
#define KEY_PRINT_LEN 51   /* "SHA256:" and 43 characters */
#define KEY_TEXT_MAX 16000 /* of a pasted key with its comment */

struct key_text {
	const char *type; /* constant */
	char blob[KEY_BLOB_MAX + 1];
	char fingerprint[KEY_PRINT_LEN];
	const char *comment; /* inside the text that was read, to its end */
	size_t comment_len;  /* without blanks at both ends */
};

/* *out is set on KEY_FINE only. */
enum key_fault key_parse(const char *text, struct key_text *out);

#endif
