-- The audit log as a chain: every row carries a keyed hash over itself and the
-- row before it, ids have no gaps, and the head says which row is the last one
-- (hub file B8). Rows leave only through the retention, oldest first: from the
-- log into the archive, from the archive for good.

-- Rows from before the chain; the next start takes them in, oldest first.
ALTER TABLE audit_log RENAME TO audit_old;
DROP INDEX audit_log_at;
DROP TRIGGER audit_log_no_update;

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
-- What the alerts count; other rows pay nothing for these.
CREATE INDEX audit_log_refused ON audit_log(at) WHERE action = 'login_failure';
CREATE INDEX audit_log_denied ON audit_log(actor, at) WHERE action = 'permission_denied';
CREATE INDEX audit_log_critical ON audit_log(at) WHERE severity = 'critical';

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
CREATE INDEX audit_archive_at ON audit_archive(at);
CREATE INDEX audit_archive_type ON audit_archive(event_type);
CREATE INDEX audit_archive_action ON audit_archive(action);
CREATE INDEX audit_archive_actor ON audit_archive(actor);
CREATE INDEX audit_archive_target ON audit_archive(target) WHERE target IS NOT NULL;
CREATE INDEX audit_archive_severity ON audit_archive(severity) WHERE severity <> 'info';

-- Keys of the chain, sealed under the server secret as "audit:<id>"; each is
-- good from its first row to the row before the next key's first.
CREATE TABLE audit_key(
  id INTEGER PRIMARY KEY,
  first_id INTEGER NOT NULL CHECK(first_id > 0),
  sealed BLOB NOT NULL,
  made_at INTEGER NOT NULL
) STRICT;

-- The last row there is; without it nobody would miss rows at the end.
CREATE TABLE audit_head(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  last_id INTEGER NOT NULL CHECK(last_id >= 0),
  mac BLOB NOT NULL CHECK(length(mac) = 32),
  seal BLOB NOT NULL CHECK(length(seal) = 32)
) STRICT;

-- The last row that left the archive for good, and how many have.
CREATE TABLE audit_anchor(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  last_id INTEGER NOT NULL CHECK(last_id >= 0),
  mac BLOB NOT NULL CHECK(length(mac) = 32),
  dropped INTEGER NOT NULL CHECK(dropped >= 0),
  seal BLOB NOT NULL CHECK(length(seal) = 32)
) STRICT;

-- Up to which row the retention may delete just now; 0 outside of it.
CREATE TABLE audit_guard(
  id INTEGER PRIMARY KEY CHECK(id = 1),
  log_to INTEGER NOT NULL DEFAULT 0,
  archive_to INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO audit_guard(id) VALUES(1);

CREATE TRIGGER audit_log_no_update BEFORE UPDATE ON audit_log
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER audit_log_no_delete BEFORE DELETE ON audit_log
WHEN OLD.id > (SELECT log_to FROM audit_guard)
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER audit_archive_no_update BEFORE UPDATE ON audit_archive
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER audit_archive_no_delete BEFORE DELETE ON audit_archive
WHEN OLD.id > (SELECT archive_to FROM audit_guard)
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER audit_old_no_update BEFORE UPDATE ON audit_old
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
-- A key is sealed anew when the server secret changes, nothing else.
CREATE TRIGGER audit_key_no_update BEFORE UPDATE OF id, first_id, made_at ON audit_key
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER audit_key_no_delete BEFORE DELETE ON audit_key
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER audit_head_no_delete BEFORE DELETE ON audit_head
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER audit_anchor_no_delete BEFORE DELETE ON audit_anchor
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
CREATE TRIGGER audit_guard_no_delete BEFORE DELETE ON audit_guard
BEGIN SELECT RAISE(ABORT, 'INTERNAL'); END;
