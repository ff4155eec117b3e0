/* Line mode: options, connection, one command, its exit status. */
#include "tui/cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli_secret.h"
#include "tui/cli/cli_security.h"
#include "tui/cli/ssh_entry.h"
#include "tui/client/known_hosts.h"
#include "tui/term/locale.h"
#include "tui/ui/i18n.h"

#define PATIENCE_MS 15000
#define SILENCE_MS 30000

static const struct {
	const char *name;
	size_t offset;
	bool flag;
} known[] = {
	{ "--data", offsetof(struct cli_options, data_dir), false },
	{ "--connect", offsetof(struct cli_options, connect), false },
	{ "--ca", offsetof(struct cli_options, ca_file), false },
	{ "--user", offsetof(struct cli_options, user), false },
	{ "--lang", offsetof(struct cli_options, lang), false },
	{ "--theme", offsetof(struct cli_options, theme), false },
	{ "--as", offsetof(struct cli_options, as), false },
	{ "--json", offsetof(struct cli_options, json), true },
	{ "--help", offsetof(struct cli_options, help), true },
	{ "-h", offsetof(struct cli_options, help), true },
	{ "--version", offsetof(struct cli_options, version), true },
	{ "--trust-new", offsetof(struct cli_options, trust_new), true },
	{ "--demo", offsetof(struct cli_options, demo), true },
};

static bool
is_offered(const char *const *names, const char *name)
{
	for (; *names != NULL; names++)
		if (str_eq(*names, name))
			return true;
	return false;
}

/* Row of a word like "--data" or "--data=DIR"; -1: none of ours. */
static int
find_known(const char *word, const char *const *names)
{
	size_t n = strcspn(word, "=");
	int i;

	for (i = 0; i < (int)(sizeof(known) / sizeof(known[0])); i++)
		if (strlen(known[i].name) == n &&
		    memcmp(known[i].name, word, n) == 0)
			return is_offered(names, known[i].name) ? i : -1;
	return -1;
}

/* Sets one option; *i moves on over its value. */
static bool
take(struct cli_options *opt, int row, int *i, int argc, char **argv)
{
	char *at = (char *)opt + known[row].offset;
	const char *eq = strchr(argv[*i], '=');

	if (known[row].flag) {
		*(bool *)at = true;
		return eq == NULL;
	}
	if (eq == NULL && *i + 1 >= argc)
		return false;
	*(const char **)at = eq != NULL ? eq + 1 : argv[++*i];
	return true;
}

static bool
bad_option(struct cli_words *w, int row)
{
	snprintf(w->why, sizeof(w->why),
	    known[row].flag ? _("%s takes no value") : _("%s needs a value"),
	    known[row].name);
	return false;
}

bool
cli_options(
    struct cli_options *opt, struct cli_words *w, const char *const *names)
{
	int i, row, left = 1;
	bool ended = false;

	*opt = (struct cli_options){ 0 };
	for (i = 1; i < w->argc; i++) {
		row = ended ? -1 : find_known(w->argv[i], names);
		if (!ended && str_eq(w->argv[i], "--"))
			ended = true;
		else if (row < 0)
			w->argv[left++] = w->argv[i];
		else if (!take(opt, row, &i, w->argc, w->argv))
			return bad_option(w, row);
	}
	w->argc = left;
	if (opt->lang == NULL || str_eq(opt->lang, "de") ||
	    str_eq(opt->lang, "en"))
		return true;
	snprintf(w->why, sizeof(w->why), "--lang: de, en");
	return false;
}

int
cli_usage_error(struct cli *c, const char *text)
{
	out_printf(&c->err, TONE_BAD, "%s: ", c->program);
	out_lines(&c->err, TONE_PLAIN, text);
	out_newline(&c->err);
	return CLI_USAGE;
}

/* Over SSH the forced command alone names the socket; no file is read. */
static void
choose_remote(const struct cli *c, struct target_choice *ch)
{
	*ch = (struct target_choice){ .data_dir = c->remote->data_dir,
		.connect = c->remote->socket };
}

bool
cli_init(struct cli *c)
{
	struct target_choice ch = { c->opt.data_dir, c->opt.connect,
		c->local ? NULL : getenv("HUB_SERVER"), NULL, c->opt.ca_file };
	bool good_conf = true;
	char why[512];

	(void)signal(SIGPIPE, SIG_IGN); /* OpenSSL writes without a flag */
	json_setup();
	if (c->remote == NULL)
		good_conf = hub_conf_read(&c->conf, why, sizeof(why));
	c->lang =
	    term_locale(c->opt.lang != NULL ? c->opt.lang : c->conf.language);
	out_init(&c->out, stdout, term_locale_ascii());
	out_init(&c->err, stderr, term_locale_ascii());
	if (!good_conf) {
		cli_usage_error(c, why);
		return false;
	}
	ch.conf = c->local ? NULL : c->conf.server;
	if (ch.ca_file == NULL)
		ch.ca_file = c->conf.ca;
	if (c->remote != NULL)
		choose_remote(c, &ch);
	if (target_choose(&c->target, &ch, why, sizeof(why)))
		return true;
	cli_usage_error(c, why);
	return false;
}

static void
end_temporary(struct cli *c)
{
	struct reply r;

	if (!c->temporary)
		return;
	waiter_call(&c->w, "auth.logout", NULL, &r); /* best effort */
	reply_done(&r);
}

void
cli_done(struct cli *c)
{
	if (c->is_open) {
		end_temporary(c);
		waiter_done(&c->w);
	}
	token_done(&c->token);
	target_done(&c->target);
	hub_conf_done(&c->conf);
}

/* The certificate is new: what was said beforehand decides, else people. */
static bool
decide_trust(struct cli *c, const struct client_trust *t)
{
	const char *env = getenv("HUB_TRUST");
	char expected[FINGERPRINT_LEN], question[512];

	if (env != NULL && *env != '\0')
		return fingerprint_parse(env, expected) &&
		       str_eq(expected, t->fingerprint);
	if (c->opt.trust_new)
		return true;
	snprintf(question, sizeof(question),
	    t->ssh != NULL
		? _("The server %s is not known yet. Its SSH key has the "
		    "fingerprint\n  %s\nCompare it with the one your admin "
		    "gives you. Trust it? [y/N] ")
		: _("The server %s is not known yet. Its certificate has the "
		    "fingerprint\n  %s\nCompare it with the one your admin "
		    "gives you. Trust it? [y/N] "),
	    t->server, t->ssh != NULL ? t->ssh : t->fingerprint);
	return secret_confirm(question);
}

static void
on_trust(void *arg, const struct client_trust *t)
{
	struct cli *c = arg;

	client_accept(c->w.client, decide_trust(c, t));
}

static void
start_client(struct cli *c)
{
	char program[40];
	struct client_config cfg = { .target = &c->target,
		.hooks.trust = on_trust,
		.arg = c,
		.language = c->lang,
		.program = program,
		.token = c->token.token,
		.token_identity = c->token.identity,
		.assume = c->opt.as,
		.ssh_key = c->remote != NULL ? c->remote->key : NULL,
		.os_user = c->remote != NULL && !c->remote->by_key,
		.patience_ms =
		    c->patience_ms > 0 ? c->patience_ms : PATIENCE_MS,
		.silence_ms = SILENCE_MS };

	snprintf(program, sizeof(program), "%s %s", c->program, HUB_VERSION);
	waiter_init(&c->w, &cfg);
	c->is_open = true;
}

static int
connect_failed(struct cli *c)
{
	const struct client *cl = c->w.client;
	bool trust = client_trouble(cl) == TROUBLE_UNTRUSTED;

	out_printf(&c->err, TONE_BAD, "%s: ", c->program);
	out_printf(&c->err, TONE_PLAIN, "%s\n", client_trouble_text(cl));
	if (trust)
		out_text(&c->err, TONE_PLAIN,
		    _("Compare the fingerprint with the one your admin gives "
		      "you and repeat with HUB_TRUST=FINGERPRINT, or accept "
		      "it unseen with --trust-new."));
	if (trust)
		out_newline(&c->err);
	switch (client_trouble(cl)) {
	case TROUBLE_CONNECT:
		return err_info(E_TIMEOUT)->exit_status; /* try again later */
	case TROUBLE_REFUSED:
		return err_info(client_refusal(cl))->exit_status;
	case TROUBLE_UNTRUSTED:
	case TROUBLE_CHANGED:
	case TROUBLE_TLS:
	case TROUBLE_PROTOCOL:
	case TROUBLE_NONE:
		break;
	}
	return CLI_FAILED;
}

int
cli_open_plain(struct cli *c)
{
	if (!c->is_open)
		start_client(c);
	if (!waiter_connect(&c->w))
		return connect_failed(c);
	c->out.today = client_today(c->w.client);
	return CLI_DONE;
}

/* Signs in for this command: --demo, or --user with a password. */
static int
sign_in(struct cli *c)
{
	char password[SECRET_MAX];
	struct reply r;
	json_t *params;
	int status;

	if (c->opt.demo)
		params = json_pack("{s:s}", "name", c->opt.user);
	else {
		if (!secret_read(_("Password: "), true, password))
			return cli_usage_error(c, _("no password given"));
		params = json_pack(
		    "{s:s,s:s}", "name", c->opt.user, "password", password);
		secret_wipe(password);
	}
	if (!cli_prove(c, c->opt.demo ? "auth.demo" : "auth.login", params, &r,
		&status))
		return status;
	reply_done(&r);
	c->temporary = true;
	return CLI_DONE;
}

static bool
use_token(struct cli *c)
{
	if (c->opt.demo || !token_load(&c->token, c->target.name))
		return false;
	if (c->token.exposed)
		out_printf(&c->err, TONE_BAD, "%s: %s\n", c->program,
		    _("others may have read the kept session, it is not used: "
		      "please hub logout and sign in again"));
	else if (c->opt.user == NULL || str_eq(c->opt.user, c->token.user))
		return true;
	token_done(&c->token);
	return false;
}

int
cli_open(struct cli *c)
{
	bool kept = !c->local && c->remote == NULL && use_token(c);
	int status = cli_open_plain(c);

	if (status != CLI_DONE || (status = cli_code(c)) != CLI_DONE)
		return status;
	if (c->target.kind == TARGET_SSH || c->remote != NULL)
		c->temporary = !kept && client_token(c->w.client) != NULL;
	if (kept && client_token(c->w.client) == NULL) {
		token_forget(c->target.name); /* ended meanwhile */
		kept = false;
	}
	if (!kept && c->opt.user != NULL)
		return sign_in(c);
	return CLI_DONE;
}

bool
cli_call(
    struct cli *c, const char *op, json_t *params, struct reply *r, int *status)
{
	json_incref(params); /* for once more */
	waiter_call(&c->w, op, params, r);
	if (r->err == E_STEP_UP_REQUIRED && cli_step_up(c, r)) {
		reply_done(r);
		waiter_call(&c->w, op, json_incref(params), r);
	}
	json_decref(params);
	*status = CLI_DONE;
	if (r->ok)
		return true;
	*status = cli_fail(c, r);
	reply_done(r);
	return false;
}

void
cli_print(struct cli *c, const struct reply *r,
    void (*print)(struct out *, const json_t *))
{
	if (c->opt.json) {
		(void)fputs(r->line, stdout);
		(void)fputc('\n', stdout);
		return;
	}
	if (print != NULL)
		print(&c->out, r->data);
	if (r->text[0] != '\0') {
		out_lines(&c->out, TONE_PLAIN, r->text);
		out_newline(&c->out);
	}
}

int
cli_fail(struct cli *c, const struct reply *r)
{
	int status = reply_exit_status(r);

	if (c->opt.json && r->line != NULL) {
		(void)fputs(r->line, stdout);
		(void)fputc('\n', stdout);
		return status;
	}
	out_printf(&c->err, TONE_BAD, "%s: ", c->program);
	cli_print_failure(&c->err, r);
	if (status == CLI_LOGIN && c->opt.user == NULL && c->remote == NULL &&
	    str_eq(c->program, "hub"))
		out_printf(&c->err, TONE_PLAIN, _("Sign in with: %s login\n"),
		    c->program);
	return status;
}

int
cli_run(struct cli *c, const struct cli_cmd *cmd, int argc, char **argv)
{
	struct cli_words w = { .argc = argc, .argv = argv };
	json_t *params;
	struct reply r;
	int status;

	if (cmd->run != NULL)
		return cmd->run(c, argc, argv);
	if (!cli_check(cmd, &w))
		return cli_usage_error(c, w.why);
	if ((status = cli_open(c)) != CLI_DONE)
		return status;
	w.today = c->out.today;
	if (!cli_map(cmd, &w, &params))
		return cli_usage_error(c, w.why);
	if (!cli_call(c, cmd->op, params, &r, &status))
		return status;
	cli_print(c, &r, cmd->print);
	reply_done(&r);
	return CLI_DONE;
}

#define HELP_COLS 38

void
cli_help(struct cli *c, struct out *o, const char *options)
{
	const struct cli_cmd *cmd;
	int n;

	out_printf(o, TONE_PLAIN, "%s %s\n\n", c->program, HUB_VERSION);
	out_lines(o, TONE_PLAIN, options);
	out_newline(o);
	for (cmd = c->commands; cmd->name != NULL; cmd++) {
		n = (int)(strlen(cmd->name) + 1 + strlen(cmd->usage));
		out_printf(o, TONE_HEAD, "  %s", cmd->name);
		out_printf(o, TONE_PLAIN, " %s", cmd->usage);
		if (n >= HELP_COLS) { /* the purpose gets a line of its own */
			out_newline(o);
			n = -2;
		}
		out_printf(
		    o, TONE_DIM, "%*s%s\n", HELP_COLS - n, "", _(cmd->help));
	}
}
