-- Runs of the importer and what it brings from the older system
-- (booking.md 13, 16; hub file E8).

CREATE TABLE import_run(
  id INTEGER PRIMARY KEY,
  state TEXT NOT NULL CHECK(state IN ('planned', 'running', 'done', 'removed', 'broken')),
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  started_at INTEGER,
  finished_at INTEGER,
  cursor INTEGER NOT NULL DEFAULT 0,
  report TEXT NOT NULL DEFAULT '{}' CHECK(json_valid(report))
) STRICT;

-- Files handed over in chunks; the text is dropped when the run is done.
CREATE TABLE import_file(
  run INTEGER NOT NULL REFERENCES import_run(id),
  name TEXT NOT NULL,                      -- path below the import folder
  chunk INTEGER NOT NULL,
  content BLOB NOT NULL,
  PRIMARY KEY(run, name, chunk)
) STRICT, WITHOUT ROWID;

-- Rows of a planned run, applied in slices in this order.
CREATE TABLE import_row(
  run INTEGER NOT NULL REFERENCES import_run(id),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL,
  row TEXT NOT NULL CHECK(json_valid(row)),
  PRIMARY KEY(run, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE user_alias(
  alias TEXT PRIMARY KEY,
  account_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Figures of 2025 as cells and totals; never mixed into bookings (13.7).
CREATE TABLE historical_cell(
  run INTEGER NOT NULL REFERENCES import_run(id),
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  hour INTEGER NOT NULL CHECK(hour BETWEEN 0 AND 23),
  appeared INTEGER,                        -- NULL: the cell has no result
  not_appeared INTEGER,
  PRIMARY KEY(date, hour, run)
) STRICT, WITHOUT ROWID;
CREATE TABLE historical_total(
  run INTEGER NOT NULL REFERENCES import_run(id),
  kind TEXT NOT NULL CHECK(kind IN ('overall', 'weekday', 'hour')),
  key INTEGER NOT NULL,                    -- 0; weekday 0 = Monday; hour
  placed INTEGER NOT NULL,
  appeared INTEGER NOT NULL,
  PRIMARY KEY(run, kind, key)
) STRICT, WITHOUT ROWID;

-- One outcome per appointment.
CREATE TABLE outcome(
  id INTEGER PRIMARY KEY,
  booking INTEGER UNIQUE REFERENCES booking(id),
  run INTEGER REFERENCES import_run(id),
  customer_name TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  time TEXT NOT NULL CHECK(time GLOB '??:??'),
  outcome TEXT NOT NULL CHECK(outcome IN ('completed', 'no_show', 'ghost', 'cancelled', 'rescheduled', 'overhang', 'exit', 'pending')),
  source TEXT NOT NULL CHECK(source IN ('title', 'color', 'manual', 'default')),
  status TEXT NOT NULL,
  color_id INTEGER NOT NULL DEFAULT 0,
  potential TEXT NOT NULL DEFAULT 'unspecified',
  booked_by TEXT,
  description TEXT NOT NULL DEFAULT '',
  final INTEGER NOT NULL DEFAULT 1 CHECK(final IN (0, 1)),
  first_checked_at INTEGER NOT NULL,
  last_checked_at INTEGER NOT NULL,
  extra TEXT NOT NULL DEFAULT '{}' CHECK(json_valid(extra)),
  UNIQUE(customer_key, date, time)
) STRICT;
CREATE INDEX outcome_date ON outcome(date);

CREATE TABLE daily_metrics(
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  run INTEGER REFERENCES import_run(id),
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
  details TEXT NOT NULL DEFAULT '{}' CHECK(json_valid(details)),
  calculated_at INTEGER NOT NULL,
  PRIMARY KEY(date)
) STRICT, WITHOUT ROWID;

CREATE TABLE customer_profile(
  customer_key TEXT PRIMARY KEY,
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
  score_hundredths INTEGER NOT NULL,       -- 100.00 % is 10000
  risk TEXT NOT NULL CHECK(risk IN ('low', 'medium', 'high'))
) STRICT, WITHOUT ROWID;
