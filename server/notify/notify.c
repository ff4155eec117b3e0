/*
 * Rules of notifications: who gets one, how repeats count, what was shown,
 * what is kept how long (hub file A5).
 */
#include "server/notify/notify.h"

#include <stdio.h>

#include "common/arena.h"
#include "common/buf.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/core/events.h"
#include "server/notify/notify_memory.h"
#include "server/notify/notify_store.h"
#include "server/rpc/call.h"

/* The heaviest first: also the order of signs in the client. */
const char *const notify_types[] = { "error", "warning", "success", "info",
	NULL };

/* Who may be written to: roles, and what a group stands for. */
static const struct {
	const char *name, *means;
} targets[] = {
	{ "admin", "admin" },
	{ "all", "all" },
	{ "berater", "berater" },
	{ "closer", "coach,berater" },
	{ "coach", "coach" },
	{ "opener", "opener" },
	{ "service", "service" },
	{ "telefonist", "telefonist" },
};

static const char *
meaning(const char *role)
{
	size_t i;

	for (i = 0; i < sizeof(targets) / sizeof(targets[0]); i++)
		if (str_eq(targets[i].name, role))
			return targets[i].means;
	return NULL;
}

/* A text cut to a number of characters; senders may put names into it. */
static const char *
cut(struct call *c, const char *s, size_t max)
{
	const char *p = s;
	uint32_t cp;
	size_t i, n;

	if (s == NULL || utf8_count(s) <= max)
		return s;
	for (i = 0; i + 1 < max && (n = utf8_next(p, &cp)) > 0; i++)
		p += n;
	return arena_printf(c->arena, "%.*s…", (int)(p - s), s);
}

static enum err
deliver(struct call *c, const struct recipient *to,
    const struct notification *n, const char *roles)
{
	struct note_new in = { .n = n, .roles = roles };
	int64_t old = 0, shown = 0;
	enum err e = OK;

	in.title = cut(c, to->german ? n->title_de : n->title_en, NOTIFY_TITLE);
	in.message =
	    cut(c, to->german ? n->message_de : n->message_en, NOTIFY_MESSAGE);
	if (n->popup) {
		if ((e = notify_shown(c->app, to->id, &shown)) != OK)
			return e;
		/* never at an instant that counts as shown already */
		in.popup_at = shown >= c->now ? shown + 1 : c->now;
		notify_will_show(c, to->id, in.popup_at);
	}
	if (n->dedupe != NULL)
		e = notify_store_repeated(c, to->id, n->dedupe, &old);
	if (e == OK)
		e = old != 0 ? notify_store_repeat(c, old, &in)
			     : notify_store_insert(c, to->id, &in);
	if (e == OK)
		event_emit(c, EV_NOTIFIED, to->id, NULL);
	return e;
}

enum err
notify_account(struct call *c, int64_t account, const struct notification *n)
{
	struct recipient to;
	enum err e = notify_store_recipient(c, account, &to);

	if (e != OK || to.id == 0)
		return e;
	return deliver(c, &to, n, NULL);
}

/* ",coach,berater," of the roles sent; NULL when one is unknown. */
static enum err
role_list(struct call *c, const struct field_list *roles, const char **out)
{
	const char *list = ",";
	int i;

	for (i = 0; i < roles->n; i++) {
		const char *means = meaning(roles->str[i]);

		if (means == NULL)
			return call_invalid(c, "roles",
			    call_tr(c,
				"keine Rolle: %s. Erlaubt: admin, all, "
				"berater, closer, coach, opener, service, "
				"telefonist",
				"not a role: %s. Allowed: admin, all, "
				"berater, closer, coach, opener, service, "
				"telefonist"),
			    roles->str[i]);
		list = arena_printf(c->arena, "%s%s,", list, means);
	}
	*out = list;
	return OK;
}

static bool
is_among(const struct recipients *all, int64_t id)
{
	int i;

	for (i = 0; i < all->n; i++)
		if (all->row[i].id == id)
			return true;
	return false;
}

/* Persons by name, behind those of the roles; nobody twice. */
static enum err
add_users(
    struct call *c, const struct field_list *users, struct recipients *all)
{
	struct recipients more = { 0 };
	enum err e = OK;
	bool exists;
	int i;

	more.row = arena_zalloc(
	    c->arena, (size_t)(all->n + users->n) * sizeof(*more.row) + 1);
	for (i = 0; i < all->n; i++)
		more.row[more.n++] = all->row[i];
	for (i = 0; e == OK && i < users->n; i++) {
		struct recipient r;

		e = notify_store_recipient_named(c, users->str[i], &r, &exists);
		if (e == OK && !exists)
			e = call_invalid(c, "users",
			    call_tr(c, "kein Benutzer: %s", "not a user: %s"),
			    users->str[i]);
		if (e == OK && r.id != 0 && !is_among(&more, r.id))
			more.row[more.n++] = r;
	}
	*all = more;
	return e;
}

/* The roles as sent, for the record. */
static const char *
join(struct call *c, const struct field_list *l)
{
	const char *s = "";
	int i;

	for (i = 0; i < l->n; i++)
		s = arena_printf(
		    c->arena, "%s%s%s", s, i > 0 ? "," : "", l->str[i]);
	return s;
}

enum err
notify_people(struct call *c, const struct notify_targets *to,
    const struct notification *n, int *sent)
{
	struct recipients all = { 0 };
	const char *roles = NULL;
	enum err e = role_list(c, to->roles, &roles);
	int i;

	if (e == OK && to->roles->n > 0)
		e = notify_store_recipients(c, roles, &all);
	if (e == OK && to->users != NULL && to->users->n > 0)
		e = add_users(c, to->users, &all);
	for (i = 0; e == OK && i < all.n; i++)
		e = deliver(c, &all.row[i], n, join(c, to->roles));
	if (e == OK && sent != NULL)
		*sent = all.n;
	return e;
}

enum err
notify_role(
    struct call *c, const char *role, const struct notification *n, int *sent)
{
	const char *one[1] = { role };
	const struct field_list roles = { .n = 1, .str = one };
	const struct notify_targets to = { .roles = &roles };

	return notify_people(c, &to, n, sent);
}

enum err
notify_list(struct call *c, const struct notes_query *q, struct notes *out)
{
	return notify_store_list(c, q, out);
}

enum err
notify_unread(struct call *c, int64_t account, int64_t *n)
{
	return notify_store_unread(c->db, account, n);
}

enum err
notify_popups(struct call *c, struct notes *out)
{
	int64_t shown;
	enum err e = notify_shown(c->app, c->actor->id, &shown);

	if (e == OK)
		e = notify_store_popups(c, c->actor->id, shown, out);
	if (e == OK && out->n > 0)
		notify_did_show(c, c->actor->id, out->row[0].popup_at);
	return e;
}

static enum err
told(struct call *c, bool known, bool changed)
{
	if (!known)
		return call_fail(c, E_NOT_FOUND);
	if (changed)
		event_emit(c, EV_NOTIFIED, c->actor->id, NULL);
	return OK;
}

enum err
notify_read(struct call *c, int64_t id)
{
	bool known = false, changed = false;
	enum err e = notify_store_read(c, id, &known, &changed);

	return e != OK ? e : told(c, known, changed);
}

enum err
notify_dismiss(struct call *c, int64_t id)
{
	bool known = false, changed = false;
	enum err e = notify_store_dismiss(c, id, &known, &changed);

	return e != OK ? e : told(c, known, changed);
}

enum err
notify_read_all(struct call *c, int64_t *changed)
{
	enum err e = notify_store_read_all(c, changed);

	return e != OK ? e : told(c, true, *changed > 0);
}
