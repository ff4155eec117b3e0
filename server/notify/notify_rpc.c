/* Operations of notifications: the own inbox, and sending for admins. */
#include <string.h>

#include "common/arena.h"
#include "common/json_write.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/notify/notify.h"
#include "server/notify/notify_json.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

#define ACTIONS_MAX 5
#define ACTION_TEXT 60
#define ACTION_SCREEN 40
#define TYPE_INFO 3 /* in notify_types */

struct p_list {
	bool unread, popup;
	int64_t limit, offset;
};
struct p_id {
	int64_t id;
};
struct p_create {
	struct field_list roles, users, actions;
	const char *title, *message;
	int type;
	bool popup;
};

static const struct field f_list[] = {
	F_BOOL_OPT(struct p_list, unread, 0, "only unread ones"),
	F_BOOL_OPT(struct p_list, popup, 0, "only those with the popup flag"),
	F_INT_OPT(struct p_list, limit, 1, 200, 50, "most rows"),
	F_INT_OPT(struct p_list, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};
static const struct field f_id[] = {
	F_ID(struct p_id, id, "notification"),
	F_END,
};
static const struct field f_create[] = {
	F_STRLIST_OPT(struct p_create, roles, 8,
	    "admin, opener, coach, berater, telefonist, service, closer, all"),
	F_STRLIST_OPT(struct p_create, users, 100, "login names"),
	F_STR(struct p_create, title, 1, NOTIFY_TITLE, "title"),
	F_TEXT_OPT(struct p_create, message, NOTIFY_MESSAGE, "message"),
	F_ENUM_OPT(struct p_create, type, notify_types, TYPE_INFO, "weight"),
	F_BOOL_OPT(struct p_create, popup, 0, "shown at once to who is there"),
	F_STRLIST_OPT(struct p_create, actions, ACTIONS_MAX,
	    "\"text=screen\": what the reader can open"),
	F_END,
};

static enum err
unread_json(struct call *c)
{
	int64_t n;
	enum err e = notify_unread(c, c->actor->id, &n);

	if (e == OK)
		jw_kint(c->reply, "unread", n);
	return e;
}

static enum err
rpc_notify_list(struct call *c, const void *in)
{
	const struct p_list *p = in;
	const struct notes_query q = { p->unread, p->popup, p->limit,
		p->offset };
	struct notes all;
	enum err e = notify_list(c, &q, &all);

	if (e != OK)
		return e;
	notes_json(c->reply, "items", &all);
	jw_kint(c->reply, "total", all.total);
	jw_kint(c->reply, "limit", p->limit);
	jw_kint(c->reply, "offset", p->offset);
	return unread_json(c);
}

static enum err
rpc_notify_count_unread(struct call *c, const void *in)
{
	(void)in;
	return unread_json(c);
}

static enum err
rpc_notify_list_popups(struct call *c, const void *in)
{
	struct notes all;
	enum err e = notify_popups(c, &all);

	(void)in;
	if (e != OK)
		return e;
	notes_json(c->reply, "items", &all);
	jw_kwhole(c->reply, all.n);
	return OK;
}

static enum err
rpc_notify_mark_read(struct call *c, const void *in)
{
	enum err e = notify_read(c, ((const struct p_id *)in)->id);

	return e != OK ? e : unread_json(c);
}

static enum err
rpc_notify_mark_all_read(struct call *c, const void *in)
{
	int64_t changed = 0;
	enum err e = notify_read_all(c, &changed);

	(void)in;
	if (e == OK)
		jw_kint(c->reply, "changed", changed);
	return e;
}

static enum err
rpc_notify_dismiss(struct call *c, const void *in)
{
	enum err e = notify_dismiss(c, ((const struct p_id *)in)->id);

	return e != OK ? e : unread_json(c);
}

static bool
is_action(const char *s)
{
	const char *eq = strrchr(s, '=');
	const char *p;
	size_t n;

	if (eq == NULL || eq == s || !utf8_clean(s, false) ||
	    utf8_count(s) > ACTION_TEXT + 1 + ACTION_SCREEN ||
	    memchr(s, '=', (size_t)(eq - s)) != NULL)
		return false;
	n = strlen(eq + 1);
	for (p = eq + 1; *p != '\0'; p++)
		if ((*p < 'a' || *p > 'z') && *p != '-' && *p != '_')
			return false;
	return n > 0 && n <= ACTION_SCREEN &&
	       (size_t)(eq - s) <= (size_t)ACTION_TEXT * 4;
}

static enum err
actions_of(struct call *c, const struct field_list *l, const char **out)
{
	const char *s = "";
	int i;

	for (i = 0; i < l->n; i++) {
		if (!is_action(l->str[i]))
			return call_invalid(c, "actions", "%s",
			    call_tr(c, "je Eintrag \"Text=bildschirm\"",
				"each entry is \"text=screen\""));
		s = arena_printf(c->arena, "%s%s\n", s, l->str[i]);
	}
	*out = s;
	return OK;
}

static void
note_sent(struct call *c, const struct p_create *p, int sent)
{
	struct jw *w = call_audit(c);
	int i;

	jw_kstr(w, "title", p->title);
	jw_kstr(w, "type", notify_types[p->type]);
	jw_karray(w, "roles");
	for (i = 0; i < p->roles.n; i++)
		jw_str(w, p->roles.str[i]);
	jw_end_array(w);
	jw_karray(w, "users");
	for (i = 0; i < p->users.n; i++)
		jw_str(w, p->users.str[i]);
	jw_end_array(w);
	jw_kint(w, "sent", sent);
}

static enum err
rpc_notify_create(struct call *c, const void *in)
{
	const struct p_create *p = in;
	const struct notify_targets to = { &p->roles, &p->users };
	struct notification n = { .type = notify_types[p->type],
		.title_de = p->title,
		.title_en = p->title,
		.message_de = p->message,
		.message_en = p->message,
		.popup = p->popup,
		.source = "admin" };
	int sent = 0;
	enum err e;

	if (p->roles.n == 0 && p->users.n == 0)
		return call_invalid(c, "roles", "%s",
		    call_tr(c, "mindestens eine Rolle oder ein Benutzer fehlt",
			"name at least one role or user"));
	if ((e = actions_of(c, &p->actions, &n.actions)) != OK ||
	    (e = notify_people(c, &to, &n, &sent)) != OK)
		return e;
	note_sent(c, p, sent);
	jw_kint(c->reply, "sent", sent);
	return OK;
}

static enum err
rpc_notify_send_test(struct call *c, const void *in)
{
	const struct notification n = { .type = "info",
		.title_de = "Test-Benachrichtigung",
		.title_en = "Test notification",
		.message_de = "Benachrichtigungen kommen an. Diese hier hat "
			      "keine weitere Bedeutung.",
		.message_en = "Notifications arrive. This one means nothing "
			      "else.",
		.popup = true,
		.source = "test" };
	int64_t before, after;
	enum err e = notify_unread(c, c->actor->id, &before);

	(void)in;
	if (e != OK || (e = notify_account(c, c->actor->id, &n)) != OK ||
	    (e = notify_unread(c, c->actor->id, &after)) != OK)
		return e;
	jw_kint(call_audit(c), "sent", after - before);
	jw_kint(c->reply, "sent", after - before);
	return OK;
}

#define INBOX .perm = P_LOGIN, .audit = "none: own inbox"
#define NOTE                                                                   \
	"{id, at, type, title, message, read, count, popup, source, screen?, " \
	"ref?, actions?}"

const struct op notify_ops[] = {
	{ .op = "notify.count_unread",
	    .alias = "notifications.unread_count",
	    .help = "Unread notifications of the caller.",
	    INBOX,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .run = rpc_notify_count_unread,
	    .example = "{}",
	    .returns = "{unread}" },
	{ .op = "notify.create",
	    .alias = "notifications.create",
	    .help = "Sends a notification to roles and persons, one copy each.",
	    .perm = P_ADMIN_NOTIFY,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "notification_sent",
	    .run = rpc_notify_create,
	    .in = f_create,
	    .in_size = sizeof(struct p_create),
	    .example = "{\"roles\":[\"closer\"],\"title\":\"Teamrunde um 9\"}",
	    .returns = "{sent}" },
	{ .op = "notify.dismiss",
	    .alias = "notifications.dismiss",
	    .help = "Takes a notification off the list for good.",
	    INBOX,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .run = rpc_notify_dismiss,
	    .in = f_id,
	    .in_size = sizeof(struct p_id),
	    .example = "{\"id\":12}",
	    .returns = "{unread}" },
	{ .op = "notify.list",
	    .alias = "notifications.list,notifications",
	    .help = "Notifications of the caller, newest first.",
	    INBOX,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .run = rpc_notify_list,
	    .in = f_list,
	    .in_size = sizeof(struct p_list),
	    .example = "{\"unread\":true}",
	    .returns = "list of " NOTE ", and unread" },
	{ .op = "notify.list_popups",
	    .alias = "notifications.popups",
	    .help = "Unread popups that no session has shown yet, at most 5; "
		    "they count as shown then.",
	    INBOX,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .run = rpc_notify_list_popups,
	    .example = "{}",
	    .returns = "list of " NOTE },
	{ .op = "notify.mark_all_read",
	    .alias = "notifications.mark_all_read",
	    .help = "Marks all notifications of the caller as read.",
	    INBOX,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .run = rpc_notify_mark_all_read,
	    .example = "{}",
	    .returns = "{changed}" },
	{ .op = "notify.mark_read",
	    .alias = "notifications.mark_read",
	    .help = "Marks one notification as read.",
	    INBOX,
	    .kind = OP_WRITE,
	    .rate = RATE_WRITE,
	    .run = rpc_notify_mark_read,
	    .in = f_id,
	    .in_size = sizeof(struct p_id),
	    .example = "{\"id\":12}",
	    .returns = "{unread}" },
	{ .op = "notify.send_test",
	    .alias = "notifications.test",
	    .help = "Sends the caller a test notification with a popup.",
	    .perm = P_ADMIN_NOTIFY,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "notification_sent",
	    .run = rpc_notify_send_test,
	    .example = "{}",
	    .returns = "{sent}" },
	{ 0 },
};
