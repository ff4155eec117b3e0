/* Who may change which account (hub file B9). */
#include "common/str.h"
#include "server/app_private.h"
#include "server/auth/auth_session.h"
#include "server/users/users_admin.h"
#include "server/users/users_store.h"

/*
 * Whoever has the right to accounts but is no admin himself must not take over
 * an admin's account, for its password or its rights.
 */
enum err
users_target(struct call *c, int64_t id, struct users_row *out)
{
	enum err e = users_row(c, id, out);

	if (e != OK)
		return e;
	if (out->is_admin && !c->actor->is_admin)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Admins kann nur ein Admin verwalten",
			"Only an admin can manage admins"));
	return OK;
}

enum err
users_not_self(struct call *c, int64_t id)
{
	if (c->actor->id != id)
		return OK;
	return call_fail_text(c, E_FORBIDDEN, "%s",
	    call_tr(c, "Beim eigenen Konto geht das nicht",
		"This cannot be done to the own account"));
}

enum err
users_may_remove(struct call *c, const struct users_row *u)
{
	bool active = str_eq(u->state, "active") || str_eq(u->state, "pending");
	int64_t others;
	enum err e;

	if ((e = users_store_other_admins(c, u->id, &others)) != OK)
		return e;
	if (u->is_admin && active && others == 0)
		return call_fail(c, E_LAST_ADMIN);
	return users_not_self(c, u->id);
}

enum err
users_confirmed_self(struct call *c)
{
	const char *method;
	enum err e;

	if (c->conn == NULL || c->session == 0 ||
	    auth_stepped_up(c->app, c->session, c->now))
		return OK;
	if ((e = auth_step_up_method(c, &method)) != OK)
		return call_fail(c, e);
	jw_kstr(call_facts(c), "method", method);
	return call_fail(c, E_STEP_UP_REQUIRED);
}
