#ifndef TUI_CLI_CLI_TOKEN_H
#define TUI_CLI_CLI_TOKEN_H

#include <stdbool.h>

/*
 * The session that "hub login" keeps for one server: a file in the XDG state
 * folder (0600), bound to the identity of the server.
 */
struct cli_token {
	char *identity; /* client_identity at the sign-in */
	char *user;
	char *token;
	bool exposed; /* others may have read it: not to be used */
};

/* server: name of the target. False: none (out is empty). */
bool token_load(struct cli_token *out, const char *server);
/* False with errno set. */
bool token_save(const struct cli_token *t, const char *server);
void token_forget(const char *server);
void token_done(struct cli_token *t);

#endif
