#ifndef SERVER_USERS_USERS_STORE_H
#define SERVER_USERS_USERS_STORE_H

#include "server/users/users.h"

/* SQL of accounts. */
struct users_new {
	const char *name, *display, *hash;
	bool admin, active, placeholder, must_change_password;
};

enum err users_store_insert(
    struct call *c, const struct users_new *u, int64_t *id);
enum err users_store_role(struct call *c, int64_t id, const char *role);
/* 0 when there is no such name. */
enum err users_store_id(struct call *c, const char *name, int64_t *id);
/* Accounts that can sign in. */
enum err users_store_count(struct call *c, int64_t *n);
enum err users_store_list(
    struct call *c, const struct users_list *in, struct users_rows *out);

#endif
