/*
 * Yardsticks Y2 (rows of a booking, 1, 10 and 100 bookings per durable commit)
 * and Y3 (a covering query for a week) on a copy of a filled database, db=PATH.
 */
#include <stdbool.h>

#include "common/date.h"
#include "tests/bench/lib/blib.h"
#include "tests/bench/lib/bsql.h"

static int64_t
newest(sqlite3 *db)
{
	sqlite3_stmt *st = bsql_prepare(db, "SELECT max(id) FROM booking");
	int64_t id = 0;

	if (sqlite3_step(st) == SQLITE_ROW)
		id = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	return id;
}

/* Bookings per second and the median time of a commit with its rows. */
static void
write_loop(sqlite3 *db, int group, int count)
{
	struct booking_rows *rows = booking_rows_new(db);
	int today = (int)(time(NULL) / 86400), i, k;
	struct booking_row b = { .id = newest(db), .status = "pending" };
	struct samples s = { 0 };
	int64_t start = bench_us(), before;
	char prefix[16];

	for (i = 0; i < count; i += group) {
		before = bench_us();
		bsql_run(db, "BEGIN IMMEDIATE");
		for (k = 0; k < group; k++) {
			b.id++;
			b.date = today + 100 + (int)(b.id % 200);
			b.hour = 9 + (int)(b.id % 3);
			b.place = (int)(b.id / 200 + 1000);
			b.start_at = ((int64_t)b.date * 24 + b.hour) * 3600000;
			b.booked_at = (int64_t)time(NULL) * 1000;
			booking_rows_add(rows, &b);
		}
		bsql_run(db, "COMMIT");
		samples_add(&s, bench_us() - before);
	}
	snprintf(prefix, sizeof(prefix), "y2.%d", group);
	figure(
	    prefix, "rate", (double)count * 1e6 / (double)(bench_us() - start));
	figure(prefix, "p50_us", samples_at(&s, 500));
	samples_done(&s);
	booking_rows_free(rows);
}

static void
week_query(sqlite3 *db)
{
	sqlite3_stmt *st = bsql_prepare(db,
	    "SELECT t.start_at, t.date, t.hour, t.total, t.external,"
	    " t.consultants, t.blocked, (SELECT count(*) FROM slot_place p"
	    "  WHERE p.start_at = t.start_at AND p.booking IS NOT NULL)"
	    " FROM slot_total t WHERE t.start_at BETWEEN ?1 AND ?2"
	    " ORDER BY t.start_at");
	int monday = date_monday((int)(time(NULL) / 86400)), i, rows = 0;
	struct samples s = { 0 };
	int64_t before, from;

	for (i = 0; i < 2000; i++) {
		from = (int64_t)(monday - 7 * (i % 8)) * 86400000;
		before = bench_us();
		sqlite3_bind_int64(st, 1, from);
		sqlite3_bind_int64(st, 2, from + 7 * 86400000LL);
		while (sqlite3_step(st) == SQLITE_ROW)
			rows++;
		sqlite3_reset(st);
		samples_add(&s, bench_us() - before);
	}
	if (rows < 2000)
		bench_die("the weeks are empty");
	figure("y3", "p50_us", samples_at(&s, 500));
	samples_done(&s);
	sqlite3_finalize(st);
}

int
main(int argc, char **argv)
{
	sqlite3 *db = bsql_open(arg_text(argv, "db", "bench.db"), true);

	(void)argc;
	week_query(db);
	write_loop(db, 1, 1000);
	write_loop(db, 10, 5000);
	write_loop(db, 100, 10000);
	sqlite3_close(db);
	return 0;
}
