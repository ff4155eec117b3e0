/* Changes of people in a calendar, mapped back by the rules of 9.7. */
#include "server/calendar/calendar_apply.h"

#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/audit/audit.h"
#include "server/availability/availability.h"
#include "server/calendar/calendar_google_json.h"
#include "server/calendar/calendar_outbox.h"
#include "server/calendar/calendar_take.h"
#include "server/core/events.h"
#include "server/customers/customers_key.h"
#include "server/notify/notify.h"
#include "server/outcomes/outcomes_classify.h"
#include "server/rpc/call.h"
#include "server/slots/slots.h"

#define COLOR_OVERHANG 8
#define DAYS_MOST 14 /* of a foreign event that are looked at */

/* --- foreign events --- */

static void
touch_day(struct apply *x, int64_t at)
{
	int day = tz_date(at, NULL);

	if (x->from == 0 || day < x->from)
		x->from = day;
	if (x->to == 0 || day > x->to)
		x->to = day;
}

static int
weight_of(const struct calendar_event *ev)
{
	struct classified k = outcomes_classify(ev->title, ev->color, false);

	if (k.outcome == OUT_IGNORE || slots_status_frees(k.status))
		return 0;
	return ev->color == COLOR_OVERHANG ? 2 : 1;
}

/*
 * The slot whose span holds its start, else the first that it overlaps; 0:
 * none.
 */
static int64_t
slot_of(const struct calendar_event *ev)
{
	int first = tz_date(ev->start_at, NULL), day, i;
	int64_t overlapped = 0;

	for (day = first; day < first + DAYS_MOST; day++) {
		if (tz_day(day) >= ev->end_at)
			break;
		for (i = 0; availability_hours[i] != 0; i++) {
			int64_t s =
			    availability_start_at(day, availability_hours[i]);
			int64_t e = s + SLOT_MINUTES * INT64_C(60000);

			if (s <= ev->start_at && ev->start_at < e)
				return s;
			if (overlapped == 0 && s < ev->end_at &&
			    ev->start_at < e)
				overlapped = s;
		}
	}
	return overlapped;
}

static enum err
apply_foreign(struct apply *x, const struct calendar_event *ev)
{
	struct call *c = x->c;
	const char *calendar = x->row->calendar_id;
	struct foreign before, f = { .calendar = calendar,
		.event_id = ev->id,
		.title = ev->title,
		.color = ev->color,
		.start_at = ev->start_at,
		.end_at = ev->end_at };
	enum err e = calendar_foreign_get(c, calendar, ev->id, &before);

	if (e != OK)
		return e;
	if (before.slot_at != 0)
		touch_day(x, before.slot_at);
	if (ev->cancelled || (f.weight = weight_of(ev)) == 0)
		return calendar_foreign_drop(c, calendar, ev->id);
	if ((f.slot_at = slot_of(ev)) != 0)
		touch_day(x, f.slot_at);
	return calendar_foreign_put(c, &f);
}

enum err
calendar_apply_end(struct apply *x)
{
	struct call *c = x->c;

	if (x->seen > 0)
		event_emit(c, EV_CALENDAR_CHANGED, 0, NULL);
	if (x->from == 0)
		return OK;
	return availability_rebuild(c, x->from, x->to);
}

/* --- own events --- */

struct own {
	struct apply *x;
	struct booking b;
	const struct mirror_row *m;
	const struct calendar_event *ev;
};

static enum err
audit(struct own *o, const char *what)
{
	struct call *c = o->x->c;
	struct audit_entry a = { .action = "calendar_followed",
		.severity = "info" };

	a.target = arena_printf(c->arena, "booking:%lld", (long long)o->b.id);
	a.details = arena_printf(c->arena, "{\"change\":\"%s\"}", what);
	return audit_write(c, &a);
}

static enum err
disagree(struct own *o, const char *kind)
{
	struct call *c = o->x->c;
	struct conflict k = { .calendar = o->x->row->calendar,
		.event_id = o->ev->id,
		.booking = o->b.id,
		.kind = kind,
		.title = o->ev->title,
		.color = o->ev->color,
		.start_at = o->ev->start_at,
		.end_at = o->ev->end_at };
	struct notification n = { .type = "warning",
		.source = "calendar",
		.screen = "calendar",
		.title_de = "Kalender und Hub sind sich nicht einig",
		.title_en = "Calendar and hub disagree",
		.dedupe = "calendar-conflict" };
	enum err e = calendar_conflict_put(c, &k);

	n.message_de = n.message_en =
	    slots_customer(c, o->b.last_name, o->b.first_name);
	return e == OK ? notify_role(c, "admin", &n, NULL) : e;
}

static enum err
tell_over(struct own *o)
{
	struct call *c = o->x->c;
	struct notification n = { .type = "warning",
		.source = "calendar",
		.screen = "slots",
		.title_de = "Slot nach einer Änderung im Kalender überbucht",
		.title_en = "Slot overbooked by a change in the calendar" };
	char day[11];

	n.message_de = n.message_en = arena_printf(
	    c->arena, "%s %02d:00", date_text_de(o->b.date, day), o->b.hour);
	n.dedupe =
	    arena_printf(c->arena, "over:%lld", (long long)o->b.start_at);
	return notify_role(c, "admin", &n, NULL);
}

static enum err
set_status(struct own *o, const char *status, int color, const char *source)
{
	struct status_change ch = { .status = status,
		.source = source,
		.color = color,
		.reason = "calendar" };
	bool over;
	enum err e = slots_told_status(o->x->c, &o->b, &ch, &over);

	if (e == E_DUPLICATE_BOOKING)
		return disagree(o, "taken");
	if (e == OK && over)
		e = tell_over(o);
	return e == OK ? audit(o, status) : e;
}

static enum err
set_entry(struct own *o, const struct booking *now, const char *what)
{
	struct booking b = *now;
	bool over;
	enum err e = slots_told_entry(o->x->c, &o->b, &b, &over);

	if (e == E_DUPLICATE_BOOKING)
		return disagree(o, "taken");
	o->b = b;
	if (e == OK && over)
		e = tell_over(o);
	return e == OK ? audit(o, what) : e;
}

static enum err
apply_deleted(struct own *o)
{
	if (slots_status_frees(o->b.status))
		return OK;
	if (o->x->doubtful)
		return disagree(o, "missing");
	return set_status(
	    o, "cancelled", slots_status_color(&o->b, "cancelled"), "calendar");
}

static enum err
apply_move(struct own *o, bool *stop)
{
	struct booking now = o->b;
	int minute, date = tz_date(o->ev->start_at, &minute);
	enum err e;

	*stop = true;
	if (!str_eq(o->b.status, "pending"))
		return disagree(o, "moved");
	if (o->ev->all_day || minute % 60 != 0 ||
	    !availability_is_hour(minute / 60))
		return disagree(o, "off_grid");
	now.date = date;
	now.hour = minute / 60;
	now.start_at = o->ev->start_at;
	now.end_at = now.start_at + SLOT_MINUTES * INT64_C(60000);
	e = set_entry(o, &now, "moved");
	*stop = e != OK || o->b.start_at != o->ev->start_at;
	return e;
}

/* "Muster, Erika ( Ghost )": customer and marker are two things. */
static enum err
apply_name(struct own *o, bool *stop)
{
	struct call *c = o->x->c;
	char *name = customers_clean_name(c->arena, o->ev->title), *comma;
	struct booking now = o->b;
	enum err e;

	*stop = false;
	if (str_eq(customers_key(c->arena, name), o->b.key))
		return OK;
	*stop = true;
	comma = strchr(name, ',');
	if (comma == NULL || comma == name ||
	    outcomes_classify(o->ev->title, 0, false).outcome == OUT_IGNORE)
		return disagree(o, "renamed");
	*comma = '\0';
	now.last_name = str_trim(name);
	now.first_name = str_trim(comma + 1);
	if (slots_check_name(c, "last_name", now.last_name) != OK ||
	    slots_check_name(c, "first_name", now.first_name) != OK)
		return disagree(o, "renamed");
	now.key = customers_key_of(c->arena, now.last_name, now.first_name);
	e = set_entry(o, &now, "renamed");
	*stop = e != OK || !str_eq(o->b.key, now.key);
	return e;
}

static enum err
apply_look(struct own *o)
{
	bool ended = o->b.end_at <= o->x->c->now;
	struct classified now =
	    outcomes_classify(o->ev->title, o->ev->color, ended);
	struct classified was = { .status = NULL };
	struct booking b = o->b;

	if (o->m->known && !o->m->gone)
		was = outcomes_classify(o->m->title, o->m->color, ended);
	if (now.outcome == OUT_IGNORE)
		return OK;
	/* a moved booking goes on in its successor: its old entry is ours */
	if (o->b.rescheduled_to != 0)
		return str_eq(now.status, o->b.status)
			   ? OK
			   : calendar_write_booking(o->x->c, &o->b, "update");
	if ((was.status == NULL || !str_eq(was.status, now.status)) &&
	    !str_eq(now.status, o->b.status) &&
	    (o->m->known || !str_eq(now.source, "default")))
		return set_status(o, now.status, o->ev->color, now.source);
	if (o->ev->color == o->b.color_id || o->ev->color == 0)
		return OK;
	b.color_id = o->ev->color;
	return set_entry(o, &b, "recoloured");
}

/* Remote is what one of our own writes has made: its answer was lost. */
static enum err
is_own_work(struct own *o, bool *waits, bool *is)
{
	struct waiting w;
	struct calendar_event ev;
	enum err e = calendar_mirror_waiting(o->x->c, o->ev->id, &w);
	int i;

	*is = false;
	*waits = e == OK && w.n > 0;
	for (i = 0; e == OK && i < w.n && !*is; i++)
		*is = google_read_event(
			  o->x->c->arena, w.body[i], strlen(w.body[i]), &ev) &&
		      !o->ev->cancelled && str_eq(ev.title, o->ev->title) &&
		      ev.start_at == o->ev->start_at;
	return e;
}

/* Own pending writes win, unless people lose something by it. */
static enum err
weigh(struct own *o)
{
	if (o->ev->cancelled)
		return slots_status_frees(o->b.status) ? OK
						       : disagree(o, "deleted");
	if (o->m->known && !o->m->gone && o->m->start_at == o->ev->start_at)
		return OK;
	return o->ev->start_at == o->b.start_at ? OK
						: disagree(o, "both_changed");
}

static enum err
apply_own(struct own *o)
{
	bool waits, mine, stop = false;
	enum err e = is_own_work(o, &waits, &mine);

	if (e != OK || mine)
		return e;
	if (waits)
		return weigh(o);
	if (o->ev->cancelled)
		return apply_deleted(o);
	if (o->ev->start_at != o->b.start_at)
		e = apply_move(o, &stop);
	if (e == OK && !stop)
		e = apply_name(o, &stop);
	return e == OK && !stop ? apply_look(o) : e;
}

/* The entry of a special booking is gone: so is the booking. */
static enum err
apply_special(struct apply *x, const struct calendar_event *ev)
{
	struct call *c = x->c;
	struct waiting w;
	struct special s;
	struct slots_version in = { 0, 0 };
	enum err e = calendar_mirror_special(c, ev->id, &in.id);

	if (e != OK || in.id == 0 || !ev->cancelled ||
	    (e = calendar_mirror_waiting(c, ev->id, &w)) != OK || w.n > 0 ||
	    (e = slots_special(c, in.id, &s)) != OK)
		return e;
	if (s.cancelled_at != 0 || s.start_at <= c->now)
		return OK;
	return slots_cancel_special(c, &in, &s);
}

enum err
calendar_apply(struct apply *x, const struct mirror_row *m,
    const struct calendar_event *ev)
{
	struct own o = { .x = x, .m = m, .ev = ev };
	int64_t booking;
	enum err e;

	if (!str_eq(x->row->calendar, "central"))
		return apply_special(x, ev);
	if ((e = calendar_mirror_booking(x->c, ev->id, &booking)) != OK)
		return e;
	if (booking == 0)
		return apply_foreign(x, ev);
	if ((e = slots_booking(x->c, booking, &o.b)) != OK)
		return e == E_NOT_FOUND ? OK : e;
	return apply_own(&o);
}

enum err
calendar_apply_ended(struct apply *x, const struct mirror_row *m)
{
	struct classified k = outcomes_classify(m->title, m->color, true);
	struct calendar_event ev = { .id = m->event_id, .title = m->title };
	struct own o = { .x = x, .m = m, .ev = &ev };
	int64_t booking;
	enum err e = calendar_mirror_booking(x->c, m->event_id, &booking);

	if (e == OK)
		e = slots_booking(x->c, booking, &o.b);
	if (e != OK || str_eq(k.status, o.b.status))
		return e; /* a marker says that nothing is known */
	return set_status(&o, k.status, m->color, k.source);
}

enum err
calendar_tell_over(struct call *c, int64_t n)
{
	struct notification t = { .type = "warning",
		.source = "calendar",
		.screen = "slots",
		.dedupe = "calendar-over" };

	t.title_de = arena_printf(c->arena,
	    "Ohne Sicht auf den Kalender überbuchte Slots: %lld", (long long)n);
	t.title_en = arena_printf(c->arena,
	    "Slots overbooked without sight of the calendar: %lld",
	    (long long)n);
	return notify_role(c, "admin", &t, NULL);
}
