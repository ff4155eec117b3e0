#ifndef SERVER_USERS_USERS_JSON_H
#define SERVER_USERS_USERS_JSON_H

#include "common/err.h"

/* Accounts as JSON; for users_rpc*.c. */
struct call;
struct jw;
struct users_row;

/* Members of a ROW into an open object. */
void users_row_json(struct jw *w, const struct users_row *u);
/* "user": ROW into the reply. */
enum err users_reply(struct call *c, int64_t id);

#endif
