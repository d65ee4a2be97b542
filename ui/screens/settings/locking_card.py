"""After how many idle minutes the records lock, and process notes."""

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from ui.screens.settings.card import SettingsCard
from ui.tools import Tools
from ui.widgets.labels import label
from ui.widgets.number_field import NumberField
from vault.model.settings import LONGEST_IDLE, SHORTEST_IDLE, VaultSettings
from vault.translation import _

_PAUSE_MS = 600


class LockingCard(SettingsCard):
    """Two numbers; each is saved in the vault a moment after it was changed."""

    def __init__(self, tools: Tools) -> None:
        super().__init__(
            tools.theme,
            _("Locking"),
            _("Minutes without a key or a click. Sleep and screen lock always lock at once."),
        )
        self._tools = tools
        self._kept = VaultSettings()
        self.records = self._number(_("Records lock after"))
        self.process = self._number(_("Process notes lock after"))
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

    def _number(self, words: str) -> NumberField:
        box = NumberField(
            self._tools.theme,
            name=words,
            least=SHORTEST_IDLE,
            most=LONGEST_IDLE,
            value=SHORTEST_IDLE,
        )
        box.setSuffix(_(" min"))
        box.valueChanged.connect(lambda _value: self._changed())
        row = QHBoxLayout()
        title = label(words, "body")
        title.setBuddy(box)
        row.addWidget(title, 1)
        row.addWidget(box)
        self.column.addLayout(row)
        return box

    def _show(self, kept: VaultSettings) -> None:
        self._kept = kept
        if self._saving.isActive():
            return  # A number that was changed meanwhile is saved in a moment.
        for box, minutes in (
            (self.records, kept.records_idle_minutes),
            (self.process, kept.process_idle_minutes),
        ):
            blocked = box.blockSignals(True)
            box.setValue(minutes)
            box.blockSignals(blocked)

    def _changed(self) -> None:
        self._saving.start()

    def _save(self) -> None:
        wanted = replace(
            self._kept,
            records_idle_minutes=self.records.value(),
            process_idle_minutes=self.process.value(),
        )
        self._tools.worker.keep(
            lambda v: v.settings.set(wanted), owner=self, done=partial(setattr, self, "_kept")
        )
