/* Operations of somebody who is signed in: password, sessions, history. */
#include "server/auth/auth.h"
#include "server/auth/auth_history.h"
#include "server/auth/auth_json.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

struct p_session {
	int64_t session;
};
struct p_logins {
	int64_t limit;
};

static const struct field f_change[] = {
	{ FT_SECRET, "old", F_AT(struct auth_change, old), false, 1, 100, 0, 0,
	    "present password" },
	{ FT_SECRET, "new", F_AT(struct auth_change, fresh), false, 1, 400, 0,
	    0, "new password" },
	{ FT_SECRET, "repeat", F_AT(struct auth_change, repeat), false, 1, 400,
	    0, 0, "the new password again" },
	F_END,
};
static const struct field f_logins[] = {
	F_INT_OPT(struct p_logins, limit, 1, 100, 20, "newest so many"),
	F_END,
};
static const struct field f_session[] = {
	F_ID(struct p_session, session, "session of auth.list_sessions"),
	F_END,
};
static const struct field f_step_up[] = {
	{ FT_SECRET, "password", F_AT(struct auth_step_up, password), true, 1,
	    100, 0, 0, "own password, without a second factor" },
	{ FT_SECRET, "code", F_AT(struct auth_step_up, code), true, 1, 40, 0, 0,
	    "code of the second factor, when there is one" },
	F_END,
};

static enum err
rpc_auth_change_password_prepare(struct call *c, const void *in, void **job)
{
	*job = auth_change_job_new();
	return auth_change_prepare(c, in, *job);
}

static enum err
rpc_auth_change_password_finish(struct call *c, const void *in, void *job)
{
	char token[65];
	enum err e;

	(void)in;
	if ((e = auth_change_finish(c, job, token)) != OK)
		return e;
	jw_kstr(c->reply, "token", token);
	return OK;
}

static enum err
rpc_auth_list_logins(struct call *c, const void *in)
{
	const struct p_logins *p = in;
	struct login_entries l;
	enum err e = auth_logins(c, c->actor->id, (int)p->limit, &l);

	if (e == OK)
		auth_logins_json(c->reply, &l);
	return e;
}

static enum err
rpc_auth_list_sessions(struct call *c, const void *in)
{
	struct auth_sessions l;
	enum err e = auth_sessions(c, c->actor->id, &l);

	(void)in;
	if (e == OK)
		auth_sessions_json(c, c->reply, &l);
	return e;
}

static enum err
rpc_auth_revoke_other_sessions(struct call *c, const void *in)
{
	int closed;
	enum err e = auth_revoke_others(c, &closed);

	(void)in;
	if (e == OK)
		jw_kint(c->reply, "closed", closed);
	return e;
}

static enum err
rpc_auth_revoke_session(struct call *c, const void *in)
{
	return auth_revoke_session(c, ((const struct p_session *)in)->session);
}

static enum err
rpc_auth_step_up_prepare(struct call *c, const void *in, void **job)
{
	*job = auth_step_up_job_new();
	return auth_step_up_prepare(c, in, *job);
}

static enum err
rpc_auth_step_up_finish(struct call *c, const void *in, void *job)
{
	int64_t until;
	enum err e = auth_step_up_finish(c, in, job, &until);

	if (e == OK)
		jw_kinstant(c->reply, "until", until);
	return e;
}

const struct op auth_session_ops[] = {
	{ .op = "auth.change_password",
	    .alias = "security.change_password",
	    .help = "Changes the own password and ends all other sessions; "
		    "this one stays under a new token.",
	    .perm = P_LOGIN,
	    .kind = OP_ASYNC,
	    .rate = RATE_SENSITIVE,
	    .flags = KEEPS_TRACE | NO_REPLAY | AUTH_FLIGHT | UNREADY,
	    .audit = "password_changed",
	    .prepare = rpc_auth_change_password_prepare,
	    .work = auth_change_work,
	    .finish = rpc_auth_change_password_finish,
	    .drop = auth_change_drop,
	    .work_class = WORK_HASH,
	    .in = f_change,
	    .in_size = sizeof(struct auth_change),
	    .example = "{\"old\":\"korrekt-pferd-batterie\",\"new\":"
		       "\"heftklammer-noch-eine\",\"repeat\":"
		       "\"heftklammer-noch-eine\"}",
	    .returns = "{token}" },
	{ .op = "auth.list_logins",
	    .alias = "security.login_history",
	    .help = "Own sign-ins and failed attempts, newest first.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_auth_list_logins,
	    .in = f_logins,
	    .in_size = sizeof(struct p_logins),
	    .example = "{\"limit\":20}",
	    .returns = "{items: [{at, success, reason?, second_factor?, "
		       "remote, client, transport}]}" },
	{ .op = "auth.list_sessions",
	    .alias = "auth.sessions",
	    .help = "Own open sessions, the last used first.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_auth_list_sessions,
	    .example = "{}",
	    .returns = "{items: [{id, created_at, last_seen_at, expires_at, "
		       "remote, client, transport, key?, current}]}" },
	{ .op = "auth.revoke_other_sessions",
	    .alias = "auth.revoke_others",
	    .help = "Ends all own sessions but this one.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = NO_REPLAY,
	    .audit = "session_revoked",
	    .run = rpc_auth_revoke_other_sessions,
	    .example = "{}",
	    .returns = "{closed}" },
	{ .op = "auth.revoke_session",
	    .alias = "auth.revoke",
	    .help = "Ends one of the own sessions.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = NO_REPLAY,
	    .audit = "session_revoked",
	    .run = rpc_auth_revoke_session,
	    .in = f_session,
	    .in_size = sizeof(struct p_session),
	    .example = "{\"session\":7}",
	    .returns = "{}" },
	{ .op = "auth.step_up",
	    .help = "Confirms the session by password or code, before heavy "
		    "changes.",
	    .perm = P_LOGIN,
	    .kind = OP_ASYNC,
	    .rate = RATE_SENSITIVE,
	    .flags = KEEPS_TRACE | NO_REPLAY | AUTH_FLIGHT,
	    .audit = "none: confirms a session",
	    .prepare = rpc_auth_step_up_prepare,
	    .work = auth_step_up_work,
	    .finish = rpc_auth_step_up_finish,
	    .drop = auth_step_up_drop,
	    .work_class = WORK_HASH,
	    .in = f_step_up,
	    .in_size = sizeof(struct auth_step_up),
	    .example = "{\"password\":\"korrekt-pferd-batterie\"}",
	    .returns = "{until}" },
	{ 0 },
};
