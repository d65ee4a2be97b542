"""Verifying: what is whole is proved so, what is not is named, and nothing is changed."""

import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_header_file import snapshot
from tests.practice import PASSPHRASE, PROCESS_PASSPHRASE, Keys, a_note, a_process_note
from tests.practice import with_record as with_signed_notes
from tests.storage.test_database import (
    decrypted_pages,
    derive_once,
    place_of,
    raw_connection,
)
from vault.errors import Cancelled, Damaged, NotFound, WrongSecret
from vault.format.vault_header import PROCESS
from vault.lifecycle.verify import verify
from vault.model.secret import Passphrase, RecoveryKey
from vault.progress import Progress

RECORDS_SECRET, PROCESS_SECRET = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def ids(path: Path, unlocked: Unlock) -> dict[str, str]:
    """Fill the vault; return the ids of what is in it."""
    vault = unlocked()
    client = with_signed_notes(vault, "She walked by the river.", "Walking helps.")
    note = vault.notes.list_rows(client.id)[0].id
    addendum = vault.notes.addend(note, "It was the Charles.").id
    vault.notes.begin([a_note(client, "A draft.")])
    process = vault.process_door.open(PROCESS_SECRET)
    private = process.notes.add([a_process_note(client)])[0].id
    process.close()
    vault.close()
    return {"client": client.id, "note": note, "addendum": addendum, "private": private}


def named(path: Path) -> list[tuple[str, str]]:
    """Return what a full verification names."""
    found = verify(path, RECORDS_SECRET, PROCESS_SECRET).problems
    return [(each.kind, each.id) for each in found]


def test_a_whole_vault_is_proved_whole_and_not_touched(path: Path, ids: dict[str, str]) -> None:
    before = snapshot(path)
    times = {item: item.stat().st_mtime_ns for item in path.rglob("*") if item.is_file()}
    one = verify(path, RECORDS_SECRET)
    both = verify(path, RECORDS_SECRET, PROCESS_SECRET)
    assert one.ok
    assert both.ok
    assert both.checked > one.checked > 12
    assert snapshot(path) == before
    kept = {item: item.stat().st_mtime_ns for item in times if item.name != "vault.lock"}
    assert all(times[item] == moment for item, moment in kept.items())


def test_the_paper_keys_verify_too(path: Path, ids: dict[str, str], keys: Keys) -> None:
    assert verify(path, RecoveryKey(keys["records"]), RecoveryKey(keys["process"])).ok


def test_secrets_that_do_not_fit_verify_nothing(path: Path, tmp_path: Path) -> None:
    for secrets in ((PROCESS_SECRET,), (RECORDS_SECRET, RECORDS_SECRET), (Passphrase("no"),)):
        with pytest.raises(WrongSecret):
            verify(path, *secrets)
    with pytest.raises(NotFound):
        verify(tmp_path, RECORDS_SECRET)


def test_progress_is_told_and_work_can_be_cancelled(path: Path, ids: dict[str, str]) -> None:
    steps: list[int] = []
    report = verify(path, RECORDS_SECRET, progress=Progress(lambda done, total: steps.append(done)))
    assert steps == list(range(1, report.checked + 1))
    for stop in (1, 5, report.checked):
        left = iter(range(stop))
        progress = Progress(cancelled=lambda left=left: next(left, None) is None)  # type: ignore[misc]
        if stop < report.checked:
            with pytest.raises(Cancelled):
                verify(path, RECORDS_SECRET, progress=progress)
    assert verify(path, RECORDS_SECRET).ok  # the lock was let go


def flip_page(name: str, page: int) -> Callable[[Path], None]:
    """Return a harm: one bit in the middle of a page."""

    def flip(path: Path) -> None:
        data = bytearray((path / name).read_bytes())
        data[page * 4096 + 2000] ^= 4
        (path / name).write_bytes(data)

    return flip


def test_one_damaged_note_is_named_alone_and_the_sitting_goes_on(
    path: Path, unlocked: Unlock
) -> None:
    """SQLCipher serves nothing more on a connection that met a damaged page."""
    vault = unlocked()
    client = with_signed_notes(vault, *(f"Session {n}. " * 400 for n in range(10)))
    ids = {vault.notes.get(row.id).sections[0].text[:9]: row.id for row in vault.notes.list_rows()}
    vault.close()
    plain = decrypted_pages(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    pages = [plain[at : at + 4016] for at in range(4000, len(plain), 4016)]
    words = b"Session 4. " * 300  # more than a page that several notes share
    flip_page("records-1.db", 1 + next(n for n, page in enumerate(pages) if words in page))(path)
    bad = ids["Session 4"]
    assert {name for kind, name in named(path) if kind not in ("pages", "structure")} == {bad}
    again = unlocked()
    read = set()
    for note in ids.values():
        try:
            read.add(again.notes.get(note).id)
        except Damaged:
            assert note == bad
    assert read == set(ids.values()) - {bad}
    begun = again.notes.begin([a_note(client, "It can still be written.")])[0]
    assert again.notes.get(again.notes.sign(begun.id).id).signed


def remove(name: str) -> Callable[[Path], None]:
    """Return a harm: a file is gone."""
    return lambda path: (path / name).unlink()


def cut(name: str) -> Callable[[Path], None]:
    """Return a harm: the last page is gone."""

    def drop(path: Path) -> None:
        (path / name).write_bytes((path / name).read_bytes()[:-4096])

    return drop


@pytest.mark.parametrize(
    ("harm", "kind", "what"),
    [
        (flip_page("records-1.db", 0), "database", "records-1.db"),
        (cut("records-1.db"), "database", "records-1.db"),
        (cut("process-1.db"), "database", "process-1.db"),
        (remove("records-1.db"), "database", "records-1.db"),
        (remove("process-1.db"), "database", "process-1.db"),
        (remove("records.head"), "head", "records"),
        (remove("process.head"), "head", "process"),
        (remove("vault.json"), "header", "vault.json"),
        (remove("vault.json.2"), "header", "vault.json.2"),
    ],
    ids=lambda value: value if isinstance(value, str) else "harm",
)
def test_damage_is_named(
    path: Path, ids: dict[str, str], harm: Callable[[Path], None], kind: str, what: str
) -> None:
    harm(path)
    assert (kind, what) in named(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE process_text SET text = upper(text)",
        "UPDATE process_text SET salt = zeroblob(32)",
        "UPDATE process_note SET day = '2020-01-01'",
        "DELETE FROM process_text",
    ],
)
def test_an_altered_process_note_is_named(path: Path, ids: dict[str, str], statement: str) -> None:
    place = place_of(path, PROCESS, PROCESS_SECRET)
    raw = raw_connection(path / "process-1.db", place.subkey("sqlcipher"))
    raw.execute(statement)
    raw.close()
    assert ("process-note", ids["private"]) in named(path)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE client SET added_at = 'yesterday'",
        "UPDATE client SET contacts = '{'",
        "UPDATE client SET kind = 'unheard of'",
        "UPDATE client SET birth_date = '1984-13-01'",
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_the_rest_is_checked(
    path: Path, ids: dict[str, str], statement: str
) -> None:
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    raw.execute(statement)
    raw.close()
    assert named(path) == [("clients", "records")]


def test_any_page_that_is_damaged_is_noticed(path: Path, ids: dict[str, str]) -> None:
    """One flipped bit at a random place of every page of both databases."""
    dice = random.Random("pages")
    flips = missed = 0
    for name in ("records-1.db", "process-1.db"):
        whole = (path / name).read_bytes()
        for page in range(len(whole) // 4096):
            data = bytearray(whole)
            data[page * 4096 + dice.randrange(4096)] ^= 1 << dice.randrange(8)
            (path / name).write_bytes(data)
            flips += 1
            missed += not named(path)
        (path / name).write_bytes(whole)
    sys.stdout.write(f"verify: one bit in each of {flips} pages, not noticed {missed}\n")
    assert flips > 10
    assert missed == 0
    assert named(path) == []


def test_problems_never_hold_words_of_the_record(path: Path, ids: dict[str, str]) -> None:
    raw = raw_connection(path / "records-1.db", place_of(path).subkey("sqlcipher"))
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    raw.execute("UPDATE note_text SET text = text || 'x'")
    raw.execute("UPDATE client SET birth_date = name")
    raw.close()
    report = verify(path, RECORDS_SECRET)
    assert len(report.problems) >= 4
    for word in ("walk", "river", "Dana", "Whitfield", "Charles"):
        assert word.lower() not in repr(report).lower()
