/*
 * Soft holds (booking.md 7.8): a place kept for a session while its booking
 * form is open. One per session; it counts against everybody else's free.
 */
#include "common/arena.h"
#include "server/availability/availability.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_store.h"

static enum err
need_session(struct call *c)
{
	if (c->session != 0)
		return OK;
	return call_fail_text(c, E_CONFLICT, "%s",
	    call_tr(c,
		"Einen Platz halten kann nur eine angemeldete Sitzung. Ohne "
		"Sitzung bitte direkt buchen",
		"Only a signed-in session can hold a place. Without one, "
		"please book directly"));
}

/* Drops the hold of this session, wherever it is, and tells its slot. */
static enum err
drop(struct call *c, struct hold_row *was)
{
	enum err e;

	if ((e = slots_store_held(c->db, c->session, was)) != OK ||
	    was->start_at == 0)
		return e;
	event_emit(c, EV_SLOT_CHANGED, was->start_at, NULL);
	return slots_store_drop_hold(c->db, c->session);
}

enum err
slots_hold(struct call *c, const struct slots_hold *in, struct hold_result *out)
{
	struct slot_wish w = {
		.date = in->date, .hour = (int)in->hour, .weight = 1
	};
	struct hold_row was, hold;
	enum err e;

	if ((e = need_session(c)) != OK)
		return e;
	if ((e = slots_check(c, &w, &out->fig)) != OK)
		return e;
	if ((e = drop(c, &was)) != OK)
		return e;
	hold = (struct hold_row){ .start_at = out->fig.start_at,
		.session = c->session,
		.opened_at = c->now };
	out->seconds = slots_hold_seconds(c);
	out->expires_at = hold.expires_at =
	    c->now + (int64_t)out->seconds * 1000;
	if ((e = slots_store_sweep(c->db, hold.start_at, c->now)) != OK)
		return e;
	if ((e = slots_store_hold(c->db, &hold)) != OK)
		return e == E_SLOT_FULL ? call_fail(c, e) : e;
	event_emit(c, EV_SLOT_CHANGED, hold.start_at, NULL);
	return OK;
}

enum err
slots_release(struct call *c, bool *released)
{
	struct hold_row was = { .start_at = 0 };
	enum err e;

	if (c->session != 0 && (e = drop(c, &was)) != OK)
		return e;
	*released = was.start_at != 0 && was.expires_at > c->now;
	return OK;
}

enum err
slots_expire(struct call *c)
{
	struct instants slots = { NULL, 0, 0 };
	enum err e;
	int i;

	e = slots_store_expired(c->db, c->arena, c->now, &slots);
	if (e != OK || slots.n == 0)
		return e;
	for (i = 0; i < slots.n; i++)
		event_emit(c, EV_SLOT_CHANGED, slots.row[i], NULL);
	return slots_store_drop_expired(c->db, c->now);
}

enum err
slots_next_expiry(struct call *c, int64_t *at)
{
	return slots_store_next_expiry(c->db, at);
}
