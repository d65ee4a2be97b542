"""The onset checklist: what a client is given or agrees on at the start, and what is missing."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any

from vault.errors import BadInput
from vault.model.circumstances import License
from vault.model.client import ClientKind
from vault.model.ids import ClientId, DocumentId, OnsetId, ParticipantId
from vault.model.license_rules import binds, those_bound
from vault.model.participant import Participant, Role
from vault.model.switched_on import because_of_licenses
from vault.model.text import clean_line
from vault.resource_files import read_resource
from vault.translation import _, of_resource


@dataclass(frozen=True)
class OnsetItem:
    """One item of the list, with its citation and the day through which its source was current.

    `several` asks for it only where two or more are seen together, `related` only where they have
    a relationship with each other, `each` of each of them; `may_not_apply` lets it be said that it
    does not apply.
    """

    id: str
    cite: str
    through: date
    several: bool
    related: bool
    each: bool
    may_not_apply: bool
    _title: str

    @property
    def title(self) -> str:
        """What is given or agreed on."""
        return of_resource(self._title)


@dataclass(frozen=True)
class Given:
    """That an item was given: on `day`, None where it does not apply.

    `version` says which wording, `place` where the signed copy is, `document` which of the
    client's documents it is, or None; `participant` for whom, where each is asked for themselves.
    """

    id: OnsetId
    client: ClientId
    item: str
    day: date | None
    participant: ParticipantId | None = None
    version: str = field(default="", repr=False)
    place: str = field(default="", repr=False)
    document: DocumentId | None = None

    def cleaned(self, today: date) -> "Given":
        """Return this with its text normalised.

        Raises BadInput for an item that does not exist, or cannot fail to apply, for one that is of
        each or of nobody in particular, and a day that is to come.
        """
        item = onset_items().get(self.item)
        if item is None:
            raise BadInput(
                _("There is no such item of the onset list."),
                hint=_("Items: {names}.").format(names=", ".join(onset_items())),
            )
        if self.day is None and not item.may_not_apply:
            raise BadInput(_("Say on which day it was given: it applies to every client."))
        if self.day is not None and self.day > today:
            raise BadInput(_("This day is in the future."))
        if item.each is not (self.participant is not None):
            raise BadInput(
                _("Say for whom: each who takes part is asked for themselves.")
                if item.each
                else _("This is given to the client, not to one who takes part.")
            )
        return replace(
            self,
            version=clean_line(self.version, _("The version")),
            place=clean_line(self.place, _("Where the signed copy is")),
        )


@dataclass(frozen=True)
class OnsetLine:
    """One line of a client's list: an item, for whom, and that it was given, or None.

    What is asked of each, while nobody who takes part is entered, is of nobody, and lacks.
    `printed` is the version of its notice that was printed last, or empty; that is not given yet.
    `because` says by which licenses it is asked for.
    """

    item: OnsetItem
    participant: ParticipantId | None
    name: str = field(repr=False)
    given: Given | None
    printed: str = field(default="", repr=False)
    because: str = field(default="", repr=False)

    @property
    def wants_people(self) -> bool:
        """Whether somebody who takes part has to be entered first."""
        return self.item.each and self.participant is None


@cache
def onset_items() -> Mapping[str, OnsetItem]:
    """Return every item by its id, in the order of the list."""
    return {row["id"]: _item(row) for row in _rows()}


def items_for(licenses: Sequence[License], kind: ClientKind) -> list[OnsetItem]:
    """Return the items that the licenses ask for at the onset of care of such a client.

    From resources/onset.toml: 262 CMR 8.02(1)(c), (2)(d), (3)(c); 20 CSR 2263-3.040(3), (7),
    (11)(B); 20 CSR 2263-3.100(2), (6), (7).
    """
    alone = kind is ClientKind.INDIVIDUAL
    found = [onset_items()[row["id"]] for row in _rows() if binds(row, licenses)]
    group = kind is ClientKind.GROUP
    return [item for item in found if not (alone and item.several) and not (group and item.related)]


def binding_license(item: OnsetItem, licenses: Sequence[License]) -> License | None:
    """Return the license that asks for an item, one with its number first; None where none does."""
    asking = _asking(item, licenses)
    return max(asking, key=lambda each: bool(each.number), default=None)


def _asking(item: OnsetItem, licenses: Sequence[License]) -> list[License]:
    row = next(row for row in _rows() if row["id"] == item.id)
    return those_bound(row, licenses)


def why_asked(licenses: Sequence[License]) -> str:
    """Return by which licenses anything is asked for at all; empty where nothing is."""
    asking = [held for row in _rows() for held in those_bound(row, licenses)]
    return because_of_licenses(list(dict.fromkeys(asking)))


def with_causes(lines: Iterable[OnsetLine], licenses: Sequence[License]) -> list[OnsetLine]:
    """Return the lines, each with the sentence by which licenses it is asked for."""
    return [
        replace(line, because=because_of_licenses(_asking(line.item, licenses))) for line in lines
    ]


def lines_of(
    items: Iterable[OnsetItem],
    given: Sequence[Given],
    people: Sequence[Participant],
    today: date,
    printed: Mapping[tuple[str, ParticipantId | None], str],
) -> list[OnsetLine]:
    """Return the list of one client, with the newest that was given of each.

    What each is asked for stands once for everyone who takes part today and is no collateral. That
    it does not apply counts as newer than any day. `printed` has the version of each notice that
    was printed last, for one participant or, by None, for everyone.
    """
    newest: dict[tuple[str, ParticipantId | None], Given] = {}
    for each in sorted(given, key=lambda one: (one.day or date.max, one.id)):
        newest[each.item, each.participant] = each
    return [
        OnsetLine(
            item,
            who,
            name,
            newest.get((item.id, who)),
            printed.get((item.id, who)) or printed.get((item.id, None), ""),
        )
        for item, who, name in asked_of(items, people, today)
    ]


def asked_of(
    items: Iterable[OnsetItem], people: Sequence[Participant], today: date
) -> Iterator[tuple[OnsetItem, ParticipantId | None, str]]:
    """Yield each item with whom it is asked of: each who takes part today, or nobody by name."""
    taking = [
        each for each in people if each.took_part(today, today) and each.role is not Role.COLLATERAL
    ]
    for item in items:
        if item.each and taking:
            yield from ((item, each.id, each.name) for each in taking)
        else:
            yield item, None, ""


@cache
def _rows() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads(read_resource("onset.toml").decode())["item"]
    return rows


def _item(row: dict[str, Any]) -> OnsetItem:
    return OnsetItem(
        id=str(row["id"]),
        cite=str(row["cite"]),
        through=date.fromisoformat(str(row["through"])),
        several=bool(row.get("several", False)),
        related=bool(row.get("related", False)),
        each=bool(row.get("each", False)),
        may_not_apply=bool(row.get("may_not_apply", False)),
        _title=str(row["title"]),
    )
