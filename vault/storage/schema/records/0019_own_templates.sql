-- Templates of the user's own: `own-<kind of note>-<32 hex>`, and its sections as a JSON list of
-- [name, hint]. Notes that are written in one carry the names of their sections themselves.
CREATE TABLE own_template (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    sections TEXT NOT NULL
) STRICT, WITHOUT ROWID;
