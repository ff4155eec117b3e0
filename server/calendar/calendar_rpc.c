/* Operations on calendars: state, outbox, pulls, conflict cases. */
#include "common/arena.h"
#include "common/json_write.h"
#include "common/str.h"
#include "common/xalloc.h"
#include "server/calendar/calendar.h"
#include "server/calendar/calendar_check.h"
#include "server/calendar/calendar_mirror_store.h"
#include "server/core/event_handlers.h"
#include "server/jobs/jobs.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

static const char *const states[] = { "open", "pending", "failed", "done",
	"discarded", NULL };
static const char *const choices[] = { "hub", "calendar", NULL };

struct p_list {
	int state;
	int64_t limit, offset;
};
struct p_row {
	int64_t id;
};
struct p_discard {
	int64_t id;
	const char *reason;
};

static const struct field f_list[] = {
	F_ENUM_OPT(struct p_list, state, states, 0,
	    "open: pending and failed together"),
	F_INT_OPT(struct p_list, limit, 1, 500, 100, "most rows"),
	F_INT_OPT(struct p_list, offset, 0, 100000000, 0, "rows to skip"),
	F_END,
};
static const struct field f_row[] = {
	F_ID(struct p_row, id, "row of the outbox"),
	F_END,
};
static const struct field f_discard[] = {
	F_ID(struct p_discard, id, "row of the outbox"),
	F_TEXT_OPT(struct p_discard, reason, 200, "why; kept in the log"),
	F_END,
};
static const struct field f_resolve[] = {
	F_ID(struct calendar_resolve, id, "conflict case"),
	F_INT_OPT(struct calendar_resolve, version, 1, 9007199254740991, 0,
	    "seen version"),
	F_ENUM(struct calendar_resolve, choice, choices,
	    "whose word counts; see calendar.list_conflicts"),
	F_END,
};

enum err
calendar_push(struct app *app, int64_t key, struct jw *w)
{
	(void)app;
	(void)key;
	(void)w;
	return OK;
}

/* --- state --- */

static void
sight_json(struct jw *w, const struct calendar_sight *s)
{
	jw_object(w);
	jw_kstr(w, "calendar", s->calendar);
	jw_kstr(w, "name", s->name);
	jw_kstr(w, "calendar_id", s->calendar_id);
	jw_kinstant(w, "pulled_at", s->pulled_at);
	jw_kinstant(w, "answered_at", s->answered_at);
	jw_kinstant(w, "next_at", s->next_at);
	jw_kint(w, "failures", s->failures);
	jw_kint(w, "pending", s->pending);
	jw_kbool(w, "busy", s->busy);
	jw_kbool(w, "wanted", s->wanted);
	jw_kstr(w, "error", s->error);
	jw_end_object(w);
}

static enum err
rpc_calendar_show_status(struct call *c, const void *in)
{
	struct calendar_status s;
	struct jw *w = c->reply;
	enum err e = calendar_show(c, &s);
	int i;

	(void)in;
	if (e != OK)
		return e;
	jw_kstr(w, "provider", s.provider);
	jw_kbool(w, "remote", s.remote);
	jw_kbool(w, "dry_run", s.dry_run);
	jw_kstr(w, "setup_fault", s.setup_fault);
	jw_kint(w, "pending", s.pending);
	jw_kint(w, "failed", s.failed);
	jw_kinstant(w, "oldest_at", s.oldest_at);
	jw_kint(w, "conflicts", s.conflicts);
	jw_kobject(w, "quota");
	jw_kint(w, "used", s.calls);
	if (s.budget < 0) {
		jw_knull(w, "budget");
		jw_knull(w, "percent");
	} else {
		jw_kint(w, "budget", s.budget);
		jw_kint(w, "percent", s.calls * 100 / s.budget);
	}
	jw_end_object(w);
	jw_karray(w, "calendars");
	for (i = 0; i < s.n; i++)
		sight_json(w, &s.row[i]);
	jw_end_array(w);
	return OK;
}

static enum err
rpc_calendar_check_prepare(struct call *c, const void *in, void **job)
{
	(void)in;
	*job = xcalloc(1, sizeof(struct calendar_check));
	return calendar_check_prepare(c, *job);
}

static void
rpc_calendar_check_work(void *job)
{
	calendar_check_work(job);
}

static enum err
rpc_calendar_check_finish(struct call *c, const void *in, void *job)
{
	const struct calendar_check *k = job;
	const char *verdict;
	enum err e = calendar_check_finish(c, k, &verdict);
	int i;

	(void)in;
	if (e != OK)
		return e;
	jw_kstr(c->reply, "verdict", verdict);
	jw_karray(c->reply, "items");
	for (i = 0; i < k->n; i++) {
		jw_object(c->reply);
		jw_kstr(c->reply, "name", k->name[i]);
		jw_kstr(c->reply, "calendar_id", k->calendar_id[i]);
		jw_kstr(c->reply, "result",
		    calendar_result_name(k->answer[i].result));
		jw_kstr(c->reply, "error", k->answer[i].why);
		jw_end_object(c->reply);
	}
	jw_end_array(c->reply);
	jw_kwhole(c->reply, k->n);
	return OK;
}

static void
rpc_calendar_check_drop(void *job)
{
	calendar_check_drop(job);
}

static enum err
rpc_calendar_pull(struct call *c, const void *in)
{
	int64_t n;
	enum err e = calendar_want(c, &n);

	(void)in;
	if (e == OK)
		jw_kint(c->reply, "calendars", n);
	return e;
}

/* --- outbox --- */

static void
entry_json(struct jw *w, const struct outbox_entry *o)
{
	jw_object(w);
	jw_kint(w, "id", o->id);
	jw_kinstant(w, "at", o->at);
	jw_kstr(w, "calendar", o->calendar);
	jw_kstr(w, "operation", o->operation);
	jw_kstr(w, "title", o->title);
	jw_kstr(w, "state", o->state);
	jw_kint(w, "attempts", o->attempts);
	jw_kinstant(w, "next_try_at", o->next_try_at);
	jw_kstr(w, "error", o->error);
	if (o->booking != 0)
		jw_kint(w, "booking", o->booking);
	if (o->special != 0)
		jw_kint(w, "special", o->special);
	jw_kstr(w, "event_id", o->event_id);
	jw_end_object(w);
}

static void
page_json(struct jw *w, int64_t total, const struct p_list *p)
{
	jw_kint(w, "total", total);
	jw_kint(w, "limit", p->limit);
	jw_kint(w, "offset", p->offset);
}

static enum err
rpc_calendar_list_outbox(struct call *c, const void *in)
{
	const struct p_list *p = in;
	struct outbox_filter f = { .state =
				       p->state == 0 ? NULL : states[p->state],
		.limit = p->limit,
		.offset = p->offset };
	struct outbox_entries l;
	enum err e = calendar_outbox_list(c, &f, &l);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < l.n; i++)
		entry_json(c->reply, &l.row[i]);
	jw_end_array(c->reply);
	page_json(c->reply, l.total, p);
	return OK;
}

static enum err
rpc_calendar_retry_outbox(struct call *c, const void *in)
{
	const struct p_row *p = in;
	enum err e = calendar_outbox_retry(c, p->id);

	call_audit_target(c, "outbox:%lld", (long long)p->id);
	if (e == OK)
		jw_kbool(c->reply, "retried", true);
	return e;
}

static enum err
rpc_calendar_retry_all(struct call *c, const void *in)
{
	int64_t n;
	enum err e = calendar_outbox_retry_all(c, &n);

	(void)in;
	if (e == OK)
		jw_kint(c->reply, "retried", n);
	return e;
}

static enum err
rpc_calendar_discard_outbox(struct call *c, const void *in)
{
	const struct p_discard *p = in;
	enum err e = calendar_outbox_discard(c, p->id);

	call_audit_target(c, "outbox:%lld", (long long)p->id);
	if (p->reason != NULL && p->reason[0] != '\0')
		jw_kstr(call_audit(c), "reason", p->reason);
	if (e == OK)
		jw_kbool(c->reply, "discarded", true);
	return e;
}

/* --- conflict cases --- */

static void
conflict_json(struct call *c, const struct conflict *k)
{
	struct jw *w = c->reply;
	int i;

	jw_object(w);
	jw_kint(w, "id", k->id);
	jw_kint(w, "version", k->version);
	jw_kinstant(w, "at", k->at);
	jw_kstr(w, "kind", k->kind);
	jw_kstr(w, "calendar", k->calendar);
	jw_kint(w, "booking", k->booking);
	jw_kstr(w, "title", k->title);
	jw_kint(w, "color_id", k->color);
	jw_kinstant(w, "start_at", k->start_at);
	jw_kinstant(w, "end_at", k->end_at);
	jw_karray(w, "choices");
	for (i = 0; choices[i] != NULL; i++) {
		jw_object(w);
		jw_kstr(w, "choice", choices[i]);
		jw_kstr(w, "text",
		    calendar_choice_text(c, k->kind, (enum calendar_choice)i));
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_end_object(w);
}

static enum err
rpc_calendar_list_conflicts(struct call *c, const void *in)
{
	const struct p_list *p = in;
	struct conflicts l;
	enum err e = calendar_list_conflicts(c, p->limit, p->offset, &l);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < l.n; i++)
		conflict_json(c, &l.row[i]);
	jw_end_array(c->reply);
	page_json(c->reply, l.total, p);
	return OK;
}

static enum err
rpc_calendar_resolve_conflict(struct call *c, const void *in)
{
	const struct calendar_resolve *p = in;
	enum err e = calendar_resolve(c, p);

	if (e != OK)
		return e;
	jw_kstr(call_audit(c), "choice", choices[p->choice]);
	jw_kbool(c->reply, "resolved", true);
	return OK;
}

const struct op calendar_ops[] = {
	{ .op = "calendar.check",
	    .help = "Asks every calendar whether it can be read.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_ASYNC,
	    .rate = RATE_ADMIN,
	    .flags = NO_REPLAY, /* asked again, it looks again */
	    .audit = "calendar_checked",
	    .prepare = rpc_calendar_check_prepare,
	    .work = rpc_calendar_check_work,
	    .finish = rpc_calendar_check_finish,
	    .drop = rpc_calendar_check_drop,
	    .work_class = WORK_CALENDAR,
	    .example = "{}",
	    .returns = "{verdict, items: [{name, calendar_id, result, "
		       "error}]}" },
	{ .op = "calendar.discard_outbox",
	    .alias = "outbox.discard",
	    .help = "Gives up a write that has not been made.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "outbox_discarded",
	    .run = rpc_calendar_discard_outbox,
	    .in = f_discard,
	    .in_size = sizeof(struct p_discard),
	    .example = "{\"id\":4711,\"reason\":\"doppelt\"}",
	    .returns = "{discarded}" },
	{ .op = "calendar.list_conflicts",
	    .help = "Cases that people must decide, with their choices.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_calendar_list_conflicts,
	    .in = f_list + 1,
	    .in_size = sizeof(struct p_list),
	    .example = "{\"limit\":50}",
	    .returns = "list of {id, version, at, kind, calendar, booking, "
		       "title, color_id, start_at, end_at, choices}" },
	{ .op = "calendar.list_outbox",
	    .alias = "outbox.list",
	    .help = "Writes to calendars, in their order.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_calendar_list_outbox,
	    .in = f_list,
	    .in_size = sizeof(struct p_list),
	    .example = "{\"state\":\"failed\"}",
	    .returns = "list of {id, at, calendar, operation, title, state, "
		       "attempts, next_try_at, error, booking, event_id}" },
	{ .op = "calendar.pull",
	    .alias = "calendar.pull_now",
	    .help = "Reads every calendar as soon as it can be.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "calendar_pulled",
	    .run = rpc_calendar_pull,
	    .example = "{}",
	    .returns = "{calendars}" },
	{ .op = "calendar.resolve_conflict",
	    .help = "Decides a conflict case.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "calendar_conflict_resolved",
	    .run = rpc_calendar_resolve_conflict,
	    .in = f_resolve,
	    .in_size = sizeof(struct calendar_resolve),
	    .example = "{\"id\":4711,\"choice\":\"hub\"}",
	    .returns = "{resolved}" },
	{ .op = "calendar.retry_all",
	    .help = "Tries all waiting and failed writes again.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "tracking_retry",
	    .run = rpc_calendar_retry_all,
	    .example = "{}",
	    .returns = "{retried}" },
	{ .op = "calendar.retry_outbox",
	    .alias = "outbox.retry",
	    .help = "Tries a waiting or failed write again, now.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "tracking_retry",
	    .run = rpc_calendar_retry_outbox,
	    .in = f_row,
	    .in_size = sizeof(struct p_row),
	    .example = "{\"id\":4711}",
	    .returns = "{retried}" },
	{ .op = "calendar.show_status",
	    .alias = "calendar.status",
	    .help = "Provider, outbox, quota and the state of each calendar.",
	    .perm = P_ADMIN_SYSTEM,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_calendar_show_status,
	    .example = "{}",
	    .returns = "{provider, remote, dry_run, setup_fault, pending, "
		       "failed, oldest_at, conflicts, quota, calendars}" },
	{ 0 },
};
