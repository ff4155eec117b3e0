#ifndef TUI_UI_EDIT_H
#define TUI_UI_EDIT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "tui/term/canvas.h"

/*
 * Text being typed: one line or several, a limit in code points, a cursor that
 * moves by what people see as one character. Used by forms and dialogs.
 */
struct edit {
	char *text; /* valid UTF-8, never NULL after edit_init */
	size_t len, cap;
	size_t pos; /* byte offset of the cursor */
	int max;    /* code points */
	bool multi; /* newlines allowed */
	bool secret;
	int scroll; /* first column or row shown, set by drawing */
	int width;  /* columns at the last drawing, for up and down */
	bool ascii; /* as the grid at the last drawing */
};

void edit_init(struct edit *e, int max, bool multi, bool secret);
/* The memory is wiped. */
void edit_done(struct edit *e);
void edit_set(struct edit *e, const char *text);
/*
 * Letters, arrows, Home End, Ctrl-Left Ctrl-Right (words), Backspace, Delete,
 * Ctrl-A E U K W. False: not a key for it.
 */
bool edit_key(struct edit *e, uint32_t key);
/* Pasted text; newlines become blanks in one line; control signs vanish. */
void edit_insert(struct edit *e, const char *text);
/* Code points. */
int edit_count(const struct edit *e);
/* Fills sp; with focus the cursor is shown. */
void edit_draw(struct edit *e, const struct canvas *c, int ink, bool focus);

#endif
