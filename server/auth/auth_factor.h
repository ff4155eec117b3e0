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
	int64_t pending_until;
	int codes_left;
};

enum factor_verdict { FACTOR_WRONG, FACTOR_TOTP, FACTOR_BACKUP };

enum err factor_show(struct call *c, int64_t account, struct factor *out);
/*
 * Judges a code and uses it up. totp_only refuses backup codes. Needs the
 * savepoint. CONFIGURATION when the seed cannot be opened (wrong server key):
 * fails closed. A backup code leaves its audit row and tells the account.
 */
enum err factor_check(struct call *c, int64_t account, const char *code,
    bool totp_only, enum factor_verdict *out);
/* The policy wants a second factor for this account. */
enum err factor_required(
    struct call *c, int64_t account, bool is_admin, bool *out);
/* The policy wants a second factor for this account and it has none. */
enum err factor_missing(
    struct call *c, int64_t account, bool is_admin, bool *out);
/* Seed and codes are gone (admin reset, anonymising). */
enum err factor_erase(struct call *c, int64_t account);

/*
 * Backup codes: eight hexadecimal digits, shown as ABCD-1234. Reads what a
 * person typed, whatever its case, blanks and hyphens dropped.
 */
#define BACKUP_CODES 10
#define BACKUP_DIGITS 8
#define BACKUP_TEXT (BACKUP_DIGITS + 2) /* with the hyphen and NUL */
#define BACKUP_FEW 3			/* so many left: time for new ones */
bool backup_digits(const char *typed, char out[BACKUP_DIGITS + 1]);

#endif
