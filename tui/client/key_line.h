#ifndef TUI_CLIENT_KEY_LINE_H
#define TUI_CLIENT_KEY_LINE_H

#include <stdbool.h>

/*
 * A public SSH key as it stands in a .pub file: "ssh-ed25519 AAAA... comment".
 * Read here only to show its fingerprint before it is sent; which keys are
 * taken is decided by the server.
 */
struct key_line {
	char type[48];
	char print[64]; /* "SHA256:..." as ssh-keygen -l shows it */
	char comment[128];
};

/* False: this is no key line (a private key, a cut one, something else). */
bool key_line_read(const char *line, struct key_line *out);
/* "ssh-ed25519" is "ed25519" for people. */
const char *key_type_short(const char *type);

#endif
