-- Runs of the importer and what they bring from the older system
-- (booking.md 13, 16; hub file E8).
--
-- All or nothing per run: every row carries its run, what a run replaces is
-- only marked. Both count from the moment the state of the run is 'done'. The
-- views *_now show what counts; nobody else reads the tables.

CREATE TABLE import_run(
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK(state IN ('open', 'planned', 'running', 'done', 'removing', 'removed', 'broken')),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  planned_at INTEGER,
  started_at INTEGER,
  finished_at INTEGER,
  rows_total INTEGER NOT NULL DEFAULT 0,
  rows_done INTEGER NOT NULL DEFAULT 0,    -- the cursor, in rows
  applied_new INTEGER NOT NULL DEFAULT 0,
  applied_changed INTEGER NOT NULL DEFAULT 0,
  error TEXT,                              -- why it is broken
  report TEXT NOT NULL DEFAULT '{}' CHECK(report GLOB '{*}')
) STRICT;
-- One run at a time changes anything.
CREATE UNIQUE INDEX import_run_active ON import_run((state IN ('running', 'removing', 'broken')))
  WHERE state IN ('running', 'removing', 'broken');

-- Files handed over in chunks; dropped before the run is done.
CREATE TABLE import_file(
  run INTEGER NOT NULL REFERENCES import_run(id),
  name TEXT NOT NULL,                      -- path below the import folder
  chunk INTEGER NOT NULL CHECK(chunk >= 0),
  content BLOB NOT NULL,
  PRIMARY KEY(run, name, chunk)
) STRICT, WITHOUT ROWID;

-- What a planned run will do: JSON arrays of rows of one kind, applied in
-- slices in this order and dropped with the slice that applied them.
CREATE TABLE import_chunk(
  run INTEGER NOT NULL REFERENCES import_run(id),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('account', 'booking', 'cell', 'total', 'outcome', 'metric', 'day', 'customer', 'block')),
  size INTEGER NOT NULL,                   -- rows inside
  rows TEXT NOT NULL CHECK(substr(rows, 1, 1) = '['),
  PRIMARY KEY(run, n)
) STRICT, WITHOUT ROWID;

-- Old user names that differ from the account's name.
CREATE TABLE user_alias(
  alias TEXT PRIMARY KEY,                  -- folded
  account_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Placeholder accounts a run has made.
CREATE TABLE import_account(
  run INTEGER NOT NULL REFERENCES import_run(id),
  account INTEGER NOT NULL,                -- kept until the run is removed
  PRIMARY KEY(run, account)
) STRICT, WITHOUT ROWID;

-- Fields of a booking line that have no column.
CREATE TABLE import_extra(
  booking INTEGER PRIMARY KEY REFERENCES booking(id),
  run INTEGER NOT NULL REFERENCES import_run(id),
  extra TEXT NOT NULL CHECK(extra GLOB '{*}')
) STRICT;
CREATE INDEX import_extra_run ON import_extra(run);
CREATE INDEX booking_import_run ON booking(import_run) WHERE import_run IS NOT NULL;
-- Without these every booking that is removed reads whole tables.
CREATE INDEX booking_moved_from ON booking(rescheduled_from) WHERE rescheduled_from IS NOT NULL;
CREATE INDEX booking_moved_to ON booking(rescheduled_to) WHERE rescheduled_to IS NOT NULL;
CREATE INDEX point_ledger_booking ON point_ledger(booking) WHERE booking IS NOT NULL;
CREATE INDEX calendar_outbox_booking ON calendar_outbox(booking) WHERE booking IS NOT NULL;
CREATE INDEX block_import_run ON block(import_run) WHERE import_run IS NOT NULL;

-- Figures of 2025 as cells and totals; never mixed into bookings (13.7).
CREATE TABLE historical_cell(
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES import_run(id),
  replaced_by INTEGER REFERENCES import_run(id),
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  hour INTEGER NOT NULL CHECK(hour BETWEEN 0 AND 23),
  appeared INTEGER CHECK(appeared >= 0),   -- NULL: the cell has no result
  not_appeared INTEGER CHECK(not_appeared >= 0),
  CHECK((appeared IS NULL) = (not_appeared IS NULL))
) STRICT;
CREATE UNIQUE INDEX historical_cell_run ON historical_cell(run, date, hour);
CREATE INDEX historical_cell_date ON historical_cell(date, hour);
CREATE INDEX historical_cell_replaced ON historical_cell(replaced_by) WHERE replaced_by IS NOT NULL;
CREATE TABLE historical_total(
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES import_run(id),
  replaced_by INTEGER REFERENCES import_run(id),
  kind TEXT NOT NULL CHECK(kind IN ('overall', 'weekday', 'hour')),
  key INTEGER NOT NULL,                    -- 0; weekday 0 = Monday; hour
  placed INTEGER NOT NULL CHECK(placed >= 0),
  appeared INTEGER NOT NULL CHECK(appeared >= 0)
) STRICT;
CREATE UNIQUE INDEX historical_total_run ON historical_total(run, kind, key);
CREATE INDEX historical_total_replaced ON historical_total(replaced_by) WHERE replaced_by IS NOT NULL;

-- One outcome per appointment counts; run NULL: made by this system.
CREATE TABLE outcome(
  id INTEGER PRIMARY KEY,
  booking INTEGER REFERENCES booking(id),
  run INTEGER REFERENCES import_run(id),
  replaced_by INTEGER REFERENCES import_run(id),
  customer_name TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  time TEXT NOT NULL CHECK(time GLOB '??:??'),
  outcome TEXT NOT NULL CHECK(outcome IN ('completed', 'no_show', 'ghost', 'cancelled', 'rescheduled', 'overhang', 'exit', 'pending')),
  source TEXT NOT NULL CHECK(source IN ('title', 'color', 'manual', 'default')),
  status TEXT NOT NULL,
  color_id INTEGER NOT NULL DEFAULT 0 CHECK(color_id BETWEEN 0 AND 11),
  potential TEXT NOT NULL DEFAULT 'unspecified',
  booked_by TEXT,                          -- account name, if known
  description TEXT NOT NULL DEFAULT '',
  final INTEGER NOT NULL DEFAULT 1 CHECK(final IN (0, 1)),
  first_checked_at INTEGER NOT NULL,
  last_checked_at INTEGER NOT NULL,
  extra TEXT NOT NULL DEFAULT '{}' CHECK(extra GLOB '{*}')
) STRICT;
CREATE INDEX outcome_customer ON outcome(customer_key, date, time);
CREATE UNIQUE INDEX outcome_run ON outcome(run, customer_key, date, time) WHERE run IS NOT NULL;
CREATE UNIQUE INDEX outcome_own ON outcome(customer_key, date, time) WHERE run IS NULL AND replaced_by IS NULL;
CREATE INDEX outcome_date ON outcome(date);
CREATE INDEX outcome_booking ON outcome(booking) WHERE booking IS NOT NULL;
CREATE INDEX outcome_replaced ON outcome(replaced_by) WHERE replaced_by IS NOT NULL;

-- Counted from outcomes, or kept from the older system (legacy) for days
-- without outcomes. Rates are printed from the counts (13.4).
CREATE TABLE daily_metrics(
  id INTEGER PRIMARY KEY,
  run INTEGER REFERENCES import_run(id),
  replaced_by INTEGER REFERENCES import_run(id),
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  legacy INTEGER NOT NULL DEFAULT 0 CHECK(legacy IN (0, 1)),
  total INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  no_shows INTEGER NOT NULL,
  ghosts INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  rescheduled INTEGER NOT NULL,
  overhang INTEGER NOT NULL,
  exits INTEGER NOT NULL,
  pending INTEGER NOT NULL DEFAULT 0,
  details TEXT NOT NULL DEFAULT '{}' CHECK(details GLOB '{*}'),
  calculated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX daily_metrics_date ON daily_metrics(date);
CREATE UNIQUE INDEX daily_metrics_run ON daily_metrics(run, date) WHERE run IS NOT NULL;
CREATE UNIQUE INDEX daily_metrics_own ON daily_metrics(date) WHERE run IS NULL AND replaced_by IS NULL;
CREATE INDEX daily_metrics_replaced ON daily_metrics(replaced_by) WHERE replaced_by IS NOT NULL;

CREATE TABLE customer_profile(
  id INTEGER PRIMARY KEY,
  run INTEGER REFERENCES import_run(id),
  replaced_by INTEGER REFERENCES import_run(id),
  customer_key TEXT NOT NULL,
  name TEXT NOT NULL,
  first_seen TEXT NOT NULL,
  last_seen TEXT NOT NULL,
  total INTEGER NOT NULL,
  completed INTEGER NOT NULL,
  no_shows INTEGER NOT NULL,
  ghosts INTEGER NOT NULL,
  cancelled INTEGER NOT NULL,
  rescheduled INTEGER NOT NULL,
  overhang INTEGER NOT NULL,
  exits INTEGER NOT NULL,
  score_hundredths INTEGER NOT NULL CHECK(score_hundredths BETWEEN 0 AND 10000),
  risk TEXT NOT NULL CHECK(risk IN ('low', 'medium', 'high'))
) STRICT;
CREATE INDEX customer_profile_key ON customer_profile(customer_key);
CREATE UNIQUE INDEX customer_profile_run ON customer_profile(run, customer_key) WHERE run IS NOT NULL;
CREATE UNIQUE INDEX customer_profile_own ON customer_profile(customer_key) WHERE run IS NULL AND replaced_by IS NULL;
CREATE INDEX customer_profile_replaced ON customer_profile(replaced_by) WHERE replaced_by IS NOT NULL;

CREATE VIEW import_done AS SELECT id FROM import_run WHERE state = 'done';
CREATE VIEW historical_cell_now AS SELECT * FROM historical_cell
 WHERE run IN import_done AND (replaced_by IS NULL OR replaced_by NOT IN import_done);
CREATE VIEW historical_total_now AS SELECT * FROM historical_total
 WHERE run IN import_done AND (replaced_by IS NULL OR replaced_by NOT IN import_done);
CREATE VIEW outcome_now AS SELECT * FROM outcome
 WHERE (run IS NULL OR run IN import_done) AND (replaced_by IS NULL OR replaced_by NOT IN import_done);
CREATE VIEW daily_metrics_now AS SELECT * FROM daily_metrics
 WHERE (run IS NULL OR run IN import_done) AND (replaced_by IS NULL OR replaced_by NOT IN import_done);
CREATE VIEW customer_profile_now AS SELECT * FROM customer_profile
 WHERE (run IS NULL OR run IN import_done) AND (replaced_by IS NULL OR replaced_by NOT IN import_done);
-- Bookings and blocks of runs that are not done do not count either.
CREATE VIEW booking_now AS SELECT * FROM booking WHERE import_run IS NULL OR import_run IN import_done;
