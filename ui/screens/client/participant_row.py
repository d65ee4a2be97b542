"""One person who takes part: who, as what, since when, and whether they signed the terms."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.models.clients_model import born_words
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.labels import ElidedLabel, Pill, label
from vault.model.participant import Participant, Role
from vault.model.participant_words import role_words
from vault.translation import _

_WIDE = 560
"""Pixels of the design from which on all of a row stands in one line."""


class ParticipantRow(QWidget):
    """`change_asked`: they are to be changed; `file_asked`: their own record is wanted."""

    change_asked = Signal()
    file_asked = Signal()

    def __init__(
        self, theme: Theme, each: Participant, today: date, majority_age: int, *, signs: bool
    ) -> None:
        """`signs`: the terms of this record are signed by each."""
        super().__init__()
        self._theme = theme
        name = ElidedLabel(each.name, "strong")
        said = [role_words(each.role), _since(each)]
        born = born_words(each.birth_date, today, majority_age)
        if born:
            said.append(born)
        who = QVBoxLayout()
        who.setSpacing(theme.px(2))
        who.addWidget(name)
        who.addWidget(label(" · ".join(said), "small"))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setSpacing(theme.px(10))
        self._row.addLayout(who, 1)
        self._row.addLayout(self._state(each, signs=signs))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put state and buttons beneath the name where beside it is no room."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wide = self.width() >= self._theme.px(_WIDE)
        self._row.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _state(self, each: Participant, *, signs: bool) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._theme.px(10))
        middle = Qt.AlignmentFlag.AlignVCenter
        if signs and each.role is not Role.COLLATERAL and each.left is None:
            if each.agreed is None:
                pill = Pill(_("terms not signed"), "amber", theme=self._theme)
            else:
                words = _("signed {day}").format(day=plain_day(each.agreed))
                pill = Pill(words, "teal", theme=self._theme)
            row.addWidget(pill, alignment=middle)
        if each.file is not None:
            words = _("Own record of {name}").format(name=each.name)
            own = button(_("Own record"), theme=self._theme, name=words, small=True)
            own.clicked.connect(self.file_asked)
            row.addWidget(own, alignment=middle)
        words = _("Change {name}").format(name=each.name)
        self.change = button(_("Change…"), theme=self._theme, name=words, small=True)
        self.change.clicked.connect(self.change_asked)
        row.addWidget(self.change, alignment=middle)
        row.addStretch(0)
        return row


def _since(each: Participant) -> str:
    joined = plain_day(each.joined)
    if each.left is None:
        return _("since {day}").format(day=joined)
    return _("from {first} until {last}").format(first=joined, last=plain_day(each.left))
