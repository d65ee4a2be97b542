-- A client's request to amend the record: what was asked for, when, and what was decided.
CREATE TABLE amendment (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    received TEXT NOT NULL,
    asked TEXT NOT NULL,
    extended TEXT,
    extension_reason TEXT NOT NULL,
    told TEXT,
    outcome TEXT,
    ground TEXT NOT NULL,
    words TEXT NOT NULL,
    disagreed TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX amendment_of_client ON amendment (client);
CREATE TRIGGER decided_amendment_is_never_deleted BEFORE DELETE ON amendment
WHEN OLD.told IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a decided request is never deleted'); END;
