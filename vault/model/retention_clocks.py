"""The two clocks beside that of the record: paperwork that HIPAA asks for, and disclosures.

They run from the papers themselves and can outlive the record (45 CFR 164.530(j)(2), 164.528).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from vault.model.amendment import AmendmentRequest
from vault.model.document import Document
from vault.model.onset import Given
from vault.model.retention import RetentionFacts, RuleDate, rule_dates
from vault.model.retention_rule import Event, RetentionRule

_CONSENT = "consent"


@dataclass(frozen=True)
class Clock:
    """What a rule says of the newest of `count` papers or disclosures; None where there is none."""

    date: RuleDate
    count: int


def clocks(
    papers: Sequence[tuple[date, date]],
    disclosures: Sequence[date],
    paper_rules: Iterable[RetentionRule],
    disclosure_rules: Iterable[RetentionRule],
    requires: dict[str, bool],
) -> list[Clock]:
    """Return the clocks that run: each paper has the day of its making and its last in effect."""
    found = []
    if papers:
        days = {
            Event.DOC_CREATED: max(made for made, _last in papers),
            Event.DOC_LAST_EFFECTIVE: max(last for _made, last in papers),
        }
        found += _ran(days, paper_rules, requires, len(papers))
    if disclosures:
        days = {Event.DISCLOSURE_DATE: max(disclosures)}
        found += _ran(days, disclosure_rules, requires, len(disclosures))
    return found


def paper_days(
    requests: Iterable[AmendmentRequest], given: Iterable[Given], documents: Iterable[Document]
) -> list[tuple[date, date]]:
    """Return the days of what HIPAA asks to document: requests, notices given, signed consents."""
    found = []
    for each in requests:
        decided = each.decision.told if each.decision is not None else each.received
        found.append((each.received, max(decided, each.disagreed or decided)))
    found += [(one.day, one.day) for one in given if one.day is not None]
    for paper in documents:
        if paper.kind == _CONSENT and paper.in_error is None:
            found.append((paper.day or paper.received, paper.received))
    return found


def _ran(
    days: dict[Event, date], rules: Iterable[RetentionRule], requires: dict[str, bool], count: int
) -> list[Clock]:
    facts = RetentionFacts(majority_age=18, item=days, requires=requires)
    dates = rule_dates(facts, tuple(rules))
    return [Clock(each, count) for each in dates if each.through is not None]
