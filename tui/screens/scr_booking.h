#ifndef TUI_SCREENS_SCR_BOOKING_H
#define TUI_SCREENS_SCR_BOOKING_H

#include "tui/screens/screens.h"

/*
 * One booking with its history; what can be done with it. Opened from lists
 * and from the day. scr_open_cancel asks for the reason at once.
 */
extern const struct screen_ops scr_booking, scr_move;

void scr_open_booking(struct ui *ui, int64_t id);
void scr_open_cancel(struct ui *ui, int64_t id);
/* The way to another slot: date, slot, reason, confirmation. */
void scr_open_move(struct ui *ui, int64_t id);

#endif
