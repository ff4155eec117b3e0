#ifndef TUI_SCREENS_SCR_HISTORY_H
#define TUI_SCREENS_SCR_HISTORY_H

/* Private to scr_history.c and scr_history_draw.c. */
#include "tui/screens/live.h"
#include "tui/ui/list.h"

enum { HISTORY_HOURS = 12 };

/* A week of the imported figures, summed from its cells. */
struct history_week {
	int monday;
	int appeared, not_appeared;
};

/* A row of "by weekday" or "by hour": rank 1 to 3 by quota, else 0. */
struct history_row {
	int key; /* weekday, or hour */
	int placed, appeared, rank;
};

struct history_table {
	struct history_row *row;
	int n;
};

struct history_state {
	struct live live;
	struct list list;
	struct history_week *week; /* oldest first */
	int n_weeks, best_rate;	   /* tenths of a percent */
	struct history_table weekdays, hours;
	int first, last; /* dates of the cells */
	int view;	 /* small terminals: 0 weeks, 1 weekdays, 2 hours */
};

/* Appearance in tenths of a percent, half up; 0 of nothing is 0. */
int history_rate(int appeared, int placed);
extern const struct list_source history_source;
void history_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
