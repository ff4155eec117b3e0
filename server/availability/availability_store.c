/* SQL of availability, called by its rules only: what a rebuild reads and
 * writes, and the figures of slots. Administration: availability_store_admin.
 */
#include "server/availability/availability_store.h"

#include "common/arena.h"
#include "common/date.h"
#include "server/availability/availability_store_sql.h"

static const char *const sql[] = { AVAILABILITY_SQL };
const struct sqlset availability_sql = SQLSET("availability", sql);

void *
availability_store_room(
    struct arena *a, void *row, int n, int *cap, size_t size)
{
	void *p;

	if (n < *cap)
		return row;
	*cap = *cap == 0 ? 16 : *cap * 2;
	p = arena_alloc(a, (size_t)*cap * size);
	if (n > 0)
		memcpy(p, row, (size_t)n * size);
	return p;
}
#define ROOM(a, l, cap)                                     \
	((l).row = availability_store_room(                 \
	     (a), (l).row, (l).n, (cap), sizeof(*(l).row)), \
	    &(l).row[(l).n++])

enum err
availability_store_grid(struct db *db, struct arena *a, struct grid_rows *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_GRID);
	struct grid_rows l = { 0 };
	int cap = 0;
	enum err e;

	while (stmt_row(st)) {
		struct grid_row *r = ROOM(a, l, &cap);

		r->weekday = (int)col_int(st, 0);
		r->hour = (int)col_int(st, 1);
		r->effective_from = col_date(st, 2);
		r->active = col_int(st, 3) != 0;
		r->fallback = col_int(st, 4) != 0;
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
availability_store_capacity(
    struct db *db, struct arena *a, struct capacity_rows *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_CAPACITY);
	struct capacity_rows l = { 0 };
	int cap = 0;
	enum err e;

	while (stmt_row(st)) {
		struct capacity_row *r = ROOM(a, l, &cap);

		r->id = col_int(st, 0);
		r->hour = (int)col_int(st, 1);
		r->weekdays = (int)col_int(st, 2);
		r->places = (int)col_int(st, 3);
		r->effective_from = col_date(st, 4);
		r->set_by = col_text(st, 5, a);
		r->set_at = col_int(st, 6);
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
availability_store_consultants(
    struct db *db, struct arena *a, struct consultants *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_CONSULTANTS);
	struct consultants l = { 0 };
	int cap = 0;
	enum err e;

	while (stmt_row(st)) {
		struct consultant *r = ROOM(a, l, &cap);

		r->id = col_int(st, 0);
		r->version = col_int(st, 1);
		r->name = col_text(st, 2, a);
		r->calendar_id = col_text(st, 3, a);
		r->active = col_int(st, 4) != 0;
		r->default_pool = col_int(st, 5) != 0;
		r->account = col_int(st, 6);
		r->account_name = col_text(st, 7, a);
		r->sort = (int)col_int(st, 8);
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

void
availability_store_read_span(
    struct stmt *st, struct arena *a, struct ready_span *s)
{
	s->id = col_int(st, 0);
	s->version = col_int(st, 1);
	s->consultant = col_int(st, 2);
	s->consultant_name = col_text(st, 3, a);
	s->date = col_date(st, 4);
	s->from_minute = (int)col_int(st, 5);
	s->to_minute = (int)col_int(st, 6);
	s->repeat_until = col_date(st, 7);
	s->added_by = col_text(st, 8, a);
	s->added_at = col_int(st, 9);
}

enum err
availability_store_spans(
    struct db *db, struct arena *a, int from, int to, struct ready_spans *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_SPANS);
	struct ready_spans l = { 0 };
	int cap = 0;
	enum err e;

	stmt_date(st, ":from", from);
	stmt_date(st, ":to", to);
	while (stmt_row(st))
		availability_store_read_span(st, a, ROOM(a, l, &cap));
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
availability_store_specials(struct db *db, struct arena *a, int64_t first,
    int64_t last, struct specials *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_SPECIALS);
	struct specials l = { 0 };
	int cap = 0;
	enum err e;

	stmt_int(st, ":first", first);
	stmt_int(st, ":last", last);
	while (stmt_row(st)) {
		struct special *r = ROOM(a, l, &cap);

		r->id = col_int(st, 0);
		r->start_at = col_int(st, 1);
		r->consultant = col_int(st, 2);
		r->consultant_name = col_text(st, 3, a);
		r->type = col_text(st, 4, a);
		r->event_minute = (int)col_int(st, 5);
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
availability_store_externals(struct db *db, struct arena *a, int64_t first,
    int64_t last, struct externals *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_EXTERNALS);
	struct externals l = { 0 };
	int cap = 0;
	enum err e;

	stmt_int(st, ":first", first);
	stmt_int(st, ":last", last);
	while (stmt_row(st)) {
		struct external *r = ROOM(a, l, &cap);

		r->id = col_int(st, 0);
		r->slot_at = col_int(st, 1);
		r->weight = (int)col_int(st, 2);
		r->title = col_text(st, 3, a);
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
availability_store_entries(struct db *db, struct arena *a, int64_t first,
    int64_t last, struct entries *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_ENTRIES);
	struct entries l = { 0 };
	enum err e;

	stmt_int(st, ":first", first);
	stmt_int(st, ":last", last);
	while (stmt_row(st)) {
		struct entry *r = ROOM(a, l, &l.cap);
		const char *source = col_peek(st, 2);

		r->start_at = col_int(st, 0);
		r->consultant = col_int(st, 1);
		r->source = source[0] == 'c'   ? SOURCE_CALENDAR
			    : source[0] == 'f' ? SOURCE_FALLBACK
					       : SOURCE_MANUAL;
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

/* --- writes of a rebuild --- */

enum err
availability_store_put_total(struct db *db, const struct slot_row *row)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_PUT_TOTAL);

	stmt_int(st, ":at", row->start_at);
	stmt_date(st, ":date", row->date);
	stmt_int(st, ":hour", row->hour);
	stmt_int(st, ":total", row->total);
	stmt_int(st, ":external", row->external);
	stmt_int(st, ":consultants", row->consultants);
	stmt_int(st, ":places", row->places_each);
	stmt_int(st, ":fallback", row->fallback);
	stmt_int(st, ":blocked", row->blocked);
	return stmt_exec(st);
}

enum err
availability_store_drop_total(struct db *db, int64_t start_at)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_DROP_TOTAL);

	stmt_int(st, ":at", start_at);
	return stmt_exec(st);
}

enum err
availability_store_add_entry(struct db *db, const struct entry *e, int64_t now)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_ADD_ENTRY);

	stmt_int(st, ":at", e->start_at);
	stmt_int(st, ":consultant", e->consultant);
	stmt_text(st, ":source", source_names[e->source]);
	stmt_int(st, ":now", now);
	return stmt_exec(st);
}

enum err
availability_store_drop_entry(struct db *db, const struct entry *e)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_DROP_ENTRY);

	stmt_int(st, ":at", e->start_at);
	stmt_int(st, ":consultant", e->consultant);
	stmt_text(st, ":source", source_names[e->source]);
	return stmt_exec(st);
}

enum err
availability_store_purge(struct db *db, int64_t before)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_PURGE);

	stmt_int(st, ":before", before);
	return stmt_exec(st);
}

enum err
availability_store_cut(struct db *db, int date, int64_t after)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_CUT_TOTALS);
	enum err e;

	stmt_date(st, ":date", date);
	if ((e = stmt_exec(st)) != OK)
		return e;
	st = db_stmt(db, &availability_sql, SQL_CUT_ENTRIES);
	stmt_int(st, ":after", after);
	return stmt_exec(st);
}

enum err
availability_store_meta(
    struct db *db, struct arena *a, const char *key, const char **value)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_META);
	const char *v = NULL;
	enum err e;

	stmt_text(st, ":key", key);
	while (stmt_row(st))
		v = col_text(st, 0, a);
	if ((e = stmt_done(st)) == OK)
		*value = v;
	return e;
}

enum err
availability_store_set_meta(struct db *db, const char *key, const char *value)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_SET_META);

	stmt_text(st, ":key", key);
	stmt_text(st, ":value", value);
	return stmt_exec(st);
}

/* --- figures --- */

static void
read_total(struct stmt *st, struct slot_row *r)
{
	r->start_at = col_int(st, 0);
	r->end_at = r->start_at + SLOT_MINUTES * INT64_C(60000);
	r->date = col_date(st, 1);
	r->hour = (int)col_int(st, 2);
	r->total = (int)col_int(st, 3);
	r->external = (int)col_int(st, 4);
	r->consultants = (int)col_int(st, 5);
	r->places_each = (int)col_int(st, 6);
	r->fallback = col_int(st, 7) != 0;
	r->blocked = col_int(st, 8) != 0;
	r->in_grid = true;
}

enum err
availability_store_total(
    struct db *db, int date, int hour, struct slot_row *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_TOTAL);
	struct slot_row r = { 0 };
	enum err e;

	stmt_date(st, ":date", date);
	stmt_int(st, ":hour", hour);
	while (stmt_row(st))
		read_total(st, &r);
	if ((e = stmt_done(st)) == OK)
		*out = r;
	return e;
}

enum err
availability_store_totals(struct db *db, struct arena *a, const int days[2],
    int64_t after, struct slot_rows *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_TOTALS);
	struct slot_rows l = { 0 };
	int cap = 0;
	enum err e;

	stmt_date(st, ":from", days[0]);
	stmt_date(st, ":to", days[1]);
	stmt_int(st, ":after", after);
	while (stmt_row(st))
		read_total(st, ROOM(a, l, &cap));
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
availability_store_ready(
    struct db *db, struct arena *a, int64_t start_at, struct ready_list *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_READY);
	struct ready_list l = { 0 };
	int cap = 0;
	enum err e;

	stmt_int(st, ":at", start_at);
	while (stmt_row(st)) {
		struct ready *r = ROOM(a, l, &cap);

		r->id = col_int(st, 0);
		r->name = col_text(st, 1, a);
		r->source = col_text(st, 2, a);
		r->special = col_int(st, 3);
		r->account = col_int(st, 4);
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}

enum err
availability_store_taken(struct db *db, struct arena *a, const int64_t span[2],
    const int64_t now_session[2], struct taken_list *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_TAKEN);
	struct taken_list l = { 0 };
	int cap = 0;
	enum err e;

	stmt_int(st, ":first", span[0]);
	stmt_int(st, ":last", span[1]);
	stmt_int(st, ":now", now_session[0]);
	stmt_int(st, ":session", now_session[1]);
	while (stmt_row(st)) {
		struct taken *r = ROOM(a, l, &cap);

		r->start_at = col_int(st, 0);
		r->booked = (int)col_int(st, 1);
		r->held = (int)col_int(st, 2);
		r->mine = col_int(st, 3) != 0;
	}
	if ((e = stmt_done(st)) == OK)
		*out = l;
	return e;
}
