/*
 * Admin, roles, grants and denials (hub file B9). What is changed here counts
 * at the next call of everybody. Called by users_rpc_rights.
 */
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/auth/auth_session.h"
#include "server/notify/notify.h"
#include "server/users/users_admin.h"
#include "server/users/users_names.h"
#include "server/users/users_store.h"

/* --- admin --- */

static enum err
tell_admin(struct call *c, int64_t id)
{
	const struct notification n = { .type = "info",
		.title_de = "Sie sind jetzt Admin",
		.title_en = "You are an admin now",
		.source = "users" };

	return notify_account(c, id, &n);
}

enum err
users_set_admin(struct call *c, int64_t id, bool admin)
{
	struct users_row u;
	enum err e;

	if ((e = users_target(c, id, &u)) != OK)
		return e;
	if (!c->actor->is_admin)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Admins kann nur ein Admin ernennen",
			"Only an admin can appoint admins"));
	e = admin ? users_not_self(c, id) : users_may_remove(c, &u);
	if (e != OK)
		return e;
	if (admin && !str_eq(u.state, "active") && !str_eq(u.state, "pending"))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Das Konto ist nicht aktiv",
			"The account is not active"));
	if (u.is_admin == admin) {
		call_audit_as(c, "", NULL);
		return OK;
	}
	call_audit_as(c, admin ? "admin_granted" : "admin_revoked", "warning");
	call_audit_target(c, "%s", u.name);
	jw_kbool(call_audit(c), "before", u.is_admin);
	jw_kbool(call_audit(c), "after", admin);
	if ((e = users_store_admin(c, id, admin)) != OK)
		return e;
	e = admin ? tell_admin(c, id) : auth_end_sessions(c, id, 0, "roles");
	auth_changed(c, id);
	return e;
}

/* --- permissions in general --- */

static enum perm
permission(const char *key)
{
	int p;

	for (p = P_LOGIN + 1; p < P_COUNT; p++)
		if (str_eq(perm_key((enum perm)p), key))
			return (enum perm)p;
	return P_NONE;
}

/* It exists, and the caller gives away nothing he has not got himself. */
static enum err
check_permission(struct call *c, const char *field, const char *key)
{
	enum perm p = permission(key);

	if (p == P_NONE)
		return call_invalid(c, field, "%s: %s", key,
		    call_tr(c, "diese Berechtigung gibt es nicht",
			"there is no such permission"));
	if (!call_may(c, p))
		return call_fail_text(c, E_FORBIDDEN,
		    call_tr(c, "%s: nur wer es selbst darf, darf es erlauben",
			"%s: only those who may can give it"),
		    key);
	return OK;
}

/* Nobody raises himself. An admin has everything anyway. */
static enum err
check_self(struct call *c, int64_t id)
{
	if (c->actor->id != id || c->actor->is_admin)
		return OK;
	return call_fail_text(c, E_FORBIDDEN, "%s",
	    call_tr(c, "Die eigenen Rechte ändert ein anderer Admin",
		"Own rights are changed by another admin"));
}

static void
audit_list(struct jw *w, const char *key, const char *const *list)
{
	jw_karray(w, key);
	for (; *list != NULL; list++)
		jw_str(w, *list);
	jw_end_array(w);
}

/* --- roles of an account --- */

static enum err
check_version(struct call *c, int64_t given, int64_t version)
{
	if (given == 0 || given == version)
		return OK;
	jw_kint(call_facts(c), "version", version);
	return call_fail(c, E_CONFLICT);
}

/* The permissions of a role must be the caller's own to give. */
static enum err
may_give_role(struct call *c, const char *role)
{
	const char **list;
	enum err e = users_store_role_permissions(c, role, &list);

	for (; e == OK && *list != NULL; list++)
		if (permission(*list) != P_NONE)
			e = check_permission(c, "roles", *list);
	return e;
}

enum err
users_set_roles(
    struct call *c, int64_t id, int64_t version, const struct field_list *roles)
{
	struct users_row u, now;
	enum err e;
	int i;

	if ((e = users_target(c, id, &u)) != OK ||
	    (e = check_self(c, id)) != OK ||
	    (e = check_version(c, version, u.version)) != OK ||
	    (e = users_check_roles(c, roles)) != OK)
		return e;
	if (str_eq(u.state, "anonymised"))
		return call_fail(c, E_CONFLICT);
	for (i = 0; e == OK && i < roles->n; i++)
		e = may_give_role(c, roles->str[i]);
	if (e != OK || (e = users_store_drop_roles(c, id)) != OK ||
	    (e = users_store_bump(c, id)) != OK)
		return e;
	for (i = 0; e == OK && i < roles->n; i++)
		e = users_store_role(c, id, roles->str[i]);
	if (e != OK || (e = users_row(c, id, &now)) != OK)
		return e;
	call_audit_target(c, "%s", u.name);
	jw_kstr(call_audit(c), "before", u.roles);
	jw_kstr(call_audit(c), "after", now.roles);
	auth_changed(c, id);
	return OK;
}

/* --- grants and denials --- */

static bool
has(const char *const *list, const char *key)
{
	while (*list != NULL && !str_eq(*list, key))
		list++;
	return *list != NULL;
}

static const char *
exception_of(
    const char *const *grants, const char *const *denials, const char *key)
{
	return has(grants, key) ? "granted" : has(denials, key) ? "denied" : "";
}

static enum err
write_exception(struct call *c, const struct users_exception *in)
{
	bool was;

	if (in->on)
		return users_store_except(
		    c, in->user, in->permission, in->allowed);
	return users_store_drop_exception(c, in, &was);
}

enum err
users_except(struct call *c, const struct users_exception *in)
{
	const char **grants, **denials, *before;
	struct users_row u;
	enum err e;

	if ((e = users_target(c, in->user, &u)) != OK ||
	    (e = check_self(c, in->user)) != OK ||
	    (e = check_permission(c, "permission", in->permission)) != OK)
		return e;
	if (str_eq(u.state, "anonymised"))
		return call_fail(c, E_CONFLICT);
	if ((e = users_store_exceptions(c, u.id, true, &grants)) != OK ||
	    (e = users_store_exceptions(c, u.id, false, &denials)) != OK)
		return e;
	before = exception_of(grants, denials, in->permission);
	if ((e = write_exception(c, in)) != OK ||
	    (e = users_store_bump(c, u.id)) != OK ||
	    (e = users_store_exceptions(c, u.id, true, &grants)) != OK ||
	    (e = users_store_exceptions(c, u.id, false, &denials)) != OK)
		return e;
	call_audit_as(c,
	    in->allowed == in->on ? "permission_granted" : "permission_revoked",
	    NULL);
	call_audit_target(c, "%s", u.name);
	jw_kstr(call_audit(c), "permission", in->permission);
	jw_kstr(call_audit(c), "before", before);
	jw_kstr(call_audit(c), "after",
	    exception_of(grants, denials, in->permission));
	auth_changed(c, u.id);
	return OK;
}

/* --- roles as data --- */

static enum err
read_role(struct call *c, const char *role, struct users_role *out)
{
	enum err e = users_store_role_permissions(c, role, &out->permissions);

	out->role = role;
	return e == OK ? users_store_role_users(c, role, &out->users) : e;
}

enum err
users_list_roles(struct call *c, struct users_roles *out)
{
	enum err e = OK;
	int i;

	for (i = 0; e == OK && i < USERS_ROLES; i++)
		e = read_role(c, users_role_names[i], &out->role[i]);
	return e;
}

/* Of all permissions of a new set, those the role had not are given. */
static enum err
check_set(struct call *c, const char *const *before,
    const struct field_list *permissions)
{
	enum err e = OK;
	int i;

	for (i = 0; e == OK && i < permissions->n; i++)
		if (!has(before, permissions->str[i]))
			e = check_permission(
			    c, "permissions", permissions->str[i]);
	return e;
}

static enum err
check_not_mine(struct call *c, const char *role)
{
	struct users_row u;
	enum err e;

	if (c->actor->is_admin)
		return OK;
	if ((e = users_row(c, c->actor->id, &u)) != OK)
		return e;
	if (str_eq(role, "user") || strstr(u.roles, role) != NULL)
		return check_self(c, c->actor->id);
	return OK;
}

enum err
users_set_role(
    struct call *c, const char *role, const struct field_list *permissions)
{
	const char **before, **after;
	enum err e;
	int i;

	if ((e = check_not_mine(c, role)) != OK ||
	    (e = users_store_role_permissions(c, role, &before)) != OK ||
	    (e = check_set(c, before, permissions)) != OK ||
	    (e = users_store_clear_role(c, role)) != OK)
		return e;
	for (i = 0; e == OK && i < permissions->n; i++)
		e = users_store_role_permission(c, role, permissions->str[i]);
	if (e != OK ||
	    (e = users_store_role_permissions(c, role, &after)) != OK)
		return e;
	call_audit_as(c, "role_changed", "warning");
	call_audit_target(c, "role:%s", role);
	audit_list(call_audit(c), "before", before);
	audit_list(call_audit(c), "after", after);
	auth_changed(c, 0);
	return OK;
}
