/* Job calendar-pull: every calendar is read, failures are counted. */
#include "server/calendar/calendar_store.h"
#include "server/calendar/calendar_work.h"
#include "server/jobs/jobs_work.h"
#include "server/rpc/call.h"

static enum err
report(struct call *c, struct job_run *r)
{
	struct calendar_status s;
	enum err e = calendar_show(c, &s);
	int i, failed = 0;

	for (i = 0; e == OK && i < s.n; i++) {
		if (s.row[i].failures == 0)
			continue;
		failed++;
		e = job_log(c, r, "%s: %s", s.row[i].calendar, s.row[i].error);
	}
	job_count(r, "calendars", s.n);
	job_count(r, "failed", failed);
	job_count(r, "pending", s.pending);
	job_count(r, "conflicts", s.conflicts);
	return e;
}

enum err
job_calendar_pull(struct call *c, struct job_run *r)
{
	int64_t n = 0;
	enum err e = OK;

	if (!calendar_port_now(c)->remote || r->dry_run)
		return report(c, r);
	if (r->first) {
		if ((e = calendar_want(c, &n)) != OK)
			return e;
	} else if ((e = calendar_store_wanted(c, &n)) != OK) {
		return e;
	}
	if (n == 0)
		return report(c, r);
	r->wait = true;
	return OK;
}
