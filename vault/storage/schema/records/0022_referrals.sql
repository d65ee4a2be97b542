-- The referral directory: colleagues and services to whom the licensee refers; in no record.
CREATE TABLE referral_entry (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    profession TEXT NOT NULL,
    specialities TEXT NOT NULL,
    languages TEXT NOT NULL,
    place TEXT NOT NULL,
    phone TEXT NOT NULL,
    way TEXT NOT NULL,
    taking TEXT NOT NULL,
    note TEXT NOT NULL,
    confirmed TEXT,
    away INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
