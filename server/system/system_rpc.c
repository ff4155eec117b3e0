/* Operations about the server itself; the documentation comes from here. */
#include "common/json.h"
#include "common/json_write.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/hub/hub.h"
#include "server/rpc/op_tables.h"
#include "server/system/system.h"
#include "server/system/system_describe.h"

struct p_describe {
	const char *op;
};

static const struct field f_describe[] = {
	F_STR_OPT(struct p_describe, op, 1, 60, "one operation only"),
	F_END,
};

static enum err
rpc_system_ping(struct call *c, const void *in)
{
	(void)in;
	jw_kbool(c->reply, "pong", true);
	return OK;
}

static enum err
rpc_system_check_live(struct call *c, const void *in)
{
	(void)in;
	jw_kstr(c->reply, "status", "healthy");
	return OK;
}

static enum err
rpc_system_check_ready(struct call *c, const void *in)
{
	int64_t n;
	enum err e = system_store_probe(c, &n);

	(void)in;
	jw_kbool(c->reply, "ready", e == OK && n > 0);
	return OK;
}

/* What an admin must do something about, in words. */
static void
problems(struct call *c, const struct system_health *h)
{
	char text[240];

	if (h->sealed_lost == 0)
		return;
	snprintf(text, sizeof(text),
	    call_tr(c,
		"Der Schlüssel des Servers passt nicht zur Datenbank. "
		"Versiegelte Werte, die sich nicht öffnen lassen: %d",
		"The server key does not fit the database. Sealed values "
		"that cannot be opened: %d"),
	    h->sealed_lost);
	jw_karray(c->reply, "problems");
	jw_str(c->reply, text);
	jw_end_array(c->reply);
}

static enum err
health_details(struct call *c, const struct system_health *h)
{
	struct jw *w = c->reply;
	enum err e;

	jw_kobject(w, "tools");
	if ((e = hub_tools_health_json(c, w)) != OK)
		return e;
	jw_end_object(w);
	jw_kobject(w, "services");
	jw_kstr(w, "database", health_name(h->database));
	jw_kstr(w, "cache", health_name(h->cache));
	jw_kstr(w, "calendar", health_name(h->calendar));
	jw_kstr(w, "jobs", health_name(h->jobs));
	jw_kstr(w, "secrets", health_name(h->secrets));
	jw_end_object(w);
	problems(c, h);
	jw_kobject(w, "memory");
	jw_kint(w, "percent", h->memory_percent);
	jw_kint(w, "available_mb", h->memory_available_mb);
	jw_end_object(w);
	jw_kobject(w, "disk");
	jw_kint(w, "free_percent", h->disk_free_percent);
	jw_end_object(w);
	jw_kint(w, "uptime_seconds", h->uptime_seconds);
	return OK;
}

static enum err
rpc_system_check_health(struct call *c, const void *in)
{
	struct system_health h;
	enum err e = system_health(c, &h);

	(void)in;
	if (e != OK)
		return e;
	jw_kstr(c->reply, "status", health_name(h.overall));
	jw_kinstant(c->reply, "timestamp", c->now);
	jw_kstr(c->reply, "version", HUB_VERSION);
	if (c->actor != NULL && c->actor->is_admin)
		return health_details(c, &h);
	return OK;
}

static enum err
rpc_system_show_version(struct call *c, const void *in)
{
	(void)in;
	jw_kstr(c->reply, "version", HUB_VERSION);
	jw_kint(c->reply, "protocol", 1);
	return OK;
}

static enum err
rpc_system_describe(struct call *c, const void *in)
{
	const struct p_describe *p = in;
	int i, n = 0;

	if (p->op != NULL && op_find(p->op) == NULL)
		return call_fail(c, E_NOT_FOUND);
	jw_karray(c->reply, "items");
	for (i = 0; i < ops_count(); i++) {
		const struct op *op = ops_at(i);

		if (p->op != NULL ? op != op_find(p->op)
				  : !actor_may(c->actor, op->perm))
			continue;
		system_describe_op(c->reply, op);
		n++;
	}
	jw_end_array(c->reply);
	jw_kint(c->reply, "total", n);
	jw_kint(c->reply, "limit", n);
	jw_kint(c->reply, "offset", 0);
	return OK;
}

const struct op system_ops[] = {
	{ .op = "system.check_health",
	    .alias = "system.health",
	    .help = "State of the server; in full for admins and operators.",
	    .perm = P_NONE,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_system_check_health,
	    .example = "{}",
	    .returns = "{status, timestamp, version, tools, services, memory, "
		       "disk, uptime_seconds, problems?}" },
	{ .op = "system.check_live",
	    .alias = "system.live",
	    .help = "Answers while the process lives.",
	    .perm = P_NONE,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_system_check_live,
	    .example = "{}",
	    .returns = "{status}" },
	{ .op = "system.check_ready",
	    .alias = "system.ready",
	    .help = "True when the database is usable and migrated.",
	    .perm = P_NONE,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_system_check_ready,
	    .example = "{}",
	    .returns = "{ready}" },
	{ .op = "system.describe",
	    .help = "Lists the operations the caller may use.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_system_describe,
	    .in = f_describe,
	    .in_size = sizeof(struct p_describe),
	    .flags = SLICED_REPLY,
	    .example = "{\"op\":\"slots.book\"}",
	    .returns = "list of {op, aliases, help, kind, permission, rate, "
		       "audit, fields, example, returns}" },
	{ .op = "system.ping",
	    .help = "Answers pong.",
	    .perm = P_NONE,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_system_ping,
	    .example = "{}",
	    .returns = "{pong}" },
	{ .op = "system.show_version",
	    .alias = "system.version",
	    .help = "Version of the program and of the protocol.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_system_show_version,
	    .example = "{}",
	    .returns = "{version, protocol}" },
	{ 0 },
};
