/*
 * The day view (booking.md 12.1): strip of working days, slots with bookings
 * and special bookings, figures of the older system for past days.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/availability/availability.h"
#include "server/blocks/blocks.h"
#include "server/rpc/call.h"
#include "server/slots/slots_store.h"
#include "server/slots/slots_view.h"

#define SPECIALS_MAX 500

struct day_rows {
	struct booking_list bookings;
	struct special_list specials;
};

static enum err
read_rows(struct call *c, int date, struct day_rows *out)
{
	struct slots_period p = { date, date, SPECIALS_MAX, 0 };
	enum err e;

	memset(out, 0, sizeof(*out));
	e = slots_store_active(
	    c->db, c->arena, tz_day(date), tz_day(date + 1), &out->bookings);
	if (e != OK)
		return e;
	return slots_store_specials(c->db, c->arena, &p, true, &out->specials);
}

static struct day_slot *
find_slot(struct day_view *v, int64_t start_at)
{
	int i;

	for (i = 0; i < v->n_slots; i++) {
		if (v->slot[i].fig.start_at == start_at)
			return &v->slot[i];
	}
	return NULL;
}

/* The day's slots, and one for bookings that stand outside of them. */
static void
make_slots(struct call *c, const struct day_rows *rows, struct day_view *v)
{
	const struct booking_list *l = &rows->bookings;
	int i;

	v->slot = arena_zalloc(
	    c->arena, (size_t)(v->day.n_figs + l->n + 1) * sizeof(*v->slot));
	for (i = 0; i < v->day.n_figs; i++)
		v->slot[v->n_slots++].fig = v->day.figs[i];
	for (i = 0; i < l->n; i++) {
		const struct booking *b = &l->row[i];
		struct slot_fig *f;

		if (find_slot(v, b->start_at) != NULL)
			continue;
		f = &v->slot[v->n_slots++].fig;
		f->date = b->date;
		f->hour = b->hour;
		f->start_at = b->start_at;
		f->past = b->start_at <= c->now;
	}
}

/* Bookings in imported days have no places: their weights are the figure. */
static void
put_bookings(struct call *c, const struct day_rows *rows, struct day_view *v)
{
	const struct booking_list *l = &rows->bookings;
	int i;

	for (i = 0; i < l->n; i++) {
		const struct booking *b = &l->row[i];
		struct day_slot *s = find_slot(v, b->start_at);

		if (!s->fig.in_grid && v->day.n_figs == 0) {
			s->fig.booked += b->weight;
			s->fig.overbooked = true;
		}
		if (slots_may_see(c, b->booked_by))
			*LIST_ADD(c->arena, &s->bookings) = *b;
		else
			s->others++;
	}
}

static void
put_specials(struct call *c, const struct day_rows *rows, struct day_view *v)
{
	int i;

	for (i = 0; i < rows->specials.n; i++) {
		struct special *x = &rows->specials.row[i];
		struct day_slot *s = find_slot(v, x->start_at);

		if (s == NULL)
			continue;
		x->may_see = slots_may_see(c, x->booked_by);
		*LIST_ADD(c->arena, &s->specials) = *x;
	}
}

/* Names of ready consultants, for holders of slots.manage_all. */
static enum err
put_ready(struct call *c, struct day_view *v)
{
	struct ready_list ready;
	enum err e;
	int i, k;

	v->names = call_may(c, P_SLOTS_MANAGE_ALL);
	for (i = 0; v->names && i < v->n_slots; i++) {
		struct day_slot *s = &v->slot[i];

		if (!s->fig.in_grid || s->fig.blocked)
			continue;
		e = availability_ready(c, s->fig.date, s->fig.hour, &ready);
		if (e != OK)
			return e;
		for (k = 0; k < ready.n; k++) {
			if (ready.row[k].special == 0)
				*LIST_ADD(c->arena, &s->ready) =
				    ready.row[k].name;
		}
	}
	return OK;
}

/* A weekend has no slots that would tell of a block. */
static enum err
weekend_block(struct call *c, struct day_sum *d)
{
	struct day_block b;
	enum err e;

	if (d->n_figs > 0 || date_weekday(d->date) < 5)
		return OK;
	if ((e = blocks_day(c, d->date, &b)) != OK || !b.blocked)
		return e;
	d->blocked = true;
	d->holiday = b.holiday;
	d->reason = b.reason;
	return OK;
}

/* Monday to Friday, and Monday and Tuesday of the next week. */
static void
make_strip(const struct day_sums *days, struct day_view *v)
{
	static const int offset[STRIP_DAYS] = { 0, 1, 2, 3, 4, 7, 8 };
	int i;

	for (i = 0; i < STRIP_DAYS; i++)
		v->strip[i] = days->row[offset[i]];
}

enum err
slots_show_day(struct call *c, const struct slots_day *in, struct day_view *out)
{
	int date = in->date == DATE_NONE ? c->today : in->date;
	int monday = date_monday(date);
	struct day_sums days;
	struct day_rows rows;
	enum err e;

	memset(out, 0, sizeof(*out));
	if ((e = slots_days(c, monday, monday + 8, &days)) != OK)
		return e;
	make_strip(&days, out);
	out->day = days.row[date - monday];
	if ((e = weekend_block(c, &out->day)) != OK)
		return e;
	if ((e = read_rows(c, date, &rows)) != OK)
		return e;
	make_slots(c, &rows, out);
	put_bookings(c, &rows, out);
	put_specials(c, &rows, out);
	if ((e = put_ready(c, out)) != OK || date >= c->today)
		return e;
	return slots_store_history(c->db, c->arena, date, date, &out->history);
}
