/* Details of an account: five pages, and everything that can be done. */
#include "tui/screens/scr_users_detail.h"

#include "common/json.h"
#include "common/str.h"

static const char *const tab_names[] = { N_("Overview"), N_("Rights"),
	N_("Sessions"), N_("Keys"), N_("Sign-in list"), NULL };

/* What a page reads, and with which parameter the account is named. */
static const struct {
	const char *op;
	bool of_user;
} reads[USERS_TABS] = {
	[TAB_OVERVIEW] = { "users.get", true },
	[TAB_RIGHTS] = { "users.list_roles", false },
	[TAB_SESSIONS] = { "users.list_sessions", true },
	[TAB_KEYS] = { "users.list_keys", true },
	[TAB_LOGINS] = { "users.list_logins", true },
};

struct detail_arg {
	int64_t id;
	enum users_tab tab;
};

/* --- reading --- */

static void
take_user(struct ui *ui, struct detail_state *s)
{
	const json_t *u = detail_user(s);

	users_host_set(&s->host, u);
	snprintf(
	    s->subtitle, sizeof s->subtitle, "%s", json_get_str(u, "name", ""));
	detail_facts(ui, s);
	detail_permissions(s);
}

static void
detail_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct detail_state *s = state;
	int tab = (int)(tag % USERS_TABS);
	struct detail_page *p = &s->page[tab];

	if (!live_take(ui, s, &p->live, tag, a))
		return;
	if (tab == TAB_OVERVIEW)
		take_user(ui, s);
	if (tab == TAB_RIGHTS)
		detail_permissions(s);
	for (int i = 0; i < USERS_TABS; i++)
		if (detail_sources[i] != NULL)
			list_refresh(&s->page[i].list);
}

/* The tag tells the page: requests are numbered in steps of USERS_TABS. */
static void
read_page(struct ui *ui, struct detail_state *s, enum users_tab tab, bool quiet)
{
	struct live *l = &s->page[tab].live;
	json_t *p = json_object();

	if (!ui_allowed(ui, reads[tab].op)) {
		json_decref(p);
		return;
	}
	if (reads[tab].of_user)
		json_object_set_new(p, "user", json_integer(s->id));
	l->newest =
	    (l->newest / USERS_TABS + 1) * USERS_TABS + (int64_t)tab - 1;
	live_read(ui, s, l,
	    (struct tui_request){ .op = reads[tab].op,
		.params = p,
		.fn = detail_answer,
		.quiet = quiet });
}

static void
detail_changed(struct ui *ui, void *state)
{
	struct detail_state *s = state;

	read_page(ui, s, TAB_OVERVIEW, true);
	if (s->tabs.open != TAB_OVERVIEW)
		read_page(ui, s, (enum users_tab)s->tabs.open, true);
}

static void
go_tab(struct ui *ui, struct detail_state *s, enum users_tab tab)
{
	s->tabs.open = (int)tab;
	if (tab != TAB_OVERVIEW)
		read_page(ui, s, tab, s->page[tab].live.data != NULL);
}

static void
detail_enter(struct ui *ui, void *state, const void *arg)
{
	const struct detail_arg *in = arg;
	struct detail_state *s = state;

	s->id = in->id;
	s->host.changed = detail_changed;
	s->tabs.names = tab_names;
	for (int i = 0; i < USERS_TABS; i++)
		if (detail_sources[i] != NULL) {
			list_init(&s->page[i].list, detail_sources[i], s);
			s->page[i].list.flags |= LIST_NO_FILTER;
		}
	read_page(ui, s, TAB_OVERVIEW, false);
	go_tab(ui, s, in->tab);
}

static void
detail_leave(struct ui *ui, void *state)
{
	struct detail_state *s = state;

	(void)ui;
	users_host_done(&s->host);
	lines_done(&s->facts);
	json_decref(s->permissions);
	for (int i = 0; i < USERS_TABS; i++) {
		live_done(&s->page[i].live);
		list_done(&s->page[i].list);
	}
}

static void
detail_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct detail_state *s = state;
	bool ours = str_eq(event, "users.changed") &&
		    json_get_int(data, "id", s->id) == s->id;

	if (ours || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->page[TAB_OVERVIEW].live);
}

static int64_t
detail_tick(struct ui *ui, void *state, int64_t mono)
{
	struct detail_state *s = state;

	if (live_due(&s->page[TAB_OVERVIEW].live, mono))
		detail_changed(ui, s);
	return live_next(&s->page[TAB_OVERVIEW].live);
}

/* --- changes on the pages --- */

static void
page_changed(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	static const char *const words[USERS_TABS] = {
		[TAB_RIGHTS] = N_("The permission is changed"),
		[TAB_SESSIONS] = N_("The session is ended"),
		[TAB_KEYS] = N_("The key is revoked"),
	};

	if (scr_error(ui, a))
		return;
	ui_toast(ui, TOAST_SUCCESS, "%s", _(words[tag]));
	detail_changed(ui, state);
}

/* Grant, deny or neither: always the other effect than now. */
static void
act_toggle(struct ui *ui, void *state)
{
	struct detail_state *s = state;
	const char *key = json_string_value(detail_row(s));
	const char *op, *flag;
	bool on;

	if (s->tabs.open != TAB_RIGHTS || key == NULL || detail_user(s) == NULL)
		return;
	if (json_get_bool(detail_user(s), "is_admin", false)) {
		ui_toast(ui, TOAST_INFO, _("An admin may do everything"));
		return;
	}
	if (!ui_allowed(ui, "users.grant")) {
		ui_toast(ui, TOAST_WARNING, _("Your account may not do this"));
		return;
	}
	on = !detail_has(s, "denials", key) && !detail_has(s, "grants", key);
	op = detail_has(s, "denials", key) || (on && detail_by_role(s, key))
		 ? "users.deny"
		 : "users.grant";
	flag = str_eq(op, "users.deny") ? "denied" : "allowed";
	scr_write(ui, s,
	    &(struct tui_request){ .op = op,
		.params = json_pack("{s:I,s:s,s:b}", "user", (json_int_t)s->id,
		    "permission", key, flag, on),
		.fn = page_changed,
		.tag = TAB_RIGHTS });
}

static void
session_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct detail_state *s = state;

	if (d->ok && s != NULL)
		scr_write(ui, s,
		    &(struct tui_request){ .op = "users.end_sessions",
			.params = json_pack("{s:I,s:I}", "user",
			    (json_int_t)s->id, "session", (json_int_t)d->tag),
			.fn = page_changed,
			.tag = TAB_SESSIONS });
}

static void
key_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok && state != NULL)
		scr_write(ui, state,
		    &(struct tui_request){ .op = "users.revoke_key",
			.params = json_pack("{s:I}", "id", (json_int_t)d->tag),
			.fn = page_changed,
			.tag = TAB_KEYS });
}

/* Enter: ends the selected session, revokes the selected key. */
static void
act_row(struct ui *ui, void *state)
{
	struct detail_state *s = state;
	const json_t *o = detail_row(s);
	bool keys = s->tabs.open == TAB_KEYS;
	char text[300];

	if (s->tabs.open == TAB_RIGHTS)
		act_toggle(ui, s);
	if ((!keys && s->tabs.open != TAB_SESSIONS) || o == NULL)
		return;
	if (keys && json_get_str(o, "revoked_at", NULL) != NULL) {
		ui_toast(ui, TOAST_INFO, _("This key is revoked already"));
		return;
	}
	if (keys)
		snprintf(text, sizeof text,
		    _("Nobody can sign in with \"%.60s\" any more; sessions "
		      "opened with it end."),
		    json_get_str(o, "name", ""));
	else
		snprintf(text, sizeof text, _("The session from %.60s ends."),
		    json_get_str(o, "remote", ""));
	ui_dialog(ui,
	    &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
		.title = keys ? _("Revoke the key?") : _("End the session?"),
		.text = text,
		.danger = true,
		.tag = json_get_int(o, "id", 0),
		.done = keys ? key_confirmed : session_confirmed });
}

static void
act_add_key(struct ui *ui, void *state)
{
	struct detail_state *s = state;

	if (detail_user(s) == NULL)
		return;
	if (ui_allowed(ui, "users.add_key"))
		users_open_key(ui, detail_user(s));
	else
		ui_toast(ui, TOAST_WARNING, _("Your account may not do this"));
}

/* --- keys --- */

static void
act_reload(struct ui *ui, void *state)
{
	detail_changed(ui, state);
}

static bool
list_event(struct ui *ui, struct detail_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_row(ui, s);
	return ev != LIST_IGNORED;
}

static bool
detail_key(struct ui *ui, void *state, uint32_t key)
{
	struct detail_state *s = state;
	int tab = s->tabs.open;

	if (tabs_key(&s->tabs, key, true)) {
		go_tab(ui, s, (enum users_tab)s->tabs.open);
		return true;
	}
	if (tab == TAB_OVERVIEW)
		return key != ' ' && lines_key(&s->facts, key);
	if (key == ' ' && tab == TAB_RIGHTS) {
		act_toggle(ui, s);
		return true;
	}
	return list_event(ui, s, list_key(&s->page[tab].list, key));
}

static bool
detail_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct detail_state *s = state;
	int tab = s->tabs.open;

	if (tabs_mouse(&s->tabs, m)) {
		go_tab(ui, s, (enum users_tab)s->tabs.open);
		return true;
	}
	if (tab == TAB_OVERVIEW)
		return lines_mouse(&s->facts, m);
	return list_event(ui, s, list_mouse(&s->page[tab].list, m));
}

static const char *
detail_subtitle(struct ui *ui, void *state)
{
	(void)ui;
	return ((struct detail_state *)state)->subtitle;
}

static const struct key_action detail_keys[] = {
	USERS_ACTION_ROWS,
	{ K_RIGHT, N_("next page"), NULL, NULL, K_LEFT, 0,
	    N_("Pages: overview, permissions, sessions, keys, sign-ins") },
	{ ' ', N_("change permission"), "users.grant", act_toggle, 0,
	    KEY_NO_FOOTER, N_("Grant or deny the selected permission") },
	{ K_INSERT, N_("enter a key"), "users.add_key", act_add_key, '+',
	    KEY_NO_FOOTER, N_("Enter an SSH key for this account") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), 0, NULL },
	{ 0 },
};

static const struct screen_ops scr_user_detail = {
	.id = "user",
	.title = N_("User"),
	.state_size = sizeof(struct detail_state),
	.keys = detail_keys,
	.enter = detail_enter,
	.leave = detail_leave,
	.resume = detail_changed,
	.draw = detail_draw,
	.key = detail_key,
	.mouse = detail_mouse,
	.push = detail_push,
	.tick = detail_tick,
	.subtitle = detail_subtitle,
};

void
users_open_tab(struct ui *ui, int64_t account, enum users_tab tab)
{
	const struct detail_arg arg = { account, tab };
	struct screen *top = ui_top(ui);
	struct detail_state *s = top->state;

	if (top->ops == &scr_user_detail && s->id == account)
		go_tab(ui, s, tab);
	else if (!ui_open(ui, &scr_user_detail, &arg))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}

void
scr_open_user(struct ui *ui, int64_t account)
{
	users_open_tab(ui, account, TAB_OVERVIEW);
}
