"""A backup opens without Strongroom: from its disk alone, with stock age and the shipped reader."""

import html
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_backup import back_up
from tests.practice import (
    PROCESS_PASSPHRASE,
    Keys,
    a_client,
    a_document,
    a_process_note,
    with_record,
)
from tests.storage.test_database import derive_once
from vault.lifecycle.backup import READER, START_HERE
from vault.lifecycle.cards import keep_cards
from vault.model.secret import Passphrase
from vault.model.share import Card, Holder

pytestmark = pytest.mark.skipif(shutil.which("age") is None, reason="needs age")

WORDS = "Slept six hours. Keep a sleep diary."


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def disk(unlocked: Unlock, tmp_path: Path) -> Path:
    """All that is left: a disk with a backup."""
    vault = unlocked()
    client = with_record(vault, WORDS)
    process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client, "Kept apart.")])
    process.close()
    back_up(vault, tmp_path / "disk")
    vault.close()
    shutil.rmtree(tmp_path / "practice.strongroom")
    return tmp_path / "disk"


@pytest.fixture
def disk_with_cards(unlocked: Unlock, tmp_path: Path) -> Path:
    """A disk with a backup, and in its folder the texts of two cards of three."""
    vault = unlocked()
    with_record(vault, WORDS)
    holders = [Holder("Ash Moreno"), Holder("Bo Lindqvist"), Holder("Cy Okafor")]

    def keep(cards: Sequence[Card]) -> None:
        keep_cards(tmp_path / "cards", cards)

    vault.add_executor(vault.ways_in, 2, holders, keep)
    back_up(vault, tmp_path / "disk")
    vault.close()
    shutil.rmtree(tmp_path / "practice.strongroom")
    (tmp_path / "cards" / "card-3.txt").unlink()
    for card in (tmp_path / "cards").iterdir():
        shutil.move(card, tmp_path / "disk" / card.name)
    return tmp_path / "disk"


def commands(disk: Path) -> list[list[str]]:
    """Return what the page on the disk tells a helper to type."""
    text = (disk / START_HERE).read_text("utf-8")
    return [
        part.partition("</pre>")[0].replace("python3", sys.executable).split()
        for part in text.split("<pre>")[1:]
    ]


def combining(disk: Path) -> str:
    """Return what the page on the disk tells whoever has cards to type."""
    text = (disk / START_HERE).read_text("utf-8").partition('<pre class="cards">')[2]
    return html.unescape(text.partition("</pre>")[0]).replace("python3", sys.executable)


def follow(disk: Path, key: str) -> list[str]:
    """Do what the page says, with nothing of Strongroom; return what was printed."""
    (disk / "key.txt").write_text(f"{key}\n")
    said = []
    for command in commands(disk):
        done = subprocess.run(
            command, cwd=disk, capture_output=True, text=True, check=True, env={"PATH": "/usr/bin"}
        )
        said.append(done.stdout)
    return said


def test_the_page_on_the_disk_leads_to_the_notes(disk: Path, keys: Keys) -> None:
    rebuilt, read = follow(disk, keys["records"])
    assert "damaged blocks: 0" in rebuilt
    assert "damaged: none" in read
    assert "process: this key does not open it" in read
    with sqlite3.connect(disk / "out" / "records.sqlite") as records:
        assert records.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert records.execute("SELECT name FROM client").fetchall() == [("Dana Whitfield",)]
        assert WORDS in str(records.execute("SELECT * FROM note_text").fetchall())
    records.close()
    assert not (disk / "out" / "process.sqlite").exists()


def test_the_page_on_the_disk_leads_to_attached_documents(
    unlocked: Unlock, tmp_path: Path, keys: Keys
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    file = tmp_path / "report.pdf"
    file.write_bytes(b"%PDF-1.7 " + WORDS.encode() * 1000)
    added, lost = (
        vault.documents.attach(
            [(a_document(client, title=title), vault.documents.to_attach(file).seal())]
        )[0]
        for title in ("The report", "Another")
    )
    disk = tmp_path / "disk"
    back_up(vault, disk)
    vault.close()
    shutil.rmtree(tmp_path / "practice.strongroom")
    (disk / "documents" / f"{lost.id}.age").write_bytes(b"rot")
    done = subprocess.run(commands(disk)[0], cwd=disk, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert f"documents/{lost.id}.age: {lost.file.sealed_size} bytes, DAMAGED" in done.stdout
    assert f"documents/{added.id}.age: {added.file.sealed_size} bytes, whole" in done.stdout
    (disk / "key.txt").write_text(keys["records"])
    subprocess.run(commands(disk)[1], cwd=disk, capture_output=True, check=True)
    with sqlite3.connect(disk / "out" / "records.sqlite") as records:
        rows = records.execute("SELECT id, identity FROM document WHERE title = 'The report'")
        known, identity = rows.fetchone()
    records.close()
    (disk / "one.txt").write_text(identity)
    page = (disk / START_HERE).read_text("utf-8").partition('<pre class="documents">')[2]
    command = page.partition("</pre>")[0].replace("ID.age", f"{known}.age").split()
    subprocess.run(command, cwd=disk, capture_output=True, check=True)
    assert (disk / "document").read_bytes() == file.read_bytes()


def test_the_other_key_opens_process_notes_and_not_the_records(disk: Path, keys: Keys) -> None:
    read = follow(disk, keys["process"])[1]
    assert "records: this key does not open it" in read
    with sqlite3.connect(disk / "out" / "process.sqlite") as process:
        assert "Kept apart." in str(process.execute("SELECT text FROM process_text").fetchall())
    process.close()


def test_cards_and_the_page_on_the_disk_lead_to_the_notes(disk_with_cards: Path) -> None:
    """Two of three cards, the disk and stock tools: no Strongroom, no passphrase."""
    disk = disk_with_cards
    command, _to, target = combining(disk).partition(" > ")
    with (disk / target).open("w") as file:
        subprocess.run(command.split(), cwd=disk, stdout=file, check=True)
    rebuilt, read = follow(disk, (disk / "key.txt").read_text().strip())
    assert "damaged blocks: 0" in rebuilt
    assert "damaged: none" in read
    assert "process: this key does not open it" in read
    with sqlite3.connect(disk / "out" / "records.sqlite") as records:
        assert WORDS in str(records.execute("SELECT * FROM note_text").fetchall())
    records.close()


def test_one_bad_page_is_named_and_the_rest_is_read(disk: Path, keys: Keys) -> None:
    follow(disk, keys["records"])
    database = disk / "Rebuilt.strongroom" / "records-1.db"
    data = bytearray(database.read_bytes())
    data[-2000] ^= 1
    database.write_bytes(data)
    shutil.rmtree(disk / "out")
    done = subprocess.run(commands(disk)[1], cwd=disk, capture_output=True, text=True, check=True)
    assert f"damaged: [{len(data) // 4096}]" in done.stdout


def test_a_block_that_is_gone_is_counted_and_the_rest_rebuilt(disk: Path, keys: Keys) -> None:
    next(disk.glob("blocks/*/*")).unlink()
    (disk / "key.txt").write_text(keys["records"])
    done = subprocess.run(commands(disk)[0], cwd=disk, capture_output=True, text=True, check=False)
    assert done.returncode == 4
    assert "damaged blocks: 1" in done.stdout
    assert "DAMAGED" in done.stdout


def test_the_reader_is_short_and_every_tool_is_named(disk: Path) -> None:
    page = (disk / START_HERE).read_text("utf-8")
    # Of the third, 75 lines are the list of words.
    limits = {"read_vault.py": 60, "rebuild_backup.py": 80, "combine_cards.py": 240}
    assert set(limits) == set(READER[1:])
    for name, limit in limits.items():
        code = (disk / "reader" / name).read_text("utf-8")
        assert len(code.splitlines()) <= limit, name
        assert f"reader/{name}" in page
    tools = ("age-encryption.org", "www.python.org", "cryptography", "SQLite")
    assert [tool for tool in tools if tool not in page] == []
    print(
        f"opening a backup without Strongroom: {len(tools)} tools, {len(commands(disk))} commands"
    )
