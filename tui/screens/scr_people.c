/* Online and sign-ins: who is here, who is locked, who came, how often. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_people_pages.h"

#define REFRESH_MS 30000
#define AWAKE_MS 600000 /* without a key for so long nobody is looking */
#define LOGINS 50
#define LOGINS_MAX 500

static const char *const tab_names[] = { N_("Online"), N_("Locked"),
	N_("Sign-in list"), N_("Statistics"), NULL };

static const char *const ops[PEOPLE_TABS] = {
	[PEOPLE_ONLINE] = "users.list_online",
	[PEOPLE_LOCKED] = "users.list_locked",
	[PEOPLE_LOGINS] = "users.list_logins",
	[PEOPLE_STATS] = "users.show_login_stats",
};

const int people_days[3] = { 7, 30, 90 };

/* --- reading --- */

static void
people_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct people_state *s = state;
	int tab = (int)(tag % PEOPLE_TABS);
	struct people_page *p = &s->page[tab];

	if (!live_take(ui, s, &p->live, tag, a))
		return;
	p->now = client_now_ms(tui_client(ui)) - ui->mono;
	if (people_sources[tab] != NULL)
		list_refresh(&p->list);
}

static json_t *
params_of(const struct people_state *s, enum people_tab tab)
{
	json_t *p = json_object();

	if (tab == PEOPLE_STATS)
		json_object_set_new(
		    p, "days", json_integer(people_days[s->period]));
	if (tab == PEOPLE_LOGINS)
		json_object_set_new(p, "limit", json_integer(s->limit));
	if (tab == PEOPLE_LOGINS && s->failed)
		json_object_set_new(p, "failed", json_true());
	return p;
}

/* The tag tells the page: requests are numbered in steps of PEOPLE_TABS. */
static void
read_open(struct ui *ui, struct people_state *s, bool quiet)
{
	enum people_tab tab = (enum people_tab)s->tabs.open;
	struct live *l = &s->page[tab].live;

	s->refresh_at = ui->mono + REFRESH_MS;
	live_wake(ui, s, s->refresh_at);
	if (!ui_allowed(ui, ops[tab]))
		return;
	l->newest =
	    (l->newest / PEOPLE_TABS + 1) * PEOPLE_TABS + (int64_t)tab - 1;
	live_read(ui, s, l,
	    (struct tui_request){ .op = ops[tab],
		.params = params_of(s, tab),
		.fn = people_answer,
		.quiet = quiet });
}

static void
go_tab(struct ui *ui, struct people_state *s, int tab)
{
	s->tabs.open = tab;
	read_open(ui, s, s->page[tab].live.data != NULL);
}

static void
enter_at(struct ui *ui, struct people_state *s, enum people_tab tab)
{
	s->tabs.names = tab_names;
	s->key_at = ui->mono;
	s->limit = LOGINS;
	s->period = 1;
	for (int i = 0; i < PEOPLE_TABS; i++)
		if (people_sources[i] != NULL)
			list_init(&s->page[i].list, people_sources[i], s);
	go_tab(ui, s, (int)tab);
}

#define ENTER(name, tab)                                              \
	static void name(struct ui *ui, void *state, const void *arg) \
	{                                                             \
		(void)arg;                                            \
		enter_at(ui, state, tab);                             \
	}

ENTER(enter_online, PEOPLE_ONLINE)
ENTER(enter_locked, PEOPLE_LOCKED)
ENTER(enter_logins, PEOPLE_LOGINS)
ENTER(enter_stats, PEOPLE_STATS)

static void
people_leave(struct ui *ui, void *state)
{
	struct people_state *s = state;

	(void)ui;
	for (int i = 0; i < PEOPLE_TABS; i++) {
		live_done(&s->page[i].live);
		list_done(&s->page[i].list);
	}
}

static void
people_resume(struct ui *ui, void *state)
{
	read_open(ui, state, true);
}

static void
people_push(struct ui *ui, void *state, const char *event, const void *data)
{
	struct people_state *s = state;

	(void)data;
	if (str_eq(event, "users.changed") || str_eq(event, "client.reload"))
		live_soon(ui, s, &s->page[s->tabs.open].live);
}

/*
 * The regular reading must not keep a session alive that nobody uses: it
 * stops when no key came for a while. Pushes go on.
 */
static bool
is_looked_at(struct ui *ui, const struct people_state *s, int64_t mono)
{
	return ui_top(ui)->state == s && mono - s->key_at < AWAKE_MS &&
	       client_state(tui_client(ui)) == CLIENT_ONLINE;
}

static int64_t
people_tick(struct ui *ui, void *state, int64_t mono)
{
	struct people_state *s = state;
	struct live *l = &s->page[s->tabs.open].live;
	int64_t next;

	if (live_due(l, mono))
		read_open(ui, s, true);
	if (s->refresh_at <= mono) {
		s->refresh_at = mono + REFRESH_MS;
		if (is_looked_at(ui, s, mono))
			read_open(ui, s, true);
		ui_dirty(ui); /* minutes count down, also unread */
	}
	next = live_next(l);
	return next < s->refresh_at ? next : s->refresh_at;
}

/* --- actions --- */

static void
act_open(struct ui *ui, void *state)
{
	struct people_state *s = state;
	const json_t *o = people_selected(s);
	const json_t *user = json_get(o, "user");
	int64_t id = s->tabs.open == PEOPLE_ONLINE
			 ? json_get_int(o, "id", 0)
			 : json_get_int(user, "id", 0);

	if (id > 0 && ui_allowed(ui, "users.get"))
		scr_open_user(ui, id);
	else if (o != NULL)
		ui_toast(ui, TOAST_INFO, _("There is no account to show"));
}

static void
unlock_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	(void)tag;
	if (!scr_error(ui, a))
		ui_toast(ui, TOAST_SUCCESS, _("The account is unlocked"));
	read_open(ui, state, true);
}

static void
unlock_confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok && state != NULL)
		scr_write(ui, state,
		    &(struct tui_request){ .op = "users.unlock",
			.params =
			    json_pack("{s:I}", "user", (json_int_t)d->tag),
			.fn = unlock_answer });
}

static void
act_unlock(struct ui *ui, void *state)
{
	struct people_state *s = state;
	const json_t *user = json_get(people_selected(s), "user");
	char text[300];

	if (s->tabs.open != PEOPLE_LOCKED || user == NULL) {
		ui_toast(ui, TOAST_INFO,
		    _("Choose an account on the page \"Locked\" first"));
		return;
	}
	snprintf(text, sizeof text,
	    _("%.60s may try to sign in again at once, from every address."),
	    json_get_str(user, "name", ""));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Unlock the account?"),
			  .text = text,
			  .tag = json_get_int(user, "id", 0),
			  .done = unlock_confirmed });
}

static void
act_failed(struct ui *ui, void *state)
{
	struct people_state *s = state;

	s->failed = !s->failed;
	go_tab(ui, s, PEOPLE_LOGINS);
}

static void
act_more(struct ui *ui, void *state)
{
	struct people_state *s = state;

	s->limit = s->limit * 2 > LOGINS_MAX ? LOGINS_MAX : s->limit * 2;
	go_tab(ui, s, PEOPLE_LOGINS);
}

static void
act_period(struct ui *ui, void *state)
{
	struct people_state *s = state;

	s->period = (s->period + 1) % 3;
	go_tab(ui, s, PEOPLE_STATS);
}

static void
act_reload(struct ui *ui, void *state)
{
	read_open(ui, state, false);
}

/* --- keys --- */

static bool
list_event(struct ui *ui, struct people_state *s, enum list_event ev)
{
	if (ev == LIST_ACTIVATE)
		act_open(ui, s);
	return ev != LIST_IGNORED;
}

static bool
people_key(struct ui *ui, void *state, uint32_t key)
{
	struct people_state *s = state;
	int tab = s->tabs.open;

	s->key_at = ui->mono;
	if (!s->page[tab].list.typing && tabs_key(&s->tabs, key, true)) {
		go_tab(ui, s, s->tabs.open);
		return true;
	}
	return people_sources[tab] != NULL &&
	       list_event(ui, s, list_key(&s->page[tab].list, key));
}

static bool
people_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct people_state *s = state;
	int tab = s->tabs.open;

	s->key_at = ui->mono;
	if (tabs_mouse(&s->tabs, m)) {
		go_tab(ui, s, s->tabs.open);
		return true;
	}
	return people_sources[tab] != NULL &&
	       list_event(ui, s, list_mouse(&s->page[tab].list, m));
}

static const struct key_action people_keys[] = {
	{ K_RIGHT, N_("next page"), NULL, NULL, K_LEFT, KEY_FIRST,
	    N_("Pages: online, locked, sign-ins, statistics") },
	{ K_ENTER, N_("account"), "users.get", act_open, 0, 0,
	    N_("Details of the selected account") },
	{ 'u', N_("unlock"), "users.unlock", act_unlock, 0, 0,
	    N_("Unlock the selected account") },
	{ 'f', N_("only failed"), "users.list_logins", act_failed, 0, 0,
	    N_("Only failed sign-ins, or all") },
	{ 'm', N_("more"), "users.list_logins", act_more, 0, KEY_NO_FOOTER,
	    N_("Show twice as many sign-ins") },
	{ 't', N_("period"), "users.show_login_stats", act_period, 0, 0,
	    N_("Statistics of 7, 30 or 90 days") },
	{ 'r', N_("reload"), NULL, act_reload, K_F(5), KEY_NO_FOOTER, NULL },
	{ 0 },
};

#define PEOPLE_SCREEN(ID, ENTER_FN)                                            \
	{                                                                      \
		.id = ID, .title = N_("Online and sign-ins"),                  \
		.state_size = sizeof(struct people_state),                     \
		.keys = people_keys, .enter = ENTER_FN, .leave = people_leave, \
		.resume = people_resume, .draw = people_draw,                  \
		.key = people_key, .mouse = people_mouse, .push = people_push, \
		.tick = people_tick,                                           \
	}

const struct screen_ops scr_online = PEOPLE_SCREEN("online", enter_online);
const struct screen_ops scr_locked = PEOPLE_SCREEN("locked", enter_locked);
const struct screen_ops scr_logins = PEOPLE_SCREEN("logins", enter_logins);
const struct screen_ops scr_login_stats =
    PEOPLE_SCREEN("login_stats", enter_stats);
