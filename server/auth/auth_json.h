#ifndef SERVER_AUTH_AUTH_JSON_H
#define SERVER_AUTH_AUTH_JSON_H

#include <stdint.h>

#include "common/err.h"

struct call;
struct jw;
struct auth_ticket;

/* Members of a USER object into an open object. */
enum err auth_user_json(struct call *c, struct jw *w, int64_t account);
/* Answer of a sign-in: LOGIN of the protocol. */
enum err auth_ticket_json(struct call *c, const struct auth_ticket *t);

#endif
