#ifndef SERVER_AUTH_AUTH_H
#define SERVER_AUTH_AUTH_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Signing in and out (hub file B1, B2): rate limit, lock, password, second
 * factor; sessions that survive a restart.
 */
struct call;
struct actor;
struct jw;

struct auth_login {
	const char *name;
	const char *password;
	int language; /* 0 de, 1 en, 2: keep */
	const char *client;
	const char *device; /* mark told at an earlier sign-in, or NULL */
};

struct auth_ticket {
	char token[65];
	int64_t session; /* 0: a code is asked for, see challenge */
	int64_t account;
	int64_t expires_at, idle_ends_at;
	char challenge[33];
	int64_t challenge_until;
	char device[65];      /* new mark of this device, or "" */
	int failed;	      /* failures since the last success */
	int64_t failed_since; /* the first of them */
	bool tells_codes;     /* a backup code was used */
	int codes_left;
};

/* Second factor asked for on a connection: between login and verify_code. */
struct auth_challenge {
	int64_t account;
	char id[33];
	int64_t until;	  /* wall, five minutes */
	int tries;	  /* charged at once, never given back */
	char source[128]; /* of the sign-in (B5) */
	int64_t ssh_key;  /* that proved the person, or 0 */
	int language;
	uint64_t password; /* mark of the hash that was right */
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
 * MAINTENANCE for others than admins; UNAUTHENTICATED when the peer is gone.
 */
enum err auth_admit(struct call *c, int64_t account, const struct auth_proof *p,
    struct auth_ticket *out);
/* Answers the challenge of this connection. */
enum err auth_verify_code(struct call *c, const char *challenge,
    const char *code, struct auth_ticket *out);

/*
 * Takes a token of the buckets for signing in (B6): per place and name, and
 * per place. name may be "" when it is not known.
 */
enum err auth_charge(struct call *c, const char *name);

struct auth_login_job; /* zeroed, on the heap; freed by rpc */
struct auth_login_job *auth_login_job_new(void);
enum err auth_login_prepare(
    struct call *c, const struct auth_login *in, struct auth_login_job *job);
void auth_login_work(void *job);
void auth_login_drop(void *job);
/* Opens a session; a failure is refused and leaves its rows. */
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
/*
 * A wrong old password counts like a failed sign-in. The session stays under
 * a new token, which is told once.
 */
enum err auth_change_finish(
    struct call *c, const struct auth_change_job *job, char token[65]);

/* Password or code again before a heavy change. */
struct auth_step_up {
	const char *password, *code;
};
struct auth_step_up_job;
struct auth_step_up_job *auth_step_up_job_new(void);
enum err auth_step_up_prepare(struct call *c, const struct auth_step_up *in,
    struct auth_step_up_job *job);
void auth_step_up_work(void *job);
void auth_step_up_drop(void *job);
enum err auth_step_up_finish(struct call *c, const struct auth_step_up *in,
    const struct auth_step_up_job *job, int64_t *until);

/* An open session as its owner and admins see it. */
struct auth_session_row {
	int64_t id, created_at, last_seen_at, expires_at;
	const char *remote, *client, *transport;
	const char *key; /* name of the SSH key that opened it, or NULL */
};
struct auth_sessions {
	struct auth_session_row *row;
	int n;
};
/* Open sessions of an account, the last used first. */
enum err auth_sessions(
    struct call *c, int64_t account, struct auth_sessions *out);
/* Ends a session of the caller; NOT_FOUND when it is none of his. */
enum err auth_revoke_session(struct call *c, int64_t session);
enum err auth_revoke_others(struct call *c, int *closed);

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
/* The name as accounts store it. In the arena. */
const char *auth_fold(struct call *c, const char *name);
/* Language and client of the connection. */
void auth_hello(struct call *c, int language, const char *client);

#endif
