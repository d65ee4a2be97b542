"""The newest files of the scan folder, each to be attached by one button."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.date_words import plain_day, time_of_day
from ui.errors import words_of
from ui.tools import Tools
from ui.widgets.buttons import button
from ui.widgets.card import Card
from ui.widgets.labels import label
from ui.widgets.list_row import ListRow
from vault.model.media import size_words
from vault.translation import _


class ScansPart(QWidget):
    """`asked` gives the file that is to be attached. Hidden where no scan folder is named."""

    asked = Signal(object)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        px = tools.theme.px
        self.card = Card(tools.theme, inset=True, name=_("In the scan folder"))
        self.said = label("", "mute")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(12), 0, 0)
        column.setSpacing(px(12))
        column.addWidget(label(_("In the scan folder"), "heading"))
        column.addWidget(self.said)
        column.addWidget(self.card)
        self.hide()

    def reload(self) -> None:
        """Look again what lies there."""
        self._tools.worker.run(
            lambda vault: vault.documents.scan_folder(), owner=self, done=self._look
        )

    def _look(self, folder: Any) -> None:
        self.setVisible(folder is not None)
        if folder is not None:
            self._tools.worker.apart(
                folder.newest, owner=self, done=self._show, failed=self._not_read
            )

    def _show(self, found: Sequence[Any]) -> None:
        self.said.setText(_("It is empty."))
        self.said.setVisible(not found)
        self.card.clear()
        self.card.hide()
        zone = self._tools.clock.now().tzinfo
        for each in found:
            at = each.written_at.astimezone(zone)
            when = f"{plain_day(at.date())}, {time_of_day(at.time())}"
            spoken = _("Attach {name}").format(name=each.path.name)
            attach = button(
                _("Attach"), icon="paperclip", theme=self._tools.theme, name=spoken, small=True
            )
            attach.clicked.connect(partial(self.asked.emit, Path(each.path)))
            said = [when, size_words(each.size)]
            row = ListRow(self._tools.theme, each.path.name, said, beside=attach)
            row.change.hide()
            self.card.add_row(row)
        self.card.setVisible(bool(found))

    def _not_read(self, error: Exception) -> None:
        self.card.hide()
        self.said.setText(words_of(error).text)
        self.said.show()
