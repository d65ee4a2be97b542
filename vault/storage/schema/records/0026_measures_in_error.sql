-- An outcome measure that was entered in error stays: since when that is said, and why.
ALTER TABLE administration ADD COLUMN error_at TEXT;
ALTER TABLE administration ADD COLUMN error_reason TEXT NOT NULL DEFAULT '';
