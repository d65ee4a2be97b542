"""Everything as plain files: complete, proved, read by other programs, and logged first."""

import csv
import hashlib
import io
import json
import shutil
import stat
import warnings
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import bagit
import fhirkit
import jsonschema
import pytest
from fhir.resources.R4B.bundle import Bundle

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    PROCESS_PASSPHRASE,
    FixedClock,
    a_document,
    a_note,
    with_record,
)
from tests.practice import PASSPHRASE as RECORDS_PASSPHRASE
from tests.remembered_kdf import RememberedArgon2id
from tests.services.test_imports import planned
from tests.services.test_other_kinds import TABLES
from vault.crypto.kdf import FLOOR
from vault.crypto.signature import is_signed
from vault.demo.make import PASSPHRASE, make_demo
from vault.demo.make import PROCESS_PASSPHRASE as DEMO_PROCESS_PASSPHRASE
from vault.errors import Cancelled, Damaged, NotAllowed, StorageFailed, WrongSecret
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.audit import Action
from vault.model.canonical import canonical
from vault.model.export import EVERY_FORMAT, Exported, Format
from vault.model.ids import ClientId
from vault.model.incoming.batch import Basis, Origin
from vault.model.note import Note
from vault.model.secret import Passphrase
from vault.open_vault import OpenVault
from vault.progress import Progress
from vault.storage.plain_folder import PlainFolder

JSON_ONLY = frozenset({Format.JSON})
WORDS, PROCESS_WORDS = "zqcanary of the session", "zqprocess of my own"


@contextmanager
def put_aside(vault: OpenVault, out: Path) -> Iterator[Any]:
    """Give one state of the vault, put aside for an export."""
    prepared = vault.prepare_export(out)
    try:
        yield prepared
    finally:
        prepared.discard()


def export(vault: OpenVault, out: Path, *args: Any, **how: Any) -> Exported:
    """Write everything and keep it."""
    with put_aside(vault, out) as prepared:
        done: Exported = prepared.run(*args, **how)
    vault.exports.keep(done)
    return done


def read(path: Path) -> Any:
    return json.loads(path.read_text())


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OpenVault, Path]]:
    """The made-up practice with all its kinds of things, and everything of it written out."""
    folder = tmp_path_factory.mktemp("leaving")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vault.crypto.kdf.Argon2id", RememberedArgon2id)
        around = Surroundings(FixedClock(), folder / "state", cost=FLOOR)
        made = make_demo(folder / "demo", around)
        vault = unlock(made.vault, Passphrase(PASSPHRASE), around)
        process = vault.open_process(Passphrase(DEMO_PROCESS_PASSPHRASE))
        export(vault, folder / "all", process_notes=True)
        assert process is not None
        yield vault, folder / "all"
        vault.close()


def records(out: Path) -> list[Path]:
    return sorted((out / "data" / "records").iterdir())


def test_another_program_finds_the_bag_whole(demo: tuple[OpenVault, Path]) -> None:
    assert bagit.Bag(str(demo[1])).validate()
    modes = {stat.S_IMODE(path.stat().st_mode) for path in demo[1].rglob("*")}
    assert modes == {0o600, 0o700}


def test_every_record_is_as_its_schema_says(demo: tuple[OpenVault, Path]) -> None:
    vault, out = demo
    for name in ("record", "practice"):
        schema = read(out / "data" / "schema" / f"{name}.schema.json")
        jsonschema.Draft202012Validator.check_schema(schema)
    check = jsonschema.Draft202012Validator(read(out / "data/schema/record.schema.json"))
    for folder in records(out):
        check.validate(read(folder / "record.json"))
    jsonschema.Draft202012Validator(read(out / "data/schema/practice.schema.json")).validate(
        read(out / "data" / "practice.json")
    )
    clients = {each.id for each in vault.clients.list_all()}
    assert {read(each / "record.json")["client"]["id"] for each in records(out)} == clients


def test_the_published_schemas_are_those_that_are_written(demo: tuple[OpenVault, Path]) -> None:
    docs = Path(__file__).parents[2] / "docs" / "formats"
    for name in ("record", "practice"):
        written = (demo[1] / "data" / "schema" / f"{name}.schema.json").read_bytes()
        assert (docs / f"{name}.schema.json").read_bytes() == written


def test_two_judges_of_fhir_find_every_document_valid(demo: tuple[OpenVault, Path]) -> None:
    kinds: dict[str, int] = {}
    for folder in records(demo[1]):
        text = (folder / "record.fhir.json").read_text()
        assert fhirkit.validate(text) == []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            Bundle.model_validate(json.loads(text))
        urls = set()
        for entry in json.loads(text)["entry"]:
            kind = entry["resource"]["resourceType"]
            kinds[kind] = kinds.get(kind, 0) + 1
            urls.add(entry["fullUrl"])
        assert _references(json.loads(text)) <= urls
    print(f"FHIR: {len(records(demo[1]))} documents valid twice; {kinds}")
    assert {"Composition", "Patient", "Group", "Encounter", "DocumentReference"} <= set(kinds)
    assert {"QuestionnaireResponse", "CarePlan", "RelatedPerson", "EpisodeOfCare"} <= set(kinds)


def _references(value: Any) -> set[str]:
    if isinstance(value, Mapping):
        own = {value["reference"]} if isinstance(value.get("reference"), str) else set()
        return own.union(*map(_references, value.values()))
    if isinstance(value, list):
        return set().union(*map(_references, value))
    return set()


def test_a_stranger_can_prove_every_signed_note(demo: tuple[OpenVault, Path]) -> None:
    """From the JSON alone: the seal over the words, and the signature over the seal."""
    proved = 0
    for folder in records(demo[1]):
        for kept in read(folder / "record.json")["notes"]:
            note, signature = kept["note"], kept["note"]["signature"]
            content = {
                "kind": "note",
                "id": note["id"],
                "client": note["first_client"] or note["client"],
                "template": note["template"],
                "service_date": note["service_date"],
                "start": note["start"],
                "stop": note["stop"],
                "sections": {each["name"]: each["text"] for each in note["sections"]},
            }
            if note["template"].startswith("own-"):
                content["order"] = [each["name"] for each in note["sections"]]
            salt = bytes.fromhex(note["seal"]["salt"])
            digest = hashlib.sha256(salt + canonical(content)).hexdigest()
            assert digest == note["seal"]["digest"]
            if signature is None:
                continue
            by = ("name", "credential", "license_number", "state")
            message = {
                "seal": digest,
                "signed_at": signature["at"],
                "signed_by": {name: signature["by"][name] for name in by},
            }
            key, value = bytes.fromhex(signature["public_key"]), bytes.fromhex(signature["value"])
            assert is_signed(key, value, canonical(message))
            proved += 1
    print(f"signed notes proved from JSON alone: {proved}")
    assert proved > 100


def test_the_tables_have_everyone_and_every_note(demo: tuple[OpenVault, Path]) -> None:
    vault, out = demo
    rows = {}
    for path in sorted((out / "data" / "tables").iterdir()):
        text = path.read_text("utf-8-sig")
        rows[path.name] = list(csv.DictReader(io.StringIO(text, newline="")))
    assert {each["name"] for each in rows["clients.csv"]} == {
        each.name for each in vault.clients.list_all()
    }
    notes = sum(len(read(each / "record.json")["notes"]) for each in records(out))
    assert len(rows["notes.csv"]) == notes
    for each in rows["documents.csv"]:
        data = (out / "data" / each["file"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == each["sha256"]
    assert all(rows.values()), [name for name, each in rows.items() if not each]


def test_the_list_leads_to_every_file_and_no_name_is_one(demo: tuple[OpenVault, Path]) -> None:
    vault, out = demo
    page = (out / "data" / "index.html").read_text()
    assert "<script" not in page
    assert "http" not in page
    for each in vault.clients.list_all():
        assert each.name.replace("'", "&#x27;") in page
        word = each.name.split()[0]
        assert not [path for path in out.rglob("*") if word in path.name]
    for folder in records(out):
        assert f'href="records/{folder.name}/record.pdf"' in page
    assert (out / "README.txt").is_file()


def test_process_notes_lie_apart(demo: tuple[OpenVault, Path]) -> None:
    vault, out = demo
    process = vault.process
    assert process is not None
    said = [
        each["text"]
        for path in (out / "data" / "process-notes").glob("0*.json")
        for each in read(path)["notes"]
    ]
    assert len(said) > 3
    for folder in records(out):
        text = (folder / "record.json").read_text()
        assert not [each for each in said if json.dumps(each, ensure_ascii=False)[1:-1] in text]


def test_what_is_kept_has_its_place_or_a_reason(demo: tuple[OpenVault, Path]) -> None:
    """A new table of the records must be added here: nothing is left behind unnoticed."""
    record = set(read(records(demo[1])[0] / "record.json"))
    practice = set(read(demo[1] / "data" / "practice.json"))
    tables = {name for names in TABLES for name in names.split()}
    assert set(IN_A_RECORD.values()) <= record
    assert set(OF_THE_PRACTICE.values()) <= practice
    assert tables == set(IN_A_RECORD) | set(OF_THE_PRACTICE) | set(LEFT_OUT)


IN_A_RECORD = {
    "note": "notes", "note_text": "notes", "draft": "notes", "note_session": "notes",
    "addendum": "notes", "cosignature": "notes", "refiling": "taken_out",
    "document": "documents", "client": "client", "client_number": "client",
    "administration": "measures", "amendment": "amendments", "onset_given": "onset",
    "participant": "participants", "unit_terms": "terms", "representative": "representatives",
    "episode": "episodes", "appointment": "appointments", "appointment_session": "appointments",
    "hold": "holds", "retention_review": "reviews", "earlier_value": "earlier_values",
    "import_chart": "came_with", "charge": "charges", "payment": "payments",
    "conflict_check": "conflict_checks",
}  # fmt: skip
OF_THE_PRACTICE = {
    "own_rule": "own_rules", "rule_confirmation": "confirmations", "destruction": "destructions",
    "import_batch": "imports", "acquaintance": "acquaintances", "referral_entry": "referrals",
    "circumstances": "circumstances", "own_template": "own_templates", "settings": "settings",
    "set_aside": "set_aside", "practice": "licensee", "supervisor": "supervisors",
    "emergency_plan": "emergency", "rule_file": "rule_files", "rule_key": "rule_keys",
}  # fmt: skip
LEFT_OUT = {
    "note_index": "made of the notes", "document_index": "made of the documents",
    "client_index": "made of the clients", "document_text": "made of the documents",
    "draft_history": "what can be undone", "audit": "in a file of its own",
    "backup": "of this computer", "backup_place": "of this computer", "desk": "of a sitting",
    "call_sheet": "made of the clients", "emergency_edition": "of what was printed",
    "process_closed": "of this vault", "share_card": "of this vault", "signing_key": "a key",
    "signing_key_wrap": "a key", "vault_meta": "of this vault", "way_in_name": "of this vault",
}  # fmt: skip


def test_it_is_logged_and_leaves_nothing_else(vault: OpenVault, tmp_path: Path, path: Path) -> None:
    with_record(vault, WORDS)
    done = export(vault, tmp_path / "out", JSON_ONLY)
    entry = vault.audit.export()[-2]
    assert entry.action == Action.PRACTICE_EXPORTED
    assert entry.detail == {
        "manifest": done.manifest,
        "files": done.files,
        "clients": 1,
        "notes": 1,
        "addenda": 0,
        "documents": 0,
        "process": 0,
    }
    manifest = (tmp_path / "out" / "manifest-sha256.txt").read_bytes()
    assert hashlib.sha256(manifest).hexdigest() == done.manifest
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []
    assert [each.name for each in path.iterdir() if ".part" in each.name] == []


def test_a_place_that_is_taken_or_in_the_vault_is_refused(
    vault: OpenVault, tmp_path: Path, path: Path
) -> None:
    (tmp_path / "taken").mkdir()
    for out in (tmp_path / "taken", path / "out", path):
        with pytest.raises(NotAllowed):
            vault.prepare_export(out)
    with put_aside(vault, tmp_path / "out") as prepared:
        (tmp_path / "out").mkdir()
        with pytest.raises(NotAllowed):
            prepared.run(JSON_ONLY)
    assert [each.name for each in tmp_path.iterdir() if ".part" in each.name] == []
    assert list((tmp_path / "taken").iterdir()) == []


def test_process_notes_come_only_while_they_are_open(vault: OpenVault, tmp_path: Path) -> None:
    with put_aside(vault, tmp_path / "out") as prepared, pytest.raises(NotAllowed):
        prepared.run(JSON_ONLY, process_notes=True)
    with vault_process(vault), put_aside(vault, tmp_path / "out") as prepared:
        done = prepared.run(JSON_ONLY, process_notes=True)
    assert done.process_notes
    done.folder.discard()
    assert not (tmp_path / "out").exists()


@contextmanager
def vault_process(vault: OpenVault) -> Iterator[None]:
    opened = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    yield
    opened.close()


def test_what_is_cancelled_leaves_nothing(vault: OpenVault, tmp_path: Path) -> None:
    with_record(vault, WORDS)
    with put_aside(vault, tmp_path / "o" / "out") as prepared:
        for most in range(3):
            asked: list[bool] = []

            def cancelled(asked: list[bool] = asked, most: int = most) -> bool:
                asked.append(True)
                return len(asked) > most

            with pytest.raises(Cancelled):
                prepared.run(JSON_ONLY, Progress(cancelled=cancelled))
            assert list((tmp_path / "o").iterdir()) == []


def test_a_full_disk_leaves_nothing(
    vault: OpenVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_record(vault, WORDS)
    left, real = [0], PlainFolder.new_file

    def full(self: PlainFolder, path: str, size: int) -> Any:
        left[0] -= 1
        if left[0] < 0:
            raise StorageFailed("The disk is full.")
        return real(self, path, size)

    monkeypatch.setattr(PlainFolder, "new_file", full)
    with put_aside(vault, tmp_path / "o" / "out") as prepared:
        for written in range(9):
            left[0] = written
            with pytest.raises(StorageFailed):
                prepared.run(JSON_ONLY)
            assert list((tmp_path / "o").iterdir()) == []


def test_what_was_written_wrongly_is_not_called_done(
    vault: OpenVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_record(vault, WORDS)
    real = PlainFolder.pieces

    def flipped(self: PlainFolder, path: str) -> Iterator[bytes]:
        for piece in real(self, path):
            yield piece.replace(b"zqcanary", b"zqcanarz")

    monkeypatch.setattr(PlainFolder, "pieces", flipped)
    with put_aside(vault, tmp_path / "o" / "out") as prepared, pytest.raises(Damaged):
        prepared.run(JSON_ONLY)
    assert list((tmp_path / "o").iterdir()) == []


def test_a_document_that_is_damaged_ends_it(vault: OpenVault, tmp_path: Path, path: Path) -> None:
    dana = with_record(vault, WORDS)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"made up " * 900)
    sealed = vault.documents.to_attach(scan).seal()
    document = vault.documents.attach([(a_document(dana), sealed)])[0]
    file = path / "documents" / f"{document.id}.age"
    data = bytearray(file.read_bytes())
    data[-40] ^= 1
    file.write_bytes(data)
    with put_aside(vault, tmp_path / "o" / "out") as prepared:
        with pytest.raises(Damaged):
            prepared.run(EVERY_FORMAT - {Format.PDF})
        assert list((tmp_path / "o").iterdir()) == []
        done = prepared.run(JSON_ONLY)
    assert done.counts["documents"] == 1
    done.folder.discard()


def test_it_is_one_state_whatever_is_written_meanwhile(vault: OpenVault, tmp_path: Path) -> None:
    dana = with_record(vault, WORDS)
    with put_aside(vault, tmp_path / "out") as prepared:
        vault.notes.begin([a_note(dana, "written while it was on its way")])
        done = prepared.run(JSON_ONLY)
    vault.exports.keep(done)
    text = (tmp_path / "out/data/records/00001/record.json").read_text()
    assert WORDS in text
    assert "on its way" not in text


def test_what_is_cut_off_is_taken_away_at_the_next_unlock(
    unlocked: Unlock, tmp_path: Path, around: Surroundings
) -> None:
    vault = unlocked()
    with_record(vault, WORDS)
    with put_aside(vault, tmp_path / "o" / "out") as prepared:
        cut_off = prepared.run(JSON_ONLY)
    assert len(list((tmp_path / "o").iterdir())) == 1  # and here the computer stops
    vault.close()
    vault = unlocked()
    assert list((tmp_path / "o").iterdir()) == []
    assert cut_off is not None
    assert "export" not in vault.desk.all()
    export(vault, tmp_path / "o" / "out", JSON_ONLY)
    assert "export" not in vault.desk.all()


def test_what_is_cut_off_on_a_disk_that_is_away_is_taken_away_when_it_is_back(
    unlocked: Unlock, tmp_path: Path
) -> None:
    vault = unlocked()
    with_record(vault, WORDS)
    with put_aside(vault, tmp_path / "disk" / "out") as prepared:
        prepared.run(JSON_ONLY)
    vault.close()
    (tmp_path / "disk").rename(tmp_path / "away")
    unlocked().close()
    assert len(list((tmp_path / "away").iterdir())) == 1
    (tmp_path / "away").rename(tmp_path / "disk")
    vault = unlocked()
    assert list((tmp_path / "disk").iterdir()) == []
    assert "export" not in vault.desk.all()


def test_only_the_passphrase_of_the_records_asks_for_it(vault: OpenVault) -> None:
    vault.exports.check_passphrase(RECORDS_PASSPHRASE)
    for wrong in ("", PROCESS_PASSPHRASE, RECORDS_PASSPHRASE + "x"):
        with pytest.raises(WrongSecret):
            vault.exports.check_passphrase(wrong)


def test_what_an_earlier_one_left_is_taken_away(vault: OpenVault, tmp_path: Path) -> None:
    left = tmp_path / ".out.0123abcd.part"
    left.mkdir()
    (left / "half").write_text("plain")
    other = tmp_path / ".out.mine.part"
    other.mkdir()
    export(vault, tmp_path / "out", JSON_ONLY)
    assert not left.exists()
    assert other.exists()


def test_only_what_was_asked_for_is_there(vault: OpenVault, tmp_path: Path) -> None:
    with_record(vault, WORDS)
    export(vault, tmp_path / "out", frozenset({Format.JSON, Format.CSV}))
    names = {each.name for each in (tmp_path / "out/data/records/00001").iterdir()}
    assert names == {"record.json"}
    assert (tmp_path / "out/data/tables/notes.csv").is_file()
    words = (tmp_path / "out/README.txt").read_text()
    assert "PDFs of the records: they were not asked for" in words


def test_no_process_note_is_in_an_export_without_them(vault: OpenVault, tmp_path: Path) -> None:
    with vault_process(vault):
        export(vault, tmp_path / "out")
    assert not (tmp_path / "out/data/process-notes").exists()
    assert "Process (psychotherapy) notes." in (tmp_path / "out/README.txt").read_text()


def test_the_practices_own_folder_of_state_is_known(demo: tuple[OpenVault, Path]) -> None:
    dates = read(demo[1] / "data" / "retention.json")
    assert len(dates) == len(records(demo[1]))
    assert any(each["rules"] and each["through"] for each in dates)
    assert any(each["holds"] for each in dates)
    chain = read(demo[1] / "data" / "audit-records.json")
    assert chain["entries"][0]["action"] == "vault.created"


def notes_of(vault: OpenVault, client: ClientId) -> list[Note]:
    return vault.notes._store.tables.notes.of_client(client)


@pytest.mark.parametrize("packed", [False, True])
def test_what_left_comes_in_again(
    demo: tuple[OpenVault, Path], vault: OpenVault, tmp_path: Path, packed: bool
) -> None:
    there, source = demo
    if packed:
        source = Path(shutil.make_archive(str(tmp_path / "all"), "zip", source))
    vault.practice.set(LICENSEE)
    plan = planned(vault, source)
    sealed = vault.imports.to_seal(plan).seal()
    vault.imports.bring_in(sealed, Origin(Basis.OWN, NOON.date()))
    whose = {(each.name, each.birth_date, each.kind): each.id for each in vault.clients.list_all()}
    notes = documents = 0
    for each in there.clients.list_all():
        here = whose[each.name, each.birth_date, each.kind]
        came = Counter(note.service_date for note in notes_of(vault, here))
        assert came == Counter(note.service_date for note in notes_of(there, each.id))
        words = "".join(section.text for note in notes_of(vault, here) for section in note.sections)
        for note in notes_of(there, each.id):
            assert all(section.text.strip() in words for section in note.sections)
            assert all(one.text.strip() in words for one in there.notes.addenda(note.id))
            notes += 1
        hashes = {one.file.sha256 for one in vault.documents.of_client(here)}
        for one in there.documents.of_client(each.id):
            assert one.file.sha256 in hashes
            documents += 1
        assert {"record.json", "record.pdf"} <= {
            one.file.name for one in vault.documents.of_client(here)
        }
        held = any(hold.lifted is None for hold in there.holds.of_client(each.id))
        assert held is any(hold.lifted is None for hold in vault.holds.of_client(here))
    print(f"left and came in again: {len(whose)} clients, {notes} notes, {documents} documents")
    assert len(whose) == len(there.clients.list_all())
    reasons = {each.reason.partition(":")[0] for each in plan.problems}
    assert "Lists, tables and FHIR documents of this export say what its records say." in reasons
    assert plan.aside
    assert all("process-notes/" in each for each in plan.aside)


def test_a_record_that_was_tampered_with_is_refused_in_words(
    vault: OpenVault, tmp_path: Path
) -> None:
    with_record(vault, WORDS)
    export(vault, tmp_path / "out", JSON_ONLY)
    file = tmp_path / "out/data/records/00001/record.json"
    known = json.loads(file.read_text())
    for change in (
        {"client": {"id": 7}},
        {"client": {**known["client"], "kind": "army"}},
        {"client": {**known["client"], "birth_date": "long ago"}},
        {"notes": [{"note": None}]},
        {"notes": {"no": "list"}},
        {"appointments": [{"appointment": {"start": "25:99"}, "sessions": [7]}]},
        {"files": {"x": "../../../etc/passwd"}},
        {"version": 2},
    ):
        file.write_text(json.dumps({**known, **change}))
        plan = planned(vault, tmp_path / "out")
        assert all("zqcanary" not in each.reason for each in plan.problems)
