"""The charts of an import: whose they are, what comes with each, and what is missing."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from vault.model.client import Client
from vault.model.dates import birthday
from vault.model.ids import ClientId
from vault.model.incoming.item import FileIn, Incoming, NoteIn, PersonIn, SessionIn, Who

Item = NoteIn | SessionIn | FileIn


class Missing(StrEnum):
    """What is missing of a chart before it can come, or should be looked at."""

    NAME = "name"
    WHOSE = "whose"
    BIRTH = "birth"
    LAST = "last"
    ALIKE = "alike"


@dataclass(frozen=True)
class Chart:
    """One client as they are to come, with everything of theirs.

    `known` is the record it goes into, None for a new one; `alike` are records of the same name
    whose birth date is another, or unknown here or there. `hold` and `consent` are what a person
    says of it: that it is held, and for whose care the client agreed to be handed over. A chart
    that is `left_out` does not come. `given` is whose a person said that its files are, where that
    alone makes it; `nobodys` is one of files that name nobody, under a name of its own.
    """

    number: int
    person: PersonIn
    notes: tuple[NoteIn, ...] = ()
    sessions: tuple[SessionIn, ...] = ()
    files: tuple[FileIn, ...] = ()
    known: ClientId | None = None
    alike: tuple[ClientId, ...] = ()
    hold: bool = False
    consent: str = field(default="", repr=False)
    left_out: bool = False
    looked_at: bool = False
    given: Who | None = field(default=None, repr=False)
    nobodys: bool = False

    @property
    def name(self) -> str:
        """What the client is called; "" where nobody is named."""
        return self.person.who.name

    @property
    def first(self) -> date | None:
        """The day of the first service, as told, or as what comes says."""
        return self.person.first or min(self._days(), default=None)

    @property
    def last(self) -> date | None:
        """The day of the last service, as told, or as what comes says."""
        return self.person.last or max(self._days(), default=None)

    def is_minor(self, today: date, age: int) -> bool | None:
        """Tell whether the client is a minor; None while the birth date is unknown."""
        born = self.person.who.birth
        return None if born is None else today < birthday(born, age)

    def missing(self) -> tuple[Missing, ...]:
        """Return what is missing, or to be looked at; empty for a chart that is ready."""
        found = []
        if not self.name.strip() and self.known is None:
            found.append(Missing.NAME)
        if self.nobodys and not self.looked_at:
            return (Missing.WHOSE,)
        if self.person.who.birth is None and self.known is None and not self.looked_at:
            found.append(Missing.BIRTH)
        if self.person.closed and self.last is None and not self.looked_at:
            found.append(Missing.LAST)
        if self.alike and self.known is None and not self.looked_at:
            found.append(Missing.ALIKE)
        return tuple(found)

    def _days(self) -> list[date]:
        sat = [each.day for each in self.sessions if each.kept is not False]
        return [*(each.day for each in self.notes), *sat]


@dataclass(frozen=True)
class Answer:
    """What a person says of one chart, in place of what was understood.

    None leaves it. `into` is the record it goes into; `new` that it is a new client's although one
    is alike.
    """

    name: str | None = field(default=None, repr=False)
    birth_date: date | None = field(default=None, repr=False)
    first: date | None = None
    last: date | None = None
    closed: bool | None = None
    hold: bool | None = None
    consent: str | None = field(default=None, repr=False)
    into: ClientId | None = None
    new: bool = False
    leave_out: bool = False


def answer_json(answer: Answer) -> dict[str, str | bool]:
    """Return an answer as it is kept: what was said alone, days as ISO 8601."""
    said = {name: getattr(answer, name) for name in answer.__dataclass_fields__}
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in said.items()
        if value not in (None, False)
    }


def answer_from(said: Mapping[str, Any]) -> Answer:
    """Return an answer from JSON. Raises ValueError, TypeError for what is none."""
    days = {
        name: date.fromisoformat(said[name]) for name in ("birth_date", "first", "last")
        if said.get(name) is not None
    }  # fmt: skip
    return Answer(**{**said, **days})


class Known:
    """The records that are here, found by their names."""

    def __init__(self, clients: Iterable[Client]) -> None:
        self._same: defaultdict[str, list[Client]] = defaultdict(list)
        for each in clients:
            self._same[Who(name=each.name).same_name].append(each)

    def met(self, chart: Chart) -> Chart:
        """Return a chart with the record of its name and birth date, or those that are alike."""
        who = chart.person.who
        if not who.name:
            return chart
        same = self._same.get(who.same_name, [])
        known = [each.id for each in same if who.birth is not None and each.birth_date == who.birth]
        if len(known) == 1:
            return replace(chart, known=known[0])
        return replace(chart, alike=tuple(each.id for each in same))


def charts_of(incoming: Incoming, known: Known) -> tuple[list[Chart], int, list[Item]]:
    """Return the charts of what came, in its order, and what could be of two of one name.

    The number between is how many of the charts, the first, are of people of tables: the others
    are there by what is in them. What names nobody is of a chart without a name.
    """
    found = _Charts(incoming.people)
    people = len(found.people)
    items: tuple[Item, ...] = (*incoming.notes, *incoming.sessions, *incoming.files)
    two = [each for each in items if not found.put(each)]
    charts = [found.chart(number) for number in range(len(found.people))]
    return [known.met(each) for each in charts], people, two


def said_of(chart: Chart, answer: Answer) -> Chart:
    """Return a chart with what a person says; the records that are here are not asked."""
    who, person = chart.person.who, chart.person
    who = replace(
        who,
        name=who.name if answer.name is None else answer.name,
        birth=answer.birth_date or who.birth,
    )
    person = replace(
        person,
        who=who,
        first=answer.first or person.first,
        last=answer.last or person.last,
        closed=person.closed if answer.closed is None else answer.closed,
    )
    return replace(
        chart,
        person=person,
        hold=chart.hold if answer.hold is None else answer.hold,
        consent=chart.consent if answer.consent is None else answer.consent,
        left_out=answer.leave_out,
        looked_at=True,
    )


def answered(chart: Chart, answer: Answer, known: Known) -> Chart:
    """Return a chart as a person says that it is."""
    after = replace(said_of(chart, answer), known=None, alike=())
    if answer.into is not None:
        return replace(after, known=answer.into)
    if answer.new:
        return after
    return known.met(after)


class _Charts:
    """Puts together what names the same client: by its key, by name and birth date, by name."""

    def __init__(self, people: Iterable[PersonIn]) -> None:
        self.people: list[PersonIn] = []
        self._by_key: dict[str, int] = {}
        self._by_name: defaultdict[str, list[int]] = defaultdict(list)
        self._of: defaultdict[int, list[Item]] = defaultdict(list)
        for each in people:
            number = self._find(each.who)
            if number is None:
                self._add(each)
            elif number >= 0:
                self.people[number] = _joined(self.people[number], each)
                self._name(number)

    def put(self, item: Item) -> bool:
        """Put something to its client; False where two clients could be meant."""
        number = self._find(item.who) if item.who.said else self._nobody()
        if number is None:
            number = self._add(PersonIn(item.who, place=item.place))
        elif number < 0:
            return False
        person = self.people[number]
        if person.who.birth is None and item.who.birth is not None:
            self.people[number] = replace(person, who=replace(person.who, birth=item.who.birth))
        self._of[number].append(item)
        return True

    def chart(self, number: int) -> Chart:
        """Return one of them."""
        own = self._of[number]
        return Chart(
            number + 1,
            self.people[number],
            tuple(each for each in own if isinstance(each, NoteIn)),
            tuple(each for each in own if isinstance(each, SessionIn)),
            tuple(each for each in own if isinstance(each, FileIn)),
            hold=self.people[number].held,
        )

    def _find(self, who: Who) -> int | None:
        """Return whose something is; None for somebody new, -1 where it could be two."""
        if who.key and who.key in self._by_key:
            return self._by_key[who.key]
        if not who.name:
            return None
        same = self._by_name[who.same_name]
        if who.key:  # of another key, it is another of the same name
            same = [each for each in same if not self.people[each].who.key]
        if who.birth is not None:
            fits = [each for each in same if self.people[each].who.birth in (None, who.birth)]
            exact = [each for each in fits if self.people[each].who.birth == who.birth]
            same = exact or fits
        if not same:
            return None
        return same[0] if len(same) == 1 else -1

    def _nobody(self) -> int:
        for number, each in enumerate(self.people):
            if not each.who.said:
                return number
        return self._add(PersonIn(Who()))

    def _add(self, person: PersonIn) -> int:
        self.people.append(person)
        number = len(self.people) - 1
        self._name(number)
        return number

    def _name(self, number: int) -> None:
        who = self.people[number].who
        if who.key:
            self._by_key.setdefault(who.key, number)
        if who.name and number not in self._by_name[who.same_name]:
            self._by_name[who.same_name].append(number)


def _joined(one: PersonIn, other: PersonIn) -> PersonIn:
    """Return what two rows say of the same client; of two that differ the first counts."""
    contacts = {(each.kind, each.value): each for each in (*other.contacts, *one.contacts)}
    who = Who(
        one.who.key or other.who.key,
        one.who.name or other.who.name,
        one.who.birth or other.who.birth,
    )
    return PersonIn(
        who,
        one.preferred or other.preferred,
        tuple(contacts.values()),
        one.closed or other.closed,
        one.first or other.first,
        one.last or other.last,
        one.place,
        one.kind,
        held=one.held or other.held,
    )
