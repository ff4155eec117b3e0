/* Operations on the life of accounts and on their doors. */
#include "common/json_write.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/users/users_admin.h"
#include "server/users/users_json.h"

struct p_user {
	int64_t user;
};
struct p_session {
	int64_t user, session;
};

static const struct field f_user[] = {
	F_ID(struct p_user, user, "account"),
	F_END,
};
static const struct field f_anonymise[] = {
	F_ID(struct users_anonymise, user, "account"),
	F_STR(struct users_anonymise, name, 1, 60, "its login name, typed"),
	F_END,
};
static const struct field f_session[] = {
	F_ID(struct p_session, user, "account"),
	F_ID_OPT(struct p_session, session, "only this session"),
	F_END,
};

typedef enum err change_fn(struct call *c, int64_t id);

/* A change of one account, answered by how it is now. */
static enum err
change(struct call *c, const void *in, change_fn *run)
{
	const struct p_user *p = in;
	enum err e = run(c, p->user);

	return e == OK ? users_reply(c, p->user) : e;
}

static enum err
rpc_users_anonymise(struct call *c, const void *in)
{
	const struct users_anonymise *p = in;
	enum err e = users_anonymise(c, p);

	return e == OK ? users_reply(c, p->user) : e;
}

static enum err
rpc_users_disable(struct call *c, const void *in)
{
	return change(c, in, users_disable);
}

static enum err
rpc_users_end_sessions(struct call *c, const void *in)
{
	const struct p_session *p = in;
	int64_t closed;
	enum err e = users_end_sessions(c, p->user, p->session, &closed);

	if (e == OK)
		jw_kint(c->reply, "closed", closed);
	return e;
}

static enum err
rpc_users_reactivate(struct call *c, const void *in)
{
	return change(c, in, users_reactivate);
}

static enum err
rpc_users_reset_2fa(struct call *c, const void *in)
{
	return change(c, in, users_reset_factor);
}

static enum err
rpc_users_reset_password_prepare(struct call *c, const void *in, void **job)
{
	return users_reset_prepare(c, ((const struct p_user *)in)->user, job);
}

static enum err
rpc_users_reset_password_finish(struct call *c, const void *in, void *job)
{
	const struct users_hash_job *j = job;
	enum err e =
	    users_reset_finish(c, ((const struct p_user *)in)->user, j);

	if (e == OK)
		jw_kstr(c->reply, "password", j->generated);
	return e;
}

static enum err
rpc_users_unlock(struct call *c, const void *in)
{
	return change(c, in, users_unlock);
}

#define ONE_USER                                        \
	.in = f_user, .in_size = sizeof(struct p_user), \
	.example = "{\"user\":7}"

const struct op users_life_ops[] = {
	{ .op = "users.anonymise",
	    .alias = "admin.users.anonymise",
	    .help = "Removes what tells who a disabled account was, for good.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = TAKES_CONFIRM | STEP_UP,
	    .audit = "user_anonymised",
	    .run = rpc_users_anonymise,
	    .in = f_anonymise,
	    .in_size = sizeof(struct users_anonymise),
	    .example = "{\"user\":7,\"name\":\"ben.muster\","
		       "\"confirm\":[\"ANONYMISE\"]}",
	    .returns = "{user: as users.list}" },
	{ .op = "users.disable",
	    .alias = "admin.users.disable",
	    .help = "Disables an account and ends its sessions.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = STEP_UP,
	    .audit = "user_disabled",
	    .run = rpc_users_disable,
	    ONE_USER,
	    .returns = "{user: as users.list}" },
	{ .op = "users.end_sessions",
	    .alias = "admin.users.end_sessions",
	    .help = "Ends sessions of an account, never the caller's own.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "session_revoked",
	    .run = rpc_users_end_sessions,
	    .in = f_session,
	    .in_size = sizeof(struct p_session),
	    .example = "{\"user\":7}",
	    .returns = "{closed}" },
	{ .op = "users.reactivate",
	    .alias = "admin.users.reactivate",
	    .help = "Lets a disabled account sign in again.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "user_reactivated",
	    .run = rpc_users_reactivate,
	    ONE_USER,
	    .returns = "{user: as users.list}" },
	{ .op = "users.reset_2fa",
	    .alias = "admin.users.reset_2fa",
	    .help = "Removes the second factor of an account (lost phone).",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = STEP_UP,
	    .audit = "2fa_reset_by_admin",
	    .run = rpc_users_reset_2fa,
	    ONE_USER,
	    .returns = "{user: as users.list}" },
	{ .op = "users.reset_password",
	    .alias = "admin.users.reset_password",
	    .help = "Gives an account a new password, which is told once.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_ASYNC,
	    .rate = RATE_ADMIN,
	    .flags = NO_REPLAY | STEP_UP,
	    .audit = "password_reset",
	    .prepare = rpc_users_reset_password_prepare,
	    .work = users_hash_work,
	    .finish = rpc_users_reset_password_finish,
	    .drop = users_hash_drop,
	    .work_class = WORK_HASH,
	    ONE_USER,
	    .returns = "{password}" },
	{ .op = "users.unlock",
	    .alias = "admin.users.unlock",
	    .help = "Clears the counters of failed logins of an account.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "account_unlocked",
	    .run = rpc_users_unlock,
	    ONE_USER,
	    .returns = "{user: as users.list}" },
	{ 0 },
};
