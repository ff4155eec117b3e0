/* What becomes of a row of the outbox when its call is answered. */
#include <string.h>

#include "common/arena.h"
#include "common/str.h"
#include "server/calendar/calendar_apply.h"
#include "server/calendar/calendar_google_json.h"
#include "server/calendar/calendar_mirror_store.h"
#include "server/calendar/calendar_take.h"
#include "server/notify/notify.h"
#include "server/rpc/call.h"
#include "server/slots/slots.h"

#define BACK_OFF_MS 2000
#define BACK_OFF_MOST_MS 900000

/* 2 s, 4 s ... 15 min, and up to a quarter more, so that retries spread. */
static int64_t
back_off(struct call *c, int attempts)
{
	int64_t ms = BACK_OFF_MS;
	uint32_t r;

	while (attempts-- > 0 && ms < BACK_OFF_MOST_MS)
		ms *= 2;
	if (ms > BACK_OFF_MOST_MS)
		ms = BACK_OFF_MOST_MS;
	call_random(c, &r, sizeof(r));
	return ms + ms * (r % 256) / 1024;
}

static enum err
end(struct call *c, const struct outbox_head *h, const char *state,
    const char *error)
{
	struct outbox_end x = { .id = h->id,
		.booking = h->booking,
		.special = h->special,
		.state = state,
		.error = error,
		.sent = str_eq(state, "done") && error[0] == '\0' };

	return calendar_store_end(c, &x);
}

static enum err
fail(struct call *c, const struct outbox_head *h, const char *why)
{
	struct notification n = { .type = "error",
		.source = "calendar",
		.screen = "calendar",
		.title_de = "Kalendereintrag endgültig gescheitert",
		.title_en = "A calendar entry failed for good" };
	enum err e = end(c, h, "failed", why);

	n.message_de = arena_printf(c->arena,
	    "%s (Nr. %lld). Bitte im Ausgang wiederholen oder verwerfen.", why,
	    (long long)h->id);
	n.message_en = arena_printf(c->arena,
	    "%s (no. %lld). Please retry or discard it in the outbox.", why,
	    (long long)h->id);
	n.dedupe =
	    arena_printf(c->arena, "calendar-row:%lld", (long long)h->id);
	return e == OK ? notify_role(c, "admin", &n, NULL) : e;
}

/* What was written is what stands there: no change of a person. */
static enum err
mirror(struct call *c, const struct calendar_row *row,
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

static bool
is_ours(const struct outbox_head *h, const struct calendar_event *ev)
{
	return h->uuid == NULL ? ev->uuid == NULL
			       : ev->uuid != NULL && str_eq(h->uuid, ev->uuid);
}

/* Since the try whose answer was lost, people may have changed it. */
static enum err
compare(struct call *c, struct calendar_row *row, const struct outbox_head *h,
    const struct calendar_event *ev)
{
	struct apply x = { .c = c, .row = row };
	struct calendar_event was;
	struct mirror_row m = { .calendar = row->calendar,
		.event_id = h->event_id,
		.known = true };
	enum err e;

	if (!google_read_event(c->arena, h->payload, strlen(h->payload), &was))
		return E_INTERNAL;
	m.title = was.title;
	m.color = was.color;
	m.start_at = was.start_at;
	m.end_at = was.end_at;
	if (!ev->cancelled && str_eq(was.title, ev->title) &&
	    was.color == ev->color && was.start_at == ev->start_at)
		return OK;
	e = calendar_apply(&x, &m, ev);
	return e == OK ? calendar_apply_end(&x) : e;
}

/* Stands there: now, or since a try whose answer was lost. */
static enum err
written(struct call *c, struct calendar_row *row, const struct outbox_head *h,
    const struct calendar_job *j)
{
	const struct calendar_event *ev = j->out.event;
	enum err e;

	if (j->out.result == CAL_EXISTS && !is_ours(h, ev))
		return fail(c, h, "the id belongs to another event");
	if ((e = end(c, h, "done", "")) != OK || j->out.n != 1 ||
	    (e = mirror(c, row, ev)) != OK)
		return e;
	return j->out.result == CAL_EXISTS ? compare(c, row, h, ev) : OK;
}

/* The event is not there: never written, or deleted by a person. */
static enum err
missing(
    struct call *c, const struct calendar_row *row, const struct outbox_head *h)
{
	struct conflict k = { .calendar = row->calendar,
		.event_id = h->event_id,
		.booking = h->booking,
		.kind = "deleted",
		.title = "" };
	struct mirror_row m = { .calendar = row->calendar,
		.event_id = h->event_id,
		.etag = "",
		.title = "",
		.gone = true,
		.generation = row->generation };
	enum err e;

	if (!h->sent_before)
		return calendar_store_as_insert(c, h->id);
	if ((e = calendar_mirror_put(c, &m)) != OK ||
	    (e = end(c, h, "done", "the event was deleted")) != OK)
		return e;
	if (h->booking_status == NULL || slots_status_frees(h->booking_status))
		return OK;
	return calendar_conflict_put(c, &k);
}

static enum err
later(struct call *c, const struct outbox_head *h, const struct calendar_job *j)
{
	int64_t wait = back_off(c, h->attempts);

	if (j->out.retry_after * 1000LL > wait)
		wait = j->out.retry_after * 1000LL;
	return calendar_store_later(c, h->id, c->now + wait,
	    arena_printf(c->arena, "%s: %s",
		calendar_result_name(j->out.result), j->out.why));
}

enum err
calendar_take_write(
    struct call *c, struct calendar_row *row, const struct calendar_job *j)
{
	enum calendar_result r = j->out.result;
	struct outbox_head h;
	enum err e = calendar_store_row(c, j->row, &h);

	if (e != OK || h.id == 0) /* discarded meanwhile */
		return e;
	if (r == CAL_OK || r == CAL_EXISTS)
		return written(c, row, &h, j);
	if (r == CAL_MISSING)
		return missing(c, row, &h);
	if (r == CAL_INVALID)
		return fail(c, &h, arena_strdup(c->arena, j->out.why));
	if (r == CAL_CHANGED) /* what a person did is looked at first */
		row->wanted = true;
	return later(c, &h, j);
}
