#ifndef TUI_SCREENS_SCR_USERS_DETAIL_H
#define TUI_SCREENS_SCR_USERS_DETAIL_H

#include "tui/screens/lines.h"
#include "tui/screens/live.h"
#include "tui/screens/scr_users.h"
#include "tui/ui/list.h"
#include "tui/ui/tabs.h"

/* Private to the details of an account: state, and what its pages show. */
struct detail_page {
	struct live live; /* overview: users.get; rights: users.list_roles */
	struct list list; /* none on the overview */
};

struct detail_state {
	struct users_host host; /* first: the actions look for it here */
	int64_t id;
	struct tabs tabs;
	struct detail_page page[USERS_TABS];
	struct lines facts;
	json_t *permissions; /* keys shown on the page of rights, owned */
	char subtitle[2 * SCR_TEXT];
};

/* The account as last read; NULL: not yet. */
const json_t *detail_user(const struct detail_state *s);
/* Row selected on the open page; NULL: none. */
const json_t *detail_row(const struct detail_state *s);
/* Facts of the overview, and the rows of rights, anew from the answers. */
void detail_facts(struct ui *ui, struct detail_state *s);
void detail_permissions(struct detail_state *s);

/* Does one of the lists (grants, denials, effective) have the key? */
bool detail_has(
    const struct detail_state *s, const char *list, const char *permission);
/* Does a role of the account give it? */
bool detail_by_role(const struct detail_state *s, const char *permission);

/* Lists of the pages; NULL for the overview. */
extern const struct list_source *const detail_sources[USERS_TABS];

void detail_draw(struct ui *ui, void *state, const struct canvas *c);

#endif
