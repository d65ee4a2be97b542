-- What drafts said when a backup was made: what is typed into one leaves no entry of its own.
ALTER TABLE backup ADD COLUMN drafts_sha256 TEXT NOT NULL DEFAULT '';
