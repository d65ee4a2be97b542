-- The onset checklist: what was given or agreed on at the start, in which version, and when.
CREATE TABLE onset_given (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    item TEXT NOT NULL,
    given TEXT,
    participant TEXT,
    version TEXT NOT NULL,
    place TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX onset_given_of_client ON onset_given (client);
