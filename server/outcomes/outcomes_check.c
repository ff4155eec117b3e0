/*
 * Job outcome-check (booking.md 13.3): what has ended without a word is settled
 * or listed, figures are counted again, gaps and many no-shows are reported.
 */
#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/app.h"
#include "server/blocks/blocks.h"
#include "server/jobs/jobs_work.h"
#include "server/notify/notify.h"
#include "server/outcomes/outcomes_metrics.h"
#include "server/outcomes/outcomes_store.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"
#include "server/slots/slots.h"

#define DAYS_BACK 7
#define SLICE_BOOKINGS 20

/* One slice of bookings that ended: the cursor is the last one's id. */
static enum err
settle(struct call *c, struct job_run *r, bool *more)
{
	struct slots_ended q = { .from = tz_day(c->today - DAYS_BACK),
		.to = c->now,
		.after = r->cursor,
		.most = SLICE_BOOKINGS };
	struct booking_list l = { NULL, 0, 0 };
	enum err e = slots_ended_pending(c, &q, &l);
	int i;

	for (i = 0; e == OK && i < l.n; i++) {
		r->cursor = l.row[i].id;
		if (!r->dry_run)
			e = outcomes_settle(c, &l.row[i]);
	}
	*more = l.n == SLICE_BOOKINGS;
	if (e == OK && l.n > 0)
		e = job_log(c, r, "%d appointments without a word", l.n);
	return e;
}

static enum err
recount(struct call *c, struct job_run *r)
{
	enum err e = OK;
	int day;

	for (day = c->today - DAYS_BACK; e == OK && day <= c->today; day++)
		if (!r->dry_run)
			e = outcomes_recount(c, day);
	job_count(r, "days", DAYS_BACK + 1);
	return e;
}

/* Working days that were not blocked and left no trace (13.5). */
static enum err
find_gaps(struct call *c, struct job_run *r)
{
	struct notification n = { .type = "warning",
		.source = "tracking",
		.title_de = "Tage ohne Termindaten",
		.title_en = "Days without data on appointments" };
	bool has[DAYS_BACK] = { false };
	int from = c->today - DAYS_BACK, i, gaps = 0;
	const char *list = "";
	char text[11];
	int first = DATE_NONE;
	enum err e = outcomes_store_days(c, from, c->today - 1, has, DAYS_BACK);

	if (e == OK)
		e = outcomes_store_first(c, &first);
	for (i = 0; e == OK && i < DAYS_BACK; i++) {
		struct day_block block;

		/* nothing is missed before the first appointment of all */
		if (has[i] || date_weekday(from + i) > 4 ||
		    first == DATE_NONE || from + i < first)
			continue;
		if ((e = blocks_day(c, from + i, &block)) != OK ||
		    block.blocked)
			continue;
		gaps++;
		list = arena_printf(c->arena, "%s%s%s", list,
		    *list != '\0' ? ", " : "", date_text_de(from + i, text));
	}
	job_count(r, "gaps", gaps);
	if (e != OK || gaps == 0 || r->dry_run)
		return e;
	n.message_de = n.message_en = list;
	n.dedupe = arena_printf(c->arena, "gaps:%s", list);
	return notify_role(c, "admin", &n, NULL);
}

static enum err
watch_no_shows(struct call *c, struct job_run *r)
{
	int64_t limit =
	    settings_int(app_settings(c->app), SET_ALERT_NO_SHOW) * 10;
	struct notification n = {
		.type = "warning", .source = "tracking", .dedupe = "no-shows"
	};
	int missed = 0, all = 0, rate;
	enum err e = outcomes_store_no_shows(
	    c, c->today - DAYS_BACK + 1, c->today, &missed, &all);

	rate = metrics_rate_tenths(missed, all);
	job_count(r, "no_show_rate_tenths", rate);
	if (e != OK || rate <= limit || r->dry_run)
		return e;
	n.title_de = arena_printf(c->arena,
	    "Viele nicht erschienene Kunden: %d,%d %% in 7 Tagen", rate / 10,
	    rate % 10);
	n.title_en = arena_printf(c->arena,
	    "Many customers did not appear: %d.%d %% in 7 days", rate / 10,
	    rate % 10);
	return notify_role(c, "admin", &n, NULL);
}

enum err
job_outcome_check(struct call *c, struct job_run *r)
{
	enum err e = settle(c, r, &r->more);

	if (e != OK || r->more)
		return e;
	if ((e = recount(c, r)) != OK || (e = find_gaps(c, r)) != OK)
		return e;
	return watch_no_shows(c, r);
}
