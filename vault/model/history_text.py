"""What can be undone, as text that is kept beside the words: in a column, or on the desk."""

import json

from vault.model.draft_history import History, Step


def history_text(history: History) -> str:
    """Return a history as it is kept: "" without a step."""
    if not history:
        return ""
    value = {"done": _rows(history.done), "undone": _rows(history.undone)}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def history_from(text: str) -> History:
    """Return the history that is kept; none for what is not one, as no record is in it."""
    try:
        value = json.loads(text or "{}")
        return History(_steps(value.get("done", [])), _steps(value.get("undone", [])))
    except (ValueError, TypeError, AttributeError):
        return History()


def _rows(steps: tuple[Step, ...]) -> list[list[object]]:
    return [[step.section, step.at, step.removed, step.inserted] for step in steps]


def _steps(rows: list[list[object]]) -> tuple[Step, ...]:
    return tuple(_step(*row) for row in rows)


def _step(section: object, at: object, removed: object, inserted: object) -> Step:
    if not (
        isinstance(section, str)
        and isinstance(removed, str)
        and isinstance(inserted, str)
        and isinstance(at, int)
        and at >= 0
    ):
        raise ValueError
    return Step(section, at, removed, inserted)
