/*
 * SQL of lists: bookings by filter, chains of moves, changes, campaigns,
 * figures of the past. Called by the views and lists of slots.
 */
#include "server/slots/slots_store.h"

#include "common/arena.h"

enum {
	PAGE_MINE_NEWEST,
	PAGE_MINE_OLDEST,
	PAGE_ALL_NEWEST,
	PAGE_ALL_OLDEST,
	STATUS_MINE,
	STATUS_ALL,
	ACTIVE,
	CHAIN,
	CHANGES,
	CAMPAIGNS,
	HISTORY,
	OUTSIDE,
};

#define RANGE " b.start_at >= :from AND b.start_at < :to"
#define MINE " WHERE b.booked_by = :user AND" RANGE
#define ALL " WHERE" RANGE
#define FILTERS                                              \
	" AND (:campaign IS NULL OR b.campaign = :campaign)" \
	" AND (:filter IS NULL OR instr(b.customer_key, :filter) > 0)"
#define STATUS " AND (:status IS NULL OR b.status = :status)"
#define NEWEST " ORDER BY b.start_at DESC, b.id DESC"
#define OLDEST " ORDER BY b.start_at, b.id"
#define LIMITS " LIMIT :limit OFFSET :offset"
#define PAGE(whose, order) \
	"SELECT" BOOKING_COLS BOOKING_FROM whose FILTERS STATUS order LIMITS
#define COUNT(whose)                                                 \
	"SELECT b.status, count(*) FROM booking_now b" whose FILTERS \
	" GROUP BY b.status"

static const char *const sql[] = {
	[PAGE_MINE_NEWEST] = PAGE(MINE, NEWEST),
	[PAGE_MINE_OLDEST] = PAGE(MINE, OLDEST),
	[PAGE_ALL_NEWEST] = PAGE(ALL, NEWEST),
	[PAGE_ALL_OLDEST] = PAGE(ALL, OLDEST),
	[STATUS_MINE] = COUNT(MINE),
	[STATUS_ALL] = COUNT(ALL),
	[ACTIVE] = "SELECT" BOOKING_COLS BOOKING_FROM ALL
		   " AND b.status NOT IN " FREED OLDEST,
	[CHAIN] =
	    "WITH RECURSIVE back(id, n) AS (SELECT :id, 0 UNION ALL"
	    " SELECT p.rescheduled_from, n - 1 FROM back"
	    " JOIN booking p ON p.id = back.id"
	    " WHERE p.rescheduled_from IS NOT NULL AND n > -100),"
	    " forth(id, n) AS (SELECT :id, 0 UNION ALL"
	    " SELECT p.rescheduled_to, n + 1 FROM forth"
	    " JOIN booking p ON p.id = forth.id"
	    " WHERE p.rescheduled_to IS NOT NULL AND n < 100)"
	    " SELECT" BOOKING_COLS " FROM (SELECT id, n FROM back"
	    " UNION SELECT id, n FROM forth) k JOIN booking b ON b.id = k.id"
	    " JOIN account a ON a.id = b.booked_by ORDER BY k.n",
	[CHANGES] = "SELECT c.at, c.from_status, c.to_status,"
		    " coalesce(a.display_name, a.name, ''), c.reason, c.source"
		    " FROM booking_change c LEFT JOIN account a ON a.id = c.by"
		    " WHERE c.booking = :id ORDER BY c.id",
	[CAMPAIGNS] = "SELECT name FROM campaign WHERE last_used_at >= :since"
		      " ORDER BY name COLLATE NOCASE",
	[HISTORY] = "SELECT h.date, h.hour, sum(h.appeared),"
		    " sum(h.not_appeared) FROM historical_cell_now h"
		    " WHERE h.date BETWEEN :from AND :to"
		    " GROUP BY h.date, h.hour",
	[OUTSIDE] = "SELECT count(*) FROM external_event"
		    " WHERE slot_at IS NULL AND weight > 0"
		    " AND start_at >= :from AND start_at < :to",
};
const struct sqlset slots_list_sql = SQLSET("slots_list", sql);

static void
bind_query(struct stmt *st, const struct booking_query *q)
{
	if (q->user != 0)
		stmt_int(st, ":user", q->user);
	stmt_int(st, ":from", q->from);
	stmt_int(st, ":to", q->to);
	stmt_text(st, ":filter", q->filter);
	stmt_text(st, ":campaign", q->campaign);
}

enum err
slots_store_page(struct db *db, struct arena *a, const struct booking_query *q,
    struct booking_list *out)
{
	int which = q->user != 0 ? PAGE_MINE_NEWEST : PAGE_ALL_NEWEST;
	struct stmt *st = db_stmt(db, &slots_list_sql, which + q->oldest);

	bind_query(st, q);
	stmt_text(st, ":status", q->status);
	stmt_int(st, ":limit", q->limit);
	stmt_int(st, ":offset", q->offset);
	while (stmt_row(st))
		slots_store_read(st, a, LIST_ADD(a, out));
	return stmt_done(st);
}

enum err
slots_store_status_counts(struct db *db, struct arena *a,
    const struct booking_query *q, struct status_counts *out)
{
	struct stmt *st = db_stmt(
	    db, &slots_list_sql, q->user != 0 ? STATUS_MINE : STATUS_ALL);

	bind_query(st, q);
	while (stmt_row(st)) {
		struct status_count *s = LIST_ADD(a, out);

		s->status = col_text(st, 0, a);
		s->n = (int)col_int(st, 1);
	}
	return stmt_done(st);
}

enum err
slots_store_active(struct db *db, struct arena *a, int64_t from, int64_t to,
    struct booking_list *out)
{
	struct stmt *st = db_stmt(db, &slots_list_sql, ACTIVE);

	stmt_int(st, ":from", from);
	stmt_int(st, ":to", to);
	while (stmt_row(st))
		slots_store_read(st, a, LIST_ADD(a, out));
	return stmt_done(st);
}

enum err
slots_store_chain(
    struct db *db, struct arena *a, int64_t id, struct booking_list *out)
{
	struct stmt *st = db_stmt(db, &slots_list_sql, CHAIN);

	stmt_int(st, ":id", id);
	while (stmt_row(st))
		slots_store_read(st, a, LIST_ADD(a, out));
	return stmt_done(st);
}

enum err
slots_store_changes(
    struct db *db, struct arena *a, int64_t id, struct booking_changes *out)
{
	struct stmt *st = db_stmt(db, &slots_list_sql, CHANGES);

	stmt_int(st, ":id", id);
	while (stmt_row(st)) {
		struct booking_change *c = LIST_ADD(a, out);

		c->at = col_int(st, 0);
		c->from = col_text(st, 1, a);
		c->to = col_text(st, 2, a);
		c->by = col_text(st, 3, a);
		c->reason = col_text(st, 4, a);
		c->source = col_text(st, 5, a);
	}
	return stmt_done(st);
}

enum err
slots_store_campaigns(
    struct db *db, struct arena *a, int64_t since, struct text_list *out)
{
	struct stmt *st = db_stmt(db, &slots_list_sql, CAMPAIGNS);

	stmt_int(st, ":since", since);
	while (stmt_row(st))
		*LIST_ADD(a, out) = col_text(st, 0, a);
	return stmt_done(st);
}

enum err
slots_store_history(
    struct db *db, struct arena *a, int from, int to, struct history *out)
{
	struct stmt *st = db_stmt(db, &slots_list_sql, HISTORY);

	stmt_date(st, ":from", from);
	stmt_date(st, ":to", to);
	while (stmt_row(st)) {
		struct history_cell *h = LIST_ADD(a, out);

		h->date = col_date(st, 0);
		h->hour = (int)col_int(st, 1);
		h->appeared = col_is_null(st, 2) ? -1 : (int)col_int(st, 2);
		h->not_appeared = col_is_null(st, 3) ? -1 : (int)col_int(st, 3);
	}
	return stmt_done(st);
}

enum err
slots_store_outside(struct db *db, int64_t from, int64_t to, int64_t *n)
{
	struct stmt *st = db_stmt(db, &slots_list_sql, OUTSIDE);

	stmt_int(st, ":from", from);
	stmt_int(st, ":to", to);
	return stmt_one(st, 0, n);
}
