/* The table of screens, the way to them, and keys that work everywhere. */
#include "common/str.h"
#include "tui/screens/scr_app.h"
#include "tui/screens/scr_customers.h"
#include "tui/screens/scr_people.h"
#include "tui/screens/scr_security.h"
#include "tui/screens/screens.h"

const struct scr_entry scr_entries[] = {
	{ "week", &scr_week, N_("Week"), "slots.show_week", 'w' },
	{ "day", &scr_day, N_("Day"), "slots.show_day", 'd' },
	{ "month", &scr_month, N_("Month"), "slots.show_month", 'o' },
	{ "bookings", &scr_bookings, N_("My bookings"), "slots.list", 'm' },
	{ "board", &scr_board, N_("Board"), "slots.show_board", 'k' },
	{ "worklist", &scr_worklist, N_("Outcome missing"),
	    "outcomes.list_unconfirmed", 'v' },
	{ "customers", &scr_customers, N_("Customers"), "customers.find", 'f' },
	{ "customers_own", &scr_customers_own, N_("My customers"),
	    "customers.list_own", 0 },
	{ "customers_risk", &scr_customers_risk, N_("Customers by risk"),
	    "customers.list_risk", 0 },
	{ "customers_twins", &scr_customers_twins,
	    N_("Customers who look alike"), "customers.list_duplicates", 0 },
	{ "special", &scr_special, N_("Opener overview"), "slots.list_special",
	    'p' },
	{ "ready", &scr_ready, N_("Ready times"), "availability.get", 'r' },
	{ "history", &scr_history, N_("History"), "analytics.show_history",
	    'y' },
	{ "notes", &scr_notes, N_("Notifications"), "notify.list", 'n' },
	{ "admin", &scr_admin, N_("Administration"), "blocks.add", 0 },
	{ "blocks", &scr_blocks, N_("Blocked dates"), "blocks.list", 0 },
	{ "consultants", &scr_consultants, N_("Consultants"),
	    "availability.list_consultants", 0 },
	{ "grid", &scr_grid, N_("Grid and capacity"), "availability.get_grid",
	    0 },
	{ "all_bookings", &scr_all_bookings, N_("All bookings"), "slots.list",
	    0 },
	{ "imports", &scr_imports, N_("Imports"), "imports.list", 0 },
	{ "jobs", &scr_jobs, N_("Jobs"), "jobs.list", 0 },
	{ "calendar", &scr_calendar, N_("Calendar"), "calendar.show_status",
	    0 },
	{ "settings", &scr_settings, N_("Settings"), "settings.list_all", 0 },
	{ "users", &scr_users, N_("Users"), "users.list", 0 },
	{ "roles", &scr_roles, N_("Roles and permissions"), "users.list_roles",
	    0 },
	{ "online", &scr_online, N_("Online users"), "users.list_online", 0 },
	{ "locked", &scr_locked, N_("Locked accounts"), "users.list_locked",
	    0 },
	{ "logins", &scr_logins, N_("Latest sign-ins"), "users.list_logins",
	    0 },
	{ "login_stats", &scr_login_stats, N_("Sign-in statistics"),
	    "users.show_login_stats", 0 },
	{ "audit", &scr_audit, N_("Audit log"), "audit.search", 0 },
	{ "security", &scr_security, N_("Security"), "auth.change_password",
	    's' },
	{ 0 },
};

static const struct scr_entry *
entry_of(const char *id)
{
	for (const struct scr_entry *e = scr_entries; e->id != NULL; e++)
		if (str_eq(e->id, id))
			return e;
	return NULL;
}

/* An open one is returned to, unless that would throw typed text away. */
static bool
return_to(struct ui *ui, const struct screen_ops *ops)
{
	for (int i = ui->n_stack - 1; i >= 0; i--) {
		struct screen *s = &ui->stack[i];

		if (str_eq(s->ops->id, ops->id)) { /* on any page */
			if (i + 1 < ui->n_stack)
				ui_close_id(ui, ui->stack[i + 1].id);
			else if (ops->resume != NULL)
				ops->resume(ui, s->state);
			return true;
		}
		if (s->ops->may_leave != NULL &&
		    !s->ops->may_leave(ui, s->state))
			return false;
	}
	return false;
}

void
scr_go(struct ui *ui, const char *id)
{
	const struct scr_entry *e = entry_of(id);

	if (e == NULL) {
		ui_message(ui, _("Tool not available yet"),
		    _("This tool is being prepared. It will appear here "
		      "as soon as it can be used."));
		return;
	}
	if (!ui_allowed(ui, e->op)) {
		ui_toast(ui, TOAST_WARNING, _("You may not do this: %s"),
		    _(e->label));
		return;
	}
	if (scr_user(ui) == NULL || scr_is_unready(ui) || return_to(ui, e->ops))
		return;
	if (!ui_open(ui, e->ops, NULL))
		ui_toast(ui, TOAST_WARNING,
		    _("Too many screens are open: Esc closes some"));
}

/* --- keys of every screen --- */

static void
act_go(struct ui *ui, const char *id)
{
	scr_go(ui, id);
}

#define GO(name, id)                               \
	static void name(struct ui *ui, void *app) \
	{                                          \
		(void)app;                         \
		act_go(ui, id);                    \
	}

GO(go_week, "week")
GO(go_day, "day")
GO(go_month, "month")
GO(go_bookings, "bookings")
GO(go_board, "board")
GO(go_worklist, "worklist")
GO(go_customers, "customers")
GO(go_own, "customers_own")
GO(go_risk, "customers_risk")
GO(go_twins, "customers_twins")
GO(go_blocks, "blocks")
GO(go_consultants, "consultants")
GO(go_grid, "grid")
GO(go_ready, "ready")
GO(go_special, "special")
GO(go_history, "history")
GO(go_imports, "imports")
GO(go_notes, "notes")
GO(go_jobs, "jobs")
GO(go_calendar, "calendar")
GO(go_settings, "settings")
GO(go_users, "users")
GO(go_roles, "roles")
GO(go_online, "online")
GO(go_locked, "locked")
GO(go_logins, "logins")
GO(go_login_stats, "login_stats")
GO(go_audit, "audit")
GO(go_security, "security")

static void
act_theme(struct ui *ui, void *app)
{
	(void)app;
	scr_theme_next(ui);
}

static void
act_language(struct ui *ui, void *app)
{
	(void)app;
	scr_language_next(ui);
}

static void
act_logout(struct ui *ui, void *app)
{
	(void)app;
	if (scr_user(ui) != NULL)
		scr_ask_logout(ui);
}

/* Home: back to the hub, as if by Esc from every screen. */
static void
act_home(struct ui *ui, void *app)
{
	(void)app;
	if (scr_user(ui) != NULL && !return_to(ui, &scr_hub))
		ui_toast(ui, TOAST_WARNING,
		    _("There is unsaved input: Esc leaves the form"));
}

const struct key_action scr_globals[] = {
	{ K_ALT | '0', N_("Start"), NULL, act_home, 0, KEY_NO_FOOTER,
	    N_("Start: the hub") },
	{ K_ALT | 'w', N_("Week"), "slots.show_week", go_week, 0, KEY_NO_FOOTER,
	    N_("Week: all slots of a week") },
	{ K_ALT | 'd', N_("Day"), "slots.show_day", go_day, 0, KEY_NO_FOOTER,
	    N_("Day: slots and appointments of a day") },
	{ K_ALT | 'o', N_("Month"), "slots.show_month", go_month, 0,
	    KEY_NO_FOOTER, N_("Month: booked and possible by day") },
	{ K_ALT | 'm', N_("My bookings"), "slots.list", go_bookings, 0,
	    KEY_NO_FOOTER, NULL },
	{ K_ALT | 'k', N_("Board"), "slots.show_board", go_board, 0,
	    KEY_NO_FOOTER, N_("Board: appointments by how they went") },
	{ K_ALT | 'v', N_("Outcome missing"), "outcomes.list_unconfirmed",
	    go_worklist, 0, KEY_NO_FOOTER,
	    N_("Outcome missing: appointments nobody has confirmed") },
	{ K_ALT | 'f', N_("Customers"), "customers.find", go_customers, 0,
	    KEY_NO_FOOTER, N_("Customers: search, record, note") },
	{ 0, N_("My customers"), "customers.list_own", go_own, 0, KEY_NO_FOOTER,
	    NULL },
	{ 0, N_("Customers by risk"), "customers.list_risk", go_risk, 0,
	    KEY_NO_FOOTER, NULL },
	{ 0, N_("Customers who look alike"), "customers.list_duplicates",
	    go_twins, 0, KEY_NO_FOOTER, NULL },
	{ K_ALT | 'b', N_("Blocked dates"), "blocks.list", go_blocks, 0,
	    KEY_NO_FOOTER, NULL },
	{ K_ALT | 'c', N_("Consultants"), "availability.list_consultants",
	    go_consultants, 0, KEY_NO_FOOTER, NULL },
	{ K_ALT | 'g', N_("Grid and capacity"), "availability.get_grid",
	    go_grid, 0, KEY_NO_FOOTER, NULL },
	{ K_ALT | 'r', N_("Ready times"), "availability.get", go_ready, 0,
	    KEY_NO_FOOTER, NULL },
	{ K_ALT | 's', N_("Opener overview"), "slots.list_special", go_special,
	    0, KEY_NO_FOOTER, NULL },
	{ K_ALT | 'h', N_("History"), "analytics.show_history", go_history, 0,
	    KEY_NO_FOOTER, NULL },
	{ K_ALT | 'i', N_("Imports"), "imports.list", go_imports, 0,
	    KEY_NO_FOOTER, NULL },
	{ K_ALT | 'n', N_("Notifications"), "notify.list", go_notes, 0,
	    KEY_NO_FOOTER, N_("Notifications: what concerns you") },
	{ K_ALT | 'j', N_("Jobs"), "jobs.list", go_jobs, 0, KEY_NO_FOOTER,
	    NULL },
	{ 0, N_("Calendar"), "calendar.show_status", go_calendar, 0,
	    KEY_NO_FOOTER, N_("Calendar: state, outbox, conflict cases") },
	{ K_ALT | 'e', N_("Settings"), "settings.list_all", go_settings, 0,
	    KEY_NO_FOOTER, NULL },
	{ K_ALT | 'u', N_("Users"), "users.list", go_users, 0, KEY_NO_FOOTER,
	    N_("Users: accounts, roles, permissions") },
	{ K_ALT | 'a', N_("Audit log"), "audit.search", go_audit, 0,
	    KEY_NO_FOOTER, NULL },
	{ 0, N_("Roles and permissions"), "users.list_roles", go_roles, 0,
	    KEY_NO_FOOTER, NULL },
	{ 0, N_("Online users"), "users.list_online", go_online, 0,
	    KEY_NO_FOOTER, NULL },
	{ 0, N_("Locked accounts"), "users.list_locked", go_locked, 0,
	    KEY_NO_FOOTER, NULL },
	{ 0, N_("Latest sign-ins"), "users.list_logins", go_logins, 0,
	    KEY_NO_FOOTER, NULL },
	{ 0, N_("Sign-in statistics"), "users.show_login_stats", go_login_stats,
	    0, KEY_NO_FOOTER, NULL },
	{ K_ALT | 'x', N_("Security"), "auth.change_password", go_security, 0,
	    KEY_NO_FOOTER,
	    N_("Security: password, two factors, sessions, keys, sign-ins") },
	{ 0, N_("Colour scheme"), NULL, act_theme, 0, KEY_NO_FOOTER,
	    N_("Colour scheme: night, day, contrast, mono") },
	{ 0, N_("Language"), NULL, act_language, 0, KEY_NO_FOOTER,
	    N_("Language: German or English") },
	{ 0, N_("Sign out"), NULL, act_logout, 0, KEY_NO_FOOTER, NULL },
	{ 0 },
};
