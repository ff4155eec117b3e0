/* SQL of the historical figures. Called by analytics.c. */
#include "server/analytics/analytics_store.h"

#include "common/arena.h"
#include "common/date.h"
#include "common/str.h"
#include "server/db/db.h"

enum { CELLS, N_CELLS, SUMS, TOTALS };

#define RANGE                                                              \
	" FROM historical_cell_now WHERE date BETWEEN coalesce(:from, '')" \
	" AND coalesce(:to, '9999')"

static const char *const sql[] = {
	[CELLS] = "SELECT date, hour, appeared, not_appeared" RANGE
		  " ORDER BY date, hour",
	[N_CELLS] = "SELECT count(*)" RANGE,
	[SUMS] = "SELECT coalesce(sum(appeared), 0),"
		 " coalesce(sum(not_appeared), 0) FROM historical_cell_now",
	[TOTALS] = "SELECT kind, key, placed, appeared"
		   " FROM historical_total_now ORDER BY kind, key",
};
const struct sqlset analytics_sql = SQLSET("analytics", sql);

static enum err
count_cells(struct db *db, int from, int to, int64_t *n)
{
	struct stmt *st = db_stmt(db, &analytics_sql, N_CELLS);

	stmt_date(st, ":from", from);
	stmt_date(st, ":to", to);
	return stmt_one(st, 0, n);
}

enum err
analytics_store_cells(
    struct db *db, struct arena *a, int from, int to, struct history_cells *out)
{
	struct history_cell *c;
	struct stmt *st;
	int64_t n;
	enum err e;

	out->n = 0;
	if ((e = count_cells(db, from, to, &n)) != OK)
		return e;
	out->row = arena_zalloc(a, (size_t)(n + 1) * sizeof(*out->row));
	st = db_stmt(db, &analytics_sql, CELLS);
	stmt_date(st, ":from", from);
	stmt_date(st, ":to", to);
	while (out->n < n && stmt_row(st)) {
		c = &out->row[out->n++];
		c->date = col_date(st, 0);
		c->hour = (int)col_int(st, 1);
		c->has_result = !col_is_null(st, 2);
		c->appeared = (int)col_int(st, 2);
		c->not_appeared = (int)col_int(st, 3);
	}
	return stmt_done(st);
}

enum err
analytics_store_sums(struct db *db, struct history *out)
{
	struct stmt *st = db_stmt(db, &analytics_sql, SUMS);

	if (stmt_row(st)) {
		out->appeared = (int)col_int(st, 0);
		out->not_appeared = (int)col_int(st, 1);
	}
	return stmt_done(st);
}

static void
add_total(struct stmt *st, struct history_total *row, int *n, int most)
{
	if (*n == most)
		return;
	row[*n].key = (int)col_int(st, 1);
	row[*n].placed = (int)col_int(st, 2);
	row[*n].appeared = (int)col_int(st, 3);
	(*n)++;
}

enum err
analytics_store_totals(struct db *db, struct history *out)
{
	struct stmt *st = db_stmt(db, &analytics_sql, TOTALS);

	while (stmt_row(st)) {
		if (str_eq(col_peek(st, 0), "weekday"))
			add_total(st, out->weekday, &out->n_weekdays, 7);
		else if (str_eq(col_peek(st, 0), "hour"))
			add_total(st, out->hour, &out->n_hours, 24);
		else
			out->placed = (int)col_int(st, 2);
	}
	return stmt_done(st);
}
