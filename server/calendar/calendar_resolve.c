/* Conflict cases: what no rule decides, people do (architecture 6). */
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/availability/availability.h"
#include "server/calendar/calendar_mirror_store.h"
#include "server/calendar/calendar_outbox.h"
#include "server/calendar/calendar_store.h"
#include "server/calendar/calendar_take.h"
#include "server/core/events.h"
#include "server/customers/customers_key.h"
#include "server/outcomes/outcomes_classify.h"
#include "server/rpc/call.h"
#include "server/slots/slots.h"

enum deed {
	REWRITE, /* the calendar gets what the hub has, in a new event */
	WRITE,	 /* the same, in the event that stands there */
	CANCEL,	 /* the booking is cancelled */
	MOVE,	 /* the booking takes the time of the calendar */
	RENAME,	 /* the booking takes the name of the calendar */
};

static const struct {
	const char *kind;
	enum deed deed[2]; /* by enum calendar_choice */
} rows[] = {
	{ "deleted", { REWRITE, CANCEL } },
	{ "missing", { REWRITE, CANCEL } },
	{ "moved", { WRITE, MOVE } },
	{ "off_grid", { WRITE, MOVE } },
	{ "both_changed", { WRITE, MOVE } },
	{ "renamed", { WRITE, RENAME } },
	{ "taken", { WRITE, CANCEL } },
};

static enum deed
deed_of(const char *kind, enum calendar_choice choice)
{
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (str_eq(rows[i].kind, kind))
			return rows[i].deed[choice];
	return WRITE;
}

const char *
calendar_choice_text(
    struct call *c, const char *kind, enum calendar_choice choice)
{
	static const char *const texts[][2] = {
		{ "Termin bleibt, der Kalender bekommt einen neuen Eintrag",
		    "The booking stays, the calendar gets a new entry" },
		{ "Termin bleibt, der Eintrag im Kalender wird angepasst",
		    "The booking stays, the calendar follows it" },
		{ "Termin wird abgesagt", "The booking is cancelled" },
		{ "Termin übernimmt die Zeit des Kalenders",
		    "The booking takes the time of the calendar" },
		{ "Termin übernimmt den Namen des Kalenders",
		    "The booking takes the name of the calendar" },
	};
	enum deed d = deed_of(kind, choice);

	return call_tr(c, texts[d][0], texts[d][1]);
}

enum err
calendar_list_conflicts(
    struct call *c, int64_t limit, int64_t offset, struct conflicts *out)
{
	return calendar_conflict_list(c, limit, offset, out);
}

/* An id that was used once is never free again in a calendar. */
static enum err
rewrite(struct call *c, struct booking *b)
{
	struct booking id;
	enum err e;

	slots_identify(c, &id);
	if ((e = slots_told_event(c, b, id.event_id)) != OK)
		return e;
	return calendar_write_booking(c, b, "insert");
}

static enum err
cancel(struct call *c, struct booking *b)
{
	struct status_change ch = {
		.status = "cancelled",
		.source = "calendar",
		.reason = "conflict",
		.color = slots_status_color(b, "cancelled"),
	};
	bool over;

	if (slots_status_frees(b->status))
		return OK;
	return slots_told_status(c, b, &ch, &over);
}

static enum err
told(struct call *c, const struct booking *was, struct booking *now)
{
	bool over;
	enum err e = slots_told_entry(c, was, now, &over);

	return e == E_DUPLICATE_BOOKING ? call_fail(c, e) : e;
}

/* The slot whose span holds the time of the calendar. */
static enum err
move(struct call *c, const struct booking *b, int64_t at)
{
	int minute, date = tz_date(at, &minute), i, hour = -1;
	struct booking now = *b;

	for (i = 0; availability_hours[i] != 0; i++)
		if (minute >= availability_hours[i] * 60 &&
		    minute < availability_hours[i] * 60 + SLOT_MINUTES)
			hour = availability_hours[i];
	if (hour < 0)
		return call_invalid(c, "choice", "%s",
		    call_tr(c,
			"Zu dieser Zeit gibt es keinen Slot. Bitte den Hub "
			"wählen oder den Eintrag im Kalender verschieben",
			"There is no slot at that time. Please choose the hub "
			"or move the entry in the calendar"));
	now.date = date;
	now.hour = hour;
	now.start_at = availability_start_at(date, hour);
	now.end_at = now.start_at + SLOT_MINUTES * INT64_C(60000);
	return told(c, b, &now);
}

static enum err
rename_to(struct call *c, const struct booking *b, const char *title)
{
	char *name = customers_clean_name(c->arena, title), *comma;
	struct booking now = *b;

	comma = strchr(name, ',');
	if (comma != NULL)
		*comma = '\0';
	now.last_name = str_trim(name);
	now.first_name = comma == NULL ? "" : str_trim(comma + 1);
	if (now.last_name[0] == '\0' ||
	    outcomes_classify(title, 0, false).outcome == OUT_IGNORE)
		return call_invalid(c, "choice", "%s",
		    call_tr(c, "Der Titel nennt keinen Kunden",
			"The title names no customer"));
	now.key = customers_key_of(c->arena, now.last_name, now.first_name);
	return told(c, b, &now);
}

static enum err
act(struct call *c, const struct conflict *k, enum deed d)
{
	struct booking b;
	enum err e = slots_booking(c, k->booking, &b);

	if (e != OK)
		return e;
	switch (d) {
	case REWRITE:
		return rewrite(c, &b);
	case WRITE:
		return calendar_write_booking(c, &b, "update");
	case CANCEL:
		return cancel(c, &b);
	case MOVE:
		return move(c, &b, k->start_at);
	case RENAME:
		return rename_to(c, &b, k->title);
	}
	return E_INTERNAL;
}

enum err
calendar_resolve(struct call *c, const struct calendar_resolve *in)
{
	static const char *const names[] = { "hub", "calendar" };
	struct conflict k;
	enum err e = calendar_conflict_get(c, in->id, &k);

	if (e != OK)
		return e;
	if (k.id == 0)
		return call_fail(c, E_NOT_FOUND);
	if (k.closed_at != 0 || (in->version != 0 && in->version != k.version))
		return call_fail(c, E_CONFLICT);
	if ((e = act(c, &k, deed_of(k.kind, in->choice))) != OK ||
	    (e = calendar_conflict_close(c, k.id, names[in->choice])) != OK ||
	    (e = calendar_mirror_sync(c, k.booking)) != OK)
		return e;
	call_audit_target(c, "booking:%lld", (long long)k.booking);
	event_emit(c, EV_CALENDAR_CHANGED, 0, NULL);
	return OK;
}
