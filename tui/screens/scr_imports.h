#ifndef TUI_SCREENS_SCR_IMPORTS_H
#define TUI_SCREENS_SCR_IMPORTS_H

/* Private to scr_imports.c and scr_imports_report.c. */
#include "tui/screens/screens.h"

struct buf;

/* Report of a run in full; its argument points to the id of the run. */
extern const struct screen_ops scr_imports_report;

/* Translated name and ink of the state of a run. */
const char *import_state(const json_t *run);
int import_state_ink(const json_t *run);
/* The server still works on it. */
bool import_is_busy(const json_t *run);

#endif
