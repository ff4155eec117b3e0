/* State, outbox and pulls as people see and steer them. */
#include "server/calendar/calendar.h"

#include "common/arena.h"
#include "server/calendar/calendar_store.h"
#include "server/calendar/calendar_work.h"
#include "common/date.h"
#include "server/core/events.h"
#include "server/rpc/call.h"

#define DAY_MS 86400000LL

static void
show_row(struct call *c, const struct calendar_row *r, struct calendar_sight *s)
{
	const struct calendar_lane *l =
	    calendar_lane_of(calendar_memory_of(c), r->calendar);

	*s = (struct calendar_sight){ .calendar = r->calendar,
		.name = r->name,
		.calendar_id = r->calendar_id,
		.pulled_at = r->is_new ? 0 : r->pulled_at,
		.answered_at = r->answered_at,
		.next_at = r->next_at,
		.failures = r->failures,
		.pending = r->pending,
		.busy = l->job != NULL,
		.wanted = r->wanted,
		.error = r->error };
}

enum err
calendar_show(struct call *c, struct calendar_status *out)
{
	const struct calendar_port *port = calendar_port_now(c);
	struct calendar_rows rows;
	char day[11];
	enum err e;
	int i;

	*out = (struct calendar_status){ .provider = port->name,
		.remote = port->remote,
		.dry_run = calendar_dry_run(c),
		.setup_fault = calendar_setup(c),
		.budget = calendar_budget(c) };
	date_text((int)(c->now / DAY_MS), day);
	if ((e = calendar_store_counts(c, out)) != OK ||
	    (e = calendar_store_calls(c, day, &out->calls)) != OK ||
	    (e = calendar_store_rows(c, calendar_central(c), &rows)) != OK)
		return e;
	out->row =
	    arena_alloc(c->arena, ((size_t)rows.n + 1) * sizeof(*out->row));
	if (port->remote)
		for (i = 0; i < rows.n; i++)
			show_row(c, &rows.row[i], &out->row[out->n++]);
	return OK;
}

enum err
calendar_want(struct call *c, int64_t *n)
{
	enum err e;

	*n = 0;
	if (!calendar_port_now(c)->remote)
		return OK;
	if ((e = calendar_store_want(c)) != OK ||
	    (e = calendar_store_wanted(c, n)) != OK)
		return e;
	calendar_wake(c);
	return OK;
}

enum err
calendar_outbox_list(
    struct call *c, const struct outbox_filter *f, struct outbox_entries *out)
{
	return calendar_store_list(c, f, out);
}

static enum err
changed(struct call *c, bool found)
{
	if (!found)
		return call_fail(c, E_NOT_FOUND);
	event_emit(c, EV_CALENDAR_CHANGED, 0, NULL);
	calendar_wake(c);
	return OK;
}

enum err
calendar_outbox_retry(struct call *c, int64_t id)
{
	bool found;
	enum err e = calendar_store_again(c, id, &found);

	return e == OK ? changed(c, found) : e;
}

enum err
calendar_outbox_retry_all(struct call *c, int64_t *n)
{
	enum err e = calendar_store_again_all(c, n);

	return e == OK ? changed(c, true) : e;
}

enum err
calendar_outbox_discard(struct call *c, int64_t id)
{
	bool found;
	enum err e = calendar_store_discard(c, id, &found);

	return e == OK ? changed(c, found) : e;
}
