#ifndef TUI_UI_PAGER_H
#define TUI_UI_PAGER_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/term/canvas.h"

struct mouse;

/* Long text, wrapped, with scrolling. Lines starting "# " are headings. */
struct pager {
	char *text;
	int top;
	struct area at;
};

void pager_set(struct pager *p, const char *text); /* copies */
void pager_done(struct pager *p);
void pager_draw(struct pager *p, const struct canvas *c);
bool pager_key(struct pager *p, uint32_t key);
bool pager_mouse(struct pager *p, const struct mouse *m);

#endif
