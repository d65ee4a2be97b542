"""Outcome measures: what they ask, what a client answered, and the score as its source has it.

The measures are data, resources/measures.toml. A band is what the source calls a score; it is no
diagnosis, and nothing here says one.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from vault.errors import BadInput, NotAllowed
from vault.model.ids import AdministrationId, ClientId
from vault.model.in_error import InError, in_error_for
from vault.model.text import clean_line
from vault.resource_files import read_resource
from vault.translation import _, of_resource

MOST_ANSWER = 3
"""An item is answered by 0, 1, 2 or 3."""

Answers = tuple[int | None, ...]
"""One answer for each item of a measure, 0 to 3; None where it was left open."""


@dataclass(frozen=True)
class Band:
    """What the source calls a score of `least` or more, up to the next band."""

    least: int
    _words: str = field(repr=False)

    @property
    def words(self) -> str:
        """The word of the source, such as "moderate"."""
        return of_resource(self._words)


@dataclass(frozen=True)
class Score:
    """What `answered` items add up to: `total` of `most`, None where there is no score.

    `prorated` tells that some items were left open, and the total is by the rule of the source.
    """

    answered: int
    items: int
    most: int
    total: int | None = field(repr=False)
    prorated: bool
    band: Band | None = field(repr=False)


@dataclass(frozen=True)
class Measure:
    """A measure as it was published.

    `risk_item` is the number of the item that opens the risk note above zero, 0 for none.
    `unanswered` is how many items may be left open for a score, which is then prorated.
    """

    id: str
    title: str
    source: str
    rule: str
    risk_item: int
    unanswered: int
    bands: tuple[Band, ...]
    _words: Mapping[str, Any] = field(repr=False)

    @property
    def name(self) -> str:
        """The full name."""
        return of_resource(self._words["name"])

    @property
    def whom(self) -> str:
        """Whom the source made it for."""
        return of_resource(self._words["for"])

    @property
    def asks(self) -> str:
        """What stands above the items, with the timeframe."""
        return of_resource(self._words["asks"])

    @property
    def items(self) -> tuple[str, ...]:
        """The items, word for word."""
        return tuple(map(of_resource, self._words["items"]))

    @property
    def answers(self) -> tuple[str, ...]:
        """The words of the answers 0, 1, 2 and 3."""
        return tuple(map(of_resource, self._words["answers"]))

    @property
    def difficulty(self) -> str:
        """What is asked after the items and not scored; "" where nothing is."""
        return of_resource(self._words["difficulty"])

    @property
    def difficulties(self) -> tuple[str, ...]:
        """The words of its answers 0, 1, 2 and 3; none where nothing is asked."""
        return tuple(map(of_resource, self._words["difficulties"]))

    @property
    def licence(self) -> str:
        """The sentence that makes it free to use."""
        return of_resource(self._words["licence"])

    @property
    def most(self) -> int:
        """The highest score there is."""
        return MOST_ANSWER * len(self._words["items"])

    def band_of(self, total: int) -> Band:
        """Return the band of a score."""
        return [band for band in self.bands if band.least <= total][-1]

    def score(self, answers: Answers) -> Score:
        """Return the score of answers, one for each item.

        With as many items open as the source has a rule for, the sum of the others is multiplied by
        the number of items, divided by how many were answered, and rounded, a half upwards. With
        more there is none.
        """
        items, given = len(answers), [each for each in answers if each is not None]
        total = None
        if given and items - len(given) <= self.unanswered:
            total = (2 * sum(given) * items + len(given)) // (2 * len(given))
        return Score(
            answered=len(given),
            items=items,
            most=self.most,
            total=total,
            prorated=total is not None and len(given) < items,
            band=self.band_of(total) if total is not None else None,
        )


@dataclass(frozen=True)
class Administration:
    """A measure that was filled in on a day.

    `difficulty` answers what is asked after the items, 0 to 3, None where it is open or not asked;
    `filled_in_by` says who filled it in where it was not the client, such as an interpreter. One
    that is `in_error` stays readable, and is in no chart and no copy.
    """

    id: AdministrationId
    client: ClientId
    measure: str
    day: date
    answers: Answers = field(repr=False)
    difficulty: int | None = field(default=None, repr=False)
    filled_in_by: str = field(default="", repr=False)
    in_error: InError | None = None

    def marked(self, reason: str, at: datetime) -> "Administration":
        """Return this as one that was entered in error, and why.

        Raises BadInput without a reason, NotAllowed for one that is marked already.
        """
        self.check_standing()
        return replace(self, in_error=in_error_for(reason, at))

    def check_standing(self) -> None:
        """Raise NotAllowed for one that is marked in error: it stays as it is."""
        if self.in_error is not None:
            raise NotAllowed(_("This measure is marked in error already."))

    def cleaned(self, today: date) -> "Administration":
        """Return this administration with its text normalised.

        Raises BadInput for a measure that there is none of, a day that is to come, answers that are
        too many, too few, none at all or not 0 to 3, and an answer to what is not asked.
        """
        measure = measure_of(self.measure)
        if self.day > today:
            raise BadInput(_("This day is in the future."))
        if len(self.answers) != len(measure.items):
            words = _("{title} has {n} items; give one answer for each, or null.")
            raise BadInput(words.format(title=measure.title, n=len(measure.items)))
        if not all(map(_is_answer, (*self.answers, self.difficulty))):
            raise BadInput(_("An answer is 0, 1, 2 or 3, or none."))
        if all(each is None for each in self.answers):
            raise BadInput(_("No item is answered."))
        if self.difficulty is not None and not measure.difficulty:
            words = _("{title} does not ask how difficult it was.")
            raise BadInput(words.format(title=measure.title))
        return replace(self, filled_in_by=clean_line(self.filled_in_by, _("Who filled it in")))

    def check_change(self, to: "Administration") -> None:
        """Check that this may be kept as `to`. Raises BadInput for another client or measure."""
        if to.client != self.client:
            raise BadInput(_("A measure stays with its client."))
        if to.measure != self.measure:
            raise BadInput(
                _("It stays the measure it is."),
                hint=_("Mark it in error, and add the other."),
            )

    @property
    def score(self) -> Score:
        """The score, as the source counts it."""
        return measure_of(self.measure).score(self.answers)

    @property
    def leaves_risk_open(self) -> bool:
        """Whether the item on thoughts of death or self-harm was not answered."""
        number = measure_of(self.measure).risk_item
        return number > 0 and self.answers[number - 1] is None

    @property
    def raises_risk(self) -> bool:
        """Whether the item on thoughts of death or self-harm was answered above zero."""
        number = measure_of(self.measure).risk_item
        return number > 0 and bool(self.answers[number - 1])


def measure_of(measure: str) -> Measure:
    """Return a measure by its id. Raises BadInput for one that there is none of."""
    found = measures().get(measure)
    if found is None:
        raise BadInput(
            _("There is no such measure."),
            hint=_("Measures: {names}.").format(names=", ".join(measures())),
        )
    return found


def by_measure(administrations: Sequence[Administration]) -> dict[str, list[Administration]]:
    """Return administrations by their measure, in the order of the measures; none without any.

    Not those that are in error.
    """
    standing = [each for each in administrations if each.in_error is None]
    found = {name: [each for each in standing if each.measure == name] for name in measures()}
    return {name: those for name, those in found.items() if those}


@cache
def measures() -> Mapping[str, Measure]:
    """Return every measure by its id, from resources/measures.toml."""
    table = tomllib.loads(read_resource("measures.toml").decode())
    return {row["id"]: _measure(row) for row in table["measure"]}


def _measure(row: Mapping[str, Any]) -> Measure:
    return Measure(
        id=str(row["id"]),
        title=str(row["title"]),
        source=str(row["source"]),
        rule=str(row["rule"]),
        risk_item=int(row["risk_item"]),
        unanswered=int(row["unanswered"]),
        bands=tuple(Band(int(least), str(words)) for least, words in row["bands"]),
        _words=row,
    )


def _is_answer(answer: int | None) -> bool:
    return answer is None or answer in range(MOST_ANSWER + 1)
