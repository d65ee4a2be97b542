"""Plans of the made-up practice: goals that fit, that sessions work on, and that are renewed."""

import re
from collections import defaultdict
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.demo.test_prose import odd
from vault.demo.invented import Invented, invented_clients
from vault.demo.people import CLIENTS, DemoNote
from vault.demo.prose import count_notes, notes_of
from vault.demo.week import WEEK
from vault.model.goal import GOALS, WORKED_ON, goal_lines
from vault.model.template import TREATMENT_PLAN, particulars, templates

TODAY = date(2026, 11, 25)
SEED = 11

Told = list[tuple[Invented, list[DemoNote]]]


@pytest.fixture(scope="module")
def told() -> Told:
    return [(client, list(notes_of(client, SEED))) for client in invented_clients(SEED, 60, TODAY)]


def goals_of(plan: DemoNote) -> tuple[str, ...]:
    """Return the goals of a plan."""
    return goal_lines(plan.sections[templates()[TREATMENT_PLAN].sections.index(GOALS)])


def of_one(notes: list[DemoNote]) -> None:
    """Check that each session works on goals of the plan of that time."""
    goals: tuple[str, ...] = ()
    for note in notes:
        if note.template == TREATMENT_PLAN:
            goals = goals_of(note)
            assert 2 <= len(goals) <= 4
            assert not note.particulars
        else:
            assert set(goal_lines(note.particulars.get(WORKED_ON, ""))) <= set(goals)


def test_sessions_work_on_goals_of_the_plan_of_that_time(told: Told) -> None:
    for client, notes in told:
        of_one(notes)
        assert len(notes) == count_notes(client, SEED)
    for each in CLIENTS:
        today = [session for session in WEEK if session.client is each and session.particulars]
        as_notes = [
            DemoNote(TODAY, "dap", "", "", (), particulars=session.particulars) for session in today
        ]
        of_one([*each.notes, *as_notes])
        assert any(note.template == TREATMENT_PLAN for note in each.notes)


def test_a_plan_is_written_at_the_beginning_and_each_half_year(told: Told) -> None:
    renewed = 0
    for _, notes in told:
        plans = [note for note in notes if note.template == TREATMENT_PLAN]
        if notes:
            assert notes[1] is plans[0]
        for one, other in pairwise(plans):
            assert timedelta(days=182) <= other.day - one.day < timedelta(days=300)
            renewed += goals_of(one) != goals_of(other)
    assert renewed > 50


def test_two_clients_of_one_theme_differ(told: Told) -> None:
    first: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for client, notes in told:
        if notes:
            first[client.theme.title].add(notes[1].sections)
    assert len(first) > 14
    several = [title for title, plans in first.items() if len(plans) > 1]
    assert len(several) > 12


def test_plans_are_grammatical(told: Told) -> None:
    for _, notes in told:
        for note in notes:
            if note.template == TREATMENT_PLAN:
                assert len(note.sections) == len(templates()[TREATMENT_PLAN].sections)
                for line in "\n".join(note.sections).split("\n"):
                    assert not odd.search(line), line
                    end = r'[\w"]' if line in goals_of(note) else r"\."
                    assert re.match(rf"[A-ZÀ-Þ].*{end}\Z", line), line


def test_what_stands_beside_the_words_fits_them(told: Told) -> None:
    places = set()
    for _, notes in told:
        for note in notes:
            if note.template == TREATMENT_PLAN:
                continue
            assert set(note.particulars) <= set(particulars())
            by_video = any("y video" in text for text in note.sections)
            place = note.particulars["place"]
            assert by_video == (place == "Telehealth") == ("location" in note.particulars)
            places.add(place)
    assert places == {"Office", "Telehealth"}
