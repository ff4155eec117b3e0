#ifndef TUI_SCREENS_SCR_PEOPLE_PAGES_H
#define TUI_SCREENS_SCR_PEOPLE_PAGES_H

#include "tui/screens/live.h"
#include "tui/screens/scr_people.h"
#include "tui/ui/list.h"
#include "tui/ui/tabs.h"

/* Private to "Online and sign-ins": its state, and what its pages show. */
enum people_tab {
	PEOPLE_ONLINE,
	PEOPLE_LOCKED,
	PEOPLE_LOGINS,
	PEOPLE_STATS,
	PEOPLE_TABS
};

struct people_page {
	struct live live;
	struct list list; /* none for the statistics */
	int64_t now;	  /* ms UTC at mono 0, as of the reading */
};

struct people_state {
	struct tabs tabs;
	struct people_page page[PEOPLE_TABS];
	int64_t refresh_at; /* mono: the regular reading */
	int64_t key_at;	    /* mono of the last key */
	int64_t mono;	    /* of the last draw, for minutes counting down */
	bool failed;	    /* only failed sign-ins */
	int limit;	    /* sign-ins shown */
	int period;	    /* statistics: index of people_days */
};

extern const int people_days[3];
extern const struct list_source *const people_sources[PEOPLE_TABS];

const json_t *people_item(
    const struct people_state *s, enum people_tab tab, int row);
/* Row selected on the open page; NULL: none. */
const json_t *people_selected(const struct people_state *s);
void people_draw(struct ui *ui, void *state, const struct canvas *c);
/* The page of statistics (scr_people_stats.c). */
void people_draw_stats(const struct people_state *s, const struct canvas *c);

#endif
