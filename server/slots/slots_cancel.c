/*
 * Cancelling a booking and taking that back within 30 seconds (booking.md
 * 10.5, 11.1). The place is free at once; the calendar event stays, marked.
 */
#include "common/arena.h"
#include "common/str.h"
#include "server/rpc/call.h"
#include "server/slots/slots_json.h"
#include "server/slots/slots_points.h"
#include "server/slots/slots_store.h"

#define COLOR_CANCELLED 6

static void
audit(struct call *c, const struct booking *b, const char *from, int points)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "booking:%lld", (long long)b->id);
	jw_kdate(w, "date", b->date);
	jw_kint(w, "hour", b->hour);
	jw_kstr(w, "customer", slots_customer(c, b->last_name, b->first_name));
	jw_kstr(w, "from", from);
	jw_kstr(w, "to", b->status);
	jw_kint(w, "color_id", b->color_id);
	jw_kint(w, "points", points);
	jw_kstr(w, "calendar_event_id", b->event_id);
	jw_kstr(w, "sync_state", b->sync_state);
}

static enum err
check_pending(struct call *c, const struct booking *b)
{
	if (str_eq(b->status, "pending"))
		return OK;
	jw_kint(call_facts(c), "version", b->version);
	jw_kstr(call_facts(c), "status", b->status);
	return call_fail_text(c, E_CONFLICT, "%s",
	    call_tr(c, "Der Termin steht nicht mehr aus. Bitte neu laden",
		"The booking is not pending any more. Please reload"));
}

static enum err
check_future(struct call *c, const struct booking *b)
{
	if (b->start_at > c->now)
		return OK;
	return call_fail_text(c, E_SLOT_PAST, "%s",
	    call_tr(c,
		"Der Termin hat schon begonnen. Bitte stattdessen seinen "
		"Status setzen",
		"The appointment has started. Please set its status "
		"instead"));
}

static void
say(struct call *c, const struct booking *b, const char *what)
{
	call_message(c, "%s: %s %s %s", what,
	    slots_customer(c, b->last_name, b->first_name),
	    call_tr(c, "am", "on"), slots_when(c, b->date, b->hour));
}

static void
tell(struct call *c, const struct cancel_result *r)
{
	struct cancelled *ev = arena_zalloc(c->arena, sizeof(*ev));

	ev->booking = slots_keep(c, &r->booking);
	ev->points_reversed = r->points_reversed;
	event_emit(c, EV_BOOKING_CANCELLED, r->booking.id, ev);
	event_emit(c, EV_SLOT_CHANGED, r->booking.start_at, NULL);
}

enum err
slots_cancel(
    struct call *c, const struct slots_cancel *in, struct cancel_result *out)
{
	struct status_change ch = {
		.status = in->kind == 1 ? "exit" : "cancelled",
		.reason = in->reason,
		.color = COLOR_CANCELLED,
		.session = c->session,
	};
	struct booking *b = &out->booking;
	const char *from;
	enum err e;

	if ((e = slots_load(c, in->id, in->version, b)) != OK)
		return e;
	if ((e = check_pending(c, b)) != OK)
		return e;
	if ((e = check_future(c, b)) != OK)
		return e;
	from = b->status;
	e = slots_points_due_back(c, b, &out->points_reversed);
	if (e != OK)
		return e;
	if ((e = slots_set_status(c, b, &ch)) != OK)
		return e;
	if ((e = slots_store_free(c->db, b->id)) != OK)
		return e;
	out->undo_until = c->session != 0 ? c->now + UNDO_MS : 0;
	audit(c, b, from, -out->points_reversed);
	say(c, b, call_tr(c, "Termin abgesagt", "Cancelled"));
	tell(c, out);
	return OK;
}

static enum err
nothing_to_undo(struct call *c)
{
	return call_fail_text(c, E_CONFLICT, "%s",
	    call_tr(c,
		"Hier gibt es nichts rückgängig zu machen. Das geht nur mit "
		"der letzten eigenen Änderung",
		"There is nothing to undo here. Only your own last change "
		"can be undone"));
}

static enum err
last_change(struct call *c, const struct booking *b, struct change_row *ch)
{
	enum err e;

	*ch = (struct change_row){ .id = 0 };
	if (c->session == 0)
		return nothing_to_undo(c);
	e = slots_store_last_change(c->db, c->arena, c->session, ch);
	if (e != OK)
		return e;
	if (ch->id == 0 || ch->booking != b->id || ch->undone_at != 0)
		return nothing_to_undo(c);
	if (ch->at <= c->now - UNDO_MS)
		return call_fail_text(c, E_EXPIRED, "%s",
		    call_tr(c, "Rückgängig geht nur in den ersten 30 Sekunden",
			"Undo works in the first 30 seconds only"));
	if (b->rescheduled_to != 0)
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Eine Verschiebung wird nicht zurückgenommen. Bitte "
			"den "
			"neuen Termin verschieben",
			"A move cannot be undone. Please move the new "
			"booking"));
	return OK;
}

/* The booking stood as this change left it. */
static enum err
check_unchanged(
    struct call *c, const struct booking *b, const struct change_row *ch)
{
	if (str_eq(b->status, ch->to) && b->changed_at == ch->at)
		return OK;
	jw_kint(call_facts(c), "version", b->version);
	return call_fail(c, E_CONFLICT);
}

static enum err
fail_twin(struct call *c, const struct booking *twin)
{
	jw_key(call_facts(c), "booking");
	slots_json_short(call_facts(c), c, twin);
	return call_fail(c, E_DUPLICATE_BOOKING);
}

enum err
slots_retake(struct call *c, const struct booking *b)
{
	struct slot_wish w = { b->date, b->hour, b->weight, b->key, b->id };
	struct booking twin;
	struct slot_fig fig;
	struct fig_list near;
	enum err e;

	if ((e = check_future(c, b)) != OK)
		return e;
	if ((e = slots_check_block(c, &w)) != OK)
		return e;
	e = slots_store_twin(c->db, c->arena, &w, b->start_at, &twin);
	if (e != OK)
		return e;
	if (twin.id != 0)
		return fail_twin(c, &twin);
	if ((e = slots_figure(c, b->date, b->hour, &fig)) != OK)
		return e;
	if (fig.free >= b->weight)
		return slots_take(c, b->start_at, b->id, b->weight);
	if ((e = slots_nearest(c, &w, &near)) != OK)
		return e;
	jw_kdate(call_facts(c), "date", b->date);
	jw_kint(call_facts(c), "hour", b->hour);
	jw_kint(call_facts(c), "free", fig.free);
	jw_kint(call_facts(c), "total", fig.total);
	slots_json_free(call_facts(c), "alternatives", &near);
	return call_fail(c, E_SLOT_FULL);
}

static enum err
restore(struct call *c, struct booking *b, const struct change_row *was)
{
	struct status_change ch = {
		.status = was->from,
		.reason = "undo",
		.source = was->source,
		.color = was->from_color,
	};
	enum err e;

	if ((e = slots_follow_place(c, b, was->from)) != OK)
		return e;
	if ((e = slots_store_mark_undone(c->db, was->id, c->now)) != OK)
		return e;
	if ((e = slots_set_status(c, b, &ch)) != OK)
		return e;
	return slots_points_redo(c, b, was->id);
}

enum err
slots_undo_status(
    struct call *c, const struct slots_id *in, struct booking *out)
{
	struct change_row was;
	const char *from;
	enum err e;

	if ((e = slots_load(c, in->id, 0, out)) != OK)
		return e;
	if ((e = last_change(c, out, &was)) != OK)
		return e;
	if ((e = check_unchanged(c, out, &was)) != OK)
		return e;
	from = out->status;
	if ((e = restore(c, out, &was)) != OK)
		return e;
	audit(c, out, from, 0);
	say(c, out, call_tr(c, "Wiederhergestellt", "Restored"));
	event_emit(c, EV_BOOKING_CHANGED, out->id, slots_keep(c, out));
	event_emit(c, EV_SLOT_CHANGED, out->start_at, NULL);
	return OK;
}
