#ifndef TUI_SCREENS_SCR_BOOKING_FACTS_H
#define TUI_SCREENS_SCR_BOOKING_FACTS_H

#include "tui/screens/lines.h"

/* Fills l with all that slots.get knows of a booking. */
void booking_facts(struct lines *l, const json_t *data, int today);

#endif
