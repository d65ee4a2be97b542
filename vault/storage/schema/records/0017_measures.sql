-- An outcome measure that was filled in: when, and the answer to each of its items.
CREATE TABLE administration (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    measure TEXT NOT NULL,
    day TEXT NOT NULL,
    answers TEXT NOT NULL,
    difficulty INTEGER,
    filled_in_by TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX administration_of_client ON administration (client);
