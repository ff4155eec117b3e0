#ifndef SERVER_USERS_USERS_H
#define SERVER_USERS_USERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/err.h"

/* Accounts, as other features see them (hub file B3, C2). */
struct call;

/*
 * USERLIST and ADMIN_USERS: creates missing accounts while there is none yet
 * (hub file B3). Hashes at once: only at the start of the server.
 */
enum err users_first_start(struct call *c);
/*
 * Whether every entry of a USERLIST may become an account; why names the
 * entry, never its password.
 */
bool users_check_list(const char *list, char *why, size_t size);
/* Name shown to people: profile name, else made from the login name (A1). */
const char *users_display(
    struct call *c, const char *name, const char *display);

#endif
