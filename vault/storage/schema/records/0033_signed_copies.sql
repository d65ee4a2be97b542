-- Which of the client's documents is the signed letter by which care ended, where one is.
ALTER TABLE episode ADD COLUMN letter_document TEXT;
-- Which of the unit's documents has somebody's signature under the terms of its record.
ALTER TABLE participant ADD COLUMN document TEXT;
-- Who wrote a document, beside `source`, from whom it came. Empty where it is not known, or was not
-- told apart yet.
ALTER TABLE document ADD COLUMN author TEXT NOT NULL DEFAULT '';
