#ifndef SERVER_JOBS_JOBS_STORE_H
#define SERVER_JOBS_JOBS_STORE_H

#include "server/jobs/jobs.h"

/* SQL of jobs and runs. Texts are in c->arena. */
struct job_setting {
	bool found;
	const char *schedule;
	bool enabled;
	int64_t since_at, version;
};
enum err jobs_store_setting(
    struct call *c, const char *name, struct job_setting *out);
enum err jobs_store_put_setting(
    struct call *c, const char *name, const struct job_setting *s);

/* Last instant planned by schedule, success of any kind; 0: none. */
struct job_last {
	int64_t planned_at, success_at;
};
enum err jobs_store_last(
    struct call *c, const char *name, struct job_last *out);

struct job_new {
	const char *job, *kind, *by;
	int sort;
	int64_t planned_at;
};
/* CONFLICT: that instant was planned already. */
enum err jobs_store_queue(struct call *c, const struct job_new *n, int64_t *id);

struct job_open {
	int64_t id; /* 0: none */
	const char *job;
	int64_t planned_at, started_at, cursor;
	bool dry_run;
};
/* The run in hand, or the next queued one. */
enum err jobs_store_open(struct call *c, struct job_open *out);
/* An open run of this job; 0: none. */
enum err jobs_store_active(struct call *c, const char *job, int64_t *id);
enum err jobs_store_begin(struct call *c, int64_t id);
enum err jobs_store_cursor(struct call *c, int64_t id, int64_t cursor);
enum err jobs_store_finish(
    struct call *c, int64_t id, const char *counts, const char *error);
/* Adds a line to the log of a run, at most 32 KiB in all. */
enum err jobs_store_log(struct call *c, int64_t id, const char *line);
/* Running ones are queued again; *n tells how many. */
enum err jobs_store_requeue(struct call *c, int *n);
/* Removes finished runs before an instant; at most `most`. */
enum err jobs_store_prune(struct call *c, int64_t before, int most, int *n);
enum err jobs_store_runs(
    struct call *c, const struct job_filter *f, struct job_entries *out);

#endif
