/* Grid and capacity with effective_from (booking.md 4.1 to 4.3): what is in
 * force, and changing it. Called by availability_rpc. */
#include "common/arena.h"
#include "common/date.h"
#include "server/availability/availability_admin.h"
#include "server/availability/availability_affected.h"
#include "server/availability/availability_pick.h"
#include "server/availability/availability_push.h"
#include "server/availability/availability_rebuild.h"
#include "server/rpc/call.h"

static enum err
check_hour(struct call *c, int64_t hour)
{
	if (availability_is_hour((int)hour))
		return OK;
	return call_invalid(c, "hour", "%s",
	    call_tr(c, "erlaubt: 9, 11, 14, 16, 18, 20",
		"one of: 9, 11, 14, 16, 18, 20"));
}

static enum err
check_from(struct call *c, int effective_from)
{
	if (effective_from >= c->today)
		return OK;
	return call_invalid(c, "effective_from", "%s",
	    call_tr(c, "liegt in der Vergangenheit", "lies in the past"));
}

/* Open screens show the rows even if no slot of today's window changed. */
static void
tell_unchanged(struct call *c, const struct rebuilt *done, int effective_from)
{
	if (done->changed.n == 0)
		availability_tell(c, effective_from, effective_from);
}

enum err
availability_set_grid(
    struct call *c, const struct set_grid *in, struct slot_bookings *affected)
{
	const struct grid_row *old;
	struct grid_rows rows;
	struct grid_row r;
	struct rebuilt done;
	struct jw *w;
	enum err e;

	if ((e = check_hour(c, in->hour)) != OK ||
	    (e = check_from(c, in->effective_from)) != OK ||
	    (e = availability_store_grid(c->db, c->arena, &rows)) != OK)
		return e;
	r.weekday = (int)in->weekday;
	r.hour = (int)in->hour;
	r.active = in->active;
	r.effective_from = in->effective_from;
	old = pick_grid(&rows, r.effective_from, r.weekday, r.hour);
	r.fallback = in->fallback >= 0 ? in->fallback != 0
				       : old != NULL && old->fallback;
	if ((e = availability_store_put_grid(c->db, &r)) != OK ||
	    (e = availability_rebuild_report(
		 c, r.effective_from, availability_horizon(c), &done)) != OK ||
	    (e = affected_bookings(c, &done.changed, affected)) != OK)
		return e;
	call_audit_target(c, "grid:%d/%d", r.weekday, r.hour);
	w = call_audit(c);
	call_audit_change_bool(
	    c, "active", old != NULL && old->active, r.active);
	call_audit_change_bool(
	    c, "fallback", old != NULL && old->fallback, r.fallback);
	jw_kdate(w, "effective_from", r.effective_from);
	tell_unchanged(c, &done, r.effective_from);
	return OK;
}

static void
note_capacity(struct call *c, const struct capacity_rows *old,
    const struct capacity_row *r)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "capacity:%d", r->hour);
	jw_kint(w, "weekdays", r->weekdays);
	jw_karray(w, "before"); /* per weekday of the change */
	for (int day = 0; day < 7; day++) {
		const struct capacity_row *o;

		if ((r->weekdays >> day & 1) == 0)
			continue;
		o = r->hour != 0
			? pick_capacity(old, r->effective_from, day, r->hour)
			: pick_capacity_hour(old, r->effective_from, day, 0);
		jw_int(w, o != NULL ? o->places : 0);
	}
	jw_end_array(w);
	jw_kint(w, "places", r->places);
	jw_kdate(w, "effective_from", r->effective_from);
}

enum err
availability_set_capacity(struct call *c, const struct set_capacity *in,
    struct overbooked_list *affected)
{
	struct capacity_row r = { 0 };
	struct capacity_rows old;
	struct rebuilt done;
	enum err e;

	if ((in->hour != 0 && (e = check_hour(c, in->hour)) != OK) ||
	    (e = check_from(c, in->effective_from)) != OK)
		return e;
	r.hour = (int)in->hour;
	r.weekdays = in->weekdays;
	r.places = (int)in->places;
	r.effective_from = in->effective_from;
	r.set_by = c->actor->name;
	r.set_at = c->now;
	if ((e = availability_store_capacity(c->db, c->arena, &old)) != OK ||
	    (e = availability_store_put_capacity(c->db, &r)) != OK ||
	    (e = availability_rebuild_report(
		 c, r.effective_from, availability_horizon(c), &done)) != OK ||
	    (e = affected_slots(c, &done.changed, affected)) != OK)
		return e;
	note_capacity(c, &old, &r);
	jw_kint(call_audit(c), "overbooked", affected->n);
	tell_unchanged(c, &done, r.effective_from);
	return OK;
}

/* --- what is in force --- */

static void
split_grid(struct arena *a, const struct grid_rows *all, int date,
    struct grid_view *out)
{
	size_t size = (size_t)all->n * sizeof(struct grid_row);

	out->grid.row = arena_alloc(a, size + 1);
	out->later_grid.row = arena_alloc(a, size + 1);
	for (int i = 0; i < all->n; i++) {
		const struct grid_row *r = &all->row[i];

		if (r->effective_from > date)
			out->later_grid.row[out->later_grid.n++] = *r;
		else if (pick_grid(all, date, r->weekday, r->hour) == r)
			out->grid.row[out->grid.n++] = *r;
	}
}

static bool
in_force(
    const struct capacity_rows *all, const struct capacity_row *r, int date)
{
	for (int day = 0; day < 7; day++)
		if (pick_capacity_hour(all, date, day, r->hour) == r)
			return true;
	return false;
}

static void
split_capacity(struct arena *a, const struct capacity_rows *all, int date,
    struct grid_view *out)
{
	size_t size = (size_t)all->n * sizeof(struct capacity_row);

	out->capacity.row = arena_alloc(a, size + 1);
	out->later_capacity.row = arena_alloc(a, size + 1);
	for (int i = 0; i < all->n; i++) {
		const struct capacity_row *r = &all->row[i];

		if (r->effective_from > date)
			out->later_capacity.row[out->later_capacity.n++] = *r;
		else if (in_force(all, r, date))
			out->capacity.row[out->capacity.n++] = *r;
	}
}

enum err
availability_grid_view(struct call *c, int date, struct grid_view *out)
{
	struct grid_view v = { 0 };
	struct capacity_rows capacity;
	struct grid_rows grid;
	enum err e;

	if ((e = availability_store_grid(c->db, c->arena, &grid)) != OK ||
	    (e = availability_store_capacity(c->db, c->arena, &capacity)) != OK)
		return e;
	split_grid(c->arena, &grid, date, &v);
	split_capacity(c->arena, &capacity, date, &v);
	*out = v;
	return OK;
}
