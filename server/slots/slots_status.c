/*
 * The status of a booking: which may follow which, for whom and when
 * (booking.md 10.4, 10.5). The place follows the status.
 */
#include "common/arena.h"
#include "common/str.h"
#include "server/rpc/call.h"
#include "server/slots/slots_json.h"
#include "server/slots/slots_store.h"

#define CHANGE_DAYS 14 /* later only admins correct an outcome */
#define DAY_MS 86400000LL
#define STATUSES 10

static const struct {
	const char *de, *en;
	int color; /* 0: that of the potential */
} rows[STATUSES] = {
	{ "Ausstehend", "pending", 0 },
	{ "Erschienen", "appeared", 0 },
	{ "Rückholung", "recall", 3 },
	{ "Sonderkunde", "special customer", 5 },
	{ "Abgesagt", "cancelled", 6 },
	{ "Verschoben", "rescheduled", 6 },
	{ "Überhang", "overhang", 6 },
	{ "Nicht erschienen", "no show", 11 },
	{ "Ghost", "ghost", 11 },
	{ "Exit", "exit", 6 },
};

/* In the order of slots_statuses. */
static int
row_of(const char *status)
{
	int i;

	for (i = 0; i < STATUSES - 1 && !str_eq(slots_statuses[i], status); i++)
		;
	return i;
}

const char *
slots_status_de(const char *status)
{
	return rows[row_of(status)].de;
}

int
slots_status_color(const struct booking *b, const char *status)
{
	int color = rows[row_of(status)].color;

	return color != 0 ? color : slots_pending_color(b);
}

/* Nothing but the end of the appointment is known before its start. */
static bool
says_how_it_went(const char *status)
{
	return str_eq(status, "appeared") || str_eq(status, "recall") ||
	       str_eq(status, "special") || str_eq(status, "no_show") ||
	       str_eq(status, "ghost");
}

static bool
in_time(const struct call *c, const struct booking *b)
{
	return c->actor->is_admin ||
	       c->now < b->start_at + CHANGE_DAYS * DAY_MS;
}

/* Rescheduled and overhang have a follow-up: only slots.move makes them. */
static bool
is_moved(const struct booking *b)
{
	return b->rescheduled_to != 0;
}

static bool
may_follow(const struct call *c, const struct booking *b, const char *to)
{
	bool future = b->start_at > c->now;

	if (str_eq(b->status, to) || is_moved(b))
		return false;
	if (future && says_how_it_went(to))
		return false;
	return str_eq(b->status, "pending") || in_time(c, b);
}

const char **
slots_next_statuses(struct call *c, const struct booking *b)
{
	const char **out =
	    arena_zalloc(c->arena, (STATUSES + 1) * sizeof(*out));
	int i, n = 0;

	for (i = 0; slots_may_manage(c, b) && i < STATUSES; i++)
		if (may_follow(c, b, slots_statuses[i]))
			out[n++] = slots_statuses[i];
	return out;
}

static enum err
refuse(struct call *c, const struct booking *b, const char *to)
{
	struct jw *w = call_facts(c);

	jw_kint(w, "version", b->version);
	jw_kstr(w, "status", b->status);
	if (is_moved(b))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Dieser Termin wurde verschoben. Bitte den Status des "
			"neuen Termins setzen",
			"This booking was moved. Please set the status of the "
			"new one"));
	if (str_eq(b->status, to))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Der Termin hat diesen Status schon",
			"The booking has this status already"));
	if (b->start_at > c->now && says_how_it_went(to))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c,
			"Vor seinem Beginn hat ein Termin noch kein Ergebnis",
			"A booking has no outcome before it starts"));
	return call_fail_text(c, E_FORBIDDEN,
	    call_tr(c, "Nach %d Tagen ändert nur noch ein Admin ein Ergebnis",
		"After %d days only an admin changes an outcome"),
	    CHANGE_DAYS);
}

enum err
slots_follow_place(struct call *c, const struct booking *b, const char *to)
{
	bool frees = slots_status_frees(to);

	if (frees == slots_status_frees(b->status))
		return OK;
	if (frees)
		return slots_store_free(c->db, b->id);
	if (b->start_at > c->now)
		return slots_retake(c, b);
	return slots_store_take_over(c->db, b->start_at, b->id, b->weight);
}

static void
audit(struct call *c, const struct booking *b, const char *from)
{
	struct jw *w = call_audit(c);

	call_audit_target(c, "booking:%lld", (long long)b->id);
	jw_kdate(w, "date", b->date);
	jw_kint(w, "hour", b->hour);
	jw_kstr(w, "before", from);
	jw_kstr(w, "after", b->status);
	jw_kstr(w, "source", b->status_source);
}

/* Before the start this is a cancellation, points and all. */
static enum err
cancel(struct call *c, const struct slots_status *in, struct booking *out,
    int64_t *undo_until)
{
	struct slots_cancel x = { .id = in->id,
		.version = in->version,
		.reason = in->reason,
		.kind = str_eq(slots_statuses[in->status], "exit") };
	struct cancel_result r = { .undo_until = 0 };
	enum err e = slots_cancel(c, &x, &r);

	*out = r.booking;
	*undo_until = r.undo_until;
	return e;
}

static bool
is_cancellation(const struct call *c, const struct booking *b, const char *to)
{
	return str_eq(b->status, "pending") && b->start_at > c->now &&
	       (str_eq(to, "cancelled") || str_eq(to, "exit"));
}

enum err
slots_change_status(struct call *c, const struct slots_status *in,
    struct booking *out, int64_t *undo_until)
{
	struct status_change ch = { .status = slots_statuses[in->status],
		.reason = in->reason,
		.session = c->session };
	const char *from;
	enum err e;

	if ((e = slots_load(c, in->id, in->version, out)) != OK)
		return e;
	if (!may_follow(c, out, ch.status))
		return refuse(c, out, ch.status);
	if (is_cancellation(c, out, ch.status))
		return cancel(c, in, out, undo_until);
	from = out->status;
	ch.color = slots_status_color(out, ch.status);
	if ((e = slots_follow_place(c, out, ch.status)) != OK)
		return e;
	if ((e = slots_set_status(c, out, &ch)) != OK)
		return e == E_CONFLICT ? call_fail(c, E_DUPLICATE_BOOKING) : e;
	*undo_until = c->session != 0 ? c->now + UNDO_MS : 0;
	audit(c, out, from);
	call_message(c, "%s: %s",
	    slots_customer(c, out->last_name, out->first_name),
	    call_tr(c, rows[row_of(ch.status)].de, rows[row_of(ch.status)].en));
	event_emit(c, EV_STATUS_SET, out->id, slots_keep(c, out));
	event_emit(c, EV_SLOT_CHANGED, out->start_at, NULL);
	return OK;
}

enum err
slots_ended_pending(
    struct call *c, const struct slots_ended *in, struct booking_list *out)
{
	return slots_store_ended(c->db, c->arena, in, out);
}

enum err
slots_assume(struct call *c, struct booking *b)
{
	struct status_change ch = {
		.status = "appeared", .source = "default", .reason = ""
	};
	enum err e;

	ch.color = slots_status_color(b, ch.status);
	if ((e = slots_set_status(c, b, &ch)) != OK)
		return e;
	event_emit(c, EV_STATUS_ASSUMED, b->id, slots_keep(c, b));
	return OK;
}

enum err
slots_confirm(struct call *c, struct booking *b)
{
	struct status_change ch = { .status = b->status,
		.color = b->color_id,
		.reason = "confirmed",
		.session = c->session };
	enum err e = slots_set_status(c, b, &ch);

	if (e != OK)
		return e;
	audit(c, b, b->status);
	event_emit(c, EV_STATUS_SET, b->id, slots_keep(c, b));
	return OK;
}
