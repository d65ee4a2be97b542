"""retention compute: when a record may be looked at for its end, from facts and without a vault."""

import argparse
from datetime import date
from typing import Any

import msgspec

from vault.cli.output import Output
from vault.cli.reading import Shape, parse_day, printed_schema, read_one
from vault.cli.rule_answers import rule_date_json
from vault.errors import BadInput, NotFound
from vault.model.dates import parse_date
from vault.model.retention import (
    CareSpan,
    Feb29,
    Retention,
    RetentionFacts,
    RetentionStatus,
    RuleDate,
    compute,
)
from vault.model.retention_rule import Event
from vault.model.rule_table import retention_rules
from vault.storage.files import explained, read_file
from vault.translation import _

_LARGEST = 16 << 20


class SpanShape(Shape):
    """One episode of care; `services` null means that the contacts were the services."""

    start: str
    contacts: tuple[str, ...] = ()
    services: tuple[str, ...] | None = None
    termination: str | None = None
    discharge: str | None = None
    services_completed: str | None = None
    closed: bool = False

    def noun(self) -> CareSpan:
        """Return the episode. Raises BadInput for a day that is none."""
        services = None if self.services is None else tuple(map(parse_date, self.services))
        return CareSpan(
            start=parse_date(self.start),
            contacts=tuple(map(parse_date, self.contacts)),
            services=services,
            termination=parse_day(self.termination),
            discharge=parse_day(self.discharge),
            services_completed=parse_day(self.services_completed),
            closed=self.closed,
        )


class HoldFactShape(Shape):
    """A hold on the record; `released_on` null means that it is open."""

    reason: str = ""
    set_on: str | None = None
    set_by: str = ""
    note: str = ""
    released_on: str | None = None
    released_by: str = ""


class ItemShape(Shape):
    """The days of one entry, paper or line of the log, for the rules that count by them."""

    doc_created: str | None = None
    doc_last_effective: str | None = None
    item_created: str | None = None
    item_service_date: str | None = None
    disclosure_date: str | None = None

    def days(self) -> dict[Event, date]:
        """Return the days that are known. Raises BadInput for one that is none."""
        named = ((Event(name), parse_day(getattr(self, name))) for name in self.__struct_fields__)
        return {event: day for event, day in named if day is not None}


class FactsShape(Shape):
    """What is known of a record, and by which rules it is looked at. All days are event dates."""

    rules: tuple[str, ...]
    majority_age: int = 18
    feb29: Feb29 = Feb29.MAR1
    birth_date: str | None = None
    record_opened: str | None = None
    last_entry: str | None = None
    death: str | None = None
    episodes: tuple[SpanShape, ...] = ()
    holds: tuple[HoldFactShape, ...] = ()
    item: ItemShape = msgspec.field(default_factory=ItemShape)
    requires: dict[str, bool] = msgspec.field(default_factory=dict)

    def noun(self) -> RetentionFacts:
        """Return the facts. Raises BadInput for a day or an age that is none."""
        if not 0 < self.majority_age < 100:
            raise BadInput(_("The age of majority must be a number of years, such as 18."))
        return RetentionFacts(
            majority_age=self.majority_age,
            birth_date=parse_day(self.birth_date),
            record_opened=parse_day(self.record_opened),
            last_entry=parse_day(self.last_entry),
            death=parse_day(self.death),
            episodes=tuple(each.noun() for each in self.episodes),
            holds=tuple(parse_day(each.released_on) for each in self.holds),
            item=self.item.days(),
            requires=self.requires,
            feb29=self.feb29,
        )


def run(options: argparse.Namespace, output: Output) -> None:
    """Print what the rules say of the facts in a file. This informs; it is no legal advice."""
    if printed_schema(FactsShape, options, output):
        return
    with explained():
        data = read_file(options.facts, _LARGEST)
    if data is None or len(data) > _LARGEST:
        raise NotFound(_("There is no such file of facts."))
    entered = read_one(FactsShape, data)
    known = retention_rules()
    unknown = [each for each in entered.rules if each not in known]
    if unknown:
        raise BadInput(
            _("A rule of these facts is not known."),
            hint=_("Known are: {ids}.").format(ids=", ".join(known)),
        )
    found = compute(entered.noun(), [known[each] for each in entered.rules])
    output.answer(_json(found), _text(found))


def _json(found: Retention) -> dict[str, Any]:
    return {
        "status": found.status,
        "eligible": _day(found.eligible),
        "rules": [rule_date_json(each) for each in found.rules],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _text(found: Retention) -> str:
    if found.eligible is not None:
        first = _("The minimum period ends; a review may begin on {day}.").format(
            day=found.eligible
        )
    elif found.status is RetentionStatus.COMPUTED:
        first = _("The record is on hold: no day.")
    else:
        first = _("No day: {status}.").format(status=found.status)
    return "\n".join(
        [first, *map(_line, found.rules), _("This program informs. It is not legal advice.")]
    )


def _line(each: RuleDate) -> str:
    said: list[str] = [each.status]
    said += [each.through.isoformat()] if each.through is not None else []
    said += each.flags
    return f"{each.rule.id}: {', '.join(said)} ({each.rule.cite})"
