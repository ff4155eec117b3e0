/*
 * Operations that show slots: day, week, month, weeks, suggestions and why
 * figures are as they are. Rules: slots_day.c, slots_week.c, slots_suggest.c.
 */
#include <stddef.h>

#include "common/arena.h"
#include "common/date.h"
#include "server/rpc/call.h"
#include "server/rpc/op_tables.h"
#include "server/slots/slots_json.h"

static const struct field f_none[] = { F_END };
static const struct field f_day[] = {
	F_DATE_OPT(struct slots_day, date, "any day, default today"),
	F_END,
};
static const struct field f_month[] = {
	F_DATE_OPT(struct slots_month, date,
	    "three weeks from its week on; default: from next week on"),
	F_STR_OPT(struct slots_month, month, 0, 7, "whole month YYYY-MM"),
	F_END,
};
static const struct field f_suggest[] = {
	F_DATE_OPT(struct slots_suggest, date, "day, default today"),
	F_INT_OPT(
	    struct slots_suggest, hour, 0, 23, -1, "nearest in time first"),
	F_INT_OPT(struct slots_suggest, days, 1, 84, 14, "days to look at"),
	F_INT_OPT(struct slots_suggest, limit, 1, 50, 5, "rows"),
	F_END,
};
static const struct field f_explain[] = {
	F_DATE(struct slots_explain, date, "day of the slot"),
	F_INT(struct slots_explain, hour, 0, 23, "hour of the slot"),
	F_END,
};

static void
week_key(struct jw *w, int date)
{
	char key[9];

	jw_kstr(w, "week", date_week_key(date, key));
}

static void
write_block(struct jw *w, const struct day_sum *d)
{
	jw_kbool(w, "blocked", d->blocked);
	if (d->reason != NULL) {
		jw_kstr(w, "reason", d->reason);
		jw_kbool(w, "holiday", d->holiday);
	}
}

static void
write_result(struct jw *w, const char *key, int n)
{
	if (n >= 0)
		jw_kint(w, key, n);
	else
		jw_knull(w, key);
}

static void
write_cell(struct jw *w, const struct history_cell *h, bool with_date)
{
	jw_object(w);
	if (with_date)
		jw_kdate(w, "date", h->date);
	jw_kint(w, "hour", h->hour);
	write_result(w, "appeared", h->appeared);
	write_result(w, "not_appeared", h->not_appeared);
	jw_end_object(w);
}

static void
write_strip(struct jw *w, const struct call *c, const struct day_view *v)
{
	int i;

	jw_karray(w, "strip");
	for (i = 0; i < STRIP_DAYS; i++) {
		const struct day_sum *d = &v->strip[i];

		jw_object(w);
		jw_kdate(w, "date", d->date);
		jw_kint(w, "weekday", date_weekday(d->date));
		jw_kbool(w, "today", d->date == c->today);
		jw_kbool(w, "blocked", d->blocked);
		jw_kint(w, "free", d->free);
		jw_kint(w, "total", d->total);
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
write_specials(struct jw *w, struct call *c, const struct special_list *l)
{
	int i;

	jw_karray(w, "specials");
	for (i = 0; i < l->n; i++) {
		const struct special *s = &l->row[i];

		jw_object(w);
		jw_kint(w, "id", s->id);
		jw_kstr(w, "consultant", s->consultant_name);
		jw_kstr(w, "type", s->type);
		jw_kstr(w, "time",
		    arena_printf(
			c->arena, "%02d:%02d", s->minute / 60, s->minute % 60));
		if (s->may_see)
			jw_kstr(w, "customer",
			    slots_customer(c, s->last_name, s->first_name));
		jw_end_object(w);
	}
	jw_end_array(w);
}

static void
write_day_slot(struct jw *w, struct call *c, const struct day_view *v,
    const struct day_slot *s)
{
	int i;

	jw_object(w);
	slots_json_fig(w, &s->fig);
	if (v->names) {
		jw_karray(w, "ready");
		for (i = 0; i < s->ready.n; i++)
			jw_str(w, s->ready.row[i]);
		jw_end_array(w);
	}
	jw_karray(w, "bookings");
	for (i = 0; i < s->bookings.n; i++)
		slots_json_short(w, c, &s->bookings.row[i]);
	jw_end_array(w);
	jw_kint(w, "others", s->others);
	write_specials(w, c, &s->specials);
	jw_end_object(w);
}

static enum err
rpc_slots_show_day(struct call *c, const void *in)
{
	struct jw *w = c->reply;
	struct day_view v;
	enum err e;
	int i;

	if ((e = slots_show_day(c, in, &v)) != OK)
		return e;
	jw_kdate(w, "date", v.day.date);
	jw_kint(w, "weekday", date_weekday(v.day.date));
	week_key(w, v.day.date);
	jw_kdate(w, "today", c->today);
	write_block(w, &v.day);
	jw_kbool(w, "beyond_horizon", v.day.beyond);
	write_strip(w, c, &v);
	jw_karray(w, "slots");
	for (i = 0; i < v.n_slots; i++)
		write_day_slot(w, c, &v, &v.slot[i]);
	jw_end_array(w);
	if (v.history.n == 0)
		return OK;
	jw_karray(w, "history");
	for (i = 0; i < v.history.n; i++)
		write_cell(w, &v.history.row[i], false);
	jw_end_array(w);
	return OK;
}

static void
write_day(struct jw *w, const struct day_sum *d)
{
	int i;

	jw_object(w);
	jw_kdate(w, "date", d->date);
	jw_kint(w, "weekday", date_weekday(d->date));
	write_block(w, d);
	jw_kbool(w, "beyond_horizon", d->beyond);
	jw_kbool(w, "past", d->past);
	jw_karray(w, "slots");
	for (i = 0; i < d->n_figs; i++) {
		jw_object(w);
		slots_json_fig(w, &d->figs[i]);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_end_object(w);
}

static void
write_hours(struct jw *w)
{
	int i;

	jw_karray(w, "hours");
	for (i = 0; availability_hours[i] != 0; i++)
		jw_int(w, availability_hours[i]);
	jw_end_array(w);
}

static void
write_history(struct jw *w, const struct history *h)
{
	int i, appeared = 0, missing = 0;

	if (h->n == 0)
		return;
	jw_kobject(w, "history");
	jw_karray(w, "cells");
	for (i = 0; i < h->n; i++) {
		const struct history_cell *cell = &h->row[i];

		write_cell(w, cell, true);
		appeared += cell->appeared > 0 ? cell->appeared : 0;
		missing += cell->not_appeared > 0 ? cell->not_appeared : 0;
	}
	jw_end_array(w);
	jw_kint(w, "appeared", appeared);
	jw_kint(w, "not_appeared", missing);
	jw_end_object(w);
}

static enum err
rpc_slots_show_week(struct call *c, const void *in)
{
	struct jw *w = c->reply;
	struct week_view v;
	enum err e;
	int i;

	if ((e = slots_show_week(c, in, &v)) != OK)
		return e;
	week_key(w, v.monday);
	jw_kdate(w, "monday", v.monday);
	jw_kdate(w, "today", c->today);
	jw_karray(w, "days");
	for (i = 0; i < v.days.n; i++) {
		const struct day_sum *d = &v.days.row[i];

		if (date_weekday(d->date) < 5 || d->n_figs > 0)
			write_day(w, d);
	}
	jw_end_array(w);
	write_hours(w);
	jw_kint(w, "outside_grid", v.outside_grid);
	write_history(w, &v.history);
	return OK;
}

static void
write_month_day(struct jw *w, const struct day_sum *d)
{
	int i;

	jw_object(w);
	jw_kdate(w, "date", d->date);
	jw_kint(w, "weekday", date_weekday(d->date));
	write_block(w, d);
	jw_kbool(w, "past", d->past);
	jw_kbool(w, "beyond_horizon", d->beyond);
	jw_kint(w, "total", d->total);
	jw_kint(w, "booked", d->booked);
	jw_kint(w, "held", d->held);
	jw_kint(w, "free", d->free);
	jw_karray(w, "slots");
	for (i = 0; i < d->n_figs; i++) {
		jw_object(w);
		jw_kint(w, "hour", d->figs[i].hour);
		jw_kint(w, "booked", d->figs[i].booked);
		jw_kint(w, "total", d->figs[i].total);
		jw_kint(w, "free", d->figs[i].free);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_end_object(w);
}

/* The week from day i on, left out when it lists no day. */
static void
write_month_week(struct jw *w, const struct month_view *m, int i)
{
	bool open = false;
	int k;

	for (k = i; k < i + 7 && k < m->days.n; k++) {
		const struct day_sum *d = &m->days.row[k];

		if (!slots_month_lists(m, d))
			continue;
		if (!open) {
			jw_object(w);
			week_key(w, m->days.row[i].date);
			jw_kdate(w, "monday", m->days.row[i].date);
			jw_karray(w, "days");
			open = true;
		}
		write_month_day(w, d);
	}
	if (!open)
		return;
	jw_end_array(w);
	jw_end_object(w);
}

static enum err
rpc_slots_show_month(struct call *c, const void *in)
{
	struct month_view m;
	enum err e;
	int i;

	if ((e = slots_show_month(c, in, &m)) != OK)
		return e;
	jw_kdate(c->reply, "from", m.from);
	jw_kdate(c->reply, "to", m.to);
	jw_kdate(c->reply, "today", c->today);
	jw_karray(c->reply, "weeks");
	for (i = 0; i < m.days.n; i += 7)
		write_month_week(c->reply, &m, i);
	jw_end_array(c->reply);
	return OK;
}

static enum err
rpc_slots_list_weeks(struct call *c, const void *in)
{
	struct jw *w = c->reply;
	struct week_sums l;
	enum err e;
	int i;

	(void)in;
	if ((e = slots_list_weeks(c, &l)) != OK)
		return e;
	jw_karray(w, "items");
	for (i = 0; i < l.n; i++) {
		const struct week_sum *s = &l.row[i];

		jw_object(w);
		week_key(w, s->monday);
		jw_kdate(w, "monday", s->monday);
		jw_kdate(w, "friday", s->monday + 4);
		jw_kint(w, "booked", s->booked);
		jw_kint(w, "possible", s->possible);
		jw_kint(w, "percent", s->percent);
		jw_kbool(w, "current", s->current);
		jw_end_object(w);
	}
	jw_end_array(w);
	jw_kwhole(w, l.n);
	return OK;
}

static enum err
rpc_slots_suggest(struct call *c, const void *in)
{
	struct fig_list figs;
	enum err e = slots_suggest(c, in, &figs);

	if (e != OK)
		return e;
	slots_json_free(c->reply, "items", &figs);
	jw_kwhole(c->reply, figs.n);
	return OK;
}

static enum err
rpc_slots_explain(struct call *c, const void *in)
{
	struct jw *w = c->reply;
	struct explain x;
	enum err e;
	int i;

	if ((e = slots_explain(c, in, &x)) != OK)
		return e;
	jw_kdate(w, "date", x.fig.date);
	jw_kint(w, "hour", x.fig.hour);
	jw_kinstant(w, "start_at", x.fig.start_at);
	jw_kobject(w, "figures");
	slots_json_fig(w, &x.fig);
	jw_end_object(w);
	jw_karray(w, "lines");
	for (i = 0; i < x.n; i++) {
		jw_object(w);
		jw_kstr(w, "kind", x.row[i].kind);
		jw_kstr(w, "text", x.row[i].text);
		jw_kint(w, "value", x.row[i].value);
		if (x.row[i].ref != 0)
			jw_kint(w, "ref", x.row[i].ref);
		jw_end_object(w);
	}
	jw_end_array(w);
	return OK;
}

const struct op slots_view_ops[] = {
	{ .op = "slots.explain",
	    .help = "Everything that makes the figures of a slot.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_explain,
	    .in = f_explain,
	    .in_size = sizeof(struct slots_explain),
	    .example = "{\"date\":\"2031-03-04\",\"hour\":9}",
	    .returns = "{date, hour, start_at, figures, lines}" },
	{ .op = "slots.list_weeks",
	    .alias = "slots.weeks",
	    .help = "Use of the next six weeks that have places.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_list_weeks,
	    .in = f_none,
	    .example = "{}",
	    .returns = "list of {week, monday, friday, booked, possible, "
		       "percent, current}" },
	{ .op = "slots.show_day",
	    .alias = "slots.day",
	    .help = "Slots of a day with the bookings the caller may see.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .flags = SLICED_REPLY,
	    .audit = "none: read",
	    .run = rpc_slots_show_day,
	    .in = f_day,
	    .in_size = sizeof(struct slots_day),
	    .example = "{\"date\":\"2031-03-04\"}",
	    .returns = "{date, weekday, week, today, blocked, reason?, "
		       "beyond_horizon, strip, slots, history?}" },
	{ .op = "slots.show_month",
	    .alias = "slots.month",
	    .help = "Places per day and slot of three weeks or a month.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_show_month,
	    .in = f_month,
	    .in_size = sizeof(struct slots_month),
	    .example = "{\"month\":\"2031-03\"}",
	    .returns = "{from, to, today, weeks}" },
	{ .op = "slots.show_week",
	    .alias = "slots.week",
	    .help = "All slots of a week.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_show_week,
	    .in = f_day,
	    .in_size = sizeof(struct slots_day),
	    .example = "{\"date\":\"2031-03-04\"}",
	    .returns = "{week, monday, today, days, hours, outside_grid, "
		       "history?}" },
	{ .op = "slots.suggest",
	    .help = "Free slots that are worth most, or nearest to a wish.",
	    .perm = P_SLOTS_VIEW,
	    .kind = OP_READ,
	    .rate = RATE_READ,
	    .audit = "none: read",
	    .run = rpc_slots_suggest,
	    .in = f_suggest,
	    .in_size = sizeof(struct slots_suggest),
	    .example = "{\"days\":14,\"limit\":5}",
	    .returns =
		"list of {date, hour, points, free, total, consultants}" },
	{ .op = NULL },
};
