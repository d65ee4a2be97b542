"""The made-up episodes of care: who consented, how they ended, and what somebody forgot."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from vault.demo.invented import Invented
from vault.demo.people import ANNA_AND_TOM, CLIENTS, LUCIA
from vault.model.client import ClientKind
from vault.model.episode import Consent, Consenter, Ending, EndReason, Episode, Letter
from vault.model.ids import ClientId, EpisodeId, new_id
from vault.open_vault import OpenVault

_REASONS = (
    EndReason.COMPLETED,
    EndReason.CLIENT_WISH,
    EndReason.COMPLETED,
    EndReason.REFERRED,
    EndReason.LOST_CONTACT,
)
_NO_LETTER = 5
"""One of so many who left got no letter: such gaps are what a check is to find."""


def care_for(
    vault: OpenVault,
    named: Mapping[str, ClientId],
    invented: Iterable[tuple[ClientId, Invented]],
) -> None:
    """Enter when everyone came, who consented, and how it ended for who no longer comes."""
    episodes = [_of_the_cast(named[each.name], each.name, each.notes[0].day) for each in CLIENTS]
    for client, each in invented:
        episodes += _of_invented(client, each, vault.clients.row(client).last_session)
    vault.episodes.add(episodes)


def _of_the_cast(client: ClientId, name: str, first: date) -> Episode:
    consent = Consent(Consenter.CLIENT, first, name)
    if name == LUCIA.name:
        mother = LUCIA.contacts[0].whose.rpartition(", ")[2]
        consent = Consent(Consenter.REPRESENTATIVE, first, mother)
    elif name == ANNA_AND_TOM.name:
        consent = Consent(Consenter.CLIENT, first, name.replace(" and ", ", "))
    return Episode(EpisodeId(new_id()), client, first, consent)


def _of_invented(client: ClientId, each: Invented, last: date | None) -> Iterator[Episode]:
    consent = Consent(Consenter.CLIENT, each.first, _who(each))
    if each.theme.minor:
        consent = Consent(Consenter.REPRESENTATIVE, each.first, _who(each))
    ending = _ending(each, last) if each.end is not None else None
    yield Episode(EpisodeId(new_id()), client, each.first, consent, ending)


def _ending(each: Invented, last: date | None) -> Ending:
    last = last or each.first
    day = min(last + timedelta(days=10), each.until)
    forgotten = each.number % _NO_LETTER == 0
    return Ending(
        day=day,
        last_contact=last,
        reason=_REASONS[each.number % len(_REASONS)],
        letter=None if forgotten else Letter(sent=day, end=day),
    )


def _who(each: Invented) -> str:
    if each.theme.minor and each.contacts:
        return each.contacts[0].whose.rpartition(", ")[2]
    if each.kind is ClientKind.INDIVIDUAL:
        return each.name
    return ""
