#ifndef SERVER_CORE_SLICE_H
#define SERVER_CORE_SLICE_H

/*
 * Long writes in slices of at most 10 ms at the end of a turn, each in its own
 * savepoint (architecture 2.3).
 */
struct app;
struct call;

enum slice_source { SLICE_IMPORT, SLICE_JOBS, SLICE_SOURCES };

/* After the commit of this call the core asks for slices until none is left. */
void slice_wanted(struct call *c, enum slice_source s);
/* The same at once; outside of a call. */
void slice_want(struct app *app, enum slice_source s);
/* Slices of due jobs at the start of a turn, for at most 10 ms. */
void slice_run_jobs(struct app *app);

#endif
