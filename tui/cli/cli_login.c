/* "login", "logout", "whoami": the session line mode keeps. */
#include "tui/cli/cli.h"

#include <errno.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli_secret.h"
#include "tui/cli/cli_security.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

static bool
read_name(struct cli *c, int argc, char **argv, char name[SECRET_MAX])
{
	if (argc > 0)
		return str_copy(name, SECRET_MAX, argv[0]);
	if (c->opt.user != NULL)
		return str_copy(name, SECRET_MAX, c->opt.user);
	return secret_ask_name(_("Name: "), name);
}

static int
keep_session(struct cli *c, const char *name, const struct reply *r)
{
	const json_t *user = json_get(r->data, "user");
	char until[40];
	struct cli_token t = { .identity =
				   xstrdup(client_identity(c->w.client)),
		.user = xstrdup(name),
		.token = xstrdup(json_get_str(r->data, "token", "")) };
	bool good = token_save(&t, c->target.name);

	token_done(&t);
	if (!good) {
		out_printf(&c->err, TONE_BAD,
		    _("The session could not be kept: %s\n"), strerror(errno));
		return CLI_FAILED;
	}
	if (c->opt.json)
		return CLI_DONE;
	out_printf(&c->out, TONE_GOOD, _("Signed in as %s"),
	    json_get_str(user, "display_name", name));
	out_printf(&c->out, TONE_PLAIN, _(", until %s at the latest\n"),
	    show_instant(r->data, "expires_at", until));
	if (json_get_bool(user, "must_change_password", false))
		out_printf(&c->out, TONE_WARN, "%s\n",
		    _("Please choose a new password: hub passwd"));
	if (json_get_bool(user, "must_set_factor", false))
		out_printf(&c->out, TONE_WARN, "%s\n",
		    _("Please set up the second factor: hub 2fa setup"));
	show_hints(&c->out, r->data);
	return CLI_DONE;
}

/* The answer without its token: it must not end up in logs of scripts. */
static void
print_session(const json_t *data)
{
	json_t *copy = json_copy((json_t *)data);
	json_t *root;
	char *text;

	json_object_del(copy, "token");
	json_object_del(copy, "device");
	root = json_pack("{s:b,s:o}", "success", 1, "data", copy);
	text = json_dumps(root, JSON_COMPACT);
	if (text != NULL)
		(void)puts(text);
	free(text);
	json_decref(root);
}

int
cmd_login(struct cli *c, int argc, char **argv)
{
	char name[SECRET_MAX], password[SECRET_MAX];
	json_t *params;
	struct reply r;
	int status;

	if (argc > 1 || !read_name(c, argc, argv, name))
		return cli_usage_error(
		    c, _("login NAME (the password is asked or read from "
			 "standard input)"));
	if ((status = cli_open_plain(c)) != CLI_DONE)
		return status;
	if (!secret_read(_("Password: "), true, password))
		return cli_usage_error(c, _("no password given"));
	params = json_pack("{s:s,s:s,s:s}", "name", name, "password", password,
	    "language", c->lang);
	secret_wipe(password);
	if (!cli_prove(c, "auth.login", params, &r, &status))
		return status;
	status = keep_session(c, name, &r);
	if (c->opt.json)
		print_session(r.data);
	reply_done(&r);
	return status;
}

/* The kept session goes on under the new token. */
static int
keep_token(struct cli *c)
{
	const char *token = client_token(c->w.client);

	if (c->token.token == NULL || token == NULL ||
	    str_eq(c->token.token, token))
		return CLI_DONE;
	free(c->token.token);
	c->token.token = xstrdup(token);
	if (token_save(&c->token, c->target.name))
		return CLI_DONE;
	out_printf(&c->err, TONE_BAD, _("The session could not be kept: %s\n"),
	    strerror(errno));
	return CLI_FAILED;
}

/* The new password twice on a terminal; one line from elsewhere. */
static bool
ask_new(char fresh[SECRET_MAX], char repeat[SECRET_MAX])
{
	if (!secret_read(_("New password: "), false, fresh))
		return false;
	if (!isatty(STDIN_FILENO))
		return str_copy(repeat, SECRET_MAX, fresh);
	return secret_read(_("Again: "), false, repeat);
}

int
cmd_passwd(struct cli *c, int argc, char **argv)
{
	char old[SECRET_MAX], fresh[SECRET_MAX], repeat[SECRET_MAX];
	json_t *params;
	struct reply r;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(
		    c, _("passwd (present and new password are asked or read "
			 "from standard input, a line each)"));
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	if (!secret_read(_("Present password: "), false, old) ||
	    !ask_new(fresh, repeat))
		return cli_usage_error(c, _("no password given"));
	params = json_pack(
	    "{s:s,s:s,s:s}", "old", old, "new", fresh, "repeat", repeat);
	secret_wipe(old);
	secret_wipe(fresh);
	secret_wipe(repeat);
	if (!cli_call(c, "auth.change_password", params, &r, &status))
		return status;
	status = keep_token(c);
	if (!c->opt.json)
		cli_print(c, &r, NULL);
	else
		print_session(r.data);
	reply_done(&r);
	return status;
}

int
cmd_logout(struct cli *c, int argc, char **argv)
{
	struct reply r;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "logout");
	if (!token_load(&c->token, c->target.name)) {
		out_printf(&c->out, TONE_PLAIN, "%s\n", _("Not signed in."));
		return CLI_DONE;
	}
	if ((status = cli_open_plain(c)) != CLI_DONE)
		return status; /* the token stays: it is still valid there */
	if (client_token(c->w.client) != NULL) {
		if (!cli_call(c, "auth.logout", NULL, &r, &status))
			return status;
		if (c->opt.json)
			cli_print(c, &r, NULL);
		reply_done(&r);
	}
	token_forget(c->target.name);
	if (!c->opt.json)
		out_printf(&c->out, TONE_PLAIN, "%s\n", _("Signed out."));
	return CLI_DONE;
}

int
cmd_whoami(struct cli *c, int argc, char **argv)
{
	const json_t *session;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "whoami");
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	session = client_session(c->w.client);
	if (session == NULL) {
		out_printf(&c->err, TONE_PLAIN, "%s\n", _("Not signed in."));
		return CLI_LOGIN;
	}
	if (c->opt.json)
		print_session(session);
	else
		show_user(&c->out, session);
	return CLI_DONE;
}
