#ifndef TUI_SCREENS_SCR_HUB_H
#define TUI_SCREENS_SCR_HUB_H

/* Private to scr_hub.c and scr_hub_draw.c. */
#include "tui/screens/screens.h"

#define HUB_TOOLS 24

struct hub_state {
	json_t *data; /* of hub.show_dashboard; NULL: not read yet */
	int sel;      /* row of the tool list */
	int top;
	int64_t read_at;	 /* mono of the next reading */
	int64_t key_at;		 /* mono of the last key */
	int64_t now;		 /* server time of the last frame */
	int64_t base, base_mono; /* server time at a moment of ours */
	bool reading, pushed;
	int n_tools;
	struct area list_at;
	/* answers of the dialog about a status */
	char tool[40];
};

/* Label and letter of a status; coming_soon is said of unknown ones. */
const char *hub_status_label(const char *status);
const char *hub_status_letter(const char *status);
const json_t *hub_tool(const struct hub_state *s, int i);

void hub_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
