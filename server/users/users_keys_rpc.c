/* Operations of admins on the SSH keys of others; rules: server/auth. */
#include "server/auth/auth_key.h"
#include "server/auth/auth_key_json.h"
#include "server/auth/auth_key_parse.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

struct p_user {
	int64_t user;
};
struct p_id {
	int64_t id;
};

static const struct field f_add[] = {
	{ FT_ID, "user", F_AT(struct auth_key_new, account), false, 1,
	    9007199254740991, 0, 0, "account" },
	{ FT_TEXT, "key", F_AT(struct auth_key_new, key), false, 1,
	    KEY_TEXT_MAX, 0, 0, "public key as in the file .pub" },
	F_STR_OPT(struct auth_key_new, name, 0, 60,
	    "name shown in lists; absent: the comment of the key"),
	F_END,
};
static const struct field f_user[] = {
	F_ID(struct p_user, user, "account"),
	F_END,
};
static const struct field f_id[] = {
	F_ID(struct p_id, id, "key"),
	F_END,
};

static enum err
rpc_users_add_key(struct call *c, const void *in)
{
	struct auth_key k;
	enum err e = auth_key_add(c, in, &k);

	if (e == OK)
		auth_key_json(c->reply, "key", &k);
	return e;
}

static enum err
rpc_users_list_keys(struct call *c, const void *in)
{
	struct auth_keys l;
	enum err e = auth_key_list(c, ((const struct p_user *)in)->user, &l);

	if (e == OK)
		auth_keys_json(c->reply, &l);
	return e;
}

static enum err
rpc_users_revoke_key(struct call *c, const void *in)
{
	return auth_key_revoke(c, ((const struct p_id *)in)->id, 0);
}

const struct op users_key_ops[] = {
	{ .op = "users.add_key",
	    .help = "Registers an SSH key of an account.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .flags = STEP_UP,
	    .audit = "ssh_key_added",
	    .run = rpc_users_add_key,
	    .in = f_add,
	    .in_size = sizeof(struct auth_key_new),
	    .example =
		"{\"user\":1,\"key\":\"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA"
		"IBwhQjJWSyigwzS+YFVP5DR/CivFr4NTkgTaISkBBbRv anna@laptop\"}",
	    .returns = "{key: KEY}" },
	{ .op = "users.list_keys",
	    .help = "Lists the SSH keys of an account.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_users_list_keys,
	    .in = f_user,
	    .in_size = sizeof(struct p_user),
	    .example = "{\"user\":1}",
	    .returns = "as auth.list_keys" },
	{ .op = "users.revoke_key",
	    .help = "Revokes an SSH key and ends the sessions it opened.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "ssh_key_revoked",
	    .run = rpc_users_revoke_key,
	    .in = f_id,
	    .in_size = sizeof(struct p_id),
	    .example = "{\"id\":1}",
	    .returns = "{}" },
	{ 0 },
};
