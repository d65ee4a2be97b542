"""The made-up practice has a day to look at: sessions, one note signed, one begun."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.practice import NOON, FixedClock
from tests.storage.test_database import derive_once
from vault.demo.cast import DemoSize, cast_of
from vault.demo.make import PASSPHRASE, PROCESS_PASSPHRASE, make_demo
from vault.demo.people import LUCIA
from vault.demo.week import NOTES_OF_TODAY
from vault.lifecycle.cards import combine_files
from vault.lifecycle.paper_key import read_key_file
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.unlock import unlock
from vault.lifecycle.verify import verify
from vault.model.appointment import NoteState, SessionStatus
from vault.model.client import ClientKind, ClientStatus
from vault.model.dates import birthday
from vault.model.participant import Lack
from vault.model.secret import Passphrase, RecoveryKey

TODAY = NOON.date()


def test_today_is_not_empty(
    tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    made = make_demo(tmp_path / "demo", around)
    vault = unlock(made.vault, Passphrase(PASSPHRASE), around)
    rows = vault.appointments.day(TODAY)
    assert [(row.start.hour, row.note_state, row.status) for row in rows] == [
        (9, NoteState.SIGNED, SessionStatus.KEPT),
        (10, NoteState.DRAFT, SessionStatus.KEPT),
        (15, NoteState.NONE, SessionStatus.PLANNED),
        (18, NoteState.NONE, SessionStatus.PLANNED),
    ]
    week = vault.appointments.between(TODAY - timedelta(days=7), TODAY + timedelta(days=7))
    assert {row.status for row in week} == set(SessionStatus)
    assert len({row.place for row in week}) == 4
    assert rows[1].note is not None
    draft = vault.notes.get(rows[1].note)
    assert (draft.service_date, draft.template, draft.signed) == (TODAY, "dap", False)
    papers = [
        each for client in vault.clients.list_all() for each in vault.documents.of_client(client.id)
    ]
    assert len(papers) == 4
    assert vault.conflicts.waiting() == []
    [hit] = vault.documents.search("laboratory")
    assert hit.title == "Letter of referral"
    moments = [entry.at for entry in vault.audit.export()]
    assert moments == sorted(moments), "the clock of the chain only goes on"
    vault.close()
    secrets = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
    assert verify(made.vault, *secrets).problems == ()


@pytest.mark.parametrize(
    ("hour", "minute", "states"), [(8, 1, "--"), (10, 20, "s-"), (11, 0, "sd")]
)
def test_what_is_still_to_come_is_not_written(
    tmp_path: Path,
    around: Surroundings,
    monkeypatch: pytest.MonkeyPatch,
    hour: int,
    minute: int,
    states: str,
) -> None:
    derive_once(monkeypatch)
    clock = FixedClock(NOON.replace(hour=hour, minute=minute))
    then = replace(around, clock=clock)
    vault = unlock(
        make_demo(tmp_path / "demo", then, DemoSize(notes=30)).vault, Passphrase(PASSPHRASE), then
    )
    told = {NoteState.NONE: "-", NoteState.DRAFT: "d", NoteState.SIGNED: "s"}
    rows = vault.appointments.day(TODAY)
    assert "".join(told[row.note_state] for row in rows) == f"{states}--"
    assert all(
        (row.status is SessionStatus.KEPT) == (row.note_state is not NoteState.NONE) for row in rows
    )
    assert vault.notes.count() == 30
    vault.close()


def test_people_take_part_and_act(
    tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    made = make_demo(tmp_path / "demo", around)
    vault = unlock(made.vault, Passphrase(PASSPHRASE), around)
    everyone = vault.clients.list_all()
    for client in everyone:
        if client.kind is ClientKind.INDIVIDUAL:
            people = vault.representatives.of_client(client.id)
            minor = birthday(client.birth_date, 18) > TODAY if client.birth_date else False
            assert bool(people) or not minor
            continue
        unit = vault.participants.unit(client.id)
        assert len(unit.people) >= 2
        assert {gap.lack for gap in unit.gaps} <= {Lack.AGREEMENT, Lack.NOBODY}
        assert all(each.name in client.name for each in unit.people) or client.kind is not (
            ClientKind.COUPLE
        )
    (lucia,) = [each for each in everyone if each.name == LUCIA.name]
    mother, father = vault.representatives.of_client(lucia.id)
    assert (mother.name, father.paper_day) == ("Carmen Ortiz", date(2026, 6, 1))
    vault.close()


def test_two_of_its_cards_open_it_and_its_kits_do(
    tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    made = make_demo(tmp_path / "demo", around)
    assert made.cards is not None
    cards = sorted(made.cards.iterdir())
    assert len(cards) == 3
    vault = unlock(made.vault, RecoveryKey(combine_files(cards[1:])), around)
    (held,) = vault.shares.list_all()
    assert [card.confirmed for card in held.cards] == [TODAY, TODAY, None]
    assert vault.emergencies.is_due()
    vault.close()
    kits = {name: f"recovery-kit-{name}.pdf" for name in ("records", "process")}
    keys = {name: read_key_file(made.vault.parent / kit) for name, kit in kits.items()}
    vault = unlock(made.vault, RecoveryKey(keys["records"]), around)
    assert vault.open_process(RecoveryKey(keys["process"])).ways_in.used.startswith("recovery:")
    vault.close()


def test_a_size_is_kept_and_a_seed_says_the_same_again(
    tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    size = DemoSize(clients=9, notes=400, process_notes=25, seed=3, documents_mb=2)
    heard: list[list[str]] = []
    attached: list[list[str]] = []
    for number in ("one", "two"):
        made = make_demo(
            tmp_path / number, replace(around, state=tmp_path / f"state-{number}"), size
        )
        vault = unlock(made.vault, Passphrase(PASSPHRASE), around)
        assert vault.notes.count() == 400
        assert vault.clients.count() >= 9
        rows = vault.notes.list_rows()
        heard.append([vault.notes.get(row.id).sections[0].text for row in rows[:40]])
        signed = [vault.notes.get(row.id) for row in rows if row.signed_at is not None]
        assert all(
            note.signature and note.signature.at.date() >= note.service_date for note in signed
        )
        found = [
            each.file
            for client in vault.clients.list_all()
            for each in vault.documents.of_client(client.id)
        ]
        assert 2_000_000 <= sum(each.size for each in found) < 3_000_000
        attached.append(sorted(each.sha256 for each in found))
        process = vault.process_door.open(Passphrase(PROCESS_PASSPHRASE))
        notes = sum(process.notes.count(each.id) for each in vault.clients.list_all())
        process.close()
        vault.close()
        assert notes == 25
    assert heard[0] == heard[1]
    assert attached[0] == attached[1]
    secrets = Passphrase(PASSPHRASE), Passphrase(PROCESS_PASSPHRASE)
    assert verify(made.vault, *secrets).problems == ()


def test_a_usual_practice_has_years_and_closed_files(
    tmp_path: Path, around: Surroundings, monkeypatch: pytest.MonkeyPatch
) -> None:
    derive_once(monkeypatch)
    vault = unlock(make_demo(tmp_path / "demo", around).vault, Passphrase(PASSPHRASE), around)
    clients = vault.clients.list_all()
    assert {client.status for client in clients} == set(ClientStatus)
    assert {ClientKind.INDIVIDUAL, ClientKind.COUPLE, ClientKind.FAMILY} <= {
        client.kind for client in clients
    }
    days = [row.service_date for row in vault.notes.list_rows()]
    assert max(days) == TODAY
    assert (TODAY - min(days)).days > 3 * 365
    ahead = vault.appointments.between(TODAY + timedelta(days=1), TODAY + timedelta(days=7))
    assert len({row.client for row in ahead}) > 9
    assert {row.day.weekday() for row in ahead} <= {0, 1, 2, 3, 4, TODAY.weekday()}
    pairs = pairwise(ahead)
    assert all(one.day < other.day or one.stop <= other.start for one, other in pairs)
    owed = [vault.fees.account(client.id).balance for client in clients]
    assert max(owed) > 0 <= min(owed)
    filled = [vault.measures.of_client(client.id) for client in clients]
    courses = [[each.score.total or 0 for each in theirs] for theirs in filled if theirs]
    assert sum(course[0] > course[-1] for course in courses) > len(courses) / 2
    asked = [each for client in clients for each in vault.amendments.of_client(client.id)]
    assert [each.is_open for each in asked].count(True) == 1 < len(asked)
    (held,) = vault.holds.open()
    assert next(each for each in clients if each.id == held.client).status is ClientStatus.CLOSED
    for client in clients:
        worked_on = [goal for goal in vault.notes.goals(client.id) if goal.sessions]
        assert all(goal.text for goal in worked_on)
    vault.close()


@pytest.mark.parametrize("field", ["clients", "notes", "process_notes"])
def test_an_empty_size_is_one(field: str) -> None:
    cast = cast_of(replace(DemoSize(clients=0, notes=0), **{field: 0}), TODAY)
    assert cast.invented == ()
    assert cast.total + NOTES_OF_TODAY < 20, "as the help of `demo --notes` says"
