#ifndef TUI_UI_TABS_H
#define TUI_UI_TABS_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/term/canvas.h"

struct mouse;

/* One line of names, one of them open; a rule below it. Two rows. */
struct tabs {
	const char *const *names; /* msgids, ends with NULL */
	int open;
	int cols[17]; /* where they were drawn */
	struct area at;
};

enum { TABS_ROWS = 2 };

void tabs_draw(struct tabs *t, const struct canvas *c);
/* Alt-1 to Alt-9, Ctrl-Left Ctrl-Right, Left Right if arrows. True: moved. */
bool tabs_key(struct tabs *t, uint32_t key, bool arrows);
bool tabs_mouse(struct tabs *t, const struct mouse *m);

#endif
