/* Signing in against the held core. */
#include "tests/harness/doors.h"

#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/log.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_totp.h"
#include "server/db/db.h"
#include "server/settings/seal.h"

int64_t
door_account(struct held *h, const char *name, const char *password)
{
	char hash[crypto_pwhash_STRBYTES], *sql;
	int64_t id;

	if (crypto_pwhash_str(hash, password, strlen(password),
		crypto_pwhash_OPSLIMIT_MIN, crypto_pwhash_MEMLIMIT_MIN) != 0)
		fatal("no memory for a hash");
	sql = xprintf("INSERT INTO account(name, password_hash, created_at)"
		      " VALUES('%s', '%s', 0)",
	    name, hash);
	if (!held_sql(h, sql))
		fatal("account %s", name);
	free(sql);
	sql = xprintf("SELECT id FROM account WHERE name = '%s'", name);
	id = held_int(h, sql);
	free(sql);
	return id;
}

static void
seed_of(int64_t account, unsigned char seed[TOTP_SEED])
{
	memset(seed, 0x5a, TOTP_SEED);
	memcpy(seed, &account, sizeof(account));
}

void
door_factor(struct held *h, int64_t account)
{
	unsigned char seed[TOTP_SEED], box[TOTP_SEED + SEAL_EXTRA];
	char hex[2 * sizeof(box) + 1], purpose[32], *sql;

	seed_of(account, seed);
	snprintf(purpose, sizeof(purpose), "totp:%lld", (long long)account);
	seal_close(h->app->seal, purpose, seed, sizeof(seed), box);
	hex_encode(box, sizeof(box), hex);
	sql = xprintf("INSERT INTO second_factor(account, sealed, enabled_at)"
		      " VALUES(%lld, X'%s', 1)",
	    (long long)account, hex);
	if (!held_sql(h, sql))
		fatal("factor of %lld", (long long)account);
	free(sql);
}

void
door_code(struct held *h, int64_t account, int steps, char out[7])
{
	unsigned char seed[TOTP_SEED];

	seed_of(account, seed);
	totp_code(
	    seed, h->now / 1000 + (int64_t)steps * TOTP_STEP_SECONDS, out);
}

static void
text(const json_t *o, const char *key, char *out, size_t size)
{
	const char *v = json_string_value(json_object_get(o, key));

	str_copy(out, size, v != NULL ? v : "");
}

static struct door_answer
read_answer(const char *line)
{
	struct door_answer a = { 0 };
	json_t *tree, *data;

	if (line == NULL)
		fatal("no answer");
	str_copy(a.line, sizeof(a.line), line);
	if ((tree = json_loads(line, 0, NULL)) == NULL)
		fatal("no JSON: %s", line);
	data = json_object_get(tree, "data");
	a.good = json_is_true(json_object_get(tree, "success"));
	text(tree, "code", a.code, sizeof(a.code));
	text(data, "challenge", a.challenge, sizeof(a.challenge));
	text(data, "device", a.device, sizeof(a.device));
	text(data, "token", a.token, sizeof(a.token));
	a.asks_code = a.challenge[0] != '\0';
	a.retry_after =
	    json_integer_value(json_object_get(tree, "retry_after"));
	a.failed = json_integer_value(
	    json_object_get(json_object_get(data, "failed"), "count"));
	json_decref(tree);
	return a;
}

struct door_answer
door_login_on(struct held_conn *hc, const char *name, const char *password,
    const char *device)
{
	char *params = device != NULL
			   ? xprintf("{\"name\":\"%s\",\"password\":\"%s\","
				     "\"device\":\"%s\"}",
				 name, password, device)
			   : xprintf("{\"name\":\"%s\",\"password\":\"%s\"}",
				 name, password);
	struct door_answer a =
	    read_answer(held_call(hc, "auth.login", params, NULL));

	free(params);
	return a;
}

struct door_answer
door_login(struct held *h, const char *address, const char *name,
    const char *password, const char *device)
{
	const char *before = h->remote;
	struct held_conn *hc;
	struct door_answer a;

	h->remote = address;
	hc = held_connect(h, name, false);
	h->remote = before;
	a = door_login_on(hc, name, password, device);
	held_disconnect(hc);
	return a;
}

void
door_admit(struct held_conn *hc, int64_t account, char challenge[33])
{
	static const struct op op = { .op = "auth.login", .audit = "none: " };
	const struct auth_proof p = { .source = "net:203.0.113.0/24",
		.language = 2 };
	struct auth_ticket t = { 0 };
	struct call_box *b = call_take(hc->held->app, hc->cn);
	struct call *c = &b->call;

	b->silent = true;
	c->op = &op;
	if (db_savepoint(c->db) != OK || auth_admit(c, account, &p, &t) != OK ||
	    db_release(c->db) != OK)
		fatal("account %lld is not admitted", (long long)account);
	turn_add(hc->held->app, b);
	held_turn(hc->held);
	str_copy(challenge, 33, t.challenge);
}

struct door_answer
door_verify(struct held_conn *hc, const char *challenge, const char *code)
{
	char *params =
	    xprintf("{\"challenge\":\"%s\",\"code\":\"%s\"}", challenge, code);
	struct door_answer a =
	    read_answer(held_call(hc, "auth.verify_code", params, NULL));

	free(params);
	return a;
}
