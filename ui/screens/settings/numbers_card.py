"""Numbers of the vault's settings, such as after how many idle minutes it locks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.number_field import NumberField
from vault.model.settings import LONGEST_IDLE, MOST_LATE_DAYS, SHORTEST_IDLE, VaultSettings
from vault.open_vault import OpenVault
from vault.translation import _

_PAUSE_MS = 600


@dataclass(frozen=True)
class Number:
    """One number: the field of `VaultSettings`, what it is called, its unit and its bounds."""

    field: str
    words: str
    unit: str
    least: int
    most: int


class NumbersCard(SettingsCard):
    """Each number is saved in the vault a moment after it was changed."""

    def __init__(self, tools: Tools, title: str, sentence: str, numbers: Sequence[Number]) -> None:
        super().__init__(tools.theme, title, sentence)
        self._tools = tools
        self.boxes = {each.field: self._box(each) for each in numbers}
        self._saving = QTimer(self)
        self._saving.setSingleShot(True)
        self._saving.setInterval(_PAUSE_MS)
        self._saving.timeout.connect(self._save)

    def reload(self) -> None:
        """Read the numbers again."""
        self._tools.worker.run(lambda v: v.settings.get(), owner=self, done=self._show)

    def put_down(self) -> None:
        """Save at once what was to be saved in a moment."""
        if self._saving.isActive():
            self._saving.stop()
            self._save()

    def _box(self, number: Number) -> NumberField:
        box = NumberField(
            self._tools.theme,
            name=number.words,
            least=number.least,
            most=number.most,
            value=number.least,
        )
        box.setSuffix(number.unit)
        box.valueChanged.connect(lambda _value: self._saving.start())
        row = QHBoxLayout()
        title = label(number.words, "body")
        title.setBuddy(box)
        row.addWidget(title, 1)
        row.addWidget(box)
        self.column.addLayout(row)
        return box

    def _show(self, kept: VaultSettings) -> None:
        if self._saving.isActive():
            return  # A number that was changed meanwhile is saved in a moment.
        for field, box in self.boxes.items():
            blocked = box.blockSignals(True)
            box.setValue(getattr(kept, field))
            box.blockSignals(blocked)

    def _save(self) -> None:
        wanted: dict[str, Any] = {field: box.value() for field, box in self.boxes.items()}

        def save(vault: OpenVault) -> VaultSettings:
            return vault.settings.set(replace(vault.settings.get(), **wanted))

        self._tools.worker.keep(save, owner=self, done=lambda _kept: None)


def locking_card(tools: Tools) -> NumbersCard:
    """Return the card of the minutes after which the records lock, and process notes."""
    bounds = SHORTEST_IDLE, LONGEST_IDLE
    return NumbersCard(
        tools,
        _("Locking"),
        _("Minutes without a key or a click. Sleep and screen lock always lock at once."),
        (
            Number("records_idle_minutes", _("Records lock after"), _(" min"), *bounds),
            Number("process_idle_minutes", _("Process notes lock after"), _(" min"), *bounds),
        ),
    )


def late_entry_card(tools: Tools) -> NumbersCard:
    """Return the card of the days after which a note is a late entry."""
    return NumbersCard(
        tools,
        _("Late entries"),
        _(
            "A note that is signed more days after the session or contact than this is called a "
            "late entry, in the list and in copies. The number is your own and no rule of law."
        ),
        (Number("late_entry_days", _("Late after"), _(" days"), 0, MOST_LATE_DAYS),),
    )
