/* Setting up, changing and switching off the own second factor. */
#include "server/auth/auth_factor_setup.h"

#include <ctype.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth_attempt.h"
#include "server/auth/auth_factor_int.h"
#include "server/auth/auth_notice.h"
#include "server/auth/auth_password.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"
#include "server/notify/notify.h"

#define URI_MAX 1024

struct factor_job {
	char *stored, *password;
	bool locked; /* nothing was computed */
	bool good;   /* result */
};

struct factor_job *
factor_job_new(void)
{
	return xcalloc(1, sizeof(struct factor_job));
}

static enum err
own_session(struct call *c)
{
	if (c->session == 0)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Das geht nur nach einer Anmeldung",
			"Please sign in for that"));
	/* these operations are open while either must be done first */
	if (c->actor->must_change_password)
		return call_fail(c, E_PASSWORD_CHANGE_REQUIRED);
	return OK;
}

enum err
factor_prepare(
    struct call *c, const struct factor_proof *in, struct factor_job *job)
{
	struct auth_attempt try;
	struct auth_account a;
	enum err e;

	if ((e = own_session(c)) != OK)
		return e;
	if ((e = auth_store_account(c, c->actor->id, &a)) != OK)
		return e;
	if (a.hash == NULL)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Dieses Konto hat kein Passwort. Ein Admin kann eines "
			"vergeben",
			"This account has no password. An admin can set one"));
	if ((e = attempt_of_session(c, &try)) != OK ||
	    (e = attempt_locked(c, &try, &job->locked)) != OK)
		return e;
	job->stored = xstrdup(a.hash);
	job->password = xstrdup(utf8_nfc(c->arena, in->password));
	return OK;
}

void
factor_work(void *arg)
{
	struct factor_job *job = arg;

	job->good = !job->locked && password_verify(job->stored, job->password);
	sodium_memzero(job->password, strlen(job->password));
}

void
factor_drop(void *arg)
{
	struct factor_job *job = arg;

	free(job->stored);
	free(job->password);
}

static enum err
wrong_password(struct call *c, const struct auth_attempt *try)
{
	enum err e =
	    attempt_failed(c, try, FAULT_PASSWORD, E_INVALID_CREDENTIALS);

	if (e == E_INVALID_CREDENTIALS) /* no name was asked for */
		c->error_text = call_tr(c, "Das Passwort stimmt nicht",
		    "The password is not right");
	return e;
}

/* Password first; a code is used up only with the right one. */
static enum err
prove(struct call *c, const struct factor_job *job, const char *code,
    bool totp_only)
{
	enum factor_verdict verdict;
	struct auth_attempt try;
	struct auth_account now;
	enum err e;

	if ((e = own_session(c)) != OK ||
	    (e = attempt_of_session(c, &try)) != OK ||
	    (e = attempt_check(c, &try)) != OK ||
	    (e = auth_store_account(c, c->actor->id, &now)) != OK)
		return e;
	if (job->locked) { /* the lock ran out meanwhile: nothing is known */
		c->retry_after = 1;
		return call_fail(c, E_ACCOUNT_LOCKED);
	}
	if (!job->good || !str_eq(now.hash, job->stored))
		return wrong_password(c, &try);
	if (code == NULL)
		return OK;
	e = factor_check(c, now.id, code, totp_only, &verdict);
	if (e == OK && verdict == FACTOR_WRONG)
		return attempt_failed(c, &try, FAULT_CODE, E_INVALID_2FA);
	return e;
}

const char *
factor_uri(struct call *c, const char *name, const char seed[TOTP_TEXT])
{
	struct buf b;
	const char *uri;

	buf_init(&b, URI_MAX);
	buf_adds(&b, "otpauth://totp/");
	for (; *name != '\0'; name++)
		if (isalnum((unsigned char)*name) ||
		    strchr("-._~@", *name) != NULL)
			buf_addc(&b, *name);
		else
			buf_addf(&b, "%%%02X", (unsigned char)*name);
	buf_addf(&b, "?secret=%s&issuer=Business%%20Tool%%20Hub", seed);
	uri = arena_strdup(c->arena, buf_str(&b));
	buf_done(&b);
	return uri;
}

enum err
factor_start(struct call *c, const struct factor_proof *in,
    const struct factor_job *job, struct factor_seed *out)
{
	unsigned char seed[TOTP_SEED];
	struct factor_box box;
	struct factor f;
	enum err e;

	if ((e = factor_show(c, c->actor->id, &f)) != OK)
		return e;
	if (f.on && in->code == NULL)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Die Zwei-Faktor-Anmeldung ist schon an. Zum neuen "
			"Einrichten bitte auch einen Code eingeben",
			"The second factor is on already. To set it up again, "
			"please enter a code as well"));
	if ((e = prove(c, job, f.on ? in->code : NULL, false)) != OK)
		return e;
	call_random(c, seed, sizeof(seed));
	totp_text(seed, out->text);
	e = factor_close(c, c->actor->id, seed, &box);
	sodium_memzero(seed, sizeof(seed));
	if (e != OK)
		return e;
	out->uri = factor_uri(c, c->actor->name, out->text);
	out->expires_at = c->now + FACTOR_PENDING_MS;
	return factor_store_begin(c, c->actor->id, &box, out->expires_at);
}

/* Ten new codes in place of all there are. */
static enum err
make_codes(struct call *c, const unsigned char seed[TOTP_SEED],
    struct factor_codes *out)
{
	static const char hex[] = "0123456789ABCDEF";
	unsigned char random[BACKUP_DIGITS / 2];
	char digits[BACKUP_DIGITS + 1], hash[FACTOR_HASH];
	enum err e = factor_store_clear_codes(c, c->actor->id);
	bool added;
	int i, k;

	for (i = 0; e == OK && i < BACKUP_CODES; i += added) {
		call_random(c, random, sizeof(random));
		for (k = 0; k < BACKUP_DIGITS; k++)
			digits[k] = hex[random[k / 2] >> (k % 2 ? 0 : 4) & 15];
		digits[BACKUP_DIGITS] = '\0';
		factor_code_hash(c->actor->id, seed, digits, hash);
		e = factor_store_add_code(c, c->actor->id, hash, &added);
		snprintf(out->text[i], BACKUP_TEXT, "%.4s-%s", digits,
		    digits + BACKUP_DIGITS / 2);
	}
	sodium_memzero(random, sizeof(random));
	sodium_memzero(digits, sizeof(digits));
	return e;
}

/* A word to the person and a line in the feed. */
struct word {
	const char *type;
	const char *de, *en, *more_de, *more_en;
};

static enum err
tell(struct call *c, const struct word *w)
{
	struct notification n = { .type = w->type,
		.title_de = w->de,
		.title_en = w->en,
		.message_de = w->more_de,
		.message_en = w->more_en,
		.source = "auth",
		.screen = "security" };
	enum err e = auth_note_activity(
	    c, c->actor->id, "security", call_tr(c, w->de, w->en), "");

	return e == OK ? notify_account(c, c->actor->id, &n) : e;
}

/* Everybody reads the account again; only this session stays. */
static enum err
changed(struct call *c)
{
	call_audit_target(c, "%s", c->actor->name);
	auth_changed(c, c->actor->id);
	return auth_end_sessions(c, c->actor->id, c->session, "factor");
}

static enum err
confirm(struct call *c, const struct factor_row *r, const char *code,
    struct factor_codes *out)
{
	unsigned char seed[TOTP_SEED];
	char digits[TOTP_CODE];
	int64_t step;
	enum err e = factor_open(c, r->account, &r->pending, seed);

	if (e != OK)
		return e;
	if (!totp_digits(code, digits) ||
	    !totp_match(seed, c->now / 1000, digits, &step))
		e = call_fail(c, E_INVALID_2FA);
	else if ((e = factor_store_enable(c, r->account, step)) == OK)
		e = make_codes(c, seed, out);
	sodium_memzero(seed, sizeof(seed));
	return e;
}

enum err
factor_confirm(struct call *c, const char *code, struct factor_codes *out)
{
	static const struct word word = { "success", "2FA aktiviert",
		"Second factor switched on",
		"Bei jeder Anmeldung wird jetzt ein Code gefragt.",
		"Every sign-in now asks for a code." };
	struct factor_row r;
	enum err e;

	if ((e = own_session(c)) != OK ||
	    (e = factor_store_get(c, c->actor->id, &r)) != OK)
		return e;
	if (r.pending.p == NULL || c->now >= r.pending_until)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Es ist keine Einrichtung offen, oder ihre 15 Minuten "
			"sind vorbei. Bitte neu beginnen",
			"No set-up is open, or its 15 minutes are over. "
			"Please start again"));
	if ((e = confirm(c, &r, code, out)) != OK || (e = changed(c)) != OK)
		return e;
	if (r.sealed.p != NULL)
		jw_kbool(call_audit(c), "renewed", true);
	call_message(c, "%s", call_tr(c, word.de, word.en));
	return tell(c, &word);
}

enum err
factor_cancel(struct call *c)
{
	enum err e = own_session(c);

	return e == OK ? factor_store_cancel(c, c->actor->id, INT64_MAX) : e;
}

static enum err
must_be_on(struct call *c)
{
	struct factor f;
	enum err e = factor_show(c, c->actor->id, &f);

	if (e != OK || f.on)
		return e;
	return call_fail_text(c, E_CONFLICT, "%s",
	    call_tr(c, "Die Zwei-Faktor-Anmeldung ist nicht an",
		"The second factor is not on"));
}

enum err
factor_disable(
    struct call *c, const struct factor_proof *in, const struct factor_job *job)
{
	static const struct word word = { "warning", "2FA abgeschaltet",
		"Second factor switched off",
		"Zur Anmeldung genügt jetzt das Passwort. Waren Sie das nicht, "
		"bitte sofort einen Admin verständigen.",
		"The password alone is enough now. If this was not you, "
		"please contact an admin at once." };
	enum err e;

	if ((e = must_be_on(c)) != OK ||
	    (e = prove(c, job, in->code, false)) != OK ||
	    (e = factor_erase(c, c->actor->id)) != OK || (e = changed(c)) != OK)
		return e;
	call_audit_as(c, "2fa_disabled", "warning");
	call_message(c, "%s", call_tr(c, word.de, word.en));
	return tell(c, &word);
}

enum err
factor_renew(struct call *c, const struct factor_proof *in,
    const struct factor_job *job, struct factor_codes *out)
{
	static const struct word word = { "info", "Neue Backup-Codes",
		"New backup codes", "Die bisherigen gelten nicht mehr.",
		"The former ones are void." };
	unsigned char seed[TOTP_SEED];
	struct factor_row r;
	enum err e;

	if ((e = must_be_on(c)) != OK ||
	    (e = prove(c, job, in->code, true)) != OK ||
	    (e = factor_store_get(c, c->actor->id, &r)) != OK ||
	    (e = factor_open(c, r.account, &r.sealed, seed)) != OK)
		return e;
	e = make_codes(c, seed, out);
	sodium_memzero(seed, sizeof(seed));
	if (e != OK)
		return e;
	call_audit_target(c, "%s", c->actor->name);
	return tell(c, &word);
}
