"""What is said of a goal of the treatment plan."""

from collections.abc import Callable
from datetime import date

from vault.model.goal import Goal
from vault.translation import _, count_of


def sessions_words(goal: Goal, day_words: Callable[[date], str]) -> str:
    """Return how many sessions worked on a goal, the day of the last, and if no plan has it now."""
    if goal.last is None:
        return _("no session yet")
    said = count_of("{n} session", "{n} sessions", goal.sessions)
    said = _("{sessions}, last on {day}").format(sessions=said, day=day_words(goal.last))
    return said if goal.planned else _("{sessions}; not in the newest plan").format(sessions=said)
