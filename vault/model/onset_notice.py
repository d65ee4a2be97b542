"""The notices of the onset list: what is printed for each item, and for whom, to be signed."""

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from vault.errors import BadInput, NotAllowed
from vault.model.client import ClientKind
from vault.model.direction import isolated
from vault.model.ids import ParticipantId
from vault.model.onset import OnsetItem, OnsetLine, onset_items
from vault.resource_files import read_resource
from vault.translation import _, of_resource


@dataclass(frozen=True)
class Said:
    """One thing that a notice says; a `point` is one of a numbered list."""

    point: bool
    _text: str

    @property
    def text(self) -> str:
        """Its words, for the client."""
        return of_resource(self._text)


@dataclass(frozen=True)
class Blank:
    """What only the licensee knows: so many `lines` to write on, with `each` for everyone."""

    lines: int
    each: bool
    _label: str

    def labels(self, people: Sequence[str]) -> tuple[str, ...]:
        """Return what stands above its lines, once or for each of the people."""
        words = of_resource(self._label)
        if not self.each:
            return (words,)
        return tuple(words.format(name=isolated(name)) for name in people)


@dataclass(frozen=True)
class OnsetNotice:
    """The notice of an item. `cites` are its clause and any further one that it is worded from.

    `lead` says what the sheet is where its clause asks for no notice; `signed` is what a signature
    below it says.
    """

    item: OnsetItem
    version: str
    cites: tuple[str, ...]
    said: tuple[Said, ...]
    blanks: tuple[Blank, ...]
    _title: str
    _lead: str
    _signed: str

    @property
    def title(self) -> str:
        """What stands at its head."""
        return of_resource(self._title)

    @property
    def lead(self) -> str:
        """What it is where it is no notice; otherwise empty."""
        return of_resource(self._lead)

    @property
    def signed(self) -> str:
        """What a signature says."""
        return of_resource(self._signed)


@dataclass(frozen=True)
class NoticePage:
    """The notice of one item for one client, with who signs: each of `people`, or the client.

    `participant` is whose page it is where each member of a group has their own.
    """

    item: str
    client: str = field(repr=False)
    people: tuple[str, ...] = field(default=(), repr=False)
    participant: ParticipantId | None = None

    @property
    def notice(self) -> OnsetNotice:
        """What it says."""
        return onset_notices()[self.item]


@cache
def onset_notices() -> Mapping[str, OnsetNotice]:
    """Return the notice of every item by its id, from resources/onset-notices.toml."""
    rows: list[dict[str, Any]] = tomllib.loads(read_resource("onset-notices.toml").decode())[
        "notice"
    ]
    return {str(row["item"]): _notice(row) for row in rows}


def pages_for(
    lines: Sequence[OnsetLine],
    client: str,
    kind: ClientKind,
    items: Collection[str] = (),
    participant: ParticipantId | None = None,
) -> list[NoticePage]:
    """Return the notices of these items for a client, or, without any, of all that are missing.

    One page has everyone of a couple or a family, who are together in one record; in a group each
    member has a page of their own, on which no other is named (docs/guide/people.md). With a
    `participant` it is the page on which they sign. Raises BadInput for an item that does not
    exist, NotAllowed for one that is not on the list, or that nobody is entered for.
    """
    check_items(lines, items)
    wanted = [
        line
        for line in lines
        if (line.item.id in items if items else line.given is None and not line.wants_people)
        and participant in (None, line.participant)
    ]
    pages: dict[tuple[str, ParticipantId | None], NoticePage] = {}
    for line in wanted:
        alone = kind is ClientKind.GROUP and line.item.each
        whose = line.participant if alone else None
        signing = [line] if alone else [each for each in lines if each.item == line.item]
        people = tuple(each.name for each in signing if each.participant is not None)
        page = NoticePage(line.item.id, client, people, whose)
        pages.setdefault((line.item.id, whose), page)
    return list(pages.values())


def check_items(lines: Sequence[OnsetLine], items: Collection[str]) -> None:
    """Raise BadInput or NotAllowed for items of which a client has no notice, as `pages_for`."""
    listed = {line.item.id: line for line in lines}
    for item in items:
        if item not in onset_items():
            raise BadInput(
                _("There is no such item of the onset list."),
                hint=_("Items: {names}.").format(names=", ".join(onset_items())),
            )
        if item not in listed:
            raise NotAllowed(
                _("This item is not on the onset list of this client."),
                hint=_("What is on it follows from your licenses and from whose record it is."),
            )
        if listed[item].wants_people:
            raise NotAllowed(
                _("Nobody is entered who takes part, and each of them signs this notice."),
                hint=_("Enter under People who takes part."),
            )


def file_names(pages: Sequence[NoticePage], day: date) -> Iterator[str]:
    """Yield a name for the file of each page: its item, the day, a number; nobody's name."""
    seen: dict[str, int] = {}
    for page in pages:
        number = seen[page.item] = seen.get(page.item, 0) + 1
        yield f"onset-{page.item}-{day.isoformat()}" + f"-{number}" * (number > 1) + ".pdf"


def _notice(row: dict[str, Any]) -> OnsetNotice:
    item = onset_items()[str(row["item"])]
    return OnsetNotice(
        item=item,
        version=str(row["version"]),
        cites=(item.cite, *filter(None, [str(row.get("also", ""))])),
        said=tuple(Said(bool(one.get("point", False)), str(one["text"])) for one in row["said"]),
        blanks=tuple(
            Blank(int(one["lines"]), bool(one.get("each", False)), str(one["label"]))
            for one in row.get("blank", ())
        ),
        _title=str(row["title"]),
        _lead=str(row.get("lead", "")),
        _signed=str(row["signed"]),
    )
