/* One probe of every calendar, for operators and health. */
#include "server/calendar/calendar_check.h"

#include "common/arena.h"
#include "common/date.h"
#include "server/calendar/calendar_store.h"
#include "server/calendar/calendar_work.h"
#include "server/rpc/call.h"

#define DAY_MS 86400000LL

enum err
calendar_check_prepare(struct call *c, struct calendar_check *k)
{
	const char *fault = calendar_setup(c);
	struct calendar_rows rows = { .n = 0 };
	struct arena *a;
	enum err e = OK;
	int i;

	if (fault != NULL)
		return call_fail_text(c, E_CONFIGURATION, "%s", fault);
	if (calendar_port_now(c)->remote)
		e = calendar_store_rows(c, calendar_central(c), &rows);
	if (e != OK)
		return e;
	k->job = calendar_job_new(c);
	a = k->job->a;
	k->n = rows.n;
	k->name = arena_alloc(a, ((size_t)rows.n + 1) * sizeof(*k->name));
	k->calendar_id =
	    arena_alloc(a, ((size_t)rows.n + 1) * sizeof(*k->calendar_id));
	k->answer = arena_zalloc(a, ((size_t)rows.n + 1) * sizeof(*k->answer));
	for (i = 0; i < rows.n; i++) {
		k->name[i] = arena_strdup(a, rows.row[i].name);
		k->calendar_id[i] = arena_strdup(a, rows.row[i].calendar_id);
	}
	return OK;
}

void
calendar_check_work(struct calendar_check *k)
{
	struct calendar_access as = k->job->as;
	int i;

	for (i = 0; i < k->n; i++) {
		struct calendar_request rq = { .calendar = k->calendar_id[i],
			.from = as.now,
			.to = as.now + DAY_MS };

		k->job->port->probe(&as, &rq, k->job->a, &k->answer[i]);
		if (k->answer[i].token != NULL) {
			as.token = k->answer[i].token;
			as.token_ends = k->answer[i].token_ends;
		}
	}
}

enum err
calendar_check_finish(
    struct call *c, const struct calendar_check *k, const char **verdict)
{
	int i, good = 0, calls = 0;
	char day[11];

	for (i = 0; i < k->n; i++) {
		good += k->answer[i].result == CAL_OK;
		calls += k->answer[i].calls;
	}
	*verdict = good == k->n		  ? "healthy"
		   : good * 5 >= k->n * 4 ? "degraded"
					  : "critical";
	date_text((int)(c->now / DAY_MS), day);
	return calls == 0 ? OK : calendar_store_count(c, day, calls);
}

void
calendar_check_drop(struct calendar_check *k)
{
	k->job = calendar_job_free(k->job);
}
