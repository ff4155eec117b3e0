#ifndef SERVER_AUTH_AUTH_FACTOR_H
#define SERVER_AUTH_AUTH_FACTOR_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * The second factor of an account (hub file B4): TOTP steps and backup codes,
 * each good once.
 */
struct call;

struct factor {
	bool on;
	int64_t enabled_at;
	bool pending; /* being set up */
	int codes_left;
};

enum factor_verdict { FACTOR_WRONG, FACTOR_TOTP, FACTOR_BACKUP };

enum err factor_show(struct call *c, int64_t account, struct factor *out);
/*
 * Judges a code and uses it up. totp_only refuses backup codes. Needs the
 * savepoint. CONFIGURATION when the seed cannot be opened (wrong server key):
 * fails closed.
 */
enum err factor_check(struct call *c, int64_t account, const char *code,
    bool totp_only, enum factor_verdict *out);
/* The policy wants a second factor for this account and it has none. */
enum err factor_missing(
    struct call *c, int64_t account, bool is_admin, bool *out);
/* Seed and codes are gone (admin reset, anonymising). */
enum err factor_erase(struct call *c, int64_t account);

#endif
