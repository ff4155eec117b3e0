/* Writes rows of availability as JSON; called by availability_rpc. */
#include "server/availability/availability_json.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "server/rpc/call.h"
#include "server/slots/slots_figures.h"

#define COLOR_USUAL 2

static void
begin(struct jw *w, const char *key)
{
	if (key != NULL)
		jw_kobject(w, key);
	else
		jw_object(w);
}

static void
kclock(struct jw *w, const char *key, int minute)
{
	unsigned m = (unsigned)minute;
	char text[6]; /* "24:00" */

	snprintf(text, sizeof(text), "%02u:%02u", m / 60 % 100, m % 60);
	jw_kstr(w, key, text);
}

void
person_json(struct jw *w, const char *key, int64_t id, const char *name)
{
	jw_kobject(w, key);
	jw_kint(w, "id", id);
	jw_kstr(w, "name", name);
	jw_end_object(w);
}

void
span_json(struct jw *w, const char *key, const struct ready_span *s)
{
	begin(w, key);
	jw_kint(w, "id", s->id);
	jw_kint(w, "version", s->version);
	person_json(w, "consultant", s->consultant, s->consultant_name);
	jw_kdate(w, "date", s->date);
	kclock(w, "from", s->from_minute);
	kclock(w, "to", s->to_minute);
	if (s->repeat_until != DATE_NONE)
		jw_kdate(w, "repeat_until", s->repeat_until);
	jw_kstr(w, "added_by", s->added_by);
	jw_kinstant(w, "added_at", s->added_at);
	jw_end_object(w);
}

void
consultant_json(struct jw *w, const char *key, const struct consultant *r)
{
	begin(w, key);
	jw_kint(w, "id", r->id);
	jw_kint(w, "version", r->version);
	jw_kstr(w, "name", r->name);
	jw_kstr(w, "calendar_id", r->calendar_id);
	jw_kbool(w, "active", r->active);
	jw_kbool(w, "default_pool", r->default_pool);
	if (r->account != 0)
		person_json(w, "account", r->account, r->account_name);
	jw_kint(w, "sort", r->sort);
	jw_end_object(w);
}

/* Of any booking but a recall, which earns half. */
static int
points_of(const struct found_slot *f)
{
	const struct slot_row *s = &f->slot;

	if (s->total == 0)
		return 0;
	return figures_points(
	    f->booked, s->total, s->hour, date_weekday(s->date), COLOR_USUAL);
}

static void
figures_json(struct jw *w, const struct found_slot *f)
{
	jw_kint(w, "hour", f->slot.hour);
	jw_kinstant(w, "start_at", f->slot.start_at);
	jw_kint(w, "total", f->slot.total);
	jw_kint(w, "booked", f->booked);
	jw_kint(w, "held", f->held);
	jw_kint(w, "free", f->free);
	jw_kint(w, "consultants", f->slot.consultants);
	jw_kint(w, "places_each", f->slot.places_each);
	jw_kint(w, "percent", f->percent);
	jw_kbool(w, "fallback", f->slot.fallback);
	jw_kbool(w, "past", f->past);
	jw_kbool(w, "blocked", f->slot.blocked);
	if (f->reason != NULL) {
		jw_kstr(w, "reason", f->reason);
		jw_kbool(w, "holiday", f->holiday);
	}
	jw_kbool(w, "bookable", f->bookable);
	jw_kbool(w, "overbooked", f->overbooked);
	jw_kint(w, "points", points_of(f));
	jw_kbool(w, "my_hold", f->mine);
}

void
found_json(struct jw *w, const struct found_slots *l)
{
	jw_karray(w, "slots");
	for (int i = 0; i < l->n; i++) {
		jw_object(w);
		figures_json(w, &l->row[i]);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
ready_json(struct jw *w, const struct ready_list *l)
{
	jw_karray(w, "consultants");
	for (int i = 0; i < l->n; i++) {
		jw_object(w);
		jw_kint(w, "id", l->row[i].id);
		jw_kstr(w, "name", l->row[i].name);
		jw_kstr(w, "source", l->row[i].source);
		if (l->row[i].special != 0)
			jw_kbool(w, "special", true);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
entries_json(struct jw *w, const struct span_list *l)
{
	jw_karray(w, "entries");
	for (int i = 0; i < l->n_slots; i++) {
		jw_object(w);
		jw_kdate(w, "date", l->slot[i].date);
		jw_kint(w, "hour", l->slot[i].hour);
		ready_json(w, &l->slot[i].ready);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
lost_json(struct jw *w, const struct lost_list *l)
{
	jw_karray(w, "lost");
	for (int i = 0; i < l->n; i++) {
		jw_object(w);
		jw_kdate(w, "date", l->row[i].date);
		jw_kint(w, "hour", l->row[i].hour);
		jw_kstr(w, "consultant", l->row[i].name);
		jw_end_object(w);
	}
	jw_end_array(w);
}

/* As in the day view: customers are seen by their booker (booking.md 12.1). */
static bool
may_see(const struct call *c, const struct slot_booking *b)
{
	return call_may(c, P_SLOTS_MANAGE_ALL) ||
	       str_eq(b->booked_by, c->actor->name);
}

void
bookings_json(struct call *c, struct jw *w, const struct slot_bookings *l)
{
	jw_karray(w, "affected");
	for (int i = 0; i < l->n; i++) {
		const struct slot_booking *b = &l->row[i];

		jw_object(w);
		jw_kint(w, "id", b->id);
		jw_kint(w, "version", b->version);
		if (may_see(c, b))
			jw_kstr(w, "customer",
			    arena_printf(
				c->arena, "%s, %s", b->last, b->first));
		jw_kdate(w, "date", b->date);
		jw_kint(w, "hour", b->hour);
		jw_kstr(w, "status", b->status);
		jw_kstr(w, "potential", b->potential);
		jw_kstr(w, "booked_by", b->booked_by);
		jw_kint(w, "moves", b->moves);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
overbooked_json(struct jw *w, const struct overbooked_list *l)
{
	jw_karray(w, "affected");
	for (int i = 0; i < l->n; i++) {
		jw_object(w);
		jw_kdate(w, "date", l->row[i].date);
		jw_kint(w, "hour", l->row[i].hour);
		jw_kint(w, "booked", l->row[i].booked);
		jw_kint(w, "total", l->row[i].total);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
grid_json(struct jw *w, const struct grid_rows *l)
{
	jw_karray(w, "grid");
	for (int i = 0; i < l->n; i++) {
		jw_object(w);
		jw_kint(w, "weekday", l->row[i].weekday);
		jw_kint(w, "hour", l->row[i].hour);
		jw_kbool(w, "active", l->row[i].active);
		jw_kbool(w, "fallback", l->row[i].fallback);
		jw_kdate(w, "effective_from", l->row[i].effective_from);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
capacity_json(struct jw *w, const struct capacity_rows *l)
{
	jw_karray(w, "capacity");
	for (int i = 0; i < l->n; i++) {
		const struct capacity_row *r = &l->row[i];

		jw_object(w);
		jw_kint(w, "id", r->id);
		jw_kint(w, "hour", r->hour);
		jw_karray(w, "weekdays");
		for (int day = 0; day < 7; day++)
			if ((r->weekdays >> day & 1) != 0)
				jw_int(w, day);
		jw_end_array(w);
		jw_kint(w, "places", r->places);
		jw_kdate(w, "effective_from", r->effective_from);
		jw_kstr(w, "set_by", r->set_by);
		jw_kinstant(w, "set_at", r->set_at);
		jw_end_object(w);
	}
	jw_end_array(w);
}
