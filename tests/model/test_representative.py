"""Who may act for a client, and when a parent's authority ends by itself."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.practice import a_representative
from vault.errors import BadInput
from vault.model.dates import birthday
from vault.model.ids import ClientId, new_id
from vault.model.representative import (
    Authority,
    Power,
    RepresentativeKind,
    came_of_age,
)

CLIENT = ClientId(new_id())
MOTHER = a_representative(CLIENT, "Ana Duarte")
BORN = date(2010, 5, 5)
OF_AGE = date(2028, 5, 5)


def test_text_stays_as_it_is_and_powers_stand_in_one_order() -> None:
    each = replace(MOTHER, name=" Ana ", powers=(Power.RECEIVE, Power.CONSENT), paper=" order ")
    assert each.cleaned() == replace(MOTHER, name=" Ana ", paper=" order ")


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"until": date(2025, 12, 31)},
        {"powers": (Power.CONSENT, Power.CONSENT)},
        {"paper_day": date(2026, 1, 1)},
        {"paper_day": date(2026, 1, 1), "paper": "  "},
        {"paper": "two\nlines"},
    ],
)
def test_what_cannot_be_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        replace(MOTHER, **fields).cleaned()


@pytest.mark.parametrize(
    ("kind", "day", "born", "authority"),
    [
        (RepresentativeKind.PARENT, date(2025, 12, 31), BORN, Authority.NOT_YET),
        (RepresentativeKind.PARENT, date(2026, 1, 1), BORN, Authority.HOLDS),
        (RepresentativeKind.PARENT, OF_AGE - timedelta(1), BORN, Authority.HOLDS),
        (RepresentativeKind.PARENT, OF_AGE, BORN, Authority.OF_AGE),
        (RepresentativeKind.LOCO_PARENTIS, OF_AGE, BORN, Authority.OF_AGE),
        (RepresentativeKind.CUSTODIAN, OF_AGE, BORN, Authority.OF_AGE),
        (RepresentativeKind.GUARDIAN, OF_AGE - timedelta(1), BORN, Authority.HOLDS),
        (RepresentativeKind.GUARDIAN, OF_AGE, BORN, Authority.NO_PAPER),
        (RepresentativeKind.AGENT, OF_AGE, None, Authority.HOLDS),
        (RepresentativeKind.EXECUTOR, OF_AGE, None, Authority.NO_DEATH),
        (RepresentativeKind.PARENT, OF_AGE, None, Authority.AGE_UNKNOWN),
    ],
)
def test_authority(
    kind: RepresentativeKind, day: date, born: date | None, authority: Authority
) -> None:
    assert replace(MOTHER, kind=kind).authority(day, born, 18) is authority


def test_a_last_day_ends_every_authority() -> None:
    for kind in RepresentativeKind:
        each = replace(MOTHER, kind=kind, until=date(2026, 3, 1))
        assert each.authority(date(2026, 3, 1), BORN, 18, died=True) is Authority.HOLDS
        assert each.authority(date(2026, 3, 2), BORN, 18, died=True) is Authority.ENDED


def test_an_executor_acts_for_who_has_died() -> None:
    executor = replace(MOTHER, kind=RepresentativeKind.EXECUTOR)
    assert executor.authority(OF_AGE, BORN, 18) is Authority.NO_DEATH
    assert executor.authority(OF_AGE, BORN, 18, died=True) is Authority.HOLDS


@given(
    st.dates(date(1950, 1, 1), date(2020, 12, 31)),
    st.integers(18, 21),
    st.integers(-800, 800),
)
def test_no_parent_acts_from_the_birthday_on(born: date, majority: int, away: int) -> None:
    """Also of who was born on 29 February, and in states where majority comes later."""
    day = birthday(born, majority) + timedelta(days=away)
    parent = replace(MOTHER, since=born)
    authority = parent.authority(day, born, majority)
    assert authority is (Authority.HOLDS if away < 0 else Authority.OF_AGE)
    task = came_of_age([parent], day, born, majority)
    assert task == (birthday(born, majority) if away >= 0 else None)


def test_a_guardian_stays_by_the_court_s_paper() -> None:
    guardian = replace(MOTHER, kind=RepresentativeKind.GUARDIAN, paper="Order of the probate court")
    assert guardian.authority(OF_AGE, BORN, 18) is Authority.HOLDS


def test_the_task_ends_when_every_parent_has_a_last_day() -> None:
    father = replace(MOTHER, name="Luis Duarte")
    guardian = replace(MOTHER, kind=RepresentativeKind.GUARDIAN)
    assert came_of_age([MOTHER, father], OF_AGE, BORN, 18) == OF_AGE
    ended = replace(father, until=OF_AGE - timedelta(1))
    assert came_of_age([ended, guardian], OF_AGE, BORN, 18) is None
    assert came_of_age([MOTHER], OF_AGE, None, 18) is None
    assert came_of_age([], OF_AGE, BORN, 18) is None


@pytest.mark.parametrize(
    ("kind", "paper", "lacks"),
    [
        (RepresentativeKind.PARENT, "", False),
        (RepresentativeKind.GUARDIAN, "", True),
        (RepresentativeKind.CUSTODIAN, "  ", True),
        (RepresentativeKind.EXECUTOR, "letters testamentary", False),
    ],
)
def test_who_acts_on_a_paper_names_it(kind: RepresentativeKind, paper: str, lacks: bool) -> None:
    assert replace(MOTHER, kind=kind, paper=paper).lacks_paper is lacks
