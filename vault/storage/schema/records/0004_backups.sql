-- Where backups go, and every backup that was proved there: also of places no longer in use, since
-- what is destroyed later may still lie in them.
CREATE TABLE backup_place (
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL UNIQUE,
    added_at TEXT NOT NULL
) STRICT;

CREATE TABLE backup (
    id INTEGER PRIMARY KEY,
    place TEXT NOT NULL,
    snapshot TEXT NOT NULL,
    made_at TEXT NOT NULL,
    seq INTEGER NOT NULL,
    chain_head TEXT NOT NULL,
    generation INTEGER NOT NULL,
    size INTEGER NOT NULL,
    written INTEGER NOT NULL,
    process_sha256 TEXT,
    process_proved INTEGER CHECK (process_proved IN (0, 1))
) STRICT;
-- The process database as it was when it was last closed: what a backup compares it with, without
-- its key. One row that is written over, so that nobody reads here how often it was open.
CREATE TABLE process_closed (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;
CREATE INDEX backup_of_place ON backup (place, made_at);
