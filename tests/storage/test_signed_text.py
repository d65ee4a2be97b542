"""Signed text and the chain, attacked with SQL: by our own connection, and by a stranger's."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from tests.conftest import Unlock
from tests.practice import PASSPHRASE, a_client, a_note, with_record
from tests.storage.test_database import place_of, raw_connection
from vault.errors import NotAllowed, VaultError
from vault.lifecycle.verify import verify
from vault.model.canonical import Json
from vault.model.ids import NoteId
from vault.model.note import Section
from vault.model.seal import seal
from vault.model.secret import Passphrase
from vault.storage.database import Database

Run = Callable[[str], None]

NOTE_COLUMNS = (
    "client, template, service_date, start, stop, begun_at, signed_at, signed_by, "
    "public_key, signature"
)
TEXT_COLUMNS = "note, client, text, parts, salt, seal"
ADDENDUM_COLUMNS = "note, client, written_at, signed_at, signed_by, public_key, signature"
AUDIT_COLUMNS = "at, way_in, action, subject, client, detail, previous, hash"

# {N} signed note, {A} its addendum, {D} a draft, {E} a draft that is being written.
STATEMENTS = {
    "note": [
        "UPDATE note SET service_date = '2020-01-01' WHERE id = '{N}'",
        "UPDATE note SET template = 'dap'",
        "UPDATE note SET signed_at = NULL, signed_by = NULL, public_key = NULL, signature = NULL",
        "UPDATE note SET id = 'other' WHERE id = '{N}'",
        "UPDATE note SET client = (SELECT id FROM client LIMIT 1) WHERE id = '{N}'",
        "UPDATE OR IGNORE note SET start = '09:00' WHERE id = '{N}'",
        "UPDATE OR REPLACE note SET start = '09:00' WHERE id = '{N}'",
        "UPDATE OR REPLACE note SET id = '{N}' WHERE id = '{D}'",
        "DELETE FROM note WHERE id = '{N}'",
        "DELETE FROM note",
        f"REPLACE INTO note (id, {NOTE_COLUMNS}) SELECT '{{N}}', {NOTE_COLUMNS} FROM note "
        "WHERE id = '{D}'",
        f"INSERT INTO note (id, {NOTE_COLUMNS}) SELECT '{{N}}', {NOTE_COLUMNS} FROM note "
        "WHERE id = '{D}' ON CONFLICT (id) DO UPDATE SET template = 'soap'",
        f"WITH old AS (SELECT {NOTE_COLUMNS} FROM note WHERE id = '{{D}}') INSERT OR REPLACE "
        f"INTO note (id, {NOTE_COLUMNS}) SELECT '{{N}}', {NOTE_COLUMNS} FROM old",
    ],
    "words": [
        "UPDATE note_text SET text = 'other words' WHERE owner = '{N}'",
        "UPDATE note_text SET text = 'other words' WHERE owner = '{A}'",
        "UPDATE note_text SET text = upper(text)",
        "UPDATE note_text SET salt = zeroblob(32) WHERE owner = '{N}'",
        "UPDATE note_text SET seal = '' WHERE owner = '{N}'",
        "UPDATE note_text SET parts = '[]' WHERE owner = '{A}'",
        "UPDATE note_text SET note = '{D}' WHERE owner = '{A}'",
        "UPDATE note_text SET owner = 'other' WHERE owner = '{N}'",
        "UPDATE note_text SET id = 5 WHERE owner = '{N}'",
        "UPDATE note_text SET client = 'other' WHERE owner = '{N}'",
        "UPDATE OR IGNORE note_text SET text = 'x' WHERE owner = '{N}'",
        "UPDATE OR REPLACE note_text SET owner = '{N}' WHERE owner = '{D}'",
        "UPDATE OR REPLACE note_text SET owner = '{A}' WHERE owner = '{D}'",
        "UPDATE OR REPLACE note_text SET id = (SELECT id FROM note_text WHERE owner = '{N}') "
        "WHERE owner = '{D}'",
        "UPDATE note_text SET text = d.text FROM draft AS d WHERE note_text.owner = '{N}'",
        "DELETE FROM note_text WHERE owner = '{N}'",
        "DELETE FROM note_text WHERE owner = '{A}'",
        "DELETE FROM note_text",
        f"REPLACE INTO note_text (owner, {TEXT_COLUMNS}) SELECT '{{N}}', {TEXT_COLUMNS} "
        "FROM note_text WHERE owner = '{D}'",
        f"REPLACE INTO note_text (id, owner, {TEXT_COLUMNS}) SELECT (SELECT id FROM note_text "
        f"WHERE owner = '{{N}}'), 'other', {TEXT_COLUMNS} FROM note_text WHERE owner = '{{D}}'",
        f"INSERT INTO note_text (owner, {TEXT_COLUMNS}) SELECT '{{A}}', {TEXT_COLUMNS} "
        "FROM note_text WHERE owner = '{D}' ON CONFLICT (owner) DO UPDATE SET text = 'x'",
        f"INSERT INTO note_text (id, owner, {TEXT_COLUMNS}) SELECT (SELECT id FROM note_text "
        f"WHERE owner = '{{N}}'), 'other', {TEXT_COLUMNS} FROM note_text WHERE owner = '{{D}}' "
        "ON CONFLICT (id) DO UPDATE SET text = 'x'",
    ],
    "addendum": [
        "UPDATE addendum SET written_at = '2020-01-01T00:00:00+00:00'",
        "UPDATE addendum SET note = '{D}' WHERE id = '{A}'",
        "UPDATE addendum SET id = 'other' WHERE id = '{A}'",
        "UPDATE addendum SET signature = ''",
        "DELETE FROM addendum",
        f"REPLACE INTO addendum (id, {ADDENDUM_COLUMNS}) SELECT '{{A}}', '{{D}}', client, "
        "written_at, signed_at, signed_by, public_key, signature FROM addendum",
        f"INSERT INTO addendum (id, {ADDENDUM_COLUMNS}) SELECT id, {ADDENDUM_COLUMNS} "
        "FROM addendum WHERE true ON CONFLICT (id) DO UPDATE SET note = '{D}'",
    ],
    "place": [
        "UPDATE note SET first_client = 'other' WHERE id = '{N}'",
        "UPDATE note SET client = '{C}', first_client = client WHERE id = '{N}'",
        "UPDATE note SET client = '{C}', first_client = client, begun_at = '' WHERE id = '{N}'",
        "UPDATE addendum SET client = '{C}', first_client = client",
        "UPDATE note_text SET client = '{C}' WHERE owner = '{A}'",
        "UPDATE addendum SET mark = 'in-error'",
        "UPDATE OR REPLACE addendum SET first_client = client",
    ],
    "draft": [
        "INSERT INTO draft (note, text, parts, salt, seal) SELECT '{N}', text, parts, salt, seal "
        "FROM draft",
        "REPLACE INTO draft (note, text, parts, salt, seal) VALUES ('{N}', 'x', '[]', x'00', '')",
        "UPDATE draft SET note = '{N}'",
        "INSERT INTO draft_history VALUES ('{N}', '{{}}')",
        "REPLACE INTO draft_history VALUES ('{N}', '{{}}')",
        "UPDATE OR REPLACE draft SET note = '{N}' WHERE note = '{E}'",
        "INSERT INTO draft (note, text, parts, salt, seal) VALUES ('{N}', 'x', '[]', x'00', '') "
        "ON CONFLICT (note) DO UPDATE SET text = 'x'",
    ],
    "audit": [
        "UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 2",
        "UPDATE audit SET detail = '{{}}'",
        "UPDATE audit SET seq = seq + 1000",
        "UPDATE OR REPLACE audit SET seq = 1 WHERE seq = 2",
        "UPDATE OR IGNORE audit SET hash = '' WHERE seq = 3",
        "DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",
        "DELETE FROM audit",
        f"REPLACE INTO audit (seq, {AUDIT_COLUMNS}) SELECT 2, {AUDIT_COLUMNS} FROM audit "
        "WHERE seq = 3",
        f"INSERT INTO audit (seq, {AUDIT_COLUMNS}) SELECT 2, {AUDIT_COLUMNS} FROM audit "
        "WHERE seq = 3 ON CONFLICT (seq) DO UPDATE SET at = ''",
        f"INSERT INTO audit (seq, {AUDIT_COLUMNS}) SELECT -1, {AUDIT_COLUMNS} FROM audit "
        "WHERE seq = 1",
        f"INSERT INTO audit (seq, {AUDIT_COLUMNS}) SELECT max(seq) + 2, {AUDIT_COLUMNS} FROM audit",
    ],
}


@dataclass(frozen=True)
class Prey:
    """A vault with signed text in it, closed, and the ids of what is in it."""

    path: Path
    ids: dict[str, str]

    def after(self, statement: str) -> str:
        """Return a statement with the ids in place."""
        return statement.format(**self.ids)


@pytest.fixture
def prey(path: Path, unlocked: Unlock) -> Prey:
    """Make a signed note with an addendum, a draft, and a draft that is being written."""
    vault = unlocked()
    client = with_record(vault, "She walked by the river.")
    (other,) = vault.clients.add([a_client("Maria Alvarez")])
    signed = vault.notes.list_rows(client.id)[0].id
    addendum = vault.notes.addend(signed, "The river was the Charles.")
    draft, edited = vault.notes.begin([a_note(client, "A draft."), a_note(client, "Another.")])
    vault.notes.save_draft(edited.changed(sections=(Section("note", "Being written."),)))
    vault.close()
    ids = {"N": signed, "A": addendum.id, "D": draft.id, "E": edited.id, "C": other.id}
    return Prey(path, ids)


def locked_rows(run: Callable[[str], list[Any]], prey: Prey) -> list[Any]:
    """Return every row that may never change, and any draft of the signed note."""
    return [
        run(prey.after(sql))
        for sql in (
            "SELECT * FROM note WHERE id = '{N}'",
            "SELECT * FROM note_text WHERE owner IN ('{N}', '{A}') ORDER BY owner",
            "SELECT * FROM addendum ORDER BY id",
            "SELECT * FROM draft WHERE note = '{N}'",
            "SELECT * FROM audit ORDER BY seq",
        )
    ]


@contextmanager
def our_connection(prey: Prey) -> Iterator[tuple[Run, Callable[[str], list[Any]]]]:
    """Open the product's own connection, with its pragmas."""
    place = place_of(prey.path)
    database = Database(prey.path / "records-1.db", place.subkey("sqlcipher"))

    def run(statement: str) -> None:
        with database.transaction():
            database.change(statement)

    try:
        yield run, lambda sql: database.rows(sql)
    finally:
        database.close()


@contextmanager
def foreign_connection(prey: Prey) -> Iterator[tuple[Run, Callable[[str], list[Any]]]]:
    """Open a connection as any tool with the key does: recursive_triggers and the like are off."""
    connection = raw_connection(prey.path / "records-1.db", place_of(prey.path).subkey("sqlcipher"))

    def read(sql: str) -> list[Any]:
        rows: list[Any] = connection.execute(sql).fetchall()
        return rows

    try:
        yield lambda statement: connection.execute(statement), read
    finally:
        connection.close()


@pytest.mark.parametrize("connect", [our_connection, foreign_connection], ids=["ours", "foreign"])
def test_no_statement_changes_signed_text_or_the_chain(prey: Prey, connect: Any) -> None:
    tried, accepted, changed = 0, [], []
    with connect(prey) as (run, read):
        before = locked_rows(read, prey)
        for statement in [each for kind in STATEMENTS.values() for each in kind]:
            tried += 1
            run("SAVEPOINT attack") if connect is foreign_connection else None
            try:
                run(prey.after(statement))
                accepted.append(statement)
            except (VaultError, dbapi2.IntegrityError):
                pass
            if locked_rows(read, prey) != before:
                changed.append(statement)
            if connect is foreign_connection:
                run("ROLLBACK TO attack")
                run("RELEASE attack")
    refused = tried - len(accepted)
    sys.stdout.write(f"{tried} statements against signed text and the chain: {refused} refused\n")
    assert changed == []
    assert accepted == []


def test_the_same_record_reads_and_verifies_after_all_of_it(prey: Prey, unlocked: Unlock) -> None:
    with our_connection(prey) as (run, _read):
        for statement in [each for kind in STATEMENTS.values() for each in kind]:
            with pytest.raises(VaultError):
                run(prey.after(statement))
    vault = unlocked()
    note = vault.notes.get(NoteId(prey.ids["N"]))
    assert note.sections[0].text == "She walked by the river."
    assert [each.text for each in vault.notes.addenda(note.id)] == ["The river was the Charles."]
    vault.close()
    assert verify(prey.path, Passphrase(PASSPHRASE)).problems == ()


def test_a_client_with_a_record_cannot_be_deleted(prey: Prey) -> None:
    with our_connection(prey) as (run, read):
        for statement in ("DELETE FROM client", "UPDATE client SET id = 'other'"):
            with pytest.raises(VaultError):
                run(statement)
        assert len(read("SELECT * FROM client")) == 2


def test_the_services_refuse_first(prey: Prey, unlocked: Unlock) -> None:
    vault = unlocked()
    note = vault.notes.get(NoteId(prey.ids["N"]))
    with pytest.raises(NotAllowed):
        vault.notes.sign(note.id)
    with pytest.raises(NotAllowed):
        note.changed(sections=(Section("note", "other words"),))
    draft = vault.notes.get(NoteId(prey.ids["D"]))
    import dataclasses

    posing = dataclasses.replace(draft, id=note.id, signature=None)
    with pytest.raises(NotAllowed):
        vault.notes.save_draft(posing)
    with pytest.raises(VaultError):
        vault.notes.begin([posing])
    assert vault.notes.get(note.id).content == note.content


def without_triggers(prey: Prey, *statements: str, values: tuple[Any, ...] = ()) -> None:
    """Change rows as someone who has the key and takes the net away first."""
    connection = raw_connection(prey.path / "records-1.db", place_of(prey.path).subkey("sqlcipher"))
    triggers = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    for (name,) in triggers.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    for statement in statements:
        connection.execute(prey.after(statement), values)
    connection.close()


def problems(prey: Prey) -> dict[str, list[str]]:
    """Return what verify names, by kind."""
    found: dict[str, list[str]] = {}
    for problem in verify(prey.path, Passphrase(PASSPHRASE)).problems:
        found.setdefault(problem.kind, []).append(problem.id)
    return found


def test_words_changed_with_the_net_taken_away_are_not_shown(prey: Prey, unlocked: Unlock) -> None:
    without_triggers(prey, "UPDATE note_text SET text = upper(text) WHERE owner = '{N}'")
    with pytest.raises(VaultError) as refusal:
        unlocked().notes.get(NoteId(prey.ids["N"]))
    assert "not what was sealed" in refusal.value.sentence


def test_words_under_a_refitted_seal_are_named_by_verify(prey: Prey, unlocked: Unlock) -> None:
    vault = unlocked()
    content: Json = vault.notes.get(NoteId(prey.ids["N"])).content
    vault.close()
    fresh = seal({**content, "sections": {"note": "SHE WALKED BY THE RIVER."}})
    without_triggers(
        prey,
        "UPDATE note_text SET text = upper(text), salt = ?, seal = ? WHERE owner = '{N}'",
        values=(fresh.salt, fresh.digest),
    )
    assert problems(prey) == {"note": [prey.ids["N"]]}


@pytest.mark.parametrize(
    ("statements", "kind", "which"),
    [
        (("DELETE FROM addendum", "DELETE FROM note_text WHERE owner = '{A}'"), "missing", "A"),
        (("UPDATE note SET signed_at = NULL WHERE id = '{N}'",), "note", "N"),
        (("UPDATE note SET signed_at = '2020-01-01T00:00:00+00:00' WHERE id='{N}'",), "note", "N"),
        (("UPDATE note SET signed_by = replace(signed_by, 'Rivera', 'R')",), "note", "N"),
        (("DELETE FROM note_text WHERE owner = '{N}'",), "note", "N"),
        (("UPDATE audit SET at = '2020-01-01T00:00:00Z' WHERE seq = 4",), "chain", ""),
        (("DELETE FROM audit WHERE seq = (SELECT max(seq) FROM audit)",), "head", ""),
    ],
    ids=[
        "addendum gone",
        "a draft again",
        "another date",
        "another signer",
        "words gone",
        "an entry changed",
        "the last entry gone",
    ],
)
def test_what_is_done_with_the_net_taken_away_is_named(
    prey: Prey, statements: tuple[str, ...], kind: str, which: str
) -> None:
    without_triggers(prey, *statements)
    found = problems(prey)
    assert kind in found
    assert prey.ids.get(which, "records") in found[kind]


def test_a_text_signed_by_another_key_is_named(path: Path, unlocked: Unlock) -> None:
    """Who opens the records without the licensee's key can write rows, but not sign."""
    from vault.crypto.signature import Signer, new_signing_key

    vault = unlocked()
    vault.notes._signer = Signer(new_signing_key())
    client = with_record(vault, "Never written by the licensee.")
    forged = vault.notes.list_rows(client.id)[0].id
    vault.close()
    found = verify(path, Passphrase(PASSPHRASE)).problems
    assert [(each.kind, each.id) for each in found] == [("note", forged)]


def test_the_day_of_a_session_orders_words_of_every_year(unlocked: Unlock) -> None:
    """The row ids of words begin with the day: the first and the last day of the calendar fit."""
    vault = unlocked()
    client = with_record(vault)
    days = [date.min, date(1999, 12, 31), date.max]
    vault.notes.begin([a_note(client, f"river {day}", service_date=day) for day in days])
    found = [vault.notes.get(NoteId(hit.note)) for hit in vault.notes.search("river")]
    assert [note.service_date for note in found] == sorted(days, reverse=True)
