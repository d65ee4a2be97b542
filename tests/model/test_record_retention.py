"""How long one record is kept: what a person must settle first, and when she is reminded."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.model.test_retention import LIVES, care, day, ended, facts
from vault.errors import BadInput
from vault.model.circumstances import Answer, Circumstances, License, Question
from vault.model.ids import ClientId, ConfirmationId, OwnRuleId, ReviewId
from vault.model.own_rule import OwnRule
from vault.model.record_retention import Ask, Practice, RecordRetention, RecordState, judge
from vault.model.retention import CareSpan, RetentionFacts
from vault.model.retention_review import Review, reminder, reminders
from vault.model.retention_rule import Event
from vault.model.retention_words import state_words
from vault.model.rule_choice import rules_for
from vault.model.rule_table import retention_rules
from vault.model.rule_trust import (
    Confirmation,
    Doubt,
    asks,
    majorities,
    majority_doubts,
    newest,
    rule_doubts,
)
from vault.model.states import majority_age

TODAY = date(2026, 11, 22)
WHO = ClientId("a" * 32)
MA = License("MA", "LMHC", "12345")
MO = License("MO", "LCSW", "67890")
NO = Circumstances((), {each: Answer.NO for each in Question})
RULES = retention_rules()


def confirmation(rule: str, on: date = TODAY, **fields: Any) -> Confirmation:
    """Return a confirmation of a rule."""
    values = {"address": "https://law.example", "confirmed_by": "Rivera"} | fields
    return Confirmation(ConfirmationId("c" * 32), rule, "", on, **values)


def own(**fields: Any) -> OwnRule:
    """Return an own rule: ten years from last contact, by a contract."""
    values: dict[str, Any] = {
        "title": "Insurer",
        "cite": "Contract of 2020, section 7",
        "address": "in the blue binder",
        "read": TODAY,
        "since": Event.LAST_CONTACT,
        "years": 10,
    }
    return OwnRule(OwnRuleId("b" * 32), **(values | fields))


def practice(
    *licenses: License, confirmed: tuple[str, ...] = (), said: Circumstances = NO, **more: Any
) -> Practice:
    """Return a practice of these licenses, which answered every question by no."""
    held = licenses or (MA,)
    return Practice(
        rules_for(held, said, more.get("own", ())),
        newest(confirmation(each) for each in confirmed),
        tuple(majorities(held)),
        max(majority_age(each.state) for each in held),
    )


def told(
    about: RetentionFacts,
    of: Practice | None = None,
    *reviews: Review,
    today: date = TODAY,
) -> RecordRetention:
    """Return how long a record is kept."""
    of = of or practice(confirmed=("ma-allied",))
    return judge(WHO, about, of, of.doubts(today), reviews, today)


def test_a_confirmed_rule_lets_a_record_be_looked_at_the_day_after() -> None:
    about = facts(ended("2019-11-21"))
    found = told(about)
    assert (found.state, found.through) == (RecordState.OVER, date(2026, 11, 21))
    assert found.eligible == TODAY
    assert state_words(found, TODAY) == "minimum period over · review"
    assert told(about, today=date(2026, 11, 21)).state is RecordState.KEPT
    assert found.binding is not None
    assert found.binding.binding_clause == "7y"


def test_an_old_text_gives_a_date_and_makes_nothing_eligible() -> None:
    found = told(facts(ended("2019-11-21")), practice())
    assert found.through == date(2026, 11, 21)
    assert found.state is RecordState.ASK
    assert found.asks == (Ask.CONFIRM,)
    assert found.doubted == {"ma-allied": [Doubt.OLD]}
    assert found.eligible is None
    young = told(facts(ended("2026-05-01")), practice())
    assert (young.state, young.eligible) == (RecordState.KEPT, None)


def test_a_confirmation_ages_too() -> None:
    rule, old = RULES["ma-allied"], confirmation("ma-allied", date(2024, 11, 21))
    assert rule_doubts(rule, old, TODAY) == [Doubt.OLD]
    assert rule_doubts(rule, replace(old, day=date(2024, 11, 22)), TODAY) == []
    assert asks(rule, replace(old, day=date(2025, 11, 21)), TODAY)
    assert not asks(rule, replace(old, day=date(2025, 11, 22)), TODAY)


def test_what_is_in_doubt_of_rules() -> None:
    found = {name: rule_doubts(RULES[name], None, TODAY) for name in RULES}
    assert found["ca-psych"] == [Doubt.SECONDARY, Doubt.UNDATED]
    assert found["ks-psych"] == [Doubt.CUT, Doubt.OLD]
    assert found["nc-mft"] == [Doubt.CUT, Doubt.UNDATED]
    assert found["ny-29.2"] == [Doubt.UNDATED]
    for name in RULES:
        assert rule_doubts(RULES[name], confirmation(name), TODAY) == []


def test_an_age_without_a_statute_is_confirmed_for_who_was_a_minor() -> None:
    texas = License("TX", "LPC")
    child = facts(ended("2015-06-01"), born="2000-01-01")
    of = practice(texas, confirmed=("tx-lpc",))
    found = told(child, of)
    assert found.doubted == {"majority-TX": [Doubt.NO_STATUTE]}
    assert found.state is RecordState.ASK
    grown = facts(ended("2015-06-01"), born="1980-01-01")
    assert told(grown, of).state is RecordState.OVER
    both = practice(texas, confirmed=("tx-lpc", "majority-TX"))
    assert told(child, both).state is RecordState.OVER
    massachusetts = majorities([MA])[0]
    assert majority_doubts(massachusetts, None, TODAY) == []


def test_while_in_care_there_is_no_date() -> None:
    found = told(facts(care("2019-01-01", closed=False), holds=(None,)))
    assert (found.state, found.through, found.eligible) == (RecordState.IN_CARE, None, None)
    assert found.held
    assert state_words(found, TODAY) == "kept while in care"


def test_a_hold_leaves_no_date_and_a_lifted_one_at_least_the_day_after() -> None:
    held = told(facts(ended("2010-01-01"), holds=(None,)))
    assert (held.state, held.through, held.reminded) == (RecordState.ON_HOLD, None, None)
    lifted = told(facts(ended("2010-01-01"), holds=(TODAY,)))
    assert (lifted.through, lifted.state) == (TODAY, RecordState.KEPT)


def test_a_birth_date_that_is_unknown_keeps_and_asks() -> None:
    found = told(facts(ended("2010-01-01"), born=None))
    assert found.state is RecordState.ASK
    assert Ask.BIRTH_DATE in found.asks
    assert found.eligible is None


def test_a_most_asks_a_person() -> None:
    lpc = practice(License("CO", "LPC"), confirmed=("co-lpc", "majority-CO"))
    found = told(facts(ended("2000-01-01"), born="1990-01-01"), lpc)
    assert found.asks == (Ask.CAP,)
    assert found.state is RecordState.ASK


def test_a_license_without_a_rule_makes_nothing_eligible() -> None:
    for licenses in ((License("MA", "LICSW"),), (MA, License("VT", "LCMHC")), (License(),)):
        found = told(facts(ended("2000-01-01")), practice(*licenses, confirmed=("ma-allied",)))
        assert Ask.NO_RULE in found.asks
        assert found.eligible is None
    entered = practice(License("VT", "LCMHC"), own=(own(state="VT"),))
    assert told(facts(ended("2000-01-01")), entered).state is RecordState.OVER
    policy = practice(License("VT", "LCMHC"), own=(own(),))
    assert told(facts(ended("2000-01-01")), policy).state is RecordState.ASK


def test_the_longest_of_two_licenses_and_an_own_rule_wins() -> None:
    about = facts(ended("2026-01-01"))
    assert told(about, practice(MO)).through == date(2031, 1, 1)
    assert told(about, practice(MO, MA)).through == date(2033, 1, 1)
    assert told(about, practice(MO, MA, own=(own(),))).through == date(2036, 1, 1)
    shorter = practice(MA, own=(own(years=2),))
    assert told(about, shorter).through == date(2033, 1, 1)


def test_an_own_rule_counts_by_an_age_for_who_was_a_minor() -> None:
    about = facts(ended("2026-01-01"), born="2016-03-01")
    by_age = practice(MA, own=(own(minor_age=23, minor_years=2),))
    assert told(about, by_age).through == date(2041, 3, 1)
    by_majority = practice(MA, own=(own(minor_years=7),))
    assert told(about, by_majority).through == date(2041, 3, 1)


def test_medicare_that_is_unknown_counts() -> None:
    unknown = practice(said=Circumstances())
    assert {each.id for each in unknown.rules.chart} >= {"medicare-ffs", "medicare-advantage"}
    assert [each.id for each in practice().rules.chart] == ["ma-allied"]
    assert [each.id for each in unknown.rules.papers] == ["hipaa-doc"]
    assert [each.id for each in unknown.rules.disclosures] == ["hipaa-accounting-log"]
    assert [each.id for each in practice().rules.guidance] == ["apa-2007"]


def test_guidance_stands_beside_and_binds_nobody() -> None:
    about = facts(ended("2026-09-01"), born="2019-05-10")
    found = told(about, practice(MO))
    assert found.through == date(2031, 9, 1)
    assert [(each.rule.id, each.through) for each in found.guidance] == [
        ("apa-2007", date(2040, 5, 10))
    ]


def a_review(on: date, through: date | None = None) -> Review:
    """Return a review on a day."""
    return Review(ReviewId("d" * 32), WHO, on, through, "A complaint may come." if through else "")


def test_what_she_keeps_longer_never_shortens() -> None:
    about = facts(ended("2019-11-21"))
    longer = told(about, None, a_review(TODAY, date(2030, 1, 1)))
    assert (longer.through, longer.binding) == (date(2030, 1, 1), None)
    assert told(about, None, a_review(date(2020, 1, 1), date(2021, 1, 1))).through == day(
        "2026-11-21"
    )


def test_a_reminder_comes_before_on_the_day_and_every_ninety_days_after() -> None:
    eligible = date(2026, 6, 1)
    first = eligible - timedelta(days=90)
    assert reminder(eligible, first - timedelta(days=1), None) is None
    assert reminder(eligible, first, None) == first
    assert reminder(eligible, eligible, None) == eligible
    assert reminder(eligible, eligible + timedelta(days=200), None) == eligible + timedelta(180)
    assert reminder(eligible, eligible, looked=eligible) is None
    assert reminder(eligible, eligible, looked=first) == eligible
    late = eligible + timedelta(89)
    assert reminder(eligible, late + timedelta(days=1), looked=late) is None
    assert reminder(eligible, late + timedelta(days=90), looked=late) == late + timedelta(90)
    assert reminders(eligible, first, eligible + timedelta(180)) == [
        first,
        eligible,
        eligible + timedelta(90),
        eligible + timedelta(180),
    ]


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(-200, 3000))
def test_the_reminder_that_stands_is_one_of_all(eligible: date, later: int) -> None:
    today = eligible + timedelta(days=later)
    found = reminder(eligible, today, None)
    every = reminders(eligible, date.min, today)
    assert found == (every[-1] if every else None)


@settings(settings.get_profile("lives"))
@given(
    LIVES,
    st.booleans(),
    st.lists(st.none() | st.dates(date(1950, 1, 1), date(2040, 1, 1)), max_size=2),
)
def test_what_is_in_doubt_open_held_or_unknown_is_never_eligible(
    life: RetentionFacts, confirmed: bool, holds: list[date | None]
) -> None:
    of = practice(confirmed=("ma-allied",) if confirmed else ())
    found = told(replace(life, holds=tuple(holds)), of)
    if found.eligible is not None:
        assert confirmed
        assert None not in holds
        assert life.birth_date is not None
        assert all(each.closed for each in life.episodes)
        assert all(day < found.eligible for day in holds if day is not None)
    assert found.eligible is None or found.through == found.eligible - timedelta(days=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": " "},
        {"cite": ""},
        {"since": Event.CLIENT_DEATH},
        {"years": 100},
        {"years": -1},
        {"minor_age": 5},
        {"read": TODAY + timedelta(days=1)},
        {"state": "Atlantis"},
    ],
)
def test_an_own_rule_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        own(**wrong).cleaned(TODAY)
    assert own(state="Vermont").cleaned(TODAY).state == "VT"
    with pytest.raises(BadInput):
        own().cleaned(TODAY, [own(title="INSURER")])


@pytest.mark.parametrize(
    "wrong", [{"keep_through": date(2026, 1, 1)}, {"day": TODAY + timedelta(1)}, {"words": " "}]
)
def test_a_review_that_cannot_be_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        replace(a_review(TODAY, date(2030, 1, 1)), **wrong).cleaned(TODAY)


def test_a_confirmation_names_where_the_official_text_is() -> None:
    with pytest.raises(BadInput):
        confirmation("ma-allied", address=" ").cleaned(TODAY)
    with pytest.raises(BadInput):
        confirmation("ma-allied", TODAY + timedelta(days=1)).cleaned(TODAY)


def test_an_episode_that_was_never_a_contact_asks() -> None:
    found = told(facts(CareSpan(date(2020, 1, 1), closed=True)))
    assert (found.state, found.asks) == (RecordState.UNKNOWN, (Ask.NO_TRIGGER,))
