-- What this database is, so that a file from another place is never taken for it.
CREATE TABLE vault_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
    seq INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    way_in TEXT NOT NULL,
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    client TEXT,
    detail TEXT NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never changed'); END;
CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit entries are never deleted'); END;
CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM audit)
BEGIN SELECT RAISE(ABORT, 'audit entries are appended in order'); END;

CREATE TABLE practice (id INTEGER PRIMARY KEY CHECK (id = 1), profile TEXT NOT NULL) STRICT;

-- The licensee's signing key, wrapped for each of the licensee's own ways in.
CREATE TABLE signing_key (public_key TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE signing_key_wrap (
    opens_with TEXT PRIMARY KEY,
    public_key TEXT NOT NULL REFERENCES signing_key,
    wrapped BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE client (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    preferred_name TEXT NOT NULL,
    birth_date TEXT,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    contacts TEXT NOT NULL,
    added_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX client_by_name ON client (name COLLATE NOCASE, id, status, kind, birth_date);

CREATE TABLE note (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    template TEXT NOT NULL,
    service_date TEXT NOT NULL,
    start TEXT,
    stop TEXT,
    begun_at TEXT NOT NULL,
    signed_at TEXT,
    signed_by TEXT,
    public_key TEXT,
    signature TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX note_of_client
ON note (client, service_date, start, begun_at, id, template, stop, signed_at);

CREATE TABLE addendum (
    id TEXT PRIMARY KEY,
    note TEXT NOT NULL REFERENCES note,
    client TEXT NOT NULL REFERENCES client,
    written_at TEXT NOT NULL,
    signed_at TEXT NOT NULL,
    signed_by TEXT NOT NULL,
    public_key TEXT NOT NULL,
    signature TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX addendum_of_note ON addendum (note, written_at, id);

-- The words of notes and addenda, apart from the rows that lists read. `parts` is the JSON list
-- of [section, length in code points] that divides `text` again.
CREATE TABLE note_text (
    id INTEGER PRIMARY KEY,
    owner TEXT NOT NULL UNIQUE,
    note TEXT NOT NULL,
    client TEXT NOT NULL,
    text TEXT NOT NULL,
    parts TEXT NOT NULL,
    salt BLOB NOT NULL,
    seal TEXT NOT NULL
) STRICT;

-- What is being written; moved to note_text, and indexed, when its editor closes or it is signed.
CREATE TABLE draft (
    note TEXT PRIMARY KEY REFERENCES note,
    text TEXT NOT NULL,
    parts TEXT NOT NULL,
    salt BLOB NOT NULL,
    seal TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE note_index USING fts5(
    client, text, content='note_text', content_rowid='id',
    tokenize='porter unicode61 remove_diacritics 2'
);
INSERT INTO note_index (note_index, rank) VALUES ('secure-delete', 1);
INSERT INTO note_index (note_index, rank) VALUES ('pgsz', 3960);

-- The rule is in the noun; this is the net. Signed text cannot change by any statement.
CREATE TRIGGER signed_note_is_never_changed BEFORE UPDATE ON note WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed note is never changed'); END;
CREATE TRIGGER signed_note_is_never_deleted BEFORE DELETE ON note WHEN OLD.signed_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a signed note is never deleted'); END;
-- REPLACE deletes the row it meets without asking a delete trigger, unless recursive_triggers is
-- on; another tool has it off. So no id changes, and nothing is inserted over a signed row.
CREATE TRIGGER note_keeps_its_id BEFORE UPDATE ON note WHEN NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'a note keeps its id'); END;
CREATE TRIGGER signed_note_is_never_replaced BEFORE INSERT ON note
WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.id AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a signed note is never replaced'); END;
CREATE TRIGGER addendum_is_never_replaced BEFORE INSERT ON addendum
WHEN EXISTS (SELECT 1 FROM addendum WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'an addendum is never replaced'); END;
CREATE TRIGGER text_keeps_its_owner BEFORE UPDATE ON note_text
WHEN NEW.owner <> OLD.owner OR NEW.id <> OLD.id
BEGIN SELECT RAISE(ABORT, 'a text keeps its owner'); END;
CREATE TRIGGER addendum_is_never_changed BEFORE UPDATE ON addendum
BEGIN SELECT RAISE(ABORT, 'an addendum is never changed'); END;
CREATE TRIGGER addendum_is_never_deleted BEFORE DELETE ON addendum
BEGIN SELECT RAISE(ABORT, 'an addendum is never deleted'); END;
CREATE TRIGGER signed_text_is_never_changed BEFORE UPDATE ON note_text
WHEN EXISTS (SELECT 1 FROM note WHERE id = OLD.owner AND signed_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM addendum WHERE id = OLD.owner)
BEGIN SELECT RAISE(ABORT, 'signed text is never changed'); END;
CREATE TRIGGER signed_text_is_never_deleted BEFORE DELETE ON note_text
WHEN EXISTS (SELECT 1 FROM note WHERE id = OLD.owner AND signed_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM addendum WHERE id = OLD.owner)
BEGIN SELECT RAISE(ABORT, 'signed text is never deleted'); END;
CREATE TRIGGER signed_text_is_never_replaced BEFORE INSERT ON note_text
WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.owner AND signed_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM addendum WHERE id = NEW.owner)
  OR EXISTS (SELECT 1 FROM note_text WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'signed text is never replaced'); END;
CREATE TRIGGER signed_note_has_no_draft BEFORE INSERT ON draft
WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.note AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a signed note has no draft'); END;
CREATE TRIGGER signed_note_gets_no_draft BEFORE UPDATE ON draft
WHEN EXISTS (SELECT 1 FROM note WHERE id = NEW.note AND signed_at IS NOT NULL)
BEGIN SELECT RAISE(ABORT, 'a signed note has no draft'); END;
