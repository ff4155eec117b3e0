/* SQL of the availability scan: mirrors of the consultants' calendars. */
#include <string.h>

#include "common/arena.h"
#include "server/availability/availability_scan.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

enum { NEXT, KNOWN, MANUAL, SEEN, EVENTS, COUNTS };

#define MIRRORS                                                 \
	" FROM consultant k LEFT JOIN calendar_state s"         \
	" ON s.calendar = 'consultant:' || k.id"                \
	" AND s.calendar_id = k.calendar_id WHERE k.active = 1" \
	" AND k.calendar_id <> ''"

static const char *const sql[] = {
	[NEXT] = "SELECT k.id, k.name, coalesce(s.pulled_at, 0),"
		 " coalesce(s.failures, 0)" MIRRORS
		 " AND k.id > :after ORDER BY k.id LIMIT 1",
	[KNOWN] = "SELECT start_at FROM availability WHERE consultant = :id"
		  " AND source = 'calendar' AND start_at > :now"
		  " ORDER BY start_at",
	[MANUAL] = "SELECT count(*) FROM availability WHERE consultant = :id"
		   " AND source = 'manual' AND start_at = :start",
	[SEEN] = "UPDATE availability SET scanned_at = :at"
		 " WHERE consultant = :id AND source = 'calendar'"
		 " AND start_at > :now",
	[EVENTS] = "SELECT title, start_at, end_at FROM calendar_event"
		   " WHERE calendar = 'consultant:' || :id AND gone = 0"
		   " AND end_at > :from AND start_at < :to ORDER BY start_at",
	[COUNTS] = "SELECT count(*), coalesce(sum(coalesce(s.pulled_at, 0)"
		   " < :since OR coalesce(s.failures, 0) > 0), 0)" MIRRORS,
};
const struct sqlset availability_scan_sql = SQLSET("availability_scan", sql);

enum err
scan_store_next(struct call *c, int64_t after, struct scanned_one *out)
{
	struct stmt *st = db_stmt(c->db, &availability_scan_sql, NEXT);

	*out = (struct scanned_one){ .id = 0 };
	stmt_int(st, ":after", after);
	while (stmt_row(st)) {
		out->id = col_int(st, 0);
		out->name = col_text(st, 1, c->arena);
		out->pulled_at = col_int(st, 2);
		out->failures = (int)col_int(st, 3);
	}
	return stmt_done(st);
}

void
scan_add(struct arena *a, struct instants *l, int64_t at)
{
	if (l->n == l->cap) {
		int64_t *old = l->at;

		l->cap = l->cap == 0 ? 64 : l->cap * 2;
		l->at = arena_alloc(a, (size_t)l->cap * sizeof(*l->at));
		if (l->n > 0)
			memcpy(l->at, old, (size_t)l->n * sizeof(*l->at));
	}
	l->at[l->n++] = at;
}

enum err
scan_store_known(struct call *c, int64_t id, struct instants *out)
{
	struct stmt *st = db_stmt(c->db, &availability_scan_sql, KNOWN);

	stmt_int(st, ":id", id);
	stmt_int(st, ":now", c->now);
	while (stmt_row(st))
		scan_add(c->arena, out, col_int(st, 0));
	return stmt_done(st);
}

enum err
scan_store_manual(struct call *c, int64_t id, int64_t start_at, bool *is)
{
	struct stmt *st = db_stmt(c->db, &availability_scan_sql, MANUAL);
	int64_t n;
	enum err e;

	stmt_int(st, ":id", id);
	stmt_int(st, ":start", start_at);
	if ((e = stmt_one(st, 0, &n)) == OK)
		*is = n > 0;
	return e;
}

enum err
scan_store_seen(struct call *c, int64_t id, int64_t at)
{
	struct stmt *st = db_stmt(c->db, &availability_scan_sql, SEEN);

	stmt_int(st, ":id", id);
	stmt_int(st, ":at", at);
	stmt_int(st, ":now", c->now);
	return stmt_exec(st);
}

static void
add_event(struct arena *a, struct mirrored *m, struct stmt *st)
{
	if (m->n == m->cap) {
		void *old = m->span;

		m->cap = m->cap == 0 ? 64 : m->cap * 2;
		m->span = arena_alloc(a, (size_t)m->cap * sizeof(*m->span));
		if (m->n > 0)
			memcpy(m->span, old, (size_t)m->n * sizeof(*m->span));
	}
	m->span[m->n].from = col_int(st, 1);
	m->span[m->n++].to = col_int(st, 2);
}

enum err
scan_store_events(
    struct call *c, const struct scan_query *q, struct mirrored *out)
{
	struct stmt *st = db_stmt(c->db, &availability_scan_sql, EVENTS);

	stmt_int(st, ":id", q->id);
	stmt_int(st, ":from", q->from);
	stmt_int(st, ":to", q->to);
	while (stmt_row(st))
		if (q->filter(col_peek(st, 0)))
			add_event(c->arena, out, st);
	return stmt_done(st);
}

enum err
scan_store_counts(struct call *c, int64_t since, int64_t *all, int64_t *failed)
{
	struct stmt *st = db_stmt(c->db, &availability_scan_sql, COUNTS);

	stmt_int(st, ":since", since);
	while (stmt_row(st)) {
		*all = col_int(st, 0);
		*failed = col_int(st, 1);
	}
	return stmt_done(st);
}
