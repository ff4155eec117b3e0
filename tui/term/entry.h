#ifndef TUI_TERM_ENTRY_H
#define TUI_TERM_ENTRY_H

#include <stdbool.h>
#include <stddef.h>

/* Questions to terminfo, apart because <term.h> has a struct term too. */

/* Is there an entry of that name that can place the cursor? */
bool entry_usable(const char *name, int fd);
/*
 * True colour exists in terminfo only as entries of their own: xterm-256color
 * has xterm-direct. False when there is none for name.
 */
bool entry_direct(const char *name, int fd, char *out, size_t size);
/* Does the open terminal have a string of that name? */
bool entry_has(const char *cap);

#endif
