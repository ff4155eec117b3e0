/*
 * The password or a code again, before a heavy change (auth.step_up). Failures
 * count like those of a sign-in.
 */
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_attempt.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_password.h"
#include "server/auth/auth_session.h"
#include "server/auth/auth_store.h"
#include "server/settings/settings.h"

struct auth_step_up_job {
	bool by_code; /* nothing to compute */
	bool locked;
	char *stored, *password;
	bool good; /* result */
};

struct auth_step_up_job *
auth_step_up_job_new(void)
{
	return xcalloc(1, sizeof(struct auth_step_up_job));
}

static enum err
missing(struct call *c, const char *field)
{
	return call_invalid(c, field, "%s",
	    call_tr(
		c, "wird zur Bestätigung gebraucht", "is needed to confirm"));
}

static enum err
take_password(
    struct call *c, const char *password, struct auth_step_up_job *job)
{
	struct auth_account a;
	enum err e;

	if (password == NULL)
		return missing(c, "password");
	if ((e = auth_store_account(c, c->actor->id, &a)) != OK)
		return e;
	if (a.hash != NULL)
		job->stored = xstrdup(a.hash);
	job->password = xstrdup(utf8_nfc(c->arena, password));
	return OK;
}

enum err
auth_step_up_prepare(
    struct call *c, const struct auth_step_up *in, struct auth_step_up_job *job)
{
	struct auth_attempt at;
	const char *method;
	enum err e;

	if (c->session == 0)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Das geht nur nach einer Anmeldung",
			"Please sign in for that"));
	if ((e = auth_step_up_method(c, &method)) != OK)
		return e;
	job->by_code = str_eq(method, "code");
	if (job->by_code && in->code == NULL)
		return missing(c, "code");
	if ((e = attempt_of_session(c, &at)) != OK ||
	    (e = attempt_locked(c, &at, &job->locked)) != OK)
		return e;
	return job->by_code ? OK : take_password(c, in->password, job);
}

void
auth_step_up_work(void *arg)
{
	struct auth_step_up_job *job = arg;

	if (job->password == NULL)
		return;
	if (!job->locked)
		job->good = password_verify(job->stored, job->password);
	sodium_memzero(job->password, strlen(job->password));
}

void
auth_step_up_drop(void *arg)
{
	struct auth_step_up_job *job = arg;

	free(job->stored);
	free(job->password);
}

static enum err
judge_password(struct call *c, const struct auth_attempt *at,
    const struct auth_step_up_job *job)
{
	struct auth_account now;
	enum err e = auth_store_account(c, at->account, &now);

	if (e != OK)
		return e;
	if (job->good && str_eq(now.hash, job->stored))
		return OK;
	return attempt_failed(c, at, FAULT_PASSWORD, E_INVALID_CREDENTIALS);
}

static enum err
judge_code(struct call *c, const struct auth_attempt *at, const char *code)
{
	enum factor_verdict v;
	enum err e = factor_check(c, at->account, code, false, &v);

	if (e != OK || v != FACTOR_WRONG)
		return e;
	return attempt_failed(c, at, FAULT_CODE, E_INVALID_2FA);
}

enum err
auth_step_up_finish(struct call *c, const struct auth_step_up *in,
    const struct auth_step_up_job *job, int64_t *until)
{
	int64_t minutes = settings_int(c->app->settings, SET_STEP_UP_MINUTES);
	struct auth_attempt at;
	enum err e;

	if ((e = attempt_of_session(c, &at)) != OK ||
	    (e = attempt_recheck(c, &at, job->locked)) != OK)
		return e;
	e = job->by_code ? judge_code(c, &at, in->code)
			 : judge_password(c, &at, job);
	if (e != OK)
		return e;
	*until = c->now + minutes * 60000;
	return auth_step_up_mark(c);
}
