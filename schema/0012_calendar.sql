-- Calendars (booking.md 9): state and mirror of each, quota, conflict cases.

-- It stands in the calendar: written there and not only pretended.
ALTER TABLE calendar_outbox ADD COLUMN sent INTEGER NOT NULL DEFAULT 0 CHECK(sent IN (0, 1));
CREATE INDEX calendar_outbox_event ON calendar_outbox(event_id, id);
CREATE INDEX calendar_outbox_failed ON calendar_outbox(id) WHERE state = 'failed';

CREATE TABLE calendar_state(
  calendar TEXT PRIMARY KEY,               -- 'central' or 'consultant:<id>'
  calendar_id TEXT NOT NULL,               -- at the provider; a new one: all anew
  sync_token TEXT,
  page_token TEXT,                         -- a list is under way
  generation INTEGER NOT NULL DEFAULT 0,   -- of the full list
  full_at INTEGER NOT NULL DEFAULT 0,      -- last full list
  wanted INTEGER NOT NULL DEFAULT 0 CHECK(wanted IN (0, 1)),
  pulled_at INTEGER NOT NULL DEFAULT 0,    -- the mirror is as of then
  answered_at INTEGER NOT NULL DEFAULT 0,  -- last answer of any kind
  failures INTEGER NOT NULL DEFAULT 0,     -- in a row
  next_at INTEGER NOT NULL DEFAULT 0,      -- nothing is sent before
  error TEXT NOT NULL DEFAULT '',          -- of the last call
  told INTEGER NOT NULL DEFAULT 0 CHECK(told IN (0, 1)) -- admins know of it
) STRICT, WITHOUT ROWID;

CREATE TABLE calendar_event(
  calendar TEXT NOT NULL,
  event_id TEXT NOT NULL,
  etag TEXT NOT NULL,
  gone INTEGER NOT NULL CHECK(gone IN (0, 1)),
  title TEXT NOT NULL,
  color_id INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  generation INTEGER NOT NULL,
  PRIMARY KEY(calendar, event_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_event_start ON calendar_event(calendar, start_at);

CREATE TABLE calendar_quota(
  day TEXT PRIMARY KEY CHECK(day GLOB '????-??-??'), -- UTC
  calls INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What no rule can decide (architecture 6); closed ones stay as a record.
CREATE TABLE calendar_conflict(
  id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL DEFAULT 1,
  at INTEGER NOT NULL,
  calendar TEXT NOT NULL,
  event_id TEXT NOT NULL,
  booking INTEGER REFERENCES booking(id),
  kind TEXT NOT NULL CHECK(kind IN ('deleted', 'missing', 'moved', 'off_grid', 'renamed', 'both_changed', 'taken')),
  title TEXT NOT NULL,                     -- as the calendar has it
  color_id INTEGER NOT NULL,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  choice TEXT CHECK(choice IN ('hub', 'calendar')),
  closed_by TEXT,
  closed_at INTEGER,
  CHECK((choice IS NULL) = (closed_at IS NULL))
) STRICT;
CREATE UNIQUE INDEX calendar_conflict_open ON calendar_conflict(calendar, event_id) WHERE closed_at IS NULL;
CREATE INDEX calendar_conflict_booking ON calendar_conflict(booking) WHERE booking IS NOT NULL;
