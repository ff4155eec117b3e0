#ifndef TUI_CLI_CLI_SECRET_H
#define TUI_CLI_CLI_SECRET_H

#include <stdbool.h>
#include <stddef.h>

/*
 * One secret line: from the file named by HUB_PASSWORD_FILE if use_file, from
 * the terminal without echo (prompt on standard error), else the first line of
 * standard input. Never from arguments. False: cancelled or nothing there.
 */
#define SECRET_MAX 1024

bool secret_read(const char *prompt, bool use_file, char out[SECRET_MAX]);
/* A visible line, with the prompt, only from a terminal. */
bool secret_ask_name(const char *prompt, char out[SECRET_MAX]);
/* Yes or no; no when standard input is no terminal. */
bool secret_confirm(const char *question);
/* Overwrites it. */
void secret_wipe(char s[SECRET_MAX]);

#endif
