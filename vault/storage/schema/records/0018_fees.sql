-- What clients owe for what signed notes tell of, and what was paid. No part of a client's record.
CREATE TABLE charge (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    note TEXT NOT NULL,
    day TEXT NOT NULL,
    cents INTEGER NOT NULL,
    service TEXT NOT NULL,
    code TEXT NOT NULL,
    voided_at TEXT,
    voided_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX charge_of_client ON charge (client);
CREATE UNIQUE INDEX charge_of_note ON charge (note) WHERE voided_at IS NULL;
CREATE TABLE payment (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL REFERENCES client,
    day TEXT NOT NULL,
    cents INTEGER NOT NULL,
    method TEXT NOT NULL,
    words TEXT NOT NULL,
    voided_at TEXT,
    voided_reason TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX payment_of_client ON payment (client);
CREATE TRIGGER charge_never_changes BEFORE UPDATE OF id, client, note, day, cents, service, code ON charge
BEGIN SELECT RAISE(ABORT, 'a charge is voided, never changed'); END;
CREATE TRIGGER payment_never_changes BEFORE UPDATE OF id, client, day, cents, method, words ON payment
BEGIN SELECT RAISE(ABORT, 'a payment is voided, never changed'); END;
CREATE TRIGGER charge_is_never_deleted BEFORE DELETE ON charge
BEGIN SELECT RAISE(ABORT, 'a charge is voided, never deleted'); END;
CREATE TRIGGER payment_is_never_deleted BEFORE DELETE ON payment
BEGIN SELECT RAISE(ABORT, 'a payment is voided, never deleted'); END;
