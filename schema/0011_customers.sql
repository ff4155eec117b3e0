-- One record per customer (booking.md 2, 13.6): a note, wished times, what it
-- was merged into. Bookings keep their key; the record finds them by it.

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

-- Words of names and notes, filled after the booking has been answered: rows
-- above the mark 'text' are not in it yet.
CREATE VIRTUAL TABLE customer_text USING fts5(
  name, spelled, note, prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2');

-- The same name in another spelling; merged records are left out.
CREATE TABLE customer_alike(
  alike TEXT NOT NULL,
  customer INTEGER NOT NULL REFERENCES customer(id),
  PRIMARY KEY(alike, customer)
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_alike_of ON customer_alike(customer);

-- How far earlier and imported rows have been read for new customers.
CREATE TABLE customer_mark(
  name TEXT PRIMARY KEY CHECK(name IN ('booking', 'outcome', 'text', 'import')),
  value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO customer_mark(name, value) VALUES
  ('booking', 0), ('outcome', 0), ('text', 0), ('import', 0);

-- Lists by segment (hub file D7) are read from this index alone: number of the
-- segment, what counts in it. The same expressions stand in the statements.
CREATE INDEX customer_profile_rank ON customer_profile(
  CASE WHEN risk = 'high' THEN 0 WHEN score_hundredths >= 9000 AND total >= 3 THEN 1 WHEN score_hundredths >= 8000 AND total >= 2 THEN 2 WHEN total <= 2 THEN 3 WHEN score_hundredths < 4000 THEN 4 ELSE 5 END,
  CASE risk WHEN 'high' THEN no_shows + ghosts ELSE score_hundredths END DESC,
  total DESC, run, replaced_by, customer_key);

INSERT INTO tool(id, name, description, description_en, entry_screen, status, required_permission, admin_only, features, sort, symbol) VALUES
  ('customers', 'Kunden', 'Kunden finden, Verlauf, Notizen', 'Find customers, history, notes', 'customers', 'active', 'slots.book', 0, 'Suche,Verlauf,Notiz', 2, '@');
