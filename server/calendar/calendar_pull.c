/*
 * Pages of lists: the mirror and the token of a page are stored in one
 * transaction. What could not be read stays as it was (booking.md 9.5).
 */
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/availability/availability.h"
#include "server/calendar/calendar_apply.h"
#include "server/calendar/calendar_take.h"
#include "server/rpc/call.h"

#define DAYS_BACK 60 /* of the mirror, as the board shows them */
#define DAYS_AHEAD 7 /* behind the horizon */
#define FULL_MS 86400000LL
#define DAYS_SETTLED 7 /* as the daily check looks back */
#define SETTLED_MOST 50
#define FEW 5 /* so many deleted at once are a person's work */

void
calendar_act(struct call *c)
{
	struct actor *a = arena_zalloc(c->arena, sizeof(*a));

	*a = *c->actor;
	a->name = a->display = "job:calendar";
	c->actor = a;
}

bool
calendar_is_acting(const struct call *c)
{
	return c->actor->id == 0 && str_eq(c->actor->name, "job:calendar");
}

/* The window moves on with the days, so now and then all is read. */
bool
calendar_wants_all(const struct call *c, const struct calendar_row *row)
{
	return row->page_token == NULL &&
	       (row->sync_token == NULL || row->full_at > c->now ||
		   c->now - row->full_at >= FULL_MS);
}

void
calendar_window(
    struct call *c, const struct calendar_row *row, int64_t *from, int64_t *to)
{
	int64_t at = row->page_token != NULL ? row->full_at : c->now;
	int ahead = availability_horizon(c) - c->today + DAYS_AHEAD;
	int day = tz_date(at, NULL);

	*from = tz_day(day - DAYS_BACK);
	*to = tz_day(day + ahead);
}

static bool
is_same(const struct mirror_row *m, const struct calendar_event *ev)
{
	if (!m->known || m->gone != ev->cancelled)
		return false;
	return ev->cancelled ||
	       (str_eq(m->title, ev->title) && m->color == ev->color &&
		   m->start_at == ev->start_at && m->end_at == ev->end_at);
}

static enum err
store(struct call *c, const struct calendar_row *row,
    const struct calendar_event *ev)
{
	struct mirror_row m = { .calendar = row->calendar,
		.event_id = ev->id,
		.etag = ev->etag,
		.title = ev->title,
		.color = ev->color,
		.gone = ev->cancelled,
		.start_at = ev->start_at,
		.end_at = ev->end_at,
		.generation = row->generation };

	return calendar_mirror_put(c, &m);
}

static enum err
take_event(struct apply *x, const struct calendar_event *ev)
{
	struct call *c = x->c;
	struct mirror_row m;
	enum err e;

	e = calendar_mirror_get(c, x->row->calendar, ev->id, &m);
	if (e != OK)
		return e;
	/* stubs of what was never seen here say nothing */
	if (ev->cancelled && !m.known)
		return OK;
	if ((e = store(c, x->row, ev)) != OK || is_same(&m, ev))
		return e;
	x->seen++;
	return calendar_apply(x, &m, ev);
}

/*
 * After a full list: what it did not show is deleted. When that is more than a
 * person deletes in a while, people decide.
 */
static enum err
sweep(struct apply *x, const struct calendar_job *j)
{
	struct call *c = x->c;
	struct mirror_row like = { .calendar = x->row->calendar,
		.generation = x->row->generation,
		.start_at = j->rq.from,
		.end_at = j->rq.to };
	struct mirror_row m;
	int64_t all, gone;
	enum err e = calendar_mirror_missing(c, &like, &all, &gone);

	x->doubtful = gone > FEW && gone * 2 > all;
	while (e == OK && (e = calendar_mirror_unseen(c, &like, &m)) == OK &&
	       m.known) {
		struct calendar_event ev = { .id = m.event_id,
			.etag = "",
			.title = m.title,
			.description = "",
			.color = m.color,
			.start_at = m.start_at,
			.end_at = m.end_at,
			.cancelled = true };

		if ((e = store(c, x->row, &ev)) == OK && !m.gone)
			e = calendar_apply(x, &m, &ev);
	}
	x->doubtful = false;
	return e;
}

/*
 * A colour speaks when the appointment is over (10.3): those that were set
 * before. Then what was booked without sight of the calendar is looked at.
 */
static enum err
settle(struct apply *x)
{
	struct call *c = x->c;
	int64_t from = tz_day(c->today - DAYS_SETTLED), over = 0;
	struct mirror_row m = { .event_id = "" };
	enum err e;
	int i;

	for (i = 0; i < SETTLED_MOST; i++) {
		e = calendar_mirror_ended(c, from, m.event_id, &m);
		if (e != OK)
			return e;
		if (!m.known)
			break;
		if ((e = calendar_apply_ended(x, &m)) != OK)
			return e;
	}
	if ((e = calendar_mirror_overbooked(c, &over)) != OK)
		return e;
	if (over > 0 && (e = calendar_tell_over(c, over)) != OK)
		return e;
	return calendar_mirror_verified(c);
}

static enum err
last_page(struct apply *x, const struct calendar_job *j)
{
	struct calendar_row *row = x->row;
	enum err e = OK;

	if (j->rq.sync_token == NULL)
		e = sweep(x, j);
	row->page_token = NULL;
	row->sync_token = arena_strdup(x->c->arena, j->out.next_token);
	row->pulled_at = j->as.now;
	row->wanted = false;
	calendar_tell_jobs(x->c);
	if (e == OK && str_eq(row->calendar, "central"))
		e = settle(x);
	return e;
}

static enum err
take_events(struct apply *x, const struct calendar_job *j)
{
	enum err e = OK;
	int i;

	for (i = 0; e == OK && i < j->out.n; i++)
		e = take_event(x, &j->out.event[i]);
	if (e == OK && j->out.next_page == NULL)
		e = last_page(x, j);
	else if (e == OK)
		x->row->page_token =
		    arena_strdup(x->c->arena, j->out.next_page);
	return e == OK ? calendar_apply_end(x) : e;
}

enum err
calendar_take_page(
    struct call *c, struct calendar_row *row, const struct calendar_job *j)
{
	struct apply x = { .c = c, .row = row };

	if (j->out.result == CAL_OK) {
		if (j->rq.sync_token == NULL && j->rq.page_token == NULL) {
			row->generation++;
			row->full_at = j->as.now;
			row->sync_token = NULL;
		}
		return take_events(&x, j);
	}
	row->page_token = NULL;
	if (j->out.result == CAL_TOKEN_GONE || j->out.result == CAL_INVALID)
		row->sync_token = NULL;
	if (j->out.result == CAL_TOKEN_GONE && j->rq.sync_token != NULL)
		return OK; /* all is read at once */
	row->wanted = false;
	calendar_tell_jobs(c);
	return OK;
}
