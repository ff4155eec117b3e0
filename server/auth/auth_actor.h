#ifndef SERVER_AUTH_AUTH_ACTOR_H
#define SERVER_AUTH_AUTH_ACTOR_H

#include <stdbool.h>
#include <stdint.h>

/* The cache of actors; auth_session.h is its public face. */
struct app;
struct actor;

/* What is in memory; NULL: not read yet. Disabled accounts are not active. */
const struct actor *auth_actor_known(
    struct app *app, int64_t account, bool *active);

#endif
