/* Operations on sessions, logins and locks of all accounts. */
#include <stdio.h>

#include "common/json_write.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/users/users_admin.h"

struct p_user {
	int64_t user;
};
struct p_days {
	int64_t days;
};

static const struct field f_user[] = {
	F_ID(struct p_user, user, "account"),
	F_END,
};
static const struct field f_days[] = {
	F_INT_OPT(struct p_days, days, 1, 365, 30, "days up to today"),
	F_END,
};
static const struct field f_logins[] = {
	F_ID_OPT(struct users_logins_query, user, "only this account"),
	F_TRI_OPT(struct users_logins_query, failed,
	    "only failed ones, or only successful ones"),
	F_INT_OPT(struct users_logins_query, limit, 1, 500, 50, "most rows"),
	F_INT_OPT(
	    struct users_logins_query, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};

static enum err
rpc_users_list_sessions(struct call *c, const void *in)
{
	struct users_sessions l;
	enum err e = users_sessions(c, ((const struct p_user *)in)->user, &l);
	struct jw *w = c->reply;
	int i;

	if (e != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < l.n; i++) {
		const struct users_session *s = &l.row[i];

		jw_object(w);
		jw_kint(w, "id", s->id);
		jw_kinstant(w, "created_at", s->created_at);
		jw_kinstant(w, "last_seen_at", s->last_seen_at);
		jw_kinstant(w, "expires_at", s->ends_at);
		jw_kstr(w, "remote", s->remote);
		jw_kstr(w, "client", s->client);
		jw_kstr(w, "transport", s->transport);
		if (s->key != NULL)
			jw_kstr(w, "key", s->key);
		jw_kbool(w, "current", s->current);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kwhole(w, l.n);
	return OK;
}

static void
login_json(struct jw *w, const struct users_login *l)
{
	jw_object(w);
	jw_kinstant(w, "at", l->at);
	jw_kbool(w, "success", l->success);
	if (l->reason[0] != '\0')
		jw_kstr(w, "reason", l->reason);
	if (l->second_factor[0] != '\0')
		jw_kstr(w, "second_factor", l->second_factor);
	jw_kstr(w, "remote", l->remote);
	jw_kstr(w, "client", l->client);
	jw_kstr(w, "transport", l->transport);
	jw_kobject(w, "user");
	jw_kint(w, "id", l->account);
	jw_kstr(w, "name", l->name);
	jw_kstr(w, "display_name", l->display);
	jw_end_object(w);
	jw_end_object(w);
}

static enum err
rpc_users_list_logins(struct call *c, const void *in)
{
	const struct users_logins_query *p = in;
	struct users_logins l;
	enum err e = users_logins(c, p, &l);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < l.n; i++)
		login_json(c->reply, &l.row[i]);
	jw_end_array(c->reply);
	jw_kint(c->reply, "total", l.total);
	jw_kint(c->reply, "limit", p->limit);
	jw_kint(c->reply, "offset", p->offset);
	return OK;
}

static void
peak_json(struct jw *w, const struct users_stats *s)
{
	char text[16];

	if (s->peak < 0)
		return;
	/* U+2013 between the two hours */
	snprintf(text, sizeof(text), "%02d:00\xE2\x80\x93%02d:00", s->peak % 24,
	    (s->peak + 1) % 24);
	jw_kobject(w, "peak");
	jw_kstr(w, "hour", text);
	jw_kint(w, "count", s->hour[s->peak]);
	jw_end_object(w);
}

static enum err
rpc_users_show_login_stats(struct call *c, const void *in)
{
	struct users_stats s;
	enum err e = users_stats(c, (int)((const struct p_days *)in)->days, &s);
	struct jw *w = c->reply;
	int i;

	if (e != OK)
		return e;
	jw_kint(w, "days", s.days);
	jw_kint(w, "total", s.total);
	jw_kint(w, "successful", s.successful);
	jw_kint(w, "failed", s.failed);
	jw_kint(w, "unknown", s.unknown);
	jw_kint(w, "users", s.users);
	jw_kint(w, "addresses", s.addresses);
	jw_karray(w, "by_day");
	for (i = 0; i < s.days; i++) {
		jw_object(w);
		jw_kdate(w, "date", s.day[i].date);
		jw_kint(w, "successful", s.day[i].successful);
		jw_kint(w, "failed", s.day[i].failed);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_karray(w, "by_hour");
	for (i = 0; i < 24; i++)
		jw_int(w, s.hour[i]);
	jw_end_array(w);
	peak_json(w, &s);
	return OK;
}

static enum err
rpc_users_list_online(struct call *c, const void *in)
{
	struct users_onlines l;
	enum err e = users_online(c, 0, &l);
	struct jw *w = c->reply;
	int i;

	(void)in;
	if (e != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < l.n; i++) {
		const struct users_online *u = &l.row[i];

		jw_object(w);
		jw_kint(w, "id", u->account);
		jw_kstr(w, "name", u->name);
		jw_kstr(w, "display_name", u->display);
		jw_kinstant(w, "last_active_at", u->last_active_at);
		jw_kint(w, "minutes", (c->now - u->last_active_at) / 60000);
		jw_kint(w, "sessions", u->sessions);
		jw_kstr(w, "transport", u->transport);
		jw_kstr(w, "client", u->client);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kwhole(w, l.n);
	return OK;
}

static void
lock_json(struct call *c, const struct lock_row *l)
{
	struct jw *w = c->reply;

	jw_object(w);
	jw_kobject(w, "user");
	jw_kint(w, "id", l->account);
	jw_kstr(w, "name", l->name);
	jw_kstr(w, "display_name", l->display);
	jw_end_object(w);
	jw_kstr(w, "source", l->source);
	jw_kint(w, "tier", l->tier);
	jw_kint(w, "failures", l->failures);
	jw_kint(w, "minutes", users_minutes(c->now, l->locked_until));
	jw_kinstant(w, "locked_until", l->locked_until);
	jw_kinstant(w, "first_failed_at", l->first_failed_at);
	jw_end_object(w);
}

static enum err
rpc_users_list_locked(struct call *c, const void *in)
{
	struct lock_rows l;
	enum err e = lock_list(c, 0, &l);
	int i;

	(void)in;
	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < l.n; i++)
		lock_json(c, &l.row[i]);
	jw_end_array(c->reply);
	jw_kwhole(c->reply, l.n);
	return OK;
}

const struct op users_logins_ops[] = {
	{ .op = "users.list_locked",
	    .help = "Locks that hold now, with the source they count for.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_users_list_locked,
	    .example = "{}",
	    .returns = "list of {user: {id, name, display_name}, source, "
		       "tier, failures, minutes, locked_until, "
		       "first_failed_at}" },
	{ .op = "users.list_logins",
	    .alias = "admin.logins.recent,admin.logins.user",
	    .help = "Login history of everybody or of one account, newest "
		    "first.",
	    .perm = P_ADMIN_AUDIT,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_users_list_logins,
	    .in = f_logins,
	    .in_size = sizeof(struct users_logins_query),
	    .example = "{\"limit\":50}",
	    .returns = "list of {at, success, reason?, second_factor?, "
		       "remote, client, transport, user: {id, name, "
		       "display_name}}" },
	{ .op = "users.list_online",
	    .alias = "admin.online",
	    .help = "Who was active in the last 15 minutes, newest first.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_users_list_online,
	    .example = "{}",
	    .returns = "list of {id, name, display_name, last_active_at, "
		       "minutes, sessions, transport, client}" },
	{ .op = "users.list_sessions",
	    .alias = "admin.users.sessions",
	    .help = "Open sessions of an account.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_users_list_sessions,
	    .in = f_user,
	    .in_size = sizeof(struct p_user),
	    .example = "{\"user\":7}",
	    .returns = "list of {id, created_at, last_seen_at, expires_at, "
		       "remote, client, transport, key?, current}" },
	{ .op = "users.show_login_stats",
	    .alias = "admin.logins.stats",
	    .help = "Logins per day and hour in company time; failed ones "
		    "include unknown names.",
	    .perm = P_ADMIN_AUDIT,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_users_show_login_stats,
	    .in = f_days,
	    .in_size = sizeof(struct p_days),
	    .example = "{\"days\":30}",
	    .returns = "{days, total, successful, failed, unknown, users, "
		       "addresses, by_day: [{date, successful, failed}], "
		       "by_hour: [24 numbers], peak?: {hour, count}}" },
	{ 0 },
};
