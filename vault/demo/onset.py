"""What the made-up clients were given at the start, and what was forgotten for a few."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from vault.demo.invented import Invented
from vault.demo.moved import written_by_hand
from vault.demo.people import LICENSEE
from vault.model.circumstances import License
from vault.model.client import ClientKind
from vault.model.ids import ClientId, OnsetId, ParticipantId, new_id
from vault.model.onset import Given, items_for
from vault.model.participant import Role
from vault.open_vault import OpenVault

_FORGOTTEN, _OF = 5, 7
"""One of so many, counted from here, was not told of one thing."""


def give_at_onset(
    vault: OpenVault,
    named: Mapping[str, ClientId],
    invented: Iterable[tuple[ClientId, Invented]],
    today: date,
) -> None:
    """Enter what everyone was given on their first day."""
    given: list[Given] = []
    for each in written_by_hand(today):
        given += _given(vault, named[each.name], each.kind, each.notes[0].day)
    for client, who in invented:
        theirs = list(_given(vault, client, who.kind, who.first))
        forgotten = who.number % _OF == _FORGOTTEN and who.end is None
        given += theirs[:-1] if forgotten else theirs
    vault.onset.add(given)


def _given(vault: OpenVault, client: ClientId, kind: ClientKind, day: date) -> Iterator[Given]:
    people: list[ParticipantId] = []
    if kind is not ClientKind.INDIVIDUAL:
        taking = vault.participants.unit(client).people
        people = [each.id for each in taking if each.role is not Role.COLLATERAL]
    for item in items_for([License(LICENSEE.state, LICENSEE.credential)], kind):
        for participant in people if item.each else [None]:
            yield Given(
                OnsetId(new_id()), client, item.id, day, participant, "2024", "in the paper file"
            )
