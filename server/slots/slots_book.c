/*
 * Booking a customer into a slot (booking.md 7): checks, places, the row, and
 * the event; the rest of the chain are reactors in the same savepoint.
 */
#include <stdio.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/utf8.h"
#include "server/availability/availability.h"
#include "server/customers/customers_key.h"
#include "server/rpc/call.h"
#include "server/slots/slots_env.h"
#include "server/slots/slots_figures.h"
#include "server/slots/slots_json.h"
#include "server/slots/slots_store.h"

void
slots_identify(struct call *c, struct booking *b)
{
	unsigned char r[16];
	char hex[33];

	call_random(c, r, sizeof(r));
	r[6] = (unsigned char)((r[6] & 0x0f) | 0x40); /* version 4 */
	r[8] = (unsigned char)((r[8] & 0x3f) | 0x80); /* RFC 4122 */
	hex_encode(r, sizeof(r), hex);
	b->uuid = arena_printf(c->arena, "%.8s-%.4s-%.4s-%.4s-%s", hex, hex + 8,
	    hex + 12, hex + 16, hex + 20);
	/* Calendars take 0-9 and a-v: a repeated insert meets itself. */
	b->event_id = arena_strdup(c->arena, hex);
	b->sync_state = slots_sync_state(c);
	b->capacity_unverified = !slots_sees_calendar(c);
}

/* The own hold on this slot turns into a place of the booking. */
static enum err
convert_hold(struct call *c, int64_t start_at)
{
	struct hold_row held;
	enum err e;

	if (c->session == 0)
		return OK;
	if ((e = slots_store_held(c->db, c->session, &held)) != OK ||
	    held.start_at != start_at)
		return e;
	return slots_store_drop_hold(c->db, c->session);
}

enum err
slots_take(struct call *c, int64_t start_at, int64_t booking, int weight)
{
	enum err e;

	if ((e = slots_store_sweep(c->db, start_at, c->now)) != OK)
		return e;
	if ((e = convert_hold(c, start_at)) != OK)
		return e;
	while (e == OK && weight-- > 0)
		e = slots_store_take(c->db, start_at, booking);
	return e == E_SLOT_FULL ? call_fail(c, e) : e;
}

static void
audit(struct call *c, const struct booking *b)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "booking:%lld", (long long)b->id);
	jw_kdate(w, "date", b->date);
	jw_kint(w, "hour", b->hour);
	jw_kstr(w, "customer", slots_customer(c, b->last_name, b->first_name));
	jw_kint(w, "color_id", b->color_id);
	jw_kint(w, "points", b->points);
	jw_kstr(w, "calendar_event_id", b->event_id);
	jw_kstr(w, "sync_state", b->sync_state);
}

static void
say_booked(struct call *c, const struct booking *b)
{
	const char *unit = b->points == 1 ? call_tr(c, "Punkt", "point")
					  : call_tr(c, "Punkte", "points");

	call_message(c, "%s: %s %s %s, %d %s",
	    call_tr(c, "Termin gebucht", "Booked"),
	    slots_customer(c, b->last_name, b->first_name),
	    call_tr(c, "am", "on"), slots_when(c, b->date, b->hour), b->points,
	    unit);
}

static void
from_input(struct call *c, const struct slots_book *in, struct booking *b)
{
	const char *text = in->description, *campaign = in->campaign;

	b->last_name = utf8_nfc(c->arena, in->last_name);
	b->first_name = utf8_nfc(c->arena, in->first_name);
	b->key = customers_key_of(c->arena, b->last_name, b->first_name);
	b->potential = figures_potentials[in->potential];
	b->color_id = figures_potential_color(b->potential);
	b->description = text == NULL ? "" : utf8_nfc(c->arena, text);
	if (campaign != NULL && campaign[0] != '\0')
		b->campaign = utf8_nfc(c->arena, campaign);
}

static void
from_slot(struct call *c, const struct slot_fig *f, struct booking *b)
{
	b->date = f->date;
	b->hour = f->hour;
	b->start_at = f->start_at;
	b->end_at = f->start_at + SLOT_MINUTES * 60000;
	b->lead_time_days = f->date - c->today;
	b->booked_at = c->now;
	b->points = figures_points(
	    f->booked, f->total, f->hour, date_weekday(f->date), b->color_id);
}

static enum err
store(struct call *c, struct booking *b)
{
	enum err e;

	slots_identify(c, b);
	if ((e = slots_store_insert(c->db, b)) != OK)
		return e == E_CONFLICT ? call_fail(c, E_DUPLICATE_BOOKING) : e;
	if ((e = slots_take(c, b->start_at, b->id, b->weight)) != OK)
		return e;
	if (b->campaign == NULL)
		return OK;
	return slots_store_campaign_used(c->db, b->campaign, c->now);
}

/* All faults at once, so that a form can show them. */
static enum err
check_input(struct call *c, const struct slots_book *in)
{
	enum err last = slots_check_name(c, "last_name", in->last_name);
	enum err first = slots_check_name(c, "first_name", in->first_name);
	enum err hour = slots_check_hour(c, (int)in->hour);

	return last != OK ? last : first != OK ? first : hour;
}

enum err
slots_book(struct call *c, const struct slots_book *in, struct booking *out)
{
	struct slot_wish w = {
		.date = in->date, .hour = (int)in->hour, .weight = 1
	};
	struct booking b = { .weight = 1, .origin = "app" };
	struct slot_fig fig;
	enum err e;

	if ((e = slots_need_account(c)) != OK)
		return e;
	if ((e = check_input(c, in)) != OK)
		return e;
	from_input(c, in, &b);
	w.key = b.key;
	if ((e = slots_check(c, &w, &fig)) != OK)
		return e;
	from_slot(c, &fig, &b);
	b.booked_by = c->actor->id;
	if ((e = store(c, &b)) != OK)
		return e;
	if ((e = slots_booking(c, b.id, out)) != OK)
		return e;
	audit(c, out);
	say_booked(c, out);
	event_emit(c, EV_SLOT_BOOKED, out->id, slots_keep(c, out));
	event_emit(c, EV_SLOT_CHANGED, out->start_at, NULL);
	return OK;
}
