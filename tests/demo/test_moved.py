"""What was written by hand is moved to the day of the demo: made on any day, its dates fit it."""

import io
import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from PIL import Image

from tests.practice import EASTERN, FixedClock
from tests.storage.test_database import derive_once
from vault.demo import make, papers
from vault.demo.cast import DemoSize
from vault.demo.diary import is_holiday
from vault.demo.make import PASSPHRASE, make_demo
from vault.demo.moved import move_of, moved, written_by_hand
from vault.demo.people import ANNA_AND_TOM, CLIENTS, DANA, LUCIA, MARCUS, DemoClient
from vault.errors import StorageFailed
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.model.secret import Passphrase

DAYS = (
    date(2025, 3, 4),
    date(2025, 12, 31),
    date(2026, 6, 10),
    date(2026, 11, 22),
    date(2028, 2, 29),
)
BY_HAND = DemoSize(clients=len(CLIENTS))
"""A practice that is looked at, with nobody invented."""


def words(client: DemoClient) -> str:
    """Return all that was written of a client."""
    told = (
        (*note.sections, note.addendum, note.process_note, *note.particulars.values())
        for note in client.notes
    )
    return "\n".join(text for each in told for text in each)


@pytest.mark.parametrize("number", range(0, 1500, 31))
def test_it_ends_shortly_before_any_day(number: int) -> None:
    today = date(2025, 1, 1) + timedelta(days=number)
    for before, after in zip(CLIENTS, written_by_hand(today), strict=True):
        days = [note.day for note in after.notes]
        assert timedelta(days=5) <= today - max(days) <= timedelta(days=63)
        assert not any(is_holiday(day) for day in days)
        moves = {new.day - old.day for old, new in zip(before.notes, after.notes, strict=True)}
        assert len(moves) == 1
        assert moves.pop().days % 7 == 0
        assert not re.search(r"[{}]", words(after))


@pytest.mark.parametrize(
    ("client", "today", "said"),
    [
        (DANA, date(2026, 6, 10), "the death of her father in February."),
        (DANA, date(2026, 6, 10), "corrected this by phone on May 22."),
        (DANA, date(2026, 6, 10), "As on May 7;"),
        (DANA, date(2025, 3, 4), "the death of her father in November."),
        (MARCUS, date(2025, 3, 4), "February 4, 2025"),
        (MARCUS, date(2028, 2, 29), "to work since November, both"),
        (LUCIA, date(2026, 7, 20), "Stomach ache on summer school mornings;"),
        (LUCIA, date(2026, 11, 22), "Stomach ache on school mornings;"),
    ],
)
def test_dates_are_said_as_they_are_then(client: DemoClient, today: date, said: str) -> None:
    assert said in words(moved(client, today))


def test_a_child_stays_as_old_as_it_was_written() -> None:
    for today in DAYS:
        lucia = moved(LUCIA, today)
        assert lucia.birth_date is not None
        assert 12 <= (lucia.notes[0].day - lucia.birth_date).days / 365.25 < 14
    assert moved(ANNA_AND_TOM, DAYS[0]).birth_date is None


@pytest.fixture
def scanned(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Scan nothing, which takes seconds to read; keep what would stand on the pages."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG")
    pages: list[str] = []

    def scan(words: str) -> bytes:
        pages.append(words)
        return out.getvalue()

    monkeypatch.setattr(papers, "_scan", scan)
    return pages


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_it_is_made_on_any_day(
    tmp_path: Path,
    around: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    scanned: list[str],
    day: date,
) -> None:
    derive_once(monkeypatch)
    for name in (
        "_release",
        "_back_up",
        "arrange_succession",
    ):  # they know of no other day than today
        monkeypatch.setattr(make, name, lambda *_of: None)
    clock = FixedClock(datetime.combine(day, time(12), EASTERN))
    made = make_demo(tmp_path / "demo", replace(around, clock=clock), BY_HAND)
    vault = unlock(made.vault, Passphrase(PASSPHRASE), replace(around, clock=clock))
    clients = {each.name: each for each in vault.clients.list_all()}
    assert len(clients) == len(CLIENTS)
    assert max(row.service_date for row in vault.notes.list_rows()) == day
    for each in CLIENTS:
        days = {row.service_date for row in vault.notes.list_rows(clients[each.name].id)}
        assert {move_of(each, day).day(note.day) for note in each.notes} == days - {day}
        kept = vault.documents.of_client(clients[each.name].id)
        assert all(paper.received <= day for paper in kept)
    vault.close()
    assert len(scanned) == 3
    said = " ".join(scanned)
    assert "{" not in said
    assert set(re.findall(r"\b20\d\d\b", said)) <= {str(day.year), str(day.year - 1)}


def test_what_could_not_be_made_whole_is_taken_away(
    tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)

    def full(*_of: object) -> None:
        raise StorageFailed("The disk is full.")

    kept = tmp_path / "demo" / "releases" / "of-another.pdf"
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"kept")
    monkeypatch.setattr(make, "attach_papers", full)
    for folder in (tmp_path / "demo", tmp_path / "new" / "one"):
        with pytest.raises(StorageFailed, match="full"):
            make_demo(folder, around, BY_HAND)
    assert [each for each in (tmp_path / "demo").rglob("*") if each.is_file()] == [kept]
    assert not (tmp_path / "new").exists()
    assert kept.read_bytes() == b"kept"
