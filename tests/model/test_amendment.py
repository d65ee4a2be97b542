"""A request to amend the record: its clock to the day, and what cannot be is refused."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import an_amendment
from vault.errors import BadInput, NotAllowed
from vault.model.amendment import (
    AmendmentDecision,
    AmendmentRequest,
    Extension,
    Outcome,
    amendment_rule,
    binds_practice,
)
from vault.model.amendment_words import left_words, next_words, rule_words
from vault.model.circumstances import Answer, Circumstances, Question
from vault.model.ids import ClientId, new_id

CLIENT = ClientId(new_id())
TODAY = date(2026, 11, 22)
DENIED = AmendmentDecision(TODAY, Outcome.DENIED, "accurate-and-complete", "Nothing is wrong.")
ACCEPTED = AmendmentDecision(TODAY, Outcome.ACCEPTED)


def asked(**fields: object) -> AmendmentRequest:
    """Return a request of 1 November 2026."""
    return an_amendment(CLIENT, **fields)


@pytest.mark.parametrize(
    ("received", "due", "extended"),
    [
        # The days of law.md 2.1 after 30 and 60 days, counted on to 60 and 90.
        ("2026-11-22", "2027-01-21", "2027-02-20"),
        ("2028-01-31", "2028-03-31", "2028-04-30"),
        ("2027-12-01", "2028-01-30", "2028-02-29"),
        # Over the end of February in a leap year and in a common one, and over a new year.
        ("2027-12-31", "2028-02-29", "2028-03-30"),
        ("2026-12-31", "2027-03-01", "2027-03-31"),
        ("2028-02-29", "2028-04-29", "2028-05-29"),
        ("2100-01-01", "2100-03-02", "2100-04-01"),
        # The last day is a Saturday, and a Sunday: neither moves it.
        ("2026-09-01", "2026-10-31", "2026-11-30"),
        ("2026-09-02", "2026-11-01", "2026-12-01"),
    ],
)
def test_the_clock_to_the_day(received: str, due: str, extended: str) -> None:
    """The day of receipt is day 0; 60 days, once 30 longer (45 CFR 164.526)."""
    request = asked(received=date.fromisoformat(received))
    last = date.fromisoformat(due)
    assert request.due == last
    assert not request.is_extended
    longer = replace(request, extension=Extension(last, "The note is in storage."))
    assert longer.is_extended
    assert longer.due == date.fromisoformat(extended)
    late = replace(request, extension=Extension(last + timedelta(days=1), "Too late."))
    assert not late.is_extended
    assert late.due == last


@pytest.mark.parametrize(
    ("day", "left", "words"),
    [
        (date(2026, 11, 1), 60, "60 days left"),
        (date(2026, 12, 30), 1, "1 day left"),
        (date(2026, 12, 31), 0, "due today"),
        (date(2027, 1, 1), -1, "1 day over"),
        (date(2027, 1, 31), -31, "31 days over"),
    ],
)
def test_how_many_days_are_left(day: date, left: int, words: str) -> None:
    clock = asked().clock(day)
    assert (clock.due, clock.left) == (date(2026, 12, 31), left)
    assert left_words(clock.left) == words


@given(st.dates(max_value=date(9990, 1, 1)), st.integers(0, 200))
def test_an_extension_never_takes_days_away(received: date, after: int) -> None:
    request = asked(received=received)
    extension = Extension(received + timedelta(days=after), "More to look up.")
    longer = replace(request, extension=extension)
    assert (request.due - received).days == 60
    assert (longer.due - request.due).days == (30 if after <= 60 else 0)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (lambda: asked(received=TODAY + timedelta(days=1)), "in the future"),
        (lambda: asked(extension=Extension(TODAY + timedelta(days=1), "x")), "in the future"),
        (lambda: asked(decision=replace(DENIED, told=TODAY + timedelta(days=1))), "in the future"),
        (lambda: asked(decision=DENIED, disagreed=TODAY + timedelta(days=1)), "in the future"),
        (lambda: asked(asked=" \n "), "in their own words"),
        (lambda: asked(asked="\0"), "NUL"),
        (lambda: asked(extension=Extension(date(2026, 10, 31), "x")), "before the request"),
        (lambda: asked(extension=Extension(TODAY, " ")), "why it takes longer"),
        (
            lambda: asked(
                extension=Extension(TODAY, "x"), decision=replace(DENIED, told=date(2026, 11, 2))
            ),
            "after the decision",
        ),
        (lambda: asked(decision=replace(DENIED, told=date(2026, 10, 31))), "before the request"),
        (lambda: asked(decision=replace(DENIED, ground="")), "on which ground"),
        (lambda: asked(decision=replace(DENIED, ground="bad-mood")), "no such ground"),
        (lambda: asked(decision=replace(ACCEPTED, ground="not-accessible")), "has no ground"),
        (
            lambda: asked(decision=replace(DENIED, outcome=Outcome.IN_PART, words=" ")),
            "which part",
        ),
        (lambda: asked(disagreed=TODAY), "there is none"),
        (lambda: asked(decision=ACCEPTED, disagreed=TODAY), "there is none"),
        (lambda: asked(decision=DENIED, disagreed=date(2026, 11, 21)), "before the denial"),
    ],
)
def test_what_cannot_be_is_refused(wrong: Callable[[], AmendmentRequest], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        wrong().cleaned(TODAY, bound=True)


def test_who_is_not_bound_may_give_the_ground_in_words() -> None:
    free = asked(decision=replace(DENIED, ground=""))
    assert free.cleaned(TODAY, bound=False) == free
    with pytest.raises(BadInput, match="on which ground"):
        asked(decision=replace(DENIED, ground="", words=" ")).cleaned(TODAY, bound=False)


def test_line_ends_are_normalised_once_and_blanks_stay() -> None:
    said = asked(
        asked=" One.\r\nTwo. ",
        extension=Extension(TODAY, " storage "),
        decision=replace(DENIED, words=" It stands. "),
        disagreed=TODAY,
    )
    cleaned = said.cleaned(TODAY, bound=True)
    assert (cleaned.asked, cleaned.disagreed) == (" One.\nTwo. ", TODAY)
    assert cleaned.extension == Extension(TODAY, " storage ")
    assert cleaned.decision is not None
    assert cleaned.decision.words == " It stands. "
    assert cleaned.cleaned(TODAY, bound=True) == cleaned
    assert "One" not in repr(cleaned)


def test_what_was_decided_stays_as_it_was_decided() -> None:
    denied = asked(decision=DENIED)
    disagrees = replace(denied, disagreed=TODAY)
    denied.check_change(disagrees, decided_now=False)
    for other in (
        asked(id=denied.id),
        replace(denied, decision=ACCEPTED),
        replace(disagrees, asked="Something else."),
        replace(denied, received=date(2026, 11, 2)),
    ):
        with pytest.raises(NotAllowed, match="stays as it was decided"):
            denied.check_change(other, decided_now=False)
        denied.check_change(other, decided_now=True)
    with pytest.raises(BadInput, match="stays with its client"):
        denied.check_change(replace(denied, client=ClientId(new_id())), decided_now=True)


def test_it_is_extended_once() -> None:
    first = asked(extension=Extension(date(2026, 11, 10), "In storage."))
    with pytest.raises(NotAllowed, match="it is extended once"):
        first.check_change(
            replace(first, extension=Extension(date(2026, 11, 20), "Still.")), decided_now=False
        )
    for right in (None, Extension(date(2026, 11, 9), "In storage, downtown.")):
        first.check_change(replace(first, extension=right), decided_now=False)


def test_what_is_done_next_is_named() -> None:
    assert next_words(asked(), None) == ["Decide it, and tell the client."]
    late = asked(extension=Extension(date(2027, 2, 1), "x"))
    assert "adds no days" in next_words(late, late.clock(TODAY))[0]
    assert len(next_words(late, None)) == 1
    assert next_words(asked(decision=ACCEPTED), None) == [
        "Write an addendum in each note it concerns."
    ]
    in_part = asked(decision=replace(DENIED, outcome=Outcome.IN_PART), disagreed=TODAY)
    addendum, statement, goes = next_words(in_part, None)
    assert "addendum" in addendum
    assert "note of its own" in statement
    assert goes == "The dispute goes with later copies of the record."
    letter, also = next_words(asked(decision=DENIED), None)
    assert "right to a statement of disagreement" in letter
    assert also == goes


def test_the_rule_is_data_with_its_source() -> None:
    rule = amendment_rule()
    assert (rule.days, rule.extension_days, rule.cite) == (60, 30, "45 CFR 164.526")
    assert [rule.ground_words(each) for each in rule.grounds] == [
        "it was not created here",
        "it is not in the record set",
        "it is not accessible",
        "it is accurate and complete",
    ]
    assert rule.ground_words("bad-mood") == ""
    assert rule_words().startswith("45 CFR 164.526: act within 60 days of receipt, once 30 days")
    assert rule_words().endswith("Read in a copy of 2019.")


@pytest.mark.parametrize(
    ("said", "binds"), [(Answer.YES, True), (Answer.UNKNOWN, True), (Answer.NO, False)]
)
def test_it_binds_who_is_or_may_be_a_covered_entity(said: Answer, binds: bool) -> None:
    assert binds_practice(Circumstances((), {Question.COVERED_ENTITY: said})) is binds
    assert binds_practice(Circumstances())
