/* Tools as JSON outside of their own operations: pushes and health. */
#include "common/json_write.h"
#include "server/core/event_handlers.h"
#include "server/hub/hub.h"

enum err
hub_push_tools(struct app *app, int64_t key, struct jw *w)
{
	char id[40], status[20];
	enum err e = hub_store_tool_at(app, key, id, status);

	if (e != OK)
		return e;
	jw_kstr(w, "id", id);
	jw_kstr(w, "status", status);
	return OK;
}

/* State of a tool for the health check. */
static const char *
tool_health(const struct tool *t)
{
	if (t->status == TOOL_MAINTENANCE)
		return "maintenance";
	return t->status == TOOL_ACTIVE || t->status == TOOL_BETA ? "healthy"
								  : "not_ready";
}

enum err
hub_tools_health_json(struct call *c, struct jw *w)
{
	struct tools all;
	enum err e = hub_store_tools(c, &all);
	int i;

	for (i = 0; e == OK && i < all.n; i++)
		jw_kstr(w, all.row[i].id, tool_health(&all.row[i]));
	return e;
}
