-- What was said of a thing of a client's file before a change, with the number of the entry that
-- replaced it, which has the seal.
CREATE TABLE earlier_value (
    subject TEXT NOT NULL,
    entry INTEGER NOT NULL,
    kind TEXT NOT NULL,
    client TEXT NOT NULL REFERENCES client,
    replaced_at TEXT NOT NULL,
    value TEXT NOT NULL,
    salt BLOB NOT NULL,
    seal TEXT NOT NULL,
    PRIMARY KEY (subject, entry)
) STRICT, WITHOUT ROWID;
CREATE INDEX earlier_value_of_client ON earlier_value (client);
CREATE TRIGGER earlier_value_never_changes BEFORE UPDATE ON earlier_value
BEGIN SELECT RAISE(ABORT, 'an earlier value never changes'); END;
CREATE TRIGGER earlier_value_is_never_replaced BEFORE INSERT ON earlier_value
WHEN EXISTS (SELECT 1 FROM earlier_value WHERE subject = NEW.subject AND entry = NEW.entry)
BEGIN SELECT RAISE(ABORT, 'an earlier value never changes'); END;
