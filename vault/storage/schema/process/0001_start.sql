-- What this database is, so that a file from another place is never taken for it.
CREATE TABLE vault_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    way_in TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    client TEXT,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit entries are appended in order'); END;

CREATE TABLE process_note (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL,
    day TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX process_note_of_client ON process_note (client, day, written_at, id);

CREATE TABLE process_text (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL UNIQUE REFERENCES process_note,
    client TEXT NOT NULL,
    text TEXT NOT NULL,
    salt BLOB NOT NULL,
    seal TEXT NOT NULL
) STRICT;

-- Its own index in its own file, so that the index of the records knows nothing of it.
CREATE VIRTUAL TABLE process_index USING fts5(
    client, text, content='process_text', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO process_index (process_index, rank) VALUES ('secure-delete', 1);
INSERT INTO process_index (process_index, rank) VALUES ('pgsz', 3960);
