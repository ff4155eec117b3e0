/* SQL of sessions and of the login history, as admins see them. */
#include "common/arena.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"
#include "server/users/users_sql.h"
#include "server/users/users_store.h"

#define WANTED                                                     \
	" FROM login_history h JOIN account a ON a.id = h.account" \
	" WHERE (:user = 0 OR h.account = :user)"                  \
	" AND (:failed < 0 OR h.success = 1 - :failed) AND " USERS_COUNTS

enum { N_OPEN, OPENS, OWNER, LOGINS, N_LOGINS, STATS, UNKNOWN, QUARTERS };

static const char *const sql[] = {
	[N_OPEN] = "SELECT count(*) FROM session WHERE closed_at IS NULL"
		   " AND (:account = 0 OR account = :account)",
	[OPENS] =
	    "SELECT s.account, a.name, coalesce(a.display_name, ''), s.id,"
	    " s.created_at, s.last_seen_at, s.ends_at, s.remote, s.client,"
	    " s.transport, k.name FROM session s JOIN account a"
	    " ON a.id = s.account LEFT JOIN ssh_key k ON k.id = s.ssh_key"
	    " WHERE s.closed_at IS NULL"
	    " AND (:account = 0 OR s.account = :account)"
	    " ORDER BY s.last_seen_at DESC, s.id DESC",
	[OWNER] = "SELECT account FROM session WHERE id = :id"
		  " AND closed_at IS NULL",
	[LOGINS] = "SELECT h.at, h.account, a.name,"
		   " coalesce(a.display_name, ''), h.success, h.reason,"
		   " h.second_factor, h.remote, h.client, h.transport" WANTED
		   " ORDER BY h.at DESC, h.id DESC"
		   " LIMIT :limit OFFSET :offset",
	[N_LOGINS] = "SELECT count(*)" WANTED,
	[STATS] = "SELECT coalesce(sum(h.success), 0),"
		  " coalesce(sum(h.success = 0), 0),"
		  " count(DISTINCT h.account),"
		  " count(DISTINCT nullif(h.remote, ''))"
		  " FROM login_history h"
		  " WHERE h.at >= :since AND " USERS_COUNTS,
	[UNKNOWN] = "SELECT coalesce(sum(failures), 0) FROM login_unknown"
		    " WHERE hour_at >= :since",
	[QUARTERS] = "SELECT h.at / 900000 * 900000, sum(h.success),"
		     " sum(h.success = 0) FROM login_history h"
		     " WHERE h.at >= :since AND " USERS_COUNTS
		     " GROUP BY 1 UNION ALL SELECT hour_at, 0, failures"
		     " FROM login_unknown WHERE hour_at >= :since",
};
const struct sqlset users_logins_sql = SQLSET("users_logins", sql);

static void
read_open(struct call *c, struct stmt *st, struct users_open *o)
{
	o->account = col_int(st, 0);
	o->name = col_text(st, 1, c->arena);
	o->display = col_text(st, 2, c->arena);
	o->s.id = col_int(st, 3);
	o->s.created_at = col_int(st, 4);
	o->s.last_seen_at = col_int(st, 5);
	o->s.ends_at = col_int(st, 6);
	o->s.remote = col_text(st, 7, c->arena);
	o->s.client = col_text(st, 8, c->arena);
	o->s.transport = col_text(st, 9, c->arena);
	o->s.key = col_text(st, 10, c->arena);
}

enum err
users_store_opens(struct call *c, int64_t account, struct users_opens *out)
{
	struct stmt *st = db_stmt(c->db, &users_logins_sql, N_OPEN);
	int64_t n;
	enum err e;

	stmt_int(st, ":account", account);
	if ((e = stmt_one(st, 0, &n)) != OK)
		return e;
	out->row = arena_zalloc(c->arena, (size_t)(n + 1) * sizeof(*out->row));
	out->n = 0;
	st = db_stmt(c->db, &users_logins_sql, OPENS);
	stmt_int(st, ":account", account);
	while (out->n < n && stmt_row(st))
		read_open(c, st, &out->row[out->n++]);
	return stmt_done(st);
}

enum err
users_store_session_owner(struct call *c, int64_t session, int64_t *account)
{
	struct stmt *st = db_stmt(c->db, &users_logins_sql, OWNER);

	stmt_int(st, ":id", session);
	return stmt_one(st, 0, account);
}

static void
bind_wanted(struct stmt *st, const struct users_logins_query *in)
{
	stmt_int(st, ":user", in->user);
	stmt_int(st, ":failed", in->failed);
}

enum err
users_store_logins(struct call *c, const struct users_logins_query *in,
    struct users_logins *out)
{
	struct stmt *st = db_stmt(c->db, &users_logins_sql, LOGINS);
	enum err e;

	out->row =
	    arena_zalloc(c->arena, (size_t)(in->limit + 1) * sizeof(*out->row));
	out->n = 0;
	bind_wanted(st, in);
	stmt_int(st, ":limit", in->limit);
	stmt_int(st, ":offset", in->offset);
	while (stmt_row(st)) {
		struct users_login *l = &out->row[out->n++];

		l->at = col_int(st, 0);
		l->account = col_int(st, 1);
		l->name = col_text(st, 2, c->arena);
		l->display = col_text(st, 3, c->arena);
		l->success = col_int(st, 4) != 0;
		l->reason = col_text(st, 5, c->arena);
		l->second_factor = col_text(st, 6, c->arena);
		l->remote = col_text(st, 7, c->arena);
		l->client = col_text(st, 8, c->arena);
		l->transport = col_text(st, 9, c->arena);
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	st = db_stmt(c->db, &users_logins_sql, N_LOGINS);
	bind_wanted(st, in);
	return stmt_one(st, 0, &out->total);
}

enum err
users_store_stats(struct call *c, int64_t since, struct users_stats *out)
{
	struct stmt *st = db_stmt(c->db, &users_logins_sql, STATS);
	enum err e;

	stmt_int(st, ":since", since);
	if (stmt_row(st)) {
		out->successful = col_int(st, 0);
		out->failed = col_int(st, 1);
		out->users = col_int(st, 2);
		out->addresses = col_int(st, 3);
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	st = db_stmt(c->db, &users_logins_sql, UNKNOWN);
	stmt_int(st, ":since", since);
	return stmt_one(st, 0, &out->unknown);
}

enum err
users_store_quarters(
    struct call *c, int64_t since, users_quarter_fn *add, void *ctx)
{
	struct stmt *st = db_stmt(c->db, &users_logins_sql, QUARTERS);

	stmt_int(st, ":since", since);
	while (stmt_row(st)) {
		struct users_quarter q = { col_int(st, 0), col_int(st, 1),
			col_int(st, 2) };

		add(ctx, &q);
	}
	return stmt_done(st);
}
