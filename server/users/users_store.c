/* SQL of accounts: reading, creating, changing the profile. */
#include "server/users/users_store.h"

#include "common/arena.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"
#include "server/users/users_sql.h"

#define COLUMNS                                                               \
	"SELECT a.id, a.version, a.name, coalesce(a.display_name, ''),"       \
	" a.email, " USERS_STATE ", (SELECT coalesce(group_concat(role), '')" \
	" FROM (SELECT role FROM account_role WHERE account = a.id"           \
	" ORDER BY role)), a.is_admin, a.on_vacation,"                        \
	" EXISTS(SELECT 1 FROM second_factor f WHERE f.account = a.id"        \
	" AND f.sealed IS NOT NULL), a.last_login_at, a.last_seen_at,"        \
	" a.created_at, k.id, k.name, coalesce(s.points, 0), a.logins,"       \
	" a.os_uid, (SELECT count(*) FROM ssh_key y WHERE y.account = a.id"   \
	" AND y.revoked_at IS NULL), a.password_hash IS NOT NULL"             \
	" FROM account a LEFT JOIN consultant k ON k.account = a.id"          \
	" LEFT JOIN score s ON s.account = a.id AND s.month = :month"
/* NULL for a part that is not asked for. */
#define WANTED                                                           \
	" WHERE (:filter = '' OR instr(a.name, :filter) > 0"             \
	" OR instr(lower(coalesce(a.display_name, '')), :filter) > 0"    \
	" OR instr(coalesce(a.email, ''), :filter) > 0)"                 \
	" AND (:state IS NULL OR :state = " USERS_STATE ")"              \
	" AND (:role IS NULL OR CASE :role WHEN 'admin' THEN a.is_admin" \
	" WHEN 'user' THEN a.is_admin = 0 AND NOT EXISTS (SELECT 1"      \
	" FROM account_role WHERE account = a.id) ELSE EXISTS (SELECT 1" \
	" FROM account_role WHERE account = a.id AND role = :role) END)"

enum {
	INSERT,
	ID,
	EMAIL,
	UID,
	COUNT,
	ROW,
	LIST,
	TOTAL,
	TILES,
	POINTS,
	UPDATE,
	UNLINK,
	LINK
};

static const char *const sql[] = {
	[INSERT] =
	    "INSERT INTO account(name, display_name, email, password_hash,"
	    " is_admin, active, must_change_password, created_at)"
	    " VALUES(:name, :display, :email, :hash, :admin, :active, :must,"
	    " :at)",
	[ID] = "SELECT id FROM account WHERE name = :name",
	[EMAIL] = "SELECT id FROM account WHERE email = :email AND id <> :but",
	[UID] = "SELECT id FROM account WHERE os_uid = :uid AND id <> :but",
	[COUNT] = "SELECT count(*) FROM account WHERE placeholder = 0",
	[ROW] = COLUMNS " WHERE a.id = :id",
	[LIST] = COLUMNS WANTED
	" ORDER BY CASE :sort WHEN 'last_login'"
	" THEN -coalesce(a.last_login_at, 0) WHEN 'state' THEN"
	" CASE " USERS_STATE " WHEN 'active' THEN 0 WHEN 'pending' THEN 1"
	" WHEN 'disabled' THEN 2 WHEN 'placeholder' THEN 3 ELSE 4 END"
	" ELSE 0 END, a.name LIMIT :limit OFFSET :offset",
	[TOTAL] = "SELECT count(*) FROM account a" WANTED,
	/* an account that never was or is no more counts as disabled */
	[TILES] = "SELECT count(*), coalesce(sum(active), 0),"
		  " coalesce(sum(active = 0), 0),"
		  " coalesce(sum(active = 1 AND is_admin = 1), 0),"
		  " coalesce(sum(active = 1 AND must_change_password = 1), 0)"
		  " FROM account",
	[POINTS] = "SELECT points FROM score WHERE account = :id"
		   " AND month = :month",
	[UPDATE] =
	    "UPDATE account SET version = version + 1,"
	    " display_name = CASE WHEN :display IS NULL THEN display_name"
	    " ELSE nullif(:display, '') END,"
	    " email = CASE WHEN :email IS NULL THEN email"
	    " ELSE nullif(:email, '') END,"
	    " on_vacation = CASE WHEN :vacation < 0 THEN on_vacation"
	    " ELSE :vacation END,"
	    " os_uid = CASE WHEN :uid < 0 THEN os_uid"
	    " ELSE nullif(:uid, 0) END WHERE id = :id",
	[UNLINK] = "UPDATE consultant SET account = NULL,"
		   " version = version + 1"
		   " WHERE account = :id AND id <> :consultant",
	[LINK] = "UPDATE consultant SET account = :id, version = version + 1"
		 " WHERE id = :consultant"
		 " AND (account IS NULL OR account = :id)",
};
const struct sqlset users_sql = SQLSET("users", sql);

enum err
users_store_insert(struct call *c, const struct users_new *u, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &users_sql, INSERT);
	enum err e;

	stmt_text(st, ":name", u->name);
	stmt_text(st, ":display", u->display);
	stmt_text(st, ":email", u->email);
	stmt_text(st, ":hash", u->hash);
	stmt_int(st, ":admin", u->admin);
	stmt_int(st, ":active", u->active);
	stmt_int(st, ":must", u->must_change_password);
	stmt_int(st, ":at", c->now);
	if ((e = stmt_exec(st)) == OK)
		*id = db_last_id(c->db);
	return e;
}

enum err
users_store_id(struct call *c, const char *name, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &users_sql, ID);

	stmt_text(st, ":name", name);
	return stmt_one(st, 0, id);
}

enum err
users_store_email(struct call *c, const char *email, int64_t but, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &users_sql, EMAIL);

	stmt_text(st, ":email", email);
	stmt_int(st, ":but", but);
	return stmt_one(st, 0, id);
}

enum err
users_store_uid(struct call *c, int64_t uid, int64_t but, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &users_sql, UID);

	stmt_int(st, ":uid", uid);
	stmt_int(st, ":but", but);
	return stmt_one(st, 0, id);
}

enum err
users_store_count(struct call *c, int64_t *n)
{
	return stmt_one(db_stmt(c->db, &users_sql, COUNT), 0, n);
}

static void
read_row(struct call *c, struct stmt *st, struct users_row *u)
{
	u->id = col_int(st, 0);
	u->version = col_int(st, 1);
	u->name = col_text(st, 2, c->arena);
	u->display = col_text(st, 3, c->arena);
	u->email = col_text(st, 4, c->arena);
	u->state = col_text(st, 5, c->arena);
	u->roles = col_text(st, 6, c->arena);
	u->is_admin = col_int(st, 7) != 0;
	u->on_vacation = col_int(st, 8) != 0;
	u->two_factor = col_int(st, 9) != 0;
	u->last_login_at = col_int(st, 10);
	u->last_seen_at = col_int(st, 11);
	u->created_at = col_int(st, 12);
	u->consultant = col_int(st, 13);
	u->consultant_name = col_text(st, 14, c->arena);
	u->points = col_int(st, 15);
	u->logins = col_int(st, 16);
	u->os_uid = col_int(st, 17);
	u->keys = col_int(st, 18);
	u->has_password = col_int(st, 19) != 0;
}

enum err
users_store_row(
    struct call *c, int64_t id, const char *month, struct users_row *out)
{
	struct stmt *st = db_stmt(c->db, &users_sql, ROW);
	struct users_row u = { 0 };
	enum err e;

	stmt_int(st, ":id", id);
	stmt_text(st, ":month", month);
	if (stmt_row(st))
		read_row(c, st, &u);
	if ((e = stmt_done(st)) == OK)
		*out = u;
	return e;
}

static void
bind_wanted(struct stmt *st, const struct users_list *in)
{
	stmt_text(st, ":filter", in->filter != NULL ? in->filter : "");
	stmt_text(
	    st, ":state", in->state < 0 ? NULL : users_state_names[in->state]);
	stmt_text(
	    st, ":role", in->role < 0 ? NULL : users_role_names[in->role]);
}

enum err
users_store_list(struct call *c, const struct users_list *in, const char *month,
    struct users_rows *out)
{
	struct stmt *st = db_stmt(c->db, &users_sql, LIST);
	enum err e;

	out->row =
	    arena_zalloc(c->arena, (size_t)(in->limit + 1) * sizeof(*out->row));
	out->n = 0;
	bind_wanted(st, in);
	stmt_text(st, ":month", month);
	stmt_text(st, ":sort", users_sort_names[in->sort]);
	stmt_int(st, ":limit", in->limit);
	stmt_int(st, ":offset", in->offset);
	while (stmt_row(st))
		read_row(c, st, &out->row[out->n++]);
	if ((e = stmt_done(st)) != OK)
		return e;
	st = db_stmt(c->db, &users_sql, TOTAL);
	bind_wanted(st, in);
	return stmt_one(st, 0, &out->total);
}

enum err
users_store_tiles(struct call *c, struct users_tiles *out)
{
	struct stmt *st = db_stmt(c->db, &users_sql, TILES);

	if (stmt_row(st)) {
		out->total = col_int(st, 0);
		out->active = col_int(st, 1);
		out->disabled = col_int(st, 2);
		out->admins = col_int(st, 3);
		out->pending = col_int(st, 4);
	}
	return stmt_done(st);
}

enum err
users_store_points(
    struct call *c, int64_t id, const char *month, int64_t *points)
{
	struct stmt *st = db_stmt(c->db, &users_sql, POINTS);

	stmt_int(st, ":id", id);
	stmt_text(st, ":month", month);
	return stmt_one(st, 0, points);
}

enum err
users_store_update(struct call *c, const struct users_update *in)
{
	struct stmt *st = db_stmt(c->db, &users_sql, UPDATE);

	stmt_int(st, ":id", in->user);
	stmt_text(st, ":display", in->display_name);
	stmt_text(st, ":email", in->email);
	stmt_int(st, ":vacation", in->on_vacation);
	stmt_int(st, ":uid", in->os_uid);
	return stmt_exec(st);
}

enum err
users_store_link(struct call *c, int64_t id, int64_t consultant, bool *found)
{
	struct stmt *st = db_stmt(c->db, &users_sql, UNLINK);
	enum err e;

	*found = true;
	stmt_int(st, ":id", id);
	stmt_int(st, ":consultant", consultant);
	if ((e = stmt_exec(st)) != OK || consultant == 0)
		return e;
	st = db_stmt(c->db, &users_sql, LINK);
	stmt_int(st, ":id", id);
	stmt_int(st, ":consultant", consultant);
	if ((e = stmt_exec(st)) == OK)
		*found = db_changes(c->db) > 0;
	return e;
}
