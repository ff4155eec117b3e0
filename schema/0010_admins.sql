-- The hub always has an active admin (hub file B9), and the importer brings
-- accounts (E8).

CREATE TRIGGER account_last_admin BEFORE UPDATE OF is_admin, active ON account
WHEN OLD.is_admin = 1 AND OLD.active = 1 AND (NEW.is_admin = 0 OR NEW.active = 0)
  AND NOT EXISTS (SELECT 1 FROM account WHERE is_admin = 1 AND active = 1 AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'LAST_ADMIN'); END;
CREATE TRIGGER account_last_admin_gone BEFORE DELETE ON account
WHEN OLD.is_admin = 1 AND OLD.active = 1
  AND NOT EXISTS (SELECT 1 FROM account WHERE is_admin = 1 AND active = 1 AND id <> OLD.id)
BEGIN SELECT RAISE(ABORT, 'LAST_ADMIN'); END;
CREATE INDEX account_admins ON account(id) WHERE is_admin = 1 AND active = 1;

-- Accounts a run has brought to life; they were placeholders before.
CREATE TABLE import_user(
  run INTEGER NOT NULL REFERENCES import_run(id),
  account INTEGER NOT NULL UNIQUE REFERENCES account(id),
  version INTEGER NOT NULL,                -- of the account since then
  PRIMARY KEY(run, account)
) STRICT, WITHOUT ROWID;
-- Seeds of second factors on their way, sealed for this purpose only.
CREATE TABLE import_factor(
  run INTEGER NOT NULL REFERENCES import_run(id),
  name TEXT NOT NULL,                      -- of the account to be
  sealed BLOB NOT NULL,
  PRIMARY KEY(run, name)
) STRICT, WITHOUT ROWID;
CREATE INDEX login_history_run ON login_history(import_run) WHERE import_run IS NOT NULL;

-- Two more kinds of rows in a plan.
CREATE TABLE import_chunk_new(
  run INTEGER NOT NULL REFERENCES import_run(id),
  n INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK(kind IN ('account', 'booking', 'cell', 'total', 'outcome', 'metric', 'day', 'customer', 'login', 'block', 'user')),
  size INTEGER NOT NULL,                   -- rows inside
  rows TEXT NOT NULL CHECK(substr(rows, 1, 1) = '['),
  PRIMARY KEY(run, n)
) STRICT, WITHOUT ROWID;
INSERT INTO import_chunk_new(run, n, kind, size, rows)
SELECT run, n, kind, size, rows FROM import_chunk;
DROP TABLE import_chunk;
ALTER TABLE import_chunk_new RENAME TO import_chunk;
