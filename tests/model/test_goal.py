"""Goals of a treatment plan, and the sessions that worked on them."""

from datetime import date

import pytest

from vault.model.goal import Goal, WorkedOn, choices, goal_lines, goals
from vault.model.ids import NoteId, new_id

DAYS = [date(2026, 5, day) for day in (4, 11, 18)]
NOTES = [NoteId(new_id()) for _day in DAYS]


def _sessions(*texts: str) -> list[WorkedOn]:
    return [WorkedOn(*each) for each in zip(NOTES, DAYS, texts, strict=False)]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", ()),
        ("Sleep through four nights", ("Sleep through four nights",)),
        ("1. Sleep\n2) School\r\n(3) Speak", ("Sleep", "School", "Speak")),
        ("- Sleep\n\n• School\n* Speak", ("Sleep", "School", "Speak")),
        ("Sleep\nsleep.\n Sleep ", ("Sleep",)),
        ("2 nights a week without waking", ("2 nights a week without waking",)),
        ("-5 kg is no goal", ("-5 kg is no goal",)),
    ],
)
def test_each_line_is_a_goal(text: str, lines: tuple[str, ...]) -> None:
    assert goal_lines(text) == lines


def test_the_plan_s_goals_come_first_with_their_sessions() -> None:
    found = goals("1. Sleep\n2. School", _sessions("Sleep", "Speak\nsleep.", "Speak"))
    assert found == (
        Goal("Sleep", True, 2, DAYS[1], NOTES[1]),
        Goal("School", True),
        Goal("Speak", False, 2, DAYS[2], NOTES[2]),
    )


def test_without_a_plan_what_was_worked_on_still_shows_newest_first() -> None:
    found = goals("", _sessions("Sleep", "School", "Speak"))
    assert [(each.text, each.planned) for each in found] == [
        ("Speak", False),
        ("School", False),
        ("Sleep", False),
    ]


def test_a_note_chooses_among_the_plan_s_goals_and_keeps_what_it_names_besides() -> None:
    found = goals("Sleep\nSchool", _sessions("Speak"))
    assert choices(found, "") == (("Sleep", False), ("School", False))
    assert choices(found, "school.\nWalk") == (("Sleep", False), ("School", True), ("Walk", True))
    assert choices((), "") == ()


def test_goals_are_in_no_repr() -> None:
    found = goals("Zqcanary", _sessions("Zqcanary"))
    assert "Zqcanary" not in repr(found) + repr(_sessions("Zqcanary"))
