/* Operations on admins, roles and permissions. */
#include "common/json_write.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/users/users_admin.h"
#include "server/users/users_json.h"

/* The functional roles and the one everybody has. */
static const char *const roles[] = { "user", "opener", "coach", "berater",
	"telefonist", "service", NULL };

static const struct {
	const char *key, *text;
} permissions[] = {
#define PERM(id, key, roles, text) { key, text },
#include "server/rpc/perms.def"
#undef PERM
};

struct p_admin {
	int64_t user;
	bool admin;
};
struct p_roles {
	int64_t user, version;
	struct field_list roles;
};
struct p_except {
	int64_t user;
	const char *permission;
	bool allowed, denied;
};
struct p_role {
	int role;
	struct field_list permissions;
};

static const struct field f_admin[] = {
	F_ID(struct p_admin, user, "account"),
	F_BOOL(struct p_admin, admin, "is an admin from now on"),
	F_END,
};
static const struct field f_roles[] = {
	F_ID(struct p_roles, user, "account"),
	{ FT_STRLIST, "roles", F_AT(struct p_roles, roles), false, 0, 5, 0, 0,
	    "all its functional roles" },
	F_INT_OPT(struct p_roles, version, 1, 9007199254740991, 0,
	    "version the change is based on"),
	F_END,
};
static const struct field f_grant[] = {
	F_ID(struct p_except, user, "account"),
	F_STR(struct p_except, permission, 1, 60, "key of the permission"),
	F_BOOL_OPT(struct p_except, allowed, true, "false: removes the grant"),
	F_END,
};
static const struct field f_deny[] = {
	F_ID(struct p_except, user, "account"),
	F_STR(struct p_except, permission, 1, 60, "key of the permission"),
	F_BOOL_OPT(struct p_except, denied, true, "false: removes the denial"),
	F_END,
};
static const struct field f_role[] = {
	F_ENUM(struct p_role, role, roles, "role; user: everybody"),
	{ FT_STRLIST, "permissions", F_AT(struct p_role, permissions), false, 0,
	    100, 0, 0, "all its permissions" },
	F_END,
};

static enum err
rpc_users_set_admin(struct call *c, const void *in)
{
	const struct p_admin *p = in;
	enum err e = users_set_admin(c, p->user, p->admin);

	return e == OK ? users_reply(c, p->user) : e;
}

static enum err
rpc_users_set_roles(struct call *c, const void *in)
{
	const struct p_roles *p = in;
	enum err e = users_set_roles(c, p->user, p->version, &p->roles);

	return e == OK ? users_reply(c, p->user) : e;
}

static enum err
except(struct call *c, const struct users_exception *x)
{
	enum err e = users_except(c, x);

	return e == OK ? users_reply(c, x->user) : e;
}

static enum err
rpc_users_grant(struct call *c, const void *in)
{
	const struct p_except *p = in;
	const struct users_exception x = { p->user, p->permission, true,
		p->allowed };

	return except(c, &x);
}

static enum err
rpc_users_deny(struct call *c, const void *in)
{
	const struct p_except *p = in;
	const struct users_exception x = { p->user, p->permission, false,
		p->denied };

	return except(c, &x);
}

static void
role_json(struct jw *w, const struct users_role *r)
{
	int i;

	jw_kstr(w, "role", r->role);
	jw_karray(w, "permissions");
	for (i = 0; r->permissions[i] != NULL; i++)
		jw_str(w, r->permissions[i]);
	jw_end_array(w);
	jw_kint(w, "users", r->users);
}

static enum err
rpc_users_list_roles(struct call *c, const void *in)
{
	struct users_roles l;
	enum err e = users_list_roles(c, &l);
	struct jw *w = c->reply;
	size_t i;

	(void)in;
	if (e != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < USERS_ROLES; i++) {
		jw_object(w);
		role_json(w, &l.role[i]);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_karray(w, "permissions");
	for (i = 0; i < sizeof(permissions) / sizeof(permissions[0]); i++) {
		jw_object(w);
		jw_kstr(w, "key", permissions[i].key);
		jw_kstr(w, "text", permissions[i].text);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kwhole(w, USERS_ROLES);
	return OK;
}

static enum err
rpc_users_set_role(struct call *c, const void *in)
{
	const struct p_role *p = in;
	struct users_roles l;
	enum err e;

	if ((e = users_set_role(c, roles[p->role], &p->permissions)) != OK ||
	    (e = users_list_roles(c, &l)) != OK)
		return e;
	jw_kobject(c->reply, "role");
	role_json(c->reply, &l.role[p->role]);
	jw_end_object(c->reply);
	return OK;
}

const struct op users_rights_ops[] = {
	{ .op = "users.deny",
	    .alias = "admin.users.deny",
	    .help = "Takes one permission from an account, whatever its roles "
		    "say.",
	    .perm = P_ADMIN_ROLES,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = STEP_UP,
	    .audit = "permission_revoked",
	    .run = rpc_users_deny,
	    .in = f_deny,
	    .in_size = sizeof(struct p_except),
	    .example = "{\"user\":7,\"permission\":\"slots.book\"}",
	    .returns = "{user: as users.list}" },
	{ .op = "users.grant",
	    .alias = "admin.users.grant",
	    .help = "Gives one permission to an account besides its roles.",
	    .perm = P_ADMIN_ROLES,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = STEP_UP,
	    .audit = "permission_granted",
	    .run = rpc_users_grant,
	    .in = f_grant,
	    .in_size = sizeof(struct p_except),
	    .example = "{\"user\":7,\"permission\":\"analytics.team\"}",
	    .returns = "{user: as users.list}" },
	{ .op = "users.list_roles",
	    .help = "Roles with their permissions, and all permissions.",
	    .perm = P_ADMIN_ROLES,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_users_list_roles,
	    .example = "{}",
	    .returns = "{items: [{role, permissions, users}], permissions: "
		       "[{key, text}], total, limit, offset}" },
	{ .op = "users.set_admin",
	    .alias = "admin.users.set_admin",
	    .help = "Makes an account an admin, or no longer.",
	    .perm = P_ADMIN_ROLES,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = STEP_UP,
	    .audit = "admin_granted",
	    .run = rpc_users_set_admin,
	    .in = f_admin,
	    .in_size = sizeof(struct p_admin),
	    .example = "{\"user\":7,\"admin\":true}",
	    .returns = "{user: as users.list}" },
	{ .op = "users.set_role",
	    .help = "Which permissions a role has.",
	    .perm = P_ADMIN_ROLES,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = STEP_UP,
	    .audit = "role_changed",
	    .run = rpc_users_set_role,
	    .in = f_role,
	    .in_size = sizeof(struct p_role),
	    .example = "{\"role\":\"coach\",\"permissions\":"
		       "[\"analytics.team\"]}",
	    .returns = "{role: {role, permissions, users}}" },
	{ .op = "users.set_roles",
	    .alias = "admin.users.set_roles",
	    .help = "The functional roles of an account.",
	    .perm = P_ADMIN_ROLES,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = STEP_UP,
	    .audit = "role_changed",
	    .run = rpc_users_set_roles,
	    .in = f_roles,
	    .in_size = sizeof(struct p_roles),
	    .example = "{\"user\":7,\"roles\":[\"opener\"]}",
	    .returns = "{user: as users.list}" },
	{ 0 },
};
