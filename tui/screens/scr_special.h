#ifndef TUI_SCREENS_SCR_SPECIAL_H
#define TUI_SCREENS_SCR_SPECIAL_H

/* Private to scr_special*.c. */
#include "tui/screens/live.h"

enum { SPECIAL_HOURS = 6 };

struct special_state {
	struct live week;     /* slots.show_week: figures, blocked days */
	struct live ready;    /* availability.get: names */
	struct live specials; /* slots.list_special of the week */
	int monday;
	int date, hour; /* cursor */
	int n_days;
	struct area at;
	int col_width, row_height;
};

extern const int special_hours[SPECIAL_HOURS];

/* Object of the day in the answer of the week; NULL: no such day. */
const json_t *special_day(const struct special_state *s, int date);
/* Names of the ready openers, as array; NULL: none. */
const json_t *special_ready(const struct special_state *s, int date, int hour);
void special_draw(struct ui *ui, void *state, const struct canvas *c);
/* The form of a special booking; ready: openers of the slot. */
void special_open_form(struct ui *ui, int date, int hour, const json_t *ready);
/* Special bookings of that week as a list, to cancel them. */
void special_open_list(struct ui *ui, int monday);

#endif
