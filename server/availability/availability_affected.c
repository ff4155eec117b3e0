/* Which bookings a cut of availability touches. For the operations that
 * change availability; nothing is written here. */
#include "server/availability/availability_affected.h"

#include "common/arena.h"
#include "server/rpc/call.h"

/* Places of bookings in a slot, external events included. */
static enum err
booked_in(struct call *c, const struct changed *ch, int *booked)
{
	struct taken_list taken;
	enum err e;

	e = availability_store_taken(c->db, c->arena,
	    (const int64_t[2]){ ch->start_at, ch->start_at + 1 },
	    (const int64_t[2]){ c->now, 0 }, &taken);
	if (e != OK)
		return e;
	*booked = ch->external + (taken.n > 0 ? taken.row[0].booked : 0);
	return OK;
}

enum err
affected_slots(struct call *c, const struct changed_list *changed,
    struct overbooked_list *out)
{
	struct overbooked_list l = { 0 };
	int booked;
	enum err e;

	if (changed->n > 0)
		l.row =
		    arena_alloc(c->arena, (size_t)changed->n * sizeof(*l.row));
	for (int i = 0; i < changed->n; i++) {
		const struct changed *ch = &changed->row[i];

		if (ch->total >= ch->total_before)
			continue;
		if ((e = booked_in(c, ch, &booked)) != OK)
			return e;
		if (booked > ch->total)
			l.row[l.n++] = (struct overbooked){ ch->date, ch->hour,
				booked, ch->total };
	}
	*out = l;
	return OK;
}

enum err
affected_bookings(struct call *c, const struct changed_list *changed,
    struct slot_bookings *out)
{
	struct overbooked_list slots;
	struct slot_bookings l = { 0 };
	enum err e;

	if ((e = affected_slots(c, changed, &slots)) != OK)
		return e;
	for (int i = 0; i < slots.n; i++) {
		e = availability_store_bookings(c->db, c->arena,
		    availability_start_at(slots.row[i].date, slots.row[i].hour),
		    &l);
		if (e != OK)
			return e;
	}
	*out = l;
	return OK;
}
