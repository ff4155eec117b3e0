/* Operations of the analytics. */
#include "common/date.h"
#include "common/json_write.h"
#include "server/analytics/analytics.h"
#include "server/outcomes/outcomes_metrics.h"
#include "server/rpc/call.h"

struct in_range {
	int from, to;
};

static const struct field f_range[] = {
	F_DATE_OPT(struct in_range, from, "first day of the cells"),
	F_DATE_OPT(struct in_range, to, "last day of the cells"),
	F_END,
};

static void
krate(struct jw *w, int appeared, int placed)
{
	jw_key(w, "appearance_rate");
	jw_tenths_rate(w, metrics_rate_tenths(appeared, placed));
}

static void
cells_json(struct jw *w, const struct history_cells *cells)
{
	int i;

	jw_karray(w, "cells");
	for (i = 0; i < cells->n; i++) {
		const struct history_cell *x = &cells->row[i];

		jw_object(w);
		jw_kdate(w, "date", x->date);
		jw_kint(w, "hour", x->hour);
		if (x->has_result) {
			jw_kint(w, "appeared", x->appeared);
			jw_kint(w, "not_appeared", x->not_appeared);
		} else {
			jw_knull(w, "appeared");
			jw_knull(w, "not_appeared");
		}
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
totals_json(struct jw *w, const char *key, const struct history_total *t, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		jw_object(w);
		jw_kint(w, key, t[i].key);
		jw_kint(w, "placed", t[i].placed);
		jw_kint(w, "appeared", t[i].appeared);
		krate(w, t[i].appeared, t[i].placed);
		jw_end_object(w);
	}
}

static void
history_json(struct jw *w, const struct history *h)
{
	cells_json(w, &h->cells);
	jw_kint(w, "days", h->days);
	jw_kobject(w, "totals");
	jw_kint(w, "placed", h->placed);
	jw_kint(w, "appeared", h->appeared);
	jw_kint(w, "not_appeared", h->not_appeared);
	jw_kint(w, "without_result", h->without_result);
	krate(w, h->appeared, h->placed);
	jw_end_object(w);
	jw_karray(w, "by_weekday");
	totals_json(w, "weekday", h->weekday, h->n_weekdays);
	jw_end_array(w);
	jw_karray(w, "by_hour");
	totals_json(w, "hour", h->hour, h->n_hours);
	jw_end_array(w);
}

static enum err
rpc_analytics_show_history(struct call *c, const void *params)
{
	const struct in_range *in = params;
	struct history h;
	enum err e = analytics_history(c, in->from, in->to, &h);

	if (e == OK)
		history_json(c->reply, &h);
	return e;
}

const struct op analytics_ops[] = {
	{ .op = "analytics.show_history",
	    .help = "Show the figures of the older system, cell by cell.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_analytics_show_history,
	    .in = f_range,
	    .in_size = sizeof(struct in_range),
	    .example = "{\"from\":\"2025-01-13\",\"to\":\"2025-01-17\"}",
	    .returns = "{\"cells\":[{\"date\",\"hour\",\"appeared\","
		       "\"not_appeared\"}],\"days\",\"totals\":{\"placed\","
		       "\"appeared\",\"not_appeared\",\"without_result\","
		       "\"appearance_rate\"},\"by_weekday\":[{\"weekday\","
		       "\"placed\",\"appeared\",\"appearance_rate\"}],"
		       "\"by_hour\":[{\"hour\",\"placed\",\"appeared\","
		       "\"appearance_rate\"}]}" },
	{ 0 },
};
