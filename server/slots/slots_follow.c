/*
 * Bookings follow what people do in the calendar (booking.md 9.7): it has
 * happened, so nothing is refused; what exceeds the slot is marked.
 */
#include "common/str.h"
#include "server/rpc/call.h"
#include "server/slots/slots_store.h"

/* The customer must not stand twice in a slot. */
static enum err
check_twin(struct call *c, const struct booking *b)
{
	struct slot_wish w = { b->date, b->hour, b->weight, b->key, b->id };
	struct booking twin;
	enum err e = slots_store_twin(c->db, c->arena, &w, b->start_at, &twin);

	return e != OK ? e : twin.id != 0 ? E_DUPLICATE_BOOKING : OK;
}

static enum err
take(struct call *c, const struct booking *b, bool *over)
{
	enum err e = slots_store_sweep(c->db, b->start_at, c->now);
	int left;

	for (left = b->weight; e == OK && left > 0; left--) {
		e = slots_store_take(c->db, b->start_at, b->id);
		if (e != E_SLOT_FULL)
			continue;
		*over = true;
		e = slots_store_take_over(c->db, b->start_at, b->id, 1);
	}
	return e;
}

static enum err
follow_place(
    struct call *c, const struct booking *b, const char *to, bool *over)
{
	bool frees = slots_status_frees(to);

	if (frees == slots_status_frees(b->status))
		return OK;
	return frees ? slots_store_free(c->db, b->id) : take(c, b, over);
}

enum err
slots_told_status(struct call *c, struct booking *b,
    const struct status_change *ch, bool *over)
{
	enum err e = OK;

	*over = false;
	if (!slots_status_frees(ch->status))
		e = check_twin(c, b);
	if (e != OK || (e = follow_place(c, b, ch->status, over)) != OK ||
	    (e = slots_set_status(c, b, ch)) != OK)
		return e;
	event_emit(c, EV_STATUS_SET, b->id, slots_keep(c, b));
	event_emit(c, EV_SLOT_CHANGED, b->start_at, NULL);
	return OK;
}

enum err
slots_told_entry(
    struct call *c, const struct booking *was, struct booking *now, bool *over)
{
	bool moves = was->start_at != now->start_at;
	bool holds = !slots_status_frees(was->status);
	enum err e = OK;

	*over = false;
	if (holds && (e = check_twin(c, now)) != OK)
		return e;
	if (holds && moves && (e = slots_store_free(c->db, was->id)) != OK)
		return e;
	now->version = was->version + 1;
	if ((e = slots_store_told(c->db, now)) != OK)
		return e;
	if (holds && moves && (e = take(c, now, over)) != OK)
		return e;
	event_emit(c, EV_BOOKING_CHANGED, now->id, slots_keep(c, now));
	event_emit(c, EV_SLOT_CHANGED, now->start_at, NULL);
	if (moves)
		event_emit(c, EV_SLOT_CHANGED, was->start_at, NULL);
	return OK;
}

enum err
slots_told_event(struct call *c, struct booking *b, const char *event_id)
{
	b->event_id = event_id;
	b->version++;
	return slots_store_told(c->db, b);
}
