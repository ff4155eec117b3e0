#ifndef TUI_SCREENS_SCR_USERS_H
#define TUI_SCREENS_SCR_USERS_H

#include "tui/screens/formscreen.h"
#include "tui/screens/scr_people.h"

/*
 * What can be done with an account (scr_users_actions.c), from the list and
 * from the details. Their states begin with a users_host.
 */
struct users_host {
	json_t *user;	/* the selected account, owned; NULL: none */
	json_t *acting; /* the one that was asked about, owned */
	void (*changed)(struct ui *ui, void *state);
};

/* Sets the account (a reference is taken; NULL: none). */
void users_host_set(struct users_host *h, const json_t *user);

void users_host_done(struct users_host *h);

/* The menu of all actions that are possible now. */
void users_act_menu(struct ui *ui, void *state);
void users_act_edit(struct ui *ui, void *state);
void users_act_password(struct ui *ui, void *state);
void users_act_factor(struct ui *ui, void *state);
void users_act_unlock(struct ui *ui, void *state);
void users_act_admin(struct ui *ui, void *state);
void users_act_roles(struct ui *ui, void *state);
void users_act_rights(struct ui *ui, void *state);
void users_act_sessions(struct ui *ui, void *state);
void users_act_keys(struct ui *ui, void *state);
void users_act_disable(struct ui *ui, void *state);
void users_act_anonymise(struct ui *ui, void *state);

/* Rows of the key tables of both screens. */
#define USERS_ACTION_ROWS                                                     \
	{ 'a', N_("actions"), NULL, users_act_menu, 0, KEY_FIRST,             \
		N_("Everything that can be done with this account") },        \
	    { 'e', N_("edit"), "users.update", users_act_edit, 0,             \
		    KEY_NO_FOOTER,                                            \
		    N_("Change name, e-mail, consultant, vacation") },        \
	    { 'p', N_("reset password"), "users.reset_password",              \
		    users_act_password, 0, KEY_NO_FOOTER, NULL },             \
	    { '2', N_("reset second factor"), "users.reset_2fa",              \
		    users_act_factor, 0, KEY_NO_FOOTER, NULL },               \
	    { 'u', N_("unlock"), "users.unlock", users_act_unlock, 0,         \
		    KEY_NO_FOOTER, NULL },                                    \
	    { 'm', N_("admin on or off"), "users.set_admin", users_act_admin, \
		    0, KEY_NO_FOOTER, NULL },                                 \
	    { 'o', N_("roles"), "users.set_roles", users_act_roles, 0,        \
		    KEY_NO_FOOTER, NULL },                                    \
	    { 'g', N_("permissions"), "users.grant", users_act_rights, 0,     \
		    KEY_NO_FOOTER, NULL },                                    \
	    { 'b', N_("end sessions"), "users.end_sessions",                  \
		    users_act_sessions, 0, KEY_NO_FOOTER, NULL },             \
	    { 'k', N_("SSH keys"), "users.list_keys", users_act_keys, 0,      \
		    KEY_NO_FOOTER, NULL },                                    \
	    { 'x', N_("disable or reactivate"), NULL, users_act_disable, 0,   \
		    KEY_NO_FOOTER, NULL },                                    \
	{                                                                     \
		'y', N_("anonymise"), "users.anonymise", users_act_anonymise, \
		    0, KEY_NO_FOOTER, NULL                                    \
	}

/* --- forms (scr_users_form.c) --- */
void users_open_new(struct ui *ui);
void users_open_edit(struct ui *ui, const json_t *user);
void users_open_roles(struct ui *ui, const json_t *user);
void users_open_key(struct ui *ui, const json_t *user);

/*
 * Shows a password once, and erases it when it is closed
 * (scr_users_secret.c).
 */
void users_show_password(struct ui *ui, const char *name, const char *password);

/* Pages of the details. */
enum users_tab {
	TAB_OVERVIEW,
	TAB_RIGHTS,
	TAB_SESSIONS,
	TAB_KEYS,
	TAB_LOGINS,
	USERS_TABS
};
/* Opens the details, or goes to that page when they are open already. */
void users_open_tab(struct ui *ui, int64_t account, enum users_tab tab);

#endif
