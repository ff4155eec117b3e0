/* SQL of blocks, called by the rules of blocks only. It reads bookings and
 * slots too: asking their features would close a cycle of includes. */
#include "server/blocks/blocks_store.h"

#include "common/arena.h"
#include "common/str.h"

#define COLUMNS                                                              \
	"id, version, type, start_date, end_date, start_minute, end_minute," \
	" reason, added_by, added_at"

enum { RANGE, GET, SAME, INSERT, REPLACE, DELETE, AFFECTED, COUNT, SLOTS };

static const char *const sql[] = {
	[RANGE] = "SELECT " COLUMNS " FROM block"
		  " WHERE end_date >= :from AND start_date <= :to"
		  " ORDER BY start_date, start_minute, id",
	[GET] = "SELECT " COLUMNS " FROM block WHERE id = :id",
	[SAME] = "SELECT " COLUMNS " FROM block WHERE type = :type"
		 " AND start_date = :start_date AND end_date = :end_date"
		 " AND start_minute = :start_minute"
		 " AND end_minute = :end_minute",
	[INSERT] = "INSERT INTO block(type, start_date, end_date, start_minute,"
		   " end_minute, reason, added_by, added_at)"
		   " VALUES(:type, :start_date, :end_date, :start_minute,"
		   " :end_minute, :reason, :by, :at)",
	[REPLACE] = "UPDATE block SET reason = :reason, added_by = :by,"
		    " added_at = :at, version = version + 1 WHERE id = :id",
	[DELETE] = "DELETE FROM block WHERE id = :id",
	[AFFECTED] = "SELECT b.id, b.version, b.customer_last,"
		     " b.customer_first, b.date, b.hour, b.status, b.potential,"
		     " a.name, b.moves"
		     " FROM booking_now b JOIN account a ON a.id = b.booked_by"
		     " WHERE b.start_at > :now AND b.date BETWEEN :from AND :to"
		     " AND b.hour * 60 < :end AND (b.hour + 2) * 60 > :start"
		     " AND b.status NOT IN"
		     " ('cancelled', 'rescheduled', 'overhang', 'exit')"
		     " ORDER BY b.start_at, b.id LIMIT :limit",
	[COUNT] = "SELECT count(*) FROM booking_now b"
		  " WHERE b.start_at > :now AND b.date BETWEEN :from AND :to"
		  " AND b.hour * 60 < :end AND (b.hour + 2) * 60 > :start"
		  " AND b.status NOT IN"
		  " ('cancelled', 'rescheduled', 'overhang', 'exit')",
	[SLOTS] = "SELECT count(*) FROM slot_total"
		  " WHERE start_at > :now AND date BETWEEN :from AND :to"
		  " AND hour * 60 < :end AND (hour + 2) * 60 > :start"
		  " AND blocked = 0",
};
const struct sqlset blocks_sql = SQLSET("blocks", sql);

/* Unknown texts cannot be: the schema checks them. */
static enum block_type
type_of(const char *name)
{
	for (int i = 0; block_type_names[i] != NULL; i++)
		if (str_eq(block_type_names[i], name))
			return (enum block_type)i;
	return BLOCK_FULL_DAY;
}

static void
read_row(struct stmt *st, struct arena *a, struct block_row *b)
{
	b->id = col_int(st, 0);
	b->version = col_int(st, 1);
	b->type = type_of(col_peek(st, 2));
	b->start_date = col_date(st, 3);
	b->end_date = col_date(st, 4);
	b->start_minute = (int)col_int(st, 5);
	b->end_minute = (int)col_int(st, 6);
	b->reason = col_text(st, 7, a);
	b->added_by = col_text(st, 8, a);
	b->added_at = col_int(st, 9);
}

static struct block_row *
add_row(struct block_rows *rows, int *cap, struct arena *a)
{
	if (rows->n == *cap) {
		struct block_row *p;

		*cap = *cap == 0 ? 16 : *cap * 2;
		p = arena_alloc(a, (size_t)*cap * sizeof(*p));
		if (rows->n > 0)
			memcpy(p, rows->row, (size_t)rows->n * sizeof(*p));
		rows->row = p;
	}
	return &rows->row[rows->n++];
}

enum err
blocks_store_range(
    struct db *db, struct arena *a, int from, int to, struct block_rows *out)
{
	struct stmt *st = db_stmt(db, &blocks_sql, RANGE);
	struct block_rows rows = { 0 };
	enum err e;
	int cap = 0;

	stmt_date(st, ":from", from);
	stmt_date(st, ":to", to);
	while (stmt_row(st))
		read_row(st, a, add_row(&rows, &cap, a));
	if ((e = stmt_done(st)) == OK)
		*out = rows;
	return e;
}

static enum err
read_one(struct stmt *st, struct arena *a, struct block_row *out)
{
	struct block_row b = { 0 };
	enum err e;

	while (stmt_row(st))
		read_row(st, a, &b);
	if ((e = stmt_done(st)) == OK)
		*out = b;
	return e;
}

enum err
blocks_store_get(
    struct db *db, struct arena *a, int64_t id, struct block_row *out)
{
	struct stmt *st = db_stmt(db, &blocks_sql, GET);

	stmt_int(st, ":id", id);
	return read_one(st, a, out);
}

static void
bind_key(struct stmt *st, const struct block_row *b)
{
	stmt_text(st, ":type", block_type_names[b->type]);
	stmt_date(st, ":start_date", b->start_date);
	stmt_date(st, ":end_date", b->end_date);
	stmt_int(st, ":start_minute", b->start_minute);
	stmt_int(st, ":end_minute", b->end_minute);
}

enum err
blocks_store_same(struct db *db, struct arena *a, const struct block_row *key,
    struct block_row *out)
{
	struct stmt *st = db_stmt(db, &blocks_sql, SAME);

	bind_key(st, key);
	return read_one(st, a, out);
}

enum err
blocks_store_insert(struct db *db, struct block_row *b)
{
	struct stmt *st = db_stmt(db, &blocks_sql, INSERT);
	enum err e;

	bind_key(st, b);
	stmt_text(st, ":reason", b->reason);
	stmt_text(st, ":by", b->added_by);
	stmt_int(st, ":at", b->added_at);
	if ((e = stmt_exec(st)) == OK)
		b->id = db_last_id(db);
	return e;
}

enum err
blocks_store_replace(struct db *db, const struct block_row *b)
{
	struct stmt *st = db_stmt(db, &blocks_sql, REPLACE);

	stmt_int(st, ":id", b->id);
	stmt_text(st, ":reason", b->reason);
	stmt_text(st, ":by", b->added_by);
	stmt_int(st, ":at", b->added_at);
	return stmt_exec(st);
}

enum err
blocks_store_delete(struct db *db, int64_t id, bool *removed)
{
	struct stmt *st = db_stmt(db, &blocks_sql, DELETE);
	enum err e;

	stmt_int(st, ":id", id);
	if ((e = stmt_exec(st)) == OK)
		*removed = db_changes(db) > 0;
	return e;
}

static void
bind_area(struct stmt *st, const struct block_row *b, int64_t now)
{
	stmt_int(st, ":now", now);
	stmt_date(st, ":from", b->start_date);
	stmt_date(st, ":to", b->end_date);
	stmt_int(st, ":start", b->start_minute);
	stmt_int(st, ":end", b->end_minute);
}

static void
read_affected(struct stmt *st, struct arena *a, struct affected *r)
{
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

enum err
blocks_store_affected(struct db *db, struct arena *a, const struct block_row *b,
    int64_t now, struct affected_list *out)
{
	struct stmt *st = db_stmt(db, &blocks_sql, COUNT);
	struct affected_list list = { 0 };
	int64_t total;
	enum err e;

	bind_area(st, b, now);
	if ((e = stmt_one(st, 0, &total)) != OK)
		return e;
	list.total = (int)total;
	list.row = arena_zalloc(a, AFFECTED_MAX * sizeof(*list.row));
	st = db_stmt(db, &blocks_sql, AFFECTED);
	bind_area(st, b, now);
	stmt_int(st, ":limit", AFFECTED_MAX);
	while (stmt_row(st))
		read_affected(st, a, &list.row[list.n++]);
	if ((e = stmt_done(st)) == OK)
		*out = list;
	return e;
}

enum err
blocks_store_slots(
    struct db *db, const struct block_row *b, int64_t now, int *n)
{
	struct stmt *st = db_stmt(db, &blocks_sql, SLOTS);
	int64_t count;
	enum err e;

	bind_area(st, b, now);
	if ((e = stmt_one(st, 0, &count)) == OK)
		*n = (int)count;
	return e;
}
