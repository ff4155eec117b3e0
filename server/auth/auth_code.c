/*
 * The second step of a sign-in: the code that the challenge of this connection
 * asks for (hub file B1). Five tries in five minutes, counted for lockout.
 */
#include "common/str.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_admit.h"
#include "server/auth/auth_attempt.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_store.h"

#define TRIES 5

static enum err
sign_in_again(struct call *c)
{
	return call_fail_text(c, E_UNAUTHENTICATED, "%s",
	    call_tr(c, "Die Anmeldung ist abgelaufen, bitte neu anmelden",
		"The sign-in has run out, please sign in again"));
}

/* The challenge, while it may still be answered. */
static struct auth_challenge *
open_challenge(struct call *c, const char *id)
{
	struct auth_challenge *ch = c->conn != NULL ? c->conn->challenge : NULL;

	if (ch == NULL || !str_eq(ch->id, id) || ch->tries >= TRIES ||
	    c->now >= ch->until)
		return NULL;
	return ch;
}

/* Used up; it is freed with the connection or by the next one. */
static void
spend(struct auth_challenge *ch)
{
	ch->tries = TRIES;
}

static enum err
judge(struct call *c, struct auth_challenge *ch, const struct auth_attempt *at,
    const char *code, enum factor_verdict *v)
{
	enum err e;

	if ((e = attempt_check(c, at)) != OK) {
		spend(ch);
		return e;
	}
	ch->tries++;
	if ((e = factor_check(c, at->account, code, false, v)) != OK)
		return e;
	if (*v != FACTOR_WRONG)
		return OK;
	e = attempt_failed(c, at, FAULT_CODE, E_INVALID_2FA);
	if (e == E_ACCOUNT_LOCKED)
		spend(ch);
	return e;
}

static enum err
enter(struct call *c, struct auth_challenge *ch, enum factor_verdict v,
    struct auth_ticket *out)
{
	struct auth_proof p = { .source = ch->source,
		.ssh_key = ch->ssh_key,
		.language = ch->language };
	struct factor f;
	enum err e;

	e = auth_enter(c, ch->account, &p,
	    v == FACTOR_BACKUP ? "backup_code" : "totp", out);
	if (e != OK || v != FACTOR_BACKUP)
		return e;
	if ((e = factor_show(c, ch->account, &f)) != OK)
		return e;
	out->tells_codes = true;
	out->codes_left = f.codes_left;
	return OK;
}

/* Still the account whose password was right. */
static bool
is_same(const struct auth_account *a, const struct auth_challenge *ch)
{
	return a->id != 0 && a->active && auth_password_mark(a) == ch->password;
}

enum err
auth_verify_code(struct call *c, const char *challenge, const char *code,
    struct auth_ticket *out)
{
	struct auth_challenge *ch = open_challenge(c, challenge);
	struct auth_account a = { .name = "" };
	struct auth_attempt at = { 0 };
	enum factor_verdict v;
	enum err e;

	if (ch != NULL && (e = auth_store_account(c, ch->account, &a)) != OK)
		return e;
	if ((e = auth_charge(c, a.id != 0 ? a.name : "")) != OK)
		return e;
	if (ch == NULL || !is_same(&a, ch))
		return sign_in_again(c);
	if (!a.is_admin && (e = gate_maintenance(c)) != OK)
		return e;
	at.account = a.id;
	at.name = a.name;
	at.ssh_key = ch->ssh_key;
	str_copy(at.source, sizeof(at.source), ch->source);
	if ((e = judge(c, ch, &at, code, &v)) != OK)
		return e;
	spend(ch);
	return enter(c, ch, v, out);
}
