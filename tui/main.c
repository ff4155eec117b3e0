/* hub: the screen client, or one command of line mode. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/str.h"
#include "tui/cli/cli.h"
#include "tui/tui.h"
#include "tui/ui/i18n.h"

static const char *const names[] = { "--data", "--connect", "--ca", "--user",
	"--lang", "--theme", "--json", "--help", "-h", "--version",
	"--trust-new", "--demo", NULL };

static const char options[] = N_(
    "usage: hub [OPTION ...] [COMMAND ...]\n"
    "Without a command it opens the screen.\n"
    "\n"
    "  --data DIR           the hub of this data folder (DIR/hub.sock)\n"
    "  --connect HOST:PORT  a hub over TLS; also HUB_SERVER or hub.conf\n"
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

static int
run_screen(struct cli *c)
{
	struct tui_options o = { .target = &c->target,
		.user = c->opt.user,
		.demo = c->opt.demo,
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
		cli_help(c, &c->out, _(options));
		return CLI_DONE;
	}
	if (c->opt.demo && c->opt.user == NULL)
		return cli_usage_error(c, _("--demo needs --user NAME"));
	if (argc > 1)
		return run_words(c, argc - 1, argv + 1);
	if (on_terminal() && !c->opt.json)
		return run_screen(c);
	cli_help(c, &c->err, _(options));
	return CLI_USAGE;
}

int
main(int argc, char **argv)
{
	struct cli c = { .program = "hub", .commands = hub_commands };
	struct cli_words w = { .argc = argc, .argv = argv };
	int status;

	if (!cli_options(&c.opt, &w, names)) {
		fprintf(stderr, "hub: %s\n", w.why);
		return CLI_USAGE;
	}
	if (c.opt.version) {
		printf("hub %s\n", HUB_VERSION);
		return CLI_DONE;
	}
	status = cli_init(&c) ? run(&c, w.argc, w.argv) : CLI_USAGE;
	cli_done(&c);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("hub");
		status = status == CLI_DONE ? CLI_FAILED : status;
	}
	return status;
}
