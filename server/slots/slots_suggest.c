/*
 * Suggestions (booking.md 12.5): the slots worth most, or the nearest free
 * ones around a wish.
 */
#include <stdlib.h>

#include "common/arena.h"
#include "common/date.h"
#include "server/availability/availability.h"
#include "server/rpc/call.h"
#include "server/slots/slots_store.h"

#define NEAR_DAYS 14
#define NEAR_SLOTS 5

struct candidate {
	struct slot_fig fig;
	int64_t distance;
};

/* Slots with room for a weight within days, nearest to an instant first. */
struct search {
	int from, to, weight;
	int64_t target;	 /* instant, 0: order by worth */
	int64_t exclude; /* start of a slot, 0: none */
	int64_t limit;
};

static int
by_distance(const void *x, const void *y)
{
	const struct candidate *a = x, *b = y;

	if (a->distance != b->distance)
		return a->distance < b->distance ? -1 : 1;
	return a->fig.start_at < b->fig.start_at ? -1 : 1;
}

/* Two consultants or more are preferred; then points, date, free places. */
static int
by_worth(const void *x, const void *y)
{
	const struct slot_fig *a = &((const struct candidate *)x)->fig;
	const struct slot_fig *b = &((const struct candidate *)y)->fig;
	bool pair_a = a->consultants >= 2, pair_b = b->consultants >= 2;

	if (pair_a != pair_b)
		return pair_a ? -1 : 1;
	if (a->points != b->points)
		return b->points - a->points;
	if (a->date != b->date)
		return a->date - b->date;
	if (a->free != b->free)
		return b->free - a->free;
	return a->hour - b->hour;
}

static enum err
search(struct call *c, struct search *s, struct fig_list *out)
{
	struct fig_list all;
	struct candidate *found;
	enum err e;
	int i, n = 0;

	*out = (struct fig_list){ NULL, 0, 0 };
	if (s->from < c->today)
		s->from = c->today;
	if (s->to > availability_horizon(c))
		s->to = availability_horizon(c);
	if (s->from > s->to)
		return OK;
	if ((e = slots_figures(c, s->from, s->to, &all)) != OK)
		return e;
	found = arena_alloc(c->arena, (size_t)(all.n + 1) * sizeof(*found));
	for (i = 0; i < all.n; i++) {
		const struct slot_fig *f = &all.row[i];

		if (!f->bookable || f->free < s->weight || f->points <= 0 ||
		    f->start_at == s->exclude)
			continue;
		found[n].fig = *f;
		found[n++].distance = llabs(f->start_at - s->target);
	}
	qsort(found, (size_t)n, sizeof(*found),
	    s->target != 0 ? by_distance : by_worth);
	for (i = 0; i < n && i < s->limit; i++)
		*LIST_ADD(c->arena, out) = found[i].fig;
	return OK;
}

enum err
slots_nearest(struct call *c, const struct slot_wish *w, struct fig_list *out)
{
	struct search s = {
		.from = w->date - NEAR_DAYS,
		.to = w->date + NEAR_DAYS,
		.weight = w->weight,
		.target = availability_start_at(w->date, w->hour),
		.limit = NEAR_SLOTS,
	};

	s.exclude = s.target;
	return search(c, &s, out);
}

enum err
slots_suggest(
    struct call *c, const struct slots_suggest *in, struct fig_list *out)
{
	int around = in->date == DATE_NONE ? c->today : in->date;
	struct search s = {
		.from = around,
		.to = around + (int)in->days,
		.weight = 1,
		.limit = in->limit,
	};
	enum err e;

	if (in->hour >= 0) {
		if ((e = slots_check_hour(c, (int)in->hour)) != OK)
			return e;
		s.from = around - (int)in->days;
		s.target = availability_start_at(around, (int)in->hour);
	}
	return search(c, &s, out);
}
