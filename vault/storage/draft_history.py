"""The table draft_history: what can be undone in drafts, until they are signed or thrown away."""

import json

from vault.model.draft_history import History, Step
from vault.model.ids import NoteId
from vault.storage.database import Database


class DraftHistoryTable:
    """What can be undone in the drafts of progress notes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, note: NoteId) -> History:
        """Return what can be undone in a draft: nothing, where none is kept."""
        row = self._database.row("SELECT steps FROM draft_history WHERE note = ?", (note,))
        return history_from(row[0] if row is not None else "")

    def put(self, note: NoteId, history: History) -> None:
        """Keep what can be undone in a draft, in place of what was before."""
        if not history:
            self._database.change("DELETE FROM draft_history WHERE note = ?", (note,))
            return
        self._database.change(
            "INSERT INTO draft_history (note, steps) VALUES (?, ?) "
            "ON CONFLICT (note) DO UPDATE SET steps = excluded.steps",
            (note, history_text(history)),
        )


def history_text(history: History) -> str:
    """Return a history as a column holds it: "" without a step."""
    if not history:
        return ""
    value = {"done": _rows(history.done), "undone": _rows(history.undone)}
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def history_from(text: str) -> History:
    """Return the history that a column holds; none for what is not one, as no record is in it."""
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
