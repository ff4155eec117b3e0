-- The ids of blocks and ready spans are never used again: a screen that still
-- shows a removed one must not remove or change the next.
CREATE TABLE block_new(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  type TEXT NOT NULL CHECK(type IN ('full_day', 'time_range', 'date_range')),
  start_date TEXT NOT NULL CHECK(start_date GLOB '????-??-??'),
  end_date TEXT NOT NULL CHECK(end_date GLOB '????-??-??'),
  start_minute INTEGER NOT NULL DEFAULT 0 CHECK(start_minute BETWEEN 0 AND 1439),
  end_minute INTEGER NOT NULL DEFAULT 1440 CHECK(end_minute BETWEEN 1 AND 1440),
  reason TEXT NOT NULL CHECK(length(reason) BETWEEN 1 AND 200),
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  import_run INTEGER,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK(start_date <= end_date),
  CHECK(start_minute < end_minute),
  CHECK(type = 'date_range' OR start_date = end_date),
  CHECK(type = 'time_range' OR (start_minute = 0 AND end_minute = 1440)),
  UNIQUE(type, start_date, end_date, start_minute, end_minute)
) STRICT;
INSERT INTO block_new SELECT * FROM block;
DROP TABLE block;
ALTER TABLE block_new RENAME TO block;
CREATE INDEX block_end ON block(end_date);

CREATE TABLE ready_span_new(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  consultant INTEGER NOT NULL REFERENCES consultant(id),
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  from_minute INTEGER NOT NULL CHECK(from_minute BETWEEN 0 AND 1439),
  to_minute INTEGER NOT NULL CHECK(to_minute BETWEEN 1 AND 1440),
  repeat_until TEXT CHECK(repeat_until GLOB '????-??-??'), -- weekly until then
  added_by TEXT NOT NULL,
  added_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK(from_minute < to_minute),
  CHECK(repeat_until IS NULL OR repeat_until >= date)
) STRICT;
INSERT INTO ready_span_new SELECT * FROM ready_span;
DROP TABLE ready_span;
ALTER TABLE ready_span_new RENAME TO ready_span;
CREATE INDEX ready_span_date ON ready_span(date);
