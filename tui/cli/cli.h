#ifndef TUI_CLI_CLI_H
#define TUI_CLI_CLI_H

#include <stdbool.h>

#include "tui/cli/cli_args.h"
#include "tui/cli/cli_out.h"
#include "tui/cli/cli_token.h"
#include "tui/client/client_wait.h"
#include "tui/client/hub_conf.h"
#include "tui/client/target.h"

struct ssh_entry;

/* Options that stand anywhere on the line. */
struct cli_options {
	const char *data_dir, *connect, *ca_file;
	const char *user, *lang, *theme;
	const char *as; /* hubctl */
	bool json, help, version, trust_new, demo;
};

/* One run of hub or hubctl in line mode. */
struct cli {
	const char *program; /* "hub" or "hubctl" */
	const struct cli_cmd *commands;
	struct cli_options opt;
	struct hub_conf conf;
	const char *lang; /* "de" or "en", as in use */
	struct out out, err;
	struct target target;
	struct cli_token token; /* kept session that is used, or empty */
	struct waiter w;
	const struct ssh_entry *remote; /* started by sshd; or NULL */
	bool local;	 /* hubctl: only the socket, no kept session */
	int patience_ms; /* 0: the usual */
	bool is_open;	 /* w is valid */
	bool temporary;	 /* signed in for this command only */
	char trust_why[512];
};

/* Exit statuses besides those of err.def. */
enum { CLI_DONE = 0, CLI_FAILED = 1, CLI_USAGE = 2, CLI_LOGIN = 6 };

/*
 * Takes the options out of the words (the first, the program, is kept). names
 * lists what this program knows. False: w->why.
 */
bool cli_options(
    struct cli_options *opt, struct cli_words *w, const char *const *names);

/* Language, streams, server. False: printed, exit CLI_USAGE. */
bool cli_init(struct cli *c);
void cli_done(struct cli *c);

/*
 * Connects, and signs in when needed: kept token, --demo, --user with a
 * password. 0 or the exit status, the reason is printed.
 */
int cli_open(struct cli *c);
/* Connects without a session (login). */
int cli_open_plain(struct cli *c);

/* Runs a row of the table. Exit status. */
int cli_run(struct cli *c, const struct cli_cmd *cmd, int argc, char **argv);
/*
 * One call on an open client. True: r holds the answer (reply_done). False:
 * it failed, everything is printed and released; *status is the exit status.
 */
bool cli_call(struct cli *c, const char *op, json_t *params, struct reply *r,
    int *status);
/* Prints an answer: as a line with --json, else through print. */
void cli_print(struct cli *c, const struct reply *r,
    void (*print)(struct out *, const json_t *));
/* Prints why a call failed; exit status. */
int cli_fail(struct cli *c, const struct reply *r);
/* A usage error; CLI_USAGE. */
int cli_usage_error(struct cli *c, const char *text);
/* List of commands and options on f. */
void cli_help(struct cli *c, struct out *o, const char *options);

/* Facts of a refusal (alternatives, bookings); shared with tests. */
void cli_print_failure(struct out *o, const struct reply *r);

/* The commands of hub, and those both programs have. */
extern const struct cli_cmd hub_commands[];
int cmd_call(struct cli *c, int argc, char **argv);
int cmd_ops(struct cli *c, int argc, char **argv);
int cmd_login(struct cli *c, int argc, char **argv);
int cmd_passwd(struct cli *c, int argc, char **argv);
int cmd_logout(struct cli *c, int argc, char **argv);
int cmd_outcomes(struct cli *c, int argc, char **argv);
int cmd_customer_show(struct cli *c, int argc, char **argv);
int cmd_notes_read(struct cli *c, int argc, char **argv);
int cmd_whoami(struct cli *c, int argc, char **argv);

#endif
