#ifndef TUI_SCREENS_SCR_READY_H
#define TUI_SCREENS_SCR_READY_H

#include "tui/screens/screens.h"

/*
 * The form of a ready time. ctx: "consultants" [{id, name}] to choose from,
 * "span" of a changed one, "consultant" and "date" preset for a new one.
 */
void ready_open_form(struct ui *ui, json_t *ctx);

#endif
