#ifndef SERVER_AUTH_AUTH_FACTOR_SETUP_H
#define SERVER_AUTH_AUTH_FACTOR_SETUP_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_totp.h"

/*
 * Setting up, changing and switching off the own second factor (hub file B4).
 * off -> pending (15 minutes) -> on; with a new set-up the seed in force stays
 * until the new one is confirmed. Everything here needs a session of its own.
 */
struct call;

#define FACTOR_PENDING_MS (15 * 60 * 1000)

/* What proves the person again. */
struct factor_proof {
	const char *password;
	const char *code; /* NULL: none */
};

struct factor_job; /* zeroed, on the heap; freed by rpc */
struct factor_job *factor_job_new(void);
/* FORBIDDEN without a session; CONFLICT for an account without password. */
enum err factor_prepare(
    struct call *c, const struct factor_proof *in, struct factor_job *job);
void factor_work(void *job);
void factor_drop(void *job);

struct factor_seed {
	char text[TOTP_TEXT]; /* Base32 */
	const char *uri;      /* otpauth://..., in the arena */
	int64_t expires_at;
};
/*
 * A new seed. CONFLICT while a factor is on and no code is given. Wrong
 * password or code: refused, counted.
 */
enum err factor_start(struct call *c, const struct factor_proof *in,
    const struct factor_job *job, struct factor_seed *out);

/* Shown once; texts as ABCD-1234. */
struct factor_codes {
	char text[BACKUP_CODES][BACKUP_TEXT];
};
/*
 * The pending seed is in force; other sessions end. INVALID_2FA leaves it
 * pending, CONFLICT when there is none (any more).
 */
enum err factor_confirm(
    struct call *c, const char *code, struct factor_codes *out);
/* Drops a pending seed; fine when there is none. */
enum err factor_cancel(struct call *c);
/* Off: seed and codes erased, other sessions end. CONFLICT when it is off. */
enum err factor_disable(struct call *c, const struct factor_proof *in,
    const struct factor_job *job);
/* New backup codes; backup codes do not prove it. CONFLICT when it is off. */
enum err factor_renew(struct call *c, const struct factor_proof *in,
    const struct factor_job *job, struct factor_codes *out);
/* Text for authenticator apps, in the arena. */
const char *factor_uri(
    struct call *c, const char *name, const char seed[TOTP_TEXT]);

#endif
