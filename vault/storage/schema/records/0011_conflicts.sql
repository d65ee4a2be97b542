-- The licensee's own list, and what was decided after each conflict check: neither is in a record.
CREATE TABLE acquaintance (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    relationship TEXT NOT NULL,
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE conflict_check (
    id TEXT PRIMARY KEY,
    checked_at TEXT NOT NULL,
    names TEXT NOT NULL,
    found TEXT NOT NULL,
    decision TEXT NOT NULL,
    reason TEXT NOT NULL,
    client TEXT REFERENCES client
) STRICT, WITHOUT ROWID;
CREATE INDEX conflict_check_of_client ON conflict_check (client) WHERE client IS NOT NULL;
