/* Choice of dated rows, overlap and repetition, change detection: pure parts
 * of the rules of availability. */
#include "server/availability/availability_pick.h"

#include <stddef.h>

#include "common/arena.h"
#include "common/date.h"
#include "server/availability/availability.h"

const char *const source_names[] = { "calendar", "fallback", "manual" };

const struct grid_row *
pick_grid(const struct grid_rows *rows, int date, int weekday, int hour)
{
	const struct grid_row *best = NULL;

	for (int i = 0; i < rows->n; i++) {
		const struct grid_row *r = &rows->row[i];

		if (r->weekday != weekday || r->hour != hour ||
		    r->effective_from > date)
			continue;
		if (best == NULL || r->effective_from > best->effective_from)
			best = r;
	}
	return best;
}

/* Of two rows in force: the later one, of one day the one set last. */
static bool
newer(const struct capacity_row *a, const struct capacity_row *b)
{
	if (a->effective_from != b->effective_from)
		return a->effective_from > b->effective_from;
	if (a->set_at != b->set_at)
		return a->set_at > b->set_at;
	return a->id > b->id;
}

const struct capacity_row *
pick_capacity_hour(
    const struct capacity_rows *rows, int date, int weekday, int hour)
{
	const struct capacity_row *best = NULL;

	for (int i = 0; i < rows->n; i++) {
		const struct capacity_row *r = &rows->row[i];

		if (r->hour != hour || (r->weekdays >> weekday & 1) == 0 ||
		    r->effective_from > date)
			continue;
		if (best == NULL || newer(r, best))
			best = r;
	}
	return best;
}

const struct capacity_row *
pick_capacity(const struct capacity_rows *rows, int date, int weekday, int hour)
{
	const struct capacity_row *r =
	    pick_capacity_hour(rows, date, weekday, hour);

	return r != NULL ? r : pick_capacity_hour(rows, date, weekday, 0);
}

int
span_last_day(const struct ready_span *s)
{
	return s->repeat_until == DATE_NONE ? s->date : s->repeat_until;
}

bool
span_on(const struct ready_span *s, int date)
{
	return date >= s->date && date <= span_last_day(s) &&
	       (date - s->date) % 7 == 0;
}

int
span_overlap(const struct ready_span *s, int date, int hour)
{
	int from = hour * 60, to = from + SLOT_MINUTES;

	if (!span_on(s, date))
		return 0;
	if (s->from_minute > from)
		from = s->from_minute;
	if (s->to_minute < to)
		to = s->to_minute;
	return to > from ? to - from : 0;
}

/* Negative, zero, positive: by start, then consultant. */
static int
compare(const struct entry *a, const struct entry *b)
{
	if (a->start_at != b->start_at)
		return a->start_at < b->start_at ? -1 : 1;
	if (a->consultant != b->consultant)
		return a->consultant < b->consultant ? -1 : 1;
	return 0;
}

static bool
is_in(const int64_t *ids, int n, int64_t id)
{
	for (int i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

void
pick_lost(struct arena *a, const struct scan *s, struct lost_list *out)
{
	const struct entries *old = s->old, *new = s->new;
	struct lost_list list = { 0 };
	int j = 0;

	if (old->n > 0)
		list.row = arena_zalloc(a, (size_t)old->n * sizeof(*list.row));
	for (int i = 0; i < old->n; i++) {
		const struct entry *e = &old->row[i];
		const struct lost *last =
		    list.n > 0 ? &list.row[list.n - 1] : NULL;

		while (j < new->n && compare(&new->row[j], e) < 0)
			j++;
		if (e->start_at <= s->now || e->source == SOURCE_FALLBACK ||
		    (j < new->n &&compare(&new->row[j], e) == 0) ||
		    is_in(s->failed, s->n_failed, e->consultant))
			continue;
		if (last != NULL && last->start_at == e->start_at &&
		    last->consultant == e->consultant)
			continue; /* ready by two sources */
		list.row[list.n].start_at = e->start_at;
		list.row[list.n++].consultant = e->consultant;
	}
	*out = list;
}
