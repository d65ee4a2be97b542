-- How long records are kept: rules that the licensee entered, rules of ours that were held against the
-- official text, and what was decided on looking at a record.
CREATE TABLE own_rule (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    cite TEXT NOT NULL,
    address TEXT NOT NULL,
    read_on TEXT NOT NULL,
    since TEXT NOT NULL,
    years INTEGER NOT NULL,
    state TEXT NOT NULL,
    minor_age INTEGER NOT NULL,
    minor_years INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE rule_confirmation (
    id TEXT PRIMARY KEY,
    rule TEXT NOT NULL,
    text TEXT NOT NULL,
    confirmed TEXT NOT NULL,
    address TEXT NOT NULL,
    confirmed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE retention_review (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    reviewed TEXT NOT NULL,
    keep_through TEXT,
    words TEXT NOT NULL,
    reviewed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX retention_review_of_client ON retention_review (client);
CREATE TRIGGER retention_review_is_never_changed BEFORE UPDATE ON retention_review
BEGIN SELECT RAISE(ABORT, 'a retention review is never changed'); END;

-- What was given out of a record is asked for by client, and is little of the chain.
CREATE INDEX audit_of_releases ON audit (client) WHERE action = 'record.released';

-- The end of a record: asked for, looked at a second time, carried out. The row outlives the client: it
-- is the register of what was destroyed. `ids` are those of everything that went, which the entry has
-- a hash of; `token` finds it again by name and birth date, and shows neither.
CREATE TABLE destruction (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL,
    asked TEXT NOT NULL,
    asked_by TEXT NOT NULL,
    keeps_name INTEGER NOT NULL CHECK (keeps_name IN (0, 1)),
    withdrawn TEXT,
    begun TEXT,
    process_done TEXT,
    done TEXT,
    cleaned TEXT,
    contents TEXT NOT NULL,
    ids TEXT NOT NULL,
    salt TEXT NOT NULL,
    token TEXT NOT NULL,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX destruction_of_client ON destruction (client);
CREATE TRIGGER begun_destruction_is_never_deleted BEFORE DELETE ON destruction
WHEN OLD.begun IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a destruction that was begun is never deleted'); END;
