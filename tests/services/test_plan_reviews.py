"""Treatment plans that are to be reviewed, over a real vault."""

from datetime import date

import pytest

from tests.practice import LICENSEE, a_client, a_note, an_ending, an_episode
from vault.date_style import VARIABLE, DateStyle
from vault.model.addendum import Mark
from vault.model.client import Client, ClientStatus
from vault.model.note import Note
from vault.open_vault import OpenVault

APRIL = date(2026, 4, 6)
OCTOBER = date(2026, 10, 6)


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """A client."""
    vault.practice.set(LICENSEE)
    return vault.clients.add([a_client()])[0]


@pytest.fixture(autouse=True)
def month_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read days as they are written in the United States."""
    monkeypatch.setenv(VARIABLE, DateStyle(month_first=True, half_days=True).text())


def plan(vault: OpenVault, client: Client, day: date, review: str) -> Note:
    """Sign a treatment plan that says when it is to be reviewed."""
    sections = {"goals": "Sleep through.", "review": review}
    note = a_note(client, template="treatment-plan", service_date=day, sections=sections)
    return vault.notes.sign(vault.notes.begin([note])[0].id)


@pytest.mark.parametrize("review", ["2026-10-06", "In half a year: October 6, 2026.", "10/6/26"])
def test_a_plan_is_to_be_reviewed_on_the_day_it_names(
    vault: OpenVault, dana: Client, review: str
) -> None:
    kept = plan(vault, dana, APRIL, review)
    assert vault.notes.plan_reviews(date(2026, 10, 5)) == []
    [found] = vault.notes.plan_reviews(OCTOBER)
    assert (found.client, found.note, found.due) == (dana.id, kept.id, OCTOBER)


def test_a_newer_signed_plan_takes_its_place(vault: OpenVault, dana: Client) -> None:
    plan(vault, dana, APRIL, "2026-10-06")
    draft = a_note(dana, template="treatment-plan", service_date=date(2026, 9, 1), sections={})
    vault.notes.begin([draft])
    assert len(vault.notes.plan_reviews(OCTOBER)) == 1
    newer = plan(vault, dana, date(2026, 9, 1), "2026-12-01")
    assert vault.notes.plan_reviews(OCTOBER) == []
    vault.notes.addend(newer.id, "Of another client.", Mark.IN_ERROR)
    assert len(vault.notes.plan_reviews(OCTOBER)) == 1


def test_nobody_is_reminded_where_no_day_is_named_or_care_has_ended(
    vault: OpenVault, dana: Client
) -> None:
    plan(vault, dana, APRIL, "When she is back from her sister's.")
    other = vault.clients.add([a_client(name="Bo Quist")])[0]
    plan(vault, other, APRIL, "2026-10-06")
    assert [each.client for each in vault.notes.plan_reviews(OCTOBER)] == [other.id]
    vault.episodes.add([an_episode(other, opened=APRIL, ending=an_ending(day=date(2026, 9, 1)))])
    assert vault.clients.get(other.id).status is ClientStatus.CLOSED
    assert vault.notes.plan_reviews(OCTOBER) == []
