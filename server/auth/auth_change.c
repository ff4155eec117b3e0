/*
 * Changing the own password (hub file B3): prepared on the loop, hashed on a
 * worker, checked again and written on the loop. Called by auth_rpc.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_admit.h"
#include "server/auth/auth_attempt.h"
#include "server/auth/auth_notice.h"
#include "server/auth/auth_password.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"

struct auth_change_job {
	char *stored, *old, *fresh;
	bool locked; /* nothing is computed */
	char hash[PASSWORD_HASH_MAX];
	bool good, hashed; /* results */
};

struct auth_change_job *
auth_change_job_new(void)
{
	return xcalloc(1, sizeof(struct auth_change_job));
}

/* The same text in another form is the same password. */
static bool
is_same(struct call *c, const char *a, const char *b)
{
	return str_eq(utf8_nfc(c->arena, a), utf8_nfc(c->arena, b));
}

static enum err
check_new(struct call *c, const struct auth_change *in)
{
	const char *why =
	    password_fault(in->fresh, c->actor->name, c->lang == LANG_DE);

	if (why != NULL)
		return call_invalid(c, "new", "%s", why);
	if (is_same(c, in->fresh, in->old))
		return call_invalid(c, "new", "%s",
		    call_tr(c, "ist das bisherige Passwort",
			"is the present password"));
	if (!is_same(c, in->fresh, in->repeat))
		return call_invalid(c, "repeat", "%s",
		    call_tr(c, "weicht vom neuen Passwort ab",
			"differs from the new password"));
	return OK;
}

enum err
auth_change_prepare(
    struct call *c, const struct auth_change *in, struct auth_change_job *job)
{
	struct auth_attempt at;
	struct auth_account a;
	enum err e;

	if (c->session == 0)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Das geht nur nach einer Anmeldung",
			"Please sign in for that"));
	if ((e = check_new(c, in)) != OK)
		return e;
	if ((e = attempt_of_session(c, &at)) != OK ||
	    (e = attempt_locked(c, &at, &job->locked)) != OK ||
	    (e = auth_store_account(c, c->actor->id, &a)) != OK)
		return e;
	if (a.hash != NULL)
		job->stored = xstrdup(a.hash);
	job->old = xstrdup(utf8_nfc(c->arena, in->old));
	job->fresh = xstrdup(utf8_nfc(c->arena, in->fresh));
	return OK;
}

void
auth_change_work(void *arg)
{
	struct auth_change_job *job = arg;

	if (!job->locked)
		job->good = password_verify(job->stored, job->old);
	if (job->good)
		job->hashed = password_hash(job->fresh, job->hash);
	sodium_memzero(job->old, strlen(job->old));
	sodium_memzero(job->fresh, strlen(job->fresh));
}

void
auth_change_drop(void *arg)
{
	struct auth_change_job *job = arg;

	free(job->stored);
	free(job->old);
	free(job->fresh);
}

/* The account is read again by whoever asks for it next. */
static void
forget(struct app *app, void *arg)
{
	(void)arg;
	auth_forget_all(app);
}

/* New hash, new token; every other session ends. */
static enum err
write_change(struct call *c, const struct auth_account *a,
    const struct auth_change_job *job, char token[65])
{
	char hash[65];
	enum err e;

	auth_new_token(c, token, hash);
	if ((e = auth_store_password(c, a->id, job->hash)) != OK ||
	    (e = auth_store_renew(c, c->session, hash)) != OK ||
	    (e = auth_end_sessions(c, a->id, c->session, "password")) != OK ||
	    (e = auth_notice_password(c, a->id)) != OK)
		return e;
	return auth_note_activity(
	    c, a->id, "security", "Passwort geändert", "");
}

enum err
auth_change_finish(
    struct call *c, const struct auth_change_job *job, char token[65])
{
	struct auth_attempt at;
	struct auth_account now;
	enum err e;

	if ((e = attempt_of_session(c, &at)) != OK ||
	    (e = attempt_recheck(c, &at, job->locked)) != OK ||
	    (e = auth_store_account(c, c->actor->id, &now)) != OK)
		return e;
	/* changed by somebody else while the worker computed */
	if (!job->good || now.hash == NULL || !str_eq(now.hash, job->stored))
		return attempt_failed(
		    c, &at, FAULT_OLD_PASSWORD, E_INVALID_CREDENTIALS);
	if (!job->hashed)
		return call_fail(c, E_INTERNAL);
	if ((e = write_change(c, &now, job, token)) != OK)
		return e;
	call_audit_target(c, "%s", now.name);
	call_after_commit(c, forget, NULL);
	call_message(
	    c, "%s", call_tr(c, "Passwort geändert", "Password changed"));
	return OK;
}
