"""The dates of a real vault: event dates alone, every reason kept, and nothing ended by itself."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Unlock
from tests.practice import (
    LICENSEE,
    NOON,
    a_client,
    a_hold,
    a_note,
    a_participant,
    an_amendment,
    an_appointment,
    an_ending,
    an_episode,
)
from vault.errors import BadInput, NotAllowed, NotFound
from vault.model.addendum import Mark
from vault.model.appointment import SessionStatus
from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.model.client import Client, ClientKind, ClientStatus
from vault.model.episode import Letter
from vault.model.ids import ClientId, OwnRuleId, ReviewId, new_id, record_number
from vault.model.own_rule import OwnRule
from vault.model.record_retention import RecordState
from vault.model.retention_review import Review
from vault.model.retention_rule import Event
from vault.open_vault import OpenVault

TODAY = NOON.date()
LONG_AGO = date(2017, 5, 2)


@pytest.fixture
def own(vault: OpenVault) -> OpenVault:
    """A practice in Massachusetts that answered every question by no and confirmed its rule."""
    return settled(vault)


def settled(vault: OpenVault) -> OpenVault:
    """Say what the practice is, and confirm its rule."""
    vault.practice.set(LICENSEE)
    vault.circumstances.set(Circumstances((), {each: Answer.NO for each in Question}))
    for each in vault.retention_rules.rules():
        if not each.rule.guidance:
            vault.retention_rules.confirm(each.rule.id, TODAY, "https://law.example")
    return vault


def seen(vault: OpenVault, on: date = LONG_AGO, **fields: Any) -> Client:
    """Return a client whose care ended on a day, with one note of it, years before it is typed."""
    client = vault.clients.add([a_client(status=ClientStatus.CLOSED, **fields)])[0]
    vault.notes.sign(vault.notes.begin([a_note(client, service_date=on)])[0].id)
    vault.episodes.add([an_episode(client, opened=on, ending=an_ending(day=on, last_contact=on))])
    return client


def test_event_dates_count_and_never_those_of_typing(own: OpenVault) -> None:
    client = seen(own)
    found = own.retention.of_client(client.id)
    assert (found.last_contact, found.through) == (LONG_AGO, date(2024, 5, 2))
    assert found.state is RecordState.OVER
    late = a_note(
        client,
        template="administrative-call",
        service_date=TODAY,
        start=None,
        stop=None,
        sections={},
    )
    own.notes.begin([late])
    assert own.retention.of_client(client.id).through == date(2024, 5, 2)


def test_a_later_contact_moves_the_date_and_one_in_error_does_not(own: OpenVault) -> None:
    client = seen(own)
    call = own.notes.begin([a_note(client, service_date=date(2020, 2, 29))])[0]
    assert own.retention.of_client(client.id).through == date(2027, 3, 1)
    own.notes.sign(call.id)
    own.notes.addend(call.id, "Never took place.", Mark.IN_ERROR)
    assert own.retention.of_client(client.id).through == date(2024, 5, 2)


def test_the_letter_and_the_contact_that_was_confirmed_count(own: OpenVault) -> None:
    client = own.clients.add([a_client()])[0]
    ending = an_ending(
        day=date(2020, 7, 1),
        last_contact=date(2020, 3, 10),
        letter=Letter(sent=date(2020, 6, 1), end=date(2020, 6, 30)),
    )
    own.episodes.add([an_episode(client, opened=date(2019, 1, 1), ending=ending)])
    assert own.retention.of_client(client.id).through == date(2027, 6, 30)
    own.circumstances.set(replace(own.circumstances.get(), licenses=(License("MO", "LCSW", "1"),)))
    rules = {each.rule.id: each.through for each in own.retention.of_client(client.id).rules}
    assert rules == {"ma-allied": date(2027, 6, 30), "mo-sw": date(2025, 6, 30)}


def test_care_that_goes_on_has_no_date(own: OpenVault) -> None:
    client = seen(own)
    own.episodes.add([an_episode(client, opened=date(2026, 2, 1), ending=None)])
    assert own.retention.of_client(client.id).state is RecordState.IN_CARE
    again = own.clients.add([a_client("Rui Duarte")])[0]
    assert own.retention.of_client(again.id).state is RecordState.IN_CARE


def test_a_hold_or_a_request_that_waits_leaves_no_date(own: OpenVault) -> None:
    client = seen(own)
    hold = own.holds.add([a_hold(client)])[0]
    assert own.retention.of_client(client.id).state is RecordState.ON_HOLD
    own.holds.lift(hold.id, TODAY, "Settled.")
    lifted = own.retention.of_client(client.id)
    assert (lifted.state, lifted.through) == (RecordState.KEPT, TODAY)
    own.amendments.add([an_amendment(client)])
    assert own.retention.of_client(client.id).state is RecordState.ON_HOLD


def test_a_unit_has_the_birth_date_of_its_youngest(own: OpenVault) -> None:
    family = own.clients.add([a_client("Family", kind=ClientKind.FAMILY, birth_date=None)])[0]
    own.episodes.add(
        [
            an_episode(
                family,
                opened=date(2015, 1, 1),
                ending=an_ending(day=LONG_AGO, last_contact=LONG_AGO),
            )
        ]
    )
    assert own.retention.of_client(family.id).state is RecordState.ASK
    born = date(2010, 8, 1)
    own.participants.add(
        [
            a_participant(family, "Ana", joined=date(2015, 1, 1), birth_date=born),
            a_participant(family, "Rui", joined=date(2015, 1, 1), birth_date=date(1980, 1, 1)),
        ]
    )
    found = own.retention.of_client(family.id)
    assert (found.through, found.state) == (date(2029, 8, 1), RecordState.KEPT)
    assert [each.retention for each in own.retention.all()] == [found]


def test_all_tell_what_each_tells(own: OpenVault) -> None:
    clients = [seen(own, LONG_AGO + timedelta(days=400 * n), name=f"Client {n}") for n in range(5)]
    own.holds.add([a_hold(clients[1])])
    own.amendments.add([an_amendment(clients[2])])
    own.retention.add([Review(ReviewId(new_id()), clients[3].id, TODAY, date(2050, 1, 1), "Why")])
    every = {each.client.id: each.retention for each in own.retention.all()}
    assert every == {each.id: own.retention.of_client(each.id) for each in clients}
    dates = [each.retention.through for each in own.retention.all()]
    assert dates == sorted(dates, key=lambda each: each or date.max)


def test_a_review_puts_the_reminder_off_and_can_keep_longer(unlocked: Unlock) -> None:
    vault = settled(unlocked())
    client = seen(vault)
    assert vault.retention.of_client(client.id).reminded is not None
    looked = vault.retention.add([Review(ReviewId(new_id()), client.id, TODAY)])[0]
    assert looked.by == LICENSEE.name
    assert vault.retention.of_client(client.id).reminded is None
    vault.retention.remove(looked.id)
    assert vault.retention.of_client(client.id).reminded is not None
    assert vault.retention.undo_remove(looked.id) == looked
    through = date(2030, 1, 1)
    longer = Review(ReviewId(new_id()), client.id, TODAY, through, "A complaint may come.")
    vault.retention.add([longer])
    assert vault.retention.of_client(client.id).through == through
    vault.close()
    vault = unlocked()
    assert [each.id for each in vault.retention.reviews(client.id)] == sorted(
        [looked.id, longer.id]
    )
    with pytest.raises(NotAllowed):
        vault.retention.remove(looked.id)
    with pytest.raises(NotFound):
        vault.retention.remove(ReviewId(new_id()))
    with pytest.raises(NotFound):
        vault.retention.add([replace(longer, id=ReviewId(new_id()), client=ClientId(new_id()))])


def test_a_review_of_a_file_on_hold_stays(own: OpenVault) -> None:
    client = seen(own)
    looked = own.retention.add([Review(ReviewId(new_id()), client.id, TODAY)])[0]
    own.holds.add([a_hold(client)])
    with pytest.raises(NotAllowed):
        own.retention.remove(looked.id)


def test_a_confirmation_is_taken_back_and_put_back(own: OpenVault) -> None:
    client = seen(own)
    assert own.retention.of_client(client.id).state is RecordState.OVER
    kept = own.retention_rules.unconfirm("ma-allied")
    assert own.retention.of_client(client.id).state is RecordState.ASK
    own.retention_rules.confirm_again(kept)
    assert own.retention.of_client(client.id).state is RecordState.OVER
    with pytest.raises(NotAllowed):
        own.retention_rules.confirm_again(kept)
    with pytest.raises(NotFound):
        own.retention_rules.confirm("mo-sw", TODAY, "https://law.example")


def test_of_another_text_nothing_was_confirmed(own: OpenVault) -> None:
    rule = OwnRule(
        OwnRuleId(new_id()), "Old", "Policy 7", "", date(2020, 1, 1), Event.LAST_ENTRY, 7
    )
    own.retention_rules.own.add([rule])
    own.retention_rules.confirm(rule.id, TODAY, "the binder")
    known = {each.rule.id: each for each in own.retention_rules.rules()}
    assert not known[rule.id].asks
    own.retention_rules.own.change(replace(rule, years=1))
    known = {each.rule.id: each for each in own.retention_rules.rules()}
    assert known[rule.id].asks
    with pytest.raises(BadInput):
        own.retention_rules.confirm("ma-allied", date(1990, 1, 1), "https://law.example")


def test_a_kept_session_without_a_note_is_of_the_record(own: OpenVault) -> None:
    own.circumstances.set(replace(own.circumstances.get(), licenses=(License("NJ", "LMFT", "1"),)))
    client = seen(own)
    later = date(2021, 6, 1)
    appointment = own.appointments.add([an_appointment(client, day=later)])[0]
    own.appointments.mark(appointment.id, later, SessionStatus.KEPT)
    rules = {each.rule.id: each.through for each in own.retention.of_client(client.id).rules}
    assert rules == {"ma-allied": date(2028, 6, 1), "nj-mft-sw": date(2028, 6, 1)}


def test_where_each_entry_counts_its_making_does(own: OpenVault) -> None:
    own.circumstances.set(replace(own.circumstances.get(), licenses=(License("NV", "MFT", "1"),)))
    client = seen(own)
    rules = {each.rule.id: each.through for each in own.retention.of_client(client.id).rules}
    assert rules["nv-629.051"] == date(2031, 11, 22)


def test_own_rules_are_a_list_of_the_practice(own: OpenVault) -> None:
    client = seen(own)
    rule = OwnRule(OwnRuleId(new_id()), "Insurer", "Policy 7", "", TODAY, Event.LAST_CONTACT, 20)
    own.retention_rules.own.add([rule])
    assert own.retention.of_client(client.id).through == date(2037, 5, 2)
    named = {each.rule.id: each.title for each in own.retention_rules.rules()}
    assert named[rule.id] == "Insurer"
    own.retention_rules.own.change(replace(rule, years=30))
    assert own.retention.of_client(client.id).through == date(2047, 5, 2)
    own.retention_rules.own.remove(rule.id)
    assert own.retention.of_client(client.id).through == date(2024, 5, 2)


def test_a_calendar_file_has_numbers_and_no_name(own: OpenVault, tmp_path: Path) -> None:
    over = seen(own, name="Zqcanary Secretname")
    soon = seen(own, date(2019, 12, 24), name="Zqcanary Other")
    path = tmp_path / "reminders.ics"
    count = own.retention.write_calendar(path)
    text = path.read_bytes().decode()
    assert "zqcanary" not in text.lower()
    assert record_number(over.id) in text
    assert f"Record {record_number(soon.id)}" in text
    starts = re.findall(r"DTSTART;VALUE=DATE:(\d{8})", text)
    assert len(starts) == count
    assert "20261225" in starts
    assert min(starts) >= TODAY.strftime("%Y%m%d")
    import icalendar

    read = icalendar.Calendar.from_ical(path.read_bytes())
    assert len(read.walk("VEVENT")) == count
    with pytest.raises(NotAllowed):
        own.retention.write_calendar(path)


def test_a_year_of_a_practice_comes_to_its_day(unlocked: Unlock, clock: Any) -> None:
    vault = settled(unlocked())
    client = seen(vault, date(2019, 12, 24))
    found = vault.retention.of_client(client.id)
    assert found.is_soon(TODAY)
    assert found.days_left(TODAY) == (date(2026, 12, 25) - TODAY).days
    clock.moment = datetime(2026, 12, 25, 9, tzinfo=NOON.tzinfo)
    assert vault.retention.of_client(client.id).state is RecordState.OVER
