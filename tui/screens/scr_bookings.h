#ifndef TUI_SCREENS_SCR_BOOKINGS_H
#define TUI_SCREENS_SCR_BOOKINGS_H

/* Private to scr_bookings.c and scr_bookings_draw.c. */
#include "tui/screens/live.h"
#include "tui/ui/list.h"

enum { BOOKINGS_USERS = 200 };

struct bookings_person {
	int64_t id;
	char name[64];
};

struct bookings_state {
	struct live live;
	struct list list;
	int today;
	bool placed;  /* the cursor went to the next appointment once */
	int period;   /* index into the periods */
	int status;   /* index into the statuses, 0: all */
	int64_t user; /* 0: mine, -1: everybody, else that person */
	char user_name[64];
	struct bookings_person people[BOOKINGS_USERS];
	int n_people;
};

extern const struct list_source bookings_source, bookings_source_all;

const json_t *bookings_row(const struct bookings_state *s, int row);
const char *bookings_period_label(int period);
/* Dates of a period; both DATE_NONE for the usual one. */
void bookings_period(int period, int today, int *from, int *to);
const char *bookings_status_key(int status); /* NULL: all */
void bookings_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
