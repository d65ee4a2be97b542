-- A note that was filed in the wrong record, and the marker of its move, outlive the end of either
-- record: whose it was first stays an id, of a client who may be gone.
DROP TRIGGER signed_note_is_never_changed;
DROP TRIGGER addendum_is_never_changed;
ALTER TABLE note ADD COLUMN signed_in TEXT;
UPDATE note SET signed_in = first_client WHERE first_client IS NOT NULL;
ALTER TABLE note DROP COLUMN first_client;
ALTER TABLE note RENAME COLUMN signed_in TO first_client;
ALTER TABLE addendum ADD COLUMN signed_in TEXT;
UPDATE addendum SET signed_in = first_client WHERE first_client IS NOT NULL;
ALTER TABLE addendum DROP COLUMN first_client;
ALTER TABLE addendum RENAME COLUMN signed_in TO first_client;
CREATE TABLE refiling_kept (
    id INTEGER PRIMARY KEY,
    note TEXT NOT NULL,
    from_client TEXT NOT NULL,
    to_client TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;
INSERT INTO refiling_kept SELECT id, note, from_client, to_client, at FROM refiling;
DROP TRIGGER refiling_is_never_deleted;
DROP TABLE refiling;
ALTER TABLE refiling_kept RENAME TO refiling;
CREATE INDEX refiling_of_note ON refiling (note);
CREATE INDEX refiling_from ON refiling (from_client);
CREATE TRIGGER refiling_is_never_changed BEFORE UPDATE ON refiling
BEGIN SELECT RAISE(ABORT, 'a refiling is never changed'); END;
CREATE TRIGGER refiling_is_never_deleted BEFORE DELETE ON refiling
BEGIN SELECT RAISE(ABORT, 'a refiling is never deleted'); END;
CREATE TRIGGER refiling_is_never_replaced BEFORE INSERT ON refiling
WHEN EXISTS (SELECT 1 FROM refiling WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a refiling is never replaced'); END;

CREATE TRIGGER signed_note_is_never_changed BEFORE UPDATE ON note WHEN OLD.signed_at IS NOT NULL
AND NOT (
    NEW.client <> OLD.client AND NEW.id = OLD.id AND NEW.template = OLD.template
    AND NEW.service_date = OLD.service_date
    AND NEW.start IS OLD.start AND NEW.stop IS OLD.stop AND NEW.begun_at = OLD.begun_at
    AND NEW.signed_at IS OLD.signed_at AND NEW.signed_by IS OLD.signed_by
    AND NEW.public_key IS OLD.public_key AND NEW.signature IS OLD.signature
    AND NEW.running = OLD.running
    AND NEW.first_client IS coalesce(OLD.first_client, OLD.client)
    AND NEW.client IS (SELECT to_client FROM refiling WHERE note = OLD.id ORDER BY id DESC LIMIT 1)
)
BEGIN SELECT RAISE(ABORT, 'a signed note is never changed'); END;
CREATE TRIGGER addendum_is_never_changed BEFORE UPDATE ON addendum
WHEN NOT (
    NEW.client <> OLD.client AND NEW.id = OLD.id AND NEW.note = OLD.note
    AND NEW.written_at = OLD.written_at
    AND NEW.signed_at = OLD.signed_at AND NEW.signed_by = OLD.signed_by
    AND NEW.public_key = OLD.public_key AND NEW.signature = OLD.signature
    AND NEW.mark IS OLD.mark
    AND NEW.first_client IS coalesce(OLD.first_client, OLD.client)
    AND NEW.client IS (SELECT client FROM note WHERE id = OLD.note)
)
BEGIN SELECT RAISE(ABORT, 'an addendum is never changed'); END;
