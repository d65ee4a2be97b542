-- Whom to call when the licensee cannot: the mark and the line stand on the call sheet, and nothing
-- else of what is kept about a client but the name, the contacts and the next appointments does.
ALTER TABLE client ADD COLUMN call_first INTEGER NOT NULL DEFAULT 0 CHECK (call_first IN (0, 1));
ALTER TABLE client ADD COLUMN call_line TEXT NOT NULL DEFAULT '';

-- What callsheet.age was last written of, and for whom: when either is another, it is written anew.
CREATE TABLE call_sheet (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    sha256 TEXT NOT NULL,
    written_at TEXT NOT NULL
) STRICT;

-- What the emergency page says beside what stands elsewhere, as canonical JSON; and every edition
-- that was printed, by the hash of what it said, so that a page that says something else is known.
CREATE TABLE emergency_plan (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    plan TEXT NOT NULL
) STRICT;
CREATE TABLE emergency_edition (
    number INTEGER PRIMARY KEY,
    printed_at TEXT NOT NULL,
    sha256 TEXT NOT NULL
) STRICT;

-- What the licensee calls a way in: "in the bank", "my sister's copy".
CREATE TABLE way_in_name (
    compartment TEXT NOT NULL CHECK (compartment IN ('records', 'process')),
    way_in TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (compartment, way_in)
) STRICT;
