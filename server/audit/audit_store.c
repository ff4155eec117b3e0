/* SQL of the chain, its keys, its retention and what the alerts count. */
#include "server/audit/audit_store.h"

#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "server/db/db.h"
#include "server/db/sets.h"

enum {
	INSERT,
	MAX_ID,
	HEAD,
	ANCHOR,
	SET_HEAD,
	SET_ANCHOR,
	KEYS,
	ADD_KEY,
	RESEAL,
	OLD,
	DROP_OLD,
	NEWEST,
	NOTED,
	NOTE,
	FIRST,
	FIRST_ARCHIVED,
	GUARD,
	COPY,
	DELETE,
	DROP,
	MAC,
	REFUSED,
	DENIED,
	RAISED,
	ADMINS,
};

static const char *const sql[] = {
	[INSERT] =
	    "INSERT INTO audit_log(" AUDIT_COLUMNS ")"
	    " VALUES(:id, :at, :type, :action, :actor, :account, :target,"
	    " :remote, :client, :severity, :details, :request, :error_id,"
	    " :prev, :mac)",
	[MAX_ID] = "SELECT max(coalesce((SELECT max(id) FROM audit_log), 0),"
		   " coalesce((SELECT max(id) FROM audit_archive), 0))",
	[HEAD] = "SELECT last_id, 0, mac, seal FROM audit_head",
	[ANCHOR] = "SELECT last_id, dropped, mac, seal FROM audit_anchor",
	[SET_HEAD] = "INSERT INTO audit_head(id, last_id, mac, seal)"
		     " VALUES(1, :last, :mac, :seal) ON CONFLICT DO UPDATE"
		     " SET last_id = :last, mac = :mac, seal = :seal",
	[SET_ANCHOR] =
	    "INSERT INTO audit_anchor(id, last_id, dropped, mac, seal)"
	    " VALUES(1, :last, :dropped, :mac, :seal) ON CONFLICT DO UPDATE"
	    " SET last_id = :last, dropped = :dropped, mac = :mac,"
	    " seal = :seal",
	[KEYS] = "SELECT id, first_id, sealed FROM audit_key ORDER BY id",
	[ADD_KEY] = "INSERT INTO audit_key(id, first_id, sealed, made_at)"
		    " VALUES(:id, :first, :sealed, :now)",
	[RESEAL] = "UPDATE audit_key SET sealed = :sealed WHERE id = :id",
	[OLD] = "SELECT id, at, '', action, actor, account, target, remote,"
		" client, severity, details, request, NULL, zeroblob(32),"
		" zeroblob(32) FROM audit_old ORDER BY id LIMIT :max",
	[DROP_OLD] = "DELETE FROM audit_old WHERE id <= :to",
	[NEWEST] = "SELECT max(number) FROM migration",
	[NOTED] = "SELECT CAST(value AS INTEGER) FROM meta"
		  " WHERE key = 'audited_migration'",
	[NOTE] = "INSERT INTO meta(key, value) VALUES('audited_migration',"
		 " :newest) ON CONFLICT DO UPDATE SET value = :newest",
	[FIRST] = "SELECT min(id) FROM audit_log",
	[FIRST_ARCHIVED] = "SELECT min(id) FROM audit_archive",
	[GUARD] = "UPDATE audit_guard SET log_to = :log, archive_to = :archive",
	[COPY] = "INSERT INTO audit_archive(" AUDIT_COLUMNS ")"
		 " SELECT " AUDIT_COLUMNS " FROM audit_log WHERE id <= :to",
	[DELETE] = "DELETE FROM audit_log WHERE id <= :to",
	[DROP] = "DELETE FROM audit_archive WHERE id <= :to",
	[MAC] = "SELECT mac FROM audit_archive WHERE id = :id",
	[REFUSED] = "SELECT count(*) FROM (SELECT 1 FROM audit_log"
		    " WHERE action = 'login_failure' AND at > :since"
		    " LIMIT :max)",
	[DENIED] = "SELECT count(*) FROM (SELECT 1 FROM audit_log"
		   " WHERE action = 'permission_denied' AND actor = :actor"
		   " AND at > :since LIMIT :max)",
	[RAISED] = "SELECT count(*) FROM audit_log WHERE severity = 'critical'"
		   " AND at > :since AND action = :action"
		   " AND target IS :target",
	[ADMINS] = "SELECT count(*) FROM account WHERE is_admin = 1"
		   " AND active = 1 AND name IS NOT :name",
};
const struct sqlset audit_sql = SQLSET("audit", sql);

static struct stmt *
q(struct db *db, int which)
{
	return db_stmt(db, &audit_sql, which);
}

static bool
col_mac(struct stmt *st, int col, unsigned char out[AUDIT_MAC])
{
	size_t n;
	const void *p = col_blob(st, col, &n);

	if (p == NULL || n != AUDIT_MAC)
		return false;
	memcpy(out, p, AUDIT_MAC);
	return true;
}

static const char *
text(struct stmt *st, int col, struct arena *a)
{
	return a != NULL ? col_text(st, col, a) : col_peek(st, col);
}

bool
audit_store_read(struct stmt *st, struct arena *a, struct audit_row *row)
{
	row->id = col_int(st, 0);
	row->at = col_int(st, 1);
	row->type = text(st, 2, a);
	row->action = text(st, 3, a);
	row->actor = text(st, 4, a);
	row->account = col_int(st, 5);
	row->target = text(st, 6, a);
	row->remote = text(st, 7, a);
	row->client = text(st, 8, a);
	row->severity = text(st, 9, a);
	row->details = text(st, 10, a);
	row->request = text(st, 11, a);
	row->error_id = text(st, 12, a);
	return col_mac(st, 13, row->prev) && col_mac(st, 14, row->mac);
}

enum err
audit_store_read_mark(struct stmt *st, struct audit_mark *out)
{
	struct audit_mark m = { .last_id = -1 };
	bool fits = true;
	enum err e;

	if (stmt_row(st)) {
		m.last_id = col_int(st, 0);
		m.dropped = col_int(st, 1);
		fits = col_mac(st, 2, m.mac) && col_mac(st, 3, m.seal);
	}
	e = stmt_done(st);
	if (e == OK && !fits)
		memset(m.seal, 0, sizeof(m.seal)); /* not ours: no seal fits */
	if (e == OK)
		*out = m;
	return e;
}

enum err
audit_store_head(struct db *db, struct audit_mark *out)
{
	return audit_store_read_mark(q(db, HEAD), out);
}

enum err
audit_store_anchor(struct db *db, struct audit_mark *out)
{
	return audit_store_read_mark(q(db, ANCHOR), out);
}

static enum err
set_mark(struct stmt *st, const struct audit_mark *m)
{
	stmt_int(st, ":last", m->last_id);
	stmt_blob(st, ":mac", m->mac, AUDIT_MAC);
	stmt_blob(st, ":seal", m->seal, AUDIT_MAC);
	return stmt_exec(st);
}

enum err
audit_store_set_head(struct db *db, const struct audit_mark *m)
{
	return set_mark(q(db, SET_HEAD), m);
}

enum err
audit_store_set_anchor(struct db *db, const struct audit_mark *m)
{
	struct stmt *st = q(db, SET_ANCHOR);

	stmt_int(st, ":dropped", m->dropped);
	return set_mark(st, m);
}

enum err
audit_store_insert(struct db *db, const struct audit_row *row)
{
	struct stmt *st = q(db, INSERT);

	stmt_int(st, ":id", row->id);
	stmt_int(st, ":at", row->at);
	stmt_text(st, ":type", row->type);
	stmt_text(st, ":action", row->action);
	stmt_text(st, ":actor", row->actor);
	stmt_ref(st, ":account", row->account);
	stmt_text(st, ":target", row->target);
	stmt_text(st, ":remote", row->remote);
	stmt_text(st, ":client", row->client);
	stmt_text(st, ":severity", row->severity);
	stmt_text(st, ":details", row->details);
	stmt_text(st, ":request", row->request);
	stmt_text(st, ":error_id", row->error_id);
	stmt_blob(st, ":prev", row->prev, AUDIT_MAC);
	stmt_blob(st, ":mac", row->mac, AUDIT_MAC);
	return stmt_exec(st);
}

enum err
audit_store_max_id(struct db *db, int64_t *id)
{
	return stmt_one(q(db, MAX_ID), 0, id);
}

enum err
audit_store_keys(struct db *db, struct arena *a, struct audit_sealed_list *out)
{
	struct stmt *st = q(db, KEYS);
	int cap = 0;

	*out = (struct audit_sealed_list){ 0 };
	while (stmt_row(st)) {
		struct audit_sealed *k;
		const void *box;
		void *copy;

		if (out->n == cap) {
			cap = cap * 2 + 8;
			k = arena_alloc(a, (size_t)cap * sizeof(*k));
			if (out->n > 0)
				memcpy(
				    k, out->key, (size_t)out->n * sizeof(*k));
			out->key = k;
		}
		k = &out->key[out->n++];
		k->id = col_int(st, 0);
		k->first_id = col_int(st, 1);
		box = col_blob(st, 2, &k->n);
		copy = arena_alloc(a, k->n + 1);
		if (k->n > 0)
			memcpy(copy, box, k->n);
		k->box = copy;
	}
	return stmt_done(st);
}

enum err
audit_store_add_key(struct db *db, const struct audit_sealed *k, int64_t now)
{
	struct stmt *st = q(db, ADD_KEY);

	stmt_int(st, ":id", k->id);
	stmt_int(st, ":first", k->first_id);
	stmt_blob(st, ":sealed", k->box, k->n);
	stmt_int(st, ":now", now);
	return stmt_exec(st);
}

enum err
audit_store_reseal(struct db *db, const struct audit_sealed *k)
{
	struct stmt *st = q(db, RESEAL);

	stmt_int(st, ":id", k->id);
	stmt_blob(st, ":sealed", k->box, k->n);
	return stmt_exec(st);
}

enum err
audit_store_old(struct db *db, struct arena *a, int max, struct audit_rows *out)
{
	struct stmt *st = q(db, OLD);

	out->n = 0;
	out->row = arena_alloc(a, (size_t)max * sizeof(*out->row));
	stmt_int(st, ":max", max);
	while (stmt_row(st))
		(void)audit_store_read(st, a, &out->row[out->n++]);
	return stmt_done(st);
}

enum err
audit_store_drop_old(struct db *db, int64_t up_to)
{
	struct stmt *st = q(db, DROP_OLD);

	stmt_int(st, ":to", up_to);
	return stmt_exec(st);
}

enum err
audit_store_schema(struct db *db, int64_t *newest, int64_t *noted)
{
	enum err e = stmt_one(q(db, NEWEST), 0, newest);

	return e != OK ? e : stmt_one(q(db, NOTED), 0, noted);
}

enum err
audit_store_note_schema(struct db *db, int64_t newest)
{
	struct stmt *st = q(db, NOTE);
	char number[24]; /* a 64-bit number */

	snprintf(number, sizeof(number), "%lld", (long long)newest);
	stmt_text(st, ":newest", number);
	return stmt_exec(st);
}

enum err
audit_store_first(struct db *db, bool archive, int64_t *id)
{
	return stmt_one(q(db, archive ? FIRST_ARCHIVED : FIRST), 0, id);
}

static enum err
guard(struct db *db, int64_t log_to, int64_t archive_to)
{
	struct stmt *st = q(db, GUARD);

	stmt_int(st, ":log", log_to);
	stmt_int(st, ":archive", archive_to);
	return stmt_exec(st);
}

static enum err
up_to_id(struct db *db, int which, int64_t up_to, int *n)
{
	struct stmt *st = q(db, which);
	enum err e;

	stmt_int(st, ":to", up_to);
	if ((e = stmt_exec(st)) == OK)
		*n = db_changes(db);
	return e;
}

enum err
audit_store_archive(struct db *db, int64_t up_to, int *n)
{
	int copied = 0, gone = 0;
	enum err e;

	if ((e = up_to_id(db, COPY, up_to, &copied)) != OK ||
	    (e = guard(db, up_to, 0)) != OK ||
	    (e = up_to_id(db, DELETE, up_to, &gone)) != OK ||
	    (e = guard(db, 0, 0)) != OK)
		return e;
	*n = gone;
	return copied == gone ? OK : E_INTERNAL;
}

enum err
audit_store_drop(struct db *db, int64_t up_to, int *n)
{
	enum err e;

	if ((e = guard(db, 0, up_to)) != OK ||
	    (e = up_to_id(db, DROP, up_to, n)) != OK)
		return e;
	return guard(db, 0, 0);
}

enum err
audit_store_mac(struct db *db, int64_t id, unsigned char mac[AUDIT_MAC])
{
	struct stmt *st = q(db, MAC);
	bool found = false;
	enum err e;

	stmt_int(st, ":id", id);
	if (stmt_row(st))
		found = col_mac(st, 0, mac);
	if ((e = stmt_done(st)) != OK)
		return e;
	return found ? OK : E_NOT_FOUND;
}

enum err
audit_store_refused(struct db *db, int64_t since, int max, int64_t *n)
{
	struct stmt *st = q(db, REFUSED);

	stmt_int(st, ":since", since);
	stmt_int(st, ":max", max);
	return stmt_one(st, 0, n);
}

enum err
audit_store_denied(
    struct db *db, const char *actor, int64_t since, int max, int64_t *n)
{
	struct stmt *st = q(db, DENIED);

	stmt_text(st, ":actor", actor);
	stmt_int(st, ":since", since);
	stmt_int(st, ":max", max);
	return stmt_one(st, 0, n);
}

enum err
audit_store_raised(
    struct db *db, const struct audit_row *alert, int64_t since, bool *yes)
{
	struct stmt *st = q(db, RAISED);
	int64_t n = 0;
	enum err e;

	stmt_text(st, ":action", alert->action);
	stmt_text(st, ":target", alert->target);
	stmt_int(st, ":since", since);
	if ((e = stmt_one(st, 0, &n)) == OK)
		*yes = n > 0;
	return e;
}

enum err
audit_store_other_admins(struct db *db, const char *name, int64_t *n)
{
	struct stmt *st = q(db, ADMINS);

	stmt_text(st, ":name", name);
	return stmt_one(st, 0, n);
}
