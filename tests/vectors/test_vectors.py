"""The good vault opens by every way in; each bad one is refused for its reason, and left alone."""

import hashlib
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from tests.practice import FixedClock, make_vault
from tests.remembered_kdf import RememberedArgon2id
from tests.vectors.changes import CASES, EXPECTED, GOOD, SECRETS, apply, good_copy, secret_of
from tests.vectors.reader import Refused, read_vault
from vault import errors
from vault.cli.main import main
from vault.crypto.kdf import FLOOR
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.ids import ProcessNoteId
from vault.open_vault import OpenVault

Case = dict[str, Any]

KINDS = {
    "Damaged": "damaged",
    "NewerFormat": "newer",
    "OlderThanSeen": "older",
    "WrongSecret": "wrong secret",
    "NotFound": "no vault",
}

SHOWN = {
    "note-signer-edited",
    "note-signing-time-edited",
    "note-key-no-hex",
    "note-signed-with-another-key",
    "note-signed-with-a-key-entered-later",
}
"""Signatures that do not fit: a reader shows them so, and reads on."""

LEFT_OPEN = {"client-kind-unknown": "what is said of a client is under no seal"}
"""Cases that the page leaves to a reader, and why."""


@pytest.fixture(scope="module", autouse=True)
def _remembered() -> Iterator[None]:
    """Let the reader derive the key of the good vault once, as the product does in tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tests.vectors.reader.Argon2id", RememberedArgon2id)
        yield


@pytest.fixture(scope="session")
def other(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return another vault, of which files are put into the good one's folder."""
    path = tmp_path_factory.mktemp("other") / "other.strongroom"
    make_vault(path, FixedClock())
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    """Return a copy of the good vault."""
    return good_copy(tmp_path)


AROUND = Surroundings(FixedClock(), cost=FLOOR)


def _hashes(path: Path, prefix: str = "") -> dict[str, str]:
    return {
        each.name: hashlib.sha256(each.read_bytes()).hexdigest()
        for each in path.iterdir()
        if each.is_file() and each.name.startswith(prefix) and each.name != "vault.lock"
    }


def _records(vault: OpenVault) -> Case:
    clients = [
        asdict(each) | {"birth_date": str(each.birth_date), "added_at": each.added_at.isoformat()}
        for each in vault.clients.list_all()
    ]
    for client in clients:
        # Of a later schema than the vectors.
        assert (client.pop("call_first"), client.pop("call_line")) == (False, "")
        client["contacts"] = [each | {"may": list(each["may"])} for each in client["contacts"]]
    notes = [vault.notes.get(row.id) for row in vault.notes.list_rows()]
    addenda = [each for note in notes for each in vault.notes.addenda(note.id)]
    return {
        "clients": clients,
        "notes": [
            {name: value for name, value in note.content.items() if name != "kind"}
            | {"sections": [[part.name, part.text] for part in note.sections]}
            | {"signed": note.signed}
            for note in notes
        ],
        "addenda": [
            {name: value for name, value in each.content.items() if name != "kind"}
            for each in addenda
        ],
        "practice": [asdict(vault.practice.get())],
    }


def _expected(*names: str) -> Case:
    return {name: EXPECTED[name] for name in names}


RECORDS = ("clients", "notes", "addenda", "practice")


@pytest.mark.parametrize(
    ("secret", "process_secret"),
    [("passphrase", "process_passphrase"), ("recovery", "process_recovery")],
)
def test_the_product_finds_everything(good: Path, secret: str, process_secret: str) -> None:
    vault = unlock(good, secret_of(secret), AROUND)
    process = vault.process_door.open(secret_of(process_secret))
    try:
        found = _records(vault)
        found["notes"].sort(key=lambda note: str(note["id"]))
        assert found == _expected(*RECORDS)
        ids = [ProcessNoteId(row[0]) for row in process.notes.list_rows()]
        assert [_process_note(process.notes.get(each)) for each in ids] == EXPECTED["process_notes"]
        assert vault.audit.first_broken() is None
        assert vault.warnings == ()
    finally:
        process.close()
        vault.close()
    report = verify(good, secret_of(secret), secret_of(process_secret))
    assert report.problems == ()


def _process_note(note: Any) -> Case:
    return {name: value for name, value in note.content.items() if name != "kind"}


@pytest.mark.parametrize("way", ["passphrase", "recovery"])
def test_a_reader_from_the_page_alone_finds_everything(good: Path, way: str) -> None:
    before = _hashes(good)
    option = {"passphrase": "passphrase", "recovery": "recovery_key"}[way]
    secrets = {option: SECRETS[way], f"process_{option}": SECRETS[f"process_{way}"]}
    read = read_vault(good, **secrets)
    assert _shown(read) == _expected(*RECORDS, "process_notes")
    assert read["entries"] > 8
    assert _hashes(good) == before


def _shown(read: Case) -> Case:
    """Return what the reader gives in the form of the expected content."""
    named = {
        "note": ("id", "client", "template", "service_date", "start", "stop", "signed"),
        "addendum": ("id", "note", "client", "text"),
        "process": ("id", "client", "day", "text"),
    }
    notes = sorted(read["notes"], key=lambda note: str(note["id"]))
    return {
        "clients": read["clients"],
        "notes": [
            {name: note[name] for name in named["note"]}
            | {"sections": [list(part) for part in note["sections"].items()]}
            for note in notes
        ],
        "addenda": [
            {name: each[name] for name in named["addendum"]}
            for note in read["notes"]
            for each in note["addenda"]
        ],
        "practice": [read["practice"]],
        "process_notes": [
            {"date" if name == "day" else name: each[name] for name in named["process"]}
            for each in read["process_notes"]
        ],
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["name"]))
def test_the_product_refuses_for_the_reason(
    case: Case,
    good: Path,
    other: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    apply(good, case["changes"], lambda: other)
    if case["refused"] is None:
        _opens(case, good)
        return
    before = _hashes(good, _untouched(case))
    if case["command"] == "verify":
        found = _problems(good, case)
        assert found == set(case["problems"] or found)
    else:
        with pytest.raises(getattr(errors, case["refused"])):
            _do(good, case)
    assert _hashes(good, _untouched(case)) == before
    for name in ("XDG_STATE_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    assert main(_arguments(good, case, tmp_path)) == case["exit"]
    assert "Traceback" not in capsys.readouterr().err
    assert _hashes(good, _untouched(case)) == before


def _untouched(case: Case) -> str:
    # Opening process notes has opened the records before, which enters that.
    return "process" if case["command"] == "process" else ""


def _do(path: Path, case: Case) -> None:
    around = Surroundings(AROUND.clock, accept_older=case.get("accept_older", False), cost=FLOOR)
    if case["command"] == "unlock":
        unlock(path, secret_of(case["secret"]), around).close()
        return
    vault = unlock(path, secret_of("passphrase"), around)
    try:
        vault.process_door.open(secret_of(case["secret"])).close()
    finally:
        vault.close()


def _opens(case: Case, path: Path) -> None:
    _do(path, case)
    report = verify(path, secret_of("passphrase"), secret_of("process_passphrase"))
    assert report.problems == ()


def _problems(path: Path, case: Case) -> set[str]:
    report = verify(path, secret_of(case["secret"]), secret_of("process_passphrase"))
    assert not report.ok
    return {each.kind for each in report.problems}


def _arguments(path: Path, case: Case, folder: Path) -> list[str]:
    command = {"unlock": "client list", "verify": "verify", "process": "process-note list"}
    arguments = [*command[case["command"]].split(), str(path)]
    records = "passphrase" if case["command"] == "process" else case["secret"]
    secrets = {"recovery": "--recovery-file"}.get(records, "--passphrase-file"), records
    for option, name in (secrets, ("--process-passphrase-file", "process_passphrase")):
        if option.startswith("--process") and case["command"] == "unlock":
            continue
        file = folder / name
        file.write_text(SECRETS[name] + "\n", "utf-8")
        arguments += [option, str(file)]
    return arguments + ["--accept-older"] * case.get("accept_older", False)


FOR_A_READER = [case for case in CASES if not case.get("accept_older")]
"""A reader on a copy accepts nothing older."""


@pytest.mark.parametrize("case", FOR_A_READER, ids=lambda case: str(case["name"]))
def test_a_reader_from_the_page_refuses_for_the_reason(case: Case, good: Path, other: Path) -> None:
    apply(good, case["changes"], lambda: other)
    option = "recovery_key" if case["secret"] == "recovery" else "passphrase"
    name = "passphrase" if case["command"] == "process" else case["secret"]
    secrets = {option: SECRETS[name], "process_passphrase": SECRETS["process_passphrase"]}
    if case["name"] in SHOWN:
        signed = [note for note in read_vault(good, **secrets)["notes"] if note["signed"]]
        assert not all(note["signature_fits"] for note in signed)
    elif case["refused"] is None:
        assert _shown(read_vault(good, **secrets)) == _expected(*RECORDS, "process_notes")
    elif case["name"] not in LEFT_OPEN:
        with pytest.raises(Refused) as refused:
            read_vault(good, **secrets)
        assert refused.value.kind == KINDS[case["refused"]], refused.value


def test_a_cost_out_of_bounds_is_refused_before_any_work(good: Path) -> None:
    costs = [
        case for case in CASES if case["name"].startswith("cost-") and case["refused"] == "Damaged"
    ]
    took = []
    for case in costs:
        if "changed-within" in case["name"]:
            continue
        apply(good, case["changes"], lambda: good)
        begun = time.perf_counter()
        with pytest.raises(errors.Damaged):
            unlock(good, secret_of(case["secret"]), AROUND)
        took.append(time.perf_counter() - begun)
    print(f"vectors: {len(took)} costs out of bounds refused in {1000 * max(took):.1f} ms at most")
    assert len(took) >= 8
    assert max(took) < 0.05


def test_the_vectors_are_as_many_as_they_should_be() -> None:
    names = [case["name"] for case in CASES]
    assert len(names) == len(set(names))
    assert SHOWN | set(LEFT_OPEN) <= set(names)
    refused = Counter(str(case["refused"]) for case in CASES)
    print(f"vectors: {len(CASES)} changed vaults, by refusal: {dict(refused)}")
    assert len(CASES) > 100
    assert sum(each.stat().st_size for each in GOOD.rglob("*") if each.is_file()) < 200_000
