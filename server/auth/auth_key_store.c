/* SQL of SSH keys. */
#include "server/auth/auth_key_store.h"

#include "common/arena.h"
#include "server/app_private.h"
#include "server/db/db.h"
#include "server/db/sets.h"

#define KEY_COLUMNS                                                        \
	"SELECT k.id, k.account, k.type, k.blob, k.fingerprint, k.name,"   \
	" k.added_at, k.added_by, k.last_used_at, k.revoked_at, k.version" \
	" FROM ssh_key k"
#define LIST_MAX 500

enum {
	INSERT,
	GET,
	LIVE,
	RENAME,
	REVOKE,
	USED,
	COUNT,
	LIST,
	AUTHORIZED,
	AUTHORIZED_ONE,
	OS_USER
};

static const char *const sql[] = {
	[INSERT] = "INSERT INTO ssh_key(account, type, blob, fingerprint, name,"
		   " added_at, added_by) VALUES(:account, :type, :blob, :print,"
		   " :name, :at, :by)",
	[GET] = KEY_COLUMNS " WHERE k.id = :id",
	[LIVE] = KEY_COLUMNS
	" WHERE k.fingerprint = :print AND k.revoked_at IS NULL",
	[RENAME] = "UPDATE ssh_key SET name = :name, version = version + 1"
		   " WHERE id = :id AND (:version = 0 OR version = :version)",
	[REVOKE] = "UPDATE ssh_key SET revoked_at = :at, revoked_by = :by,"
		   " version = version + 1 WHERE id = :id",
	[USED] = "UPDATE ssh_key SET last_used_at = :at WHERE id = :id",
	[COUNT] = "SELECT count(*) FROM ssh_key"
		  " WHERE account = :account AND revoked_at IS NULL",
	[LIST] = KEY_COLUMNS " WHERE k.account = :account"
			     " ORDER BY k.revoked_at IS NOT NULL, k.id DESC"
			     " LIMIT 500",
	[AUTHORIZED] =
	    KEY_COLUMNS " JOIN account a ON a.id = k.account AND a.active = 1"
			" WHERE k.revoked_at IS NULL ORDER BY k.id"
			" LIMIT :limit OFFSET :offset",
	[AUTHORIZED_ONE] = KEY_COLUMNS
	" JOIN account a ON a.id = k.account AND a.active = 1"
	" WHERE k.revoked_at IS NULL AND k.fingerprint = :print",
	[OS_USER] = "SELECT id FROM account"
		    " WHERE os_uid = :uid AND active = 1",
};
const struct sqlset auth_key_sql = SQLSET("auth_key", sql);

static void
read_key(struct call *c, struct stmt *st, struct auth_key *k)
{
	k->id = col_int(st, 0);
	k->account = col_int(st, 1);
	k->type = col_text(st, 2, c->arena);
	k->blob = col_text(st, 3, c->arena);
	k->fingerprint = col_text(st, 4, c->arena);
	k->name = col_text(st, 5, c->arena);
	k->added_at = col_int(st, 6);
	k->added_by = col_text(st, 7, c->arena);
	k->last_used_at = col_int(st, 8);
	k->revoked_at = col_int(st, 9);
	k->version = col_int(st, 10);
}

static enum err
read_one(struct call *c, struct stmt *st, struct auth_key *out)
{
	struct auth_key k = { 0 };
	enum err e;

	if (stmt_row(st))
		read_key(c, st, &k);
	if ((e = stmt_done(st)) == OK)
		*out = k;
	return e;
}

static enum err
read_many(struct call *c, struct stmt *st, int max, struct auth_keys *out)
{
	struct auth_keys l = { .row = arena_zalloc(
				   c->arena, (size_t)max * sizeof(*l.row)) };
	enum err e;

	while (l.n < max && stmt_row(st))
		read_key(c, st, &l.row[l.n++]);
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
auth_key_store_insert(struct call *c, const struct auth_key *k, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, INSERT);
	enum err e;

	stmt_int(st, ":account", k->account);
	stmt_text(st, ":type", k->type);
	stmt_text(st, ":blob", k->blob);
	stmt_text(st, ":print", k->fingerprint);
	stmt_text(st, ":name", k->name);
	stmt_int(st, ":at", c->now);
	stmt_text(st, ":by", k->added_by);
	if ((e = stmt_exec(st)) == OK)
		*id = db_last_id(c->db);
	return e;
}

enum err
auth_key_store_get(struct call *c, int64_t id, struct auth_key *out)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, GET);

	stmt_int(st, ":id", id);
	return read_one(c, st, out);
}

enum err
auth_key_store_live(
    struct call *c, const char *fingerprint, struct auth_key *out)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, LIVE);

	stmt_text(st, ":print", fingerprint);
	return read_one(c, st, out);
}

enum err
auth_key_store_rename(
    struct call *c, int64_t id, int64_t version, const char *name)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, RENAME);
	enum err e;

	stmt_int(st, ":id", id);
	stmt_int(st, ":version", version);
	stmt_text(st, ":name", name);
	if ((e = stmt_exec(st)) != OK)
		return e;
	return db_changes(c->db) == 1 ? OK : E_CONFLICT;
}

enum err
auth_key_store_revoke(struct call *c, int64_t id, const char *by)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, REVOKE);

	stmt_int(st, ":id", id);
	stmt_int(st, ":at", c->now);
	stmt_text(st, ":by", by);
	return stmt_exec(st);
}

enum err
auth_key_store_used(struct call *c, int64_t id)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, USED);

	stmt_int(st, ":id", id);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
auth_key_store_count(struct call *c, int64_t account, int64_t *n)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, COUNT);

	stmt_int(st, ":account", account);
	return stmt_one(st, 0, n);
}

enum err
auth_key_store_list(struct call *c, int64_t account, struct auth_keys *out)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, LIST);

	stmt_int(st, ":account", account);
	return read_many(c, st, LIST_MAX, out);
}

enum err
auth_key_store_authorized(struct call *c, const char *fingerprint,
    const struct auth_key_query *in, struct auth_keys *out)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql,
	    fingerprint != NULL ? AUTHORIZED_ONE : AUTHORIZED);

	if (fingerprint != NULL) {
		stmt_text(st, ":print", fingerprint);
		return read_many(c, st, 1, out);
	}
	stmt_int(st, ":limit", in->limit);
	stmt_int(st, ":offset", in->offset);
	return read_many(c, st, (int)in->limit, out);
}

enum err
auth_key_store_os_user(struct call *c, int64_t uid, int64_t *account)
{
	struct stmt *st = db_stmt(c->db, &auth_key_sql, OS_USER);

	stmt_int(st, ":uid", uid);
	return stmt_one(st, 0, account);
}
