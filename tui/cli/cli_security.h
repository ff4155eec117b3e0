#ifndef TUI_CLI_CLI_SECURITY_H
#define TUI_CLI_CLI_SECURITY_H

#include "tui/cli/cli.h"

/* The own account in line mode: second factor, sessions, keys. */

/*
 * Calls an operation that signs in, and asks for the code when one is wanted
 * (terminal, else the next line of standard input). As cli_call.
 */
bool cli_prove(struct cli *c, const char *op, json_t *params, struct reply *r,
    int *status);
/*
 * A key has opened the door, but its account has a second factor: asks for the
 * code. 0, also when none is wanted, or the exit status.
 */
int cli_code(struct cli *c);
/*
 * The server wants to know again who this is: asks for password or code and
 * tells it. False: not given, or wrong (then printed).
 */
bool cli_step_up(struct cli *c, const struct reply *refusal);

int cmd_2fa_setup(struct cli *c, int argc, char **argv);
int cmd_2fa_off(struct cli *c, int argc, char **argv);
int cmd_2fa_codes(struct cli *c, int argc, char **argv);
int cmd_sessions_end(struct cli *c, int argc, char **argv);
int cmd_keys_add(struct cli *c, int argc, char **argv);

/* cli_show_security.c */
void show_2fa(struct out *o, const json_t *data);
void show_2fa_setup(struct out *o, const json_t *data);
void show_codes(struct out *o, const json_t *data);
void show_sessions(struct out *o, const json_t *data);
void show_others_ended(struct out *o, const json_t *data);
void show_ended(struct out *o, const json_t *data);
void show_keys(struct out *o, const json_t *data);
void show_key(struct out *o, const json_t *data);
void show_revoked(struct out *o, const json_t *data);
void show_logins(struct out *o, const json_t *data);
/* What a sign-in has to tell: failed ones before it, few backup codes. */
void show_hints(struct out *o, const json_t *ticket);

#endif
