/* Subscriptions of a connection to pushes. */
#include <string.h>

#include "common/json_write.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/rpc/op_tables.h"
#include "server/rpc/push.h"

struct p_subscribe {
	struct field_list topics;
};
struct p_resume {
	const char *boot;
	int64_t seq;
	struct field_list topics;
};

static const struct field f_subscribe[] = {
	F_STRLIST_OPT(struct p_subscribe, topics, 16,
	    "slots, bookings, blocks, availability, tools, "
	    "notifications, users, jobs, customers"),
	F_END,
};
static const struct field f_resume[] = {
	F_STR(struct p_resume, boot, 16, 16, "boot id of the greeting"),
	F_INT(struct p_resume, seq, 0, 9007199254740991, "last push received"),
	F_STRLIST_OPT(struct p_resume, topics, 16, "as events.subscribe"),
	F_END,
};

static enum err
set_topics(struct call *c, const struct field_list *l)
{
	uint32_t all = 0;
	int i;

	for (i = 0; i < l->n; i++) {
		uint32_t bit = push_topic(l->str[i]);

		if (bit == 0)
			return call_invalid(c, "topics", "%s",
			    call_tr(c,
				"erlaubt: slots, bookings, blocks, "
				"availability, tools, notifications, users, "
				"jobs, customers",
				"one of: slots, bookings, blocks, "
				"availability, tools, notifications, users, "
				"jobs, customers"));
		all |= bit;
	}
	if (c->conn != NULL)
		c->conn->topics = all;
	return OK;
}

static enum err
rpc_events_subscribe(struct call *c, const void *in)
{
	const struct p_subscribe *p = in;
	enum err e = set_topics(c, &p->topics);

	if (e != OK)
		return e;
	jw_kstr(c->reply, "boot", c->app->boot);
	jw_kint(c->reply, "seq", push_seq(c->app));
	return OK;
}

static enum err
rpc_events_resume(struct call *c, const void *in)
{
	const struct p_resume *p = in;
	enum err e = set_topics(c, &p->topics);
	bool fine;

	if (e != OK)
		return e;
	fine = push_resume(c, p->boot, p->seq);
	jw_kstr(c->reply, "boot", c->app->boot);
	jw_kint(c->reply, "seq", push_seq(c->app));
	jw_kbool(c->reply, "reload", !fine);
	return OK;
}

const struct op events_ops[] = {
	{ .op = "events.resume",
	    .help = "Subscribes again and delivers what was missed, or says "
		    "reload.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_events_resume,
	    .in = f_resume,
	    .in_size = sizeof(struct p_resume),
	    .example = "{\"boot\":\"0123456789abcdef\",\"seq\":812,"
		       "\"topics\":[\"slots\"]}",
	    .returns = "{boot, seq, reload}" },
	{ .op = "events.subscribe",
	    .help = "Sets the topics whose pushes this connection gets.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_events_subscribe,
	    .in = f_subscribe,
	    .in_size = sizeof(struct p_subscribe),
	    .example = "{\"topics\":[\"slots\",\"blocks\"]}",
	    .returns = "{boot, seq}" },
	{ 0 },
};
