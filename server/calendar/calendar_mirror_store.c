/* SQL of mirrors, foreign events and conflict cases. */
#include "server/calendar/calendar_mirror_store.h"

#include "common/arena.h"
#include "server/db/sets.h"
#include "server/rpc/call.h"

enum {
	GET,
	PUT,
	UNSEEN,
	MISSING,
	BOOKING,
	SPECIAL,
	WAITING,
	ENDED,
	OVERBOOKED,
	FOREIGN,
	PUT_FOREIGN,
	DROP_FOREIGN,
	PUT_CONFLICT,
	CONFLICT,
	CONFLICTS,
	N_CONFLICTS,
	CLOSE,
	VERIFIED,
	SYNC
};

#define CONFLICT_COLS                                                        \
	"SELECT id, version, at, booking, coalesce(closed_at, 0), calendar," \
	" event_id, kind, title, color_id, start_at, end_at"                 \
	" FROM calendar_conflict"

static const char *const sql[] = {
	[GET] = "SELECT etag, gone, title, color_id, start_at, end_at,"
		" generation FROM calendar_event"
		" WHERE calendar = :calendar AND event_id = :event",
	[PUT] = "INSERT OR REPLACE INTO calendar_event(calendar, event_id,"
		" etag, gone, title, color_id, start_at, end_at, generation)"
		" VALUES(:calendar, :event, :etag, :gone, :title, :color,"
		" :start, :end, :generation)",
	[UNSEEN] = "SELECT event_id, etag, gone, title, color_id, start_at,"
		   " end_at, generation FROM calendar_event"
		   " WHERE calendar = :calendar AND generation < :generation"
		   " AND end_at > :start AND start_at < :end LIMIT 1",
	[MISSING] = "SELECT count(*), coalesce(sum(e.generation < :generation"
		    " AND e.end_at > :start AND e.start_at < :end), 0)"
		    " FROM calendar_event e JOIN booking b"
		    " ON b.calendar_event_id = e.event_id"
		    " WHERE e.calendar = :calendar AND e.gone = 0"
		    " AND e.start_at > :now AND b.status = 'pending'",
	[BOOKING] = "SELECT id FROM booking WHERE calendar_event_id = :event",
	[SPECIAL] =
	    "SELECT id FROM special_booking WHERE calendar_event_id = :event",
	[WAITING] = "SELECT payload FROM calendar_outbox"
		    " WHERE event_id = :event AND state = 'pending'"
		    " ORDER BY id LIMIT 8",
	/* colours that no pending booking gets from the hub */
	[ENDED] = "SELECT m.event_id, m.title, m.color_id, m.start_at,"
		  " m.end_at FROM booking b JOIN calendar_event m"
		  " ON m.calendar = 'central' AND m.gone = 0"
		  " AND m.event_id = b.calendar_event_id"
		  " WHERE b.status = 'pending' AND b.start_at > :from"
		  " AND b.end_at <= :now AND m.color_id IN (4, 6, 11)"
		  " AND m.event_id > :after ORDER BY m.event_id LIMIT 1",
	[OVERBOOKED] =
	    "SELECT count(*) FROM (SELECT b.start_at FROM booking b"
	    " JOIN slot_total t ON t.start_at = b.start_at"
	    " WHERE b.capacity_unverified = 1 AND b.sync_state = 'synced'"
	    " AND b.start_at > :now AND t.total - t.external <"
	    " (SELECT count(*) FROM slot_place p"
	    " WHERE p.start_at = b.start_at AND p.booking IS NOT NULL)"
	    " GROUP BY b.start_at)",
	[FOREIGN] = "SELECT title, color_id, start_at, end_at,"
		    " coalesce(slot_at, 0), weight FROM external_event"
		    " WHERE calendar_id = :calendar AND event_id = :event",
	[PUT_FOREIGN] =
	    "INSERT INTO external_event(calendar_id, event_id, title,"
	    " color_id, start_at, end_at, slot_at, weight)"
	    " VALUES(:calendar, :event, :title, :color, :start, :end, :slot,"
	    " :weight) ON CONFLICT(calendar_id, event_id) DO UPDATE SET"
	    " title = :title, color_id = :color, start_at = :start,"
	    " end_at = :end, slot_at = :slot, weight = :weight",
	[DROP_FOREIGN] = "DELETE FROM external_event"
			 " WHERE calendar_id = :calendar AND event_id = :event",
	[PUT_CONFLICT] =
	    "INSERT INTO calendar_conflict(at, calendar, event_id, booking,"
	    " kind, title, color_id, start_at, end_at) VALUES(:at, :calendar,"
	    " :event, :booking, :kind, :title, :color, :start, :end)"
	    " ON CONFLICT(calendar, event_id) WHERE closed_at IS NULL"
	    " DO UPDATE SET kind = :kind, title = :title, color_id = :color,"
	    " start_at = :start, end_at = :end, version = version + 1",
	[CONFLICT] = CONFLICT_COLS " WHERE id = :id",
	[CONFLICTS] = CONFLICT_COLS " WHERE closed_at IS NULL"
				    " ORDER BY id LIMIT :limit OFFSET :offset",
	[N_CONFLICTS] = "SELECT count(*) FROM calendar_conflict"
			" WHERE closed_at IS NULL",
	[CLOSE] = "UPDATE calendar_conflict SET choice = :choice,"
		  " closed_by = :by, closed_at = :at, version = version + 1"
		  " WHERE id = :id AND closed_at IS NULL",
	[VERIFIED] = "UPDATE booking SET capacity_unverified = 0"
		     " WHERE capacity_unverified = 1"
		     " AND sync_state = 'synced'",
	[SYNC] = "UPDATE booking SET sync_state = CASE"
		 " WHEN EXISTS(SELECT 1 FROM calendar_conflict"
		 " WHERE booking = :id AND closed_at IS NULL) THEN 'conflict'"
		 " WHEN EXISTS(SELECT 1 FROM calendar_outbox"
		 " WHERE booking = :id AND state = 'failed') THEN 'failed'"
		 " WHEN EXISTS(SELECT 1 FROM calendar_outbox"
		 " WHERE booking = :id AND state = 'pending') THEN 'pending'"
		 " ELSE 'synced' END WHERE id = :id",
};
const struct sqlset calendar_mirror_sql = SQLSET("calendar_mirror", sql);

static struct stmt *
event_stmt(
    struct call *c, int which, const char *calendar, const char *event_id)
{
	struct stmt *st = db_stmt(c->db, &calendar_mirror_sql, which);

	if (calendar != NULL)
		stmt_text(st, ":calendar", calendar);
	stmt_text(st, ":event", event_id);
	return st;
}

enum err
calendar_mirror_get(struct call *c, const char *calendar, const char *event_id,
    struct mirror_row *out)
{
	struct stmt *st = event_stmt(c, GET, calendar, event_id);

	*out =
	    (struct mirror_row){ .calendar = calendar, .event_id = event_id };
	while (stmt_row(st)) {
		out->known = true;
		out->etag = col_text(st, 0, c->arena);
		out->gone = col_int(st, 1) != 0;
		out->title = col_text(st, 2, c->arena);
		out->color = (int)col_int(st, 3);
		out->start_at = col_int(st, 4);
		out->end_at = col_int(st, 5);
		out->generation = col_int(st, 6);
	}
	return stmt_done(st);
}

enum err
calendar_mirror_put(struct call *c, const struct mirror_row *m)
{
	struct stmt *st = event_stmt(c, PUT, m->calendar, m->event_id);

	stmt_text(st, ":etag", m->etag);
	stmt_int(st, ":gone", m->gone);
	stmt_text(st, ":title", m->title);
	stmt_int(st, ":color", m->color);
	stmt_int(st, ":start", m->start_at);
	stmt_int(st, ":end", m->end_at);
	stmt_int(st, ":generation", m->generation);
	return stmt_exec(st);
}

static struct stmt *
window_stmt(struct call *c, int which, const struct mirror_row *like)
{
	struct stmt *st = db_stmt(c->db, &calendar_mirror_sql, which);

	stmt_text(st, ":calendar", like->calendar);
	stmt_int(st, ":generation", like->generation);
	stmt_int(st, ":start", like->start_at);
	stmt_int(st, ":end", like->end_at);
	return st;
}

enum err
calendar_mirror_unseen(
    struct call *c, const struct mirror_row *like, struct mirror_row *out)
{
	struct stmt *st = window_stmt(c, UNSEEN, like);

	*out = (struct mirror_row){ .calendar = like->calendar };
	while (stmt_row(st)) {
		out->known = true;
		out->event_id = col_text(st, 0, c->arena);
		out->etag = col_text(st, 1, c->arena);
		out->gone = col_int(st, 2) != 0;
		out->title = col_text(st, 3, c->arena);
		out->color = (int)col_int(st, 4);
		out->start_at = col_int(st, 5);
		out->end_at = col_int(st, 6);
		out->generation = col_int(st, 7);
	}
	return stmt_done(st);
}

enum err
calendar_mirror_missing(
    struct call *c, const struct mirror_row *like, int64_t *all, int64_t *gone)
{
	struct stmt *st = window_stmt(c, MISSING, like);

	stmt_int(st, ":now", c->now);
	*all = *gone = 0;
	while (stmt_row(st)) {
		*all = col_int(st, 0);
		*gone = col_int(st, 1);
	}
	return stmt_done(st);
}

enum err
calendar_mirror_booking(struct call *c, const char *event_id, int64_t *booking)
{
	return stmt_one(event_stmt(c, BOOKING, NULL, event_id), 0, booking);
}

enum err
calendar_mirror_special(struct call *c, const char *event_id, int64_t *special)
{
	return stmt_one(event_stmt(c, SPECIAL, NULL, event_id), 0, special);
}

enum err
calendar_mirror_waiting(
    struct call *c, const char *event_id, struct waiting *out)
{
	struct stmt *st = event_stmt(c, WAITING, NULL, event_id);

	out->n = 0;
	while (stmt_row(st))
		out->body[out->n++] = col_text(st, 0, c->arena);
	return stmt_done(st);
}

enum err
calendar_mirror_ended(
    struct call *c, int64_t from, const char *after, struct mirror_row *out)
{
	struct stmt *st = db_stmt(c->db, &calendar_mirror_sql, ENDED);

	stmt_text(st, ":after", after);
	*out = (struct mirror_row){ .calendar = "central" };
	stmt_int(st, ":from", from);
	stmt_int(st, ":now", c->now);
	while (stmt_row(st)) {
		out->known = true;
		out->event_id = col_text(st, 0, c->arena);
		out->title = col_text(st, 1, c->arena);
		out->color = (int)col_int(st, 2);
		out->start_at = col_int(st, 3);
		out->end_at = col_int(st, 4);
	}
	return stmt_done(st);
}

enum err
calendar_mirror_overbooked(struct call *c, int64_t *n)
{
	struct stmt *st = db_stmt(c->db, &calendar_mirror_sql, OVERBOOKED);

	stmt_int(st, ":now", c->now);
	return stmt_one(st, 0, n);
}

/* --- foreign events --- */

enum err
calendar_foreign_get(struct call *c, const char *calendar, const char *event_id,
    struct foreign *before)
{
	struct stmt *st = event_stmt(c, FOREIGN, calendar, event_id);

	*before = (struct foreign){ .event_id = NULL };
	while (stmt_row(st)) {
		before->calendar = calendar;
		before->event_id = event_id;
		before->title = col_text(st, 0, c->arena);
		before->color = (int)col_int(st, 1);
		before->start_at = col_int(st, 2);
		before->end_at = col_int(st, 3);
		before->slot_at = col_int(st, 4);
		before->weight = (int)col_int(st, 5);
	}
	return stmt_done(st);
}

enum err
calendar_foreign_put(struct call *c, const struct foreign *f)
{
	struct stmt *st = event_stmt(c, PUT_FOREIGN, f->calendar, f->event_id);

	stmt_text(st, ":title", f->title);
	stmt_int(st, ":color", f->color);
	stmt_int(st, ":start", f->start_at);
	stmt_int(st, ":end", f->end_at);
	stmt_ref(st, ":slot", f->slot_at);
	stmt_int(st, ":weight", f->weight);
	return stmt_exec(st);
}

enum err
calendar_foreign_drop(
    struct call *c, const char *calendar, const char *event_id)
{
	return stmt_exec(event_stmt(c, DROP_FOREIGN, calendar, event_id));
}

/* --- conflict cases --- */

enum err
calendar_conflict_put(struct call *c, const struct conflict *k)
{
	struct stmt *st = event_stmt(c, PUT_CONFLICT, k->calendar, k->event_id);
	enum err e;

	stmt_int(st, ":at", c->now);
	stmt_ref(st, ":booking", k->booking);
	stmt_text(st, ":kind", k->kind);
	stmt_text(st, ":title", k->title);
	stmt_int(st, ":color", k->color);
	stmt_int(st, ":start", k->start_at);
	stmt_int(st, ":end", k->end_at);
	if ((e = stmt_exec(st)) == OK && k->booking != 0)
		e = calendar_mirror_sync(c, k->booking);
	return e;
}

static void
read_conflict(struct stmt *st, struct arena *a, struct conflict *k)
{
	*k = (struct conflict){
		.id = col_int(st, 0),
		.version = col_int(st, 1),
		.at = col_int(st, 2),
		.booking = col_int(st, 3),
		.closed_at = col_int(st, 4),
		.calendar = col_text(st, 5, a),
		.event_id = col_text(st, 6, a),
		.kind = col_text(st, 7, a),
		.title = col_text(st, 8, a),
		.color = (int)col_int(st, 9),
		.start_at = col_int(st, 10),
		.end_at = col_int(st, 11),
	};
}

enum err
calendar_conflict_get(struct call *c, int64_t id, struct conflict *out)
{
	struct stmt *st = db_stmt(c->db, &calendar_mirror_sql, CONFLICT);

	*out = (struct conflict){ .id = 0 };
	stmt_int(st, ":id", id);
	while (stmt_row(st))
		read_conflict(st, c->arena, out);
	return stmt_done(st);
}

enum err
calendar_conflict_list(
    struct call *c, int64_t limit, int64_t offset, struct conflicts *out)
{
	struct stmt *st = db_stmt(c->db, &calendar_mirror_sql, CONFLICTS);
	enum err e;

	*out = (struct conflicts){ .n = 0 };
	out->row =
	    arena_alloc(c->arena, ((size_t)limit + 1) * sizeof(*out->row));
	stmt_int(st, ":limit", limit);
	stmt_int(st, ":offset", offset);
	while (stmt_row(st))
		read_conflict(st, c->arena, &out->row[out->n++]);
	if ((e = stmt_done(st)) != OK)
		return e;
	return stmt_one(
	    db_stmt(c->db, &calendar_mirror_sql, N_CONFLICTS), 0, &out->total);
}

enum err
calendar_conflict_close(struct call *c, int64_t id, const char *choice)
{
	struct stmt *st = db_stmt(c->db, &calendar_mirror_sql, CLOSE);

	stmt_int(st, ":id", id);
	stmt_text(st, ":choice", choice);
	stmt_text(st, ":by", c->actor->name);
	stmt_int(st, ":at", c->now);
	return stmt_exec(st);
}

enum err
calendar_mirror_verified(struct call *c)
{
	return stmt_exec(db_stmt(c->db, &calendar_mirror_sql, VERIFIED));
}

enum err
calendar_mirror_sync(struct call *c, int64_t booking)
{
	struct stmt *st = db_stmt(c->db, &calendar_mirror_sql, SYNC);

	stmt_int(st, ":id", booking);
	return stmt_exec(st);
}
