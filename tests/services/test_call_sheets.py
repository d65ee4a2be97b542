"""callsheet.age says what the records say, after every change, to those who may open it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    PASSPHRASE,
    PROCESS_PASSPHRASE,
    FixedClock,
    Keys,
    a_client,
    a_note,
    a_process_note,
    an_appointment,
    an_ending,
    an_episode,
)
from tests.services.test_shares import HOLDERS, key_of
from tests.services.test_ways_in import header_of
from vault.crypto import age
from vault.errors import Damaged, NotAllowed, StorageFailed, WrongSecret
from vault.lifecycle.change_key import KeyChange, change_key
from vault.lifecycle.sitting import Surroundings
from vault.lifecycle.verify import verify
from vault.model.appointment import CancelledBy, SessionStatus
from vault.model.audit import Action
from vault.model.call_sheet import CallCard
from vault.model.client import Contact, ContactKind, ContactUse
from vault.model.secret import Passphrase, RecoveryKey
from vault.model.share import Card
from vault.open_vault import OpenVault
from vault.services import call_sheets
from vault.storage.files import replace_file

NUMBER = "617-555-0142"


def read(path: Path, key: str) -> str:
    """Open the file as it lies there."""
    return age.open_sealed(key, (path / "callsheet.age").read_bytes()).decode()


def new_card(vault: OpenVault) -> CallCard:
    """Make a call card."""
    made: list[CallCard] = []
    vault.call_sheets.make_card(made.append)
    return made[0]


def test_the_file_follows_every_change(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    key = new_card(vault).key
    contact = Contact(ContactKind.PHONE, NUMBER, may=(ContactUse.CALL,))
    client = vault.clients.add([a_client("Dana Whitfield", contacts=(contact,))])[0]
    assert f"Dana Whitfield\n   {NUMBER}" in read(path, key)
    day = NOON.date() + timedelta(days=3)
    appointment = vault.appointments.add([an_appointment(client, day=day, start=time(10))])[0]
    assert "10:00, Office" in read(path, key)
    vault.appointments.mark(appointment.id, day, SessionStatus.CANCELLED, CancelledBy.CLIENT)
    assert "10:00" not in read(path, key)
    changed = replace(client, call_first=True, call_line="Her sister may be told.")
    vault.clients.change(changed)
    assert "Dana Whitfield   CALL FIRST" in read(path, key)
    assert "Note: Her sister may be told." in read(path, key)
    vault.practice.set(replace(LICENSEE, name="Jo Other"))
    assert "Jo Other" in read(path, key)
    care = vault.episodes.add([an_episode(client)])[0]
    assert "Dana" in read(path, key)
    vault.episodes.change(replace(care, ending=an_ending()))
    assert "Dana" not in read(path, key)
    vault.close()


def test_no_word_of_a_record_is_in_it(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    key = new_card(vault).key
    client = vault.clients.add([a_client()])[0]
    vault.notes.begin_and_sign([a_note(client, "zanzibarnote of a session")])
    process = vault.open_process(Passphrase(PROCESS_PASSPHRASE))
    process.notes.add([a_process_note(client, "zanzibarthought")])
    vault.appointments.add([an_appointment(client, participants="zanzibar guest")])
    vault.close()
    assert "zanzibar" not in read(path, key)


def test_what_changes_nothing_on_it_writes_nothing(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    vault.practice.set(LICENSEE)
    new_card(vault)
    client = vault.clients.add([a_client()])[0]
    before = (path / "callsheet.age").stat()
    vault.notes.begin([a_note(client, "A draft.")])
    vault.clients.change(replace(client, birth_date=client.birth_date))
    assert vault.call_sheets.refresh() is False
    after = (path / "callsheet.age").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    vault.close()


def test_many_clients_at_once_write_it_once(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked()
    written: list[Path] = []

    def counted(path: Path, data: bytes) -> None:
        written.append(path)
        replace_file(path, data)

    monkeypatch.setattr(call_sheets, "replace_file", counted)
    vault.clients.add([a_client(f"Client {number}") for number in range(40)])
    assert written == [path / "callsheet.age"]
    vault.close()


def test_a_paper_key_and_executors_open_it_too(path: Path, unlocked: Unlock, keys: Keys) -> None:
    vault = unlocked()
    vault.clients.add([a_client("Dana Whitfield")])
    cards: list[Card] = []
    vault.add_executor(vault.ways_in, 2, HOLDERS, cards.extend)
    assert "Dana Whitfield" in read(path, keys["records"])
    assert "Dana Whitfield" in read(path, key_of(cards[1:]).text)
    with pytest.raises(WrongSecret):
        read(path, keys["process"])
    vault.close()


def test_a_call_card_opens_nothing_else(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    card = new_card(vault)
    vault.close()
    with pytest.raises(WrongSecret):
        unlocked(RecoveryKey(card.key))
    assert verify(path, Passphrase(PASSPHRASE)).ok


def test_ended_cards_open_what_is_written_no_more(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    vault.clients.add([a_client("Dana Whitfield")])
    first, second = new_card(vault), new_card(vault)
    assert vault.call_sheets.cards() == 2
    assert "Dana" in read(path, first.key)
    assert "Dana" in read(path, second.key)
    vault.call_sheets.end_cards()
    for card in (first, second):
        with pytest.raises(WrongSecret):
            read(path, card.key)
    third = new_card(vault)
    assert "Dana" in read(path, third.key)
    vault.close()
    sealed = header_of(path).callsheet
    assert (sealed.epoch, sealed.recipients) == (2, (third.recipient,))
    unlocked().close()


def test_the_days_move_on_with_the_next_closing(
    path: Path, unlocked: Unlock, around: Surroundings
) -> None:
    vault = unlocked()
    key = new_card(vault).key
    client = vault.clients.add([a_client()])[0]
    far = NOON.date() + timedelta(days=35)
    vault.appointments.add([an_appointment(client, day=far, start=time(7, 45))])
    assert "07:45" not in read(path, key)
    vault.close()
    clock = around.clock
    assert isinstance(clock, FixedClock)
    clock.advance(days=10)
    unlocked().close()
    assert "07:45" in read(path, key)


def test_a_disk_that_takes_no_sheet_keeps_no_change_from_being_made(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked()
    key = new_card(vault).key

    def full(_path: Path, _data: bytes) -> None:
        raise StorageFailed("No room.")

    with monkeypatch.context() as patch:
        patch.setattr(call_sheets, "replace_file", full)
        vault.clients.add([a_client("Dana Whitfield")])
    assert len(vault.clients.list_all()) == 1
    assert "Dana" not in read(path, key)
    vault.close()
    assert "Dana Whitfield" in read(path, key), "the closing has caught up"


def test_what_is_only_read_makes_no_sheet(
    unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked()
    client = vault.clients.add([a_client()])[0]
    vault.notes.begin([a_note(client, "A draft.")])
    made: list[int] = []
    monkeypatch.setattr(vault.call_sheets, "refresh", lambda: made.append(1))
    vault.clients.get(client.id)
    vault.notes.page(client.id, 0, 10)
    assert [entry.action for entry in vault.audit.export()].count(Action.CLIENT_VIEWED) == 1
    assert made == []
    vault.clients.change(replace(client, call_first=True))
    assert made == [1]


def test_a_sheet_that_is_damaged_or_too_long_keeps_no_change_from_being_made(
    path: Path, unlocked: Unlock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = unlocked()
    key = new_card(vault).key

    def damaged() -> object:
        raise Damaged("A row of the clients is damaged.")

    with monkeypatch.context() as patch:
        patch.setattr(vault.call_sheets, "sheet", damaged)
        vault.clients.add([a_client("Dana Whitfield")])
    before = (path / "callsheet.age").read_bytes()
    monkeypatch.setattr(call_sheets, "SMALL_FILE", 100)
    vault.clients.add([a_client("Ash Moreno")])
    assert [each.name for each in vault.clients.list_all()] == ["Ash Moreno", "Dana Whitfield"]
    assert (path / "callsheet.age").read_bytes() == before, "a sheet cut off would open nothing"
    with pytest.raises(StorageFailed, match="too long"):
        vault.call_sheets.refresh()
    monkeypatch.undo()
    vault.close()
    assert "Ash Moreno" in read(path, key)


def test_a_card_that_could_not_be_kept_opens_nothing(path: Path, unlocked: Unlock) -> None:
    def fail(_card: CallCard) -> None:
        raise StorageFailed("No room for the card.")

    vault = unlocked()
    before = (path / "vault.json").read_bytes()
    with pytest.raises(StorageFailed):
        vault.call_sheets.make_card(fail)
    vault.close()
    assert (path / "vault.json").read_bytes() == before


def test_executors_neither_make_cards_nor_end_them(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    cards: list[Card] = []
    vault.add_executor(vault.ways_in, 2, HOLDERS, cards.extend)
    vault.close()
    vault = unlocked(key_of(cards[:2]))
    acts: list[Callable[[], object]] = [lambda: new_card(vault), vault.call_sheets.end_cards]
    for act in acts:
        with pytest.raises(NotAllowed):
            act()
    vault.close()


def test_a_way_in_that_ended_opens_the_sheet_no_more(
    path: Path, unlocked: Unlock, keys: Keys, around: Surroundings
) -> None:
    vault = unlocked()
    vault.clients.add([a_client("Dana Whitfield")])
    card = new_card(vault)
    assert "Dana" in read(path, keys["records"])
    vault.close()
    change_key(path, Passphrase(PASSPHRASE), KeyChange(without=frozenset({"recovery:2"})), around)
    with pytest.raises(WrongSecret):
        read(path, keys["records"])
    assert "Dana" in read(path, card.key)


def test_where_nobody_could_open_it_there_is_none(path: Path, unlocked: Unlock) -> None:
    vault = unlocked()
    assert vault.call_sheets.recipients()
    vault.close()
    change = KeyChange(without=frozenset({"recovery:2"}))
    change_key(path, Passphrase(PASSPHRASE), change, Surroundings(FixedClock()))
    assert not (path / "callsheet.age").exists()
    vault = unlocked()
    assert vault.call_sheets.recipients() == ()
    vault.clients.add([a_client()])
    vault.close()
    assert not (path / "callsheet.age").exists()
