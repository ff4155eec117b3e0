/*
 * Outcomes of the older system become one per appointment; figures of days
 * and customers follow (booking.md 16.3, 16.4). Called by imports_work.c.
 */
#include "server/imports/imports_plan.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"

#define APPOINTMENT_MINUTES 120

static const int grid[] = { 9, 11, 14, 16, 18, 20 };

void
imports_warn(struct arena *a, struct imp_plan *p, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	*IMP_ADD(a, p->warning, p->n_warnings) = arena_vprintf(a, fmt, ap);
	va_end(ap);
}

static bool
in_grid(int minute)
{
	size_t i;

	for (i = 0; i < sizeof(grid) / sizeof(grid[0]); i++)
		if (grid[i] * 60 == minute)
			return true;
	return false;
}

static int64_t
starts_at(const struct imp_outcome *o)
{
	int64_t at;

	tz_civil(o->date, o->minute, &at);
	return at;
}

/* Bookings of this run are sorted by loose key, date and time. */
static struct imp_booking *
booking_of(const struct imp_plan *p, const char *key, int date, int minute)
{
	int lo = 0, hi = p->n_bookings, mid, c;

	while (lo < hi) {
		struct imp_booking *b = &p->booking[mid = (lo + hi) / 2];

		c = strcmp(b->loose, key);
		if (c == 0)
			c = b->date != date ? (b->date < date ? -1 : 1)
					    : b->minute - minute;
		if (c == 0)
			return b;
		if (c < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return NULL;
}

static const char *
loose(struct arena *a, const char *key)
{
	char *out = arena_strdup(a, key), *w = out;

	for (; *key != '\0'; key++)
		if (*key != ',')
			*w++ = *key;
	*w = '\0';
	return out;
}

/*
 * Some rows carry UTC: a time outside the grid that lies in it after adding
 * the offset of its date, when a booking says that it was meant (16.3).
 */
static void
correct_time(struct arena *a, const struct plan_known *known,
    struct imp_plan *p, struct imp_outcome *o)
{
	int minute = o->minute + tz_offset(starts_at(o)) / 60;

	if (in_grid(o->minute) || !in_grid(minute))
		return;
	if (booking_of(p, loose(a, o->key), o->date, minute) == NULL &&
	    !known->booking(known->ctx, o->key, o->date, minute / 60))
		return;
	o->minute = minute;
	o->shifted = true;
}

static int
by_id(const void *x, const void *y)
{
	const struct imp_outcome *a = x, *b = y;

	return strcmp(a->id, b->id);
}

static int
by_group(const struct imp_outcome *a, const struct imp_outcome *b)
{
	int c = strcmp(a->key, b->key);

	if (c != 0)
		return c;
	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return (a->minute > b->minute) - (a->minute < b->minute);
}

/* Newest last inside a group; of equal stamps the later line. */
static int
by_appointment(const void *x, const void *y)
{
	const struct imp_outcome *a = x, *b = y;
	int c = by_group(a, b);

	if (c != 0)
		return c;
	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->seq - b->seq;
}

static void
count_ids(struct imp_data *d, struct imp_plan *p)
{
	int i;

	p->counts.outcome_lines = d->n_outcomes;
	if (d->n_outcomes == 0)
		return;
	qsort(d->outcome, (size_t)d->n_outcomes, sizeof(*d->outcome), by_id);
	for (i = 0; i < d->n_outcomes; i++)
		p->counts.outcome_ids +=
		    d->outcome[i].id[0] != '\0' &&
		    (i == 0 || by_id(&d->outcome[i - 1], &d->outcome[i]) != 0);
}

/* Looked at before its end an appointment without marker is open (10.3). */
static struct classified
classify(const struct imp_outcome *o)
{
	int64_t end = starts_at(o) + (int64_t)APPOINTMENT_MINUTES * 60 * 1000;

	return outcomes_classify(
	    o->title, o->color, o->at == 0 || o->at >= end);
}

static void
drop_placeholders(struct imp_data *d, struct imp_plan *p)
{
	int i, n = 0;

	for (i = 0; i < d->n_outcomes; i++) {
		d->outcome[i].is = classify(&d->outcome[i]);
		if (d->outcome[i].is.outcome == OUT_IGNORE)
			p->counts.placeholders++;
		else
			d->outcome[n++] = d->outcome[i];
	}
	d->n_outcomes = n;
}

/* One per appointment, the newest; what older lines knew is kept. */
static void
group(struct imp_data *d, struct imp_plan *p)
{
	struct imp_outcome *o = d->outcome;
	bool renamed = false;
	int64_t first = 0;
	int i, n = 0;

	if (d->n_outcomes > 0)
		qsort(o, (size_t)d->n_outcomes, sizeof(*o), by_appointment);
	for (i = 0; i < d->n_outcomes; i++) {
		if (first == 0)
			first = o[i].at;
		if (i + 1 < d->n_outcomes && by_group(&o[i], &o[i + 1]) == 0) {
			renamed = renamed || by_id(&o[i], &o[i + 1]) != 0;
			continue;
		}
		o[n] = o[i];
		o[n].first_at = first;
		p->counts.title_changed += renamed;
		p->counts.time_corrected += o[n].shifted;
		n++;
		first = 0;
		renamed = false;
	}
	d->n_outcomes = n;
}

static void
add_to(struct plan_sum *s, enum outcome_kind k)
{
	s->n.total += k != OUT_PENDING;
	s->pending += k == OUT_PENDING;
	s->n.completed += k == OUT_COMPLETED;
	s->n.no_shows += k == OUT_NO_SHOW;
	s->n.ghosts += k == OUT_GHOST;
	s->n.cancelled += k == OUT_CANCELLED;
	s->n.rescheduled += k == OUT_RESCHEDULED;
	s->n.overhang += k == OUT_OVERHANG;
	s->n.exits += k == OUT_EXIT;
}

static int
by_date(const void *x, const void *y)
{
	const struct plan_sum *a = x, *b = y;

	return (a->date > b->date) - (a->date < b->date);
}

/* Outcomes are sorted by customer; days are found by sorting singles. */
static void
sum_days(struct arena *a, struct imp_plan *p)
{
	struct plan_sum *s;
	int i, n = 0;

	for (i = 0; i < p->n_outcomes; i++) {
		s = IMP_ADD(a, p->day, p->n_days);
		s->date = p->outcome[i].date;
		add_to(s, p->outcome[i].is.outcome);
	}
	if (p->n_days > 0)
		qsort(p->day, (size_t)p->n_days, sizeof(*p->day), by_date);
	for (i = 0; i < p->n_days; i++) {
		if (n == 0 || p->day[n - 1].date != p->day[i].date) {
			p->day[n++] = p->day[i];
			continue;
		}
		s = &p->day[n - 1];
		s->n.total += p->day[i].n.total;
		s->pending += p->day[i].pending;
		s->n.completed += p->day[i].n.completed;
		s->n.no_shows += p->day[i].n.no_shows;
		s->n.ghosts += p->day[i].n.ghosts;
		s->n.cancelled += p->day[i].n.cancelled;
		s->n.rescheduled += p->day[i].n.rescheduled;
		s->n.overhang += p->day[i].n.overhang;
		s->n.exits += p->day[i].n.exits;
	}
	p->n_days = n;
}

static void
sum_customers(struct arena *a, struct imp_plan *p)
{
	struct plan_sum *s = NULL;
	const char *risk;
	int i;

	for (i = 0; i < p->n_outcomes; i++) {
		if (s == NULL || !str_eq(s->key, p->outcome[i].key)) {
			s = IMP_ADD(a, p->customer, p->n_customers);
			s->key = p->outcome[i].key;
		}
		add_to(s, p->outcome[i].is.outcome);
	}
	p->counts.customers = p->n_customers;
	for (i = 0; i < p->n_customers; i++) {
		risk = profile_risk(&p->customer[i].n);
		p->counts.risk_low += str_eq(risk, "low");
		p->counts.risk_medium += str_eq(risk, "medium");
		p->counts.risk_high += str_eq(risk, "high");
	}
}

static void
sum_all(struct imp_plan *p)
{
	struct plan_sum all = { .date = 0 };
	int i;

	for (i = 0; i < p->n_outcomes; i++)
		add_to(&all, p->outcome[i].is.outcome);
	p->counts.appointments = p->n_outcomes;
	p->counts.completed = all.n.completed;
	p->counts.no_show = all.n.no_shows;
	p->counts.ghost = all.n.ghosts;
	p->counts.cancelled = all.n.cancelled;
	p->counts.rescheduled = all.n.rescheduled;
	p->counts.overhang = all.n.overhang;
	p->counts.exit = all.n.exits;
	p->counts.pending = all.pending;
}

/* Bookings of this run learn how they ended; outcomes who booked them. */
static void
join(struct arena *a, const struct plan_known *known, struct imp_plan *p)
{
	const char *account;
	int i;

	for (i = 0; i < p->n_outcomes; i++) {
		struct imp_outcome *o = &p->outcome[i];
		struct imp_booking *b =
		    booking_of(p, loose(a, o->key), o->date, o->minute);

		account = o->booked_by == NULL
			      ? NULL
			      : known->account(known->ctx, o->booked_by);
		if (account != NULL)
			o->booked_by = account;
		o->potential = b != NULL ? b->potential
					 : imports_potential(
					       o->potential, o->color, false);
		if (b == NULL)
			continue;
		b->status = o->is.status;
		o->booked_by = b->user;
	}
}

static void
plan_outcomes(struct arena *a, struct imp_data *d,
    const struct plan_known *known, struct imp_plan *p)
{
	int i;

	count_ids(d, p);
	for (i = 0; i < d->n_outcomes; i++)
		correct_time(a, known, p, &d->outcome[i]);
	drop_placeholders(d, p);
	group(d, p);
	p->outcome = d->outcome;
	p->n_outcomes = d->n_outcomes;
	join(a, known, p);
	sum_all(p);
	sum_days(a, p);
	sum_customers(a, p);
}

static const struct plan_sum *
day_of(const struct imp_plan *p, int date)
{
	struct plan_sum key = { .date = date };

	return p->n_days == 0 ? NULL
			      : bsearch(&key, p->day, (size_t)p->n_days,
				    sizeof(*p->day), by_date);
}

/* Figures of a day with outcomes are compared, not used (16.4). */
static void
compare_day(struct arena *a, struct imp_plan *p, const struct imp_metric *m,
    const struct plan_sum *day)
{
	struct plan_difference x = {
		.date = m->date,
		.old_total = m->total,
		.total = day->n.total + day->pending,
		.old_completed = m->completed,
		.completed = day->n.completed,
	};

	if (x.old_total == x.total && x.old_completed == x.completed)
		return;
	p->counts.metric_differences++;
	*IMP_ADD(a, p->difference, p->n_differences) = x;
}

static void
plan_metrics(struct arena *a, const struct imp_data *d,
    const struct plan_known *known, struct imp_plan *p)
{
	const struct plan_sum *day;
	int i;

	p->counts.metric_days = d->n_metrics;
	for (i = 0; i < d->n_metrics; i++) {
		day = day_of(p, d->metric[i].date);
		if (day != NULL)
			compare_day(a, p, &d->metric[i], day);
		else if (!known->outcome(known->ctx, d->metric[i].date))
			*IMP_ADD(a, p->metric, p->n_metrics) = d->metric[i];
	}
	p->counts.metric_days_used = p->n_metrics;
}

/* A time range that ends on a slot start used to block that slot (6.2). */
static void
plan_blocks(struct arena *a, const struct imp_data *d, struct imp_plan *p)
{
	char date[11];
	int i;

	p->block = d->block;
	p->n_blocks = d->n_blocks;
	p->counts.blocks = d->n_blocks;
	for (i = 0; i < d->n_blocks; i++) {
		if (d->block[i].to == 24 * 60 || !in_grid(d->block[i].to))
			continue;
		imports_warn(a, p,
		    p->english ? "block of %s ends at %02d:00, the slot that "
				 "begins then is free now"
			       : "Sperre am %s endet um %02d:00, der Slot zu "
				 "dieser Zeit ist jetzt frei",
		    date_text(d->block[i].start, date), d->block[i].to / 60);
	}
}

void
imports_plan(struct arena *a, struct imp_data *d,
    const struct plan_known *known, struct imp_plan *out)
{
	imports_plan_cells(a, d, out);
	imports_plan_bookings(a, d, known, out);
	imports_plan_people(a, d, known, out);
	plan_outcomes(a, d, known, out);
	plan_metrics(a, d, known, out);
	plan_blocks(a, d, out);
}
