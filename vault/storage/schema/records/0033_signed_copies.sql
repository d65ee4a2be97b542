-- Which of the client's documents is the signed letter by which care ended, where one is.
ALTER TABLE episode ADD COLUMN letter_document TEXT;
-- Which of the unit's documents has somebody's signature under the terms of its record.
ALTER TABLE participant ADD COLUMN document TEXT;
