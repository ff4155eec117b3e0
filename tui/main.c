/* hub: the screen client, or one command of line mode. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/str.h"
#include "tui/cli/cli.h"
#include "tui/cli/ssh_entry.h"
#include "tui/tui.h"
#include "tui/ui/i18n.h"

static const char *const names[] = { "--data", "--connect", "--ca", "--user",
	"--lang", "--theme", "--json", "--help", "-h", "--version",
	"--trust-new", "--demo", NULL };
/* Over SSH nothing may name a server, a file or another person. */
static const char *const remote_names[] = { "--lang", "--theme", "--json",
	"--help", "-h", "--version", NULL };

static const char options[] = N_(
    "usage: hub [OPTION ...] [COMMAND ...]\n"
    "Without a command it opens the screen.\n"
    "\n"
    "  --data DIR           the hub of this data folder (DIR/hub.sock)\n"
    "  --connect HOST:PORT  a hub over TLS; also HUB_SERVER or hub.conf\n"
    "  ssh://[USER@]HOST[:PORT]  a hub over SSH, with your key; also behind\n"
    "                       --connect\n"
    "  --ca FILE            trust servers signed by this CA\n"
    "  --trust-new          accept an unknown certificate unseen\n"
    "  --user NAME          sign in as NAME\n"
    "  --demo               without password (demo data of your own)\n"
    "  --lang de|en         language\n"
    "  --theme NAME         colours of the screen\n"
    "  --json               print the answer of the server as one line\n"
    "  --help, --version\n"
    "\n"
    "Days: 2026-11-23, 23.11., mo, morgen, kw48, +3. Passwords are asked,\n"
    "or read from HUB_PASSWORD_FILE or standard input.\n"
    "Exit status: 0 done, 1 failed, 2 usage, 3 not found, 4 conflict,\n"
    "5 not allowed, 6 sign in first, 7 try again later, 8 outcome unknown.\n");

static const char remote_options[] =
    N_("usage: ssh -t HOST              opens the screen\n"
       "       ssh HOST COMMAND ...     runs one command\n"
       "       hub ssh://HOST           the same hub from your own hub\n"
       "\n"
       "  --lang de|en         language\n"
       "  --theme NAME         colours of the screen\n"
       "  --json               print the answer of the server as one line\n"
       "  --help, --version\n"
       "\n"
       "Words are split like in a shell ('...', \"...\", \\), nothing else\n"
       "has a meaning. The session ends with the connection.\n");

static void
help(struct cli *c, struct out *o)
{
	cli_help(c, o, c->remote != NULL ? _(remote_options) : _(options));
}

static int
run_screen(struct cli *c)
{
	struct tui_options o = { .target = &c->target,
		.remote = c->remote != NULL,
		.ssh_key = c->remote != NULL ? c->remote->key : NULL,
		.user = c->opt.user,
		.demo = c->opt.demo,
		.trust_new = c->opt.trust_new,
		.lang = c->opt.lang != NULL ? c->opt.lang : c->conf.language,
		.theme = c->opt.theme != NULL ? c->opt.theme : c->conf.theme };

	return tui_run(&o);
}

static bool
on_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

/* "slots.book" is short for "call slots.book". */
static bool
is_operation(const char *word)
{
	const char *dot = strchr(word, '.');

	return *word >= 'a' && *word <= 'z' && dot != NULL && dot[1] != '\0';
}

static int
unknown_command(struct cli *c, const char *word)
{
	char text[200];

	snprintf(text, sizeof(text),
	    _("unknown command '%.80s' (see hub --help)"), word);
	return cli_usage_error(c, text);
}

static int
run_words(struct cli *c, int argc, char **argv)
{
	const struct cli_cmd *cmd;
	int used;

	cmd = cli_find(c->commands, argc, argv, &used);
	if (cmd != NULL && c->remote != NULL &&
	    (cmd->run == cmd_login || cmd->run == cmd_logout))
		return cli_usage_error(
		    c, _("over SSH nothing is kept: every connection signs in "
			 "with your key and signs out at its end"));
	if (cmd != NULL)
		return cli_run(c, cmd, argc - used, argv + used);
	if (is_operation(argv[0]))
		return cmd_call(c, argc, argv);
	return unknown_command(c, argv[0]);
}

static int
run(struct cli *c, int argc, char **argv)
{
	if (c->opt.help || (argc > 1 && str_eq(argv[1], "help"))) {
		help(c, &c->out);
		return CLI_DONE;
	}
	if (c->opt.demo && c->opt.user == NULL)
		return cli_usage_error(c, _("--demo needs --user NAME"));
	if (c->remote != NULL && c->remote->want == SSH_RELAY)
		return ssh_relay(c->remote, &c->target);
	if (argc > 1)
		return run_words(c, argc - 1, argv + 1);
	if (on_terminal() && !c->opt.json)
		return run_screen(c);
	help(c, &c->err);
	return CLI_USAGE;
}

/* "hub ssh://host ..." is short for --connect. */
static void
take_server(struct cli *c, struct cli_words *w)
{
	int i;

	if (w->argc < 2 || c->opt.connect != NULL ||
	    !str_starts(w->argv[1], "ssh://"))
		return;
	c->opt.connect = w->argv[1];
	for (i = 1; i < w->argc; i++)
		w->argv[i] = w->argv[i + 1]; /* the last one is NULL */
	w->argc--;
}

static int
run_program(struct cli *c, struct cli_words *w)
{
	int status;

	if (!cli_options(
		&c->opt, w, c->remote != NULL ? remote_names : names)) {
		fprintf(stderr, "hub: %s\n", w->why);
		return CLI_USAGE;
	}
	if (c->opt.version) {
		printf("hub %s\n", HUB_VERSION);
		return CLI_DONE;
	}
	if (c->remote == NULL)
		take_server(c, w);
	status = cli_init(c) ? run(c, w->argc, w->argv) : CLI_USAGE;
	cli_done(c);
	return status;
}

/* Started by sshd: the command comes from far away. */
static int
run_remote(struct cli *c, int argc, char **argv)
{
	struct cli_words w = { 0 };
	struct ssh_entry e;
	int status = ssh_entry_open(&e, argc, argv);

	if (status == CLI_DONE) {
		char *none[] = { argv[0], NULL };

		c->remote = &e;
		w.argc = e.want == SSH_LINE ? e.words.argc : 1;
		w.argv = e.want == SSH_LINE ? e.words.argv : none;
		status = run_program(c, &w);
	}
	ssh_entry_done(&e);
	return status;
}

int
main(int argc, char **argv)
{
	struct cli c = { .program = "hub", .commands = hub_commands };
	struct cli_words w = { .argc = argc, .argv = argv };
	int status;

	status = ssh_entry_found(argc, argv) ? run_remote(&c, argc, argv)
					     : run_program(&c, &w);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("hub");
		status = status == CLI_DONE ? CLI_FAILED : status;
	}
	return status;
}
