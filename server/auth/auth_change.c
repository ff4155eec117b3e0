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
#include "server/audit/audit.h"
#include "server/auth/auth.h"
#include "server/auth/auth_password.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"

struct auth_change_job {
	char *stored, *old, *fresh;
	char hash[PASSWORD_HASH_MAX];
	bool good, hashed; /* results */
};

struct auth_change_job *
auth_change_job_new(void)
{
	return xcalloc(1, sizeof(struct auth_change_job));
}

static enum err
check_new(struct call *c, const struct auth_change *in)
{
	const char *why =
	    password_fault(in->fresh, c->actor->name, c->lang == LANG_DE);

	if (why != NULL)
		return call_invalid(c, "new", "%s", why);
	if (str_eq(in->fresh, in->old))
		return call_invalid(c, "new", "%s",
		    call_tr(c, "ist das bisherige Passwort",
			"is the present password"));
	if (!str_eq(in->fresh, in->repeat))
		return call_invalid(c, "repeat", "%s",
		    call_tr(c, "weicht vom neuen Passwort ab",
			"differs from the new password"));
	return OK;
}

enum err
auth_change_prepare(
    struct call *c, const struct auth_change *in, struct auth_change_job *job)
{
	struct auth_account a;
	enum err e;

	if (c->session == 0)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Das geht nur nach einer Anmeldung",
			"Please sign in for that"));
	if ((e = check_new(c, in)) != OK)
		return e;
	if ((e = auth_store_account(c, c->actor->id, &a)) != OK)
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

/* A wrong old password counts like a failed login and leaves its row. */
static enum err
refuse(struct call *c)
{
	struct audit_entry a = { .action = "login_failure",
		.severity = "warning",
		.target = c->actor->name };
	enum err e = audit_write(c, &a);

	if (e != OK)
		return e;
	call_fail_text(c, E_INVALID_CREDENTIALS, "%s",
	    call_tr(c, "Das bisherige Passwort stimmt nicht",
		"The present password is not right"));
	return call_refuse(c, E_INVALID_CREDENTIALS);
}

/* The account is read again by whoever asks for it next. */
static void
forget(struct app *app, void *arg)
{
	(void)arg;
	auth_forget_all(app);
}

enum err
auth_change_finish(struct call *c, const struct auth_change_job *job)
{
	struct auth_account now;
	enum err e;

	if ((e = auth_store_account(c, c->actor->id, &now)) != OK)
		return e;
	/* changed by somebody else while the worker computed */
	if (!job->good || now.hash == NULL || !str_eq(now.hash, job->stored))
		return refuse(c);
	if (!job->hashed)
		return call_fail(c, E_INTERNAL);
	if ((e = auth_store_password(c, now.id, job->hash)) != OK ||
	    (e = auth_end_sessions(c, now.id, c->session, "password")) != OK)
		return e;
	call_audit_target(c, "%s", now.name);
	call_after_commit(c, forget, NULL);
	call_message(
	    c, "%s", call_tr(c, "Passwort geändert", "Password changed"));
	return OK;
}
