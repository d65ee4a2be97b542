-- Lists are newest first. Notes of one session time that were begun in the same second follow a
-- running number; signed notes from before this script all have 0, for nothing changes their rows.
ALTER TABLE note ADD COLUMN running INTEGER NOT NULL DEFAULT 0;
DROP INDEX note_of_client;
CREATE INDEX note_of_client
ON note (client, service_date, start, begun_at, running, id, template, stop, signed_at);
CREATE INDEX note_by_day
ON note (service_date, start, begun_at, running, id, client, template, stop, signed_at);

-- Few of a million notes are drafts, so what asks for them reads only these.
CREATE INDEX note_unsigned
ON note (service_date, start, begun_at, running, id, client, template, stop)
WHERE signed_at IS NULL;
CREATE INDEX note_unsigned_of_client ON note (client, service_date, id) WHERE signed_at IS NULL;

-- Clients have no number of their own, and an index of words needs one.
CREATE TABLE client_number (
    id INTEGER PRIMARY KEY,
    client TEXT NOT NULL UNIQUE REFERENCES client
) STRICT;
CREATE VIRTUAL TABLE client_index USING fts5(
    name, preferred_name, content='', tokenize='unicode61 remove_diacritics 2'
);
INSERT INTO client_index (client_index, rank) VALUES ('secure-delete', 1);
INSERT INTO client_index (client_index, rank) VALUES ('pgsz', 3960);
INSERT INTO client_number (client) SELECT id FROM client ORDER BY added_at, id;
INSERT INTO client_index (rowid, name, preferred_name)
SELECT n.id, c.name, c.preferred_name FROM client_number AS n JOIN client AS c ON c.id = n.client;

-- What lay unfinished when the vault was locked: the place, and forms half filled in.
CREATE TABLE desk (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE settings (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL) STRICT;
CREATE TABLE circumstances (id INTEGER PRIMARY KEY CHECK (id = 1), value TEXT NOT NULL) STRICT;
