"""Episodes of care: what cannot be is refused, and what is missing is named."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import a_representative, an_ending, an_episode
from vault.errors import BadInput, NotAllowed
from vault.model.episode import (
    Consent,
    Consenter,
    Ending,
    EndReason,
    Episode,
    EpisodeGap,
    Letter,
    check_episodes,
    gaps_of,
    outside,
    sessions_of,
)
from vault.model.ids import ClientId, new_id
from vault.model.representative import Power, Representative

CLIENT = ClientId(new_id())
TODAY = date(2026, 11, 22)
ADULT = date(1984, 3, 9)
CHILD = date(2014, 3, 9)
OWN = Consent(Consenter.CLIENT, date(2026, 1, 1))
BY_PARENT = Consent(Consenter.REPRESENTATIVE, date(2026, 1, 1), "Ana Duarte")
LETTER = Letter(date(2026, 5, 1), date(2026, 5, 1))


def days_apart(opened: date, ended: date | None) -> Episode:
    """Return an episode from one day to another."""
    ending = Ending(ended, ended, EndReason.COMPLETED) if ended is not None else None
    return an_episode(CLIENT, opened=opened, ending=ending)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: an_episode(CLIENT, opened=TODAY + timedelta(days=1)),
        lambda: an_episode(CLIENT, consent=replace(OWN, day=TODAY + timedelta(days=1))),
        lambda: an_episode(CLIENT, consent=replace(BY_PARENT, names=" ")),
        lambda: an_episode(CLIENT, consent=Consent(Consenter.COURT, TODAY)),
        lambda: an_episode(CLIENT, ending=an_ending(day=date(2025, 12, 31))),
        lambda: an_episode(CLIENT, ending=an_ending(last_contact=date(2025, 12, 31))),
        lambda: an_episode(CLIENT, ending=an_ending(last_contact=date(2026, 5, 2))),
        lambda: an_episode(CLIENT, ending=an_ending(letter=Letter(date(1926, 5, 1), TODAY))),
        lambda: an_episode(CLIENT, ending=an_ending(letter=Letter(TODAY, date(1926, 5, 1)))),
        lambda: an_episode(CLIENT, ending=an_ending(letter=Letter(TODAY, date(9999, 12, 31)))),
        lambda: an_episode(CLIENT, ending=an_ending(reason=EndReason.OTHER, words=" ")),
        lambda: an_episode(CLIENT, ending=an_ending(letter=Letter(date(2027, 1, 1), TODAY))),
    ],
)
def test_what_cannot_be_is_refused(wrong: Callable[[], Episode]) -> None:
    with pytest.raises(BadInput):
        wrong().cleaned(TODAY)


def test_a_letter_may_name_a_day_to_come() -> None:
    ending = an_ending(letter=Letter(TODAY, TODAY + timedelta(days=30)))
    assert an_episode(CLIENT, ending=ending).cleaned(TODAY).ending == ending


def test_two_at_once_are_refused() -> None:
    going_on = days_apart(date(2026, 3, 1), None)
    check_episodes([going_on, days_apart(date(2020, 1, 1), date(2026, 3, 1))])
    with pytest.raises(NotAllowed):
        check_episodes([going_on, days_apart(date(2026, 4, 1), None)])
    with pytest.raises(BadInput):
        check_episodes([going_on, days_apart(date(2026, 4, 1), date(2026, 5, 1))])
    with pytest.raises(BadInput):
        check_episodes([going_on, days_apart(date(2020, 1, 1), date(2026, 3, 2))])


DAYS = st.dates(date(2000, 1, 1), date(2003, 1, 1))


@given(st.lists(st.tuples(DAYS, DAYS).map(sorted), max_size=5), st.booleans())
def test_what_is_accepted_shares_no_day_but_ends(spans: list[list[date]], goes_on: bool) -> None:
    """Against an independent search: two episodes share at most one day, where one ends."""
    episodes = [days_apart(first, last) for first, last in spans]
    if goes_on:
        episodes.append(days_apart(date(2002, 1, 1), None))
    held = [
        {day for day in range(first.toordinal(), last.toordinal() + 1)} for first, last in spans
    ] + ([set(range(date(2002, 1, 1).toordinal(), date(2004, 1, 1).toordinal()))] * goes_on)
    apart = all(len(one & other) <= 1 for n, one in enumerate(held) for other in held[:n])
    try:
        check_episodes(episodes)
        accepted = True
    except BadInput:
        accepted = False
    inside = _one_day_inside(held)
    if accepted:
        assert apart
    elif apart:
        assert inside  # an episode of one day in the middle of another


def _one_day_inside(held: list[set[int]]) -> bool:
    return any(
        len(one) == 1 and one < other and min(one) != max(other)
        for number, one in enumerate(held)
        for other in held[:number] + held[number + 1 :]
    )


def the_mother(**fields: object) -> Representative:
    """Return who may consent for a child of 2014."""
    return replace(a_representative(CLIENT, "Ana Duarte"), **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("consent", "acting", "born", "gaps"),
    [
        (None, [], ADULT, [EpisodeGap.NO_CONSENT]),
        (OWN, [], ADULT, []),
        (OWN, [], None, [EpisodeGap.AGE_UNKNOWN]),
        (OWN, None, None, []),
        (replace(OWN, under="A rule"), [], None, []),
        (OWN, [], CHILD, [EpisodeGap.MINOR_CONSENTED]),
        (replace(OWN, under="A rule with its citation"), [], CHILD, []),
        (BY_PARENT, [the_mother()], CHILD, []),
        (BY_PARENT, [], CHILD, [EpisodeGap.NOBODY_COULD]),
        (BY_PARENT, None, CHILD, []),
        (BY_PARENT, [the_mother(powers=(Power.RECEIVE,))], CHILD, [EpisodeGap.NOBODY_COULD]),
        (BY_PARENT, [the_mother(since=date(2026, 1, 2))], CHILD, [EpisodeGap.NOBODY_COULD]),
        (BY_PARENT, [the_mother()], ADULT, [EpisodeGap.NOBODY_COULD]),
        (Consent(Consenter.COURT, date(2026, 1, 1), "A court"), [], CHILD, []),
    ],
)
def test_who_consented(
    consent: Consent | None,
    acting: list[Representative] | None,
    born: date | None,
    gaps: list[EpisodeGap],
) -> None:
    assert gaps_of(an_episode(CLIENT, consent=consent), [], acting, born, 18) == gaps


@pytest.mark.parametrize(
    ("ending", "sessions", "gaps"),
    [
        (an_ending(), [], [EpisodeGap.NO_LETTER]),
        (an_ending(reason=EndReason.DIED), [], []),
        (an_ending(letter=LETTER), [date(2026, 4, 30)], []),
        (an_ending(letter=LETTER), [date(2026, 5, 1)], [EpisodeGap.CONTACT_AFTER]),
        (
            an_ending(letter=Letter(date(2026, 4, 1), date(2026, 4, 1))),
            [date(2026, 4, 30)],
            [EpisodeGap.SESSION_AFTER_LETTER],
        ),
    ],
)
def test_how_it_ended(ending: Ending, sessions: list[date], gaps: list[EpisodeGap]) -> None:
    """A letter that a later session contradicts is named; what lies outside is no gap of it."""
    episode = an_episode(CLIENT, consent=OWN, ending=ending)
    assert gaps_of(episode, sessions, [], ADULT, 18) == gaps


def test_a_day_on_which_one_ends_and_another_begins_is_of_the_next() -> None:
    may, june = date(2026, 5, 1), date(2026, 6, 1)
    episodes = [days_apart(date(2026, 1, 1), may), days_apart(may, june)]
    days = [date(2025, 12, 31), date(2026, 4, 30), may, june, date(2026, 6, 2)]
    assert sessions_of(episodes, days) == [[date(2026, 4, 30)], [may, june]]
    assert sessions_of([], days) == []


def test_sessions_outside_every_episode_are_named() -> None:
    episodes = [days_apart(date(2020, 1, 1), date(2020, 6, 1)), days_apart(date(2026, 1, 1), None)]
    days = [date(2019, 12, 31), date(2020, 6, 1), date(2020, 6, 2), date(2026, 1, 1), TODAY]
    assert outside(episodes, days) == [date(2019, 12, 31), date(2020, 6, 2)]
    assert outside([], days) == []
