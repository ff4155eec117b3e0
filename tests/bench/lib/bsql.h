#ifndef TESTS_BENCH_LIB_BSQL_H
#define TESTS_BENCH_LIB_BSQL_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

/* SQLite without the server: the yardsticks and the filling of databases. */

/* Opens with the settings of hubd (WAL, synchronous=FULL, foreign keys). */
sqlite3 *bsql_open(const char *path, bool durable);
void bsql_run(sqlite3 *db, const char *sql);
sqlite3_stmt *bsql_prepare(sqlite3 *db, const char *sql);
/* Steps once, which must not yield a row, and resets. */
void bsql_step(sqlite3_stmt *st);

/* All rows that one booking writes. */
struct booking_rows;
struct booking_rows *booking_rows_new(sqlite3 *db);
void booking_rows_free(struct booking_rows *r);
struct booking_row {
	int64_t id;
	int date, hour;
	int64_t start_at, booked_at;
	int place;
	const char *status;
	bool old; /* without the rows that are kept for a day only */
};
/* Accounts 1 to 50 must exist. */
void booking_rows_add(struct booking_rows *r, const struct booking_row *b);

#endif
