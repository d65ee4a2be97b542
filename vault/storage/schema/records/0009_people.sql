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

-- Who may act for a client, in what, on which paper, and from when until when.
CREATE TABLE representative (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    powers TEXT NOT NULL,
    paper TEXT NOT NULL,
    paper_day TEXT,
    since TEXT NOT NULL,
    until TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX representative_of_client ON representative (client);
