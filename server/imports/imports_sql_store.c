/*
 * All statements of the imports. :rows is a JSON array written by
 * imports_parse_rows.c. Used by imports_store.c and imports_store_apply.c.
 */
#include "server/imports/imports_sql.h"

#define RUN_COLUMNS                                                          \
	"id, state, created_by, created_at, planned_at, started_at,"         \
	" finished_at, rows_total, rows_done, applied_new, applied_changed," \
	" error"

/* Members of the row j, and the rows of a table they belong to. */
#define J(name) "j.value ->> '" name "'"
#define CELL_IS "c.date = " J("date") " AND c.hour = " J("hour")
#define CELL_DIFFERS                                                \
	"(" J("appeared") " IS NOT NULL AND (c.appeared IS NOT " J( \
	    "appeared") " OR c.not_appeared IS NOT " J("not_appeared") "))"
#define TOTAL_IS "t.kind = " J("kind") " AND t.key = " J("key")
#define TOTAL_DIFFERS \
	"(t.placed <> " J("placed") " OR t.appeared <> " J("appeared") ")"
#define OUTCOME_IS                                       \
	"o.customer_key = " J("key") " AND o.date = " J( \
	    "date") " AND o.time = " J("time")
#define OUTCOME_DIFFERS                                                                                                                                           \
	"(o.last_checked_at <= " J("at") " AND (o.outcome <> " J("outcome") " OR o.status <> " J("status") " OR o.source <> " J("source") " OR o.color_id <> " J( \
	    "color") " OR o.customer_name "                                                                                                                       \
		     "<> " J("name") " OR "                                                                                                                       \
				     "o."                                                                                                                         \
				     "potent"                                                                                                                     \
				     "ial "                                                                                                                       \
				     "<> " J(                                                                                                                     \
					 "potential") " OR o.booked_by IS "                                                                                       \
						      "NOT " J("booked_by") " OR o.description <> " J(                                                            \
							  "description") " OR"                                                                                    \
									 " o."                                                                                    \
									 "las"                                                                                    \
									 "t_"                                                                                     \
									 "che"                                                                                    \
									 "cke"                                                                                    \
									 "d_"                                                                                     \
									 "at "                                                                                    \
									 "<>"                                                                                     \
									 " " J(                                                                                   \
									     "at") "))"
#define METRIC_DIFFERS                                                                                                                            \
	"(m.legacy = 1 AND (m.total <> " J("total") " OR m.completed <> " J("completed") " OR m.no_shows <> " J("no_shows") " OR m.ghosts <> " J( \
	    "ghosts") " OR m.cancelled <> " J("cancelled") " OR "                                                                                 \
							   "m.rescheduled "                                                                       \
							   "<> " J(                                                                               \
							       "reschedul"                                                                        \
							       "ed") " OR"                                                                        \
								     " m."                                                                        \
								     "ove"                                                                        \
								     "rha"                                                                        \
								     "ng "                                                                        \
								     "<>"                                                                         \
								     " " J(                                                                       \
									 "o"                                                                      \
									 "v"                                                                      \
									 "e"                                                                      \
									 "r"                                                                      \
									 "h"                                                                      \
									 "a"                                                                      \
									 "n"                                                                      \
									 "g") " OR m.exits <> " J("exi"                                           \
												  "ts") "))"
/* Columns carry the affinity that ->> results lack. */
#define BOOKING_IS "b.customer_key = " J("key") " AND b.start_at = " J("start")
#define BLOCK_IS                                        \
	"b.type = " J("type") " AND b.start_date = " J( \
	    "start") " AND b.end_date = " J("end") " AND b.start_minute = " J("from") " AND b.end_minute = " J("to")

/* What counts once the run is done. */
#define WILL_COUNT                                          \
	"(run IS NULL OR run = :run OR run IN import_done)" \
	" AND (replaced_by IS NULL OR"                      \
	" (replaced_by <> :run AND replaced_by NOT IN import_done))"

/* x: NULL no such row, 1 differs, 0 equal */
#define COMPARE(x)                                                    \
	"SELECT coalesce(sum(x IS NULL), 0), coalesce(sum(x = 1), 0)" \
	" FROM (SELECT (" x ") AS x FROM json_each(:rows) j)"

#define STEP " LIMIT 100)"
#define DROP(table)                         \
	"DELETE FROM " table " WHERE id IN" \
	" (SELECT id FROM " table " WHERE run = :run" STEP
#define KEEP(table)                                           \
	"UPDATE " table " SET replaced_by = NULL WHERE id IN" \
	" (SELECT id FROM " table " WHERE replaced_by = :run" STEP

#define COUNTS                                                        \
	"'total', count(*), 'completed', sum(outcome = 'completed')," \
	" 'no_shows', sum(outcome = 'no_show'),"                      \
	" 'ghosts', sum(outcome = 'ghost'),"                          \
	" 'cancelled', sum(outcome = 'cancelled'),"                   \
	" 'rescheduled', sum(outcome = 'rescheduled'),"               \
	" 'overhang', sum(outcome = 'overhang')"
#define GROUPED(key, cond)                                    \
	"json((SELECT json_group_object(k, json(v)) FROM"     \
	" (SELECT " key " AS k, json_object(" COUNTS ") AS v" \
	" FROM o WHERE " cond " GROUP BY k)))"

static const char *const sql[] = {
	[RUN_INSERT] = "INSERT INTO import_run(state, created_at, created_by)"
		       " VALUES('open', :now, :by) RETURNING id",
	[RUN_GET] = "SELECT " RUN_COLUMNS ", report FROM import_run"
		    " WHERE id = :run",
	[RUN_LIST] = "SELECT " RUN_COLUMNS ", '{}' FROM import_run"
		     " ORDER BY id DESC LIMIT :limit OFFSET :offset",
	[RUN_COUNT] = "SELECT count(*) FROM import_run",
	[RUN_ACTIVE] = "SELECT id FROM import_run"
		       " WHERE state IN ('running', 'removing')",
	[RUN_LATER] = "SELECT EXISTS(SELECT 1 FROM import_run l, import_run r"
		      " WHERE r.id = :run AND l.id <> r.id AND l.state = 'done'"
		      " AND (l.finished_at, l.id) > (r.finished_at, r.id))",
	[RUN_PLAN] = "UPDATE import_run SET state = :state, planned_at = :now,"
		     " rows_total = :rows, rows_done = 0, report = :report"
		     " WHERE id = :run",
	[RUN_REOPEN] = "UPDATE import_run SET state = 'open', rows_total = 0,"
		       " report = '{}', planned_at = NULL WHERE id = :run",
	[RUN_STATE] = "UPDATE import_run SET state = :state, error = :error,"
		      " started_at = CASE WHEN :state = 'running'"
		      " THEN coalesce(started_at, :now) ELSE started_at END,"
		      " finished_at = CASE WHEN :state IN ('done', 'removed')"
		      " THEN :now ELSE finished_at END WHERE id = :run",
	[RUN_PROGRESS] =
	    "UPDATE import_run SET rows_done = rows_done + :rows,"
	    " applied_new = applied_new + :fresh,"
	    " applied_changed = applied_changed + :changed WHERE id = "
	    ":run",
	[FILE_PUT] = "INSERT INTO import_file(run, name, chunk, content)"
		     " VALUES(:run, :name, :chunk, :content)"
		     " ON CONFLICT DO UPDATE SET content = excluded.content",
	[FILE_SUM] =
	    "SELECT coalesce(sum(b), 0), coalesce(sum(n), 0), count(*),"
	    " coalesce(sum(last + 1), 0) FROM (SELECT "
	    "sum(length(content)) b,"
	    " count(*) n, max(chunk) last FROM import_file WHERE run = "
	    ":run"
	    " GROUP BY name)",
	[FILE_LIST] = "SELECT f.name, f.content, CASE WHEN f.chunk = 0 THEN"
		      " (SELECT sum(length(content)) FROM import_file"
		      " WHERE run = f.run AND name = f.name) END"
		      " FROM import_file f WHERE f.run = :run"
		      " ORDER BY f.name, f.chunk",
	[FILE_DROP] = "DELETE FROM import_file WHERE run = :run AND "
		      "(name, chunk) IN"
		      " (SELECT name, chunk FROM import_file WHERE run "
		      "= :run LIMIT 20)",
	[CHUNK_INSERT] = "INSERT INTO import_chunk(run, n, kind, size, rows)"
			 " VALUES(:run, :n, :kind, :size, :rows)",
	[CHUNK_NEXT] =
	    "SELECT n, kind, size, rows FROM import_chunk WHERE run = "
	    ":run"
	    " AND (:blocks = 1 OR kind <> 'block') ORDER BY n LIMIT 1",
	[CHUNK_DROP] = "DELETE FROM import_chunk WHERE run = :run AND n = :n",
	[CHUNK_DROP_ALL] = "DELETE FROM import_chunk WHERE run = :run",
	[DB_PATH] = "SELECT file FROM pragma_database_list WHERE name = 'main'",

	[KNOWN_ACCOUNT] =
	    "SELECT name FROM account WHERE name = coalesce((SELECT"
	    " account_name FROM user_alias WHERE alias = :name), "
	    ":name)",
	[KNOWN_BOOKING] = "SELECT EXISTS(SELECT 1 FROM booking_now"
			  " WHERE customer_key = :key AND date = :date"
			  " AND hour = :hour)",
	[KNOWN_OUTCOME] = "SELECT EXISTS(SELECT 1 FROM outcome_now "
			  "WHERE date = :date)",

	[CMP_ACCOUNT] =
	    COMPARE("SELECT 0 FROM account a WHERE a.name = j.value"),
	[CMP_BOOKING] = COMPARE("SELECT 0 FROM booking b WHERE " BOOKING_IS),
	[CMP_CELL] = COMPARE("SELECT " CELL_DIFFERS
			     " FROM historical_cell_now c WHERE " CELL_IS),
	[CMP_TOTAL] = COMPARE("SELECT " TOTAL_DIFFERS
			      " FROM historical_total_now t WHERE " TOTAL_IS),
	[CMP_OUTCOME] = COMPARE(
	    "SELECT " OUTCOME_DIFFERS " FROM outcome_now o WHERE " OUTCOME_IS),
	[CMP_METRIC] =
	    COMPARE("SELECT " METRIC_DIFFERS
		    " FROM daily_metrics_now m WHERE m.date = " J("date")),
	[CMP_BLOCK] = COMPARE("SELECT 0 FROM block b WHERE " BLOCK_IS),

	[ACCOUNT_ADD] =
	    "INSERT INTO account(name, active, placeholder, created_at)"
	    " SELECT j.value, 0, 1, :now FROM json_each(:rows) j WHERE "
	    "true"
	    " ON CONFLICT DO NOTHING",
	[ACCOUNT_TAG] =
	    "INSERT INTO import_account(run, account)"
	    " SELECT :run, a.id FROM json_each(:rows) j"
	    " JOIN account a ON a.name = j.value"
	    " WHERE a.placeholder = 1 AND NOT EXISTS"
	    " (SELECT 1 FROM import_account t WHERE t.account = a.id)",
	[BOOKING_ADD] =
	    "INSERT INTO booking(uuid, legacy_id, customer_last,"
	    " customer_first, customer_key, date, hour, start_at, "
	    "end_at,"
	    " booked_by, potential, color_id, campaign, status,"
	    " status_source, weight, lead_time_days, booked_at, origin,"
	    " sync_state, import_run)"
	    " SELECT " J("uuid") ", " J("id") ", " J("last") ", " J(
		"fi"
		"rs"
		"t") ", " J("key") ", " J("date") ", " J("hour") ", " J("start") ", " J("end") ", a.id, " J("potential") ", " J("color") ", " J("campaign") ", " J("status") ", "
																					     "'default'"
																					     ","
																					     " 1 + (" J("color") " = 8), " J("lead") ", " J("at") ", 'import', 'local', :run FROM json_each(:rows) j"
																												  " JOIN account a ON a.name = " J("user") " WHERE NOT EXISTS (SELECT 1 FROM booking b WHERE " BOOKING_IS
																																	   ") ON CONFLICT DO NOTHING",
	[EXTRA_ADD] =
	    "INSERT INTO import_extra(booking, run, extra)"
	    " SELECT b.id, :run, " J(
		"extra") " FROM json_each(:rows) j JOIN booking b"
			 " ON b.uuid = " J("uuid") " WHERE b.import_run = :run"
						   " ON CONFLICT DO NOTHING",
	/* imported bookings keep their place even in a full slot */
	[PLACE_ADD] =
	    "INSERT INTO slot_place(start_at, place, booking, over)"
	    " SELECT b.start_at, (SELECT coalesce(max(p.place) + 1, 0)"
	    " FROM slot_place p WHERE p.start_at = b.start_at)"
	    " + row_number() OVER (PARTITION BY b.start_at ORDER BY "
	    "b.id)"
	    " - 1, b.id, 1 FROM json_each(:rows) j JOIN booking b"
	    " ON b.uuid = " J(
		"uuid") " WHERE b.import_run = :run"
			" AND b.start_at > :now AND b.status NOT IN"
			" ('cancelled', 'rescheduled', 'overhang', "
			"'exit')"
			" AND NOT EXISTS"
			" (SELECT 1 FROM slot_place p WHERE p.booking "
			"= b.id)",
	[CELL_MARK] =
	    "UPDATE historical_cell SET replaced_by = :run WHERE id IN"
	    " (SELECT c.id FROM json_each(:rows) j"
	    " CROSS JOIN historical_cell_now c"
	    " WHERE " CELL_IS " AND " CELL_DIFFERS ")",
	[CELL_ADD] =
	    "INSERT INTO historical_cell(run, date, hour, appeared,"
	    " not_appeared) SELECT :run, " J("date") ", " J("hour") ", " J(
		"appeared") ", " J("not_appeared") " FRO"
						   "M "
						   "json"
						   "_eac"
						   "h(:"
						   "rows"
						   ") j"
						   " WHE"
						   "RE "
						   "NOT "
						   "EXIS"
						   "TS "
						   "(SEL"
						   "ECT "
						   "1 "
						   "FROM"
						   " his"
						   "tori"
						   "cal_"
						   "cell"
						   "_now"
						   " c"
						   " WHE"
						   "RE"
						   " " CELL_IS " AND"
						   " c."
						   "repl"
						   "aced"
						   "_by "
						   "IS "
						   "NOT "
						   ":run"
						   ")"
						   " ON "
						   "CONF"
						   "LICT"
						   " DO "
						   "NOTH"
						   "ING",
	[TOTAL_MARK] =
	    "UPDATE historical_total SET replaced_by = :run WHERE id IN"
	    " (SELECT t.id FROM json_each(:rows) j"
	    " CROSS JOIN historical_total_now t"
	    " WHERE " TOTAL_IS " AND " TOTAL_DIFFERS ")",
	[TOTAL_ADD] =
	    "INSERT INTO historical_total(run, kind, key, placed, "
	    "appeared)"
	    " SELECT :run, " J("kind") ", " J("key") ", " J("placed") ", " J(
		"appeared") " FROM json_each(:rows) j"
			    " WHERE NOT EXISTS "
			    "(SELECT 1 FROM "
			    "historical_total_now t"
			    " WHERE " TOTAL_IS " AND t.replaced_by IS "
			    "NOT :run)"
			    " ON CONFLICT DO NOTHING",
	[OUTCOME_MARK] = "UPDATE outcome SET replaced_by = :run WHERE id IN"
			 " (SELECT o.id FROM json_each(:rows) j CROSS JOIN "
			 "outcome_now o"
			 " WHERE " OUTCOME_IS " AND " OUTCOME_DIFFERS ")",
	[OUTCOME_ADD] =
	    "INSERT INTO outcome(booking, run, customer_name, "
	    "customer_key,"
	    " date, time, outcome, source, status, color_id, potential,"
	    " booked_by, description, final, first_checked_at,"
	    " last_checked_at, extra) SELECT (SELECT min(b.id)"
	    " FROM booking b WHERE " BOOKING_IS " AND (b.import_run IS NULL"
	    " OR b.import_run = :run OR b.import_run IN import_done)), "
	    ":run, " J("name") ", " J("key") ", " J("date") ", " J(
		"tim"
		"e") ", " J("outcome") ", " J("source") ", " J("status") ", " J("color") ", " J("potential") ", " J("booked_by") ", " J("description") ", " J("final") ", " J("first") ", " J("at") ", " J("extra") " FROM json_each(:rows) j"
																										    " WHERE NOT EXISTS (SELECT 1 FROM outcome_now o WHERE " OUTCOME_IS
																										    " AND o.replaced_by IS NOT :run) ON CONFLICT DO NOTHING",
	[METRIC_MARK] =
	    "UPDATE daily_metrics SET replaced_by = :run WHERE id IN"
	    " (SELECT m.id FROM json_each(:rows) j"
	    " CROSS JOIN daily_metrics_now m WHERE m.date = " J(
		"date") " AND " METRIC_DIFFERS ")",
	/* days with outcomes are counted, not taken over (16.4) */
	[METRIC_ADD] =
	    "INSERT INTO daily_metrics(run, date, legacy, "
	    "total, completed,"
	    " no_shows, ghosts, cancelled, rescheduled, "
	    "overhang, exits,"
	    " details, calculated_at) SELECT :run, " J(
		"dat"
		"e") ", 1, " J("total") ", " J("completed") ", " J("no_shows") ", " J("ghosts") ", " J("cancelled") ", " J("rescheduled") ", " J("overhang") ", " J("ex"
																				    "it"
																				    "s") ", " J("details") ", " J("at") " FROM json_each(:rows) j WHERE NOT EXISTS (SELECT 1"
																									" FROM outcome WHERE date = " J("date") " AND " WILL_COUNT ")"
																														" AND NOT EXISTS (SELECT 1 FROM daily_metrics_now m"
																														" WHERE m.date = " J(
																														    "date") " AND m.replaced_by IS NOT :run)"
																															    " ON CONFLICT DO NOTHING",
	[BLOCK_ADD] =
	    "INSERT INTO block(type, start_date, end_date, "
	    "start_minute,"
	    " end_minute, reason, added_by, added_at, import_run)"
	    " SELECT " J("type") ", " J("start") ", " J("end") ", " J("from") ", " J(
		"to") ", " J("reason") ", " J("by") ", " J("at") ", "
								 ":run "
								 "FROM "
								 "json_"
								 "each("
								 ":rows"
								 ") j "
								 "WHERE"
								 " true"
								 " ON "
								 "CONFL"
								 "ICT "
								 "DO "
								 "NOTHI"
								 "NG",
	[BLOCK_DAYS] = "SELECT min(max(start_date, :today)), max(end_date)"
		       " FROM block WHERE import_run = :run"
		       " AND end_date >= :today",

	[DAYS_TOUCHED] = "SELECT DISTINCT j.value FROM "
			 "json_each(:rows) j WHERE EXISTS"
			 " (SELECT 1 FROM outcome WHERE date = j.value"
			 " AND (run = :run OR replaced_by = :run))",
	[CUSTOMERS_TOUCHED] =
	    "SELECT DISTINCT j.value FROM json_each(:rows) j WHERE "
	    "EXISTS"
	    " (SELECT 1 FROM outcome WHERE customer_key = j.value"
	    " AND (run = :run OR replaced_by = :run))",
	[DAY_MARK] = "UPDATE daily_metrics SET replaced_by = :run WHERE id IN"
		     " (SELECT id FROM daily_metrics_now WHERE date = :date)",
	[DAY_ADD] = "WITH o AS (SELECT outcome, booked_by, potential,"
		    " substr(time, 1, 2) || ':00' AS hh FROM outcome"
		    " WHERE date = :date AND " WILL_COUNT ")"
		    " INSERT INTO daily_metrics(run, date, total, "
		    "completed,"
		    " no_shows, ghosts, cancelled, rescheduled, "
		    "overhang, exits,"
		    " pending, details, calculated_at) SELECT :run, "
		    ":date, count(*),"
		    " coalesce(sum(outcome = 'completed'), 0),"
		    " coalesce(sum(outcome = 'no_show'), 0),"
		    " coalesce(sum(outcome = 'ghost'), 0),"
		    " coalesce(sum(outcome = 'cancelled'), 0),"
		    " coalesce(sum(outcome = 'rescheduled'), 0),"
		    " coalesce(sum(outcome = 'overhang'), 0),"
		    " coalesce(sum(outcome = 'exit'), 0),"
		    " coalesce(sum(outcome = 'pending'), 0),"
		    " json_object('by_hour', " GROUPED(
			"hh", "true") ", 'by_user', " GROUPED("booked_by",
			"booked_by IS NOT NULL") ", "
						 "'by_potential',"
						 " " GROUPED("potentia"
							     "l",
						     "true") "),"
							     " :now "
							     "FROM o "
							     "WHERE "
							     "true ON "
							     "CONFLICT "
							     "DO "
							     "NOTHING",
	[CUSTOMER_COUNTS] =
	    "SELECT count(*), coalesce(sum(final), 0),"
	    " coalesce(sum(outcome = 'completed'), 0),"
	    " coalesce(sum(outcome = 'no_show'), 0),"
	    " coalesce(sum(outcome = 'ghost'), 0),"
	    " coalesce(sum(outcome = 'cancelled'), 0),"
	    " coalesce(sum(outcome = 'rescheduled'), 0),"
	    " coalesce(sum(outcome = 'overhang'), 0),"
	    " coalesce(sum(outcome = 'exit'), 0), min(date), max(date),"
	    " (SELECT customer_name FROM outcome WHERE customer_key = "
	    ":key"
	    " AND " WILL_COUNT " ORDER BY date DESC, time DESC LIMIT 1)"
	    " FROM outcome WHERE customer_key = :key AND " WILL_COUNT,
	[PROFILE_MARK] =
	    "UPDATE customer_profile SET replaced_by = :run WHERE id IN"
	    " (SELECT id FROM customer_profile_now"
	    " WHERE customer_key = :key)",
	[PROFILE_ADD] =
	    "INSERT INTO customer_profile(run, customer_key, name,"
	    " first_seen, last_seen, total, completed, no_shows, "
	    "ghosts,"
	    " cancelled, rescheduled, overhang, exits, "
	    "score_hundredths,"
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
	[DROP_EXTRA] = "DELETE FROM import_extra WHERE booking IN (SELECT"
		       " booking FROM import_extra WHERE run = :run" STEP,
	/* what people have worked on since belongs to this system */
	[ADOPT_BOOKING] =
	    "UPDATE booking SET import_run = NULL WHERE id IN (SELECT "
	    "b.id"
	    " FROM booking b WHERE b.import_run = :run AND (b.version "
	    "> 1"
	    " OR EXISTS (SELECT 1 FROM booking_change WHERE booking = "
	    "b.id)"
	    " OR EXISTS (SELECT 1 FROM outcome WHERE booking = b.id)"
	    " OR EXISTS (SELECT 1 FROM point_ledger WHERE booking = "
	    "b.id)"
	    " OR EXISTS (SELECT 1 FROM calendar_outbox"
	    " WHERE booking = b.id))" STEP,
	[DROP_PLACE] = "DELETE FROM slot_place WHERE booking IN (SELECT b.id"
		       " FROM booking b JOIN slot_place p ON p.booking = b.id"
		       " WHERE b.import_run = :run" STEP,
	[DROP_BOOKING] =
	    "DELETE FROM booking WHERE id IN"
	    " (SELECT id FROM booking WHERE import_run = :run" STEP,
	[DROP_BLOCK] = "DELETE FROM block WHERE import_run = :run",
	/* a placeholder that was given a life stays */
	[DROP_ACCOUNT] =
	    "DELETE FROM account WHERE placeholder = 1 AND active = 0"
	    " AND password_hash IS NULL AND id IN (SELECT account"
	    " FROM import_account WHERE run = :run)"
	    " AND NOT EXISTS (SELECT 1 FROM booking"
	    " WHERE booked_by = account.id)"
	    " AND NOT EXISTS (SELECT 1 FROM consultant"
	    " WHERE consultant.account = account.id)",
	[DROP_ACCOUNT_TAG] = "DELETE FROM import_account WHERE run = :run",
	[DROP_CHUNK] = "DELETE FROM import_chunk WHERE run = :run AND "
		       "n IN (SELECT n"
		       " FROM import_chunk WHERE run = :run LIMIT 20)",
	[DROP_FILE] = "DELETE FROM import_file WHERE run = :run AND "
		      "(name, chunk) IN"
		      " (SELECT name, chunk FROM import_file WHERE run "
		      "= :run LIMIT 20)",
};
const struct sqlset imports_sql = SQLSET("imports", sql);
