/* Operations on accounts: list, one, new, profile. */
#include "common/json_write.h"
#include "common/str.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/users/users_admin.h"
#include "server/users/users_json.h"

/* Order of users_role_names, users_state_names, users_sort_names. */
static const char *const roles[] = { "user", "opener", "coach", "berater",
	"telefonist", "service", "admin", NULL };
static const char *const states[] = { "pending", "active", "disabled",
	"anonymised", "placeholder", NULL };
static const char *const sorts[] = { "name", "last_login", "state", NULL };

struct p_user {
	int64_t user;
};

static const struct field f_user[] = {
	F_ID(struct p_user, user, "account"),
	F_END,
};
static const struct field f_create[] = {
	F_STR(struct users_create, name, 2, 50, "login name"),
	{ FT_SECRET, "password", F_AT(struct users_create, password), true, 1,
	    400, 0, 0, "first password; one is made when absent" },
	F_STR_OPT(struct users_create, display_name, 0, 60, "name shown"),
	F_STR_OPT(struct users_create, email, 0, 254, "e-mail address"),
	F_BOOL_OPT(struct users_create, admin, false, "is an admin"),
	F_STRLIST_OPT(struct users_create, roles, 5, "functional roles"),
	F_TRI_OPT(struct users_create, must_change_password,
	    "must choose a password at the first login; as a rule yes, no "
	    "when an operator gives one"),
	F_END,
};
static const struct field f_list[] = {
	F_INT_OPT(struct users_list, limit, 1, 500, 100, "most rows"),
	F_INT_OPT(struct users_list, offset, 0, 1000000, 0, "rows to skip"),
	F_STR_OPT(struct users_list, filter, 0, 60,
	    "part of the name, the name shown or the e-mail address"),
	F_ENUM_OPT(struct users_list, role, roles, USERS_ANY,
	    "only this role; user: none of the others"),
	F_ENUM_OPT(
	    struct users_list, state, states, USERS_ANY, "only this state"),
	F_ENUM_OPT(struct users_list, sort, sorts, 0, "order of the rows"),
	F_END,
};
static const struct field f_update[] = {
	F_ID(struct users_update, user, "account"),
	F_INT_OPT(struct users_update, version, 1, 9007199254740991, 0,
	    "version the change is based on"),
	F_STR_OPT(struct users_update, display_name, 0, 60,
	    "name shown, empty for the one made from the login name"),
	F_STR_OPT(
	    struct users_update, email, 0, 254, "e-mail address, or empty"),
	F_TRI_OPT(struct users_update, on_vacation, "is on vacation"),
	F_INT_OPT(struct users_update, consultant, 0, 9007199254740991, -1,
	    "linked consultant, 0 for none"),
	F_INT_OPT(struct users_update, os_uid, 0, 4294967294, -1,
	    "local user who is this person, 0 for none; needs a fresh "
	    "confirmation"),
	F_END,
};

#define ROW_TEXT                                                      \
	"{id, version, name, display_name, email?, state, is_admin, " \
	"roles, two_factor, locked, locked_minutes?, online, "        \
	"last_login_at?, last_seen_at?, on_vacation, consultant?: "   \
	"{id, name}, points, created_at}"

static enum err
rpc_users_create_finish(struct call *c, const void *in, void *job)
{
	const struct users_hash_job *j = job;
	int64_t id;
	enum err e = users_create_finish(c, in, j, &id);

	if (e == OK)
		e = users_reply(c, id);
	if (e == OK && j->generated[0] != '\0')
		jw_kstr(c->reply, "password", j->generated);
	return e;
}

static enum err
rpc_users_create_prepare(struct call *c, const void *in, void **job)
{
	return users_create_prepare(c, in, job);
}

static void
tiles_json(struct jw *w, const struct users_tiles *t)
{
	jw_kobject(w, "tiles");
	jw_kint(w, "total", t->total);
	jw_kint(w, "active", t->active);
	jw_kint(w, "disabled", t->disabled);
	jw_kint(w, "admins", t->admins);
	jw_kint(w, "online", t->online);
	jw_kint(w, "pending", t->pending);
	jw_kint(w, "locked", t->locked);
	jw_end_object(w);
}

static enum err
rpc_users_list(struct call *c, const void *in)
{
	const struct users_list *p = in;
	struct users_rows rows = { 0 };
	enum err e = users_list(c, p, &rows);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < rows.n; i++) {
		jw_object(c->reply);
		users_row_json(c->reply, &rows.row[i]);
		jw_end_object(c->reply);
	}
	jw_end_array(c->reply);
	jw_kint(c->reply, "total", rows.total);
	jw_kint(c->reply, "limit", p->limit);
	jw_kint(c->reply, "offset", p->offset);
	tiles_json(c->reply, &rows.tiles);
	return OK;
}

static void
words_json(struct jw *w, const char *key, const char *const *list)
{
	jw_karray(w, key);
	for (; *list != NULL; list++)
		jw_str(w, *list);
	jw_end_array(w);
}

static void
locks_json(struct call *c, const struct lock_rows *l)
{
	struct jw *w = c->reply;
	int i;

	jw_karray(w, "locks");
	for (i = 0; i < l->n; i++) {
		jw_object(w);
		jw_kstr(w, "source", l->row[i].source);
		jw_kint(w, "failures", l->row[i].failures);
		jw_kint(w, "tier", l->row[i].tier);
		jw_kinstant(w, "locked_until", l->row[i].locked_until);
		jw_kint(w, "minutes",
		    users_minutes(c->now, l->row[i].locked_until));
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
detail_json(struct call *c, const struct users_detail *d)
{
	struct jw *w = c->reply;
	int i;

	users_row_json(w, &d->row);
	jw_kint(w, "logins", d->row.logins);
	if (d->row.os_uid != 0)
		jw_kint(w, "os_uid", d->row.os_uid);
	words_json(w, "grants", d->grants);
	words_json(w, "denials", d->denials);
	jw_karray(w, "effective");
	for (i = P_LOGIN + 1; i < P_COUNT; i++)
		if ((d->perms[i / 64] >> (i % 64) & 1) != 0)
			jw_str(w, perm_key((enum perm)i));
	jw_end_array(w);
	jw_karray(w, "points_by_month");
	for (i = 0; i < USERS_MONTHS; i++) {
		jw_object(w);
		jw_kstr(w, "month", d->month[i].month);
		jw_kint(w, "points", d->month[i].points);
		jw_end_object(w);
	}
	jw_end_array(w);
	locks_json(c, &d->locks);
	jw_kint(w, "codes_left", d->codes_left);
	jw_kint(w, "keys", d->row.keys);
	jw_kint(w, "sessions", d->sessions);
}

static enum err
rpc_users_get(struct call *c, const void *in)
{
	struct users_detail d = { 0 };
	enum err e = users_get(c, ((const struct p_user *)in)->user, &d);

	if (e != OK)
		return e;
	jw_kobject(c->reply, "user");
	detail_json(c, &d);
	jw_end_object(c->reply);
	return OK;
}

static enum err
rpc_users_update(struct call *c, const void *in)
{
	const struct users_update *p = in;
	enum err e = users_update(c, p);

	return e == OK ? users_reply(c, p->user) : e;
}

const struct op users_ops[] = {
	{ .op = "users.create",
	    .alias = "admin.users.create",
	    .help = "Creates an account; a password made here is told once.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_ASYNC,
	    .rate = RATE_ADMIN,
	    .flags = NO_REPLAY,
	    .audit = "user_created",
	    .prepare = rpc_users_create_prepare,
	    .work = users_hash_work,
	    .finish = rpc_users_create_finish,
	    .drop = users_hash_drop,
	    .work_class = WORK_HASH,
	    .in = f_create,
	    .in_size = sizeof(struct users_create),
	    .example = "{\"name\":\"ben.muster\",\"password\":"
		       "\"ein-langes-passwort\",\"roles\":[\"telefonist\"]}",
	    .returns = "{user: " ROW_TEXT ", password?}" },
	{ .op = "users.get",
	    .alias = "admin.users.get",
	    .help = "One account with rights, points, locks and doors.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_users_get,
	    .in = f_user,
	    .in_size = sizeof(struct p_user),
	    .example = "{\"user\":7}",
	    .returns = "{user: as users.list and {logins, os_uid?, grants, "
		       "denials, effective, points_by_month: [{month, "
		       "points}], locks: [{source, failures, tier, "
		       "locked_until, minutes}], codes_left, keys, "
		       "sessions}}" },
	{ .op = "users.list",
	    .alias = "admin.users.list",
	    .help = "Lists accounts, with totals over all of them.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_users_list,
	    .in = f_list,
	    .in_size = sizeof(struct users_list),
	    .example = "{}",
	    .returns = "list of " ROW_TEXT ", tiles: {total, active, "
		       "disabled, admins, online, pending, locked}" },
	{ .op = "users.update",
	    .alias = "admin.users.update",
	    .help = "Changes the profile of an account.",
	    .perm = P_ADMIN_USERS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "user_updated",
	    .run = rpc_users_update,
	    .in = f_update,
	    .in_size = sizeof(struct users_update),
	    .example = "{\"user\":7,\"display_name\":\"Ben\"}",
	    .returns = "{user: as users.list}" },
	{ 0 },
};
