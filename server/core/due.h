#ifndef SERVER_CORE_DUE_H
#define SERVER_CORE_DUE_H

#include <stdint.h>

#include "common/err.h"

/*
 * What becomes due inside the server: one row per task in due.def, run at the
 * start of a turn, each in a savepoint of its own (hub file E2).
 */
struct app;
struct call;

enum due_kind {
#define DUE(id, name, run, next) DUE_##id,
#include "server/core/due.def"
#undef DUE
	DUE_KINDS
};

struct due_table {
	int64_t at[DUE_KINDS]; /* wall time; INT64_MAX: not planned */
	int64_t seen;	       /* wall time of the last look */
};

/* Plans a task at the latest for this instant. */
void due_at(struct app *app, enum due_kind kind, int64_t at);
/* Plans everything for the first time. */
void due_start(struct app *app);
/* Instant of the next task; 0 after the clock was set back. */
int64_t due_next(const struct app *app);
void due_run(struct app *app);
/* After a turn that wrote: expiries may have changed. */
void due_refresh(struct app *app);

#endif
