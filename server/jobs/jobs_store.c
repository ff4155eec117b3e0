/* SQL of scheduled jobs and their runs. */
#include "server/jobs/jobs_store.h"

#include "common/arena.h"
#include "server/db/db.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

#define LOG_MAX "32768"
#define RUN_FILTER                                      \
	" FROM job_run WHERE (:job = '' OR job = :job)" \
	" AND (:run = 0 OR id = :run)"

enum {
	SETTING,
	PUT_SETTING,
	LAST,
	QUEUE,
	OPEN,
	ACTIVE,
	BEGIN_RUN,
	CURSOR,
	FINISH,
	ADD_LOG,
	REQUEUE,
	PRUNE,
	RUNS,
	RUNS_TOTAL
};

static const char *const sql[] = {
	[SETTING] = "SELECT schedule, enabled, since_at, version FROM job"
		    " WHERE name = :name",
	[PUT_SETTING] =
	    "INSERT INTO job(name, schedule, enabled, since_at)"
	    " VALUES(:name, :schedule, :enabled, :since)"
	    " ON CONFLICT(name) DO UPDATE SET schedule = :schedule,"
	    " enabled = :enabled, since_at = :since, version = version + 1",
	[LAST] = "SELECT coalesce(max(planned_at) FILTER (WHERE kind IN"
		 " ('schedule', 'catch_up')), 0), coalesce(max(finished_at)"
		 " FILTER (WHERE state = 'done' AND kind <> 'dry_run'), 0)"
		 " FROM job_run WHERE job = :job",
	[QUEUE] = "INSERT INTO job_run(job, sort, planned_at, kind, by, state)"
		  " VALUES(:job, :sort, :planned, :kind, :by, 'queued')",
	[OPEN] = "SELECT id, job, planned_at, coalesce(started_at, 0), cursor,"
		 " kind = 'dry_run' FROM job_run"
		 " WHERE state IN ('queued', 'running')"
		 " ORDER BY state = 'queued', planned_at, sort, id LIMIT 1",
	[ACTIVE] = "SELECT id FROM job_run WHERE job = :job"
		   " AND state IN ('queued', 'running') LIMIT 1",
	[BEGIN_RUN] = "UPDATE job_run SET state = 'running', started_at = :at"
		      " WHERE id = :id",
	[CURSOR] = "UPDATE job_run SET cursor = :cursor WHERE id = :id",
	[FINISH] =
	    "UPDATE job_run SET state = iif(:error = '', 'done', 'failed'),"
	    " finished_at = :at, counts = :counts, error = :error"
	    " WHERE id = :id",
	[ADD_LOG] = "UPDATE job_run SET log = log || :line || char(10)"
		    " WHERE id = :id AND length(log) + length(:line)"
		    " < " LOG_MAX,
	[REQUEUE] = "UPDATE job_run SET state = 'queued', started_at = NULL"
		    " WHERE state = 'running'",
	[PRUNE] = "DELETE FROM job_run WHERE id IN (SELECT id FROM job_run"
		  " WHERE finished_at < :before ORDER BY id LIMIT :most)",
	[RUNS] = "SELECT id, job, kind, by, state, counts, error, log,"
		 " planned_at, coalesce(started_at, 0),"
		 " coalesce(finished_at, 0)" RUN_FILTER
		 " ORDER BY id DESC LIMIT :limit OFFSET :offset",
	[RUNS_TOTAL] = "SELECT count(*)" RUN_FILTER,
};
const struct sqlset jobs_sql = SQLSET("jobs", sql);

enum err
jobs_store_setting(struct call *c, const char *name, struct job_setting *out)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, SETTING);
	struct job_setting s = { 0 };
	enum err e;

	stmt_text(st, ":name", name);
	if (stmt_row(st)) {
		s.found = true;
		s.schedule = col_text(st, 0, c->arena);
		s.enabled = col_int(st, 1) != 0;
		s.since_at = col_int(st, 2);
		s.version = col_int(st, 3);
	}
	if ((e = stmt_done(st)) == OK)
		*out = s;
	return e;
}

enum err
jobs_store_put_setting(
    struct call *c, const char *name, const struct job_setting *s)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, PUT_SETTING);

	stmt_text(st, ":name", name);
	stmt_text(st, ":schedule", s->schedule);
	stmt_int(st, ":enabled", s->enabled);
	stmt_int(st, ":since", s->since_at);
	return stmt_exec(st);
}

enum err
jobs_store_last(struct call *c, const char *name, struct job_last *out)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, LAST);
	struct job_last l = { 0 };
	enum err e;

	stmt_text(st, ":job", name);
	if (stmt_row(st)) {
		l.planned_at = col_int(st, 0);
		l.success_at = col_int(st, 1);
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
jobs_store_queue(struct call *c, const struct job_new *n, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, QUEUE);
	enum err e;

	stmt_text(st, ":job", n->job);
	stmt_int(st, ":sort", n->sort);
	stmt_int(st, ":planned", n->planned_at);
	stmt_text(st, ":kind", n->kind);
	stmt_text(st, ":by", n->by);
	if ((e = stmt_exec(st)) == OK)
		*id = db_last_id(c->db);
	return e;
}

enum err
jobs_store_open(struct call *c, struct job_open *out)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, OPEN);
	struct job_open o = { 0 };
	enum err e;

	if (stmt_row(st)) {
		o.id = col_int(st, 0);
		o.job = col_text(st, 1, c->arena);
		o.planned_at = col_int(st, 2);
		o.started_at = col_int(st, 3);
		o.cursor = col_int(st, 4);
		o.dry_run = col_int(st, 5) != 0;
	}
	if ((e = stmt_done(st)) == OK)
		*out = o;
	return e;
}

enum err
jobs_store_active(struct call *c, const char *job, int64_t *id)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, ACTIVE);

	stmt_text(st, ":job", job);
	return stmt_one(st, 0, id);
}

enum err
jobs_store_begin(struct call *c, int64_t id)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, BEGIN_RUN);

	stmt_int(st, ":id", id);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
jobs_store_cursor(struct call *c, int64_t id, int64_t cursor)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, CURSOR);

	stmt_int(st, ":id", id);
	stmt_int(st, ":cursor", cursor);
	return stmt_exec(st);
}

enum err
jobs_store_finish(
    struct call *c, int64_t id, const char *counts, const char *error)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, FINISH);

	stmt_int(st, ":id", id);
	stmt_int(st, ":at", c->now);
	stmt_text(st, ":counts", counts);
	stmt_text(st, ":error", error);
	return stmt_exec(st);
}

enum err
jobs_store_log(struct call *c, int64_t id, const char *line)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, ADD_LOG);

	stmt_int(st, ":id", id);
	stmt_text(st, ":line", line);
	return stmt_exec(st);
}

enum err
jobs_store_requeue(struct call *c, int *n)
{
	enum err e = stmt_exec(db_stmt(c->db, &jobs_sql, REQUEUE));

	if (e == OK)
		*n = db_changes(c->db);
	return e;
}

enum err
jobs_store_prune(struct call *c, int64_t before, int most, int *n)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, PRUNE);
	enum err e;

	stmt_int(st, ":before", before);
	stmt_int(st, ":most", most);
	if ((e = stmt_exec(st)) == OK)
		*n = db_changes(c->db);
	return e;
}

static void
bind_filter(struct stmt *st, const struct job_filter *f)
{
	stmt_text(st, ":job", f->job != NULL ? f->job : "");
	stmt_int(st, ":run", f->run);
}

static void
read_entry(struct stmt *st, struct arena *a, struct job_entry *r)
{
	r->id = col_int(st, 0);
	r->job = col_text(st, 1, a);
	r->kind = col_text(st, 2, a);
	r->by = col_text(st, 3, a);
	r->state = col_text(st, 4, a);
	r->counts = col_text(st, 5, a);
	r->error = col_text(st, 6, a);
	r->log = col_text(st, 7, a);
	r->planned_at = col_int(st, 8);
	r->started_at = col_int(st, 9);
	r->finished_at = col_int(st, 10);
}

enum err
jobs_store_runs(
    struct call *c, const struct job_filter *f, struct job_entries *out)
{
	struct stmt *st = db_stmt(c->db, &jobs_sql, RUNS_TOTAL);
	struct job_entries rows = { 0 };
	enum err e;

	bind_filter(st, f);
	if ((e = stmt_one(st, 0, &rows.total)) != OK)
		return e;
	rows.row =
	    arena_zalloc(c->arena, (size_t)(f->limit + 1) * sizeof(*rows.row));
	st = db_stmt(c->db, &jobs_sql, RUNS);
	bind_filter(st, f);
	stmt_int(st, ":limit", f->limit);
	stmt_int(st, ":offset", f->offset);
	while (stmt_row(st))
		read_entry(st, c->arena, &rows.row[rows.n++]);
	if ((e = stmt_done(st)) == OK)
		*out = rows;
	return e;
}
