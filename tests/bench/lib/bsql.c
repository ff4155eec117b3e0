/* SQLite without the server; see bsql.h. */
#include "tests/bench/lib/bsql.h"

#include "common/date.h"
#include "common/xalloc.h"
#include "tests/bench/lib/blib.h"

enum {
	BOOKING,
	PLACE,
	OUTBOX,
	AUDIT,
	LEDGER,
	SCORE,
	DAILY,
	ACTIVITY,
	IDEMPOTENCY,
	STATEMENTS
};

static const char *const sql[STATEMENTS] = {
	[BOOKING] =
	    "INSERT INTO booking(id, uuid, customer_last, customer_first,"
	    " customer_key, date, hour, start_at, end_at, booked_by, potential,"
	    " color_id, campaign, description, status, lead_time_days,"
	    " booked_at, points) VALUES(:id, printf('%032x', :id),"
	    " 'Muster' || :id, 'Erika', 'erika muster' || :id, :date, :hour,"
	    " :start, :start + 7200000, :by, 'gut', 10, 'Herbst 26',"
	    " 'Rueckruf am Abend', :status, 7, :at, 5)",
	[PLACE] = "INSERT INTO slot_place(start_at, place, booking, over)"
		  " VALUES(:start, :place, :id, 1)",
	[OUTBOX] =
	    "INSERT INTO calendar_outbox(at, calendar, operation,"
	    " event_id, payload, booking, state) VALUES(:at, 'central',"
	    " 'insert', printf('%032x', :id), '{\"summary\":\"Muster\"}',"
	    " :id, 'pending')",
	[AUDIT] = "INSERT INTO audit_log(at, event_type, action, actor,"
		  " account, target, remote, client, severity, details,"
		  " request, prev, mac) VALUES(:at, 'booking',"
		  " 'booking_created', 'bench' || :by, :by, 'booking:' || :id,"
		  " '127.0.0.1', 'bench', 'info', '{\"hour\":9}',"
		  " printf('%x', :id), zeroblob(32), zeroblob(32))",
	[LEDGER] = "INSERT INTO point_ledger(account, at, month, cause,"
		   " points, coins, booking) VALUES(:by, :at,"
		   " substr(:date, 1, 7), 'booking:' || :id, 5, 5, :id)",
	[SCORE] = "INSERT INTO score(account, month, points, coins)"
		  " VALUES(:by, substr(:date, 1, 7), 5, 5)"
		  " ON CONFLICT DO UPDATE SET points = points + 5,"
		  " coins = coins + 5",
	[DAILY] = "INSERT INTO daily_user_stat(account, date, bookings, points)"
		  " VALUES(:by, :date, 1, 5) ON CONFLICT DO UPDATE"
		  " SET bookings = bookings + 1, points = points + 5",
	[ACTIVITY] = "INSERT INTO activity(at, account, kind, tool, action,"
		     " details, ref_type, ref_id) VALUES(:at, :by, 'booking',"
		     " 'slots', 'booked', 'Muster, Erika', 'booking', :id)",
	[IDEMPOTENCY] =
	    "INSERT INTO idempotency(account, key, hash, answer, at)"
	    " VALUES(:by, 'bench-' || :id, printf('%064x', :id),"
	    " printf('%0400d', :id), :at)",
};

struct booking_rows {
	sqlite3_stmt *st[STATEMENTS];
};

static void
must(sqlite3 *db, bool ok, const char *what)
{
	if (!ok)
		bench_die("%s: %s", what, sqlite3_errmsg(db));
}

void
bsql_run(sqlite3 *db, const char *text)
{
	must(db, sqlite3_exec(db, text, NULL, NULL, NULL) == SQLITE_OK, text);
}

sqlite3 *
bsql_open(const char *path, bool durable)
{
	sqlite3 *db;

	must(NULL, sqlite3_open(path, &db) == SQLITE_OK, path);
	bsql_run(db, "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;"
		     " PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON");
	bsql_run(db,
	    durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = OFF");
	return db;
}

sqlite3_stmt *
bsql_prepare(sqlite3 *db, const char *text)
{
	sqlite3_stmt *st;

	must(db,
	    sqlite3_prepare_v3(db, text, -1, SQLITE_PREPARE_PERSISTENT, &st,
		NULL) == SQLITE_OK,
	    text);
	return st;
}

void
bsql_step(sqlite3_stmt *st)
{
	must(sqlite3_db_handle(st), sqlite3_step(st) == SQLITE_DONE,
	    sqlite3_sql(st));
	sqlite3_reset(st);
}

struct booking_rows *
booking_rows_new(sqlite3 *db)
{
	struct booking_rows *r = xcalloc(1, sizeof(*r));
	int i;

	for (i = 0; i < STATEMENTS; i++)
		r->st[i] = bsql_prepare(db, sql[i]);
	return r;
}

void
booking_rows_free(struct booking_rows *r)
{
	int i;

	for (i = 0; i < STATEMENTS; i++)
		sqlite3_finalize(r->st[i]);
	free(r);
}

static void
bind_int(sqlite3_stmt *st, const char *name, int64_t v)
{
	int i = sqlite3_bind_parameter_index(st, name);

	if (i > 0)
		sqlite3_bind_int64(st, i, v);
}

static void
bind_text(sqlite3_stmt *st, const char *name, const char *v)
{
	int i = sqlite3_bind_parameter_index(st, name);

	if (i > 0)
		sqlite3_bind_text(st, i, v, -1, SQLITE_STATIC);
}

void
booking_rows_add(struct booking_rows *r, const struct booking_row *b)
{
	char date[11];
	int i;

	date_text(b->date, date);
	for (i = 0; i < STATEMENTS; i++) {
		if (b->old && (i == IDEMPOTENCY || i == OUTBOX))
			continue;
		bind_int(r->st[i], ":id", b->id);
		bind_int(r->st[i], ":hour", b->hour);
		bind_int(r->st[i], ":start", b->start_at);
		bind_int(r->st[i], ":at", b->booked_at);
		bind_int(r->st[i], ":place", b->place);
		bind_int(r->st[i], ":by", 1 + b->id % 50);
		bind_text(r->st[i], ":date", date);
		bind_text(r->st[i], ":status", b->status);
		bsql_step(r->st[i]);
	}
}
