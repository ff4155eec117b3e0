/* Operations of SSH keys and of the ways in that they open. */
#include "common/str.h"
#include "server/auth/auth.h"
#include "server/auth/auth_json.h"
#include "server/auth/auth_key.h"
#include "server/auth/auth_key_json.h"
#include "server/auth/auth_key_parse.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

static const char *const languages[] = { "de", "en", NULL };
#define KEEP_LANGUAGE 2

struct p_id {
	int64_t id;
};
struct p_local {
	int language;
	const char *client;
};

static const struct field f_add[] = {
	{ FT_TEXT, "key", F_AT(struct auth_key_new, key), false, 1,
	    KEY_TEXT_MAX, 0, 0, "public key as in the file .pub" },
	F_STR_OPT(struct auth_key_new, name, 0, 60,
	    "name shown in lists; absent: the comment of the key"),
	F_END,
};
static const struct field f_rename[] = {
	F_ID(struct auth_key_name, id, "key"),
	F_STR(struct auth_key_name, name, 1, 60, "name shown in lists"),
	F_INT_OPT(struct auth_key_name, version, 1, 1000000000, 0,
	    "refused when changed meanwhile"),
	F_END,
};
static const struct field f_id[] = {
	F_ID(struct p_id, id, "key"),
	F_END,
};
static const struct field f_ssh[] = {
	{ FT_TEXT, "key", F_AT(struct auth_ssh, key), true, 1, KEY_TEXT_MAX, 0,
	    0,
	    "key that sshd has verified; absent: the one proven before on "
	    "this connection" },
	F_BOOL_OPT(struct auth_ssh, only_prove, false,
	    "remember the key for a later auth.ssh, open no session"),
	F_ENUM_OPT(struct auth_ssh, language, languages, KEEP_LANGUAGE,
	    "language of the connection"),
	F_STR_OPT(struct auth_ssh, client, 0, 80, "name of the program"),
	F_END,
};
static const struct field f_local[] = {
	F_ENUM_OPT(struct p_local, language, languages, KEEP_LANGUAGE,
	    "language of the connection"),
	F_STR_OPT(struct p_local, client, 0, 80, "name of the program"),
	F_END,
};
static const struct field f_authorized[] = {
	F_STR_OPT(struct auth_key_query, user, 1, 64,
	    "system account that is signed in to"),
	{ FT_TEXT, "key", F_AT(struct auth_key_query, key), true, 1,
	    KEY_TEXT_MAX, 0, 0, "only this key, if it is known" },
	F_INT_OPT(struct auth_key_query, limit, 1, 500, 500, "most rows"),
	F_INT_OPT(struct auth_key_query, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};

static enum err
rpc_auth_add_key(struct call *c, const void *in)
{
	struct auth_key_new k = *(const struct auth_key_new *)in;
	struct auth_key out;
	enum err e;

	k.account = c->actor->id;
	if ((e = auth_key_add(c, &k, &out)) != OK)
		return e;
	auth_key_json(c->reply, "key", &out);
	return OK;
}

static enum err
rpc_auth_rename_key(struct call *c, const void *in)
{
	struct auth_key out;
	enum err e = auth_key_rename(c, in, &out);

	if (e == OK)
		auth_key_json(c->reply, "key", &out);
	return e;
}

static enum err
rpc_auth_revoke_key(struct call *c, const void *in)
{
	if (c->actor->id == 0) /* operators: users.revoke_key */
		return call_fail(c, E_FORBIDDEN);
	return auth_key_revoke(c, ((const struct p_id *)in)->id, c->actor->id);
}

static enum err
rpc_auth_list_keys(struct call *c, const void *in)
{
	struct auth_keys l;
	enum err e = auth_key_list(c, c->actor->id, &l);

	(void)in;
	if (e == OK)
		auth_keys_json(c->reply, &l);
	return e;
}

static enum err
rpc_auth_list_authorized(struct call *c, const void *in)
{
	struct auth_keys l;
	enum err e = auth_key_authorized(c, in, &l);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < l.n; i++) {
		jw_object(c->reply);
		jw_kstr(c->reply, "type", l.row[i].type);
		jw_kstr(c->reply, "key", l.row[i].blob);
		jw_end_object(c->reply);
	}
	jw_end_array(c->reply);
	return OK;
}

static enum err
rpc_auth_ssh(struct call *c, const void *in)
{
	const struct auth_ssh *p = in;
	struct auth_ticket t = { 0 };
	const char *name = "";
	enum err e = auth_ssh(c, p, &t, &name);

	if (e != OK)
		return e;
	if (!p->only_prove)
		return auth_ticket_json(c, &t);
	jw_kstr(c->reply, "account", name);
	return OK;
}

static enum err
rpc_auth_local(struct call *c, const void *in)
{
	const struct p_local *p = in;
	struct auth_ticket t = { 0 };
	enum err e = auth_local(c, p->language, p->client, &t);

	return e == OK ? auth_ticket_json(c, &t) : e;
}

#define EXAMPLE_KEY                                    \
	"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBwhQjJW" \
	"SyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop"

const struct op auth_key_ops[] = {
	{ .op = "auth.add_key",
	    .help = "Registers an SSH key of the own account.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = NO_REPLAY | STEP_UP,
	    .audit = "ssh_key_added",
	    .run = rpc_auth_add_key,
	    .in = f_add,
	    .in_size = sizeof(struct auth_key_new),
	    .example = "{\"key\":\"" EXAMPLE_KEY "\",\"name\":\"Laptop\"}",
	    .returns = "{key: KEY}" },
	{ .op = "auth.list_authorized",
	    .help = "Lists the keys that sshd may let in; for hubctl "
		    "ssh-keys, operators and the system account of SSH.",
	    .perm = P_NONE,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_auth_list_authorized,
	    .in = f_authorized,
	    .in_size = sizeof(struct auth_key_query),
	    .example = "{\"user\":\"hub-ssh\"}",
	    .returns = "{items: [{type, key}]}" },
	{ .op = "auth.list_keys",
	    .help = "Lists the own SSH keys, revoked ones last.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_auth_list_keys,
	    .example = "{}",
	    .returns = "list of KEY {id, version, name, type, fingerprint, "
		       "added_at, added_by, last_used_at?, revoked_at?}" },
	{ .op = "auth.local",
	    .help = "Opens the session of the account that the local user is "
		    "mapped to.",
	    .perm = P_NONE,
	    .kind = OP_WRITE,
	    .rate = RATE_AUTH,
	    .flags = NO_REPLAY,
	    .audit = "login_success",
	    .run = rpc_auth_local,
	    .in = f_local,
	    .in_size = sizeof(struct p_local),
	    .example = "{}",
	    .returns = "as auth.login" },
	{ .op = "auth.rename_key",
	    .help = "Changes the name of an own SSH key.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .flags = NO_REPLAY,
	    .audit = "ssh_key_renamed",
	    .run = rpc_auth_rename_key,
	    .in = f_rename,
	    .in_size = sizeof(struct auth_key_name),
	    .example = "{\"id\":1,\"name\":\"Laptop\"}",
	    .returns = "{key: KEY}" },
	{ .op = "auth.revoke_key",
	    .help = "Revokes an own SSH key and ends the sessions it opened.",
	    .perm = P_LOGIN,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = NO_REPLAY,
	    .audit = "ssh_key_revoked",
	    .run = rpc_auth_revoke_key,
	    .in = f_id,
	    .in_size = sizeof(struct p_id),
	    .example = "{\"id\":1}",
	    .returns = "{}" },
	{ .op = "auth.ssh",
	    .help = "Opens a session with an SSH key that sshd has verified; "
		    "only for the system account of SSH.",
	    .perm = P_NONE,
	    .kind = OP_WRITE,
	    .rate = RATE_AUTH,
	    .flags = KEEPS_TRACE | NO_REPLAY | TIMED_REFUSAL,
	    .audit = "login_success",
	    .run = rpc_auth_ssh,
	    .in = f_ssh,
	    .in_size = sizeof(struct auth_ssh),
	    .example = "{\"key\":\"" EXAMPLE_KEY "\"}",
	    .returns = "as auth.login; {account} with only_prove" },
	{ 0 },
};
