-- Which of the client's documents is the signed letter by which care ended, where one is.
ALTER TABLE episode ADD COLUMN letter_document TEXT;
