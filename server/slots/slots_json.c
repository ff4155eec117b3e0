/* JSON shapes of slots, bookings and special bookings. */
#include "server/slots/slots_json.h"

#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/rpc/call.h"
#include "server/slots/slots_figures.h"
#include "server/users/users.h"

void
slots_json_fig(struct jw *w, const struct slot_fig *f)
{
	jw_kint(w, "hour", f->hour);
	jw_kinstant(w, "start_at", f->start_at);
	jw_kint(w, "total", f->total);
	jw_kint(w, "booked", f->booked);
	jw_kint(w, "held", f->held);
	jw_kint(w, "free", f->free);
	jw_kint(w, "consultants", f->consultants);
	jw_kint(w, "places_each", f->places_each);
	jw_kint(w, "percent", f->percent);
	jw_kbool(w, "fallback", f->fallback);
	jw_kbool(w, "past", f->past);
	jw_kbool(w, "blocked", f->blocked);
	if (f->reason != NULL) {
		jw_kstr(w, "reason", f->reason);
		jw_kbool(w, "holiday", f->holiday);
	}
	jw_kbool(w, "bookable", f->bookable);
	jw_kbool(w, "overbooked", f->overbooked);
	jw_kint(w, "points", f->points);
	jw_kbool(w, "my_hold", f->my_hold);
	if (f->stale_minutes > 0)
		jw_kint(w, "stale_minutes", f->stale_minutes);
}

static const char *
potential_label(struct call *c, const char *key)
{
	static const char *const en[][2] = {
		{ "hoch", "High (>5,000 €)" },
		{ "gut", "Good (3,500–5,000 €)" },
		{ "ok", "Ok (2,500–3,500 €)" },
		{ "niedrig", "Low (1,500–2,500 €)" },
		{ "gering", "Small (<1,500 €)" },
		{ "closer", "Closer needed" },
		{ "rueckholung", "Recall" },
	};
	const char *de = figures_potential_label(key);
	size_t i;

	if (de == NULL)
		return call_tr(c, "Ohne Angabe", "Not stated");
	for (i = 0; i < sizeof(en) / sizeof(en[0]); i++) {
		if (str_eq(en[i][0], key))
			return call_tr(c, de, en[i][1]);
	}
	return de;
}

/* At most n code points of a text; n 0: all of it. */
static const char *
cut(struct call *c, const char *s, int n)
{
	const char *end = s;
	uint32_t cp;

	if (n == 0)
		return s;
	while (n-- > 0 && *end != '\0')
		end += utf8_next(end, &cp);
	return arena_strndup(c->arena, s, (size_t)(end - s));
}

static void
write_booker(struct jw *w, struct call *c, const struct booking *b)
{
	jw_kobject(w, "booked_by");
	jw_kint(w, "id", b->booked_by);
	jw_kstr(w, "name", b->by_name);
	jw_kstr(w, "display_name", users_display(c, b->by_name, b->by_display));
	jw_end_object(w);
}

static void
write_links(struct jw *w, const struct booking *b)
{
	if (b->rescheduled_from != 0)
		jw_kint(w, "rescheduled_from", b->rescheduled_from);
	if (b->rescheduled_to != 0)
		jw_kint(w, "rescheduled_to", b->rescheduled_to);
	if (b->move_reason != NULL)
		jw_kstr(w, "move_reason", b->move_reason);
	jw_kint(w, "moves", b->moves);
}

static void
write_may(struct jw *w, const struct booking_view *v, const struct booking *b)
{
	bool pending = str_eq(b->status, "pending");
	bool manage = slots_may_manage(v->c, b);
	const char **next;

	jw_kobject(w, "may");
	jw_kbool(w, "cancel", manage && pending && b->start_at > v->c->now);
	jw_kbool(w, "move", manage && pending);
	jw_kbool(w, "undo", manage && v->undo_id == b->id);
	jw_karray(w, "status");
	for (next = slots_next_statuses(v->c, b); *next != NULL; next++)
		jw_str(w, *next);
	jw_end_array(w);
	jw_end_object(w);
}

static void
write_slot(struct jw *w, const struct booking *b)
{
	jw_kdate(w, "date", b->date);
	jw_kint(w, "hour", b->hour);
	jw_kinstant(w, "start_at", b->start_at);
	jw_kinstant(w, "end_at", b->end_at);
}

static void
write_origin(struct jw *w, const struct booking *b)
{
	if (b->lead_time_days >= 0)
		jw_kint(w, "lead_time_days", b->lead_time_days);
	jw_kinstant(w, "booked_at", b->booked_at);
	jw_kstr(w, "origin", b->origin);
}

void
slots_json_booking(
    struct jw *w, const struct booking_view *v, const struct booking *b)
{
	struct call *c = v->c;

	jw_object(w);
	jw_kint(w, "id", b->id);
	jw_kstr(w, "uuid", b->uuid);
	jw_kint(w, "version", b->version);
	jw_kstr(w, "last_name", b->last_name);
	jw_kstr(w, "first_name", b->first_name);
	jw_kstr(w, "customer", slots_customer(c, b->last_name, b->first_name));
	write_slot(w, b);
	write_booker(w, c, b);
	jw_kstr(w, "potential", b->potential);
	jw_kstr(w, "potential_label", potential_label(c, b->potential));
	jw_kint(w, "color_id", b->color_id);
	if (b->campaign != NULL)
		jw_kstr(w, "campaign", b->campaign);
	jw_kstr(w, "description", cut(c, b->description, v->description));
	jw_kstr(w, "status", b->status);
	jw_kstr(w, "status_source", b->status_source);
	jw_kint(w, "weight", b->weight);
	write_origin(w, b);
	write_links(w, b);
	jw_kint(w, "points", b->points);
	jw_kstr(w, "sync_state", b->sync_state);
	jw_kbool(w, "capacity_unverified", b->capacity_unverified);
	write_may(w, v, b);
	jw_end_object(w);
}

void
slots_json_short(struct jw *w, struct call *c, const struct booking *b)
{
	jw_object(w);
	jw_kint(w, "id", b->id);
	jw_kint(w, "version", b->version);
	jw_kstr(w, "customer", slots_customer(c, b->last_name, b->first_name));
	jw_kdate(w, "date", b->date);
	jw_kint(w, "hour", b->hour);
	jw_kstr(w, "status", b->status);
	jw_kstr(w, "potential", b->potential);
	jw_kstr(w, "booked_by", b->by_name);
	jw_kint(w, "moves", b->moves);
	jw_end_object(w);
}

void
slots_json_free(struct jw *w, const char *key, const struct fig_list *figs)
{
	int i;

	jw_karray(w, key);
	for (i = 0; i < figs->n; i++) {
		const struct slot_fig *f = &figs->row[i];

		jw_object(w);
		jw_kdate(w, "date", f->date);
		jw_kint(w, "hour", f->hour);
		jw_kint(w, "points", f->points);
		jw_kint(w, "free", f->free);
		jw_kint(w, "total", f->total);
		jw_kint(w, "consultants", f->consultants);
		jw_end_object(w);
	}
	jw_end_array(w);
}

void
slots_json_special(struct jw *w, struct call *c, const struct special *s)
{
	jw_object(w);
	jw_kint(w, "id", s->id);
	jw_kint(w, "version", s->version);
	jw_kdate(w, "date", s->date);
	jw_kint(w, "hour", s->hour);
	jw_kstr(w, "time",
	    arena_printf(
		c->arena, "%02d:%02d", s->minute / 60, s->minute % 60));
	jw_kint(w, "duration", s->duration);
	jw_kstr(w, "type", s->type);
	jw_kobject(w, "consultant");
	jw_kint(w, "id", s->consultant);
	jw_kstr(w, "name", s->consultant_name);
	jw_end_object(w);
	if (s->may_see) {
		jw_kstr(w, "customer",
		    slots_customer(c, s->last_name, s->first_name));
		jw_kstr(w, "description", s->description);
	}
	jw_kstr(w, "booked_by", s->by_name);
	jw_kbool(w, "cancelled", s->cancelled_at != 0);
	jw_kbool(w, "may_cancel", s->may_cancel);
	jw_end_object(w);
}

void
slots_json_stats(struct jw *w, const struct booking_stats *s)
{
	jw_kobject(w, "statistics");
	jw_kint(w, "pending", s->pending);
	jw_kint(w, "appeared", s->appeared);
	jw_kint(w, "recall", s->recall);
	jw_kint(w, "special", s->special);
	jw_kint(w, "cancelled", s->cancelled);
	jw_kint(w, "rescheduled", s->rescheduled);
	jw_kint(w, "no_show", s->no_show);
	jw_kint(w, "ghost", s->ghost);
	jw_kint(w, "total_completed", s->completed);
	jw_kint(w, "success", s->success);
	jw_kint(w, "failure", s->failure);
	jw_kint(
	    w, "show_rate_tenths", slots_rate_tenths(s->success, s->completed));
	jw_kint(w, "no_show_rate_tenths",
	    slots_rate_tenths(s->failure, s->completed));
	jw_end_object(w);
}
