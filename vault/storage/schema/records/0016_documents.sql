-- Documents that were attached to a client's file. The file itself is documents/<id>.age, sealed to
-- `identity`, which stands nowhere else; `sha256` is of its plain bytes.
CREATE TABLE document (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    day TEXT,
    received TEXT NOT NULL,
    source TEXT NOT NULL,
    rerelease TEXT NOT NULL,
    consent TEXT,
    name TEXT NOT NULL,
    media TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    sealed_size INTEGER NOT NULL,
    sealed_sha256 TEXT NOT NULL,
    recipient TEXT NOT NULL,
    added_at TEXT NOT NULL,
    identity TEXT NOT NULL,
    salt BLOB NOT NULL,
    seal TEXT NOT NULL,
    error_at TEXT,
    error_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX document_of_client ON document (client, received, id);
CREATE TRIGGER document_keeps_its_file BEFORE UPDATE OF
    id, client, name, media, size, sha256, sealed_size, sealed_sha256, recipient, added_at, identity,
    salt, seal
    ON document
BEGIN SELECT RAISE(ABORT, 'a document keeps its file'); END;
CREATE TRIGGER document_is_never_replaced BEFORE INSERT ON document
WHEN EXISTS (SELECT 1 FROM document WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a document is never replaced'); END;

-- By what documents are found: their titles, and the words in those that were read for them.
CREATE TABLE document_text (
    id INTEGER PRIMARY KEY,
    document TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    was_read INTEGER NOT NULL
) STRICT;
CREATE VIRTUAL TABLE document_index USING fts5(
    client, title, text, content='document_text', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO document_index (document_index, rank) VALUES ('secure-delete', 1);
INSERT INTO document_index (document_index, rank) VALUES ('pgsz', 3960);
