#ifndef TUI_UI_QR_H
#define TUI_UI_QR_H

#include <stdbool.h>

#include "tui/term/canvas.h"

/*
 * A QR code for a phone to read off the terminal: dark on light in any theme,
 * two modules of free space around it. Half blocks with Unicode, else two
 * blanks per module.
 */
struct qr;

enum { QR_QUIET = 2 };

/* Level L, smallest version. NULL: the text is too long or empty. */
struct qr *qr_new(const char *text);
/* The memory is wiped. Accepts NULL, returns NULL. */
struct qr *qr_free(struct qr *q);
/* Modules per side, the free space not counted. */
int qr_modules(const struct qr *q);
/* Cells that qr_draw needs, with the free space. */
int qr_rows(const struct qr *q, bool ascii);
int qr_cols(const struct qr *q, bool ascii);
/* In the upper left corner of c; false, and nothing drawn: it does not fit. */
bool qr_draw(const struct qr *q, const struct canvas *c);

#endif
