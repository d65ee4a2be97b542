-- What is being written about a client; it goes when the process note is kept.
CREATE TABLE process_draft (
    client TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT, WITHOUT ROWID;
