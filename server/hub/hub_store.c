/* SQL of tools and activities. */
#include "common/arena.h"
#include "common/str.h"
#include "server/app_private.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/hub/hub.h"

enum {
	TOOLS,
	SET_STATUS,
	ACTIVITY,
	ACTIVITY_COUNT,
	NOTE,
	COUNT_ALL,
	COUNT,
	TOOL_AT
};

static const char *const sql[] = {
	[TOOLS] = "SELECT id, name, description, description_en, entry_screen,"
		  " status, required_permission, admin_only, features, sort,"
		  " symbol FROM tool ORDER BY sort, id",
	[SET_STATUS] = "UPDATE tool SET status = :status, version = version + 1"
		       " WHERE id = :id",
	[ACTIVITY] = "SELECT at, kind, tool, action, details, ref_type, ref_id"
		     " FROM activity WHERE account = :account"
		     " ORDER BY at DESC, id DESC LIMIT :limit OFFSET :offset",
	[ACTIVITY_COUNT] =
	    "SELECT count(*) FROM activity WHERE account = :account",
	[NOTE] =
	    "INSERT INTO activity(at, account, kind, tool, action, details,"
	    " ref_type, ref_id) VALUES(:at, :account, :kind, :tool,"
	    " :action, :details, :type, :id)",
	[COUNT_ALL] = "SELECT count(*) FROM account WHERE active = 1",
	[COUNT] =
	    "SELECT count(*) FROM account a WHERE a.active = 1 AND"
	    " (a.is_admin = 1 OR (NOT EXISTS (SELECT 1 FROM account_grant"
	    " g WHERE g.account = a.id AND g.permission = :p"
	    " AND g.allowed = 0) AND (EXISTS (SELECT 1 FROM account_grant"
	    " g WHERE g.account = a.id AND g.permission = :p"
	    " AND g.allowed = 1) OR EXISTS (SELECT 1 FROM role_permission"
	    " rp WHERE rp.permission = :p AND (rp.role = 'user' OR rp.role"
	    " IN (SELECT role FROM account_role ar"
	    " WHERE ar.account = a.id))))))",
	[TOOL_AT] = "SELECT id, status FROM tool WHERE sort = :key",
};
const struct sqlset hub_sql = SQLSET("hub", sql);

#define TOOLS_MAX 64

static enum tool_status
status_of(const char *s)
{
	int i;

	for (i = 0; tool_statuses[i] != NULL; i++)
		if (str_eq(tool_statuses[i], s))
			return (enum tool_status)i;
	return TOOL_DISABLED;
}

enum err
hub_store_tools(struct call *c, struct tools *out)
{
	struct stmt *st = db_stmt(c->db, &hub_sql, TOOLS);

	out->row = arena_zalloc(c->arena, TOOLS_MAX * sizeof(*out->row));
	out->n = 0;
	while (stmt_row(st) && out->n < TOOLS_MAX) {
		struct tool *t = &out->row[out->n++];

		t->id = col_text(st, 0, c->arena);
		t->name = col_text(st, 1, c->arena);
		t->description = col_text(st, 2, c->arena);
		t->description_en = col_text(st, 3, c->arena);
		t->entry_screen = col_text(st, 4, c->arena);
		t->status = status_of(col_peek(st, 5));
		t->permission = col_text(st, 6, c->arena);
		t->admin_only = col_int(st, 7) != 0;
		t->features = col_text(st, 8, c->arena);
		t->sort = (int)col_int(st, 9);
		t->symbol = col_text(st, 10, c->arena);
	}
	return stmt_done(st);
}

enum err
hub_store_set_status(
    struct call *c, const char *id, const char *status, int *changed)
{
	struct stmt *st = db_stmt(c->db, &hub_sql, SET_STATUS);
	enum err e;

	stmt_text(st, ":id", id);
	stmt_text(st, ":status", status);
	if ((e = stmt_exec(st)) == OK)
		*changed = db_changes(c->db);
	return e;
}

enum err
hub_store_activity(
    struct call *c, int64_t limit, int64_t offset, struct activities *out)
{
	struct stmt *st = db_stmt(c->db, &hub_sql, ACTIVITY);

	out->row =
	    arena_zalloc(c->arena, (size_t)(limit + 1) * sizeof(*out->row));
	out->n = 0;
	stmt_int(st, ":account", c->actor->id);
	stmt_int(st, ":limit", limit);
	stmt_int(st, ":offset", offset);
	while (stmt_row(st)) {
		struct activity *a = &out->row[out->n++];

		a->at = col_int(st, 0);
		a->kind = col_text(st, 1, c->arena);
		a->tool = col_text(st, 2, c->arena);
		a->action = col_text(st, 3, c->arena);
		a->details = col_text(st, 4, c->arena);
		a->ref_type = col_text(st, 5, c->arena);
		a->ref_id = col_int(st, 6);
	}
	return stmt_done(st);
}

enum err
hub_store_activity_count(struct call *c, int64_t *n)
{
	struct stmt *st = db_stmt(c->db, &hub_sql, ACTIVITY_COUNT);

	stmt_int(st, ":account", c->actor->id);
	return stmt_one(st, 0, n);
}

enum err
hub_store_note(struct call *c, int64_t account, const struct activity *a)
{
	struct stmt *st = db_stmt(c->db, &hub_sql, NOTE);

	stmt_int(st, ":at", c->now);
	stmt_int(st, ":account", account);
	stmt_text(st, ":kind", a->kind);
	stmt_text(st, ":tool", a->tool);
	stmt_text(st, ":action", a->action);
	stmt_text(st, ":details", a->details != NULL ? a->details : "");
	stmt_text(st, ":type", a->ref_type);
	stmt_ref(st, ":id", a->ref_id);
	return stmt_exec(st);
}

enum err
hub_store_user_count(struct call *c, const char *permission, int64_t *n)
{
	struct stmt *st =
	    db_stmt(c->db, &hub_sql, permission[0] == '\0' ? COUNT_ALL : COUNT);

	if (permission[0] != '\0')
		stmt_text(st, ":p", permission);
	return stmt_one(st, 0, n);
}

enum err
hub_store_tool_at(struct app *app, int64_t key, char id[40], char status[20])
{
	struct stmt *st = db_stmt(app->db, &hub_sql, TOOL_AT);
	bool found;
	enum err e;

	stmt_int(st, ":key", key);
	if ((found = stmt_row(st))) {
		str_copy(id, 40, col_peek(st, 0));
		str_copy(status, 20, col_peek(st, 1));
	}
	e = stmt_done(st);
	return e == OK && !found ? E_NOT_FOUND : e;
}
