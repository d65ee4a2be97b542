"""What the timeline of a client is narrowed to: one kind, and days from one to another."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.date_words import plain_day
from ui.screens.client.days_dialog import DaysDialog
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.labels import label
from vault.model.timeline_row import ALL_DAYS, Days
from vault.translation import _


class TimelineFilter(QWidget):
    """`chosen` tells that another `kind` or other `days` are wanted; None and ALL_DAYS: everything.

    The days stand beneath, and that nothing is of them.
    """

    chosen = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self.kind: str | None = None
        self.days = ALL_DAYS
        theme = tools.theme
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(_("What is listed"))
        self.kinds.activated.connect(lambda _at: self._choose_kind())
        self.days_button = button(
            "", kind="bare", icon="calendar", theme=theme, name=_("Timeline from a day to a day")
        )
        self.days_button.clicked.connect(self.ask_days)
        if theme.large:
            # The button keeps its room; what is chosen is elided before anything is cut off.
            self.kinds.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        above = QHBoxLayout()
        above.setSpacing(min(theme.px(6), 6))
        above.addWidget(self.kinds, 1)
        above.addWidget(self.days_button, 0, Qt.AlignmentFlag.AlignRight)
        self.said = label("", "small", wrap=True)
        column = QVBoxLayout(self)
        side, edge = theme.px(16), min(theme.px(8), 8)
        column.setContentsMargins(side, edge, side, edge)
        column.setSpacing(edge)
        column.addLayout(above)
        column.addWidget(self.said)
        self.said.hide()
        self.hide()

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out."""
        return self.kind is not None or self.days != ALL_DAYS

    def offer(self, kinds: Mapping[str | None, str]) -> None:
        """Offer these kinds by their names; None is everything."""
        self.kinds.clear()
        for each, words in kinds.items():
            self.kinds.addItem(words, each)
        self.kinds.setCurrentIndex(max(0, self.kinds.findData(self.kind)))

    def forget(self) -> None:
        """Leave nothing out any more."""
        self.kind, self.days = None, ALL_DAYS
        self.kinds.setCurrentIndex(0)
        self.say(empty=False)

    def ask_days(self) -> None:
        """Ask from which day to which."""
        dialog = DaysDialog(self._tools, self.days, self)
        dialog.chosen.connect(self._choose_days)
        dialog.open()

    def say(self, *, empty: bool) -> None:
        """Say which days are listed, and whether nothing is of them."""
        said = [_days_words(self.days)]
        if self.days != ALL_DAYS and empty:
            said.append(_("Nothing here is of these days."))
        self.said.setText(" ".join(filter(None, said)))
        self.said.setVisible(self.days != ALL_DAYS)

    def _choose_kind(self) -> None:
        kind = self.kinds.currentData()
        if kind != self.kind:
            self.kind = kind
            self.chosen.emit()

    def _choose_days(self, days: Days) -> None:
        if days != self.days:
            self.days = days
            self.say(empty=False)
            self.chosen.emit()


def _days_words(days: Days) -> str:
    first, last = (plain_day(each) if each else "" for each in (days.first, days.last))
    if first and last:
        return _("From {first} to {last}.").format(first=first, last=last)
    if first:
        return _("From {first}.").format(first=first)
    return _("To {last}.").format(last=last) if last else ""
