"""What was said of a thing before a change: kept whole, beside the entry that replaced it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from vault.errors import Damaged
from vault.model.amendment import AmendmentRequest
from vault.model.audit import Action, Fact
from vault.model.canonical import Json
from vault.model.client import Client
from vault.model.document import Document
from vault.model.episode import Episode
from vault.model.hold import Hold
from vault.model.ids import ClientId
from vault.model.measure import Administration
from vault.model.onset import Given
from vault.model.participant import Participant, Terms
from vault.model.representative import Representative
from vault.model.seal import Seal, seal
from vault.model.told import told
from vault.translation import _

THINGS: Mapping[str, type] = {
    "client": Client,
    "participant": Participant,
    "representative": Representative,
    "episode": Episode,
    "document": Document,
    "onset": Given,
    "amendment": AmendmentRequest,
    "hold": Hold,
    "measure": Administration,
    "terms": Terms,
}
"""What is changed in place, by the name of its kind, as the vault's files have it."""

CHANGES: Mapping[Action, str] = {
    Action.CLIENT_CHANGED: "client",
    Action.PARTICIPANT_CHANGED: "participant",
    Action.REPRESENTATIVE_CHANGED: "representative",
    Action.EPISODE_CHANGED: "episode",
    Action.DOCUMENT_CHANGED: "document",
    Action.DOCUMENT_IN_ERROR: "document",
    Action.DOCUMENT_STANDS: "document",
    Action.ONSET_CHANGED: "onset",
    Action.AMENDMENT_CHANGED: "amendment",
    Action.HOLD_CHANGED: "hold",
    Action.HOLD_LIFTED: "hold",
    Action.MEASURE_CHANGED: "measure",
    Action.TERMS_CHANGED: "terms",
}
"""The actions that replace what was said, and of what."""

REMOVALS: Mapping[Action, str] = {
    Action.PARTICIPANT_REMOVED: "participant",
    Action.REPRESENTATIVE_REMOVED: "representative",
    Action.EPISODE_REMOVED: "episode",
    Action.DOCUMENT_REMOVED: "document",
    Action.ONSET_REMOVED: "onset",
    Action.AMENDMENT_REMOVED: "amendment",
    Action.HOLD_REMOVED: "hold",
    Action.MEASURE_REMOVED: "measure",
}
"""The actions that take a thing out, and of what kind it was.

What was entered in the same sitting goes with its earlier values; of all else the last is kept.
"""

RETURNS = frozenset(
    {
        Action.PARTICIPANT_ADDED,
        Action.REPRESENTATIVE_ADDED,
        Action.EPISODE_ADDED,
        Action.DOCUMENT_ADDED,
        Action.ONSET_ADDED,
        Action.AMENDMENT_ADDED,
        Action.HOLD_PLACED,
        Action.MEASURE_ADDED,
    }
)
"""The actions that enter such a thing, or bring it back, with its earlier values."""

REPLACES: Mapping[Action, str] = {**CHANGES, **REMOVALS}
"""The actions whose entry may have the seal of an earlier value, and of what kind that is."""

SEAL = "earlier"
"""Under which name an entry has the seal of what it replaced."""


@dataclass(frozen=True)
class EarlierValue:
    """What a thing of some kind was, until the entry of number `entry` replaced it.

    `said` is the noun as JSON has it. The digest of the seal stands in that entry too.
    """

    entry: int
    kind: str
    subject: str
    client: ClientId
    replaced_at: datetime
    said: Json = field(repr=False)
    seal: Seal

    @property
    def value(self) -> Any:
        """The noun. Raises Damaged as `noun_of` does."""
        return noun_of(self.kind, self.said)

    def fits(self) -> bool:
        """Tell whether it is what was sealed."""
        return self.seal.fits(content_of(self.kind, self.subject, self.client, self.said))


@dataclass(frozen=True)
class Past:
    """The earlier values of a thing, the oldest first, and what it is `now`, by its kind.

    Of what was removed there is nothing now. `names` say what the ids within them stand for, a note
    by its day, as far as it is there.
    """

    values: tuple[EarlierValue, ...]
    now: Mapping[str, Any] = field(repr=False)
    names: Mapping[str, str | date] = field(repr=False)


def client_of(noun: Any) -> ClientId:
    """Return in whose file a thing is."""
    if isinstance(noun, Client):
        return noun.id
    whose: ClientId = noun.unit if isinstance(noun, Participant | Terms) else noun.client
    return whose


def says_nothing(noun: Any) -> bool:
    """Tell whether nothing stood there before: what is then entered for the first time."""
    return noun is None or (isinstance(noun, Terms) and not noun.key)


def replaced(fact: Fact, kind: str, noun: Any, entry: int, at: datetime) -> EarlierValue:
    """Return a noun as the earlier value that a fact, of that number in the chain, replaced."""
    client, said = ClientId(fact.client or ""), told(noun)
    fresh = seal(content_of(kind, fact.subject, client, said))
    return EarlierValue(entry, kind, fact.subject, client, at, said, fresh)


def noun_of(kind: str, said: Json) -> Any:
    """Return the noun that `told` gave; a field that was not there yet is as it is by itself.

    Raises Damaged for what is no such thing.
    """
    try:
        return _noun(THINGS[kind], said)
    except (LookupError, TypeError, ValueError):
        raise Damaged(_("This earlier value cannot be read.")) from None


def content_of(kind: str, subject: str, client: str, said: Json) -> Json:
    """Return what the seal of an earlier value covers."""
    return {"kind": kind, "subject": subject, "client": client, "value": said}


def _noun(noun: type, said: Mapping[str, Any]) -> Any:
    kinds = _kinds_of(noun)
    return noun(**{name: _value(kinds[name], value) for name, value in said.items()})


@cache
def _kinds_of(noun: type) -> dict[str, Any]:
    return get_type_hints(noun)


def _value(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(kind) in (Union, UnionType):
        kind = next(each for each in get_args(kind) if each is not type(None))
    if get_origin(kind) is tuple:
        return tuple(_value(get_args(kind)[0], each) for each in value)
    if isinstance(kind, NewType):
        return value
    if isinstance(kind, type) and is_dataclass(kind):
        return _noun(kind, value)
    if issubclass(kind, date):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, StrEnum) else value
