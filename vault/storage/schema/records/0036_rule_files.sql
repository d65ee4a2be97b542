-- Rules of retention that came in as a file, whole and as its maker signed it, and the makers' keys that
-- the licensee trusts. A file that was taken back keeps its row.
CREATE TABLE rule_key (
    key TEXT PRIMARY KEY,
    number TEXT NOT NULL,
    label TEXT NOT NULL,
    trusted_at TEXT NOT NULL,
    trusted_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rule_file (
    id TEXT PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    came_at TEXT NOT NULL,
    came_by TEXT NOT NULL,
    name TEXT NOT NULL,
    text TEXT NOT NULL,
    signed TEXT NOT NULL,
    key TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    taken_back_at TEXT,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER rule_file_is_never_deleted BEFORE DELETE ON rule_file
BEGIN SELECT RAISE(ABORT, 'a rule file is never deleted'); END;
CREATE TRIGGER rule_file_is_only_taken_back BEFORE UPDATE ON rule_file
WHEN NOT (
    NEW.id = OLD.id AND NEW.number = OLD.number AND NEW.came_at = OLD.came_at
    AND NEW.came_by = OLD.came_by AND NEW.name = OLD.name AND NEW.text = OLD.text AND NEW.signed = OLD.signed
    AND NEW.key = OLD.key AND NEW.signed_by = OLD.signed_by
    AND OLD.taken_back_at IS NULL AND NEW.taken_back_at IS NOT NULL
)
BEGIN SELECT RAISE(ABORT, 'a rule file is only taken back'); END;
