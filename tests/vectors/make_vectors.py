"""Makes the vectors anew with the product: `python -m tests.vectors.make_vectors`, by hand.

Ids, words, times and passphrases are the same in every run; keys, salts and nonces are not.
"""

import base64
import json
import shutil
import tempfile
from dataclasses import asdict, replace
from datetime import UTC, date, time
from pathlib import Path
from typing import Any

from tests.practice import LICENSEE, NOON, FixedClock, a_client, a_note, into
from tests.vectors.bad_contents import contents, forged
from tests.vectors.bad_folders import DATABASES, HEADERS, HEADS
from tests.vectors.bad_headers import bad_headers, checked, line_of
from vault import errors
from vault.crypto import signature
from vault.crypto.kdf import FLOOR
from vault.crypto.mac import mac
from vault.format.key_slots import Place, make_recovery_slot
from vault.format.vault_header import parse_header
from vault.lifecycle.compartments import CompartmentPlace, find_key
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.audit import Action, Entry, chain_start
from vault.model.canonical import canonical
from vault.model.client import Client, Contact, ContactKind, ContactUse
from vault.model.ids import ClientId, NoteId, ProcessNoteId
from vault.model.note import Note, Section, signed_message
from vault.model.process_note import new_process_note
from vault.model.secret import NewSecrets, Passphrase
from vault.open_vault import OpenVault
from vault.services.ways_in import HeaderFile
from vault.storage.audit import AuditTable
from vault.storage.folder import VaultFolder
from vault.storage.practice import licensee_text

HERE = Path(__file__).resolve().parent
GOOD, BAD = HERE / "good", HERE / "bad"
VAULT = "practice.strongroom"
OLD, NEW = "first words of the vectors", "zweite Wörter der Vektoren"
PROCESS = "other words for process notes"
CLIENT = ClientId("c1" * 16)
SIGNED, SECOND, DRAFT = (NoteId(each * 16) for each in ("a1", "a2", "d1"))
PROCESS_NOTE = ProcessNoteId("b1" * 16)
ADDENDUM = "She rang: the train was late. Zoë was there."

Object = dict[str, Any]


def a_whole_client() -> Client:
    """Return the client of the vectors, with every kind of contact."""
    return a_client(
        id=CLIENT,
        preferred_name="Dee",
        contacts=(
            Contact(ContactKind.PHONE, "617-555-0142", "hers", (ContactUse.CALL, ContactUse.TEXT)),
            Contact(ContactKind.ADDRESS, "7 Invented Way\nExampleton, MA 00000"),
            Contact(ContactKind.EMAIL, "dana@example.org", "work", (ContactUse.NEVER,)),
        ),
    )


def the_notes() -> list[Note]:
    """Return the notes of the vectors: two that are signed, and a draft as it was begun."""
    return [
        a_note(
            CLIENT,
            note_id=SIGNED,
            template="soap",
            start=time(23, 30),
            stop=time(0, 20),
            sections={
                "subjective": "Slept six hours.\nCafé, cafe\u0301, \U0001f642 and \u00a0 a tab:\t.",
                "objective": "",
                "assessment": "\n",
                "plan": "Walk by the river.",
            },
        ),
        a_note(CLIENT, note_id=SECOND, template="dap", sections={"data": "Came on time."}),
        a_note(CLIENT, "Begun.", note_id=DRAFT, service_date=date(2026, 6, 1)),
    ]


def main() -> None:
    """Write good/ and bad/ anew."""
    with tempfile.TemporaryDirectory() as place:
        make(Path(place))


def make(place: Path) -> None:
    """Make everything in a temporary folder; replace good/ and bad/ at the end."""
    path, bad, keys = place / VAULT, place / "bad", dict[str, str]()
    bad.mkdir()
    clock = FixedClock()
    around = Surroundings(clock, cost=FLOOR)
    new = (NewSecrets(OLD), NewSecrets(PROCESS))
    create(path, *new, clock=clock, keep=into(keys), cost=FLOOR)
    vault = unlock(path, Passphrase(OLD), around)
    addendum = fill(vault)
    (bad / "older.json").write_bytes((path / "vault.json").read_bytes())
    vault.ways_in.change_passphrase(NEW)
    vault.close()
    good = place / "good" / VAULT
    shutil.copytree(path, good, ignore=shutil.ignore_patterns("vault.lock"))
    # One sitting further: the head that the good vault's records are older than.
    clock.advance(days=1)
    vault = unlock(path, Passphrase(NEW), around)
    vault.clients.add([a_client("Marcus Ferro")])
    vault.close()
    (bad / "newer.head").write_bytes((path / "records.head").read_bytes())
    records = find_key(
        VaultFolder(good), HeaderFile(VaultFolder(good)).current, "records", Passphrase(NEW)
    )
    _write_heads(records, bad)
    cases = _header_cases(good, bad, keys) + HEADERS + DATABASES + HEADS
    cases += contents(SIGNED, addendum, DRAFT, PROCESS_NOTE) + _forged(records)
    for case in cases:
        refused = case["refused"]
        case["exit"] = getattr(errors, refused).exit_code if refused else 0
    secrets = {
        "passphrase": NEW,
        "old_passphrase": OLD,
        "process_passphrase": PROCESS,
        "recovery": keys["records"],
        "process_recovery": keys["process"],
    }
    _write_json(place / "good" / "secrets.json", secrets)
    _write_json(place / "good" / "expected.json", _expected(addendum))
    _write_json(bad / "cases.json", cases)
    for made, target in ((place / "good", GOOD), (bad, BAD)):
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(made, target)


def fill(vault: OpenVault) -> str:
    """Write what the vectors hold; return the id of the addendum."""
    vault.practice.set(LICENSEE)
    vault.clients.add([a_whole_client()])
    notes = vault.notes.begin(the_notes())
    vault.notes.sign(SIGNED)
    vault.notes.sign(SECOND)
    addendum = vault.notes.addend(SIGNED, ADDENDUM)
    vault.notes.save_draft(replace(notes[2], sections=(Section("note", "Not signed yet."),)))
    process = vault.process_door.open(Passphrase(PROCESS))
    process.notes.add([_process_note()])
    process.close()
    return addendum.id


def _process_note() -> Any:
    words = "I was bored by the river.\nWhy?"
    return new_process_note(PROCESS_NOTE, CLIENT, date(2026, 5, 14), words, NOON.astimezone(UTC))


def _expected(addendum: str) -> Object:
    """Return what a reader finds, from what was entered."""
    client = a_whole_client()
    draft = replace(the_notes()[2], sections=(Section("note", "Not signed yet."),))
    notes = [(note, True) for note in the_notes()[:2]] + [(draft, False)]
    return {
        "clients": [
            {
                "id": client.id,
                "name": client.name,
                "preferred_name": client.preferred_name,
                "birth_date": "1984-03-09",
                "kind": client.kind,
                "status": client.status,
                "contacts": [asdict(contact) for contact in client.contacts],
                "added_at": client.added_at.isoformat(),
            }
        ],
        "notes": [
            {
                each: value
                for each, value in note.content.items()
                if each not in ("kind", "sections")
            }
            | {"sections": [[part.name, part.text] for part in note.sections], "signed": signed}
            for note, signed in notes
        ],
        "addenda": [{"id": addendum, "note": SIGNED, "client": CLIENT, "text": ADDENDUM}],
        "practice": [asdict(LICENSEE)],
        "process_notes": [
            {each: value for each, value in _process_note().content.items() if each != "kind"}
        ],
    }


def _header_cases(good: Path, bad: Path, keys: dict[str, str]) -> list[Object]:
    data = (good / "vault.json").read_bytes()
    cases = []
    for header in bad_headers(data):
        (bad / f"{header.name}.json").write_bytes(header.data)
        cases.append(_header_case(header.name, header.reason, header.refused, header.secret))
    for name, sealed in _sealed_elsewhere(data):
        (bad / f"{name}.json").write_bytes(sealed)
        reason = "the recovery key is right, and what it opens belongs elsewhere"
        cases.append(_header_case(name, reason, "Damaged", "recovery"))
    return cases


def _header_case(name: str, reason: str, refused: str, secret: str) -> Object:
    return {
        "name": f"{name}-by-{secret}",
        "reason": reason,
        "changes": [{"put": [f"{name}.json", each]} for each in ("vault.json", "vault.json.2")],
        "command": "unlock",
        "secret": secret,
        "refused": refused,
    }


def _sealed_elsewhere(data: bytes) -> list[tuple[str, bytes]]:
    """Return headers whose recovery slot holds something else, sealed to the right recipient."""
    header = parse_header(data)
    slot = next(each for each in header.records.slots if each.type == "recovery")
    places = {
        "recovery-of-another-vault": Place("0" * 32, "records", 1),
        "recovery-of-another-compartment": Place(header.vault_id, "process", 1),
        "recovery-of-another-epoch": Place(header.vault_id, "records", 2),
    }
    found = {
        name: make_recovery_slot(slot.id, slot.opens_with, bytes(32), place).as_json()["ct"]
        for name, place in places.items()
    }
    found["recovery-no-age-file"] = base64.b64encode(b"age-encryption.org/v1\n").decode()
    made = []
    for name, ct in found.items():
        value = json.loads(data.partition(b"\n")[0])
        for each in value["compartments"]["records"]["slots"]:
            if each["type"] == "recovery":
                each["ct"] = ct
        made.append((name, checked(line_of(value))))
    return made


def _write_heads(records: CompartmentPlace, bad: Path) -> None:
    """Write heads under the right MAC that say what must be refused."""
    data = (records.folder.head("records")).read_bytes()
    head = json.loads(data.partition(b"\n")[0])
    lines = {
        "spaces": json.dumps(head, sort_keys=True).encode(),
        "epoch": canonical(head | {"epoch": 2}),
        "other-chain": canonical(head | {"chain_head": "0" * 64}),
        "field-new": canonical(head | {"more": 1}),
    }
    for name, line in lines.items():
        proof = mac(records.subkey("head-mac"), line).hex().encode()
        (bad / f"{name}.head").write_bytes(line + b"\n" + proof + b"\n")


def _forged(records: CompartmentPlace) -> list[Object]:
    """Return notes signed by someone who can open the records and is not the licensee."""
    key = signature.new_signing_key()
    public = signature.public_key(key).hex()
    note = a_note(CLIENT, "She said that she would.", note_id=NoteId("f1" * 16))
    assert note.seal is not None
    message = canonical(signed_message(note.seal, LICENSEE, NOON))
    value = signature.Signer(key).sign(message).hex()
    database = records.open_database()
    try:
        seq, previous = AuditTable(database).last() or (0, chain_start("", ""))
    finally:
        database.close()
    proof = {"seal": note.seal.digest, "public_key": public, "signature": value}
    made = Entry(
        seq + 1,
        "2026-11-22T17:00:00Z",
        "passphrase:3",
        Action.SIGNING_KEY_MADE,
        "signing-key",
        None,
        {"public_key": public},
        previous,
    ).linked()
    signed = replace(
        made, action=Action.NOTE_SIGNED, subject=note.id, client=note.client, detail=proof
    ).linked()
    later = replace(signed, seq=made.seq + 1, previous=made.hash).linked()
    rows = [
        _insert(
            "note",
            (
                *(note.id, note.client, note.template, "2026-05-14", None, None),
                *(NOON.isoformat(), NOON.isoformat(), licensee_text(LICENSEE), public, value),
            ),
        ),
        _insert(
            "note_text",
            (
                *(1, note.id, note.id, note.client, note.sections[0].text),
                *(f'[["note",{len(note.sections[0].text)}]]', note.seal.salt, note.seal.digest),
            ),
        ),
    ]
    rows.reverse()  # the words first: a trigger guards those of a signed note
    return forged([*rows, _entry(signed)], [*rows, _entry(made), _entry(later)])


def _entry(entry: Entry) -> str:
    detail = canonical(entry.detail).decode()
    client = entry.client
    return _insert(
        "audit",
        (
            *(entry.seq, entry.at, entry.way_in, str(entry.action), entry.subject, client),
            *(detail, entry.previous, entry.hash),
        ),
    )


def _insert(table: str, values: tuple[Any, ...]) -> str:
    literals = []
    for value in values:
        if value is None:
            literals.append("NULL")
        elif isinstance(value, bytes):
            literals.append(f"X'{value.hex()}'")
        elif isinstance(value, int):
            literals.append(str(value))
        else:
            literals.append("'" + value.replace("'", "''") + "'")
    return f"INSERT INTO {table} VALUES ({', '.join(literals)})"


def _write_json(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=1, ensure_ascii=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()
