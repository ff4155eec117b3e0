/* Makes availability and slot_total from grid, capacity, spans, blocks and
 * special bookings: reads all once, plans in memory, writes what differs. */
#include "server/availability/availability_rebuild.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "common/tz.h"
#include "server/app.h"
#include "server/availability/availability.h"
#include "server/availability/availability_pick.h"
#include "server/availability/availability_store.h"
#include "server/availability/availability_push.h"
#include "server/core/events.h"
#include "server/rpc/call.h"
#include "server/settings/settings.h"

#define META_ROLLED "availability.rolled"
#define META_WINDOW "availability.window"

/* Rows of the same range, before (in the database) and after (planned). */
struct plan {
	struct call *c;
	struct basis basis;
	struct slot_rows old_slots, new_slots;
	struct entries old_entries, new_entries;
	int next_old, next_special, next_external; /* cursors by start */
	struct changed_list changed;
};

static int
last_generated(const struct call *c)
{
	return c->today +
	       (int)settings_int(app_settings(c->app), SET_GENERATION_DAYS);
}

enum err
availability_basis(struct call *c, int from, int to, struct basis *out)
{
	struct basis b = { .from = from, .to = to };
	int64_t first = tz_day(from), last = tz_day(to + 1);
	struct arena *a = c->arena;
	enum err e;

	b.generated = last_generated(c);
	b.min_cover =
	    (int)settings_int(app_settings(c->app), SET_READY_MIN_COVER);
	if ((e = availability_store_grid(c->db, a, &b.grid)) != OK ||
	    (e = availability_store_capacity(c->db, a, &b.capacity)) != OK ||
	    (e = availability_store_consultants(c->db, a, &b.people)) != OK ||
	    (e = availability_store_spans(c->db, a, from, to, &b.spans)) !=
		OK ||
	    (e = availability_store_specials(
		 c->db, a, first, last, &b.specials)) != OK ||
	    (e = availability_store_externals(
		 c->db, a, first, last, &b.externals)) != OK ||
	    /* without the blocks nothing is free: fails the whole rebuild */
	    (e = blocks_load(c, from, to, &b.blocks)) != OK)
		return e;
	*out = b;
	return OK;
}

bool
basis_is_fallback(const struct basis *b, int date)
{
	return date > b->generated;
}

/* --- planning one slot --- */

static void
add_entry(struct plan *w, int64_t start_at, int64_t who, enum source source)
{
	struct entries *l = &w->new_entries;

	if (l->n == l->cap) {
		struct entry *p;

		l->cap = l->cap == 0 ? 256 : l->cap * 2;
		p = arena_alloc(w->c->arena, (size_t)l->cap * sizeof(*p));
		if (l->n > 0)
			memcpy(p, l->row, (size_t)l->n * sizeof(*p));
		l->row = p;
	}
	l->row[l->n++] = (struct entry){ start_at, who, source };
}

/* A calendar scan owns its entries: they count here and stay as they are. */
static bool
scanned(struct plan *w, int64_t start_at, int64_t who)
{
	const struct entries *l = &w->old_entries;
	int i = w->next_old;

	while (i < l->n && l->row[i].start_at == start_at &&
	       l->row[i].consultant < who)
		i++;
	return i < l->n && l->row[i].start_at == start_at &&
	       l->row[i].consultant == who &&
	       l->row[i].source == SOURCE_CALENDAR;
}

static bool
is_away(const struct plan *w, int64_t start_at, int64_t who)
{
	const struct specials *l = &w->basis.specials;

	for (int i = w->next_special;
	     i < l->n && l->row[i].start_at == start_at; i++)
		if (l->row[i].consultant == who)
			return true;
	return false;
}

/* *span is a cursor in the spans, which are sorted by consultant. */
static bool
has_span(
    const struct basis *b, int64_t who, const struct slot_row *s, int *span)
{
	const struct ready_spans *l = &b->spans;
	bool ready = false;

	while (*span < l->n && l->row[*span].consultant < who)
		(*span)++;
	for (; *span < l->n && l->row[*span].consultant == who; (*span)++)
		if (span_overlap(&l->row[*span], s->date, s->hour) >=
		    b->min_cover)
			ready = true;
	return ready;
}

/* Who is ready by spans and calendars; counts those not taken off. */
static void
plan_generated(struct plan *w, struct slot_row *s)
{
	const struct consultants *people = &w->basis.people;
	int span = 0;

	for (int i = 0; i < people->n; i++) {
		const struct consultant *p = &people->row[i];
		bool calendar, manual;

		if (!p->active)
			continue;
		calendar = scanned(w, s->start_at, p->id);
		manual = has_span(&w->basis, p->id, s, &span);
		if (calendar)
			add_entry(w, s->start_at, p->id, SOURCE_CALENDAR);
		if (manual)
			add_entry(w, s->start_at, p->id, SOURCE_MANUAL);
		if ((calendar || manual) && !is_away(w, s->start_at, p->id))
			s->consultants++;
	}
}

static void
plan_fallback(struct plan *w, struct slot_row *s)
{
	const struct consultants *people = &w->basis.people;

	for (int i = 0; i < people->n; i++) {
		const struct consultant *p = &people->row[i];

		if (!p->active || !p->default_pool)
			continue;
		s->fallback = true;
		add_entry(w, s->start_at, p->id, SOURCE_FALLBACK);
		if (!is_away(w, s->start_at, p->id))
			s->consultants++;
	}
}

/* What a scan found outlives a block: the slot opens again without a scan. */
static void
keep_scanned(struct plan *w, const struct slot_row *s)
{
	const struct entries *l = &w->old_entries;

	for (int i = w->next_old; i < l->n && l->row[i].start_at == s->start_at;
	     i++)
		if (l->row[i].source == SOURCE_CALENDAR)
			add_entry(w, s->start_at, l->row[i].consultant,
			    SOURCE_CALENDAR);
}

/* Moves the cursors to a slot; later slots are asked for later. */
static void
seek(struct plan *w, int64_t start_at)
{
	const struct entries *old = &w->old_entries;
	const struct specials *sp = &w->basis.specials;
	const struct externals *ex = &w->basis.externals;

	while (
	    w->next_old < old->n && old->row[w->next_old].start_at < start_at)
		w->next_old++;
	while (w->next_special < sp->n &&
	       sp->row[w->next_special].start_at < start_at)
		w->next_special++;
	while (w->next_external < ex->n &&
	       ex->row[w->next_external].slot_at < start_at)
		w->next_external++;
}

static int
external_weight(const struct plan *w, int64_t start_at)
{
	const struct externals *ex = &w->basis.externals;
	int sum = 0;

	for (int i = w->next_external;
	     i < ex->n && ex->row[i].slot_at == start_at; i++)
		sum += ex->row[i].weight;
	return sum;
}

static void
plan_slot(struct plan *w, const struct grid_row *g, struct slot_row *s)
{
	const struct basis *b = &w->basis;
	const struct capacity_row *cap =
	    pick_capacity(&b->capacity, s->date, g->weekday, s->hour);
	struct day_block block;

	seek(w, s->start_at);
	s->in_grid = true;
	s->places_each = cap != NULL ? cap->places : 0;
	s->external = external_weight(w, s->start_at);
	blocks_slot_of(&b->blocks, w->c->arena, s->date, s->hour, &block);
	s->blocked = block.blocked;
	if (s->blocked)
		keep_scanned(w, s);
	else if (!basis_is_fallback(b, s->date))
		plan_generated(w, s);
	else if (g->fallback)
		plan_fallback(w, s);
	s->total = s->consultants * s->places_each;
}

static void
plan_day(struct plan *w, int date)
{
	int weekday = date_weekday(date);

	for (int i = 0; availability_hours[i] != 0; i++) {
		int hour = availability_hours[i];
		const struct grid_row *g =
		    pick_grid(&w->basis.grid, date, weekday, hour);
		struct slot_row s = { .date = date, .hour = hour };

		if (g == NULL || !g->active)
			continue;
		s.start_at = availability_start_at(date, hour);
		s.end_at = s.start_at + SLOT_MINUTES * INT64_C(60000);
		if (s.start_at <= w->c->now)
			continue;
		plan_slot(w, g, &s);
		w->new_slots.row[w->new_slots.n++] = s;
	}
}

/* --- writing what differs --- */

static void
note_change(struct plan *w, const struct slot_row *now, int before)
{
	struct changed *ch = &w->changed.row[w->changed.n++];

	ch->start_at = now->start_at;
	ch->date = now->date;
	ch->hour = now->hour;
	ch->total_before = before;
	ch->total = now->total;
	ch->external = now->external;
	event_emit(w->c, EV_SLOT_CHANGED, now->start_at, NULL);
}

static bool
same_figures(const struct slot_row *a, const struct slot_row *b)
{
	return a->total == b->total && a->external == b->external &&
	       a->consultants == b->consultants &&
	       a->places_each == b->places_each && a->fallback == b->fallback &&
	       a->blocked == b->blocked && a->date == b->date &&
	       a->hour == b->hour;
}

static const struct slot_row *
find_slot(const struct slot_rows *l, int64_t start_at, int *cursor)
{
	while (*cursor < l->n && l->row[*cursor].start_at < start_at)
		(*cursor)++;
	if (*cursor < l->n && l->row[*cursor].start_at == start_at)
		return &l->row[*cursor];
	return NULL;
}

/* Slots that left the grid go first: their (date, hour) may be needed. */
static enum err
drop_slots(struct plan *w)
{
	int cursor = 0;
	enum err e;

	for (int i = 0; i < w->old_slots.n; i++) {
		struct slot_row gone = w->old_slots.row[i];

		if (find_slot(&w->new_slots, gone.start_at, &cursor) != NULL)
			continue;
		e = availability_store_drop_total(w->c->db, gone.start_at);
		if (e != OK)
			return e;
		gone.total = 0;
		note_change(w, &gone, w->old_slots.row[i].total);
	}
	return OK;
}

static enum err
put_slots(struct plan *w)
{
	int cursor = 0;
	enum err e;

	for (int i = 0; i < w->new_slots.n; i++) {
		const struct slot_row *s = &w->new_slots.row[i], *old;

		old = find_slot(&w->old_slots, s->start_at, &cursor);
		if (old != NULL && same_figures(old, s))
			continue;
		if ((e = availability_store_put_total(w->c->db, s)) != OK)
			return e;
		note_change(w, s, old != NULL ? old->total : 0);
	}
	return OK;
}

/* By start, consultant, source: the order of both lists. */
static int
compare(const struct entry *a, const struct entry *b)
{
	if (a->start_at != b->start_at)
		return a->start_at < b->start_at ? -1 : 1;
	if (a->consultant != b->consultant)
		return a->consultant < b->consultant ? -1 : 1;
	return (int)a->source - (int)b->source;
}

static enum err
put_entries(struct plan *w)
{
	const struct entries *old = &w->old_entries, *new = &w->new_entries;
	int i = 0, j = 0, d;
	enum err e;

	while (i < old->n || j < new->n) {
		d = i == old->n	  ? 1
		    : j == new->n ? -1
				  : compare(&old->row[i], &new->row[j]);
		e = OK;
		if (d < 0)
			e = availability_store_drop_entry(
			    w->c->db, &old->row[i]);
		else if (d > 0)
			e = availability_store_add_entry(
			    w->c->db, &new->row[j], w->c->now);
		if (e != OK)
			return e;
		i += d <= 0;
		j += d >= 0;
	}
	return OK;
}

/* --- the rebuild --- */

static enum err
load(struct plan *w, int from, int to)
{
	struct call *c = w->c;
	int64_t first = tz_day(from), last = tz_day(to + 1);
	int most;
	enum err e;

	if (first <= c->now)
		first = c->now + 1; /* slots that have started stay */
	if ((e = availability_basis(c, from, to, &w->basis)) != OK ||
	    (e = availability_store_totals(c->db, c->arena,
		 (const int[2]){ from, to }, c->now, &w->old_slots)) != OK ||
	    (e = availability_store_entries(
		 c->db, c->arena, first, last, &w->old_entries)) != OK)
		return e;
	most = (to - from + 1) * N_HOURS;
	w->new_slots.row =
	    arena_alloc(c->arena, (size_t)most * sizeof(*w->new_slots.row));
	w->changed.row = arena_alloc(c->arena,
	    (size_t)(most + w->old_slots.n) * sizeof(*w->changed.row));
	return OK;
}

static const char *
name_of(const struct consultants *people, int64_t id)
{
	for (int i = 0; i < people->n; i++)
		if (people->row[i].id == id)
			return people->row[i].name;
	return "";
}

static void
report(struct plan *w, struct rebuilt *out)
{
	struct scan s = { &w->old_entries, &w->new_entries, w->c->now, NULL,
		0 };
	int minute;

	pick_lost(w->c->arena, &s, &out->lost);
	for (int i = 0; i < out->lost.n; i++) {
		struct lost *l = &out->lost.row[i];

		l->date = tz_date(l->start_at, &minute);
		l->hour = minute / 60;
		l->name = name_of(&w->basis.people, l->consultant);
	}
	out->changed = w->changed;
}

enum err
availability_rebuild_report(
    struct call *c, int from, int to, struct rebuilt *out)
{
	struct plan w = { .c = c };
	enum err e;

	*out = (struct rebuilt){ 0 };
	if (from < c->today)
		from = c->today;
	if (to > availability_horizon(c))
		to = availability_horizon(c);
	if (from > to)
		return OK;
	if ((e = load(&w, from, to)) != OK)
		return e;
	for (int date = from; date <= to; date++)
		plan_day(&w, date);
	if ((e = drop_slots(&w)) != OK || (e = put_slots(&w)) != OK ||
	    (e = put_entries(&w)) != OK)
		return e;
	log_debug(&c->log, "availability: %d days, %d slots, %d changed",
	    to - from + 1, w.new_slots.n, w.changed.n);
	report(&w, out);
	if (out->changed.n > 0 || out->lost.n > 0)
		availability_tell(c, from, to);
	return OK;
}

enum err
availability_rebuild(struct call *c, int from, int to)
{
	struct rebuilt out;

	return availability_rebuild_report(c, from, to, &out);
}

/* --- midnight --- */

/* Settings that the stored days depend on. */
static const char *
window_text(const struct call *c)
{
	return arena_printf(c->arena, "%lld %lld %lld",
	    (long long)settings_int(app_settings(c->app), SET_GENERATION_DAYS),
	    (long long)settings_int(app_settings(c->app), SET_MAX_DAYS_AHEAD),
	    (long long)settings_int(app_settings(c->app), SET_READY_MIN_COVER));
}

static enum err
roll(struct call *c, const char *today, const char *window)
{
	int horizon = availability_horizon(c);
	enum err e;

	if ((e = availability_store_purge(c->db, tz_day(c->today))) != OK ||
	    (e = availability_store_cut(c->db, horizon, tz_day(horizon + 1))) !=
		OK ||
	    (e = availability_rebuild(c, c->today, horizon)) != OK ||
	    (e = availability_store_set_meta(c->db, META_ROLLED, today)) !=
		OK ||
	    (e = availability_store_set_meta(c->db, META_WINDOW, window)) != OK)
		return e;
	return OK;
}

enum err
availability_roll(struct call *c)
{
	const char *rolled, *window, *now = window_text(c);
	char today[11];
	enum err e;

	date_text(c->today, today);
	if ((e = availability_store_meta(
		 c->db, c->arena, META_ROLLED, &rolled)) != OK ||
	    (e = availability_store_meta(
		 c->db, c->arena, META_WINDOW, &window)) != OK)
		return e;
	if (str_eq(rolled, today) && str_eq(window, now))
		return OK;
	return roll(c, today, now);
}
