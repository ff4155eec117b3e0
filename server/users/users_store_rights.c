/* SQL of roles, grants and denials. */
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"
#include "server/users/users_store.h"

enum {
	ROLE,
	DROP_ROLES,
	BUMP,
	EXCEPT,
	DROP_EXCEPTION,
	EXCEPTIONS,
	ROLE_PERMISSIONS,
	ROLE_USERS,
	ALL_USERS,
	CLEAR_ROLE,
	ROLE_PERMISSION
};

static const char *const sql[] = {
	[ROLE] = "INSERT OR IGNORE INTO account_role(account, role)"
		 " VALUES(:id, :role)",
	[DROP_ROLES] = "DELETE FROM account_role WHERE account = :id",
	[BUMP] = "UPDATE account SET version = version + 1 WHERE id = :id",
	[EXCEPT] = "INSERT INTO account_grant(account, permission, allowed)"
		   " VALUES(:id, :permission, :allowed) ON CONFLICT"
		   " DO UPDATE SET allowed = excluded.allowed",
	[DROP_EXCEPTION] =
	    "DELETE FROM account_grant WHERE account = :id"
	    " AND permission = :permission AND allowed = :allowed",
	[EXCEPTIONS] = "SELECT permission FROM account_grant"
		       " WHERE account = :id AND allowed = :allowed"
		       " ORDER BY permission",
	[ROLE_PERMISSIONS] = "SELECT permission FROM role_permission"
			     " WHERE role = :role ORDER BY permission",
	[ROLE_USERS] = "SELECT count(*) FROM account_role r JOIN account a"
		       " ON a.id = r.account WHERE r.role = :role"
		       " AND a.active = 1",
	[ALL_USERS] = "SELECT count(*) FROM account WHERE active = 1",
	[CLEAR_ROLE] = "DELETE FROM role_permission WHERE role = :role",
	[ROLE_PERMISSION] =
	    "INSERT OR IGNORE INTO role_permission(role, permission)"
	    " VALUES(:role, :permission)",
};
const struct sqlset users_rights_sql = SQLSET("users_rights", sql);

enum err
users_store_role(struct call *c, int64_t id, const char *role)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, ROLE);

	stmt_int(st, ":id", id);
	stmt_text(st, ":role", role);
	return stmt_exec(st);
}

enum err
users_store_drop_roles(struct call *c, int64_t id)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, DROP_ROLES);

	stmt_int(st, ":id", id);
	return stmt_exec(st);
}

enum err
users_store_bump(struct call *c, int64_t id)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, BUMP);

	stmt_int(st, ":id", id);
	return stmt_exec(st);
}

enum err
users_store_except(
    struct call *c, int64_t id, const char *permission, bool allowed)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, EXCEPT);

	stmt_int(st, ":id", id);
	stmt_text(st, ":permission", permission);
	stmt_int(st, ":allowed", allowed);
	return stmt_exec(st);
}

enum err
users_store_drop_exception(
    struct call *c, const struct users_exception *in, bool *was)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, DROP_EXCEPTION);
	enum err e;

	stmt_int(st, ":id", in->user);
	stmt_text(st, ":permission", in->permission);
	stmt_int(st, ":allowed", in->allowed);
	if ((e = stmt_exec(st)) == OK)
		*was = db_changes(c->db) > 0;
	return e;
}

/* The first column of all rows; ends with NULL. */
static enum err
read_words(struct call *c, struct stmt *st, const char ***out)
{
	const char **list = arena_zalloc(c->arena, 16 * sizeof(*list)), **more;
	enum err e;
	size_t n = 0, room = 15;

	while (stmt_row(st)) {
		if (n == room) {
			more = arena_zalloc(
			    c->arena, (2 * room + 1) * sizeof(*list));
			memcpy(more, list, n * sizeof(*list));
			list = more;
			room *= 2;
		}
		list[n++] = col_text(st, 0, c->arena);
	}
	if ((e = stmt_done(st)) == OK)
		*out = list;
	return e;
}

enum err
users_store_exceptions(
    struct call *c, int64_t id, bool allowed, const char ***out)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, EXCEPTIONS);

	stmt_int(st, ":id", id);
	stmt_int(st, ":allowed", allowed);
	return read_words(c, st, out);
}

enum err
users_store_role_permissions(
    struct call *c, const char *role, const char ***out)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, ROLE_PERMISSIONS);

	stmt_text(st, ":role", role);
	return read_words(c, st, out);
}

enum err
users_store_role_users(struct call *c, const char *role, int64_t *users)
{
	struct stmt *st;

	if (str_eq(role, "user"))
		return stmt_one(
		    db_stmt(c->db, &users_rights_sql, ALL_USERS), 0, users);
	st = db_stmt(c->db, &users_rights_sql, ROLE_USERS);
	stmt_text(st, ":role", role);
	return stmt_one(st, 0, users);
}

enum err
users_store_clear_role(struct call *c, const char *role)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, CLEAR_ROLE);

	stmt_text(st, ":role", role);
	return stmt_exec(st);
}

enum err
users_store_role_permission(
    struct call *c, const char *role, const char *permission)
{
	struct stmt *st = db_stmt(c->db, &users_rights_sql, ROLE_PERMISSION);

	stmt_text(st, ":role", role);
	stmt_text(st, ":permission", permission);
	return stmt_exec(st);
}
