-- Which terms somebody signed: they may be others by now. Empty where that is not known.
ALTER TABLE participant ADD COLUMN agreed_to TEXT NOT NULL DEFAULT '';
