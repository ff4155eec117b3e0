#ifndef TESTS_HARNESS_DOORS_H
#define TESTS_HARNESS_DOORS_H

#include <stdbool.h>
#include <stdint.h>

#include "tests/harness/held.h"

/*
 * Signing in by password and code against the held core. Passwords are hashed
 * at the lowest cost, so that hundreds of sign-ins take no time.
 */

/* An account with a password; returns its id. */
int64_t door_account(struct held *h, const char *name, const char *password);
/* Turns the second factor on; the seed is made from the account. */
void door_factor(struct held *h, int64_t account);
/* The code of now, steps later (or earlier). */
void door_code(struct held *h, int64_t account, int steps, char out[7]);

/* Answer of a sign-in; texts live until the next call. */
struct door_answer {
	bool good;
	bool asks_code; /* challenge is set */
	char code[40];	/* "" when good */
	char challenge[33], device[65], token[65];
	int64_t retry_after;
	int64_t failed; /* count of "failed", 0 when absent */
	char line[4096];
};

/* On a connection of its own from an address; device may be NULL. */
struct door_answer door_login(struct held *h, const char *address,
    const char *name, const char *password, const char *device);
/* The same on an open connection. */
struct door_answer door_login_on(struct held_conn *hc, const char *name,
    const char *password, const char *device);
/*
 * As if the password had been right: the connection gets its challenge (or a
 * session, without a second factor), nothing is hashed.
 */
void door_admit(struct held_conn *hc, int64_t account, char challenge[33]);
struct door_answer door_verify(
    struct held_conn *hc, const char *challenge, const char *code);

#endif
