"""Records that come from elsewhere, over a real vault: read, answered for, brought in, undone."""

import io
import json
import random
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Unlock
from tests.export.pdf_tools import pdf_text
from tests.practice import LICENSEE, NOON, PASSPHRASE, Keys, a_client, a_note
from tests.services.test_retention import settled
from vault.errors import BadInput, NotAllowed, StorageFailed
from vault.lifecycle.verify import verify
from vault.model.appointment import SessionStatus
from vault.model.client import ClientStatus, ContactKind
from vault.model.incoming.batch import Basis, Batch, Origin
from vault.model.incoming.chart import Answer, Missing
from vault.model.incoming.columns import Column, TableKind, chosen
from vault.model.incoming.plan import Plan
from vault.model.secret import Passphrase, RecoveryKey
from vault.open_vault import OpenVault

TODAY = NOON.date()
OWN = Origin(Basis.OWN, TODAY)

CLIENTS = (
    "Client ID,First Name,Last Name,Date of Birth,Email,Mobile Phone,Address,City,State,Zip,Status,"
    "Intake Date,Discharge Date\n"
    "1,Jane,Roe,5/14/1980,jane@example.org,555-0101,1 Long Road,Salem,MA,01970,Active,1/5/2023,\n"
    "2,Peter,Pan,12/25/2010,,555-0102,,,,,Inactive,2/1/2020,6/30/2021\n"
)
NOTES = """Client,DOB,Date of Service,Start Time,End Time,Subjective,Plan,Clinician,Date Signed
"Roe, Jane",5/14/1980,3/24/2024,2:00 PM,2:50 PM,"Slept badly, again","Continue
weekly",Dr. Old,3/25/2024
Peter Pan,,7/1/2020,,,Fine,End,Dr. Old,
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A folder as a cloud system gives it on leaving."""
    folder = tmp_path / "source"
    (folder / "Jane Roe").mkdir(parents=True)
    (folder / "files").mkdir()
    (folder / "clients.csv").write_text(CLIENTS)
    (folder / "notes.csv").write_text(NOTES)
    (folder / "Jane Roe" / "2024-03-24 Consent for treatment.txt").write_text("I agree.")
    (folder / "files" / "scan_0001.txt").write_text(
        "Client: Peter Pan   DOB: 12/25/2010\nDate of Service: 07/15/2020\nPlayed."
    )
    return folder


@pytest.fixture
def own(vault: OpenVault, monkeypatch: pytest.MonkeyPatch) -> OpenVault:
    """A practice whose licensee writes the month first."""
    monkeypatch.setenv("STRONGROOM_DATES", "month-first")
    vault.practice.set(LICENSEE)
    return vault


def planned(vault: OpenVault, path: Path, answers: dict[int, Answer] | None = None) -> Plan:
    """Read a source and plan it."""
    return vault.imports.plan(path, vault.imports.to_read(path).read(), answers)


def brought(
    vault: OpenVault,
    path: Path,
    answers: dict[int, Answer] | None = None,
    origin: Origin = OWN,
) -> Batch:
    """Bring a source in."""
    return vault.imports.bring_in(
        vault.imports.to_seal(planned(vault, path, answers)).seal(), origin
    )


def state_of(vault: OpenVault) -> tuple[Any, ...]:
    """Return what the records hold, but for the chain and the imports themselves."""
    clients = vault.clients.list_all()
    return (
        clients,
        [vault.notes.get(row.id) for row in vault.notes.list_rows()],
        [vault.documents.of_client(each.id) for each in clients],
        [vault.episodes.care(each.id).episodes for each in clients],
        vault.notes.search("slept"),
        vault.documents.search("consent"),
    )


def test_a_folder_comes_whole(own: OpenVault, source: Path, path: Path) -> None:
    plan = planned(own, source)
    assert plan.counts == {
        "clients": 2,
        "known_clients": 0,
        "notes": 2,
        "appointments": 0,
        "documents": 2,
        "aside": 0,
    }
    assert (plan.problems, plan.waiting, plan.aside) == ((), (), ())
    assert own.clients.list_all() == []
    batch = brought(own, source)
    jane, peter = own.clients.list_all()
    assert (jane.name, jane.birth_date, jane.status) == (
        "Jane Roe",
        date(1980, 5, 14),
        ClientStatus.ACTIVE,
    )
    assert {(each.kind, each.value) for each in jane.contacts} == {
        (ContactKind.EMAIL, "jane@example.org"),
        (ContactKind.PHONE, "555-0101"),
        (ContactKind.ADDRESS, "1 Long Road\nSalem, MA 01970"),
    }
    assert all(each.ask_first for each in jane.contacts)
    assert peter.status is ClientStatus.CLOSED
    [(care, _gaps)] = own.episodes.care(peter.id).episodes
    assert care.ending is not None
    assert (care.opened, care.ending.last_contact) == (date(2020, 2, 1), date(2021, 6, 30))
    note = own.notes.get(own.notes.list_rows(jane.id)[0].id)
    assert (note.template, note.signed, note.service_date) == ("imported", True, date(2024, 3, 24))
    assert (note.start, note.stop) == (time(14), time(14, 50))
    told = {each.name: each.text for each in note.sections}
    assert told["note"] == "Subjective\nSlept badly, again\n\nPlan\nContinue\nweekly"
    assert "From notes.csv, row 2" in told["origin"]
    assert next(f.sha256 for f in batch.files if f.path == "notes.csv") in told["origin"]
    assert "Written by: Dr. Old" in told["origin"]
    assert own.notes.days_late(note) is None
    [consent] = own.documents.of_client(jane.id)
    assert (consent.kind, consent.day) == ("consent", date(2024, 3, 24))
    [scan] = own.documents.of_client(peter.id)
    assert scan.day == date(2020, 7, 15)
    assert own.documents.open(scan.id).read().endswith(b"Played.")
    own.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()


def test_a_zip_says_the_same_as_the_folder(own: OpenVault, source: Path, tmp_path: Path) -> None:
    packed = tmp_path / "export.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        for each in sorted(source.rglob("*")):
            out.write(each, each.relative_to(source).as_posix())
    one, other = planned(own, source), planned(own, packed)
    assert one.counts == other.counts
    assert [each.name for each in one.charts] == [each.name for each in other.charts]
    assert [each.notes for each in one.charts] == [each.notes for each in other.charts]
    assert one.understood.digests == other.understood.digests


def test_it_is_undone_in_one_step_and_nothing_is_left(
    own: OpenVault, source: Path, path: Path, unlocked: Unlock
) -> None:
    own.clients.add([a_client("Somebody Else")])
    before = state_of(own)
    batch = brought(own, source)
    assert state_of(own) != before
    assert own.imports.may_undo(batch.id)
    undone = own.imports.undo(batch.id)
    assert undone.undone_at is not None
    assert state_of(own) == before
    assert list((path / "documents").iterdir()) == []
    with pytest.raises(NotAllowed, match="undone already"):
        own.imports.undo(batch.id)
    own.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()
    again = unlocked()
    assert brought(again, source).counts == batch.counts


@pytest.mark.parametrize("how", ["note", "changed", "addendum", "hold"])
def test_once_something_of_it_changed_it_stays(own: OpenVault, source: Path, how: str) -> None:
    batch = brought(own, source)
    jane, peter = own.clients.list_all()
    if how == "note":
        own.notes.begin([a_note(jane)])
    elif how == "changed":
        own.clients.change(replace(jane, preferred_name="Janie"))
    elif how == "addendum":
        own.notes.addend(own.notes.list_rows(peter.id)[0].id, "More.")
    else:
        from tests.practice import a_hold

        own.holds.add([a_hold(jane)])
    assert not own.imports.may_undo(batch.id)
    with pytest.raises(NotAllowed, match="changed or added"):
        own.imports.undo(batch.id)


def test_somebody_who_is_here_is_met_by_name_and_birth_date(own: OpenVault, source: Path) -> None:
    jane = own.clients.add([a_client("ROE Jane", birth_date=date(1980, 5, 14))])[0]
    other = own.clients.add([a_client("Peter Pan", birth_date=date(1960, 1, 1))])[0]
    plan = planned(own, source)
    assert [each.known for each in plan.charts] == [jane.id, None]
    assert plan.charts[1].alike == (other.id,)
    assert plan.charts[1].missing() == (Missing.ALIKE,)
    assert planned(own, source, {2: Answer(new=True)}).waiting == ()
    batch = brought(own, source, {2: Answer(into=other.id)})
    assert len(own.clients.list_all()) == 2
    assert len(own.notes.list_rows(jane.id)) == 1
    own.imports.undo(batch.id)
    assert own.notes.list_rows(jane.id) == []
    assert len(own.clients.list_all()) == 2


def test_what_names_nobody_comes_too(own: OpenVault, tmp_path: Path) -> None:
    file = tmp_path / "mystery.bin"
    file.write_bytes(b"\0\1\2")
    plan = planned(own, file)
    assert plan.charts[0].missing() == (Missing.WHOSE,)
    brought(own, file)
    [unsorted] = own.clients.list_all()
    assert unsorted.name == "Unsorted files of 2026-11-22"
    [document] = own.documents.of_client(unsorted.id)
    assert own.documents.open(document.id).read() == b"\0\1\2"


def test_a_chart_can_be_answered_for(own: OpenVault, source: Path) -> None:
    answers = {
        1: Answer(name="Jane Q. Roe", birth_date=date(1981, 5, 14), closed=True, hold=True),
        2: Answer(leave_out=True),
    }
    brought(own, source, answers)
    [jane] = own.clients.list_all()
    assert (jane.name, jane.birth_date) == ("Jane Q. Roe", date(1981, 5, 14))
    assert jane.status is ClientStatus.CLOSED
    assert len(own.holds.of_client(jane.id)) == 1


def test_what_looks_like_process_notes_is_not_read(own: OpenVault, source: Path) -> None:
    secret = "zqprivate"
    (source / "Jane Roe" / "Psychotherapy Notes 2024.txt").write_text(secret)
    (source / "process_notes.csv").write_text(f"Client,Date,Note\nJane Roe,2024-01-01,{secret}\n")
    table = NOTES.replace("Plan,", "Private Notes,")
    (source / "notes.csv").write_text(table.replace(",End,", f",{secret},"))
    plan = planned(own, source)
    assert sorted(plan.aside) == [
        "Jane Roe/Psychotherapy Notes 2024.txt",
        "notes.csv: column Private Notes",
        "process_notes.csv",
    ]
    brought(own, source)
    assert own.notes.search(secret) == []
    assert own.documents.search(secret) == []
    words = [own.notes.get(row.id).sections[0].text for row in own.notes.list_rows()]
    assert not any(secret in each for each in words)


def test_records_of_another_licensee_name_where_they_came_from(
    unlocked: Unlock, source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STRONGROOM_DATES", "month-first")
    own = settled(unlocked())
    with pytest.raises(BadInput, match="kept these records"):
        brought(own, source, origin=Origin(Basis.CARE, TODAY))
    origin = Origin(
        Basis.CARE,
        date(2026, 11, 1),
        "Ruth Alder",
        "MO",
        "LCSW",
        "77",
        "Professional will of 2019-05-01",
    )
    mine = own.clients.add([a_client("Somebody Else", status=ClientStatus.CLOSED)])[0]
    batch = brought(own, source, origin=origin)
    assert own.imports.get(batch.id).origin == origin
    rules = {
        each.name: [rule.rule.id for rule in own.retention.of_client(each.id).rules]
        for each in own.clients.list_all()
    }
    assert rules["Peter Pan"] == ["ma-allied", "mo-sw"]
    assert rules[mine.name] == ["ma-allied"]
    by_all = {each.client.name: each.retention.through for each in own.retention.all()}
    assert by_all["Peter Pan"] == own.retention.of_client(own.clients.list_all()[1].id).through
    assert all(
        each.source == "Ruth Alder" and each.received == date(2026, 11, 1)
        for client in own.clients.list_all()
        for each in own.documents.of_client(client.id)
    )


def test_a_person_says_what_columns_are(own: OpenVault, tmp_path: Path) -> None:
    table = tmp_path / "odd.csv"
    table.write_bytes("Wer;Wann;Was\nZoë Größe;24.3.2024;Gut geschlafen\n".encode("cp1252"))
    read = own.imports.to_read(table)
    understood = read.read()
    [found] = understood.tables
    assert found.table.header == ("Wer", "Wann", "Was")
    said = chosen(
        found.table, TableKind.NOTES, (Column.NAME, Column.DAY, Column.TEXT)
    )  # fmt: skip
    plan = own.imports.plan(table, read.read({found.table.name: said}))
    assert [each.name for each in plan.charts] == ["Zoë Größe"]
    assert plan.charts[0].notes[0].day == date(2024, 3, 24)


def test_sessions_come_with_what_became_of_them(own: OpenVault, tmp_path: Path) -> None:
    table = tmp_path / "appointments.csv"
    table.write_text(
        "Client,Appointment Date,Start,Duration,Appointment Status\n"
        "Jane Roe,2024-03-04,9:00 AM,50 min,Show\n"
        "Jane Roe,2024-03-11,9:00 AM,50,No Show\n"
        "Jane Roe,2027-03-01 10:30,,50,Scheduled\n"
    )
    brought(own, table)
    for day, status in (
        (date(2024, 3, 4), SessionStatus.KEPT),
        (date(2024, 3, 11), SessionStatus.MISSED),
        (date(2027, 3, 1), SessionStatus.PLANNED),
    ):
        [row] = own.appointments.day(day)
        assert (row.status, row.minutes) == (status, 50)


@pytest.mark.parametrize("step", range(8))
def test_cut_off_anywhere_nothing_came(
    own: OpenVault, source: Path, path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch,
    step: int,
) -> None:  # fmt: skip
    before = state_of(own)
    sealed = own.imports.to_seal(planned(own, source)).seal()
    database, done = own.imports._store.database, [0]
    change = database.change

    def cut(sql: str, *rest: Any) -> Any:
        done[0] += 1
        if done[0] == 1 + step * 2:
            raise StorageFailed("cut")
        return change(sql, *rest)

    monkeypatch.setattr(database, "change", cut)
    with pytest.raises(StorageFailed):
        own.imports.bring_in(sealed, OWN)
    monkeypatch.undo()
    own.imports.discard(sealed)
    assert state_of(own) == before
    assert own.imports.list_all() == []
    own.close()
    assert verify(path, Passphrase(PASSPHRASE)).problems == ()
    assert list((path / "documents").glob("*.age")) == []


def test_only_the_licensees_passphrase_brings_in(
    own: OpenVault, source: Path, unlocked: Unlock, keys: Keys
) -> None:
    own.close()
    vault = unlocked(RecoveryKey(keys["records"]))
    with pytest.raises(NotAllowed, match="passphrase"):
        brought(vault, source)


def test_who_has_the_key_of_the_records_cannot_make_a_loss_look_undone(
    own: OpenVault, source: Path, path: Path
) -> None:
    batch = brought(own, source)
    own.imports.undo(batch.id)
    with own.imports._store.write() as tables:
        tables.database.change("UPDATE import_batch SET signature = ''")
    own.close()
    words = [each.message for each in verify(path, Passphrase(PASSPHRASE)).problems]
    assert any("did not sign that this import was undone" in each for each in words)


def test_a_bundle_of_fhir_comes(own: OpenVault, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle.json"
    bundle.write_text(json.dumps(BUNDLE))
    plan = planned(own, bundle)
    assert plan.problems == ()
    brought(own, bundle)
    [ana] = own.clients.list_all()
    assert (ana.name, ana.birth_date) == ("Ana Maria Duarte", date(2012, 2, 29))
    notes = [own.notes.get(row.id) for row in own.notes.list_rows(ana.id)]
    texts = [each.sections[0].text for each in notes]
    assert texts == ["Plan\nRest & sleep", "Plain words"]
    [row] = own.appointments.day(date(2024, 3, 4))
    assert (row.start, row.status) == (time(14), SessionStatus.KEPT)


BUNDLE = {
    "resourceType": "Bundle",
    "type": "collection",
    "entry": [
        {
            "fullUrl": "urn:uuid:1",
            "resource": {
                "resourceType": "Patient",
                "id": "p1",
                "name": [{"use": "official", "given": ["Ana", "Maria"], "family": "Duarte"}],
                "birthDate": "2012-02-29",
                "telecom": [{"system": "phone", "value": "555-0144"}],
            },
        },
        {
            "resource": {
                "resourceType": "Encounter",
                "status": "finished",
                "subject": {"reference": "urn:uuid:1"},
                "period": {
                    "start": "2024-03-04T14:00:00-05:00",
                    "end": "2024-03-04T14:50:00-05:00",
                },
            }
        },
        {
            "resource": {
                "resourceType": "Composition",
                "subject": {"reference": "Patient/p1"},
                "date": "2024-03-04T14:00:00-05:00",
                "title": "Progress note",
                "author": [{"display": "Dr. Old"}],
                "section": [
                    {
                        "title": "Plan",
                        "text": {"div": "<div><p>Rest &amp; sleep</p><script>no</script></div>"},
                    }
                ],
            }
        },
        {
            "resource": {
                "resourceType": "DocumentReference",
                "subject": {"reference": "urn:uuid:1"},
                "date": "2024-04-01T10:00:00Z",
                "content": [
                    {"attachment": {"contentType": "text/plain", "data": "UGxhaW4gd29yZHM="}}
                ],
            }
        },
    ],
}


def hostile(kind: str) -> bytes:
    """Return a ZIP that wants harm."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        if kind == "traversal":
            packed.writestr("../../outside.txt", "x")
            packed.writestr("/etc/outside.txt", "x")
            packed.writestr("C:\\outside.txt", "x")
        elif kind == "bomb":
            packed.writestr("zeros.txt", b"\0" * 60_000_000)
        elif kind == "link":
            info = zipfile.ZipInfo("link")
            info.create_system, info.external_attr = 3, 0o120777 << 16
            packed.writestr(info, "/etc/passwd")
        elif kind == "cell":
            packed.writestr(
                "clients.csv", "Name,Date of Birth\n" + "x" * 3_000_000 + ",1980-01-01\n"
            )
        elif kind == "formula":
            packed.writestr("clients.csv", "Name,Date of Birth\n=1+1,1980-01-01\n")
        elif kind == "deep":
            packed.writestr("bundle.json", "[" * 100_000)
        packed.writestr("Jane Roe 2024-01-02.txt", "fine")
    return out.getvalue()


@pytest.mark.parametrize("kind", ["traversal", "bomb", "link", "cell", "formula", "deep"])
def test_what_wants_harm_is_refused_with_its_place(
    own: OpenVault, tmp_path: Path, kind: str
) -> None:
    file = tmp_path / "hostile.zip"
    file.write_bytes(hostile(kind))
    around = {each for each in tmp_path.parent.rglob("*") if "practice.strongroom" not in str(each)}
    plan = planned(own, file)
    if kind != "deep":
        assert plan.problems
        assert all(each.reason.endswith(".") for each in plan.problems)
    brought(own, file)
    after = {each for each in tmp_path.parent.rglob("*") if "practice.strongroom" not in str(each)}
    assert after == around
    assert "Jane Roe" in [each.name for each in own.clients.list_all()]


def an_export() -> bytes:
    """Return a ZIP of a table and a letter."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("clients.csv", CLIENTS)
        packed.writestr("notes.csv", NOTES)
        packed.writestr("Jane Roe 2024-01-02.txt", "A letter of some length, as letters are.")
    return out.getvalue()


def test_random_damage_never_crashes_it(own: OpenVault, tmp_path: Path, long: bool) -> None:
    dice, found, rounds = random.Random("imports"), Counter[str](), 400 if long else 40
    for number in range(rounds):
        kind = ("csv", "zip", "zip, cut")[number % 3]
        data = bytearray(CLIENTS.encode() if kind == "csv" else an_export())
        for _each in range(dice.randrange(1, 8)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        end = dice.randrange(1, len(data)) if kind == "zip, cut" else len(data)
        file = tmp_path / f"f{number}.{kind[:3]}"
        file.write_bytes(data[:end])
        try:
            plan = planned(own, file)
        except (BadInput, StorageFailed):
            found[f"{kind}: refused"] += 1
        else:
            found[f"{kind}: {'named in part' if plan.problems else 'read'}"] += 1
    print(f"damaged sources: {dict(sorted(found.items()))}, 0 crashes")
    assert found["zip, cut: read"] == 0, "half a ZIP is not taken for a document"
    assert found["zip: named in part"] > 0
    assert sum(found.values()) == rounds


def test_the_receipt_says_where_they_came_from_and_names_no_client(
    own: OpenVault, source: Path
) -> None:
    origin = Origin(Basis.CARE, TODAY, "Ruth Alder", "MO", "LCSW", "77", "Will of 2019-05-01")
    batch = brought(own, source, origin=origin)
    text = " ".join(pdf_text(own.imports.receipt(batch.id).render()).split())
    for words in ("Ruth Alder", "LCSW 77 MO", "Will of 2019-05-01", "New records 2", "Notes 2"):
        assert words in text
    assert all(each.sha256[:20] in text.replace(" ", "") for each in batch.files)
    assert batch.id in text
    assert not any(name in text for name in ("Roe", "Pan", "Jane", "Peter"))
    own.imports.undo(batch.id)
    assert "Undone on" in pdf_text(own.imports.receipt(batch.id).render())
