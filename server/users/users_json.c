/* Accounts as JSON, and what subscribers hear of a changed one. */
#include "server/users/users_json.h"

#include <string.h>

#include "common/arena.h"
#include "common/json_write.h"
#include "common/str.h"
#include "server/core/event_handlers.h"
#include "server/rpc/call.h"
#include "server/users/users_admin.h"

enum err
users_push(struct app *app, int64_t key, struct jw *w)
{
	(void)app;
	jw_kint(w, "id", key);
	return OK;
}

/* "opener,service" as array. */
static void
roles_json(struct jw *w, const char *roles)
{
	char one[24];
	size_t n;

	jw_karray(w, "roles");
	for (; *roles != '\0'; roles += n + (roles[n] == ',')) {
		n = strcspn(roles, ",");
		if (n >= sizeof(one))
			continue; /* the schema knows shorter ones only */
		memcpy(one, roles, n);
		one[n] = '\0';
		jw_str(w, one);
	}
	jw_end_array(w);
}

static void
consultant_json(struct jw *w, const struct users_row *u)
{
	if (u->consultant == 0)
		return;
	jw_kobject(w, "consultant");
	jw_kint(w, "id", u->consultant);
	jw_kstr(w, "name", u->consultant_name);
	jw_end_object(w);
}

void
users_row_json(struct jw *w, const struct users_row *u)
{
	jw_kint(w, "id", u->id);
	jw_kint(w, "version", u->version);
	jw_kstr(w, "name", u->name);
	jw_kstr(w, "display_name", u->display);
	if (u->email != NULL)
		jw_kstr(w, "email", u->email);
	jw_kstr(w, "state", u->state);
	jw_kbool(w, "is_admin", u->is_admin);
	roles_json(w, u->roles);
	jw_kbool(w, "two_factor", u->two_factor);
	jw_kbool(w, "locked", u->locked_minutes > 0);
	if (u->locked_minutes > 0)
		jw_kint(w, "locked_minutes", u->locked_minutes);
	jw_kbool(w, "online", u->online);
	if (u->last_login_at != 0)
		jw_kinstant(w, "last_login_at", u->last_login_at);
	if (u->last_seen_at != 0)
		jw_kinstant(w, "last_seen_at", u->last_seen_at);
	jw_kbool(w, "on_vacation", u->on_vacation);
	consultant_json(w, u);
	jw_kint(w, "points", u->points);
	jw_kinstant(w, "created_at", u->created_at);
}

enum err
users_reply(struct call *c, int64_t id)
{
	struct users_row u;
	enum err e = users_row(c, id, &u);

	if (e != OK)
		return e;
	jw_kobject(c->reply, "user");
	users_row_json(c->reply, &u);
	jw_end_object(c->reply);
	return OK;
}
