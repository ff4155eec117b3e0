/*
 * Fills a database that hubd has created (and closed) with bookings=N: ten
 * consultants that are ready all week for a year, history going back as far as
 * needed, the next four weeks half booked. db=PATH
 */
#include "common/date.h"
#include "tests/bench/lib/blib.h"
#include "tests/bench/lib/bsql.h"

#define CONSULTANTS 10
#define PLACES 30 /* three of each consultant */

static const int hours[] = { 9, 11, 14, 16, 18, 20 };

/* Close enough to company time for a bench: CET all year. */
static int64_t
start_of(int date, int hour)
{
	return ((int64_t)date * 86400 + (hour - 1) * 3600) * 1000;
}

static void
people(sqlite3 *db, int today)
{
	char date[11], last[11];
	sqlite3_stmt *st;
	int i, d;

	bsql_run(db,
	    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n"
	    " WHERE i < 50)"
	    " INSERT OR IGNORE INTO account(id, name, created_at)"
	    " SELECT i, 'fill' || i, 0 FROM n");
	st = bsql_prepare(db,
	    "INSERT INTO ready_span(consultant, date, from_minute, to_minute,"
	    " repeat_until, added_by, added_at)"
	    " SELECT id, :date, 540, 1320, :until, 'bench', 0 FROM consultant");
	for (i = 1; i <= CONSULTANTS; i++) {
		char *sql = sqlite3_mprintf(
		    "INSERT INTO consultant(name) VALUES('Berater %d')", i);

		bsql_run(db, sql);
		sqlite3_free(sql);
	}
	date_text(today + 360, last);
	for (d = 0; d < 7; d++) {
		sqlite3_bind_text(
		    st, 1, date_text(today + d, date), -1, SQLITE_TRANSIENT);
		sqlite3_bind_text(st, 2, last, -1, SQLITE_STATIC);
		bsql_step(st);
	}
	sqlite3_finalize(st);
}

struct fill {
	sqlite3 *db;
	sqlite3_stmt *total;
	struct booking_rows *rows;
	int64_t id;
	int today;
};

/* Books n places of a slot. */
static void
slot(struct fill *f, int date, int hour, int n)
{
	static const char *const past[] = { "appeared", "no_show", "appeared",
		"ghost", "recall", "no_show", "no_show", "cancelled" };
	struct booking_row b = { .date = date,
		.hour = hour,
		.start_at = start_of(date, hour),
		.old = date < f->today };
	char text[11];

	sqlite3_bind_int64(f->total, 1, b.start_at);
	sqlite3_bind_text(
	    f->total, 2, date_text(date, text), -1, SQLITE_TRANSIENT);
	sqlite3_bind_int(f->total, 3, hour);
	bsql_step(f->total);
	for (b.place = 0; b.place < n; b.place++) {
		b.id = f->id--;
		b.booked_at = b.start_at - 7 * 86400000LL;
		b.status = date < f->today ? past[b.id % 8] : "pending";
		booking_rows_add(f->rows, &b);
	}
}

/* Days from four weeks ahead back into the past until all ids are used. */
static void
bookings(struct fill *f)
{
	int date, h, n;

	for (date = f->today + 27; f->id > 0; date--) {
		for (h = 0; h < 6 && f->id > 0; h++) {
			if (date_weekday(date) > 4 ||
			    (date_weekday(date) == 4 && h > 2))
				continue;
			n = date >= f->today ? PLACES / 2 : PLACES;
			slot(f, date, hours[h], f->id < n ? (int)f->id : n);
		}
	}
}

int
main(int argc, char **argv)
{
	struct fill f = { .id = arg_int(argv, "bookings", 100000),
		.today = (int)(time(NULL) / 86400) };

	(void)argc;
	f.db = bsql_open(arg_text(argv, "db", "bench.db"), false);
	bsql_run(f.db, "BEGIN");
	people(f.db, f.today);
	f.rows = booking_rows_new(f.db);
	f.total = bsql_prepare(f.db,
	    "INSERT INTO slot_total(start_at, date, hour, total, consultants,"
	    " places_each) VALUES(?1, ?2, ?3, 30, 10, 3)"
	    " ON CONFLICT DO NOTHING");
	bookings(&f);
	bsql_run(f.db, "UPDATE calendar_outbox SET state = 'done'");
	/* The next start works out everything from the spans again. */
	bsql_run(f.db, "DELETE FROM meta WHERE key GLOB 'availability.*'");
	bsql_run(f.db, "COMMIT");
	sqlite3_finalize(f.total);
	booking_rows_free(f.rows);
	bsql_run(f.db, "PRAGMA wal_checkpoint(TRUNCATE)");
	sqlite3_close(f.db);
	return 0;
}
