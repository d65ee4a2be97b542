-- What was signed is corrected without a change to its words: a note is marked in error by an
-- addendum, and one that was filed in the wrong record goes to the right one. `first_client` is
-- whose record it was signed in, which its seal is over.
ALTER TABLE addendum ADD COLUMN mark TEXT;
ALTER TABLE addendum ADD COLUMN first_client TEXT REFERENCES client;
ALTER TABLE note ADD COLUMN first_client TEXT REFERENCES client;

-- Every move of a signed note, in order. The record it was taken out of keeps a marker of it.
CREATE TABLE refiling (
    id INTEGER PRIMARY KEY,
    note TEXT NOT NULL REFERENCES note,
    from_client TEXT NOT NULL REFERENCES client,
    to_client TEXT NOT NULL REFERENCES client,
    at TEXT NOT NULL
) STRICT;
CREATE INDEX refiling_of_note ON refiling (note);
CREATE INDEX refiling_from ON refiling (from_client);
CREATE TRIGGER refiling_is_never_changed BEFORE UPDATE ON refiling
BEGIN SELECT RAISE(ABORT, 'a refiling is never changed'); END;
CREATE TRIGGER refiling_is_never_deleted BEFORE DELETE ON refiling
BEGIN SELECT RAISE(ABORT, 'a refiling is never deleted'); END;
CREATE TRIGGER refiling_is_never_replaced BEFORE INSERT ON refiling
WHEN EXISTS (SELECT 1 FROM refiling WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'a refiling is never replaced'); END;

-- A signed note and all that belongs to it changes in one thing alone: whose record it is in, and
-- only as its newest refiling says.
DROP TRIGGER signed_note_is_never_changed;
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
DROP TRIGGER addendum_is_never_changed;
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
DROP TRIGGER signed_text_is_never_changed;
CREATE TRIGGER signed_text_is_never_changed BEFORE UPDATE ON note_text
WHEN (EXISTS (SELECT 1 FROM note WHERE id = OLD.owner AND signed_at IS NOT NULL)
  OR EXISTS (SELECT 1 FROM addendum WHERE id = OLD.owner))
AND NOT (
    NEW.client <> OLD.client AND NEW.id = OLD.id AND NEW.owner = OLD.owner
    AND NEW.note = OLD.note AND NEW.text = OLD.text
    AND NEW.parts = OLD.parts AND NEW.salt = OLD.salt AND NEW.seal = OLD.seal
    AND NEW.client IS (SELECT client FROM note WHERE id = OLD.note)
)
BEGIN SELECT RAISE(ABORT, 'signed text is never changed'); END;
