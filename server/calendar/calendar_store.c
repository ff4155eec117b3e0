/* SQL of calendar states, outbox and quota. */
#include "server/calendar/calendar_store.h"

#include <string.h>

#include "common/arena.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

enum {
	ROWS,
	RESET,
	DROP_MIRROR,
	PUT,
	WANT,
	WANTED,
	HEAD,
	ROW,
	END_ROW,
	BOOKING_STATE,
	SPECIAL_STATE,
	LATER,
	AS_INSERT,
	HURRY,
	ORPHANS,
	ORPHAN_SPECIALS,
	AGAIN,
	AGAIN_ALL,
	DISCARD,
	OF_ROW,
	LIST,
	TOTAL,
	COUNTS,
	CALLS,
	COUNT,
	PRUNE
};

#define HEAD_COLS                                                          \
	"SELECT o.id, o.booking, o.special, o.next_try_at, o.at,"          \
	" o.operation, o.event_id, o.payload, o.attempts, m.etag, b.uuid," \
	" EXISTS(SELECT 1 FROM calendar_outbox i"                          \
	" WHERE i.event_id = o.event_id AND i.sent = 1), b.status"         \
	" FROM calendar_outbox o"                                          \
	" LEFT JOIN calendar_event m ON m.calendar = o.calendar"           \
	" AND m.event_id = o.event_id AND m.gone = 0"                      \
	" LEFT JOIN booking b ON b.id = o.booking"
#define LIST_FROM                                         \
	" FROM calendar_outbox o WHERE ((:state = 'open'" \
	" AND o.state IN ('pending', 'failed')) OR o.state = :state)"
static const char *const sql[] = {
	[ROWS] = "SELECT t.calendar, t.calendar_id, t.name,"
		 " s.calendar IS NULL OR s.calendar_id <> t.calendar_id,"
		 " s.sync_token, s.page_token, coalesce(s.generation, 0),"
		 " coalesce(s.full_at, 0), coalesce(s.pulled_at, 0),"
		 " coalesce(s.answered_at, 0), coalesce(s.next_at, 0),"
		 " coalesce(s.failures, 0), coalesce(s.wanted, 1),"
		 " coalesce(s.told, 0), coalesce(s.error, ''),"
		 " (SELECT count(*) FROM calendar_outbox o"
		 " WHERE o.calendar = t.calendar AND o.state = 'pending')"
		 " FROM (SELECT 'central' AS calendar, :central AS calendar_id,"
		 " 'central' AS name, -1 AS sort WHERE :central <> ''"
		 " UNION ALL SELECT 'consultant:' || k.id, k.calendar_id,"
		 " k.name, k.sort FROM consultant k WHERE k.calendar_id <> ''"
		 " AND (k.active = 1 OR EXISTS(SELECT 1 FROM calendar_outbox o"
		 " WHERE o.state = 'pending'"
		 " AND o.calendar = 'consultant:' || k.id))) t"
		 " LEFT JOIN calendar_state s ON s.calendar = t.calendar"
		 " ORDER BY t.sort, t.name",
	[RESET] = "INSERT OR REPLACE INTO calendar_state(calendar,"
		  " calendar_id, wanted) VALUES(:calendar, :id, 1)",
	[DROP_MIRROR] = "DELETE FROM calendar_event WHERE calendar = :calendar",
	[PUT] = "UPDATE calendar_state SET sync_token = :sync,"
		" page_token = :page, generation = :generation,"
		" full_at = :full, wanted = :wanted, pulled_at = :pulled,"
		" answered_at = :answered, failures = :failures,"
		" next_at = :next, error = :error, told = :told"
		" WHERE calendar = :calendar",
	[WANT] = "UPDATE calendar_state SET wanted = 1",
	[WANTED] = "SELECT count(*) FROM calendar_state WHERE wanted = 1",
	[HEAD] =
	    HEAD_COLS " WHERE o.calendar = :calendar AND o.state = 'pending'"
		      /* an event waits for its failed row, others do not */
		      " AND NOT EXISTS(SELECT 1 FROM calendar_outbox f"
		      " WHERE f.event_id = o.event_id AND f.id < o.id"
		      " AND f.state = 'failed') ORDER BY o.id LIMIT 1",
	[ROW] = HEAD_COLS " WHERE o.id = :id AND o.state = 'pending'",
	[END_ROW] = "UPDATE calendar_outbox SET state = :state,"
		    " sent = max(sent, :sent), last_error = nullif(:error, ''),"
		    " attempts = attempts + 1 WHERE id = :id",
	[BOOKING_STATE] =
	    "UPDATE booking SET sync_state = CASE"
	    " WHEN EXISTS(SELECT 1 FROM calendar_conflict"
	    " WHERE booking = :id AND closed_at IS NULL) THEN 'conflict'"
	    " WHEN EXISTS(SELECT 1 FROM calendar_outbox WHERE booking = :id"
	    " AND state = 'failed') THEN 'failed'"
	    " WHEN EXISTS(SELECT 1 FROM calendar_outbox WHERE booking = :id"
	    " AND state = 'pending') THEN 'pending'"
	    " ELSE 'synced' END WHERE id = :id",
	[SPECIAL_STATE] =
	    "UPDATE special_booking SET sync_state = CASE"
	    " WHEN EXISTS(SELECT 1 FROM calendar_outbox WHERE special = :id"
	    " AND state = 'failed') THEN 'failed'"
	    " WHEN EXISTS(SELECT 1 FROM calendar_outbox WHERE special = :id"
	    " AND state = 'pending') THEN 'pending'"
	    " ELSE 'synced' END WHERE id = :id",
	[LATER] = "UPDATE calendar_outbox SET attempts = attempts + 1,"
		  " next_try_at = :next, last_error = :error WHERE id = :id",
	[AS_INSERT] = "UPDATE calendar_outbox SET operation = 'insert',"
		      " next_try_at = 0 WHERE id = :id",
	[HURRY] = "UPDATE calendar_outbox SET next_try_at = 0"
		  " WHERE calendar = :calendar AND state = 'pending'",
	[ORPHANS] = "UPDATE calendar_outbox SET state = 'done',"
		    " last_error = 'no calendar' WHERE state = 'pending'"
		    " AND iif(calendar = 'central', :central = '',"
		    " NOT EXISTS(SELECT 1 FROM consultant k"
		    " WHERE k.calendar_id <> ''"
		    " AND 'consultant:' || k.id = calendar_outbox.calendar))",
	[ORPHAN_SPECIALS] =
	    "UPDATE special_booking SET sync_state = 'local'"
	    " WHERE sync_state = 'pending' AND NOT EXISTS(SELECT 1"
	    " FROM consultant k WHERE k.id = special_booking.consultant"
	    " AND k.calendar_id <> '')",
	[AGAIN] = "UPDATE calendar_outbox SET state = 'pending',"
		  " next_try_at = 0 WHERE id = :id"
		  " AND state IN ('pending', 'failed')",
	[AGAIN_ALL] = "UPDATE calendar_outbox SET state = 'pending',"
		      " next_try_at = 0 WHERE state IN ('pending', 'failed')",
	[DISCARD] = "UPDATE calendar_outbox SET state = 'discarded'"
		    " WHERE id = :id AND state IN ('pending', 'failed')",
	[OF_ROW] =
	    "SELECT booking, special FROM calendar_outbox WHERE id = :id",
	[LIST] = "SELECT o.id, o.at, o.next_try_at, o.booking, o.special,"
		 " o.calendar, o.operation, o.event_id, o.state,"
		 " coalesce(json_extract(o.payload, '$.summary'), ''),"
		 " coalesce(o.last_error, ''), o.attempts" LIST_FROM
		 " ORDER BY o.id LIMIT :limit OFFSET :offset",
	[TOTAL] = "SELECT count(*)" LIST_FROM,
	[COUNTS] = "SELECT (SELECT count(*) FROM calendar_outbox"
		   " WHERE state = 'pending'),"
		   " (SELECT count(*) FROM calendar_outbox"
		   " WHERE state = 'failed'),"
		   " (SELECT coalesce(min(at), 0) FROM calendar_outbox"
		   " WHERE state = 'pending'),"
		   " (SELECT count(*) FROM calendar_conflict"
		   " WHERE closed_at IS NULL)",
	[CALLS] = "SELECT calls FROM calendar_quota WHERE day = :day",
	[COUNT] = "INSERT INTO calendar_quota(day, calls) VALUES(:day, :calls)"
		  " ON CONFLICT(day) DO UPDATE SET calls = calls + :calls",
	[PRUNE] =
	    "DELETE FROM calendar_quota WHERE day < date(:day, '-40 day')",
};
const struct sqlset calendar_sql = SQLSET("calendar", sql);

static void
read_row(struct stmt *st, struct arena *a, struct calendar_row *r)
{
	*r = (struct calendar_row){
		.calendar = col_text(st, 0, a),
		.calendar_id = col_text(st, 1, a),
		.name = col_text(st, 2, a),
		.is_new = col_int(st, 3) != 0,
		.sync_token = col_text(st, 4, a),
		.page_token = col_text(st, 5, a),
		.generation = col_int(st, 6),
		.full_at = col_int(st, 7),
		.pulled_at = col_int(st, 8),
		.answered_at = col_int(st, 9),
		.next_at = col_int(st, 10),
		.failures = (int)col_int(st, 11),
		.wanted = col_int(st, 12) != 0,
		.told = col_int(st, 13) != 0,
		.error = col_text(st, 14, a),
		.pending = col_int(st, 15),
	};
}

enum err
calendar_store_rows(
    struct call *c, const char *central, struct calendar_rows *out)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, ROWS);

	*out = (struct calendar_rows){ NULL, 0, 0 };
	stmt_text(st, ":central", central);
	while (stmt_row(st)) {
		if (out->n == out->cap) {
			struct calendar_row *old = out->row;

			out->cap = out->cap == 0 ? 16 : out->cap * 2;
			out->row = arena_alloc(
			    c->arena, (size_t)out->cap * sizeof(*out->row));
			if (out->n > 0)
				memcpy(out->row, old,
				    (size_t)out->n * sizeof(*out->row));
		}
		read_row(st, c->arena, &out->row[out->n++]);
	}
	return stmt_done(st);
}

enum err
calendar_store_reset(struct call *c, const struct calendar_row *r)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, RESET);
	enum err e;

	stmt_text(st, ":calendar", r->calendar);
	stmt_text(st, ":id", r->calendar_id);
	if ((e = stmt_exec(st)) != OK)
		return e;
	st = db_stmt(c->db, &calendar_sql, DROP_MIRROR);
	stmt_text(st, ":calendar", r->calendar);
	return stmt_exec(st);
}

enum err
calendar_store_put(struct call *c, const struct calendar_row *r)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, PUT);

	stmt_text(st, ":calendar", r->calendar);
	stmt_text(st, ":sync", r->sync_token);
	stmt_text(st, ":page", r->page_token);
	stmt_int(st, ":generation", r->generation);
	stmt_int(st, ":full", r->full_at);
	stmt_int(st, ":wanted", r->wanted);
	stmt_int(st, ":pulled", r->pulled_at);
	stmt_int(st, ":answered", r->answered_at);
	stmt_int(st, ":failures", r->failures);
	stmt_int(st, ":next", r->next_at);
	stmt_text(st, ":error", r->error);
	stmt_int(st, ":told", r->told);
	return stmt_exec(st);
}

enum err
calendar_store_want(struct call *c)
{
	return stmt_exec(db_stmt(c->db, &calendar_sql, WANT));
}

enum err
calendar_store_wanted(struct call *c, int64_t *n)
{
	return stmt_one(db_stmt(c->db, &calendar_sql, WANTED), 0, n);
}

/* --- outbox --- */

static enum err
read_head(struct call *c, struct stmt *st, struct outbox_head *out)
{
	struct arena *a = c->arena;

	*out = (struct outbox_head){ .id = 0 };
	while (stmt_row(st)) {
		*out = (struct outbox_head){
			.id = col_int(st, 0),
			.booking = col_int(st, 1),
			.special = col_int(st, 2),
			.next_try_at = col_int(st, 3),
			.at = col_int(st, 4),
			.operation = col_text(st, 5, a),
			.event_id = col_text(st, 6, a),
			.payload = col_text(st, 7, a),
			.attempts = (int)col_int(st, 8),
			.etag = col_text(st, 9, a),
			.uuid = col_text(st, 10, a),
			.sent_before = col_int(st, 11) != 0,
			.booking_status = col_text(st, 12, a),
		};
	}
	return stmt_done(st);
}

enum err
calendar_store_head(
    struct call *c, const char *calendar, struct outbox_head *out)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, HEAD);

	stmt_text(st, ":calendar", calendar);
	return read_head(c, st, out);
}

enum err
calendar_store_row(struct call *c, int64_t id, struct outbox_head *out)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, ROW);

	stmt_int(st, ":id", id);
	return read_head(c, st, out);
}

static enum err
run_id(struct call *c, int which, int64_t id)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, which);

	stmt_int(st, ":id", id);
	return stmt_exec(st);
}

static enum err
follow(struct call *c, int64_t booking, int64_t special)
{
	enum err e = OK;

	if (booking != 0)
		e = run_id(c, BOOKING_STATE, booking);
	if (e == OK && special != 0)
		e = run_id(c, SPECIAL_STATE, special);
	return e;
}

enum err
calendar_store_end(struct call *c, const struct outbox_end *x)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, END_ROW);
	enum err e;

	stmt_int(st, ":id", x->id);
	stmt_text(st, ":state", x->state);
	stmt_int(st, ":sent", x->sent);
	stmt_text(st, ":error", x->error);
	if ((e = stmt_exec(st)) != OK)
		return e;
	return follow(c, x->booking, x->special);
}

enum err
calendar_store_later(
    struct call *c, int64_t id, int64_t next_try_at, const char *error)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, LATER);

	stmt_int(st, ":id", id);
	stmt_int(st, ":next", next_try_at);
	stmt_text(st, ":error", error);
	return stmt_exec(st);
}

enum err
calendar_store_as_insert(struct call *c, int64_t id)
{
	return run_id(c, AS_INSERT, id);
}

enum err
calendar_store_hurry(struct call *c, const char *calendar)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, HURRY);

	stmt_text(st, ":calendar", calendar);
	return stmt_exec(st);
}

enum err
calendar_store_orphans(struct call *c, const char *central)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, ORPHANS);
	enum err e;

	stmt_text(st, ":central", central);
	if ((e = stmt_exec(st)) != OK || db_changes(c->db) == 0)
		return e;
	return stmt_exec(db_stmt(c->db, &calendar_sql, ORPHAN_SPECIALS));
}

/* A row by hand: its booking's state follows. */
static enum err
by_hand(struct call *c, int which, int64_t id, bool *found)
{
	int64_t booking = 0, special = 0;
	struct stmt *st;
	enum err e = run_id(c, which, id);

	*found = e == OK && db_changes(c->db) > 0;
	if (e != OK || !*found)
		return e;
	st = db_stmt(c->db, &calendar_sql, OF_ROW);
	stmt_int(st, ":id", id);
	while (stmt_row(st)) {
		booking = col_int(st, 0);
		special = col_int(st, 1);
	}
	e = stmt_done(st);
	return e == OK ? follow(c, booking, special) : e;
}

enum err
calendar_store_again(struct call *c, int64_t id, bool *found)
{
	return by_hand(c, AGAIN, id, found);
}

enum err
calendar_store_again_all(struct call *c, int64_t *n)
{
	enum err e = stmt_exec(db_stmt(c->db, &calendar_sql, AGAIN_ALL));

	*n = db_changes(c->db);
	return e;
}

enum err
calendar_store_discard(struct call *c, int64_t id, bool *found)
{
	return by_hand(c, DISCARD, id, found);
}

static struct stmt *
bind_filter(struct call *c, int which, const struct outbox_filter *f)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, which);

	stmt_text(st, ":state", f->state == NULL ? "open" : f->state);
	return st;
}

static void
read_entry(struct stmt *st, struct arena *a, struct outbox_entry *o)
{
	*o = (struct outbox_entry){
		.id = col_int(st, 0),
		.at = col_int(st, 1),
		.next_try_at = col_int(st, 2),
		.booking = col_int(st, 3),
		.special = col_int(st, 4),
		.calendar = col_text(st, 5, a),
		.operation = col_text(st, 6, a),
		.event_id = col_text(st, 7, a),
		.state = col_text(st, 8, a),
		.title = col_text(st, 9, a),
		.error = col_text(st, 10, a),
		.attempts = (int)col_int(st, 11),
	};
}

enum err
calendar_store_list(
    struct call *c, const struct outbox_filter *f, struct outbox_entries *out)
{
	struct stmt *st = bind_filter(c, LIST, f);
	enum err e;

	*out = (struct outbox_entries){ .n = 0 };
	out->row =
	    arena_alloc(c->arena, ((size_t)f->limit + 1) * sizeof(*out->row));
	stmt_int(st, ":limit", f->limit);
	stmt_int(st, ":offset", f->offset);
	while (stmt_row(st))
		read_entry(st, c->arena, &out->row[out->n++]);
	if ((e = stmt_done(st)) != OK)
		return e;
	return stmt_one(bind_filter(c, TOTAL, f), 0, &out->total);
}

enum err
calendar_store_counts(struct call *c, struct calendar_status *out)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, COUNTS);

	while (stmt_row(st)) {
		out->pending = col_int(st, 0);
		out->failed = col_int(st, 1);
		out->oldest_at = col_int(st, 2);
		out->conflicts = col_int(st, 3);
	}
	return stmt_done(st);
}

/* --- quota --- */

enum err
calendar_store_calls(struct call *c, const char *day, int64_t *n)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, CALLS);

	stmt_text(st, ":day", day);
	return stmt_one(st, 0, n);
}

enum err
calendar_store_count(struct call *c, const char *day, int64_t calls)
{
	struct stmt *st = db_stmt(c->db, &calendar_sql, COUNT);
	enum err e;

	stmt_text(st, ":day", day);
	stmt_int(st, ":calls", calls);
	if ((e = stmt_exec(st)) != OK)
		return e;
	st = db_stmt(c->db, &calendar_sql, PRUNE);
	stmt_text(st, ":day", day);
	return stmt_exec(st);
}
