#ifndef TUI_UI_MONTH_H
#define TUI_UI_MONTH_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/term/canvas.h"

struct mouse;

/*
 * One month with its ISO weeks: 8 rows, 26 columns. Arrows move by day and
 * week, PgUp PgDn by month, Home goes to today.
 */
enum {
	DAY_BLOCKED = 1, /* greyed, Enter refuses */
	DAY_MARK = 2,	 /* a dot beside the number */
	DAY_HOLIDAY = 4,
};

struct month {
	int date;  /* selected day number */
	int today; /* DATE_NONE: not marked */
	/* DAY_* of a date; NULL: none. */
	unsigned (*marks)(void *ctx, int date);
	void *ctx;
	bool idle;
	struct area at;
};

enum { MONTH_ROWS = 8, MONTH_COLS = 26 };

enum month_event { MONTH_IGNORED, MONTH_MOVED, MONTH_CHOSEN };

void month_draw(struct month *m, const struct canvas *c);
enum month_event month_key(struct month *m, uint32_t key);
enum month_event month_mouse(struct month *m, const struct mouse *mouse);
/* Same day n months on; the last of the month when it is shorter. */
int month_add(int date, int n);

#endif
