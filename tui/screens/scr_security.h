#ifndef TUI_SCREENS_SCR_SECURITY_H
#define TUI_SCREENS_SCR_SECURITY_H

/*
 * The security centre (hub file B11): a screen with pages, each with keys of
 * its own. scr_security.c has the frame and the first two pages,
 * scr_security_lists.c sessions and sign-ins, scr_security_keys.c the keys.
 */
#include "tui/screens/live.h"
#include "tui/screens/scr_password.h"
#include "tui/screens/screens.h"
#include "tui/ui/list.h"
#include "tui/ui/tabs.h"

/* The page that is open first; the others have the same id and state. */
extern const struct screen_ops scr_security;

/* --- private to the files above --- */

enum security_page {
	PAGE_PASSWORD,
	PAGE_FACTOR,
	PAGE_SESSIONS,
	PAGE_KEYS,
	PAGE_LOGINS,
	N_PAGES,
};

struct security {
	struct password_pane password; /* first: password_event needs it */
	struct tabs tabs;
	struct live live[N_PAGES];
	struct list list[N_PAGES];
	const struct client *now; /* whose clock tells how long ago */
};

extern const struct screen_ops security_factor, security_sessions,
    security_keys, security_logins;
extern const struct list_source security_session_source, security_key_source,
    security_login_source;

/* Reads what the open page shows. */
void security_read(struct ui *ui, struct security *s, bool quiet);
/* The selected record of the open list; a toast and NULL without one. */
const json_t *security_selected(struct ui *ui, struct security *s);
const json_t *security_row(const struct security *s, int page, int row);
/* Answer of a change on the open page: told, and read again. */
void security_changed(
    struct ui *ui, struct security *s, const struct client_answer *a);

void security_enter(struct ui *ui, void *state, const void *arg);
void security_leave(struct ui *ui, void *state);
void security_resume(struct ui *ui, void *state);
void security_push(
    struct ui *ui, void *state, const char *event, const void *data);
int64_t security_tick(struct ui *ui, void *state, int64_t mono);
void security_draw(struct ui *ui, void *state, const struct canvas *c);
bool security_key(struct ui *ui, void *state, uint32_t key);
bool security_paste(struct ui *ui, void *state, const char *text);
bool security_mouse(struct ui *ui, void *state, const struct mouse *m);
bool security_may_leave(struct ui *ui, void *state);

/* Below the list of the page: facts of the selected row. */
void security_sessions_foot(
    struct ui *ui, struct security *s, const struct canvas *c);
void security_keys_foot(
    struct ui *ui, struct security *s, const struct canvas *c);
/* Enter on a row of the list of the open page. */
void security_activate(struct ui *ui, struct security *s);

#define SECURITY_PAGE(KEYS)                                             \
	{                                                               \
		.id = "security", .title = N_("Security"),              \
		.state_size = sizeof(struct security), .keys = KEYS,    \
		.enter = security_enter, .leave = security_leave,       \
		.resume = security_resume, .draw = security_draw,       \
		.key = security_key, .paste = security_paste,           \
		.mouse = security_mouse, .push = security_push,         \
		.tick = security_tick, .may_leave = security_may_leave, \
	}

/* Rows that all pages share, at the end of their keys. */
#define SECURITY_KEY_ROWS                                                \
	{                                                                \
		K_ALT | '1', N_("pages"), NULL, NULL, 0, 0,              \
		    N_("Alt-1 to Alt-5 or Ctrl-Left, Ctrl-Right: pages") \
	}

#endif
