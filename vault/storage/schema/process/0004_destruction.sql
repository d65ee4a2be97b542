-- What went of a client whose record was destroyed: the ids, which the entry has a hash of.
CREATE TABLE destruction (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL,
    at TEXT NOT NULL,
    ids TEXT NOT NULL
) STRICT, WITHOUT ROWID;
