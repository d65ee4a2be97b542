"""Who may act for the made-up minors: a parent, and for one of them another by an order."""

from collections.abc import Iterable, Iterator
from datetime import date

from vault.demo.invented import Invented
from vault.demo.moved import moved
from vault.demo.people import LUCIA
from vault.model.ids import ClientId, RepresentativeId, new_id
from vault.model.representative import Power, Representative, RepresentativeKind
from vault.open_vault import OpenVault

_BOTH = (Power.CONSENT, Power.RECEIVE)
_ORDER = "Probate and Family Court, temporary order on custody; copy in the paper file"


def act_for_minors(
    vault: OpenVault, lucia: ClientId, invented: Iterable[tuple[ClientId, Invented]], today: date
) -> None:
    """Enter who may act for each minor, as their contacts say who that is."""
    begun = moved(LUCIA, today).notes[0].day
    mother = LUCIA.contacts[0].whose.rpartition(", ")[2]
    people = [
        _parent(lucia, mother, begun),
        Representative(
            id=RepresentativeId(new_id()),
            client=lucia,
            name="Rafael Fernández",
            kind=RepresentativeKind.CUSTODIAN,
            powers=(Power.RECEIVE,),
            since=begun,
            paper=_ORDER,
            paper_day=_last_june(begun),
        ),
    ]
    vault.representatives.add([*people, *_parents(invented)])


def _last_june(day: date) -> date:
    ordered = date(day.year, 6, 1)
    return ordered if ordered < day else date(day.year - 1, 6, 1)


def _parents(invented: Iterable[tuple[ClientId, Invented]]) -> Iterator[Representative]:
    for client, each in invented:
        if each.theme.minor and each.contacts:
            yield _parent(client, each.contacts[0].whose.rpartition(", ")[2], each.first)


def _parent(client: ClientId, name: str, since: date) -> Representative:
    return Representative(
        id=RepresentativeId(new_id()),
        client=client,
        name=name,
        kind=RepresentativeKind.PARENT,
        powers=_BOTH,
        since=since,
    )
