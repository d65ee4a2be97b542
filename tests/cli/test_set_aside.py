"""imports aside: listed, taken out to a file or into a process note, given back."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_commands import CLIENT, Cli
from vault.model.incoming.set_aside import AsideState

WORDS = b"Of zqmarmalade.\n"
PAPER = "--authorization=Authorization of Dana Whitfield"


@pytest.fixture
def place(cli: Cli, path: Path, tmp_path: Path) -> Path:
    """A vault into which two files came that are set aside."""
    vault, source = path, tmp_path / "source"
    (source / "Process Notes").mkdir(parents=True)
    (source / "Process Notes" / "1.txt").write_bytes(WORDS)
    (source / "Process Notes" / "2.bin").write_bytes(b"\0\1\xff")
    said = cli("import", source, vault, "--dry-run")
    assert b"Process Notes/1.txt: set aside, unread" in said.out
    came = cli("import", source, vault, "--json")
    assert came.json["aside"] == ["Process Notes/1.txt", "Process Notes/2.bin"]
    assert came.json["counts"]["aside"] == 2
    return vault


def listed(cli: Cli, place: Path) -> dict[str, dict[str, Any]]:
    rows = cli("imports", "aside", "list", place, "--json").json
    return {each["path"].rpartition("/")[2]: each for each in rows}


def test_it_is_listed_with_number_source_size_and_day(cli: Cli, place: Path) -> None:
    found = listed(cli, place)["1.txt"]
    assert (found["number"], found["size"], found["state"]) == (1, len(WORDS), "aside")
    assert found["sha256"] == hashlib.sha256(WORDS).hexdigest()
    text = cli("imports", "aside", "list", place).out.decode()
    assert f"{found['id']}  1  {found['came_at'][:10]}  {len(WORDS)} B  sealed, unread" in text
    assert "zqmarmalade" not in text
    everything = cli("imports", "list", place, "--json").json
    shown = cli("imports", "show", place, everything[0]["id"], "--json").json
    assert {each["path"] for each in shown["files"]} == {
        "Process Notes/1.txt",
        "Process Notes/2.bin",
    }


def test_it_is_taken_out_to_a_new_file_on_a_paper(cli: Cli, place: Path, tmp_path: Path) -> None:
    aside, out = listed(cli, place)["1.txt"]["id"], tmp_path / "out.txt"
    take = ("imports", "aside", "take-out", place, aside)
    assert cli(*take, "--out", out).code != 0, "on no paper"
    assert cli(*take, PAPER).code != 0, "to nowhere"
    assert not out.exists()
    ran = cli(*take, PAPER, "--paper-day=2026-11-02", "--out", out, "--json")
    assert out.read_bytes() == WORDS
    assert (ran.json["state"], ran.json["file"]) == (AsideState.TAKEN_OUT, str(out))
    assert ran.json["authorization"] == {
        "words": "Authorization of Dana Whitfield",
        "day": "2026-11-02",
        "document": "",
    }
    again = cli(*take, PAPER, "--out", tmp_path / "other.txt")
    assert again.code != 0
    assert b"already" in again.err
    assert not (tmp_path / "other.txt").exists()
    assert cli("verify", place).code == 0


def test_it_is_given_back_and_says_to_whom(cli: Cli, place: Path, tmp_path: Path) -> None:
    aside, out = listed(cli, place)["2.bin"]["id"], tmp_path / "back.bin"
    back = ("imports", "aside", "return", place, aside, "--out", out)
    assert cli(*back).code != 0, "to nobody"
    ran = cli(*back, "--to=Ruth Alder, LCSW")
    assert ran.code == 0
    assert hashlib.sha256(b"\0\1\xff").hexdigest().encode() in ran.out
    assert out.read_bytes() == b"\0\1\xff"
    found = listed(cli, place)["2.bin"]
    assert (found["state"], found["returned_to"]) == ("returned", "Ruth Alder, LCSW")
    assert len(list((place / "documents").iterdir())) == 1
    assert cli("verify", place).code == 0


def test_it_becomes_a_process_note(cli: Cli, place: Path) -> None:
    client = cli("client", "add", place, "--json", stdin=CLIENT).json["id"]
    found = listed(cli, place)
    take = ("imports", "aside", "take-out", place)
    refused = cli(*take, found["2.bin"]["id"], PAPER, "--as-note", client)
    assert b"no plain text" in refused.err
    ran = cli(*take, found["1.txt"]["id"], PAPER, "--as-note", client, "--session=2026-05-14")
    assert ran.code == 0
    hits = cli("process-note", "search", place, "zqmarmalade", "--json").json
    assert [(each["note"], each["client"]) for each in hits] == [(found["1.txt"]["id"], client)]
    assert "zqmarmalade" not in json.dumps(cli("imports", "aside", "list", place, "--json").json)
