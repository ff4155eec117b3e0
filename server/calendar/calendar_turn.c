/*
 * The task behind the outbox and the mirrors: takes in what workers brought
 * back and sends the next call of each idle calendar (booking.md 9.5).
 */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "server/calendar/calendar_store.h"
#include "server/calendar/calendar_take.h"
#include "server/calendar/calendar_work.h"
#include "server/core/event_handlers.h"
#include "server/core/due_tasks.h"
#include "server/notify/notify.h"
#include "server/rpc/call.h"

#define DAY_MS 86400000LL
#define AGAIN_MS 5000	  /* after a turn that failed */
#define PATIENCE_MS 60000 /* of a pull */
#define SETUP "setup: "	  /* begins the error of bad credentials */
#define SETUP_MS 60000	  /* credentials are looked at again */
#define REJECTED_MOST 3	  /* an answer that cannot be stored is dropped */
#define TELL_FAILURES 3	  /* so many in a row and admins hear of it */

/* A UTC day as quota counts it. */
static const char *
utc_day(int64_t now, char out[11])
{
	return date_text((int)(now / DAY_MS), out);
}

struct round {
	struct call *c;
	struct calendar_memory *m;
	struct calendar_rows rows;
	int64_t calls; /* today, those sent now included */
	int64_t next;
	bool changed;
};

static void
look_again(struct round *r, int64_t at)
{
	if (at < r->next)
		r->next = at;
}

/* --- telling admins --- */

static enum err
tell(struct call *c, struct notification *n, const char *dedupe)
{
	n->source = "calendar";
	n->screen = "calendar";
	n->dedupe = dedupe;
	return notify_role(c, "admin", n, NULL);
}

static enum err
tell_down(struct call *c, const struct calendar_row *row)
{
	struct notification n = { .type = "error" };

	n.title_de =
	    arena_printf(c->arena, "Kalender nicht erreichbar: %s", row->name);
	n.title_en =
	    arena_printf(c->arena, "Calendar out of reach: %s", row->name);
	n.message_de = arena_printf(c->arena,
	    "%s. Buchungen gehen weiter und werden später eingetragen.",
	    row->error);
	n.message_en = arena_printf(c->arena,
	    "%s. Booking goes on, entries are made later.", row->error);
	return tell(
	    c, &n, arena_printf(c->arena, "calendar:%s", row->calendar));
}

static enum err
tell_up(struct call *c, const struct calendar_row *row)
{
	struct notification n = { .type = "success" };

	n.title_de =
	    arena_printf(c->arena, "Kalender wieder erreichbar: %s", row->name);
	n.title_en = arena_printf(
	    c->arena, "Calendar can be reached again: %s", row->name);
	return tell(
	    c, &n, arena_printf(c->arena, "calendar-up:%s", row->calendar));
}

static enum err
tell_quota(struct round *r, const char *day, bool used_up)
{
	struct notification n = { .type = used_up ? "error" : "warning" };

	n.title_de = used_up ? "Kalenderkontingent des Tages ist aufgebraucht"
			     : "Kalenderkontingent zu 80 % verbraucht";
	n.title_en = used_up ? "Calendar quota of the day is used up"
			     : "80 % of the calendar quota are used";
	return tell(r->c, &n,
	    arena_printf(r->c->arena, "calendar-quota:%s:%d", day, used_up));
}

/* --- taking in --- */

static enum err
note_success(struct call *c, struct calendar_row *row)
{
	bool was_down = row->failures > 0, told = row->told;
	enum err e = OK;

	row->failures = 0;
	/* what people did meanwhile */
	row->wanted = row->wanted || was_down;
	row->told = false;
	row->error = "";
	row->next_at = 0;
	if (was_down)
		e = calendar_store_hurry(c, row->calendar);
	if (e == OK && told)
		e = tell_up(c, row);
	return e;
}

static enum err
note_failure(
    struct call *c, struct calendar_row *row, const struct calendar_answer *a)
{
	row->failures++;
	row->error = arena_printf(
	    c->arena, "%s: %s", calendar_result_name(a->result), a->why);
	if (a->retry_after > 0)
		row->next_at = c->now + a->retry_after * 1000LL;
	if (row->failures < TELL_FAILURES || row->told)
		return OK;
	row->told = true;
	return tell_down(c, row);
}

/* A list that says anything else than what is asked is no list. */
static bool
is_failure(const struct calendar_job *j)
{
	enum calendar_result r = j->out.result;

	if (j->verb == CALL_LIST)
		return r != CAL_OK &&
		       (r != CAL_TOKEN_GONE || j->rq.sync_token == NULL);
	return calendar_result_passes(r);
}

static enum err
take(struct round *r, struct calendar_row *row, const struct calendar_job *j)
{
	struct call *c = r->c;
	char day[11];
	enum err e;

	calendar_job_token(r->m, j);
	/* one was counted when it was sent */
	if (j->out.calls > 1 &&
	    (e = calendar_store_count(
		 c, utc_day(c->now, day), j->out.calls - 1)) != OK)
		return e;
	if (is_failure(j)) {
		e = note_failure(c, row, &j->out);
	} else {
		row->answered_at = c->now;
		e = note_success(c, row);
	}
	if (e == OK && j->verb == CALL_LIST)
		e = calendar_take_page(c, row, j);
	else if (e == OK)
		e = calendar_take_write(c, row, j);
	return e == OK ? calendar_store_put(c, row) : e;
}

static struct calendar_row *
row_of(struct round *r, const char *calendar)
{
	int i;

	for (i = 0; i < r->rows.n; i++)
		if (str_eq(r->rows.row[i].calendar, calendar))
			return &r->rows.row[i];
	return NULL;
}

static enum err
take_all(struct round *r)
{
	struct calendar_lane *l;
	enum err e = OK;

	for (l = r->m->lanes; e == OK && l != NULL; l = l->next) {
		struct calendar_row *row = row_of(r, l->calendar);

		if (l->job == NULL || !l->job->done)
			continue;
		/* a page of another calendar than the one of today */
		if (row != NULL && !row->is_new &&
		    ++l->rejected <= REJECTED_MOST)
			e = take(r, row, l->job);
		calendar_lane_free(r->c, l);
		r->changed = true;
	}
	return e;
}

/* --- sending --- */

static enum err
may_call(struct round *r, bool *may)
{
	int64_t gap = calendar_gap(r->c), now = r->c->now;
	int64_t budget = calendar_budget(r->c);
	char day[11];
	enum err e = OK;

	*may = false;
	if (r->m->last_call_at > now)
		r->m->last_call_at = 0; /* the clock was set back */
	if (r->m->last_call_at + gap > now) {
		look_again(r, r->m->last_call_at + gap);
	} else if (budget >= 0 && r->calls >= budget) {
		look_again(r, (now / DAY_MS + 1) * DAY_MS);
		e = tell_quota(r, utc_day(now, day), true);
	} else {
		*may = true;
	}
	return e;
}

static enum err
send(struct round *r, const struct calendar_row *row, struct calendar_job *j)
{
	struct call *c = r->c;
	int64_t budget = calendar_budget(c);
	char day[11];
	enum err e;

	utc_day(c->now, day);
	j->rq.calendar = arena_strdup(j->a, row->calendar_id);
	calendar_job_send(c, calendar_lane_of(r->m, row->calendar), j);
	if (calendar_gap(c) > 0)
		r->m->last_call_at = c->now; /* the next one waits */
	if ((e = calendar_store_count(c, day, 1)) != OK)
		return e;
	if (++r->calls * 5 == budget * 4)
		e = tell_quota(r, day, false);
	return e;
}

static enum err
send_write(struct round *r, const struct calendar_row *row,
    const struct outbox_head *h)
{
	struct calendar_job *j = calendar_job_new(r->c);

	j->row = h->id;
	j->verb = str_eq(h->operation, "insert")   ? CALL_INSERT
		  : str_eq(h->operation, "update") ? CALL_UPDATE
						   : CALL_REMOVE;
	j->rq.event_id = arena_strdup(j->a, h->event_id);
	j->rq.body = arena_strdup(j->a, h->payload);
	if (h->etag != NULL && h->etag[0] != '\0' && j->verb == CALL_UPDATE)
		j->rq.etag = arena_strdup(j->a, h->etag);
	return send(r, row, j);
}

static enum err
send_list(struct round *r, const struct calendar_row *row)
{
	struct calendar_job *j = calendar_job_new(r->c);
	struct call *c = r->c;

	j->verb = CALL_LIST;
	if (row->sync_token != NULL && !calendar_wants_all(c, row))
		j->rq.sync_token = arena_strdup(j->a, row->sync_token);
	if (row->page_token != NULL)
		j->rq.page_token = arena_strdup(j->a, row->page_token);
	/* the pages of a list have the window of its first one */
	calendar_window(c, row, &j->rq.from, &j->rq.to);
	return send(r, row, j);
}

/* Dry run: it looks as if it had been sent. */
static enum err
pretend(struct call *c, const struct outbox_head *h)
{
	struct outbox_end x = { .id = h->id,
		.booking = h->booking,
		.special = h->special,
		.state = "done" };

	x.error = arena_printf(c->arena, "dry-run-%.8s", h->event_id);
	return calendar_store_end(c, &x);
}

static enum err
pretend_all(struct round *r, const struct calendar_row *row)
{
	struct outbox_head h;
	enum err e;

	while ((e = calendar_store_head(r->c, row->calendar, &h)) == OK &&
	       h.id != 0) {
		r->changed = true;
		if ((e = pretend(r->c, &h)) != OK)
			break;
	}
	return e;
}

static bool
is_busy(const struct round *r, const char *calendar)
{
	const struct calendar_lane *l = calendar_lane_of(r->m, calendar);

	return l->job != NULL && !l->job->done;
}

/* A pull that cannot be soon is over: jobs do not wait for it. */
static enum err
leave_pull(struct round *r, struct calendar_row *row, int64_t until)
{
	if (!row->wanted || until <= r->c->now + PATIENCE_MS)
		return OK;
	row->wanted = false;
	row->page_token = NULL;
	calendar_tell_jobs(r->c);
	return calendar_store_put(r->c, row);
}

static enum err
next_call(struct round *r, struct calendar_row *row)
{
	struct outbox_head h;
	bool may, due;
	enum err e;

	if (is_busy(r, row->calendar))
		return OK;
	if (calendar_dry_run(r->c) && (e = pretend_all(r, row)) != OK)
		return e;
	if ((e = calendar_store_head(r->c, row->calendar, &h)) != OK)
		return e;
	due = h.id != 0 && h.next_try_at <= r->c->now;
	if (h.id != 0 && !due)
		look_again(r, h.next_try_at);
	if (!due && !row->wanted)
		return OK;
	if (row->next_at > r->c->now) {
		look_again(r, row->next_at);
		return leave_pull(r, row, row->next_at);
	}
	if ((e = may_call(r, &may)) != OK || !may)
		return e != OK ? e : leave_pull(r, row, r->next);
	/* the rest of a list first: a mirror is whole or not at all */
	if (due && row->page_token == NULL)
		return send_write(r, row, &h);
	return row->wanted ? send_list(r, row) : OK;
}

/* The credentials are fine again. */
static enum err
heal(struct round *r, struct calendar_row *row)
{
	if (!str_starts(row->error, SETUP))
		return OK;
	row->error = "";
	row->wanted = true;
	return calendar_store_put(r->c, row);
}

/* Pulls that cannot be are over, so that nobody waits for them. */
static enum err
give_up(struct round *r, const char *why)
{
	const char *fault = arena_printf(r->c->arena, SETUP "%s", why);
	enum err e = OK;
	int i;

	for (i = 0; e == OK && i < r->rows.n; i++) {
		struct calendar_row *row = &r->rows.row[i];

		if (!row->wanted && str_eq(row->error, fault))
			continue;
		row->wanted = false;
		row->failures++;
		row->error = fault;
		r->changed = true;
		/* one fault of all calendars, told once */
		if (i == 0 && !row->told)
			e = tell_down(r->c, row);
		row->told = true;
		if (e == OK)
			e = calendar_store_put(r->c, row);
	}
	look_again(r, r->c->now + SETUP_MS);
	calendar_tell_jobs(r->c);
	return e;
}

static enum err
begin(struct round *r)
{
	const char *central = calendar_central(r->c);
	struct call *c = r->c;
	char day[11];
	enum err e;
	int i;

	if ((e = calendar_store_orphans(c, central)) != OK ||
	    (e = calendar_store_rows(c, central, &r->rows)) != OK ||
	    (e = calendar_store_calls(c, utc_day(c->now, day), &r->calls)) !=
		OK)
		return e;
	for (i = 0; e == OK && i < r->rows.n; i++)
		if (r->rows.row[i].is_new)
			e = calendar_store_reset(c, &r->rows.row[i]);
	if (e != OK || (e = take_all(r)) != OK)
		return e;
	return calendar_store_rows(c, central, &r->rows);
}

enum err
calendar_turn(struct call *c)
{
	struct round r = {
		.c = c, .m = calendar_memory_of(c), .next = INT64_MAX
	};
	const char *fault;
	enum err e;
	int i;

	if (!calendar_port_now(c)->remote) {
		r.m->next_at = INT64_MAX;
		calendar_tell_jobs(c);
		return OK;
	}
	r.m->next_at = c->now + AGAIN_MS;
	calendar_act(c);
	if ((e = begin(&r)) != OK)
		return e;
	fault = calendar_setup(c);
	for (i = 0; e == OK && fault == NULL && i < r.rows.n; i++)
		if ((e = heal(&r, &r.rows.row[i])) == OK)
			e = next_call(&r, &r.rows.row[i]);
	if (e == OK && fault != NULL)
		e = give_up(&r, fault);
	if (e != OK)
		return e;
	if (r.changed)
		event_emit(c, EV_CALENDAR_CHANGED, 0, NULL);
	r.m->next_at = r.next;
	return OK;
}
