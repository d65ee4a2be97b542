-- The paper by which somebody acts, where it is among the client's documents; and what it limits
-- them to, in its words. Empty where it names no bound.
ALTER TABLE representative ADD COLUMN document TEXT;
ALTER TABLE representative ADD COLUMN scope TEXT NOT NULL DEFAULT '';
