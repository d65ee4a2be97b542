-- Episodes of care: opened when, consented by whom, ended when, why and by which letter.
CREATE TABLE episode (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    opened TEXT NOT NULL,
    consent_by TEXT,
    consented TEXT,
    consent_names TEXT NOT NULL,
    consent_under TEXT NOT NULL,
    ended TEXT,
    last_contact TEXT,
    end_reason TEXT,
    end_words TEXT NOT NULL,
    letter_sent TEXT,
    letter_end TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX episode_of_client ON episode (client);
