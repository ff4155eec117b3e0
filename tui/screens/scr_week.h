#ifndef TUI_SCREENS_SCR_WEEK_H
#define TUI_SCREENS_SCR_WEEK_H

/* Private to scr_week.c, scr_week_read.c and scr_week_draw.c. */
#include "tui/screens/screens.h"

enum { WEEK_DAYS = 7, WEEK_HOURS = 12 };

struct week_cell {
	bool exists;
	struct scr_fig fig;
	int appeared, not_appeared; /* of the import, -1: no such figure */
	int64_t flash_until;	    /* just changed by somebody; 0: no */
};

struct week_day {
	int date;
	bool blocked, holiday, beyond, past;
	char reason[96];
	struct week_cell cell[WEEK_HOURS];
};

struct week_state {
	int monday;	/* week that is shown; DATE_NONE: none read yet */
	int want;	/* Monday of the newest request */
	int date, hour; /* cursor */
	int n_days, n_hours;
	int hours[WEEK_HOURS];
	struct week_day days[WEEK_DAYS];
	int outside;
	bool historic; /* figures of the import instead of places */
	int appeared, not_appeared;
	bool booked_view;  /* booked/total instead of free/total */
	int64_t reload_at; /* mono; INT64_MAX: not wanted */
	struct area grid;  /* cells as drawn, for the mouse */
	int col_width, row_height;
	char subtitle[80];
};

/* --- scr_week_read.c --- */
/* Takes an answer of slots.show_week over; the cursor stays if it can. */
void week_take(struct week_state *s, const json_t *data);
/* slots.changed: true when a cell of this week is different now. */
bool week_patch(struct week_state *s, const json_t *data, int64_t mono);
/* Index of the day, of the hour; -1 when it is not in this week. */
int week_day_index(const struct week_state *s, int date);
int week_hour_index(const struct week_state *s, int hour);
/* Cell under the cursor or NULL. */
struct week_cell *week_cursor(struct week_state *s);

/* --- scr_week_draw.c --- */
void week_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
