"""Bad input of every kind: one sentence, the right exit code, nothing lost, nothing given away."""

import contextlib
import errno
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import CLIENT, PRACTICE, ROOT, Cli, Ran, note_of, ok
from tests.lifecycle.test_header_file import newer, snapshot
from tests.practice import PASSPHRASE, Keys

CANARY = "zqcanary"


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


def refused(ran: Ran, *codes: int) -> dict[str, str]:
    """Check that a command refused with one or two sentences; return the error of its JSON."""
    assert ran.code in codes, ran
    said = ran.err.decode()
    assert said.count("\n") == 1, said
    assert said.strip().endswith((".", "--help")), said
    assert CANARY not in said
    if not ran.out:
        return {}
    error: dict[str, str] = ran.json["error"]
    assert set(ran.json) == {"error"}
    assert set(error) == {"code", "message", "hint"}
    assert f"{error['message']} {error['hint']}".strip() == said.strip()
    return error


def test_secrets_that_do_not_open(cli: Cli, path: Path, keys: Keys, tmp_path: Path) -> None:
    for name, data in {
        "wrong": b"wrong\n",
        "empty": b"",
        "latin": "Ångström".encode("latin-1"),
        "longer": PASSPHRASE.encode() + b"!",
        "nonsense": b"not a key",
        "mistyped": keys["records"][:-1].encode() + (b"P" if keys["records"][-1] == "Q" else b"Q"),
        "process": keys["process"].encode(),
    }.items():
        (tmp_path / name).write_bytes(data)
        option = "--recovery-file" if name in ("nonsense", "mistyped", "process") else ""
        option = option or "--passphrase-file"
        ran = cli("client", "list", path, "--json", option, tmp_path / name, unlocked=False)
        assert refused(ran, 2 if name == "latin" else 3)["code"] in ("wrong-secret", "bad-input")
    (tmp_path / "right").write_text(PASSPHRASE)
    how = ["--passphrase-file", tmp_path / "right"]
    how += ["--process-passphrase-file", tmp_path / "wrong"]
    refused(cli("process-note", "list", path, *how, unlocked=False), 3)


def test_a_long_passphrase_is_not_cut_without_a_word(cli: Cli, tmp_path: Path) -> None:
    (tmp_path / "long").write_text("x" * 5_000)
    (tmp_path / "cut").write_text("x" * 4_096)
    made = cli("create", tmp_path / "v", "--passphrase-file", tmp_path / "long", unlocked=False)
    assert (made.code == 0) == (tmp_path / "v").exists()
    if made.code == 0:
        cut = f"--passphrase-file={tmp_path / 'cut'}"
        refused(cli("client", "list", tmp_path / "v", cut, unlocked=False), 3)
    else:
        refused(made, 2)


@pytest.mark.parametrize("name", ["none", "x" * 300, "file", "."])
def test_a_vault_that_is_not_there(cli: Cli, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("no vault")
    for command in (["client", "list"], ["verify"], ["inspect"], ["search"], ["audit", "export"]):
        more = ["word"] if command == ["search"] else []
        unlocked = command != ["inspect"]
        refused(cli(*command, tmp_path / name, *more, "--json", unlocked=unlocked), 2)


def test_a_damaged_header_a_newer_one_and_a_cut_database(cli: Cli, path: Path) -> None:
    whole = (path / "vault.json").read_bytes()
    (path / "records-1.db").write_bytes((path / "records-1.db").read_bytes()[:-4096])
    refused(cli("client", "list", path, "--json"), 4)
    report = cli("verify", path, "--json")
    assert (report.code, report.json["ok"]) == (4, False)
    for data, code in ((newer(path), 8), (whole[:-70] + b"x" + whole[-69:], 4), (b"", 4)):
        for name in ("vault.json", "vault.json.2"):
            (path / name).write_bytes(data)
        before = snapshot(path)
        for command in (["client", "list"], ["inspect"], ["verify"]):
            refused(cli(*command, path, "--json", unlocked=command != ["inspect"]), code)
        assert snapshot(path) == before


def test_a_refused_first_process_note_makes_no_compartment(cli: Cli, tmp_path: Path) -> None:
    ok(cli("create", tmp_path / "v", "--recovery-out", tmp_path / "key", "--json"))
    before = sorted(item.name for item in (tmp_path / "v").iterdir())
    for data in (b"{", b"{}", b"[]", b'{"client": "x", "date": "2026-05-14", "text": "x"}'):
        ran = cli("process-note", "add", tmp_path / "v", "--json", stdin=data)
        assert ran.json == [] if data == b"[]" else refused(ran, 2)
    assert set(before) <= set(now := {item.name for item in (tmp_path / "v").iterdir()})
    assert not [name for name in now if name.startswith("process")]


def test_open_elsewhere(cli: Cli, path: Path) -> None:
    from vault.lifecycle.sitting import Surroundings
    from vault.lifecycle.unlock import unlock
    from vault.model.dates import SystemClock
    from vault.model.secret import Passphrase

    vault = unlock(path, Passphrase(PASSPHRASE), Surroundings(SystemClock()))
    before = snapshot(path)
    for command in (["client", "list"], ["verify"]):
        assert refused(cli(*command, path, "--json"), 5)["code"] == "open-elsewhere"
    assert snapshot(path) == before
    vault.close()


JSON = [
    b"",
    b"{",
    b"nul",
    b"\xff\xfe{}",
    b'"zqcanary"',
    b"5",
    b"[[]]",
    b"[{}]",
    b"{}",
    b'{"name": "zqcanary", "name": 5}',
    b'{"name": ["zqcanary"], "client": {"zqcanary": 1}}',
    b'{"name": NaN}',
    b'{"zqcanary": {"name": "x"}}',
    b'{"name": "x", "the zqcanary": "zqcanary"}',
    b'{"name": "x"} zqcanary',
    b'{"name": "zqcanary \\ud800"}',
    b'{"a":' * 4_000,
    b"[" * 100_000,
    b'{"name": "x", "birth_date": "zqcanary"}',
    b'{"name": "x", "birth_date": "1984-02-30"}',
    b'{"name": "x", "birth_date": "9999-01-01"}',
    b'{"name": "x", "kind": "zqcanary"}',
    b'{"name": "x", "contacts": [{"kind": "phone", "value": "zqcanary", "may": ["write"]}]}',
    b'{"name": "x", "contacts": [{"kind": "email", "value": "e", "may": ["never", "write"]}]}',
    b'{"name": "x", "contacts": [{"kind": "pigeon", "value": "zqcanary"}]}',
    b'{"name": "x", "contacts": [{"kind": "address", "value": " "}]}',
]


@pytest.mark.parametrize("family", ["client", "note", "appointment", "process-note", "practice"])
def test_json_that_is_none_or_of_another_form(cli: Cli, path: Path, family: str) -> None:
    verb = "set" if family == "practice" else "add"
    for data in JSON:
        if family == "practice" and data == b"{}":
            continue
        refused(cli(family, verb, path, "--json", stdin=data), 2)
    assert ok(cli("client", "list", path, "--json")) == []
    assert ok(cli("practice", "show", path, "--json")) == dict.fromkeys(PRACTICE, "")


@pytest.mark.parametrize(
    "fields",
    [
        {"template": CANARY},
        {"sections": {CANARY: "x"}},
        {"sections": {"note": 5}},
        {"service_date": CANARY},
        {"service_date": "2026-5-14"},
        {"service_date": "20260514"},
        {"start": "25:00"},
        {"start": "9:00"},
        {"start": "09:00:00"},
        {"stop": "09:00"},
        {"client": CANARY},
        {"client": "0" * 32},
        {"client": "\0"},
        {"client": 'a" OR "b'},
        {"sections": {"note": f"{CANARY}\0"}},
        {"sections": {"note": CANARY * 1_250_000}},
    ],
    ids=lambda fields: str(fields)[:40],
)
def test_a_note_that_cannot_be_kept(
    cli: Cli, path: Path, client: str, fields: dict[str, Any]
) -> None:
    assert len(CANARY * 1_250_000) == 10_000_000
    refused(cli("note", "add", path, "--json", stdin=note_of(client) | fields), 2)
    assert ok(cli("note", "list", path, "--json")) == []
    assert ok(cli("verify", path, "--json"))["ok"]


IDS = [CANARY, "", "0" * 32, "' OR 1=1 --", "\udcff", "é" * 40, "a" * 100_000, "*", "../.."]


@pytest.mark.parametrize("unknown", IDS, ids=lambda unknown: ascii(unknown)[:12])
def test_an_id_that_is_none(cli: Cli, path: Path, tmp_path: Path, unknown: str) -> None:
    text = {"text": CANARY}
    for command in (
        ["client", "show", path, unknown],
        ["client", "change", path, unknown],
        ["note", "show", path, unknown],
        ["note", "sign", path, unknown],
        ["note", "addend", path, unknown],
        ["note", "change", path, unknown],
        ["process-note", "show", path, unknown],
        ["release", path, unknown, "--out", tmp_path / "out"],
    ):
        refused(cli(*command, "--json", stdin=text), 2)
    for command in (
        ["note", "list", path, "--client", unknown],
        ["process-note", "list", path, "--client", unknown],
        ["search", path, "word", "--client", unknown],
    ):
        ran = cli(*command, "--json")
        assert (ran.code, ran.out) == (0, b"[]\n") or refused(ran, 2), ran
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        [CANARY],
        ["client", CANARY],
        ["client", "list", "{vault}", CANARY],
        ["client", "list", "{vault}", f"--{CANARY}"],
        ["client", "list", "{vault}", f"--passphrase={CANARY}"],
        ["client", "list", "{vault}", f"--pass={CANARY}"],
        ["client", "list", "{vault}", f"--quiet={CANARY}"],
        ["client", "list", "{vault}", "--passphrase-fd", CANARY],
        ["client", "list", "{vault}", "--passphrase-fd", "99999999999999999999"],
        ["client", "list", "{vault}", "--passphrase-fd=-1"],
        ["client", "list", "{vault}", "--passphrase-fd", "999"],
        ["client", "list", "{vault}", "--passphrase-file"],
        ["client", "list"],
        ["search", "{vault}", "word", "--limit", CANARY],
        ["search", "{vault}", "word", "--limit", "0"],
        ["search", "{vault}", "word", "--limit=-1"],
        ["search", "{vault}", "word", "--limit", "9" * 30],
        ["search", "{vault}", "word", "--limit", "9" * 5_000],
        ["keys", "list", "{vault}", "--compartment", CANARY],
        ["release", "{vault}", "x"],
        ["demo", "d", "--clients", CANARY],
    ],
    ids=lambda arguments: " ".join(arguments)[:50],
)
def test_arguments_that_no_command_takes(cli: Cli, path: Path, arguments: list[str]) -> None:
    """A refusal never repeats what was typed: it may be a secret put in the wrong place."""
    given = [each.format(vault=path) for each in arguments]
    ran = cli(*given, "--json", unlocked="search" in arguments)
    if arguments[0] == "search" and ran.code == 0:
        assert ran.json == []
    else:
        refused(ran, 2, 6)


@pytest.mark.parametrize(
    "arguments",
    [
        ["release", "{vault}", "x", "--out", "o", "--format", "json"],
        ["release", "{vault}", "x", "--out", "o", "--request", "r"],
        ["release", "{vault}", "x", "--out", "o", "--basis", "b"],
    ],
    ids=" ".join,
)
def test_options_that_are_not_built_say_so(cli: Cli, path: Path, arguments: list[str]) -> None:
    ran = cli(*(each.format(vault=path) for each in arguments), unlocked=False)
    assert (ran.code, b"not in this version" in ran.err) == (2, True), ran


@contextlib.contextmanager
def small_disk() -> Iterator[Path]:
    """Mount a disk of 4 MB of this test's own; skip where that may not be done."""
    mount = shutil.which("mount")
    if mount is None or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs root")
    place = Path(tempfile.mkdtemp(prefix="strongroom-small-disk-"))
    made = subprocess.run([mount, "-t", "tmpfs", "-o", "size=4m", "tmpfs", place], check=False)
    if made.returncode:
        place.rmdir()
        pytest.skip("this machine lets nobody mount a disk")
    try:
        yield place
    finally:
        subprocess.run(["umount", place], check=True)
        place.rmdir()


def test_a_full_disk(cli: Cli, path: Path) -> None:
    with small_disk() as disk:
        vault = Path(shutil.copytree(path, disk / "v"))
        client = ok(cli("client", "add", vault, "--json", stdin=CLIENT))["id"]
        filler = disk / "filler"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        text = "Words that need more room than there is. " * 500
        for stdin in (note_of(client, text), [note_of(client, text)] * 3):
            error = refused(cli("note", "add", vault, "--json", stdin=stdin), 6)
            assert (error["code"], "full" in error["message"]) == ("storage", True)
        refused(cli("create", disk / "new", "--json"), 6)
        assert sorted(item.name for item in disk.iterdir()) == ["filler", "v"]
        filler.unlink()
        assert ok(cli("verify", vault, "--json"))["ok"]
        assert ok(cli("note", "list", vault, "--json")) == []
        assert ok(cli("client", "show", vault, client, "--json"))["name"] == CLIENT["name"]
        ok(cli("note", "add", vault, "--json", stdin=note_of(client, text)))


def test_a_read_only_disk(cli: Cli, path: Path) -> None:
    with small_disk() as disk:
        vault = Path(shutil.copytree(path, disk / "v"))
        subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
        for command in (["client", "list"], ["verify"], ["client", "add"]):
            error = refused(cli(*command, vault, "--json", stdin=CLIENT), 6)
            assert error["code"] == "storage"
        refused(cli("create", disk / "new", "--json"), 6)
        assert ok(cli("inspect", vault, "--json", unlocked=False))["kind"] == "vault"


@contextlib.contextmanager
def nobody() -> Iterator[None]:
    """Be a user whom permissions bind."""
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if root:
            os.seteuid(0)


@pytest.mark.parametrize("mode", [0o555, 0o000], ids=["may not be written", "may not be entered"])
def test_a_folder_that_permissions_close(cli: Cli, path: Path, mode: int) -> None:
    with tempfile.TemporaryDirectory() as top:
        Path(top).chmod(0o711)
        vault = Path(shutil.copytree(path, Path(top) / "v"))
        secret = Path(top) / "secret"
        secret.write_text(PASSPHRASE)
        secret.chmod(0o644)
        for item in vault.rglob("*"):
            item.chmod(0o755 if item.is_dir() else 0o444)
        vault.chmod(mode)
        before = [] if mode == 0 else sorted(vault.rglob("*"))
        with nobody():
            for command in (["client", "list"], ["verify"], ["client", "add"]):
                how = ["--json", "--passphrase-file", secret]
                ran = cli(*command, vault, *how, stdin=CLIENT, unlocked=False)
                refused(ran, 6)
        vault.chmod(0o755)
        assert sorted(vault.rglob("*")) == before or mode == 0


def test_a_disk_that_fails_under_the_header(
    cli: Cli, path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "new").write_text("a new passphrase")
    replace, before = os.replace, (path / "vault.json").read_bytes()

    def fail(source: Path, target: Path) -> None:
        if target.name == "vault.json":
            raise OSError(errno.EIO, "Input/output error", str(target))
        replace(source, target)

    with monkeypatch.context() as patch:
        patch.setattr("vault.storage.files.os.replace", fail)
        command = ["keys", "change", path, "--json", "--new-passphrase-file", tmp_path / "new"]
        refused(cli(*command), 6)
    assert (path / "vault.json").read_bytes() == before
    assert [item.name for item in path.iterdir() if item.name.endswith(".part")] == []
    ok(cli("client", "list", path, "--json"))


@pytest.mark.parametrize("where", [">&-", ">/dev/full", "<&-", "2>&-"])
def test_a_closed_or_full_stream_is_no_defect(path: Path, tmp_path: Path, where: str) -> None:
    (tmp_path / "p").write_text(PASSPHRASE)
    secret = "" if where == "<&-" else f"--passphrase-file '{tmp_path / 'p'}'"
    line = f"'{sys.executable}' -m vault verify '{path}' {secret} {where}"
    environment = {"XDG_STATE_HOME": str(tmp_path), "PATH": os.environ["PATH"]}
    command = ["sh", "-c", line]
    ran = subprocess.run(command, capture_output=True, cwd=ROOT, check=False, env=environment)
    assert ran.returncode in ((0,) if where == "2>&-" else (2, 6)), ran.stderr
    assert b"defect" not in ran.stderr
    assert b"Exception" not in ran.stderr
