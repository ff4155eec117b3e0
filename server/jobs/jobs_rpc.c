/* Operations on scheduled jobs. */
#include <string.h>

#include "common/arena.h"
#include "common/json_write.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/core/event_handlers.h"
#include "server/jobs/jobs.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"

static const char *const names[] = {
#define JOB(id, name, schedule, deadline, timer, fn, de, en) name,
#include "server/jobs/jobs.def"
#undef JOB
	NULL
};

struct p_run {
	int job;
	bool dry_run;
};
struct p_log {
	int job;
	int64_t run, limit, offset;
};
struct p_set {
	int job;
	const char *schedule;
	int enabled;
	int64_t version;
};

static const struct field f_run[] = {
	F_ENUM(struct p_run, job, names, "name of the job"),
	F_BOOL_OPT(struct p_run, dry_run, false, "only say what would be done"),
	F_END,
};
static const struct field f_log[] = {
	F_ENUM_OPT(struct p_log, job, names, JOB_KINDS, "name of the job"),
	F_ID_OPT(struct p_log, run, "one run"),
	F_INT_OPT(struct p_log, limit, 1, 200, 20, "most rows"),
	F_INT_OPT(struct p_log, offset, 0, 1000000, 0, "rows to skip"),
	F_END,
};
static const struct field f_set[] = {
	F_ENUM(struct p_set, job, names, "name of the job"),
	F_STR_OPT(struct p_set, schedule, 0, 120,
	    "e.g. daily 21:00; empty: as in the program"),
	F_TRI_OPT(struct p_set, enabled, "runs by itself"),
	F_INT_OPT(
	    struct p_set, version, 1, 9007199254740991, 0, "seen version"),
	F_END,
};

const char *
job_counts_json(struct call *c, const struct job_run *r)
{
	struct buf b;
	struct jw w;
	char *text;
	int i;

	buf_init(&b, 8192);
	jw_init(&w, &b);
	jw_object(&w);
	for (i = 0; i < r->n_counts; i++)
		jw_kint(&w, r->count[i].name, r->count[i].n);
	jw_end_object(&w);
	text = arena_strdup(c->arena, buf_str(&b));
	buf_done(&b);
	return text;
}

enum err
jobs_push(struct app *app, int64_t key, struct jw *w)
{
	(void)app;
	jw_kstr(w, "job", job_row((enum job_kind)key)->name);
	return OK;
}

static void
state_json(struct call *c, const struct job_state *s)
{
	const struct job_row *row = job_row(s->kind);

	jw_object(c->reply);
	jw_kstr(c->reply, "name", row->name);
	jw_kstr(c->reply, "text", call_tr(c, row->de, row->en));
	jw_kstr(c->reply, "schedule", s->schedule);
	jw_kbool(c->reply, "changed", s->changed);
	jw_kstr(c->reply, "zone", tz_name());
	jw_kbool(c->reply, "enabled", s->enabled);
	if (s->by_timer)
		jw_kstr(c->reply, "timer", row->timer);
	jw_kbool(c->reply, "running", s->running);
	jw_kbool(c->reply, "overdue", s->overdue);
	jw_kinstant(c->reply, "next_at", s->next_at);
	jw_kinstant(c->reply, "last_success_at", s->last_success_at);
	jw_kint(c->reply, "deadline_seconds", row->deadline_s);
	jw_kint(c->reply, "version", s->version);
	jw_end_object(c->reply);
}

static enum err
rpc_jobs_list(struct call *c, const void *in)
{
	struct job_state *s;
	enum err e = jobs_list(c, &s);
	int k;

	(void)in;
	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (k = 0; k < JOB_KINDS; k++)
		state_json(c, &s[k]);
	jw_end_array(c->reply);
	jw_kwhole(c->reply, JOB_KINDS);
	return OK;
}

static enum err
rpc_jobs_run(struct call *c, const void *in)
{
	const struct p_run *p = in;
	int64_t run;
	enum err e = jobs_start_run(c, (enum job_kind)p->job, p->dry_run, &run);

	if (e != OK)
		return e;
	call_audit_target(c, "%s", names[p->job]);
	jw_kbool(call_audit(c), "dry_run", p->dry_run);
	jw_kint(c->reply, "run", run);
	return OK;
}

static void
entry_json(struct jw *w, const struct job_entry *r)
{
	jw_object(w);
	jw_kint(w, "id", r->id);
	jw_kstr(w, "job", r->job);
	jw_kstr(w, "kind", r->kind);
	jw_kstr(w, "by", r->by);
	jw_kstr(w, "state", r->state);
	jw_kinstant(w, "planned_at", r->planned_at);
	jw_kinstant(w, "started_at", r->started_at);
	jw_kinstant(w, "finished_at", r->finished_at);
	jw_key(w, "counts");
	jw_raw(w, r->counts, strlen(r->counts));
	jw_kstr(w, "error", r->error);
	jw_kstr(w, "log", r->log);
	jw_end_object(w);
}

static enum err
rpc_jobs_show_log(struct call *c, const void *in)
{
	const struct p_log *p = in;
	struct job_filter f = { .job =
				    p->job < JOB_KINDS ? names[p->job] : NULL,
		.run = p->run,
		.limit = p->limit,
		.offset = p->offset };
	struct job_entries rows;
	enum err e = jobs_runs(c, &f, &rows);
	int i;

	if (e != OK)
		return e;
	jw_karray(c->reply, "items");
	for (i = 0; i < rows.n; i++)
		entry_json(c->reply, &rows.row[i]);
	jw_end_array(c->reply);
	jw_kint(c->reply, "total", rows.total);
	jw_kint(c->reply, "limit", p->limit);
	jw_kint(c->reply, "offset", p->offset);
	return OK;
}

static enum err
rpc_jobs_set(struct call *c, const void *in)
{
	const struct p_set *p = in;
	struct job_change ch = { .kind = (enum job_kind)p->job,
		.schedule = p->schedule,
		.enabled = p->enabled,
		.version = p->version };
	struct job_state *before, *after;
	enum err e;

	if ((e = jobs_list(c, &before)) != OK ||
	    (e = jobs_change(c, &ch)) != OK || (e = jobs_list(c, &after)) != OK)
		return e;
	call_audit_target(c, "jobs.%s", names[p->job]);
	jw_kstr(call_audit(c), "before", before[p->job].schedule);
	jw_kbool(call_audit(c), "was_enabled", before[p->job].enabled);
	jw_kstr(call_audit(c), "after", after[p->job].schedule);
	jw_kbool(call_audit(c), "enabled", after[p->job].enabled);
	jw_key(c->reply, "job");
	state_json(c, &after[p->job]);
	return OK;
}

const struct op jobs_ops[] = {
	{ .op = "jobs.list",
	    .alias = "admin.jobs.list",
	    .help = "Scheduled jobs: plan, last success, next run.",
	    .perm = P_ADMIN_JOBS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_jobs_list,
	    .example = "{}",
	    .returns = "list of {name, text, schedule, zone, enabled, running, "
		       "overdue, next_at, last_success_at, version}" },
	{ .op = "jobs.run",
	    .alias = "admin.jobs.run",
	    .help = "Runs a job now, beside its plan.",
	    .perm = P_ADMIN_JOBS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "job_run_manually",
	    .run = rpc_jobs_run,
	    .in = f_run,
	    .in_size = sizeof(struct p_run),
	    .example = "{\"job\":\"health-watch\"}",
	    .returns = "{run}" },
	{ .op = "jobs.set",
	    .help = "Changes when a job runs, or switches it off.",
	    .perm = P_ADMIN_JOBS,
	    .kind = OP_WRITE,
	    .rate = RATE_ADMIN,
	    .audit = "setting_changed",
	    .run = rpc_jobs_set,
	    .in = f_set,
	    .in_size = sizeof(struct p_set),
	    .example = "{\"job\":\"health-watch\",\"schedule\":\"every 30m\"}",
	    .returns = "{job}" },
	{ .op = "jobs.show_log",
	    .alias = "admin.jobs.log",
	    .help = "Runs of a job with figures and log, newest first.",
	    .perm = P_ADMIN_JOBS,
	    .kind = OP_READ,
	    .rate = RATE_ADMIN,
	    .audit = "none: read",
	    .run = rpc_jobs_show_log,
	    .in = f_log,
	    .in_size = sizeof(struct p_log),
	    .example = "{\"job\":\"health-watch\",\"limit\":5}",
	    .returns = "list of {id, job, kind, by, state, planned_at, "
		       "started_at, finished_at, counts, error, log}" },
	{ 0 },
};
