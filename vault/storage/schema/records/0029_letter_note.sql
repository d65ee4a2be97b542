-- Which signed note is the letter that ended an episode of care, where one is.
ALTER TABLE episode ADD COLUMN letter_note TEXT;
