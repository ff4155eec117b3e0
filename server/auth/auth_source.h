#ifndef SERVER_AUTH_AUTH_SOURCE_H
#define SERVER_AUTH_AUTH_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Where an attempt to sign in comes from (hub file B5), the first that
 * applies: "key:SHA256:..." (SSH key shown to sshd), "device:0123456789abcdef"
 * (mark of a known device), "uid:1000" (local user), "net:203.0.113.0/24" or
 * "net:2001:db8:1:200::/56".
 */
struct call;

#define AUTH_SOURCE_MAX 128

/*
 * Source of an attempt on the call's connection. account 0: the name is
 * unknown. device: the mark a client sent, or NULL.
 */
enum err auth_source(struct call *c, int64_t account, const char *device,
    char out[AUTH_SOURCE_MAX]);
/* Source of a device by the SHA-256 of its mark, hexadecimal. */
void auth_source_mark(const char *hash, char out[AUTH_SOURCE_MAX]);
/* "net:..." of an address; "net:?" when it is none. Pure. */
void auth_source_net(const char *remote, char out[AUTH_SOURCE_MAX]);

#endif
