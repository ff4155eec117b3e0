#ifndef SERVER_AVAILABILITY_AVAILABILITY_REBUILD_H
#define SERVER_AVAILABILITY_AVAILABILITY_REBUILD_H

#include "common/err.h"
#include "server/availability/availability_rows.h"
#include "server/blocks/blocks.h"

struct call;

/* Everything that the figures of the days [from, to] are made from. */
struct basis {
	int from, to;
	int generated; /* last day of the generated window */
	int min_cover; /* minutes of a slot that a span must cover */
	struct grid_rows grid;
	struct capacity_rows capacity;
	struct consultants people; /* by id */
	struct ready_spans spans;  /* by consultant */
	struct specials specials;
	struct externals externals;
	struct block_rows blocks;
};
enum err availability_basis(
    struct call *c, int from, int to, struct basis *out);
/* The day lies behind the generated window: default consultants count. */
bool basis_is_fallback(const struct basis *b, int date);

/* What a rebuild found changed. */
struct rebuilt {
	struct lost_list lost;
	struct changed_list changed;
};
/*
 * availability_rebuild with a report. Days outside [today, horizon] are left
 * out, slots that have started are not touched, rows that stay equal are not
 * written.
 */
enum err availability_rebuild_report(
    struct call *c, int from, int to, struct rebuilt *out);

#endif
