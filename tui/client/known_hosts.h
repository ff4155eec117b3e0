#ifndef TUI_CLIENT_KNOWN_HOSTS_H
#define TUI_CLIENT_KNOWN_HOSTS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Certificates accepted before: one line "host:port sha256 FINGERPRINT" per
 * server, # starts a comment. Fingerprints are 64 lower-case hex digits of the
 * SHA-256 of the certificate.
 */
#define FINGERPRINT_LEN 65

/*
 * Fingerprint of server in text; false when it is not listed. The last line
 * of a server counts; lines that make no sense are skipped.
 */
bool known_hosts_find(
    const char *text, const char *server, char out[FINGERPRINT_LEN]);
/*
 * text with the line of server added or replaced; owner frees. Comments and
 * other lines are kept.
 */
char *known_hosts_set(
    const char *text, const char *server, const char *fingerprint);
/*
 * What people paste: with or without colons, "sha256:" in front, any case; or
 * as ssh-keygen prints it, "SHA256:" and Base64. False when it is no
 * fingerprint.
 */
bool fingerprint_parse(const char *s, char out[FINGERPRINT_LEN]);
/* Hex digits as ssh-keygen prints them: "SHA256:..."; returns out. */
#define FINGERPRINT_SHOWN 51
const char *fingerprint_ssh(const char *hex, char out[FINGERPRINT_SHOWN]);

#endif
