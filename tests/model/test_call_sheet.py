"""The call sheet: who stands on it, in which order, and by which contacts."""

from dataclasses import replace
from datetime import date, time

from tests.practice import NOON, a_client
from vault.model.call_sheet import NextSession, call_entries, last_day
from vault.model.client import ClientKind, ClientStatus, Contact, ContactKind, ContactUse

TODAY = NOON.date()


def phone(number: str, *may: ContactUse, whose: str = "") -> Contact:
    """Return a phone number."""
    return Contact(ContactKind.PHONE, number, whose, may)


def test_call_first_comes_first_then_who_is_expected_soonest() -> None:
    early, late, never = a_client("Early"), a_client("Late"), a_client("A without a session")
    first = a_client("Zoe", call_first=True, call_line="Her sister may be told.")
    sessions = {
        early.id: [NextSession(TODAY, time(16), "Office"), NextSession(TODAY, time(9), "Office")],
        late.id: [NextSession(TODAY, time(10), "Office")],
    }
    entries = call_entries([never, late, first, early], sessions, 18, TODAY)
    assert [each.name for each in entries] == ["Zoe", "Early", "Late", "A without a session"]
    assert (entries[0].first, entries[0].line) == (True, "Her sister may be told.")
    assert [each.start for each in entries[1].sessions] == [time(9), time(16)]


def test_closed_clients_and_forbidden_numbers_are_left_out() -> None:
    client = a_client(
        "Dana Whitfield",
        preferred_name="Dee",
        contacts=(phone("617-555-0101", ContactUse.NEVER), phone("617-555-0102")),
    )
    closed = replace(a_client("Closed"), status=ClientStatus.CLOSED)
    (entry,) = call_entries([client, closed], {}, 18, TODAY)
    assert entry.name == "Dee"
    assert [each.value for each in entry.contacts] == ["617-555-0102"]


def test_of_a_minor_only_a_guardian_is_called() -> None:
    contacts = (
        phone("617-555-0103", ContactUse.CALL),
        phone("617-555-0104", ContactUse.CALL, whose="Jo Levi, mother"),
    )
    child = a_client("Noa Levi", birth_date=date(TODAY.year - 10, 1, 1), contacts=contacts)
    (entry,) = call_entries([child], {}, 18, TODAY)
    assert entry.minor
    assert [each.value for each in entry.contacts] == ["617-555-0104"]
    birthday = date(TODAY.year - 18, TODAY.month, TODAY.day)
    for born, minor in ((birthday, False), (None, False)):
        (entry,) = call_entries([replace(child, birth_date=born)], {}, 18, TODAY)
        assert (entry.minor, len(entry.contacts)) == (minor, 2)
    family = replace(child, kind=ClientKind.FAMILY)
    assert not call_entries([family], {}, 18, TODAY)[0].minor


def test_four_weeks_are_shown() -> None:
    assert (last_day(TODAY) - TODAY).days == 28
