-- Accounts and their doors: life cycle, second factors, lockout, known places,
-- keys, login history (hub file B, C2).

ALTER TABLE account ADD COLUMN email TEXT CHECK(email IS NULL OR length(email) BETWEEN 3 AND 254);
ALTER TABLE account ADD COLUMN on_vacation INTEGER NOT NULL DEFAULT 0 CHECK(on_vacation IN (0, 1));
ALTER TABLE account ADD COLUMN disabled_at INTEGER;
ALTER TABLE account ADD COLUMN anonymised_at INTEGER;
ALTER TABLE account ADD COLUMN last_login_at INTEGER;
ALTER TABLE account ADD COLUMN logins INTEGER NOT NULL DEFAULT 0;
ALTER TABLE account ADD COLUMN last_seen_at INTEGER;
CREATE UNIQUE INDEX account_email ON account(email) WHERE email IS NOT NULL;

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
-- one key is one person
CREATE UNIQUE INDEX ssh_key_live ON ssh_key(fingerprint) WHERE revoked_at IS NULL;
CREATE INDEX ssh_key_of ON ssh_key(account);

ALTER TABLE session ADD COLUMN transport TEXT NOT NULL DEFAULT '' CHECK(transport IN ('', 'tls', 'local', 'ssh'));
ALTER TABLE session ADD COLUMN source TEXT NOT NULL DEFAULT '';
ALTER TABLE session ADD COLUMN ssh_key INTEGER REFERENCES ssh_key(id);
ALTER TABLE session ADD COLUMN step_up_until INTEGER NOT NULL DEFAULT 0;
CREATE INDEX session_key ON session(ssh_key) WHERE ssh_key IS NOT NULL AND closed_at IS NULL;
CREATE INDEX session_closed ON session(closed_at) WHERE closed_at IS NOT NULL;

-- Failures in a row per account and source; source '' counts over all (B5).
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

-- Where an account signed in successfully: stays open during an attack.
CREATE TABLE login_source(
  account INTEGER NOT NULL REFERENCES account(id),
  source TEXT NOT NULL,
  last_success_at INTEGER NOT NULL,
  PRIMARY KEY(account, source)
) STRICT, WITHOUT ROWID;

-- A random mark per device, told once, stored as SHA-256.
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
CREATE INDEX login_history_of ON login_history(account, id);
CREATE INDEX login_history_at ON login_history(at);

-- Failures of names that do not exist: counted, the names are not kept.
CREATE TABLE login_unknown(
  hour_at INTEGER PRIMARY KEY,
  failures INTEGER NOT NULL CHECK(failures > 0)
) STRICT;

-- Second factor; seeds are sealed under the server secret (B4).
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

CREATE TABLE backup_code(
  account INTEGER NOT NULL REFERENCES account(id),
  hash TEXT NOT NULL,
  used_at INTEGER,
  PRIMARY KEY(account, hash)
) STRICT, WITHOUT ROWID;
