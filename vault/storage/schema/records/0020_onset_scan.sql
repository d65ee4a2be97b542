-- The signed copy of what was given at the onset, where it is among the client's documents.
ALTER TABLE onset_given ADD COLUMN document TEXT;
