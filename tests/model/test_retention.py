"""When a record may be looked at for its end: the worked examples, and what is true of any life."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault.errors import BadInput
from vault.model.retention import (
    CareSpan,
    Feb29,
    Flag,
    Retention,
    RetentionFacts,
    RetentionStatus,
    anniversary,
    compute,
)
from vault.model.retention_rule import Event, Scope, Standing
from vault.model.rule_table import retention_rules, rule_from

RULES = retention_rules()
CHART = [each for each in RULES.values() if each.scope is Scope.CLIENT_RECORD]


def day(text: str) -> date:
    """Return a day."""
    return date.fromisoformat(text)


def care(*contacts: str, closed: bool = True, **days: str | None) -> CareSpan:
    """Return an episode of these contacts; a `letter` names its end."""
    letter = days.get("letter")
    return CareSpan(
        start=min(map(day, contacts)),
        contacts=tuple(map(day, contacts)),
        termination=day(letter) if letter else None,
        closed=closed,
    )


def ended(text: str) -> CareSpan:
    """Return an episode of one contact, which its letter names as the end."""
    return care(text, letter=text)


def facts(*episodes: CareSpan, born: str | None = "1980-01-01", **more: Any) -> RetentionFacts:
    """Return the facts of somebody born so."""
    birth = day(born) if born else None
    return RetentionFacts(majority_age=18, birth_date=birth, episodes=episodes, **more)


def said(rule: str, about: RetentionFacts) -> tuple[str, str | None, str | None]:
    """Return the status of one rule, through when it keeps, and when a review may begin."""
    found = compute(about, [RULES[rule]]).rules[0]
    days = (found.through, found.eligible)
    return (found.status, *(each.isoformat() if each else None for each in days))  # type: ignore[return-value]


ADULT = care("2026-11-20")
LETTER = care("2026-03-10", letter="2026-06-30")
COUNTED = care("2026-03-10", "2026-06-30", letter="2026-06-30")
EARLIER = care("2018-01-10", "2019-06-30")
GROWN = (care("2018-05-01", "2020-06-01"), ended("2026-08-15"))

EXAMPLES = {
    "E1": ("ma-allied", facts(ADULT), "2033-11-20"),
    "E2": ("ma-allied", facts(care("2024-02-29")), "2031-03-01"),
    "E2 feb28": ("ma-allied", facts(care("2024-02-29"), feb29=Feb29.FEB28), "2031-02-28"),
    "E3": ("ma-allied", facts(care("2026-09-01"), born="2019-05-10"), "2038-05-10"),
    "E4": ("ma-allied", facts(care("2026-09-01"), born="2013-01-15"), "2033-09-01"),
    "E5": ("ma-allied", facts(care("2026-10-05"), born="2016-02-29"), "2035-03-01"),
    "E5 feb28": (
        "ma-allied",
        facts(care("2026-10-05"), born="2016-02-29", feb29=Feb29.FEB28),
        "2035-02-28",
    ),
    "E6": ("ma-allied", facts(ADULT, born="2014-11-20"), "2033-11-20"),
    "E7a": ("mo-sw", facts(LETTER), "2031-06-30"),
    "E7b": ("ma-allied", facts(COUNTED), "2033-06-30"),
    "E7c": ("ma-allied", facts(LETTER), "2033-03-10"),
    "E7d": ("apa-2007", facts(LETTER), "2033-03-10"),
    "E8": (
        "mo-sw",
        facts(ended("2026-09-01"), born="2019-05-10"),
        "2031-09-01",
    ),
    "E8b": ("apa-2007", facts(care("2026-09-01"), born="2019-05-10"), "2040-05-10"),
    "E9c": ("ma-allied", facts(EARLIER, care("2026-02-01", "2026-10-15")), "2033-10-15"),
    "E10 CA": ("ca-bbs", facts(*GROWN, born="2006-03-03"), "2033-08-15"),
    "E10 MA": ("ma-allied", facts(*GROWN, born="2006-03-03"), "2033-08-15"),
    "E11": (
        "ca-bbs",
        facts(ended("2026-08-15"), born="2012-07-04"),
        "2037-07-04",
    ),
    "E12": (
        "ny-29.2",
        facts(care("2026-10-01"), born="2010-12-31", last_entry=day("2026-11-01")),
        "2032-12-31",
    ),
    "E13": (
        "tx-lpc",
        facts(ended("2026-06-01"), born="2011-04-20"),
        "2034-04-20",
    ),
    "E14": ("wa-psych", facts(care("2026-08-08"), born="2015-08-08"), "2037-08-08"),
    "E17": (
        "hipaa-doc",
        facts(
            item={
                Event.DOC_CREATED: day("2025-03-01"),
                Event.DOC_LAST_EFFECTIVE: day("2026-12-31"),
            },
            requires={"covered_entity": True},
        ),
        "2032-12-31",
    ),
    "E22": (
        "nj-ladc",
        facts(care("2022-05-05"), born="2012-02-29", last_entry=day("2022-05-05")),
        "2032-03-01",
    ),
    "E27": (
        "mo-sw",
        facts(
            care("2018-01-10", letter="2019-06-30"),
            care("2026-01-10", "2026-10-15"),
            last_entry=day("2026-11-01"),
        ),
        "2031-11-01",
    ),
}
"""Those of `domain/law.md` 1.5 that end with a day."""


@pytest.mark.parametrize("name", EXAMPLES)
def test_a_worked_example(name: str) -> None:
    rule, about, through = EXAMPLES[name]
    eligible = (day(through) + timedelta(days=1)).isoformat()
    assert said(rule, about) == ("computed", through, eligible)


def test_all_rules_together_take_the_longest() -> None:  # E7e
    rules = [RULES[each] for each in ("ma-allied", "mo-sw", "apa-2007")]
    found = compute(facts(replace(COUNTED, services=(day("2026-03-10"),))), rules)
    assert (found.status, found.eligible) == (RetentionStatus.COMPUTED, day("2033-07-01"))
    assert [each.through for each in found.rules] == [
        day("2033-06-30"),
        day("2031-06-30"),
        day("2033-03-10"),
    ]


def test_care_that_goes_on_has_no_day() -> None:  # E9a
    going = facts(EARLIER, care("2026-02-01", closed=False))
    for rule in ("ma-allied", "mo-sw", "ca-bbs"):
        assert said(rule, going) == ("open", None, None)
    assert compute(going, [RULES["ma-allied"]]).eligible is None


def test_an_unknown_birth_date_keeps_and_asks() -> None:  # E23
    unknown = facts(care("2026-04-01"), born=None)
    assert said("ma-allied", unknown) == ("needs_review", "2033-04-01", "2033-04-02")
    found = compute(unknown, [RULES["ma-allied"]])
    assert (found.status, found.eligible) == (RetentionStatus.NEEDS_REVIEW, None)
    assert found.rules[0].flags == (Flag.BIRTH_DATE_UNKNOWN,)
    assert said("mo-sw", unknown)[0] == "computed", "no clause of it asks for an age"
    by_age = rule_from(
        {
            "id": "own",
            "jurisdiction": "US",
            "licences": ["*"],
            "cite": "own",
            "status": "seen",
            "source_seen": "own",
            "scope": "client_record",
            "clause": [{"id": "age", "applies": "always", "from": ["age:30"], "add": "P0Y"}],
        }
    )
    assert compute(unknown, [by_age]).rules[0].status is RetentionStatus.NEEDS_REVIEW


def test_what_did_not_happen_has_a_stand_in_that_is_named() -> None:
    flags = compute(facts(care("2026-05-05")), [RULES["mo-sw"]]).rules[0].flags
    assert flags == (Flag.NO_TERMINATION_LETTER,)
    early = facts(care("2026-03-10", "2026-07-01", letter="2026-06-30"))
    assert said("mo-sw", early)[1] == "2031-07-01"
    assert compute(early, [RULES["mo-sw"]]).rules[0].flags == (Flag.LETTER_BEFORE_CONTACT,)
    never_seen = facts(record_opened=day("2026-01-02"))
    assert said("ma-allied", never_seen)[1] == "2033-01-02"
    found = compute(never_seen, [RULES["ma-allied"]]).rules[0]
    assert found.flags == (Flag.FALLBACK_RECORD_OPENED,)
    assert said("ma-allied", facts()) == ("undetermined", None, None)
    assert said("md-4-403", facts(ADULT)) == ("undetermined", None, None)


def test_a_hold_leaves_no_day_and_a_lifted_one_gives_one() -> None:
    held = compute(facts(ADULT, holds=(None,)), [RULES["ma-allied"]])
    assert (held.status, held.eligible) == (RetentionStatus.COMPUTED, None)
    for lifted, eligible in (("2030-01-01", "2033-11-21"), ("2040-01-01", "2040-01-02")):
        found = compute(facts(ADULT, holds=(day(lifted),)), [RULES["ma-allied"]])
        assert found.eligible == day(eligible)


def test_a_rule_that_is_not_for_this_record_says_nothing() -> None:
    assert compute(facts(ADULT), []).status is RetentionStatus.NOT_APPLICABLE
    not_covered = compute(facts(ADULT), [RULES["hipaa-doc"], RULES["ma-allied"]])
    assert not_covered.rules[0].status is RetentionStatus.NOT_APPLICABLE
    assert not_covered.eligible == day("2033-11-21")
    before = facts(care("2014-01-01", letter="2014-05-01"))
    assert said("ca-bbs", before) == ("not_applicable", None, None)


def test_a_cap_never_acts_alone() -> None:
    child = facts(ended("2026-09-01"), born="2019-05-10")
    found = compute(child, [RULES["co-lpc"]])
    assert (found.status, found.eligible) == (RetentionStatus.NEEDS_REVIEW, None)
    assert found.rules[0].through == day("2044-05-10"), "the longer day, and a person is asked"
    assert Flag.CAP in found.rules[0].flags
    assert said("co-lpc", facts(ADULT))[0] == "computed"


def test_every_rule_has_its_source() -> None:
    assert len(RULES) > 25
    assert all(each.cite and each.source and each.clauses for each in RULES.values())
    assert {each.standing for each in RULES.values()} == {Standing.SEEN, Standing.SECONDARY}
    with pytest.raises(BadInput, match="combine"):
        rule_from({"id": "shortest", "combine": "min"})


def test_each_care_ends_by_itself_and_the_last_end_counts() -> None:
    """Two that begin on one day, and a letter that names a day after the next care."""
    twice = [
        care("2019-01-01"),
        care("2019-01-01", letter="2024-01-31"),
    ]
    for spans in (twice, twice[::-1]):
        assert said("mo-sw", facts(*spans)) == ("computed", "2029-01-31", "2029-02-01")
    before = care("2018-01-10", letter="2020-06-30")
    again = care("2019-06-01", "2019-08-01")
    assert said("mo-sw", facts(before, again))[1] == "2025-06-30"
    closed = replace(care("2021-03-01"), closed_on=day("2021-12-31"))
    assert said("mo-sw", facts(closed))[1] == "2026-12-31"


def test_who_was_a_minor_when_care_began_is_one() -> None:
    span = replace(care("2022-06-02"), start=day("2019-06-01"))
    found = compute(facts(span, born="2004-06-01"), [RULES["nj-ladc"]])
    assert found.rules[0].through == day("2024-06-01") or found.rules[0].clauses[-1].clause.minors


def test_a_mistyped_day_is_refused() -> None:
    with pytest.raises(BadInput):
        compute(facts(care("9999-01-01")), [RULES["ma-allied"]])


DAYS = st.dates(date(1950, 1, 1), date(2040, 12, 31))
SPANS = st.builds(
    lambda days, letter, closed: CareSpan(
        min(days), tuple(days), termination=letter, closed=closed
    ),
    st.lists(DAYS, min_size=1, max_size=4),
    st.none() | DAYS,
    st.booleans() | st.just(True),
)
LIVES = st.builds(
    RetentionFacts,
    majority_age=st.sampled_from((18, 19, 21)),
    birth_date=st.none() | DAYS,
    record_opened=st.none() | DAYS,
    last_entry=st.none() | DAYS,
    death=st.none() | DAYS,
    episodes=st.lists(SPANS, max_size=3).map(tuple),
    holds=st.lists(st.none() | DAYS, max_size=2).map(tuple),
    item=st.dictionaries(st.sampled_from((Event.ITEM_CREATED, Event.DOC_CREATED)), DAYS),
    requires=st.fixed_dictionaries({"private_practice": st.booleans()}),
    feb29=st.sampled_from(Feb29),
)
SOME = st.lists(st.sampled_from(list(RULES.values())), max_size=5, unique_by=lambda each: each.id)


def no_sooner(later: Retention, before: Retention) -> bool:
    """Tell whether the later answer keeps at least as long; no day is longer than any."""
    if before.eligible is None:
        return later.eligible is None
    return later.eligible is None or later.eligible >= before.eligible


@settings(settings.get_profile("lives"))
@given(LIVES, SOME, SOME, DAYS, st.none() | DAYS)
def test_nothing_that_comes_shortens(
    life: RetentionFacts, rules: list[Any], more: list[Any], contact: date, lifted: date | None
) -> None:
    found = compute(life, rules)
    if rules:
        both = compute(life, [*rules, *(each for each in more if each not in rules)])
        assert found.status is RetentionStatus.NOT_APPLICABLE or no_sooner(both, found)
    held = compute(replace(life, holds=(*life.holds, lifted)), rules)
    assert no_sooner(held, found)
    if life.episodes:
        # A further contact of any care, with its letter as it was.
        for whose in life.episodes:
            longer = replace(whose, contacts=(*whose.contacts, contact))
            episodes = tuple(longer if each is whose else each for each in life.episodes)
            after = compute(replace(life, episodes=episodes), rules)
            assert no_sooner(after, found)


@settings(settings.get_profile("lives"))
@given(LIVES, SOME)
def test_what_is_not_known_is_never_eligible(life: RetentionFacts, rules: list[Any]) -> None:
    found = compute(life, rules)
    chart = [each for each in rules if each.scope is Scope.CLIENT_RECORD]
    if None in life.holds or (chart and any(not each.closed for each in life.episodes)):
        assert found.eligible is None
    for each in found.rules:
        assert (each.through is None) is (each.eligible is None)
        if each.through is not None and each.eligible is not None:
            assert each.eligible == each.through + timedelta(days=1)
        asked = each.rule.clauses
        if life.birth_date is None and any(clause.needs_birth_date for clause in asked):
            assert each.status is not RetentionStatus.COMPUTED
    if found.eligible is not None:
        reached = [each.eligible for each in found.rules if each.eligible is not None]
        assert found.eligible >= max(reached)


@given(DAYS, st.integers(0, 30))
def test_an_anniversary_is_the_same_day_or_the_leap_days_stand_in(born: date, years: int) -> None:
    later, earlier = anniversary(born, years), anniversary(born, years, Feb29.FEB28)
    assert later.year == earlier.year == born.year + years
    if (born.month, born.day) == (2, 29) and later.month == 3:
        assert (later.day, earlier.month, earlier.day) == (1, 2, 28)
    else:
        assert (later.month, later.day) == (earlier.month, earlier.day) == (born.month, born.day)
