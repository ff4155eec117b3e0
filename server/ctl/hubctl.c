/*
 * hubctl: the operator's tool on the server. Every command is an operation
 * sent to the running hubd over its local socket.
 */
#include "server/ctl/hubctl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/json.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "tui/cli/cli.h"
#include "tui/cli/cli_show.h"
#include "tui/ui/i18n.h"

/* hubctl health has exit statuses of its own (hub file E1). */
enum { HEALTHY = 0, DEGRADED = 1, UNHEALTHY = 2 };

static const char *const names[] = { "--data", "--as", "--lang", "--json",
	"--help", "-h", "--version", NULL };

static const char options[] =
    N_("usage: hubctl [--data DIR] [--as USER] [--json] COMMAND ...\n"
       "Talks to the running hubd over DIR/hub.sock.\n"
       "\n"
       "  --data DIR     data folder of the hub; else PERSIST_BASE, else the\n"
       "                 installed socket /run/hub/hub.sock\n"
       "  --as USER      act as this account (operators only; audited)\n"
       "  --lang de|en   language\n"
       "  --json         print the answer of the server as one line\n"
       "  --help, --version\n");

/* "call" is for scripts: always the line of the server. */
static int
ctl_call(struct cli *c, int argc, char **argv)
{
	c->opt.json = true;
	return cmd_call(c, argc, argv);
}

static int
health_status(const char *s)
{
	if (str_eq(s, "healthy"))
		return HEALTHY;
	return str_eq(s, "degraded") || str_eq(s, "maintenance") ? DEGRADED
								 : UNHEALTHY;
}

static int
ctl_health(struct cli *c, int argc, char **argv)
{
	struct reply r;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "health");
	if (cli_open(c) != CLI_DONE ||
	    !cli_call(c, "system.check_health", NULL, &r, &status))
		return UNHEALTHY;
	cli_print(c, &r, show_health);
	status = health_status(json_get_str(r.data, "status", ""));
	reply_done(&r);
	return status;
}

static int
ctl_version(struct cli *c, int argc, char **argv)
{
	struct reply r;
	int status;

	(void)argv;
	if (argc > 0)
		return cli_usage_error(c, "version");
	if (!c->opt.json)
		out_printf(&c->out, TONE_PLAIN, "hubctl %s\n", HUB_VERSION);
	if ((status = cli_open(c)) != CLI_DONE ||
	    !cli_call(c, "system.show_version", NULL, &r, &status))
		return status;
	if (c->opt.json)
		cli_print(c, &r, NULL);
	else
		out_printf(&c->out, TONE_PLAIN, "hubd %s\n",
		    json_get_str(r.data, "version", ""));
	reply_done(&r);
	return CLI_DONE;
}

/* Rows of the list whose key is key; owner decrefs. */
static json_t *
only_key(const json_t *data, const char *key)
{
	json_t *found = json_array(), *row;
	size_t i;

	json_array_foreach(json_get(data, "items"), i, row)
	{
		if (str_eq(json_get_str(row, "key", ""), key))
			json_array_append(found, row);
	}
	return json_pack("{s:o}", "items", found);
}

static int
ctl_settings_get(struct cli *c, int argc, char **argv)
{
	struct reply r;
	json_t *data;
	int status;

	if (argc > 1)
		return cli_usage_error(c, "settings get [KEY]");
	if ((status = cli_open(c)) != CLI_DONE ||
	    !cli_call(c, "settings.list_all", NULL, &r, &status))
		return status;
	if (argc == 0 || c->opt.json) {
		cli_print(c, &r, show_settings);
		reply_done(&r);
		return CLI_DONE;
	}
	data = only_key(r.data, argv[0]);
	status = CLI_DONE;
	if (json_array_size(json_get(data, "items")) > 0)
		show_settings(&c->out, data);
	else {
		out_printf(&c->err, TONE_BAD, _("no setting '%s'\n"), argv[0]);
		status = err_info(E_NOT_FOUND)->exit_status;
	}
	json_decref(data);
	reply_done(&r);
	return status;
}

static void
show_setting(struct out *o, const json_t *data)
{
	json_t *list = json_pack("{s:[O]}", "items", json_get(data, "setting"));

	show_settings(o, list);
	json_decref(list);
}

#define BY_POSITION NULL

static const struct cli_cmd commands[] = {
	{ "call", "OP [JSON | name=value ...]",
	    N_("Any operation; prints the answer line"), NULL, { { 0 } }, NULL,
	    ctl_call },
	{ "ops", "[OP]", N_("All operations, or the parameters of one"), NULL,
	    { { 0 } }, NULL, cmd_ops },
	{ "health", "", N_("0 healthy, 1 degraded, 2 unhealthy"), NULL,
	    { { 0 } }, NULL, ctl_health },
	{ "audit verify", "", N_("Is the audit log complete and unchanged?"),
	    NULL, { { 0 } }, NULL, ctl_audit_verify },
	{ "audit search", "[--user NAME] [--type T] [--severity S] ...",
	    N_("Entries of the audit log, newest first"), NULL, { { 0 } }, NULL,
	    ctl_audit_search },
	{ "audit export", "FILE|- [--format csv|json] ...",
	    N_("Entries of the audit log into a file"), NULL, { { 0 } }, NULL,
	    ctl_audit_export },
	{ "user add",
	    "[NAME] [--admin] [--role R] [--display NAME] [--email ADDR] "
	    "[--must-change] [--generate]",
	    N_("New account; the password is asked, read or made"), NULL,
	    { { 0 } }, NULL, ctl_user_add },
	{ "user list",
	    "[--filter TEXT] [--role R] [--state S] [--sort S] [--limit N] "
	    "[--offset N]",
	    N_("Accounts"), "users.list",
	    { { ARG_TEXT, "filter", "--filter", true },
		{ ARG_TEXT, "role", "--role", true },
		{ ARG_TEXT, "state", "--state", true },
		{ ARG_TEXT, "sort", "--sort", true },
		{ ARG_INT, "limit", "--limit", true },
		{ ARG_INT, "offset", "--offset", true } },
	    show_users, NULL },
	{ "user show", "NAME", N_("One account with rights and doors"), NULL,
	    { { 0 } }, NULL, ctl_user_show },
	{ "user disable", "NAME", N_("No sign-in, sessions end"), NULL,
	    { { 0 } }, NULL, ctl_user_disable },
	{ "user enable", "NAME", N_("Let a disabled account in again"), NULL,
	    { { 0 } }, NULL, ctl_user_enable },
	{ "user reset-password", "NAME", N_("New password, shown this once"),
	    NULL, { { 0 } }, NULL, ctl_user_reset_password },
	{ "user reset-2fa", "NAME", N_("Remove the second factor"), NULL,
	    { { 0 } }, NULL, ctl_user_reset_2fa },
	{ "user unlock", "NAME", N_("Clear the counters of failed sign-ins"),
	    NULL, { { 0 } }, NULL, ctl_user_unlock },
	{ "user admin", "NAME on|off", N_("Appoint or dismiss an admin"), NULL,
	    { { 0 } }, NULL, ctl_user_admin },
	{ "user roles", "NAME [ROLE ...]",
	    N_("Set the functional roles; none: take all away"), NULL,
	    { { 0 } }, NULL, ctl_user_roles },
	{ "user grant", "NAME PERMISSION [--remove]",
	    N_("Give one permission besides the roles"), NULL, { { 0 } }, NULL,
	    ctl_user_grant },
	{ "user deny", "NAME PERMISSION [--remove]",
	    N_("Take one permission whatever the roles say"), NULL, { { 0 } },
	    NULL, ctl_user_deny },
	{ "user sessions", "NAME", N_("Open sessions"), NULL, { { 0 } }, NULL,
	    ctl_user_sessions },
	{ "user end-sessions", "NAME [SESSION]", N_("End one session or all"),
	    NULL, { { 0 } }, NULL, ctl_user_end_sessions },
	{ "user logins", "[NAME] [--failed] [--limit N]",
	    N_("Login history, newest first"), NULL, { { 0 } }, NULL,
	    ctl_user_logins },
	{ "user anonymise", "NAME [--name NAME]",
	    N_("Remove the personal data of a disabled account for good"), NULL,
	    { { 0 } }, NULL, ctl_user_anonymise },
	{ "holiday check", "DAY", N_("Is a day blocked?"), "blocks.check",
	    { { ARG_DATE, "date", BY_POSITION, false } }, show_check, NULL },
	{ "holiday upcoming", "[DAYS]", N_("Public holidays ahead"),
	    "blocks.list_upcoming", { { ARG_INT, "days", BY_POSITION, true } },
	    show_holidays, NULL },
	{ "settings get", "[KEY]", N_("Settings and where they come from"),
	    NULL, { { 0 } }, NULL, ctl_settings_get },
	{ "settings set", "KEY VALUE", N_("Change a setting"),
	    "settings.set_key",
	    { { ARG_TEXT, "key", BY_POSITION, false },
		{ ARG_WORDS, "value", BY_POSITION, false } },
	    show_setting, NULL },
	{ "job list", "", N_("Scheduled jobs"), "jobs.list", { { 0 } },
	    show_jobs, NULL },
	{ "job run", "JOB [--dry-run]", N_("Run a job now"), "jobs.run",
	    { { ARG_TEXT, "job", BY_POSITION, false },
		{ ARG_FLAG, "dry_run", "--dry-run", true } },
	    show_job_started, NULL },
	{ "job log", "[JOB] [--run N] [--limit N]",
	    N_("Runs of a job with their log"), "jobs.show_log",
	    { { ARG_TEXT, "job", BY_POSITION, true },
		{ ARG_INT, "run", "--run", true },
		{ ARG_INT, "limit", "--limit", true } },
	    show_job_log, NULL },
	{ "calendar check", "", N_("Can every calendar be read?"), NULL,
	    { { 0 } }, NULL, ctl_calendar_check },
	{ "calendar outbox", "[--state STATE] [--limit N]",
	    N_("Writes that wait for a calendar or failed"),
	    "calendar.list_outbox",
	    { { ARG_TEXT, "state", "--state", true },
		{ ARG_INT, "limit", "--limit", true } },
	    ctl_show_outbox, NULL },
	{ "key rotate", "",
	    N_("New server key; every secret at rest is sealed anew"), NULL,
	    { { 0 } }, NULL, ctl_key_rotate },
	{ "import", "DIR [--dry-run]",
	    N_("Import the files of the older system"), NULL, { { 0 } }, NULL,
	    ctl_import },
	{ "ssh-keys", "[USER [TYPE BASE64]]",
	    N_("Lines of authorized_keys for sshd"), NULL, { { 0 } }, NULL,
	    ctl_ssh_keys },
	{ "version", "", N_("Versions of hubctl and hubd"), NULL, { { 0 } },
	    NULL, ctl_version },
	{ 0 },
};

/* The data folder of the unit file; a trailing /persistent is stripped. */
static char *
persist_base(void)
{
	const char *s = getenv("PERSIST_BASE");
	static const char tail[] = "/persistent";
	size_t n;

	if (s == NULL || *s == '\0')
		return NULL;
	for (n = strlen(s); n > 1 && s[n - 1] == '/'; n--)
		;
	if (n > sizeof(tail) - 1 &&
	    memcmp(s + n - (sizeof(tail) - 1), tail, sizeof(tail) - 1) == 0)
		n -= sizeof(tail) - 1;
	return xstrndup(s, n);
}

static int
run_words(struct cli *c, int argc, char **argv)
{
	const struct cli_cmd *cmd;
	char text[200];
	int used;

	cmd = cli_find(commands, argc, argv, &used);
	if (cmd != NULL)
		return cli_run(c, cmd, argc - used, argv + used);
	if (strchr(argv[0], '.') != NULL)
		return ctl_call(c, argc, argv);
	snprintf(text, sizeof(text),
	    _("unknown command '%.80s' (see hubctl --help)"), argv[0]);
	return cli_usage_error(c, text);
}

static int
run(struct cli *c, int argc, char **argv)
{
	if (c->opt.help || (argc > 1 && str_eq(argv[1], "help"))) {
		cli_help(c, &c->out, _(options));
		return CLI_DONE;
	}
	if (argc > 1)
		return run_words(c, argc - 1, argv + 1);
	cli_help(c, &c->err, _(options));
	return CLI_USAGE;
}

int
main(int argc, char **argv)
{
	struct cli c = {
		.program = "hubctl", .commands = commands, .local = true
	};
	struct cli_words w = { .argc = argc, .argv = argv };
	char *base = NULL;
	int status;

	if (!cli_options(&c.opt, &w, names)) {
		fprintf(stderr, "hubctl: %s\n", w.why);
		return CLI_USAGE;
	}
	if (c.opt.version) {
		printf("hubctl %s\n", HUB_VERSION);
		return CLI_DONE;
	}
	if (c.opt.data_dir == NULL)
		c.opt.data_dir = base = persist_base();
	status = cli_init(&c) ? run(&c, w.argc, w.argv) : CLI_USAGE;
	cli_done(&c);
	free(base);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("hubctl");
		status = status == CLI_DONE ? CLI_FAILED : status;
	}
	return status;
}
