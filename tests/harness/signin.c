/* Accounts with passwords and second factors of the test's choice. */
#include "tests/harness/signin.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth_factor_int.h"
#include "server/settings/seal.h"

int64_t
signin_account(struct held *h, const char *name)
{
	char hash[crypto_pwhash_STRBYTES], *sql;

	if (crypto_pwhash_str(hash, SIGNIN_PASSWORD, strlen(SIGNIN_PASSWORD),
		crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN) != 0)
		fatal("no hash");
	sql = xprintf("INSERT INTO account(name, password_hash, created_at)"
		      " VALUES('%s', '%s', 0)",
	    name, hash);
	if (!held_sql(h, sql))
		fatal("account %s", name);
	free(sql);
	return held_int(h, "SELECT max(id) FROM account");
}

void
signin_factor(
    struct held *h, int64_t account, const unsigned char seed[TOTP_SEED])
{
	unsigned char box[TOTP_SEED + SEAL_EXTRA];
	char hex[2 * sizeof(box) + 1], purpose[32], *sql;

	snprintf(purpose, sizeof(purpose), "totp:%lld", (long long)account);
	seal_close(h->app->seal, purpose, seed, TOTP_SEED, box);
	hex_encode(box, sizeof(box), hex);
	sql = xprintf("INSERT INTO second_factor(account, sealed, enabled_at)"
		      " VALUES(%lld, x'%s', 0)",
	    (long long)account, hex);
	if (!held_sql(h, sql))
		fatal("second factor of %lld", (long long)account);
	free(sql);
}

void
signin_backup(struct held *h, int64_t account,
    const unsigned char seed[TOTP_SEED], const char *digits)
{
	char hash[FACTOR_HASH], *sql;

	factor_code_hash(account, seed, digits, hash);
	sql = xprintf("INSERT INTO backup_code(account, hash)"
		      " VALUES(%lld, '%s')",
	    (long long)account, hash);
	if (!held_sql(h, sql))
		fatal("backup code of %lld", (long long)account);
	free(sql);
}

static const char *
first_step(struct held_conn *hc, const char *name, char challenge[33])
{
	char *params = xprintf(
	    "{\"name\":\"%s\",\"password\":\"" SIGNIN_PASSWORD "\"}", name);
	const char *line = held_call(hc, "auth.login", params, NULL);
	const char *mark = "\"challenge\":\"", *p;

	free(params);
	challenge[0] = '\0';
	if (line != NULL && (p = strstr(line, mark)) != NULL)
		snprintf(challenge, 33, "%.32s", p + strlen(mark));
	return line;
}

struct held_conn *
signin_first(struct held *h, const char *name, char challenge[33])
{
	struct held_conn *hc = held_connect(h, name, false);

	first_step(hc, name, challenge);
	return hc;
}

const char *
signin(
    struct held *h, const char *name, const char *code, struct held_conn **out)
{
	struct held_conn *hc = held_connect(h, name, false);
	char challenge[33], *params;
	const char *line = first_step(hc, name, challenge);

	if (challenge[0] != '\0' && code != NULL) {
		params = xprintf(
		    "{\"challenge\":\"%s\",\"code\":\"%s\"}", challenge, code);
		line = held_call(hc, "auth.verify_code", params, NULL);
		free(params);
	}
	if (out != NULL)
		*out = hc;
	else
		held_disconnect(hc);
	return line != NULL ? line : "no answer";
}

const char *
signin_code(const struct held *h, const unsigned char seed[TOTP_SEED],
    int steps, char out[TOTP_CODE])
{
	totp_code(
	    seed, h->now / 1000 + (int64_t)steps * TOTP_STEP_SECONDS, out);
	return out;
}
