#ifndef TUI_SCREENS_SCR_SPECIAL_H
#define TUI_SCREENS_SCR_SPECIAL_H

/* Private to scr_special*.c. */
#include "tui/screens/live.h"
#include "tui/ui/list.h"

enum { SPECIAL_DAYS = 7, SPECIAL_HOURS = 12, SPECIAL_NAMES = 32 };

struct special_day {
	int date;
	bool blocked, holiday;
	char reason[96];
	struct scr_fig fig[SPECIAL_HOURS];
	bool exists[SPECIAL_HOURS];
};

struct special_state {
	struct live week, ready, booked; /* of the week that is wanted */
	struct list list;		 /* its special bookings */
	int want;			 /* Monday */
	bool has_week, has_ready, has_booked;
	int date, hour; /* cursor */
	int n_days, n_hours;
	int hours[SPECIAL_HOURS];
	struct special_day days[SPECIAL_DAYS];
	bool in_list;	  /* the list has the keyboard */
	struct area grid; /* as drawn, for the mouse */
	int cell_rows, cell_cols;
	char subtitle[UI_DATE];
};

/* Who is ready in a slot, without those with a special booking there. */
struct special_ready {
	int n;
	int64_t id[SPECIAL_NAMES];
	const char *name[SPECIAL_NAMES]; /* of the answer */
};

/* --- scr_special_read.c --- */
/* Takes the days and hours of s->week over; the cursor stays if it can. */
void special_take_week(struct special_state *s);
int special_day_index(const struct special_state *s, int date);
int special_hour_index(const struct special_state *s, int hour);
/* Row of the list of special bookings, NULL when there is none. */
const json_t *special_row(const struct special_state *s, int row);
bool special_is_at(const json_t *o, int date, int hour);
void special_ready(
    const struct special_state *s, int date, int hour, struct special_ready *);
/* All of them: the names in the order of the server. */
extern const struct list_source special_source;

/* --- scr_special_draw.c --- */
void special_draw(struct ui *ui, void *state, const struct canvas *c);

/* --- scr_special_form.c --- */
/* Its argument: the slot, and who may be taken (only used by admins). */
struct special_arg {
	int date, hour;
	int64_t own; /* consultant of the account, 0: none */
	const char *own_name;
	const struct special_ready *ready;
};
extern const struct screen_ops scr_special_form;

#endif
