/* Operations on accounts. */
#include "common/json_write.h"
#include "server/auth/auth_json.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/users/users.h"

static const struct field f_create[] = {
	F_STR(struct users_create, name, 2, 50, "login name"),
	F_SECRET(struct users_create, password, 1, 400, "first password"),
	F_STR_OPT(struct users_create, display_name, 0, 60, "name shown"),
	F_BOOL_OPT(struct users_create, admin, false, "is an admin"),
	F_STRLIST_OPT(struct users_create, roles, 5, "functional roles"),
	F_BOOL_OPT(struct users_create, must_change_password, false,
	    "must choose a password at the first login"),
	F_END,
};
static const struct field f_list[] = {
	F_INT_OPT(struct users_list, limit, 1, 500, 100, "most rows"),
	F_INT_OPT(struct users_list, offset, 0, 1000000, 0, "rows to skip"),
	F_STR_OPT(struct users_list, filter, 0, 60, "part of the name"),
	F_END,
};

static enum err
rpc_users_create_finish(struct call *c, const void *in, void *job)
{
	int64_t id;
	enum err e = users_create_finish(c, in, job, &id);

	if (e != OK)
		return e;
	jw_kobject(c->reply, "user");
	if ((e = auth_user_json(c, c->reply, id)) != OK)
		return e;
	jw_end_object(c->reply);
	return OK;
}

static enum err
rpc_users_create_prepare(struct call *c, const void *in, void **job)
{
	return users_create_prepare(c, in, job);
}

static enum err
rpc_users_list(struct call *c, const void *in)
{
	const struct users_list *p = in;
	struct users_rows rows;
	enum err e = users_list(c, p, &rows);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < rows.n; i++) {
		const struct users_row *r = &rows.row[i];

		jw_object(c->reply);
		jw_kint(c->reply, "id", r->id);
		jw_kstr(c->reply, "name", r->name);
		jw_kstr(c->reply, "display_name", r->display);
		jw_kbool(c->reply, "active", r->active);
		jw_kbool(c->reply, "is_admin", r->is_admin);
		jw_kbool(c->reply, "placeholder", r->placeholder);
		jw_end_object(c->reply);
	}
	jw_end_array(c->reply);
	jw_kint(c->reply, "total", rows.total);
	jw_kint(c->reply, "limit", p->limit);
	jw_kint(c->reply, "offset", p->offset);
	return OK;
}

const struct op users_ops[] = {
	{ .op = "users.create",
	    .alias = "admin.users.create",
	    .help = "Creates an account with a first password.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_ASYNC,
	    .rate = RATE_ADMIN,
	    .flags = NO_REPLAY,
	    .audit = "user_created",
	    .prepare = rpc_users_create_prepare,
	    .work = users_create_work,
	    .finish = rpc_users_create_finish,
	    .drop = users_create_drop,
	    .work_class = WORK_HASH,
	    .in = f_create,
	    .in_size = sizeof(struct users_create),
	    .example = "{\"name\":\"ben.muster\",\"password\":"
		       "\"ein-langes-passwort\",\"roles\":[\"telefonist\"]}",
	    .returns = "{user}" },
	{ .op = "users.list",
	    .alias = "admin.users.list",
	    .help = "Lists accounts.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_users_list,
	    .in = f_list,
	    .in_size = sizeof(struct users_list),
	    .example = "{}",
	    .returns = "list of {id, name, display_name, "
		       "active, is_admin, placeholder}" },
	{ 0 },
};
