/* Week, month and list of weeks (booking.md 12.2 to 12.4). */
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/rpc/call.h"
#include "server/slots/slots_figures.h"
#include "server/slots/slots_store.h"
#include "server/slots/slots_view.h"

#define MONTH_WEEKS 3

enum err
slots_show_week(
    struct call *c, const struct slots_day *in, struct week_view *out)
{
	int date = in->date == DATE_NONE ? c->today : in->date;
	int64_t outside = 0;
	enum err e;

	memset(out, 0, sizeof(*out));
	out->monday = date_monday(date);
	e = slots_days(c, out->monday, out->monday + 6, &out->days);
	if (e != OK)
		return e;
	e = slots_store_outside(
	    c->db, tz_day(out->monday), tz_day(out->monday + 7), &outside);
	out->outside_grid = (int)outside;
	if (e != OK || out->monday >= c->today)
		return e;
	return slots_store_history(
	    c->db, c->arena, out->monday, out->monday + 6, &out->history);
}

/* First and last day of "YYYY-MM", widened to whole weeks. */
static enum err
month_range(struct call *c, const char *month, struct month_view *out)
{
	int first = date_parse(arena_printf(c->arena, "%s-01", month));
	int year, mon, day;

	if (first == DATE_NONE)
		return call_invalid(c, "month", "%s",
		    call_tr(c, "Ein Monat hat die Form 2026-11",
			"A month looks like 2026-11"));
	date_split(first, &year, &mon, &day);
	out->from = date_monday(first);
	out->to =
	    mon == 12 ? date_make(year + 1, 1, 1) : date_make(year, mon + 1, 1);
	out->to = date_monday(out->to - 1) + 6;
	out->whole = true;
	return OK;
}

enum err
slots_show_month(
    struct call *c, const struct slots_month *in, struct month_view *out)
{
	enum err e;

	memset(out, 0, sizeof(*out));
	if (in->month != NULL && in->month[0] != '\0') {
		if ((e = month_range(c, in->month, out)) != OK)
			return e;
	} else {
		out->from = in->date == DATE_NONE ? date_monday(c->today) + 7
						  : date_monday(in->date);
		out->to = out->from + 7 * MONTH_WEEKS - 1;
	}
	return slots_days(c, out->from, out->to, &out->days);
}

bool
slots_month_lists(const struct month_view *m, const struct day_sum *d)
{
	if (m->whole)
		return date_weekday(d->date) < 5 || d->n_figs > 0;
	return d->total > 0 || d->booked > 0;
}

/* Sums of Monday to Friday from today on. */
static void
sum_week(struct call *c, const struct fig_list *figs, struct week_sum *w)
{
	int i;

	for (i = 0; i < figs->n; i++) {
		const struct slot_fig *f = &figs->row[i];

		if (f->date < w->monday || f->date > w->monday + 4 ||
		    f->date < c->today)
			continue;
		w->possible += f->total;
		w->booked += f->booked;
	}
	w->percent = figures_percent(w->booked, w->possible);
}

enum err
slots_list_weeks(struct call *c, struct week_sums *out)
{
	int monday = date_monday(c->today);
	struct fig_list figs;
	enum err e;
	int i;

	memset(out, 0, sizeof(*out));
	e = slots_figures(c, monday, monday + 7 * WEEKS_SCANNED - 1, &figs);
	if (e != OK)
		return e;
	for (i = 0; i < WEEKS_SCANNED && out->n < WEEKS_LISTED; i++) {
		struct week_sum w = { .monday = monday + 7 * i,
			.current = i == 0 };

		sum_week(c, &figs, &w);
		if (w.possible > 0)
			out->row[out->n++] = w;
	}
	return OK;
}
