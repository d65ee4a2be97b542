-- What was brought in from elsewhere, batch by batch: from whom and on what authority, which files, and
-- the ids of what came. A batch that was undone keeps its row, which says what is not lost.
CREATE TABLE import_batch (
    id TEXT PRIMARY KEY,
    brought_at TEXT NOT NULL,
    brought_by TEXT NOT NULL,
    origin TEXT NOT NULL,
    files TEXT NOT NULL,
    counts TEXT NOT NULL,
    ids TEXT NOT NULL,
    undone_at TEXT,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER import_batch_is_never_deleted BEFORE DELETE ON import_batch
BEGIN SELECT RAISE(ABORT, 'an import is never deleted'); END;

-- Whose records something was brought into: both licensees' rules of retention hold for them.
CREATE TABLE import_chart (
    batch TEXT NOT NULL REFERENCES import_batch,
    client TEXT NOT NULL REFERENCES client,
    is_new INTEGER NOT NULL CHECK (is_new IN (0, 1)),
    consent TEXT NOT NULL,
    PRIMARY KEY (batch, client)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_chart_of_client ON import_chart (client);
