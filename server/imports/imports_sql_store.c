/*
 * All statements of the imports. :rows is a JSON array written by
 * imports_parse_rows.c. Used by imports_store.c and imports_store_apply.c.
 */
#include "server/imports/imports_sql.h"

/* SQL in lines of its own: clang-format would tear the strings apart. */
/* clang-format off */

#define RUN_COLUMNS \
	"id, state, created_by, created_at, planned_at, started_at," \
	" finished_at, rows_total, rows_done, applied_new," \
	" applied_changed, error"

/* The rows of a chunk as a table r, one definition per kind. */
#define ACCOUNTS \
	"WITH r AS (SELECT value AS name FROM json_each(:rows))"
#define BOOKINGS \
	"WITH r AS (SELECT value ->> 'uuid' AS uuid, value ->> 'id' AS id," \
	" value ->> 'last' AS last, value ->> 'first' AS first," \
	" value ->> 'key' AS key, value ->> 'date' AS date," \
	" value ->> 'hour' AS hour, value ->> 'start' AS start," \
	" value ->> 'end' AS stop, value ->> 'user' AS user," \
	" value ->> 'potential' AS potential, value ->> 'color' AS color," \
	" value ->> 'campaign' AS campaign, value ->> 'status' AS status," \
	" value ->> 'lead' AS lead, value ->> 'at' AS at," \
	" value ->> 'extra' AS extra FROM json_each(:rows))"
#define CELLS \
	"WITH r AS (SELECT value ->> 'date' AS date," \
	" value ->> 'hour' AS hour, value ->> 'appeared' AS appeared," \
	" value ->> 'not_appeared' AS not_appeared FROM json_each(:rows))"
#define TOTALS \
	"WITH r AS (SELECT value ->> 'kind' AS kind, value ->> 'key' AS key," \
	" value ->> 'placed' AS placed, value ->> 'appeared' AS appeared" \
	" FROM json_each(:rows))"
#define OUTCOMES \
	"WITH r AS (SELECT value ->> 'name' AS name, value ->> 'key' AS key," \
	" value ->> 'date' AS date, value ->> 'time' AS time," \
	" value ->> 'start' AS start, value ->> 'outcome' AS outcome," \
	" value ->> 'status' AS status, value ->> 'source' AS source," \
	" value ->> 'color' AS color, value ->> 'potential' AS potential," \
	" value ->> 'booked_by' AS booked_by," \
	" value ->> 'description' AS description," \
	" value ->> 'final' AS final, value ->> 'first' AS first," \
	" value ->> 'at' AS at, value ->> 'extra' AS extra" \
	" FROM json_each(:rows))"
#define METRICS \
	"WITH r AS (SELECT value ->> 'date' AS date," \
	" value ->> 'total' AS total, value ->> 'completed' AS completed," \
	" value ->> 'no_shows' AS no_shows, value ->> 'ghosts' AS ghosts," \
	" value ->> 'cancelled' AS cancelled," \
	" value ->> 'rescheduled' AS rescheduled," \
	" value ->> 'overhang' AS overhang, value ->> 'exits' AS exits," \
	" value ->> 'details' AS details, value ->> 'at' AS at" \
	" FROM json_each(:rows))"
#define BLOCKS \
	"WITH r AS (SELECT value ->> 'type' AS type," \
	" value ->> 'start' AS start, value ->> 'end' AS stop," \
	" value ->> 'from' AS a, value ->> 'to' AS b," \
	" value ->> 'reason' AS reason, value ->> 'by' AS added_by," \
	" value ->> 'at' AS at FROM json_each(:rows))"

#define LOGINS \
	"WITH r AS (SELECT value ->> 'name' AS name, value ->> 'at' AS at," \
	" value ->> 'success' AS success, value ->> 'reason' AS reason," \
	" value ->> 'factor' AS factor, value ->> 'remote' AS remote," \
	" value ->> 'client' AS client FROM json_each(:rows))"
#define USERS \
	"WITH r AS (SELECT value ->> 'name' AS name, value ->> 'hash' AS hash," \
	" value ->> 'display' AS display, value ->> 'email' AS email," \
	" value ->> 'active' AS active, value ->> 'created' AS created," \
	" value ->> 'login' AS login, value ->> 'logins' AS logins," \
	" value ->> 'role' AS role FROM json_each(:rows))"
/* Accounts of a run that nobody has used or changed since. */
#define UNTOUCHED \
	"(SELECT u.account FROM import_user u JOIN account x" \
	" ON x.id = u.account WHERE u.run = :run AND x.version = u.version" \
	" AND NOT EXISTS (SELECT 1 FROM session s WHERE s.account = x.id))"

/* The row t of a table that r is about, and whether it says otherwise. */
#define BOOKING_IS "t.customer_key = r.key AND t.start_at = r.start"
#define CELL_IS "t.date = r.date AND t.hour = r.hour"
#define CELL_DIFFERS \
	"(r.appeared IS NOT NULL AND (t.appeared IS NOT r.appeared" \
	" OR t.not_appeared IS NOT r.not_appeared))"
#define TOTAL_IS "t.kind = r.kind AND t.key = r.key"
#define TOTAL_DIFFERS \
	"(t.placed <> r.placed OR t.appeared <> r.appeared)"
#define OUTCOME_IS \
	"t.customer_key = r.key AND t.date = r.date AND t.time = r.time"
#define OUTCOME_DIFFERS \
	"(t.last_checked_at <= r.at AND (t.last_checked_at <> r.at" \
	" OR t.outcome <> r.outcome OR t.status <> r.status" \
	" OR t.source <> r.source OR t.color_id <> r.color" \
	" OR t.customer_name <> r.name OR t.potential <> r.potential" \
	" OR t.booked_by IS NOT r.booked_by" \
	" OR t.description <> r.description))"
#define METRIC_DIFFERS \
	"(t.legacy = 1 AND (t.total <> r.total" \
	" OR t.completed <> r.completed OR t.no_shows <> r.no_shows" \
	" OR t.ghosts <> r.ghosts OR t.cancelled <> r.cancelled" \
	" OR t.rescheduled <> r.rescheduled OR t.overhang <> r.overhang" \
	" OR t.exits <> r.exits))"
#define BLOCK_IS \
	"t.type = r.type AND t.start_date = r.start" \
	" AND t.end_date = r.stop AND t.start_minute = r.a" \
	" AND t.end_minute = r.b"

/* What counts once the run is done. */
#define WILL_COUNT \
	"(run IS NULL OR run = :run OR run IN import_done)" \
	" AND (replaced_by IS NULL OR" \
	" (replaced_by <> :run AND replaced_by NOT IN import_done))"

/* x: NULL no such row, 1 differs, 0 equal */
#define COMPARE(x) \
	" SELECT coalesce(sum(x IS NULL), 0), coalesce(sum(x = 1), 0)" \
	" FROM (SELECT (" x ") AS x FROM r)"
/* Marks what counts now and differs as replaced by the run. */
#define MARK(rows, table, is, differs) \
	rows " UPDATE " table " SET replaced_by = :run WHERE id IN" \
	" (SELECT t.id FROM r CROSS JOIN " table "_now t" \
	" WHERE " is " AND " differs ")"
/* No row that counts, but for those the run replaces. */
#define NO_OTHER(table, is) \
	" WHERE NOT EXISTS (SELECT 1 FROM " table "_now t WHERE " is \
	" AND t.replaced_by IS NOT :run)"

#define STEP " LIMIT 100)"
#define DROP(table) \
	"DELETE FROM " table " WHERE id IN" \
	" (SELECT id FROM " table " WHERE run = :run" STEP
/* The bookings whose turn it is: each step takes the same ones. */
#define BATCH \
	"(SELECT id FROM booking WHERE import_run = :run ORDER BY id" STEP
#define KEEP(table) \
	"UPDATE " table " SET replaced_by = NULL WHERE id IN" \
	" (SELECT id FROM " table " WHERE replaced_by = :run" STEP

/* Breakdown of the outcomes o of a day by one of their columns. */
#define GROUPED(key, cond) \
	"json((SELECT json_group_object(k, json(v)) FROM (SELECT " key \
	" AS k, json_object('total', count(*)," \
	" 'completed', sum(outcome = 'completed')," \
	" 'no_shows', sum(outcome = 'no_show')," \
	" 'ghosts', sum(outcome = 'ghost')," \
	" 'cancelled', sum(outcome = 'cancelled')," \
	" 'rescheduled', sum(outcome = 'rescheduled')," \
	" 'overhang', sum(outcome = 'overhang')) AS v" \
	" FROM o WHERE " cond " GROUP BY k)))"

static const char *const sql[] = {
	[RUN_INSERT] =
	    "INSERT INTO import_run(state, created_at, created_by)"
	    " VALUES('open', :now, :by) RETURNING id",
	[RUN_GET] =
	    "SELECT " RUN_COLUMNS ", report FROM import_run WHERE id = :run",
	[RUN_LIST] =
	    "SELECT " RUN_COLUMNS ", '{}' FROM import_run"
	    " ORDER BY id DESC LIMIT :limit OFFSET :offset",
	[RUN_COUNT] = "SELECT count(*) FROM import_run",
	[RUN_ACTIVE] =
	    "SELECT id FROM import_run WHERE state IN ('running', 'removing')",
	[RUN_LATER] =
	    "SELECT EXISTS(SELECT 1 FROM import_run l, import_run r"
	    " WHERE r.id = :run AND l.id <> r.id AND l.state = 'done'"
	    " AND (l.finished_at, l.id) > (r.finished_at, r.id))",
	[RUN_PLAN] =
	    "UPDATE import_run SET state = :state, planned_at = :now,"
	    " rows_total = :rows, rows_done = 0, report = :report"
	    " WHERE id = :run",
	[RUN_REOPEN] =
	    "UPDATE import_run SET state = 'open', rows_total = 0,"
	    " report = '{}', planned_at = NULL WHERE id = :run",
	[RUN_STATE] =
	    "UPDATE import_run SET state = :state, error = :error,"
	    " started_at = CASE WHEN :state = 'running'"
	    " THEN coalesce(started_at, :now) ELSE started_at END,"
	    " finished_at = CASE WHEN :state IN ('done', 'removed')"
	    " THEN :now ELSE finished_at END WHERE id = :run",
	[RUN_PROGRESS] =
	    "UPDATE import_run SET rows_done = rows_done + :rows,"
	    " applied_new = applied_new + :fresh,"
	    " applied_changed = applied_changed + :changed WHERE id = :run",
	[FILE_PUT] =
	    "INSERT INTO import_file(run, name, chunk, content)"
	    " VALUES(:run, :name, :chunk, :content)"
	    " ON CONFLICT DO UPDATE SET content = excluded.content",
	[FILE_SUM] =
	    "SELECT coalesce(sum(b), 0), coalesce(sum(n), 0), count(*),"
	    " coalesce(sum(last + 1), 0) FROM (SELECT sum(length(content)) b,"
	    " count(*) n, max(chunk) last FROM import_file WHERE run = :run"
	    " GROUP BY name)",
	[FILE_LIST] =
	    "SELECT f.name, f.content, CASE WHEN f.chunk = 0 THEN"
	    " (SELECT sum(length(content)) FROM import_file"
	    " WHERE run = f.run AND name = f.name) END"
	    " FROM import_file f WHERE f.run = :run ORDER BY f.name, f.chunk",
	[FILE_DROP] =
	    "DELETE FROM import_file WHERE run = :run AND (name, chunk) IN"
	    " (SELECT name, chunk FROM import_file WHERE run = :run LIMIT 20)",
	[CHUNK_INSERT] =
	    "INSERT INTO import_chunk(run, n, kind, size, rows)"
	    " VALUES(:run, :n, :kind, :size, :rows)",
	[CHUNK_NEXT] =
	    "SELECT n, kind, size, rows FROM import_chunk WHERE run = :run"
	    " AND (:blocks = 1 OR kind NOT IN ('block', 'user'))"
	    " ORDER BY n LIMIT 1",
	[CHUNK_DROP] = "DELETE FROM import_chunk WHERE run = :run AND n = :n",
	[CHUNK_DROP_ALL] = "DELETE FROM import_chunk WHERE run = :run",
	[DB_PATH] =
	    "SELECT file FROM pragma_database_list WHERE name = 'main'",

	[KNOWN_ACCOUNT] =
	    "SELECT name FROM account WHERE name = coalesce((SELECT"
	    " account_name FROM user_alias WHERE alias = :name), :name)",
	[KNOWN_BOOKING] =
	    "SELECT EXISTS(SELECT 1 FROM booking_now WHERE"
	    " customer_key = :key AND date = :date AND hour = :hour)",
	[KNOWN_OUTCOME] =
	    "SELECT EXISTS(SELECT 1 FROM outcome_now WHERE date = :date)",

	[KNOWN_ALIVE] =
	    "SELECT EXISTS(SELECT 1 FROM account WHERE name = :name"
	    " AND placeholder = 0)",

	[CMP_ACCOUNT] = ACCOUNTS
	    COMPARE("SELECT 0 FROM account t WHERE t.name = r.name"),
	[CMP_BOOKING] = BOOKINGS
	    COMPARE("SELECT 0 FROM booking t WHERE " BOOKING_IS),
	[CMP_CELL] = CELLS
	    COMPARE("SELECT " CELL_DIFFERS
		" FROM historical_cell_now t WHERE " CELL_IS),
	[CMP_TOTAL] = TOTALS
	    COMPARE("SELECT " TOTAL_DIFFERS
		" FROM historical_total_now t WHERE " TOTAL_IS),
	[CMP_OUTCOME] = OUTCOMES
	    COMPARE("SELECT " OUTCOME_DIFFERS
		" FROM outcome_now t WHERE " OUTCOME_IS),
	[CMP_METRIC] = METRICS
	    COMPARE("SELECT " METRIC_DIFFERS
		" FROM daily_metrics_now t WHERE t.date = r.date"),
	[CMP_BLOCK] = BLOCKS
	    COMPARE("SELECT 0 FROM block t WHERE " BLOCK_IS),
	[CMP_LOGIN] = LOGINS
	    COMPARE("SELECT 0 FROM login_history t JOIN account x"
		" ON x.id = t.account WHERE x.name = r.name AND t.at = r.at"),
	[CMP_USER] = USERS
	    COMPARE("SELECT 0 FROM account t WHERE t.name = r.name"
		" AND t.placeholder = 0"),

	[ACCOUNT_ADD] = ACCOUNTS
	    " INSERT INTO account(name, active, placeholder, created_at)"
	    " SELECT r.name, 0, 1, :now FROM r WHERE true"
	    " ON CONFLICT DO NOTHING",
	[ACCOUNT_TAG] = ACCOUNTS
	    " INSERT INTO import_account(run, account)"
	    " SELECT :run, a.id FROM r JOIN account a ON a.name = r.name"
	    " WHERE a.placeholder = 1 AND NOT EXISTS"
	    " (SELECT 1 FROM import_account t WHERE t.account = a.id)",
	/* an account that is gone meanwhile is NULL: the run breaks */
	[BOOKING_ADD] = BOOKINGS
	    " INSERT INTO booking(uuid, legacy_id, customer_last,"
	    " customer_first, customer_key, date, hour, start_at, end_at,"
	    " booked_by, potential, color_id, campaign, status,"
	    " status_source, weight, lead_time_days, booked_at, origin,"
	    " sync_state, import_run)"
	    " SELECT r.uuid, r.id, r.last, r.first, r.key, r.date, r.hour,"
	    " r.start, r.stop, (SELECT id FROM account WHERE name = r.user),"
	    " r.potential, r.color, r.campaign, r.status, 'default',"
	    " 1 + (r.color = 8), r.lead, r.at, 'import', 'local', :run"
	    " FROM r WHERE NOT EXISTS"
	    " (SELECT 1 FROM booking t WHERE " BOOKING_IS ")"
	    " ON CONFLICT DO NOTHING",
	[EXTRA_ADD] = BOOKINGS
	    " INSERT INTO import_extra(booking, run, extra)"
	    " SELECT b.id, :run, r.extra FROM r CROSS JOIN booking b"
	    " WHERE b.uuid = r.uuid AND +b.import_run = :run"
	    " ON CONFLICT DO NOTHING",
	/* imported bookings keep their place even in a full slot */
	[PLACE_ADD] = BOOKINGS
	    " INSERT INTO slot_place(start_at, place, booking, over)"
	    " SELECT b.start_at, (SELECT coalesce(max(p.place) + 1, 0)"
	    " FROM slot_place p WHERE p.start_at = b.start_at)"
	    " + row_number() OVER (PARTITION BY b.start_at ORDER BY b.id)"
	    " - 1, b.id, 1 FROM r CROSS JOIN booking b"
	    " CROSS JOIN (SELECT 1 AS nth UNION ALL SELECT 2) w"
	    " WHERE b.uuid = r.uuid AND +b.import_run = :run"
	    " AND w.nth <= b.weight"
	    " AND +b.start_at > :now"
	    " AND b.status NOT IN"
	    " ('cancelled', 'rescheduled', 'overhang', 'exit')"
	    " AND NOT EXISTS"
	    " (SELECT 1 FROM slot_place p WHERE p.booking = b.id)",
	[CELL_MARK] = MARK(CELLS, "historical_cell", CELL_IS, CELL_DIFFERS),
	[CELL_ADD] = CELLS
	    " INSERT INTO historical_cell(run, date, hour, appeared,"
	    " not_appeared) SELECT :run, r.date, r.hour, r.appeared,"
	    " r.not_appeared FROM r" NO_OTHER("historical_cell", CELL_IS)
	    " ON CONFLICT DO NOTHING",
	[TOTAL_MARK] =
	    MARK(TOTALS, "historical_total", TOTAL_IS, TOTAL_DIFFERS),
	[TOTAL_ADD] = TOTALS
	    " INSERT INTO historical_total(run, kind, key, placed, appeared)"
	    " SELECT :run, r.kind, r.key, r.placed, r.appeared FROM r"
	    NO_OTHER("historical_total", TOTAL_IS)
	    " ON CONFLICT DO NOTHING",
	[OUTCOME_MARK] =
	    MARK(OUTCOMES, "outcome", OUTCOME_IS, OUTCOME_DIFFERS),
	[OUTCOME_ADD] = OUTCOMES
	    " INSERT INTO outcome(booking, run, customer_name, customer_key,"
	    " date, time, outcome, source, status, color_id, potential,"
	    " booked_by, description, final, first_checked_at,"
	    " last_checked_at, extra) SELECT (SELECT min(t.id)"
	    " FROM booking t WHERE " BOOKING_IS " AND (t.import_run IS NULL"
	    " OR t.import_run = :run OR t.import_run IN import_done)),"
	    " :run, r.name, r.key, r.date, r.time, r.outcome, r.source,"
	    " r.status, r.color, r.potential, r.booked_by, r.description,"
	    " r.final, r.first, r.at, r.extra FROM r"
	    NO_OTHER("outcome", OUTCOME_IS) " ON CONFLICT DO NOTHING",
	[METRIC_MARK] =
	    MARK(METRICS, "daily_metrics", "t.date = r.date", METRIC_DIFFERS),
	/* days with outcomes are counted, not taken over (16.4) */
	[METRIC_ADD] = METRICS
	    " INSERT INTO daily_metrics(run, date, legacy, total, completed,"
	    " no_shows, ghosts, cancelled, rescheduled, overhang, exits,"
	    " details, calculated_at) SELECT :run, r.date, 1, r.total,"
	    " r.completed, r.no_shows, r.ghosts, r.cancelled,"
	    " r.rescheduled, r.overhang, r.exits, r.details, r.at FROM r"
	    NO_OTHER("daily_metrics", "t.date = r.date")
	    " AND NOT EXISTS (SELECT 1 FROM outcome"
	    " WHERE date = r.date AND " WILL_COUNT ")"
	    " ON CONFLICT DO NOTHING",
	[BLOCK_ADD] = BLOCKS
	    " INSERT INTO block(type, start_date, end_date, start_minute,"
	    " end_minute, reason, added_by, added_at, import_run)"
	    " SELECT r.type, r.start, r.stop, r.a, r.b, r.reason,"
	    " r.added_by, r.at, :run FROM r WHERE true"
	    " ON CONFLICT DO NOTHING",
	[LOGIN_ADD] = LOGINS
	    " INSERT INTO login_history(at, account, success, reason,"
	    " second_factor, remote, client, import_run)"
	    " SELECT r.at, a.id, r.success, r.reason, r.factor, r.remote,"
	    " r.client, :run FROM r JOIN account a ON a.name = r.name"
	    " WHERE NOT EXISTS (SELECT 1 FROM login_history h"
	    " WHERE h.account = a.id AND h.at = r.at)",
	/* accounts of people are never overwritten: only placeholders */
	[USER_TAG] = USERS
	    " INSERT INTO import_user(run, account, version)"
	    " SELECT :run, a.id, a.version + 1 FROM r"
	    " JOIN account a ON a.name = r.name WHERE a.placeholder = 1"
	    " ON CONFLICT DO NOTHING",
	[USER_LIVE] = USERS
	    " UPDATE account SET placeholder = 0, active = r.active,"
	    " password_hash = r.hash, display_name = r.display,"
	    " email = CASE WHEN EXISTS (SELECT 1 FROM account x"
	    " WHERE x.email = r.email) THEN NULL ELSE r.email END,"
	    " created_at = coalesce(nullif(r.created, 0), created_at),"
	    " last_login_at = nullif(r.login, 0), logins = r.logins,"
	    " disabled_at = CASE WHEN r.active = 1 THEN NULL ELSE :now END,"
	    " version = version + 1 FROM r WHERE account.name = r.name"
	    " AND account.id IN (SELECT account FROM import_user"
	    " WHERE run = :run) AND account.placeholder = 1",
	[USER_ROLE] = USERS
	    " INSERT INTO account_role(account, role) SELECT a.id, r.role"
	    " FROM r JOIN account a ON a.name = r.name"
	    " JOIN import_user u ON u.account = a.id AND u.run = :run"
	    " WHERE r.role IS NOT NULL ON CONFLICT DO NOTHING",
	[FACTOR_PUT] =
	    "INSERT INTO import_factor(run, name, sealed)"
	    " VALUES(:run, :name, :sealed)"
	    " ON CONFLICT DO UPDATE SET sealed = excluded.sealed",
	[FACTOR_LIST] =
	    "SELECT a.id, a.name, f.sealed FROM import_factor f"
	    " JOIN account a ON a.name = f.name"
	    " JOIN import_user u ON u.account = a.id AND u.run = f.run"
	    " WHERE f.run = :run",
	[FACTOR_ADOPT] =
	    "INSERT INTO second_factor(account, sealed, enabled_at)"
	    " VALUES(:account, :sealed, :now) ON CONFLICT DO NOTHING",
	[FACTOR_DROP] = "DELETE FROM import_factor WHERE run = :run",
	[BLOCK_DAYS] =
	    "SELECT min(max(start_date, :today)), max(end_date) FROM block"
	    " WHERE import_run = :run AND end_date >= :today",

	[DAYS_TOUCHED] =
	    "SELECT DISTINCT j.value FROM json_each(:rows) j WHERE EXISTS"
	    " (SELECT 1 FROM outcome WHERE date = j.value"
	    " AND (run = :run OR replaced_by = :run))",
	[CUSTOMERS_TOUCHED] =
	    "SELECT DISTINCT j.value FROM json_each(:rows) j WHERE EXISTS"
	    " (SELECT 1 FROM outcome WHERE customer_key = j.value"
	    " AND (run = :run OR replaced_by = :run))",
	[DAY_MARK] =
	    "UPDATE daily_metrics SET replaced_by = :run WHERE id IN"
	    " (SELECT id FROM daily_metrics_now WHERE date = :date)",
	[DAY_ADD] =
	    "WITH o AS (SELECT outcome, booked_by, potential,"
	    " substr(time, 1, 2) || ':00' AS hh FROM outcome"
	    " WHERE date = :date AND " WILL_COUNT ")"
	    " INSERT INTO daily_metrics(run, date, total, completed,"
	    " no_shows, ghosts, cancelled, rescheduled, overhang, exits,"
	    " pending, details, calculated_at) SELECT :run, :date, count(*),"
	    " coalesce(sum(outcome = 'completed'), 0),"
	    " coalesce(sum(outcome = 'no_show'), 0),"
	    " coalesce(sum(outcome = 'ghost'), 0),"
	    " coalesce(sum(outcome = 'cancelled'), 0),"
	    " coalesce(sum(outcome = 'rescheduled'), 0),"
	    " coalesce(sum(outcome = 'overhang'), 0),"
	    " coalesce(sum(outcome = 'exit'), 0),"
	    " coalesce(sum(outcome = 'pending'), 0),"
	    " json_object('by_hour', " GROUPED("hh", "true")
	    ", 'by_user', " GROUPED("booked_by", "booked_by IS NOT NULL")
	    ", 'by_potential', " GROUPED("potential", "true") "),"
	    " :now FROM o WHERE true ON CONFLICT DO NOTHING",
	[CUSTOMER_COUNTS] =
	    "SELECT count(*), coalesce(sum(final), 0),"
	    " coalesce(sum(outcome = 'completed'), 0),"
	    " coalesce(sum(outcome = 'no_show'), 0),"
	    " coalesce(sum(outcome = 'ghost'), 0),"
	    " coalesce(sum(outcome = 'cancelled'), 0),"
	    " coalesce(sum(outcome = 'rescheduled'), 0),"
	    " coalesce(sum(outcome = 'overhang'), 0),"
	    " coalesce(sum(outcome = 'exit'), 0), min(date), max(date),"
	    " (SELECT customer_name FROM outcome WHERE customer_key = :key"
	    " AND " WILL_COUNT " ORDER BY date DESC, time DESC LIMIT 1)"
	    " FROM outcome WHERE customer_key = :key AND " WILL_COUNT,
	[PROFILE_MARK] =
	    "UPDATE customer_profile SET replaced_by = :run WHERE id IN"
	    " (SELECT id FROM customer_profile_now"
	    " WHERE customer_key = :key)",
	[PROFILE_ADD] =
	    "INSERT INTO customer_profile(run, customer_key, name,"
	    " first_seen, last_seen, total, completed, no_shows, ghosts,"
	    " cancelled, rescheduled, overhang, exits, score_hundredths,"
	    " risk) VALUES(:run, :key, :name, :first, :last, :total,"
	    " :completed, :no_shows, :ghosts, :cancelled, :rescheduled,"
	    " :overhang, :exits, :score, :risk) ON CONFLICT DO NOTHING",

	[DROP_OUTCOME] = DROP("outcome"),
	[KEEP_OUTCOME] = KEEP("outcome"),
	[DROP_METRIC] = DROP("daily_metrics"),
	[KEEP_METRIC] = KEEP("daily_metrics"),
	[DROP_PROFILE] = DROP("customer_profile"),
	[KEEP_PROFILE] = KEEP("customer_profile"),
	[DROP_CELL] = DROP("historical_cell"),
	[KEEP_CELL] = KEEP("historical_cell"),
	[DROP_TOTAL] = DROP("historical_total"),
	[KEEP_TOTAL] = KEEP("historical_total"),
	[DROP_EXTRA] =
	    "DELETE FROM import_extra WHERE booking IN"
	    " (SELECT booking FROM import_extra WHERE run = :run" STEP,
	/* what people have worked on since belongs to this system */
	[ADOPT_BOOKING] =
	    "UPDATE booking SET import_run = NULL WHERE id IN " BATCH
	    " AND (version > 1 OR EXISTS (SELECT 1 FROM booking_change c"
	    " WHERE c.booking = booking.id) OR EXISTS (SELECT 1 FROM outcome"
	    " o WHERE o.booking = booking.id) OR EXISTS (SELECT 1"
	    " FROM point_ledger l WHERE l.booking = booking.id) OR EXISTS"
	    " (SELECT 1 FROM calendar_outbox x"
	    " WHERE x.booking = booking.id))",
	[DROP_PLACE] = "DELETE FROM slot_place WHERE booking IN " BATCH,
	[DROP_BOOKING] = "DELETE FROM booking WHERE id IN " BATCH,
	[DROP_BLOCK] = "DELETE FROM block WHERE import_run = :run",
	[DROP_LOGIN] = "DELETE FROM login_history WHERE id IN (SELECT id"
	    " FROM login_history WHERE import_run = :run" STEP,
	[DROP_FACTOR] = "DELETE FROM import_factor WHERE run = :run",
	[DROP_USER_FACTOR] =
	    "DELETE FROM second_factor WHERE account IN " UNTOUCHED,
	[DROP_USER_ROLE] =
	    "DELETE FROM account_role WHERE account IN " UNTOUCHED,
	/* placeholders again, as before the run */
	[DROP_USER] =
	    "UPDATE account SET placeholder = 1, active = 0,"
	    " password_hash = NULL, display_name = NULL, email = NULL,"
	    " last_login_at = NULL, logins = 0, disabled_at = NULL"
	    " WHERE placeholder = 0 AND id IN " UNTOUCHED,
	[DROP_USER_TAG] = "DELETE FROM import_user WHERE run = :run",
	/* a placeholder that was given a life stays */
	[DROP_ACCOUNT] =
	    "DELETE FROM account WHERE placeholder = 1 AND active = 0"
	    " AND password_hash IS NULL AND id IN (SELECT account"
	    " FROM import_account WHERE run = :run)"
	    " AND NOT EXISTS (SELECT 1 FROM booking"
	    " WHERE booked_by = account.id)"
	    " AND NOT EXISTS (SELECT 1 FROM login_history"
	    " WHERE login_history.account = account.id)"
	    " AND NOT EXISTS (SELECT 1 FROM login_lock"
	    " WHERE login_lock.account = account.id)"
	    " AND NOT EXISTS (SELECT 1 FROM session"
	    " WHERE session.account = account.id)"
	    " AND NOT EXISTS (SELECT 1 FROM import_user"
	    " WHERE import_user.account = account.id)"
	    " AND NOT EXISTS (SELECT 1 FROM consultant"
	    " WHERE consultant.account = account.id)",
	[DROP_ACCOUNT_TAG] = "DELETE FROM import_account WHERE run = :run",
	[DROP_CHUNK] =
	    "DELETE FROM import_chunk WHERE run = :run AND n IN (SELECT n"
	    " FROM import_chunk WHERE run = :run LIMIT 20)",
	[DROP_FILE] =
	    "DELETE FROM import_file WHERE run = :run AND (name, chunk) IN"
	    " (SELECT name, chunk FROM import_file WHERE run = :run LIMIT 20)",
};
const struct sqlset imports_sql = SQLSET("imports", sql);
/* clang-format on */
