#ifndef SERVER_AUTH_AUTH_H
#define SERVER_AUTH_AUTH_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Signing in and out (hub file B1, B2), first form: password, sessions that
 * survive a restart. Second factors, lockout and SSH come on top of it.
 */
struct call;
struct actor;
struct jw;

struct auth_login {
	const char *name;
	const char *password;
	int language; /* 0 de, 1 en, 2: keep */
	const char *client;
};

/* Input of the worker; freed by rpc. */
struct auth_login_job {
	int64_t account;
	char *hash;
	char *password;
	bool good; /* result */
};

struct auth_ticket {
	char token[65];
	int64_t session; /* 0: a code is asked for, see challenge */
	int64_t account;
	int64_t expires_at, idle_ends_at;
	char challenge[33];
	int64_t challenge_until;
};

/* Second factor asked for on a connection: between login and verify_code. */
struct auth_challenge {
	int64_t account;
	char id[33];
	int64_t until; /* wall, five minutes */
	int tries;
	char source[128]; /* of the sign-in (B5) */
	int64_t ssh_key;  /* that proved the person, or 0 */
	int language;
};
/* Accepts NULL, returns NULL. */
struct auth_challenge *auth_challenge_free(struct auth_challenge *ch);

/* What proved the person before a second factor is asked. */
struct auth_proof {
	const char *source; /* of the attempt, for lockout (B5) */
	int64_t ssh_key;    /* 0: a password or the local user */
	int language;	    /* as in auth_login */
};
/*
 * The person is proven: opens a session, or asks for the code when the
 * account has a second factor (a key counts as one when the setting says so).
 */
enum err auth_admit(struct call *c, int64_t account, const struct auth_proof *p,
    struct auth_ticket *out);

/* Zeroed, on the heap. */
struct auth_login_job *auth_login_job_new(void);
enum err auth_login_prepare(
    struct call *c, const struct auth_login *in, struct auth_login_job *job);
void auth_login_work(void *job);
void auth_login_drop(void *job);
/* Opens a session; a failure is refused and audited. */
enum err auth_login_finish(struct call *c, const struct auth_login *in,
    const struct auth_login_job *job, struct auth_ticket *out);
/* Continues the session of a token on this connection. */
enum err auth_resume(
    struct call *c, const char *token, struct auth_ticket *out);
enum err auth_logout(struct call *c);

/* The own password; all other sessions of the account end. */
struct auth_change {
	const char *old, *fresh, *repeat;
};
struct auth_change_job; /* zeroed, on the heap; freed by rpc */
struct auth_change_job *auth_change_job_new(void);
/* FORBIDDEN without a session; VALIDATION by the rule for passwords. */
enum err auth_change_prepare(
    struct call *c, const struct auth_change *in, struct auth_change_job *job);
void auth_change_work(void *job);
void auth_change_drop(void *job);
/* A wrong old password is refused and audited. */
enum err auth_change_finish(struct call *c, const struct auth_change_job *job);

/* Operators of a demo database: a session without a password. */
enum err auth_demo(struct call *c, const char *name, struct auth_ticket *out);
/* Operators: act as an account on this connection; empty name ends it. */
enum err auth_assume(struct call *c, const char *name);
/* Account of a name as actor, or NOT_FOUND. */
enum err auth_user(struct call *c, int64_t account, const struct actor **out,
    const char ***roles, const char **language);
/*
 * Name shown to people: the profile's, else the text before the first dot of
 * the login name, hyphenated parts capitalised (hub file A1). In the arena.
 */
struct arena;
const char *auth_display(
    struct arena *a, const char *name, const char *display);
/* Language and client of the connection. */
void auth_hello(struct call *c, int language, const char *client);

#endif
