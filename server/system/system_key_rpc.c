/* The key under which secrets are sealed at rest. */
#include "server/app_private.h"
#include "server/core/reseal.h"
#include "server/rpc/op_tables.h"
#include "server/settings/seal.h"

static enum err
rpc_system_rotate_key(struct call *c, const void *in)
{
	int renewed = 0;
	enum err e;

	(void)in;
	if (c->conn == NULL || !c->conn->is_operator || c->session != 0)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Das geht nur auf dem Server: hubctl key rotate",
			"This is done on the server only: hubctl key rotate"));
	if ((e = reseal_rotate(c, &renewed)) != OK)
		return e;
	call_audit_as(c, "key_rotated", "warning");
	jw_kstr(call_audit(c), "from", seal_id(c->app->seal));
	jw_kstr(call_audit(c), "to", seal_id(c->app->seal_next));
	jw_kint(call_audit(c), "values", renewed);
	jw_kstr(c->reply, "key", seal_id(c->app->seal_next));
	jw_kint(c->reply, "values", renewed);
	return OK;
}

const struct op system_key_ops[] = {
	{ .op = "system.rotate_key",
	    .help = "Makes a new server key and seals every secret anew with "
		    "it; local operators only.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_WRITE,
	    .rate = RATE_SENSITIVE,
	    .flags = STEP_UP,
	    .audit = "key_rotated",
	    .run = rpc_system_rotate_key,
	    .example = "{}",
	    .returns = "{key: short name of the new key, values: how many "
		       "were sealed anew}" },
	{ 0 },
};
