/* A consultant: new or changed; accounts are offered while typing. */
#include "tui/screens/scr_consultant_form.h"

#include "common/json.h"
#include "common/str.h"
#include "tui/screens/formscreen.h"
#include "tui/screens/report.h"

#define USERS_MAX 500

static int complete_account(
    void *ctx, const char *typed, char out[][FORM_MATCH_LEN]);

static const struct form_field fields[] = {
	{ .name = "name",
	    .label = N_("Name"),
	    .kind = FIELD_TEXT,
	    .max = 100,
	    .required = true },
	{ .name = "calendar_id",
	    .label = N_("Calendar"),
	    .kind = FIELD_TEXT,
	    .max = 254,
	    .hint = N_("address of the calendar, may stay empty") },
	{ .name = "account",
	    .label = N_("Account"),
	    .kind = FIELD_TEXT,
	    .max = 64,
	    .complete = complete_account,
	    .hint = N_("user name, may stay empty") },
	{ .name = "active", .label = N_("Active"), .kind = FIELD_CHECK },
	{ .name = "default_pool",
	    .label = N_("Standard"),
	    .kind = FIELD_CHECK,
	    .hint = N_("counts for days not planned yet") },
	{ .name = "sort",
	    .label = N_("Order"),
	    .kind = FIELD_TEXT,
	    .max = 7,
	    .cols = 10,
	    .hint = "0" },
	{ 0 },
};

static int
complete_account(void *ctx, const char *typed, char out[][FORM_MATCH_LEN])
{
	const struct formscreen *fs = ctx;
	const json_t *u;
	int n = 0;
	size_t i;

	json_array_foreach(json_get(fs->ctx, "users"), i, u)
	{
		const char *name = json_get_str(u, "name", "");

		if (n < FORM_MATCHES && strcasestr(name, typed) != NULL)
			(void)str_copy(out[n++], FORM_MATCH_LEN, name);
	}
	return n;
}

static void
users_answer(
    struct ui *ui, void *state, int64_t tag, const struct client_answer *a)
{
	struct formscreen *fs = state;

	(void)ui;
	(void)tag;
	if (a->ok) /* else there are no completions */
		json_object_set(fs->ctx, "users", json_get(a->data, "items"));
}

static void
fill(struct ui *ui, struct formscreen *fs)
{
	const json_t *c = fs->ctx;
	char sort[24];

	form_set(&fs->form, "name", json_get_str(c, "name", ""));
	form_set(&fs->form, "calendar_id", json_get_str(c, "calendar_id", ""));
	form_set(&fs->form, "account",
	    json_get_str(json_get(c, "account"), "name", ""));
	form_set_choice(&fs->form, "active", json_get_bool(c, "active", true));
	form_set_choice(
	    &fs->form, "default_pool", json_get_bool(c, "default_pool", false));
	snprintf(sort, sizeof sort, "%d", (int)json_get_int(c, "sort", 0));
	form_set(&fs->form, "sort", sort);
	if (ui_allowed(ui, "users.list"))
		tui_call(ui, fs,
		    &(struct tui_request){ .op = "users.list",
			.params = json_pack("{s:i}", "limit", USERS_MAX),
			.fn = users_answer,
			.quiet = true });
}

/* Id of the account typed; 0: none, -1: unknown. */
static int64_t
account_id(const struct formscreen *fs)
{
	const char *typed = form_text(&fs->form, "account");
	const json_t *old = json_get(fs->ctx, "account"), *u;
	size_t i;

	if (typed[0] == '\0')
		return 0;
	if (str_eq(json_get_str(old, "name", ""), typed))
		return json_get_int(old, "id", 0);
	json_array_foreach(json_get(fs->ctx, "users"), i, u)
	{
		if (str_eq(json_get_str(u, "name", ""), typed))
			return json_get_int(u, "id", 0);
	}
	return -1;
}

static json_t *
params(struct ui *ui, struct formscreen *fs)
{
	int64_t account = account_id(fs), id = json_get_int(fs->ctx, "id", 0);
	int64_t sort = 0;
	const char *typed = form_text(&fs->form, "sort");
	json_t *p;

	(void)ui;
	if (account < 0) {
		form_error(&fs->form, "account",
		    _("There is no account of that name"));
		return NULL;
	}
	if (typed[0] != '\0' && !str_int(typed, -1000000, 1000000, &sort)) {
		form_error(&fs->form, "sort", _("A number, please"));
		return NULL;
	}
	p = json_pack("{s:s,s:s,s:I,s:b,s:b,s:I}", "name",
	    form_text(&fs->form, "name"), "calendar_id",
	    form_text(&fs->form, "calendar_id"), "account", (json_int_t)account,
	    "active", form_checked(&fs->form, "active"), "default_pool",
	    form_checked(&fs->form, "default_pool"), "sort", (json_int_t)sort);
	if (id != 0)
		json_object_set_new(p, "id", json_integer(id));
	return p;
}

static void
done(struct ui *ui, const json_t *ctx, const struct client_answer *a)
{
	char text[200];

	(void)ctx;
	snprintf(text, sizeof text, _("%s is saved"),
	    json_get_str(json_get(a->data, "consultant"), "name", ""));
	report_open(ui, text, a->data);
}

static const struct formspec spec = {
	.fields = fields,
	.op = "availability.set_consultant",
	.fill = fill,
	.params = params,
	.done = done,
};

static const struct screen_ops scr_consultant_form =
    FORMSCREEN("consultant_form", N_("Consultant"), 7, 62, formscreen_keys);

void
scr_open_consultant_form(struct ui *ui, const json_t *consultant)
{
	json_t *ctx =
	    consultant != NULL ? json_copy((json_t *)consultant) : NULL;

	formscreen_open(ui, &scr_consultant_form, &spec, ctx);
	json_decref(ctx);
}
