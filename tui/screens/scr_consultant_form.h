#ifndef TUI_SCREENS_SCR_CONSULTANT_FORM_H
#define TUI_SCREENS_SCR_CONSULTANT_FORM_H

#include "tui/screens/screens.h"

/* The form of a consultant; NULL: a new one. */
void scr_open_consultant_form(struct ui *ui, const json_t *consultant);

#endif
