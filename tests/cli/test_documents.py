"""The commands of documents: attached, listed, given back byte for byte, marked."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.test_bad_input import CANARY, refused
from tests.cli.test_commands import CLIENT, Cli, ok
from tests.foreign.samples import scan
from tests.practice import PASSPHRASE
from vault.foreign.foreign_file import can_see_words

TODAY = date.today()
WORDS = b"%PDF-1.7\n" + bytes(range(256)) * 5000


@pytest.fixture
def client(cli: Cli, path: Path) -> str:
    """Add a client; return the id."""
    return str(ok(cli("client", "add", path, "--json", stdin=CLIENT))["id"])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return a file as it came."""
    file = tmp_path / "School_report 王.pdf"
    file.write_bytes(WORDS)
    return file


def test_what_is_attached_is_shown_as_it_was_entered(
    cli: Cli, path: Path, client: str, report: Path
) -> None:
    said = {
        "title": "School report",
        "kind": "report",
        "day": (TODAY - timedelta(days=9)).isoformat(),
        "received": (TODAY - timedelta(days=1)).isoformat(),
        "author": "The school counselor",
        "source": "The school",
        "rerelease": "no",
    }
    entered = {"client": client, "file": str(report)} | said
    added = ok(cli("document", "add", path, "--json", stdin=entered))["id"]
    shown = ok(cli("document", "show", path, added, "--json"))
    assert {name: shown[name] for name in said} == said
    assert (shown["name"], shown["media"], shown["size"]) == (
        report.name,
        "application/pdf",
        len(WORDS),
    )
    assert ok(cli("document", "list", path, client, "--json")) == [shown]
    changed = ok(cli("document", "change", path, added, "--json", stdin=said | {"kind": "letter"}))
    assert changed == shown | {"kind": "letter"}
    text = cli("document", "list", path, client).out.decode()
    assert f"{added}  School report, Letter or message, 1.3 MB" in text


def test_a_document_comes_back_to_a_file_and_to_a_pipe(
    cli: Cli, path: Path, client: str, report: Path, tmp_path: Path
) -> None:
    entered = [{"client": client, "file": str(report)}] * 2
    added = ok(cli("document", "add", path, "--json", stdin=entered))
    assert cli("document", "list", path, client).out.decode().count("School report 王") == 2
    done = cli("document", "get", path, added[0]["id"], "--out", tmp_path / "o", "--json")
    assert (done.code, done.json["size"]) == (0, len(WORDS))
    assert "not encrypted" in done.err.decode()
    assert (tmp_path / "o").read_bytes() == WORDS
    (tmp_path / "pass").write_text(PASSPHRASE)
    command = [sys.executable, "-m", "vault", "document", "get", str(path), added[1]["id"]]
    piped = subprocess.run(
        [*command, "--passphrase-file", str(tmp_path / "pass")],
        capture_output=True,
        check=True,
        env={"HOME": str(tmp_path), "PATH": "/usr/bin"},
        cwd=Path(__file__).parents[2],
    )
    assert piped.stdout == WORDS


def test_a_mark_and_its_end(cli: Cli, path: Path, client: str, report: Path) -> None:
    entered = {"client": client, "file": str(report)}
    added = ok(cli("document", "add", path, "--json", stdin=entered))["id"]
    marked = ok(
        cli("document", "mark-in-error", path, added, "--json", stdin={"text": "Of another."})
    )
    assert marked["in_error"]["reason"] == "Of another."
    assert "in error" in cli("document", "list", path, client).out.decode()
    said = {"title": "Another title", "received": TODAY.isoformat()}
    changed = ok(cli("document", "change", path, added, "--json", stdin=said))
    assert changed["in_error"] == marked["in_error"]
    standing = ok(cli("document", "mark-as-standing", path, added, "--json"))
    assert standing["in_error"] is None


def test_bad_input_is_refused_and_attaches_nothing(
    cli: Cli, path: Path, client: str, report: Path, tmp_path: Path
) -> None:
    good = {"client": client, "file": str(report)}
    for wrong, code in (
        (good | {"kind": CANARY}, 2),
        (good | {"received": "yesterday"}, 2),
        (good | {"received": (TODAY + timedelta(days=2)).isoformat()}, 2),
        (good | {"client": "0" * 32}, 2),
        (good | {"file": str(tmp_path / CANARY)}, 6),
        (good | {"other": CANARY}, 2),
        ([good, good | {"file": str(tmp_path)}], 2),
    ):
        refused(cli("document", "add", path, "--json", stdin=wrong), code)
    assert ok(cli("document", "list", path, client, "--json")) == []
    assert list((path / "documents").iterdir()) == []
    refused(cli("document", "get", path, "0" * 32, "--out", tmp_path / "o"), 2)
    assert not (tmp_path / "o").exists()


def test_the_schema_of_what_is_entered_is_printed(cli: Cli, path: Path) -> None:
    for what in ("add", "change"):
        rest = ("0" * 32,) if what == "change" else ()
        shown = cli("document", what, path, *rest, "--schema")
        assert "received" in json.dumps(json.loads(shown.out))


@pytest.mark.skipif(not can_see_words(), reason="needs the extra ocr")
def test_a_scan_is_found_by_a_word_inside_it(
    cli: Cli, path: Path, client: str, tmp_path: Path
) -> None:
    (tmp_path / "scan.pdf").write_bytes(scan("PDF"))
    entered = {"client": client, "file": str(tmp_path / "scan.pdf"), "title": "From school"}
    added = ok(cli("document", "add", path, "--json", stdin=entered))["id"]
    [hit] = ok(cli("document", "search", path, "marmalade", "--json"))
    assert (hit["id"], hit["client"]) == (added, client)
    assert "Marmalade" in hit["snippet"]
    assert ok(cli("document", "read-words", path, "--json")) == {"with_words": 0}
    assert "From school" in cli("document", "search", path, "tuesday").out.decode()
    refused(cli("document", "search", path, "x", "--limit", "0"), 2)


def test_the_newest_scans_are_listed(cli: Cli, path: Path, tmp_path: Path) -> None:
    refused(cli("document", "scans", path), 2)
    folder = tmp_path / "scans"
    folder.mkdir()
    ok(cli("settings", "set", path, "--json", stdin={"scan_folder": str(folder)}))
    assert "It is empty." in cli("document", "scans", path).out.decode()
    (folder / "scan.txt").write_text("x")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere")
    [scan] = ok(cli("document", "scans", path, "--json"))
    assert (scan["file"], scan["size"]) == (str(folder / "scan.txt"), 1)
    folder.rename(tmp_path / "away")
    refused(cli("document", "scans", path), 6)
