/*
 * Historical figures: cells from two files and totals from a third, checked
 * against each other (booking.md 13.7, 16.4). Called by imports_plan.c.
 */
#include <stdlib.h>
#include <string.h>

#include "common/date.h"
#include "server/imports/imports_plan.h"

static int
by_id(const void *x, const void *y)
{
	const struct imp_count *a = x, *b = y;

	return strcmp(a->id, b->id);
}

static int
by_cell(const void *x, const void *y)
{
	const struct imp_cell *a = x, *b = y;

	if (a->date != b->date)
		return a->date < b->date ? -1 : 1;
	return (a->hour > b->hour) - (a->hour < b->hour);
}

/* The same line twice counts once. */
static void
drop_twins(struct imp_data *d, struct imp_plan *p)
{
	int i, n = 0;

	if (d->n_counts > 0)
		qsort(d->count, (size_t)d->n_counts, sizeof(*d->count), by_id);
	for (i = 0; i < d->n_counts; i++) {
		if (n > 0 && d->count[i].id[0] != '\0' &&
		    by_id(&d->count[n - 1], &d->count[i]) == 0)
			p->counts.cell_duplicates++;
		else
			d->count[n++] = d->count[i];
	}
	d->n_counts = n;
}

/* Marks and counts as cells, several of one slot side by side. */
static void
collect(struct arena *a, const struct imp_data *d, struct imp_plan *p)
{
	struct imp_cell *c;
	int i;

	for (i = 0; i < d->n_marks; i++) {
		c = IMP_ADD(a, p->cell, p->n_cells);
		c->date = d->mark[i].date;
		c->hour = d->mark[i].hour;
	}
	for (i = 0; i < d->n_counts; i++) {
		c = IMP_ADD(a, p->cell, p->n_cells);
		c->date = d->count[i].date;
		c->hour = d->count[i].hour;
		c->has_result = true;
		c->appeared = d->count[i].appeared ? d->count[i].count : 0;
		c->not_appeared = d->count[i].appeared ? 0 : d->count[i].count;
	}
}

static void
merge(struct imp_plan *p)
{
	struct imp_cell *last = NULL, *c;
	int i, n = 0;

	if (p->n_cells > 0)
		qsort(p->cell, (size_t)p->n_cells, sizeof(*p->cell), by_cell);
	for (i = 0; i < p->n_cells; i++) {
		c = &p->cell[i];
		if (last == NULL || by_cell(last, c) != 0) {
			p->counts.days += last == NULL || last->date != c->date;
			p->cell[n] = *c;
			last = &p->cell[n++];
			continue;
		}
		last->has_result = last->has_result || c->has_result;
		last->appeared += c->appeared;
		last->not_appeared += c->not_appeared;
	}
	p->n_cells = n;
}

static void
sum(struct imp_plan *p)
{
	int i;

	p->counts.cells = p->n_cells;
	for (i = 0; i < p->n_cells; i++) {
		p->counts.cells_without_result += !p->cell[i].has_result;
		p->counts.appeared += p->cell[i].appeared;
		p->counts.not_appeared += p->cell[i].not_appeared;
	}
}

static int
appeared_in(const struct imp_plan *p, const struct imp_total *t)
{
	int i, n = 0;

	for (i = 0; i < p->n_cells; i++)
		if (t->kind == IMP_OVERALL ||
		    (t->kind == IMP_WEEKDAY &&
			date_weekday(p->cell[i].date) == t->key) ||
		    (t->kind == IMP_HOUR && p->cell[i].hour == t->key))
			n += p->cell[i].appeared;
	return n;
}

static void
check_total(struct arena *a, struct imp_plan *p, const struct imp_total *t)
{
	static const char *const what[] = { "total", "weekday", "hour" };
	int cells = appeared_in(p, t);

	if (p->n_cells == 0 || cells == t->appeared)
		return;
	imports_warn(a, p,
	    p->english
		? "historical_stats.json: %s %d says %d appeared, cells say %d"
		: "historical_stats.json: %s %d nennt %d erschienen, "
		  "die Zellen ergeben %d",
	    what[t->kind], t->key, t->appeared, cells);
}

static void
check(struct arena *a, const struct imp_data *d, struct imp_plan *p)
{
	int i;

	for (i = 0; i < p->n_totals; i++) {
		check_total(a, p, &p->total[i]);
		if (p->total[i].kind == IMP_OVERALL)
			p->counts.placed = p->total[i].placed;
	}
	if (p->n_totals == 0 || p->n_cells == 0)
		return;
	p->counts.without_result =
	    p->counts.placed - p->counts.appeared - p->counts.not_appeared;
	if (d->stats_not_appeared >= 0 &&
	    d->stats_not_appeared != p->counts.not_appeared)
		imports_warn(a, p,
		    p->english ? "historical_stats.json says %d not appeared, "
				 "the cells %d"
			       : "historical_stats.json nennt %d nicht "
				 "erschienen, die Zellen %d",
		    d->stats_not_appeared, p->counts.not_appeared);
	if (d->stats_days >= 0 && d->stats_days != p->counts.days)
		imports_warn(a, p,
		    p->english ? "historical_stats.json says %d days, the "
				 "cells %d"
			       : "historical_stats.json nennt %d Tage, die "
				 "Zellen %d",
		    d->stats_days, p->counts.days);
}

void
imports_plan_cells(struct arena *a, struct imp_data *d, struct imp_plan *p)
{
	drop_twins(d, p);
	collect(a, d, p);
	merge(p);
	sum(p);
	p->total = d->total;
	p->n_totals = d->n_totals;
	check(a, d, p);
}
