/*
 * Figures of slots as a caller sees them (booking.md 4.5), and days made of
 * them. One pass over slot_total and slot_place, whatever the history holds.
 */
#include "server/slots/slots_view.h"

#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/blocks/blocks.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_figures.h"
#include "server/slots/slots_store.h"

/* Any colour but that of a recall: what most bookings earn. */
#define COLOR_USUAL 2

static void
fill(struct call *c, struct slot_fig *f, const struct slot_row *r,
    const struct place_count *p)
{
	int mine = p != NULL && p->mine;
	int free;

	memset(f, 0, sizeof(*f));
	f->date = r->date;
	f->hour = r->hour;
	f->start_at = r->start_at;
	f->in_grid = r->in_grid;
	f->blocked = r->blocked;
	f->total = r->blocked ? 0 : r->total;
	f->external = r->external;
	f->booked = r->external + (p != NULL ? p->booked : 0);
	f->held = p != NULL ? p->held : 0;
	f->my_hold = mine;
	free = f->total - f->booked - (f->held - mine);
	f->free = free > 0 ? free : 0;
	f->consultants = r->consultants;
	f->places_each = r->places_each;
	f->fallback = r->fallback;
	f->past = r->start_at <= c->now;
	f->overbooked = f->booked > f->total;
	f->percent = figures_percent(f->booked, f->total);
	f->points = f->total == 0 ? 0
				  : figures_points(f->booked, f->total, f->hour,
					date_weekday(f->date), COLOR_USUAL);
	f->bookable = !f->past && !f->blocked && f->free > 0 &&
		      f->date <= availability_horizon(c);
}

/* A slot with bookings but without a row: from before the installation. */
static void
fill_orphan(struct call *c, struct slot_fig *f, const struct place_count *p)
{
	struct slot_row r = { .start_at = p->start_at };
	int minute;

	r.date = tz_date(p->start_at, &minute);
	r.hour = minute / 60;
	fill(c, f, &r, p);
}

static enum err
counts(struct call *c, int64_t from, int64_t to, struct place_counts *out)
{
	struct place_query q = { from, to, c->now, c->session };

	return slots_store_counts(c->db, c->arena, &q, out);
}

enum err
slots_figures(struct call *c, int from, int to, struct fig_list *out)
{
	struct place_counts p = { NULL, 0, 0 };
	struct slot_rows rows;
	enum err e;
	int i, k = 0, stale = slots_stale_minutes(c);

	memset(out, 0, sizeof(*out));
	if ((e = availability_range(c, from, to, &rows)) != OK)
		return e;
	if ((e = counts(c, tz_day(from), tz_day(to + 1), &p)) != OK)
		return e;
	out->cap = rows.n + p.n;
	out->row =
	    arena_alloc(c->arena, (size_t)(out->cap + 1) * sizeof(*out->row));
	for (i = 0; i < rows.n; i++) {
		const struct slot_row *r = &rows.row[i];

		while (k < p.n && p.row[k].start_at < r->start_at)
			fill_orphan(c, &out->row[out->n++], &p.row[k++]);
		if (k < p.n && p.row[k].start_at == r->start_at)
			fill(c, &out->row[out->n++], r, &p.row[k++]);
		else
			fill(c, &out->row[out->n++], r, NULL);
	}
	while (k < p.n)
		fill_orphan(c, &out->row[out->n++], &p.row[k++]);
	for (i = 0; i < out->n; i++)
		out->row[i].stale_minutes = stale;
	return OK;
}

enum err
slots_figure(struct call *c, int date, int hour, struct slot_fig *out)
{
	struct place_counts p = { NULL, 0, 0 };
	struct slot_row r;
	enum err e;

	if ((e = availability_slot(c, date, hour, &r)) != OK)
		return e;
	r.date = date;
	r.hour = hour;
	r.start_at = availability_start_at(date, hour);
	if ((e = counts(c, r.start_at, r.start_at + 1, &p)) != OK)
		return e;
	fill(c, out, &r, p.n > 0 ? &p.row[0] : NULL);
	return OK;
}

static enum err
reason_of(struct call *c, struct slot_fig *f)
{
	struct day_block b;
	enum err e;

	if ((e = blocks_slot(c, f->date, f->hour, &b)) != OK)
		return e;
	f->reason = b.blocked ? b.reason : NULL;
	f->holiday = b.holiday;
	return OK;
}

enum err
slots_reasons(struct call *c, struct fig_list *figs)
{
	enum err e;
	int i;

	for (i = 0; i < figs->n; i++) {
		if (!figs->row[i].blocked || figs->row[i].reason != NULL)
			continue;
		if ((e = reason_of(c, &figs->row[i])) != OK)
			return e;
	}
	return OK;
}

/* Sums of the slots that belong to the day; true if all of them are shut. */
static bool
sum_day(struct day_sum *d)
{
	bool shut = true;
	int i;

	for (i = 0; i < d->n_figs; i++) {
		const struct slot_fig *f = &d->figs[i];

		d->total += f->total;
		d->booked += f->booked;
		d->held += f->held;
		d->free += f->bookable ? f->free : 0;
		shut = shut && (f->blocked || !f->in_grid);
	}
	return shut;
}

/* Whole-day block, asked only when the stored figures hint at one. */
static enum err
block_day(struct call *c, struct day_sum *d)
{
	struct day_block b;
	enum err e;
	int i;

	if ((e = blocks_day(c, d->date, &b)) != OK || !b.blocked)
		return e;
	d->blocked = true;
	d->holiday = b.holiday;
	d->reason = b.reason;
	for (i = 0; i < d->n_figs; i++) {
		d->figs[i].blocked = true;
		d->figs[i].reason = b.reason;
		d->figs[i].holiday = b.holiday;
	}
	return OK;
}

/* A weekend without slots needs no reason. */
static bool
may_be_shut(const struct day_sum *d)
{
	return d->n_figs > 0 || date_weekday(d->date) < 5;
}

enum err
slots_days(struct call *c, int from, int to, struct day_sums *out)
{
	struct fig_list figs;
	enum err e;
	int date, k = 0;

	if ((e = slots_figures(c, from, to, &figs)) != OK)
		return e;
	out->n = to - from + 1;
	out->row = arena_zalloc(c->arena, (size_t)out->n * sizeof(*out->row));
	for (date = from; date <= to; date++) {
		struct day_sum *d = &out->row[date - from];

		d->date = date;
		d->past = date < c->today;
		d->beyond = date > availability_horizon(c);
		d->figs = &figs.row[k];
		while (k < figs.n && figs.row[k].date == date) {
			d->n_figs++;
			k++;
		}
		if (sum_day(d) && may_be_shut(d) && (e = block_day(c, d)) != OK)
			return e;
	}
	return slots_reasons(c, &figs);
}
