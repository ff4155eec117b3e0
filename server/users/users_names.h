#ifndef SERVER_USERS_USERS_NAMES_H
#define SERVER_USERS_USERS_NAMES_H

#include <stdbool.h>

/*
 * A name that a new account may have (hub file C2), folded: 2 to 50 lower case
 * letters incl. umlauts, digits, . _ -, beginning with letter or digit.
 * Imports have brought others; those stay.
 */
bool users_is_name(const char *name);
/* A functional role. */
bool users_is_role(const char *role);

#endif
