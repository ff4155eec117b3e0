-- Accounts, sessions, settings, audit, idempotency: what every feature needs.
-- Instants (_at) are UTC milliseconds; dates are 'YYYY-MM-DD' in company time.

CREATE TABLE meta(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting(
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  version INTEGER NOT NULL DEFAULT 1
) STRICT, WITHOUT ROWID;

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
) STRICT;

CREATE TABLE account_role(
  account INTEGER NOT NULL REFERENCES account(id),
  role TEXT NOT NULL CHECK(role IN ('opener', 'coach', 'berater', 'telefonist', 'service')),
  PRIMARY KEY(account, role)
) STRICT, WITHOUT ROWID;

-- 'user' is everybody; admins hold every permission.
CREATE TABLE role_permission(
  role TEXT NOT NULL CHECK(role IN ('user', 'opener', 'coach', 'berater', 'telefonist', 'service')),
  permission TEXT NOT NULL,
  PRIMARY KEY(role, permission)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_grant(
  account INTEGER NOT NULL REFERENCES account(id),
  permission TEXT NOT NULL,
  allowed INTEGER NOT NULL CHECK(allowed IN (0, 1)),
  PRIMARY KEY(account, permission)
) STRICT, WITHOUT ROWID;

INSERT INTO role_permission(role, permission) VALUES
  ('user', 'slots.view'), ('user', 'slots.book'), ('user', 'slots.manage_own'),
  ('user', 'analytics.personal'), ('opener', 'slots.manage_all');

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
) STRICT;
CREATE INDEX session_open ON session(account) WHERE closed_at IS NULL;

CREATE TABLE idempotency(
  account INTEGER NOT NULL,                -- 0: operators of the local socket
  key TEXT NOT NULL,
  hash TEXT NOT NULL,                      -- SHA-256 of operation and canonical params
  answer TEXT NOT NULL,                    -- everything behind the id
  at INTEGER NOT NULL,
  PRIMARY KEY(account, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_at ON idempotency(at);

CREATE TABLE audit_log(
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
CREATE INDEX audit_log_at ON audit_log(at);
CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;

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
INSERT INTO tool(id, name, description, description_en, entry_screen, status, required_permission, admin_only, features, sort, symbol) VALUES
  ('slots', 'Slot-Booking', 'T1-Termine buchen und verwalten', 'Book and manage T1 appointments', 'week', 'active', 'slots.view', 0, 'Woche,Tag,Buchen', 1, '#'),
  ('bookings', 'Meine Buchungen', 'Eigene Termine: verschieben, absagen', 'Own appointments: move, cancel', 'bookings', 'active', 'slots.view', 0, 'Liste,Verschieben,Absagen', 2, '='),
  ('admin', 'Administration', 'Sperren, Berater, Raster, Kapazität', 'Blocks, consultants, grid, capacity', 'admin', 'active', 'admin.blocked', 1, 'Sperren,Berater,Raster', 8, '*'),
  ('t2', 'T2-Closer', 'T2-Termine und Nachverfolgung', 'T2 appointments and follow-up', 't2', 'coming_soon', '', 1, '', 3, '2'),
  ('analytics', 'Analytics', 'Auswertungen über alle Werkzeuge', 'Figures over all tools', 'analytics', 'coming_soon', 'analytics.team', 1, '', 4, '%'),
  ('my-analytics', 'Meine Analytics', 'Persönliche Auswertung', 'Personal figures', 'my-analytics', 'coming_soon', 'analytics.personal', 1, '', 5, '~'),
  ('tool4', 'Tool #4', 'Platzhalter', 'Reserved', '', 'coming_soon', '', 1, '', 14, '4'),
  ('tool5', 'Tool #5', 'Platzhalter', 'Reserved', '', 'coming_soon', '', 1, '', 15, '5'),
  ('tool6', 'Tool #6', 'Platzhalter', 'Reserved', '', 'coming_soon', '', 1, '', 16, '6');
