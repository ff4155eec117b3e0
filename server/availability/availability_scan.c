/*
 * Job availability (booking.md 5.1 to 5.5): who is ready by the mirror of his
 * calendar. A calendar that could not be read takes nothing away.
 */
#include "server/availability/availability_scan.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/app.h"
#include "server/availability/availability.h"
#include "server/availability/availability_pick.h"
#include "server/availability/availability_store.h"
#include "server/jobs/jobs_work.h"
#include "server/notify/notify.h"
#include "server/outcomes/outcomes_classify.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"

#define FRESH_MS 1800000 /* an older mirror is not believed */
#define LINES_MOST 20	 /* of lost slots in a notification */

struct one {
	struct call *c;
	struct job_run *run;
	struct scanned_one who;
	struct mirrored ready;
	int min_cover;
	int from, to; /* days that changed; from 0: none */
	int added, kept, lost;
	const char *lines;
};

static bool
covers(const struct one *o, int64_t start)
{
	int64_t end = start + SLOT_MINUTES * INT64_C(60000);
	int i;

	for (i = 0; i < o->ready.n; i++) {
		int64_t a = o->ready.span[i].from, b = o->ready.span[i].to;

		a = a > start ? a : start;
		b = b < end ? b : end;
		if (b - a >= o->min_cover * INT64_C(60000))
			return true;
	}
	return false;
}

static enum err
find_ready(struct one *o, struct instants *out)
{
	struct call *c = o->c;
	int last = c->today +
		   (int)settings_int(app_settings(c->app), SET_GENERATION_DAYS);
	struct scan_query q = { o->who.id, c->now, tz_day(last + 1),
		outcomes_is_ready };
	struct grid_rows grid;
	enum err e;
	int day, i;

	if ((e = availability_store_grid(c->db, c->arena, &grid)) != OK ||
	    (e = scan_store_events(c, &q, &o->ready)) != OK)
		return e;
	for (day = c->today; day <= last; day++)
		for (i = 0; availability_hours[i] != 0; i++) {
			int hour = availability_hours[i];
			const struct grid_row *g =
			    pick_grid(&grid, day, date_weekday(day), hour);
			int64_t start = availability_start_at(day, hour);

			if (g != NULL && g->active && start > c->now &&
			    covers(o, start))
				scan_add(c->arena, out, start);
		}
	return OK;
}

static void
note_day(struct one *o, int64_t start)
{
	int day = tz_date(start, NULL);

	if (o->from == 0)
		o->from = day;
	if (day < o->from)
		o->from = day;
	if (day > o->to)
		o->to = day;
}

static enum err
lose(struct one *o, int64_t start)
{
	struct entry row = { start, o->who.id, SOURCE_CALENDAR };
	bool manual = false;
	char day[11], clock[6];
	enum err e = availability_store_drop_entry(o->c->db, &row);

	if (e == OK)
		e = scan_store_manual(o->c, o->who.id, start, &manual);
	if (e != OK || manual)
		return e;
	if (o->lost++ < LINES_MOST)
		o->lines = arena_printf(o->c->arena, "%s%s%s %s", o->lines,
		    o->lines[0] == '\0' ? "" : "\n",
		    date_text_de(tz_date(start, NULL), day),
		    tz_clock(start, clock));
	return OK;
}

static enum err
change(struct one *o, const struct instants *old, const struct instants *now)
{
	int i = 0, j = 0;
	enum err e = OK;

	while (e == OK && (i < old->n || j < now->n)) {
		bool gone =
		    j == now->n || (i < old->n && old->at[i] < now->at[j]);
		bool both = !gone && i < old->n && old->at[i] == now->at[j];
		struct entry row = { gone ? old->at[i] : now->at[j], o->who.id,
			SOURCE_CALENDAR };

		if (!both)
			note_day(o, row.start_at);
		if (gone)
			e = lose(o, row.start_at);
		else if (!both)
			e = availability_store_add_entry(
			    o->c->db, &row, o->who.pulled_at);
		o->added += !gone && !both;
		o->kept += both;
		i += gone || both;
		j += !gone;
	}
	return e;
}

static enum err
tell(struct one *o)
{
	struct call *c = o->c;
	struct notification n = { .type = "warning",
		.source = "availability",
		.screen = "availability" };

	n.title_de = arena_printf(
	    c->arena, "Bereitschaft entfallen: %s (%d)", o->who.name, o->lost);
	n.title_en = arena_printf(
	    c->arena, "No longer ready: %s (%d)", o->who.name, o->lost);
	n.message_de = n.message_en = o->lines;
	n.dedupe = arena_printf(c->arena, "lost:%lld:%lld",
	    (long long)o->who.id, (long long)c->now);
	return notify_role(c, "admin", &n, NULL);
}

static enum err
scan(struct one *o)
{
	struct call *c = o->c;
	struct instants old = { NULL, 0, 0 }, now = { NULL, 0, 0 };
	enum err e;

	if ((e = scan_store_known(c, o->who.id, &old)) != OK ||
	    (e = find_ready(o, &now)) != OK)
		return e;
	if (o->run->dry_run)
		return job_log(c, o->run, "%s: %d slots, now %d", o->who.name,
		    old.n, now.n);
	if ((e = change(o, &old, &now)) != OK ||
	    (e = scan_store_seen(c, o->who.id, o->who.pulled_at)) != OK)
		return e;
	if (o->from != 0 && (e = availability_rebuild(c, o->from, o->to)) != OK)
		return e;
	if (o->lost > 0 && (e = tell(o)) != OK)
		return e;
	return job_log(c, o->run, "%s: %d kept, %d added, %d lost", o->who.name,
	    o->kept, o->added, o->lost);
}

static bool
is_believed(const struct call *c, const struct scanned_one *who)
{
	return who->failures == 0 && who->pulled_at > c->now - FRESH_MS;
}

static enum err
finish(struct call *c, struct job_run *r)
{
	int64_t all = 0, failed = 0;
	enum err e = scan_store_counts(c, c->now - FRESH_MS, &all, &failed);

	job_count(r, "consultants", all);
	job_count(r, "failed", failed);
	return e;
}

enum err
job_availability(struct call *c, struct job_run *r)
{
	struct one o = { .c = c, .run = r, .lines = "" };
	enum err e;

	o.min_cover =
	    (int)settings_int(app_settings(c->app), SET_READY_MIN_COVER);
	if ((e = scan_store_next(c, r->cursor, &o.who)) != OK)
		return e;
	if (o.who.id == 0)
		return finish(c, r);
	r->cursor = o.who.id;
	r->more = true;
	if (is_believed(c, &o.who))
		return scan(&o);
	/* unknown is not empty: the list stays, with its age */
	return job_log(c, r, "%s: the calendar could not be read, all is kept",
	    o.who.name);
}
