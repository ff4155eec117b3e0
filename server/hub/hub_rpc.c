/* Operations of the hub: greeting, tools, dashboard. */
#include <stdio.h>
#include <string.h>

#include "common/json_write.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/app_private.h"
#include "server/auth/auth.h"
#include "server/auth/auth_session.h"
#include "server/hub/hub.h"
#include "server/notify/notify.h"
#include "server/notify/notify_json.h"
#include "server/rpc/op_tables.h"
#include "server/slots/slots_summary.h"
#include "server/system/system.h"
#include "server/users/users.h"

static const char *const languages[] = { "de", "en", NULL };

struct p_hello {
	int language;
	const char *client;
};
struct p_tool {
	const char *tool;
	int status;
};
struct p_page {
	int64_t limit, offset;
};

static const struct field f_hello[] = {
	F_ENUM_OPT(struct p_hello, language, languages, 2,
	    "language of the connection"),
	F_STR_OPT(struct p_hello, client, 0, 80, "name of the program"),
	F_END,
};
static const struct field f_tool[] = {
	F_STR(struct p_tool, tool, 1, 40, "id of the tool"),
	F_END,
};
static const struct field f_status[] = {
	F_STR(struct p_tool, tool, 1, 40, "id of the tool"),
	F_ENUM(struct p_tool, status, tool_statuses, "new status"),
	F_END,
};
static const struct field f_activity[] = {
	F_INT_OPT(struct p_page, limit, 1, 200, 50, "most rows"),
	F_INT_OPT(struct p_page, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};

static void
features_json(struct jw *w, const char *s)
{
	jw_karray(w, "features");
	while (*s != '\0') {
		char one[60]; /* words of the tool table */
		const char *comma = strchr(s, ',');
		size_t n = comma != NULL ? (size_t)(comma - s) : strlen(s);

		snprintf(one, sizeof(one), "%.*s", (int)n, s);
		jw_str(w, one);
		s += n + (comma != NULL);
	}
	jw_end_array(w);
}

static void
tool_json(struct call *c, struct jw *w, const struct tool *t)
{
	bool open = t->status == TOOL_ACTIVE || t->status == TOOL_BETA;

	jw_kstr(w, "id", t->id);
	jw_kstr(w, "name", t->name);
	jw_kstr(w, "description",
	    c->lang == LANG_DE ? t->description : t->description_en);
	jw_kstr(w, "entry_screen", t->entry_screen);
	jw_kstr(w, "status", tool_statuses[t->status]);
	jw_kbool(w, "openable", t->openable);
	jw_kstr(w, "symbol", t->symbol);
	features_json(w, t->features);
	jw_kint(w, "user_count", t->user_count);
	jw_kstr(w, "health",
	    t->status == TOOL_MAINTENANCE ? "maintenance"
	    : open			  ? "healthy"
					  : "not_ready");
	jw_kint(w, "sort", t->sort);
}

static enum err
tools_json(struct call *c, struct jw *w, const char *key, int *n)
{
	struct tools all;
	enum err e = hub_tools(c, &all);
	int i;

	if (e != OK)
		return e;
	jw_karray(w, key);
	for (i = 0; i < all.n; i++) {
		jw_object(w);
		tool_json(c, w, &all.row[i]);
		jw_end_object(w);
	}
	jw_end_array(w);
	*n = all.n;
	return OK;
}

static enum err
rpc_hub_hello(struct call *c, const void *in)
{
	const struct p_hello *p = in;

	auth_hello(c, p->language, p->client);
	jw_kstr(c->reply, "language", c->lang == LANG_DE ? "de" : "en");
	return OK;
}

static enum err
rpc_hub_list_tools(struct call *c, const void *in)
{
	int n = 0;
	enum err e = tools_json(c, c->reply, "items", &n);

	(void)in;
	if (e == OK)
		jw_kwhole(c->reply, n);
	return e;
}

static enum err
one_tool(struct call *c, enum err e, const struct tool *t)
{
	if (e != OK)
		return e;
	jw_kobject(c->reply, "tool");
	tool_json(c, c->reply, t);
	jw_end_object(c->reply);
	return OK;
}

static enum err
rpc_hub_open_tool(struct call *c, const void *in)
{
	struct tool t;
	enum err e = hub_open_tool(c, ((const struct p_tool *)in)->tool, &t);

	return one_tool(c, e, &t);
}

static enum err
rpc_hub_set_tool_status(struct call *c, const void *in)
{
	const struct p_tool *p = in;
	struct tool t;
	enum err e =
	    hub_set_status(c, p->tool, (enum tool_status)p->status, &t);

	return one_tool(c, e, &t);
}

static void
activity_json(struct jw *w, const char *key, const struct activities *all)
{
	int i;

	jw_karray(w, key);
	for (i = 0; i < all->n; i++) {
		const struct activity *a = &all->row[i];

		jw_object(w);
		jw_kinstant(w, "at", a->at);
		jw_kstr(w, "kind", a->kind);
		jw_kstr(w, "tool", a->tool);
		jw_kstr(w, "action", a->action);
		jw_kstr(w, "details", a->details);
		if (a->ref_type != NULL) {
			jw_kstr(w, "ref_type", a->ref_type);
			jw_kint(w, "ref_id", a->ref_id);
		}
		jw_end_object(w);
	}
	jw_end_array(w);
}

static enum err
rpc_hub_list_activity(struct call *c, const void *in)
{
	const struct p_page *p = in;
	struct activities all;
	int64_t total;
	enum err e = hub_activity(c, p->limit, p->offset, &all);

	if (e != OK || (e = hub_activity_count(c, &total)) != OK)
		return e;
	activity_json(c->reply, "items", &all);
	jw_kint(c->reply, "total", total);
	jw_kint(c->reply, "limit", p->limit);
	jw_kint(c->reply, "offset", p->offset);
	return OK;
}

static enum err
slots_json(struct call *c, struct jw *w)
{
	struct slots_summary s;
	enum err e = slots_summary(c, &s);
	int i;

	if (e != OK)
		return e;
	jw_kobject(w, "slots");
	jw_kint(w, "today_bookings", s.today_bookings);
	jw_kint(w, "today_free", s.today_free);
	jw_kint(w, "week_bookings", s.week_bookings);
	jw_kint(w, "bookings_total", s.bookings_total);
	jw_kint(w, "my_upcoming", s.my_upcoming);
	jw_kint(w, "my_month_points", s.my_month_points);
	jw_kint(w, "my_month_coins", s.my_month_coins);
	if (s.show_rate_tenths >= 0)
		jw_kint(w, "show_rate_tenths", s.show_rate_tenths);
	else
		jw_knull(w, "show_rate_tenths");
	jw_karray(w, "next");
	for (i = 0; i < s.n_next; i++) {
		jw_object(w);
		jw_kint(w, "id", s.next[i].id);
		jw_kstr(w, "customer", s.next[i].customer);
		jw_kstr(w, "status", s.next[i].status);
		jw_kdate(w, "date", s.next[i].date);
		jw_kint(w, "hour", s.next[i].hour);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_end_object(w);
	return OK;
}

static enum err
status_json(struct call *c, struct jw *w)
{
	struct system_health h;
	enum err e = system_health(c, &h);

	if (e != OK)
		return e;
	jw_kobject(w, "status");
	jw_kstr(w, "overall", health_name(h.overall));
	jw_kobject(w, "services");
	jw_kstr(w, "database", health_name(h.database));
	jw_kstr(w, "calendar", health_name(h.calendar));
	jw_kstr(w, "jobs", health_name(h.jobs));
	jw_kstr(w, "memory", health_name(system_memory_health(&h)));
	jw_kstr(w, "disk", health_name(system_disk_health(&h)));
	jw_end_object(w);
	jw_end_object(w);
	return OK;
}

static enum err
inbox_json(struct call *c, struct jw *w)
{
	const struct notes_query newest = { .limit = 5 };
	struct notes all;
	int64_t unread;
	enum err e = notify_unread(c, c->actor->id, &unread);

	if (e != OK || (e = notify_list(c, &newest, &all)) != OK)
		return e;
	jw_kobject(w, "notifications");
	jw_kint(w, "unread", unread);
	notes_json(w, "newest", &all);
	jw_end_object(w);
	return OK;
}

static enum err
rpc_hub_show_dashboard(struct call *c, const void *in)
{
	struct activities feed;
	struct jw *w = c->reply;
	char at[6];
	enum err e;
	int n;

	(void)in;
	jw_kstr(w, "greeting", hub_greeting(c));
	jw_kstr(w, "display_name",
	    users_display(c, c->actor->name, c->actor->display));
	jw_kdate(w, "date", c->today);
	jw_kstr(w, "time", tz_clock(c->now, at));
	jw_kstr(w, "version", HUB_VERSION);
	jw_kbool(w, "is_admin", c->actor->is_admin);
	if ((e = tools_json(c, w, "tools", &n)) != OK)
		return e;
	if (call_may(c, P_SLOTS_VIEW) && (e = slots_json(c, w)) != OK)
		return e;
	if ((e = hub_activity(c, 5, 0, &feed)) != OK)
		return e;
	activity_json(w, "activity", &feed);
	if ((e = inbox_json(c, w)) != OK)
		return e;
	jw_kint(w, "online", auth_online(c->app));
	return status_json(c, w);
}

const struct op hub_ops[] = {
	{ .op = "hub.hello",
	    .help = "Sets language and client name.",
	    .perm = P_NONE,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_hub_hello,
	    .in = f_hello,
	    .in_size = sizeof(struct p_hello),
	    .example = "{\"language\":\"de\",\"client\":\"hub\"}",
	    .returns = "{language}" },
	{ .op = "hub.list_activity",
	    .alias = "hub.activity",
	    .help = "Newest activities of the caller.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_hub_list_activity,
	    .in = f_activity,
	    .in_size = sizeof(struct p_page),
	    .example = "{\"limit\":5}",
	    .returns = "list of {at, kind, tool, action, details}" },
	{ .op = "hub.list_tools",
	    .alias = "hub.tools",
	    .help = "Tools the caller may see.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_hub_list_tools,
	    .example = "{}",
	    .returns = "list of {id, name, description, entry_screen, status, "
		       "openable, symbol, features, user_count, health}" },
	{ .op = "hub.open_tool",
	    .help = "Checks that a tool can be opened.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_hub_open_tool,
	    .in = f_tool,
	    .in_size = sizeof(struct p_tool),
	    .example = "{\"tool\":\"slots\"}",
	    .returns = "{tool}" },
	{ .op = "hub.set_tool_status",
	    .alias = "admin.tools.set_status",
	    .help = "Changes the status of a tool.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "tool_status_changed",
	    .run = rpc_hub_set_tool_status,
	    .in = f_status,
	    .in_size = sizeof(struct p_tool),
	    .example = "{\"tool\":\"tool4\",\"status\":\"disabled\"}",
	    .returns = "{tool}" },
	{ .op = "hub.show_dashboard",
	    .alias = "hub.dashboard",
	    .help = "Everything the first screen shows.",
	    .perm = P_LOGIN,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_hub_show_dashboard,
	    .example = "{}",
	    .returns = "{greeting, display_name, date, time, version, tools, "
		       "slots, activity, notifications, online, status}" },
	{ 0 },
};
