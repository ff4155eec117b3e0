#ifndef SERVER_CALENDAR_CALENDAR_WORK_H
#define SERVER_CALENDAR_CALENDAR_WORK_H

#include "server/calendar/calendar.h"
#include "server/calendar/calendar_creds_json.h"
#include "server/calendar/calendar_port.h"

/*
 * Calls of calendars on workers. The job owns its arena; what comes back waits
 * in its lane until the next turn of the task takes it in.
 */
enum calendar_verb { CALL_LIST, CALL_INSERT, CALL_UPDATE, CALL_REMOVE };

struct calendar_job {
	struct app *app;
	struct arena *a;
	const struct calendar_port *port;
	enum calendar_verb verb;
	struct calendar_access as;
	struct calendar_request rq;
	struct calendar_answer out;
	int64_t row; /* of the outbox; 0: a list */
	bool done;
};

/* One calendar: at most one call at a time. */
struct calendar_lane {
	struct calendar_lane *next;
	struct calendar_job *job; /* NULL: idle */
	int rejected;		  /* times its answer could not be stored */
	char calendar[40];
};

struct calendar_memory {
	bool use_env;
	atomic_bool stop;
	struct calendar_lane *lanes;
	struct calendar_creds creds;
	char *creds_file; /* what the creds were read from */
	char *token;
	int64_t token_ends;
	char setup_fault[160]; /* "": fine */
	int64_t last_call_at;
	int64_t next_at; /* when the task has something to do */
};

struct calendar_memory *calendar_memory_of(struct call *c);
const struct calendar_port *calendar_port_now(struct call *c);
/* The lane of a calendar, made when there is none. */
struct calendar_lane *calendar_lane_of(
    struct calendar_memory *m, const char *calendar);
/* A job with address, key and token as they are now. */
struct calendar_job *calendar_job_new(struct call *c);
struct calendar_job *calendar_job_free(struct calendar_job *j);
/* Keeps a fresh token for the calls to come. */
void calendar_job_token(
    struct calendar_memory *m, const struct calendar_job *j);
/* Sends it after the commit of this call; the lane is busy from now on. */
void calendar_job_send(
    struct call *c, struct calendar_lane *l, struct calendar_job *j);
/* Reads the credentials again unless they are fine; NULL or what is wrong. */
const char *calendar_setup(struct call *c);
/* An answer has been stored; memory forgets it after the commit. */
void calendar_lane_free(struct call *c, struct calendar_lane *l);
bool calendar_dry_run(struct call *c);
int64_t calendar_gap(struct call *c);
int64_t calendar_budget(struct call *c); /* -1: none */
const char *calendar_central(struct call *c);
/* Pulls of jobs that wait go on. */
void calendar_tell_jobs(struct call *c);

#endif
