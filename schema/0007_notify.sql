-- Notifications to people (hub file A5): one row per recipient, in the
-- recipient's language. Ids are never used again: a screen that still shows a
-- purged one must not reach the next.

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
CREATE INDEX notification_of ON notification(account, at, id) WHERE dismissed_at IS NULL;
CREATE INDEX notification_unread ON notification(account, at, id) WHERE dismissed_at IS NULL AND read_at IS NULL;
CREATE INDEX notification_dedupe ON notification(account, dedupe) WHERE dedupe IS NOT NULL;
-- what is kept how long (DEC-4)
CREATE INDEX notification_all ON notification(account);
CREATE INDEX notification_dismissed ON notification(dismissed_at) WHERE dismissed_at IS NOT NULL;
CREATE INDEX notification_read ON notification(read_at) WHERE read_at IS NOT NULL;
CREATE INDEX notification_at ON notification(at) WHERE read_at IS NULL;

-- Popups raised until this instant were shown to the account.
CREATE TABLE notification_shown(
  account INTEGER PRIMARY KEY REFERENCES account(id),
  popup_at INTEGER NOT NULL
) STRICT;
