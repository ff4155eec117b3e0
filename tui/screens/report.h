#ifndef TUI_SCREENS_REPORT_H
#define TUI_SCREENS_REPORT_H

#include "tui/screens/screens.h"

/*
 * What a change of availability did: "lost" (slots that lost a consultant) and
 * "affected" (bookings or slots that have too few places now) of an answer, in
 * a frame over the screen. Without either it is a toast with what alone.
 */
void report_open(struct ui *ui, const char *what, const json_t *data);

#endif
