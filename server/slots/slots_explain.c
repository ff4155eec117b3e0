/*
 * Why the figures of a slot are as they are (booking.md 17, slots.explain):
 * availability explains the total, this file what is taken off it.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "server/availability/availability.h"
#include "server/blocks/blocks.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_store.h"

struct explainer {
	struct call *c;
	struct explain *out;
};

static void
add_line(
    void *arg, const char *kind, const char *text, int64_t value, int64_t ref)
{
	struct explainer *x = arg;
	struct explain_line *l = LIST_ADD(x->c->arena, x->out);

	l->kind = arena_strdup(x->c->arena, kind);
	l->text = arena_strdup(x->c->arena, text);
	l->value = value;
	l->ref = ref;
}

static enum err
explain_block(struct explainer *x)
{
	struct slot_fig *f = &x->out->fig;
	struct day_block b;
	enum err e;

	if ((e = blocks_slot(x->c, f->date, f->hour, &b)) != OK || !b.blocked)
		return e;
	f->reason = b.reason;
	f->holiday = b.holiday;
	add_line(x, b.holiday ? "holiday" : "block", b.reason, 0, b.block);
	return OK;
}

/* Who may not see a booking learns that there is one. */
static void
explain_booking(struct explainer *x, const struct booking *b)
{
	struct call *c = x->c;
	const char *text;

	if (slots_may_see(c, b->booked_by))
		text = arena_printf(c->arena, "%s (%s %s)",
		    slots_customer(c, b->last_name, b->first_name),
		    call_tr(c, "gebucht von", "booked by"), b->by_name);
	else
		text = call_tr(c, "Buchung einer anderen Person",
		    "Booking of somebody else");
	add_line(x, "booking", text, b->weight, b->id);
}

static enum err
explain_bookings(struct explainer *x)
{
	const struct slot_fig *f = &x->out->fig;
	struct booking_list l = { NULL, 0, 0 };
	enum err e;
	int i;

	e = slots_store_active(
	    x->c->db, x->c->arena, f->start_at, f->start_at + 1, &l);
	for (i = 0; e == OK && i < l.n; i++)
		explain_booking(x, &l.row[i]);
	return e;
}

static void
explain_holds(struct explainer *x)
{
	const struct slot_fig *f = &x->out->fig;
	struct call *c = x->c;
	int others = f->held - f->my_hold;

	if (f->my_hold)
		add_line(x, "hold",
		    call_tr(c, "Von dieser Sitzung gehalten",
			"Held by this session"),
		    1, 0);
	if (others > 0)
		add_line(x, "hold",
		    call_tr(c, "Von anderen gehalten", "Held by others"),
		    others, 0);
}

static void
explain_sums(struct explainer *x)
{
	const struct slot_fig *f = &x->out->fig;
	struct call *c = x->c;

	add_line(x, "setting",
	    call_tr(c, "Sekunden, die ein Platz gehalten wird",
		"Seconds for which a place is held"),
	    slots_hold_seconds(c), 0);
	if (f->past)
		add_line(x, "sum",
		    call_tr(c, "Der Slot hat schon begonnen",
			"The slot has already started"),
		    0, 0);
	add_line(x, "sum", call_tr(c, "Plätze", "Places"), f->total, 0);
	add_line(x, "sum", call_tr(c, "Belegt", "Booked"), f->booked, 0);
	add_line(x, "sum", call_tr(c, "Gehalten", "Held"), f->held, 0);
	add_line(x, "sum", call_tr(c, "Frei", "Free"), f->free, 0);
}

enum err
slots_explain(
    struct call *c, const struct slots_explain *in, struct explain *out)
{
	struct explainer x = { c, out };
	enum err e;

	memset(out, 0, sizeof(*out));
	if ((e = slots_check_hour(c, (int)in->hour)) != OK)
		return e;
	e = slots_figure(c, in->date, (int)in->hour, &out->fig);
	if (e != OK)
		return e;
	e = availability_explain(c, in->date, (int)in->hour, add_line, &x);
	if (e != OK)
		return e;
	if ((e = explain_block(&x)) != OK)
		return e;
	if ((e = explain_bookings(&x)) != OK)
		return e;
	explain_holds(&x);
	explain_sums(&x);
	return OK;
}
