-- Who takes part in the record of a couple, a family or a group, and on what terms it is kept.
CREATE TABLE participant (
    id TEXT PRIMARY KEY,
    unit TEXT NOT NULL REFERENCES client,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    joined TEXT NOT NULL,
    left_on TEXT,
    birth_date TEXT,
    file TEXT REFERENCES client,
    agreed TEXT,
    signed_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX participant_of_unit ON participant (unit);
CREATE INDEX participant_of_file ON participant (file) WHERE file IS NOT NULL;

CREATE TABLE unit_terms (
    unit TEXT PRIMARY KEY REFERENCES client,
    basis TEXT,
    identified TEXT REFERENCES participant ON DELETE SET NULL
) STRICT, WITHOUT ROWID;
