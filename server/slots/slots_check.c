/*
 * The checks a slot must pass before somebody is put into it, in the order of
 * booking.md 7.3; the first failure wins and carries its facts.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/utf8.h"
#include "server/availability/availability.h"
#include "server/blocks/blocks.h"
#include "server/rpc/call.h"
#include "server/slots/slots_json.h"
#include "server/slots/slots_store.h"

enum err
slots_check_hour(struct call *c, int hour)
{
	if (availability_is_hour(hour))
		return OK;
	return call_invalid(c, "hour", "%s",
	    call_tr(c, "Möglich sind 9, 11, 14, 16, 18 und 20 Uhr",
		"Possible hours are 9, 11, 14, 16, 18 and 20"));
}

enum err
slots_check_name(struct call *c, const char *field, const char *name)
{
	if (strpbrk(name, "()") == NULL)
		return OK;
	return call_invalid(c, field, "%s",
	    call_tr(c, "Klammern sind in Namen nicht möglich",
		"Parentheses are not possible in names"));
}

static void
slot_facts(struct call *c, const struct slot_wish *w)
{
	struct jw *f = call_facts(c);

	jw_kdate(f, "date", w->date);
	jw_kint(f, "hour", w->hour);
}

/* Fails with the nearest free slots as a way out. */
static enum err
fail_with_alternatives(struct call *c, const struct slot_wish *w, enum err e)
{
	struct fig_list near;
	enum err why;

	if ((why = slots_nearest(c, w, &near)) != OK)
		return why;
	slots_json_free(call_facts(c), "alternatives", &near);
	return call_fail(c, e);
}

static enum err
check_horizon(struct call *c, const struct slot_wish *w)
{
	int last = availability_horizon(c);

	if (w->date <= last)
		return OK;
	jw_kdate(call_facts(c), "limit", last);
	return call_fail_text(c, E_BEYOND_HORIZON, "%s %d %s",
	    call_tr(c, "Buchbar sind höchstens", "Only"), last - c->today,
	    call_tr(c, "Tage im Voraus", "days ahead can be booked"));
}

enum err
slots_check_block(struct call *c, const struct slot_wish *w)
{
	struct day_block b;
	enum err e;
	struct jw *f;

	if ((e = blocks_slot(c, w->date, w->hour, &b)) != OK || !b.blocked)
		return e;
	f = call_facts(c);
	slot_facts(c, w);
	jw_kstr(f, "reason", b.reason);
	jw_kbool(f, "holiday", b.holiday);
	call_fail_text(c, E_DATE_BLOCKED, "%s: %s",
	    call_tr(c, "Tag gesperrt", "The day is blocked"), b.reason);
	return fail_with_alternatives(c, w, E_DATE_BLOCKED);
}

static enum err
fail_duplicate(struct call *c, enum err e, const struct booking *b)
{
	jw_key(call_facts(c), "booking");
	slots_json_short(call_facts(c), c, b);
	return call_fail(c, e);
}

static enum err
check_duplicates(struct call *c, const struct slot_wish *w, int64_t start_at)
{
	struct booking b;
	enum err e;

	if (w->key == NULL)
		return OK;
	e = slots_store_twin(c->db, c->arena, w, start_at, &b);
	if (e != OK)
		return e;
	if (b.id != 0)
		return fail_duplicate(c, E_DUPLICATE_BOOKING, &b);
	if (call_confirmed(c, "DUPLICATE"))
		return OK;
	e = slots_store_other(c->db, c->arena, w, c->now, &b);
	if (e != OK || b.id == 0)
		return e;
	return fail_duplicate(c, E_CONFIRM_DUPLICATE, &b);
}

static enum err
check_room(struct call *c, const struct slot_wish *w, const struct slot_fig *f)
{
	struct jw *facts;
	enum err e = OK;

	if (!f->in_grid || f->consultants <= 0)
		e = E_NO_AVAILABILITY;
	else if (f->free < w->weight)
		e = E_SLOT_FULL;
	if (e == OK)
		return OK;
	facts = call_facts(c);
	slot_facts(c, w);
	jw_kint(facts, "free", f->free);
	jw_kint(facts, "total", f->total);
	return fail_with_alternatives(c, w, e);
}

enum err
slots_check(struct call *c, const struct slot_wish *w, struct slot_fig *out)
{
	int64_t start_at;
	enum err e;

	if ((e = slots_check_hour(c, w->hour)) != OK)
		return e;
	start_at = availability_start_at(w->date, w->hour);
	if (start_at <= c->now) {
		slot_facts(c, w);
		return call_fail(c, E_SLOT_PAST);
	}
	if ((e = check_horizon(c, w)) != OK)
		return e;
	if ((e = slots_check_block(c, w)) != OK)
		return e;
	if ((e = check_duplicates(c, w, start_at)) != OK)
		return e;
	if ((e = slots_figure(c, w->date, w->hour, out)) != OK)
		return e;
	return check_room(c, w, out);
}
