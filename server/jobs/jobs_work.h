#ifndef SERVER_JOBS_JOBS_WORK_H
#define SERVER_JOBS_JOBS_WORK_H

#include "server/jobs/jobs.h"

/* The functions that jobs.def names, each declared for the table. */
#define JOB(id, name, schedule, deadline, timer, fn, de, en) job_function fn;
#include "server/jobs/jobs.def"
#undef JOB

#endif
