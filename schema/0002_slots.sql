-- Consultants, grid, capacity, availability, blocks, places and bookings
-- (booking.md 2, 4 to 8, 11).

CREATE TABLE consultant(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 1 AND 100),
  calendar_id TEXT NOT NULL DEFAULT '',
  active INTEGER NOT NULL DEFAULT 1 CHECK(active IN (0, 1)),
  default_pool INTEGER NOT NULL DEFAULT 0 CHECK(default_pool IN (0, 1)),
  account INTEGER UNIQUE REFERENCES account(id),
  sort INTEGER NOT NULL DEFAULT 0,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

-- The newest row not later than the day counts, per weekday (0 = Monday) and hour.
CREATE TABLE slot_grid(
  weekday INTEGER NOT NULL CHECK(weekday BETWEEN 0 AND 6),
  hour INTEGER NOT NULL CHECK(hour IN (9, 11, 14, 16, 18, 20)),
  effective_from TEXT NOT NULL CHECK(effective_from GLOB '????-??-??'),
  active INTEGER NOT NULL CHECK(active IN (0, 1)),
  fallback INTEGER NOT NULL CHECK(fallback IN (0, 1)),
  PRIMARY KEY(weekday, hour, effective_from)
) STRICT, WITHOUT ROWID;
INSERT INTO slot_grid(weekday, hour, effective_from, active, fallback)
SELECT w.value, h.value, '1970-01-01', 1, h.value <> 9
  FROM json_each('[0,1,2,3]') w, json_each('[9,11,14,16,18,20]') h
UNION ALL
SELECT 4, h.value, '1970-01-01', 1, 1 FROM json_each('[9,11,14]') h;

-- Places per ready consultant. hour 0: every hour without a row of its own.
-- Bit n of weekdays is weekday n. The newest row not later than the day counts.
CREATE TABLE slot_capacity(
  id INTEGER PRIMARY KEY,
  hour INTEGER NOT NULL CHECK(hour IN (0, 9, 11, 14, 16, 18, 20)),
  weekdays INTEGER NOT NULL CHECK(weekdays BETWEEN 1 AND 127),
  places INTEGER NOT NULL CHECK(places BETWEEN 0 AND 20),
  effective_from TEXT NOT NULL CHECK(effective_from GLOB '????-??-??'),
  set_by TEXT NOT NULL DEFAULT '',
  set_at INTEGER NOT NULL DEFAULT 0,
  UNIQUE(hour, weekdays, effective_from)
) STRICT;
INSERT INTO slot_capacity(hour, weekdays, places, effective_from) VALUES
  (0, 127, 3, '1970-01-01'), (9, 15, 1, '1970-01-01'),
  (9, 112, 2, '1970-01-01'), (20, 127, 2, '1970-01-01');

-- T1-ready spans entered by hand (booking.md 5.6); minutes of the civil day.
CREATE TABLE ready_span(
  id INTEGER PRIMARY KEY,
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
CREATE INDEX ready_span_date ON ready_span(date);

-- Who is ready in which future slot, generated from spans and calendars.
CREATE TABLE availability(
  start_at INTEGER NOT NULL,
  consultant INTEGER NOT NULL REFERENCES consultant(id),
  source TEXT NOT NULL CHECK(source IN ('calendar', 'manual', 'fallback')),
  scanned_at INTEGER NOT NULL,
  PRIMARY KEY(start_at, consultant, source)
) STRICT, WITHOUT ROWID;

-- Figures of a slot; total is 0 while it is blocked or nobody is ready.
CREATE TABLE slot_total(
  start_at INTEGER PRIMARY KEY,
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  hour INTEGER NOT NULL,
  total INTEGER NOT NULL CHECK(total >= 0),
  external INTEGER NOT NULL DEFAULT 0 CHECK(external >= 0),
  consultants INTEGER NOT NULL DEFAULT 0,  -- ready, without special bookings
  places_each INTEGER NOT NULL DEFAULT 0,
  fallback INTEGER NOT NULL DEFAULT 0 CHECK(fallback IN (0, 1)),
  blocked INTEGER NOT NULL DEFAULT 0 CHECK(blocked IN (0, 1)),
  UNIQUE(date, hour)
) STRICT;

CREATE TABLE block(
  id INTEGER PRIMARY KEY,
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
CREATE INDEX block_end ON block(end_date);

CREATE TABLE booking(
  id INTEGER PRIMARY KEY,
  uuid TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL DEFAULT 1,
  legacy_id TEXT,
  customer_last TEXT NOT NULL,
  customer_first TEXT NOT NULL,
  customer_key TEXT NOT NULL,
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  hour INTEGER NOT NULL CHECK(hour BETWEEN 0 AND 23),
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  booked_by INTEGER NOT NULL REFERENCES account(id),
  assigned_consultant INTEGER REFERENCES consultant(id),
  potential TEXT NOT NULL CHECK(potential IN ('hoch', 'gut', 'ok', 'niedrig', 'gering', 'closer', 'rueckholung', 'unspecified')),
  color_id INTEGER NOT NULL CHECK(color_id BETWEEN 0 AND 11),  -- 0: none
  campaign TEXT,
  description TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL DEFAULT 'pending' CHECK(status IN ('pending', 'appeared', 'recall', 'special', 'cancelled', 'rescheduled', 'overhang', 'no_show', 'ghost', 'exit')),
  status_source TEXT NOT NULL DEFAULT 'manual' CHECK(status_source IN ('title', 'color', 'manual', 'default', 'calendar')),
  status_changed_by INTEGER REFERENCES account(id),
  status_changed_at INTEGER,
  weight INTEGER NOT NULL DEFAULT 1 CHECK(weight IN (1, 2)),
  lead_time_days INTEGER,
  booked_at INTEGER NOT NULL,
  origin TEXT NOT NULL DEFAULT 'app' CHECK(origin IN ('app', 'import', 'calendar', 'reschedule')),
  rescheduled_from INTEGER REFERENCES booking(id),
  rescheduled_to INTEGER REFERENCES booking(id),
  rescheduled_by INTEGER REFERENCES account(id),
  move_reason TEXT CHECK(move_reason IN ('customer', 'overhang')),
  moves INTEGER NOT NULL DEFAULT 0,
  points INTEGER NOT NULL DEFAULT 0,
  calendar_event_id TEXT,
  sync_state TEXT NOT NULL DEFAULT 'pending' CHECK(sync_state IN ('local', 'pending', 'synced', 'failed', 'conflict')),
  capacity_unverified INTEGER NOT NULL DEFAULT 0 CHECK(capacity_unverified IN (0, 1)),
  import_run INTEGER
) STRICT;
-- A customer stands once in a slot (7.4, hard).
CREATE UNIQUE INDEX booking_once ON booking(customer_key, start_at)
  WHERE status NOT IN ('cancelled', 'rescheduled', 'overhang', 'exit') AND origin <> 'import';
CREATE INDEX booking_customer ON booking(customer_key, start_at);
-- Status and run ride along: the figures of the first screen come from here.
CREATE INDEX booking_start ON booking(start_at, status, import_run);
CREATE INDEX booking_by ON booking(booked_by, start_at, status, import_run);
CREATE INDEX booking_booked ON booking(booked_at);

-- One place of a slot: taken by a booking, or held by a session (7.5, 7.8).
CREATE TABLE slot_place(
  start_at INTEGER NOT NULL,
  place INTEGER NOT NULL CHECK(place >= 0),
  booking INTEGER REFERENCES booking(id),
  session INTEGER REFERENCES session(id),
  opened_at INTEGER,
  expires_at INTEGER,
  over INTEGER NOT NULL DEFAULT 0 CHECK(over IN (0, 1)),
  PRIMARY KEY(start_at, place),
  CHECK((booking IS NULL) <> (session IS NULL)),
  CHECK((session IS NULL) = (expires_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX slot_place_booking ON slot_place(booking) WHERE booking IS NOT NULL;
CREATE UNIQUE INDEX slot_place_session ON slot_place(session) WHERE session IS NOT NULL;
CREATE INDEX slot_place_expires ON slot_place(expires_at) WHERE expires_at IS NOT NULL;
CREATE TRIGGER slot_place_limit BEFORE INSERT ON slot_place WHEN NEW.over = 0
BEGIN
  SELECT RAISE(ABORT, 'SLOT_FULL')
   WHERE max(NEW.place, (SELECT count(*) FROM slot_place WHERE start_at = NEW.start_at))
      >= coalesce((SELECT total - external FROM slot_total WHERE start_at = NEW.start_at), 0);
END;
CREATE TRIGGER slot_place_fixed BEFORE UPDATE OF start_at, place, over ON slot_place
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

-- Every change of a status, for the history of a booking and for undo.
CREATE TABLE booking_change(
  id INTEGER PRIMARY KEY,
  booking INTEGER NOT NULL REFERENCES booking(id),
  at INTEGER NOT NULL,
  from_status TEXT NOT NULL,
  to_status TEXT NOT NULL,
  from_color INTEGER NOT NULL DEFAULT 0 CHECK(from_color BETWEEN 0 AND 11),
  source TEXT NOT NULL,
  by INTEGER REFERENCES account(id),
  session INTEGER,
  reason TEXT NOT NULL DEFAULT '',
  undone_at INTEGER
) STRICT;
CREATE INDEX booking_change_of ON booking_change(booking, id);
CREATE INDEX booking_change_session ON booking_change(session, id) WHERE session IS NOT NULL;

CREATE TABLE special_booking(
  id INTEGER PRIMARY KEY,
  start_at INTEGER NOT NULL,               -- of the slot whose capacity it takes
  date TEXT NOT NULL CHECK(date GLOB '????-??-??'),
  hour INTEGER NOT NULL,
  event_minute INTEGER NOT NULL CHECK(event_minute BETWEEN 0 AND 1439),
  duration INTEGER NOT NULL CHECK(duration IN (30, 60, 90)),
  type TEXT NOT NULL CHECK(type IN ('T1.5', 'UL')),
  consultant INTEGER NOT NULL REFERENCES consultant(id),
  customer_last TEXT NOT NULL,
  customer_first TEXT NOT NULL DEFAULT '',
  description TEXT NOT NULL DEFAULT '',
  booked_by INTEGER NOT NULL REFERENCES account(id),
  created_at INTEGER NOT NULL,
  cancelled_at INTEGER,
  calendar_event_id TEXT,
  sync_state TEXT NOT NULL DEFAULT 'pending',
  version INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX special_once ON special_booking(start_at, consultant) WHERE cancelled_at IS NULL;
CREATE INDEX special_date ON special_booking(date);

-- Events of the central calendar that are no bookings of ours (4.5).
CREATE TABLE external_event(
  id INTEGER PRIMARY KEY,
  calendar_id TEXT NOT NULL,
  event_id TEXT NOT NULL,
  title TEXT NOT NULL,
  color_id INTEGER NOT NULL DEFAULT 0,
  start_at INTEGER NOT NULL,
  end_at INTEGER NOT NULL,
  slot_at INTEGER,                         -- slot in which it counts
  weight INTEGER NOT NULL CHECK(weight BETWEEN 0 AND 2),
  UNIQUE(calendar_id, event_id)
) STRICT;
CREATE INDEX external_event_slot ON external_event(slot_at);

CREATE TABLE calendar_outbox(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  calendar TEXT NOT NULL,                  -- 'central' or 'consultant:<id>'
  operation TEXT NOT NULL CHECK(operation IN ('insert', 'update', 'delete')),
  event_id TEXT NOT NULL,
  payload TEXT NOT NULL CHECK(payload GLOB '{*}'),
  booking INTEGER REFERENCES booking(id),
  special INTEGER REFERENCES special_booking(id),
  state TEXT NOT NULL DEFAULT 'pending' CHECK(state IN ('pending', 'done', 'failed', 'discarded')),
  attempts INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL DEFAULT 0,
  last_error TEXT
) STRICT;
CREATE INDEX calendar_outbox_pending ON calendar_outbox(calendar, id) WHERE state = 'pending';

CREATE TABLE campaign(
  name TEXT PRIMARY KEY,
  last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Points and coins: appended, never changed; one row per cause.
CREATE TABLE point_ledger(
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account(id),
  at INTEGER NOT NULL,
  month TEXT NOT NULL CHECK(month GLOB '????-??'),
  cause TEXT NOT NULL UNIQUE,              -- 'booking:<id>', 'booking-undo:<id>'
  points INTEGER NOT NULL,
  coins INTEGER NOT NULL,
  booking INTEGER REFERENCES booking(id)
) STRICT;
CREATE INDEX point_ledger_of ON point_ledger(account, month);
CREATE TRIGGER point_ledger_no_update BEFORE UPDATE ON point_ledger
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER point_ledger_no_delete BEFORE DELETE ON point_ledger
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

-- Projections of the ledger and of bookings; can be rebuilt and must be equal.
CREATE TABLE score(
  account INTEGER NOT NULL REFERENCES account(id),
  month TEXT NOT NULL,
  points INTEGER NOT NULL,
  coins INTEGER NOT NULL,
  PRIMARY KEY(account, month)
) STRICT, WITHOUT ROWID;
CREATE TABLE daily_user_stat(
  account INTEGER NOT NULL REFERENCES account(id),
  date TEXT NOT NULL,
  bookings INTEGER NOT NULL DEFAULT 0,
  points INTEGER NOT NULL DEFAULT 0,
  morning_bookings INTEGER NOT NULL DEFAULT 0,
  evening_bookings INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(account, date)
) STRICT, WITHOUT ROWID;
