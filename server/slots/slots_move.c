/*
 * Moving a booking (booking.md 11.2): the follow-up is booked and the old one
 * marked in one savepoint, linked both ways. It earns and costs no points.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/availability/availability.h"
#include "server/blocks/blocks.h"
#include "server/rpc/call.h"
#include "server/slots/slots_figures.h"
#include "server/slots/slots_points.h"
#include "server/slots/slots_store.h"

#define PREFIX "Umbuchung von altem Termin."
#define COLOR_MOVED 6
#define TEXT_MAX 2000 /* code points that moves may pile up */

enum { REASON_CUSTOMER, REASON_OVERHANG };

/* 0: keep the weight of the old booking. Only admins choose one. */
static enum err
pick_weight(struct call *c, const struct slots_move *in,
    const struct booking *old, int *weight)
{
	if (in->weight != 0 && !c->actor->is_admin)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Das Gewicht darf nur ein Admin wählen",
			"Only an admin may choose the weight"));
	if (in->weight != 0)
		*weight = (int)in->weight;
	else
		*weight = in->reason == REASON_OVERHANG ? 2 : old->weight;
	return OK;
}

static enum err
check_old(
    struct call *c, const struct slots_move *in, const struct booking *old)
{
	if (!str_eq(old->status, "pending")) {
		jw_kint(call_facts(c), "version", old->version);
		jw_kstr(call_facts(c), "status", old->status);
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Der Termin steht nicht mehr aus. Bitte neu laden",
			"The booking is not pending any more. Please "
			"reload"));
	}
	if (in->date == old->date && in->hour == old->hour)
		return call_invalid(c, "hour", "%s",
		    call_tr(c, "Das ist der bisherige Termin",
			"This is the present appointment"));
	return OK;
}

/* Prefix, note and old text, the prefix once however often it moves. */
static const char *
describe(struct call *c, const char *note, const char *old)
{
	const char *text, *end;
	uint32_t cp;
	int n;

	if (str_starts(old, PREFIX))
		old += strlen(PREFIX);
	old += strspn(old, " \n");
	text = PREFIX;
	if (note != NULL && note[0] != '\0')
		text = arena_printf(
		    c->arena, "%s %s", text, utf8_nfc(c->arena, note));
	if (old[0] != '\0')
		text = arena_printf(c->arena, "%s\n%s", text, old);
	for (n = 0, end = text; n < TEXT_MAX && *end != '\0'; n++)
		end += utf8_next(end, &cp);
	return arena_strndup(c->arena, text, (size_t)(end - text));
}

static int
color_of(const struct booking *old, int weight)
{
	struct booking as = *old;

	if (weight == old->weight)
		return old->color_id;
	as.weight = weight;
	return slots_pending_color(&as);
}

static void
follow_up(struct call *c, const struct slots_move *in,
    const struct booking *old, const struct slot_fig *f, struct booking *b)
{
	int weight = b->weight;

	*b = *old;
	slots_identify(c, b);
	b->weight = weight;
	b->color_id = color_of(old, weight);
	b->date = f->date;
	b->hour = f->hour;
	b->start_at = f->start_at;
	b->end_at = f->start_at + SLOT_MINUTES * 60000;
	b->lead_time_days = f->date - c->today;
	b->booked_at = c->now;
	b->points = 0;
	b->origin = "reschedule";
	b->rescheduled_from = old->id;
	b->rescheduled_to = 0;
	b->rescheduled_by = c->actor->id;
	b->move_reason = NULL;
	b->moves = old->moves + 1;
	b->description = describe(c, in->note, old->description);
}

static enum err
mark_old(struct call *c, const struct slots_move *in, int64_t successor,
    struct booking *old)
{
	bool overhang = in->reason == REASON_OVERHANG;
	struct status_change ch = {
		.status = overhang ? "overhang" : "rescheduled",
		.reason = in->note,
		.color = COLOR_MOVED,
		.session = c->session,
	};
	enum err e;

	old->rescheduled_to = successor;
	old->move_reason = overhang ? "overhang" : "customer";
	if ((e = slots_set_status(c, old, &ch)) != OK)
		return e;
	return slots_store_free(c->db, old->id);
}

static void
audit(struct call *c, const struct booking *old, const struct booking *b)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "booking:%lld", (long long)old->id);
	jw_kint(w, "new_booking", b->id);
	jw_kdate(w, "from_date", old->date);
	jw_kint(w, "from_hour", old->hour);
	jw_kdate(w, "date", b->date);
	jw_kint(w, "hour", b->hour);
	jw_kstr(w, "customer", slots_customer(c, b->last_name, b->first_name));
	jw_kstr(w, "reason", old->move_reason);
	jw_kint(w, "color_id", b->color_id);
	jw_kint(w, "points", 0);
	jw_kstr(w, "calendar_event_id", b->event_id);
	jw_kstr(w, "sync_state", b->sync_state);
}

static void
tell(struct call *c, const struct booking *old, const struct booking *b)
{
	struct moved *ev = arena_zalloc(c->arena, sizeof(*ev));

	ev->old = slots_keep(c, old);
	ev->booking = slots_keep(c, b);
	call_message(c, "%s: %s, %s -> %s",
	    call_tr(c, "Termin verschoben", "Moved"),
	    slots_customer(c, b->last_name, b->first_name),
	    slots_when(c, old->date, old->hour),
	    slots_when(c, b->date, b->hour));
	event_emit(c, EV_BOOKING_CHANGED, old->id, ev->old);
	event_emit(c, EV_BOOKING_MOVED, b->id, ev);
	event_emit(c, EV_SLOT_CHANGED, old->start_at, NULL);
	event_emit(c, EV_SLOT_CHANGED, b->start_at, NULL);
}

static enum err
rebook(struct call *c, const struct slots_move *in, struct booking *old,
    struct booking *b)
{
	struct slot_wish w = { in->date, (int)in->hour, b->weight, old->key,
		old->id };
	struct slot_fig fig;
	enum err e;

	if ((e = slots_check(c, &w, &fig)) != OK)
		return e;
	follow_up(c, in, old, &fig, b);
	if ((e = slots_store_insert(c->db, b)) != OK)
		return e == E_CONFLICT ? call_fail(c, E_DUPLICATE_BOOKING) : e;
	if ((e = mark_old(c, in, b->id, old)) != OK)
		return e;
	return slots_take(c, b->start_at, b->id, b->weight);
}

enum err
slots_move(struct call *c, const struct slots_move *in, struct booking *old,
    struct booking *out)
{
	struct booking b;
	enum err e;

	if ((e = slots_need_account(c)) != OK)
		return e;
	if ((e = slots_load(c, in->id, in->version, old)) != OK)
		return e;
	if ((e = check_old(c, in, old)) != OK)
		return e;
	if ((e = pick_weight(c, in, old, &b.weight)) != OK)
		return e;
	if ((e = rebook(c, in, old, &b)) != OK)
		return e;
	if ((e = slots_booking(c, b.id, out)) != OK)
		return e;
	audit(c, old, out);
	tell(c, old, out);
	return OK;
}

enum err
slots_list_targets(
    struct call *c, const struct slots_targets *in, struct targets *out)
{
	struct day_block day;
	struct booking b;
	enum err e;
	int i;

	memset(out, 0, sizeof(*out));
	if ((e = slots_load(c, in->id, 0, &b)) != OK)
		return e;
	out->date = in->date == DATE_NONE ? c->today + 1 : in->date;
	if (out->date < c->today)
		return call_invalid(c, "date", "%s",
		    call_tr(c, "Der Tag liegt in der Vergangenheit",
			"The day is in the past"));
	if ((e = blocks_day(c, out->date, &day)) != OK)
		return e;
	out->blocked = day.blocked;
	out->reason = day.blocked ? day.reason : NULL;
	e = slots_figures(c, out->date, out->date, &out->figs);
	if (e == OK)
		e = slots_reasons(c, &out->figs);
	if (e != OK)
		return e;
	out->allowed = arena_alloc(c->arena, (size_t)out->figs.n + 1);
	for (i = 0; i < out->figs.n; i++)
		out->allowed[i] = out->figs.row[i].bookable &&
				  out->figs.row[i].free >= b.weight &&
				  out->figs.row[i].start_at != b.start_at;
	return OK;
}
