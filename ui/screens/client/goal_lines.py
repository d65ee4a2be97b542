"""Below a treatment plan: its goals, and the sessions that worked on each."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.goal import Goal
from vault.model.goal_words import sessions_words
from vault.model.ids import ClientId
from vault.translation import _


class GoalLines(QWidget):
    """Shows the goals of a client's newest plan, with the way to the last session of each."""

    def __init__(self, tools: Tools, client: ClientId, goals: Sequence[Goal]) -> None:
        super().__init__()
        self._tools, self._client = tools, client
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tools.theme.px(8))
        column.addWidget(label(_("Goals in sessions"), "section"))
        for goal in goals:
            column.addWidget(self._line(goal))

    def _line(self, goal: Goal) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._tools.theme.px(12))
        words = QVBoxLayout()
        words.setSpacing(self._tools.theme.px(2))
        words.addWidget(label(goal.text, "body"))
        words.addWidget(label(sessions_words(goal, plain_day), "small"))
        row.addLayout(words, 1)
        if goal.last_note is not None:
            name = _("Last note: {goal}").format(goal=goal.text)
            last = button(_("Last note"), kind="link", theme=self._tools.theme, name=name)
            go = partial(self._tools.navigation.go, "client", client=self._client)
            last.clicked.connect(partial(go, note=goal.last_note))
            row.addWidget(last, alignment=Qt.AlignmentFlag.AlignTop)
        return line
