"""One set of executor cards: who holds which, and when each was last confirmed."""

from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.date_words import short_day
from ui.screens.succession.jobs import PROCESS
from ui.theme import Theme
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.icon_label import IconLabel
from ui.widgets.labels import Pill, label
from vault.model.share import HeldCard, ShareSet, is_due, place_warning
from vault.translation import _

_WIDE = 520
"""Pixels of the design from which on all of a row stands in one line."""


class SetCard(Card):
    """`confirm_asked` gives a card that its holder has, `change_asked` one of another."""

    confirm_asked = Signal(object)
    change_asked = Signal(object)
    rehearse_asked = Signal()

    def __init__(self, theme: Theme, cards: ShareSet, today: date, *, number: str = "") -> None:
        """Show a set; `number` tells one of several of a compartment."""
        self._process = cards.compartment == PROCESS
        title = _("Executor shares of process notes") if self._process else _("Executor shares")
        if number:
            title = _("{title} · set {number}").format(title=title, number=number)
        super().__init__(theme, inset=True, name=title)
        self._look = theme
        self._lines: list[QBoxLayout] = []
        if self._process:
            self.setProperty("room", "process")
        self.add_row(self._heading(title, cards))
        for card in cards.cards:
            self.add_row(self._row(card, today))
        self.add_row(self._foot(cards))

    def _heading(self, title: str, cards: ShareSet) -> QWidget:
        opens = (
            _("any {k} of {n} open process notes")
            if self._process
            else _("any {k} of {n} open the records, not process notes")
        )
        line = QWidget()
        row = QHBoxLayout(line)
        row.setSpacing(self._look.px(16))
        row.addWidget(label(title, "heading", wrap=False))
        said = label(opens.format(k=cards.k, n=cards.n), "small")
        said.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(said, 1)
        return line

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put state and button beneath the holder where beside them is no room for a name."""
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        wide = self.width() >= self._look.px(_WIDE)
        for row in self._lines:
            row.setDirection(directions.LeftToRight if wide else directions.TopToBottom)

    def _row(self, card: HeldCard, today: date) -> QWidget:
        line = QWidget()
        outer = QHBoxLayout(line)
        outer.setSpacing(self._look.px(12))
        icon = IconLabel(self._look, "key-round", "plum" if self._process else "ink")
        outer.addWidget(icon, alignment=Qt.AlignmentFlag.AlignVCenter)
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(self._look.px(8))
        self._lines.append(row)
        outer.addLayout(row, 1)
        who = QHBoxLayout()
        who.setSpacing(self._look.px(5))
        top = Qt.AlignmentFlag.AlignTop
        share = _("Share {n}").format(n=card.number)
        name = label(share, "body", wrap=False)
        name.setContentsMargins(0, self._look.px(1), 0, 0)  # lines of a paragraph have more air
        who.addWidget(name, alignment=top)
        holder = card.holder
        known = ", ".join(part for part in (holder.name, holder.phone, holder.place) if part)
        who.addWidget(label(f"· {known}", "mute"), 1)
        # As low as its words: the name of the share stands beside their first line.
        middle = QVBoxLayout()
        middle.addStretch(1)
        middle.addLayout(who)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        row.addLayout(self._state(card, today))
        return line

    def _state(self, card: HeldCard, today: date) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._look.px(12))
        due = is_due(card, today)
        if card.confirmed is None:
            words = _("not yet confirmed")
        elif due:
            words = _("ask again, confirmed {day}").format(day=short_day(card.confirmed, today))
        else:
            words = _("confirmed {day}").format(day=short_day(card.confirmed, today))
        tone = "amber" if due else "plum" if self._process else "teal"
        row.addWidget(Pill(words, tone, theme=self._look))
        name = _("Confirm share {n}, {name}").format(n=card.number, name=card.holder.name)
        confirm = button(_("Confirm"), theme=self._look, small=True, name=name)
        confirm.clicked.connect(partial(self.confirm_asked.emit, card))
        row.addWidget(confirm)
        name = _("Change the holder of share {n}, {name}")
        name = name.format(n=card.number, name=card.holder.name)
        change = button(_("Change…"), theme=self._look, small=True, name=name)
        change.clicked.connect(partial(self.change_asked.emit, card))
        row.addWidget(change)
        row.addStretch(1)
        return row

    def _foot(self, cards: ShareSet) -> QWidget:
        line = QWidget()
        column = QVBoxLayout(line)
        column.setSpacing(self._look.px(4))
        warning = place_warning(cards.k, [card.holder for card in cards.cards])
        if warning:
            row = QHBoxLayout()
            row.setSpacing(self._look.px(8))
            top = Qt.AlignmentFlag.AlignTop
            row.addWidget(IconLabel(self._look, "triangle-alert", "amber"), alignment=top)
            row.addWidget(label(warning, "small"), 1)
            column.addLayout(row)
        words = _(
            "Call each holder once a year: is the card still there, is the number still right? "
            "Then confirm it."
        )
        column.addWidget(label(words, "small"))
        self.rehearse = button(_("Open a backup with them…"), theme=self._look, small=True)
        self.rehearse.clicked.connect(self.rehearse_asked)
        column.addWidget(self.rehearse, alignment=Qt.AlignmentFlag.AlignLeft)
        return line
