#ifndef SERVER_CALENDAR_CALENDAR_JWT_H
#define SERVER_CALENDAR_CALENDAR_JWT_H

#include <stdbool.h>
#include <stdint.h>

struct buf;

/* base64url without padding, added to b. */
void base64url_add(struct buf *b, const void *p, unsigned n);
/* header.claims.signature (RS256) into the empty b; false: a bad key. */
bool jwt_sign(struct buf *b, const char *claims, const char *key_pem);
/* The key can be read and is an RSA key of at least 2048 bits. */
bool jwt_key_fits(const char *key_pem);

#endif
