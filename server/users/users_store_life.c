/* SQL of the life cycle of accounts. */
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"
#include "server/users/users_store.h"

enum {
	PASSWORD,
	DISABLE,
	REACTIVATE,
	ADMIN,
	OTHER_ADMINS,
	GONE,
	FIRST_STEP,
	DROP_HELD = FIRST_STEP,
	DROP_SESSIONS,
	DROP_KEYS,
	DROP_LOCKS,
	DROP_SOURCES,
	DROP_DEVICES,
	DROP_ROLES,
	DROP_GRANTS,
	DROP_NOTES,
	DROP_SHOWN,
	BARE_LOGINS,
	UNLINK,
	LAST_STEP = UNLINK,
	DROP_ALIASES,
	RENAME_OUTCOMES,
	RENAME_METRICS,
	RENAME
};

static const char *const sql[] = {
	[PASSWORD] = "UPDATE account SET password_hash = :hash,"
		     " must_change_password = 1, version = version + 1"
		     " WHERE id = :id",
	[DISABLE] = "UPDATE account SET active = 0, disabled_at = :at,"
		    " version = version + 1 WHERE id = :id",
	/* a placeholder of an import gets a life of its own */
	[REACTIVATE] = "UPDATE account SET active = 1, disabled_at = NULL,"
		       " placeholder = 0, version = version + 1"
		       " WHERE id = :id",
	[ADMIN] = "UPDATE account SET is_admin = :admin,"
		  " version = version + 1 WHERE id = :id",
	[OTHER_ADMINS] = "SELECT count(*) FROM account WHERE is_admin = 1"
			 " AND active = 1 AND id <> :id",
	[GONE] = "SELECT coalesce(max(CAST(substr(name, 11) AS INTEGER)), 0)"
		 " + 1 FROM account WHERE name GLOB 'geloescht-[0-9]*'",
	/* places that a session of the account still held */
	[DROP_HELD] = "DELETE FROM slot_place WHERE session IN"
		      " (SELECT id FROM session WHERE account = :id)",
	[DROP_SESSIONS] = "DELETE FROM session WHERE account = :id",
	[DROP_KEYS] = "DELETE FROM ssh_key WHERE account = :id",
	[DROP_LOCKS] = "DELETE FROM login_lock WHERE account = :id",
	[DROP_SOURCES] = "DELETE FROM login_source WHERE account = :id",
	[DROP_DEVICES] = "DELETE FROM login_device WHERE account = :id",
	[DROP_ROLES] = "DELETE FROM account_role WHERE account = :id",
	[DROP_GRANTS] = "DELETE FROM account_grant WHERE account = :id",
	[DROP_NOTES] = "DELETE FROM notification WHERE account = :id",
	[DROP_SHOWN] = "DELETE FROM notification_shown WHERE account = :id",
	/* that somebody signed in stays, from where not */
	[BARE_LOGINS] = "UPDATE login_history SET remote = '', client = ''"
			" WHERE account = :id",
	[UNLINK] = "UPDATE consultant SET account = NULL,"
		   " version = version + 1 WHERE account = :id",
	[DROP_ALIASES] = "DELETE FROM user_alias WHERE account_name = :old",
	[RENAME_OUTCOMES] = "UPDATE outcome SET booked_by = :name"
			    " WHERE booked_by = :old",
	[RENAME_METRICS] =
	    "UPDATE daily_metrics SET details = json_remove("
	    "json_set(details, '$.by_user.\"' || :name || '\"',"
	    " json_extract(details, '$.by_user.\"' || :old || '\"')),"
	    " '$.by_user.\"' || :old || '\"') WHERE"
	    " json_type(details, '$.by_user.\"' || :old || '\"') IS NOT NULL",
	[RENAME] = "UPDATE account SET name = :name, display_name = NULL,"
		   " email = NULL, password_hash = NULL, is_admin = 0,"
		   " active = 0, placeholder = 0, must_change_password = 0,"
		   " os_uid = NULL, on_vacation = 0, language = 'de',"
		   " disabled_at = coalesce(disabled_at, :at),"
		   " anonymised_at = :at, version = version + 1"
		   " WHERE id = :id",
};
const struct sqlset users_life_sql = SQLSET("users_life", sql);

enum err
users_store_password(struct call *c, int64_t id, const char *hash)
{
	struct stmt *st = db_stmt(c->db, &users_life_sql, PASSWORD);

	stmt_int(st, ":id", id);
	stmt_text(st, ":hash", hash);
	return stmt_exec(st);
}

enum err
users_store_active(struct call *c, int64_t id, bool active)
{
	struct stmt *st =
	    db_stmt(c->db, &users_life_sql, active ? REACTIVATE : DISABLE);

	stmt_int(st, ":id", id);
	if (!active)
		stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
users_store_admin(struct call *c, int64_t id, bool admin)
{
	struct stmt *st = db_stmt(c->db, &users_life_sql, ADMIN);

	stmt_int(st, ":id", id);
	stmt_int(st, ":admin", admin);
	return stmt_exec(st);
}

enum err
users_store_other_admins(struct call *c, int64_t id, int64_t *n)
{
	struct stmt *st = db_stmt(c->db, &users_life_sql, OTHER_ADMINS);

	stmt_int(st, ":id", id);
	return stmt_one(st, 0, n);
}

enum err
users_store_gone(struct call *c, int64_t *n)
{
	return stmt_one(db_stmt(c->db, &users_life_sql, GONE), 1, n);
}

/* One of the statements that know both names. */
static enum err
rename_in(struct call *c, int which, const char *old, const char *name)
{
	struct stmt *st = db_stmt(c->db, &users_life_sql, which);

	stmt_text(st, ":old", old);
	if (which != DROP_ALIASES)
		stmt_text(st, ":name", name);
	return stmt_exec(st);
}

enum err
users_store_anonymise(
    struct call *c, int64_t id, const char *old, const char *name)
{
	struct stmt *st;
	enum err e = OK;
	int i;

	for (i = FIRST_STEP; e == OK && i <= LAST_STEP; i++) {
		st = db_stmt(c->db, &users_life_sql, i);
		stmt_int(st, ":id", id);
		e = stmt_exec(st);
	}
	for (i = DROP_ALIASES; e == OK && i < RENAME; i++)
		e = rename_in(c, i, old, name);
	if (e != OK)
		return e;
	st = db_stmt(c->db, &users_life_sql, RENAME);
	stmt_int(st, ":id", id);
	stmt_text(st, ":name", name);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}
