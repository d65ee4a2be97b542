-- What came with an import and looks like psychotherapy notes: sealed, unread. The file is
-- documents/<id>.age, sealed to `identity`, which stands nowhere else and goes once it was taken out
-- or returned. It is of no client: nobody has looked whose it is.
CREATE TABLE set_aside (
    id TEXT PRIMARY KEY,
    batch TEXT NOT NULL REFERENCES import_batch DEFERRABLE INITIALLY DEFERRED,
    number INTEGER NOT NULL,
    path TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    sealed_size INTEGER NOT NULL,
    sealed_sha256 TEXT NOT NULL,
    recipient TEXT NOT NULL,
    came_at TEXT NOT NULL,
    salt BLOB NOT NULL,
    seal TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('aside', 'taken-out', 'returned')),
    ended_at TEXT,
    authorization TEXT NOT NULL,
    returned_to TEXT NOT NULL,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL,
    identity TEXT,
    CHECK ((state = 'aside') = (identity IS NOT NULL)),
    CHECK ((state = 'aside') = (ended_at IS NULL))
) STRICT, WITHOUT ROWID;
CREATE TRIGGER set_aside_keeps_its_file BEFORE UPDATE OF
    id, batch, number, path, size, sha256, sealed_size, sealed_sha256, recipient, came_at, salt, seal
    ON set_aside
BEGIN SELECT RAISE(ABORT, 'what is set aside keeps its file'); END;
CREATE TRIGGER set_aside_ends_once BEFORE UPDATE ON set_aside WHEN OLD.state <> 'aside'
BEGIN SELECT RAISE(ABORT, 'what was taken out or returned stays so'); END;
CREATE TRIGGER set_aside_is_never_replaced BEFORE INSERT ON set_aside
WHEN EXISTS (SELECT 1 FROM set_aside WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'what is set aside is never replaced'); END;
CREATE TRIGGER set_aside_is_never_deleted BEFORE DELETE ON set_aside
BEGIN SELECT RAISE(ABORT, 'what is set aside is never deleted'); END;
