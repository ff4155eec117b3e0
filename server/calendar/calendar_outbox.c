/*
 * Reactors that turn bookings and special bookings into rows of the calendar
 * outbox: the event as the calendar shall have it (booking.md 9.3, 10.4).
 */
#include "server/calendar/calendar_outbox.h"

#include <stdlib.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/calendar/calendar.h"
#include "server/calendar/calendar_outbox_store.h"
#include "server/calendar/calendar_take.h"
#include "server/rpc/call.h"
#include "server/slots/slots.h"
#include "server/slots/slots_points.h"

#define PAYLOAD_MAX 65536
#define COLOR_SPECIAL 8

/* Marker behind the customer's name (10.4). */
static const char *
marker(const char *status)
{
	static const char *const markers[][2] = {
		{ "appeared", " ( erschienen )" },
		{ "cancelled", " ( Abgesagt )" },
		{ "rescheduled", " ( Verschoben )" },
		{ "overhang", " ( Überhang )" },
		{ "no_show", " ( nicht erschienen )" },
		{ "ghost", " ( Ghost )" },
		{ "exit", " ( Exit )" },
	};
	size_t i;

	for (i = 0; i < sizeof(markers) / sizeof(markers[0]); i++) {
		if (str_eq(markers[i][0], status))
			return markers[i][1];
	}
	return "";
}

/* Civil time with the offset of that date, and the zone by name. */
static void
write_time(struct jw *w, struct call *c, const char *key, int64_t at)
{
	int minute, date = tz_date(at, &minute);
	int offset = tz_offset(at) / 60;
	int off = abs(offset);
	char day[11];

	jw_kobject(w, key);
	jw_kstr(w, "dateTime",
	    arena_printf(c->arena, "%sT%02d:%02d:00%c%02d:%02d",
		date_text(date, day), minute / 60, minute % 60,
		offset < 0 ? '-' : '+', off / 60, off % 60));
	jw_kstr(w, "timeZone", tz_name());
	jw_end_object(w);
}

static const char *
tagged(struct call *c, const char *text, const char *tag, const char *who)
{
	return arena_printf(c->arena, "%s%s[%s by: %s]", text,
	    text[0] == '\0' ? "" : "\n\n", tag, who);
}

static void
write_booking(struct jw *w, struct call *c, const struct booking *b)
{
	const char *name = slots_customer(c, b->last_name, b->first_name);

	jw_object(w);
	jw_kstr(w, "id", b->event_id);
	jw_kstr(w, "summary",
	    arena_printf(c->arena, "%s%s", name, marker(b->status)));
	jw_kstr(
	    w, "description", tagged(c, b->description, "Booked", b->by_name));
	write_time(w, c, "start", b->start_at);
	write_time(w, c, "end", b->end_at);
	if (b->color_id != 0)
		jw_kstr(
		    w, "colorId", arena_printf(c->arena, "%d", b->color_id));
	jw_kobject(w, "extendedProperties");
	jw_kobject(w, "private");
	jw_kstr(w, "hub_booking", b->uuid);
	jw_kstr(w, "hub_booked_by", b->by_name);
	jw_kstr(w, "hub_version",
	    arena_printf(c->arena, "%lld", (long long)b->version));
	jw_end_object(w);
	jw_end_object(w);
	jw_end_object(w);
}

static const char *
state_of(const char *sync_state)
{
	return str_eq(sync_state, "local") ? "done" : "pending";
}

static enum err
add_booking(struct call *c, const struct booking *b, const char *operation)
{
	struct outbox_row r = {
		.at = c->now,
		.calendar = "central",
		.operation = operation,
		.event_id = b->event_id,
		.booking = b->id,
		.state = state_of(b->sync_state),
	};
	struct buf text;
	struct jw w;
	enum err e;

	if (b->event_id == NULL)
		return OK; /* an imported one stands in no calendar of ours */
	buf_init(&text, PAYLOAD_MAX);
	jw_init(&w, &text);
	write_booking(&w, c, b);
	r.payload = buf_str(&text);
	e = text.full ? E_INTERNAL : calendar_outbox_store_add(c->db, &r);
	buf_done(&text);
	if (e == OK && str_eq(r.state, "pending"))
		calendar_wake(c);
	return e;
}

/* What comes from the calendar is not echoed. */
static enum err
react(struct call *c, const struct booking *b, const char *operation)
{
	return calendar_is_acting(c) ? OK : add_booking(c, b, operation);
}

enum err
calendar_write_booking(
    struct call *c, const struct booking *b, const char *operation)
{
	return add_booking(c, b, operation);
}

enum err
calendar_on_booked(struct call *c, const struct event *ev)
{
	return react(c, ev->what, "insert");
}

enum err
calendar_on_changed(struct call *c, const struct event *ev)
{
	return react(c, ev->what, "update");
}

enum err
calendar_on_cancelled(struct call *c, const struct event *ev)
{
	const struct cancelled *x = ev->what;

	return react(c, x->booking, "update");
}

/* The old event is changed by EV_BOOKING_CHANGED of the same call. */
enum err
calendar_on_moved(struct call *c, const struct event *ev)
{
	const struct moved *m = ev->what;

	return react(c, m->booking, "insert");
}

static void
write_special(struct jw *w, struct call *c, const struct special *s)
{
	int64_t start;

	tz_civil(s->date, s->minute, &start);
	jw_object(w);
	jw_kstr(w, "id", s->event_id);
	jw_kstr(w, "summary",
	    arena_printf(c->arena, "%s: %s", s->type,
		slots_customer(c, s->last_name, s->first_name)));
	jw_kstr(w, "description",
	    tagged(c, s->description, s->type, s->consultant_name));
	write_time(w, c, "start", start);
	write_time(w, c, "end", start + (int64_t)s->duration * 60000);
	jw_kstr(w, "colorId", arena_printf(c->arena, "%d", COLOR_SPECIAL));
	jw_end_object(w);
}

enum err
calendar_on_special(struct call *c, const struct event *ev)
{
	const struct special *s = ev->what;
	struct outbox_row r = {
		.at = c->now,
		.calendar = arena_printf(
		    c->arena, "consultant:%lld", (long long)s->consultant),
		.operation = s->cancelled_at != 0 ? "delete" : "insert",
		.event_id = s->event_id,
		.special = s->id,
		.state = state_of(s->sync_state),
	};
	struct buf text;
	struct jw w;
	enum err e;

	if (calendar_is_acting(c))
		return OK;
	buf_init(&text, PAYLOAD_MAX);
	jw_init(&w, &text);
	write_special(&w, c, s);
	r.payload = buf_str(&text);
	e = text.full ? E_INTERNAL : calendar_outbox_store_add(c->db, &r);
	buf_done(&text);
	if (e == OK && str_eq(r.state, "pending"))
		calendar_wake(c);
	return e;
}
