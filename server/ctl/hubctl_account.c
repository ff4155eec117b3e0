/*
 * hubctl user COMMAND NAME: the operations on one account, which the server
 * knows by number and people by name.
 */
#include "server/ctl/hubctl.h"

#include <string.h>
#include <strings.h>

#include "common/json.h"
#include "common/str.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_secret.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

#define NAME                                  \
	{                                     \
		ARG_TEXT, "name", NULL, false \
	}

/* Number of an account; 0: printed why, *status is the exit status. */
static int64_t
find(struct cli *c, const char *name, int *status)
{
	json_t *params = json_pack("{s:s,s:i}", "filter", name, "limit", 500),
	       *u;
	struct reply r;
	int64_t id = 0;
	size_t i;

	if (!cli_call(c, "users.list", params, &r, status))
		return 0;
	json_array_foreach(json_get(r.data, "items"), i, u)
	{
		if (strcasecmp(json_get_str(u, "name", ""), name) == 0)
			id = json_get_int(u, "id", 0);
	}
	reply_done(&r);
	if (id == 0) {
		out_printf(&c->err, TONE_BAD, _("no account '%.100s'\n"), name);
		*status = err_info(E_NOT_FOUND)->exit_status;
	}
	return id;
}

/* The member "name" becomes "user"; false: printed. */
static bool
name_to_user(struct cli *c, json_t *params, int *status)
{
	const char *name = json_get_str(params, "name", NULL);
	int64_t id;

	if (name == NULL)
		return true;
	if ((id = find(c, name, status)) == 0)
		return false;
	json_object_del(params, "name");
	json_object_set_new(params, "user", json_integer(id));
	return true;
}

/* The rest of a command once its words are read; takes params. */
static int
call_and_print(struct cli *c, const struct cli_cmd *row, json_t *params)
{
	struct reply r;
	int status;

	if (!cli_call(c, row->op, params, &r, &status))
		return status;
	cli_print(c, &r, row->print);
	reply_done(&r);
	return CLI_DONE;
}

static int
by_name(struct cli *c, const struct cli_cmd *row, int argc, char **argv)
{
	struct cli_words w = { .argc = argc, .argv = argv };
	json_t *params;
	int status;

	if (!cli_map(row, &w, &params))
		return cli_usage_error(c, w.why);
	status = cli_open(c);
	if (status == CLI_DONE && name_to_user(c, params, &status))
		return call_and_print(c, row, params);
	json_decref(params);
	return status;
}

#define BY_NAME(function, command, operation, printer)                     \
	int function(struct cli *c, int argc, char **argv)                 \
	{                                                                  \
		static const struct cli_cmd row = { command, "NAME", NULL, \
			operation, { NAME }, printer, NULL };              \
                                                                           \
		return by_name(c, &row, argc, argv);                       \
	}

BY_NAME(ctl_user_show, "user show", "users.get", show_account)
BY_NAME(ctl_user_disable, "user disable", "users.disable", show_user)
BY_NAME(ctl_user_enable, "user enable", "users.reactivate", show_user)
BY_NAME(ctl_user_reset_password, "user reset-password", "users.reset_password",
    show_new_password)
BY_NAME(ctl_user_reset_2fa, "user reset-2fa", "users.reset_2fa", show_user)
BY_NAME(ctl_user_unlock, "user unlock", "users.unlock", show_user)
BY_NAME(ctl_user_sessions, "user sessions", "users.list_sessions",
    show_user_sessions)

int
ctl_user_end_sessions(struct cli *c, int argc, char **argv)
{
	static const struct cli_cmd row = { "user end-sessions",
		"NAME [SESSION]", NULL, "users.end_sessions",
		{ NAME, { ARG_INT, "session", NULL, true } }, show_closed,
		NULL };

	return by_name(c, &row, argc, argv);
}

int
ctl_user_grant(struct cli *c, int argc, char **argv)
{
	static const struct cli_cmd row = { "user grant",
		"NAME PERMISSION [--remove]", NULL, "users.grant",
		{ NAME, { ARG_TEXT, "permission", NULL, false },
		    { ARG_NOFLAG, "allowed", "--remove", true } },
		show_user, NULL };

	return by_name(c, &row, argc, argv);
}

int
ctl_user_deny(struct cli *c, int argc, char **argv)
{
	static const struct cli_cmd row = { "user deny",
		"NAME PERMISSION [--remove]", NULL, "users.deny",
		{ NAME, { ARG_TEXT, "permission", NULL, false },
		    { ARG_NOFLAG, "denied", "--remove", true } },
		show_user, NULL };

	return by_name(c, &row, argc, argv);
}

int
ctl_user_logins(struct cli *c, int argc, char **argv)
{
	static const struct cli_cmd row = { "user logins",
		"[NAME] [--failed] [--limit N]", NULL, "users.list_logins",
		{ { ARG_TEXT, "name", NULL, true },
		    { ARG_FLAG, "failed", "--failed", true },
		    { ARG_INT, "limit", "--limit", true } },
		show_user_logins, NULL };

	return by_name(c, &row, argc, argv);
}

static const struct cli_cmd admin_row = { "user admin", "NAME on|off", NULL,
	"users.set_admin", { NAME, { ARG_TEXT, "admin", NULL, false } },
	show_user, NULL };

/* "on" and "off" are what people type. */
int
ctl_user_admin(struct cli *c, int argc, char **argv)
{
	struct cli_words w = { .argc = argc, .argv = argv };
	const char *word;
	json_t *params;
	bool on;
	int status;

	if (!cli_map(&admin_row, &w, &params))
		return cli_usage_error(c, w.why);
	word = json_get_str(params, "admin", "");
	on = str_eq(word, "on");
	status = on || str_eq(word, "off")
		     ? cli_open(c)
		     : cli_usage_error(c, "user admin NAME on|off");
	json_object_set_new(params, "admin", json_boolean(on));
	if (status == CLI_DONE && name_to_user(c, params, &status))
		return call_and_print(c, &admin_row, params);
	json_decref(params);
	return status;
}

static const struct cli_cmd roles_row = { "user roles", "NAME [ROLE ...]", NULL,
	"users.set_roles", { NAME, { ARG_WORDS, "roles", NULL, true } },
	show_user, NULL };

/* The words behind the name are all the roles there will be. */
static json_t *
split_roles(const char *words)
{
	json_t *list = json_array();
	size_t n;

	for (; *words != '\0'; words += n) {
		words += strspn(words, " ,");
		n = strcspn(words, " ,");
		if (n > 0)
			json_array_append_new(list, json_stringn(words, n));
	}
	return list;
}

int
ctl_user_roles(struct cli *c, int argc, char **argv)
{
	struct cli_words w = { .argc = argc, .argv = argv };
	json_t *params;
	int status;

	if (!cli_map(&roles_row, &w, &params))
		return cli_usage_error(c, w.why);
	json_object_set_new(
	    params, "roles", split_roles(json_get_str(params, "roles", "")));
	status = cli_open(c);
	if (status == CLI_DONE && name_to_user(c, params, &status))
		return call_and_print(c, &roles_row, params);
	json_decref(params);
	return status;
}

static const struct cli_cmd anonymise_row = { "user anonymise",
	"NAME [--name NAME]", NULL, "users.anonymise",
	{ NAME, { ARG_TEXT, "typed", "--name", true } }, show_user, NULL };

/* The name again, typed on a terminal or given by a script on purpose. */
static bool
confirm(struct cli *c, json_t *params)
{
	const char *typed = json_get_str(params, "typed", NULL);
	char line[SECRET_MAX];

	if (typed == NULL &&
	    secret_ask_name(_("This cannot be undone. Type the user name "
			      "again: "),
		line))
		typed = line;
	if (typed == NULL) {
		cli_usage_error(
		    c, _("to anonymise, repeat the name: --name NAME"));
		return false;
	}
	json_object_set_new(params, "again", json_string(typed));
	json_object_del(params, "typed");
	return true;
}

int
ctl_user_anonymise(struct cli *c, int argc, char **argv)
{
	struct cli_words w = { .argc = argc, .argv = argv };
	json_t *params;
	int status;

	if (!cli_map(&anonymise_row, &w, &params))
		return cli_usage_error(c, w.why);
	status = confirm(c, params) ? cli_open(c) : CLI_USAGE;
	if (status != CLI_DONE || !name_to_user(c, params, &status)) {
		json_decref(params);
		return status;
	}
	json_object_set(params, "name", json_object_get(params, "again"));
	json_object_del(params, "again");
	json_object_set_new(params, "confirm", json_pack("[s]", "ANONYMISE"));
	return call_and_print(c, &anonymise_row, params);
}
