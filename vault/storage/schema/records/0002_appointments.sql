-- When clients come. A weekly one has no last day until it ends.
CREATE TABLE appointment (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    day TEXT NOT NULL,
    start TEXT NOT NULL,
    minutes INTEGER NOT NULL,
    place TEXT NOT NULL,
    weekly INTEGER NOT NULL CHECK (weekly IN (0, 1)),
    participants TEXT NOT NULL,
    last_day TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_of_client ON appointment (client, day, start, id);
-- A day's sessions: the few that are of that day, and the weekly ones that have not ended by then.
CREATE INDEX appointment_once ON appointment (day) WHERE weekly = 0;
CREATE INDEX appointment_weekly
ON appointment (coalesce(last_day, '9999-12-31'), day) WHERE weekly = 1;

-- What became of a session, where it is not just planned.
CREATE TABLE appointment_session (
    day TEXT NOT NULL,
    appointment TEXT NOT NULL REFERENCES appointment ON DELETE CASCADE,
    status TEXT NOT NULL,
    cancelled_by TEXT,
    PRIMARY KEY (day, appointment)
) STRICT, WITHOUT ROWID;
CREATE INDEX appointment_session_of ON appointment_session (appointment, day);

-- Which note is about which session: at most one of each.
CREATE TABLE note_session (
    note TEXT PRIMARY KEY REFERENCES note ON DELETE CASCADE,
    appointment TEXT NOT NULL REFERENCES appointment ON DELETE CASCADE,
    day TEXT NOT NULL,
    UNIQUE (day, appointment)
) STRICT, WITHOUT ROWID;
CREATE INDEX note_session_of ON note_session (appointment, day);
