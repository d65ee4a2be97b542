"""Measures whose item 9 was above zero wait for a note on safety, over a real vault."""

from dataclasses import replace
from datetime import date

import pytest

from tests.practice import LICENSEE, a_client, a_note, an_administration, an_ending, an_episode
from vault.model.addendum import Mark
from vault.model.client import Client
from vault.model.measure import Answers
from vault.model.open_risk import open_risk_words
from vault.open_vault import OpenVault

DAY = date(2026, 11, 10)
RAISED: Answers = (*(0,) * 8, 1)


@pytest.fixture
def dana(vault: OpenVault) -> Client:
    """A client whose item 9 was above zero on a day."""
    vault.practice.set(LICENSEE)
    client = vault.clients.add([a_client()])[0]
    vault.measures.add([an_administration(client, day=DAY, answers=RAISED)])
    return client


def waiting(vault: OpenVault) -> list[tuple[str, str, date]]:
    return [(each.client, each.measure, each.day) for each in vault.measures.open_risks()]


@pytest.mark.parametrize(
    ("measure", "answers", "waits"),
    [
        ("phq-9", RAISED, True),
        ("phq-9", (*(None,) * 8, 3), True),
        ("phq-9", (3,) * 8 + (0,), False),
        ("phq-9", (3,) * 8 + (None,), False),
        ("phq-a", RAISED, True),
        ("gad-7", (3,) * 7, False),
    ],
)
def test_what_raises_the_risk_waits(
    vault: OpenVault, measure: str, answers: Answers, waits: bool
) -> None:
    client = vault.clients.add([a_client()])[0]
    each = an_administration(client, measure=measure, day=DAY, answers=answers)
    vault.measures.add([each])
    assert each.raises_risk is waits
    assert waiting(vault) == ([(client.id, measure, DAY)] if waits else [])


@pytest.mark.parametrize("signed", [True, False])
def test_it_waits_until_a_note_on_safety_of_that_day_or_later(
    vault: OpenVault, dana: Client, signed: bool
) -> None:
    other = vault.clients.add([a_client("Kim Okafor")])[0]

    def write(client: Client, template: str, day: date) -> None:
        sections = {"facts": "Asked."} if template == "safety" else {"note": "Asked."}
        note = a_note(client, template=template, service_date=day, sections=sections)
        vault.notes.begin([note])
        if signed:
            vault.notes.sign(note.id)

    for client, template, day in (
        (dana, "safety", date(2026, 11, 9)),
        (dana, "free", date(2026, 11, 11)),
        (other, "safety", DAY),
    ):
        write(client, template, day)
        assert waiting(vault) == [(dana.id, "phq-9", DAY)]
    write(dana, "safety", DAY)
    assert waiting(vault) == []
    vault.measures.add([an_administration(dana, day=date(2026, 11, 20), answers=RAISED)])
    assert waiting(vault) == [(dana.id, "phq-9", date(2026, 11, 20))]


def test_a_note_that_is_in_error_answers_nothing(vault: OpenVault, dana: Client) -> None:
    note = a_note(dana, template="safety", service_date=DAY, sections={"facts": "Asked."})
    vault.notes.begin_and_sign([note])
    assert waiting(vault) == []
    vault.notes.addend(note.id, "Of another client.", Mark.IN_ERROR)
    assert waiting(vault) == [(dana.id, "phq-9", DAY)]


def test_nobody_is_reminded_of_what_is_in_error_or_whose_care_has_ended(
    vault: OpenVault, dana: Client
) -> None:
    each = vault.measures.of_client(dana.id)[0]
    vault.measures.mark_in_error(each.id, "Of her brother.")
    assert waiting(vault) == []
    vault.measures.add([an_administration(dana, day=DAY, answers=RAISED)])
    assert len(waiting(vault)) == 1
    vault.episodes.add([an_episode(dana, opened=DAY, ending=an_ending(day=DAY, last_contact=DAY))])
    assert waiting(vault) == []


def test_it_is_said_of_one_client_or_of_several(vault: OpenVault, dana: Client) -> None:
    [one] = vault.measures.open_risks()
    assert open_risk_words([one]) == "Write a note on safety: item 9 of PHQ-9 was above zero"
    both = [one, replace(one, measure="phq-a")]
    assert open_risk_words(both) == (
        "Write a note on safety: item 9 of PHQ-9, PHQ-A was above zero"
    )
    other = replace(one, client=vault.clients.add([a_client("Kim Okafor")])[0].id)
    assert open_risk_words([one, other]) == (
        "Write notes on safety for 2 clients: item 9 was above zero"
    )
    assert "Dana" not in repr(one)
