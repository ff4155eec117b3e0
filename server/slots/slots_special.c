/*
 * Special bookings T1.5 and UL (booking.md 8): an opener takes himself out of
 * a slot's pool for a meeting in his own calendar. No points, no outcome.
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/availability/availability.h"
#include "server/blocks/blocks.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_figures.h"
#include "server/slots/slots_store.h"

const char *const special_types[] = { "T1.5", "UL", NULL };

static enum err
room_says(struct special_room *r, enum err code, const char *text)
{
	r->allowed = false;
	r->code = code;
	r->text = text;
	return OK;
}

/* The consultant himself, or anybody for an admin. E_FORBIDDEN. */
static enum err
pick_consultant(struct call *c, int64_t asked, struct special_room *r)
{
	int64_t own = 0;
	const char *name = NULL;
	enum err e;

	if (c->actor->id != 0) {
		e = availability_consultant_of(c, c->actor->id, &own, &name);
		if (e != OK)
			return e;
	}
	r->consultant = asked != 0 ? asked : own;
	r->consultant_name = r->consultant == own ? name : NULL;
	if (r->consultant == 0)
		return call_fail_text(c, E_FORBIDDEN, "%s",
		    call_tr(c, "Mit diesem Konto ist kein Berater verknüpft",
			"No consultant is linked to this account"));
	if (r->consultant == own || c->actor->is_admin)
		return OK;
	return call_fail_text(c, E_FORBIDDEN, "%s",
	    call_tr(c, "Für andere bucht nur ein Admin",
		"Only an admin books for others"));
}

/* Place of the consultant in the slot's pool. */
static enum err
check_pool(struct call *c, const struct slot_fig *f, struct special_room *r)
{
	struct ready_list ready;
	enum err e;
	int i;

	e = availability_ready(c, f->date, f->hour, &ready);
	if (e != OK)
		return e;
	for (i = 0; i < ready.n; i++) {
		if (ready.row[i].id == r->consultant)
			break;
	}
	if (i == ready.n)
		return room_says(r, E_NO_AVAILABILITY,
		    call_tr(c, "Der Berater ist in diesem Slot nicht bereit",
			"The consultant is not ready in this slot"));
	r->consultant_name = ready.row[i].name;
	if (ready.row[i].special != 0)
		return room_says(r, E_CONFLICT,
		    call_tr(c,
			"Der Berater hat in diesem Slot schon eine "
			"Sonderbuchung",
			"The consultant has a special booking in this slot "
			"already"));
	if (!figures_special_allowed(r->openers, r->places, r->booked))
		return room_says(r, E_SLOT_FULL,
		    call_tr(c,
			"Ohne diesen Berater reichen die Plätze nicht für "
			"die gebuchten Termine",
			"Without this consultant there are too few places "
			"for the booked appointments"));
	r->allowed = true;
	return OK;
}

static enum err
check_time(struct call *c, const struct slot_fig *f, struct special_room *r)
{
	struct day_block b;
	enum err e;

	if (f->past)
		return room_says(r, E_SLOT_PAST,
		    call_tr(c, "Der Slot hat schon begonnen",
			"The slot has already started"));
	if (f->date > availability_horizon(c))
		return room_says(r, E_BEYOND_HORIZON,
		    call_tr(c, "Der Tag liegt zu weit in der Zukunft",
			"The day is too far ahead"));
	if ((e = blocks_slot(c, f->date, f->hour, &b)) != OK)
		return e;
	if (b.blocked)
		return room_says(r, E_DATE_BLOCKED,
		    arena_printf(c->arena, "%s: %s",
			call_tr(c, "Tag gesperrt", "The day is blocked"),
			b.reason));
	if (!f->in_grid)
		return room_says(r, E_NO_AVAILABILITY,
		    call_tr(c, "Zu dieser Zeit gibt es keinen Slot",
			"There is no slot at this time"));
	return check_pool(c, f, r);
}

static enum err
check_room(struct call *c, const struct slots_check_special *in,
    struct slot_fig *f, struct special_room *r)
{
	enum err e;

	memset(r, 0, sizeof(*r));
	if ((e = slots_check_hour(c, (int)in->hour)) != OK)
		return e;
	if ((e = pick_consultant(c, in->consultant, r)) != OK)
		return e;
	if ((e = slots_figure(c, in->date, (int)in->hour, f)) != OK)
		return e;
	r->openers = f->consultants;
	r->places = f->places_each;
	r->booked = f->booked;
	if (r->openers > 0)
		r->remaining = (r->openers - 1) * r->places;
	return check_time(c, f, r);
}

enum err
slots_check_special(struct call *c, const struct slots_check_special *in,
    struct special_room *out)
{
	struct slot_fig f;

	return check_room(c, in, &f, out);
}

/* The answer of a check as the failure of a booking. */
static enum err
fail_room(struct call *c, const struct special_room *r)
{
	struct jw *w = call_facts(c);

	jw_kint(w, "openers", r->openers);
	jw_kint(w, "places", r->places);
	jw_kint(w, "booked", r->booked);
	jw_kint(w, "remaining", r->remaining);
	return call_fail_text(c, r->code, "%s", r->text);
}

static enum err
check_input(struct call *c, const struct slots_book_special *in)
{
	enum err e = slots_check_name(c, "last_name", in->last_name);

	if (in->first_name != NULL &&
	    slots_check_name(c, "first_name", in->first_name) != OK)
		e = E_VALIDATION;
	if (in->duration != 30 && in->duration != 60 && in->duration != 90)
		e = call_invalid(c, "duration", "%s",
		    call_tr(c, "Möglich sind 30, 60 und 90 Minuten",
			"Possible are 30, 60 and 90 minutes"));
	return e;
}

static const char *
or_empty(struct call *c, const char *s)
{
	return s == NULL ? "" : utf8_nfc(c->arena, s);
}

static void
audit(struct call *c, const struct special *s)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "special:%lld", (long long)s->id);
	jw_kdate(w, "date", s->date);
	jw_kint(w, "hour", s->hour);
	jw_kstr(w, "type", s->type);
	jw_kstr(w, "consultant", s->consultant_name);
	jw_kstr(w, "customer", slots_customer(c, s->last_name, s->first_name));
	jw_kstr(w, "calendar_event_id", s->event_id);
	jw_kstr(w, "sync_state", s->sync_state);
}

/* What follows a change: the pool is counted anew, others are told. */
static enum err
finish(struct call *c, const struct special *s, const char *what)
{
	struct special *kept = arena_alloc(c->arena, sizeof(*kept));
	enum err e;

	*kept = *s;
	if ((e = availability_rebuild(c, s->date, s->date)) != OK)
		return e;
	audit(c, s);
	call_message(c, "%s: %s %s %s %s", what, s->type,
	    slots_customer(c, s->last_name, s->first_name),
	    call_tr(c, "am", "on"), slots_when(c, s->date, s->hour));
	event_emit(c, EV_SPECIAL_CHANGED, s->id, kept);
	event_emit(c, EV_SLOT_CHANGED, s->start_at, NULL);
	return OK;
}

static void
rights(struct call *c, int64_t own, struct special *s)
{
	s->may_see = s->consultant == own || slots_may_see(c, s->booked_by);
	s->may_cancel = s->cancelled_at == 0 && s->start_at > c->now &&
			(c->actor->is_admin || s->consultant == own);
}

static enum err
own_consultant(struct call *c, int64_t *own)
{
	const char *name;

	*own = 0;
	if (c->actor->id == 0)
		return OK;
	return availability_consultant_of(c, c->actor->id, own, &name);
}

enum err
slots_special(struct call *c, int64_t id, struct special *out)
{
	int64_t own;
	enum err e;

	if ((e = slots_store_special(c->db, c->arena, id, out)) != OK)
		return e;
	if (out->id == 0)
		return call_fail(c, E_NOT_FOUND);
	if ((e = own_consultant(c, &own)) == OK)
		rights(c, own, out);
	return e;
}

static void
from_input(struct call *c, const struct slots_book_special *in,
    const struct slot_fig *f, struct special *s)
{
	struct booking id = { .id = 0 };

	slots_identify(c, &id);
	s->event_id = id.event_id;
	s->sync_state = id.sync_state;
	s->start_at = f->start_at;
	s->date = f->date;
	s->hour = f->hour;
	s->minute = in->time >= 0 ? in->time : f->hour * 60;
	s->duration = (int)in->duration;
	s->type = special_types[in->type];
	s->last_name = utf8_nfc(c->arena, in->last_name);
	s->first_name = or_empty(c, in->first_name);
	s->description = or_empty(c, in->description);
	s->booked_by = c->actor->id;
}

enum err
slots_book_special(struct call *c, const struct slots_book_special *in,
    struct special *out, struct special_room *room)
{
	struct slots_check_special q = { in->date, in->hour, in->consultant };
	struct special s = { .id = 0 };
	struct slot_fig f;
	enum err e;

	if ((e = slots_need_account(c)) != OK)
		return e;
	if ((e = check_input(c, in)) != OK)
		return e;
	if ((e = check_room(c, &q, &f, room)) != OK)
		return e;
	if (!room->allowed)
		return fail_room(c, room);
	from_input(c, in, &f, &s);
	s.consultant = room->consultant;
	if ((e = slots_store_special_insert(c->db, &s, c->now)) != OK)
		return e == E_CONFLICT ? call_fail(c, e) : e;
	if ((e = slots_special(c, s.id, out)) != OK)
		return e;
	return finish(c, out,
	    call_tr(c, "Sonderbuchung angelegt", "Special booking made"));
}

static enum err
check_cancel(
    struct call *c, const struct slots_version *in, const struct special *s)
{
	int64_t own;
	enum err e;

	if ((e = own_consultant(c, &own)) != OK)
		return e;
	if (s->consultant != own && !c->actor->is_admin)
		return call_fail(c, E_FORBIDDEN);
	if ((in->version != 0 && in->version != s->version) ||
	    s->cancelled_at != 0) {
		jw_kint(call_facts(c), "version", s->version);
		return call_fail(c, E_CONFLICT);
	}
	if (s->start_at <= c->now)
		return call_fail_text(c, E_SLOT_PAST, "%s",
		    call_tr(c, "Eine vergangene Sonderbuchung bleibt stehen",
			"A special booking of the past stays"));
	return OK;
}

enum err
slots_cancel_special(
    struct call *c, const struct slots_version *in, struct special *out)
{
	enum err e;

	if ((e = slots_special(c, in->id, out)) != OK)
		return e;
	if ((e = check_cancel(c, in, out)) != OK)
		return e;
	out->cancelled_at = c->now;
	out->may_cancel = false;
	out->version++;
	if ((e = slots_store_special_cancel(c->db, out)) != OK)
		return e;
	return finish(c, out,
	    call_tr(c, "Sonderbuchung abgesagt", "Special booking cancelled"));
}

enum err
slots_list_special(
    struct call *c, const struct slots_period *in, struct special_list *out)
{
	struct slots_period p = *in;
	int64_t own;
	enum err e;
	int i;

	memset(out, 0, sizeof(*out));
	if (p.from == DATE_NONE)
		p.from = c->today;
	if (p.to == DATE_NONE)
		p.to = availability_horizon(c);
	if ((e = own_consultant(c, &own)) != OK)
		return e;
	e = slots_store_specials(c->db, c->arena, &p, false, out);
	for (i = 0; e == OK && i < out->n; i++)
		rights(c, own, &out->row[i]);
	return e;
}
