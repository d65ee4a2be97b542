-- A legal hold on a client's file: why and since when nothing of it may be taken out, and until when.
CREATE TABLE hold (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    reason TEXT NOT NULL,
    placed TEXT NOT NULL,
    placed_by TEXT NOT NULL,
    words TEXT NOT NULL,
    lifted TEXT,
    lifted_by TEXT NOT NULL,
    lifted_words TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX hold_of_client ON hold (client);
CREATE INDEX open_hold ON hold (client) WHERE lifted IS NULL;
CREATE TRIGGER lifted_hold_is_never_deleted BEFORE DELETE ON hold
WHEN OLD.lifted IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a lifted hold is never deleted'); END;
