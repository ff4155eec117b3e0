#ifndef TUI_SCREENS_SCR_BLOCK_FORM_H
#define TUI_SCREENS_SCR_BLOCK_FORM_H

#include "tui/screens/screens.h"

/* The form of a new block; presets are looked for in that year. */
void scr_open_block_form(struct ui *ui, int year);

#endif
