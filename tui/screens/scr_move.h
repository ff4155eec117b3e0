#ifndef TUI_SCREENS_SCR_MOVE_H
#define TUI_SCREENS_SCR_MOVE_H

/* Private to scr_move.c and scr_move_draw.c. */
#include "tui/screens/live.h"
#include "tui/screens/scr_booking.h"
#include "tui/ui/month.h"

enum { MOVE_SLOTS = 12, MOVE_DAYS = 42 };
enum move_part { MOVE_MONTH, MOVE_SLOT, MOVE_FORM };

struct move_target {
	struct scr_fig fig;
	bool allowed;
};

/* What is known of a day for the calendar. */
struct move_day {
	int date;
	unsigned marks;
	int free, total;
};

struct move_state {
	int64_t id;
	struct live booking; /* slots.get */
	struct live days;    /* slots.show_month of the calendar */
	struct live targets; /* slots.list_targets of the date */
	enum move_part part;
	struct month month;
	int shown_month; /* first day of the month that was asked for */
	struct move_day day[MOVE_DAYS];
	int n_days;
	struct move_target slot[MOVE_SLOTS];
	int n_slots, sel;
	int targets_date; /* date of the slots; DATE_NONE: none yet */
	int hour;	  /* wanted, -1: none yet */
	struct form form;
	bool form_ready;
	bool sending;
	bool conflict; /* tell about it when the booking was read */
	struct area slots_at;
};

const json_t *move_booking(const struct move_state *s);
/* Places the follow-up takes, by reason and weight chosen. */
int move_weight(const struct move_state *s);
/* Can it be moved to that slot? */
bool move_possible(const struct move_state *s, const struct move_target *t);
const struct move_target *move_target(const struct move_state *s);
void move_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
