/* Job: the log of runs is kept for a while, not for ever. */
#include "server/jobs/jobs_store.h"
#include "server/jobs/jobs_work.h"
#include "server/rpc/call.h"

#define KEEP_MS (90LL * 24 * 3600000)
#define PRUNE_MOST 200

enum err
job_tidy_runs(struct call *c, struct job_run *r)
{
	int n = 0;
	enum err e = OK;

	if (!r->dry_run)
		e = jobs_store_prune(c, c->now - KEEP_MS, PRUNE_MOST, &n);
	r->cursor += n;
	r->more = n == PRUNE_MOST;
	if (!r->more)
		job_count(r, "removed", r->cursor);
	return e;
}
