/* The second factor of an account: judging codes, the policy. */
#include "server/auth/auth_factor.h"

#include <ctype.h>
#include <sodium.h>
#include <stdio.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/audit/audit.h"
#include "server/auth/auth_factor_int.h"
#include "server/auth/auth_store.h"
#include "server/core/due_tasks.h"
#include "server/core/reseal.h"
#include "server/notify/notify.h"
#include "server/settings/seal.h"
#include "server/settings/settings.h"

#define PURPOSE_MAX 32
#define BOX (TOTP_SEED + SEAL_EXTRA)

static void
purpose_of(int64_t account, char out[PURPOSE_MAX])
{
	snprintf(out, PURPOSE_MAX, "totp:%lld", (long long)account);
}

enum err
factor_open(struct call *c, int64_t account, const struct factor_box *box,
    unsigned char seed[TOTP_SEED])
{
	char purpose[PURPOSE_MAX];

	purpose_of(account, purpose);
	if (c->app->seal_next != NULL)
		return call_fail(c, E_NOT_READY);
	if (box->n == BOX &&
	    seal_open(c->app->seal, purpose, box->p, box->n, seed))
		return OK;
	log_error(&c->log,
	    "second factor of account %lld: the server key does not open it",
	    (long long)account);
	return call_fail_text(c, E_CONFIGURATION, "%s",
	    call_tr(c,
		"Der zweite Faktor dieses Kontos lässt sich nicht prüfen: "
		"der Schlüssel des Servers passt nicht. Bitte einen Admin "
		"verständigen",
		"The second factor of this account cannot be checked: the "
		"key of the server does not fit. Please contact an admin"));
}

enum err
factor_close(struct call *c, int64_t account,
    const unsigned char seed[TOTP_SEED], struct factor_box *out)
{
	unsigned char *box = arena_alloc(c->arena, BOX);
	char purpose[PURPOSE_MAX];

	if (c->app->seal_next != NULL)
		return call_fail(c, E_NOT_READY);
	purpose_of(account, purpose);
	seal_close(c->app->seal, purpose, seed, TOTP_SEED, box);
	out->p = box;
	out->n = BOX;
	return OK;
}

void
factor_code_hash(int64_t account, const unsigned char seed[TOTP_SEED],
    const char *digits, char out[FACTOR_HASH])
{
	unsigned char hash[(FACTOR_HASH - 1) / 2];
	char text[64];
	int n = snprintf(
	    text, sizeof(text), "backup:%lld:%s", (long long)account, digits);

	/* 32 bits are guessed at once without the key, which is sealed */
	if (crypto_generichash(hash, sizeof(hash), (const unsigned char *)text,
		(size_t)n, seed, TOTP_SEED) != 0)
		fatal("libsodium hashes no backup code");
	hex_encode(hash, sizeof(hash), out);
	sodium_memzero(text, sizeof(text));
}

bool
backup_digits(const char *typed, char out[BACKUP_DIGITS + 1])
{
	int n = 0;

	for (; *typed != '\0'; typed++) {
		if (*typed == ' ' || *typed == '\t' || *typed == '-')
			continue;
		if (!isxdigit((unsigned char)*typed) || n == BACKUP_DIGITS)
			return false;
		out[n++] = (char)toupper((unsigned char)*typed);
	}
	out[n] = '\0';
	return n == BACKUP_DIGITS;
}

enum err
factor_show(struct call *c, int64_t account, struct factor *out)
{
	struct factor_row r;
	struct factor f = { 0 };
	enum err e;

	if ((e = factor_store_get(c, account, &r)) != OK)
		return e;
	f.on = r.sealed.p != NULL;
	f.enabled_at = r.enabled_at;
	f.pending = r.pending.p != NULL && c->now < r.pending_until;
	f.pending_until = f.pending ? r.pending_until : 0;
	if (f.on)
		e = factor_store_codes_left(c, account, &f.codes_left);
	*out = f;
	return e;
}

/* Row of the log and a word to the person: whoever used the code is in. */
static enum err
tell_backup(struct call *c, int64_t account)
{
	struct audit_entry a = { .action = "backup_code_used",
		.severity = "info" };
	struct notification n = { .type = "warning",
		.source = "auth",
		.screen = "security",
		.popup = true };
	struct auth_account who;
	int left = 0;
	enum err e;

	if ((e = factor_store_codes_left(c, account, &left)) != OK ||
	    (e = auth_store_account(c, account, &who)) != OK)
		return e;
	a.target = who.name;
	a.details = arena_printf(c->arena, "{\"codes_left\":%d}", left);
	n.title_de = "Ein Backup-Code wurde benutzt";
	n.title_en = "A backup code was used";
	n.message_de = arena_printf(c->arena, "Noch %d übrig.%s", left,
	    left <= BACKUP_FEW ? " Bitte im Sicherheitszentrum neue erzeugen."
			       : "");
	n.message_en = arena_printf(c->arena, "%d left.%s", left,
	    left <= BACKUP_FEW ? " Please make new ones in the security centre."
			       : "");
	if ((e = audit_write(c, &a)) != OK)
		return e;
	return notify_account(c, account, &n);
}

static enum err
check_backup(struct call *c, int64_t account,
    const unsigned char seed[TOTP_SEED], const char *digits, bool *used)
{
	char hash[FACTOR_HASH];
	enum err e;

	factor_code_hash(account, seed, digits, hash);
	e = factor_store_use_code(c, account, hash, used);
	return e == OK && *used ? tell_backup(c, account) : e;
}

enum err
factor_check(struct call *c, int64_t account, const char *code, bool totp_only,
    enum factor_verdict *out)
{
	char digits[TOTP_CODE], backup[BACKUP_DIGITS + 1];
	unsigned char seed[TOTP_SEED];
	struct factor_row r;
	bool taken = false;
	int64_t step;
	enum err e;

	*out = FACTOR_WRONG;
	if ((e = factor_store_get(c, account, &r)) != OK)
		return e;
	if (r.sealed.p == NULL)
		return OK;
	if ((e = factor_open(c, account, &r.sealed, seed)) != OK)
		return e;
	if (totp_digits(code, digits)) {
		if (totp_match(seed, c->now / 1000, digits, &step))
			e = factor_store_take(c, account, step, &taken);
		if (taken)
			*out = FACTOR_TOTP;
	} else if (!totp_only && backup_digits(code, backup)) {
		e = check_backup(c, account, seed, backup, &taken);
		if (taken)
			*out = FACTOR_BACKUP;
	}
	sodium_memzero(seed, sizeof(seed));
	sodium_memzero(digits, sizeof(digits));
	sodium_memzero(backup, sizeof(backup));
	return e;
}

enum err
factor_required(struct call *c, int64_t account, bool is_admin, bool *out)
{
	const struct settings *s = c->app->settings;
	const char **roles;
	enum err e;

	*out = settings_has_role(s, SET_REQUIRE_2FA, "user") ||
	       (is_admin && settings_has_role(s, SET_REQUIRE_2FA, "admin"));
	if (*out || !settings_bool(s, SET_REQUIRE_2FA))
		return OK;
	if ((e = auth_store_roles(c, account, &roles)) != OK)
		return e;
	for (; *roles != NULL && !*out; roles++)
		*out = settings_has_role(s, SET_REQUIRE_2FA, *roles);
	return OK;
}

enum err
factor_missing(struct call *c, int64_t account, bool is_admin, bool *out)
{
	struct factor_row r;
	enum err e = factor_required(c, account, is_admin, out);

	if (e != OK || !*out)
		return e;
	if ((e = factor_store_get(c, account, &r)) == OK)
		*out = r.sealed.p == NULL;
	return e;
}

enum err
factor_erase(struct call *c, int64_t account)
{
	return factor_store_erase(c, account);
}

/* A box under the new key; nothing to do for one that is. */
static bool
reseal_box(
    struct call *c, struct reseal *r, int64_t account, struct factor_box *box)
{
	char purpose[PURPOSE_MAX];
	unsigned char *out;

	if (box->p == NULL)
		return false;
	purpose_of(account, purpose);
	out = arena_alloc(c->arena, box->n);
	if (!reseal_value(r, purpose, box->p, box->n, out))
		return false;
	box->p = out;
	return true;
}

enum err
factor_reseal(struct call *c, struct reseal *r)
{
	struct factor_row row = { 0 };
	bool renewed;
	enum err e;

	while ((e = factor_store_next(c, row.account, &row)) == OK &&
	       row.account != 0) {
		renewed = reseal_box(c, r, row.account, &row.sealed);
		renewed |= reseal_box(c, r, row.account, &row.pending);
		if (renewed && (e = factor_store_reseal(c, &row)) != OK)
			return e;
	}
	return e;
}

/* Task of each hour: set-ups nobody finished. */
enum err
factor_expire(struct call *c)
{
	return factor_store_cancel(c, 0, c->now);
}
