#ifndef TUI_CLIENT_STATE_DIR_H
#define TUI_CLIENT_STATE_DIR_H

#include <stdbool.h>
#include <stddef.h>

/*
 * "$XDG_STATE_HOME/hub/NAME" or "~/.local/state/hub/NAME". With create the
 * folders are made (0700). False: no home, too long, or not creatable.
 */
bool state_path(char *out, size_t size, const char *name, bool create);
/* "$XDG_CONFIG_HOME/hub/NAME" or "~/.config/hub/NAME". */
bool config_path(char *out, size_t size, const char *name);
/*
 * Replaces path by text (0600) through a temporary file beside it. False with
 * errno set.
 */
bool state_write(const char *path, const char *text);
/*
 * Whole file of at most max bytes, NUL-terminated, owner frees. Only regular
 * files that belong to this user; NULL otherwise or when there is none.
 */
char *state_read(const char *path, size_t max);

#endif
