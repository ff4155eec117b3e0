/* Lists for screens: the slots of a day with all figures, spans and ready
 * consultants of a period. Called by availability_rpc. */
#include "common/arena.h"
#include "common/date.h"
#include "common/tz.h"
#include "server/availability/availability_admin.h"
#include "server/blocks/blocks.h"
#include "server/rpc/call.h"

/* Half up, at most 100 (booking.md 4.5). */
static int
percent_of(int booked, int total)
{
	int percent = total > 0 ? (200 * booked + total) / (2 * total) : 0;

	return percent < 100 ? percent : 100;
}

static void
fill(struct call *c, const struct slot_row *s, const struct taken *t,
    struct found_slot *f)
{
	int room;

	f->slot = *s;
	f->booked = s->external + (t != NULL ? t->booked : 0);
	f->held = t != NULL ? t->held : 0;
	f->mine = t != NULL && t->mine;
	room = s->total - f->booked - f->held;
	f->free = room > 0 ? room : 0;
	f->percent = percent_of(f->booked, s->total);
	f->past = s->start_at <= c->now;
	f->overbooked = f->booked > s->total;
	f->bookable = !f->past && !s->blocked && f->free > 0 &&
		      s->date <= availability_horizon(c);
}

enum err
availability_find(struct call *c, int date, struct found_slots *out)
{
	struct slot_rows slots;
	struct taken_list taken;
	struct block_rows blocks;
	struct found_slots l = { 0 };
	int t = 0;
	enum err e;

	if ((e = availability_range(c, date, date, &slots)) != OK ||
	    (e = blocks_load(c, date, date, &blocks)) != OK ||
	    (e = availability_store_taken(c->db, c->arena,
		 (const int64_t[2]){ tz_day(date), tz_day(date + 1) },
		 (const int64_t[2]){ c->now, c->session }, &taken)) != OK)
		return e;
	l.row = arena_zalloc(c->arena, (size_t)(slots.n + 1) * sizeof(*l.row));
	for (int i = 0; i < slots.n; i++) {
		const struct slot_row *s = &slots.row[i];
		struct found_slot *f = &l.row[l.n++];
		struct day_block block;

		while (t < taken.n && taken.row[t].start_at < s->start_at)
			t++;
		fill(c, s,
		    t < taken.n && taken.row[t].start_at == s->start_at
			? &taken.row[t]
			: NULL,
		    f);
		blocks_slot_of(&blocks, c->arena, date, s->hour, &block);
		f->reason = block.blocked ? block.reason : NULL;
		f->holiday = block.holiday;
	}
	*out = l;
	return OK;
}

enum err
availability_list(struct call *c, int from, int to, struct span_list *out)
{
	struct span_list l = { 0 };
	struct slot_rows slots;
	enum err e;

	if ((e = availability_store_spans(
		 c->db, c->arena, from, to, &l.spans)) != OK ||
	    (e = availability_range(c, from, to, &slots)) != OK ||
	    (e = availability_consultant_of(
		 c, c->actor->id, &l.own, &l.own_name)) != OK)
		return e;
	l.slot = arena_alloc(c->arena, (size_t)(slots.n + 1) * sizeof(*l.slot));
	for (int i = 0; i < slots.n; i++) {
		struct ready_slot *r = &l.slot[l.n_slots];

		r->date = slots.row[i].date;
		r->hour = slots.row[i].hour;
		e = availability_store_ready(
		    c->db, c->arena, slots.row[i].start_at, &r->ready);
		if (e != OK)
			return e;
		l.n_slots += r->ready.n > 0;
	}
	*out = l;
	return OK;
}
