/* Rules of the tool registry and the dashboard. */
#include "server/hub/hub.h"

#include "common/str.h"
#include "common/tz.h"
#include "server/app_private.h"
#include "server/core/events.h"

const char *const tool_statuses[] = { "active", "beta", "coming_soon",
	"maintenance", "disabled", NULL };

static bool
holds(const struct call *c, const char *permission)
{
	int p;

	if (permission[0] == '\0' || c->actor->is_admin)
		return true;
	for (p = P_LOGIN + 1; p < P_COUNT; p++)
		if (str_eq(perm_key((enum perm)p), permission))
			return actor_may(c->actor, (enum perm)p);
	return false;
}

static bool
is_visible(const struct call *c, const struct tool *t)
{
	if (c->actor->is_admin)
		return true;
	return !t->admin_only && t->status != TOOL_DISABLED &&
	       holds(c, t->permission);
}

static bool
is_openable(const struct call *c, const struct tool *t)
{
	if (t->status == TOOL_ACTIVE || t->status == TOOL_BETA)
		return true;
	return t->status == TOOL_MAINTENANCE && c->actor->is_admin;
}

enum err
hub_tools(struct call *c, struct tools *out)
{
	struct tools all;
	enum err e = hub_store_tools(c, &all);
	int i, n = 0;

	for (i = 0; e == OK && i < all.n; i++) {
		struct tool *t = &all.row[i];

		if (!is_visible(c, t))
			continue;
		t->openable = is_openable(c, t);
		e = hub_store_user_count(c, t->permission, &t->user_count);
		all.row[n++] = *t;
	}
	all.n = n;
	if (e == OK)
		*out = all;
	return e;
}

static enum err
find_tool(struct call *c, const char *id, struct tool *out)
{
	struct tools all;
	enum err e = hub_store_tools(c, &all);
	int i;

	if (e != OK)
		return e;
	for (i = 0; i < all.n; i++)
		if (str_eq(all.row[i].id, id)) {
			*out = all.row[i];
			out->openable = is_openable(c, out);
			return hub_store_user_count(
			    c, out->permission, &out->user_count);
		}
	return call_fail(c, E_NOT_FOUND);
}

enum err
hub_open_tool(struct call *c, const char *id, struct tool *out)
{
	struct tool t;
	enum err e = find_tool(c, id, &t);

	if (e != OK)
		return e;
	if (!is_visible(c, &t))
		return call_fail(c, E_FORBIDDEN);
	if (t.status == TOOL_MAINTENANCE && !t.openable) {
		c->retry_after = 300;
		return call_fail_text(c, E_MAINTENANCE,
		    call_tr(c, "%s wird gerade gewartet",
			"%s is under maintenance"),
		    t.name);
	}
	if (!t.openable)
		return call_fail_text(c, E_FEATURE_DISABLED,
		    call_tr(c, "%s: Tool noch nicht verfügbar",
			"%s: this tool is not available yet"),
		    t.name);
	*out = t;
	return OK;
}

enum err
hub_set_status(
    struct call *c, const char *id, enum tool_status s, struct tool *out)
{
	struct tool before;
	int changed;
	enum err e;

	if ((e = find_tool(c, id, &before)) != OK ||
	    (e = hub_store_set_status(c, id, tool_statuses[s], &changed)) !=
		OK ||
	    (e = find_tool(c, id, out)) != OK)
		return e;
	call_audit_target(c, "%s", id);
	call_audit_change(
	    c, "status", tool_statuses[before.status], tool_statuses[s]);
	event_emit(c, EV_TOOLS_CHANGED, out->sort, NULL);
	return OK;
}

enum err
hub_activity(
    struct call *c, int64_t limit, int64_t offset, struct activities *out)
{
	return hub_store_activity(c, limit, offset, out);
}

enum err
hub_activity_count(struct call *c, int64_t *n)
{
	return hub_store_activity_count(c, n);
}

enum err
hub_note(struct call *c, int64_t account, const struct activity *a)
{
	return hub_store_note(c, account, a);
}

const char *
hub_greeting(struct call *c)
{
	int minute;

	tz_date(c->now, &minute);
	if (minute >= 5 * 60 && minute < 12 * 60)
		return call_tr(c, "Guten Morgen", "Good morning");
	if (minute >= 12 * 60 && minute < 18 * 60)
		return call_tr(c, "Guten Tag", "Good afternoon");
	if (minute >= 18 * 60 && minute < 22 * 60)
		return call_tr(c, "Guten Abend", "Good evening");
	return call_tr(c, "Gute Nacht", "Good night");
}
