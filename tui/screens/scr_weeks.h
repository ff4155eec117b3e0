#ifndef TUI_SCREENS_SCR_WEEKS_H
#define TUI_SCREENS_SCR_WEEKS_H

#include "tui/ui/ui.h"

/* The next weeks with their use (booking.md 12.2); Enter sets the context. */
extern const struct screen_ops scr_weeks;

#endif
