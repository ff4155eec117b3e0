/*
 * Life of an account after it was made: reset, disabled, back, anonymised
 * (hub file C2). Called by users_rpc_life.
 */
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/utf8.h"
#include "common/xalloc.h"
#include "server/app_private.h"
#include "server/auth/auth_factor.h"
#include "server/auth/auth_lock.h"
#include "server/auth/auth_session.h"
#include "server/notify/notify.h"
#include "server/users/users_admin.h"
#include "server/users/users_store.h"

static enum err
not_own(struct call *c, int64_t id)
{
	if (c->actor->id != id)
		return OK;
	return call_fail_text(c, E_FORBIDDEN, "%s",
	    call_tr(c, "Das geht beim eigenen Konto im Sicherheitszentrum",
		"For the own account use the security centre"));
}

static enum err
is_over(struct call *c, const struct users_row *u)
{
	if (!str_eq(u->state, "anonymised"))
		return OK;
	return call_fail_text(c, E_CONFLICT, "%s",
	    call_tr(
		c, "Das Konto ist anonymisiert", "The account is anonymised"));
}

static enum err
tell(struct call *c, int64_t id, const char *de, const char *en)
{
	const struct notification n = { .type = "warning",
		.title_de = de,
		.title_en = en,
		.source = "users",
		.screen = "security" };

	return notify_account(c, id, &n);
}

/* --- password --- */

enum err
users_reset_prepare(struct call *c, int64_t id, void **out)
{
	struct users_hash_job *job = xcalloc(1, sizeof(*job));
	struct users_row u;
	enum err e;

	*out = job;
	if ((e = users_target(c, id, &u)) != OK || (e = not_own(c, id)) != OK ||
	    (e = is_over(c, &u)) != OK)
		return e;
	users_new_password(c, job->generated);
	job->password = xstrdup(job->generated);
	return OK;
}

enum err
users_reset_finish(struct call *c, int64_t id, const struct users_hash_job *job)
{
	struct users_row u;
	enum err e;

	if (job->hash == NULL)
		return call_fail(c, E_INTERNAL);
	if ((e = users_target(c, id, &u)) != OK || (e = not_own(c, id)) != OK ||
	    (e = is_over(c, &u)) != OK)
		return e;
	if ((e = users_store_password(c, id, job->hash)) != OK ||
	    (e = lock_clear(c, id)) != OK ||
	    (e = auth_end_sessions(c, id, 0, "password")) != OK ||
	    (e = tell(c, id, "Ein Admin hat Ihr Passwort zurückgesetzt",
		 "An admin has reset your password")) != OK)
		return e;
	call_audit_target(c, "%s", u.name);
	auth_changed(c, id);
	return OK;
}

/* --- disabling --- */

enum err
users_disable(struct call *c, int64_t id)
{
	struct users_row u;
	enum err e;

	if ((e = users_target(c, id, &u)) != OK ||
	    (e = users_may_remove(c, &u)) != OK)
		return e;
	if (!str_eq(u.state, "active") && !str_eq(u.state, "pending"))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Das Konto ist schon deaktiviert",
			"The account is disabled already"));
	if ((e = users_store_active(c, id, false)) != OK ||
	    (e = auth_end_sessions(c, id, 0, "disabled")) != OK)
		return e;
	call_audit_as(c, "user_disabled", "warning");
	call_audit_target(c, "%s", u.name);
	jw_kstr(call_audit(c), "before", u.state);
	auth_changed(c, id);
	return OK;
}

enum err
users_reactivate(struct call *c, int64_t id)
{
	struct users_row u;
	enum err e;

	if ((e = users_target(c, id, &u)) != OK || (e = is_over(c, &u)) != OK)
		return e;
	if (!str_eq(u.state, "disabled") && !str_eq(u.state, "placeholder"))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Das Konto ist nicht deaktiviert",
			"The account is not disabled"));
	if ((e = users_store_active(c, id, true)) != OK)
		return e;
	call_audit_target(c, "%s", u.name);
	jw_kstr(call_audit(c), "before", u.state);
	auth_changed(c, id);
	if (!u.has_password)
		call_message(c, "%s",
		    call_tr(c,
			"Das Konto hat noch kein Passwort: bitte eines "
			"zurücksetzen",
			"The account has no password yet: please reset it"));
	return OK;
}

/* --- anonymising --- */

static enum err
check_anonymise(struct call *c, const struct users_row *u, const char *typed)
{
	enum err e;

	if ((e = users_may_remove(c, u)) != OK || (e = is_over(c, u)) != OK)
		return e;
	if (str_eq(u->state, "active") || str_eq(u->state, "pending"))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Bitte das Konto zuerst deaktivieren",
			"Please disable the account first"));
	if (!str_eq(utf8_fold(c->arena, typed), u->name))
		return call_invalid(c, "name", "%s",
		    call_tr(c, "ist nicht der Benutzername dieses Kontos",
			"is not the user name of this account"));
	if (!call_confirmed(c, "ANONYMISE"))
		return call_fail(c, E_CONFIRM_ANONYMISE);
	return OK;
}

enum err
users_anonymise(struct call *c, const struct users_anonymise *in)
{
	struct users_row u;
	const char *name;
	int64_t n;
	enum err e;

	if ((e = users_target(c, in->user, &u)) != OK ||
	    (e = check_anonymise(c, &u, in->name)) != OK)
		return e;
	if ((e = users_store_gone(c, &n)) != OK)
		return e;
	name = arena_printf(c->arena, "geloescht-%lld", (long long)n);
	/* sessions first: memory and connections forget them too */
	if ((e = auth_end_sessions(c, u.id, 0, "disabled")) != OK ||
	    (e = factor_erase(c, u.id)) != OK ||
	    (e = users_store_anonymise(c, u.id, u.name, name)) != OK)
		return e;
	/* under the new name: the log must not keep the old one */
	call_audit_as(c, "user_anonymised", "warning");
	call_audit_target(c, "%s", name);
	jw_kstr(call_audit(c), "before", u.state);
	auth_changed(c, u.id);
	return OK;
}

/* --- doors --- */

enum err
users_reset_factor(struct call *c, int64_t id)
{
	struct users_row u;
	enum err e;

	if ((e = users_target(c, id, &u)) != OK || (e = not_own(c, id)) != OK)
		return e;
	if (!u.two_factor)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Das Konto hat keinen zweiten Faktor",
			"The account has no second factor"));
	if ((e = factor_erase(c, id)) != OK ||
	    (e = auth_end_sessions(c, id, 0, "factor")) != OK ||
	    (e = tell(c, id,
		 "Ein Admin hat Ihre Zwei-Faktor-Anmeldung "
		 "zurückgesetzt: bitte neu einrichten",
		 "An admin has reset your second factor: please set it up "
		 "again")) != OK)
		return e;
	call_audit_as(c, "2fa_reset_by_admin", "warning");
	call_audit_target(c, "%s", u.name);
	auth_changed(c, id);
	return OK;
}

enum err
users_unlock(struct call *c, int64_t id)
{
	struct users_row u;
	enum err e;

	if ((e = users_target(c, id, &u)) != OK ||
	    (e = lock_clear(c, id)) != OK)
		return e;
	call_audit_target(c, "%s", u.name);
	jw_kint(call_audit(c), "locked_minutes", u.locked_minutes);
	auth_changed(c, id);
	return OK;
}

static enum err
end_one(struct call *c, int64_t id, int64_t session, int64_t *closed)
{
	int64_t owner;
	enum err e = users_store_session_owner(c, session, &owner);

	if (e != OK)
		return e;
	if (owner != id)
		return call_fail(c, E_NOT_FOUND);
	*closed = 1;
	return auth_end_session(c, session, "revoked");
}

enum err
users_end_sessions(struct call *c, int64_t id, int64_t session, int64_t *closed)
{
	struct users_opens open;
	struct users_row u;
	enum err e;
	int i;

	if ((e = users_target(c, id, &u)) != OK)
		return e;
	*closed = 0;
	if (session != 0) {
		e = end_one(c, id, session, closed);
	} else if ((e = users_store_opens(c, id, &open)) == OK) {
		for (i = 0; i < open.n; i++)
			*closed += open.row[i].s.id != c->session;
		e = auth_end_sessions(c, id, c->session, "revoked");
	}
	if (e != OK)
		return e;
	call_audit_target(c, "%s", u.name);
	jw_kint(call_audit(c), "closed", *closed);
	auth_changed(c, id);
	return OK;
}
