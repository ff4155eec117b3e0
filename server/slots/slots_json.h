#ifndef SERVER_SLOTS_SLOTS_JSON_H
#define SERVER_SLOTS_SLOTS_JSON_H

#include "server/slots/slots_view.h"

/*
 * JSON shapes of slots, written the same in answers and as facts of failures.
 * Each writes members or one object into an open writer.
 */

/* Members of a slot's figures, without braces. */
void slots_json_fig(struct jw *w, const struct slot_fig *f);
/* One booking as an object: everything a screen shows. */
struct booking_view {
	struct call *c;
	int64_t undo_id; /* booking this session may undo, or 0 */
	int description; /* code points shown, 0: all */
};
void slots_json_booking(
    struct jw *w, const struct booking_view *v, const struct booking *b);
/* Short form as an object. */
void slots_json_short(struct jw *w, struct call *c, const struct booking *b);
/* "alternatives": [...] */
void slots_json_free(
    struct jw *w, const char *key, const struct fig_list *figs);
/* Member "statistics" (booking.md 12.6). */
void slots_json_stats(struct jw *w, const struct booking_stats *s);
void slots_json_special(struct jw *w, struct call *c, const struct special *s);

#endif
