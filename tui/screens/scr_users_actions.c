/* What an admin can do with an account: menu, questions, calls, results. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_users.h"

#define NAME_MAX_TEXT 400

struct action {
	const char *label; /* in the menu */
	const char *op;
	uint32_t key;
	/* Why it is not possible now; NULL: it is. */
	const char *(*refused)(struct ui *ui, const json_t *user);
	/* Instead of question and call. */
	void (*open)(struct ui *ui, const json_t *user);
	const char *question, *done; /* with the name */
	bool danger;
	int admin; /* parameter of users.set_admin; -1: none */
};

void
users_host_set(struct users_host *h, const json_t *user)
{
	json_t *old = h->user;

	h->user = json_incref((json_t *)user);
	json_decref(old);
}

void
users_host_done(struct users_host *h)
{
	json_decref(h->user);
	json_decref(h->acting);
	h->user = h->acting = NULL;
}

/* --- when an action is possible --- */

static bool
in_state(const json_t *user, const char *a, const char *b)
{
	const char *state = json_get_str(user, "state", "");

	return str_eq(state, a) || str_eq(state, b);
}

static bool
is_self(struct ui *ui, const json_t *user)
{
	return json_get_int(user, "id", 0) == scr_user_id(ui);
}

static const char *
if_kept(struct ui *ui, const json_t *user)
{
	(void)ui;
	return in_state(user, "anonymised", "placeholder")
		   ? _("This account belongs to nobody any more")
		   : NULL;
}

static const char *
if_alive(struct ui *ui, const json_t *user)
{
	(void)ui;
	return in_state(user, "active", "pending")
		   ? NULL
		   : _("This account is not active");
}

static const char *
if_other(struct ui *ui, const json_t *user)
{
	if (is_self(ui, user))
		return _("Not with the own account: please ask another admin");
	return if_alive(ui, user);
}

static const char *
if_password(struct ui *ui, const json_t *user)
{
	if (is_self(ui, user))
		return _("The own password is changed in the security centre");
	return if_alive(ui, user);
}

static const char *
if_factor(struct ui *ui, const json_t *user)
{
	(void)ui;
	return json_get_bool(user, "two_factor", false)
		   ? NULL
		   : _("This account has no second factor");
}

static const char *
if_locked(struct ui *ui, const json_t *user)
{
	(void)ui;
	return json_get_bool(user, "locked", false)
		   ? NULL
		   : _("This account is not locked");
}

static const char *
if_no_admin(struct ui *ui, const json_t *user)
{
	const char *why = if_other(ui, user);

	if (why == NULL && json_get_bool(user, "is_admin", false))
		why = _("This account is an admin already");
	return why;
}

static const char *
if_admin(struct ui *ui, const json_t *user)
{
	const char *why = if_other(ui, user);

	if (why == NULL && !json_get_bool(user, "is_admin", false))
		why = _("This account is no admin");
	return why;
}

static const char *
if_disabled(struct ui *ui, const json_t *user)
{
	(void)ui;
	return in_state(user, "disabled", "disabled")
		   ? NULL
		   : _("Only a disabled account: please disable it first");
}

/* --- the actions --- */

static void
open_rights(struct ui *ui, const json_t *user)
{
	users_open_tab(ui, json_get_int(user, "id", 0), TAB_RIGHTS);
}

static void
open_keys(struct ui *ui, const json_t *user)
{
	users_open_tab(ui, json_get_int(user, "id", 0), TAB_KEYS);
}

static void ask_anonymise(struct ui *ui, const json_t *user);

static const struct action actions[] = {
	{ N_("Edit"), "users.update", 'e', if_kept, users_open_edit, NULL, NULL,
	    false, -1 },
	{ N_("Reset the password"), "users.reset_password", 'p', if_password,
	    NULL,
	    N_("%s gets a new password that is shown here once. The old one "
	       "and all sessions end."),
	    NULL, true, -1 },
	{ N_("Reset the second factor"), "users.reset_2fa", '2', if_factor,
	    NULL,
	    N_("%s signs in without a code until a new app is set up. All "
	       "sessions end."),
	    N_("The second factor of %s is reset"), true, -1 },
	{ N_("Unlock"), "users.unlock", 'u', if_locked, NULL,
	    N_("%s may try to sign in again at once."), N_("%s is unlocked"),
	    false, -1 },
	{ N_("Make admin"), "users.set_admin", 'm', if_no_admin, NULL,
	    N_("%s may then do everything, with all accounts, too."),
	    N_("%s is an admin now"), true, 1 },
	{ N_("Take admin away"), "users.set_admin", 'm', if_admin, NULL,
	    N_("%s keeps the roles and permissions of the account only."),
	    N_("%s is no admin any more"), true, 0 },
	{ N_("Roles"), "users.set_roles", 'o', if_kept, users_open_roles, NULL,
	    NULL, false, -1 },
	{ N_("Rights"), "users.grant", 'g', if_kept, open_rights, NULL, NULL,
	    false, -1 },
	{ N_("End all sessions"), "users.end_sessions", 'b', if_alive, NULL,
	    N_("%s is signed out everywhere and has to sign in again."),
	    N_("The sessions of %s are ended"), true, -1 },
	{ N_("SSH keys"), "users.list_keys", 'k', if_kept, open_keys, NULL,
	    NULL, false, -1 },
	{ N_("Disable"), "users.disable", 'x', if_other, NULL,
	    N_("%s cannot sign in any more and is left out of lists and "
	       "rankings. Bookings and figures stay."),
	    N_("%s is disabled"), true, -1 },
	{ N_("Reactivate"), "users.reactivate", 'x', if_disabled, NULL,
	    N_("%s can sign in again, with the old password and roles."),
	    N_("%s is active again"), false, -1 },
	{ N_("Anonymise"), "users.anonymise", 'y', if_disabled, ask_anonymise,
	    NULL, N_("The account is anonymised"), true, -1 },
};

enum { N_ACTIONS = sizeof actions / sizeof actions[0] };

static const char *
name_of(const json_t *user)
{
	return json_get_str(user, "name", "");
}

/* Fills the name into a text of the table. */
static void
with_name(const char *text, const char *name, char *out, size_t size)
{
	const char *at = strstr(text, "%s");

	if (at == NULL)
		(void)str_copy(out, size, text);
	else
		snprintf(out, size, "%.*s%.60s%s", (int)(at - text), text, name,
		    at + 2);
}

static void
action_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct users_host *h = state;
	const struct action *act = &actions[tag];
	const char *password = json_get_str(a->data, "password", NULL);
	char text[NAME_MAX_TEXT];

	if (scr_error(ui, a))
		return;
	if (password != NULL)
		users_show_password(ui, name_of(h->acting), password);
	else if (act->done != NULL) {
		with_name(_(act->done), name_of(h->acting), text, sizeof text);
		ui_toast(ui, TOAST_SUCCESS, "%s", text);
	}
	h->changed(ui, state);
}

static void
send_action(struct ui *ui, struct users_host *h, int i, json_t *params)
{
	const struct action *act = &actions[i];

	json_object_set_new(
	    params, "user", json_integer(json_get_int(h->acting, "id", 0)));
	if (act->admin >= 0)
		json_object_set_new(params, "admin", json_boolean(act->admin));
	scr_write(ui, h,
	    &(struct tui_request){ .op = act->op,
		.params = params,
		.fn = action_answer,
		.tag = i });
}

static void
confirmed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct users_host *h = state;

	if (d->ok && h != NULL && h->acting != NULL)
		send_action(ui, h, (int)d->tag, json_object());
}

static void
run(struct ui *ui, struct users_host *h, int i)
{
	const struct action *act = &actions[i];
	char text[NAME_MAX_TEXT];

	json_incref(h->user);
	json_decref(h->acting);
	h->acting = h->user;
	if (act->open != NULL) {
		act->open(ui, h->acting);
		return;
	}
	with_name(_(act->question), name_of(h->acting), text, sizeof text);
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _(act->label),
			  .text = text,
			  .danger = act->danger,
			  .tag = i,
			  .done = confirmed });
}

/* --- anonymising: the name typed --- */

static int
action_of(const char *op)
{
	for (int i = 0; i < N_ACTIONS; i++)
		if (str_eq(actions[i].op, op))
			return i;
	return 0;
}

static void
anonymise_typed(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct users_host *h = state;

	if (!d->ok || h == NULL || h->acting == NULL)
		return;
	if (!str_eq(d->text, name_of(h->acting))) {
		ui_toast(ui, TOAST_WARNING,
		    _("That was another name: nothing was changed"));
		return;
	}
	send_action(ui, h, action_of("users.anonymise"),
	    json_pack("{s:[s],s:s}", "confirm", "ANONYMISE", "name", d->text));
}

static void
ask_anonymise(struct ui *ui, const json_t *user)
{
	char text[NAME_MAX_TEXT];

	snprintf(text, sizeof text,
	    _("Name, e-mail and sign-ins of %.60s are erased for ever; only "
	      "figures stay. This cannot be undone.\n\nPlease type the user "
	      "name to confirm."),
	    name_of(user));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_PROMPT,
			  .title = _("Anonymise"),
			  .text = text,
			  .yes = _("Anonymise"),
			  .max = 60,
			  .done = anonymise_typed });
}

/* --- menu and keys --- */

static bool
is_offered(struct ui *ui, const struct users_host *h, int i)
{
	return ui_allowed(ui, actions[i].op) &&
	       actions[i].refused(ui, h->user) == NULL;
}

static bool
has_user(struct ui *ui, const struct users_host *h)
{
	if (h->user == NULL)
		ui_toast(ui, TOAST_INFO, _("No account is selected"));
	return h->user != NULL;
}

static void
menu_chosen(struct ui *ui, void *state, const struct dialog_answer *d)
{
	struct users_host *h = state;
	int n = 0;

	if (!d->ok || h == NULL || h->user == NULL)
		return;
	for (int i = 0; i < N_ACTIONS; i++)
		if (is_offered(ui, h, i) && n++ == d->choice) {
			run(ui, h, i);
			return;
		}
}

void
users_act_menu(struct ui *ui, void *state)
{
	struct users_host *h = state;
	char label[N_ACTIONS][SCR_TEXT];
	const char *items[N_ACTIONS + 1];
	int n = 0;

	if (!has_user(ui, h))
		return;
	for (int i = 0; i < N_ACTIONS; i++) {
		if (!is_offered(ui, h, i))
			continue;
		snprintf(label[n], SCR_TEXT, "%c  %s", (char)actions[i].key,
		    _(actions[i].label));
		items[n] = label[n];
		n++;
	}
	items[n] = NULL;
	if (n == 0) {
		ui_toast(ui, TOAST_INFO,
		    _("There is nothing to do with this account"));
		return;
	}
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CHOICE,
			  .title = name_of(h->user),
			  .items = items,
			  .done = menu_chosen });
}

/* The first action of that key that is possible; else why none is. */
static void
by_key(struct ui *ui, struct users_host *h, uint32_t key)
{
	const char *why = NULL;

	if (!has_user(ui, h))
		return;
	for (int i = 0; i < N_ACTIONS; i++) {
		if (actions[i].key != key)
			continue;
		if (is_offered(ui, h, i)) {
			run(ui, h, i);
			return;
		}
		if (!ui_allowed(ui, actions[i].op))
			why = _("Your account may not do this");
		else if (why == NULL)
			why = actions[i].refused(ui, h->user);
	}
	if (why != NULL)
		ui_toast(ui, TOAST_WARNING, "%s", why);
}

#define ACT(name, key)                        \
	void name(struct ui *ui, void *state) \
	{                                     \
		by_key(ui, state, key);       \
	}

ACT(users_act_edit, 'e')
ACT(users_act_password, 'p')
ACT(users_act_factor, '2')
ACT(users_act_unlock, 'u')
ACT(users_act_admin, 'm')
ACT(users_act_roles, 'o')
ACT(users_act_rights, 'g')
ACT(users_act_sessions, 'b')
ACT(users_act_keys, 'k')
ACT(users_act_disable, 'x')
ACT(users_act_anonymise, 'y')
