#ifndef SERVER_AUTH_AUTH_JSON_H
#define SERVER_AUTH_AUTH_JSON_H

#include <stdint.h>

#include "common/err.h"

struct call;
struct jw;

/* Members of a USER object into an open object. */
enum err auth_user_json(struct call *c, struct jw *w, int64_t account);

#endif
