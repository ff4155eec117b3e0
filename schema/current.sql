-- The whole schema after all migrations; written by make docs.

CREATE TABLE account(
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE CHECK(length(name) BETWEEN 2 AND 50 AND name = lower(name)),
  display_name TEXT,
  password_hash TEXT,                      -- NULL: cannot sign in with a password
  is_admin INTEGER NOT NULL DEFAULT 0 CHECK(is_admin IN (0, 1)),
  active INTEGER NOT NULL DEFAULT 1 CHECK(active IN (0, 1)),
  placeholder INTEGER NOT NULL DEFAULT 0 CHECK(placeholder IN (0, 1)), -- made by an import
  must_change_password INTEGER NOT NULL DEFAULT 0 CHECK(must_change_password IN (0, 1)),
  language TEXT NOT NULL DEFAULT 'de' CHECK(language IN ('de', 'en')),
  os_uid INTEGER UNIQUE,                   -- local user mapped to this account
  created_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
, email TEXT CHECK(email IS NULL OR length(email) BETWEEN 3 AND 254), on_vacation INTEGER NOT NULL DEFAULT 0 CHECK(on_vacation IN (0, 1)), disabled_at INTEGER, anonymised_at INTEGER, last_login_at INTEGER, logins INTEGER NOT NULL DEFAULT 0, last_seen_at INTEGER) STRICT;

CREATE INDEX account_admins ON account(id) WHERE is_admin = 1 AND active = 1;

CREATE UNIQUE INDEX account_email ON account(email) WHERE email IS NOT NULL;

CREATE TRIGGER account_last_admin BEFORE UPDATE OF is_admin, active ON account
WHEN OLD.is_admin = 1 AND OLD.active = 1 AND (NEW.is_admin = 0 OR NEW.active = 0)
  AND NOT EXISTS (SELECT 1 FROM account WHERE is_admin = 1 AND active = 1 AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'LAST_ADMIN'); END;

CREATE TRIGGER account_last_admin_gone BEFORE DELETE ON account
WHEN OLD.is_admin = 1 AND OLD.active = 1
  AND NOT EXISTS (SELECT 1 FROM account WHERE is_admin = 1 AND active = 1 AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'LAST_ADMIN'); END;

CREATE TABLE account_grant(
  account INTEGER NOT NULL REFERENCES account(id),
  permission TEXT NOT NULL,
  allowed INTEGER NOT NULL CHECK(allowed IN (0, 1)),
  PRIMARY KEY(account, permission)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_role(
  account INTEGER NOT NULL REFERENCES account(id),
  role TEXT NOT NULL CHECK(role IN ('opener', 'coach', 'berater', 'telefonist', 'service')),
  PRIMARY KEY(account, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE activity(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  account INTEGER NOT NULL REFERENCES account(id),
  kind TEXT NOT NULL CHECK(kind IN ('booking', 't2', 'gamification', 'login', 'security', 'admin')),
  tool TEXT NOT NULL,
  action TEXT NOT NULL,
  details TEXT NOT NULL DEFAULT '',
  ref_type TEXT,
  ref_id INTEGER
) STRICT;

CREATE INDEX activity_of ON activity(account, at);

CREATE TABLE audit_anchor(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  last_id INTEGER NOT NULL CHECK(last_id >= 0),
  mac BLOB NOT NULL CHECK(length(mac) = 32),
  dropped INTEGER NOT NULL CHECK(dropped >= 0),
  seal BLOB NOT NULL CHECK(length(seal) = 32)
) STRICT;

CREATE TRIGGER audit_anchor_no_delete BEFORE DELETE ON audit_anchor
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TABLE audit_archive(
  id INTEGER PRIMARY KEY CHECK(id > 0),
  at INTEGER NOT NULL,
  event_type TEXT NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  account INTEGER,
  target TEXT,
  remote TEXT NOT NULL,
  client TEXT NOT NULL,
  severity TEXT NOT NULL,
  details TEXT NOT NULL,
  request TEXT NOT NULL,
  error_id TEXT,
  prev BLOB NOT NULL,
  mac BLOB NOT NULL
) STRICT;

CREATE INDEX audit_archive_action ON audit_archive(action);

CREATE INDEX audit_archive_actor ON audit_archive(actor);

CREATE INDEX audit_archive_at ON audit_archive(at);

CREATE INDEX audit_archive_severity ON audit_archive(severity) WHERE severity <> 'info';

CREATE INDEX audit_archive_target ON audit_archive(target) WHERE target IS NOT NULL;

CREATE INDEX audit_archive_type ON audit_archive(event_type);

CREATE TRIGGER audit_archive_no_delete BEFORE DELETE ON audit_archive
WHEN OLD.id > (SELECT archive_to FROM audit_guard)
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TRIGGER audit_archive_no_update BEFORE UPDATE ON audit_archive
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TABLE audit_guard(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  log_to INTEGER NOT NULL DEFAULT 0,
  archive_to INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TRIGGER audit_guard_no_delete BEFORE DELETE ON audit_guard
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TABLE audit_head(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  last_id INTEGER NOT NULL CHECK(last_id >= 0),
  mac BLOB NOT NULL CHECK(length(mac) = 32),
  seal BLOB NOT NULL CHECK(length(seal) = 32)
) STRICT;

CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TABLE audit_key(
  id INTEGER PRIMARY KEY,
  first_id INTEGER NOT NULL CHECK(first_id > 0),
  sealed BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

CREATE TRIGGER audit_key_no_delete BEFORE DELETE ON audit_key
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TRIGGER audit_key_no_update BEFORE UPDATE OF id, first_id, made_at ON audit_key
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TABLE audit_log(
  id INTEGER PRIMARY KEY CHECK(id > 0),
  at INTEGER NOT NULL,
  event_type TEXT NOT NULL CHECK(event_type IN ('auth', 'security', 'admin', 'data', 'booking', 't2', 'game', 'system')),
  action TEXT NOT NULL CHECK(length(action) BETWEEN 1 AND 80),
  actor TEXT NOT NULL,
  account INTEGER,
  target TEXT,
  remote TEXT NOT NULL DEFAULT '',
  client TEXT NOT NULL DEFAULT '',
  severity TEXT NOT NULL CHECK(severity IN ('info', 'warning', 'critical')),
  details TEXT NOT NULL DEFAULT '{}' CHECK(details GLOB '{*}'),
  request TEXT NOT NULL DEFAULT '',
  error_id TEXT,
  prev BLOB NOT NULL CHECK(length(prev) = 32),   -- mac of the row before
  mac BLOB NOT NULL CHECK(length(mac) = 32)
) STRICT;

CREATE INDEX audit_log_critical ON audit_log(at) WHERE severity = 'critical';

CREATE INDEX audit_log_denied ON audit_log(actor, at) WHERE action = 'permission_denied';

CREATE INDEX audit_log_refused ON audit_log(at) WHERE action = 'login_failure';

CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
WHEN OLD.id > (SELECT log_to FROM audit_guard)
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TABLE "audit_old"(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  action TEXT NOT NULL,
  actor TEXT NOT NULL,
  account INTEGER,
  target TEXT,
  remote TEXT NOT NULL DEFAULT '',
  client TEXT NOT NULL DEFAULT '',
  severity TEXT NOT NULL DEFAULT 'info' CHECK(severity IN ('info', 'warning', 'critical')),
  details TEXT NOT NULL DEFAULT '{}' CHECK(details GLOB '{*}'),
  request TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE TRIGGER audit_old_no_update BEFORE UPDATE ON audit_old
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TABLE availability(
  start_at INTEGER NOT NULL,
  consultant INTEGER NOT NULL REFERENCES consultant(id),
  source TEXT NOT NULL CHECK(source IN ('calendar', 'manual', 'fallback')),
  scanned_at INTEGER NOT NULL,
  PRIMARY KEY(start_at, consultant, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE backup_code(
  account INTEGER NOT NULL REFERENCES account(id),
  hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY(account, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE "block"(
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

CREATE INDEX booking_booked ON booking(booked_at);

CREATE INDEX booking_by ON booking(booked_by, start_at, status, import_run);

CREATE INDEX booking_customer ON booking(customer_key, start_at);

CREATE INDEX booking_import_run ON booking(import_run) WHERE import_run IS NOT NULL;

CREATE INDEX booking_moved_from ON booking(rescheduled_from) WHERE rescheduled_from IS NOT NULL;

CREATE INDEX booking_moved_to ON booking(rescheduled_to) WHERE rescheduled_to IS NOT NULL;

CREATE UNIQUE INDEX booking_once ON booking(customer_key, start_at)
  WHERE status NOT IN ('cancelled', 'rescheduled', 'overhang', 'exit') AND origin <> 'import';

CREATE INDEX booking_open ON booking(start_at, id) WHERE status = 'pending';

CREATE INDEX booking_start ON booking(start_at, status, import_run);

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

CREATE VIEW booking_now AS SELECT * FROM booking WHERE import_run IS NULL OR import_run IN import_done;

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

CREATE INDEX calendar_conflict_booking ON calendar_conflict(booking) WHERE booking IS NOT NULL;

CREATE UNIQUE INDEX calendar_conflict_open ON calendar_conflict(calendar, event_id) WHERE closed_at IS NULL;

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
, sent INTEGER NOT NULL DEFAULT 0 CHECK(sent IN (0, 1))) STRICT;

CREATE INDEX calendar_outbox_booking ON calendar_outbox(booking) WHERE booking IS NOT NULL;

CREATE INDEX calendar_outbox_event ON calendar_outbox(event_id, id);

CREATE INDEX calendar_outbox_failed ON calendar_outbox(id) WHERE state = 'failed';

CREATE INDEX calendar_outbox_pending ON calendar_outbox(calendar, id) WHERE state = 'pending';

CREATE TABLE calendar_quota(
  day TEXT PRIMARY KEY CHECK(day GLOB '????-??-??'), -- UTC
  calls INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE campaign(
  name TEXT PRIMARY KEY,
  last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE TABLE customer(
  id INTEGER PRIMARY KEY,
  key TEXT NOT NULL UNIQUE,
  last_name TEXT NOT NULL,
  first_name TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '' CHECK(length(note) <= 500),
  weekday INTEGER CHECK(weekday BETWEEN 0 AND 6),   -- wished; 0 = Monday
  hour INTEGER CHECK(hour IN (9, 11, 14, 16, 18, 20)),
  merged_into INTEGER REFERENCES customer(id),
  merged_at INTEGER,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  version INTEGER NOT NULL DEFAULT 1,
  CHECK(merged_into IS NULL OR merged_into <> id),
  CHECK((merged_into IS NULL) = (merged_at IS NULL))
) STRICT;

CREATE INDEX customer_merged ON customer(merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE customer_alike(
  alike TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customer(id),
  PRIMARY KEY(alike, customer)
) STRICT, WITHOUT ROWID;

CREATE INDEX customer_alike_of ON customer_alike(customer);

CREATE TABLE customer_mark(
  name TEXT PRIMARY KEY CHECK(name IN ('booking', 'outcome', 'text', 'import')),
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

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

CREATE UNIQUE INDEX customer_profile_own ON customer_profile(customer_key) WHERE run IS NULL AND replaced_by IS NULL;

CREATE INDEX customer_profile_rank ON customer_profile(
  CASE WHEN risk = 'high' THEN 0 WHEN score_hundredths >= 9000 AND total >= 3 THEN 1 WHEN score_hundredths >= 8000 AND total >= 2 THEN 2 WHEN total <= 2 THEN 3 WHEN score_hundredths < 4000 THEN 4 ELSE 5 END,
  CASE risk WHEN 'high' THEN no_shows + ghosts ELSE score_hundredths END DESC,
  total DESC, run, replaced_by, customer_key);

CREATE INDEX customer_profile_replaced ON customer_profile(replaced_by) WHERE replaced_by IS NOT NULL;

CREATE UNIQUE INDEX customer_profile_run ON customer_profile(run, customer_key) WHERE run IS NOT NULL;

CREATE VIEW customer_profile_now AS SELECT * FROM customer_profile
 WHERE (run IS NULL OR run IN import_done) AND (replaced_by IS NULL OR replaced_by NOT IN import_done);

CREATE VIRTUAL TABLE customer_text USING fts5(
  name, spelled, note, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');

CREATE TABLE 'customer_text_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'customer_text_content'(id INTEGER PRIMARY KEY, c0, c1, c2);

CREATE TABLE 'customer_text_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'customer_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB);

CREATE TABLE 'customer_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

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

CREATE UNIQUE INDEX daily_metrics_own ON daily_metrics(date) WHERE run IS NULL AND replaced_by IS NULL;

CREATE INDEX daily_metrics_replaced ON daily_metrics(replaced_by) WHERE replaced_by IS NOT NULL;

CREATE UNIQUE INDEX daily_metrics_run ON daily_metrics(run, date) WHERE run IS NOT NULL;

CREATE VIEW daily_metrics_now AS SELECT * FROM daily_metrics
 WHERE (run IS NULL OR run IN import_done) AND (replaced_by IS NULL OR replaced_by NOT IN import_done);

CREATE TABLE daily_user_stat(
  account INTEGER NOT NULL REFERENCES account(id),
  date TEXT NOT NULL,
  bookings INTEGER NOT NULL DEFAULT 0,
  points INTEGER NOT NULL DEFAULT 0,
  morning_bookings INTEGER NOT NULL DEFAULT 0,
  evening_bookings INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(account, date)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX historical_cell_date ON historical_cell(date, hour);

CREATE INDEX historical_cell_replaced ON historical_cell(replaced_by) WHERE replaced_by IS NOT NULL;

CREATE UNIQUE INDEX historical_cell_run ON historical_cell(run, date, hour);

CREATE VIEW historical_cell_now AS SELECT * FROM historical_cell
 WHERE run IN import_done AND (replaced_by IS NULL OR replaced_by NOT IN import_done);

CREATE TABLE historical_total(
  id INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES import_run(id),
  replaced_by INTEGER REFERENCES import_run(id),
  kind TEXT NOT NULL CHECK(kind IN ('overall', 'weekday', 'hour')),
  key INTEGER NOT NULL,                    -- 0; weekday 0 = Monday; hour
  placed INTEGER NOT NULL CHECK(placed >= 0),
  appeared INTEGER NOT NULL CHECK(appeared >= 0)
) STRICT;

CREATE INDEX historical_total_replaced ON historical_total(replaced_by) WHERE replaced_by IS NOT NULL;

CREATE UNIQUE INDEX historical_total_run ON historical_total(run, kind, key);

CREATE VIEW historical_total_now AS SELECT * FROM historical_total
 WHERE run IN import_done AND (replaced_by IS NULL OR replaced_by NOT IN import_done);

CREATE TABLE idempotency(
  account INTEGER NOT NULL,                -- 0: operators of the local socket
  key TEXT NOT NULL,
  hash TEXT NOT NULL,                      -- SHA-256 of operation and canonical params
  answer TEXT NOT NULL,                    -- everything behind the id
  at INTEGER NOT NULL,
  PRIMARY KEY(account, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX idempotency_at ON idempotency(at);

CREATE TABLE import_account(
  run INTEGER NOT NULL REFERENCES import_run(id),
  account INTEGER NOT NULL,                -- kept until the run is removed
  PRIMARY KEY(run, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE "import_chunk"(
  run INTEGER NOT NULL REFERENCES import_run(id),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('account', 'booking', 'cell', 'total', 'outcome', 'metric', 'day', 'customer', 'login', 'block', 'user')),
  size INTEGER NOT NULL,                   -- rows inside
  rows TEXT NOT NULL CHECK(substr(rows, 1, 1) = '['),
  PRIMARY KEY(run, n)
) STRICT, WITHOUT ROWID;

CREATE VIEW import_done AS SELECT id FROM import_run WHERE state = 'done';

CREATE TABLE import_extra(
  booking INTEGER PRIMARY KEY REFERENCES booking(id),
  run INTEGER NOT NULL REFERENCES import_run(id),
  extra TEXT NOT NULL CHECK(extra GLOB '{*}')
) STRICT;

CREATE INDEX import_extra_run ON import_extra(run);

CREATE TABLE import_factor(
  run INTEGER NOT NULL REFERENCES import_run(id),
  name TEXT NOT NULL,                      -- of the account to be
  sealed BLOB NOT NULL,
  PRIMARY KEY(run, name)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_file(
  run INTEGER NOT NULL REFERENCES import_run(id),
  name TEXT NOT NULL,                      -- path below the import folder
  chunk INTEGER NOT NULL CHECK(chunk >= 0),
  content BLOB NOT NULL,
  PRIMARY KEY(run, name, chunk)
) STRICT, WITHOUT ROWID;

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

CREATE UNIQUE INDEX import_run_active ON import_run((state IN ('running', 'removing', 'broken')))
  WHERE state IN ('running', 'removing', 'broken');

CREATE TABLE import_user(
  run INTEGER NOT NULL REFERENCES import_run(id),
  account INTEGER NOT NULL UNIQUE REFERENCES account(id),
  version INTEGER NOT NULL,                -- of the account since then
  PRIMARY KEY(run, account)
) STRICT, WITHOUT ROWID;

CREATE TABLE job(
  name TEXT PRIMARY KEY,
  schedule TEXT NOT NULL,                  -- '': as in the program
  enabled INTEGER NOT NULL CHECK(enabled IN (0, 1)),
  since_at INTEGER NOT NULL,               -- nothing before it is caught up
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE job_run(
  id INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  sort INTEGER NOT NULL,                   -- order of jobs of one instant
  planned_at INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('schedule', 'catch_up', 'manual', 'dry_run')),
  by TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL CHECK(state IN ('queued', 'running', 'done', 'failed')),
  started_at INTEGER,
  finished_at INTEGER,
  cursor INTEGER NOT NULL DEFAULT 0,
  counts TEXT NOT NULL DEFAULT '{}' CHECK(counts GLOB '{*}'),
  error TEXT NOT NULL DEFAULT '',
  log TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX job_run_of ON job_run(job, id);

CREATE INDEX job_run_open ON job_run(planned_at, sort, id) WHERE state IN ('queued', 'running');

CREATE UNIQUE INDEX job_run_planned ON job_run(job, planned_at) WHERE kind IN ('schedule', 'catch_up');

CREATE TABLE login_device(
  account INTEGER NOT NULL REFERENCES account(id),
  mark TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL,
  PRIMARY KEY(account, mark)
) STRICT, WITHOUT ROWID;

CREATE TABLE login_history(
  id INTEGER PRIMARY KEY,
  at INTEGER NOT NULL,
  account INTEGER NOT NULL REFERENCES account(id),
  success INTEGER NOT NULL CHECK(success IN (0, 1)),
  reason TEXT NOT NULL DEFAULT '' CHECK(reason IN ('', 'password', 'code', 'disabled', 'locked', 'old_password')),
  second_factor TEXT NOT NULL DEFAULT '' CHECK(second_factor IN ('', 'totp', 'backup_code', 'ssh_key')),
  remote TEXT NOT NULL,
  client TEXT NOT NULL DEFAULT '',
  transport TEXT NOT NULL DEFAULT '' CHECK(transport IN ('', 'tls', 'local', 'ssh')),
  import_run INTEGER
) STRICT;

CREATE INDEX login_history_at ON login_history(at);

CREATE INDEX login_history_of ON login_history(account, id);

CREATE INDEX login_history_run ON login_history(import_run) WHERE import_run IS NOT NULL;

CREATE TABLE login_lock(
  account INTEGER NOT NULL REFERENCES account(id),
  source TEXT NOT NULL,
  failures INTEGER NOT NULL CHECK(failures > 0),
  first_failed_at INTEGER NOT NULL,
  last_failed_at INTEGER NOT NULL,
  locked_until INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY(account, source)
) STRICT, WITHOUT ROWID;

CREATE INDEX login_lock_until ON login_lock(locked_until);

CREATE TABLE login_source(
  account INTEGER NOT NULL REFERENCES account(id),
  source TEXT NOT NULL,
  last_success_at INTEGER NOT NULL,
  PRIMARY KEY(account, source)
) STRICT, WITHOUT ROWID;

CREATE TABLE login_unknown(
  hour_at INTEGER PRIMARY KEY,
  failures INTEGER NOT NULL CHECK(failures > 0)
) STRICT;

CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE notification(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account INTEGER NOT NULL REFERENCES account(id),
  at INTEGER NOT NULL,                     -- of the newest repeat
  first_at INTEGER NOT NULL,
  count INTEGER NOT NULL DEFAULT 1 CHECK(count > 0),
  type TEXT NOT NULL CHECK(type IN ('info', 'success', 'warning', 'error')),
  title TEXT NOT NULL CHECK(length(title) BETWEEN 1 AND 300),
  message TEXT NOT NULL DEFAULT '' CHECK(length(message) <= 4000),
  source TEXT NOT NULL CHECK(length(source) BETWEEN 1 AND 40),
  roles TEXT NOT NULL DEFAULT '',          -- as sent, separated by commas
  dedupe TEXT CHECK(length(dedupe) BETWEEN 1 AND 200),
  screen TEXT CHECK(length(screen) BETWEEN 1 AND 40),
  ref INTEGER,
  actions TEXT NOT NULL DEFAULT '',        -- "text=screen", one per line
  popup_at INTEGER,                        -- raised; NULL: no popup
  read_at INTEGER,
  dismissed_at INTEGER
) STRICT;

CREATE INDEX notification_all ON notification(account);

CREATE INDEX notification_at ON notification(at) WHERE read_at IS NULL;

CREATE INDEX notification_dedupe ON notification(account, dedupe) WHERE dedupe IS NOT NULL;

CREATE INDEX notification_dismissed ON notification(dismissed_at) WHERE dismissed_at IS NOT NULL;

CREATE INDEX notification_of ON notification(account, at, id) WHERE dismissed_at IS NULL;

CREATE INDEX notification_read ON notification(read_at) WHERE read_at IS NOT NULL;

CREATE INDEX notification_unread ON notification(account, at, id) WHERE dismissed_at IS NULL AND read_at IS NULL;

CREATE TABLE notification_shown(
  account INTEGER PRIMARY KEY REFERENCES account(id),
  popup_at INTEGER NOT NULL
) STRICT;

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

CREATE INDEX outcome_assumed ON outcome(date) WHERE source = 'default' AND outcome = 'completed';

CREATE INDEX outcome_booking ON outcome(booking) WHERE booking IS NOT NULL;

CREATE INDEX outcome_customer ON outcome(customer_key, date, time);

CREATE INDEX outcome_date ON outcome(date);

CREATE UNIQUE INDEX outcome_own ON outcome(customer_key, date, time) WHERE run IS NULL AND replaced_by IS NULL;

CREATE INDEX outcome_replaced ON outcome(replaced_by) WHERE replaced_by IS NOT NULL;

CREATE UNIQUE INDEX outcome_run ON outcome(run, customer_key, date, time) WHERE run IS NOT NULL;

CREATE VIEW outcome_now AS SELECT * FROM outcome
 WHERE (run IS NULL OR run IN import_done) AND (replaced_by IS NULL OR replaced_by NOT IN import_done);

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

CREATE INDEX point_ledger_booking ON point_ledger(booking) WHERE booking IS NOT NULL;

CREATE INDEX point_ledger_of ON point_ledger(account, month);

CREATE TRIGGER point_ledger_no_delete BEFORE DELETE ON point_ledger
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TRIGGER point_ledger_no_update BEFORE UPDATE ON point_ledger
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TABLE "ready_span"(
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

CREATE INDEX ready_span_date ON ready_span(date);

CREATE TABLE role_permission(
  role TEXT NOT NULL CHECK(role IN ('user', 'opener', 'coach', 'berater', 'telefonist', 'service')),
  permission TEXT NOT NULL,
  PRIMARY KEY(role, permission)
) STRICT, WITHOUT ROWID;

CREATE TABLE score(
  account INTEGER NOT NULL REFERENCES account(id),
  month TEXT NOT NULL,
  points INTEGER NOT NULL,
  coins INTEGER NOT NULL,
  PRIMARY KEY(account, month)
) STRICT, WITHOUT ROWID;

CREATE TABLE second_factor(
  account INTEGER PRIMARY KEY REFERENCES account(id),
  sealed BLOB,                             -- NULL: not on yet
  enabled_at INTEGER,
  last_step INTEGER NOT NULL DEFAULT 0,    -- each step once
  pending BLOB,                            -- seed being set up
  pending_until INTEGER NOT NULL DEFAULT 0,
  CHECK((sealed IS NULL) = (enabled_at IS NULL)),
  CHECK(sealed IS NOT NULL OR pending IS NOT NULL)
) STRICT;

CREATE TABLE session(
  id INTEGER PRIMARY KEY,
  token_hash TEXT NOT NULL UNIQUE,         -- SHA-256 of the token, hexadecimal
  account INTEGER NOT NULL REFERENCES account(id),
  created_at INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL,
  ends_at INTEGER NOT NULL,                -- absolute end
  remote TEXT NOT NULL,
  client TEXT NOT NULL DEFAULT '',
  closed_at INTEGER,
  closed_why TEXT
, transport TEXT NOT NULL DEFAULT '' CHECK(transport IN ('', 'tls', 'local', 'ssh')), source TEXT NOT NULL DEFAULT '', ssh_key INTEGER REFERENCES ssh_key(id), step_up_until INTEGER NOT NULL DEFAULT 0) STRICT;

CREATE INDEX session_closed ON session(closed_at) WHERE closed_at IS NOT NULL;

CREATE INDEX session_key ON session(ssh_key) WHERE ssh_key IS NOT NULL AND closed_at IS NULL;

CREATE INDEX session_open ON session(account) WHERE closed_at IS NULL;

CREATE TABLE setting(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

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

CREATE TABLE slot_grid(
  weekday INTEGER NOT NULL CHECK(weekday BETWEEN 0 AND 6),
  hour INTEGER NOT NULL CHECK(hour IN (9, 11, 14, 16, 18, 20)),
  effective_from TEXT NOT NULL CHECK(effective_from GLOB '????-??-??'),
  active INTEGER NOT NULL CHECK(active IN (0, 1)),
  fallback INTEGER NOT NULL CHECK(fallback IN (0, 1)),
  PRIMARY KEY(weekday, hour, effective_from)
) STRICT, WITHOUT ROWID;

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

CREATE INDEX slot_place_expires ON slot_place(expires_at) WHERE expires_at IS NOT NULL;

CREATE UNIQUE INDEX slot_place_session ON slot_place(session) WHERE session IS NOT NULL;

CREATE TRIGGER slot_place_fixed BEFORE UPDATE OF start_at, place, over ON slot_place
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

CREATE TRIGGER slot_place_limit BEFORE INSERT ON slot_place WHEN NEW.over = 0
BEGIN
  SELECT RAISE(ABORT, 'SLOT_FULL')
   WHERE max(NEW.place, (SELECT count(*) FROM slot_place WHERE start_at = NEW.start_at))
      >= coalesce((SELECT total - external FROM slot_total WHERE start_at = NEW.start_at), 0);
END;

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

CREATE INDEX special_date ON special_booking(date);

CREATE UNIQUE INDEX special_once ON special_booking(start_at, consultant) WHERE cancelled_at IS NULL;

CREATE TABLE ssh_key(
  id INTEGER PRIMARY KEY,
  account INTEGER NOT NULL REFERENCES account(id),
  type TEXT NOT NULL CHECK(length(type) BETWEEN 1 AND 60),  -- ssh-ed25519
  blob TEXT NOT NULL CHECK(length(blob) BETWEEN 16 AND 4096), -- Base64
  fingerprint TEXT NOT NULL,               -- SHA256:...
  name TEXT NOT NULL CHECK(length(name) BETWEEN 1 AND 60),
  added_at INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  last_used_at INTEGER,
  revoked_at INTEGER,
  revoked_by TEXT,
  version INTEGER NOT NULL DEFAULT 1
) STRICT;

CREATE UNIQUE INDEX ssh_key_live ON ssh_key(fingerprint) WHERE revoked_at IS NULL;

CREATE INDEX ssh_key_of ON ssh_key(account);

CREATE TABLE tool(
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  description TEXT NOT NULL,
  description_en TEXT NOT NULL,
  entry_screen TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL CHECK(status IN ('active', 'beta', 'coming_soon', 'maintenance', 'disabled')),
  required_permission TEXT NOT NULL DEFAULT '',  -- '': any login
  admin_only INTEGER NOT NULL DEFAULT 0 CHECK(admin_only IN (0, 1)),
  features TEXT NOT NULL DEFAULT '',
  sort INTEGER NOT NULL,
  symbol TEXT NOT NULL DEFAULT '',
  feature_flag TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

CREATE TABLE user_alias(
  alias TEXT PRIMARY KEY,                  -- folded
  account_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;
