-- Who co-signs what the licensee signs, and each co-signature: a row of its own beside the text.
CREATE TABLE supervisor (
    id TEXT PRIMARY KEY,
    who TEXT NOT NULL,
    since TEXT NOT NULL,
    until TEXT,
    public_key TEXT NOT NULL,
    wrapped TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE cosignature (
    id TEXT PRIMARY KEY,
    subject TEXT NOT NULL UNIQUE,
    note TEXT NOT NULL REFERENCES note,
    supervisor TEXT NOT NULL REFERENCES supervisor,
    how TEXT NOT NULL,
    day TEXT NOT NULL,
    document TEXT,
    cosigned_at TEXT NOT NULL,
    cosigned_by TEXT NOT NULL,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX cosignature_of_note ON cosignature (note);
CREATE TRIGGER supervisor_only_ends BEFORE UPDATE OF id, who, since, public_key, wrapped ON supervisor
BEGIN SELECT RAISE(ABORT, 'of a supervisor only the last day changes'); END;
CREATE TRIGGER cosigned_supervisor_is_never_deleted BEFORE DELETE ON supervisor
WHEN EXISTS (SELECT 1 FROM cosignature WHERE supervisor = OLD.id)
BEGIN SELECT RAISE(ABORT, 'who co-signed is never deleted'); END;
CREATE TRIGGER cosignature_is_never_changed BEFORE UPDATE ON cosignature
BEGIN SELECT RAISE(ABORT, 'a co-signature is never changed'); END;
CREATE TRIGGER cosignature_is_never_deleted BEFORE DELETE ON cosignature
BEGIN SELECT RAISE(ABORT, 'a co-signature is never deleted'); END;
CREATE TRIGGER cosignature_is_never_replaced BEFORE INSERT ON cosignature
WHEN EXISTS (SELECT 1 FROM cosignature WHERE id = NEW.id OR subject = NEW.subject)
BEGIN SELECT RAISE(ABORT, 'a co-signature is never replaced'); END;
CREATE TRIGGER only_signed_text_is_cosigned BEFORE INSERT ON cosignature
WHEN NOT EXISTS (
    SELECT 1 FROM note WHERE id = NEW.note AND signed_at IS NOT NULL
    AND (NEW.subject = id OR NEW.subject IN (SELECT id FROM addendum WHERE note = NEW.note))
)
BEGIN SELECT RAISE(ABORT, 'only signed text is co-signed'); END;
