#ifndef SERVER_CORE_FAULTS_H
#define SERVER_CORE_FAULTS_H

#include <stdint.h>

#include "common/err.h"

/*
 * Answers with an error that is the server's (old status of 500 and above),
 * counted in memory until admins have been told (hub file F2). Counting
 * writes nothing: what failed may be the database.
 */
struct app;

struct server_fault {
	int64_t at; /* wall time of the newest; 0: none since the start */
	int count;  /* not told yet */
	char id[40];
	char op[48];
};

struct faults {
	struct server_fault of[ERR_COUNT];
	int64_t told_at; /* wall time of the last attempt to tell */
	int64_t total;
};

/* One such answer leaves; id and op are copied. */
void faults_count(struct app *app, enum err e, const char *id, const char *op);
/* Instant at which admins are to be told; INT64_MAX: nothing is waiting. */
int64_t faults_next(struct app *app, int64_t now);

#endif
