/* Operations of the own second factor. */
#include "server/auth/auth_factor_setup.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

struct p_code {
	const char *code;
};

#define PASSWORD                                                            \
	{                                                                   \
		FT_SECRET, "password", F_AT(struct factor_proof, password), \
		    false, 1, 100, 0, 0, "present password"                 \
	}
#define CODE(optional, help)                                        \
	{                                                           \
		FT_SECRET, "code", F_AT(struct factor_proof, code), \
		    (optional), 1, 40, 0, 0, (help)                 \
	}

static const struct field f_start[] = {
	PASSWORD,
	CODE(true, "code of the app or backup code, to set it up again"),
	F_END,
};
static const struct field f_disable[] = {
	PASSWORD,
	CODE(false, "code of the app or backup code"),
	F_END,
};
static const struct field f_renew[] = {
	PASSWORD,
	CODE(false, "code of the app"),
	F_END,
};
static const struct field f_confirm[] = {
	F_SECRET(struct p_code, code, 1, 40, "code of the app"),
	F_END,
};

static enum err
rpc_auth_show_2fa(struct call *c, const void *in)
{
	const struct actor *a = c->actor;
	struct factor f;
	bool required;
	enum err e;

	(void)in;
	if ((e = factor_show(c, a->id, &f)) != OK ||
	    (e = factor_required(c, a->id, a->is_admin, &required)) != OK)
		return e;
	jw_kbool(c->reply, "on", f.on);
	if (f.on)
		jw_kinstant(c->reply, "enabled_at", f.enabled_at);
	jw_kbool(c->reply, "pending", f.pending);
	if (f.pending)
		jw_kinstant(c->reply, "expires_at", f.pending_until);
	jw_kint(c->reply, "codes_left", f.codes_left);
	jw_kbool(c->reply, "required", required && a->id != 0);
	return OK;
}

static enum err
rpc_factor_prepare(struct call *c, const void *in, void **job)
{
	*job = factor_job_new();
	return factor_prepare(c, in, *job);
}

static enum err
rpc_auth_start_2fa_finish(struct call *c, const void *in, void *job)
{
	struct factor_seed s;
	enum err e = factor_start(c, in, job, &s);

	if (e != OK)
		return e;
	jw_kstr(c->reply, "secret", s.text);
	jw_kstr(c->reply, "uri", s.uri);
	jw_kinstant(c->reply, "expires_at", s.expires_at);
	return OK;
}

static void
codes_json(struct call *c, const struct factor_codes *codes)
{
	int i;

	jw_karray(c->reply, "codes");
	for (i = 0; i < BACKUP_CODES; i++)
		jw_str(c->reply, codes->text[i]);
	jw_end_array(c->reply);
}

static enum err
rpc_auth_confirm_2fa(struct call *c, const void *in)
{
	struct factor_codes codes;
	enum err e =
	    factor_confirm(c, ((const struct p_code *)in)->code, &codes);

	if (e == OK)
		codes_json(c, &codes);
	return e;
}

static enum err
rpc_auth_cancel_2fa(struct call *c, const void *in)
{
	(void)in;
	return factor_cancel(c);
}

static enum err
rpc_auth_disable_2fa_finish(struct call *c, const void *in, void *job)
{
	return factor_disable(c, in, job);
}

static enum err
rpc_auth_renew_codes_finish(struct call *c, const void *in, void *job)
{
	struct factor_codes codes;
	enum err e = factor_renew(c, in, job, &codes);

	if (e == OK)
		codes_json(c, &codes);
	return e;
}

#define EXAMPLE "{\"password\":\"korrekt-pferd-batterie\",\"code\":\"287082\"}"

const struct op auth_factor_ops[] = {
	{ .op = "auth.cancel_2fa",
	    .help = "Drops a second factor that is being set up.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = NO_REPLAY | UNREADY,
	    .audit = "none: nothing was in force",
	    .run = rpc_auth_cancel_2fa,
	    .example = "{}",
	    .returns = "{}" },
	{ .op = "auth.confirm_2fa",
	    .alias = "security.2fa_confirm",
	    .help = "Switches the second factor on with its first code and "
		    "ends all other sessions.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = NO_REPLAY | UNREADY,
	    .audit = "2fa_enabled",
	    .run = rpc_auth_confirm_2fa,
	    .in = f_confirm,
	    .in_size = sizeof(struct p_code),
	    .example = "{\"code\":\"287082\"}",
	    .returns = "{codes: ten backup codes, told once}" },
	{ .op = "auth.disable_2fa",
	    .alias = "security.2fa_disable",
	    .help = "Switches the second factor off and ends all other "
		    "sessions.",
	    .perm = P_LOGIN,
	    .kind = OP_ASYNC,
	    .rate = RATE_SENSITIVE,
	    .flags = KEEPS_TRACE | NO_REPLAY | AUTH_FLIGHT,
	    .audit = "2fa_disabled",
	    .prepare = rpc_factor_prepare,
	    .work = factor_work,
	    .finish = rpc_auth_disable_2fa_finish,
	    .drop = factor_drop,
	    .work_class = WORK_HASH,
	    .in = f_disable,
	    .in_size = sizeof(struct factor_proof),
	    .example = EXAMPLE,
	    .returns = "{}" },
	{ .op = "auth.renew_codes",
	    .alias = "security.2fa_codes",
	    .help = "Makes ten new backup codes; the former ones are void.",
	    .perm = P_LOGIN,
	    .kind = OP_ASYNC,
	    .rate = RATE_SENSITIVE,
	    .flags = KEEPS_TRACE | NO_REPLAY | AUTH_FLIGHT,
	    .audit = "backup_codes_regenerated",
	    .prepare = rpc_factor_prepare,
	    .work = factor_work,
	    .finish = rpc_auth_renew_codes_finish,
	    .drop = factor_drop,
	    .work_class = WORK_HASH,
	    .in = f_renew,
	    .in_size = sizeof(struct factor_proof),
	    .example = EXAMPLE,
	    .returns = "{codes: ten backup codes, told once}" },
	{ .op = "auth.show_2fa",
	    .alias = "security.2fa_status",
	    .help = "Whether the own second factor is on, and how many backup "
		    "codes are left.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_SENSITIVE,
	    .flags = UNREADY,
	    .audit = "none: read",
	    .run = rpc_auth_show_2fa,
	    .example = "{}",
	    .returns = "{on, enabled_at?, pending, expires_at?, codes_left, "
		       "required}" },
	{ .op = "auth.start_2fa",
	    .alias = "security.2fa_setup",
	    .help = "A new seed for an authenticator app, good for 15 "
		    "minutes; what is on stays on until it is confirmed.",
	    .perm = P_LOGIN,
	    .kind = OP_ASYNC,
	    .rate = RATE_SENSITIVE,
	    .flags = KEEPS_TRACE | NO_REPLAY | AUTH_FLIGHT | UNREADY,
	    .audit = "none: nothing is in force yet",
	    .prepare = rpc_factor_prepare,
	    .work = factor_work,
	    .finish = rpc_auth_start_2fa_finish,
	    .drop = factor_drop,
	    .work_class = WORK_HASH,
	    .in = f_start,
	    .in_size = sizeof(struct factor_proof),
	    .example = EXAMPLE,
	    .returns = "{secret, uri, expires_at}" },
	{ 0 },
};
