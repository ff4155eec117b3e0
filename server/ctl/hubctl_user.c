/* hubctl user add. */
#include "server/ctl/hubctl.h"

#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_secret.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static const struct cli_cmd add_row = { "user add", "NAME", NULL,
	"users.create",
	{ { ARG_TEXT, "name", NULL, true },
	    { ARG_FLAG, "admin", "--admin", true },
	    { ARG_LIST, "roles", "--role", true },
	    { ARG_TEXT, "display_name", "--display", true },
	    { ARG_TEXT, "email", "--email", true },
	    { ARG_FLAG, "must_change_password", "--must-change", true },
	    { ARG_FLAG, "generate", "--generate", true } },
	NULL, NULL };

/* Twice on a terminal, where a slip would not be seen. */
static bool
ask_password(struct cli *c, char password[SECRET_MAX])
{
	char again[SECRET_MAX];
	bool same;

	if (!secret_read(_("New password: "), false, password)) {
		cli_usage_error(c, _("no password given"));
		return false;
	}
	if (!isatty(STDIN_FILENO))
		return true;
	same =
	    secret_read(_("Again: "), false, again) && str_eq(password, again);
	secret_wipe(again);
	if (!same)
		cli_usage_error(c, _("the two passwords differ"));
	return same;
}

/* A name that was not given is asked for on a terminal. */
static bool
complete_name(struct cli *c, json_t *params)
{
	char name[SECRET_MAX];

	if (json_object_get(params, "name") != NULL)
		return true;
	if (!secret_ask_name(_("User name: "), name)) {
		cli_usage_error(c, _("user add NAME"));
		return false;
	}
	json_object_set_new(params, "name", json_string(name));
	return true;
}

/* With --generate the server makes the password and tells it once. */
static bool
complete_password(struct cli *c, json_t *params)
{
	char password[SECRET_MAX];
	bool good;

	if (json_get_bool(params, "generate", false)) {
		json_object_del(params, "generate");
		return true;
	}
	if ((good = ask_password(c, password)))
		json_object_set_new(params, "password", json_string(password));
	secret_wipe(password);
	return good;
}

int
ctl_user_add(struct cli *c, int argc, char **argv)
{
	struct cli_words w = { .argc = argc, .argv = argv };
	json_t *params;
	struct reply r;
	int status;

	if (!cli_map(&add_row, &w, &params))
		return cli_usage_error(c, w.why);
	status = cli_open(c);
	if (status != CLI_DONE || !complete_name(c, params) ||
	    !complete_password(c, params)) {
		json_decref(params);
		return status != CLI_DONE ? status : CLI_USAGE;
	}
	if (!cli_call(c, "users.create", params, &r, &status))
		return status;
	cli_print(c, &r, show_user);
	reply_done(&r);
	return CLI_DONE;
}
