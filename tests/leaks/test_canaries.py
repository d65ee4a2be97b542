"""Canary words through a whole session: where they may be, and that they are nowhere else."""

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.format.test_ics import calendar
from tests.practice import (
    NOON,
    FixedClock,
    a_client,
    a_note,
    a_process_note,
    an_appointment,
    into,
)
from tests.storage.test_database import decrypted_pages, derive_once, place_of, raw_connection
from vault.cli.main import main
from vault.crypto.kdf import FLOOR
from vault.errors import VaultError
from vault.format.vault_header import PROCESS
from vault.lifecycle.create import create
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.circumstances import Circumstances, License
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.dates import SystemClock
from vault.model.note import Section
from vault.model.practice import Licensee
from vault.model.secret import NewSecrets, Passphrase, RecoveryKey

ROOT = Path(__file__).resolve().parents[2]
PRIVATE = "qzprivatethought"
CANARIES = {
    "name": "Qzname Qzfamily",
    "phone": "617-555-0199 qzphone",
    "whose": "qzsister",
    "note": "qzsessionwords",
    "draft": "qzdraftwords",
    "replaced": "qzreplacedwords",
    "addendum": "qzaddedwords",
    "process": PRIVATE,
    "practice": "Qzclinic",
    "passphrase": "qz records passphrase",
    "process passphrase": "qz process passphrase",
    "new passphrase": "qz new passphrase",
    "copy passphrase": "qz copy passphrase",
    "searched": "qzsearchedfor",
    "participants": "qzhermother",
    "calendar title": "qzdentist",
    "desk": "qzhalfaform",
    "license": "qzlicensenumber",
}
WORDS = [
    word.encode() for text in CANARIES.values() for word in text.split() if "qz" in word.lower()
]
WORDS += [text.encode() for name, text in CANARIES.items() if "passphrase" in name]
WORDS = [word for word in WORDS if word != b"qz"]


@dataclass
class Place:
    """Where a session takes place: a vault, a state folder, a temporary and an output folder."""

    top: Path
    keys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.vault = self.top / "practice.strongroom"
        self.around = Surroundings(FixedClock(), self.top / "state", cost=FLOOR)
        for name in ("temp", "out", "home"):
            (self.top / name).mkdir()


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """Make the folders of a session; temporary files of this process go to one of them."""
    derive_once(monkeypatch)
    made = Place(tmp_path)
    monkeypatch.setenv("TMPDIR", str(made.top / "temp"))
    monkeypatch.setenv("XDG_STATE_HOME", str(made.top / "state"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield made
    tempfile.tempdir = None


def found_in(*places: Path, words: list[bytes] = WORDS) -> list[tuple[str, bytes]]:
    """Return every canary in any file or file name below some folders, in any letter case."""
    hits, seen = [], 0
    for top in places:
        for item in [top, *top.rglob("*")]:
            seen += 1
            data = os.fsencode(item.name) + (item.read_bytes() if item.is_file() else b"")
            data = data.lower() + data.decode("utf-16-le", "ignore").encode().lower()
            hits += [(str(item), word) for word in words if word.lower() in data]
    assert seen >= len(places)
    return hits


def session(place: Place, *, with_process: bool = True) -> str:
    """Do everything a therapist does, through the services; return the client's id."""
    create(
        place.vault,
        NewSecrets(CANARIES["passphrase"]),
        NewSecrets(CANARIES["process passphrase"]),
        clock=place.around.clock,
        keep=into(place.keys),
        cost=FLOOR,
    )
    with pytest.raises(VaultError):
        unlock(place.vault, Passphrase(CANARIES["process passphrase"]), place.around)
    vault = unlock(place.vault, Passphrase(CANARIES["passphrase"]), place.around)
    vault.practice.set(Licensee(name="Jordan", practice_name=CANARIES["practice"], state="MA"))
    phone = Contact(ContactKind.PHONE, CANARIES["phone"], CANARIES["whose"], (ContactUse.CALL,))
    client = vault.clients.add([a_client(CANARIES["name"], contacts=(phone,))])[0]
    note = vault.notes.begin([a_note(client, CANARIES["replaced"])])[0]
    words = (Section("note", CANARIES["note"]),)
    vault.notes.settle(vault.notes.save_draft(note.changed(sections=words)).id)
    vault.notes.sign(note.id)
    vault.notes.addend(note.id, CANARIES["addendum"])
    draft = vault.notes.begin([a_note(client, "Begun.", service_date=date(2026, 5, 20))])[0]
    vault.notes.save_draft(draft.changed(sections=(Section("note", CANARIES["draft"]),)))
    appointment = an_appointment(client, participants=CANARIES["participants"], weekly=True)
    vault.appointments.add([appointment])
    vault.appointments.begin_note(appointment.id, appointment.day)
    title = f"SUMMARY:{CANARIES['calendar title']}"
    event = (title, "DTSTART:20261124T100000", "DURATION:PT50M")
    assert len(vault.appointments.read_ics(calendar(event, (title, "DTSTART:?"))).found) == 1
    vault.desk.keep("client-form", {"name": CANARIES["desk"]})
    vault.circumstances.set(Circumstances((License("MA", "LMHC", CANARIES["license"]),)))
    assert vault.notes.page(client.id, 0, 9)
    assert vault.notes.glance(client.id).lines
    assert vault.notes.search(CANARIES["note"])
    assert not vault.notes.search(CANARIES["searched"])
    if with_process:
        process = vault.process_door.open(Passphrase(CANARIES["process passphrase"]))
        private = process.notes.add([a_process_note(client, f"{PRIVATE} {PRIVATE}")])[0]
        process.notes.keep_draft(client.id, date(2026, 5, 14), f"{PRIVATE} half")
        assert process.notes.page(client.id, 0, 9)
        assert process.notes.search(PRIVATE)
        assert process.notes.get(private.id).text
        process.close()
    vault.ways_in.change_passphrase(CANARIES["new passphrase"])
    prepared = vault.releases.prepare(client.id)
    rendered = prepared.render()
    vault.releases.write(prepared, rendered, place.top / "out", CANARIES["copy passphrase"])
    vault.close()
    return client.id


def secrets_of(place: Place) -> tuple[Passphrase, Passphrase]:
    """Return the passphrases as they are after the session."""
    return Passphrase(CANARIES["new passphrase"]), Passphrase(CANARIES["process passphrase"])


def test_a_session_leaves_no_canary_in_any_file(
    place: Place, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    session(place)
    assert verify(place.vault, *secrets_of(place)).ok
    folders = [place.vault, place.top / "state", place.top / "temp", place.top / "out"]
    hits = found_in(*folders, place.top / "home")
    keys = [key.encode() for key in place.keys.values()]
    hits += found_in(*folders, words=keys)
    said = "".join(capfd.readouterr()) + caplog.text
    hits += [("said", word) for word in WORDS if word.decode().lower() in said.lower()]
    files = sum(item.is_file() for folder in folders for item in folder.rglob("*"))
    sys.stdout.write(f"a session: {len(WORDS)} canaries in {files} files: {len(hits)} found\n")
    assert hits == []
    assert list((place.top / "temp").iterdir()) == []
    assert len(list((place.top / "out").iterdir())) == 1


def test_the_scan_finds_what_is_there(place: Place) -> None:
    """A scan that finds nothing must be able to find something."""
    (place.top / "temp" / "plain").write_text(f"...{CANARIES['note'].upper()}...")
    (place.top / "temp" / "wide").write_bytes(CANARIES["draft"].encode("utf-16-le"))
    (place.top / "temp" / CANARIES["addendum"]).write_text("")
    assert {word for _file, word in found_in(place.top / "temp")} == {
        CANARIES[name].encode() for name in ("note", "draft", "addendum")
    }


def test_the_records_hold_nothing_of_process_notes(place: Place) -> None:
    """K5: every table, every shadow table of the index, and every decrypted page."""
    session(place)
    records, process = secrets_of(place)
    key = place_of(place.vault, secret=records).subkey("sqlcipher")
    file = place.vault / "records-1.db"
    raw = raw_connection(file, key)
    tables = [row[0] for row in raw.execute("SELECT name FROM sqlite_master WHERE type='table'")]
    cells = 0
    for table in tables:
        for row in raw.execute(f"SELECT * FROM {table}"):
            for cell in row:
                cells += 1
                data = cell if isinstance(cell, bytes) else str(cell).encode()
                assert PRIVATE.encode() not in data.lower(), table
                assert b"process-note." not in data, table
    raw.close()
    pages = decrypted_pages(file, key).lower()
    assert "note_index_data" in tables
    assert CANARIES["note"].encode() in pages
    assert pages.count(PRIVATE[2:].encode()) == 0
    own = place_of(place.vault, PROCESS, process).subkey("sqlcipher")
    apart = decrypted_pages(place.vault / "process-1.db", own).lower()
    assert apart.count(PRIVATE[2:].encode()) >= 2
    sys.stdout.write(f"records database: {len(tables)} tables, {cells} cells, 0 of process notes\n")


def test_nothing_but_ids_stands_in_either_chain(place: Place) -> None:
    """A4: no canary in the chain of the records or of process notes."""
    session(place)
    vault = unlock(place.vault, secrets_of(place)[0], place.around)
    process = vault.process_door.open(secrets_of(place)[1])
    chains = [vault.audit.export(), process.audit.export()]
    process.close()
    vault.close()
    text = json.dumps([[entry.as_json() for entry in chain] for chain in chains]).lower()
    assert len(text) > 4_000
    assert [word for word in WORDS if word.decode().lower() in text] == []


def test_a_session_with_process_notes_looks_the_same_in_the_records(place: Place) -> None:
    """Nobody can tell from the records how many process notes there are, or that there are any."""
    (place.top / "other").mkdir()
    other = Place(place.top / "other")
    session(place)
    session(other, with_process=False)
    counted = []
    for each in (place, other):
        key = place_of(each.vault, secret=secrets_of(each)[0]).subkey("sqlcipher")
        raw = raw_connection(each.vault / "records-1.db", key)
        actions = raw.execute("SELECT action FROM audit ORDER BY seq").fetchall()
        pages = raw.execute("PRAGMA page_count").fetchone()
        raw.close()
        counted.append((actions, pages))
    assert counted[0] == counted[1]


def test_errors_of_every_kind_hold_no_canary(place: Place) -> None:
    """L6: what is raised while canaries are at hand never quotes them."""
    session(place)
    vault = unlock(place.vault, secrets_of(place)[0], place.around)
    client = vault.clients.list_all()[0]
    signed = next(row for row in vault.notes.list_rows() if row.signed_at)
    raised: list[str] = []
    attempts: list[Any] = [
        lambda: vault.clients.add([a_client(CANARIES["name"] + "\0")]),
        lambda: vault.clients.add([a_client(CANARIES["name"] + "\n")]),
        lambda: vault.clients.add([a_client(CANARIES["name"] * 100)]),
        lambda: a_note(client, CANARIES["note"] + "\ud800"),
        lambda: a_note(client, CANARIES["note"] * 100_000),
        lambda: a_note(client, template=CANARIES["note"]),
        lambda: a_note(client, sections={CANARIES["note"]: CANARIES["note"]}),
        lambda: vault.notes.addend(signed.id, CANARIES["addendum"] + "\0"),
        lambda: a_process_note(client, PRIVATE + "\0"),
        lambda: vault.ways_in.change_passphrase(CANARIES["process passphrase"]),
        lambda: vault.process_door.open(Passphrase(CANARIES["passphrase"])),
        lambda: vault.appointments.add(
            [an_appointment(client, participants=CANARIES["participants"] + "\n")]
        ),
        lambda: vault.appointments.read_ics(CANARIES["calendar title"].encode()),
        lambda: vault.process_door.open(RecoveryKey(CANARIES["passphrase"])),
        lambda: vault.clients.get(CANARIES["name"]),  # type: ignore[arg-type]
        lambda: vault.notes.get(CANARIES["note"]),  # type: ignore[arg-type]
    ]
    for attempt in attempts:
        with pytest.raises(VaultError) as refusal:
            attempt()
        raised.append(f"{refusal.value!r} {refusal.value.sentence} {refusal.value.hint}")
    shown = [repr(x) for x in (vault, client, vault.notes.get(signed.id), vault.practice.get())]
    event = (f"SUMMARY:{CANARIES['calendar title']}", "DTSTART:20261124T100000", "DURATION:PT50M")
    shown.append(repr(vault.appointments.read_ics(calendar(event, ("DTSTART:?",)))))
    shown.append(repr((vault.appointments.list_all(), vault.appointments.day(NOON.date()))))
    vault.close()
    text = " ".join(raised + shown).lower()
    assert [word for word in WORDS if word.decode().lower() in text] == []


def commands(place: Place) -> Iterator[tuple[list[str], str]]:
    """Yield the command lines of a session and what each reads; ids are filled in by `session`."""
    vault = str(place.vault)
    known = {"name": CANARIES["name"], "birth_date": "1984-03-09"}
    note = {"client": "{client}", "template": "free", "service_date": "2026-05-14"}
    private = {"client": "{client}", "date": "2026-05-14", "text": PRIVATE}
    key = str(place.top / "home" / "key.txt")
    yield ["create", vault, "--recovery-out", key], ""
    yield ["practice", "set", vault], json.dumps({"practice_name": CANARIES["practice"]})
    yield ["client", "add", vault], json.dumps(known)
    yield ["note", "add", vault], json.dumps(note | {"sections": {"note": CANARIES["note"]}})
    yield ["note", "sign", vault, "{note}"], ""
    yield ["note", "addend", vault, "{note}"], CANARIES["addendum"]
    yield ["process-note", "add", vault], json.dumps(private)
    begun = {"date": "2026-05-15", "text": PRIVATE}
    yield ["process-note", "write", vault, "{client}"], json.dumps(begun)
    yield ["process-note", "keep", vault, "{client}"], ""
    yield ["client", "show", vault, "{client}"], ""
    yield ["note", "show", vault, "{note}"], ""
    yield ["search", vault, CANARIES["note"]], ""
    coming = {"client": "{client}", "day": "2026-11-24", "start": "10:00"}
    coming["participants"] = CANARIES["participants"]
    yield ["appointment", "add", vault], json.dumps(coming)
    yield ["appointment", "list", vault, "--from", "2026-11-24"], ""
    yield ["appointment", "add", vault, "--ics", str(place.top / "secrets" / "practice.ics")], ""
    yield ["process-note", "list", vault], ""
    yield ["release", vault, "{client}", "--out", str(place.top / "out")], ""
    yield ["audit", "export", vault], ""
    yield ["verify", vault], ""


def with_secrets(place: Place, arguments: list[str]) -> list[str]:
    """Return the command with files that hold its passphrases, outside of what is scanned."""
    folder = place.top / "secrets"
    folder.mkdir(exist_ok=True)
    start = f"DTSTART:{date.today() + timedelta(days=9):%Y%m%d}T100000"
    event = (f"SUMMARY:{CANARIES['calendar title']}", start, "DURATION:PT5M")
    (folder / "practice.ics").write_bytes(calendar(event))
    (folder / "records").write_text(CANARIES["passphrase"])
    (folder / "process").write_text(CANARIES["process passphrase"])
    (folder / "copy").write_text(CANARIES["copy passphrase"])
    more = ["--json", "--passphrase-file", str(folder / "records")]
    if arguments[0] in ("create", "process-note", "verify"):
        more += ["--process-passphrase-file", str(folder / "process")]
    if arguments[0] == "release":
        more += ["--new-passphrase-file", str(folder / "copy")]
    return [*arguments, *more]


def filled(arguments: list[str], ids: dict[str, str]) -> list[str]:
    """Return the arguments with the ids that earlier commands answered."""
    return [ids.get(each.strip("{}"), each) if "{" in each else each for each in arguments]


def test_the_command_line_leaves_no_canary(
    place: Place, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    ids: dict[str, str] = {}
    said = b""
    ran = 0
    for arguments, stdin in commands(place):
        for name, value in ids.items():
            stdin = stdin.replace(f"{{{name}}}", value)
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode())))
        assert main(with_secrets(place, filled(arguments, ids))) == 0, arguments[:2]
        left = capsysbinary.readouterr()
        said += left.err
        ran += 1
        if arguments[1] == "add" and arguments[0] in ("client", "note"):
            ids[arguments[0]] = json.loads(left.out)["id"]
    assert [word for word in WORDS if word.lower() in said.lower()] == []
    assert ran == 19
    folders = [place.vault, place.top / "state", place.top / "temp", place.top / "out"]
    assert found_in(*folders) == []


STRACE = "trace=openat,open,creat,write,pwrite64,writev,pwritev,sendto,sendmsg,socket,rename,mkdir"


def test_no_write_of_the_real_program_holds_a_canary(place: Place) -> None:
    """L1, L2, L5: under strace, the whole session of the command line."""
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    environment = {
        "HOME": str(place.top / "home"),
        "TMPDIR": str(place.top / "temp"),
        "XDG_STATE_HOME": str(place.top / "state"),
        "PATH": os.environ["PATH"],
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    ids: dict[str, str] = {}
    lines: list[str] = []
    for number, (arguments, stdin) in enumerate(commands(place)):
        for name, value in ids.items():
            stdin = stdin.replace(f"{{{name}}}", value)
        log = place.top / "home" / f"strace-{number}"
        command = [strace, "-f", "--seccomp-bpf", "-y", "-s", "100000", "-o", str(log)]
        command += ["-e", STRACE]
        command += [sys.executable, "-m", "vault"]
        ran = subprocess.run(
            [*command, *with_secrets(place, filled(arguments, ids))],
            input=stdin.encode(), capture_output=True, env=environment, cwd=ROOT, check=False,
        )  # fmt: skip
        if ran.returncode and not (log.exists() and log.stat().st_size):
            pytest.skip("this machine lets nobody trace")
        assert ran.returncode == 0, (arguments[:2], ran.stderr)
        lines += log.read_text("utf-8", "replace").splitlines()
        log.unlink()
        if arguments[0] == "create":
            make_again_cheaply(place)
        if arguments[1] == "add" and arguments[0] in ("client", "note"):
            ids[arguments[0]] = json.loads(ran.stdout)["id"]
    check_calls(place, lines)


def make_again_cheaply(place: Place) -> None:
    """Put a vault of the least cost where the program made one, which is unlocked 25 times."""
    shutil.rmtree(place.vault)
    secrets = (NewSecrets(CANARIES["passphrase"]), NewSecrets(CANARIES["process passphrase"]))
    create(place.vault, *secrets, clock=SystemClock(), keep=into(place.keys), cost=FLOOR)


def check_calls(place: Place, lines: list[str]) -> None:
    """Check every traced call: where it wrote, what it opened for writing, no socket."""
    writes, sockets, leaks, strangers = 0, [], [], set()
    allowed = [str(place.vault), str(place.top / "state"), str(place.top / "out")]
    allowed += [f"{place.top}/.practice.strongroom.", f"{place.top}/home/key.txt", "/dev/null"]
    for line in lines:
        call = line.partition(" ")[2].strip()
        if re.match(r"socket\(", call):
            sockets.append(call)
        if re.match(r"(p?write|send)\w*\(", call):
            writes += 1
            inward = re.match(r"\w+\(\d+<(pipe|/dev/null)", call) is not None
            if not inward and any(word.decode().lower() in call.lower() for word in WORDS):
                leaks.append(call[:200])
        opened = re.match(r"(?:openat|open|creat)\(.*?\"([^\"]*)\".*?(O_WRONLY|O_RDWR)", call)
        if opened and not opened[1].startswith(tuple(allowed)):
            strangers.add(opened[1])
    sys.stdout.write(
        f"strace: {len(lines)} calls, {writes} writes, canaries outside of pipes {len(leaks)}, "
        f"sockets {len(sockets)}, files opened for writing elsewhere {len(strangers)}\n"
    )
    assert writes > 100
    assert (leaks, sockets, strangers) == ([], [], set())
