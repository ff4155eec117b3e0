/* SQL of consultants, grid, capacity and spans as administration changes
 * them; statements stand in availability_store_sql.h. */
#include "common/arena.h"
#include "common/date.h"
#include "server/availability/availability_store_sql.h"
#include "server/availability/availability_store.h"

enum err
availability_store_put_grid(struct db *db, const struct grid_row *r)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_PUT_GRID);

	stmt_int(st, ":weekday", r->weekday);
	stmt_int(st, ":hour", r->hour);
	stmt_date(st, ":from", r->effective_from);
	stmt_int(st, ":active", r->active);
	stmt_int(st, ":fallback", r->fallback);
	return stmt_exec(st);
}

enum err
availability_store_put_capacity(struct db *db, const struct capacity_row *r)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_PUT_CAPACITY);

	stmt_int(st, ":hour", r->hour);
	stmt_int(st, ":weekdays", r->weekdays);
	stmt_int(st, ":places", r->places);
	stmt_date(st, ":from", r->effective_from);
	stmt_text(st, ":by", r->set_by);
	stmt_int(st, ":at", r->set_at);
	return stmt_exec(st);
}

enum err
availability_store_span(
    struct db *db, struct arena *a, int64_t id, struct ready_span *out)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_SPAN);
	struct ready_span s = { 0 };
	enum err e;

	stmt_int(st, ":id", id);
	while (stmt_row(st))
		availability_store_read_span(st, a, &s);
	if ((e = stmt_done(st)) == OK)
		*out = s;
	return e;
}

enum err
availability_store_put_span(struct db *db, struct ready_span *s)
{
	struct stmt *st = db_stmt(
	    db, &availability_sql, s->id == 0 ? SQL_ADD_SPAN : SQL_SET_SPAN);
	enum err e;

	stmt_int(st, ":consultant", s->consultant);
	stmt_date(st, ":date", s->date);
	stmt_int(st, ":from", s->from_minute);
	stmt_int(st, ":to", s->to_minute);
	stmt_date(st, ":until", s->repeat_until);
	stmt_text(st, ":by", s->added_by);
	stmt_int(st, ":at", s->added_at);
	if (s->id != 0)
		stmt_int(st, ":id", s->id);
	if ((e = stmt_exec(st)) != OK)
		return e;
	if (s->id == 0)
		s->id = db_last_id(db);
	s->version++;
	return OK;
}

enum err
availability_store_drop_span(struct db *db, int64_t id)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_DROP_SPAN);

	stmt_int(st, ":id", id);
	return stmt_exec(st);
}

enum err
availability_store_put_consultant(struct db *db, struct consultant *r)
{
	struct stmt *st = db_stmt(db, &availability_sql,
	    r->id == 0 ? SQL_ADD_CONSULTANT : SQL_SET_CONSULTANT);
	enum err e;

	stmt_text(st, ":name", r->name);
	stmt_text(st, ":calendar", r->calendar_id);
	stmt_int(st, ":active", r->active);
	stmt_int(st, ":pool", r->default_pool);
	stmt_ref(st, ":account", r->account);
	stmt_int(st, ":sort", r->sort);
	if (r->id != 0)
		stmt_int(st, ":id", r->id);
	if ((e = stmt_exec(st)) != OK)
		return e;
	if (r->id == 0)
		r->id = db_last_id(db);
	r->version++;
	return OK;
}

enum err
availability_store_of_account(struct db *db, struct arena *a, int64_t account,
    int64_t *id, const char **name)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_OF_ACCOUNT);
	const char *found = NULL;
	int64_t who = 0;
	enum err e;

	stmt_int(st, ":account", account);
	while (stmt_row(st)) {
		who = col_int(st, 0);
		found = col_text(st, 1, a);
	}
	if ((e = stmt_done(st)) != OK)
		return e;
	*id = who;
	*name = found;
	return OK;
}

enum err
availability_store_account(
    struct db *db, struct arena *a, int64_t id, const char **name)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_ACCOUNT);
	const char *found = NULL;
	enum err e;

	stmt_int(st, ":id", id);
	while (stmt_row(st))
		found = col_text(st, 0, a);
	if ((e = stmt_done(st)) == OK)
		*name = found;
	return e;
}

enum err
availability_store_bookings(struct db *db, struct arena *a, int64_t start_at,
    struct slot_bookings *list)
{
	struct stmt *st = db_stmt(db, &availability_sql, SQL_BOOKINGS);

	stmt_int(st, ":at", start_at);
	while (stmt_row(st)) {
		struct slot_booking *r;

		list->row = availability_store_room(
		    a, list->row, list->n, &list->cap, sizeof(*list->row));
		r = &list->row[list->n++];
		r->id = col_int(st, 0);
		r->version = col_int(st, 1);
		r->last = col_text(st, 2, a);
		r->first = col_text(st, 3, a);
		r->date = col_date(st, 4);
		r->hour = (int)col_int(st, 5);
		r->status = col_text(st, 6, a);
		r->potential = col_text(st, 7, a);
		r->booked_by = col_text(st, 8, a);
		r->moves = (int)col_int(st, 9);
	}
	return stmt_done(st);
}
