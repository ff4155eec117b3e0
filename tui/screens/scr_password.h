#ifndef TUI_SCREENS_SCR_PASSWORD_H
#define TUI_SCREENS_SCR_PASSWORD_H

#include "tui/screens/screens.h"

/*
 * The own password: old, new, repetition, and how strong the new one is. A
 * page of the security centre, and a screen of its own right after the sign-in
 * with a password that must be changed. Embedded, zeroed at first.
 */
struct password_pane {
	struct form form;
	bool sending;
	void (*done)(struct ui *ui, void *state); /* it was changed */
};

void password_init(struct password_pane *p);
void password_done(struct password_pane *p);
/* intro: a text above the fields; NULL: none. */
void password_draw(struct ui *ui, struct password_pane *p,
    const struct canvas *c, const char *intro);
/*
 * What a key, paste or click did to p->form; sends the change. state is the
 * screen's, which begins with the pane. True: used.
 */
bool password_event(struct ui *ui, void *state, enum form_event ev);

/* The screen right after the sign-in; closes itself. */
extern const struct screen_ops scr_must_change;

#endif
