#ifndef TUI_SCREENS_SCR_DAY_H
#define TUI_SCREENS_SCR_DAY_H

/* Private to scr_day.c and scr_day_draw.c. */
#include "tui/screens/screens.h"

struct day_state {
	json_t *data; /* of slots.show_day; NULL: not read yet */
	int date;     /* that is shown; DATE_NONE: none */
	int want;     /* date of the newest request */
	int hour;     /* cursor, -1: no slot */
	int n;	      /* slots */
	int top;      /* first line shown of the details */
	int64_t flash_until;
	int flash_hour;
	int64_t reload_at; /* mono; INT64_MAX: not wanted */
	struct area strip, list;
	int strip_cols, row_height;
	char subtitle[80];
};

/* Slot i of the answer; its index by hour, -1: none. */
const json_t *day_slot(const struct day_state *s, int i);
int day_index(const struct day_state *s, int hour);

void day_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
