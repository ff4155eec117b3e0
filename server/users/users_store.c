/* SQL of accounts. */
#include "server/users/users_store.h"

#include "common/arena.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define FILTER                                                         \
	" FROM account WHERE :filter = '' OR instr(name, :filter) > 0" \
	" OR instr(lower(coalesce(display_name, '')), :filter) > 0"

enum { INSERT, ROLE, ID, COUNT, LIST, TOTAL };

static const char *const sql[] = {
	[INSERT] =
	    "INSERT INTO account(name, display_name, password_hash,"
	    " is_admin, active, placeholder, must_change_password,"
	    " created_at) VALUES(:name, :display, :hash, :admin, :active,"
	    " :placeholder, :must, :at)",
	[ROLE] = "INSERT OR IGNORE INTO account_role(account, role)"
		 " VALUES(:id, :role)",
	[ID] = "SELECT id FROM account WHERE name = :name",
	[COUNT] = "SELECT count(*) FROM account WHERE placeholder = 0",
	[LIST] =
	    "SELECT id, name, coalesce(display_name, ''), active, is_admin,"
	    " placeholder" FILTER " ORDER BY name LIMIT :limit OFFSET :offset",
	[TOTAL] = "SELECT count(*)" FILTER,
};
const struct sqlset users_sql = SQLSET("users", sql);

enum err
users_store_insert(struct call *c, const struct users_new *u, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &users_sql, INSERT);
	enum err e;

	stmt_text(st, ":name", u->name);
	stmt_text(st, ":display", u->display);
	stmt_text(st, ":hash", u->hash);
	stmt_int(st, ":admin", u->admin);
	stmt_int(st, ":active", u->active);
	stmt_int(st, ":placeholder", u->placeholder);
	stmt_int(st, ":must", u->must_change_password);
	stmt_int(st, ":at", c->now);
	if ((e = stmt_exec(st)) == OK)
		*id = db_last_id(c->db);
	return e;
}

enum err
users_store_role(struct call *c, int64_t id, const char *role)
{
	struct stmt *st = db_stmt(c->db, &users_sql, ROLE);

	stmt_int(st, ":id", id);
	stmt_text(st, ":role", role);
	return stmt_exec(st);
}

enum err
users_store_id(struct call *c, const char *name, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &users_sql, ID);

	stmt_text(st, ":name", name);
	return stmt_one(st, 0, id);
}

enum err
users_store_count(struct call *c, int64_t *n)
{
	return stmt_one(db_stmt(c->db, &users_sql, COUNT), 0, n);
}

enum err
users_store_list(
    struct call *c, const struct users_list *in, struct users_rows *out)
{
	struct stmt *st = db_stmt(c->db, &users_sql, LIST);
	const char *filter = in->filter != NULL ? in->filter : "";
	enum err e;

	out->row =
	    arena_zalloc(c->arena, (size_t)(in->limit + 1) * sizeof(*out->row));
	out->n = 0;
	stmt_text(st, ":filter", filter);
	stmt_int(st, ":limit", in->limit);
	stmt_int(st, ":offset", in->offset);
	while (stmt_row(st)) {
		struct users_row *r = &out->row[out->n++];

		r->id = col_int(st, 0);
		r->name = col_text(st, 1, c->arena);
		r->display = col_text(st, 2, c->arena);
		r->active = col_int(st, 3) != 0;
		r->is_admin = col_int(st, 4) != 0;
		r->placeholder = col_int(st, 5) != 0;
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	st = db_stmt(c->db, &users_sql, TOTAL);
	stmt_text(st, ":filter", filter);
	return stmt_one(st, 0, &out->total);
}
