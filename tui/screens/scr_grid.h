#ifndef TUI_SCREENS_SCR_GRID_H
#define TUI_SCREENS_SCR_GRID_H

/* Private to scr_grid.c, scr_grid_draw.c and scr_grid_form.c. */
#include "tui/screens/lines.h"
#include "tui/screens/live.h"

enum { GRID_DAYS = 7, GRID_HOURS = 6 };

struct grid_cell {
	bool active, fallback, dated; /* dated: a change is to come */
	int places;
	int from; /* in force since */
};

struct grid_state {
	struct live live;
	int date;      /* the grid of that day; DATE_NONE: today */
	int day, hour; /* cursor, indexes */
	struct grid_cell cell[GRID_DAYS][GRID_HOURS];
	struct lines lines; /* capacity and what is to come */
	struct area at;
	int col_width;
};

extern const int grid_hours[GRID_HOURS];

/* Cells and lines from the newest answer. */
void grid_build(struct grid_state *s);
void grid_draw(struct ui *ui, void *state, const struct canvas *c);
/* "Mon–Thu" of the array of weekdays. Returns out. */
char *grid_weekdays(const json_t *days, char out[SCR_TEXT]);

/* The forms of a cell and of the places. */
void grid_open_cell(struct ui *ui, const struct grid_state *s);
void grid_open_places(struct ui *ui, const struct grid_state *s);

#endif
