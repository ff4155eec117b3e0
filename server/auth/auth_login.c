/*
 * Signing in with name and password (hub file B1): rate limit, lock, one hash
 * computation on a worker, lock again. Names that do not exist and disabled
 * accounts go the same way.
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
#include "server/auth/auth_password.h"
#include "server/auth/auth_store.h"
#include "server/settings/settings.h"

struct auth_login_job {
	int64_t account; /* 0: no such name */
	char *hash;	 /* NULL: nobody can sign in with it */
	char *password;
	bool locked; /* nothing is computed */
	/* results */
	bool good;
	bool renewed; /* fresh replaces a hash of an older kind */
	char fresh[PASSWORD_HASH_MAX];
};

enum err
auth_charge(struct call *c, const char *name)
{
	const struct settings *s = c->app->settings;
	uint64_t where = c->conn->kind == CONN_UNIX ? (uint64_t)c->conn->id
						    : str_hash(c->conn->remote);
	int64_t all = settings_int(s, SET_LIM_AUTH_ADDRESS);
	int wait;

	if (c->conn->is_operator)
		return OK;
	wait = ratelimit_take(c->app->limits, where * 31 + str_hash(name),
	    settings_int(s, SET_LIM_AUTH), settings_int(s, SET_LIM_AUTH_BURST),
	    app_mono(c->app));
	if (wait == 0)
		wait = ratelimit_take(
		    c->app->limits, where * 31 + 7, all, all, app_mono(c->app));
	if (wait == 0)
		return OK;
	c->retry_after = wait;
	log_warn(&c->log, "%s: rate limit of %s", c->op->op, c->conn->remote);
	return call_fail_text(c, E_RATE_LIMITED,
	    call_tr(c, "Zu viele Anmeldeversuche, bitte %d s warten",
		"Too many sign-ins, please wait %d s"),
	    wait);
}

struct auth_login_job *
auth_login_job_new(void)
{
	return xcalloc(1, sizeof(struct auth_login_job));
}

/* Who tries, from where: the same for the part before and after the hash. */
static enum err
attempt_of(struct call *c, const struct auth_login *in, int64_t account,
    struct auth_attempt *out)
{
	out->account = account;
	out->name = auth_fold(c, in->name);
	out->ssh_key = 0;
	return auth_source(c, account, in->device, out->source);
}

enum err
auth_login_prepare(
    struct call *c, const struct auth_login *in, struct auth_login_job *job)
{
	const char *name = auth_fold(c, in->name);
	struct auth_attempt at;
	struct auth_account a;
	enum err e;

	if ((e = auth_charge(c, name)) != OK)
		return e;
	if ((e = auth_store_name(c, name, &a)) != OK)
		return e;
	if ((e = attempt_of(c, in, a.id, &at)) != OK ||
	    (e = attempt_locked(c, &at, &job->locked)) != OK)
		return e;
	job->account = a.id;
	if (a.id != 0 && a.active && a.hash != NULL)
		job->hash = xstrdup(a.hash);
	job->password = xstrdup(utf8_nfc(c->arena, in->password));
	return OK;
}

void
auth_login_work(void *arg)
{
	struct auth_login_job *job = arg;

	if (!job->locked)
		job->good = password_verify(job->hash, job->password);
	if (job->good && password_is_old(job->hash))
		job->renewed = password_hash(job->password, job->fresh);
	sodium_memzero(job->password, strlen(job->password));
}

void
auth_login_drop(void *arg)
{
	struct auth_login_job *job = arg;

	free(job->hash);
	free(job->password);
}

/* OK: it is the password of an active account, as it stands now. */
static enum err
judge(struct call *c, const struct auth_attempt *at,
    const struct auth_login_job *job, const struct auth_account *now)
{
	if (now->id != 0 && !now->active)
		return attempt_failed(
		    c, at, FAULT_DISABLED, E_INVALID_CREDENTIALS);
	/* changed while the worker computed: refused as well */
	if (!job->good || now->id == 0 || !str_eq(now->hash, job->hash))
		return attempt_failed(
		    c, at, FAULT_PASSWORD, E_INVALID_CREDENTIALS);
	return OK;
}

enum err
auth_login_finish(struct call *c, const struct auth_login *in,
    const struct auth_login_job *job, struct auth_ticket *out)
{
	struct auth_account now = { 0 };
	struct auth_attempt at;
	enum err e;

	auth_hello(c, in->language, in->client);
	if (job->account != 0 &&
	    (e = auth_store_account(c, job->account, &now)) != OK)
		return e;
	if ((e = attempt_of(c, in, job->account, &at)) != OK ||
	    (e = attempt_recheck(c, &at, job->locked)) != OK ||
	    (e = judge(c, &at, job, &now)) != OK)
		return e;
	if (job->renewed &&
	    (e = auth_store_rehash(c, now.id, job->fresh)) != OK)
		return e;
	return auth_admit(c, now.id,
	    &(struct auth_proof){
		.source = at.source, .language = in->language },
	    out);
}
