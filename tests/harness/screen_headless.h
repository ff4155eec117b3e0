#ifndef TESTS_HARNESS_SCREEN_HEADLESS_H
#define TESTS_HARNESS_SCREEN_HEADLESS_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/ui/ui.h"

/*
 * A face without a terminal, for tests that hold the clock: bytes are typed
 * with headless_type, the picture is read as text and inks.
 */
struct ui *headless_ui(int rows, int cols, const struct ui_hooks *hooks);
/* Types bytes at an instant and paints. A lone Esc at the end is complete. */
void headless_type(struct ui *ui, const char *bytes, int64_t mono);
/* Time passes: everything due is done, then painted. */
void headless_tick(struct ui *ui, int64_t mono);
/* Paints and gives the picture; valid until the next call, one at a time. */
const char *headless_text(struct ui *ui);
bool headless_has(struct ui *ui, const char *text);
/* Ink of the first sign of text on the screen; -1 when it is not there. */
int headless_ink(struct ui *ui, const char *text);
/* Row and column where text starts. */
bool headless_find(struct ui *ui, const char *text, int *row, int *col);

#endif
