/* Operations of signing in and out. */
#include "common/str.h"
#include "server/auth/auth.h"
#include "server/auth/auth_json.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

static const char *const languages[] = { "de", "en", NULL };
#define KEEP_LANGUAGE 2

struct p_token {
	const char *token;
	int language;
	const char *client;
};
struct p_code {
	const char *challenge, *code;
};
struct p_name {
	const char *name;
};

static const struct field f_login[] = {
	F_STR(struct auth_login, name, 2, 50, "login name"),
	F_SECRET(struct auth_login, password, 1, 100, "password"),
	F_ENUM_OPT(struct auth_login, language, languages, KEEP_LANGUAGE,
	    "language of the connection"),
	F_STR_OPT(struct auth_login, client, 0, 80, "name of the program"),
	{ FT_SECRET, "device", F_AT(struct auth_login, device), true, 64, 64, 0,
	    0, "mark that an earlier sign-in told this device" },
	F_END,
};
static const struct field f_code[] = {
	F_STR(struct p_code, challenge, 32, 32, "challenge of auth.login"),
	F_SECRET(struct p_code, code, 1, 40, "six digits or a backup code"),
	F_END,
};
static const struct field f_resume[] = {
	F_SECRET(struct p_token, token, 64, 64, "token of auth.login"),
	F_ENUM_OPT(struct p_token, language, languages, KEEP_LANGUAGE,
	    "language of the connection"),
	F_STR_OPT(struct p_token, client, 0, 80, "name of the program"),
	F_END,
};
static const struct field f_demo[] = {
	F_STR(struct p_name, name, 2, 50, "account of the demo"),
	F_END,
};
static const struct field f_assume[] = {
	F_STR(struct p_name, name, 0, 50, "account, empty: oneself again"),
	F_END,
};

static enum err
rpc_auth_login_prepare(struct call *c, const void *in, void **job)
{
	*job = auth_login_job_new();
	return auth_login_prepare(c, in, *job);
}

static enum err
rpc_auth_login_finish(struct call *c, const void *in, void *job)
{
	struct auth_ticket t = { 0 };
	enum err e = auth_login_finish(c, in, job, &t);

	return e == OK ? auth_ticket_json(c, &t) : e;
}

static enum err
rpc_auth_verify_code(struct call *c, const void *in)
{
	const struct p_code *p = in;
	struct auth_ticket t = { 0 };
	enum err e = auth_verify_code(c, p->challenge, p->code, &t);

	return e == OK ? auth_ticket_json(c, &t) : e;
}

static enum err
rpc_auth_resume(struct call *c, const void *in)
{
	const struct p_token *p = in;
	struct auth_ticket t = { 0 };
	enum err e;

	auth_hello(c, p->language, p->client);
	e = auth_resume(c, p->token, &t);
	return e == OK ? auth_ticket_json(c, &t) : e;
}

static enum err
rpc_auth_logout(struct call *c, const void *in)
{
	(void)in;
	return auth_logout(c);
}

static enum err
rpc_auth_demo(struct call *c, const void *in)
{
	struct auth_ticket t = { 0 };
	enum err e = auth_demo(c, ((const struct p_name *)in)->name, &t);

	return e == OK ? auth_ticket_json(c, &t) : e;
}

static enum err
rpc_auth_assume(struct call *c, const void *in)
{
	return auth_assume(c, ((const struct p_name *)in)->name);
}

const struct op auth_ops[] = {
	{ .op = "auth.assume",
	    .help = "Lets an operator of the local socket act as an account.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = NO_REPLAY,
	    .audit = "login_success",
	    .run = rpc_auth_assume,
	    .in = f_assume,
	    .in_size = sizeof(struct p_name),
	    .example = "{\"name\":\"anna.beispiel\"}",
	    .returns = "{}" },
	{ .op = "auth.demo",
	    .help = "Signs in to a demo database without a password; local "
		    "operators only.",
	    .perm = P_NONE,
	    .kind = OP_WRITE,
	    .rate = RATE_AUTH,
	    .flags = NO_REPLAY,
	    .audit = "login_success",
	    .run = rpc_auth_demo,
	    .in = f_demo,
	    .in_size = sizeof(struct p_name),
	    .example = "{\"name\":\"anna.beispiel\"}",
	    .returns = "as auth.login" },
	{ .op = "auth.login",
	    .help = "Opens a session for a name and a password, or asks for a "
		    "code.",
	    .perm = P_NONE,
	    .kind = OP_ASYNC,
	    .rate = RATE_AUTH,
	    .flags = KEEPS_TRACE | NO_REPLAY | AUTH_FLIGHT | TIMED_REFUSAL,
	    .audit = "login_success",
	    .prepare = rpc_auth_login_prepare,
	    .work = auth_login_work,
	    .finish = rpc_auth_login_finish,
	    .drop = auth_login_drop,
	    .work_class = WORK_HASH,
	    .in = f_login,
	    .in_size = sizeof(struct auth_login),
	    .example = "{\"name\":\"anna.beispiel\",\"password\":"
		       "\"korrekt-pferd-batterie\"}",
	    .returns = "{token, session, user, expires_at, idle_ends_at, "
		       "device?, failed?} or {result: second_factor, "
		       "challenge, expires_at}" },
	{ .op = "auth.logout",
	    .help = "Ends the session.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .flags = NO_REPLAY | UNREADY,
	    .audit = "logout",
	    .run = rpc_auth_logout,
	    .example = "{}",
	    .returns = "{}" },
	{ .op = "auth.resume",
	    .help = "Continues a session on a new connection.",
	    .perm = P_NONE,
	    .kind = OP_WRITE,
	    .rate = RATE_AUTH,
	    .flags = NO_REPLAY,
	    .audit = "none: continues a session",
	    .run = rpc_auth_resume,
	    .in = f_resume,
	    .in_size = sizeof(struct p_token),
	    .example = "{\"token\":\"00000000000000000000000000000000"
		       "00000000000000000000000000000000\"}",
	    .returns = "{session, user, expires_at, idle_ends_at}" },
	{ .op = "auth.verify_code",
	    .alias = "auth.second_factor",
	    .help = "Answers the challenge of auth.login with a code.",
	    .perm = P_NONE,
	    .kind = OP_WRITE,
	    .rate = RATE_AUTH,
	    .flags = KEEPS_TRACE | NO_REPLAY | TIMED_REFUSAL,
	    .audit = "login_success",
	    .run = rpc_auth_verify_code,
	    .in = f_code,
	    .in_size = sizeof(struct p_code),
	    .example = "{\"challenge\":\"00000000000000000000000000000000\","
		       "\"code\":\"123456\"}",
	    .returns = "as auth.login, codes_left? after a backup code" },
	{ 0 },
};
