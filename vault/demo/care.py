"""The made-up episodes of care: who consented, how they ended, and what somebody forgot."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from vault.demo.ending import ending_of
from vault.demo.invented import Invented
from vault.demo.moved import written_by_hand
from vault.demo.people import ANNA_AND_TOM, LUCIA
from vault.demo.prose import course_of
from vault.model.client import ClientKind
from vault.model.episode import Consent, Consenter, Ending, Episode, Letter
from vault.model.ids import ClientId, EpisodeId, new_id
from vault.open_vault import OpenVault


def care_for(
    vault: OpenVault,
    named: Mapping[str, ClientId],
    invented: Iterable[tuple[ClientId, Invented]],
    seed: int,
    today: date,
) -> None:
    """Enter when everyone came, who consented, and how it ended for who no longer comes."""
    episodes = [
        _of_the_cast(named[each.name], each.name, each.notes[0].day)
        for each in written_by_hand(today)
    ]
    for client, each in invented:
        episodes += _of_invented(client, each, seed)
    vault.episodes.add(episodes)


def _of_the_cast(client: ClientId, name: str, first: date) -> Episode:
    consent = Consent(Consenter.CLIENT, first, name)
    if name == LUCIA.name:
        mother = LUCIA.contacts[0].whose.rpartition(", ")[2]
        consent = Consent(Consenter.REPRESENTATIVE, first, mother)
    elif name == ANNA_AND_TOM.name:
        consent = Consent(Consenter.CLIENT, first, name.replace(" and ", ", "))
    return Episode(EpisodeId(new_id()), client, first, consent)


def _of_invented(client: ClientId, each: Invented, seed: int) -> Iterator[Episode]:
    consent = Consent(Consenter.CLIENT, each.first, _who(each))
    if each.theme.minor:
        consent = Consent(Consenter.REPRESENTATIVE, each.first, _who(each))
    yield Episode(EpisodeId(new_id()), client, each.first, consent, _ending(each, seed))


def _ending(each: Invented, seed: int) -> Ending | None:
    ended = ending_of(each, course_of(each, seed))
    if ended is None:
        return None
    letter = Letter(sent=ended.day, end=ended.day) if ended.letter else None
    return Ending(day=ended.day, last_contact=ended.last, reason=ended.reason, letter=letter)


def _who(each: Invented) -> str:
    if each.theme.minor and each.contacts:
        return each.contacts[0].whose.rpartition(", ")[2]
    if each.kind is ClientKind.INDIVIDUAL:
        return each.name
    return ""
