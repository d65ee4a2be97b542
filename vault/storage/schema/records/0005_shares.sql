-- Who holds which executor card. The words of a card stand nowhere in a vault; that a way in exists
-- is told by the header alone, and rows of one that it does not have mean nothing.
CREATE TABLE share_card (
    compartment TEXT NOT NULL CHECK (compartment IN ('records', 'process')),
    way_in TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number BETWEEN 1 AND 16),
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    place TEXT NOT NULL,
    confirmed_at TEXT,
    PRIMARY KEY (compartment, way_in, number)
) STRICT;
