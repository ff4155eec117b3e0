#ifndef SERVER_AUTH_AUTH_KEY_STORE_H
#define SERVER_AUTH_AUTH_KEY_STORE_H

#include "server/auth/auth_key.h"

/* SQL of SSH keys. Texts are in c->arena; id 0: no such row. */
enum err auth_key_store_insert(
    struct call *c, const struct auth_key *k, int64_t *id);
enum err auth_key_store_get(struct call *c, int64_t id, struct auth_key *out);
/* The live key of a fingerprint. */
enum err auth_key_store_live(
    struct call *c, const char *fingerprint, struct auth_key *out);
/* E_CONFLICT: changed meanwhile (version 0: not asked). */
enum err auth_key_store_rename(
    struct call *c, int64_t id, int64_t version, const char *name);
enum err auth_key_store_revoke(struct call *c, int64_t id, const char *by);
enum err auth_key_store_used(struct call *c, int64_t id);
enum err auth_key_store_count(struct call *c, int64_t account, int64_t *n);
enum err auth_key_store_list(
    struct call *c, int64_t account, struct auth_keys *out);
/* Live keys of active accounts; fingerprint NULL: all. */
enum err auth_key_store_authorized(struct call *c, const char *fingerprint,
    const struct auth_key_query *in, struct auth_keys *out);
/* Active account of a local user; 0: none. */
enum err auth_key_store_os_user(struct call *c, int64_t uid, int64_t *account);

#endif
