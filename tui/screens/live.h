#ifndef TUI_SCREENS_LIVE_H
#define TUI_SCREENS_LIVE_H

#include "tui/screens/screens.h"

/*
 * What a screen shows of the server: the newest answer of one operation, asked
 * again soon after pushes. Embedded in the state of a screen, zeroed at first.
 */
struct live {
	json_t *data;	   /* newest answer; NULL: none yet */
	int64_t newest;	   /* number of the newest request */
	int64_t reload_at; /* mono; 0: not wanted */
};

/* Sends the request; answers of older ones are then ignored. */
void live_read(
    struct ui *ui, void *state, struct live *l, struct tui_request rq);
/*
 * For the answer function: true when data is new. Failures were told; one of
 * the first reading closes the screen.
 */
bool live_take(struct ui *ui, void *state, struct live *l, int64_t tag,
    const struct client_answer *a);
/* After a push: several of them make one reading. */
void live_soon(struct ui *ui, void *state, struct live *l);
/* In tick: true (once) when it is time to read again. */
bool live_due(struct live *l, int64_t mono);
/* When tick is wanted next: INT64_MAX or the time of the next reading. */
int64_t live_next(const struct live *l);
void live_done(struct live *l);
/* The array "items" of the data; NULL while there is none. */
const json_t *live_items(const struct live *l);

/* Wakes the screen of that state not later than at (mono). */
void live_wake(struct ui *ui, const void *state, int64_t at);

#endif
