/* Forms of accounts: new, edited, roles, an SSH key. */
#include "common/json.h"
#include "common/str.h"
#include "tui/screens/scr_users.h"

#define CONSULTANTS_MAX 200

/* --- parts --- */

static json_t *
chosen_roles(const struct form *f)
{
	json_t *list = json_array();

	for (int i = 0; people_role_keys[i] != NULL; i++)
		if (form_checked(f, people_role_keys[i]))
			json_array_append_new(
			    list, json_string(people_role_keys[i]));
	return list;
}

/* clang-format off */
#define ROLE_FIELDS                                                         \
	{ .name = "opener", .label = N_("Opener"), .kind = FIELD_CHECK },   \
	{ .name = "coach", .label = N_("Coach"), .kind = FIELD_CHECK },     \
	{ .name = "berater", .label = N_("Consultant"), .kind = FIELD_CHECK }, \
	{ .name = "telefonist", .label = N_("Telephonist"),                 \
	    .kind = FIELD_CHECK },                                          \
	{ .name = "service", .label = N_("Service"), .kind = FIELD_CHECK }
/* clang-format on */

/* An empty text is left out of the parameters. */
static void
set_text(json_t *p, const struct form *f, const char *name)
{
	if (form_text(f, name)[0] != '\0')
		json_object_set_new(p, name, json_string(form_text(f, name)));
}

static const char *
user_name(const json_t *user)
{
	return json_get_str(user, "name", "");
}

static void
say_saved(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	const json_t *user = json_get(a->data, "user");

	ui_toast(ui, TOAST_SUCCESS, _("%s is saved"),
	    json_get_str(user, "name", user_name(ctx)));
}

/* --- a new account --- */

static const struct form_field new_fields[] = {
	{ .name = "name",
	    .label = N_("User name"),
	    .kind = FIELD_TEXT,
	    .max = 50,
	    .required = true,
	    .hint = N_("small letters, digits, . _ -") },
	{ .name = "display_name",
	    .label = N_("Display name"),
	    .kind = FIELD_TEXT,
	    .max = 60 },
	{ .name = "email",
	    .label = N_("E-mail"),
	    .kind = FIELD_TEXT,
	    .max = 254 },
	{ .name = "password",
	    .label = N_("Password"),
	    .kind = FIELD_SECRET,
	    .max = 400,
	    .hint = N_("empty: a new one is made up") },
	{ .name = "admin", .label = N_("Admin"), .kind = FIELD_CHECK },
	ROLE_FIELDS,
	{ 0 },
};

static json_t *
new_params(struct ui *ui, struct formscreen *fs)
{
	const struct form *f = &fs->form;
	json_t *p = json_pack("{s:s,s:b,s:o}", "name", form_text(f, "name"),
	    "admin", form_checked(f, "admin"), "roles", chosen_roles(f));

	(void)ui;
	set_text(p, f, "display_name");
	set_text(p, f, "email");
	set_text(p, f, "password");
	return p;
}

static void
new_done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	const char *password = json_get_str(a->data, "password", NULL);

	(void)ctx;
	ui_toast(ui, TOAST_SUCCESS, _("%s is created"),
	    user_name(json_get(a->data, "user")));
	if (password != NULL)
		users_show_password(
		    ui, user_name(json_get(a->data, "user")), password);
}

static void
reactivated(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct formscreen *fs = state;

	(void)tag;
	if (scr_error(ui, a))
		return;
	form_clean(&fs->form);
	ui_close_id(ui, ui_screen_id(ui, fs));
	ui_toast(ui, TOAST_SUCCESS, _("%s is active again"),
	    user_name(json_get(a->data, "user")));
}

static void
reactivate_said(struct ui *ui, void *state, const struct dialog_answer *d)
{
	if (d->ok && state != NULL)
		scr_write(ui, state,
		    &(struct tui_request){ .op = "users.reactivate",
			.params =
			    json_pack("{s:I}", "user", (json_int_t)d->tag),
			.fn = reactivated });
}

/* The name belongs to a disabled account: its data is still there. */
static bool
new_refused(struct ui *ui, struct formscreen *fs, const struct client_answer *a)
{
	char text[300];

	if (a->err != E_CONFLICT || !json_get_bool(a->data, "disabled", false))
		return false;
	snprintf(text, sizeof text,
	    _("%.60s exists already and is disabled. Reactivate that account, "
	      "with its bookings, roles and figures?"),
	    form_text(&fs->form, "name"));
	ui_dialog(ui, &(struct dialog_spec){ .kind = DIALOG_CONFIRM,
			  .title = _("Reactivate the account?"),
			  .text = text,
			  .tag = json_get_int(a->data, "id", 0),
			  .done = reactivate_said });
	return true;
}

static const struct formspec new_spec = {
	.fields = new_fields,
	.op = "users.create",
	.params = new_params,
	.done = new_done,
	.refused = new_refused,
};

static const struct screen_ops scr_user_new =
    FORMSCREEN("user_new", N_("New account"), 12, 62, formscreen_keys);

void
users_open_new(struct ui *ui)
{
	formscreen_open(ui, &scr_user_new, &new_spec, NULL);
}

/* --- an account changed --- */

static int complete_consultant(
    void *ctx, const char *typed, char out[][FORM_MATCH_LEN]);

static const struct form_field edit_fields[] = {
	{ .name = "display_name",
	    .label = N_("Display name"),
	    .kind = FIELD_TEXT,
	    .max = 60 },
	{ .name = "email",
	    .label = N_("E-mail"),
	    .kind = FIELD_TEXT,
	    .max = 254 },
	{ .name = "consultant",
	    .label = N_("Consultant"),
	    .kind = FIELD_TEXT,
	    .max = 100,
	    .complete = complete_consultant,
	    .hint = N_("name of the consultant, may stay empty") },
	{ .name = "on_vacation",
	    .label = N_("On vacation"),
	    .kind = FIELD_CHECK,
	    .hint = N_("gets no notifications meanwhile") },
	{ .name = "os_uid",
	    .label = N_("System user"),
	    .kind = FIELD_TEXT,
	    .max = 10,
	    .hint = N_("uid on the server for sign-in without password") },
	{ 0 },
};

static int
complete_consultant(void *ctx, const char *typed, char out[][FORM_MATCH_LEN])
{
	const struct formscreen *fs = ctx;
	const json_t *c;
	int n = 0;
	size_t i;

	json_array_foreach(json_get(fs->ctx, "consultants"), i, c)
	{
		const char *name = json_get_str(c, "name", "");

		if (n < FORM_MATCHES && strcasestr(name, typed) != NULL)
			(void)str_copy(out[n++], FORM_MATCH_LEN, name);
	}
	return n;
}

static void
consultants_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct formscreen *fs = state;

	(void)ui;
	(void)tag;
	if (a->ok) /* else there are no completions */
		json_object_set(
		    fs->ctx, "consultants", json_get(a->data, "items"));
}

static void
edit_fill(struct ui *ui, struct formscreen *fs)
{
	const json_t *u = fs->ctx;
	int64_t uid = json_get_int(u, "os_uid", 0);
	char text[24] = "";

	form_set(
	    &fs->form, "display_name", json_get_str(u, "display_name", ""));
	form_set(&fs->form, "email", json_get_str(u, "email", ""));
	form_set(&fs->form, "consultant",
	    json_get_str(json_get(u, "consultant"), "name", ""));
	form_set_choice(
	    &fs->form, "on_vacation", json_get_bool(u, "on_vacation", false));
	if (uid != 0)
		snprintf(text, sizeof text, "%lld", (long long)uid);
	form_set(&fs->form, "os_uid", text);
	if (ui_allowed(ui, "availability.list_consultants"))
		tui_call(ui, fs,
		    &(struct tui_request){
			.op = "availability.list_consultants",
			.params = json_pack("{s:b}", "all", true),
			.fn = consultants_answer,
			.quiet = true });
}

/* Id of the consultant typed; 0: none, -1: unknown. */
static int64_t
consultant_id(const struct formscreen *fs)
{
	const char *typed = form_text(&fs->form, "consultant");
	const json_t *old = json_get(fs->ctx, "consultant"), *c;
	size_t i;

	if (typed[0] == '\0')
		return 0;
	if (str_eq(json_get_str(old, "name", ""), typed))
		return json_get_int(old, "id", 0);
	json_array_foreach(json_get(fs->ctx, "consultants"), i, c)
	{
		if (str_eq(json_get_str(c, "name", ""), typed))
			return json_get_int(c, "id", 0);
	}
	return -1;
}

static bool
changed_text(const struct formscreen *fs, const char *name)
{
	return !str_eq(
	    form_text(&fs->form, name), json_get_str(fs->ctx, name, ""));
}

static json_t *
edit_params(struct ui *ui, struct formscreen *fs)
{
	int64_t consultant = consultant_id(fs), uid = 0;
	const char *typed = form_text(&fs->form, "os_uid");
	const json_t *old = json_get(fs->ctx, "consultant");
	json_t *p;

	(void)ui;
	if (consultant < 0) {
		form_error(&fs->form, "consultant",
		    _("There is no consultant of that name"));
		return NULL;
	}
	if (typed[0] != '\0' && !str_int(typed, 1, 2147483647, &uid)) {
		form_error(&fs->form, "os_uid", _("A number, please"));
		return NULL;
	}
	p = json_pack("{s:I,s:b}", "user", json_get_int(fs->ctx, "id", 0),
	    "on_vacation", form_checked(&fs->form, "on_vacation"));
	if (changed_text(fs, "display_name"))
		json_object_set_new(p, "display_name",
		    json_string(form_text(&fs->form, "display_name")));
	if (changed_text(fs, "email"))
		json_object_set_new(
		    p, "email", json_string(form_text(&fs->form, "email")));
	if (consultant != json_get_int(old, "id", 0))
		json_object_set_new(p, "consultant", json_integer(consultant));
	if (uid != json_get_int(fs->ctx, "os_uid", 0))
		json_object_set_new(p, "os_uid", json_integer(uid));
	return p;
}

static const struct formspec edit_spec = {
	.fields = edit_fields,
	.op = "users.update",
	.fill = edit_fill,
	.params = edit_params,
	.done = say_saved,
};

static const struct screen_ops scr_user_edit =
    FORMSCREEN("user_edit", N_("Edit account"), 7, 66, formscreen_keys);

/* The list has no os_uid: the whole account is read first. */
static void
edit_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	json_t *user;

	(void)state;
	(void)tag;
	if (scr_error(ui, a))
		return;
	user = json_copy(json_get(a->data, "user"));
	formscreen_open(ui, &scr_user_edit, &edit_spec, user);
	json_decref(user);
}

void
users_open_edit(struct ui *ui, const json_t *user)
{
	tui_call(ui, ui_top(ui)->state,
	    &(struct tui_request){ .op = "users.get",
		.params =
		    json_pack("{s:I}", "user", json_get_int(user, "id", 0)),
		.fn = edit_answer });
}

/* --- roles --- */

static const struct form_field role_fields[] = {
	ROLE_FIELDS,
	{ 0 },
};

static void
roles_fill(struct ui *ui, struct formscreen *fs)
{
	json_t *one;
	size_t i;

	(void)ui;
	json_array_foreach(json_get(fs->ctx, "roles"), i, one)
	{
		for (int k = 0; people_role_keys[k] != NULL; k++)
			if (str_eq(people_role_keys[k], json_string_value(one)))
				form_set_choice(
				    &fs->form, people_role_keys[k], 1);
	}
}

static json_t *
roles_params(struct ui *ui, struct formscreen *fs)
{
	(void)ui;
	return json_pack("{s:I,s:o}", "user", json_get_int(fs->ctx, "id", 0),
	    "roles", chosen_roles(&fs->form));
}

static const struct formspec roles_spec = {
	.fields = role_fields,
	.op = "users.set_roles",
	.fill = roles_fill,
	.params = roles_params,
	.done = say_saved,
};

static const struct screen_ops scr_user_roles =
    FORMSCREEN("user_roles", N_("Roles"), 6, 52, formscreen_keys);

void
users_open_roles(struct ui *ui, const json_t *user)
{
	json_t *ctx = json_copy((json_t *)user);

	formscreen_open(ui, &scr_user_roles, &roles_spec, ctx);
	json_decref(ctx);
}

/* --- an SSH key for somebody --- */

static const struct form_field key_fields[] = {
	{ .name = "key",
	    .label = N_("Public key"),
	    .kind = FIELD_AREA,
	    .max = 4000,
	    .rows = 4,
	    .required = true,
	    .hint = N_("ssh-ed25519 AAAA... as in the .pub file") },
	{ .name = "name",
	    .label = N_("Name"),
	    .kind = FIELD_TEXT,
	    .max = 60,
	    .hint = N_("empty: the comment of the key") },
	{ 0 },
};

static json_t *
key_params(struct ui *ui, struct formscreen *fs)
{
	json_t *p = json_pack("{s:I,s:s}", "user",
	    json_get_int(fs->ctx, "id", 0), "key", form_text(&fs->form, "key"));

	(void)ui;
	set_text(p, &fs->form, "name");
	return p;
}

static void
key_done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	(void)a;
	ui_toast(
	    ui, TOAST_SUCCESS, _("The key of %s is entered"), user_name(ctx));
}

static const struct formspec key_spec = {
	.fields = key_fields,
	.op = "users.add_key",
	.params = key_params,
	.done = key_done,
};

static const struct screen_ops scr_user_key =
    FORMSCREEN("user_key", N_("SSH key"), 7, 66, formscreen_keys);

void
users_open_key(struct ui *ui, const json_t *user)
{
	json_t *ctx = json_pack("{s:I,s:s}", "id", json_get_int(user, "id", 0),
	    "name", user_name(user));

	formscreen_open(ui, &scr_user_key, &key_spec, ctx);
	json_decref(ctx);
}
