#ifndef SERVER_JOBS_JOBS_H
#define SERVER_JOBS_JOBS_H

#include <stdbool.h>
#include <stdint.h>

#include "common/err.h"
#include "server/jobs/jobs_schedule.h"

/*
 * Scheduled jobs (hub file E2): one table (jobs.def), civil times, one run at
 * a time in the order of instant and table, each once per planned instant,
 * missed ones caught up once. A job works in slices of at most 10 ms; what
 * blocks runs on a worker and wakes the job.
 */
struct app;
struct call;

enum job_kind {
#define JOB(id, name, schedule, deadline, timer, fn, de, en) JOB_##id,
#include "server/jobs/jobs.def"
#undef JOB
	JOB_KINDS
};

#define JOB_COUNTS 16

/* A run as its function sees it; kept from slice to slice in the database. */
struct job_run {
	int64_t id;
	enum job_kind kind;
	int64_t planned_at, started_at;
	bool dry_run;	/* say what would be done, change nothing */
	bool first;	/* the first slice of this run */
	int64_t cursor; /* of the job, 0 at first */
	bool more;	/* out: another slice, please */
	bool wait;	/* out: nothing until job_wake */
	struct job_count {
		const char *name; /* a constant */
		int64_t n;
	} count[JOB_COUNTS]; /* out: see job_count, last slice only */
	int n_counts;
};

typedef enum err job_function(struct call *c, struct job_run *r);

struct job_row {
	const char *name;
	const char *schedule;
	int deadline_s;
	const char *timer; /* systemd unit that may start it; NULL: none */
	job_function *run;
	const char *de, *en;
};
const struct job_row *job_row(enum job_kind k);
/* JOB_KINDS when there is no such job. */
enum job_kind job_find(const char *name);

/* A figure of the result, shown in the log; the last slice tells them. */
void job_count(struct job_run *r, const char *name, int64_t n);
/* All of them as a JSON object, in the arena. */
const char *job_counts_json(struct call *c, const struct job_run *r);
/* A line for the log of the run, in English, no secrets. */
enum err job_log(struct call *c, const struct job_run *r, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* A waiting run goes on; call on the loop thread, outside of a turn or in. */
void job_wake(struct app *app);

/* --- what the core calls --- */

/* Task of due.def: plans what has become due. */
enum err jobs_plan(struct call *c);
/* Next planned instant of all jobs. */
int64_t jobs_next(struct app *app, int64_t now);
/* One slice of the run in hand or the next one. */
enum err jobs_slice(struct call *c, bool *more);
/* The run in hand has failed so: its result, audit and alarm. */
enum err jobs_give_up(struct call *c, enum err why);
/* First steps after a start: runs that a crash has cut off are queued again. */
enum err jobs_start(struct call *c);

/* --- operations --- */

struct job_state {
	enum job_kind kind;
	const char *schedule; /* effective */
	bool changed, enabled, overdue, running, by_timer;
	int64_t version;
	int64_t next_at; /* 0: disabled */
	int64_t last_success_at;
};
/* JOB_KINDS rows, in the arena. */
enum err jobs_list(struct call *c, struct job_state **out);
enum err jobs_start_run(
    struct call *c, enum job_kind k, bool dry_run, int64_t *run);
struct job_change {
	enum job_kind kind;
	const char *schedule; /* NULL: stays; "": as in the program */
	int enabled;	      /* -1: stays */
	int64_t version;      /* 0: any */
};
enum err jobs_change(struct call *c, const struct job_change *in);
/* Some enabled job had no success in time (2 h daily, 30 min frequent). */
enum err jobs_any_overdue(struct call *c, const char **name);

struct job_entry {
	int64_t id;
	const char *job, *kind, *by, *state, *counts, *error, *log;
	int64_t planned_at, started_at, finished_at;
};
struct job_entries {
	struct job_entry *row;
	int n;
	int64_t total;
};
/* Runs, newest first; job NULL: all. with_log: the texts too. */
struct job_filter {
	const char *job;
	int64_t run; /* 0: any */
	int64_t limit, offset;
};
enum err jobs_runs(
    struct call *c, const struct job_filter *f, struct job_entries *out);

#endif
