#ifndef SERVER_NET_CERT_H
#define SERVER_NET_CERT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Makes sure that the data folder has a key (hub.key, 0600) and a self-signed
 * certificate for it (hub.crt, 0644): ECDSA P-256, 10 years, for localhost
 * and the name of the machine. Existing files are never replaced, because
 * clients have pinned the fingerprint. False and why when that fails.
 */
bool cert_ensure(const char *cert, const char *key, char *why, size_t size);

#endif
