#ifndef TUI_TERM_ASK_H
#define TUI_TERM_ASK_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Reads one line from the terminal on standard input without showing it, after
 * a prompt on standard error: for line mode, while no screen is open. Ctrl-U
 * empties it. False: Ctrl-C, Ctrl-D, or no terminal; the terminal is as before
 * in any case. out is NUL-terminated, what does not fit is dropped.
 */
bool term_ask_hidden(const char *prompt, char *out, size_t size);

#endif
