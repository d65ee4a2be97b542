"""One damaged page anywhere: everything that does not lie on it is salvaged, the rest is named."""

import json
import os
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.practice import (
    LICENSEE,
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_client,
    a_note,
    an_appointment,
    make_vault,
)
from tests.storage.test_database import decrypted_pages, derive_once, place_of
from vault.crypto.kdf import FLOOR
from vault.format.vault_header import PROCESS, RECORDS
from vault.lifecycle.salvage import Salvaged, salvage
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.appointment import SessionStatus
from vault.model.client import Client, Contact, ContactKind
from vault.model.ids import ProcessNoteId, new_id
from vault.model.note import Note, Section
from vault.model.process_note import new_process_note
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault
from vault.storage.found_rows import PROCESS_SHAPES, RECORDS_SHAPES, shape_of
from vault.storage.page_file import PageFile

PAGE, PLAIN, FIRST = 4096, 4016, 4000
CLIENTS, NOTES = 24, 320
SECRETS = {RECORDS: Passphrase(PASSPHRASE), PROCESS: Passphrase(PROCESS_PASSPHRASE)}
Key = tuple[str, str]


@dataclass
class Known:
    """What a whole vault holds: each record, and what is seen on every page that has some of it."""

    path: Path
    records: dict[Key, Any] = field(default_factory=dict)
    traces: dict[Key, list[bytes]] = field(default_factory=dict)

    def add(self, kind: str, name: str, value: Any, *traces: str) -> None:
        """Keep one record; without other traces its id is seen wherever a row of it is."""
        self.records[kind, name] = value
        self.traces[kind, name] = [each.encode() for each in traces or (name.partition(" ")[0],)]

    def add_signed(self, kind: str, name: str, value: Any, signed: str | None, mark: str) -> None:
        """Keep words, which are lost only with a page they stand on, and apart their signature."""
        self.add(kind, name, value, mark)
        self.add("signature", name, signed, mark, name)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def known(tmp_path: Path) -> Known:
    """A practice of a few hundred notes of several clients."""
    known = Known(tmp_path / "practice.strongroom")
    make_vault(known.path, FixedClock())
    vault = unlock(known.path, SECRETS[RECORDS], Surroundings(FixedClock(), cost=FLOOR))
    vault.practice.set(LICENSEE)
    known.add("practice", "", LICENSEE.license_number, '"license_number"')
    clients = vault.clients.add([_a_client(number) for number in range(CLIENTS)])
    for client in clients:
        value = (client.name, client.contacts[0].value, client.birth_date)
        known.add("client", client.id, (*map(str, value), client.kind))
    _write_notes(known, vault, clients)
    for client in clients[::2]:
        each = vault.appointments.add([an_appointment(client)])[0]
        known.add("appointment", each.id, (client.id, str(each.day), "10:00", 50))
        vault.appointments.mark(each.id, each.day, SessionStatus.KEPT)
        known.add("session", f"{each.id} {each.day}", "kept")
    process = vault.process_door.open(SECRETS[PROCESS])
    for number in range(40):
        text = _words(f"private{number:04}", number % 7)
        note = new_process_note(
            ProcessNoteId(new_id()), clients[number % 5].id, date(2026, 5, 4), text, NOON
        )
        process.notes.add([note])
        known.add("process-note", note.id, (text, "2026-05-04"), f"private{number:04}")
    process.close()
    vault.close()
    return known


def _a_client(number: int) -> Client:
    contact = Contact(ContactKind.PHONE, f"617-555-01{number:02}")
    return a_client(f"Client {number:02}", contacts=(contact,))


def _words(mark: str, length: int) -> str:
    # The mark stands often enough that any page with a part of the text shows it.
    return "\n".join(f"{mark} she spoke of work and of sleep" for _line in range(3 + 30 * length))


def _write_notes(known: Known, vault: OpenVault, clients: list[Client]) -> None:
    marks: dict[str, str] = {}
    drafts = []
    for number in range(NOTES):
        mark = f"session{number:05}"
        note = a_note(
            clients[number % CLIENTS],
            _words(mark, number % 5),
            service_date=date(2026, 1, 5) + timedelta(days=number // 3),
            start=time(9 + number % 8),
            stop=time(10 + number % 8),
        )
        marks[note.id] = mark
        drafts.append(note)
    kept = list(vault.notes.begin_and_sign(drafts[:-12]))
    for number, signed in enumerate(kept[::10]):
        text = f"added{number:04} to what was said"
        found = vault.notes.addend(signed.id, text)
        assert found.signature is not None
        signed_by = found.signature.value
        known.add_signed("addendum", found.id, text, signed_by, f"added{number:04}")
    begun = vault.notes.begin(drafts[-12:])
    for note in begun[:6]:
        again = note.changed(sections=(Section("note", f"{marks[note.id]} and once more"),))
        vault.notes.save_draft(again)
    for row in vault.notes.list_rows():
        note = vault.notes.get(row.id)
        value = note.signature.value if note.signature else None
        known.add_signed("note", note.id, _of_note(note), value, marks[note.id])


def _of_note(note: Note) -> Any:
    sections = {part.name: part.text for part in note.sections}
    return sections, str(note.service_date), f"{note.start:%H:%M}"


def _written(out: Path) -> dict[Key, Any]:
    """Return what a salvage wrote as JSON lines, as `Known` has it."""
    found: dict[Key, Any] = {}
    for file in ("records.jsonl", "process-notes.jsonl"):
        for line in (out / file).read_text("utf-8").splitlines() if (out / file).exists() else ():
            each = json.loads(line)
            name, kind = each.get("id", ""), each["kind"]
            if kind == "practice":
                found[kind, ""] = each["license_number"]
            elif kind == "client" and each["complete"]:
                value = (each["name"], each["contacts"][0]["value"], each["birth_date"])
                found[kind, name] = (*value, each["unit"])
            elif kind == "note" and each["proved"]:
                found[kind, name] = (each["sections"], each["service_date"], each["start"])
                found["signature", name] = each["signature"]
            elif kind == "addendum" and each["proved"]:
                found[kind, name] = each["text"]
                found["signature", name] = each["signature"]
            elif kind == "appointment" and each["complete"]:
                day, start = each["day"], each["start"]
                found[kind, name] = (each["client"], day, start, each["minutes"])
            elif kind == "session":
                found[kind, f"{each['appointment']} {each['day']}"] = each["status"]
            elif kind == "process-note" and each["proved"]:
                found[kind, name] = (each["text"], each["day"])
    return found


def _named(done: Salvaged) -> set[Key]:
    """Return the records that a salvage names as not whole."""
    named = set()
    for loss in done.losses:
        name = f"{loss.id} {loss.day}" if loss.kind == "session" else loss.id
        named.add((loss.kind, name))
        if loss.kind in ("note", "addendum"):
            named.add(("signature", name))
    return named


def zeroed(page: bytes, dice: random.Random) -> bytes:
    """Lose a page whole, as a bad disk does."""
    return bytes(len(page))


def flipped(page: bytes, dice: random.Random) -> bytes:
    """Flip one bit of a page."""
    bit = dice.randrange(8 * len(page))
    changed = bytearray(page)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def _sampled(file: Path, key: bytes, dice: random.Random) -> list[int]:
    """Return page 1, a page of every table and index in it, the other sorts, and some more."""
    kinds: dict[object, list[int]] = defaultdict(list)
    pages = PageFile(file, key)
    plain = _pages(file, key)
    for number, page in enumerate(plain, 1):
        shapes = (shape_of(row, RECORDS_SHAPES + PROCESS_SHAPES) for row in pages.rows(number))
        held = frozenset(shape.kind for shape in shapes if shape is not None)
        kinds[number == 1, page[0], held].append(number)
    pages.close()
    chosen = {each for numbers in kinds.values() for each in dice.sample(numbers, 1)}
    return sorted(chosen | set(dice.sample(range(1, len(plain) + 1), 2)))


def _pages(file: Path, key: bytes) -> list[bytes]:
    plain = decrypted_pages(file, key)
    return [plain[:FIRST], *(plain[at : at + PLAIN] for at in range(FIRST, len(plain), PLAIN))]


@pytest.mark.timeout(5400)
@pytest.mark.parametrize("harm", [zeroed, flipped], ids=lambda harm: harm.__name__)
@pytest.mark.parametrize("name", [RECORDS, PROCESS])
def test_one_damaged_page_takes_nothing_with_it(
    known: Known,
    name: str,
    harm: Callable[[bytes, random.Random], bytes],
    tmp_path: Path,
    long: bool,
) -> None:
    file, out = known.path / f"{name}-1.db", tmp_path / "out"
    key = place_of(known.path, name, SECRETS[name]).subkey("sqlcipher")
    plain = _pages(file, key)
    whole = file.read_bytes()
    dice = random.Random(f"{name} {harm.__name__}")
    done = salvage(known.path, out, SECRETS[RECORDS], SECRETS[PROCESS])
    assert (done.losses, _written(out)) == ((), known.records)
    worst, unnamed, named_most = 1.0, [], 0
    numbers = range(1, len(plain) + 1) if long else _sampled(file, key, dice)
    for number in numbers:
        at = (number - 1) * PAGE
        file.write_bytes(whole[:at] + harm(whole[at : at + PAGE], dice) + whole[at + PAGE :])
        _wiped(out)
        done = salvage(known.path, out, SECRETS[RECORDS], SECRETS[PROCESS])
        written, named = _written(out), _named(done)
        lost = {key for key, value in known.records.items() if written.get(key) != value}
        here = {
            key
            for key in lost & named
            if any(trace in plain[number - 1] for trace in known.traces[key])
        }
        worst = min(worst, 1 - len(lost - here) / (len(known.records) - len(here)))
        unnamed += [f"page {number}: {kind} {each}" for kind, each in sorted(lost - named)]
        named_most = max(named_most, len(named))
        assert [each.damaged for each in done.databases if each.name == name] == [1], number
    file.write_bytes(whole)
    all_named = f"{len(unnamed)} bad ones not named" if unnamed else "all bad ones named"
    print(
        f"salvage: {len(numbers)} of {len(plain)} pages of {name} {harm.__name__}, one at a time, "
        f"worst {100 * worst:.1f} % of the other records exported, {all_named}, "
        f"at most {named_most} named for one page"
    )
    assert unnamed == []
    assert worst >= 0.99


def _wiped(out: Path) -> None:
    for path in sorted(out.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    out.rmdir()
    assert not os.path.lexists(out)
