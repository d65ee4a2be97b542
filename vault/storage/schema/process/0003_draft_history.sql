-- What can be undone in what is being written; it is in the row of the draft, and goes with it.
ALTER TABLE process_draft ADD COLUMN history TEXT NOT NULL DEFAULT '';
