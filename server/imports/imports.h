#ifndef SERVER_IMPORTS_IMPORTS_H
#define SERVER_IMPORTS_IMPORTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/err.h"

/*
 * Import of the older system's files (booking.md 16; hub file E8): files come
 * in chunks, a worker plans, slices apply, and the run counts as a whole from
 * the moment it is done.
 */
struct call;
struct arena;

#define IMPORTS_CHUNK_CHARS 48000 /* base64 of 36,000 bytes */
#define IMPORTS_MAX_BYTES (16 << 20)
#define IMPORTS_MAX_FILES 50
#define IMPORTS_MAX_CHUNKS 4000

struct imports_run {
	int64_t id;
	const char
	    *state; /* open planned running done removing removed broken */
	const char *created_by;
	int64_t created_at, planned_at, started_at, finished_at;
	int64_t rows_total, rows_done;
	int64_t applied_new, applied_changed;
	const char *error;  /* why it is broken, else NULL */
	const char *report; /* JSON object */
};

struct imports_runs {
	struct imports_run *run;
	int n;
	int64_t total;
};

struct imports_chunk {
	int64_t run; /* 0: begin a new run */
	const char *name;
	int64_t chunk;	     /* from 0 */
	const char *content; /* base64 */
};

/*
 * Keeps one chunk of a file; a repeated one replaces the first. *run is its
 * run. E_NOT_FOUND, E_CONFLICT unless the run is open or planned, E_LIMIT
 * above the limits, E_VALIDATION if the content is no base64. Needs the
 * savepoint of a WRITE call, as all below.
 */
enum err imports_add_file(
    struct call *c, const struct imports_chunk *in, int64_t *run);

/* Planning on a worker: prepare and finish on the loop. */
struct imports_plan_job;
enum err imports_plan_prepare(
    struct call *c, int64_t run, bool dry_run, void **job);
void imports_plan_work(void *job);
enum err imports_plan_finish(
    struct call *c, void *job, struct imports_run *out);
void imports_plan_drop(void *job);

/* Begins to apply a planned run; E_CONFLICT otherwise or when one is active. */
enum err imports_start(struct call *c, int64_t run, struct imports_run *out);
/* Goes on with a broken or sleeping run. */
enum err imports_resume(struct call *c, int64_t run, struct imports_run *out);
/*
 * Takes away everything a run brought; at once invisible, then in slices.
 * E_CONFLICT if a later run was built on it or a run is active.
 */
enum err imports_remove(struct call *c, int64_t run, struct imports_run *out);
enum err imports_show(struct call *c, int64_t run, struct imports_run *out);
/* Newest first, without reports. */
enum err imports_list(
    struct call *c, int limit, int offset, struct imports_runs *out);

/* True when a run was being applied or removed: asked at start. */
enum err imports_pending(struct call *c, bool *pending);
/*
 * One step of the active run, below 10 ms; *more: there is another. A step
 * that fails leaves nothing and marks the run as broken.
 */
enum err imports_slice(struct call *c, bool *more);

#endif
