-- What can be undone in a draft, kept beside it and gone with it.
CREATE TABLE draft_history (
    note TEXT PRIMARY KEY REFERENCES note ON DELETE CASCADE,
    steps TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Whatever signs a note erases what could be undone in it, in the same statement.
CREATE TRIGGER signing_erases_history AFTER UPDATE ON note WHEN NEW.signed_at IS NOT NULL
BEGIN DELETE FROM draft_history WHERE note = NEW.id; END;
CREATE TRIGGER signed_note_has_no_history BEFORE INSERT ON draft_history
WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.note AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a signed note has no history'); END;
CREATE TRIGGER signed_note_gets_no_history BEFORE UPDATE ON draft_history
WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.note AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a signed note has no history'); END;
