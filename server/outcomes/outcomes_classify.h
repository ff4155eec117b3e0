#ifndef SERVER_OUTCOMES_OUTCOMES_CLASSIFY_H
#define SERVER_OUTCOMES_OUTCOMES_CLASSIFY_H

#include <stdbool.h>

/* The one classifier of titles and colours (booking.md 10.3). Pure. */
enum outcome_kind {
	OUT_IGNORE, /* placeholder or T1-ready mark */
	OUT_PENDING,
	OUT_COMPLETED,
	OUT_NO_SHOW,
	OUT_GHOST,
	OUT_CANCELLED,
	OUT_RESCHEDULED,
	OUT_OVERHANG,
	OUT_EXIT,
};

struct classified {
	enum outcome_kind outcome;
	const char *status; /* booking status of 10.4 */
	const char *source; /* title, color or default */
};

/* color 0: none. ended: the appointment's end is not in the future. */
struct classified outcomes_classify(const char *title, int color, bool ended);
/* "completed", "no_show", ... */
const char *outcomes_name(enum outcome_kind k);

/* "T1-bereit" and its kin: words t1 and bereit, and no nicht or kein (5.1). */
bool outcomes_is_ready(const char *title);

#endif
