/*
 * Rows of outcomes follow the status of their bookings; metrics of the day and
 * the profile of the customer follow the rows, all in one savepoint.
 */
#include "server/outcomes/outcomes.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "server/core/event_handlers.h"
#include "server/customers/customers_profile.h"
#include "server/outcomes/outcomes_store.h"
#include "server/app.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"
#include "server/slots/slots.h"
#include "server/slots/slots_points.h"

enum err
outcomes_recount(struct call *c, int date)
{
	struct day_counts n;
	enum err e = outcomes_store_counts(c, date, &n);

	return e == OK ? outcomes_store_metrics(c, date, &n) : e;
}

enum err
outcomes_profile(struct call *c, const char *customer_key)
{
	struct profile_row p;
	struct profile_counts n;
	enum err e = outcomes_store_profile_counts(c, customer_key, &p);

	if (e != OK)
		return e;
	if (p.n.total == 0)
		return outcomes_store_drop_profile(c, customer_key);
	n = (struct profile_counts){ p.n.total, p.n.completed, p.n.no_shows,
		p.n.ghosts, p.n.cancelled, p.n.rescheduled, p.n.overhang,
		p.n.exits };
	p.score_hundredths = profile_score(&n);
	p.risk = profile_risk(&n);
	return outcomes_store_profile(c, &p);
}

/* Outcome of a status (10.4). */
static const char *
outcome_of(const char *status)
{
	if (str_eq(status, "appeared") || str_eq(status, "recall") ||
	    str_eq(status, "special"))
		return "completed";
	return status;
}

/* How sure the outcome is; what the calendar said counts as its colour. */
static const char *
source_of(const struct booking *b)
{
	return str_eq(b->status_source, "calendar") ? "color"
						    : b->status_source;
}

static enum err
follow(struct call *c, const struct booking *b)
{
	struct outcome_put p = { .booking = b->id,
		.name = slots_customer(c, b->last_name, b->first_name),
		.key = b->key,
		.time = arena_printf(c->arena, "%02d:00", b->hour),
		.outcome = outcome_of(b->status),
		.source = source_of(b),
		.status = b->status,
		.potential = b->potential,
		.booked_by = b->by_name,
		.description = b->description,
		.date = b->date,
		.color = b->color_id,
		.is_final =
		    b->end_at <= c->now && !str_eq(b->status, "pending") };
	enum err e;

	if ((e = outcomes_store_put(c, &p)) != OK ||
	    (e = outcomes_recount(c, b->date)) != OK)
		return e;
	return outcomes_profile(c, b->key);
}

enum err
outcomes_on_changed(struct call *c, const struct event *ev)
{
	return follow(c, ev->what);
}

enum err
outcomes_on_cancelled(struct call *c, const struct event *ev)
{
	const struct cancelled *x = ev->what;

	return follow(c, x->booking);
}

enum err
outcomes_settle(struct call *c, struct booking *b)
{
	if (settings_bool(app_settings(c->app), SET_ASSUME_COMPLETED))
		return slots_assume(c, b);
	return follow(c, b);
}

enum err
outcomes_confirm(struct call *c, int64_t booking, struct booking *out)
{
	enum err e = slots_load(c, booking, 0, out);

	if (e != OK)
		return e;
	if (!str_eq(out->status_source, "default"))
		return call_fail_text(c, E_CONFLICT, "%s",
		    call_tr(c, "Hier gibt es nichts zu bestätigen",
			"There is nothing to confirm here"));
	return slots_confirm(c, out);
}

enum err
outcomes_list(
    struct call *c, const struct outcomes_filter *f, struct outcome_rows *out)
{
	struct outcomes_filter mine = *f;

	if (f->from > f->to)
		return call_invalid(c, "to", "%s",
		    call_tr(c, "Das Ende liegt vor dem Anfang",
			"The end lies before the start"));
	if (!call_may(c, P_SLOTS_MANAGE_ALL) && !call_may(c, P_ANALYTICS_TEAM))
		mine.user = c->actor->id;
	return outcomes_store_list(c, &mine, out);
}
