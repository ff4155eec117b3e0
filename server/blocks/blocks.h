#ifndef SERVER_BLOCKS_BLOCKS_H
#define SERVER_BLOCKS_BLOCKS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Holidays of North Rhine-Westphalia (computed) and custom blocks in one
 * query (booking.md 6, features HOL-01 to 08).
 */
struct call;
struct arena;

struct day_block {
	bool blocked;       /* the whole day */
	bool holiday;
	const char *reason; /* all reasons joined with ", ", in the arena */
	int64_t block;      /* id of the first custom block, or 0 */
};
/* Whole-day state of a date. */
enum err blocks_day(struct call *c, int date, struct day_block *out);
/*
 * State of a slot: whole day, or a time range that overlaps the half-open
 * interval [hour, hour + 2 h) (booking.md 6.2, 19.5).
 */
enum err blocks_slot(struct call *c, int date, int hour,
    struct day_block *out);

#endif
