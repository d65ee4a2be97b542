"""Every command that is built: what it prints, what it answers as JSON, how it exits."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, Keys
from tests.storage.test_database import derive_once
from vault.cli.arguments import NOT_YET
from vault.cli.main import main
from vault.crypto.kdf import FLOOR

ROOT = Path(__file__).resolve().parents[2]
ID = re.compile(r"[0-9a-f]{32}\Z")
CLIENT = {
    "name": "Dana Whitfield",
    "preferred_name": "Dee",
    "birth_date": "1984-03-09",
    "kind": "individual",
    "status": "active",
    "contacts": [
        {"kind": "phone", "value": "617-555-0101", "whose": "own", "may": ["call", "text"]},
        {"kind": "address", "value": "1 Lane\nExampleton", "whose": "", "may": ["plain-envelope"]},
        {"kind": "email", "value": "dana@example.org", "whose": "her sister", "may": []},
    ],
}
PRACTICE = {
    "name": "Jordan Rivera",
    "credential": "LMHC",
    "license_number": "MH-000000",
    "state": "MA",
    "practice_name": "Rivera Counseling",
    "address": "12 Made-up Lane\nExampleton",
    "phone": "617-555-0100",
    "email": "rivera@example.org",
}


@dataclass(frozen=True)
class Ran:
    """What one command left: its exit code and what it wrote."""

    code: int
    out: bytes
    err: bytes

    @property
    def json(self) -> Any:
        """The one JSON document on standard output."""
        assert self.out.endswith(b"\n")
        return json.loads(self.out)


Cli = Callable[..., Ran]


def secret_files(folder: Path) -> dict[str, str]:
    """Write the passphrases to files; return the options that name them."""
    folder.mkdir(exist_ok=True)
    (folder / "records").write_text(f"{PASSPHRASE}\n")
    (folder / "process").write_text(f"{PROCESS_PASSPHRASE}\n")
    return {
        "records": f"--passphrase-file={folder / 'records'}",
        "process": f"--process-passphrase-file={folder / 'process'}",
    }


def command_line(
    monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes], top: Path
) -> Cli:
    """Return what runs commands within this process; `unlocked=False` gives no passphrases."""
    secrets = secret_files(top / "secrets")
    derive_once(monkeypatch)
    for module in (
        "vault.lifecycle.change_key",
        "vault.lifecycle.create",
        "vault.lifecycle.process_door",
        "vault.services.cosignatures",
        "vault.services.ways_in",
    ):
        monkeypatch.setattr(f"{module}.writing_cost", lambda: FLOOR)
    monkeypatch.setenv("XDG_STATE_HOME", str(top / "state"))

    def run(*arguments: object, stdin: object = b"", unlocked: bool = True) -> Ran:
        data = stdin if isinstance(stdin, bytes) else json.dumps(stdin).encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        options = [str(each) for each in arguments]
        if unlocked:
            options.append(secrets["records"])
            if options[0] == "process-note" or {"process", "destroy", "--as-note"} & set(options):
                options.append(secrets["process"])
        code = main(options)
        left = capsysbinary.readouterr()
        assert b"Traceback" not in left.out + left.err
        return Ran(code, left.out, left.err)

    return run


def ok(ran: Ran) -> Any:
    """Return the JSON of a command that must have succeeded."""
    assert (ran.code, ran.err) == (0, b""), ran
    return ran.json


def note_of(client: str, text: str = "What was said.", **fields: object) -> dict[str, object]:
    """Return the JSON of a free note."""
    note = {"client": client, "template": "free", "service_date": "2026-05-14"}
    return {**note, "sections": {"note": text}, **fields}


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def test_create_inspect_verify(cli: Cli, tmp_path: Path) -> None:
    secrets = secret_files(tmp_path / "secrets")
    vault, key = tmp_path / "new.strongroom", tmp_path / "key.txt"
    (tmp_path / "practice.json").write_text(json.dumps(PRACTICE))
    made = ok(
        cli("create", vault, "--json", "--recovery-out", key, "--practice",
            tmp_path / "practice.json", secrets["process"])
    )  # fmt: skip
    assert set(made) == {"vault", "vault_id"}
    assert ID.match(made["vault_id"])
    assert re.search(r"^AGE-SECRET-KEY-1[0-9A-Z]{58}$", key.read_text(), re.MULTILINE)
    assert key.stat().st_mode & 0o777 == 0o600
    shown = ok(cli("inspect", vault, "--json", unlocked=False))
    assert (shown["kind"], shown["format"], shown["vault_id"]) == ("vault", 1, made["vault_id"])
    assert set(shown["compartments"]) == {"records", "process"}
    assert shown["compartments"]["records"]["ways_in"] == ["passphrase:1", "recovery:2"]
    assert ok(cli("practice", "show", vault, "--json")) == PRACTICE
    report = ok(cli("verify", vault, "--json"))
    assert (report["ok"], report["problems"]) == (True, [])
    more = ok(cli("verify", vault, "--json", secrets["process"]))
    assert more["checked"] > report["checked"] > 0
    by_key = cli("verify", vault, "--json", "--recovery-file", key, unlocked=False)
    assert ok(by_key)["ok"]
    assert cli("create", vault, "--json").code == 1
    assert b"no recovery key yet" in cli("create", tmp_path / "second").err


def test_a_vault_in_a_sync_folder_is_told_beside_the_answer(cli: Cli, tmp_path: Path) -> None:
    vault = tmp_path / "Dropbox" / "new.strongroom"
    vault.parent.mkdir()
    for ran in (cli("create", vault, "--json"), cli("inspect", vault, "--json", unlocked=False)):
        assert ran.json["vault_id"]
        assert b"copied to other computers by a sync program" in ran.err


def test_what_a_client_was_entered_as_comes_back(cli: Cli, path: Path, client: str) -> None:
    assert ID.match(client)
    shown = ok(cli("client", "show", path, client, "--json"))
    assert {name: shown[name] for name in CLIENT} == CLIENT
    assert shown["id"] == client
    listed = ok(cli("client", "list", path, "--json"))
    assert [(each["id"], each["name"]) for each in listed] == [(client, CLIENT["name"])]
    unknown = {"name": "Unknown Birth", "birth_date": None}
    other = ok(cli("client", "add", path, "--json", stdin=unknown))["id"]
    assert ok(cli("client", "show", path, other, "--json"))["birth_date"] is None
    same = CLIENT | {"no_conflict": "Entered twice, to see that it comes back."}
    changed = ok(cli("client", "change", path, other, "--json", stdin=same))
    assert {name: changed[name] for name in CLIENT} == CLIENT


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        ("dap", ["data", "assessment", "plan"]),
        ("soap", ["subjective", "objective", "assessment", "plan"]),
        ("birp", ["behavior", "intervention", "response", "plan"]),
        ("girp", ["goal", "intervention", "response", "plan"]),
        ("free", ["note"]),
    ],
)
def test_a_note_comes_back_as_it_was_entered(
    cli: Cli, path: Path, client: str, kind: str, names: list[str]
) -> None:
    entered = note_of(
        client,
        template=kind,
        start="09:05",
        stop="10:00",
        sections={name: f"Words of {name}.\nMore.\n" for name in names},
    )
    note = ok(cli("note", "add", path, "--json", stdin=entered))["id"]
    shown = ok(cli("note", "show", path, note, "--json"))
    assert {name: shown[name] for name in entered} == entered
    assert (shown["signed_at"], shown["signed_by"], shown["addenda"]) == (None, None, [])
    changed = entered | {"start": None, "stop": None, "service_date": "2026-05-15"}
    answer = ok(cli("note", "change", path, note, "--json", stdin=changed))
    assert {name: answer[name] for name in changed} == changed


def test_a_signed_note_and_its_addendum(cli: Cli, path: Path, client: str) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    note = ok(cli("note", "add", path, "--json", stdin=note_of(client)))["id"]
    signed = ok(cli("note", "sign", path, note, "--json"))
    assert signed["signed_by"] == "Jordan Rivera, LMHC"
    assert signed["signed_at"] is not None
    first = ok(cli("note", "addend", path, note, "--json", stdin=b"Plain words.\n"))["id"]
    second = ok(cli("note", "addend", path, note, "--json", stdin={"text": "As JSON."}))["id"]
    shown = ok(cli("note", "show", path, note, "--json"))
    assert {each["id"]: each["text"] for each in shown["addenda"]} == {
        first: "Plain words.",
        second: "As JSON.",
    }
    again = cli("note", "sign", path, note, "--json")
    assert (again.code, again.json["error"]["code"]) == (1, "refused")
    assert cli("note", "change", path, note, stdin=note_of(client)).code == 1
    listed = ok(cli("note", "list", path, client, "--json"))
    assert [(each["id"], each["client"]) for each in listed] == [(note, client)]
    assert ok(cli("note", "list", path, "--client", client, "--json")) == listed
    assert ok(cli("note", "list", path, "--json")) == listed


def test_notes_are_listed_between_days(cli: Cli, path: Path, client: str) -> None:
    days = ["2026-05-13", "2026-05-14", "2026-05-15"]
    entered = [note_of(client, service_date=day) for day in days]
    entered.append(note_of(client, service_date=days[1], template="contact", sections={"who": "A"}))
    ok(cli("note", "add", path, "--json", stdin=entered))

    def listed(*options: str) -> list[str]:
        rows = ok(cli("note", "list", path, client, *options, "--json"))
        return [each["service_date"] for each in rows]

    assert listed("--from", days[1]) == [days[1], days[1], days[2]]
    assert listed("--to", days[1], "--kind", "progress-note") == days[:2]
    assert listed("--from", days[2], "--to", days[2]) == [days[2]]
    assert len(ok(cli("note", "list", path, "--to", days[0], "--json"))) == 1
    assert listed("--from", "2026-05-16") == []
    for wrong in (("--from", days[2], "--to", days[0]), ("--from", "May")):
        assert cli("note", "list", path, *wrong, "--json").code == 2


def test_a_signature_without_a_name_is_pointed_out(cli: Cli, path: Path, client: str) -> None:
    note = ok(cli("note", "add", path, "--json", stdin=note_of(client)))["id"]
    ran = cli("note", "sign", path, note)
    assert ran.code == 0
    assert b"practice set" in ran.err


def test_process_notes(cli: Cli, path: Path, client: str) -> None:
    entered = {"client": client, "date": "2026-05-14", "text": "Mine alone.\n"}
    note = ok(cli("process-note", "add", path, "--json", stdin=entered))["id"]
    shown = ok(cli("process-note", "show", path, note, "--json"))
    assert {name: shown[name] for name in entered} == entered
    rows = [{"id": note, "client": client, "date": "2026-05-14"}]
    assert ok(cli("process-note", "list", path, "--json")) == rows
    assert ok(cli("process-note", "list", path, client, "--json")) == rows
    hits = ok(cli("process-note", "search", path, "mine", "--json"))
    assert [(hit["client"], hit["note"]) for hit in hits] == [(client, note)]
    assert ok(cli("search", path, "mine", "--json")) == []


def test_search(cli: Cli, path: Path, client: str) -> None:
    note = ok(cli("note", "add", path, "--json", stdin=note_of(client, "By the river.")))["id"]
    hits = ok(cli("search", path, "rivers", "--json"))
    assert hits == [{"client": client, "note": note, "snippet": "By the river."}]
    assert ok(cli("search", path, "river", "--json", "--client", client, "--limit", 1)) == hits
    assert cli("search", path, "river", "--json", "--client", "0" * 32).code == 2
    assert ok(cli("search", path, "nowhere", "--json")) == []


def test_keys_and_audit(cli: Cli, path: Path, tmp_path: Path) -> None:
    ways = ok(cli("keys", "list", path, "--json"))
    assert [(each["compartment"], each["type"]) for each in ways] == [
        ("records", "passphrase"),
        ("records", "recovery"),
    ]
    for name in ("records", "process"):
        out = tmp_path / f"{name}.txt"
        way = ok(cli("keys", "add", path, "--json", "--compartment", name, "--recovery-out", out))
        assert way == {"way_in": "recovery:3"}
        assert "AGE-SECRET-KEY-1" in out.read_text()
        assert len(ok(cli("keys", "list", path, "--json", "--compartment", name))) == 3
        again = cli("keys", "add", path, "--compartment", name, "--recovery-out", out)
        assert again.code == 6
        chain = ok(cli("audit", "export", path, "--json", "--compartment", name))
        assert (chain["format"], chain["compartment"]) == (1, name)
        assert [each["seq"] for each in chain["entries"]] == list(
            range(1, len(chain["entries"]) + 1)
        )
        proof = ok(cli("audit", "verify", path, "--json", "--compartment", name))
        assert (proof["ok"], proof["first_broken"]) == (True, None)
        assert proof["entries"] > len(chain["entries"])


def test_ways_in_have_names(cli: Cli, path: Path) -> None:
    name = ["keys", "name", path, "--json", "--way-in", "recovery:2"]
    named = {"compartment": "records", "id": 2, "type": "recovery", "name": "in the bank"}
    assert ok(cli(*name, "in the bank")) == named
    assert ok(cli(*name, "--compartment", "process", "my sister's copy"))["name"] == (
        "my sister's copy"
    )
    assert ok(cli("keys", "list", path, "--json"))[1] == named
    assert cli("keys", "list", path).out == (
        b"records  passphrase:1\nrecords  recovery:2  in the bank\n"
    )
    assert b"sister" in cli("keys", "list", path, "--compartment", "process").out
    assert ok(cli(*name, ""))["name"] == ""
    assert cli("keys", "list", path).out == b"records  passphrase:1\nrecords  recovery:2\n"
    for bad in (["--way-in", "recovery:9", "x"], ["--way-in", "recovery:2", "x" * 81]):
        assert cli("keys", "name", path, *bad).code == 2
    assert cli(*name).code == 2


def test_a_passphrase_is_changed(cli: Cli, path: Path, tmp_path: Path) -> None:
    (tmp_path / "new").write_text("a new passphrase\nsecond line\n")
    ran = cli("keys", "change", path, "--json", "--new-passphrase-file", tmp_path / "new")
    assert (ran.code, ran.json) == (0, {"way_in": "passphrase:3"})
    assert b"Old backups still open" in ran.err
    assert cli("client", "list", path).code == 3
    new = f"--passphrase-file={tmp_path / 'new'}"
    assert ok(cli("client", "list", path, "--json", new, unlocked=False)) == []


def test_release(cli: Cli, path: Path, client: str, tmp_path: Path) -> None:
    ok(cli("practice", "set", path, "--json", stdin=PRACTICE))
    note = ok(cli("note", "add", path, "--json", stdin=note_of(client)))["id"]
    ok(cli("note", "sign", path, note, "--json"))
    ran = cli("release", path, client, "--out", tmp_path / "out", "--json")
    assert ran.code == 0
    assert [set(each) for each in ran.json["files"]] == [{"path", "sha256"}]
    assert b"not encrypted" in ran.err
    import hashlib

    given = ran.json["files"][0]
    data = Path(given["path"]).read_bytes()
    assert data.startswith(b"%PDF-")
    assert hashlib.sha256(data).hexdigest() == given["sha256"]
    minor = CLIENT | {"birth_date": None}
    other = ok(cli("client", "add", path, "--json", stdin=minor))["id"]
    refused = cli("release", path, other, "--out", tmp_path / "out", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (1, "refused")
    assert len(list((tmp_path / "out").iterdir())) == 1


def test_arrays_are_added_whole_or_not_at_all(cli: Cli, path: Path, client: str) -> None:
    pair = [CLIENT, CLIENT | {"name": "Kim Okafor"}]
    added = ok(cli("client", "add", path, "--json", stdin=pair))
    assert [set(each) for each in added] == [{"id"}, {"id"}]
    assert ok(cli("client", "add", path, "--json", stdin=[])) == []
    assert len(ok(cli("client", "list", path, "--json"))) == 3
    notes = [note_of(client, f"Session {number}.") for number in range(3)]
    assert len(ok(cli("note", "add", path, "--json", stdin=notes))) == 3
    private = [{"client": client, "date": "2026-05-14", "text": f"{n}"} for n in range(3)]
    assert len(ok(cli("process-note", "add", path, "--json", stdin=private))) == 3
    for family, bad in (
        ("client", [*pair, {"name": " "}]),
        ("note", [*notes, note_of("0" * 32)]),
        ("note", [*notes, note_of(client, service_date="2026-02-30")]),
        ("process-note", [*private, private[0] | {"client": "0" * 32}]),
        ("process-note", [*private, private[0] | {"text": ""}]),
    ):
        assert cli(family, "add", path, stdin=bad).code == 2
    assert len(ok(cli("client", "list", path, "--json"))) == 3
    assert len(ok(cli("note", "list", path, "--json"))) == 3
    assert len(ok(cli("process-note", "list", path, "--json"))) == 3


def test_secrets_come_by_file_standard_input_and_descriptor(
    cli: Cli, path: Path, client: str, keys: Keys, tmp_path: Path
) -> None:
    entered = {"client": client, "date": "2026-05-14", "text": "Mine."}
    lines = f"{PASSPHRASE}\n{PROCESS_PASSPHRASE}\r\n{json.dumps(entered)}".encode()
    stdin = ["--passphrase-file", "-", "--process-passphrase-file", "-"]
    ok(cli("process-note", "add", path, "--json", *stdin, stdin=lines, unlocked=False))
    for name, text in (("records", PASSPHRASE), ("process", PROCESS_PASSPHRASE)):
        (tmp_path / f"{name}.key").write_text(f"# a comment\n{keys[name]}\n")
        read, write = os.pipe()
        os.write(write, f"{text}\nnot this line".encode())
        os.close(write)
        prefix = "--" if name == "records" else "--process-"
        how = [f"{prefix}passphrase-fd", str(read)]
        if name == "process":
            how += ["--recovery-file", str(tmp_path / "records.key")]
        ok(cli("audit", "verify", path, "--json", "--compartment", name, *how, unlocked=False))
        assert os.read(read, 100) == b"not this line"
        os.close(read)
    both = ["--recovery-file", tmp_path / "records.key"]
    both += ["--process-recovery-file", tmp_path / "process.key"]
    listed = cli("process-note", "list", path, "--json", *both, unlocked=False)
    assert len(ok(listed)) == 1


@pytest.mark.parametrize("name", NOT_YET)
def test_what_is_promised_and_not_built_says_so_in_json_too(cli: Cli, name: str) -> None:
    for more in ([], ["build", "x", "--out", "y"], ["--help"]):
        ran = cli(name, *more, "--json", unlocked=False)
        assert ran.code == 2
        assert ran.json["error"]["code"] == "not-in-this-version"
        assert b"not in this version" in ran.err


@pytest.mark.parametrize("family", ["client", "note", "appointment", "process-note", "practice"])
def test_the_schema_of_an_input_is_printed(cli: Cli, path: Path, family: str) -> None:
    verb = "set" if family == "practice" else "add"
    schema = ok(cli(family, verb, path, "--schema", unlocked=False))
    shapes = json.dumps(schema)
    wanted = {
        "client": ["name", "contacts"],
        "note": ["sections"],
        "appointment": ["day", "weekly"],
        "practice": ["state"],
    }
    for name in wanted.get(family, ["text"]):
        assert f'"{name}"' in shapes


def run_program(*arguments: object, stdin: bytes = b"", **options: Any) -> Ran:
    """Run the real program."""
    command = [sys.executable, "-m", "vault", *(str(each) for each in arguments)]
    ran = subprocess.run(
        command, input=stdin, capture_output=True, cwd=ROOT, check=False, **options
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)


def test_the_real_program(path: Path, tmp_path: Path) -> None:
    environment = {"XDG_STATE_HOME": str(tmp_path / "state"), "PATH": os.environ["PATH"]}
    added = run_program(
        "client", "add", path, "--json", "--passphrase-file", "-",
        stdin=f"{PASSPHRASE}\n{json.dumps(CLIENT)}".encode(), env=environment,
    )  # fmt: skip
    client = ok(added)["id"]
    read, write = os.pipe()
    os.write(write, PASSPHRASE.encode())
    os.close(write)
    listed = run_program(
        "client", "list", path, "--passphrase-fd", read, pass_fds=[read], env=environment
    )
    os.close(read)
    assert (listed.code, listed.out) == (0, f"{client}  Dana Whitfield\n".encode())
    assert run_program("--version").out.startswith(b"Strongroom 0.")
    wrong = run_program("client", "list", path, "--passphrase-file", "-", stdin=b"wrong\n")
    assert (wrong.code, wrong.out) == (3, b"")
