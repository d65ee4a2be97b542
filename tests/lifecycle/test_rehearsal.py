"""Rehearsals with what is on paper: the key itself opens the backup; a failed one never counts."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.lifecycle.test_backup import PROCESS_SECRET, back_up, flip
from tests.lifecycle.test_header_file import snapshot as files_of
from tests.practice import FixedClock, Keys, a_process_note, with_record
from tests.storage.test_database import derive_once
from vault.crypto.shares import combine
from vault.errors import Damaged, NotFound, VaultError, WrongSecret
from vault.lifecycle.rehearsal import key_from_files
from vault.model.audit import Action, Fact
from vault.model.rehearsal import PaperWay, Rehearsed, due_papers
from vault.model.secret import RecoveryKey
from vault.model.share import Card, Holder
from vault.open_vault import OpenVault
from vault.progress import Progress

HOLDERS = [Holder("Robin Vance"), Holder("Sam Ortiz"), Holder("Kim Lindqvist")]


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    derive_once(monkeypatch)


@pytest.fixture
def filled(unlocked: Unlock) -> OpenVault:
    """A vault with a note and a process note."""
    vault = unlocked()
    client = with_record(vault, "Slept six hours. " * 400)
    process = vault.process_door.open(PROCESS_SECRET)
    process.notes.add([a_process_note(client, "Kept apart.")])
    process.close()
    return vault


def rehearse(vault: OpenVault, place: Path, key: str = "") -> Rehearsed:
    """Rehearse with a key from paper, or with the one in hand, and keep it."""
    given = RecoveryKey(key) if key else None
    done = vault.prepare_rehearsal().run(str(place), Progress(), given)
    vault.rehearsals.record(done)
    return done


def cards_for(vault: OpenVault) -> Sequence[Card]:
    """Make a set of which two of three cards open the records."""
    made: list[Card] = []
    vault.add_executor(vault.ways_in, 2, HOLDERS, made.extend)
    return made


def paper(vault: OpenVault, way_in: str, compartment: str = "records") -> PaperWay:
    """Return what is known of one way in on paper."""
    (found,) = (
        each
        for each in vault.rehearsals.papers()
        if (each.compartment, each.way_in) == (compartment, way_in)
    )
    return found


@pytest.mark.parametrize("compartment", ["records", "process"])
def test_a_recovery_key_opens_the_backup_and_is_due_again_in_a_year(
    filled: OpenVault, place: Path, path: Path, keys: Keys, clock: FixedClock, compartment: str
) -> None:
    made = back_up(filled, place)
    clock.advance(days=400)
    before = paper(filled, "recovery:2", compartment)
    assert before.is_due(clock.now().date())
    done = rehearse(filled, place, keys[compartment])
    assert done == Rehearsed(made.snapshot, compartment, "recovery:2")
    after = paper(filled, "recovery:2", compartment)
    today = clock.now().date()
    assert (after.made, after.rehearsed) == (before.made, today)
    assert after.due_on == date(today.year + 1, today.month, today.day)
    assert not after.is_due(after.due_on - timedelta(days=1))
    assert after.is_due(after.due_on)
    assert [name for name in files_of(path) if "rehearsal" in name] == []
    entry = next(e for e in reversed(filled.audit.export()) if e.action == Action.BACKUP_REHEARSED)
    assert entry.detail == {"compartment": compartment, "way_in": "recovery:2"}


def test_the_key_in_hand_says_nothing_of_what_is_on_paper(
    filled: OpenVault, place: Path, clock: FixedClock
) -> None:
    back_up(filled, place)
    clock.advance(days=400)
    rehearse(filled, place)
    last = filled.rehearsals.last()
    assert last is not None
    assert (last.done.way_in, last.at) == ("", clock.now())
    due = due_papers(filled.rehearsals.papers(), clock.now().date())
    assert [(each.compartment, each.way_in) for each in due] == [
        ("records", "recovery:2"),
        ("process", "recovery:2"),
    ]


def test_cards_open_the_backup_and_are_due_a_year_after_they_were_made(
    filled: OpenVault, place: Path, tmp_path: Path, clock: FixedClock
) -> None:
    clock.advance(days=100)
    cards = cards_for(filled)
    way_in = cards[0].way_in
    assert (paper(filled, way_in).k, paper(filled, way_in).n) == (2, 3)
    assert paper(filled, way_in).made == clock.now().date()
    back_up(filled, place)
    files = [tmp_path / "one.txt", tmp_path / "three.txt"]
    for file, card in zip(files, (cards[0], cards[2]), strict=True):
        file.write_text(card.words)
    given = key_from_files(None, files)
    assert given == RecoveryKey(combine([card.words for card in cards[:2]]))
    clock.advance(days=365)
    assert not paper(filled, way_in).is_due(clock.now().date()), "a leap year"
    clock.advance(days=1)
    assert paper(filled, way_in).is_due(clock.now().date())
    filled.rehearsals.record(filled.prepare_rehearsal().run(str(place), Progress(), given))
    assert not paper(filled, way_in).is_due(clock.now().date())


def test_a_new_way_in_of_an_old_number_was_never_rehearsed(
    filled: OpenVault, place: Path, keys: Keys, clock: FixedClock
) -> None:
    back_up(filled, place)
    rehearse(filled, place, keys["records"])
    assert paper(filled, "recovery:2").rehearsed is not None
    clock.advance(days=1)
    added = Fact(Action.WAY_IN_ADDED, "records", detail={"way_in": "recovery:2", "generation": 9})
    with filled.rehearsals._store.write(added):
        pass
    again = paper(filled, "recovery:2")
    assert (again.made, again.rehearsed) == (clock.now().date(), None)


def failed(vault: OpenVault, place: Path, key: str) -> VaultError:
    """Rehearse what cannot be; return why, nothing being kept or left behind."""
    mark = vault.audit.mark
    with pytest.raises(VaultError) as refused:
        rehearse(vault, place, key)
    assert vault.audit.mark == mark
    assert refused.value.sentence
    assert refused.value.hint
    return refused.value


def test_a_failed_rehearsal_says_what_to_do_and_never_counts(
    filled: OpenVault, place: Path, path: Path, keys: Keys
) -> None:
    back_up(filled, place)
    mistyped = keys["records"][:-1] + ("A" if keys["records"][-1] != "A" else "C")
    assert isinstance(failed(filled, place, mistyped), WrongSecret)
    other = combine([card.words for card in filled.ways_in.make_cards(2, HOLDERS)[:2]])
    assert isinstance(failed(filled, place, other), WrongSecret)
    later: list[str] = []
    filled.ways_in.add_recovery(lambda made: later.append(made.key))
    newer = failed(filled, place, later[0])
    assert isinstance(newer, NotFound)
    assert "older than this way in" in newer.sentence
    back_up(filled, place)
    assert rehearse(filled, place, later[0]).way_in == "recovery:3"
    assert [name for name in files_of(path) if "rehearsal" in name] == []


def test_a_damaged_backup_fails_with_paper_too(filled: OpenVault, place: Path, keys: Keys) -> None:
    back_up(filled, place)
    flip(next(iter(sorted(place.glob("blocks/*/*")))), random.Random(2))
    error = failed(filled, place, keys["records"])
    assert isinstance(error, Damaged)
    assert "Back up" in error.hint


def test_what_today_asks_reads_few_entries_of_many(filled: OpenVault) -> None:
    plan = filled.rehearsals._store.database.rows(
        "EXPLAIN QUERY PLAN SELECT seq FROM audit WHERE action IN ('vault.created', "
        "'vault.process-notes-begun', 'way-in.added', 'share.cards-made', 'backup.rehearsed') "
        "ORDER BY seq"
    )
    assert any("audit_of_rehearsals" in str(row) for row in plan), plan
