/* The hub: first screen after the sign-in, the way to every tool. */
#include "tui/screens/scr_hub.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_app.h"

#define REFRESH_MS 30000 /* for what is not pushed: people online, health */
#define SETTLE_MS 250	 /* several pushes, one reading */
#define AWAKE_MS 600000	 /* without a key for so long nobody is looking */

static const char *const set_statuses[] = { "active", "beta", "coming_soon",
	"maintenance", "disabled" };

const json_t *
hub_tool(const struct hub_state *s, int i)
{
	return json_array_get(json_get(s->data, "tools"), (size_t)i);
}

/* --- reading --- */

/* The tick of a screen waits for what was asked before: move it forward. */
static void
hub_soon(struct ui *ui, struct hub_state *s)
{
	int64_t at = ui->mono + SETTLE_MS;

	s->pushed = true;
	if (s->read_at > at)
		s->read_at = at;
	for (int i = 0; i < ui->n_stack; i++)
		if (ui->stack[i].state == s)
			ui->stack[i].tick_at = s->read_at;
}

static void
hub_read_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct hub_state *s = state;

	(void)tag;
	s->reading = false;
	s->read_at = ui->mono + REFRESH_MS;
	if (s->pushed) /* while the answer was on its way */
		hub_soon(ui, s);
	if (!a->ok) {
		if (s->data == NULL)
			scr_error_load(ui, s, a);
		return;
	}
	json_decref(s->data);
	s->data = json_incref((json_t *)a->data);
	s->base = client_now_ms(tui_client(ui));
	s->base_mono = ui->mono;
	s->n_tools = (int)json_array_size(json_get(s->data, "tools"));
	if (s->sel >= s->n_tools)
		s->sel = s->n_tools > 0 ? s->n_tools - 1 : 0;
}

static void
hub_read(struct ui *ui, struct hub_state *s, bool quiet)
{
	if (s->reading)
		return;
	s->reading = true;
	tui_call(ui, s,
	    &(struct tui_request){ .op = "hub.show_dashboard",
		.fn = hub_read_answer,
		.quiet = quiet });
}

static void
hub_enter(struct ui *ui, void *state, const void *arg)
{
	struct hub_state *s = state;

	(void)arg;
	s->read_at = INT64_MAX;
	s->key_at = ui->mono;
	hub_read(ui, s, false);
}

static void
hub_leave(struct ui *ui, void *state)
{
	(void)ui;
	json_decref(((struct hub_state *)state)->data);
}

static void
hub_resume(struct ui *ui, void *state)
{
	((struct hub_state *)state)->key_at = ui->mono;
	hub_read(ui, state, true);
}

static void
hub_push(struct ui *ui, void *state, const char *event, const void *data)
{
	(void)event; /* every topic changes a figure here */
	(void)data;
	hub_soon(ui, state);
}

/*
 * The regular reading must not keep a session alive that nobody uses: it
 * stops when no key came for a while. Pushes go on.
 */
static bool
is_looked_at(struct ui *ui, const struct hub_state *s, int64_t mono)
{
	return ui_top(ui)->state == s && mono - s->key_at < AWAKE_MS;
}

static int64_t
hub_tick(struct ui *ui, void *state, int64_t mono)
{
	struct hub_state *s = state;
	bool due = mono >= s->read_at;

	if (due && client_state(tui_client(ui)) == CLIENT_ONLINE &&
	    (s->pushed || is_looked_at(ui, s, mono))) {
		s->pushed = false;
		hub_read(ui, s, true);
	}
	if (s->reading || s->read_at <= mono)
		return mono + REFRESH_MS;
	return s->read_at;
}

/* --- tools --- */

static void
hub_opened(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	const json_t *t = json_get(a->data, "tool");
	const char *status = json_get_str(t, "status", "");
	char text[300];

	(void)state;
	(void)tag;
	if (!a->ok && a->err == E_MAINTENANCE) {
		ui_message(ui, _("Maintenance"), a->text);
		return;
	}
	if (scr_error(ui, a))
		return;
	if (json_get_bool(t, "openable", false)) {
		scr_go(ui, json_get_str(t, "entry_screen", ""));
		return;
	}
	snprintf(text, sizeof text,
	    _("%s: %s.\nIt will be opened here as soon as it is ready."),
	    json_get_str(t, "name", ""), hub_status_label(status));
	ui_message(ui, _("Tool not available yet"), text);
}

static void
open_tool(struct ui *ui, struct hub_state *s, int i)
{
	const json_t *t = hub_tool(s, i);
	char text[300];

	if (t == NULL)
		return;
	s->sel = i;
	if (str_eq(json_get_str(t, "status", ""), "coming_soon")) {
		snprintf(text, sizeof text,
		    _("%s is being prepared. It can be opened here as soon "
		      "as it is released."),
		    json_get_str(t, "name", ""));
		ui_message(ui, _("Tool not available yet"), text);
		return;
	}
	tui_call(ui, s,
	    &(struct tui_request){
		.op = "hub.open_tool",
		.params = json_pack("{s:s}", "tool", json_get_str(t, "id", "")),
		.fn = hub_opened,
	    });
}

static void
act_open(struct ui *ui, void *state)
{
	struct hub_state *s = state;

	open_tool(ui, s, s->sel);
}

static void
act_refresh(struct ui *ui, void *state)
{
	hub_read(ui, state, false);
}

static void
act_logout(struct ui *ui, void *state)
{
	(void)state;
	scr_ask_logout(ui);
}

/* --- status of a tool --- */

static void
status_set(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	const json_t *t = json_get(a->data, "tool");

	(void)tag;
	if (scr_error(ui, a))
		return;
	ui_toast(ui, TOAST_SUCCESS, "%s: %s", json_get_str(t, "name", ""),
	    hub_status_label(json_get_str(t, "status", "")));
	hub_read(ui, state, true);
}

static void
status_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct hub_state *s = state;

	if (!d->ok)
		return;
	scr_write(ui, s,
	    &(struct tui_request){
		.op = "hub.set_tool_status",
		.params = json_pack("{s:s,s:s}", "tool", s->tool, "status",
		    set_statuses[d->choice]),
		.fn = status_set,
	    });
}

static void
act_status(struct ui *ui, void *state)
{
	struct hub_state *s = state;
	const json_t *t = hub_tool(s, s->sel);
	const char *items[6];
	char title[80];
	int now = 0;

	if (t == NULL)
		return;
	for (int i = 0; i < 5; i++) {
		items[i] = hub_status_label(set_statuses[i]);
		if (str_eq(set_statuses[i], json_get_str(t, "status", "")))
			now = i;
	}
	items[5] = NULL;
	(void)str_copy(s->tool, sizeof s->tool, json_get_str(t, "id", ""));
	snprintf(title, sizeof title, _("Status of %s"),
	    json_get_str(t, "name", ""));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = title,
			  .items = items,
			  .selected = now,
			  .done = status_chosen });
}

/* --- keys --- */

static void
move(struct hub_state *s, int by)
{
	s->sel += by;
	if (s->sel >= s->n_tools)
		s->sel = s->n_tools - 1;
	if (s->sel < 0)
		s->sel = 0;
}

static bool
hub_key(struct ui *ui, void *state, uint32_t key)
{
	struct hub_state *s = state;

	s->key_at = ui->mono;
	if (key == K_UP || key == 'k') {
		move(s, -1);
	} else if (key == K_DOWN || key == 'j') {
		move(s, 1);
	} else if (key == K_HOME) {
		move(s, -s->n_tools);
	} else if (key == K_END) {
		move(s, s->n_tools);
	} else if (key >= '1' && key <= '9') {
		open_tool(ui, s, (int)(key - '1'));
	} else if (key < 0x80) {
		for (const struct scr_entry *e = scr_entries; e->id != NULL;
		     e++) {
			if (e->key != key)
				continue;
			scr_go(ui, e->id);
			return true;
		}
		return false;
	} else {
		return false;
	}
	return true;
}

static bool
hub_mouse(struct ui *ui, void *state, const struct mouse *m)
{
	struct hub_state *s = state;
	int row = m->row - s->list_at.row + s->top;

	if (m->kind == MOUSE_UP || m->kind == MOUSE_DOWN) {
		move(s, m->kind == MOUSE_UP ? -1 : 1);
		return true;
	}
	if (!area_has(s->list_at, m->row, m->col) || row >= s->n_tools)
		return false;
	s->sel = row;
	if (m->kind == MOUSE_DOUBLE)
		open_tool(ui, s, row);
	return true;
}

static void
act_week(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "week");
}

static void
act_bookings(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "bookings");
}

static void
act_customers(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "customers");
}

static void
act_notes(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "notes");
}

static void
act_admin(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "admin");
}

static void
act_security(struct ui *ui, void *state)
{
	(void)state;
	scr_go(ui, "security");
}

static const struct key_action hub_keys[] = {
	{ K_ENTER, N_("open"), NULL, act_open, 0, KEY_FIRST,
	    N_("Open the selected tool; so do the numbers") },
	{ 'w', N_("week"), "slots.show_week", act_week, 0, 0, NULL },
	{ 'm', N_("my bookings"), "slots.list", act_bookings, 0, 0, NULL },
	{ 'f', N_("customers"), "customers.find", act_customers, 0,
	    KEY_NO_FOOTER, N_("Customers: search, record, note") },
	{ 'a', N_("administration"), "blocks.add", act_admin, 0, 0,
	    N_("Blocked dates, consultants, grid, ready times") },
	{ 's', N_("security"), "auth.change_password", act_security, 0, 0,
	    N_("Password, two factors, sessions, SSH keys, sign-ins") },
	{ 'S', N_("status"), "hub.set_tool_status", act_status, 0,
	    KEY_NO_FOOTER, N_("Change the status of the selected tool") },
	{ K_F(5), N_("reload"), NULL, act_refresh, 0, KEY_NO_FOOTER, NULL },
	{ 'q', N_("sign out"), NULL, act_logout, 0, 0, NULL },
	{ 'n', N_("notifications"), "notify.list", act_notes, 0, 0,
	    N_("Notifications: what concerns you") },
	{ 0 },
};

const struct screen_ops scr_hub = {
	.id = "hub",
	.title = N_("Start"),
	.state_size = sizeof(struct hub_state),
	.keys = hub_keys,
	.enter = hub_enter,
	.leave = hub_leave,
	.resume = hub_resume,
	.draw = hub_draw,
	.key = hub_key,
	.mouse = hub_mouse,
	.push = hub_push,
	.tick = hub_tick,
};
